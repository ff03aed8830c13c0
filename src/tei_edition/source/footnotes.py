"""Footnotes: the notes below a text, and the marks in it that refer to them, often fused to a word (`JELEN1`).

A figure behind a word is a mark only if there is a note with that label, or if it cannot be anything else. Readers
of the text never see notes and marks: `read_footnotes` finds them first, `asides` puts them back where they stood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from tei_edition.model import Block, BlockKind, Inline, Span, SpanKind
from tei_edition.source.inline import marked
from tei_edition.source.letters import CAPITALS, DIGITS
from tei_edition.source.lines import Line

_DASHES = "-_—–=*"
_RULE = re.compile(r"[-_—–=]{5,}|(?:[-_—–=*]\s){3,}[-_—–=*]")
_NOTE = re.compile(
    r"(?P<printed>\[(?P<bracket>\d{1,3}|\*{1,3})\]|(?P<slash>x{1,3}|\*{1,3}|\d{1,2})/|(?P<star>\*{1,3})\)?"
    rf"|(?P<plain>\d{{1,2}})(?=[.)\s]|[{CAPITALS}“\"])[.)]?)\s*(?=[^\W\d_]|[“\"„«(\[])"
)
_MARK = re.compile(
    # What no mark can begin with is passed over at once.
    r"(?=\s?[\[\d*x])(?:"
    r"(?<=[^\s\[])(?P<bracket>\s?\[(?P<b>\d{1,3}|\*{1,3})\])(?!\w)"
    r"|(?<=\S)(?P<slash>\s?(?P<x>x{1,3}|\*{1,3})/)(?=$|[\s.,;:)])"
    r"|(?<=[^\s*])(?P<star>\s?(?P<t>\*{1,3}))(?=$|[\s.,;:)])"
    r"|(?<=[^\W\d_]{3})(?P<glued>\d{1,2})(?![\w%°/-])"
    r"|(?:(?<=[^\W\d_]{4}[.,;:!?])|(?<=[\])”\"»])|(?<=[\])”\"»][.,;:!?]))(?P<stop>\d{1,2})(?=$|[\s.,;:)\]”\"»])"
    r"|(?<=\d:[0-5]\d)(?P<time>[1-9])(?!\d)"
    r"|(?:(?<=\b\d{2}[-–]\d{2})|(?<=\b\d{3}[-–]\d{3})|(?<=\b\d{4}[-–]\d{4}))(?P<range>[1-9])(?![\d.,/-]|\s?[-–])"
    r"|(?<=[^\W\d_]{3})(?P<spaced>\s\d{1,2})$"
    r")"
)
_FUSED = re.compile(rf"[{DIGITS}](?<=[^\s\d].)")
"""A figure that is fused to something."""
_BRACKETED = re.compile(r"(?<=[^\W\d_])[.,;:!?]?(?P<mark>\[(?P<label>\d{1,2})\])(?=$|[\s.,;:)])")
_NAME_LINE = re.compile(r"(?:From|To|Sender|For|Cc|От|Кому)\s*:", re.IGNORECASE)
_FUSED_NAME = re.compile(r"(?:^|[\s.\]])(?P<name>[^\W\d_]{4,})(?P<space>\s?)(?P<mark>[1-9])$")
_RANGE = re.compile(r"(\d{2,4})[-–](\d{2,4})$")
_AROUND_LABEL = re.compile(r"[\s\[\]/]")
_LAST_WORD = re.compile(r"[^\W\d_]{3,}$")
_MOST_LINES = 20
"""A note that is broken into lines has some; what goes on further is no note."""
_SHORT = 160
"""A line with a name, of an address or a signature, is never longer."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark in the text: its line (the place among the lines of the text, and the number), its place there, its
    printed form, the label of its note."""

    place: int
    line: int
    start: int
    printed: str
    label: str


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note: its label and its lines."""

    label: str
    lines: tuple[Line, ...]

    @property
    def block(self) -> Block:
        """The note as a block, its label as printed."""
        content: list[Inline] = []
        for line in self.lines:
            content += [" ", *marked(line.text)] if content else self._first(line)
        return Block(
            BlockKind.FOOTNOTE, tuple(content), tuple(line.number for line in self.lines), "footnote", False, self.label
        )

    def _first(self, line: Line) -> list[Inline]:
        match = _NOTE.match(line.text)
        end = match.end() if match else 0
        return [line.text[:end], *marked(line.text[end:])]


