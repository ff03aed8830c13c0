"""A text printed twice, in its original language and in translation, without a heading between (Guidelines 4.3.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from tei_edition.model import (
    AgentKind,
    Block,
    CorrespondenceEvent,
    EventKind,
    Inline,
    Message,
    SpanKind,
    with_blocks,
)
from tei_edition.source.language import UNDETERMINED, VERSION, language_of, letters_of
from tei_edition.source.lines import Line

_PURE = 0.8
"""So much of a version is in its own script; a text with quotations in another is no pair of versions."""
_LINES = 2
"""A version has at least so many lines that are mostly in its script: one line is a quotation, however long."""
_PREFIX = "o."


@dataclass(frozen=True, slots=True)
class Versions:
    """The lines of the translation and of its original; `first` says that the original stands above."""

    translation: tuple[Line, ...]
    original: tuple[Line, ...]
    language: str
    first: bool


def divide(lines: Sequence[Line]) -> Versions | None:
    """The English translation and its original in another script; None if the text is no such pair.

    The text is cut where most letters of the one script stand above and most of the other below, so that a stray line
    (a name, a stamp, an archivist's remark in the other script) neither makes a version nor hides one.
    """
    counts = [letters_of(line.text) for line in lines]
    latin, other = sum(count[0] for count in counts), sum(count[1] for count in counts)
    if min(latin, other) < VERSION:
        return None
    # What a cut gains over none if the original stands above: letters of the other script less Latin ones.
    gains = [0, *accumulate(there - here for here, there in counts)]
    first = max(gains) - min(0, gains[-1]) > max(0, gains[-1]) - min(gains)
    best = max(gains) if first else min(gains)
    # A line without letters between the versions is the end of the first.
    at = max(place for place, gain in enumerate(gains) if gain == best)
    translation, original = (slice(at, None), slice(at)) if first else (slice(at), slice(at, None))
    if not (_is_version(counts[translation], 0) and _is_version(counts[original], 1)):
        return None
    language = language_of(line.text for line in lines[original])
    if language_of(line.text for line in lines[translation]) != "en" or language in ("en", UNDETERMINED):
        return None
    return Versions(tuple(lines[translation]), tuple(lines[original]), language, first)


def _is_version(counts: Sequence[tuple[int, int]], own: int) -> bool:
    """Whether lines with so many (Latin, other) letters are a whole text in the script `own`."""
    total, of_script = sum(map(sum, counts)), sum(count[own] for count in counts)
    many = sum(count[own] > count[1 - own] for count in counts)
    return of_script >= VERSION and of_script > _PURE * total and many >= _LINES


def completed(translation: Message, original: Message) -> tuple[Message, Message]:
    """The translation with what only the original tells of the way of the message, and the original's text.

    One message has one way, so the original keeps no events of its own: its copies and service lines point to the
    same events of the translation, to those that it took over, or to nothing.
    """
    taken: list[CorrespondenceEvent] = []
    keys: dict[str, str] = {}
    if translation.kind == original.kind:
        known = {event.kind for event in translation.events}
        taken = [event for event in original.events if event.kind not in known]
        keys = {event.key: _PREFIX + event.key for event in taken} | _same_events(translation, original)
        sending = next((event for event in original.events if event.kind is EventKind.SENT), None)
        events = (*(_with_sending(event, sending) for event in translation.events), *map(_inferred, taken))
        translation = replace(
            translation,
            number=translation.number or original.number,
            events=tuple(sorted(events, key=lambda event: event.kind is not EventKind.SENT)),
            references=translation.references or original.references,
            dated=translation.dated or original.dated,
        )
    text = replace(_pointing(original, keys), number="", events=(), references=(), dated=None, form="")
    return translation, text


def _same_events(translation: Message, original: Message) -> dict[str, str]:
    """Keys of the original's events with those of the same events of the translation: where both tell as many of a
    kind, and none contradicts the one at its place."""
    keys: dict[str, str] = {}
    for kind in EventKind:
        theirs, own = ([event for event in one.events if event.kind is kind] for one in (translation, original))
        if len(theirs) == len(own) and all(map(_agree, theirs, own)):
            keys |= {event.key: same.key for same, event in zip(theirs, own, strict=True)}
    return keys


def _agree(one: CorrespondenceEvent, other: CorrespondenceEvent) -> bool:
    dates = {event.date.when for event in (one, other) if event.date and event.date.when}
    return len(dates) < 2 and (one.copies, one.copy_number) == (other.copies, other.copy_number)


def _with_sending(event: CorrespondenceEvent, sending: CorrespondenceEvent | None) -> CorrespondenceEvent:
    """The sending with the kinds of facts that only the original's form gives: the day, the place, the call sign."""
    if event.kind is not EventKind.SENT or sending is None:
        return event
    found = _inferred(sending)
    people = (AgentKind.PERSON, AgentKind.ORGANISATION, AgentKind.OFFICE_HOLDER)
    known = {agent.kind for agent in event.agents}
    # Whoever signs is one sender in two scripts.
    named = known.intersection(people)
    lacking = (one for one in found.agents if one.kind not in known and not (named and one.kind in people))
    return replace(
        event,
        agents=(*event.agents, *lacking),
        date=event.date or found.date,
        registration=event.registration or found.registration,
    )


def _inferred(event: CorrespondenceEvent) -> CorrespondenceEvent:
    agents = tuple(replace(agent, evidence="internal", certainty="medium") for agent in event.agents)
    date = event.date
    if date and date.when:
        date = replace(date, certainty=date.certainty or "medium")
    return replace(event, key=_PREFIX + event.key, agents=agents, date=date)


def _pointing(message: Message, keys: Mapping[str, str]) -> Message:
    """The text with its copies and service lines pointing to events by `keys`; what it carries keeps none."""

    def changed(block: Block) -> Block:
        return replace(block, content=_content(block.content, keys))

    def carried(inner: Message) -> Message:
        return replace(_pointing(inner, {}), number="", events=(), references=(), dated=None)

    return with_blocks(message, changed, carried)


def _content(content: tuple[Inline, ...], keys: Mapping[str, str]) -> tuple[Inline, ...]:
    made: list[Inline] = []
    for part in content:
        if isinstance(part, str):
            made.append(part)
        elif part.kind is SpanKind.COPY and part.target not in keys:
            made += _content(part.content, keys)
        else:
            made.append(replace(part, content=_content(part.content, keys), target=keys.get(part.target, "")))
    return tuple(made)
