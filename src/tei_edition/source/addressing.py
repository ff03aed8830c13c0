"""Who gets a telegram, and who sends it, as the lines of the form's head say."""

from __future__ import annotations

import re
from dataclasses import replace

from tei_edition.model import (
    AgentKind,
    Block,
    BlockKind,
    CorrespondenceEvent,
    EventKind,
    Inline,
    SectionKind,
    Span,
    SpanKind,
    plain_text,
)
from tei_edition.source import form, names
from tei_edition.source.draft import Draft, take
from tei_edition.source.identity import may_be_same
from tei_edition.source.letters import CAPITALS
from tei_edition.source.numbered import Warn
from tei_edition.source.pieces import as_block, broken_behind
from tei_edition.source.places import is_place
from tei_edition.source.quotation import Node, Piece
from tei_edition.source.route import read_repetition, read_route
from tei_edition.source.title import Title

_CAPITALS_ALONE = re.compile(rf"[{CAPITALS}]{{3,}}(?: [{CAPITALS}]{{3,}})?")
_FOR_ONE_PERSON = re.compile(r"\b(?:eyes only|personal)", re.IGNORECASE)
_LONGEST_PLACE = 40
_SEATED = re.compile(
    r"(?:Embassy|Legation|Consulate(?:[ -]General)?|Mission|Delegation)\s(?:in|at)\s(?P<place>\S.{1,40})"
)
_ONE_WORD = re.compile(r"\w+")
_LABEL = re.compile(r"(?:From|To|For|Attention)\s?:", re.IGNORECASE)
_TO = re.compile(r"(?:to|кому)\b", re.IGNORECASE)
_RANK = re.compile(r"(?:Marshal|General)(?:\sof\s(?:the\s)?\w+(?:\s\w+)?)+", re.IGNORECASE)
_NAMES = (SpanKind.PERSON, SpanKind.ORGANISATION, SpanKind.ROLE)


