"""Embassies and ministries in a form's head: which sends, which is addressed, and where it is."""

from __future__ import annotations

import re

from tei_edition.model import BlockKind, Inline, Span, SpanKind
from tei_edition.source import names
from tei_edition.source.draft import Draft
from tei_edition.source.inline import marked
from tei_edition.source.places import is_place
from tei_edition.source.title import Title

_MISSION = re.compile(r"(?:the\s)?(?:\w+\s)?(?P<kind>Embassy|Legation|Mission|Consulate|Ministry)\b", re.IGNORECASE)
_FROM_MISSION = re.compile(
    r"(?P<lead>From\s(?:the\s)?)(?P<body>(?P<name>(?:\w+\s){0,3}?"
    r"(?:Embassy|Legation|Consulate(?:[ -]General)?|Mission|Delegation)\s(?:in|at)\s)(?P<place>\S.{1,40}))",
    re.IGNORECASE,
)


def from_mission(text: str, draft: Draft) -> tuple[Inline, ...]:
    """`FROM THE EMBASSY IN OSLO`: the body that sends, and where it is."""
    match = _FROM_MISSION.fullmatch(text)
    if match is None or not is_place(match["place"]):
        return marked(text)
    draft.place = draft.place or match["place"]
    draft.senders.append(names.agent(match["body"]))
    body = (match["name"], Span(SpanKind.PLACE, (match["place"],)))
    return (match["lead"], Span(SpanKind.ORGANISATION, body, value=match["body"]))


def is_addressed(text: str, draft: Draft, title: Title) -> bool:
    """Whether a mission or ministry is the one addressed: one that sends has headed the form, well above; or the
    record's title tells it (`from A Ministry to B Embassy`), if only of one kind of body."""
    match = _MISSION.match(text) if not draft.addressees else None
    if match is None or not draft.number:
        return False
    last = draft.last
    apart = last is not None and last.kind is not BlockKind.OFFICE
    kind = match["kind"].casefold()
    told = any(kind in name.casefold() for name in title.addressees) and not any(
        kind in name.casefold() for name in title.senders
    )
    return told or bool(draft.office and apart)


def addressed_mission(text: str, draft: Draft) -> tuple[Inline, ...]:
    """`Embassy of FPRY – Havana`: the mission that is addressed, and where it is."""
    body, dash, place = next((text.partition(dash) for dash in (" – ", " - ", " — ") if dash in text), (text, "", ""))
    if not dash or not is_place(place):
        body, dash, place = text, "", ""
    draft.addressees.append(names.agent(body))
    draft.place_to = draft.place_to or place
    seat = (dash, Span(SpanKind.PLACE, (place,))) if place else ()
    return (*names.person_spans(body), *seat)
