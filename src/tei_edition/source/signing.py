"""The signature block of a message: names, the offices above and below them, those who sign together, the date."""

from __future__ import annotations

from tei_edition.model import AgentKind, BlockKind, Carried, SectionKind, Span, SpanKind
from tei_edition.source import form, names
from tei_edition.source.dates import Near
from tei_edition.source.draft import Draft
from tei_edition.source.ending import POSTSCRIPT, ends_after, is_office
from tei_edition.source.labels import LABEL
from tei_edition.source.pieces import as_block
from tei_edition.source.quotation import Node, Piece
from tei_edition.source.running import is_prose


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
        signature = self._signature(items, position) if _has_text(draft) else None
        if signature and (signature.date or not LABEL.match(item.text)):
            parts.append(as_block(item, BlockKind.SIGNATURE, signature.content, "signature"))
            signed = [names.agent(name) for name in (signature.name, *signature.others)]
            draft.signers = draft.signers or signed
            draft.dated = draft.dated or signature.date
            draft.registration = draft.registration or signature.number
            position = self._offices(items, position, draft)
            position = self._further_signatures(items, position, draft)
            following = items[position + 1] if position + 1 < len(items) else None
            dated = form.dateline(following.text, self.near) if isinstance(following, Piece) else None
            if isinstance(following, Piece) and dated:
                parts.append(as_block(following, BlockKind.DATELINE, dated[2], "date-line"))
                draft.dated = draft.dated or dated[1]
                return True, position + 2
            return True, position + 1
        if self._is_office_above(items, position):
            parts.append(as_block(item, BlockKind.SIGNATURE, (Span(SpanKind.ROLE, (item.text,)),), "signature"))
            return False, position + 1
        if self._is_body_signing(items, position, draft):
            parts.append(as_block(item, BlockKind.SIGNATURE, names.person_spans(item.text), "signature"))
            draft.signers = draft.signers or [names.agent(item.text)]
            return True, position + 1
        return None

    def _signature(self, items: list[Piece | Node], position: int) -> form.Signature | None:
        """The line at `position` as a signature, if it is one."""
        item = items[position]
        if not isinstance(item, Piece) or len(item.text) > form.LONGEST:
            return None
        ends = ends_after(items, position, self.near)
        return form.signature(item.text, self.near, self.words, ends=ends)

    def _offices(self, items: list[Piece | Node], position: int, draft: Draft) -> int:
        """The lines below a name that say in which office it signs; where the last line of the signature stands."""
        while position + 1 < len(items):
            following = items[position + 1]
            if not isinstance(following, Piece) or not is_office(following.text):
                break
            text = following.text
            if form.dateline(text, self.near) or form.address(text) or POSTSCRIPT.match(text):
                break
            role = (Span(SpanKind.ROLE, (text,)),)
            draft.parts(SectionKind.DISPATCH).append(as_block(following, BlockKind.SIGNATURE, role, "signature"))
            position += 1
        return position

    def _is_office_above(self, items: list[Piece | Node], position: int) -> bool:
        """Whether a line is the office of the one who signs on the next line."""
        item, following = items[position], items[position + 1] if position + 1 < len(items) else None
        if not isinstance(item, Piece) or not isinstance(following, Piece) or len(item.text.split()) > 12:
            return False
        if item.text[-1] in ".:;!?" or not item.text[0].isupper():
            return False
        if names.agent(item.text).kind is not AgentKind.OFFICE_HOLDER or is_prose(item.text):
            return False
        ends = ends_after(items, position + 1, self.near)
        return ends and form.signature(following.text, self.near, self.words, ends=True) is not None

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
        while position + 1 < len(items):
            following = items[position + 1]
            if not isinstance(following, Piece):
                break
            found = None if "," in following.text else self._signature(items, position + 1)
            if found is None:
                break
            parts = draft.parts(SectionKind.DISPATCH)
            parts.append(as_block(following, BlockKind.SIGNATURE, found.content, "signature"))
            # The name may be typed below what was signed: `V. ORLOV`, `(Orlov)`.
            if not any(found.name.casefold() in agent.name.casefold() for agent in draft.signers):
                draft.signers.append(names.agent(found.name))
            draft.dated = draft.dated or found.date
            draft.registration = draft.registration or found.number
            position = self._offices(items, position + 1, draft)
        return position


def _has_text(draft: Draft) -> bool:
    """Whether the draft has anything that can be signed; names above a message are addresses or headings."""
    return bool(draft.paragraphs) or any(isinstance(part, Carried) for _, parts in draft.sections for part in parts)
