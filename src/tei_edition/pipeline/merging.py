"""Three versions of a TEI file made one: what an editor changed and what a new conversion changed both stay.

Lines are compared first, since the converter puts a paragraph on a line; where both sides changed neighbouring lines,
these are paired by their words; where both changed one line, its tags and words are compared. The rest is a conflict.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from tei_edition.comparison.alike import TOKEN, Lines, matcher, paired

_BOM = b"\xef\xbb\xbf"
_TAG = re.compile(rb"<(/?)([^\s/>!?]+)[^>]*?(/?)>")
# A line of the header that tells which program converted the file; the numbers in it are no reason to ask anybody.
_STAMP = re.compile(rb"\s*<(?:application|change)\b")
_NUMBERS = re.compile(rb"[0-9][0-9.\-]*")

_Gap: TypeAlias = tuple[Lines, Lines, Lines]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A place that the editor and the new conversion changed differently: its line in the edited file, the lines."""

    line: int
    base: tuple[bytes, ...]
    ours: tuple[bytes, ...]
    theirs: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged file; where there are conflicts it has the words of the edited file."""

    content: bytes
    conflicts: tuple[Conflict, ...]


def merge(base: bytes, ours: bytes, theirs: bytes) -> Merged:
    """Bring what changed from `base` to `theirs` into `ours`.

    Every byte of `ours` stays outside the places that `theirs` changed: a byte order mark, and the line ends, which the
    lines of `theirs` take on. If `ours` differs from `base` in nothing else, the result is `theirs` with them.
    """
    mark, ours = (_BOM, ours.removeprefix(_BOM)) if ours.startswith(_BOM) else (b"", ours)
    wide = ours.count(b"\r\n") * 2 > ours.count(b"\n")
    mine = ours.split(b"\n")
    keys = [line.removesuffix(b"\r") for line in mine]
    merged: list[bytes] = []
    conflicts: list[Conflict] = []
    at = 0
    final = -1  # where the last piece of the edited file stands, which no line end follows
    end = b"\r" if wide else b""
    for kind, z, a, b in _merged_lines(_lines(base), keys, _lines(theirs)):
        if kind == "theirs":
            merged += (line + end for line in b)
        else:
            merged += mine[at : at + len(a)]
            final = len(merged) - 1 if a and at + len(a) == len(mine) else final
        if kind == "conflict":
            conflicts.append(Conflict(at + 1, tuple(z), tuple(a), tuple(b)))
        at += len(a)
    if wide and merged and final != len(merged) - 1:
        merged[-1] = merged[-1].removesuffix(end)
        merged[final : final + 1] = [merged[final].removesuffix(end) + end] if final >= 0 else []
    return Merged(mark + b"\n".join(merged), tuple(conflicts))


def _lines(content: bytes) -> list[bytes]:
    return [line.removesuffix(b"\r") for line in content.removeprefix(_BOM).split(b"\n")]


def _merged_lines(base: Lines, ours: Lines, theirs: Lines) -> Iterator[tuple[str, Lines, Lines, Lines]]:
    """The parts in order: which side each is taken from, and the lines of the three versions."""
    for z, a, b in _gaps(base, ours, theirs):
        side = _side(z, a, b)
        if side:
            yield side, z, a, b
        else:
            yield from _refined(z, a, b)


def _side(base: Lines, ours: Lines, theirs: Lines) -> str:
    """Whose lines stand, "" if nothing decides."""
    if ours == theirs or base == theirs:
        return "ours"
    return "theirs" if base == ours else ""


def _gaps(base: Lines, ours: Lines, theirs: Lines) -> Iterator[_Gap]:
    """What stands between the places where all three agree, and these places, in order."""
    z = a = b = 0
    for start, stop, a1, b1 in _agreeing(matcher(base, ours), matcher(base, theirs)):
        yield base[z:start], ours[a:a1], theirs[b:b1]
        z, a, b = stop, a1 + stop - start, b1 + stop - start
        yield base[start:stop], ours[a1:a], theirs[b1:b]
    yield base[z:], ours[a:], theirs[b:]


def _agreeing(
    ours: difflib.SequenceMatcher[bytes], theirs: difflib.SequenceMatcher[bytes]
) -> Iterator[tuple[int, int, int, int]]:
    """The stretches of the base that both sides have: where each begins and ends, and begins in ours and in theirs."""
    mine, other = iter(ours.get_matching_blocks()), iter(theirs.get_matching_blocks())
    one, two = next(mine, None), next(other, None)
    while one and two:
        start, stop = max(one.a, two.a), min(one.a + one.size, two.a + two.size)
        if start < stop:
            yield start, stop, one.b + start - one.a, two.b + start - two.a
        if one.a + one.size < two.a + two.size:
            one = next(mine, None)
        else:
            two = next(other, None)


def _refined(base: Lines, ours: Lines, theirs: Lines) -> Iterator[tuple[str, Lines, Lines, Lines]]:
    """Neighbouring lines that both sides changed, paired line by line."""
    with_ours, with_theirs = dict(paired(base, ours)), dict(paired(base, theirs))
    z = a = b = 0
    for anchor in [place for place in with_ours if place in with_theirs] + [len(base)]:
        last = anchor == len(base)
        a1, b1 = (len(ours), len(theirs)) if last else (with_ours[anchor], with_theirs[anchor])
        gap = base[z:anchor], ours[a:a1], theirs[b:b1]
        yield _side(*gap) or "conflict", *gap
        if not last:
            yield _one_line(base[anchor], ours[a1], theirs[b1])
        z, a, b = anchor + 1, a1 + 1, b1 + 1


def _one_line(base: bytes, ours: bytes, theirs: bytes) -> tuple[str, Lines, Lines, Lines]:
    side = _side([base], [ours], [theirs])
    if not side and _STAMP.match(base) and _NUMBERS.sub(b"", base) == _NUMBERS.sub(b"", theirs):
        side = "ours"
    if not side:
        words = _merged_words(base, ours, theirs)
        if words is not None:
            return "theirs", [base], [ours], [words]
    return side or "conflict", [base], [ours], [theirs]


def _merged_words(base: bytes, ours: bytes, theirs: bytes) -> bytes | None:
    """The line with the words and tags that either side changed; None if they touch, or elements would cross."""
    tokens = [TOKEN.findall(line) for line in (base, ours, theirs)]
    merged: list[bytes] = []
    places: list[tuple[int, int]] = []  # of each merged token in ours and in theirs, -1 where it is not there
    a_at = b_at = 0
    for z, a, b in _gaps(*tokens):
        side = _side(z, a, b)
        if not side:
            return None
        merged += a if side == "ours" else b
        count = max(len(a), len(b))
        both = [(a_at + n, b_at + n) for n in range(count)] if a == b else []
        alone = [(a_at + n, -1) for n in range(len(a))] if side == "ours" else [(-1, b_at + n) for n in range(len(b))]
        places += both or alone
        a_at, b_at = a_at + len(a), b_at + len(b)
    elements = _elements(merged)
    before = _elements(tokens[1]), _elements(tokens[2])
    # An element of either side still begins and ends where it did; it holds no half of one of the other side.
    for start, stop in elements.items():
        for own, (first, last) in zip(before, zip(places[start], places[stop], strict=True), strict=True):
            if own.get(first, -1) != last and (first >= 0 or last >= 0):
                return None
    whole = len(elements) * 2 == sum(bool(_TAG.fullmatch(token)) and not token.endswith(b"/>") for token in merged)
    return b"".join(merged) if whole else None


def _elements(tokens: Lines) -> dict[int, int]:
    """Where each element of a line begins and ends; what the line does not open and close in order is left out."""
    found: dict[int, int] = {}
    open_: list[tuple[bytes, int]] = []
    for place, token in enumerate(tokens):
        tag = _TAG.fullmatch(token)
        if tag is None or tag[3]:
            continue
        if not tag[1]:
            open_.append((tag[2], place))
        elif open_ and open_[-1][0] == tag[2]:
            found[open_.pop()[1]] = place
    return found
