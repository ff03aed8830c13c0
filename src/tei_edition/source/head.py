"""The head of a telegram form, line by line: heading, office, service lines, marks, numbers, address, salutation."""

from __future__ import annotations

import re

from tei_edition.model import (
    Block,
    BlockKind,
    EventKind,
    Inline,
    Reference,
    SectionKind,
    Span,
    SpanKind,
    plain_text,
)
from tei_edition.source import form, names, service
from tei_edition.source.addressing import AddressReader
from tei_edition.source.cables import read_cable_line
from tei_edition.source.copies import begin_list, broken_copy, numbered_copies, read_copies
from tei_edition.source.dates import Near
from tei_edition.source.distribution import is_copy_number, is_routing
from tei_edition.source.draft import Draft, take
from tei_edition.source.ending import read_note
from tei_edition.source.fields import below_stamp, read_code, read_field
from tei_edition.source.head_dates import date_line, date_message, dated_number, hour_line, place_above_date
from tei_edition.source.inline import marked
from tei_edition.source.letters import FIGURES
from tei_edition.source.minutes import decision_line
from tei_edition.source.missions import addressed_mission, from_mission, is_addressed
from tei_edition.source.numbered import LABEL, Warn
from tei_edition.source.pieces import OMISSION, RULE, as_block, retyped, typed_numbers
from tei_edition.source.quotation import Node, Piece
from tei_edition.source.running import is_prose
from tei_edition.source.title import Title

_OPENERS = ("“", "„", "«", '"')
_REACH = 6
"""How many lines ahead an unknown line of the form head may look for the head to go on."""
_FEW = 8
"""A line of the form that no rule knows has few words; up to twice as many above an address."""
_LONGEST = 200
_SUBJECT = re.compile(
    r"(?:Subject|Contents?|Theme|Topic|Subj\.|Re|Regarding|Betr(?:eff|\.)|Tárgy|Asunto|Assunto|Objet|Тема|Содержание)\s*:\s*\S",
    re.I,
)
"""A form's line that says what the telegram is about."""
_STOP = re.compile(r"(?<!\b[ap]\.)(?<!\b[ap]\.\s)[a-zа-яё][.!?]$")
"""The full stop of a sentence, not that of `p.m.`"""
_COLUMN = re.compile(r"(?<=\S)\s(?=[DR][.:]\s?\d)|(?<=[a-z])\s(?=(?:Received|Sent|Dispatched)\s\d)")
_NOTE = re.compile(r"\[(?:Trans(?:lator|\.|lation)|Ed(?:itor|\.)|Note\b)", re.IGNORECASE)

_SENT = re.compile(r"\bsent\b(?! to\b)", re.IGNORECASE)
_SENT_ON = re.compile(r"(?:dispatched|sent)\b", re.IGNORECASE)
_FROM = re.compile(r"from\b", re.IGNORECASE)
_NUMBER_ALONE = re.compile(r"[\d\s.]+")
_LONG_WORD = re.compile(r"\w{3,}")


