"""correspDesc → the events of each message and what it says of other messages (Guidelines, chapter HD)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tei_edition.model import Agent, AgentKind, CorrespondenceEvent, EventKind, Message, Reference
from tei_edition.tei.read_phrases import read_dating
from tei_edition.tei.tree import Element, Reading, all_text, child, children, identifier, local_name, pointed, text_of

_KINDS = {
    "persName": (AgentKind.PERSON, "person"),
    "orgName": (AgentKind.ORGANISATION, "org"),
    "placeName": (AgentKind.PLACE, "place"),
    "name": (AgentKind.CALLSIGN, ""),
}


@dataclass(frozen=True, slots=True)
class Described:
    """What a correspDesc says of its message."""

    kind: str
    number: str
    events: tuple[CorrespondenceEvent, ...]
    references: tuple[Reference, ...]


def read_correspondence(profile: Element | None, reading: Reading) -> dict[str, Described]:
    """The messages that the header describes, by their xml:id, in order."""
    found: dict[str, Described] = {}
    for element in children(profile, "correspDesc"):
        # An action without an id stands where nothing is known but the message's number.
        actions = [action for action in children(element, "correspAction") if identifier(action)]
        found[identifier(element)] = Described(
            element.get("type", ""),
            element.get("n", ""),
            tuple(_event(action, reading) for action in actions),
            tuple(
                Reference(reference.get("type", ""), all_text(reference))
                for reference in children(child(element, "correspContext"), "ref")
                if reference.get("target") is None
            ),
        )
    return found


def with_creation(message: Message, form: str, creation: Element | None) -> Message:
    """The same with what the header says elsewhere of the telegram that the record means: what it is called, the
    printed words for the day of its sending, or the date that its text bears."""
    sent = any(event.kind is EventKind.SENT and event.date for event in message.events)
    form = form or message.form
    if not sent:
        return replace(message, form=form, dated=read_dating(creation))
    day = all_text(creation)
    return replace(
        message,
        form=form,
        events=tuple(
            replace(event, date=replace(event.date, printed_day=day))
            if event.kind is EventKind.SENT and event.date and day and event.date.printed != day
            else event
            for event in message.events
        ),
    )


def _event(action: Element, reading: Reading) -> CorrespondenceEvent:
    value = "/".join(part for part in (action.get("type", ""), action.get("subtype", "")) if part)
    if value not in tuple(EventKind):
        raise reading.unknown(action, f"correspAction is of a kind that the converter does not write: {value}")
    copies = child(child(action, "note", type="copies"), "num")
    copy_number = child(child(action, "note", type="copyNumber"), "num")
    return CorrespondenceEvent(
        identifier(action),
        EventKind(value),
        tuple(_agent(element, reading) for element in action if local_name(element) in _KINDS),
        read_dating(child(action, "date")),
        int(copies.get("value", "0")) if copies is not None else 0,
        text_of(child(action, "note", type="registration"), "idno"),
        int(copy_number.get("value", "0")) if copy_number is not None else 0,
    )


def _agent(element: Element, reading: Reading) -> Agent:
    kind, authority = _KINDS[local_name(element)]
    if child(element, "roleName") is not None:
        kind = AgentKind.OFFICE_HOLDER
    agent = Agent(
        kind,
        all_text(element),
        element.get("evidence", ""),
        element.get("cert", ""),
        pointed(element.get("resp")).removeprefix("r-"),
    )
    reading.refer(authority, agent.name, element)
    return agent
