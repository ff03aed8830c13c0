"""Fields of the forms of ministries: labels with or without a value, codes of offices, a headline that tells all."""

from __future__ import annotations

import re

from tei_edition.model import Block, BlockKind, Inline, Span, SpanKind, plain_text
from tei_edition.source import names
from tei_edition.source.dates import Near, find_dates
from tei_edition.source.draft import Draft, take
from tei_edition.source.inline import marked
from tei_edition.source.places import is_place
from tei_edition.source.quotation import Piece
from tei_edition.source.title import read_title

_LONGEST = 120
_CODES = re.compile(r"(?=\S*[A-ZА-Я])(?=\S*[/.]\S+[/.])[\w.()’'/-]{6,60}\.?(?:\s[–-]\s[\w/]{1,6})?")
"""Codes of offices and files: `DAC/DAS/DOr/600.(24h)`, `III/210/72911`, `p.b.73.Cuba.o.(U’Ch.) – PO`."""
_CODED = re.compile(
    r"(?:(?:Original|Copy also|Copies also)\sto|From|To)\s?:\s*(?:\[[^\[\]]{3,40}\]\s*)?(?P<value>\S.*)", re.I
)
_CODE = re.compile(
    r"(?:[A-Z\d]{2,8}|\d{1,4}(?:,\s?\d{1,4})*|\[[^\[\]]*(?:letters|illegible)[^\[\]]*\]|\s)+|\S*/\S*/\S*"
)
_STREET = re.compile(
    r"\d{1,5},?\s[^.:;]{3,40}?\b(?:Street|St\.?|Avenue|Ave\.?|Road|Rd\.?|Square)(?:,?\s[NSEW]{1,2}\.?)?", re.I
)
_FILE_NUMBER = re.compile(r"\d{2,4}\.?")
"""What goes on with the code of a file."""
_LETTERS = re.compile(r"[A-Z]{2,5}")
_COMMA = re.compile(r",\s+")
_STAMPED = re.compile(r"(?:RECEIVED|SENT|INCOMING|OUTGOING|RECEBIDO|EXPEDIDO|RECIBIDO|DRAFT)")
"""What a form prints below its heading, for either way of its telegrams."""
_EMPTY = re.compile(
    r"(?:Number|No\.?|(?:Response|Reply|Dispatch|Outgoing|Incoming)\s(?:No\.?|number)|Ref(?:erence|\.)?|File|Subject"
    r"|Copied\sto|Level|Urgency|Classification|Signature|Approved\sby)\s?:?\s*(?:\[(?:\.{3}|…)\])?",
    re.IGNORECASE,
)
_APPROVAL = re.compile(
    r"(?P<label>(?:Approved|Drafted|Issued|Released|Cleared|Written|Prepared)\sby\s?:\s*)(?P<names>\S.{1,100})", re.I
)
_HEADLINE = re.compile(
    r"(?:\w+\s){0,2}(?:Telegram|Cable)\s(?P<sign>(?:No\.?|nr\.?|N[º°]|№|\#)\s?)(?P<number>\d[\w/.-]*),?\s\S", re.I
)


def read_field(piece: Piece, draft: Draft, near: Near) -> int:
    """Read one line as a field of the form: 1 if it was one, 0 if it is none."""
    text = piece.text
    if len(text) > _LONGEST:
        return _headline(piece, draft, near)
    if draft.last and draft.last.kind is BlockKind.OFFICE and _goes_on(draft.last, text):
        return take(piece, draft, BlockKind.OFFICE, (text,), "office")
    if _STAMPED.fullmatch(text) or _EMPTY.fullmatch(text):
        return _service(piece, draft, "field")
    coded = _CODED.fullmatch(text) if ":" in text else None
    if _CODES.fullmatch(text) or (coded and _CODE.fullmatch(coded["value"]) and not is_place(coded["value"])):
        return _service(piece, draft, "routing")
    if draft.last and draft.last.rule == "routing" and _FILE_NUMBER.fullmatch(text):
        return _service(piece, draft, "routing")
    approval = _APPROVAL.fullmatch(text)
    if approval and all(names.is_name(name) for name in _COMMA.split(approval["names"])):
        return _service(piece, draft, "approval")
    return _headline(piece, draft, near)


def _goes_on(office: Block, text: str) -> bool:
    """Whether a line goes on with the name of the office above it, or with its address: a letterhead."""
    if not text[0].isupper() and not text[0].isdigit():
        return False
    return plain_text(office.content).endswith((" of", " of the")) or _STREET.fullmatch(text) is not None


def read_code(piece: Piece, draft: Draft, known: frozenset[str]) -> int:
    """`From: DIPL`, `To: III/210/729`: a department by its letters, a file.

    `known` are the words of the title, which name persons and places.
    """
    coded = _CODED.fullmatch(piece.text) if ":" in piece.text and len(piece.text) <= _LONGEST else None
    if coded is None:
        return 0
    value = coded["value"]
    if value.count("/") > 1 and _CODE.fullmatch(value):
        return _service(piece, draft, "routing")
    if not _LETTERS.fullmatch(value) or value.lower() in known or is_place(value):
        return 0
    return _service(piece, draft, "routing")


def below_stamp(draft: Draft) -> bool:
    """Whether the line before is the heading of a form, or what it prints below it: a number stands there."""
    last = draft.last
    return last is not None and last.rule in ("heading", "field") and not draft.number


def _service(piece: Piece, draft: Draft, value: str) -> int:
    return take(piece, draft, BlockKind.SERVICE, (Span(SpanKind.SERVICE, marked(piece.text), value=value),), value)


def _headline(piece: Piece, draft: Draft, near: Near) -> int:
    """`Telegram No. 17/62 Comrade Orlov, Oslo to Secretary Berg 26.10.1962`: number, both ends, day on one line."""
    text = piece.text
    match = _HEADLINE.match(text) if len(text) <= 2 * _LONGEST and not draft.number else None
    told = read_title(text) if match and " to " in text else None
    if match is None or told is None or not (told.senders and (told.addressees or told.place_to)):
        return 0
    number = match["number"].rstrip(".,")
    at = match.start("number")
    content: tuple[Inline, ...] = (text[:at], Span(SpanKind.NUMBER, (number,), value="telegram"))
    dated = next((found for found in find_dates(text, near) if not text[found.end :].strip(" .")), None)
    if dated:
        reading = dated.reading(near)
        draft.dated = draft.dated or reading
        day = Span(SpanKind.DATE, (dated.printed,), date=reading)
        content = (*content, text[at + len(number) : dated.start], day, text[dated.end :])
    else:
        content = (*content, text[at + len(number) :])
    draft.number = number
    draft.senders += [names.agent(name) for name in told.senders]
    draft.addressees += [names.agent(name) for name in told.addressees]
    draft.place, draft.place_to = draft.place or told.place_from, draft.place_to or told.place_to
    return take(piece, draft, BlockKind.HEADING, tuple(part for part in content if part), "headline")
