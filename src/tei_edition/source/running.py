"""Running text: whether a line is some; a paragraph with the telegrams that it names, and the times of day, marked."""

from __future__ import annotations

import re

from tei_edition.model import Inline, Reference, Span, SpanKind
from tei_edition.source import form
from tei_edition.source.inline import marked
from tei_edition.source.times import find_times

_SMALL_WORDS = re.compile(r"\b(?:is|are|was|were|has|have|had|will|that|which|who|not)\b")


def is_prose(text: str) -> bool:
    """Whether a line reads like a sentence: it has a verb's company of small words."""
    return _SMALL_WORDS.search(text) is not None


def with_references(text: str, references: list[Reference], opening: bool) -> tuple[Inline, ...]:
    """A paragraph with the telegrams that it names marked; they are added to `references`.

    At the `opening` of a message "your No. 5" is what it answers.
    """
    content: list[Inline] = []
    position = 0
    for found in form.find_references(text, opening):
        if found.start < position:
            continue
        content += marked(text[position : found.start])
        content.append(Span(SpanKind.REFERENCE, (text[found.start : found.end],)))
        references += [Reference(found.kind, number) for number in found.numbers]
        position = found.end
    return (*content, *marked(text[position:])) if position else marked(text)


def with_times(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """The phrases of a paragraph with the times of day in them marked."""
    made: list[Inline] = []
    for part in content:
        if not isinstance(part, str):
            made.append(part)
            continue
        position = 0
        for time in find_times(part):
            made += [part[position : time.start], Span(SpanKind.TIME, (time.printed,), value=time.iso)]
            position = time.end
        made.append(part[position:])
    return tuple(part for part in made if part)
