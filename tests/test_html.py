"""The HTML site: structure, escaping, and that no element's text is lost."""

from __future__ import annotations

import os
import pickle
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from listing import index_page
from lxml import etree, html

from tei_edition.catalogue import catalogue_entry, safe_name
from tei_edition.edition import load
from tei_edition.publish.html import assets, telegram_page
from tei_edition.publish.site import Site, site_of

ROOT = Path(__file__).parent.parent
EDITION = ROOT / "editions" / "korean-war"
TEI_ALL = Path(os.environ.get("TEI_EDITION_SHARED", ROOT.parent / "shared")) / "tei/tei_all.rng"
NAMESPACE = "http://www.tei-c.org/ns/1.0"
HOSTILE = "<script>alert('x')</script>\"'><img src=x onerror=alert(1)> ../../etc \u202egnp.exe & &amp; \u0085"

# Elements of every kind of TEI's text, for where the whole of TEI is not at hand.
SOME_ELEMENTS = (  # noqa: SIM905 - a word list, not code
    "ab abbr add addName addrLine address anchor app argument bibl byline camera caption castList cell choice "
    "cit closer corr damage date dateline del desc div docAuthor ex expan figDesc figure floatingText foreign "
    "formula gap gloss graphic group head hi index item l label lb lem lg list listBibl measure metamark "
    "milestone mod name note num opener orig p pb persName postscript pc q quote rdg ref reg restore row rs "
    "said salute seg sic signed sp space speaker stage stamp subst supplied surplus table term text title "
    "trailer unclear w witDetail zone "
).split()


def element_names() -> list[str]:
    if not TEI_ALL.is_file():
        return SOME_ELEMENTS
    names = set(re.findall(r'<element[^>]* name="([A-Za-z]+)"', TEI_ALL.read_text("utf-8")))
    return sorted(names | set(SOME_ELEMENTS))


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def tei(body: str, *, xml_id: str = "t1", title: str = "A telegram", header: str = "") -> bytes:
    return (
        f'<TEI xmlns="{NAMESPACE}" xml:id="{escape(xml_id)}"><teiHeader><fileDesc><titleStmt>'
        f"<title>{escape(title)}</title></titleStmt></fileDesc>{header}</teiHeader><text><body>{body}</body></text></TEI>"
    ).encode()


def page(document: bytes, site: Site | None = None, name: str = "t1") -> Any:
    files = telegram_page(document, site or Site(title="Edition"), name)
    return html.document_fromstring(files[f"telegrams/{name}.html"].decode())


def reading_text(root: Any) -> str:
    """The text of the document on the page, without what the edition puts there and without white space."""
    reading = root.xpath("//section[contains(@class, 'reading')]")[0]
    for added in reading.xpath(".//*[contains(concat(' ', @class, ' '), ' generated ')]"):
        added.drop_tree()
    return "".join(reading.text_content().split())


def source_text(document: bytes) -> str:
    (text,) = etree.fromstring(document).iterfind(f"{{{NAMESPACE}}}text")
    return "".join("".join(str(part) for part in text.itertext()).split())


@pytest.fixture(scope="module")
def sample() -> bytes:
    return (EDITION / "tei" / "t113640.xml").read_bytes()


@pytest.fixture(scope="module")
def site() -> Site:
    edition = load(EDITION)
    return site_of(edition, authority=edition.authority.read_bytes(), date="2026-11-23", pdf="korean-war.pdf")


@pytest.fixture(scope="module")
def sample_page(sample: bytes, site: Site) -> Any:
    return page(sample, site, "t113640")


def words(elements: Any) -> list[str]:
    return [" ".join(element.text_content().split()) for element in elements]


def test_page_is_html5_with_charset_first(sample: bytes, site: Site) -> None:
    files = telegram_page(sample, site)
    assert set(files) == {"telegrams/t113640.html", "tei/t113640.xml"}
    assert files["tei/t113640.xml"] == sample
    text = files["telegrams/t113640.html"].decode()
    assert re.match(r'(?i)<!doctype html>\s*<html lang="en"><head><meta charset="utf-8">', text)


def test_sample_loses_no_character_and_keeps_their_order(sample: bytes, site: Site) -> None:
    assert reading_text(page(sample, site, "t113640")) == source_text(sample)


