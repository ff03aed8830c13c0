"""A message that another carries: salutation, paragraphs, points, closing lines, and what it carries itself."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tei_edition.model import (
    Agent,
    AgentKind,
    Block,
    BlockKind,
    Carried,
    CorrespondenceEvent,
    DateReading,
    EventKind,
    Message,
    Part,
    Section,
    SectionKind,
    Span,
    SpanKind,
    plain_text,
)
from tei_edition.source import form, names
from tei_edition.source.covering import Covering, read_covering
from tei_edition.source.dates import Near
from tei_edition.source.inline import marked
from tei_edition.source.numbered import LABEL, Warn, read_numbered
from tei_edition.source.pieces import (
    BESIDE_THE_TEXT,
    OMISSION,
    as_block,
    closing_marks,
    opening_mark,
    repeated_mark,
    supply_mark,
    without_marks,
)
from tei_edition.source.quotation import Node, Piece
from tei_edition.source.senders import external
from tei_edition.source.title import Title


@dataclass(frozen=True, slots=True)
class CarriedMessage:
    """A message as read, and whom its own address lines name."""

    message: Message
    addressed: tuple[Agent, ...]


class CarriedReader:
    """Reads carried messages. `near` is the page's date, `known` are the words of its title."""

    def __init__(self, near: Near, known: frozenset[str], warn: Warn) -> None:
        self._near = near
        self._known = known
        self._warn = warn

    def read(self, node: Node, covering: Covering) -> CarriedMessage:
        """The message that `node` delimits; `covering` is what the text before it says of it."""
        parts: list[Part] = []
        items = list(node.items)
        paragraphs: list[str] = []
        position, addressee, addressed = self._head(node, items, parts)
        end = self._closers_start(items, position)
        opened = bool(parts)
        while position < end:
            item = items[position]
            if isinstance(item, Node):
                inner = read_covering(paragraphs, self._near)
                parts.append(Carried(self.read(item, inner).message))
                position += 1
                continue
            listed = read_numbered(items, position, end, self._warn)
            if listed and opened:
                parts.append(listed[0])
                paragraphs += [plain_text(block.content) for one in listed[0].items for block in one.blocks]
                position = listed[1]
                continue
            opening = repeated_mark(item) if opened else opening_mark(node)
            opened = True
            core, closing = without_marks(item)
            content = (*opening, *marked(core), *closing)
            parts.append(as_block(item, BlockKind.PARAGRAPH, content, "paragraph"))
            paragraphs.append(core)
            position += 1
        signer, place, dated = None, "", None
        for item in items[end:]:
            if not isinstance(item, Piece):
                continue
            block, name, found_place, found_date = self._closer(item)
            last = parts[-1] if parts else None
            if not without_marks(item)[0]:
                # A closing mark alone on its line closes what stands above it.
                if isinstance(last, Block) and last.kind not in BESIDE_THE_TEXT:
                    parts[-1] = replace(
                        last, content=(*last.content, *block.content), lines=(*last.lines, *block.lines)
                    )
                else:
                    parts.append(Block(BlockKind.MARK, block.content, block.lines, "quotation-mark"))
                continue
            parts.append(block)
            signer, place, dated = signer or name, place or found_place, dated or found_date
        if node.forgotten:
            supply_mark(parts, node.opening)
        message = self._carried_message(tuple(parts), covering, addressee, addressed, signer, place, dated)
        return CarriedMessage(message, tuple(addressed))

    def _head(self, node: Node, items: list[Piece | Node], parts: list[Part]) -> tuple[int, Agent | None, list[Agent]]:
        """Read address lines and salutation: where the message goes on, whom it salutes, whom its address names.

        A line that runs into the first sentence leaves that sentence in `items`.
        """
        position = 0
        addressed: list[Agent] = []
        while position < len(items):
            item = items[position]
            if not isinstance(item, Piece):
                break
            core = without_marks(item)[0]
            mark = repeated_mark(item) if parts else opening_mark(node)
            greeting = form.salutation(core)
            if greeting:
                run_in = bool(greeting.rest)
                content = (*mark, *marked(greeting.words), *(() if run_in else closing_marks(item)))
                parts.append(Block(BlockKind.SALUTATION, content, (item.line.number,), "salutation", run_in))
                if run_in:
                    items[position] = replace(item, text=item.text[len(greeting.words) :].lstrip(), opening="")
                saluted = names.agent(greeting.name) if greeting.name and greeting.certain else None
                return position + (not run_in), saluted, addressed
            run_in_address = form.run_in_address(core)
            found, rest = run_in_address or (form.address(core), "")
            if found is None or found.by_office:
                break
            content = (*mark, *found.content, *(() if rest else closing_marks(item)))
            parts.append(Block(BlockKind.ADDRESS, content, (item.line.number,), "address", bool(rest)))
            addressed += found.agents
            if rest:
                items[position] = replace(item, text=item.text[len(core) - len(rest) :], opening="", reopened=False)
                break
            position += 1
        return position, None, addressed

    def _closers_start(self, items: list[Piece | Node], first: int) -> int:
        """Where the closing lines of a carried message begin: formula, signature and date line at its end."""
        end = len(items)
        while end > first + 1:
            item = items[end - 1]
            if not isinstance(item, Piece):
                break
            core, closing = without_marks(item)
            if not (
                form.is_closing(core)
                or form.dateline(core, self._near)
                or not core
                or OMISSION.fullmatch(core)
                or (self._signature(core, bool(closing)) and not LABEL.match(core))
            ):
                break
            end -= 1
        return end

    def _signature(self, core: str, closed: bool) -> form.Signature | None:
        return form.signature(core, self._near, self._known, ends=True, closed=closed)

    def _closer(self, piece: Piece) -> tuple[Block, Agent | None, str, DateReading | None]:
        core, closing = without_marks(piece)
        lead = repeated_mark(piece)
        if OMISSION.fullmatch(core):
            content = (*lead, Span(SpanKind.OMISSION, (core,)), *closing)
            return as_block(piece, BlockKind.OMISSION, content, "omission"), None, "", None
        dated = form.dateline(core, self._near)
        if dated:
            block = as_block(piece, BlockKind.DATELINE, (*lead, *dated[2], *closing), "date-line")
            return block, None, dated[0], dated[1]
        signature = None if form.is_closing(core) else self._signature(core, bool(closing))
        if signature:
            block = as_block(piece, BlockKind.SIGNATURE, (*lead, *signature.content, *closing), "signature")
            return block, names.agent(signature.name), "", signature.date
        return as_block(piece, BlockKind.CLOSING, (*lead, *marked(core), *closing), "closing"), None, "", None

    def _carried_message(
        self,
        parts: tuple[Part, ...],
        covering: Covering,
        addressee: Agent | None,
        addressed: list[Agent],
        signer: Agent | None,
        place: str,
        dated: DateReading | None,
    ) -> Message:
        inner = next((part.message for part in parts if isinstance(part, Carried)), None)
        sender = signer or (names.agent(covering.sender) if covering.sender else None)
        agents = [sender] if sender else []
        if place:
            agents.append(Agent(AgentKind.PLACE, place))
        elif inner and sender:
            # One person's letter and the message in it are written at one place: inference, and marked so.
            agents += [
                Agent(AgentKind.PLACE, found, "internal", "medium")
                for found in _place_of(inner, sender.name, covering.date)
            ]
        events: list[CorrespondenceEvent] = []
        when = dated or covering.date
        named = names.agent(covering.addressee) if covering.addressee else None
        if agents or when or addressee or named or addressed:
            events.append(CorrespondenceEvent("sent", EventKind.SENT, tuple(agents), when))
        if addressed:
            events.append(CorrespondenceEvent("to", EventKind.ADDRESSEE, tuple(addressed)))
        elif addressee:
            events.append(CorrespondenceEvent("to", EventKind.ADDRESSEE, (addressee,)))
            if named and named.name.casefold() != addressee.name.casefold():
                events.append(CorrespondenceEvent("ultimate", EventKind.ULTIMATE, (named,)))
        elif named:
            events.append(CorrespondenceEvent("to", EventKind.ADDRESSEE, (named,)))
        kind = covering.kind if covering.kind in ("letter", "memorandum") else "message"
        wording = covering.kind if covering.kind in ("letter", "memorandum", "telegram") else "telegram"
        return Message(kind, (Section(SectionKind.DISPATCH, parts),), wording, "", tuple(events))


