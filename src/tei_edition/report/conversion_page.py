"""A conversion as one page for a browser: source and TEI side by side, line by line, the documents in doubt first.

The page is built as a tree, so that no word of a document can become markup; it loads nothing and runs no script.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree
from lxml.builder import E

from tei_edition.diagnostics import Diagnostic
from tei_edition.model import ConversionWarning, Fate, LineFate
from tei_edition.report.excerpt import neutral
from tei_edition.report.html import POLICY
from tei_edition.report.places import Places

LINES = 40_000
"""How many source lines a page shows of all documents; a browser is slow with more."""

_LINES_OF_ONE = 2_000
_CHARACTERS = 2_000  # of one line, or of one element
_HEADER_LINES = 600
_STYLES = Path(__file__).parent
_TAG = re.compile(r"(<[^>]*>)")

# The fates: the letter that tells one without its colour, the word, and what it means.
_FATES = {
    "text": ("T", "text", "stands in the text"),
    "header": ("H", "header", "stands in the header, in its own wording"),
    "dropped": ("D", "dropped", "belongs to the page, not to the document"),
    "unclassified": ("U", "unclassified", "stands in the text as it is: no rule knows it"),
}


@dataclass(frozen=True, slots=True)
class Converted:
    """What the page tells of one source: the words of ConvertedDocument, and the TEI file's content (b"" if none)."""

    source: str
    output: str
    content: bytes
    kind: str
    confidence: int | None
    lines: tuple[LineFate, ...]
    warnings: tuple[ConversionWarning, ...]
    errors: tuple[Diagnostic, ...]

    @property
    def unclassified(self) -> int:
        """How many lines no rule knows."""
        return sum(_fate(line) == "unclassified" for line in self.lines)

    @property
    def doubt(self) -> tuple[int, int, int]:
        """How much there is to check, for sorting."""
        return -len(self.errors), -self.unclassified, -len(self.warnings)


def conversion_page(documents: Sequence[Converted]) -> bytes:
    """The page on `documents`, complete in itself, in UTF-8; those with errors, then those in doubt stand first."""
    ordered = sorted(documents, key=lambda document: document.doubt)
    page = E.html(
        E.head(
            E.meta({"charset": "utf-8"}),
            E.meta({"http-equiv": "Content-Security-Policy", "content": POLICY}),
            E.meta({"name": "viewport", "content": "width=device-width, initial-scale=1"}),
            E.meta({"name": "generator", "content": "tei-edition"}),
            E.title("Conversion report"),
            E.style("".join((_STYLES / name).read_text("utf-8") for name in ("findings.css", "conversion.css"))),
        ),
        E.body(
            E.header(E.h1("Conversion report"), E.p(_summary(ordered))),
            E.main(_overview(ordered), _legend(), *_documents(ordered)),
        ),
        {"lang": "en"},
    )
    text = etree.tostring(page, encoding="unicode", method="html", doctype="<!DOCTYPE html>") + "\n"
    return text.encode("utf-8", "backslashreplace")


def _summary(documents: Sequence[Converted]) -> str:
    written = sum(bool(document.output) for document in documents)
    counts = (
        (len(documents), "source"),
        (written, "TEI file"),
        (sum(len(document.errors) for document in documents), "error"),
        (sum(document.unclassified for document in documents), "unclassified line"),
        (sum(len(document.warnings) for document in documents), "warning"),
    )
    return ", ".join(_count(number, noun) for number, noun in counts) + "."


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _overview(documents: Sequence[Converted]) -> etree._Element:
    heads = ("Source", "TEI file", "Kind of page", "Lines", "Errors", "Unclassified", "Warnings")
    made: etree._Element = E.div(
        E.table(
            E.caption("Documents, those with most to check first"),
            E.thead(E.tr(*(E.th(head, {"scope": "col"}) for head in heads))),
            E.tbody(*(_row(number, document) for number, document in enumerate(documents, start=1))),
        ),
        {"class": "overview", "tabindex": "0", "role": "region", "aria-label": "Documents"},
    )
    return made


def _row(number: int, document: Converted) -> etree._Element:
    counts = (
        (len(document.errors), "error"), (document.unclassified, "unclassified"), (len(document.warnings), "warning")
    )  # fmt: skip
    row: etree._Element = E.tr(
        E.th(E.a(neutral(document.source), {"href": f"#d{number}"}), {"scope": "row"}),
        E.td(neutral(document.output) or "none"),
        E.td(_kind(document)),
        E.td(f"{len({line.line for line in document.lines}):,}", {"class": "number"}),
        *(E.td(f"{value:,}", {"class": f"number {name}" if value else "number"}) for value, name in counts),
    )
    return row


def _kind(document: Converted) -> str:
    sure = "" if document.confidence is None else f" ({document.confidence} %)"
    return f"{neutral(document.kind)}{sure}" if document.kind else "–"


def _legend() -> etree._Element:
    """What letters and colours mean; the boxes show and hide, without a script (conversion.css)."""
    made: etree._Element = E.form(
        E.fieldset(
            E.legend("Show lines"),
            *(
                E.label(
                    E.input({"type": "checkbox", "id": f"f-{name}", "checked": "checked"}),
                    E.span(E.b(letter, {"class": f"fate {name}"}), f" {word}: {meaning}"),
                    {"for": f"f-{name}"},
                )
                for name, (letter, word, meaning) in _FATES.items()
            ),
            E.label(
                E.input({"type": "checkbox", "id": "f-doubt"}), E.span("only lines with a warning"), {"for": "f-doubt"}
            ),
        ),
        {"class": "filters", "autocomplete": "off"},
    )
    return made


