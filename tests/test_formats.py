"""The forms of a telegram for programs, read again by readers of others; what its page tells in its head."""

from __future__ import annotations

import html as entities
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import bibtexparser
import citeproc.source.json
import jsonschema
import pytest
import rispy
from bibtexparser.latexenc import latex_to_unicode
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html

from tei_edition import resources
from tei_edition.catalogue import catalogue_entry
from tei_edition.edition import Edition
from tei_edition.publish.deposit.datacite import telegram_record
from tei_edition.publish.description import Dating, Description, Party, Witness, describe, parsed
from tei_edition.publish.entries import entries_of
from tei_edition.publish.formats import files, formats, linked_data
from tei_edition.publish.html import assets, telegram_page
from tei_edition.publish.plain import PlainText, plain_text
from tei_edition.publish.references import bibtex, csl, ris
from tei_edition.publish.rows import row
from tei_edition.publish.search.records import search_records
from tei_edition.publish.site import Site

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # those of bibtexparser
ROOT = Path(__file__).parent.parent
EDITION = ROOT / "editions/korean-war"
SCHEMA = json.loads(resources.schema("published.schema.json").read_text("utf-8"))
TEI = "http://www.tei-c.org/ns/1.0"
AWKWARD = [
    "Телеграмма № 12 «О переговорах»",
    'He said "no" {never}',
    r"C:\papers\new 50 % & more_#1 $2",
    "ER - not the end",
    "TY - JOUR",
    "}, author = {Nobody",
    "a {brace that stays open",
    "~tilde^ @misc{x, y}",
    "</script><script>alert(1)</script>",
    "한국 전쟁 電報",
    "Müller and Söhne",
    "title, with, commas",
]
TEXTS = st.sampled_from(AWKWARD) | st.text(
    st.characters(exclude_categories=["C", "Z"], max_codepoint=0x4FF) | st.just(" "), min_size=1, max_size=40
).map(lambda text: " ".join(text.split())).filter(bool)
PARTIES = st.builds(Party, TEXTS, TEXTS)
TELEGRAMS = st.builds(
    Description,
    id=st.sampled_from(["t1", "телеграмма", "a_b-1"]),
    title=TEXTS,
    correspondence=st.just(True),
    number=TEXTS,
    sent=st.sampled_from(
        [
            None,
            Dating(when="1952-07-17T18:45:00", printed="17.7.52 18:45"),
            Dating(start="1952-07-16", end="1952-07-18", printed="16-18.7.52"),
            Dating(not_after="1952-07", printed="before August"),
            Dating(printed="undated"),
        ]
    ),
    senders=st.lists(PARTIES, max_size=2).map(tuple),
    addressees=st.lists(PARTIES, max_size=2).map(tuple),
    witnesses=st.lists(st.builds(Witness, PARTIES, TEXTS), max_size=2).map(tuple),
    abstract=TEXTS,
)
SITE = Site('The "Korean" {War} & more', base_url="https://example.org/war/", editors=("A. Editor",))


def sample(authority: bytes | None = None) -> tuple[bytes, Description, Site]:
    document = (EDITION / "tei/t113640.xml").read_bytes()
    held = (EDITION / "authority.xml").read_bytes() if authority is None else authority
    site = Site("The Korean War", base_url="https://example.org/war/", authority=held)
    telegram = describe(etree.fromstring(document), catalogue_entry(document, "t113640"), entries_of(held))
    return document, telegram, site


def page_of(document: bytes, site: Site, data: str) -> Any:
    made = telegram_page(document, site, "t113640", linked_data=data)
    return html.document_fromstring(made["telegrams/t113640.html"].decode())


def read_bibtex(text: str) -> dict[str, str]:
    parser = bibtexparser.bparser.BibTexParser(common_strings=True, ignore_nonstandard_types=False)
    (entry,) = bibtexparser.loads(text, parser).entries
    return {key: str(value) for key, value in entry.items()}


