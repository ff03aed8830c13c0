"""The built site in a browser, from file://, without a network: both pages, desktop and phone, light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from listing import index_page

from tei_edition.catalogue import catalogue_entry
from tei_edition.edition import load
from tei_edition.publish.html import assets, telegram_page
from tei_edition.publish.site import Site, site_of

EDITION = Path(__file__).parent.parent / "editions" / "korean-war"
PAGES = ["index.html", "telegrams/t113640.html", "telegrams/long.html"]
LONG = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="long"><teiHeader><fileDesc><titleStmt>'
    "<title>{word}</title></titleStmt></fileDesc></teiHeader><text><body><p>{word} "
    "&lt;script&gt;document.title='x'&lt;/script&gt;<note><p>a</p><table><row><cell>{word}</cell><cell>{word}</cell></row></table></note></p>{nested}</body></text></TEI>"
)


def write_site(folder: Path) -> Path:
    """The site of the example edition, with a page of very long words and deep nesting."""
    edition = load(EDITION)
    site = site_of(edition, authority=edition.authority.read_bytes(), date="2026-11-23")
    site = replace(
        site, pages=(), search=False, interfaces=()
    )  # the pages of telegrams, and nothing that leads elsewhere
    documents = {path.stem: path.read_bytes() for path in edition.documents()}
    nested = "<floatingText><body><p>deep</p>" * 12 + "</body></floatingText>" * 12
    documents["long"] = LONG.format(word="W" * 5000, nested=nested).encode()
    files = assets() | index_page([catalogue_entry(document, name) for name, document in documents.items()], site)
    for name, document in documents.items():
        files |= telegram_page(document, site, name)
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_site(tmp_path_factory.mktemp("site"))


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("scripts", [True, False])
def test_page_opens_quietly_and_fits(
    browser: Any, built: Path, path: str, width: int, scheme: str, scripts: bool
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, java_script_enabled=scripts
    )
    page = context.new_page()
    messages: list[str] = []
    requests: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    page.on("requestfailed", lambda request: messages.append(f"failed: {request.url}"))
    page.goto((built / path).as_uri())
    assert messages == []
    assert [url for url in requests if not url.startswith(built.as_uri())] == []
    assert any(url.endswith("assets/site.css") for url in requests)
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(22, 21, 19)"
    assert dark == (scheme == "dark")
    context.close()


def test_from_the_index_to_a_paragraph_and_back(browser: Any, built: Path) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto((built / "index.html").as_uri())
    page.get_by_role("link", name="Ciphered Telegram No. 502597").click()
    assert page.url.endswith("/telegrams/t113640.html")
    assert page.get_by_text("To strengthen antiaircraft defense.").is_visible()
    page.get_by_role("link", name="Read its text").first.click()
    assert page.url.endswith("#enclosure.1")
    page.get_by_role("link", name="Paragraph 5: link to it").click()
    assert page.url.endswith("#p5")
    page.get_by_role("link", name="The Korean War in Diplomatic Telegrams").click()
    assert page.url.endswith("/index.html")


def test_every_internal_link_leads_to_a_file(browser: Any, built: Path) -> None:
    page = browser.new_context().new_page()
    for path in PAGES:
        page.goto((built / path).as_uri())
        for href in page.eval_on_selector_all("a[href], link[href]", "all => all.map(a => a.href)"):
            target, _, fragment = href.partition("#")
            if target.startswith("file:"):
                file = built / target.removeprefix(built.as_uri() + "/")
                assert file.is_file(), href
                if fragment:
                    assert f'id="{fragment}"' in file.read_text("utf-8"), href


def test_keyboard_reaches_the_content_first(browser: Any, built: Path) -> None:
    page = browser.new_context().new_page()
    page.goto((built / PAGES[1]).as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"


def test_hostile_markup_does_not_run(browser: Any, built: Path) -> None:
    page = browser.new_context().new_page()
    page.goto((built / "telegrams/long.html").as_uri())
    assert page.title() != "x"
    assert "<script>document.title='x'</script>" in page.locator(".text").inner_text()


SWITCHED = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="switched"><teiHeader><fileDesc><titleStmt>'
    "<title>T</title></titleStmt></fileDesc><profileDesc><correspDesc>"
    '<correspAction type="sent"><persName>A</persName></correspAction></correspDesc>'
    '</profileDesc></teiHeader><text><group><text type="original" xml:lang="ru"><body><p>Раз.</p>'
    '<p xml:id="o1" corresp="#t1">Два.</p></body></text><text type="translation" xml:lang="en"><body>'
    '<p xml:id="t1" corresp="#o1">The <choice><sic>wrod</sic><corr>word</corr></choice> of <hi rend="caps">KIM</hi>'
    '<pb n="7"/>.<note><p xml:id="n">A note.</p></note></p></body></text></group></text></TEI>'
)


@pytest.fixture
def switched(browser: Any, tmp_path: Path) -> Iterator[Any]:
    files = assets() | telegram_page(SWITCHED.encode(), Site(title="Edition", version="1.2"), "switched")
    for path, content in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.set_default_timeout(5000)
    page.goto((tmp_path / "telegrams/switched.html").as_uri())
    yield page
    context.close()


def test_switches_change_what_is_shown_and_are_kept(switched: Any) -> None:
    choice = switched.locator(".choice")
    assert "wrod" in choice.inner_text()
    assert "word" in choice.inner_text()
    switched.get_by_role("button", name="As printed").click()
    assert choice.inner_text().strip() == "wrod"
    switched.get_by_role("button", name="Corrected").press("Enter")
    assert choice.inner_text().strip() == "word"
    assert switched.get_by_role("button", name="As printed").get_attribute("aria-pressed") == "false"
    switched.get_by_role("button", name="Hide leaf numbers").click()
    assert not switched.locator(".pb").is_visible()
    switched.reload()
    assert choice.inner_text().strip() == "word"
    switched.get_by_role("button", name="Corrected").click()
    assert "wrod" in choice.inner_text()


def test_versions_stand_beside_each_other_paragraph_by_paragraph(switched: Any) -> None:
    tops = "['o1', 't1'].map(id => document.getElementById(id).getBoundingClientRect().top)"
    switched.get_by_role("button", name="Versions beside each other").click()
    first, second = switched.evaluate(tops)
    assert abs(first - second) < 1
    switched.get_by_role("button", name="Versions beside each other").click()
    first, second = switched.evaluate(tops)
    assert second > first + 20


def test_note_opens_in_place_by_keyboard(switched: Any) -> None:
    mark = switched.get_by_role("button", name="Note 1")
    mark.press("Enter")
    assert switched.locator(".note-here").inner_text().strip() == "A note."
    assert mark.get_attribute("aria-expanded") == "true"
    assert switched.locator("[id=n]").count() == 1
    mark.press("Escape")
    assert switched.locator(".note-here").count() == 0


def test_paragraph_is_cited_with_its_anchor(switched: Any) -> None:
    switched.locator("#t1 > .anchor").click()
    place = switched.locator("dialog .place")
    assert place.inner_text().endswith("switched.html#t1.")
    assert place.inner_text().startswith("“T.”")
    assert "In: Edition, version 1.2. Par. 3." in place.inner_text()
    switched.keyboard.press("Escape")
    assert not place.is_visible()
    assert switched.url.endswith("#t1")


def test_way_is_folded_on_a_phone(switched: Any) -> None:
    assert switched.get_by_text("Sent", exact=True).first.is_visible()
    switched.set_viewport_size({"width": 390, "height": 800})
    switched.reload()
    steps = switched.locator(".way .steps")
    assert not steps.is_visible()
    switched.locator(".way summary").press("Enter")
    assert steps.is_visible()
