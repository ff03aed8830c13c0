"""What stands after a message: registration, copies, office notes; and where a message ends."""

from __future__ import annotations

import re

from tei_edition.model import (
    AgentKind,
    Block,
    BlockKind,
    CorrespondenceEvent,
    EventKind,
    SectionKind,
    Span,
    SpanKind,
)
from tei_edition.source import form, names
from tei_edition.source.copies import read_copies
from tei_edition.source.dates import Near
from tei_edition.source.distribution import announces_copies, lists_copies, read_copy
from tei_edition.source.draft import Draft
from tei_edition.source.inline import marked
from tei_edition.source.numbered import Warn
from tei_edition.source.pieces import RULE, as_block, typed_numbers
from tei_edition.source.quotation import PROCEDURE, Node, Piece
from tei_edition.source.running import is_prose
from tei_edition.source.service import SUBTYPES, is_clerks_line, office_lines, read_service

_MOST_OFFICE_LINES = 4
POSTSCRIPT = re.compile(r"(?:P\.?\s?S\.|PS\b|Postscript\b|Постскриптум\b)", re.IGNORECASE)
_NOTES = r"(?:foot)?notes?:?|this (?:cable|telegram) was (?:sent|dispatched|received)\b.{5,100}"
_TRACE = r"\d{1,2}\s?-?\s?[a-z]{1,3}|[a-z]{2,3}|\#{2,}"
# Before the signature only what no sentence of a message begins with; after it, everything of the office.
_OFFICE_NOTE_EARLY = re.compile(
    rf"(?:Typed by\b|Deciphered by\b|\w+ copies(?: printed)?\b|\[?Stamp\b|\[handwritten|(?:{_TRACE})$"
    r"|(?:Received|Seen|Read)\sby\s?:\s*\[[^\[\]]*\]\.?$"
    r"|(?:Note(?:\sof\s\w{2,20})?|Spravka|Справка)\s?:)",
    re.IGNORECASE,
)
_LONG_NOTE = re.compile(r"(?:Note(?:\sof\s\w{2,20})?|Spravka|Справка)\s?:|(?:Spravka|Справка)\b", re.IGNORECASE)
"""A note that an office added for its reader's sake; it may take a paragraph."""
_OFFICE_NOTE = re.compile(
    r"(?:Typed\b|Deciphered\b|Verified\b|\[?Stamp\b|\[handwritten|\w+ copies(?: printed)?\b|Spravka\b|File\b|Printed\b"
    r"|Note\sof\s\w{2,20}\s?:"
    rf"|(?:{_TRACE}|{_NOTES})$)",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"\(?signed\b", re.IGNORECASE)
_STOPS = (".", ":", ";", "!", "?")
_DASHED = re.compile(r"([-–—]\s?)(\d{2,5})(\s?[-–—])")
_DASHES = "-–—"
_SENDING = re.compile(
    r"this (?:cable|telegram|message) was (?P<verb>sent|(?:dis|des)patched)\b[^\d]{0,80}? (?:on|at) (?P<moment>.*\d.*)",
    re.IGNORECASE,
)
_LONGEST_NAME = 120
_LONG_NUMBER = re.compile(r"\d{4,}")


def ends_after(items: list[Piece | Node], position: int, near: Near, offices: bool = True) -> bool:
    """Whether no sentence of the message follows at once: only what stands after a signature, or nothing.

    An office may come first, if `offices` allows it.
    """
    if position + 1 >= len(items):
        return True
    following = items[position + 1]
    if isinstance(following, Node):
        return True
    text = following.text
    return bool(
        PROCEDURE.match(text)
        or POSTSCRIPT.match(text)
        or _OFFICE_NOTE.match(text)
        or _SIGNED.match(text)
        or announces_copies(text)
        or lists_copies(text)
        or form.number_line(text)
        or form.dateline(text, near)
        or _LONG_NUMBER.fullmatch(text)
        or read_copy(text, False, 0)
        or office_lines([text])
        or ((text.isupper() or position + 2 >= len(items)) and names.is_name(text))
        or (offices and (is_office(text) or form.body_signature(text)) and ends_after(items, position + 1, near, False))
        or (position + 2 >= len(items) and RULE.fullmatch(text))
        or (offices and _signs_too(items, position, near))
    )


def _signs_too(items: list[Piece | Node], position: int, near: Near) -> bool:
    """Whether below a line one more name, or one more body, signs: `I. I. Orlov` below `M. D. Petrov`."""
    one, other = (item.text if isinstance(item, Piece) else "" for item in items[position : position + 2])
    if max(len(one), len(other)) > _LONGEST_NAME or one[-1:] in _STOPS or other[-1:] in _STOPS:
        return False
    persons = all(len(text.split()) > 1 and names.is_name(text) for text in (one, other))
    if not persons and not all(names.is_body(text) and form.body_signature(text) for text in (one, other)):
        return False
    before = items[position - 1] if position else None
    # Three names or more are a list.
    listed = isinstance(before, Piece) and names.is_name(before.text)
    return not listed and ends_after(items, position + 1, near, False)