def unescaped(text: str) -> str:
    """What TeX would print, without the braces that only group."""
    for sign, code in (("{", "braceleft"), ("}", "braceright"), ("\\", "backslash"), ("~", "asciitilde")):
        text = text.replace(f"\\text{code}{{}}", f"\0{ord(sign)}\0")
    text = text.replace("\\textasciicircum{}", f"\0{ord('^')}\0")
    text = re.sub(r"\\([&%$#_])", r"\1", text).replace("{", "").replace("}", "")
    return re.sub("\0(\\d+)\0", lambda found: chr(int(found[1])), text)


@settings(max_examples=30, deadline=None)
@given(TELEGRAMS)
def test_bibtex_is_read_again(telegram: Description) -> None:
    entry = read_bibtex(bibtex(telegram, SITE, "https://example.org/a_b%20c"))
    assert unescaped(entry["title"]) == telegram.title
    assert entry["title"].startswith("{")
    assert unescaped(entry["abstract"]) == telegram.abstract
    assert unescaped(entry["number"]) == telegram.number
    assert entry["url"] == "https://example.org/a_b%20c"
    assert entry["ID"].isascii()
    names = re.split(r"\s+and\s+(?![^{]*\})", entry["author"]) if "author" in entry else []
    assert [unescaped(name) for name in names] == [one.name for one in telegram.senders]


def test_version_of_the_edition_is_cited() -> None:
    document, telegram, site = sample()
    site = replace(site, version="1.2")
    assert csl(telegram, site)["version"] == "1.2"
    assert read_bibtex(bibtex(telegram, site))["version"] == "1.2"
    assert "ET  - 1.2\r\n" in ris(telegram, site)
    made = formats(document, site, "t113640").files
    assert json.loads(made["json/t113640.json"])["edition"]["version"] == "1.2"
    assert "version 1.2, 2026" in page_of(document, replace(site, date="2026-11-26"), "").text_content()
    assert "version" not in csl(telegram, replace(site, version=""))


def test_bibtex_as_its_own_decoder_reads_it() -> None:
    entry = read_bibtex(bibtex(Description("t1", "Записка о Корее & Китае 100 %"), SITE))
    assert latex_to_unicode(entry["title"]) == "Записка о Корее & Китае 100 %"


@settings(max_examples=30, deadline=None)
@given(TELEGRAMS)
def test_ris_is_read_again(telegram: Description) -> None:
    (entry,) = rispy.loads(ris(telegram, SITE, "https://example.org/x"))
    assert entry["type_of_reference"] == "PCOMM"
    assert entry["title"] == telegram.title
    assert entry.get("authors", []) == [one.name for one in telegram.senders]
    assert entry.get("secondary_authors", []) == [one.name for one in telegram.addressees]
    assert entry["abstract"] == telegram.abstract
    assert entry["urls"] == ["https://example.org/x"]
    # Fields of the format that rispy has no names for: editor, location in archives.
    assert set(entry.get("unknown_tag", {})) <= {"ED", "AV"}


@settings(max_examples=30, deadline=None)
@given(TELEGRAMS)
def test_csl_json_is_read_again(telegram: Description) -> None:
    item = json.loads(json.dumps(csl(telegram, SITE, "https://example.org/x")))
    read = citeproc.source.json.CiteProcJSON([item])[telegram.id.lower()]
    assert str(read["title"]) == telegram.title
    assert read.type == "personal_communication"
    assert [str(one.get("literal", "")) or one["family"] for one in item.get("author", [])] == [
        one.name for one in telegram.senders
    ]


def test_names_are_divided_as_the_authority_has_them() -> None:
    _, telegram, site = sample()
    assert csl(telegram, site)["author"] == [{"family": "Razuvaev", "given": "Vladimir"}]
    assert read_bibtex(bibtex(telegram, site))["author"] == "Razuvaev, Vladimir"
    assert csl(telegram, site)["issued"] == {"date-parts": [[1952, 7, 17]]}
    assert "DA  - 1952/07/17/18:45:00" in ris(telegram, site)
    _, without, _ = sample(b"")
    assert csl(without, site)["author"] == [{"literal": "RAZUVAEV"}]


