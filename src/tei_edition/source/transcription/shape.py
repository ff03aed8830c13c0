"""What the shape of a transcription tells beyond its lines: lines of one paragraph, headings, quotations."""

from __future__ import annotations

from dataclasses import replace

from tei_edition.model import (
    Block,
    BlockKind,
    Carried,
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

_HEADING = (BlockKind.PARAGRAPH, BlockKind.UNCLASSIFIED)


def shaped(message: Message, joined: dict[int, int], headings: set[int], quoted: set[int]) -> Message:
    """`message` with the paragraphs joined that are lines of one, headings as such, quotations set off.

    `joined` names for a line the next one of the same paragraph; the others are lines of headings and quotations.
    Lines in which the readers saw something else (an address, a signature) stay what they are.
    """

    def section(one: Section) -> Section:
        return replace(one, parts=tuple(whole(one.parts, one.kind is SectionKind.DISPATCH)))

    def whole(parts: tuple[Part, ...], dispatch: bool) -> list[Part]:
        made: list[Part] = []
        for part in parts:
            before = made[-1] if made else None
            if isinstance(part, Carried):
                made.append(Carried(shaped(part.message, joined, headings, quoted)))
            elif isinstance(part, NumberedList):
                made.append(NumberedList(tuple(item(one) for one in part.items)))
            elif isinstance(part, Table):
                made.append(part)
            elif isinstance(before, Block) and _goes_on(before, part, joined):
                content = (*before.content, Span(SpanKind.BREAK), *part.content)
                made[-1] = replace(before, content=content, lines=(*before.lines, *part.lines))
            else:
                made.append(part)
        return [block(part, dispatch) if isinstance(part, Block) else part for part in made]

    def item(one: NumberedItem) -> NumberedItem:
        parts = whole(one.parts, False)
        return replace(one, parts=tuple(part for part in parts if not isinstance(part, Carried)))

    def block(one: Block, dispatch: bool) -> Block:
        if dispatch and one.kind in _HEADING and one.lines and headings.issuperset(one.lines):
            return replace(one, kind=BlockKind.HEADING)
        if one.kind is BlockKind.PARAGRAPH and one.lines and quoted.issuperset(one.lines):
            return replace(one, content=(Span(SpanKind.QUOTED, one.content),))
        return one

    return replace(message, sections=tuple(section(one) for one in message.sections))


def _goes_on(before: Block, block: Block, joined: dict[int, int]) -> bool:
    both = before.kind is BlockKind.PARAGRAPH and block.kind is BlockKind.PARAGRAPH
    return both and bool(before.lines and block.lines) and joined.get(before.lines[-1]) == block.lines[0]
