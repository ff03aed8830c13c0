"""Heads of cables of the seventies: a date-time group, and lines that begin with FM, TO, INFO, TELNO.

`R 051234Z MAY 73` / `FM AMEMBASSY OSLO` / `TO SECSTATE WASHDC PRIORITY 4321` / `INFO AMEMBASSY PARIS` / `S E C R E T
OSLO 0345`; `FM OSLO 051234Z MAY 73` / `TO PRIORITY FCO` / `TELNO 301`; `FM OSLO MAY5/62 CONFD` / `TO EXTERNAL 370`.
"""

from __future__ import annotations

import re
from datetime import date

from tei_edition.model import (
    Agent,
    AgentKind,
    BlockKind,
    CorrespondenceEvent,
    DateReading,
    EventKind,
    Inline,
    Span,
    SpanKind,
    plain_text,
)
from tei_edition.source import form, names
from tei_edition.source.draft import Draft, take
from tei_edition.source.months import MONTHS
from tei_edition.source.places import is_place, starts_with_place
from tei_edition.source.quotation import Piece

_LONGEST = 160
_BEGINS = re.compile(r"(?:FM|TO|INFO|TELNO|OF|[ORPZY])\s|\d{6}Z\s|(?:[A-Z]\s){4}")
_MONTH = "JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC"
_GROUP = re.compile(
    rf"(?P<day>\d\d)(?P<hour>[0-2]\d)(?P<minute>[0-5]\d)Z\s(?P<month>{_MONTH})[A-Z]*\s(?P<year>(?:19)?\d\d)\b"
)
_SHORT_DAY = re.compile(rf"(?P<month>{_MONTH})(?P<day>\d{{1,2}})/(?P<year>\d\d)\b")
_PRECEDENCE = re.compile(r"[ORPZY](?:\s[ORPZY])?\s(?=\d{6}Z)|OF\s(?=\d{6}Z)")
_NUMBER = re.compile(r"TELNO\s(?P<number>\d{1,5})")
_SPACED = re.compile(
    r"(?P<mark>(?:[A-Z]\s){4,}[A-Z])(?:\s(?P<more>NOFORN|LIMDIS|EXDIS|NODIS|SECTION \d+ OF \d+))?"
    r"\s(?P<place>[A-Z]+(?:\s[A-Z]+){0,2})\s(?P<number>\d{3,6})"
)
_TAIL = re.compile(r"(?:\s(?:\d{1,6}|PRIORITY|ROUTINE|IMMEDIATE|FLASH|DESKBY\s\S+|OPIMMED|NIACT))+$")
_COMMA = re.compile(r",\s")
_FIGURES = re.compile(r"\d+")
_LEAD = re.compile(r"(?:(?:PRIORITY|ROUTINE|IMMEDIATE|FLASH)\s)+")


def read_cable_line(piece: Piece, draft: Draft) -> int:
    """Read a line of a cable's head into the draft: 1 if it is one."""
    text = piece.text
    if len(text) > _LONGEST or not _BEGINS.match(text) or not text.isupper():
        return 0
    return _dated(piece, draft) or _from(piece, draft) or _to(piece, draft) or _numbered(piece, draft)


def _dated(piece: Piece, draft: Draft) -> int:
    """`R 051234Z MAY 73`: when the cable was sent, in Greenwich time."""
    lead = _PRECEDENCE.match(piece.text)
    start = lead.end() if lead else 0
    group = _GROUP.fullmatch(piece.text.rstrip(" ."), start)
    reading = _moment(group) if group else None
    if group is None or reading is None:
        return 0
    # A second group is that of the telegram to which the number belongs.
    kind = BlockKind.SERVICE if draft.is_sent else BlockKind.SERVICE_SENT
    return take(piece, draft, kind, _sent(piece.text, group, reading, draft), "date-time-group")


def _from(piece: Piece, draft: Draft) -> int:
    """`FM AMEMBASSY OSLO`, `FM OSLO 051234Z MAY 73`: the mission or its seat, perhaps with the moment."""
    text = piece.text
    if not text.startswith("FM "):
        return 0
    group, day = _GROUP.search(text), _SHORT_DAY.search(text)
    end = group.start() if group else day.start() if day else len(text)
    name = text[3:end].rstrip()
    if not (is_place(name) or names.is_body(name)) and not (group or day):
        return 0
    if is_place(name) or not names.is_body(name):
        # What stands between FM and a moment is the seat of the mission.
        draft.place = draft.place or name
        origin = Span(SpanKind.PLACE, (name,))
    else:
        draft.senders.append(names.agent(name))
        draft.place = draft.place or _seat(name)
        origin = Span(SpanKind.ORGANISATION, (name,), value=names.agent(name).name)
    content: tuple[Inline, ...] = ("FM ", origin, text[3 + len(name) : end])
    reading = _moment(group) if group else _day(day) if day else None
    found = group or day
    if found and reading and group:
        tail = _sent(text[end:], _GROUP.search(text[end:]) or group, reading, draft)
        return take(
            piece, draft, BlockKind.SERVICE_SENT, (Span(SpanKind.SERVICE, content, value="origin"), *tail), "cable"
        )
    if found and reading:
        draft.dated = draft.dated or reading
        content = (*content, Span(SpanKind.DATE, (found[0],), date=reading), text[found.end() :])
    elif text[end:]:
        content = (*content, text[end:])
    origin_line = Span(SpanKind.SERVICE, tuple(part for part in content if part), value="origin")
    return take(piece, draft, BlockKind.SERVICE, (origin_line,), "cable")


