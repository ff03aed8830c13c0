"""What stands beside the text of a page: footnotes and their marks, stamps, notes by hand.

They are taken out before the text is read, so that no reader of names, dates or quotations meets a figure fused to a
word or a stamp between two lines, and put back afterwards at the place where they stood.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from tei_edition.model import (
    Block,
    ConversionWarning,
    Message,
    Span,
)
from tei_edition.source.brackets import unpaired
from tei_edition.source.dates import Near
from tei_edition.source.footnotes import Footnotes, Mark, mark_span, read_footnotes
from tei_edition.source.lines import Line
from tei_edition.source.placing import Placing, printed_length
from tei_edition.source.stamps import may_be_aside, read_handwriting, read_stamp


@dataclass(frozen=True, slots=True)
class Asides:
    """What was taken out of the lines of a text; `lines` are those that remain for its readers.

    `blocks` stand behind a number of characters of their line: of a page in one line, which its readers cut, all lines
    have one number.
    """

    lines: tuple[Line, ...]
    blocks: tuple[tuple[int, Block], ...]
    footnotes: Footnotes
    warnings: tuple[ConversionWarning, ...] = ()
    _marks: dict[int, list[tuple[int, Span]]] = field(default_factory=dict)

    def put_back(self, message: Message) -> Message:
        """`message`, read from the lines without them, with all asides at their places."""
        if not self.blocks and not self._marks:
            return message
        lengths: dict[int, int] = {}
        for line in self.lines:
            lengths[line.number] = lengths.get(line.number, 0) + printed_length(line.text)
        return Placing(deque(self.blocks), self._marks, lengths).message(message)


def take_out(lines: list[Line], near: Near = None) -> Asides:
    """Tell the text of a page from what stands beside it. `near` is the page's date."""
    footnotes = read_footnotes(lines)
    notes = {id(note.lines[0]): note for note in footnotes.notes}
    by_place: dict[int, list[Mark]] = {}
    for mark in footnotes.marks:
        by_place.setdefault(mark.place, []).append(mark)
    kept: list[Line] = []
    # How much of a line stands before its part: of one that is no part, nothing.
    before: dict[int, int] = {}
    parted = len({line.number for line in lines}) < len(lines)
    blocks: list[tuple[int, Block]] = []
    marks: dict[int, list[tuple[int, Span]]] = {}
    position = 0
    while position < len(lines):
        line = lines[position]
        beside = None
        if may_be_aside(line.text):
            beside = read_stamp(lines, position, near) or read_handwriting(lines, position)
        if footnotes.is_note(line):
            note = notes.get(id(line))
            blocks += [(before.get(line.number, 0), note.block)] if note else []
            position += 1
        elif beside:
            blocks.append((before.get(line.number, 0), beside[0]))
            position = beside[1]
        else:
            own = by_place.get(position, [])
            kept.append(_without(line, own))
            begun = before.get(line.number, 0)
            if own:
                marks.setdefault(line.number, []).extend((begun + offset, span) for offset, span in _offsets(line, own))
            if parted:
                before[line.number] = begun + printed_length(kept[-1].text)
            position += 1
    return Asides(tuple(kept), tuple(blocks), footnotes, tuple(_warnings(footnotes, kept)), marks)


def _without(line: Line, marks: list[Mark]) -> Line:
    if not marks:
        return line
    kept: list[str] = []
    position = 0
    for mark in marks:
        piece = line.text[position : mark.start]
        alone = line.text[mark.start + len(mark.printed) :][:1] in ("", ".", ",", ";", ":")
        kept.append(piece.rstrip() if alone else piece)
        position = mark.start + len(mark.printed)
    return replace(line, text=" ".join("".join((*kept, line.text[position:])).split()))


def _offsets(line: Line, marks: list[Mark]) -> Iterator[tuple[int, Span]]:
    """After how many characters of the line without marks (and white space) each mark stands."""
    offset = position = 0
    for mark in marks:
        offset += printed_length(line.text[position : mark.start])
        position = mark.start + len(mark.printed)
        yield offset, mark_span(mark)


def _warnings(footnotes: Footnotes, lines: list[Line]) -> Iterator[ConversionWarning]:
    for mark in footnotes.missing:
        yield ConversionWarning(
            "footnote-not-on-page", mark.line, f"the page has no note for the mark '{mark.printed}'"
        )
    for note in footnotes.unmarked:
        yield ConversionWarning(
            "footnote-unmarked", note.lines[0].number, f"no mark in the text refers to note '{note.label}'"
        )
    for number in unpaired([(line.number, line.text) for line in lines if "[" in line.text or "]" in line.text]):
        yield ConversionWarning("bracket-unbalanced", number, "a bracket has no partner on its line; it stays text")
