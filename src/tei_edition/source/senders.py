"""Who sends a message: what the form's head says, who signs, what a service line and the record's title say.

The text goes before the title, and whoever signs for a body is the sender, not the body as well. Where two of them name
different persons, one is taken and the doubt told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tei_edition.model import Agent, AgentKind
from tei_edition.source import names
from tei_edition.source.identity import may_be_same
from tei_edition.source.title import Title


@dataclass(frozen=True, slots=True)
class Senders:
    """Who sends; `doubt` are the two names that the page gives for one sender, the one that was taken first."""

    agents: tuple[Agent, ...] = ()
    doubt: tuple[str, str] | None = None


def senders(named: Sequence[Agent], signed: Sequence[Agent], told: Sequence[Agent], title: Title) -> Senders:
    """Who sends a message: `named` on a line of the form, `signed` below the text, `told` by a service line.

    A person prevails over a body and over the holder of an office; of two persons the one whom the form names as the
    sender. What only a service line tells may be the clerk who transmitted the message.
    """
    named, signed = _who_act(named), _who_act(signed)
    by_name = any(agent.kind is AgentKind.PERSON for agent in named)
    if named and (by_name or not _persons(signed)):
        return Senders(named, _doubt(named, signed) or _doubt(named, told))
    if signed:
        return Senders(signed, _doubt(signed, told))
    known = _who_act([external(name) for name in title.senders or ((title.sender,) if title.sender else ())])
    if told and (not known or _same(told, known)):
        return Senders(_who_act(told))
    return Senders(known, _doubt(known, told))


def external(name: str) -> Agent:
    """A participant whom only the record's title names."""
    return replace(names.agent(name), evidence="external", certainty="medium")


def _persons(agents: Sequence[Agent]) -> tuple[Agent, ...]:
    return tuple(agent for agent in agents if agent.kind in (AgentKind.PERSON, AgentKind.OFFICE_HOLDER))


def _who_act(agents: Sequence[Agent]) -> tuple[Agent, ...]:
    """The persons among `agents`; bodies only where no person acts for them."""
    return _persons(agents) or tuple(agents)


def _same(some: Sequence[Agent], others: Sequence[Agent]) -> bool:
    return any(may_be_same(one.name, other.name) for one in some for other in others)


def _doubt(taken: Sequence[Agent], others: Sequence[Agent]) -> tuple[str, str] | None:
    """The first names of both, if they are those of different persons."""
    people = [agent for agent in others if agent.kind is AgentKind.PERSON]
    return (taken[0].name, people[0].name) if taken and people and not _same(taken, people) else None
