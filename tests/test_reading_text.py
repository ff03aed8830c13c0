"""Where words with mark-up become plain text, one reading is given: never two words for one, nor two run together."""

from __future__ import annotations

import datetime
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html
from pypdf import PdfReader
from sites import SETTINGS

from tei_edition.catalogue import catalogue_entry
from tei_edition.pipeline import build
from tei_edition.publish.html import telegram_page
from tei_edition.publish.print import Volume, print_part
from tei_edition.publish.site import Site
from tei_edition.reading_text import line

DATE = datetime.date(2026, 11, 26)
TEI = "{http://www.tei-c.org/ns/1.0}"
CORRECTED = '<choice><sic>sic{0}</sic><corr resp="#r-editor" cert="high">corr{0}</corr></choice>'
EXPANDED = '<choice><abbr>sic{0}</abbr><expan resp="#r-editor">corr{0}</expan></choice>'
VARIANT = '<app><lem wit="#APRF">sic{0}</lem><rdg wit="#AVPRF">corr{0}</rdg></app>'
SUBSTITUTED = "<subst><del>corr{0}</del><add>sic{0}</add></subst>"
NOTED = '<seg>sic{0}</seg><note type="editorial" resp="#r-editor">corr{0}</note>'
FORMS = {"choice": CORRECTED, "abbr": EXPANDED, "app": VARIANT, "subst": SUBSTITUTED, "note": NOTED}
# Where the profile lets editors mark words up, by the end of a word that tells the place.
PLACES = {
    "Title": "teiHeader/fileDesc/titleStmt/title[@type='main']",
    "Short": "teiHeader/fileDesc/titleStmt/title[@type='short']",
    "Author": "teiHeader/fileDesc/titleStmt/author",
    "Publisher": "teiHeader/fileDesc/publicationStmt/publisher",
    "Licence": "teiHeader/fileDesc/publicationStmt/availability[@n='encoding']/licence",
    "Notice": "teiHeader/fileDesc/publicationStmt/availability[@n='text']/p",
    "Dating": "teiHeader/fileDesc/notesStmt/note[@type='dating']",
    "Copied": "teiHeader/fileDesc/sourceDesc/biblStruct/analytic/title",
    "Collection": "teiHeader/fileDesc/sourceDesc/biblStruct/monogr/title",
    "Citation": "teiHeader/fileDesc/sourceDesc/biblStruct/note",
    "Seat": "teiHeader/fileDesc/sourceDesc/listWit/witness/msDesc/msIdentifier/settlement",
    "Item": "teiHeader/fileDesc/sourceDesc/listWit/witness/msDesc/msContents/msItem/title",
    "Former": "teiHeader/fileDesc/sourceDesc/listWit/witness/msDesc/msIdentifier/altIdentifier/note",
    "Project": "teiHeader/encodingDesc/projectDesc/p",
    "Abstract": "teiHeader/profileDesc/abstract/p",
    "Term": "teiHeader/profileDesc/textClass/keywords/term",
    "Sender": "teiHeader/profileDesc/correspDesc/correspAction[@type='sent']/persName",
    "Callsign": "teiHeader/profileDesc/correspDesc/correspAction[@type='sent']/name",
    "Copy": "teiHeader/profileDesc/correspDesc/correspAction[@subtype='copy']/persName",
    "Related": "teiHeader/profileDesc/correspDesc/correspContext/ref",
    "Seal": "teiHeader/profileDesc/correspDesc/note",
    "Step": "teiHeader/profileDesc/correspDesc/correspAction[@type='transmitted']/note",
    "Change": "teiHeader/revisionDesc/change",
    "Heading": "text/body/div/div/head",
    "Named": "text/body/div/div/p/persName",
    "Signed": "text/body/div/div/closer/signed/persName",
    "Gloss": "text//gloss",
    "Place": "text//placeName",
}


