"""The way of each message → correspDesc (Guidelines, chapter HD, Correspondence Description)."""

from __future__ import annotations

from tei_edition.model import Agent, AgentKind, CorrespondenceEvent, EventKind, Message
from tei_edition.tei.build import Element, add
from tei_edition.tei.context import EncodingContext, Plan, reference_kind
from tei_edition.tei.phrases import dating

_ELEMENTS = {AgentKind.ORGANISATION: "orgName", AgentKind.PLACE: "placeName", AgentKind.CALLSIGN: "name"}
# Persons and bodies first, then the call sign, then the place, as readers look for them.
_LAST = {AgentKind.CALLSIGN: 1, AgentKind.PLACE: 2}
_UNKNOWN_SENDER = "The source does not name the sender."
_NOTHING_MORE = "The source says no more."


def add_correspondence(description: Element, plan: Plan) -> None:
    """One correspDesc per message of which something is known, in the order of the text."""
    for message in plan.described:
        element = add(description, "correspDesc", xml_id=plan.message_id(message), type=message.kind, n=message.number)
        identifiers = plan.event_ids(message)
        for number, event in enumerate(message.events, start=1):
            _event(element, plan.context, event, identifiers[event.key], number)
        if not message.events:
            action = add(element, "correspAction", type="sent", sortKey="001")
            add(action, "note", _UNKNOWN_SENDER)
        _relations(element, plan, message)


def _event(
    element: Element, context: EncodingContext, event: CorrespondenceEvent, identifier: str, number: int
) -> None:
    kind, _, subtype = event.kind.partition("/")
    action = add(
        element,
        "correspAction",
        type=kind,
        subtype=subtype,
        xml_id=identifier,
        sortKey=f"{number:03}",
    )
    for agent in sorted(event.agents, key=lambda one: _LAST.get(one.kind, 0)):
        _agent(action, agent, context)
    if event.date:
        add(action, "date", event.date.printed, **dating(event.date))
    if event.kind is EventKind.SENT and all(agent.kind in _LAST for agent in event.agents):
        add(action, "note", _UNKNOWN_SENDER)
    if event.registration:
        add(add(action, "note", type="registration"), "idno", event.registration, type="sender")
    if event.copies:
        add(add(action, "note", type="copies"), "num", str(event.copies), type="copies", value=str(event.copies))
    if event.copy_number:
        which = str(event.copy_number)
        add(add(action, "note", type="copyNumber"), "num", which, type="ordinal", value=which)
    if not action.content:
        add(action, "note", _NOTHING_MORE)


def _agent(action: Element, agent: Agent, context: EncodingContext) -> None:
    inferred = {"evidence": agent.evidence, "cert": agent.certainty}
    if agent.responsible:
        inferred["resp"] = f"#r-{agent.responsible}"
    reference = context.reference(reference_kind(agent.kind), agent.name)
    if agent.kind is AgentKind.OFFICE_HOLDER:
        add(add(action, "persName", ref=reference, **inferred), "roleName", agent.name)
    elif agent.kind is AgentKind.CALLSIGN:
        add(action, "name", agent.name, type="callsign", **inferred)
    else:
        add(action, _ELEMENTS.get(agent.kind, "persName"), agent.name, ref=reference, **inferred)


def _relations(element: Element, plan: Plan, message: Message) -> None:
    carrier = plan.carrier(message)
    carried = [inner for inner in message.carried if plan.message_id(inner)]
    if not (carrier or carried or message.references):
        return
    context = add(element, "correspContext")
    if carrier:
        label = f"{carrier.kind} {carrier.number}".strip()
        add(context, "ref", label, type="enclosedIn", target=f"#{plan.message_id(carrier)}")
    for inner in carried:
        add(context, "ref", inner.kind, type="encloses", target=f"#{plan.message_id(inner)}")
    for reference in message.references:
        add(context, "ref", reference.printed, type=reference.kind)
