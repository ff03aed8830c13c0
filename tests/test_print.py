"""The print edition: model, page, and what must never happen to the text on the way."""

from __future__ import annotations

import datetime
import io
import re
import time
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import rnc2rng
from lxml import etree
from pypdf import PdfReader

from tei_edition.errors import TeiEditionError
from tei_edition.publish.print import Design, Volume, pdf, print_part
from tei_edition.publish.print_model import print_model

ROOT = Path(__file__).resolve().parent.parent
EDITION = ROOT / "editions" / "korean-war"
TEI = "{http://www.tei-c.org/ns/1.0}"

HOSTILE = (
    '#import "x"',
    '#read("/etc/passwd")',
    "#{1 + 1} #panic()",
    "back\\slash \\u{41}",
    "$x$",
    "@ref",
    "`raw` ```typ #x```",
    "*bold* _emph_",
    "<label>",
    "// comment /* comment */",
    "] [ ]]",
    "= heading",
    "- item + item / term: x",
    "-- --- ... ~",
    "'quoted' \"quoted\"",
    "&lt;p&gt;",
)


@cache
def volume() -> Volume:
    return Volume(
        title="The Korean War in Diplomatic Telegrams",
        subtitle="An example",
        publisher="Publisher",
        editors=("First Editor", "Second Editor"),
        licence_name="CC0 1.0",
        licence_target="https://creativecommons.org/publicdomain/zero/1.0/",
        date=datetime.date(2026, 11, 23),
        authority=(EDITION / "authority.xml").read_bytes(),
    )


def sample() -> bytes:
    return (EDITION / "tei" / "t113640.xml").read_bytes()


def telegram(body: str, *, identifier: str = "t1", title: str = "A telegram") -> bytes:
    return f"""<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="{identifier}" xml:lang="en"><teiHeader><fileDesc>
        <titleStmt><title>{title}</title></titleStmt><publicationStmt><p/></publicationStmt>
        <sourceDesc><p/></sourceDesc></fileDesc></teiHeader>
        <text xml:lang="en"><body><div type="telegram">{body}</div></body></text></TEI>""".encode()


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def build(*documents: bytes) -> bytes:
    return pdf(print_model([print_part(document, volume()) for document in documents], volume()), volume())


@cache
def sample_pdf() -> bytes:
    return build(sample())


