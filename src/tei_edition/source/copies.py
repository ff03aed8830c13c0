"""Lines of a distribution list, read into a draft: one after the other, broken over two lines, beside a number."""

from __future__ import annotations

import re
from dataclasses import replace

from tei_edition.model import BlockKind, SectionKind, Span, SpanKind, plain_text
from tei_edition.source import form
from tei_edition.source.distribution import (
    announces_copies,
    is_copy_number,
    is_recipient,
    read_copy,
    read_distribution,
)
from tei_edition.source.draft import Draft
from tei_edition.source.inline import marked
from tei_edition.source.pieces import as_block, typed_numbers
from tei_edition.source.quotation import Node, Piece

_FIRST = ("Copy", "COPY", "copy", "Экз", "ЭКЗ", "экз")
_COPIES = re.compile(r"\s+(?=(?:Copies|Distribution|Recipients)\b[^:]{0,40}:\s*\S)", re.IGNORECASE)


def read_copies(piece: Piece, draft: Draft) -> bool:
    """Read a distribution list, or one recipient of it, into the draft; whether the line was one."""
    key = draft.next_key
    last = draft.last_in(SectionKind.DISTRIBUTION)
    wrapped = last is not None and draft.goes_on()
    if piece.text == "|" and last is not None:
        # The empty cell of a table's row.
        draft.extend_last(as_block(piece, BlockKind.PARAGRAPH, (Span(SpanKind.BREAK), piece.text), ""))
        return True
    before = plain_text(last.content) if last else ""
    found = read_distribution(piece.text, key, wrapped) or read_copy(piece.text, draft.copies_announced, key, before)
    announced = announces_copies(piece.text)
    draft.copies_announced = draft.copies_announced or announced
    if found is None and (not announced or "printed" in piece.text):
        return False
    draft.tell(found.events if found else ())
    content = found.content if found else marked(piece.text)
    block = as_block(piece, BlockKind.PARAGRAPH, content, "distribution-list")
    draft.parts(SectionKind.DISTRIBUTION).append(block)
    return True


def numbered_copies(piece: Piece, draft: Draft) -> bool:
    """`No. P84/422 Copies: Comrades Orlov, Belan`: the number and the distribution list on one line."""
    start = _COPIES.search(piece.text) if ":" in piece.text and len(piece.text) <= 300 else None
    number = form.number_line(piece.text[: start.start()]) if start else None
    found = read_distribution(piece.text[start.end() :], draft.next_key) if start and number else None
    if start is None or number is None or found is None or not found.events:
        return False
    kind, value, content = number
    if kind in ("", "telegram") and not draft.number:
        draft.number = value
        content = typed_numbers(content, "telegram")
    listed = found.content
    if draft.kind == "decision":
        # Those who get the extract get a copy of what it encloses.
        keys = {event.key: f"x{len(draft.recipients) + at}" for at, event in enumerate(found.events, start=1)}
        draft.recipients += [replace(event, key=keys[event.key]) for event in found.events]
        listed = tuple(
            replace(part, target=keys[part.target]) if isinstance(part, Span) and part.target else part
            for part in listed
        )
    else:
        draft.tell(found.events)
    block = as_block(piece, BlockKind.PARAGRAPH, (*typed_numbers(content, "sender"), " ", *listed), "number")
    draft.parts(SectionKind.DISTRIBUTION).append(block)
    return True


def broken_copy(piece: Piece, draft: Draft) -> int:
    """The recipient of a copy whose number stands alone on the line before (`Copy Nº 2` / `to Cde. Stalin`)."""
    last = draft.last_in(SectionKind.DISTRIBUTION)
    return int(last is not None and is_copy_number(plain_text(last.content)) and read_copies(piece, draft))


def begin_list(items: list[Piece | Node], position: int, draft: Draft, signed: bool = False) -> int:
    """Read `Copy Nº 1` above `to Cde. Stalin` as the first line of a list of copies: 1 if it is one.

    Above an address it is the number of the copy that lies before us: only small letters, a further copy, or the
    signature above show that it belongs to the recipient.
    """
    piece = items[position]
    if not isinstance(piece, Piece) or not piece.text.startswith(_FIRST) or not is_copy_number(piece.text):
        return 0
    texts = [item.text if isinstance(item, Piece) else "" for item in items[position : position + 3]]
    follows = len(texts) > 1 and is_recipient(texts[1])
    if not (signed or (follows and (texts[1][0].islower() or is_copy_number(texts[-1])))):
        return 0
    block = as_block(piece, BlockKind.PARAGRAPH, (piece.text,), "distribution-list")
    draft.parts(SectionKind.DISTRIBUTION).append(block)
    return 1
