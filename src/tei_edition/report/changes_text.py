"""Changes for the terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from tei_edition.comparison import Comparison, DocumentChange, Fate, FieldChange, Piece
from tei_edition.report import change_words as words
from tei_edition.report.excerpt import neutral

_WIDTH = 100
_AROUND = 40
_COLORS = {"head": "1", "removed": "31;9", "added": "32"}


def changes_text(told: Comparison, *, color: bool = False) -> str:
    """The changes as lines, their number first; words that went stand as [-so-], new ones as {+so+}."""
    return "".join(f"{line}\n" for line in _lines(told, color))


def _lines(told: Comparison, color: bool) -> Iterator[str]:
    if not told.differs:
        yield neutral(f"no difference between {told.old} and {told.new}")
        yield from words.summary(told)[1:]
        return
    yield neutral(f"From {told.old} to {told.new}")
    yield from words.summary(told)
    for one in told.documents:
        yield ""
        yield _styled(neutral(words.document_line(one)), "head", color)
        if one.title:
            yield from _wrapped(neutral(one.title), "  ")
        yield from _document(one, color)
    if told.authority:
        yield ""
        yield _styled("Authority", "head", color)
        for entry in told.authority:
            yield from _wrapped(neutral(f"- {words.entry_sentence(entry)}"), "  ", "    ")
            yield from _fields(entry.fields, "    ")


def _document(one: DocumentChange, color: bool) -> Iterator[str]:
    if not one.text_compared:
        yield "  the text is not in both versions and was not compared"
    if one.text:
        yield "  Text"
        for change in one.text:
            where = words.line_of(change.old, change.new)
            head = f"{words.place(change.old, change.new)}: {words.text_sentence(change)}"
            yield f"  - {head}" + (f" ({where})" if where else "")
            yield from _wrapped(_pieces(change.pieces, color), "      ")
    if one.markup:
        yield "  Mark-up"
        for mark in one.markup:
            where = words.line_of(mark.old, mark.new)
            head = f"- {words.place(mark.old, mark.new)}: {words.markup_sentence(mark)}"
            yield from _wrapped(neutral(head + (f" ({where})" if where else "")), "  ", "    ")
    if one.header:
        yield "  Header"
        yield from _fields(one.header, "  ")
    if one.authority:
        yield "  Entries of its own"
        for entry in one.authority:
            yield from _wrapped(neutral(f"- {words.entry_sentence(entry)}"), "  ", "    ")
            yield from _fields(entry.fields, "    ")


def _fields(fields: Sequence[FieldChange], margin: str) -> Iterator[str]:
    for one in fields:
        where = f" (line {one.line})" if one.line else ""
        yield from _wrapped(neutral(f"- {words.field_sentence(one)}{where}"), margin, f"{margin}  ")


def _pieces(pieces: Sequence[Piece], color: bool) -> str:
    """The words of a block, of those that stayed only what is near a change."""
    told = []
    for number, one in enumerate(pieces):
        if one.fate is Fate.SAME:
            told.append(_near(neutral(one.words), first=number == 0, last=number == len(pieces) - 1))
        elif one.fate in (Fate.ADDED, Fate.REMOVED):
            marks = ("{+", "+}") if one.fate is Fate.ADDED else ("[-", "-]")
            before = " " * one.words.startswith(" ")
            told.append(before + _styled(f"{marks[0]}{neutral(one.words[len(before) :])}{marks[1]}", one.fate, color))
        else:
            told.append(words.shortened(neutral(one.words), 200))
    return "".join(told)


def _near(text: str, *, first: bool, last: bool) -> str:
    if first and last:
        return words.shortened(text, 2 * _AROUND)
    if len(text) <= _AROUND * (1 if first or last else 2) + 3:
        return text
    start = "" if first else text[:_AROUND].rpartition(" ")[0]
    end = "" if last else text[-_AROUND:].partition(" ")[2]
    return f"{start} … {end}" if start and end else f"… {end}" if end else f"{start} …"


def _wrapped(text: str, first: str, further: str = "") -> list[str]:
    return textwrap.wrap(
        text, _WIDTH, initial_indent=first, subsequent_indent=further or first, break_long_words=False,
        break_on_hyphens=False, drop_whitespace=True,
    )  # fmt: skip


def _styled(text: str, style: str, color: bool) -> str:
    return f"\x1b[{_COLORS[style]}m{text}\x1b[0m" if color else text