@dataclass(frozen=True, slots=True)
class Footnotes:
    """The footnotes of a page and the marks that refer to them; `missing` are marks whose note the page has not."""

    notes: tuple[Footnote, ...] = ()
    marks: tuple[Mark, ...] = ()
    _lines: frozenset[int] = field(default_factory=frozenset)

    @property
    def labels(self) -> frozenset[str]:
        """The labels of all notes."""
        return frozenset(note.label for note in self.notes)

    @property
    def missing(self) -> tuple[Mark, ...]:
        """The marks whose note the page has not."""
        labels = self.labels
        return tuple(mark for mark in self.marks if mark.label not in labels)

    @property
    def unmarked(self) -> tuple[Footnote, ...]:
        """The notes to which no mark of the text refers."""
        labels = {mark.label for mark in self.marks}
        return tuple(note for note in self.notes if note.label not in labels)

    def is_note(self, line: Line) -> bool:
        """Whether a line (this very one: a page in one line has several equal ones) belongs to a footnote."""
        return id(line) in self._lines


def read_footnotes(lines: list[Line]) -> Footnotes:
    """The footnotes among the lines of a text, and the marks that refer to them."""
    candidates: list[Mark] = []
    for place, line in enumerate(lines):
        text = line.text
        if "[" in text or "*" in text or "x/" in text or text[-1].isdigit() or _FUSED.search(text):
            candidates += _candidates(place, line)
    notes = _below_a_rule(lines, candidates) or _in_brackets(lines, candidates) or _at_the_end(lines, candidates)
    of_notes = frozenset(id(line) for note in notes for line in note.lines)
    in_notes = {place for place, line in enumerate(lines) if id(line) in of_notes} if notes else ()
    labels = [note.label for note in notes]
    marks = _chosen([mark for mark in candidates if mark.place not in in_notes], labels)
    known = set(labels)
    for place, line in enumerate(lines):
        if ("[" in line.text or line.text[-1].isdigit()) and place not in in_notes:
            marks += _without_note(place, line, known)
    ordered = sorted(set(marks), key=lambda mark: (mark.place, mark.start))
    return Footnotes(tuple(notes), tuple(ordered), of_notes)


def mark_span(mark: Mark) -> Span:
    """A mark as it stands in the text."""
    return Span(SpanKind.FOOTNOTE_MARK, (mark.printed.strip(),), mark.label)


# Notes ----------------------------------------------------------------------------------------------------------


def _below_a_rule(lines: list[Line], candidates: list[Mark]) -> list[Footnote]:
    """Notes below the last rule of dashes, if it has any."""
    rules = [place for place, line in enumerate(lines) if line.text[0] in _DASHES and _RULE.fullmatch(line.text)]
    if not rules:
        return []
    rule = rules[-1]
    found: list[Footnote] = []
    for line in lines[rule + 1 :]:
        label, style = _note(line)
        if label and label == _next(found[-1].label if found else "", label):
            if style == "plain" and not _is_marked(label, candidates, rule):
                return []
            found.append(Footnote(label, (line,)))
        elif found and _goes_on(found[-1], line):
            found[-1] = replace(found[-1], lines=(*found[-1].lines, line))
        else:
            break
    return found


def _in_brackets(lines: list[Line], candidates: list[Mark]) -> list[Footnote]:
    """`[1] …`, `[2] …` at the beginning of lines, wherever they stand: nothing else is printed so.

    A line that a mark happens to begin is none: the note with its label comes later. Notes whose first ones the page
    has lost begin with another number, which the text then has.
    """
    labels = [_note(line)[0] if line.text[0] == "[" else "" for line in lines]
    if not any(labels):
        return []
    found: list[Footnote] = []
    last: Line | None = None
    final = {label: place for place, label in enumerate(labels)}
    for place, line in enumerate(lines):
        label = labels[place]
        begins = not found and label.isdigit() and _is_marked(label, candidates, place)
        if label and final[label] == place and (begins or label == _next(found[-1].label if found else "", label)):
            found.append(Footnote(label, (line,)))
            last = line
        elif found and last is found[-1].lines[-1] and _goes_on(found[-1], line):
            found[-1] = replace(found[-1], lines=(*found[-1].lines, line))
            last = line
        else:
            last = None
    return found


