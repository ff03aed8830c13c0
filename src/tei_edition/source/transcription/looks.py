"""The look of words (italic, bold, …) laid over a message that was read as plain text.

The message has the characters of the source in their order, so that one count of printed characters tells which look
each has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from tei_edition.model import (
    Block,
    Carried,
    Inline,
    Message,
    NumberedList,
    Part,
    Section,
    Span,
    SpanKind,
    Table,
    plain_text,
)
from tei_edition.source.placing import printed_length

_WHOLE = (
    SpanKind.NUMBER,
    SpanKind.QUOTATION_MARK,
    SpanKind.ROLE,
    SpanKind.TIME,
    SpanKind.LETTERSPACED,
    SpanKind.COPIES,
)
"""Phrases whose elements hold no other, or must hold a plain value: they are highlighted as a whole."""
Looks = Sequence[tuple[str, ...]]


def marked_looks(messages: list[Message], looks: Looks) -> tuple[list[Message], bool]:
    """The messages (in the order of the source) with their words highlighted; whether that could be done."""
    if not any(looks):
        return messages, True
    laying = _Laying(looks)
    made = [laying.message(message) for message in messages]
    return (made, True) if laying.position == len(looks) else (messages, False)


@dataclass(slots=True)
class _Laying:
    looks: Looks
    position: int = 0

    def message(self, message: Message) -> Message:
        return replace(message, sections=tuple(self._section(section) for section in message.sections))

    def _section(self, section: Section) -> Section:
        return replace(section, parts=tuple(self._part(part) for part in section.parts))

    def _part(self, part: Part) -> Part:
        if isinstance(part, Carried):
            return Carried(self.message(part.message))
        return self._inside(part)

    def _inside(self, part: Block | NumberedList | Table) -> Block | NumberedList | Table:
        if isinstance(part, Block):
            return replace(part, content=self._content(part.content))
        if isinstance(part, Table):
            return part
        items = []
        for item in part.items:
            self.position += printed_length(item.label)
            items.append(replace(item, parts=tuple(self._inside(one) for one in item.parts)))
        return replace(part, items=tuple(items))

    def _content(self, content: tuple[Inline, ...]) -> tuple[Inline, ...]:
        made: list[Inline] = []
        for part in content:
            if isinstance(part, str):
                made += self._text(part)
            elif part.kind is SpanKind.SUPPLIED_QUOTATION_MARK:
                made.append(part)
            elif part.kind in _WHOLE:
                look = self._look(self.position)
                self.position += printed_length(plain_text(part.content))
                made.append(Span(SpanKind.HIGHLIGHTED, (part,), " ".join(look)) if look else part)
            else:
                made.append(replace(part, content=self._content(part.content)))
        return tuple(made)

    def _look(self, position: int) -> tuple[str, ...]:
        return self.looks[position] if position < len(self.looks) else ()

    def _text(self, text: str) -> list[Inline]:
        # White space between words of one look has it too.
        own: list[tuple[str, tuple[str, ...]]] = []
        for letter in text:
            if not letter.isspace():
                own.append((letter, self._look(self.position)))
                self.position += 1
            else:
                following = self._look(self.position)
                own.append((letter, following if own and own[-1][1] == following else ()))
        # At the end a blank belongs to nobody.
        while own and own[-1][0].isspace() and own[-1][1]:
            at = len(own) - 1
            while at and own[at - 1][0].isspace():
                at -= 1
            own[at:] = [(letter, ()) for letter, _ in own[at:]]
        made: list[Inline] = []
        for look, group in groupby(own, key=lambda one: one[1]):
            words = "".join(letter for letter, _ in group)
            made.append(Span(SpanKind.HIGHLIGHTED, (words,), " ".join(look)) if look else words)
        return made
