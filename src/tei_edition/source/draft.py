"""A message while it is read: what its lines have told so far."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from tei_edition.model import (
    Agent,
    AgentKind,
    Block,
    BlockKind,
    CorrespondenceEvent,
    DateReading,
    EventKind,
    Inline,
    Message,
    Part,
    Reference,
    Section,
    SectionKind,
    plain_text,
)
from tei_edition.source.identity import is_as_full, may_be_same
from tei_edition.source.pieces import as_block
from tei_edition.source.quotation import Piece
from tei_edition.source.senders import Senders, external, senders
from tei_edition.source.title import Title

_AROUND = (AgentKind.PLACE, AgentKind.CALLSIGN)
_ORDER = {EventKind.ADDRESSEE: 2, EventKind.ULTIMATE: 3, EventKind.COURTESY_COPY: 4, EventKind.COPY: 5}


@dataclass(slots=True)
class Draft:
    """A message while it is read.

    `inferred` is the sending that no word of the form tells, by the key of its event, and its line. `senders` are those
    whom the form's head names as such, `signers` those who sign. `opens_with_number` says that the head is of a
    house whose texts begin with the telegram's number. `endless` is how far down its
    lines nothing ends a message without quotation marks: nobody need look there again.
    """

    kind: str = "telegram"
    sections: list[tuple[SectionKind, list[Part]]] = field(default_factory=list)
    events: list[CorrespondenceEvent] = field(default_factory=list)
    next_key: int = 1
    inferred: tuple[str, int] = ("", 0)
    kinds: set[EventKind] = field(default_factory=set)
    references: list[Reference] = field(default_factory=list)
    addressees: list[Agent] = field(default_factory=list)
    saluted: list[Agent] = field(default_factory=list)
    """Whom the salutation names: the addressee, where no address says so and the title names nobody else."""
    perhaps_saluted: list[Agent] = field(default_factory=list)
    """Whom it names with words that may be no name (`Dear Korea`): the addressee only where the title says so."""
    ultimate: list[Agent] = field(default_factory=list)
    recipients: list[CorrespondenceEvent] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    number: str = ""
    form: str = ""
    office: str = ""
    senders: list[Agent] = field(default_factory=list)
    signers: list[Agent] = field(default_factory=list)
    via: list[Agent] = field(default_factory=list)
    registration: str = ""
    place: str = ""
    place_to: str = ""
    copies_announced: bool = False
    opens_with_number: bool = False
    dated: DateReading | None = None
    endless: int = 0

    def tell(self, events: Iterable[CorrespondenceEvent]) -> None:
        """Add what a line tells of the way of the message; a sending takes the place of an inferred one."""
        for event in events:
            if event.kind is EventKind.SENT and self.inferred[0]:
                self.events = [one for one in self.events if one.key != self.inferred[0]]
                self.inferred = ("", 0)
            self.events.append(event)
            self.next_key += 1
            self.kinds.add(event.kind)

    def infer_sending(self, date: DateReading | None, place: str, line: int) -> None:
        """Take a day with its hour, where the place is known, as that of the sending, unless the form tells it."""
        if EventKind.SENT in self.kinds or not (place or self.place) or date is None or "T" not in date.when:
            return
        agents = (Agent(AgentKind.PLACE, place),) if place else ()
        key = f"e{self.next_key}"
        self.tell([CorrespondenceEvent(key, EventKind.SENT, agents, replace(date, certainty="medium"))])
        self.inferred = (key, line)

    @property
    def is_sent(self) -> bool:
        """Whether a word of the form has told the sending."""
        return EventKind.SENT in self.kinds and not self.inferred[0]

    def parts(self, kind: SectionKind) -> list[Part]:
        """The parts of the section that is being read, a new one if the kind changes."""
        if not self.sections or self.sections[-1][0] is not kind:
            self.sections.append((kind, []))
        return self.sections[-1][1]

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been read yet."""
        return all(not parts for _, parts in self.sections)

    @property
    def last(self) -> Block | None:
        """The block that was read last, if the last part is one."""
        parts = self.sections[-1][1] if self.sections else []
        return parts[-1] if parts and isinstance(parts[-1], Block) else None

    def last_in(self, kind: SectionKind) -> Block | None:
        """The block that was read last, if it stands in a section of that kind."""
        return self.last if self.sections and self.sections[-1][0] is kind else None

    def extend_last(self, more: Block) -> None:
        """Let a line go on with the block before it."""
        parts = self.sections[-1][1]
        last = parts[-1]
        if isinstance(last, Block):
            parts[-1] = replace(last, content=(*last.content, *more.content), lines=(*last.lines, *more.lines))

    def amend_last(self, content: tuple[Inline, ...], lines: tuple[int, ...]) -> None:
        """Give the block that was read last another content and the lines that it comes from."""
        parts = self.sections[-1][1]
        last = parts[-1]
        if isinstance(last, Block):
            parts[-1] = replace(last, content=content, lines=lines)

    def goes_on(self) -> bool:
        """Whether the last line was read into the text and ends with a comma."""
        last = self.last
        return last is not None and plain_text(last.content).endswith(",")

    def finished(self, title: Title) -> tuple[Message, bool, tuple[str, str] | None]:
        """The message, whether names had to come from the record's title, two names given for one sender."""
        sent = next((event for event in self.events if event.kind is EventKind.SENT), None)
        told = [agent for agent in sent.agents if agent.kind not in _AROUND] if sent else []
        sending = senders(self.senders, self.signers, told, title)
        addressees = list(self.addressees)
        if not addressees and not self.ultimate:
            named = [self._as_saluted(name, title.addressees) or external(name) for name in title.addressees]
            addressees = named or list(self.saluted)
        ultimate = self.ultimate or _behind(addressees, title)
        from_title = any(agent.evidence for agent in (*sending.agents, *addressees, *ultimate))
        events = self._sent(sending, sent, title)
        place_to = _place(self.place_to, title.place_to)
        if addressees or place_to:
            events.append(CorrespondenceEvent("to", EventKind.ADDRESSEE, (*_once(addressees), *place_to)))
        if ultimate:
            events.append(CorrespondenceEvent("ultimate", EventKind.ULTIMATE, _once(ultimate)))
        via = self.via or [external(name) for name in title.via]
        if via:
            events.append(CorrespondenceEvent("via", EventKind.INTERMEDIARY, _once(via)))
        dated = self.dated
        if dated is None and title.dated and not any(event.kind is EventKind.SENT and event.date for event in events):
            certainty = "medium" if title.dated.when else ""
            dated = replace(title.dated, evidence="external", certainty=certainty)
        number = self.number or title.number
        # A text that names its own number, as a second heading does, speaks of no other message.
        others = tuple(one for one in self.references if one.kind != "mentions" or one.printed != number)
        message = Message(
            self.kind,
            tuple(Section(kind, tuple(parts)) for kind, parts in self.sections if parts),
            self.form or title.kind,
            number,
            tuple(sorted(events, key=lambda event: 0 if event.kind is EventKind.SENT else _ORDER.get(event.kind, 1))),
            others,
            dated,
        )
        return message, from_title, sending.doubt

    def _as_saluted(self, name: str, addressees: Sequence[str]) -> Agent | None:
        """Whom the salutation names, if that is this one of the title's addressees alone, and named as fully.

        A salutation greets the first of several, by a part of his name: it takes nobody from the list.
        """
        for one in (*self.saluted, *self.perhaps_saluted):
            same = [other for other in addressees if may_be_same(one.name, other)]
            if same == [name] and is_as_full(one.name, name):
                return one
        return None

    def _sent(self, sending: Senders, sent: CorrespondenceEvent | None, title: Title) -> list[CorrespondenceEvent]:
        """The events so far with the sending, if anything is known of it.

        Only a service line tells when a telegram was sent. The date below a signature is the text's own (`dated`).
        """
        events = list(self.events)
        place = _place(self.place, title.place_from)
        if sent is None and not sending.agents and not place:
            return events
        if sent is None:
            # A decision is issued, not transmitted: its date is that of its issue.
            issued = self.dated if self.kind == "decision" else None
            found = CorrespondenceEvent(
                "sent", EventKind.SENT, (*_once(sending.agents), *place), issued, registration=self.registration
            )
            return [found, *events]
        around = [agent for agent in sent.agents if agent.kind in _AROUND]
        known = any(agent.kind is AgentKind.PLACE for agent in around)
        agents = (*_once(sending.agents), *around, *(() if known else place))
        found = replace(sent, agents=agents, registration=self.registration)
        events[events.index(sent)] = found
        return events


def take(piece: Piece, draft: Draft, kind: BlockKind, content: tuple[Inline, ...], rule: str) -> int:
    """Let a line be a block of the message that is read; the number of lines taken, which is one."""
    draft.parts(SectionKind.DISPATCH).append(as_block(piece, kind, content, rule))
    return 1


def _place(told: str, in_title: str) -> list[Agent]:
    """The place that the text tells, else that of the record's title."""
    if told:
        return [Agent(AgentKind.PLACE, told)]
    return [Agent(AgentKind.PLACE, in_title, "external", "medium")] if in_title else []


def _behind(addressees: list[Agent], title: Title) -> list[Agent]:
    """Whom the title names as the addressee, where the text's address is that of the courier (`A to B via C`)."""
    if not title.via or not addressees or any(agent.evidence for agent in addressees):
        return []
    couriers = all(any(may_be_same(agent.name, name) for name in title.via) for agent in addressees)
    return [external(name) for name in title.addressees] if couriers else []


def _once(agents: Sequence[Agent]) -> tuple[Agent, ...]:
    return tuple({(agent.kind, agent.name.casefold()): agent for agent in reversed(agents)}.values())[::-1]
