"""The cards of names: what they say, and how they open in a browser, with and without a script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from tei_edition.publish.html import assets, telegram_page
from tei_edition.publish.site import Site

HOSTILE = "&lt;script&gt;document.title='x'&lt;/script&gt;\"'"
AUTHORITY = f"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff><listPerson>
<person xml:id="p-kim"><persName type="main">Kim Il Sung</persName><persName>Kim Ir Sen</persName><birth when="1912"/>
<death>1994</death><idno type="URI" subtype="viaf">http://viaf.org/viaf/1</idno>
<idno type="URI">javascript:alert(1)</idno></person>
<person xml:id="p-x"><persName type="main">{HOSTILE}</persName><birth>{HOSTILE}</birth><note>{HOSTILE}</note></person>
</listPerson><listOrg><org xml:id="o-staff"><orgName>General Staff</orgName></org></listOrg><listObject>
<object xml:id="b-tu"><objectIdentifier><objectName>Tu-2</objectName></objectIdentifier></object></listObject>
</standOff></TEI>"""
DOCUMENT = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="t1"><teiHeader><fileDesc><titleStmt><title>T</title>
</titleStmt></fileDesc><profileDesc><correspDesc><correspAction type="sent">
<persName ref="../authority.xml#p-kim">KIM</persName></correspAction></correspDesc></profileDesc></teiHeader>
<standOff><listPlace><place xml:id="p-kim"><placeName>Own</placeName></place></listPlace></standOff>
<text><body><p>First.</p><p>Of <persName ref="../authority.xml#p-kim">Kim</persName> and the
<orgName ref="../authority.xml#o-staff">Staff of <persName ref="../authority.xml#p-x">X</persName></orgName>,
<objectName ref="../authority.xml#b-tu">Tu</objectName>.</p>
<p xml:id="third"><placeName ref="#p-kim">Here</placeName>
<ref target="https://example.org/">with <persName ref="../authority.xml#p-kim">Kim</persName></ref>
<persName ref="../authority.xml#nobody">N</persName> <rs ref="#third">self</rs></p></body></text></TEI>"""


@pytest.fixture(scope="module")
def site() -> Site:
    return Site(title="Edition", authority=AUTHORITY.encode(), pages=("persons", "organisations"))


@pytest.fixture(scope="module")
def made(site: Site) -> Any:
    return html.document_fromstring(telegram_page(DOCUMENT.encode(), site, "t1")["telegrams/t1.html"].decode())


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def test_every_name_of_the_telegram_has_a_card(made: Any) -> None:
    cards = {card.get("id"): words(card) for card in made.xpath("//li[@class='name-card']")}
    assert list(cards) == ["name-p-x", "name-p-kim", "name-o-staff", "own-name-p-kim", "name-b-tu"]
    kim = "Kim Il SungAlso namedKim Ir SenLived1912–1994viafhttp://viaf.org/viaf/1Linkjavascript:alert(1)"
    assert cards["name-p-kim"] == f"{kim}In all telegramsIn paragraph 2 3"
    assert cards["name-b-tu"] == "Tu-2In paragraph 2"


def test_days_of_a_life_are_written_as_all_dates(site: Site) -> None:
    days = '<birth when="1912-04-15"/><death notBefore="1994-06" notAfter="1994-07"/>'
    authority = AUTHORITY.replace('<birth when="1912"/>\n<death>1994</death>', days)
    content = telegram_page(DOCUMENT.encode(), replace(site, authority=authority.encode()), "t1")["telegrams/t1.html"]
    root: Any = html.document_fromstring(content.decode())
    card = words(root.get_element_by_id("name-p-kim"))
    assert "Born15 April 1912Diedbetween June 1994 and July 1994" in card


def test_names_lead_to_their_cards_and_no_link_stands_in_a_link(made: Any) -> None:
    named = [(words(name), name.get("href")) for name in made.xpath("//a[contains(@class, ' named')]")]
    assert named == [
        ("KIM", "#name-p-kim"),
        ("Kim", "#name-p-kim"),
        ("Staff of X", "#name-o-staff"),
        ("Tu", "#name-b-tu"),
        ("Here", "#own-name-p-kim"),
        ("KIM", "#name-p-kim"),
    ]
    assert not made.xpath("//a//a")


def test_cards_lead_to_the_indexes_that_the_site_has(made: Any) -> None:
    assert made.xpath("//p[@class='more']/a/@href") == [
        "../persons/p-x.html",
        "../persons/p-kim.html",
        "../organisations/o-staff.html",
    ]


def test_no_card_leads_to_an_entry_that_no_register_has(site: Site) -> None:
    """Registers count who is named by the message; the abstract's names are the editor's, and have a card alone."""
    named = '<abstract><p>On <persName ref="../authority.xml#{}">him</persName>.</p></abstract></profileDesc>'
    alone = DOCUMENT.replace("</profileDesc>", named.format("p-y"))
    authority = AUTHORITY.replace("</listPerson>", '<person xml:id="p-y"><persName>Y</persName></person></listPerson>')
    made = telegram_page(alone.encode(), replace(site, authority=authority.encode()), "t1")["telegrams/t1.html"]
    root: Any = html.document_fromstring(made.decode())
    assert words(root.get_element_by_id("name-p-y")) == "Y"
    assert "../persons/p-y.html" not in root.xpath("//@href")
    assert "../persons/p-kim.html" in root.xpath("//@href")


@pytest.mark.parametrize("prefix", ["", "tei:"])
def test_thousands_of_entries_are_named_on_one_page(site: Site, prefix: str) -> None:
    # Saxon takes 2047 prefixes in a document: each entry had one of its own.
    many = range(2100)
    declared = f'xmlns{":tei" if prefix else ""}="http://www.tei-c.org/ns/1.0"'
    entries = "".join(
        f'<{prefix}person xml:id="p{one}"><{prefix}persName>Ivanov {one}</{prefix}persName></{prefix}person>'
        for one in many
    )
    listed = f"<{prefix}listPerson>{entries}</{prefix}listPerson>"
    authority = f"<{prefix}TEI {declared}><{prefix}standOff>{listed}</{prefix}standOff></{prefix}TEI>"
    names = " ".join(f'<persName ref="../authority.xml#p{one}">Ivanov</persName>' for one in many)
    content = DOCUMENT.replace("</p>", f" {names}</p>", 1).encode()
    page = telegram_page(content, replace(site, authority=authority.encode()), "t1")["telegrams/t1.html"].decode()
    assert "Ivanov 2099" in page


def test_what_the_authority_says_is_no_markup(made: Any) -> None:
    assert len(made.xpath("//script")) == 1
    assert not [href for href in made.xpath("//@href") if href.startswith("javascript")]


@pytest.fixture
def opened(browser: Any, site: Site, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    for path, content in (assets() | telegram_page(DOCUMENT.encode(), site, "t1")).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    contexts = []

    def open_page(width: int = 1280, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(5000)
        page.goto((tmp_path / "telegrams/t1.html").as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", [1280, 360])
def test_card_opens_beside_the_name_by_keyboard(opened: Callable[..., Any], width: int) -> None:
    page = opened(width)
    name = page.locator(".text a.named", has_text="Kim").first
    name.focus()
    page.keyboard.press("Enter")
    card = page.get_by_role("dialog", name="Kim Il Sung")
    assert card.is_visible()
    assert "1912–1994" in card.inner_text()
    assert page.url.endswith("t1.html")
    box = card.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "http://viaf.org/viaf/1"
    page.keyboard.press("Escape")
    assert not card.is_visible()
    assert page.evaluate("document.activeElement.textContent") == "Kim"


def test_card_of_another_name_takes_its_place(opened: Callable[..., Any]) -> None:
    page = opened()
    page.locator(".text a.named", has_text="Kim").first.click()
    page.locator(".text a.named", has_text="Here").click()
    assert page.locator(".name-popover h3").all_inner_texts() == ["Own"]
    page.get_by_role("button", name="Close").click()
    assert not page.locator(".name-popover").is_visible()


def test_card_leads_to_a_paragraph(opened: Callable[..., Any]) -> None:
    page = opened(360, has_touch=True)
    page.locator(".text a.named", has_text="Kim").first.tap()
    page.get_by_role("dialog").get_by_role("link", name="To paragraph 3").tap()
    assert page.url.endswith("#third")
    assert not page.locator(".name-popover").is_visible()


def test_hostile_card_stays_words(opened: Callable[..., Any], site: Site) -> None:
    page = opened()
    page.locator(".text a.named", has_text="Staff").click()
    assert page.title() == "T · Edition"
    assert "<script>" in page.locator("#name-p-x").inner_text()


def test_name_leads_to_its_card_without_a_script(opened: Callable[..., Any]) -> None:
    page = opened(java_script_enabled=False)
    page.locator(".text a.named", has_text="Kim").first.click()
    assert page.url.endswith("#name-p-kim")
    assert page.locator("#name-p-kim").is_visible()
    assert not page.locator(".name-popover").is_visible()