class HeadReader:
    """Reads lines of the form into a draft. `near` is the page's date, `title` what its title says."""

    def __init__(self, near: Near, title: Title, warn: Warn) -> None:
        self.near = near
        self.title = title
        self.warn = warn
        self._addresses = AddressReader(title, warn)

    def read(self, items: list[Piece | Node], position: int, draft: Draft) -> int:
        """Read the head that begins at `position`; where the message begins."""
        while position < len(items):
            item = items[position]
            if not isinstance(item, Piece):
                break
            taken = (
                self._addresses.sender(item, draft)
                or self._addresses.route(item, draft)
                or self._addresses.below_label(items, position, draft)
                or begin_list(items, position, draft)
                or read_cable_line(item, draft)
                or read_code(item, draft, self.title.words)
                or self._service(items, position, draft)
                or self._addresses.place_above_office(items, position, draft)
                or self._addresses.name_above_body(items, position, draft)
                or place_above_date(items, position, draft, self.near, self.title)
                or self._line(item, draft)
            )
            if not taken and (columns := _columns(item)):
                items[position : position + 1] = columns
                continue
            if not taken and _text_follows(items, position) and read_note(item, draft, signed=False):
                taken = 1
            if not taken and _NOTE.match(item.text) and item.text[-1] == "]":
                # A translator's note between the lines of a form.
                taken = take(item, draft, BlockKind.SERVICE, marked(item.text), "note")
            if not taken:
                if not self._goes_on(items, position):
                    break
                unknown = Span(SpanKind.UNCLASSIFIED, marked(item.text))
                block = as_block(item, BlockKind.SERVICE, (unknown,), "unclassified-head-line")
                draft.parts(SectionKind.DISPATCH).append(block)
                self.warn("unclassified-line", item.line.number, "no rule knows this line of the form's head")
                taken = 1
            position += taken
        return position

    def _goes_on(self, items: list[Piece | Node], position: int) -> bool:
        item = items[position]
        if not isinstance(item, Piece) or _STOP.search(item.text, max(0, len(item.text) - 2)):
            return False
        words = len(item.text.split())
        if words > _FEW and (words > 2 * _FEW or not _address_follows(items, position)):
            return False
        if (item.text.endswith(":") and not form.address(item.text)) or LABEL.match(item.text):
            # "I transmit the message:" announces what follows, a point is one of a list: the message has begun.
            return False
        # What is only looked at is reported when it is read.
        ahead = HeadReader(self.near, self.title, _unsaid)
        for later in items[position + 1 : position + 1 + _REACH]:
            if not isinstance(later, Piece) or len(later.text.split()) > 30:
                return False
            if ahead._line(later, Draft()) or form.sender(later.text) or service.is_service(later.text):
                return True
        return False

    def _service(self, items: list[Piece | Node], position: int, draft: Draft) -> int:
        """Service lines from `position` on that belong together: how many."""
        first = items[position]
        if not isinstance(first, Piece) or first.text.startswith(_OPENERS) or not service.is_service(first.text):
            return 0
        group = [first]
        for place in range(position + 1, len(items)):
            item = items[place]
            if not isinstance(item, Piece) or item.text.startswith(_OPENERS):
                break
            if not service.wraps(group[-1].text, item.text):
                break
            group.append(item)
        texts = [piece.text for piece in group]
        told = draft.is_sent or _sent_on(texts, draft)
        infer = EventKind.SENT not in draft.kinds
        found = service.read_service(texts, self.near, draft.next_key, told, infer)
        if told and _SENT.search(" ".join(texts)):
            self.warn("relay-inferred", group[0].line.number, "a second sending is read as a relay; check the way")
        for doubt in found.doubts:
            self.warn(doubt.rule, group[0].line.number, doubt.message)
        draft.tell(found.events)
        if found.inferred:
            draft.inferred = (found.inferred, group[0].line.number)
        draft.place = draft.place or found.place
        draft.dated = draft.dated or found.dated
        sent = any(event.kind is EventKind.SENT for event in found.events)
        kind = BlockKind.SERVICE_SENT if sent else BlockKind.SERVICE
        if not found.events:
            content: tuple[Inline, ...] = (Span(SpanKind.SERVICE, found.content, value=found.subtype),)
        else:
            content = found.content
        if found.number and not (draft.number or self.title.number):
            # `From BEIJING No. 1309`: where nothing else numbers the telegram, this does.
            draft.number = found.number
            content = retyped(content, "sender", "telegram")
        lines = tuple(piece.line.number for piece in group)
        draft.parts(SectionKind.DISPATCH).append(Block(kind, content, lines, "service-line"))
        return len(group)

    def _line(self, piece: Piece, draft: Draft) -> int:
        """Read one line of the form: 1 if it was one, 0 if it is none."""
        return (
            broken_copy(piece, draft)
            or self._mark_line(piece, draft)
            or decision_line(piece, draft, self.near)
            or self._number_line(piece, draft)
            or self._addresses.line(piece, draft)
            or self._other_line(piece, draft)
        )

    def _mark_line(self, piece: Piece, draft: Draft) -> int:
        text = piece.text
        if draft.is_empty and self._is_title(text):
            return take(piece, draft, BlockKind.HEADING, (text,), "title")
        if OMISSION.fullmatch(text):
            return take(piece, draft, BlockKind.OMISSION, (Span(SpanKind.OMISSION, (text,)),), "omission")
        if RULE.fullmatch(text):
            return take(piece, draft, BlockKind.SERVICE, (Span(SpanKind.RULE, (text,)),), "rule")
        found = form.heading(text)
        if found:
            draft.number = draft.number or found.number
            draft.form = draft.form or found.words
            return take(piece, draft, BlockKind.HEADING, found.content, "heading")
        begun = form.heading_before(text)
        dated = form.dateline(text[begun[1] :], self.near) if begun else None
        if begun and dated and dated.place:
            draft.number, draft.form = draft.number or begun[0].number, draft.form or begun[0].words
            content = (*begun[0].content, *date_message(dated, piece, draft))
            return take(piece, draft, BlockKind.HEADING, content, "heading")
        filed = form.FILED.fullmatch(text) if draft.is_empty else None
        if filed:
            draft.form, draft.opens_with_number = draft.form or filed["words"].lower(), True
            return take(piece, draft, BlockKind.HEADING, (text,), "heading")
        mark = form.marks(text)
        return take(piece, draft, BlockKind.SERVICE, mark, "mark") if mark else 0

    def _is_title(self, text: str) -> bool:
        """Whether the first line of the text repeats the record's title."""
        words = _LONG_WORD.findall(text.lower()) if len(text) <= 400 else ()
        if len(words) < 5:
            return False
        known = sum([word in self.title.words for word in words])
        return known >= 0.75 * len(words) and 3 * known >= len(self.title.words)

    def _number_line(self, piece: Piece, draft: Draft) -> int:
        text = piece.text
        if not FIGURES.search(text):
            return 0
        if numbered_copies(piece, draft):
            return 1
        reference = form.read_reference(text)
        # A number alone answers one if it stands below an address; elsewhere it may be of any register.
        bare = _NUMBER_ALONE.fullmatch(text) and not (draft.addressees or draft.ultimate)
        if reference and not bare:
            found, content = reference
            draft.references += [Reference(found.kind, number) for number in found.numbers]
            return take(piece, draft, BlockKind.SERVICE, content, "reference")
        origin = form.heading_from(text)
        number, lead = (origin.number, origin.lead) if origin else (form.number_line(text), ())
        if origin:
            draft.place = draft.place or origin.place
        if bare and below_stamp(draft) and len(text) > 3:
            number = "telegram", text, (Span(SpanKind.NUMBER, (text,), value="telegram"),)
        if number:
            kind, value, content = number
            if self._is_file(content, value):
                content = typed_numbers(content, "incoming")
            elif kind in ("", "telegram") and not draft.number:
                draft.number = value
                content = typed_numbers(content, "telegram")
            return take(piece, draft, BlockKind.HEADING, (*lead, *typed_numbers(content, "sender")), "number")
        return dated_number(piece, draft, self.near)

    def _is_file(self, content: tuple[Inline, ...], value: str) -> bool:
        """Whether a number is that of a receiver's file: the title gives the telegram another one."""
        return self.title.number not in ("", value) and plain_text(content[:1]).lower().startswith("file")

    def _other_line(self, piece: Piece, draft: Draft) -> int:
        text = piece.text
        if _SUBJECT.match(text) and len(text) < 300:
            return take(piece, draft, BlockKind.HEADING, marked(text), "subject")
        greeting = form.salutation(text)
        if greeting and not greeting.rest:
            if greeting.name:
                (draft.saluted if greeting.certain else draft.perhaps_saluted).append(names.agent(greeting.name))
            return take(piece, draft, BlockKind.SALUTATION, marked(text), "salutation")
        if read_copies(piece, draft):
            return 1
        if is_routing(text):
            block = as_block(piece, BlockKind.PARAGRAPH, (text,), "routing")
            draft.parts(SectionKind.DISTRIBUTION).append(block)
            return 1
        if is_copy_number(text):
            return take(piece, draft, BlockKind.HEADING, (text,), "copy-number")
        if read_field(piece, draft, self.near):
            return 1
        if date_line(piece, draft, self.near) or hour_line(piece, draft):
            return 1
        if _FROM.match(text) and text[-1] != "." and len(text.split()) <= 10 and not is_prose(text):
            origin = Span(SpanKind.SERVICE, from_mission(text, draft), value="origin")
            return take(piece, draft, BlockKind.SERVICE, (origin,), "origin")
        if text[-1] in ".:;" or not (text[0].isupper() or text[0].isdigit()):
            return 0
        if _is_heading_text(text) and names.is_body(text) and not _COLUMN.search(text):
            if is_addressed(text, draft, self.title):
                return take(piece, draft, BlockKind.ADDRESS, addressed_mission(text, draft), "address")
            draft.office = draft.office or text
            return take(piece, draft, BlockKind.OFFICE, (text,), "office")
        return 0


