"""Service lines: `From Correspondent 20 Sent 17.7.52 / 18:45 Received 17.7 20:50` → events with their times.

A line may hold several events, and the time of an event may wrap to the next line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from tei_edition.model import Agent, AgentKind, CorrespondenceEvent, DateReading, EventKind, Inline, Span, SpanKind
from tei_edition.source import names
from tei_edition.source.dates import FoundDate, find_dates
from tei_edition.source.times import FoundTime, combined, find_times

_VERBS = {
    "sent": EventKind.SENT,
    "dispatched": EventKind.SENT,
    "отправлена": EventKind.SENT,
    "received": EventKind.STATION,
    "arrived": EventKind.STATION,
    "получена": EventKind.STATION,
    "transmitted": EventKind.RELAY,
    "forwarded": EventKind.RELAY,
    "deciphered": EventKind.DECIPHERMENT,
    "typed": EventKind.TYPING,
    "came": EventKind.PROCESSING,
    "processed": EventKind.PROCESSING,
    "taken": EventKind.PROCESSING,
    "completed": EventKind.PROCESSING,
    "verified": EventKind.PROCESSING,
}
SUBTYPES = {
    EventKind.SENT: "sent",
    EventKind.STATION: "received",
    EventKind.RELAY: "relayed",
    EventKind.DECIPHERMENT: "deciphered",
    EventKind.TYPING: "typed",
    EventKind.PROCESSING: "processed",
}
_VERB = re.compile(rf"(?<!\w)(?:{'|'.join(_VERBS)})(?!\w)", re.IGNORECASE)
_START = re.compile(rf"(?<!\S)(?:From|FROM|{'|'.join(_VERBS)})(?!\w)", re.IGNORECASE)
_CALLSIGN = re.compile(r"\bCorrespondent\s+(?:No\.\s?)?\d+\b")
_PLACE = re.compile(
    r"\b(?P<word>(?i:from|in))\b:?\s+(?P<name>[A-ZА-ЯЁ][\w’'-]*\.?(?:\s(?!N[oº°]|To\b|TO\b)[A-ZА-ЯЁ][\w’'-]*){0,3}?"
    r"(?:,\sD\.\s?C\.)?)(?=$|[,.;\s]+(?:(?i:on|at|sent|received|to|no\.?|nº)\b|№|#|\d|$))"
)
_AGENT = re.compile(r"\b(?P<word>to|by|at|into)\s+(?:the\s+)?(?P<name>[\w\[].*)$", re.IGNORECASE | re.DOTALL)
_MEANS = frozenset(("wire", "telegraph", "telephone", "radio", "courier", "post", "air mail"))


_SERVICE_VOCABULARY = """
    from to by at in on into the of and via through for hours hour minutes am pm hs time local wire telegraph telephone
    radio courier air mail station department administration directorate section office group cipher deciphering
    decoding general staff army shift duty officer process processing received sent dispatched arrived transmitted
    forwarded deciphered typed came completed verified taken chief correspondent sh shs
