"""Which blocks of two texts belong together, and which of their words changed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tei_edition.comparison.alike import paired, steps
from tei_edition.comparison.blocks import Block, joined
from tei_edition.comparison.values import Fate, Piece, TextChange

# A word with the blank before it, or another character; letters with their diacritical marks are one word.
_WORD = re.compile(r" ?(?:[\w\u0300-\u036f]+|[^\w ])| ")
_DOUBT = 2  # so many characters that are the same between two changes say nothing


@dataclass(frozen=True, slots=True)
class Pair:
    """Blocks of the old and the new text that belong together; one side is empty where a block was added or removed,
    one has several where a block was split, or blocks were joined."""

    old: tuple[Block, ...]
    new: tuple[Block, ...]
    moved: bool = False

    @property
    def fate(self) -> Fate:
        """What became of the blocks, besides their words."""
        if not self.old or not self.new:
            return Fate.ADDED if self.new else Fate.REMOVED
        if len(self.old) != len(self.new):
            return Fate.SPLIT if len(self.new) > 1 else Fate.JOINED
        return Fate.MOVED if self.moved else Fate.CHANGED


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of the old text that are the same in the new one: where each begins, and how many they are."""

    old: int
    new: int
    length: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """How the words of one text became those of another: the pieces in order, and the runs of what stayed."""

    pieces: tuple[Piece, ...]
    runs: tuple[Run, ...]

    def place(self, old: int, *, end: bool = False) -> int:
        """Where a place between characters of the old text is in the new one; `end`: it ends something.

        What changed is one place for the marks around it: it begins where its new words begin, and ends where they end.
        """
        starts = [run.old for run in self.runs]
        at = bisect_right(starts, old - 1 if end else old) - 1
        before = self.runs[at] if at >= 0 else Run(0, 0, 0)
        if old <= before.old + before.length - (0 if end else 1) or (at >= 0 and old == before.old):
            return before.new + old - before.old
        if end:
            following = self.runs[at + 1] if at + 1 < len(self.runs) else None
            return following.new if following else self._length()
        return before.new + before.length

    def _length(self) -> int:
        return sum(len(one.words) for one in self.pieces if one.fate is not Fate.REMOVED)


def pairs_of(old: Sequence[Block], new: Sequence[Block]) -> list[Pair]:
    """The blocks of two texts, those that belong together as one, in the order of the new text."""
    found: list[tuple[tuple[float, int], Pair]] = []
    alone: tuple[list[int], list[int]] = ([], [])
    last = -1
    places: dict[int, int] = {}
    lines = [one.line for one in old], [one.line for one in new]
    for step in steps(*lines):
        rows = list(_gap(old, new, step.a1, step.a2, step.b1, step.b2)) if not step.same else [
            ((a,), (b,)) for a, b in zip(range(step.a1, step.a2), range(step.b1, step.b2), strict=True)
        ]  # fmt: skip
        for a, b in rows:
            if a and b:
                last = b[-1]
                found.append(((b[0], 0), Pair(tuple(old[n] for n in a), tuple(new[n] for n in b))))
            else:
                for n in a:
                    alone[0].append(n)
                    places[n] = last
                alone[1].extend(b)
    waiting: dict[bytes, list[int]] = {}
    for n in alone[0]:
        waiting.setdefault(lines[0][n], []).append(n)
    for n in alone[1]:
        same = waiting.get(lines[1][n]) if new[n].text else None
        if same:
            found.append(((n, 0), Pair((old[same.pop(0)],), (new[n],), moved=True)))
        else:
            found.append(((n, 0), Pair((), (new[n],))))
    for n in sorted(n for left in waiting.values() for n in left):
        found.append(((places[n] + 0.5, n), Pair((old[n],), ())))
    return [pair for _, pair in sorted(found, key=lambda one: one[0])]


def _gap(
    old: Sequence[Block], new: Sequence[Block], a1: int, a2: int, b1: int, b2: int
) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """The blocks of a place where the texts differ, with what belongs to each."""
    whole = _divided(old[a1:a2], new[b1:b2])
    whole += [(n, a) for a, n in _divided(new[b1:b2], old[a1:a2])]
    a = b = 0
    for older, newer in [*sorted(whole), (range(a2 - a1, a2 - a1), range(b2 - b1, b2 - b1))]:
        if older.start < a or newer.start < b:
            continue  # crosses what was found before
        yield from _alike(old, new, a1 + a, a1 + older.start, b1 + b, b1 + newer.start)
        if older:
            yield tuple(a1 + n for n in older), tuple(b1 + n for n in newer)
        a, b = older.stop, newer.stop


