"""The text of a telegram: form head, message with all that it carries, what follows the signature, attachments."""

from __future__ import annotations

import re
from dataclasses import replace

from tei_edition.model import (
    BlockKind,
    Carried,
    ConversionWarning,
    Inline,
    Message,
    Section,
    SectionKind,
    Span,
    SpanKind,
    plain_text,
)
from tei_edition.source import form, names
from tei_edition.source.addressing import repeated
from tei_edition.source.carried import CarriedReader, with_title
from tei_edition.source.copies import begin_list
from tei_edition.source.covering import read_covering
from tei_edition.source.dates import Near
from tei_edition.source.draft import Draft
from tei_edition.source.ending import POSTSCRIPT, ends_after, read_after, read_dashed, read_office
from tei_edition.source.head import HeadReader
from tei_edition.source.identity import may_be_same
from tei_edition.source.inline import marked
from tei_edition.source.lines import Line
from tei_edition.source.minutes import DECISION, is_attachment
from tei_edition.source.numbered import read_numbered
from tei_edition.source.pieces import OMISSION, RULE, as_block
from tei_edition.source.quotation import PROCEDURE, Node, Piece, delimit
from tei_edition.source.running import with_references, with_times
from tei_edition.source.signing import SignatureReader
from tei_edition.source.title import Title

_NUMBER_FIRST = re.compile(r"(?P<n>\d{2,5})\.\s+(?=\S)")
"""The number with which some houses begin the text of a telegram."""
_GOES_ON = re.compile(r"[a-zа-яё]|\[\d{1,2}\]\s?[a-z(]")
_LONG_WORD = re.compile(r"\w{3,}")
_FORM_REACH = 8
"""How many lines below a clerk's line the form may go on."""
_DECISION_REACH = 15
"""How far down a page the lines that make it a decision's extract may stand."""