def document(source: Path, form: str, identifier: str) -> bytes:
    """The example telegram, in which each of the places has a word of this form."""
    root = etree.fromstring(source.read_bytes().replace(b"t113640", identifier.encode()))
    message = root.find(f".//{TEI}correspDesc")
    step = root.find(f".//{TEI}correspAction[@type='transmitted']")
    assert message is not None
    assert step is not None
    etree.SubElement(message, f"{TEI}note").text = "Sealed: "
    etree.SubElement(step, f"{TEI}note").text = "Late: "
    for end, path in PLACES.items():
        place = root.find("/".join(TEI + one if one[:1].isalpha() else one for one in path.split("/")))
        assert place is not None, path
        (word,) = etree.fromstring(f'<p xmlns="{TEI[1:-1]}"><seg>{form.format(end)}</seg></p>')
        last = place[-1] if len(place) else None
        if last is None:
            place.text = f"{place.text or ''} "
        else:
            last.tail = f"{last.tail or ''} "
        place.extend(list(word))
    return etree.tostring(root, encoding="utf-8")


@pytest.fixture(scope="module", params=FORMS)
def output(request: pytest.FixtureRequest, project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All outputs of an edition of two telegrams that have words of one form in all places."""
    folder = tmp_path_factory.mktemp(request.param)
    edition = folder / "edition"
    shutil.copytree(project / "editions/korean-war", edition)
    shutil.copytree(project / "schemas", edition / "schemas")
    (edition / "edition.toml").write_text(SETTINGS, "utf-8")
    example = edition / "tei/t113640.xml"
    for name in ("t2", "t1"):
        (edition / f"tei/{name}.xml").write_bytes(document(example, FORMS[request.param], name))
    example.unlink()
    (edition / "introduction.md").write_text("An introduction.", "utf-8")
    result = build(
        edition, output=folder / "out", html=True, pdf=request.param == "choice", epub=True, latex=True, preview=True,
        search=False, date=DATE,
    )  # fmt: skip
    assert not [one for one in result.diagnostics if one.severity == "error"]
    return folder / "out"


MARKED = {"alternative", "note", "note-text"}


def shown(content: bytes, name: str) -> str:
    """What a reader of a file reads, without what is marked as struck out, an alternative or a note."""
    if name.endswith((".html", ".xhtml")):
        page: Any = html.document_fromstring(content)
        for marked in list(page.iter("del", "span", "li", "div")):
            if marked.tag == "del" or MARKED & set(marked.classes):
                marked.drop_tree()
        return " | ".join([page.text_content(), *page.xpath("//@content | //@title | //@aria-label")])
    if name.endswith((".json", ".jsonld")):
        return " | ".join(strings(json.loads(content)))
    if name.endswith((".xml", ".opf", ".ncx")):
        root: Any = etree.fromstring(content)
        return " | ".join(["".join(root.itertext()), *root.xpath("//@*")])
    return content.decode("utf-8", "replace")


def strings(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, held in value.items():
            yield from (key, *strings(held))
    elif isinstance(value, list):
        for held in value:
            yield from strings(held)
    elif isinstance(value, str):
        yield value


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """All files of the output, those of the EPUB among them; the TEI files are what they were."""
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        name = path.relative_to(folder).as_posix()
        if name.endswith(".epub"):
            with zipfile.ZipFile(path) as book:
                yield from ((f"{name}/{one}", book.read(one)) for one in book.namelist())
        elif name.endswith(".pdf"):
            yield f"{name}.txt", "\n".join(page.extract_text() for page in PdfReader(path).pages).encode()
        elif not name.startswith(("html/tei/", ".")) and not name.endswith((".png", ".ttf", ".woff2", ".otf")):
            yield name, path.read_bytes()


PAIR = re.compile(r"sic([A-Z][a-z]+)(\W*)corr\1|corr([A-Z][a-z]+)(\W*)sic\3")
IN_TEXT = {end for end, path in PLACES.items() if path.startswith("text")}


def test_no_output_has_two_words_for_one(output: Path) -> None:
    wrong = {}
    for name, content in files(output):
        for found in PAIR.finditer(shown(content, name)):
            end = found[1] or found[3]
            # What is struck out in the text stands in the text of a document for LaTeX, too.
            struck = bool(found[3]) and end in IN_TEXT and name.endswith(".tex")
            if not (found[2] or found[4] or "").strip() and not struck:
                wrong[end, name] = found[0]
    assert not wrong, "\n".join(f"{end} in {name}: {text!r}" for (end, name), text in sorted(wrong.items()))


PLAIN = re.compile(r"html/((bibtex|csl|dts|iiif|json|oai|ris|txt)/.*|catalogue\.(csv|json)|(feed|cmif)\.xml)")


def test_plain_text_has_what_the_source_reads(output: Path) -> None:
    found = {name: shown(content, name) for name, content in files(output)}
    plain = {name: text for name, text in found.items() if PLAIN.fullmatch(name) and "sicTitle" in text}
    kinds = {name.split("/")[1] for name in plain}
    assert kinds >= {"catalogue.csv", "catalogue.json", "csl", "bibtex", "ris", "json", "txt", "feed.xml", "dts"}
    # Plain text has notes below the text, and these alone.
    notes = {f"corr{end}" for end in IN_TEXT}
    for name, text in plain.items():
        assert set(re.findall(r"corr[A-Z][a-z]+", text)) <= notes, name
    assert "corrTitle" not in found["html/index.html"]


def test_nothing_that_the_edition_says_is_lost(output: Path) -> None:
    """The page of a telegram and the volume show beside the title what the edition reads."""
    for path in (output / "html/telegrams/t1.html", output / "edition.tex"):
        text = path.read_text("utf-8")
        struck = "<del>" in (output / "html/tei/t1.xml").read_text("utf-8")
        assert "corrTitle" in text or (struck and path.suffix == ".tex"), path.name
        assert "corrTerm" in text or struck or path.suffix == ".html", path.name
    # These the page does not show, the author not beside a sender.
    page = re.sub("<head>.*?</head>", "", (output / "html/telegrams/t1.html").read_text("utf-8"), flags=re.DOTALL)
    assert {end for end in PLACES if f"corr{end}" not in page} <= {"Short", "Author", "Publisher", "Item", "Former"}


HEADER = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="t1"><teiHeader><fileDesc><titleStmt><title>{}</title>
</titleStmt></fileDesc><profileDesc/></teiHeader><text><body><p>x</p></body></text></TEI>"""


@pytest.mark.parametrize(
    ("markup", "reading"),
    [
        ("a <choice>\n<sic>teh</sic>\n<corr>the</corr>\n</choice>.", "a teh."),
        ("<choice><corr>the</corr><sic>teh</sic></choice>", "teh"),
        ("<choice><unclear>8</unclear><unclear>3</unclear></choice>", "8"),
        (
            "<choice><abbr>VVS</abbr><expan>air <choice><sic>froce</sic><corr>force</corr></choice></expan></choice>",
            "VVS",
        ),
        ("<app><rdg wit='#A'>six</rdg><lem>five</lem></app>", "five"),
        ("<app><rdgGrp><rdg wit='#A'>six</rdg><rdg>five</rdg></rdgGrp></app>", "six"),
        ("re<subst><del>c</del> <add>k</add></subst>", "rek"),
        ("a <del>b</del> <restore><del>c</del></restore> <surplus>d</surplus>", "a c d"),
        ("Telegram<note>A note with <note>a note</note></note>", "Telegram"),
        ("<unclear>28</unclear><note type='mark'>[?]</note> [<note>kept</note>]", "28[?] [kept]"),
        ("Line<lb/>line, Pyong<lb break='no'/>yang", "Line line, Pyongyang"),
        ("<gap reason='illegible'/> and <gap><desc>[torn]</desc></gap>", "[…] and [torn]"),
        ("a<supplied reason='omitted-in-original'>”</supplied> <supplied>b</supplied>", "a b"),
        ("one<ref type='footnote' target='#f'>1</ref><!-- no --><?no no?> two", "one two"),
        ("<corr>alone</corr> <foreign>전보</foreign>", "alone 전보"),
    ],
)
def test_all_read_words_with_mark_up_alike(markup: str, reading: str) -> None:
    document = HEADER.format(markup).encode()
    assert line(etree.fromstring(document)[0][0][0][0]) == reading
    assert catalogue_entry(document).title == reading
    page: Any = html.document_fromstring(telegram_page(document, Site("Edition"), "t1")["telegrams/t1.html"])
    assert page.xpath("string(//meta[@property='og:title']/@content)") == reading
    assert etree.fromstring(print_part(document, Volume("Edition", date=DATE))).findtext("title") == reading


def test_what_stands_on_lines_of_its_own_does_not_run_together() -> None:
    source = "<p>One.</p><p>Two.</p><list><label>a)</label><item>three</item></list>"
    assert line(etree.fromstring(f'<abstract xmlns="{TEI[1:-1]}">{source}</abstract>')) == "One. Two. a) three"