def _divided(one: Sequence[Block], several: Sequence[Block]) -> list[tuple[range, range]]:
    """Blocks that stand as several on the other side, with the same words."""
    found = []
    at = 0
    for n, block in enumerate(one):
        for start in range(at, len(several) - 1):
            text, stop = several[start].text, start + 1
            while stop < len(several) and text and block.text.startswith(text) and text != block.text:
                text, stop = f"{text} {several[stop].text}", stop + 1
            if text == block.text and stop > start + 1 and all(part.text for part in several[start:stop]):
                found.append((range(n, n + 1), range(start, stop)))
                at = stop
                break
    return found


def _alike(
    old: Sequence[Block], new: Sequence[Block], a1: int, a2: int, b1: int, b2: int
) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """The blocks that have most words in common as pairs, the others alone."""
    first, second = [one.line for one in old[a1:a2]], [one.line for one in new[b1:b2]]
    turned = second < first
    pairs = [(b, a) for a, b in paired(second, first)] if turned else list(paired(first, second))
    a, b = a1, b1
    for x, y in [*((a1 + x, b1 + y) for x, y in pairs), (a2, b2)]:
        yield tuple(range(a, x)), ()
        yield (), tuple(range(b, y))
        if (x, y) != (a2, b2):
            yield (x,), (y,)
        a, b = x + 1, y + 1


def aligned(old: str, new: str) -> Alignment:
    """How the words of a text became those of another."""
    before, after = (_WORD.findall(f" {text}") if text else [] for text in (old, new))
    pieces: list[Piece] = []
    runs: list[Run] = []
    a = b = 0
    for step in _joined([tuple(one) for one in steps(before, after)], before):
        same, one, other = step[0], "".join(before[step[1] : step[2]]), "".join(after[step[3] : step[4]])
        if a == 0:
            one = one[1:]  # the blank that only makes the first word one like the others
        if b == 0:
            other = other[1:]
        if same and len(one) != len(other):
            # The first word of one side is further behind on the other: the blank before it came, or went.
            pieces[-1] = Piece(pieces[-1].fate, f"{pieces[-1].words} ")
            a, b = a + (len(one) > len(other)), b + (len(other) > len(one))
            one = other = min(one, other, key=len)
        if same:
            pieces.append(Piece(Fate.SAME, one))
            runs.append(Run(a, b, len(one)))
        else:
            pieces += [Piece(Fate.REMOVED, one)] * bool(one) + [Piece(Fate.ADDED, other)] * bool(other)
        a, b = a + len(one), b + len(other)
    return Alignment(tuple(pieces), tuple(runs))


def _joined(found: Sequence[tuple[int, ...]], words: Sequence[str]) -> Iterator[tuple[int, ...]]:
    """Changes with nothing but a comma or the like between them as one."""
    waiting: tuple[int, ...] | None = None
    for place, step in enumerate(found):
        text = "".join(words[step[1] : step[2]])
        slight = step[0] and 0 < place < len(found) - 1 and len(text) <= _DOUBT and not any(c.isalnum() for c in text)
        if step[0] and not slight:
            if waiting:
                yield waiting
                waiting = None
            yield step
        elif waiting:
            waiting = (0, waiting[1], step[2], waiting[3], step[4])
        else:
            waiting = (0, *step[1:])
    if waiting:
        yield waiting


def text_changes(pairs: Sequence[Pair]) -> Iterator[TextChange]:
    """What became of the words, block by block."""
    for pair in pairs:
        fate = pair.fate
        old, new = (joined(side) if side else None for side in (pair.old, pair.new))
        if old is None or new is None:
            words = "".join(one.text for one in (old, new) if one)
            pieces: tuple[Piece, ...] = (Piece(fate, words),) if words else ()
        elif fate is Fate.CHANGED and old.text == new.text:
            continue
        else:
            pieces = aligned(old.text, new.text).pieces
        if pieces:
            yield TextChange(fate, old.place if old else None, new.place if new else None, pieces)