class BodyReader:
    """Reads the lines of a page's text into one message. `near` is the page's date, `title` what its title says."""

    def __init__(self, near: Near, title: Title) -> None:
        self.near = near
        self.title = title
        self.warnings: list[ConversionWarning] = []
        self._carried = CarriedReader(near, title.words, self._warn)
        self._signatures = SignatureReader(near, title.words)

    def read(self, lines: list[Line]) -> Message:
        """The telegram that `lines` hold, with what is attached to it. Every line ends in exactly one block."""
        starts = [number for number, line in enumerate(lines) if number and is_attachment(line.text)]
        ends = [*starts, len(lines)]
        outer = Draft()
        if starts and any(DECISION.match(line.text) for line in lines[: min(_DECISION_REACH, ends[0])]):
            outer.kind, outer.form = "decision", "decision"
        is_decision = outer.kind == "decision"
        message, from_title = self._message(lines[: ends[0]], outer, Title() if is_decision else self.title)
        enclosures: list[Section] = []
        for number, (start, end) in enumerate(zip(starts, ends[1:], strict=True)):
            draft = Draft(kind="message")
            principal = is_decision and not number
            title = self.title if principal else Title(words=self.title.words)
            enclosed, lacks_names = self._message(lines[start:end], draft, title, heading=lines[start])
            if principal:
                from_title = lacks_names
                enclosed = replace(enclosed, kind="telegram", events=(*enclosed.events, *outer.recipients))
            enclosures.append(Section(SectionKind.ENCLOSURE, (Carried(enclosed),)))
        if outer.recipients and not (is_decision and starts):
            message = replace(message, events=(*message.events, *outer.recipients))
        if from_title:
            self._warn("names-from-title", 0, "sender or addressee stand only in the archive's title")
        return replace(message, sections=(*message.sections, *enclosures)) if enclosures else message

    def _is_sender(self, text: str) -> bool:
        """Whether a line is the name that the title gives as the sender's."""
        if not names.is_name(text):
            return False
        sender = set(_LONG_WORD.findall(self.title.sender.lower()))
        return not sender.isdisjoint(_LONG_WORD.findall(names.collapse(text).lower()))

    def _warn(self, rule: str, line: int, message: str) -> None:
        self.warnings.append(ConversionWarning(rule, line, message))

    def _message(
        self, lines: list[Line], draft: Draft, title: Title, heading: Line | None = None
    ) -> tuple[Message, bool]:
        """One message with what it carries in quotation marks; whether its names come from the title."""
        if heading:
            block = as_block(Piece(heading, heading.text), BlockKind.HEADING, marked(heading.text), "attachment")
            draft.parts(SectionKind.DISPATCH).append(block)
            lines = lines[1:]
        root = delimit(lines, self._is_sender) if lines else Node()
        for line in root.unbalanced:
            self._warn(
                "quotation-mark-unbalanced", line, "a quotation mark opens or closes nothing; check the quotation"
            )
        if _forgotten(root):
            last = lines[-1].number
            self._warn("quotation-mark-missing", last, "a message that a quotation mark opened is never closed")
        position = HeadReader(self.near, title, self._warn).read(root.items, 0, draft)
        signed = False
        while position < len(root.items):
            item = root.items[position]
            if isinstance(item, Node):
                self._carry(item, draft, signed)
                position += 1
            elif office := read_office(root.items, position, draft, self.near, self._warn):
                position += office
                if not signed and not (draft.senders or draft.signers) and self._form_goes_on(root.items, position):
                    # A line that no rule knew ended the head too early.
                    position = HeadReader(self.near, title, self._warn).read(root.items, position, draft)
                else:
                    signed = True
            elif signed and begin_list(root.items, position, draft, signed):
                position += 1
            elif not signed and self._addressed_late(item, draft):
                position = HeadReader(self.near, title, self._warn).read(root.items, position, draft)
            elif read_dashed(root.items, position, draft):
                position += 1
            elif read_after(item, draft, signed, self.near):
                # The number may stand above the name that signs.
                signed = signed or not (form.number_line(item.text) and self._name_follows(root.items, position))
                position += 1
            elif not signed and (unmarked := self._unmarked(root.items, position, draft)):
                self._carry(unmarked, draft, signed)
                position += len(unmarked.items)
            elif not signed:
                signed, position = self._line(root.items, position, draft)
            elif PROCEDURE.match(item.text):
                # "Confirm receipt." goes on with the outer message, which its own signature may follow.
                signed, position = self._line(root.items, position, draft)
            elif OMISSION.fullmatch(item.text) or RULE.fullmatch(item.text):
                self._sign(item, draft)
                position += 1
            elif POSTSCRIPT.match(item.text):
                block = as_block(item, BlockKind.POSTSCRIPT, marked(item.text), "postscript")
                draft.parts(SectionKind.DISPATCH).append(block)
                position += 1
            elif signed and self._attached(root.items, position):
                self._carry(Node(root.items[position:]), draft, signed)
                position = len(root.items)
            elif len(item.text.split()) >= 12:
                self._warn("text-after-signature", item.line.number, "a paragraph stands after the signature; check it")
                signed, position = self._line(root.items, position, draft)
            else:
                block = as_block(item, BlockKind.UNCLASSIFIED, marked(item.text), "unclassified-line")
                draft.parts(SectionKind.UNCLASSIFIED).append(block)
                self._warn("unclassified-line", item.line.number, "no rule knows this line after the signature")
                position += 1
        if draft.inferred[0]:
            told = "a day with its hour, without a word for sending, is read as the sending; check it"
            self._warn("sending-inferred", draft.inferred[1], told)
        message, from_title, doubt = draft.finished(title)
        if doubt:
            told = f"the page gives two names for the sender, '{doubt[0]}' and '{doubt[1]}'; the first was taken"
            self._warn("sender-differs", 0, told)
        return message, from_title

    @staticmethod
    def _addressed_late(item: Piece, draft: Draft) -> bool:
        """Whether below one sentence of the office, an order to its departments, the address of the message stands."""
        if item.text[-1] != ":" or len(draft.paragraphs) != 1 or draft.addressees or draft.paragraphs[0][-1] != ".":
            return False
        address = form.address(item.text)
        return address is not None and not address.by_office

    @staticmethod
    def _attached(items: list[Piece | Node], position: int) -> bool:
        """Whether below a signature another message begins, with an address of its own before a text."""
        item, rest = items[position], items[position + 1 :]
        if not isinstance(item, Piece) or not rest or item.text[-1:] not in (":", ","):
            return False
        text = next((one.text for one in rest if isinstance(one, Piece) and len(one.text.split()) >= 8), "")
        return bool(text) and form.address(item.text) is not None

    def _name_follows(self, items: list[Piece | Node], position: int) -> bool:
        """Whether the line below is a name that signs."""
        following = items[position + 1] if position + 1 < len(items) else None
        if not isinstance(following, Piece):
            return False
        ends = ends_after(items, position + 1, self.near)
        return form.signature(following.text, self.near, self.title.words, ends=ends) is not None

    def _form_goes_on(self, items: list[Piece | Node], position: int) -> bool:
        """Whether after a clerk's line that nobody's signature precedes there are lines of the form and a text."""
        below = [item.text for item in items[position : position + _FORM_REACH] if isinstance(item, Piece)]
        begins = [
            number for number, text in enumerate(below) if form.sender(text) or form.address(text) or form.marks(text)
        ]
        return bool(begins) and any(len(text.split()) >= 6 for text in below[begins[0] + 1 :])

    @staticmethod
    def _sign(piece: Piece, draft: Draft) -> None:
        """A rule of dashes, or the sign that something is left out: it stays in the section that is being read."""
        kind = draft.sections[-1][0] if draft.sections else SectionKind.DISPATCH
        if OMISSION.fullmatch(piece.text):
            block = as_block(piece, BlockKind.OMISSION, (Span(SpanKind.OMISSION, (piece.text,)),), "omission")
        else:
            block = as_block(piece, BlockKind.MARK, (Span(SpanKind.RULE, (piece.text,)),), "rule")
        draft.parts(SectionKind.DISPATCH if kind is SectionKind.ENCLOSURE else kind).append(block)

    def _unmarked(self, items: list[Piece | Node], position: int, draft: Draft) -> Node | None:
        """A message without quotation marks: announced with a colon, it begins with a salutation or an address and
        ends before the sender's signature, or with one that is not the sender's."""
        first = items[position]
        if not isinstance(first, Piece) or not draft.paragraphs or not draft.paragraphs[-1].endswith(":"):
            return None
        if position + 2 <= draft.endless:
            return None
        greeting, address = form.salutation(first.text), form.address(first.text)
        begins = (greeting and not greeting.rest) or (address and not address.by_office)
        if not begins or not self.title.sender:
            return None
        for end in range(position + 2, len(items)):
            item = items[end]
            if isinstance(item, Node) or PROCEDURE.match(item.text):
                draft.endless = end
                return None
            if self._is_sender(item.text):
                return Node(items[position:end])
            if form.signature(item.text, self.near, self.title.words, ends=ends_after(items, end, self.near)):
                following = items[end + 1] if end + 1 < len(items) else None
                dated = isinstance(following, Piece) and form.dateline(following.text, self.near)
                return Node(items[position : end + (2 if dated else 1)])
        draft.endless = len(items)
        return None

    def _carry(self, node: Node, draft: Draft, signed: bool) -> None:
        covering = read_covering(draft.paragraphs, self.near)
        carried = self._carried.read(node, covering)
        first = not any(isinstance(part, Carried) for _, parts in draft.sections for part in parts)
        message = with_title(carried.message, self.title) if first else carried.message
        if signed:
            draft.sections.append((SectionKind.ENCLOSURE, [Carried(message)]))
            return
        draft.parts(SectionKind.DISPATCH).append(Carried(message))
        # An address inside what is forwarded says for whom the addressee gets it, unless it is himself; a salutation
        # alone does not.
        own = [agent.name for agent in draft.addressees]
        others = [one for one in carried.addressed if not any(may_be_same(one.name, name) for name in own)]
        if not draft.ultimate and others:
            draft.ultimate += carried.addressed

    def _line(self, items: list[Piece | Node], position: int, draft: Draft) -> tuple[bool, int]:
        """One line of the message (or a whole numbered list); whether it was the signature, and what comes next."""
        item = items[position]
        if not isinstance(item, Piece):
            return False, position
        parts = draft.parts(SectionKind.DISPATCH)
        signed = self._signatures.read(items, position, draft)
        if signed:
            return signed
        dated_here = form.dateline(item.text, self.near) if draft.paragraphs else None
        if dated_here and (ends_after(items, position, self.near) or self._name_follows(items, position)):
            parts.append(as_block(item, BlockKind.DATELINE, dated_here[2], "date-line"))
            draft.dated, draft.place = draft.dated or dated_here[1], draft.place or dated_here[0]
            return False, position + 1
        if OMISSION.fullmatch(item.text) or RULE.fullmatch(item.text):
            self._sign(item, draft)
            return False, position + 1
        if form.is_closing(item.text):
            parts.append(as_block(item, BlockKind.CLOSING, marked(item.text), "closing"))
            return False, position + 1
        listed = read_numbered(items, position, len(items), self._warn)
        if listed:
            parts.append(listed[0])
            draft.paragraphs += [plain_text(block.content) for one in listed[0].items for block in one.blocks]
            return False, listed[1]
        if _breaks_off(items, position, draft):
            draft.extend_last(as_block(item, BlockKind.PARAGRAPH, (" ", Span(SpanKind.BREAK), *marked(item.text)), ""))
            draft.paragraphs[-1] += f" {item.text}"
            return False, position + 1
        content = self._paragraph(item.text, draft)
        if item.text.endswith(":"):
            # What announces a carried message tells when it came.
            content = with_times(content)
        parts.append(as_block(item, BlockKind.PARAGRAPH, content, "paragraph"))
        following = items[position + 1] if position + 1 < len(items) else None
        if not draft.ultimate and (item.text.endswith(":") or isinstance(following, Node)):
            draft.ultimate += [names.agent(name) for name in form.conveyed_to(item.text)]
        draft.paragraphs.append(item.text)
        return False, position + 1

    def _paragraph(self, text: str, draft: Draft) -> tuple[Inline, ...]:
        """A paragraph of the message, whose own number may open its text."""
        # A line that says what the telegram is about may come before the number with its weekday.
        opening = not draft.paragraphs or (len(draft.paragraphs) < 3 and len(draft.paragraphs[-1]) < 200)
        number = form.opening_number(text) if opening and not draft.registration else None
        if draft.opens_with_number and not (draft.paragraphs or draft.number):
            number = number or _NUMBER_FIRST.match(text)
        if number is None or (draft.paragraphs and not number["day"]):
            return repeated(text, draft) or with_references(text, draft.references, opening=not draft.paragraphs)
        kind = "sender" if draft.number or self.title.number else "telegram"
        draft.registration, draft.number = number["n"] if kind == "sender" else "", draft.number or number["n"]
        rest = with_references(text[number.end() :], draft.references, opening=True)
        return (Span(SpanKind.NUMBER, (number["n"],), value=kind), text[number.end("n") : number.end()], *rest)


def _breaks_off(items: list[Piece | Node], position: int, draft: Draft) -> bool:
    """Whether the line above was broken off in a clause, with which this line goes on."""
    item, before = items[position], items[position - 1] if position else None
    if not isinstance(item, Piece) or not isinstance(before, Piece) or not _GOES_ON.match(item.text):
        return False
    last = draft.last
    if last is None or last.rule != "paragraph" or last.lines[-1] != before.line.number:
        return False
    # Items of a list have no full stop.
    return before.text[-1].isalnum() and item.text[-1] in '.!?:”"' and len(before.text.split()) > 2


def _forgotten(node: Node) -> bool:
    return node.forgotten or any(isinstance(item, Node) and _forgotten(item) for item in node.items)
