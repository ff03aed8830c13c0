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
    BlockKind,
    Carried,
    ConversionWarning,
    Inline,
    Message,
    NumberedItem,
    NumberedList,
    Part,
    Section,
    SectionKind,
    Span,
    SpanKind,
)
from tei_edition.source.brackets import unpaired
from tei_edition.source.dates import Near
from tei_edition.source.footnotes import Footnotes, Mark, mark_span, read_footnotes
from tei_edition.source.lines import Line
from tei_edition.source.stamps import may_be_aside, read_handwriting, read_stamp

_LINES = (
    SpanKind.SERVICE,
    SpanKind.REFERENCE,
    SpanKind.INSTRUCTION,
    SpanKind.COPY,
    SpanKind.UNCLASSIFIED,
    SpanKind.CAPS,
)
"""Phrases that are a whole line or clause: a mark at their end belongs to them, as it does not to a name or a date."""


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
            lengths[line.number] = lengths.get(line.number, 0) + _length(line.text)
        return _Placing(deque(self.blocks), self._marks, lengths).message(message)


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
                before[line.number] = begun + _length(kept[-1].text)
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
        offset += _length(line.text[position : mark.start])
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


def _length(text: str) -> int:
    return len("".join(text.split()))


@dataclass(slots=True)
class _Placing:
    """Puts blocks (in the order of the source) and marks (by line and offset) back into a message."""

    blocks: deque[tuple[int, Block]]
    marks: dict[int, list[tuple[int, Span]]]
    lengths: dict[int, int]
    consumed: dict[int, int] = field(default_factory=dict)

    def message(self, message: Message) -> Message:
        sections = self._sections(message)
        if self.blocks:
            self._last(sections)
        return replace(message, sections=tuple(section for section in sections if section.parts))

    def _sections(self, message: Message) -> list[Section]:
        sections: list[Section] = []
        for section in message.sections:
            if section.kind is SectionKind.ENCLOSURE:
                # It holds a message and nothing else.
                before = self._before(_first_line(section.parts[0]) if section.parts else 0)
                sections += [Section(SectionKind.DISPATCH, tuple(before))] if before else []
            sections.append(replace(section, parts=tuple(self._parts(section.parts))))
        return sections

    def _last(self, sections: list[Section]) -> None:
        """Add what stands below everything: footnotes to the text, stamps and notes by hand to the office's notes."""
        for _, block in self.blocks:
            last = sections[-1] if sections else Section(SectionKind.DISPATCH, ())
            kind = SectionKind.DISPATCH
            if block.kind is not BlockKind.FOOTNOTE and (last.kind is not kind or _is_signed(last)):
                kind = SectionKind.OFFICE_NOTES
            if sections and last.kind is kind:
                sections[-1] = replace(last, parts=(*last.parts, block))
            else:
                sections.append(Section(kind, (block,)))
        self.blocks.clear()

    def _before(self, line: int) -> list[Block]:
        found: list[Block] = []
        while self.blocks and line:
            offset, block = self.blocks[0]
            own = block.lines[0]
            if own > line or (own == line and self.consumed.get(line, 0) < offset):
                break
            found.append(block)
            self.blocks.popleft()
        return found

    def _parts(self, parts: tuple[Part, ...]) -> list[Part]:
        made: list[Part] = []
        for part in parts:
            made += self._before(_first_line(part))
            if isinstance(part, Carried):
                sections = tuple(self._sections(part.message))
                made.append(replace(part, message=replace(part.message, sections=sections)))
            elif isinstance(part, NumberedList):
                made.append(self._list(part))
            else:
                made += self._block(part)
        return made

    def _list(self, numbered: NumberedList) -> NumberedList:
        items: list[NumberedItem] = []
        for item in numbered.items:
            before = self._before(_first_line(item)) if items else []
            if before:
                items[-1] = replace(items[-1], parts=(*items[-1].parts, *before))
            inner: list[Block | NumberedList] = []
            for place, part in enumerate(item.parts):
                inner += self._before(_first_line(part)) if place else []
                if isinstance(part, NumberedList):
                    inner.append(self._list(part))
                else:
                    inner += self._block(part, 0 if place else len(item.label))
            items.append(replace(item, parts=tuple(inner)))
        return replace(numbered, items=tuple(items))

    def _block(self, block: Block, label: int = 0) -> list[Block]:
        """A block with its marks, cut in two where something stood between its lines.

        `label` is the length of a list's label, which stands before the block on its line.
        """
        made: list[Block] = []
        rest = block.content
        left = label + sum(_phrase_length(part) for part in rest)
        begun, position = 0, -label
        marks: list[tuple[int, Span]] = []
        for place, line in enumerate(block.lines):
            between = self._before(line) if place else []
            if between:
                content, rest = _cut(rest, position)
                made += [_with_marks(replace(block, content=content, lines=block.lines[begun:place]), marks), *between]
                begun, position, marks = place, 0, []
            consumed = self.consumed.get(line, 0)
            taken = min(left, self.lengths.get(line, 0) - consumed)
            marks += [
                (position + offset - consumed, span)
                for offset, span in self.marks.get(line, ())
                if consumed < offset <= consumed + taken
            ]
            self.consumed[line] = consumed + taken
            position += taken
            left -= taken
        return [*made, _with_marks(replace(block, content=rest, lines=block.lines[begun:]), marks)]


