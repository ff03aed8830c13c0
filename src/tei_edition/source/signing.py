"""The signature block of a message: names, the offices above and below them, those who sign together, the date."""

from __future__ import annotations

import re

from tei_edition.model import AgentKind, Block, BlockKind, Carried, SectionKind, Span, SpanKind
from tei_edition.source import form, names
from tei_edition.source.dates import Near
from tei_edition.source.draft import Draft
from tei_edition.source.ending import POSTSCRIPT, ends_after, is_office
from tei_edition.source.labels import LABEL
from tei_edition.source.pieces import as_block
from tei_edition.source.quotation import Node, Piece
from tei_edition.source.running import is_prose

_LONGEST = 120
"""No line of an office is longer."""
_MOST_OFFICES = 4
"""The office of one who signs takes no more lines."""
_RANK = re.compile(r"\b(?:General|Marshal|Colonel|Admiral|Commander)\b")
_INITIALS = re.compile(r"(?:[^\W\d_a-zа-яё][a-zа-яё]?\.\s?){1,3}[^\W\d_a-zа-яё]\w+$")
_SIGNED_ALONE = re.compile(r"\(?(?:Signed|Signature|Подписал|Подпись)\)?\s?:?", re.IGNORECASE)
_OF = re.compile(r"(?:of|for|in|to|at|and|the)\b")


