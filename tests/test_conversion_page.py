"""The conversion report as a page: what stands beside a line, what is hostile, what is too much; in Chromium, too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import html

from tei_edition.cli import main
from tei_edition.diagnostics import Diagnostic, Location, Severity
from tei_edition.model import ConversionWarning, Fate, LineFate
from tei_edition.report.conversion_page import LINES, Converted, conversion_page
from tei_edition.report.places import Places

HOSTILE = "<script>document.title='x'</script> \u202eright \x07 ]]> &amp;"
TEI = (
    b'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="t1">'
    b'<teiHeader><title xml:id="copytext">A <date>1 May</date></title></teiHeader>'
    b"<text><body><p>one <hi>two</hi></p><p>three</p></body></text></TEI>"
)
DAMAGED = "\n".join(["", "Skip", "17.7.52 31.2.50", HOSTILE.replace("\x07", ""), "To Comrade [", "“" * 40, "W" * 9000])


def converted(name: str = "a.txt", lines: tuple[LineFate, ...] = (), **more: Any) -> Converted:
    words: dict[str, Any] = {
        "output": "a.xml", "content": TEI, "kind": "bare", "confidence": 90, "warnings": (), "errors": ()
    }  # fmt: skip
    return Converted(name, lines=lines, **(words | more))


def rows(page: bytes, table: str) -> list[list[str]]:
    tree: Any = html.fromstring(page.decode())
    found = tree.xpath(f"//*[contains(@class, '{table}')]//tbody/tr")
    return [[" ".join(cell.text_content().split()) for cell in row] for row in found]


@pytest.mark.parametrize(
    ("target", "words", "shown"),
    [
        ("copytext", "1 May", "<date>1 May</date>"),
        ("/TEI/text/body[1]/p[1]", "one two", "<p>one <hi>two</hi></p>"),
        ("/TEI/text/body[1]/p[1]", "two", "<hi>two</hi>"),
        ("/TEI/text/body[1]/p[2]", "elsewhere", "<p>three</p>"),
        ("/TEI/text/body[1]/p[3]", "none", ""),
        ("nowhere", "none", ""),
        ("", "none", ""),
    ],
)
def test_the_innermost_element_that_holds_the_words(target: str, words: str, shown: str) -> None:
    found = Places(TEI).holding(target, words)
    assert (Places.shown(found) if found is not None else "") == shown


def test_what_is_no_xml_has_no_places() -> None:
    assert Places(b"<TEI").holding("copytext", "x") is None
    assert Places(b"").header == ""


def test_lines_with_their_fates_and_warnings() -> None:
    lines = (
        LineFate(1, "Skip", Fate.DROPPED, "skip-link"),
        LineFate(2, "1 May", Fate.HEADER, "page-date", "copytext"),
        LineFate(3, "three", Fate.TEXT, "paragraph", "/TEI/text/body[1]/p[2]"),
        LineFate(4, "one", Fate.TEXT, "unclassified-line", "/TEI/text/body[1]/p[1]"),
    )
    warnings = (ConversionWarning("page-cut-off", 0, "Whole page."), ConversionWarning("list-x", 3, "Split it."))
    page = conversion_page([converted(lines=lines, warnings=warnings)])
    assert rows(page, "lines") == [
        ["1", "D droppedskip-link", "Skip", ""],
        ["2", "H headerpage-date", "1 May", "<date>1 May</date>"],
        ["3", "T textparagraph", "threewarning Split it. list-x", "<p>three</p>"],
        ["4", "U unclassifiedunclassified-line", "one", "<p>one <hi>two</hi></p>"],
    ]
    assert page.count(b"Whole page.") == 1


def test_the_worst_document_stands_first() -> None:
    error = Diagnostic("file-missing", Severity.ERROR, "no such file", Location("c.txt"))
    unknown = LineFate(1, "one", Fate.TEXT, "unclassified-line", "/TEI/text/body[1]/p[1]")
    documents = [
        converted("clean.txt"),
        converted("warned.txt", warnings=(ConversionWarning("x", 0, "?"),) * 9),
        converted("unknown.txt", (unknown,)),
        converted("broken.txt", output="", content=b"", errors=(error,)),
    ]
    order = [row[0] for row in rows(conversion_page(documents), "overview")]
    assert order == ["broken.txt", "unknown.txt", "warned.txt", "clean.txt"]


def test_no_word_becomes_markup() -> None:
    line = LineFate(1, HOSTILE, Fate.TEXT, HOSTILE, HOSTILE)
    error = Diagnostic(HOSTILE, Severity.ERROR, HOSTILE, Location(HOSTILE, 1), HOSTILE)
    page = conversion_page(
        [converted(HOSTILE, (line,), warnings=(ConversionWarning(HOSTILE, 1, HOSTILE),), errors=(error,), kind=HOSTILE)]
    )
    tree: Any = html.fromstring(page.decode())
    assert not tree.xpath("//script | //@onload | //@src | //img")
    assert all(address.startswith("#") for address in tree.xpath("//@href"))
    assert "\u202e" not in page.decode()
    assert "\x07" not in page.decode()


def test_much_is_bounded_and_told() -> None:
    many = tuple(LineFate(n, "three", Fate.DROPPED, "r") for n in range(1, 3001))
    page = conversion_page([converted("long.txt", many)])
    assert len(rows(page, "lines")) == 2000
    assert b"1,000 more lines not shown" in page
    wide = conversion_page([converted(lines=(LineFate(1, "W" * 9999, Fate.DROPPED, "r"),))])
    assert b"(7,999 more characters)" in wide
    batch = conversion_page([converted(f"{n}.txt", many[:500]) for n in range(100)])
    assert len(rows(batch, "lines")) == LINES
    assert len(rows(batch, "overview")) == 100


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of a real run over the example, a page that is badly damaged, and one that is none."""
    folder = tmp_path_factory.mktemp("report")
    project = Path(__file__).parent.parent
    (folder / "damaged.txt").write_text(DAMAGED, "utf-8")
    (folder / "binary.txt").write_bytes(b"\xff\xfe\x00")
    sources = [str(project / "editions/korean-war/sources/113640.txt"), *map(str, sorted(folder.glob("*.txt")))]
    with pytest.raises(SystemExit) as stop:
        main(["convert", *sources, "--output", str(folder / "tei"), "--report", str(folder / "report.html")])
    assert stop.value.code == 1
    return folder / "report.html"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1200])
def test_in_a_browser(scheme: str, width: int, browser: Any, page_file: Path) -> None:
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 800}, java_script_enabled=True
    )
    page = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(page_file.as_uri())
    assert asked == [page_file.as_uri()]
    assert page.title() == "Conversion report"
    assert page.locator("details.document[open]").count() == 0
    # The keyboard opens a document from the table, its lines fit, and boxes hide fates.
    page.focus(".overview a[href='#d3']")
    page.keyboard.press("Enter")
    assert page.locator("details.document[open]").count() == 1
    for summary in page.query_selector_all("details.document:not([open]) > summary"):
        summary.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator(".lines tr.l-dropped:visible").count() > 0
    page.uncheck("#f-dropped")
    assert page.locator(".lines tr.l-dropped:visible").count() == 0
    page.check("#f-doubt")
    assert (
        page.locator(".lines tbody tr:visible").count() == page.locator(".lines tbody tr.doubtful:visible").count() > 0
    )
    assert said == []
    context.close()