def with_title(message: Message, title: Title) -> Message:
    """A carried message with the names that the record's title gives it (`transmitting message from C to D`), where
    its own text names nobody."""
    around = (AgentKind.PLACE, AgentKind.CALLSIGN)
    sent = next((event for event in message.events if event.kind is EventKind.SENT), None)
    events = list(message.events)
    if title.carried_sender and not (sent and any(agent.kind not in around for agent in sent.agents)):
        named = sent or CorrespondenceEvent("sent", EventKind.SENT)
        known = replace(named, agents=(external(title.carried_sender), *named.agents))
        events = [known, *(event for event in events if event is not sent)]
    received = any(event.kind in (EventKind.ADDRESSEE, EventKind.ULTIMATE) for event in events)
    if title.carried_addressees and not received:
        agents = tuple(external(name) for name in title.carried_addressees)
        events.append(CorrespondenceEvent("to", EventKind.ADDRESSEE, agents))
    return replace(message, events=tuple(events))


def _place_of(message: Message, sender: str, dated: DateReading | None) -> list[str]:
    sent = next((event for event in message.events if event.kind is EventKind.SENT), None)
    if sent is None or not any(agent.name.casefold() == sender.casefold() for agent in sent.agents):
        return []
    if dated and sent.date and dated.day != sent.date.day:
        return []
    return [agent.name for agent in sent.agents if agent.kind is AgentKind.PLACE]