def reader(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def text_of(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in reader(content).pages)


def squeezed(text: str) -> str:
    """Without white space, hyphens at line ends and footnote marks, which are the page's and not the text's."""
    return re.sub(r"[\s\u200b\u00ad-]+", "", text)


def body_of(document: bytes) -> etree._Element:
    body = etree.fromstring(print_part(document, volume())).find("body")
    assert body is not None
    return body


def plain(element: etree._Element) -> str:
    return " ".join("".join(str(part) for part in element.itertext()).split())


@cache
def schema() -> etree.RelaxNG:
    grammar = rnc2rng.dumps(rnc2rng.load(str(ROOT / "schemas" / "print.rnc")))
    return etree.RelaxNG(etree.fromstring(grammar.encode()))


# ── The model ──


def test_the_model_of_the_example_is_valid() -> None:
    model = etree.fromstring(print_model([print_part(sample(), volume())], volume()))
    schema().assertValid(model)


RICH = """<head>Head<note>on a head</note></head><opener>bare <seg type="urgency">Urgent</seg>
     <dateline><date>1.1.</date></dateline></opener>
  <p>before <list><head>List</head><label>a)</label><item><p>one</p><p>two</p></item></list> behind</p>
  <p><choice><sic>teh</sic><corr>the</corr></choice>
     <choice><orig rend="letterspaced">K I M</orig><reg>KIM</reg></choice>
     <choice><abbr>DPRK</abbr><expan>Democratic People's Republic</expan></choice>
     <unclear>28</unclear><note type="mark">[?]</note>
     <gap reason="illegible"/> <gap reason="editorial"><desc>[…]</desc></gap>
     <supplied reason="editorial">[to]</supplied>
     <supplied>gone</supplied> <add>new</add> <del>old</del> <pb edRef="#APRF" n="65"/>leaf
     <hi rend="bold">b<hi rend="sup">2</hi></hi>
     <app><lem wit="#A">five</lem><rdg wit="#B">six</rdg></app> <foreign xml:lang="ru">Молния</foreign>
     <stamp>SECRET</stamp>
     <note place="foot"><p>One.</p><p>Two.</p></note> <ref target="https://example.org/">link</ref>
     <madeUp>unknown</madeUp></p>
  <madeUpBlock><p>unknown block</p></madeUpBlock><quote><p>quoted block</p></quote><lg><l>verse</l></lg>
  <table><head>Losses</head><row role="label"><cell>Kind</cell><cell>Number</cell></row>
     <row><cell cols="2" rows="9">12</cell></row></table>
  <note type="resolution" hand="#h">To the archive</note><closer><salute>Yours</salute>
     <signed>Name</signed></closer>
  <trailer type="unclassified">behind</trailer>"""


def test_the_model_of_every_feature_is_valid_and_sets() -> None:
    document = telegram(RICH)
    schema().assertValid(etree.fromstring(print_part(document, volume())))
    printed = squeezed(text_of(build(document)))
    source = etree.fromstring(document).find(f".//{TEI}text")
    assert source is not None
    for piece in map(str, source.itertext()):
        assert squeezed(piece) in printed, piece


def test_a_step_of_the_way_and_a_note_of_the_record_say_who_and_what() -> None:
    more = b"""<profileDesc><correspDesc><correspAction type="transmitted" subtype="typing"><persName>Orlova</persName>
        <date when="1950-10-14">14.10</date></correspAction></correspDesc></profileDesc></teiHeader>"""
    note = b'<notesStmt><note type="record" n="uploaded">2011-11-</note></notesStmt><sourceDesc>'
    document = telegram("<p>a</p>").replace(b"</teiHeader>", more).replace(b"<sourceDesc>", note)
    values = [value.text for value in etree.fromstring(print_part(document, volume())).iter("value")]
    assert "typed: Orlova, 14 October 1950" in values
    assert "uploaded: 2011-11-" in values


def test_notes_of_what_the_header_block_does_not_show_are_no_notes_of_it() -> None:
    header = b"""<profileDesc><creation><date>May<note>By its place.</note></date></creation>
        <particDesc><listPerson><person><persName>Own Person</persName><note>Born in Wolimar.</note></person>
        </listPerson></particDesc><settingDesc><p>There<note>Where?</note></p></settingDesc>
        <langUsage><language ident="ru">Russian<note>Some words.</note></language></langUsage>
        </profileDesc></teiHeader>"""
    document = telegram("<p>a</p>").replace(b"</teiHeader>", header)
    values = etree.fromstring(print_part(document, volume())).iterfind(".//fact[term='Notes']/value")
    assert [plain(value) for value in values] == ["May: By its place."]


@pytest.mark.parametrize("look", ["strikethrough", "line-through", "bold line-through", "struck"])
def test_what_is_struck_out_is_set_so(look: str) -> None:
    assert body_of(telegram(f'<p>a <hi rend="{look}">x</hi></p>')).xpath("//span/@style") == ["struck"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("<p>A <hi>b </hi> c</p>", "A b c"),
        ("<p>one<lb/>\n two</p>", "onetwo"),
    ],
)
def test_white_space_is_collapsed_in_the_model(given: str, expected: str) -> None:
    first = body_of(telegram(given)).find("p")
    assert first is not None
    assert "".join(str(t) for t in first.itertext()).strip().startswith(expected)
    assert "  " not in "".join(str(t) for t in first.itertext())


def test_a_space_after_a_note_is_kept() -> None:
    note = body_of(telegram("<p>word<note>n </note> next</p>")).find(".//note")
    assert note is not None
    assert note.tail is not None
    assert note.tail.startswith(" next")


def test_printed_labels_and_paragraphs_of_items() -> None:
    items = body_of(sample()).findall(".//list/item")
    assert [plain(item.find("label")) for item in items] == ["1.", "2.", "3.", "4."]  # type: ignore[arg-type]
    assert [len(item.findall("p")) for item in items] == [2, 2, 1, 1]


def test_glosses_stay_in_their_brackets_and_have_a_footnote() -> None:
    body = body_of(sample())
    notes = body.findall(".//note[@kind='gloss']")
    assert [plain(note.find("p")) for note in notes] == [  # type: ignore[arg-type]
        "VVS: air force",
        "VVS: Air Force",
        "KPA: Korean People's Army",
        "CPV: Chinese People's Volunteers",
    ]
    assert all("gloss of the source" in plain(note.find("by")) for note in notes)  # type: ignore[arg-type]
    assert "VVS [air force" in plain(body)


def test_a_paragraph_never_holds_a_block() -> None:
    body = body_of(telegram(RICH))
    assert not body.xpath(".//p[.//*[self::p or self::list or self::table][not(ancestor::note)]]")


# ── The page ──