class AddressReader:
    """Reads lines with senders and addressees into a draft. `title` is what the record's title says."""

    def __init__(self, title: Title, warn: Warn) -> None:
        self.title = title
        self.warn = warn

    def place_above_office(self, items: list[Piece | Node], position: int, draft: Draft) -> int:
        """`PYONGYANG` above `SOVIET AMBASSADOR`: the place of the addressee on a line of its own."""
        item, following = items[position], items[position + 1] if position + 1 < len(items) else None
        if not isinstance(item, Piece) or not isinstance(following, Piece):
            return 0
        if len(item.text) > _LONGEST_PLACE or len(following.text) > form.LONGEST:
            return 0
        capitals = _CAPITALS_ALONE.fullmatch(item.text) is not None
        if not capitals and (draft.place_to or not is_place(item.text)):
            # No place, of whomsoever: most lines are done with before the next one is read.
            return 0
        office = form.address(following.text)
        if office is None or office.place:
            return 0
        if not office.by_office:
            return self._place_above_name(item, office, draft)
        if not capitals or names.is_body(item.text) or form.heading(item.text) or form.marks(item.text):
            return 0
        draft.place_to = draft.place_to or item.text
        draft.addressees += [names.agent(name) for name in office.names]
        parts = draft.parts(SectionKind.DISPATCH)
        parts.append(as_block(item, BlockKind.ADDRESS, (Span(SpanKind.PLACE, (item.text,)),), "address"))
        parts.append(as_block(following, BlockKind.ADDRESS, office.content, "address"))
        return 2

    def _place_above_name(self, item: Piece, address: form.Address, draft: Draft) -> int:
        """`BEIJING` above `To ORLOV`: where the telegram goes, unless the title says that it comes from there."""
        if draft.place_to or not address.names or not is_place(item.text) or any(map(is_place, address.names)):
            return 0
        place = item.text.rstrip(" .,:")
        span = Span(SpanKind.PLACE, (place,))
        content: tuple[Inline, ...] = (span, item.text[len(place) :]) if item.text != place else (span,)
        if self.title.place_from and may_be_same(place, self.title.place_from):
            draft.place = draft.place or place
            return take(item, draft, BlockKind.SERVICE, (Span(SpanKind.SERVICE, content, value="origin"),), "origin")
        draft.place_to = place
        return take(item, draft, BlockKind.ADDRESS, content, "address")

    @staticmethod
    def name_above_body(items: list[Piece | Node], position: int, draft: Draft) -> int:
        """`M. Orlov,` / `Ministry of Trade,` / `Oslo`: who is addressed, with the body and the place below the name."""
        first = items[position]
        if not isinstance(first, Piece) or first.text[-1] != "," or draft.addressees or not names.is_name(first.text):
            return 0
        if form.is_greeting(first.text):
            return 0
        below: list[Piece] = []
        while not below or below[-1].text[-1] == ",":
            item = items[position + 1 + len(below)] if position + 1 + len(below) < len(items) else None
            if not isinstance(item, Piece) or not (is_place(item.text) or _is_seat(item.text)):
                break
            below.append(item)
        if not below or is_place(below[0].text):
            return 0
        draft.addressees.append(names.agent(first.text))
        take(first, draft, BlockKind.ADDRESS, names.person_spans(first.text), "address")
        for piece in below:
            kind = SpanKind.PLACE if is_place(piece.text) else SpanKind.ORGANISATION
            core = piece.text.rstrip(" ,")
            draft.place_to = draft.place_to or (core if kind is SpanKind.PLACE else "")
            span = Span(kind, (core,), value="" if kind is SpanKind.PLACE else core)
            tail = piece.text[len(core) :]
            take(piece, draft, BlockKind.ADDRESS, (span, tail) if tail else (span,), "address")
        return 1 + len(below)

    def sender(self, piece: Piece, draft: Draft) -> int:
        """`From: [Ambassador Edward] DROZNIAK`: who sends, on a line of the form."""
        found = form.sender(piece.text)
        if found is None or (len(found.names) == 1 and self._may_be_place(found.names[0])):
            return 0
        draft.senders += found.agents
        seat = _SEATED.search(found.names[0]) if len(found.names) == 1 else None
        if seat and is_place(seat["place"]):
            draft.place = draft.place or seat["place"]
        origin = Span(SpanKind.SERVICE, found.content, value="origin")
        return take(piece, draft, BlockKind.SERVICE, (origin,), "sender")

    def route(self, piece: Piece, draft: Draft) -> int:
        """`FROM OSLO TO FOREIGN OFFICE`: both ends in one line; or where else the telegram goes."""
        text = piece.text
        found = read_route(text)
        if found:
            draft.senders += found.senders
            draft.addressees += found.addressees
            draft.place, draft.place_to = draft.place or found.place, draft.place_to or found.place_to
            if text[:4].lower() != "from":
                draft.opens_with_number = True
                return take(piece, draft, BlockKind.HEADING, found.content, "route")
            origin = Span(SpanKind.SERVICE, found.content, value="origin")
            return take(piece, draft, BlockKind.SERVICE, (origin,), "route")
        content = repeated(text, draft)
        return take(piece, draft, BlockKind.ADDRESS, content, "repetition") if content else 0

    def below_label(self, items: list[Piece | Node], position: int, draft: Draft) -> int:
        """`FROM:` or `TO:` on a line of its own, above the name that it asks for: the number of lines taken."""
        item, following = items[position], items[position + 1] if position + 1 < len(items) else None
        if not isinstance(item, Piece) or not _LABEL.fullmatch(item.text) or not isinstance(following, Piece):
            return 0
        joined = replace(following, text=f"{item.text} {following.text}")
        if not (form.sender(joined.text) or form.address(joined.text)):
            return 0
        if self.sender(joined, draft) or self.line(joined, draft):
            content = broken_behind(draft.last.content, len(item.text)) if draft.last else ()
            draft.amend_last(content, (item.line.number, following.line.number))
            return 2
        return 0

    def line(self, piece: Piece, draft: Draft) -> int:
        """Read an address line, or one that goes on with an address: 1 if it was one, 0 if it is none."""
        text = piece.text
        copied = form.copied_to(text) if draft.addressees else None
        if copied:
            draft.tell([CorrespondenceEvent(f"cc{draft.next_key}", EventKind.COURTESY_COPY, copied.agents)])
            return take(piece, draft, BlockKind.ADDRESS, copied.content, "courtesy-copy")
        if self._head_of_mission(piece, draft):
            return 1
        address = form.address(text) or self._bare_address(text) or self._held_address(text, draft)
        seat_last = address is not None and bool(address.place) and text.rstrip(" .").endswith(address.place)
        if address and address.by_office and (not address.place or seat_last) and draft.is_empty:
            # An office before everything else is the one that sends: it heads the form.
            draft.office = draft.office or text
            return take(piece, draft, BlockKind.OFFICE, (text,), "office")
        meant_for = address is not None and address.ultimate and bool(draft.addressees)
        if address and not meant_for and not draft.place_to and self._uncertain(address, text):
            self.warn("addressee-uncertain", piece.line.number, f"'{text}' may name a place or a person")
            return take(piece, draft, BlockKind.ADDRESS, (text,), "address")
        if address and draft.kind == "decision" and not address.by_office:
            return self._recipients(piece, address, draft)
        if address:
            draft.place_to = draft.place_to or address.place
            return self._addressed(piece, address, draft)
        last = draft.last
        if last is not None and last.kind is BlockKind.ADDRESS and (held := self._holder(piece, draft)):
            return held
        if last is not None and last.kind in (BlockKind.ADDRESS, BlockKind.OFFICE) and is_place(text):
            return self._place_below(piece, last.kind, draft)
        if last is None or last.kind is not BlockKind.ADDRESS:
            return 0
        more = form.continued_address(plain_text(last.content), text)
        if more:
            return self._addressed(piece, more, draft)
        if _holds(text, last):
            draft.addressees.append(names.agent(text))
            return take(piece, draft, BlockKind.ADDRESS, names.person_spans(text), "address")
        if draft.goes_on() and len(text.split()) <= 10 and names.agent(text).kind is AgentKind.OFFICE_HOLDER:
            return take(piece, draft, BlockKind.ADDRESS, (Span(SpanKind.ROLE, (text,)),), "address")
        return 0

    @staticmethod
    def _holder(piece: Piece, draft: Draft) -> int:
        """`to the Commissar of Trade` / `Marshal of the Union` / `Cde. Orlov, I. P.`: who is addressed."""
        text = piece.text
        if any(agent.kind is AgentKind.PERSON for agent in (*draft.addressees, *draft.ultimate)):
            return 0
        if not draft.addressees or text[-1] in "!:," or len(text.split()) > 8 or not names.HONORIFIC.match(text):
            return 0
        if _RANK.fullmatch(text):
            return take(piece, draft, BlockKind.ADDRESS, (Span(SpanKind.ROLE, (text,)),), "address")
        # Below an office alone it may be a salutation.
        ranked = draft.last is not None and _RANK.fullmatch(plain_text(draft.last.content)) is not None
        if not ranked or not names.is_name(text) or names.without_stop(text) != text:
            return 0
        draft.addressees.append(names.agent(text))
        return take(piece, draft, BlockKind.ADDRESS, names.person_spans(text), "address")

    @staticmethod
    def _head_of_mission(piece: Piece, draft: Draft) -> int:
        """`Mr. Orlov` below `FROM OSLO TO FOREIGN OFFICE`: who sends from there."""
        last = draft.last
        if last is None or last.rule != "route" or last.kind is not BlockKind.SERVICE:
            return 0
        if not names.HONORIFIC.match(piece.text) or not names.is_name(piece.text) or piece.text[-1] in "!:,;":
            return 0
        draft.senders.append(names.agent(piece.text))
        # Where the head of the mission is named apart, the name after "from" is that of the post.
        route = read_route(plain_text(last.content))
        draft.place = draft.place or (route.origin if route else "")
        origin = Span(SpanKind.SERVICE, names.person_spans(piece.text), value="origin")
        return take(piece, draft, BlockKind.SERVICE, (origin,), "sender")

    def _place_below(self, piece: Piece, kind: BlockKind, draft: Draft) -> int:
        """The seat of the addressee, or of the office above it, on a line of its own."""
        more = form.continued_address(plain_text(draft.last.content), piece.text) if draft.last else None
        if kind is BlockKind.ADDRESS and more and len(more.names) > 1:
            return self._addressed(piece, more, draft)
        if kind is BlockKind.OFFICE:
            return take(piece, draft, kind, (piece.text,), "office")
        name = piece.text.rstrip(" .,")
        draft.place_to = draft.place_to or name
        content = (Span(SpanKind.PLACE, (name,)), piece.text[len(name) :])
        return take(piece, draft, kind, tuple(part for part in content if part), "address")

    def _addressed(self, piece: Piece, address: form.Address, draft: Draft) -> int:
        agents = list(address.agents)
        if address.bodies and draft.addressees and is_place(agents[0].name):
            # `To Yugoslav Embassy` / `Washington, Havana, …`: the first place is that of the body above.
            above = draft.addressees.pop()
            agents[0] = replace(above, name=f"{above.name} {agents[0].name}")
        (draft.ultimate if address.ultimate else draft.addressees).extend(agents)
        draft.ultimate += [names.agent(name) for name in address.for_whom]
        draft.via += [names.agent(name) for name in address.via]
        return take(piece, draft, BlockKind.ADDRESS, address.content, "address")

    @staticmethod
    def _recipients(piece: Piece, address: form.Address, draft: Draft) -> int:
        """`To: Cmrds A, B` on a minute: those who get the extract, and with it a copy of what it encloses."""
        content: list[Inline] = []
        for part in address.content:
            if isinstance(part, Span) and part.kind in _NAMES:
                key = f"x{len(draft.recipients) + 1}"
                agent = names.agent(part.value or plain_text(part.content))
                draft.recipients.append(CorrespondenceEvent(key, EventKind.COPY, (agent,), copies=1))
                content.append(Span(SpanKind.COPY, (part,), target=key))
            else:
                content.append(part)
        block = as_block(piece, BlockKind.PARAGRAPH, tuple(content), "recipients")
        draft.parts(SectionKind.DISTRIBUTION).append(block)
        return 1

    def _uncertain(self, address: form.Address, text: str) -> bool:
        """Whether `To: PYONGYANG` may name a place: one word without honorific that the title does not have."""
        if len(address.names) != 1 or address.by_office or address.place or names.HONORIFIC.search(text):
            return False
        if address.agents[0].kind is not AgentKind.PERSON:
            return False
        if _FOR_ONE_PERSON.search(text):
            return False
        return self._may_be_place(address.names[0])

    def _may_be_place(self, name: str) -> bool:
        """Whether one bare word names a place as well as a person: nobody in the title goes by that name."""
        if not _ONE_WORD.fullmatch(name):
            return False
        known = (self.title.sender, *self.title.senders, *self.title.addressees, *self.title.via)
        return not any(may_be_same(name, other) for other in known if other)

    def _bare_address(self, text: str) -> form.Address | None:
        """A name alone in the form's head is the addressee if the title names the same person as such."""
        # With an honorific (`Comrade MAO ZEDONG!`) or `Dear` it is a salutation.
        if text[-1] in "!." or len(text) > 60 or form.is_greeting(text) or not names.is_name(text):
            return None
        persons = (name for name in self.title.addressees if names.agent(name).kind is AgentKind.PERSON)
        if any(may_be_same(text, name) for name in persons):
            return form.Address((text,), False, names.person_spans(text))
        return None

    def _held_address(self, text: str, draft: Draft) -> form.Address | None:
        """`Ambassador Comrade Orlov`: an office with its holder, where the title names somebody else as the sender."""
        if len(text) > 60 or text[-1] in "!.:" or draft.addressees or not self.title.sender:
            return None
        honorific = names.HONORIFIC.search(text)
        if honorific is None:
            return None
        office, holder = text[: honorific.start()].strip(), text[honorific.start() :]
        if len(office.split()) > 3 or names.agent(office).kind is not AgentKind.OFFICE_HOLDER:
            return None
        if not names.is_name(holder) or any(may_be_same(holder, name) for name in self.title.senders):
            return None
        return form.Address((text,), False, names.person_spans(text))


