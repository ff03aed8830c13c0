"""Points: labelled paragraphs in a row, with the paragraphs and the lists that belong to them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from tei_edition.model import Block, BlockKind, NumberedItem, NumberedList
from tei_edition.source import names
from tei_edition.source.inline import marked
from tei_edition.source.labels import LABEL, Label, follows, goes_on_otherwise, read_labels
from tei_edition.source.pieces import as_block, repeated_mark, without_marks
from tei_edition.source.quotation import Node, Piece

__all__ = ["LABEL", "Warn", "read_numbered"]

Warn: TypeAlias = Callable[[str, int, str], None]
"""What a reader calls for a doubt: rule, line, message."""

_REACH = 40
"""How many paragraphs may stand between two points; further down, a label begins something else."""
_DEEPEST = 4
"""How deep lists may nest; deeper, a label is text."""


def read_numbered(items: list[Piece | Node], start: int, end: int, warn: Warn) -> tuple[NumberedList, int] | None:
    """The list that begins at `start` and where it ends, or None.

    One point in figures is a list if its number is 1, since the rest may be lost; all other labels, which may be
    initials, dashes or words of a sentence, need a second one in order.
    """
    return _Reader(items, end, warn).read(start, ())


class _Reader:
    """Reads lists, and lists in them, among the lines of one message up to `end`."""

    def __init__(self, items: list[Piece | Node], end: int, warn: Warn) -> None:
        self.items = items
        self.end = end
        self.warn = warn

    def read(self, start: int, outer: tuple[Label, ...]) -> tuple[NumberedList, int] | None:
        """The list that begins at `start`; `outer` are the last labels of the lists around it."""
        first = self._first(start, outer)
        if first is None:
            return None
        made: list[NumberedItem] = []
        label: Label | None = first
        position = start
        while label:
            parts, position, following = self._point(label, position, outer)
            made.append(NumberedItem(label.printed, label.number, parts))
            label = following
            if label and label.note:
                made[-1] = self._with_note(made[-1], position, label)
        return NumberedList(tuple(made)), position

    def _first(self, start: int, outer: tuple[Label, ...]) -> Label | None:
        """The label at `start` if it begins a list."""
        if len(outer) >= _DEEPEST:
            return None
        for label in self._labels(start):
            if label.note or any(label.shape == one.shape for one in outer):
                continue
            following = self._next_point(label, start + 1, outer)
            if (label.begins or label.in_figures) and following is not None:
                return label
            if label.in_figures and label.begins:
                return label
        return None

    def _labels(self, position: int) -> tuple[Label, ...]:
        item = self.items[position]
        return read_labels(item.text) if isinstance(item, Piece) and not item.reopened else ()

    def _point(
        self, label: Label, start: int, outer: tuple[Label, ...]
    ) -> tuple[tuple[Block | NumberedList, ...], int, Label | None]:
        """What belongs to a point, where it ends, and the label of the point that follows."""
        inside = (*outer, label)
        first = self.items[start]
        parts: list[Block | NumberedList] = [self._block(first, label.end)] if isinstance(first, Piece) else []
        position = start + 1
        following = self._next_point(label, position, outer)
        limit = following[0] if following else self.end
        while position < limit:
            self._doubt(label, self.items[position])
            nested = self.read(position, inside)
            if nested:
                parts.append(nested[0])
                position = nested[1]
                continue
            item = self.items[position]
            if following is None or not isinstance(item, Piece):
                # After the last point nothing says that a paragraph still belongs to it.
                break
            parts.append(self._block(item, 0))
            position += 1
        if following is None or position != following[0]:
            return tuple(parts), position, None
        if isinstance(parts[-1], Block) and len(parts) > 1:
            self.warn(
                "list-continuation",
                parts[-1].lines[0],
                f"the paragraph before {following[1].printed} is kept in item {label.printed}; "
                "split the list if it interrupts it",
            )
        return tuple(parts), position, following[1]

    def _doubt(self, label: Label, item: Piece | Node) -> None:
        """Report a paragraph whose label counts on in another style."""
        labels = read_labels(item.text) if isinstance(item, Piece) else ()
        other = next((one for one in labels if goes_on_otherwise(one, label)), None)
        if other and isinstance(item, Piece):
            told = (
                f"{other.printed} counts on from {label.printed} in another style; it is read as no point of the list"
            )
            self.warn("list-label-differs", item.line.number, told)

    def _next_point(self, label: Label, start: int, outer: tuple[Label, ...]) -> tuple[int, Label] | None:
        """Where the list goes on after `label`, and with which label."""
        reach = start + (1 if label.shape == "bullet" else _REACH)
        for position in range(start, min(self.end, reach)):
            item = self.items[position]
            if not isinstance(item, Piece) or (names.is_name(item.text) and item.text.isupper()):
                # A message or a signature ends the list.
                return None
            labels = self._labels(position)
            if any(follows(one, around) for one in labels for around in outer):
                return None
            following = next((one for one in labels if follows(one, label)), None)
            if following:
                return position, following
            if any(one.shape == label.shape and one.begins for one in labels):
                # The count starts anew: another list.
                return None
        return None

    def _block(self, piece: Piece, start: int) -> Block:
        core, closing = without_marks(piece)
        content = (*repeated_mark(piece), *marked(core[start:]), *closing)
        return as_block(piece, BlockKind.PARAGRAPH, content, "numbered-point")

    def _with_note(self, item: NumberedItem, position: int, label: Label) -> NumberedItem:
        """The note that stands before the next label goes to the end of the item before it."""
        piece = self.items[position]
        if not isinstance(piece, Piece):
            return item
        note = as_block(piece, BlockKind.MARK, marked(piece.text[: label.note]), "numbered-point")
        return NumberedItem(item.label, item.number, (*item.parts, note))
