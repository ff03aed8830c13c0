"""Lines that name both ends of a telegram, and those that say where else it goes.

`FROM OSLO TO FOREIGN OFFICE`, `The Ambassador in Norway (Orlov) to the Secretary of State`; `Addressed to Foreign
Office telegram No. 301, repeated for information to Paris`, `Sent Department 587, rptd info London 12`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tei_edition.model import Agent, AgentKind, Inline, Span, SpanKind
from tei_edition.source import names
from tei_edition.source.places import is_place
from tei_edition.source.title import read_title

_LONGEST = 200
_BOTH_ENDS = re.compile(r"(?P<from>From\s(?!:))|The\s", re.IGNORECASE)
_TO = re.compile(r"\sto\s", re.IGNORECASE)
_TELEGRAM = r"(?:,?\s(?:as\s)?(?:telegram|tel\.?|my\stelegram))?(?:\s(?:No\.?|Number|\#))?"
_OF_DATE = r"(?:\s(?:of|dated)\s(?:the\s)?[^.,;]{3,30})?"
_ALSO = re.compile(
    r"(?:repeated|rptd?\.?|repeating)(?:\s(?:for\s)?info(?:rmation)?\.?)?(?:\ssaving)?(?:\sto)?:?\s(?P<names>[^.;]{2,160})",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(
    rf"Addressed(?:\sto)?\s(?:the\s)?(?P<name>[^.,;\d]{{3,60}}?){_TELEGRAM}\s(?P<number>\d{{1,5}}){_OF_DATE}[.,;]?\s?(?P<rest>.*)",
    re.IGNORECASE,
)
_SENT = re.compile(
    rf"Sent(?:\sto)?\s(?:the\s)?(?P<name>[^.,;\d]{{3,60}}?){_TELEGRAM}\s(?P<number>\d{{1,5}}){_OF_DATE}[.,;]\s?(?P<rest>(?:and\s)?(?:rep|rpt).*)",
    re.IGNORECASE,
)
_SENT_TO = re.compile(
    r"Sent\sto\s?:\s(?P<name>[^.,;\d]{3,60}?)(?:\s(?:NIACT|PRIORITY|ROUTINE|FLASH|IMMEDIATE|URGENT|EMERGENCY))*"
    r"(?:\s(?P<number>\d{1,5}))?(?P<rest>)",
    re.IGNORECASE,
)
"""The address of an outgoing telegram, with its number at the post: `Sent to: Amembassy OSLO PRIORITY 587`."""
_BEGINS = re.compile(r"(?:Addressed|Sent|Rep|Rpt)", re.IGNORECASE)
_PIECE = re.compile(r"\s*(?:,|;|\s(?:and|&)\s)\s*", re.IGNORECASE)
_LEAD = re.compile(r"^(?:to|the|saving)\s", re.IGNORECASE)
_BEHIND = re.compile(r"[\s(]*(?:(?:No\.?|telegram|as)\s)*\d{1,5}\)?$|\s\(?saving\)?$", re.IGNORECASE)
_NAMES = {AgentKind.PLACE: SpanKind.PLACE, AgentKind.ORGANISATION: SpanKind.ORGANISATION}


@dataclass(frozen=True, slots=True)
class Route:
    """Who sends to whom from where to where, as one line says; every part may be empty.

    `origin` is a name after "from" that may be a post or a person.
    """

    senders: tuple[Agent, ...]
    addressees: tuple[Agent, ...]
    place: str
    place_to: str
    content: tuple[Inline, ...]
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Repetition:
    """Where a telegram goes: its number for `to`, the places and bodies that get it for information."""

    to: str
    number: str
    others: tuple[Agent, ...]
    content: tuple[Inline, ...]


def read_route(text: str) -> Route | None:
    """A line of the form `FROM OSLO TO FOREIGN OFFICE` or `The Ambassador in Norway (Orlov) to the Secretary of State`.

    Only known places, bodies and offices are read: a name alone may be either. None if neither end is one of them.
    """
    lead = _BOTH_ENDS.match(text) if len(text) <= _LONGEST else None
    if lead is None or not _TO.search(text) or text[-1] in ".:;!?,":
        return None
    title = read_title(f"Telegram, {text}")
    senders = tuple(names.agent(name) for name in title.senders)
    addressees = tuple(names.agent(name) for name in title.addressees)
    certain = [agent for agent in (*senders, *addressees) if agent.kind is not AgentKind.PERSON]
    if not lead["from"]:
        if not (senders and addressees) or len(certain) < len(senders) + len(addressees):
            return None
    elif not certain and not title.place_from and not title.place_to:
        return None
    origin = next((agent.name for agent in senders if agent not in certain), "")
    senders = tuple(agent for agent in senders if agent in certain)
    addressees = tuple(agent for agent in addressees if agent in certain)
    found = [
        *(Agent(AgentKind.PLACE, name) for name in (title.place_from,) if name),
        *senders,
        *addressees,
        *(Agent(AgentKind.PLACE, name) for name in (title.place_to,) if name),
    ]
    return Route(senders, addressees, title.place_from, title.place_to, _marked(text, found), origin)


def read_repetition(text: str) -> Repetition | None:
    """A line that says to whom a telegram is addressed under which number, and where it is repeated; else None."""
    if not _BEGINS.match(text) or len(text) > 2 * _LONGEST:
        return None
    first = _ADDRESSED.fullmatch(text) or _SENT.fullmatch(text) or _SENT_TO.fullmatch(text)
    also = _ALSO.search(text) if first is None else _ALSO.search(text, first.start("rest"))
    if first is None and (also is None or also.start() or text[also.end() :].strip(" .")):
        return None
    others = _others(also["names"]) if also else []
    to = first["name"].strip() if first else ""
    content = _marked(text, others)
    if first and not first["number"]:
        content = _marked(text, [names.agent(to)])
    elif first:
        at = first.start("number")
        content = (*_marked(text[:at], [names.agent(to)]), *_numbered(text, at, first["number"], others))
    return Repetition(to, (first["number"] or "") if first else "", tuple(others), content)


def _numbered(text: str, at: int, number: str, others: list[Agent]) -> tuple[Inline, ...]:
    return (Span(SpanKind.NUMBER, (number,), value="telegram"), *_marked(text[at + len(number) :], others))


def _others(printed: str) -> list[Agent]:
    """The known places, bodies and offices of a list; what else it names stays words of the line."""
    found: list[Agent] = []
    for piece in _PIECE.split(printed):
        name = _LEAD.sub("", piece).strip(" .")
        while name != (shorter := _BEHIND.sub("", name)):
            name = shorter
        if is_place(name):
            found.append(Agent(AgentKind.PLACE, name))
        elif name and names.agent(name).kind in (AgentKind.ORGANISATION, AgentKind.OFFICE_HOLDER) and name[0].isupper():
            found.append(names.agent(name))
    return found


def _marked(text: str, agents: list[Agent]) -> tuple[Inline, ...]:
    """`text` with the names of `agents`, in their order, marked."""
    content: list[Inline] = []
    position = 0
    for agent in agents:
        at = text.find(agent.name, position)
        if at < 0:
            continue
        kind = _NAMES.get(agent.kind, SpanKind.ROLE)
        content += [text[position:at]] if at > position else []
        content.append(Span(kind, (agent.name,), value=agent.name if kind is SpanKind.ORGANISATION else ""))
        position = at + len(agent.name)
    return (*content, text[position:]) if text[position:] else tuple(content)