"""
_SERVICE_WORDS = frozenset(_SERVICE_VOCABULARY.split())


@dataclass(frozen=True, slots=True)
class Service:
    """A service line (or several that wrap): its content and the events that it tells."""

    content: tuple[Inline, ...]
    events: tuple[CorrespondenceEvent, ...]
    place: str = ""


def is_service(text: str) -> bool:
    """Whether a line tells an event: a verb of transmission with a date or time, or an origin."""
    start = _START.match(text)
    if start is None or len(text) > 220 or _is_sentence(text):
        return False
    dated = _has_moment(text)
    if start[0].lower() == "from":
        return dated or bool(_CALLSIGN.search(text)) or bool(_PLACE.fullmatch(text.rstrip(". ")))
    return dated or text.endswith(":")


def _is_sentence(text: str) -> bool:
    """Whether a line has words that a service line never has: `Sent you five trucks on 3 May by rail.`"""
    return any(word not in _SERVICE_WORDS for word in re.findall(r"(?<![\w.])[a-z]{2,}(?![\w])", text)) or bool(
        re.search(r"\bI\b", text)
    )


def wraps(before: str, text: str) -> bool:
    """Whether `text` goes on with the service line `before`: it gives the time that `before` lacks."""
    if not _VERB.search(before):
        return False
    last = list(_VERB.finditer(before))[-1]
    tail = before[last.start() :]
    starts_with_time = next((time.start <= 3 for time in find_times(text)), False)
    lacks_time = not any(True for _ in find_times(tail))
    starts_with_date = bool(re.match(r"\d{1,2}[. ]|at\s\d", text)) and _has_moment(text)
    return len(text) < 160 and ((starts_with_time and lacks_time) or (starts_with_date and not _has_moment(tail)))


def read_service(lines: list[str], near: date | None, first_key: int, sent: bool = False) -> Service:
    """The content and events of service lines that belong together; keys of events count from `first_key`.

    A message is sent once: where `sent` says that the form has told the sending, a further one is a relay.
    """
    text = "\n".join(lines)
    content: list[Inline] = []
    events: list[CorrespondenceEvent] = []
    place = ""
    segments = _segments(text)
    for position, segment in enumerate(segments):
        stripped = segment.rstrip()
        event, spans, origin = _event(stripped, near, f"e{first_key + len(events)}")
        place = place or origin
        if event:
            if event.kind is EventKind.SENT and sent:
                event = replace(event, kind=EventKind.RELAY)
            sent = sent or event.kind is EventKind.SENT
            events.append(event)
            subtype = SUBTYPES.get(event.kind, "received")
            content.append(Span(SpanKind.SERVICE, tuple(spans), value=subtype, target=event.key))
        else:
            content += spans
        if position + 1 < len(segments):
            trailing = segment[len(stripped) :]
            content.append(Span(SpanKind.BREAK) if "\n" in trailing else trailing or " ")
    return Service(tuple(content), tuple(events), place)


def _segments(text: str) -> list[str]:
    """`text` cut before each verb of transmission; an origin joins the sending that follows it."""
    starts = [0, *(match.start() for match in _START.finditer(text) if match.start())]
    pieces = [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    joined: list[str] = []
    for piece in pieces:
        if joined and not (_VERB.search(joined[-1]) and _has_moment(joined[-1])):
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined


def _event(text: str, near: date | None, key: str) -> tuple[CorrespondenceEvent | None, list[Inline], str]:
    flat = text.replace("\n", " ")
    dates, times = list(find_dates(flat, near)), list(find_times(flat))
    verb = _VERB.search(flat)
    kind = _VERBS[verb[0].lower()] if verb else None
    agents: list[Agent] = []
    marks: list[tuple[int, int, Span]] = []
    moments = [*((day.start, day.end) for day in dates), *((time.start, time.end) for time in times)]
    first_moment = min((start for start, _ in moments), default=len(flat))
    callsign = _CALLSIGN.search(flat)
    if callsign:
        agents.append(Agent(AgentKind.CALLSIGN, callsign[0]))
        marks.append((*callsign.span(), Span(SpanKind.CALLSIGN, (callsign[0],))))
    place = _PLACE.search(flat[:first_moment].rstrip(" .,")) if not callsign else None
    if place and not re.search(r"\d", place["name"]):
        # "from PEKING received at …": the place is that of the sending, not of the reception.
        if kind in (None, EventKind.SENT) or place["word"].lower() == "in":
            agents.append(Agent(AgentKind.PLACE, place["name"].rstrip(".")))
        marks.append((*place.span("name"), Span(SpanKind.PLACE, (place["name"],))))
    if verb:
        after = flat[verb.end() : max(first_moment, verb.end())]
        named = _AGENT.search(after)
        if named and not (place and place.start() > verb.end()):
            name = re.sub(r"[\s,.;:]+(?:on|at)?[\s,.;:]*$", "", named["name"])
            if name and name.lower() not in _MEANS and not name.islower():
                found = names.agent(name)
                agents.append(found)
                start = verb.end() + named.start("name")
                marks.append((start, start + len(name), Span(_kind_of(found), (name,), value=found.name)))
                if kind is EventKind.SENT and named["word"].lower() == "to":
                    kind = EventKind.RELAY
    if dates:
        marks.append(
            (dates[0].start, dates[0].end, Span(SpanKind.DATE, (dates[0].printed,), date=dates[0].reading(near)))
        )
    if times:
        value = Span(SpanKind.TIME, (times[0].printed,), value=times[0].iso)
        marks.append((times[0].start, times[0].end, value))
    origin = place["name"].rstrip(".") if place and place["word"].lower() == "from" else ""
    spans = _spans(text, marks)
    if kind is None or not (dates or times or agents):
        return None, spans, origin
    return CorrespondenceEvent(key, kind, tuple(agents), _moment(flat, dates, times, near)), spans, origin


def _moment(text: str, dates: list[FoundDate], times: list[FoundTime], near: date | None) -> DateReading | None:
    if not dates:
        return None
    time = times[0] if times else None
    first = min(dates[0].start, time.start if time else dates[0].start)
    last = max(dates[0].end, time.end if time else dates[0].end)
    return combined(text[first:last], dates[0].reading(near), time)


def _spans(text: str, marks: list[tuple[int, int, Span]]) -> list[Inline]:
    content: list[Inline] = []
    position = 0
    for start, end, span in sorted(marks, key=lambda mark: mark[:2]):
        if start < position:
            continue
        content += _broken(text[position:start])
        # A name may wrap too: its own content then holds the line break.
        content.append(Span(span.kind, tuple(_broken(text[start:end])), span.value, span.target, span.date))
        position = end
    return content + _broken(text[position:])


def _broken(text: str) -> list[Inline]:
    content: list[Inline] = []
    for number, piece in enumerate(text.split("\n")):
        if number:
            content.append(Span(SpanKind.BREAK))
        if piece:
            content.append(piece)
    return content


def _kind_of(found: Agent) -> SpanKind:
    return {AgentKind.ORGANISATION: SpanKind.ORGANISATION, AgentKind.OFFICE_HOLDER: SpanKind.ROLE}.get(
        found.kind, SpanKind.PERSON
    )


def _has_moment(text: str) -> bool:
    # Any day will do as the anchor of a dropped year: only whether a date stands here is asked.
    return any(True for _ in find_dates(text, date(1950, 1, 1))) or any(True for _ in find_times(text))