def _at_the_end(lines: list[Line], candidates: list[Mark]) -> list[Footnote]:
    """`1 …`, `x/ …`, `* …` in the last lines, if the text above has a mark for each of them."""
    found: list[Footnote] = []
    for place in range(len(lines) - 1, -1, -1):
        line = lines[place]
        label, _ = _note(line)
        if not label or (found and found[0].label != _next(label, found[0].label)):
            break
        found.insert(0, Footnote(label, (line,)))
        if label == _next("", label):
            return found if all(_is_marked(note.label, candidates, place) for note in found) else []
        if len(found) >= 100:
            break
    return []


def _note(line: Line) -> tuple[str, str]:
    """The label with which a line begins, if it may be a note, and the style of the label."""
    match = _NOTE.match(line.text)
    if match is None:
        return "", ""
    return next((match[style], style) for style in ("bracket", "slash", "star", "plain") if match[style])


def _next(label: str, style: str) -> str:
    """The label after `label`, in the style of `style`; the first one after nothing."""
    if style.isdigit():
        return str(int(label) + 1) if label.isdigit() else "1" if not label else ""
    return label + style[:1] if not label.strip(style[:1]) else ""


def _goes_on(note: Footnote, line: Line) -> bool:
    """Whether a line only continues a note: it begins in small letters, or the sentence above has not ended."""
    if len(note.lines) >= _MOST_LINES or _note(line)[1] in ("bracket", "slash"):
        return False
    return line.text[0].islower() or (line.gap == 0 and note.lines[-1].text[-1] not in '.!?)”"»]')


def _is_marked(label: str, candidates: list[Mark], before: int) -> bool:
    return any(mark.label == label and mark.place < before for mark in candidates)


# Marks ----------------------------------------------------------------------------------------------------------


def _candidates(place: int, line: Line) -> Iterator[Mark]:
    for match in _MARK.finditer(line.text):
        style = str(match.lastgroup) if match.lastgroup not in ("b", "x", "t") else ""
        printed = match[0]
        if style == "spaced" and not (_NAME_LINE.match(line.text) and _is_capitals(line.text[: match.start()])):
            continue
        if style == "range" and not _counts_up(line.text[: match.start()]):
            continue
        label = _AROUND_LABEL.sub("", printed)
        space = len(printed) - len(printed.lstrip())
        yield Mark(place, line.number, match.start() + space, printed[space:], label)


def _counts_up(text: str) -> bool:
    """Whether the two numbers of a range at the end of `text` follow each other: `538-540`."""
    ends = _RANGE.search(text)
    return ends is not None and int(ends[1]) < int(ends[2])


def _chosen(candidates: list[Mark], labels: list[str]) -> list[Mark]:
    """One mark for each note, in the order of the notes; every one in brackets, since it can mean nothing else."""
    by_label: dict[str, list[Mark]] = {}
    for mark in candidates:
        by_label.setdefault(mark.label, []).append(mark)
    found: list[Mark] = []
    after = (-1, -1)
    for label in labels:
        own = by_label.get(label, [])
        bracketed = [mark for mark in own if mark.printed.startswith("[")]
        behind = [mark for mark in own if (mark.place, mark.start) > after]
        first = next(iter(bracketed or behind or own), None)
        if first:
            after = (first.place, first.start)
            found += [*bracketed, first]
    return found


def _without_note(place: int, line: Line, labels: set[str]) -> Iterator[Mark]:
    """Marks of notes that the page has not: `.[1]` behind a word, and a figure fused to a name in capitals."""
    for match in _BRACKETED.finditer(line.text) if "[" in line.text else ():
        if match["label"] not in labels:
            yield Mark(place, line.number, match.start("mark"), match["mark"], match["label"])
    fused = _FUSED_NAME.search(line.text[-60:]) if len(line.text) <= _SHORT and line.text[-1].isdigit() else None
    if fused and fused["name"].isupper() and fused["mark"] not in labels:
        alone = len(fused["name"]) == len(line.text) - 1 >= 5
        # With a space between, the figure may count stations or divisions, but not where a forename is supplied.
        named = _NAME_LINE.match(line.text) and (not fused["space"] or "]" in line.text)
        if alone or named:
            yield Mark(place, line.number, len(line.text) - 1, fused["mark"], fused["mark"])


def _is_capitals(text: str) -> bool:
    last = _LAST_WORD.search(text[-60:])
    return last is not None and last[0].isupper()