def test_same_input_gives_the_same_bytes(sample: bytes, site: Site) -> None:
    assert telegram_page(sample, site) == telegram_page(sample, pickle.loads(pickle.dumps(site)))


def test_card_and_way_of_the_message(sample_page: Any) -> None:
    messages = sample_page.xpath("//section[@class='message']")
    assert words(sample_page.xpath("//section[@class='message']/h3")) == [
        "Telegram No. 502597/sh",
        "Enclosed: Letter",
        "Enclosed: Message",
    ]
    steps = words(messages[0].xpath("./ol/li"))
    assert steps[0].startswith("Sent 17 July 1952, 18:45")
    assert "Razuvaev, Vladimir" in steps[0]
    assert "Correspondent 20" in steps[0]
    assert "2250" in steps[0]
    assert "20:50" in steps[1]
    assert "21:10" in steps[2]
    assert "8th Administration" in steps[2]
    assert "Vasilevsky, Aleksandr" in steps[3]
    copies = words(messages[0].xpath(".//ul[@class='copies']/li"))
    assert len(copies) == 10
    assert copies[0].startswith("Stalin")
    assert copies[0].endswith("2 copies")


def test_witnesses_rights_and_citation(sample_page: Any) -> None:
    witnesses = words(sample_page.xpath("//section[@class='witnesses']//li"))
    assert len(witnesses) == 3
    assert "Russian State Archive of Socio-Political History" in witnesses[2]
    assert "f. 558, op. 11, d. 348, ll. 0065-0068" in witnesses[2]
    assert "RU/RGASPI/558/11/348/65-68" in witnesses[2]
    rights = " ".join(words(sample_page.xpath("//section[@class='rights']")))
    assert "please contact the History and Public Policy Program at HAPP@wilsoncenter.org." in rights
    assert "CC0 1.0" in rights
    cite = " ".join(words(sample_page.xpath("//section[@class='citation']")))
    assert "The Korean War in Diplomatic Telegrams" in cite
    assert sample_page.xpath("//a[@href='../tei/t113640.xml']")


def test_structure_of_the_text(sample_page: Any) -> None:
    enclosures = sample_page.xpath("//section[@class='enclosure']")
    assert [enclosure.get("id") for enclosure in enclosures] == ["enclosure.1", "enclosure.2"]
    assert enclosures[1] in list(enclosures[0].iterdescendants())
    assert words(enclosures[1].xpath(".//div[@class='label']")) == ["1.", "2.", "3.", "4."]
    assert [len(item.xpath(".//p")) for item in enclosures[1].xpath(".//div[@class='item']")] == [2, 2, 1, 1]
    assert sample_page.xpath("//abbr[@id='abbr.1']/@title") == ["air force"]


def test_every_fragment_has_its_target_once(sample_page: Any) -> None:
    ids = sample_page.xpath("//@id")
    assert len(ids) == len(set(ids))
    fragments = {href[1:] for href in sample_page.xpath("//a/@href") if href.startswith("#")}
    assert fragments <= set(ids)


def test_headings_do_not_skip_a_level(sample_page: Any) -> None:
    levels = [int(heading.tag[1]) for heading in sample_page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize(
    "frame",
    [
        "<div>{}</div>",
        "<p>before {} after</p>",
        "<list><item>{}</item></list>",
        "<p><hi>{}</hi></p>",
        "<note>{}</note>",
    ],
)
@pytest.mark.parametrize("inside", ["words", "<p>words <hi>in</hi> it</p>"])
def test_no_element_of_tei_loses_its_text(frame: str, inside: str) -> None:
    names = element_names()
    parts = [frame.format(f"<{name}>{name}-{inside}</{name}>") for name in names]
    document = tei("".join(parts))
    expected = source_text(document)
    found = reading_text(page(document))
    # Notes go below the text and readings behind what is printed, so the count holds and not the order.
    assert sorted(found) == sorted(expected)


def test_elements_of_other_namespaces_keep_their_text() -> None:
    document = tei('<p>a <m:math xmlns:m="urn:m"><m:mi>x</m:mi></m:math> b</p>')
    assert reading_text(page(document)) == "axb"


def test_hostile_text_stays_text() -> None:
    body = f'<p xml:id="{escape(HOSTILE)}" rend="{escape(HOSTILE)}">{escape(HOSTILE)}</p>'
    document = tei(body, title=HOSTILE, xml_id=HOSTILE)
    site = Site(title=HOSTILE, subtitle=HOSTILE, publisher=HOSTILE, licence_name=HOSTILE, licence_target=HOSTILE,
                base_url="javascript:alert(1)", pdf=HOSTILE, date=HOSTILE)  # fmt: skip
    files = telegram_page(document, site) | index_page([catalogue_entry(document)], site)
    for path, content in files.items():
        assert ".." not in Path(path).parts
        assert len(Path(path).parts) <= 2
        if path.endswith(".html"):
            root: Any = html.document_fromstring(content.decode())
            scripts = root.xpath("//script")  # the site's own
            assert {script.get("src").removeprefix("../") for script in scripts} <= assets().keys()
            assert not any(script.text for script in scripts)
            assert not root.xpath("//img | //@onerror | //iframe")
            assert not [a for a in root.xpath("//@href") if re.match(r"(?i)\s*(javascript|data|file|vbscript):", a)]


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java&#9;script:alert(1)",
        "&#x200B;javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "vbscript:x",
        "//elsewhere.example/x",
        "\\\\elsewhere\\x",
        "../../etc/passwd",
        "#nowhere",
    ],
)
def test_unsafe_targets_are_no_links(target: str) -> None:
    root = page(tei(f'<p>see <ref target="{target}">there</ref></p>'))
    assert reading_text(root) == "seethere"
    assert not root.xpath("//section[contains(@class, 'reading')]//a[text() = 'there']")