def test_what_is_no_message_is_a_document_by_its_authors() -> None:
    content = (
        f'<TEI xmlns="{TEI}" xml:id="t"><teiHeader><fileDesc><titleStmt><title>Ode</title>'
        "<author><persName><surname>Karsch</surname> <forename>Anna</forename></persName></author><author>N.</author>"
        "</titleStmt></fileDesc></teiHeader><text><body><lg><l>x</l></lg></body></text></TEI>"
    ).encode()
    made, data, _ = formats(content, SITE, "t")
    (item,) = json.loads(made["csl/t.json"])
    assert item["type"] == "document"
    assert item["author"] == [{"family": "Karsch", "given": "Anna"}, {"literal": "N."}]
    assert read_bibtex(made["bibtex/t.bib"].decode())["author"] == "Karsch, Anna and {N.}"
    assert made["ris/t.ris"].startswith(b"TY  - GEN\r\n")
    assert json.loads(data)["@type"][0] == "CreativeWork"
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(made["json/t.json"]))
    page = html.document_fromstring(telegram_page(content, SITE, "t", linked_data=data)["telegrams/t.html"])
    assert page.xpath("//meta[@name='citation_author']/@content") == ["Karsch Anna", "N."]
    assert not page.xpath("//meta[@name='DC.type']")


@pytest.mark.parametrize(
    ("references", "called", "classes"),
    [
        ('<catRef scheme="#type" target="#letter"/><catRef scheme="#urgency" target="#urgent"/>', "Letter", "LU"),
        ('<catRef scheme="#urgency" target="#urgent"/><catRef scheme="#type" target="#letter"/>', "Letter", "LU"),
        ('<catRef target="#urgent"/><catRef target="#letter"/>', "Letter", "LU"),
        ('<catRef target="#urgent #letter"/>', "Letter", "LU"),
        ('<catRef scheme="#urgency" target="#urgent"/>', "telegram", "U"),
        ('<catRef target="#urgent"/>', "telegram", "U"),
        ("", "telegram", ""),
    ],
)
def test_a_document_is_called_by_its_type_alone(references: str, called: str, classes: str) -> None:
    category = '<taxonomy xml:id="{}"><category xml:id="{}"><catDesc>{}</catDesc></category></taxonomy>'
    declared = category.format("type", "letter", "Letter") + category.format("urgency", "urgent", "Urgent")
    content = (
        f'<TEI xmlns="{TEI}" xml:id="t"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt></fileDesc>'
        f"<encodingDesc><classDecl>{declared}</classDecl></encodingDesc><profileDesc><textClass>{references}</textClass>"
        '<correspDesc type="telegram"><correspAction type="sent"/></correspDesc></profileDesc></teiHeader>'
        "<text><body><p>x</p></body></text></TEI>"
    ).encode()
    entry = catalogue_entry(content, "t")
    telegram = describe(parsed(content), entry, entries_of(b""))
    assert telegram.called == telegram.genre == row(telegram)["called"] == called
    assert "".join(one[0] for one in telegram.classes) == classes
    types = [one.key for one in entry.facts if one.kind == "class" and one.key.startswith("type\t")]
    assert types == (["type\tLetter"] if called == "Letter" else [])
    made, data, _ = formats(content, SITE, "t")
    assert json.loads(made["csl/t.json"])[0]["genre"] == called
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(made["json/t.json"]))
    record = json.loads(telegram_record(telegram, Edition(Path(), "", ""), 2026, ""))
    assert record["types"]["resourceType"] == called
    page = html.document_fromstring(telegram_page(content, SITE, "t", linked_data=data)["telegrams/t.html"])
    assert page.xpath("//meta[@name='DC.type']/@content") == ["letter", *(["Letter"] if called == "Letter" else [])]


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        (Dating(when="1952"), {"date-parts": [[1952]]}),
        (Dating(start="1952-07-16", end="1952-07-18"), {"date-parts": [[1952, 7, 16], [1952, 7, 18]]}),
        (Dating(not_before="1952-07", not_after="1952-08"), {"date-parts": [[1952, 7], [1952, 8]], "circa": True}),
        (Dating(not_after="1952", printed="before 1953"), {"literal": "before 1953"}),
        (Dating(printed="undated"), {"literal": "undated"}),
    ],
)
def test_dates(date: Dating, expected: dict[str, Any]) -> None:
    assert csl(Description("t", "T", sent=date), SITE)["issued"] == expected