def is_office(text: str) -> bool:
    """Whether a line may be the office of the one who signs above it."""
    if text[-1:] in _STOPS or len(text.split()) > 10 or text[0] in _DASHES or lists_copies(text):
        return False
    return names.agent(text).kind is AgentKind.OFFICE_HOLDER and not is_prose(text)


def read_office(items: list[Piece | Node], position: int, draft: Draft, near: Near, warn: Warn) -> int:
    """Read what a clerk noted of his work (`Deciphered by X`, the time perhaps on the next line): how many lines."""
    first = items[position]
    if not isinstance(first, Piece) or not is_clerks_line(first.text):
        return 0
    pieces: list[Piece] = []
    for item in items[position : position + _MOST_OFFICE_LINES]:
        if not isinstance(item, Piece):
            break
        pieces.append(item)
    group = pieces[: office_lines([piece.text for piece in pieces])]
    if not group:
        return 0
    found = read_service([piece.text for piece in group], near, draft.next_key, draft.is_sent, False)
    for doubt in found.doubts:
        warn(doubt.rule, group[0].line.number, doubt.message)
    draft.tell(found.events)
    content = found.content if found.events else (Span(SpanKind.SERVICE, found.content, value=found.subtype),)
    lines = tuple(piece.line.number for piece in group)
    draft.parts(SectionKind.OFFICE_NOTES).append(Block(BlockKind.PARAGRAPH, content, lines, "office-note"))
    return len(group)


def read_dashed(items: list[Piece | Node], position: int, draft: Draft) -> bool:
    """Read `– 157 –` above those who see the telegram: its number; elsewhere it is that of a page."""
    item, below = items[position], items[position + 1] if position + 1 < len(items) else None
    match = _DASHED.fullmatch(item.text) if isinstance(item, Piece) and item.text[0] in _DASHES else None
    if match is None or not isinstance(item, Piece) or not (isinstance(below, Piece) and announces_copies(below.text)):
        return False
    draft.registration = draft.registration or match[2]
    content = (match[1], Span(SpanKind.NUMBER, (match[2],), value="sender"), match[3])
    block = as_block(item, BlockKind.PARAGRAPH, content, "registration-number")
    draft.parts(SectionKind.REGISTRATION).append(block)
    return True


def read_after(piece: Piece, draft: Draft, signed: bool, near: Near) -> bool:
    """Read a line that only stands after a message: copies, registration, office notes; whether it was one."""
    text = piece.text
    if read_copies(piece, draft):
        return True
    number = form.number_line(text)
    if number and (signed or not number[0]):
        # After the office's notes a number that says nothing of itself is the typist's.
        typist = bool(draft.sections) and draft.sections[-1][0] is SectionKind.OFFICE_NOTES
        if not number[0] and not typist:
            draft.registration = draft.registration or number[1]
        content = typed_numbers(number[2], "typing" if typist else "sender")
        block = as_block(piece, BlockKind.PARAGRAPH, content, "registration-number")
        draft.parts(SectionKind.REGISTRATION).append(block)
        return True
    dated = form.dateline(text, near) if signed else None
    if dated:
        if "T" in dated.moment.when:
            # A day with its hour is that of an office's work, not of the text.
            told = (Span(SpanKind.SERVICE, dated.content, value="date"),)
            block = as_block(piece, BlockKind.PARAGRAPH, told, "office-note")
            draft.parts(SectionKind.OFFICE_NOTES).append(block)
            return True
        draft.dated = draft.dated or dated.date
        block = as_block(piece, BlockKind.PARAGRAPH, dated.content, "registration-date")
        draft.parts(SectionKind.REGISTRATION).append(block)
        return True
    return _told_sending(piece, draft, near) or read_note(piece, draft, signed)


def _told_sending(piece: Piece, draft: Draft, near: Near) -> bool:
    """Read `This cable was sent to the embassy on May 5th at 6:00pm`: a note that tells the sending as a clerk does."""
    text = piece.text
    match = _SENDING.fullmatch(text) if text[:5].lower() == "this " and len(text) <= 2 * _LONGEST_NAME else None
    dated = form.dateline(match["moment"], near) if match and not draft.is_sent else None
    if match is None or dated is None:
        return False
    event = CorrespondenceEvent(f"e{draft.next_key}", EventKind.SENT, (), dated.moment)
    draft.tell([event])
    at = match.start("verb")
    told = (text[at : match.start("moment")], *dated.content)
    content = (text[:at], Span(SpanKind.SERVICE, told, value=SUBTYPES[EventKind.SENT], target=event.key))
    block = as_block(piece, BlockKind.PARAGRAPH, content, "office-note")
    draft.parts(SectionKind.OFFICE_NOTES).append(block)
    return True


def read_note(piece: Piece, draft: Draft, signed: bool) -> bool:
    """Read what an office noted, above the message or below it; whether the line is a note."""
    text = piece.text
    pattern = _OFFICE_NOTE if signed else _OFFICE_NOTE_EARLY
    if not pattern.match(text):
        return False
    long = _LONG_NOTE.match(text)
    if (len(text.split()) > 16 and not long) or (is_prose(text) and not (signed or long)):
        return False
    block = as_block(piece, BlockKind.PARAGRAPH, marked(text), "office-note")
    draft.parts(SectionKind.OFFICE_NOTES).append(block)
    return True
