"""The regions of a saved page → the page's frame: the record's facts; all that is no text, accounted for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tei_edition.model import CatalogueEntry, EntryKind, RelatedDocument
from tei_edition.source.dates import page_date
from tei_edition.source.frame import labels
from tei_edition.source.frame.record import Frame
from tei_edition.source.lines import Line
from tei_edition.source.saved.rendering import Run
from tei_edition.source.saved.zones import Kind, Zone

_ENTRIES = {
    EntryKind.AUTHOR: ("author(s)", "author", "authors", "creator", "creators"),
    EntryKind.PERSON_OR_ORGANISATION: (
        "associated people & organizations",
        "associated people and organizations",
        "associated people",
        "associated organizations",
        "people and organizations",
    ),
    EntryKind.PLACE: ("associated places", "places", "geographic subjects"),
    EntryKind.TOPIC: ("associated topics", "topics"),
    EntryKind.SUBJECT: ("subjects discussed", "subjects", "subject"),
    EntryKind.CONTRIBUTOR: ("document contributors", "document contributor(s)", "contributors", "contributor(s)"),
    EntryKind.DONOR: ("donors", "donor(s)", "donor"),
}
_KINDS = {label: kind for kind, spellings in _ENTRIES.items() for label in spellings}
_CATALOGUE = "/TEI/teiHeader/fileDesc/sourceDesc/biblStruct/analytic"
_TARGETS = {
    EntryKind.AUTHOR: f"{_CATALOGUE}/author",
    EntryKind.CONTRIBUTOR: f"{_CATALOGUE}/respStmt",
    EntryKind.DONOR: f"{_CATALOGUE}/respStmt",
}
_RELATED = "/TEI/teiHeader/fileDesc/sourceDesc/biblStruct/relatedItem"


@dataclass(frozen=True, slots=True)
class Placed:
    """A line of the page as the readers take it, and its region."""

    line: Line
    zone: Zone


def placed(runs: Sequence[Run]) -> list[Placed]:
    """The lines, numbered as in the file: what begins on one line of it are parts of that line, by column."""
    found: list[Placed] = []
    number = column = 0
    for place, run in enumerate(runs):
        alone = run.line > number
        if alone:
            number, column = run.line, 1
        shared = not alone or (place + 1 < len(runs) and runs[place + 1].line <= number)
        line = Line(number, run.text, run.text, run.gap, run.spaced, column if shared else 0)
        column += len(run.text) + 1
        found.append(Placed(line, run.zone))
    return found


def whole_lines(parts: Sequence[Placed]) -> list[Line]:
    """The lines of the file that hold text, each with all that begins on it."""
    texts: dict[int, list[str]] = {}
    for part in parts:
        texts.setdefault(part.line.number, []).append(part.line.text)
    joined = {number: " ".join(pieces) for number, pieces in texts.items()}
    return [Line(number, text, text) for number, text in joined.items()]


def read_information(frame: Frame, parts: Sequence[Placed]) -> None:
    """Read the blocks of the record's information: each value under the heading of its block."""
    block, label = 0, ""
    for part in parts:
        line, zone = part.line, part.zone
        if zone.block != block:
            block, label = zone.block, zone.label
        if zone.kind is Kind.LABEL:
            label = labels.folded(line.text)
            frame.drop(line, "label")
        elif zone.kind is Kind.VALUE:
            _value(frame, line, zone, label)


def _value(frame: Frame, line: Line, zone: Zone, label: str) -> None:
    kind = _KINDS.get(label)
    known = labels.IN_BLOCK.get(label)
    if zone.part == "pill":
        frame.drop(line, "page-furniture")
    elif kind is not None:
        frame.entries.append(CatalogueEntry(kind, line.text, zone.address))
        target = _TARGETS.get(kind, f"/TEI/teiHeader/profileDesc/textClass/keywords[@n='{kind.value}']")
        frame.keep(line, kind.value.replace(" ", "-"), target)
    elif labels.BEFORE.get(label):
        frame.drop(line, "related-document")
    elif known:
        frame.fact(known, line)
    else:
        frame.fact(f"other:{label}" if label else "other:unlabelled", line)


def read_today(frame: Frame, parts: Sequence[Placed]) -> None:
    """Read what stands around the text on a page of today's site."""
    _top(frame, parts)
    unknown: list[Line] = []
    for part in parts:
        line, kind = part.line, part.zone.kind
        if kind is Kind.CREDIT:
            if not frame.read_credit(line):
                frame.fact("other:credit", line)
        elif kind is Kind.ABSTRACT:
            frame.fact("abstract", line)
        elif kind is Kind.TAB:
            frame.drop(line, "site-button")
        elif kind is Kind.HIDDEN:
            frame.drop(line, "hidden")
        elif kind in (Kind.FURNITURE, Kind.OUTSIDE):
            frame.drop(line, "page-furniture")
        elif kind is Kind.CONTENT:
            unknown.append(line)
            frame.fact("other:unlabelled", line)
    if unknown:
        told = f"'{unknown[0].text[:60]}' stands in no known part of the page: it is kept as a note of the record"
        more = f", as are {len(unknown) - 1} more lines" if len(unknown) > 1 else ""
        frame.warn("page-text-unknown", unknown[0].number, told + more)
    read_information(frame, parts)
    _related(frame, [part for part in parts if part.zone.kind is Kind.RELATED])


def _top(frame: Frame, parts: Sequence[Placed]) -> None:
    """Title and date: the one that stands next to the title, since cards of other documents have dates, too."""
    at = next((at for at, part in enumerate(parts) if part.zone.kind is Kind.TITLE), -1)
    if at < 0:
        frame.warn("title-missing", 0, "the page has no title; the file's name stands for it")
    else:
        frame.read_title(parts[at].line)
    dates = [place for place, part in enumerate(parts) if part.zone.kind is Kind.DATE]
    dated = sorted((abs(place - at), place) for place in dates if page_date(parts[place].line.text))
    chosen = dated[0][1] if dated else -1
    for place in dates:
        line = parts[place].line
        if place == chosen:
            frame.date = page_date(line.text)
            frame.keep(line, "page-date", "copytext")
        elif chosen >= 0 and line.text == parts[chosen].line.text:
            frame.drop(line, "page-furniture")
        else:
            frame.fact("other:date", line)
    if chosen < 0:
        frame.warn("page-date-missing", parts[max(at, 0)].line.number, "the page has no date")


def _related(frame: Frame, parts: Sequence[Placed]) -> None:
    """The cards of other documents: a date, a title that leads there, a summary, which is not kept."""
    dated: Line | None = None
    seen: set[str] = set()
    for part in parts:
        line, address = part.line, part.zone.address
        if page_date(line.text):
            if dated is not None:
                frame.drop(dated, "related-document")
            dated = line
        elif address and address not in seen:
            seen.add(address)
            frame.related.append(RelatedDocument(line.text, page_date(dated.text) if dated else None, address))
            for kept in (dated, line):
                if kept is not None:
                    frame.keep(kept, "related-document", _RELATED)
            dated = None
        else:
            frame.drop(line, "related-document")
    if dated is not None:
        frame.drop(dated, "related-document")