@pytest.mark.parametrize(
    ("target", "href"),
    [
        ("https://example.org/a?b=c&amp;d", "https://example.org/a?b=c&d"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("#here", "#here"),
        ("t2.xml#p.3", "t2.html#p.3"),
    ],
)
def test_safe_targets_are_links(target: str, href: str) -> None:
    root = page(tei(f'<p xml:id="here">see <ref target="{target}">there</ref></p>'))
    assert root.xpath("//a[text() = 'there']/@href") == [href]


def test_nothing_is_loaded_from_elsewhere(sample: bytes, site: Site) -> None:
    document = tei('<p><graphic url="https://example.org/x.png"/></p>')
    for content in (telegram_page(sample, site) | telegram_page(document, site, "t1") | index_page([], site)).values():
        if content.lower().startswith(b"<!doctype"):
            root: Any = html.document_fromstring(content.decode())
            assert not root.xpath("//script[not(@src)] | //img | //iframe | //object | //style")
            for href in root.xpath("//link[@rel='stylesheet' or @rel='icon']/@href | //script/@src"):
                assert re.fullmatch(r"(\.\./)?assets/[\w.]+", href)
    css = assets()["assets/site.css"].decode()
    assert {f"assets/{path}" for path in re.findall(r"url\((?:\"([^\"]*)\")?", css)} <= assets().keys()
    assert "@import" not in css


def test_fonts_come_with_their_licence() -> None:
    fonts = {path for path in assets() if path.startswith("assets/fonts/")}
    css = assets()["assets/site.css"].decode()
    assert {path for path in fonts if path.endswith(".woff2")} == {
        f"assets/{path}" for path in re.findall(r'url\("([^"]*)"\)', css)
    }
    assert b"SIL OPEN FONT LICENSE" in assets()["assets/fonts/LICENSE.txt"]
    assert sum(len(assets()[path]) for path in fonts) < 400_000


def test_notes_are_numbered_and_linked_both_ways() -> None:
    root = page(tei('<p>a<note place="foot">one</note> b<note type="mark">[?]</note> c<note><p>two</p></note></p>'))
    assert words(root.xpath("//sup")) == ["1", "2"]
    notes = root.xpath("//section[@class='footnotes']//li")
    assert [note.get("id") for note in notes] == ["note1", "note2"]
    assert root.xpath("//a[@href='#noteref1']")


def test_a_paragraph_with_a_list_is_no_html_paragraph() -> None:
    root = page(tei("<p>a <list><item>b</item></list> c</p>"))
    assert root.xpath("//div[@id='p1']//li")


def test_originals_come_before_readings_and_both_are_shown() -> None:
    root = page(
        tei("<p><choice><sic>Teh</sic><corr>The</corr></choice> <abbr>KPA</abbr> <gap reason='illegible'/></p>")
    )
    text = " ".join(root.xpath("//p[@id='p1']")[0].text_content().split())
    assert text.startswith("Teh [read: The] KPA [… illegible]")


def test_original_and_translation_are_named_parts() -> None:
    body = (
        f'<TEI xmlns="{NAMESPACE}" xml:id="t1"><teiHeader/><text><group>'
        '<text type="original" xml:lang="ru"><body><p>Телеграмма</p></body></text>'
        '<text type="translation" xml:lang="en"><body><p>Telegram</p></body></text></group></text></TEI>'
    ).encode()
    root = page(body)
    assert root.xpath("//section[@class='version']/@lang") == ["ru", "en"]
    assert reading_text(root) == "ТелеграммаTelegram"


def test_no_label_is_missing(sample_page: Any, site: Site, sample: bytes) -> None:
    labels = etree.parse(ROOT / "xslt" / "labels" / "en.xml").getroot()
    known = {label.get("key") for label in labels.iter("{*}label")}
    used = set()
    for module in (ROOT / "xslt").rglob("*.xsl"):
        if module.parent.name != "print":
            used |= set(re.findall(r"tx:label\('([\w.\-]+)'", module.read_text("utf-8")))
    # A name that goes on in the stylesheet ('month.' || …) begins some label's.
    begun = {name for name in used if name.endswith(".")}
    assert used - begun - known == set()
    assert [name for name in begun if not any(label.startswith(name) for label in known if label)] == []


def test_index_lists_the_telegrams_by_date(sample: bytes, site: Site) -> None:
    later = tei("<p/>", xml_id="t2", header="<profileDesc><creation><date when='1953'/></creation></profileDesc>")
    undated = tei("<p/>", xml_id="t0")
    entries = [catalogue_entry(document) for document in (undated, later, sample)]
    root: Any = html.document_fromstring(index_page(entries, site)["index.html"].decode())
    assert root.xpath("//td/a/@href") == ["telegrams/t113640.html", "telegrams/t2.html", "telegrams/t0.html"]
    row = words(root.xpath("//tbody/tr"))[0]
    assert "17 July 1952" in row
    assert "Razuvaev, Vladimir to Vasilevsky, Aleksandr; Vyshinsky, Andrei" in row
    assert "APRF; AVPRF; RGASPI" in row
    assert root.xpath("//a[@href='korean-war.pdf']")


def test_catalogue_entry_of_the_sample(sample: bytes) -> None:
    entry = catalogue_entry(sample)
    assert entry.id == "t113640"
    assert entry.number == "502597/sh"
    assert entry.sent == "1952-07-17T18:45:00"
    assert [name.ref for name in entry.addressees] == ["../authority.xml#p-vasilevsky", "../authority.xml#p-vyshinsky"]


@pytest.mark.parametrize("identifier", ["../../x", "/etc/passwd", "", ".", "..", "a\\b", "C:x", "x" * 10_000, "a\0b"])
def test_a_name_never_leaves_its_folder(identifier: str) -> None:
    name = safe_name(identifier)
    assert re.fullmatch(r"[\w][\w.\-]*", name)
    assert len(name) < 120
    assert safe_name(name) == name


def test_the_ultimate_addressee_is_no_second_addressee() -> None:
    header = (
        '<profileDesc><correspDesc xml:id="c1" type="letter"><correspAction type="sent"><persName>Kim</persName>'
        '</correspAction><correspAction type="received" subtype="to"><persName>Razuvaev</persName></correspAction>'
        '<correspAction type="received" subtype="ultimate"><persName>Stalin</persName></correspAction>'
        "</correspDesc></profileDesc>"
    )
    root = page(tei('<floatingText decls="#c1"><body><p>Dear</p></body></floatingText>', header=header))
    assert words(root.xpath("//header[contains(@class, 'enclosure-heading')]/p")) == ["Kim to Razuvaev, for Stalin"]


def test_a_supplied_mark_alone_is_no_paragraph_to_cite() -> None:
    root = page(
        tei(
            "<p>“We agree.</p><p><supplied reason='omitted-in-original'><pc>”</pc></supplied></p>"
            "<p><supplied reason='lost'>Words</supplied></p><p>They agree.</p>"
        )
    )
    assert words(root.xpath("//a[contains(@class, 'anchor')]")) == ["1", "2", "3"]
    assert root.xpath("//*[@id='p3']")[0].text_content().startswith("They")


ACTION = '<correspAction type="{}" sortKey="{}"><date when="{}"{}>x</date></correspAction>'


@pytest.mark.parametrize(
    ("sent", "received", "more", "shown"),
    [
        ("1952-07-17T18:45:00", "1952-07-17T20:50:00", "", ["2 h 5 min later, by the hours given"]),
        ("1952-07-17T18:45:00", "1952-07-19T18:45:00", "", ["2 d later, by the hours given"]),
        ("1952-07-17T18:45:00+09:00", "1952-07-17T18:45:00+03:00", "", ["6 h later, by the hours given"]),
        ("1952-07-17T18:45:00+09:00", "1952-07-17T20:50:00", "", []),  # whose clock the second follows is not known
        ("1952-07-17T18:45:00", "1952-07-17T18:40:00", "", []),
        ("1952-07-17", "1952-07-18T18:40:00", "", []),
        ("1952-07-17T18:45:00", "1952-07-17T20:50:00", ' cert="low"', []),
    ],
)
def test_hours_between_steps_are_those_that_can_be_reckoned(
    sent: str, received: str, more: str, shown: list[str]
) -> None:
    actions = ACTION.format("sent", "1", sent, "") + ACTION.format("received", "2", received, more)
    header = f"<profileDesc><correspDesc>{actions}</correspDesc></profileDesc>"
    made = page(tei("<p>a</p>", header=header))
    assert words(made.xpath("//span[starts-with(@class, 'step-later')]")) == shown


def test_what_is_struck_out_does_not_seem_to_stand() -> None:
    looks = ("strikethrough", "line-through", "bold line-through", "struck")
    made = page(tei("<p>" + " ".join(f'<hi rend="{look}">x</hi>' for look in looks) + "</p>"))
    style = (Path(__file__).parents[1] / "xslt/html/assets/site.css").read_text("utf-8")
    struck = re.search(r"\n((?:\.rend-[\w-]+,?\n?)+) \{\n  text-decoration: line-through;", style)
    assert struck is not None
    classes = {name.strip().removeprefix(".") for name in struck[1].split(",")}
    for element in made.xpath("//span[starts-with(@class, 'hi ')]"):
        assert classes & set(element.get("class").split()), element.get("class")


def test_a_licence_keeps_its_notes_and_its_address() -> None:
    start = '<licence target="https://example.org/by">CC BY'
    licence, plain = f'{start}<note>Not the <ref target="#p1">drawing</ref>.</note></licence>', f"{start}</licence>"
    for kind in ("text", "encoding"):
        header = f"<fileDesc><publicationStmt><availability n='{kind}'>{{}}</availability></publicationStmt></fileDesc>"
        (section,) = page(tei("<p>a</p>", header=header.format(licence))).xpath("//section[@class='rights']")
        assert "CC BY [Not the drawing.] https://example.org/by" in " ".join(section.text_content().split())
        assert section.xpath(".//a[@rel='license']/@href") == ["https://example.org/by"]
        assert not section.xpath(".//a//a")
        (link,) = page(tei("<p>a</p>", header=header.format(plain))).xpath("//section[@class='rights']//a")
        assert link.text == "CC BY"


def test_a_note_of_the_record_says_what_it_is_of() -> None:
    notes = '<note type="record" n="shelfmark">f. 1</note><note type="record" n="unlabelled">x</note>'
    document = tei("<p>a</p>").replace(b"</fileDesc>", f"<notesStmt>{notes}</notesStmt></fileDesc>".encode())
    made = words(page(document).xpath("//section[@class='header-note']//h2"))
    assert [label.casefold() for label in made] == ["record: shelfmark", "record"]


def test_raised_and_lowered_words_keep_their_place_beside_another_look() -> None:
    made = page(tei('<p><hi rend="italic superscript">a</hi><hi rend="subscript bold">b</hi></p>'))
    assert words(made.xpath("//sup[contains(@class, 'rend-italic')]")) == ["a"]
    assert words(made.xpath("//sub[contains(@class, 'rend-bold')]")) == ["b"]


def test_only_switches_that_the_text_has_a_use_for() -> None:
    assert not page(tei("<p>a</p>")).xpath("//div[contains(@class, 'tools')]")
    made = page(tei('<p rend="x"><choice><sic>a</sic><corr>b</corr></choice> <hi rend="caps">C</hi></p>'))
    assert made.xpath("//button/@data-switch") == ["show-printed", "show-corrected", "small-capitals"]