def test_the_text_of_the_pdf_is_the_text_of_the_telegram_in_order() -> None:
    for note in (body := body_of(sample())).findall(".//note"):
        tail, previous, parent = note.tail or "", note.getprevious(), note.getparent()
        assert parent is not None
        if previous is not None:
            previous.tail = (previous.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
        parent.remove(note)
    # Without figures, since the marks of footnotes are some.
    expected = [re.sub(r"\d", "", squeezed(plain(block))) for block in body.iter("p", "heading")]
    printed = re.sub(r"\d", "", squeezed("\n".join(page.extract_text() for page in reader(sample_pdf()).pages)))
    position = printed.index(expected[0])
    for block in expected:
        # A page's foot and head may stand inside a block: its beginning shows the order, its end that it is whole.
        position = printed.index(block[:25], position)
        position = printed.index(block[-25:], position)


def test_half_title_title_imprint_contents_and_page_numbers() -> None:
    content = build(
        *(telegram("<p>x</p>" * 90, identifier=f"t{n}", title=f"Telegram {n:02} of many") for n in range(1, 13))
    )
    pages = [page.extract_text() for page in reader(content).pages]
    assert pages[0].strip() == "The Korean War in Diplomatic Telegrams"
    assert not pages[1]
    assert "First Editor" in pages[2]
    assert "CC0 1.0" in pages[3]
    assert "23 November 2026" in pages[3]
    listed = dict(re.findall(r"(Telegram \d\d of many)[ .]*(\d+)", pages[5]))
    assert len(listed) == 12
    sheets = {label: sheet for sheet, label in enumerate(reader(content).page_labels)}
    for title, number in listed.items():
        page = pages[sheets[number]]
        assert title in page
        assert page.rstrip().endswith(number)
    contents = dict(re.findall(r"([A-Z][a-z ]+)[ .]+(\w+)$", pages[4], re.MULTILINE))
    assert contents["List of telegrams "] == "vi"
    assert contents["Telegrams "] == "1"


def body_pages(content: bytes) -> list[str]:
    """The pages of the telegrams and of what follows."""
    document = reader(content)
    return [page.extract_text() for page in document.pages][document.page_labels.index("1") :]


def test_running_heads_and_footnotes() -> None:
    pages = body_pages(sample_pdf())
    for number, page in enumerate(pages[1:4], start=2):
        head = page.replace("\u00a0", " ")[:60]
        assert "No. 502597/sh" in head
        assert "17 July 1952" in head
        # The page number is outside: first on the left page, last on the right one.
        assert (
            re.match(rf"{number}\b", head) if number % 2 == 0 else re.search(rf"17 July 1952, 18:45 ?{number}\b", head)
        )
    glossed = next(page for page in pages if "[air force" in page)
    assert "VVS: air force – gloss of the source" in glossed
    assert glossed.index("VVS: air force") > glossed.index("[air force")


def test_header_block() -> None:
    printed = " ".join(text_of(sample_pdf()).split())
    for shelfmark in (
        "Fond 45, Opis 1, Delo 348, Listy 65-68",
        "Fond 059a, Opis 5a, Delo 4, Papka 11, Listy 40-43",
        "f. 558, op. 11, d. 348, ll. 0065-0068",
    ):
        assert shelfmark in printed
    for piece in ("Correspondent 20", "17 July 1952, 20:50", "Joseph Stalin (2)", "HAPP@wilsoncenter.org", "113640"):
        assert piece in printed


def test_metadata_outline_and_tags() -> None:
    document = reader(sample_pdf())
    assert document.metadata is not None
    assert document.metadata.title == "The Korean War in Diplomatic Telegrams"
    assert document.metadata.author == "First Editor, Second Editor"
    root: Any = document.trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert b"pdfuaid" in root["/Metadata"].get_data()
    titles = [str(one.title) for one in document.outline if not isinstance(one, list)]
    assert titles[0] == "List of telegrams"
    assert titles[1].startswith("Ciphered Telegram")
    assert titles[2:5] == ["Abbreviations", "Sources and literature", "Persons"]


def test_settings_are_data_too() -> None:
    hostile = Volume(title='#panic("x") *a*\x01', subtitle="$x$", publisher="@p", editors=("#e", "`f`"))
    printed = text_of(pdf(print_model([], hostile), hostile))
    assert all(piece in printed for piece in ('#panic("x") *a*', "$x$", "@p", "#e", "`f`"))


def test_paper() -> None:
    box = reader(sample_pdf()).pages[0].mediabox
    assert (round(box.width), round(box.height)) == (595, 842)
    with pytest.raises(TeiEditionError, match="paper"):
        pdf(b"<volume/>", Volume(title="x", design=Design(paper='a4", #')))
    unknown = Volume(title="x", design=Design(paper="quarto-of-old"))
    with pytest.raises(TeiEditionError, match="paper"):
        pdf(b"<volume/>", unknown)


def test_two_builds_are_equal() -> None:
    assert build(sample()) == sample_pdf()


# ── Hostile and extreme text ──


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_through_literally(text: str) -> None:
    document = telegram(f"<p>{escaped(text)}</p><p>x<note>{escaped(text)}</note></p>", title=escaped(text))
    assert squeezed(text_of(build(document))).count(squeezed(text)) >= 4  # contents, title, text, note


def test_bidi_controls_and_a_word_of_a_hundred_thousand_letters() -> None:
    content = build(telegram(f"<p>a\u202eb\u202c c\u200f</p><p>{'w' * 100_000}</p>"))
    printed = text_of(content)
    assert printed.count("w") >= 100_000
    assert max(len(line) for line in printed.splitlines() if "ww" in line) < 120


@pytest.mark.parametrize("depth", [15, 40])
def test_deep_nesting(depth: int) -> None:
    nested = "<p>the innermost</p>"
    for level in range(depth):
        nested = f'<floatingText type="telegram"><body><p>Level {level}.</p>{nested}</body></floatingText>'
    printed = text_of(build(telegram(nested)))
    assert "the innermost" in printed
    assert all(f"Level {level}." in printed for level in range(depth))


FLOATING = '<floatingText type="letter" xml:lang="ko-KP"><body><head>H</head><p>inner</p></body></floatingText>'


@pytest.mark.parametrize(
    "body",
    [
        f"<list><item>{FLOATING}</item></list>",
        f"<p>x<note>{FLOATING}</note> a {FLOATING} b</p>",
        f"<div><div><head>A</head><div><div><head>B</head>{FLOATING}</div></div></div></div>",
        '<p xml:lang="zxx">a</p><p xml:lang="sr-Latn-RS">b</p><p xml:lang="abcdefgh">d</p><p xml:lang="???">e</p>',
        "<app><lem><p>a</p></lem><rdg><p>b</p></rdg></app><choice><sic><p>q</p></sic><corr><p>r</p></corr></choice>",
        "<p/><list/><table/><table><row/></table><head/><p>a<note>b<note>c</note></note></p>",
        '<p><ref target="https://a.b/%zz?&#34;x">t</ref></p>',
        '<p><ref target="javascript:x">j</ref><ptr target="mailto:x@y"/></p>',
        '<table><row role="label"><cell rows="3">a</cell><cell>b</cell></row><row><cell cols="9" rows="2">c</cell>'
        "</row><row><cell>d</cell></row></table>",
        "<head>a <note>n</note><list><item>x</item></list></head>",
        "<list><item>" * 15 + "x" + "</item></list>" * 15,
    ],
)
def test_odd_but_possible_structures_are_set(body: str) -> None:
    document = telegram(body)
    schema().assertValid(etree.fromstring(print_part(document, volume())))
    printed = squeezed(text_of(build(document)))
    text = etree.fromstring(document).find(f".//{TEI}text")
    assert text is not None
    assert all(squeezed(piece) in printed for piece in map(str, text.itertext()))


def test_a_missing_glyph_is_named_with_its_telegram() -> None:
    with pytest.raises(TeiEditionError) as caught:
        build(telegram("<p>fine</p>", identifier="t7"), telegram("<p>cuneiform \U00012000</p>", identifier="t8"))
    assert "t8" in caught.value.message
    assert "U+12000" in caught.value.message
    with pytest.raises(TeiEditionError, match=r"t9.*U\+E000"):
        build(telegram("<p>private \ue000</p>", identifier="t9"))


def test_one_telegram_takes_a_fraction_of_a_second() -> None:
    sample_pdf()
    started = time.process_time()
    build(sample().replace(b"Extremely Urgent", b"Very Urgent"))
    assert time.process_time() - started < 1.0  # 0.1 s on an idle machine


def test_the_caption_of_a_carried_message() -> None:
    """Its kind is that of its description; the ultimate addressee is no second addressee."""
    header = (
        '<profileDesc><correspDesc xml:id="c1" type="message"><correspAction type="sent"><persName>Kim</persName>'
        '</correspAction><correspAction type="received" subtype="to"><persName>Razuvaev</persName></correspAction>'
        '<correspAction type="received" subtype="ultimate"><persName>Stalin</persName></correspAction>'
        "</correspDesc></profileDesc></teiHeader>"
    )
    document = telegram('<floatingText type="telegram" decls="#c1"><body><p>Dear</p></body></floatingText>')
    heading = body_of(document.replace(b"</teiHeader>", header.encode())).find(".//enclosure/heading")
    assert heading is not None
    assert plain(heading) == "Enclosed message: Kim to Razuvaev, for Stalin"