class SignatureReader:
    """Reads signatures into a draft. `near` is the page's date, `words` are those of its title."""

    def __init__(self, near: Near, words: frozenset[str]) -> None:
        self.near = near
        self.words = words

    def read(self, items: list[Piece | Node], position: int, draft: Draft) -> tuple[bool, int] | None:
        """The signature that the line at `position` begins: whether the message is signed now, and what comes next.

        None if the line belongs to no signature.
        """
        item = items[position]
        if not isinstance(item, Piece):
            return None
        parts = draft.parts(SectionKind.DISPATCH)
        if len(item.text) < 16 and _SIGNED_ALONE.fullmatch(item.text) and _has_text(draft):
            parts.append(as_block(item, BlockKind.SIGNATURE, (item.text,), "signed-above"))
            return False, position + 1
        under = draft.last is not None and draft.last.rule == "office-above"
        signed_above = draft.last is not None and draft.last.rule == "signed-above"
        signature = self._signature(items, position, under or signed_above) if _has_text(draft) else None
        if signature and (signature.date or not LABEL.match(item.text)):
            parts.append(as_block(item, BlockKind.SIGNATURE, signature.content, "signature"))
            signed = [names.agent(name) for name in (signature.name, *signature.others)]
            draft.signers = draft.signers or signed
            draft.dated = draft.dated or signature.date
            draft.registration = draft.registration or signature.number
            position = self._further_signatures(
                items, position if under else self._offices(items, position, draft), draft
            )
            following = items[position + 1] if position + 1 < len(items) else None
            dated = form.dateline(following.text, self.near) if isinstance(following, Piece) else None
            if isinstance(following, Piece) and dated:
                parts.append(as_block(following, BlockKind.DATELINE, dated[2], "date-line"))
                draft.dated = draft.dated or dated[1]
                return True, position + 2
            return True, position + 1
        if above := self._offices_above(items, position) if _has_text(draft) else 0:
            return False, self._take_offices(items, position, above, draft)
        if self._is_body_signing(items, position, draft):
            parts.append(as_block(item, BlockKind.SIGNATURE, names.person_spans(item.text), "signature"))
            draft.signers = draft.signers or [names.agent(item.text)]
            return True, position + 1
        return None

    def _signature(self, items: list[Piece | Node], position: int, ends: bool = False) -> form.Signature | None:
        """The line at `position` as a signature, if it is one; `ends` says that the message ends here for certain."""
        item = items[position]
        if not isinstance(item, Piece) or len(item.text) > form.LONGEST:
            return None
        ends = ends or ends_after(items, position, self.near)
        return form.signature(item.text, self.near, self.words, ends=ends)

    @staticmethod
    def _take_offices(items: list[Piece | Node], position: int, number: int, draft: Draft) -> int:
        """Read lines with the office of the one who signs below them; the position of his name."""
        for item in items[position : position + number]:
            if isinstance(item, Piece):
                role = (Span(SpanKind.ROLE, (item.text,)),)
                draft.parts(SectionKind.DISPATCH).append(as_block(item, BlockKind.SIGNATURE, role, "office-above"))
        return position + number

    def _offices(self, items: list[Piece | Node], position: int, draft: Draft) -> int:
        """The lines below a name that say in which office it signs; where the last line of the signature stands."""
        while position + 1 < len(items):
            following = items[position + 1]
            if not isinstance(following, Piece):
                break
            text = following.text
            body = form.body_signature(text) if draft.signers[-1].kind is AgentKind.PERSON else None
            if not (body or is_office(text)):
                break
            if form.dateline(text, self.near) or form.address(text) or POSTSCRIPT.match(text):
                break
            content = body.content if body else (Span(SpanKind.ROLE, (text,)),)
            draft.parts(SectionKind.DISPATCH).append(as_block(following, BlockKind.SIGNATURE, content, "signature"))
            position += 1
        return position

    def _offices_above(self, items: list[Piece | Node], position: int) -> int:
        """How many lines from `position` on are the office of the one who signs below them: 0 if none."""
        offices: list[str] = []
        for item in items[position : position + _MOST_OFFICES + 1]:
            if not isinstance(item, Piece) or len(item.text) > _LONGEST:
                return 0
            text = item.text
            # The full stop of a sentence is no office's: most lines are done with here.
            stopped = text[-1] in ".:;!?"
            last = bool(offices) and (_INITIALS.match(text) or ends_after(items, position + len(offices), self.near))
            if last and form.signature(text, self.near, self.words, ends=True):
                held = (_RANK.search(one) or names.agent(one).kind is AgentKind.OFFICE_HOLDER for one in offices)
                return len(offices) if any(held) else 0
            begins = text[0].isupper() or (bool(offices) and _OF.match(text) is not None)
            if stopped or not begins or len(text.split()) > 12 or is_prose(text):
                return 0
            offices.append(text)
        return 0

    def _is_body_signing(self, items: list[Piece | Node], position: int, draft: Draft) -> bool:
        """Whether a ministry or an embassy signs: its name alone, a date line or nothing below it."""
        item, rest = items[position], items[position + 1 : position + 3]
        if not isinstance(item, Piece) or not draft.paragraphs or len(rest) > 1:
            return False
        if not all(isinstance(below, Piece) and form.dateline(below.text, self.near) for below in rest):
            return False
        text = item.text
        short = len(text.split()) <= 10 and (text[0].isupper() or text[0] == "[") and text[-1] not in ".:;!?"
        return short and names.is_body(text) and not is_prose(text) and not names.begins_sentence(text)

    def _further_signatures(self, items: list[Piece | Node], position: int, draft: Draft) -> int:
        """The names of those who sign together; where the last line of the signatures stands."""
        under = any(
            isinstance(part, Block) and part.rule == "office-above" for part in draft.parts(SectionKind.DISPATCH)[-6:]
        )
        while position + 1 < len(items):
            # Where the office of one who signs stands above the name, that of the next one does too.
            above = self._offices_above(items, position + 1) if under else 0
            if above:
                position = self._take_offices(items, position + 1, above, draft) - 1
            following = items[position + 1]
            if not isinstance(following, Piece):
                break
            found = None if "," in following.text else self._signature(items, position + 1, bool(above))
            if found is None:
                break
            parts = draft.parts(SectionKind.DISPATCH)
            parts.append(as_block(following, BlockKind.SIGNATURE, found.content, "signature"))
            # The name may be typed below what was signed: `V. ORLOV`, `(Orlov)`.
            if not any(found.name.casefold() in agent.name.casefold() for agent in draft.signers):
                draft.signers.append(names.agent(found.name))
            draft.dated = draft.dated or found.date
            draft.registration = draft.registration or found.number
            position = position + 1 if under else self._offices(items, position + 1, draft)
        return position


def _has_text(draft: Draft) -> bool:
    """Whether the draft has anything that can be signed; names above a message are addresses or headings."""
    return bool(draft.paragraphs) or any(isinstance(part, Carried) for _, parts in draft.sections for part in parts)