def _with_marks(block: Block, marks: list[tuple[int, Span]]) -> Block:
    return replace(block, content=_inserted(block.content, deque(marks))) if marks else block


def _cut(content: tuple[Inline, ...], length: int) -> tuple[tuple[Inline, ...], tuple[Inline, ...]]:
    """`content` in two, the first part with `length` characters; a phrase that goes on becomes two."""
    for place, part in enumerate(content):
        own = _phrase_length(part)
        if own < length:
            length -= own
            continue
        if own == length:
            return content[: place + 1], content[place + 1 :]
        if isinstance(part, Span):
            first, second = _cut(part.content, length)
            return (*content[:place], replace(part, content=first)), (
                replace(part, content=second),
                *content[place + 1 :],
            )
        at = _index_behind(part, length)
        return (*content[:place], part[:at]), (part[at:], *content[place + 1 :])
    return content, ()


def _index_behind(text: str, length: int) -> int:
    """Where in `text` its first `length` characters end, white space not counted."""
    for position, letter in enumerate(text):
        if length == 0:
            return position
        length -= not letter.isspace()
    return len(text)


def _is_signed(section: Section) -> bool:
    """Whether a section ends with a signature, its date, or what was put there."""
    ends = section.parts[-1] if section.parts else None
    return isinstance(ends, Block) and ends.kind in (BlockKind.SIGNATURE, BlockKind.DATELINE)


def _first_line(part: Part | NumberedItem) -> int:
    """The first line of a part; 0 if it has none."""
    if isinstance(part, Carried):
        inner = (inner for section in part.message.sections for inner in section.parts)
        return next((line for one in inner if (line := _first_line(one))), 0)
    return next((block.lines[0] for block in part.blocks if block.lines), 0)


def _phrase_length(part: Inline) -> int:
    if isinstance(part, str):
        return _length(part)
    if part.kind is SpanKind.SUPPLIED_QUOTATION_MARK:
        return 0
    return sum(_phrase_length(inner) for inner in part.content)


def _inserted(content: tuple[Inline, ...], marks: deque[tuple[int, Span]], begun: int = 0) -> tuple[Inline, ...]:
    """`content` with each mark behind the characters after which it stands, outside of names that end there."""
    made: list[Inline] = []
    for part in content:
        length = _phrase_length(part)
        if isinstance(part, Span):
            end = begun + length + (part.kind in _LINES)
            inner = _inserted(part.content, marks, begun) if marks and marks[0][0] < end else part.content
            made.append(replace(part, content=inner))
        else:
            made += _split(part, marks, begun, begun + length)
        begun += length
        while marks and marks[0][0] == begun:
            made.append(marks.popleft()[1])
    return tuple(made)


def _split(text: str, marks: deque[tuple[int, Span]], begun: int, end: int) -> Iterator[Inline]:
    """A text, cut at the marks that stand inside it."""
    position, count = 0, begun
    while marks and marks[0][0] < end:
        offset, span = marks.popleft()
        start = position
        while count < offset:
            count += not text[position].isspace()
            position += 1
        if text[start:position]:
            yield text[start:position]
        yield span
    if text[position:]:
        yield text[position:]
