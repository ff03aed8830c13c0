"""Numbered points: `1.`, `1)`, `(1)` with the paragraphs that go on with them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from tei_edition.model import Block, BlockKind, NumberedItem, NumberedList
from tei_edition.source.inline import marked
from tei_edition.source.pieces import as_block, repeated_mark, without_marks
from tei_edition.source.quotation import Node, Piece

Warn: TypeAlias = Callable[[str, int, str], None]
"""What a reader calls for a doubt: rule, line, message."""

LABEL = re.compile(r"(?P<label>(?P<n1>\d{1,2})[.)]|\((?P<n2>\d{1,2})\))(?P<space>\s+)(?=\S)")


def read_numbered(items: list[Piece | Node], start: int, end: int, warn: Warn) -> tuple[NumberedList, int] | None:
    """The numbered list that begins at `start` and where it ends, or None."""
    first = items[start]
    if not isinstance(first, Piece) or first.reopened or not LABEL.match(first.text):
        return None
    labels = [
        (position, match)
        for position, item in enumerate(items[start:end], start=start)
        if isinstance(item, Piece) and not item.reopened and (match := LABEL.match(item.text))
    ]
    points = [labels[0]]
    for position, match in labels[1:]:
        if _style(match) == _style(points[0][1]) and _number(match) >= 1:
            points.append((position, match))
    made: list[NumberedItem] = []
    for place, (position, match) in enumerate(points):
        following = points[place + 1][0] if place + 1 < len(points) else position + 1
        pieces = [item for item in items[position:following] if isinstance(item, Piece)]
        if len(pieces) != following - position:
            # A carried message interrupts the list: the list ends before it.
            made.append(_item(match, pieces[:1]))
            return NumberedList(tuple(made)), position + 1
        made.append(_item(match, pieces))
        if place + 1 < len(points) and len(pieces) > 1:
            following_label = points[place + 1][1]["label"]
            warn(
                "list-continuation",
                pieces[-1].line.number,
                f"the paragraph before {following_label} is kept in item {match['label']}; "
                "split the list if it interrupts it",
            )
    return NumberedList(tuple(made)), points[-1][0] + 1


def _item(match: re.Match[str], pieces: list[Piece]) -> NumberedItem:
    blocks: list[Block] = []
    for place, piece in enumerate(pieces):
        core, closing = without_marks(piece)
        text = core[match.end() :] if place == 0 else core
        content = (*repeated_mark(piece), *marked(text), *closing)
        blocks.append(as_block(piece, BlockKind.PARAGRAPH, content, "numbered-point"))
    return NumberedItem(match["label"], str(_number(match)), tuple(blocks))


def _style(match: re.Match[str]) -> str:
    return re.sub(r"\d+", "1", match["label"])


def _number(match: re.Match[str]) -> int:
    return int(match["n1"] or match["n2"])