def _to(piece: Piece, draft: Draft) -> int:
    """`TO SECSTATE WASHDC PRIORITY 4321`, `INFO OSLO, BONN`: offices by their telegraphic names, below FM."""
    text = piece.text
    word = next((word for word in ("TO ", "INFO ") if text.startswith(word)), "")
    if not word or draft.last is None or draft.last.rule not in ("cable", "date-time-group", "address"):
        return 0
    if draft.last.rule == "address" and word == "TO ":
        return 0
    lead = _LEAD.match(text, len(word))
    start = lead.end() if lead else len(word)
    tail = _TAIL.search(text, start)
    end = tail.start() if tail else len(text)
    content: list[Inline] = [text[:start]]
    position, found = start, []
    for name in (one.strip(" .") for one in _COMMA.split(text[start:end])):
        if not name or (word != "TO " and " " in name and not (is_place(name) or names.is_body(name))):
            # `INFO WASHDC LONDON` may be two.
            continue
        at = text.index(name, position)
        kind = AgentKind.PLACE if is_place(name) else AgentKind.ORGANISATION
        found.append(Agent(kind, name))
        span = SpanKind.PLACE if kind is AgentKind.PLACE else SpanKind.ORGANISATION
        content += [text[position:at]] if at > position else []
        content.append(Span(span, (name,), value="" if kind is AgentKind.PLACE else name))
        position = at + len(name)
    if not found:
        return 0
    number = _FIGURES.search(text, end) if word == "TO " and _SHORT_DAY.search(plain_text(draft.last.content)) else None
    if number and not draft.number:
        # Below a day without hour the number is the telegram's, else one of the receiving office.
        draft.number = number[0]
        content += [text[position : number.start()], Span(SpanKind.NUMBER, (number[0],), value="telegram")]
        position = number.end()
    content += [text[position:]] if text[position:] else []
    if word == "TO ":
        draft.addressees += found
    else:
        draft.tell([CorrespondenceEvent(f"cc{draft.next_key}", EventKind.COURTESY_COPY, tuple(found))])
    return take(piece, draft, BlockKind.ADDRESS, tuple(content), "address")


def _numbered(piece: Piece, draft: Draft) -> int:
    """`TELNO 301`, `C O N F I D E N T I A L OSLO 0345`: the number, with the secrecy in spaced letters."""
    text = piece.text
    match = _NUMBER.fullmatch(text)
    if match is None:
        match = _SPACED.match(text)
        collapsed = form.marks(names.collapse(match["mark"])) if match else None
        if match is None or not collapsed or text[match.end() :].strip(" ."):
            return 0
        mark = next((part for part in collapsed if isinstance(part, Span)), None)
        if mark is None or mark.kind is not SpanKind.SECRECY:
            return 0
        lead: tuple[Inline, ...] = (Span(mark.kind, (match["mark"],), value=mark.value),)
        start = match.end("mark")
        draft.place = draft.place or (match["place"] if is_place(match["place"]) else "")
    else:
        lead, start = (), 0
    number = match["number"]
    draft.number = draft.number or number
    at = match.start("number")
    kind = "telegram" if draft.number == number else "sender"
    content = (*lead, text[start:at], Span(SpanKind.NUMBER, (number,), value=kind), text[at + len(number) :])
    return take(piece, draft, BlockKind.HEADING, tuple(part for part in content if part), "number")


def _sent(text: str, group: re.Match[str], reading: DateReading, draft: Draft) -> tuple[Inline, ...]:
    """Tell the sending at the moment of a date-time group; the words of the line."""
    moment = Span(SpanKind.DATE, (group[0],), date=reading)
    words = tuple(part for part in (text[: group.start()], moment, text[group.end() :]) if part)
    if draft.is_sent:
        return (Span(SpanKind.SERVICE, words, value="date"),)
    key = f"e{draft.next_key}"
    draft.tell([CorrespondenceEvent(key, EventKind.SENT, (), reading)])
    return (Span(SpanKind.SERVICE, words, value="sent", target=key),)


def _moment(group: re.Match[str]) -> DateReading | None:
    day = _day(group)
    if day is None or int(group["hour"]) > 23:
        return None
    return DateReading(group[0], f"{day.when}T{group['hour']}:{group['minute']}:00+00:00")


def _day(match: re.Match[str]) -> DateReading | None:
    year = int(match["year"]) + (1900 if len(match["year"]) == 2 else 0)
    try:
        return DateReading(match[0], date(year, MONTHS[match["month"].lower()], int(match["day"])).isoformat())
    except ValueError:
        return None


def _seat(mission: str) -> str:
    """The known place in the name of a mission: `AMEMBASSY OSLO`."""
    words = mission.split()
    return next((place for at in range(1, len(words)) if (place := starts_with_place(" ".join(words[at:])))), "")
