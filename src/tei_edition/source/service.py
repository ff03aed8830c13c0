"""Service lines: `From Correspondent 20 Sent 17.7.52 / 18:45 Received 17.7 20:50` → events with their times.

A line may hold several events, and the time of an event may wrap to the next line. Clerks' lines (`Deciphered by
Karpukhin / at 1430 11 November`) stand before the message or after it; labels of the form may have no value.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from tei_edition.model import (
    AgentKind,
    ConversionWarning,
    CorrespondenceEvent,
    DateReading,
    EventKind,
    Inline,
    Span,
    SpanKind,
)
from tei_edition.source import names
from tei_edition.source.dates import Near, find_dates, impossible_dates
from tei_edition.source.letters import CAPITALS, FIGURES
from tei_edition.source.places import is_place
from tei_edition.source.service_events import NUMBER, PLACE, Told, broken, read_event
from tei_edition.source.service_words import (
    BOTH_DAYS,
    CALLSIGN,
    CLERKS,
    CUT,
    LABEL,
    MOMENT_LABEL,
    START,
    SUBTYPES,
    VERB,
    is_no_service_line,
    kind_of,
)
from tei_edition.source.times import find_times, may_tell_time

__all__ = [
    "SUBTYPES",
    "Service",
    "is_clerks_line",
    "is_service",
    "office_lines",
    "read_service",
    "service_lines",
    "wraps",
]

_LONGEST = 220
"""No service line is longer."""
_GOES_ON = re.compile(r"(?:\b(?:at|on|by|to|in|into|from|the|of|and|в|на|и)|,)$", re.IGNORECASE)
_LONGEST_LINK = 6
_DATE_FIRST = re.compile(r"\d{1,2}[. /]|(?:at|on|в)\s\d")
_CAPITAL = re.compile(rf"[{CAPITALS}]")
_MINUTES_FOLLOW = re.compile(r"(?:hours?|hrs\.?|час(?:ов|а)?\.?),?\s(?:and\s)?[0-5]?\d$", re.IGNORECASE)
_MINUTES = re.compile(r"(?:minutes?|mins?\b|минут[аы]?|мин\b)", re.IGNORECASE)
_HANDED = re.compile(r"\s(?:to|by)\b\s?:?\s(?:the\s)?(?P<name>[^:]{2,120})", re.IGNORECASE)
_RUSSIAN_ORIGIN = re.compile(r"^Из\s[а-яё-]{3,30}(?=\s\d)")
_CLERK = re.compile(r"(?:\sby\b\s?:?|\s?:)\s(?P<name>[^:]{2,60})$", re.IGNORECASE)
_CLERK_RUSSIAN = re.compile(r"\s?:?\s?(?P<name>[А-ЯЁ][^:]{1,60})$")
_HOUR_APART = re.compile(r"(?:Time|Hour)\b[^:]{0,20}:\s?\d", re.IGNORECASE)
_SENT_TO = re.compile(r"Sent to\s?:", re.IGNORECASE)
"""The address of an outgoing telegram."""
_DAY_ALONE = re.compile(r"Dated?\s?:[^:]+", re.IGNORECASE)
_FROM_ALONE = re.compile(r"From\s?:", re.IGNORECASE)
_ANY_DAY = date(1950, 6, 15)
"""The anchor of a dropped year where only is asked whether a date stands there."""


@dataclass(frozen=True, slots=True)
class Service:
    """A service line (or several that wrap): its content and the events that it tells.

    `place` is the place of origin; `dated` the form's own date (`Date: 3.XI 1962`), which is no time of sending;
    `number` the one that the office of origin gave (`From BEIJING No. 1309`); `subtype` what a line without events is
    about (origin, date, received, …): its content is not marked as a service then; `inferred` is the key of a sending
    that no word tells, empty where there is none; `doubts` are warnings whose line the caller knows.
    """

    content: tuple[Inline, ...]
    events: tuple[CorrespondenceEvent, ...]
    place: str = ""
    dated: DateReading | None = None
    number: str = ""
    subtype: str = ""
    inferred: str = ""
    doubts: tuple[ConversionWarning, ...] = ()


def is_service(text: str) -> bool:
    """Whether a line tells an event or is a label of the form: a verb with a moment or a clerk, an origin, `Date:`."""
    if len(text) > _LONGEST:
        return False
    if _SENT_TO.match(text):
        return False
    if text[:1] == "[" and text[-1:] == "]":
        text = text[1:-1]
    if "/" in text and BOTH_DAYS.search(text):
        return len(text) <= 60 and not is_no_service_line(text)
    start = START.match(text)
    if start is None or is_no_service_line(_RUSSIAN_ORIGIN.sub("Из", text) if text.startswith("Из") else text):
        return False
    rest = text[start.end() :]
    if start["label"]:
        return _is_value(start["label"].strip().lower(), rest.lstrip(" :"))
    if start["origin"]:
        place = PLACE.match(text.rstrip(". "))
        alone = place and NUMBER.sub("", text[place.end() :], count=1).strip(" .,") == "" and _is_place(place)
        return bool(_has_moment(text) or CALLSIGN.search(text) or not rest.strip(" :") or alone)
    return _has_moment(text) or text.rstrip(" .…_").endswith(":") or _has_clerk(text)


def wraps(before: str, text: str) -> bool:
    """Whether `text` goes on with the service line `before`: it gives the time or clerk that `before` lacks."""
    if len(text) >= 160:
        return False
    goes_on = _GOES_ON.search(before, max(0, len(before) - _LONGEST_LINK))
    begins = may_tell_time(text) or _MINUTES.match(text) or _DAY_ALONE.match(text)
    if not (goes_on or begins or _FROM_ALONE.fullmatch(before)) or is_no_service_line(text):
        return False
    if MOMENT_LABEL.fullmatch(before):
        return _begins_with_moment(text)
    if _MINUTES.match(text) and _MINUTES_FOLLOW.search(before):
        return True
    if _halves(before, text):
        return True
    verbs = list(VERB.finditer(before))
    origin = START.match(before)
    if not verbs and not (origin and origin["origin"]):
        return False
    if _FROM_ALONE.fullmatch(before):
        return is_place(text.rstrip(" ."))
    tail = before[verbs[-1].start() :] if verbs else before
    if goes_on and not START.match(text) and (_has_moment(text) or len(text.split()) <= 8):
        return True
    if verbs and _HOUR_APART.match(text) and _has_moment(tail) and not find_times(tail):
        return True
    times = find_times(text)
    if times and times[0].start <= 3 and not find_times(tail):
        return not (start := START.match(text)) or not start["verb"]
    return bool(verbs and _DATE_FIRST.match(text) and _has_moment(text)) and not _has_moment(tail)


def _halves(one: str, other: str) -> bool:
    """Whether two fields of a form give a day and its hour: `Date: 5.V.1950`, `Time: 18:15`."""
    day, hour = (one, other) if _DAY_ALONE.fullmatch(one) else (other, one)
    if not _DAY_ALONE.fullmatch(day) or not _HOUR_APART.match(hour):
        return False
    return not any(True for _ in find_times(day)) and not any(True for _ in find_dates(hour, _ANY_DAY))


def _begins_with_moment(text: str) -> bool:
    """Whether a line is the day or the hour that a label above it asks for."""
    first = next((date.start for date in find_dates(text, _ANY_DAY)), len(text))
    return min(first, next((time.start for time in find_times(text)), len(text))) <= 3 and not START.match(text)


def service_lines(texts: Sequence[str]) -> int:
    """How many of the first `texts` are one service line that wraps: 0 if the first is none."""
    if not texts or not is_service(texts[0]):
        return 0
    count = 1
    while count < len(texts) and wraps(texts[count - 1], texts[count]):
        count += 1
    return count


def is_clerks_line(text: str) -> bool:
    """Whether a line begins as those do that tell what a clerk did."""
    verb = VERB.match(text) if len(text) <= _LONGEST else None
    return verb is not None and kind_of(verb) in CLERKS


def office_lines(texts: Sequence[str]) -> int:
    """How many of the first `texts` tell what a clerk did, as lines before and after a message do: 0 if none."""
    return service_lines(texts) if texts and is_clerks_line(texts[0]) else 0


def read_service(lines: list[str], near: Near, first_key: int, sent: bool = False, infer: bool = True) -> Service:
    """The content and events of service lines that belong together; keys of events count from `first_key`.

    A message is sent once: where `sent` says that the form has told the sending, a further one is a relay. Unless
    `infer`, a sending that no word tells is none.
    """
    text = "\n".join(lines)
    if text[:1] == "[" and text[-1:] == "]":
        # What an edition adds to the head of a text: `[Received May 5—9:12 a.m.]`
        inner = read_service(text[1:-1].split("\n"), near, first_key, sent, infer)
        return replace(inner, content=("[", *inner.content, "]"))
    content: list[Inline] = []
    events: list[CorrespondenceEvent] = []
    doubts = [
        ConversionWarning("impossible-date", 0, f"'{printed}' is no day of any calendar")
        for printed in impossible_dates(text)
    ]
    place, number, inferred, dated = "", "", "", None
    segments = _segments(text)
    for position, segment in enumerate(segments):
        stripped = segment.rstrip()
        for told in read_event(stripped, near):
            place, number, dated = place or told.place, number or told.number, dated or told.dated
            value, target = told.subtype, ""
            if told.inferred and (sent or not infer):
                value = "date"
            elif told.event:
                key, kind = f"e{first_key + len(events)}", told.event.kind
                if kind is EventKind.SENT and sent:
                    kind = EventKind.RELAY
                event = CorrespondenceEvent(key, kind, told.event.agents, told.event.date)
                sent = sent or event.kind is EventKind.SENT
                events.append(event)
                value, target = SUBTYPES.get(event.kind, "received"), event.key
                inferred = event.key if told.inferred else inferred
                doubts += _doubts(event, told)
            content.append(
                Span(SpanKind.SERVICE, told.content, value=value, target=target) if value else told.content[0]
            )
        if position + 1 < len(segments):
            trailing = segment[len(stripped) :]
            content += broken(trailing) or [" "]
    subtype = ""
    if not events:
        spans = [part for part in content if isinstance(part, Span) and part.kind is SpanKind.SERVICE]
        subtype = spans[0].value if spans else "origin"
        content = [inner for part in content for inner in (part.content if part in spans else (part,))]
    return Service(tuple(content), tuple(events), place, dated, number, subtype, inferred, tuple(doubts))


def _doubts(event: CorrespondenceEvent, told: Told) -> list[ConversionWarning]:
    if told.inferred:
        return []
    if event.date and (not event.date.when or event.date.certainty):
        return [ConversionWarning("ambiguous-date", 0, f"'{event.date.printed}' has two readings")]
    return []


def _segments(text: str) -> list[str]:
    """`text` cut before each verb and label; an origin joins the sending that follows it."""
    starts = [0, *(match.start() for match in CUT.finditer(text) if match.start())]
    pieces = [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    joined: list[str] = []
    for piece in pieces:
        last = joined[-1] if joined else ""
        complete = (VERB.search(last) or LABEL.search(last)) and (
            _has_moment(last.replace("\n", " ")) or ":" in last or _has_clerk(last.strip())
        )
        if last and (not complete or _halves(last.strip(), piece.strip())):
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined


def _is_value(label: str, value: str) -> bool:
    """Whether `value` is what the label of a form asks for, or nothing."""
    if not value.strip():
        return True
    if label in ("date", "dated", "time", "дата", "время"):
        return _has_moment(value) or (label in ("time", "время") and _has_moment(f"at {value}"))
    return len(value.split()) <= 5 and len(value) <= 60


def _is_place(match: re.Match[str]) -> bool:
    """Whether what stands after "from" is a place, no person with a title and no body."""
    name = match["name"]
    return not names.HONORIFIC.match(name) and names.agent(name).kind is AgentKind.PERSON


def _has_clerk(text: str) -> bool:
    """Whether a line names the clerk: `Deciphered by Karpukhin`, `Verified: shift chief Mokr[uko]`."""
    verb = VERB.search(text)
    if verb is None or START.match(text) is None:
        return False
    if kind_of(verb) not in CLERKS:
        handed = _HANDED.fullmatch(text, verb.end())
        return handed is not None and (
            names.HONORIFIC.match(handed["name"]) is not None or names.is_body(handed["name"])
        )
    russian = verb[0][0].lower() in "абвгдежзийклмнопрстуфхцчшщэюя"
    found = _CLERK.match(text, verb.end()) or (_CLERK_RUSSIAN.match(text, verb.end()) if russian else None)
    if found is None or len(found["name"].split()) > 6:
        return False
    # `Checked by [unknown signature]`: a clerk whom the translator could not read.
    return found["name"][0] == "[" or _CAPITAL.search(found["name"]) is not None


def _has_moment(text: str) -> bool:
    """Whether a date, possible or not, or a time stands here, be it cut off by the end of the line."""
    if find_dates(text, _ANY_DAY) or find_times(text):
        return True
    return FIGURES.search(text) is not None and bool(_MINUTES_FOLLOW.search(text) or impossible_dates(text))
