"""Asides put back into a message: blocks between its blocks and lines, marks behind the characters where they stood."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from tei_edition.model import (
    Block,
    BlockKind,
    Carried,
    Inline,
    Message,
    NumberedItem,
    NumberedList,
    Part,
    Section,
    SectionKind,
    Span,
    SpanKind,
    Table,
)

_LINES = (
    SpanKind.SERVICE,
    SpanKind.REFERENCE,
    SpanKind.INSTRUCTION,
    SpanKind.COPY,
    SpanKind.UNCLASSIFIED,
    SpanKind.CAPS,
)
"""Phrases that are a whole line or clause: a mark at their end belongs to them, as it does not to a name or a date."""


def printed_length(text: str) -> int:
    """How many characters of a text are printed: white space does not count, which readers may change."""
    return len("".join(text.split()))


@dataclass(slots=True)
class Placing:
    """Puts blocks (in the order of the source) and marks (by line and offset) back into a message."""

    blocks: deque[tuple[int, Block | Table]]
    marks: dict[int, list[tuple[int, Span]]]
    lengths: dict[int, int]
    consumed: dict[int, int] = field(default_factory=dict)

    def message(self, message: Message) -> Message:
        """The message with all asides that stand before its end, those below everything at its end."""
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
            aside = isinstance(block, Block) and block.kind is not BlockKind.FOOTNOTE
            if aside and (last.kind is not kind or _is_signed(last)):
                kind = SectionKind.OFFICE_NOTES
            if sections and last.kind is kind:
                sections[-1] = replace(last, parts=(*last.parts, block))
            else:
                sections.append(Section(kind, (block,)))
        self.blocks.clear()

    def _before(self, line: int) -> list[Block | Table]:
        found: list[Block | Table] = []
        while self.blocks and line:
            offset, block = self.blocks[0]
            own = _first_line(block)
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
            elif isinstance(part, Table):
                made.append(part)
            else:
                made += self._block(part)
        return made

    def _list(self, numbered: NumberedList) -> NumberedList:
        items: list[NumberedItem] = []
        for item in numbered.items:
            before = self._before(_first_line(item)) if items else []
            if before:
                items[-1] = replace(items[-1], parts=(*items[-1].parts, *before))
            inner: list[Block | NumberedList | Table] = []
            for place, part in enumerate(item.parts):
                inner += self._before(_first_line(part)) if place else []
                if isinstance(part, NumberedList):
                    inner.append(self._list(part))
                elif isinstance(part, Table):
                    inner.append(part)
                else:
                    inner += self._block(part, 0 if place else len(item.label))
            items.append(replace(item, parts=tuple(inner)))
        return replace(numbered, items=tuple(items))

    def _block(self, block: Block, label: int = 0) -> list[Block | Table]:
        """A block with its marks, cut in two where something stood between its lines.

        `label` is the length of a list's label, which stands before the block on its line.
        """
        made: list[Block | Table] = []
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
        return printed_length(part)
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
