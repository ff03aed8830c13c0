"""One part of a service line → its event: who did what, where and when, with the phrases that say so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from tei_edition.model import Agent, AgentKind, CorrespondenceEvent, DateReading, EventKind, Inline, Span, SpanKind
from tei_edition.source import names
from tei_edition.source.dates import FoundDate, Near, find_dates
from tei_edition.source.letters import CAPITALS, FIGURES
from tei_edition.source.service_words import BOTH_DAYS, CALLSIGN, CLERKS, LABEL, MEANS, SUBTYPES, VERB, kind_of
from tei_edition.source.times import FoundTime, combined, find_times

_STOP = (
    r"(?!(?:No|Nº|N°|To|TO|On|At|By|Sent|Received|SENT|RECEIVED|[DR]\.(?=\s\d)|Copy|Top|TOP|Urgent|URGENT|Secret)\b)"
)
_WORD = rf"{_STOP}[{CAPITALS}](?:[\w’'-]{{0,2}}\.|[\w’'-]*)"
PLACE = re.compile(
    rf"\b(?P<word>(?i:from|in)|Из|из|в)\b:?\s+(?P<name>{_WORD}(?:\s(?:(?:de|da|do|del|dos|la|el|al|e)\s)?{_WORD}){{0,3}}?"
    r"(?:,\sD\.\s?C\.?)?|(?<=Из\s)[а-яё-]{3,}(?=\s*[\d|]|$))"
    r"(?=$|[,.;\s]+(?:(?i:on|at|by|and|via|in|over|sent|received|dispatched|to|no\.?|nº|copy|в|на)\b|№|\#|\(|\[|\||\d|$))"
)
_AGENT = re.compile(
    r"\b(?P<word>to|by|at|in|into)\b:?\s(?:the\s)?(?P<name>[\w\[(][^|\n]*?)"
    r"(?=[\s,.;:]*(?:$|\||\s(?:on|at|by|to|from|in|via|over)\s))",
    re.IGNORECASE,
)
_CLERK = re.compile(r"\s?:\s?(?P<name>[\w\[(][^|\n]*)|\s(?P<russian>[А-ЯЁ][^|\n]*)")
NUMBER = re.compile(r"[\s,]{1,2}(?:No\.?|N[º°]|№|\#)\s?(?P<number>\d[\w./-]*\w|\d)")
_AFTER_LABEL = re.compile(r"\s?:\s?")
_ENDING = re.compile(r"[\s,.;:]+(?:(?:on|at|and)\b)?[\s,.;:]*$")
_FROM = re.compile(r"from\b|из\b", re.IGNORECASE)
_CAPITAL = re.compile(rf"[{CAPITALS}]")
_CAPITAL_OR_NUMBER = re.compile(rf"[{CAPITALS}]|\d\w*[^\W\d_]")
_NAME_BEGINS = re.compile(rf"[{CAPITALS}\d\[]")
_SEVERAL = re.compile(r",\s+|\s+and\s+|\s+и\s+")
_INITIAL_LAST = re.compile(r"\b[A-Z]\.$")
_SPANS = {AgentKind.ORGANISATION: SpanKind.ORGANISATION, AgentKind.OFFICE_HOLDER: SpanKind.ROLE}
_DATE_LABELS = ("date", "dated", "time", "дата", "время")

Mark = tuple[int, int, Span]


class Told(NamedTuple):
    """What a part of a service line tells: `subtype` is empty for words that tell nothing.

    `inferred` says that the line has no word for sending: a place with day and hour stands alone.
    """

    content: tuple[Inline, ...]
    subtype: str = ""
    event: CorrespondenceEvent | None = None
    place: str = ""
    dated: DateReading | None = None
    number: str = ""
    inferred: bool = False


def read_event(text: str, near: Near) -> list[Told]:
    """What one part of a service line tells: mostly one event, two where one word gives both days."""
    flat = text.replace("\n", " ")
    dates, times = find_dates(flat, near), find_times(flat)
    if len(dates) >= 2 and BOTH_DAYS.search(flat):
        return _both_days(text, dates, near)
    marks = _moment_marks(dates, times, near)
    masked = list(flat)
    for start, end, _ in marks:
        masked[start:end] = "|" * (end - start)
    hidden = "".join(masked)
    moment = _moment(flat, dates, times, near)
    label, verb = LABEL.match(flat), VERB.search(flat)
    if label:
        return [_labelled(text, hidden, label, marks, moment)]
    return [_told(text, flat, hidden, verb, marks, moment)]


def _told(
    text: str, flat: str, hidden: str, verb: re.Match[str] | None, marks: list[Mark], moment: DateReading | None
) -> Told:
    kind = kind_of(verb) if verb else None
    agents: list[Agent] = []
    origin = number = ""
    callsign = CALLSIGN.search(flat)
    if callsign:
        agents.append(Agent(AgentKind.CALLSIGN, callsign[0]))
        marks.append((*callsign.span(), Span(SpanKind.CALLSIGN, (callsign[0],))))
    place = None if callsign else PLACE.search(hidden)
    if place and (FIGURES.search(place["name"]) or names.agent(place["name"]).kind is not AgentKind.PERSON):
        place = None
    if place:
        name = _bare(place["name"])
        marks.append((place.start("name"), place.start("name") + len(name), Span(SpanKind.PLACE, (name,))))
        comes_from = place["word"].lower() in ("from", "из")
        origin = name if comes_from else ""
        # "from PEKING received at …": the place is that of the sending, not of the reception.
        if not comes_from or kind in (None, EventKind.SENT):
            agents.append(Agent(AgentKind.PLACE, name))
        numbered = NUMBER.match(hidden, place.end("name")) if comes_from and not verb else None
        if numbered:
            number = numbered["number"]
            marks.append((*numbered.span("number"), Span(SpanKind.NUMBER, (number,), value="sender")))
    if verb and kind:
        kind = _participants(hidden, verb, kind, agents, marks)
    spans = tuple(_spans(text, marks))
    if kind is None:
        # Day and hour beside the place of origin are those of the sending; a day alone may be the form's.
        if agents and moment and "T" in moment.when:
            moment = replace(moment, certainty="medium")
            event = CorrespondenceEvent("", EventKind.SENT, tuple(agents), moment)
            return Told(spans, "sent", event, origin, None, number, inferred=True)
        named = bool(agents or marks or _FROM.match(flat))
        return (
            Told(spans or (text,), "origin" if named else "", None, origin, moment, number) if named else Told((text,))
        )
    if not (marks or agents):
        return Told(spans, SUBTYPES.get(kind, "received"), None, origin)
    return Told(spans, SUBTYPES[kind], CorrespondenceEvent("", kind, tuple(agents), moment), origin, None, number)


def _participants(
    hidden: str, verb: re.Match[str], kind: EventKind, agents: list[Agent], marks: list[Mark]
) -> EventKind:
    """Find who takes part; the kind of event, which the kind of participant may change."""
    taken = [(start, end) for start, end, _ in marks]
    for found in _AGENT.finditer(hidden, verb.end()):
        start, word = found.start("name"), found["word"].lower()
        name = _ENDING.sub("", found["name"])
        if not name or name.lower() in MEANS or not _CAPITAL_OR_NUMBER.search(name):
            continue
        if any(a < start + len(name) and start < b for a, b in taken):
            continue
        agent = names.agent(name)
        plain = agent.kind is AgentKind.PERSON and not names.HONORIFIC.match(name) and "." not in name
        if agent.kind is AgentKind.PERSON and not names.is_name(name) and " and " not in name and "," not in name:
            continue
        if word == "by" or not plain:
            _persons(name, start, agents, marks)
        elif word in ("at", "in"):
            agents.append(Agent(AgentKind.PLACE, name))
            marks.append((start, start + len(name), Span(SpanKind.PLACE, (name,))))
        # "Transmitted to X": a bare name may be a place or a person, so it stays a word of the line.
        if kind is EventKind.SENT and word == "to" and not plain:
            kind = EventKind.RELAY
        elif kind is EventKind.STATION and agent.kind is AgentKind.ORGANISATION and verb[0].lower() == "arrived":
            # What arrives at an office has been received before: it is handed on.
            kind = EventKind.RELAY
    if kind in CLERKS and not agents:
        clerk = _CLERK.match(hidden, verb.end())
        group = "name" if clerk and clerk["name"] else "russian"
        if clerk and clerk[group]:
            name = _ENDING.sub("", clerk[group])
            if _CAPITAL.search(name) and len(name.split()) <= 6 and not LABEL.match(name):
                _persons(name, clerk.start(group), agents, marks)
    return kind


def _persons(printed: str, start: int, agents: list[Agent], marks: list[Mark]) -> None:
    """One participant, or the several that "and" joins."""
    pieces = _SEVERAL.split(printed)
    if len(pieces) == 1 or not all(names.is_name(piece) for piece in pieces):
        pieces = [printed]
    position = 0
    for piece in pieces:
        at = printed.index(piece, position)
        position = at + len(piece)
        found = names.agent(piece)
        agents.append(found)
        marks.append(
            (start + at, start + position, Span(_SPANS.get(found.kind, SpanKind.PERSON), (piece,), value=found.name))
        )


def _labelled(text: str, hidden: str, label: re.Match[str], marks: list[Mark], moment: DateReading | None) -> Told:
    """`Date: 3.XI 1962`, `Sending: Havana`, `Sending: IV department`, `Place:`: a field of the form."""
    word = label["label"].strip().lower()
    colon = _AFTER_LABEL.match(hidden, label.end())
    start = colon.end() if colon else label.end()
    name = _ENDING.sub("", hidden[start:])
    if word in _DATE_LABELS:
        if moment and "T" in moment.when:
            # A form that gives the hour with its date means the sending.
            event = CorrespondenceEvent("", EventKind.SENT, (), replace(moment, certainty="medium"))
            return Told(tuple(_spans(text, marks)), "sent", event, dated=moment, inferred=True)
        return Told(tuple(_spans(text, marks)), "date", dated=moment)
    place = ""
    if name and "|" not in name and _NAME_BEGINS.match(name):
        found = names.agent(name)
        kind = _SPANS.get(found.kind, SpanKind.PERSON)
        if kind is SpanKind.PERSON and not names.HONORIFIC.match(name) and "." not in name and "[" not in name:
            # A form's field for the sender without title or initials names the embassy's place.
            kind, place = SpanKind.PLACE, name
        marks.append((start, start + len(name), Span(kind, (name,), value="" if place else found.name)))
    return Told(tuple(_spans(text, marks)), "origin", place=place)


def _both_days(text: str, dates: Sequence[FoundDate], near: Near) -> list[Told]:
    """`ON/27/28/X/62`: sent on the first day, received on the second."""
    first, second = dates[0], dates[1]
    told = []
    for found, start, end, kind in (
        (first, 0, first.end, EventKind.SENT),
        (second, first.end, len(text), EventKind.STATION),
    ):
        reading = found.reading(near)
        mark = Span(SpanKind.DATE, (found.printed,), date=reading)
        spans = _spans(text[start:end], [(found.start - start, found.end - start, mark)])
        told.append(
            Told(
                tuple(spans), SUBTYPES[kind], CorrespondenceEvent("", kind, (), combined(found.printed, reading, None))
            )
        )
    return told


def _moment_marks(dates: Sequence[FoundDate], times: Sequence[FoundTime], near: Near) -> list[Mark]:
    marks = [(one.start, one.end, Span(SpanKind.DATE, (one.printed,), date=one.reading(near))) for one in dates]
    return marks + [(one.start, one.end, Span(SpanKind.TIME, (one.printed,), value=one.iso)) for one in times]


def _moment(text: str, dates: Sequence[FoundDate], times: Sequence[FoundTime], near: Near) -> DateReading | None:
    """The first day with the first hour: of a pair of local and Moscow time the first is that of the place."""
    if not dates:
        return None
    time = times[0] if times else None
    if time and FIGURES.search(text, min(dates[0].end, time.end), max(dates[0].start, time.start)):
        # What stands between may be the year, damaged: then the hour is that of another day.
        time = None
    first = min(dates[0].start, time.start if time else dates[0].start)
    last = max(dates[0].end, time.end if time else dates[0].end)
    return combined(text[first:last], dates[0].reading(near), time)


def _bare(name: str) -> str:
    return name if _INITIAL_LAST.search(name) else name.rstrip(".")


def _spans(text: str, marks: list[Mark]) -> list[Inline]:
    content: list[Inline] = []
    position = 0
    for start, end, span in sorted(marks, key=lambda mark: mark[:2]):
        if start < position:
            continue
        content += broken(text[position:start])
        # A name may wrap too: its own content then holds the line break.
        content.append(Span(span.kind, tuple(broken(text[start:end])), span.value, span.target, span.date))
        position = end
    return content + broken(text[position:])


def broken(text: str) -> list[Inline]:
    """`text` with the ends of lines as phrases."""
    if "\n" not in text:
        return [text] if text else []
    content: list[Inline] = []
    for number, piece in enumerate(text.split("\n")):
        if number:
            content.append(Span(SpanKind.BREAK))
        if piece:
            content.append(piece)
    return content