def _columns(piece: Piece) -> list[Piece | Node]:
    """`No. 301    D. 1.35 a.m. May 5`, `Tenth Department Received 18:35 5.V.50`: what two columns of a form print side
    by side; nothing if a line is one."""
    found = _COLUMN.search(piece.text) if len(piece.text) <= 120 else None
    if found is None or not service.is_service(piece.text[found.end() :]):
        return []
    if (
        piece.text[found.end()] in "RSD"
        and piece.text[found.end() + 1].islower()
        and not names.is_body(piece.text[: found.start()])
    ):
        return []
    left = Piece(piece.line.part(0, found.start()), piece.text[: found.start()])
    return [left, Piece(piece.line.part(found.end()), piece.text[found.end() :], closing=piece.closing)]


def _address_follows(items: list[Piece | Node], position: int) -> bool:
    """Whether the next line addresses a person, with an honorific."""
    following = items[position + 1] if position + 1 < len(items) else None
    if not isinstance(following, Piece) or not names.HONORIFIC.search(following.text[:_LONGEST]):
        return False
    return form.address(following.text) is not None


def _text_follows(items: list[Piece | Node], position: int) -> bool:
    """Whether a sentence stands not far below."""
    below = items[position + 1 : position + 1 + 2 * _REACH]
    return any(isinstance(item, Piece) and len(item.text.split()) >= 6 for item in below)


def _unsaid(_rule: str, _line: int, _message: str) -> None:
    """Keep a doubt to oneself."""


def _sent_on(texts: list[str], draft: Draft) -> bool:
    """Whether a sending that the office told after its own work is the message's way on, not its beginning."""
    return EventKind.PROCESSING in draft.kinds and any(map(_SENT_ON.match, texts))


def _is_heading_text(text: str) -> bool:
    """Whether a line is short and no sentence, as the names of offices are."""
    return len(text.split()) <= 14 and not is_prose(text) and not names.begins_sentence(text)
