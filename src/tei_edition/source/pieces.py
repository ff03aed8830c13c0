"""What all readers of a message share: pieces of text as blocks, the marks around them, plain characters."""

from __future__ import annotations

import re
from dataclasses import replace

from tei_edition.model import Block, BlockKind, Inline, Part, Span, SpanKind, plain_text
from tei_edition.source.quotation import Node, Piece

RULE = re.compile(r"[_\-–—=*~.\s]{4,}")
OMISSION = re.compile(r"\[\s*(?:\.{2,}|…+|\. \. \.)\s*\]")
"""A line that says that something is left out."""
_CLOSING_MARK = {"“": "”", "„": "“", "«": "»", '"': '"'}


def as_block(piece: Piece, kind: BlockKind, content: tuple[Inline, ...], rule: str) -> Block:
    """A block made of one line of the source."""
    return Block(kind, content, (piece.line.number,), rule)


def without_marks(piece: Piece) -> tuple[str, tuple[Inline, ...]]:
    """The text of a line and, apart, the marks at its end that close messages."""
    closing = closing_marks(piece)
    length = sum(len(part) if isinstance(part, str) else len(str(part.content[0])) for part in closing)
    return (piece.text[: len(piece.text) - length], closing) if closing else (piece.text, ())


def closing_marks(piece: Piece) -> tuple[Inline, ...]:
    """The marks at the end of a line that close messages, with the full stop that may follow them."""
    if not piece.closing:
        return ()
    at = piece.text.rfind(piece.closing)
    rest = piece.text[at + len(piece.closing) :]
    marks: list[Inline] = [Span(SpanKind.QUOTATION_MARK, (mark,)) for mark in piece.closing]
    return (*marks, rest) if rest else tuple(marks)


def opening_mark(node: Node) -> tuple[Inline, ...]:
    """The mark that opens a message; nothing for one that stands without marks."""
    return tuple(Span(SpanKind.QUOTATION_MARK, (mark,)) for mark in node.opening)


def repeated_mark(piece: Piece) -> tuple[Inline, ...]:
    """The opening mark that a paragraph repeats, if it does."""
    return (Span(SpanKind.QUOTATION_MARK, (piece.opening,)),) if piece.reopened else ()


BESIDE_THE_TEXT = frozenset((BlockKind.OMISSION, BlockKind.STAMP, BlockKind.HANDWRITING, BlockKind.FOOTNOTE))
"""Blocks that hold no words of the message: the mark that closes it cannot stand in them."""


def supply_mark(parts: list[Part], opening: str) -> None:
    """Add the closing mark that the source forgot to the end of a message."""
    mark = Span(SpanKind.SUPPLIED_QUOTATION_MARK, (_CLOSING_MARK.get(opening[:1], "”"),))
    last = parts[-1] if parts else None
    if isinstance(last, Block) and last.kind not in BESIDE_THE_TEXT:
        parts[-1] = replace(last, content=(*last.content, mark))
    else:
        parts.append(Block(BlockKind.MARK, (mark,), (), "quotation-mark"))


def broken_behind(content: tuple[Inline, ...], length: int) -> tuple[Inline, ...]:
    """`content` with the blank behind its first `length` characters made the end of a line."""
    made: list[Inline] = []
    for number, part in enumerate(content):
        size = len(plain_text((part,)))
        if length < size:
            if isinstance(part, str):
                made += [part[:length], Span(SpanKind.BREAK), part[length:].lstrip()]
            else:
                made.append(replace(part, content=broken_behind(part.content, length)))
            return (*(one for one in made if one), *content[number + 1 :])
        length -= size
        made.append(part)
    return content


def typed_numbers(content: tuple[Inline, ...], kind: str) -> tuple[Inline, ...]:
    """Numbers whose line does not say of which type they are, given the type that their place implies."""
    return tuple(
        replace(span, value=kind)
        if isinstance(span, Span) and span.kind is SpanKind.NUMBER and not span.value
        else span
        for span in content
    )


def retyped(content: tuple[Inline, ...], before: str, after: str) -> tuple[Inline, ...]:
    """`content` with the numbers of one type, however deep, given another."""
    made: list[Inline] = []
    for part in content:
        if isinstance(part, Span):
            value = after if part.kind is SpanKind.NUMBER and part.value == before else part.value
            made.append(replace(part, value=value, content=retyped(part.content, before, after)))
        else:
            made.append(part)
    return tuple(made)