def test_json_is_valid_and_leads_to_the_paragraphs_of_the_page() -> None:
    document, telegram, site = sample()
    made, data, _ = formats(document, site, "t113640")
    told = json.loads(made["json/t113640.json"])
    jsonschema.Draft202012Validator(SCHEMA).validate(told)
    page = page_of(document, site, data)
    ids = set(page.xpath("//@id"))
    anchors = [one["anchor"] for one in told["text"] if "anchor" in one]
    assert len(anchors) > 20
    assert set(anchors) <= ids
    for kind in ("txt", "json", "csl", "bibtex", "ris"):
        (path,) = (one for one in made if one.startswith(f"{kind}/"))
        assert page.xpath(f"//p[@class='formats']/a[@href='../{path}']")
        assert page.xpath(f"//link[@rel='alternate'][@href='../{path}']")
    withheld = json.loads(files(telegram, None, site)["json/t113640.json"])
    jsonschema.Draft202012Validator(SCHEMA).validate(withheld)
    assert withheld["withheld"] is True


@settings(max_examples=30, deadline=None)
@given(TELEGRAMS)
def test_json_is_valid(telegram: Description) -> None:
    told = json.loads(files(telegram, PlainText(), SITE)[f"json/{telegram.id}.json"])
    jsonschema.Draft202012Validator(SCHEMA).validate(told)


def test_plain_text_is_what_the_source_reads() -> None:
    document, _, site = sample()
    text = formats(document, site, "t113640")[0]["txt/t113640.txt"].decode()
    assert "Josef Visarrionovich, about" in text
    assert "\n\n1. To strengthen antiaircraft defense." in text
    assert "please contact the History and Public Policy Program" in text
    # Letter by letter what stands in the file, without what the edition adds.
    root = etree.fromstring(document)
    etree.strip_elements(root, *(f"{{{TEI}}}{name}" for name in ("corr", "reg", "expan", "supplied")), with_tail=False)
    (element,) = root.iterfind(f"{{{TEI}}}text")
    expected = "".join("".join(map(str, element.itertext())).split())
    assert "".join("".join(one.text for one in plain_text(root).passages).split()) == expected


@pytest.mark.parametrize(
    ("body", "passages", "notes"),
    [
        ("<p>One<lb/>two</p><p>three</p>", ["One\ntwo", "three"], []),
        ("<p>a <choice><abbr>VVS</abbr><expan>air force</expan></choice> b</p>", ["a VVS b"], []),
        ("<p>an <expan>expansion alone</expan></p>", ["an expansion alone"], []),
        ("<p>a<note>n <hi>1</hi></note> b</p>", ["a[1] b"], ["n 1"]),
        ("<p>a [<note>sic</note>] b<note type='mark'>[?]</note></p>", ["a [sic] b[?]"], []),
        ("<p>a <gap reason='illegible'/> b <gap><desc>[two words]</desc></gap></p>", ["a […] b [two words]"], []),
        ("<list><label>1.</label><item><p>x</p><p>y</p></item><item>z</item></list>", ["1. x", "y", "z"], []),
        ("<table><row><cell>a</cell><cell>b</cell></row></table>", ["a b"], []),
        ("<p>a <app><lem>b</lem><rdg>c</rdg></app></p>", ["a b"], []),
        ("<unheard>of <p>it</p> all</unheard>", ["of", "it", "all"], []),
    ],
)
def test_blocks_of_plain_text(body: str, passages: list[str], notes: list[str]) -> None:
    found = plain_text(etree.fromstring(f'<TEI xmlns="{TEI}"><text><body>{body}</body></text></TEI>'))
    assert [one.text for one in found.passages] == passages
    assert list(found.notes) == notes


