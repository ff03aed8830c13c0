"""A text printed twice, in its original language and in translation, without a heading between (Guidelines 4.3.1)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tei_edition.model import (
    Block,
    Carried,
    CorrespondenceEvent,
    EventKind,
    Inline,
    Message,
    NumberedItem,
    NumberedList,
    Part,
    Section,
    SpanKind,
)
from tei_edition.source.language import UNDETERMINED, language_of
from tei_edition.source.lines import Line

_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_LETTER = re.compile(r"[^\W\d_]")
_PURE = 0.8
"""So much of a version is in its own script; a text with quotations in another is no pair of versions."""
_PREFIX = "o."


@dataclass(frozen=True, slots=True)
class Versions:
    """The lines of the translation and of its original; `first` says that the original stands above."""

    translation: tuple[Line, ...]
    original: tuple[Line, ...]
    language: str
    first: bool


def divide(lines: Sequence[Line], at: int) -> Versions | None:
    """The English translation and its original in another script, which begins at line `at` (language.second_script);
    None if the text is no such pair."""
    if at < 1:
        return None
    above, below = tuple(lines[:at]), tuple(lines[at:])
    first = _latin_share(above) < 1 - _PURE and _latin_share(below) > _PURE
    if not first and not (_latin_share(above) > _PURE and _latin_share(below) < 1 - _PURE):
        return None
    translation, original = (below, above) if first else (above, below)
    language = language_of(line.text for line in original)
    if language_of(line.text for line in translation) != "en" or language in ("en", UNDETERMINED):
        return None
    return Versions(translation, original, language, first)


def completed(translation: Message, original: Message) -> tuple[Message, Message]:
    """The translation with what only the original tells of the way of the message, and the original's text.

    One message has one way, so the original keeps no events of its own: its copies and service lines point to those
    that the translation took over, or to nothing.
    """
    known = {event.kind for event in translation.events}
    taken = [event for event in original.events if event.kind not in known and event.kind is not EventKind.SENT]
    events = [_inferred(event) for event in taken]
    keys = {event.key: _PREFIX + event.key for event in taken}
    text = replace(_pointing(original, keys), number="", events=(), references=(), dated=None, form="")
    return replace(translation, events=(*translation.events, *events)), text


def _inferred(event: CorrespondenceEvent) -> CorrespondenceEvent:
    agents = tuple(replace(agent, evidence="internal", certainty="medium") for agent in event.agents)
    return replace(event, key=_PREFIX + event.key, agents=agents)


def _pointing(message: Message, keys: Mapping[str, str]) -> Message:
    sections = tuple(
        Section(section.kind, tuple(_part(part, keys) for part in section.parts)) for section in message.sections
    )
    return replace(message, sections=sections)


def _part(part: Part, keys: Mapping[str, str]) -> Part:
    if isinstance(part, Carried):
        inner = _pointing(part.message, {})
        return Carried(replace(inner, number="", events=(), references=(), dated=None))
    return _list(part, keys) if isinstance(part, NumberedList) else _block(part, keys)


def _list(numbered: NumberedList, keys: Mapping[str, str]) -> NumberedList:
    def made(part: Block | NumberedList) -> Block | NumberedList:
        return _list(part, keys) if isinstance(part, NumberedList) else _block(part, keys)

    items = (NumberedItem(item.label, item.number, tuple(made(part) for part in item.parts)) for item in numbered.items)
    return NumberedList(tuple(items))


def _block(block: Block, keys: Mapping[str, str]) -> Block:
    return replace(block, content=_content(block.content, keys))


def _content(content: tuple[Inline, ...], keys: Mapping[str, str]) -> tuple[Inline, ...]:
    made: list[Inline] = []
    for part in content:
        if isinstance(part, str):
            made.append(part)
        elif part.kind is SpanKind.COPY and part.target not in keys:
            made += _content(part.content, keys)
        else:
            made.append(replace(part, content=_content(part.content, keys), target=keys.get(part.target, "")))
    return tuple(made)


def _latin_share(lines: Sequence[Line]) -> float:
    letters = sum(len(_LETTER.findall(line.text)) for line in lines)
    return sum(len(_LATIN.findall(line.text)) for line in lines) / letters if letters else 0.0