def _documents(documents: Sequence[Converted]) -> Iterator[etree._Element]:
    left = LINES
    for number, document in enumerate(documents, start=1):
        shown = min(len(document.lines), _LINES_OF_ONE, left)
        left -= shown
        yield _document(number, document, shown, opened=len(documents) == 1)


def _document(number: int, document: Converted, shown: int, *, opened: bool) -> etree._Element:
    counts = [
        _count(value, noun)
        for value, noun in (
            (len(document.errors), "error"),
            (document.unclassified, "unclassified line"),
            (len(document.warnings), "warning"),
        )
        if value
    ]
    made: etree._Element = E.details(
        E.summary(E.h2(neutral(document.source), " ", E.small(", ".join(counts) or "nothing to check"))),
        E.p(f"TEI file: {neutral(document.output) or 'none was written'}", {"id": f"d{number}", "class": "place"}),
        {"class": "document"},
    )
    if opened:
        made.set("open", "open")
    for error in document.errors:
        made.append(_remark("error", error.rule, error.message, _line(error.location.line), error.help))
    beside = {line.line for line in document.lines[:shown]}
    for warning in document.warnings:
        if warning.line not in beside:
            made.append(_remark("warning", warning.rule, warning.message, _line(warning.line)))
    places = Places(document.content)
    if shown:
        made.append(_lines(document, document.lines[:shown], places))
    if shown < len(document.lines):
        more = _count(len(document.lines) - shown, "more line")
        made.append(E.p(f"{more} not shown here; --report FILE.json has all.", {"class": "bound"}))
    if shown and places.header:
        made.append(_header(places.header))
    return made


def _line(number: int) -> str:
    return f"line {number}" if number else ""


def _remark(kind: str, rule: str, message: str, where: str = "", help: str = "") -> etree._Element:  # noqa: A002
    made: etree._Element = E.p(
        E.strong(kind, {"class": kind}), " ", neutral(message), " ", E.code(neutral(rule)), {"class": "remark"}
    )
    if where:
        made.append(E.span(f" · {where}", {"class": "place"}))
    if help:
        made.append(E.span(f" {neutral(help)}", {"class": "help"}))
    return made


def _lines(document: Converted, lines: Sequence[LineFate], places: Places) -> etree._Element:
    warnings: dict[int, list[ConversionWarning]] = {}
    for warning in document.warnings:
        warnings.setdefault(warning.line, []).append(warning)
    body = E.tbody()
    before: etree._Element | None = None
    for line in lines:
        found = places.holding(line.target, line.text)
        # A line that holds several things has several rows; its warnings stand with the first.
        body.append(_compared(line, found, found is not None and found is before, warnings.pop(line.line, [])))
        before = found
    made: etree._Element = E.table(
        E.thead(E.tr(*(E.th(head, {"scope": "col"}) for head in ("Line", "Fate", "Source", "TEI")))),
        body,
        {"class": "lines"},
    )
    return made


def _compared(
    line: LineFate, found: etree._Element | None, same: bool, warnings: Sequence[ConversionWarning]
) -> etree._Element:
    fate = _fate(line)
    letter, word, _ = _FATES[fate]
    source = E.td(E.p(neutral(_bounded(line.text)), {"class": "words"}), {"class": "source"})
    source.extend(_remark("warning", warning.rule, warning.message) for warning in warnings)
    tei = E.td({"class": "tei"})
    if same:
        tei.append(E.span("in the element above", {"class": "place"}))
    elif found is not None:
        tei.append(_markup(_bounded(neutral(Places.shown(found)))))
    elif fate != "dropped":
        tei.append(E.code(neutral(line.target) or "–", {"class": "place"}))
    where = f"{line.line}" + (f":{line.column}" if line.column else "")
    made: etree._Element = E.tr(
        E.th(where, {"scope": "row", "class": "number"}),
        E.td(E.b(letter, {"class": f"fate {fate}", "title": word}), E.span(f" {word}", {"class": "word"}),
             E.code(neutral(line.rule), {"class": "place"}), {"class": "fates"}),
        source,
        tei,
        {"class": f"l-{fate} doubtful" if warnings else f"l-{fate}"},
    )  # fmt: skip
    return made


def _fate(line: LineFate) -> str:
    unknown = line.rule.startswith("unclassified") or line.rule == "no-archive-page"
    if line.fate is Fate.TEXT and unknown:
        return "unclassified"
    return line.fate.value


def _markup(xml: str) -> etree._Element:
    """XML whose tags are faint, so that the words stand out."""
    made: etree._Element = E.code()
    for place, part in enumerate(_TAG.split(xml)):
        if place % 2:
            made.append(E.span(part, {"class": "tag"}))
        elif part:
            made.append(E.span(part))
    return made


def _header(header: str) -> etree._Element:
    lines = header.split("\n")
    shown = "\n".join(neutral(_bounded(line)) for line in lines[:_HEADER_LINES])
    made: etree._Element = E.details(E.summary("The header that was made"), E.pre(_markup(shown)), {"class": "header"})
    if len(lines) > _HEADER_LINES:
        made.append(E.p(f"{_count(len(lines) - _HEADER_LINES, 'more line')} in the file.", {"class": "bound"}))
    return made


def _bounded(words: str) -> str:
    more = len(words) - _CHARACTERS
    return words if more <= 0 else f"{words[:_CHARACTERS]}… ({_count(more, 'more character')})"