def test_forms_and_search_leave_the_tree_that_they_share_as_it_is() -> None:
    document = (EDITION / "tei/t113640.xml").read_bytes()
    before = etree.tostring(parsed(document))
    site = Site("Edition", interfaces=("dts", "iiif"), image_hosts=("example.org",), base_url="https://example.org/")
    formats(document, site, "t113640")
    search_records(document, "t113640", (EDITION / "authority.xml").read_bytes())
    assert etree.tostring(parsed(document)) == before
    assert parsed(document) is parsed(bytes(bytearray(document)))


@settings(max_examples=30, deadline=None)
@given(TELEGRAMS)
def test_linked_data_stays_in_its_element(telegram: Description) -> None:
    data = linked_data(telegram, SITE)
    assert "<" not in data
    assert json.loads(data)["name"] == telegram.title


def test_what_the_head_tells() -> None:
    title = "Telegram </script><script>alert(1)</script> & \"more\" 'more' \u2028"
    document, _, site = sample()
    document = document.replace(b'"a">Ciphered', f'"a">{entities.escape(title)}Ciphered'.encode(), 1)
    entry = catalogue_entry(document, "t113640")
    _, data, _ = formats(document, site, "t113640")
    page = page_of(document, site, data)
    metas = [(one.get("name") or one.get("property"), one.get("content")) for one in page.xpath("//head/meta")]
    told = dict(reversed(metas))
    assert told["citation_title"] == told["DC.title"] == told["og:title"]
    assert told["og:title"] == entry.title
    assert told["citation_author"] == told["DC.creator"] == "Razuvaev, Vladimir"
    assert told["citation_date"] == "1952/07/17"
    assert told["DC.date"] == "1952-07-17"
    assert [content for name, content in metas if name == "DC.type"] == ["letter", "ciphered telegram"]
    url = "https://example.org/war/telegrams/t113640.html"
    assert told["citation_public_url"] == told["og:url"] == url
    assert page.xpath("//link[@rel='canonical']/@href") == [url]
    assert [one.get("type") or one.get("src") for one in page.iter("script")] == [
        "application/ld+json",
        "../assets/site.js",
    ]
    (script,) = page.xpath("//script[@type='application/ld+json']")
    linked = json.loads(script.text)
    assert linked["name"] == entry.title
    assert linked["sender"] == [
        {"@type": "Person", "name": "Razuvaev, Vladimir", "familyName": "Razuvaev", "givenName": "Vladimir"}
    ]


def test_a_browser_runs_nothing_of_a_title(browser: Any, tmp_path: Path) -> None:
    title = "Telegram </script><script>document.title='run'</script><!-- <script> & \u2028"
    document, _, site = sample()
    document = document.replace(b'"a">Ciphered', f'"a">{entities.escape(title)}Ciphered'.encode(), 1)
    _, data, _ = formats(document, site, "t113640")
    made = telegram_page(document, site, "t113640", linked_data=data) | assets()
    for path, content in made.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    page = browser.new_context().new_page()
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    page.goto((tmp_path / "telegrams/t113640.html").as_uri())
    assert page.title().startswith("Telegram </script>")
    told = page.evaluate("JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').text).name")
    assert told.startswith("Telegram </script><script>document.title='run'</script>")
    assert messages == []
