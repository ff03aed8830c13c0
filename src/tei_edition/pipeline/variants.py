"""Where the transcriptions of one paragraph differ, and the paragraph with these places as app, lem and rdg.

Mark-up takes no part in the comparison: that of the first transcription stays, that of the others comes with their
readings. A place of difference grows until it holds whole elements, on all sides.
"""

from __future__ import annotations

import copy
import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from tei_edition.comparison.blocks import STRUCTURE, TEI

# Elements whose words are several readings of one place, or are apart from the text around them: compared as a whole.
_WHOLE = frozenset(f"{TEI}{name}" for name in ("choice", "note", "gap", "subst", "app")) | STRUCTURE
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_EDGE = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class _Event:
    """A piece of a paragraph: the start or end of an element, a whole element, a word, a space."""

    kind: str
    element: etree._Element | None = None
    text: str = ""


@dataclass(slots=True)
class Paragraph:
    """A paragraph of one witness as a row of events, and its words: what is compared, and the event of each."""

    events: list[_Event] = field(default_factory=list)
    words: list[tuple[bool, str, str]] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    partner: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, element: etree._Element | None) -> Paragraph:
        """The paragraph that `element` holds; one without words for None."""
        made = cls()
        if element is not None:
            made._read(element)
            if made.events and made.events[-1].kind == "space":
                made.events.pop()
        return made

    def _read(self, element: etree._Element) -> None:
        self._text(element.text)
        for child in element:
            name = child.tag
            if not isinstance(name, str):
                self.events.append(_Event("whole", child))
            elif name in _WHOLE or not (child.text or len(child)):
                words = " ".join("".join(map(str, child.itertext())).split())
                if words:
                    self._word(_Event("whole", child), str(name), words)
                else:
                    self.events.append(_Event("whole", child))
            else:
                start = len(self.events)
                self.events.append(_Event("start", child))
                self._read(child)
                self.partner[start] = len(self.events)
                self.partner[len(self.events)] = start
                self.events.append(_Event("end", child))
            self._text(child.tail)

    def _text(self, text: str | None) -> None:
        for piece in _WORDS.findall(text or ""):
            if not piece.isspace():
                self._word(_Event("word", None, piece), "", piece)
            elif self.words and not self._spaced():
                self.events.append(_Event("space"))

    def _spaced(self) -> bool:
        """Whether a space stands between the last word and here."""
        return any(event.kind == "space" for event in self.events[self.places[-1] + 1 :])

    def _word(self, event: _Event, name: str, text: str) -> None:
        self.words.append((bool(self.words) and self._spaced(), name, text))
        self.places.append(len(self.events))
        self.events.append(event)

    def range(self, first: int, last: int, *, spaced: bool) -> tuple[int, int]:
        """The events of the words from `first` up to `last`; `spaced` with the space before them."""
        if first == last:
            place = self.places[first - 1] + 1 if first else 0
            while first and place < len(self.events) and self.events[place].kind == "end":
                place += 1
            return place, place
        start = self.places[first]
        if spaced and self.words[first][0]:
            start = next(n for n in range(start - 1, -1, -1) if self.events[n].kind == "space")
        return start, self.places[last - 1] + 1

    def balanced(self, start: int, stop: int) -> tuple[int, int]:
        """The events, and as many around them that every element in them is whole."""
        place = start
        while place < stop:
            other = self.partner.get(place, place)
            if other < start:
                start = place = other
            else:
                stop = max(stop, other + 1)
                place += 1
        return start, stop

    def enclosing(self, start: int, stop: int) -> int | None:
        """Where the element begins whose whole content these events are."""
        found = start > 0 and stop > start and self.partner.get(start - 1) == stop
        return start - 1 if found else None

    def words_in(self, start: int, stop: int) -> tuple[int, int]:
        """The words that stand in these events."""
        inside = [word for word, place in enumerate(self.places) if start <= place < stop]
        return (inside[0], inside[-1] + 1) if inside else (0, 0)


@dataclass(frozen=True, slots=True)
class _Alignment:
    """How the words of another witness follow those of the first."""

    steps: tuple[tuple[str, int, int, int, int], ...]

    @classmethod
    def of(cls, first: Paragraph, other: Paragraph) -> _Alignment:
        matcher = difflib.SequenceMatcher(None, first.words, other.words, autojunk=False)
        return cls(tuple(matcher.get_opcodes()))

    def over(self, a1: int, a2: int) -> tuple[int, int]:
        """The words of the other witness beside those of the first from `a1` up to `a2`."""
        low = next((s for s in self.steps if s[1] <= a1 <= s[2]), None)
        high = next((s for s in reversed(self.steps) if s[1] <= a2 <= s[2]), None)
        b1 = 0 if low is None else low[3] + (a1 - low[1] if low[0] == "equal" else 0)
        b2 = 0 if high is None else high[3] + (a2 - high[1]) if high[0] == "equal" else high[4]
        return b1, b2

    def back(self, b1: int, b2: int) -> tuple[int, int]:
        """The words of the first witness beside those of this one from `b1` up to `b2`, steps that differ whole."""
        touched = [s for s in self.steps if s[3] < b2 and b1 < s[4]]
        low, high = touched[0], touched[-1]
        return (
            low[1] + (max(b1 - low[3], 0) if low[0] == "equal" else 0),
            high[1] + (min(b2, high[4]) - high[3]) if high[0] == "equal" else high[2],
        )


