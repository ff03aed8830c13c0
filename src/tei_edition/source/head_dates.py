"""Dates in a form's head, and the hours with them: date lines, the day beside the number, an hour alone."""

from __future__ import annotations

import re

from tei_edition.model import BlockKind, Inline, Span, SpanKind, plain_text
from tei_edition.source import form
from tei_edition.source.dates import Near
from tei_edition.source.draft import Draft, take
from tei_edition.source.identity import may_be_same
from tei_edition.source.letters import FIGURES
from tei_edition.source.places import is_place
from tei_edition.source.quotation import Node, Piece
from tei_edition.source.times import find_times
from tei_edition.source.title import Title

_CLOCK = re.compile(r"\d{1,2}[:.]\d\d(?:\s?[ap]\.?\s?m\.?)?", re.IGNORECASE)
_LONGEST_PLACE = 40


def date_line(piece: Piece, draft: Draft, near: Near) -> int:
    """`Oslo, May 5, 1950—1 p.m.`, marks perhaps before it: an hour with the place is that of the sending."""
    if not FIGURES.search(piece.text):
        return 0
    lead = form.leading_marks(piece.text)
    start = len(plain_text(lead))
    dated = form.dateline(piece.text[start:], near)
    if dated is None:
        return 0
    content = (*lead, *date_message(dated, piece, draft))
    return take(piece, draft, BlockKind.DATELINE, content, "date-line")


def place_above_date(items: list[Piece | Node], position: int, draft: Draft, near: Near, title: Title) -> int:
    """`Oslo` above `5 May 1950`: where the message was written, unless the title says that it goes there."""
    item, below = items[position], items[position + 1] if position + 1 < len(items) else None
    if not isinstance(item, Piece) or not isinstance(below, Piece) or draft.place or draft.addressees:
        return 0
    if len(item.text) > _LONGEST_PLACE or not is_place(item.text) or may_be_same(item.text, title.place_to):
        return 0
    dated = form.dateline(below.text, near)
    if dated is None or dated.place:
        return 0
    place = item.text.rstrip(" .,")
    draft.place = place
    tail = item.text[len(place) :]
    content = (Span(SpanKind.PLACE, (place,)), *((tail,) if tail else ()))
    return take(item, draft, BlockKind.DATELINE, content, "date-line")


def dated_number(piece: Piece, draft: Draft, near: Near) -> int:
    """`NO: 587, May 5, 1 p.m.`: the number with the day and the hour of the message."""
    found = None if draft.number else form.number_before_date(piece.text)
    dated = form.dateline(piece.text[found[1] :], near) if found else None
    if found is None or dated is None:
        return 0
    draft.number = found[0]
    date_message(dated, piece, draft)
    at = piece.text.index(found[0])
    between = piece.text[at + len(found[0]) : found[1]]
    content = (piece.text[:at], Span(SpanKind.NUMBER, (found[0],), value="telegram"), between, *dated.content)
    return take(piece, draft, BlockKind.HEADING, content, "number")


def hour_line(piece: Piece, draft: Draft) -> int:
    """The hour of the line above, on a line of its own."""
    text = piece.text
    clock = next(iter(find_times(text)), None) if _CLOCK.fullmatch(text) else None
    if clock and not (text[: clock.start] + text[clock.end :]).strip(" .,"):
        hour = Span(SpanKind.TIME, (clock.printed,), value=clock.iso)
        content = tuple(part for part in (text[: clock.start], hour, text[clock.end :]) if part)
        return take(piece, draft, BlockKind.DATELINE, content, "hour")
    return 0


def date_message(dated: form.Dateline, piece: Piece, draft: Draft) -> tuple[Inline, ...]:
    """Let a date line of the head date the message; its marked-up text."""
    draft.dated = draft.dated or dated.date
    draft.infer_sending(dated.moment, dated.place, piece.line.number)
    draft.opens_with_number = draft.opens_with_number or bool(dated.place and "T" in dated.moment.when)
    draft.place = draft.place or dated.place
    return dated.content
