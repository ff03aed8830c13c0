"""What of two rows of lines or words is the same, and which lines are the same but for some words."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from typing import Any, NamedTuple, TypeAlias, TypeVar

TOKEN = re.compile(rb"<[^>]*>|&[^;\s]{1,10};|[ \t]+|[^<>& \t.,;:!?()\[\]]+|.", re.DOTALL)
"""A tag, a character reference, blanks, a word, or another character of a line of XML."""
_PAIRS = 100_000
_ALIKE = 0.5
_LARGEST = 20_000  # words; what differs in more is told as a whole

Lines: TypeAlias = Sequence[bytes]
_Item = TypeVar("_Item", bound=Hashable)


class Step(NamedTuple):
    """Places of the first row from `a1` up to `a2` beside those of the second from `b1` up to `b2`: `same` or not."""

    same: bool
    a1: int
    a2: int
    b1: int
    b2: int


def matcher(first: Sequence[_Item], second: Sequence[_Item]) -> difflib.SequenceMatcher[_Item]:
    """Compares without leaving out what is frequent: a line such as </p> counts too."""
    return difflib.SequenceMatcher(None, first, second, autojunk=False)


def steps(first: Sequence[Any], second: Sequence[Any]) -> list[Step]:
    """How one row becomes the other. Turned round, the rows give the same steps turned round."""
    if second < first:  # type: ignore[operator]  # rows of one kind, tuples or lists
        return [Step(same, a1, a2, b1, b2) for same, b1, b2, a1, a2 in steps(second, first)]
    start, shorter = 0, min(len(first), len(second))
    while start < shorter and first[start] == second[start]:
        start += 1
    end = 0
    while end < shorter - start and first[-1 - end] == second[-1 - end]:
        end += 1
    a, b = len(first) - end, len(second) - end
    found = [Step(True, 0, start, 0, start)] if start else []
    if (a - start) + (b - start) > _LARGEST:
        found.append(Step(False, start, a, start, b))
    else:
        for kind, a1, a2, b1, b2 in matcher(first[start:a], second[start:b]).get_opcodes():
            found.append(Step(kind == "equal", start + a1, start + a2, start + b1, start + b2))
    if end:
        found.append(Step(True, a, len(first), b, len(second)))
    return found


def paired(base: Lines, other: Lines) -> Iterator[tuple[int, int]]:
    """The lines of `base` with those of `other` that are the same, or the same but for some words, in order."""
    for kind, z1, z2, o1, o2 in matcher(base, other).get_opcodes():
        if kind == "equal":
            yield from zip(range(z1, z2), range(o1, o2), strict=True)
        elif kind == "replace" and (z2 - z1) * (o2 - o1) <= _PAIRS:
            yield from ((z1 + z, o1 + o) for z, o in _alike(base[z1:z2], other[o1:o2]))


def likeness(one: Counter[bytes], two: Counter[bytes]) -> float:
    """How much two bags of words have in common, from 0 to 1."""
    total = one.total() + two.total()
    return 2 * (one & two).total() / total if total else 1.0


def words_of(line: bytes) -> Counter[bytes]:
    """The words of a line and its first tag: names that an editor marked make no other line of it."""
    tokens = [token for token in TOKEN.findall(line) if token.strip()]
    tag = [token.split()[0].rstrip(b"/>") for token in tokens[:1] if token.startswith(b"<")]
    return Counter([*tag, *(token for token in tokens if not token.startswith(b"<"))])


def _alike(base: Lines, other: Lines) -> list[tuple[int, int]]:
    """The pairs, in order on both sides, that have most words in common altogether."""
    words, others = [words_of(line) for line in base], [words_of(line) for line in other]
    best = [[0.0] * (len(other) + 1) for _ in range(len(base) + 1)]
    alike = [[likeness(one, two) for two in others] for one in words]
    for z in reversed(range(len(base))):
        for o in reversed(range(len(other))):
            pair = alike[z][o] + best[z + 1][o + 1] if alike[z][o] >= _ALIKE else 0.0
            best[z][o] = max(pair, best[z + 1][o], best[z][o + 1])
    pairs: list[tuple[int, int]] = []
    z = o = 0
    while z < len(base) and o < len(other):
        if alike[z][o] >= _ALIKE and best[z][o] == alike[z][o] + best[z + 1][o + 1]:
            pairs.append((z, o))
            z, o = z + 1, o + 1
        elif best[z][o] == best[z + 1][o]:
            z += 1
        else:
            o += 1
    return pairs
