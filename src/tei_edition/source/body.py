"""The text of a telegram: form head, message with all that it carries, what follows the signature."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from tei_edition.model import (
    Agent,
    AgentKind,
    Block,
    BlockKind,
    Carried,
    ConversionWarning,
    CorrespondenceEvent,
    DateReading,
    EventKind,
    Inline,
    Message,
    Part,
    Reference,
    Section,
    SectionKind,
    Span,
    SpanKind,
    plain_text,
)
from tei_edition.source import form, names, service
from tei_edition.source.carried import CarriedReader
from tei_edition.source.covering import read_covering
from tei_edition.source.distribution import announces_copies, read_copy, read_distribution
from tei_edition.source.inline import marked
from tei_edition.source.lines import Line
from tei_edition.source.numbered import LABEL, read_numbered
from tei_edition.source.pieces import as_block, typed_numbers
from tei_edition.source.quotation import PROCEDURE, Node, Piece, delimit
from tei_edition.source.title import Title

# Before the signature only what no sentence of a message begins with; after it, everything of the office.
_OFFICE_NOTE_EARLY = re.compile(
    r"(?:Typed by\b|Deciphered by\b|\w+ copies(?: printed)?\b|\[?Stamp\b|\[handwritten|\d-?[a-z]{1,3}$)", re.IGNORECASE
)
_POSTSCRIPT = re.compile(r"(?:P\.?\s?S\.|PS\b|Postscript\b)", re.IGNORECASE)
_OFFICE_NOTE = re.compile(
    r"(?:Typed\b|Deciphered\b|Verified\b|\[?Stamp\b|\[handwritten|\w+ copies(?: printed)?\b|Spravka\b|File\b|Printed\b"
    r"|###|\d-?[a-z]{1,3}$)",
    re.IGNORECASE,
)
_OPENER = re.compile(r"[“„«\"]")
_HEAD_REACH = 6
"""How many lines ahead an unknown line of the form head may look for the head to go on."""


@dataclass(slots=True)
class _Draft:
    """A message while it is read."""

    sections: list[tuple[SectionKind, list[Part]]] = field(default_factory=list)
    events: list[CorrespondenceEvent] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    addressees: list[Agent] = field(default_factory=list)
    ultimate: list[Agent] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    number: str = ""
    form: str = ""
    sender: Agent | None = None
    registration: str = ""
    place: str = ""
    place_to: str = ""
    copies_announced: bool = False
    dated: DateReading | None = None

    def parts(self, kind: SectionKind) -> list[Part]:
        """The parts of the section that is being read, a new one if the kind changes."""
        if not self.sections or self.sections[-1][0] is not kind:
            self.sections.append((kind, []))
        return self.sections[-1][1]


class BodyReader:
    """Reads the lines of a page's text into one message. `near` is the page's date, `title` what its title says."""

    def __init__(self, near: date | None, title: Title) -> None:
        self.near = near
        self.title = title
        self.warnings: list[ConversionWarning] = []
        self._carried = CarriedReader(near, title.words, self._warn)

    def read(self, lines: list[Line]) -> Message:
        """The telegram that `lines` hold. Every line ends in exactly one block."""
        root = delimit(lines, self._is_sender)
        for line in root.unbalanced:
            self._warn(
                "quotation-mark-unbalanced", line, "a quotation mark opens or closes nothing; check the quotation"
            )
        if _forgotten(root):
            last = lines[-1].number
            self._warn("quotation-mark-missing", last, "a message that a quotation mark opened is never closed")
        return self._telegram(root)

    def _is_sender(self, text: str) -> bool:
        """Whether a line is the name that the title gives as the sender's."""
        sender = {word.lower() for word in re.findall(r"\w{3,}", self.title.sender)}
        return names.is_name(text) and bool(
            sender & {word.lower() for word in re.findall(r"\w{3,}", names.collapse(text))}
        )

    def _warn(self, rule: str, line: int, message: str) -> None:
        self.warnings.append(ConversionWarning(rule, line, message))

    # The outer message ------------------------------------------------------------------------------------------

    def _telegram(self, root: Node) -> Message:
        draft = _Draft()
        position = self._head(root.items, draft)
        signed = False
        while position < len(root.items):
            item = root.items[position]
            if isinstance(item, Node):
                covering = read_covering(draft.paragraphs, self.near)
                kind = SectionKind.ENCLOSURE if signed else SectionKind.DISPATCH
                carried = Carried(self._carried.read(item, covering))
                if signed:
                    draft.sections.append((kind, [carried]))
                else:
                    draft.parts(kind).append(carried)
                position += 1
            elif self._after_signature(item, draft, signed):
                signed = True
                position += 1
            elif not signed:
                signed, position = self._message_line(root.items, position, draft)
            elif PROCEDURE.match(item.text) or _POSTSCRIPT.match(item.text):
                # "Confirm receipt." goes on with the outer message, which its own signature may follow.
                signed, position = self._message_line(root.items, position, draft)
            elif len(item.text.split()) >= 12:
                self._warn("text-after-signature", item.line.number, "a paragraph stands after the signature; check it")
                signed, position = self._message_line(root.items, position, draft)
            else:
                self._unclassified(item, draft)
                position += 1
        return self._finished(draft)

    def _head(self, items: list[Piece | Node], draft: _Draft) -> int:
        position = 0
        while position < len(items):
            item = items[position]
            if not isinstance(item, Piece):
                break
            taken = (
                self._service(items, position, draft)
                or self._place_above_office(items, position, draft)
                or self._head_line(item, draft)
            )
            if not taken:
                if not self._head_goes_on(items, position):
                    break
                unknown = Span(SpanKind.UNCLASSIFIED, marked(item.text))
                block = as_block(item, BlockKind.SERVICE, (unknown,), "unclassified-head-line")
                draft.parts(SectionKind.DISPATCH).append(block)
                self._warn("unclassified-line", item.line.number, "no rule knows this line of the form's head")
                taken = 1
            position += taken
        return position

    def _head_goes_on(self, items: list[Piece | Node], position: int) -> bool:
        item = items[position]
        if not isinstance(item, Piece) or len(item.text.split()) > 8 or re.search(r"[a-zа-яё][.!?]$", item.text):
            return False
        for later in items[position + 1 : position + 1 + _HEAD_REACH]:
            if not isinstance(later, Piece) or len(later.text.split()) > 30:
                return False
            if self._head_line(later, _Draft()) or service.is_service(later.text):
                return True
        return False

    def _place_above_office(self, items: list[Piece | Node], position: int, draft: _Draft) -> int:
        """`PYONGYANG` above `SOVIET AMBASSADOR`: the place of the addressee on a line of its own."""
        item, following = items[position], items[position + 1] if position + 1 < len(items) else None
        if not isinstance(item, Piece) or not isinstance(following, Piece):
            return 0
        alone = re.fullmatch(r"[A-ZА-ЯЁ]{3,}(?: [A-ZА-ЯЁ]{3,})?", item.text)
        if not alone or names.is_body(item.text) or form.heading(item.text) or form.marks(item.text):
            return 0
        office = form.address(following.text)
        if office is None or not office.by_office or office.place:
            return 0
        draft.place_to = draft.place_to or item.text
        block = as_block(item, BlockKind.ADDRESS, (Span(SpanKind.PLACE, (item.text,)),), "address")
        draft.parts(SectionKind.DISPATCH).append(block)
        return 1

    def _service(self, items: list[Piece | Node], position: int, draft: _Draft) -> int:
        """Service lines from `position` on that belong together: how many."""
        group: list[Piece] = []
        for item in (items[place] for place in range(position, len(items))):
            if not isinstance(item, Piece) or _OPENER.match(item.text):
                break
            if group and not service.wraps(group[-1].text, item.text):
                break
            if not group and not service.is_service(item.text):
                break
            group.append(item)
        if not group:
            return 0
        told = any(event.kind is EventKind.SENT for event in draft.events)
        texts = [piece.text for piece in group]
        found = service.read_service(texts, self.near, len(draft.events) + 1, told)
        if told and re.search(r"\bsent\b(?! to\b)", " ".join(texts), re.IGNORECASE):
            self._warn("sending-repeated", group[0].line.number, "a second sending is read as a relay; check the way")
        for event in found.events:
            if event.date and not event.date.when:
                self._warn("ambiguous-date", group[0].line.number, f"'{event.date.printed}' has two readings")
        draft.events += found.events
        draft.place = draft.place or found.place
        sent = any(event.kind is EventKind.SENT for event in found.events)
        kind = BlockKind.SERVICE_SENT if sent else BlockKind.SERVICE
        if not found.events:
            content: tuple[Inline, ...] = (Span(SpanKind.SERVICE, found.content, value="origin"),)
        else:
            content = found.content
        lines = tuple(piece.line.number for piece in group)
        draft.parts(SectionKind.DISPATCH).append(Block(kind, content, lines, "service-line"))
        return len(group)

    def _head_line(self, piece: Piece, draft: _Draft) -> int:
        text = piece.text
        parts = draft.parts(SectionKind.DISPATCH)

        def take(kind: BlockKind, content: tuple[Inline, ...], rule: str) -> int:
            parts.append(as_block(piece, kind, content, rule))
            return 1

        found = form.heading(text)
        if found:
            draft.number = draft.number or found.number
            draft.form = draft.form or found.words
            return take(BlockKind.HEADING, found.content, "heading")
        mark = form.marks(text)
        if mark:
            return take(BlockKind.SERVICE, mark, "mark")
        reference = form.reference(text)
        if reference:
            draft.references.append(Reference(reference, text))
            return take(BlockKind.SERVICE, (Span(SpanKind.REFERENCE, (text,)),), "reference")
        number = form.number_line(text)
        if number:
            kind, value, content = number
            if kind in ("", "telegram") and not draft.number:
                draft.number = value
                content = typed_numbers(content, "telegram")
            return take(BlockKind.HEADING, typed_numbers(content, "sender"), "number")
        address = form.address(text) or self._bare_address(text)
        if address and address.by_office and not any(section_parts for _, section_parts in draft.sections):
            # An office before everything else is the one that sends: it heads the form.
            return take(BlockKind.OFFICE, (text,), "office")
        if address and self._uncertain(address, text):
            self._warn("addressee-uncertain", piece.line.number, f"'{text}' may name a place or a person")
            return take(BlockKind.ADDRESS, (text,), "address")
        if address:
            draft.place_to = draft.place_to or address.place
            found_agents = [names.agent(name) for name in address.names]
            (draft.ultimate if address.ultimate else draft.addressees).extend(found_agents)
            return take(BlockKind.ADDRESS, address.content, "address")
        last = parts[-1] if parts else None
        below_address = isinstance(last, Block) and last.kind is BlockKind.ADDRESS
        short = len(text.split()) <= 14 and not _sentence(text) and not names.begins_sentence(text)
        if below_address and short and names.is_body(text) and text[-1] != ":":
            draft.addressees.append(names.agent(text))
            return take(BlockKind.ADDRESS, names.person_spans(text), "address")
        if _goes_on(parts) and names.agent(text).kind is AgentKind.OFFICE_HOLDER and len(text.split()) <= 10:
            return take(BlockKind.ADDRESS, (Span(SpanKind.ROLE, (text,)),), "address")
        greeting = form.salutation(text)
        if greeting and not greeting.rest:
            return take(BlockKind.SALUTATION, marked(text), "salutation")
        if self._copies(piece, draft):
            return 1
        dated = form.dateline(text, self.near)
        if dated:
            draft.dated = draft.dated or dated[1]
            draft.place = draft.place or dated[0]
            return take(BlockKind.DATELINE, dated[2], "date-line")
        if re.match(r"from\b", text, re.IGNORECASE) and len(text.split()) <= 10 and not _sentence(text):
            return take(BlockKind.SERVICE, (Span(SpanKind.SERVICE, marked(text), value="origin"),), "origin")
        if short and names.is_body(text) and text[-1] not in ".:;":
            return take(BlockKind.OFFICE, (text,), "office") if text[0].isupper() or text[0].isdigit() else 0
        return 0

    def _uncertain(self, address: form.Address, text: str) -> bool:
        """Whether `To: PYONGYANG` may name a place: one word without honorific that the title does not have."""
        if len(address.names) != 1 or address.by_office or names.HONORIFIC.search(text):
            return False
        name = address.names[0]
        return re.fullmatch(r"\w+", name) is not None and name.lower() not in self.title.words

    def _bare_address(self, text: str) -> form.Address | None:
        """A name alone in the form's head is the addressee if the title names the same person as such."""
        if not names.is_name(text) or not text.isupper():
            return None
        words = {word.casefold() for name in self.title.addressees for word in re.findall(r"\w{3,}", name)}
        own = {word.casefold() for word in re.findall(r"\w{3,}", text)}
        return form.Address((text,), False, names.person_spans(text)) if words & own else None

    def _message_line(self, items: list[Piece | Node], position: int, draft: _Draft) -> tuple[bool, int]:
        """One line of the message (or a whole numbered list); whether it was the signature, and what comes next."""
        item = items[position]
        if not isinstance(item, Piece):
            return False, position
        parts = draft.parts(SectionKind.DISPATCH)
        ends = self._ends_after(items, position)
        signature = form.signature(item.text, self.near, self.title.words, ends=ends)
        if signature and not LABEL.match(item.text):
            parts.append(as_block(item, BlockKind.SIGNATURE, signature.content, "signature"))
            draft.sender = draft.sender or names.agent(signature.name)
            draft.dated = draft.dated or signature.date
            draft.registration = draft.registration or signature.number
            following = items[position + 1] if position + 1 < len(items) else None
            if isinstance(following, Piece):
                dated = form.dateline(following.text, self.near)
                if dated:
                    parts.append(as_block(following, BlockKind.DATELINE, dated[2], "date-line"))
                    draft.dated = draft.dated or dated[1]
                    return True, position + 2
            return True, position + 1
        dated_here = form.dateline(item.text, self.near) if ends else None
        if dated_here and draft.paragraphs:
            parts.append(as_block(item, BlockKind.DATELINE, dated_here[2], "date-line"))
            draft.dated, draft.place = draft.dated or dated_here[1], draft.place or dated_here[0]
            return False, position + 1
        if form.is_closing(item.text):
            parts.append(as_block(item, BlockKind.CLOSING, marked(item.text), "closing"))
            return False, position + 1
        listed = read_numbered(items, position, len(items), self._warn)
        if listed:
            parts.append(listed[0])
            draft.paragraphs += [plain_text(block.content) for one in listed[0].items for block in one.blocks]
            return False, listed[1]
        parts.append(as_block(item, BlockKind.PARAGRAPH, marked(item.text), "paragraph"))
        draft.paragraphs.append(item.text)
        return False, position + 1

    def _ends_after(self, items: list[Piece | Node], position: int) -> bool:
        """Whether no sentence of the message follows at once: only what stands after a signature, or nothing."""
        if position + 1 >= len(items):
            return True
        following = items[position + 1]
        if isinstance(following, Node):
            return True
        text = following.text
        return bool(
            form.number_line(text)
            or form.dateline(text, self.near)
            or announces_copies(text)
            or read_distribution(text, 0)
            or read_copy(text, False, 0)
            or PROCEDURE.match(text)
            or _POSTSCRIPT.match(text)
            or _OFFICE_NOTE.match(text)
            or (names.is_name(text) and position + 2 >= len(items))
            or (names.is_name(text) and text.isupper())
        )

    def _after_signature(self, piece: Piece, draft: _Draft, signed: bool) -> bool:
        """Read a line that only stands after a message: copies, registration, office notes."""
        text = piece.text
        if self._copies(piece, draft):
            return True
        number = form.number_line(text)
        if number and (signed or not number[0]):
            # After the office's notes a number that says nothing of itself is the typist's.
            typist = bool(draft.sections) and draft.sections[-1][0] is SectionKind.OFFICE_NOTES
            if not number[0] and not typist:
                draft.registration = draft.registration or number[1]
            content = typed_numbers(number[2], "typing" if typist else "sender")
            block = as_block(piece, BlockKind.PARAGRAPH, content, "registration-number")
            draft.parts(SectionKind.REGISTRATION).append(block)
            return True
        dated = form.dateline(text, self.near) if signed else None
        if dated:
            block = as_block(piece, BlockKind.PARAGRAPH, dated[2], "registration-date")
            draft.parts(SectionKind.REGISTRATION).append(block)
            return True
        pattern = _OFFICE_NOTE if signed else _OFFICE_NOTE_EARLY
        if pattern.match(text) and len(text.split()) <= 16 and (signed or not _sentence(text)):
            block = as_block(piece, BlockKind.PARAGRAPH, marked(text), "office-note")
            draft.parts(SectionKind.OFFICE_NOTES).append(block)
            return True
        return False

    def _copies(self, piece: Piece, draft: _Draft) -> bool:
        """Read a distribution list, or one recipient of it."""
        key = 1 + len(draft.events)
        listing = draft.sections[-1] if draft.sections else None
        before = listing[1][-1] if listing and listing[0] is SectionKind.DISTRIBUTION and listing[1] else None
        wrapped = isinstance(before, Block) and plain_text(before.content).rstrip().endswith(",")
        found = read_distribution(piece.text, key, wrapped) or read_copy(piece.text, draft.copies_announced, key)
        if announces_copies(piece.text):
            draft.copies_announced = True
        if found is None:
            return False
        draft.events += found.events
        block = as_block(piece, BlockKind.PARAGRAPH, found.content, "distribution-list")
        draft.parts(SectionKind.DISTRIBUTION).append(block)
        return True

    def _unclassified(self, piece: Piece, draft: _Draft) -> None:
        block = as_block(piece, BlockKind.UNCLASSIFIED, marked(piece.text), "unclassified-line")
        draft.parts(SectionKind.UNCLASSIFIED).append(block)
        self._warn("unclassified-line", piece.line.number, "no rule knows this line after the signature")

    def _finished(self, draft: _Draft) -> Message:
        sender = draft.sender
        if (sender is None and self.title.sender) or (
            self.title.addressees and not draft.addressees and not draft.ultimate
        ):
            self._warn("names-from-title", 0, "sender or addressee stand only in the archive's title")
        if sender is None and self.title.sender:
            sender = replace(names.agent(self.title.sender), evidence="external", certainty="medium")
        addressees = list(draft.addressees)
        if not addressees and not draft.ultimate:
            addressees = [
                replace(names.agent(name), evidence="external", certainty="medium") for name in self.title.addressees
            ]
        events = list(draft.events)
        sent = next((event for event in events if event.kind is EventKind.SENT), None)
        agents = [sender] if sender else []
        if sent is None:
            place = [Agent(AgentKind.PLACE, draft.place)] if draft.place else []
            if agents or place or draft.dated:
                events.insert(0, CorrespondenceEvent("sent", EventKind.SENT, (*agents, *place), draft.dated))
                sent = events[0]
        else:
            known = any(agent.kind is AgentKind.PLACE for agent in sent.agents)
            place = [Agent(AgentKind.PLACE, draft.place)] if draft.place and not known else []
            found = replace(sent, agents=(*agents, *sent.agents, *place))
            events[events.index(sent)] = found
            sent = found
        if sent and draft.registration:
            events[events.index(sent)] = replace(sent, registration=draft.registration)
        if addressees:
            place_to = [Agent(AgentKind.PLACE, draft.place_to)] if draft.place_to and draft.addressees else []
            events.append(CorrespondenceEvent("to", EventKind.ADDRESSEE, (*addressees, *place_to)))
        if draft.ultimate:
            events.append(CorrespondenceEvent("ultimate", EventKind.ULTIMATE, tuple(draft.ultimate)))
        number = draft.number or self.title.number
        return Message(
            "telegram",
            tuple(Section(kind, tuple(parts)) for kind, parts in draft.sections if parts),
            draft.form or self.title.kind,
            number,
            _in_order(events),
            tuple(draft.references),
        )


def _forgotten(node: Node) -> bool:
    return node.forgotten or any(isinstance(item, Node) and _forgotten(item) for item in node.items)


def _sentence(text: str) -> bool:
    """Whether a line reads like a sentence: it has a verb's company of small words or ends with a full stop."""
    return len(re.findall(r"\b(?:is|are|was|were|has|have|had|will|that|which|who|not)\b", text)) > 0


def _goes_on(parts: list[Part]) -> bool:
    """Whether the last line is of the address and ends with a comma: the addressee's office follows."""
    last = parts[-1] if parts else None
    return isinstance(last, Block) and last.kind is BlockKind.ADDRESS and plain_text(last.content).endswith(",")


_ORDER = {EventKind.ADDRESSEE: 2, EventKind.ULTIMATE: 3, EventKind.COURTESY_COPY: 4, EventKind.COPY: 5}


def _in_order(events: list[CorrespondenceEvent]) -> tuple[CorrespondenceEvent, ...]:
    """The sending first, the service as the form tells it, then addressees and copies."""
    return tuple(sorted(events, key=lambda event: 0 if event.kind is EventKind.SENT else _ORDER.get(event.kind, 1)))