def _is_seat(text: str) -> bool:
    """Whether a line is the name of a body and nothing else."""
    words = text.split()
    titled = len(words) <= 10 and all(word[0].isupper() or word[0] == "[" or len(word) < 4 for word in words)
    return titled and text[-1] not in ".:;!?" and names.agent(text).kind is AgentKind.ORGANISATION


def _holds(text: str, address: Block) -> bool:
    """Whether `Comrade Orlov` below `To the Minister of Trade` names the one who holds the office; with a stop or a
    sign behind it, it greets."""
    # The full stop of an initial belongs to the name.
    stopped = text[-1] in "!,:;" or (text[-1] == "." and names.without_honorific(text)[-1:] != ".")
    if stopped or not names.HONORIFIC.match(text) or not names.is_name(text):
        return False
    above = [part for part in address.content if isinstance(part, Span)]
    to = _TO.match(plain_text(address.content)) is not None
    return any(part.kind is SpanKind.ORGANISATION or (part.kind is SpanKind.ROLE and to) for part in above)


def repeated(text: str, draft: Draft) -> tuple[Inline, ...]:
    """Read a line that says where else the message goes, and its number there; its content, empty if it is none."""
    found = read_repetition(text)
    if found is None:
        return ()
    if found.to and not draft.addressees and not is_place(found.to):
        draft.addressees.append(names.agent(found.to))
    elif found.to and is_place(found.to):
        draft.place_to = draft.place_to or found.to
    if found.others:
        draft.tell([CorrespondenceEvent(f"cc{draft.next_key}", EventKind.COURTESY_COPY, found.others)])
    draft.number = draft.number or found.number
    # A number that is not the telegram's own stays text.
    own = found.number in ("", draft.number)
    return found.content if own else (plain_text(found.content),)