def collated(
    first: etree._Element | None, others: Sequence[etree._Element | None], sigla: Sequence[str]
) -> list[etree._Element | str]:
    """The content of the paragraph with its variants: elements and strings in order.

    `first` and `others` are the paragraph in each witness (None: it has none), `sigla` the @wit of each.
    """
    base = Paragraph.of(first)
    rest = [Paragraph.of(other) for other in others]
    alignments = [_Alignment.of(base, other) for other in rest]
    builder = _Builder()
    at = 0
    for places in _differing(base, rest, alignments):
        (start, stop), *ranges = places
        builder.take(base.events[at:start])
        builder.entry(
            [base.events[start:stop], *(p.events[i:j] for p, (i, j) in zip(rest, ranges, strict=True))], sigla
        )
        at = stop
    builder.take(base.events[at:])
    return builder.content


def differ(first: etree._Element, other: etree._Element) -> bool:
    """Whether the words of two paragraphs are not the same."""
    return Paragraph.of(first).words != Paragraph.of(other).words


def _differing(
    base: Paragraph, rest: Sequence[Paragraph], alignments: Sequence[_Alignment]
) -> list[list[tuple[int, int]]]:
    """The places of difference in order: the events of each witness."""
    spans = [(s[1], s[2]) for alignment in alignments for s in alignment.steps if s[0] != "equal"]
    while True:
        spans = _joined(spans)
        grown: list[tuple[int, int]] = []
        found: list[list[tuple[int, int]]] = []
        for a1, a2 in spans:
            words = [(a1, a2), *(alignment.over(a1, a2) for alignment in alignments)]
            found.append(_events(words, [base, *rest]))
            for number, (place, paragraph) in enumerate(zip(found[-1], [base, *rest], strict=True)):
                inside = paragraph.words_in(*place)
                if inside[0] < inside[1]:
                    grown.append(alignments[number - 1].back(*inside) if number else inside)
        wider = _joined([*spans, *grown])
        if wider == spans:
            return found
        spans = wider


def _events(words: Sequence[tuple[int, int]], paragraphs: Sequence[Paragraph]) -> list[tuple[int, int]]:
    heads = {paragraph.words[i][0] if i < j else None for paragraph, (i, j) in zip(paragraphs, words, strict=True)}
    spaced = len(heads) > 1 or None in heads
    places = [
        paragraph.balanced(*paragraph.range(i, j, spaced=spaced))
        for paragraph, (i, j) in zip(paragraphs, words, strict=True)
    ]
    # The element around a reading goes with it, unless all readings fill the same element.
    while True:
        around = [paragraph.enclosing(*place) for paragraph, place in zip(paragraphs, places, strict=True)]
        names = {
            None if start is None else _name(paragraph.events[start])
            for paragraph, start in zip(paragraphs, around, strict=True)
        }
        if len(names) == 1:
            return places
        places = [
            place if start is None else (start, place[1] + 1) for place, start in zip(places, around, strict=True)
        ]


def _name(event: _Event) -> str:
    return str(event.element.tag) if event.element is not None else ""


def _joined(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, those that touch as one."""
    made: list[tuple[int, int]] = []
    for start, stop in sorted(set(spans)):
        if made and start <= made[-1][1]:
            made[-1] = made[-1][0], max(stop, made[-1][1])
        else:
            made.append((start, stop))
    return made


class _Builder:
    """Makes content of events."""

    def __init__(self) -> None:
        self.content: list[etree._Element | str] = []
        self._open: list[etree._Element] = []

    def take(self, events: Sequence[_Event]) -> None:
        for event in events:
            if event.kind == "start" and event.element is not None:
                made = copy.copy(event.element)
                made[:] = []
                made.text = made.tail = None
                self.put(made)
                self._open.append(made)
            elif event.kind == "end":
                self._open.pop()
            elif event.element is not None:
                made = copy.deepcopy(event.element)
                made.tail = None
                self.put(made)
            else:
                self.put(event.text or " ")

    def put(self, part: etree._Element | str) -> None:
        if not self._open:
            self.content.append(part)
        elif isinstance(part, str):
            append_text(self._open[-1], part)
        else:
            self._open[-1].append(part)

    def entry(self, readings: Sequence[Sequence[_Event]], sigla: Sequence[str]) -> None:
        """An app: the witnesses with the words of the first stand at lem, the others at a rdg for each reading."""
        app = etree.Element(f"{TEI}app")
        made: dict[tuple[tuple[str, str], ...], etree._Element] = {}
        lemma = ""
        for events, siglum in zip(readings, sigla, strict=True):
            key = tuple(
                (event.kind, _said(event)) for event in events if event.kind in ("word", "space") or _said(event)
            )
            if key in made:
                made[key].set("wit", f"{made[key].get('wit')} {siglum}")
                continue
            reading = etree.SubElement(app, f"{TEI}{'rdg' if made else 'lem'}", wit=siglum)
            inner = _Builder()
            inner.take(events)
            fill(reading, inner.content)
            text = "".join(map(str, reading.itertext()))
            if made:
                kind = _kind(lemma, text)
                if kind:
                    reading.set("type", kind)
            else:
                lemma = text
            made[key] = reading
        self.put(app)


def _said(event: _Event) -> str:
    if event.kind == "whole" and event.element is not None:
        return " ".join("".join(map(str, event.element.itertext())).split())
    return event.text


def _kind(lemma: str, reading: str) -> str:
    """How a reading differs, where it does so in nothing but form."""
    if lemma.split() and lemma.casefold().split() == reading.casefold().split():
        return "capitals"
    bare = _EDGE.sub("", lemma)
    return "punctuation" if bare == _EDGE.sub("", reading) else ""


def fill(element: etree._Element, content: Sequence[etree._Element | str]) -> None:
    """Put `content` at the end of `element`."""
    for part in content:
        if isinstance(part, str):
            append_text(element, part)
        else:
            element.append(part)


def append_text(element: etree._Element, text: str) -> None:
    """Put words at the end of `element`."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text
