"""Where a citation names archives: abbreviations and full names, their brackets, the towns behind them."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from tei_edition.source.citation.archives import Archive, Registry
from tei_edition.source.citation.shelfmarks import LOOSE, by_scheme
from tei_edition.source.citation.statements import tells

LONGEST_NAME = 200
"""Names of repositories are short; a longer run of words is none."""
# Where a repository may be named: at the beginning, after a divider, in brackets.
_EXPECTED = re.compile(r"(?:^|[;(]|\band|[.”])\s*$")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Mention:
    """An archive's name in the text, with its brackets, its other names beside it, and its town."""

    archive: Archive
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mentions:
    """The archives that a citation names, in its order."""

    all: tuple[Mention, ...]

    def within(self, start: int, end: int) -> tuple[Mention, ...]:
        """Those that begin between two places."""
        return self.all[self._first(start) : self._first(end)]

    def around(self, position: int) -> tuple[Mention, ...]:
        """The last one that begins at a place or before it, if there is one."""
        at = self._first(position + 1)
        return self.all[max(0, at - 1) : at]

    def _first(self, position: int) -> int:
        # A bisection keeps long citations linear.
        return bisect_left(self.all, position, key=lambda mention: mention.start)


def find_mentions(text: str, registry: Registry, start: int, end: int) -> Mentions:
    """The archives of `registry` that text[start:end] names."""
    found: list[Mention] = []
    position = start
    while match := registry.mentions.search(text, position, end):
        archive = registry.named(match[0])
        position = match.end()
        opened = text[match.start() - 1 : match.start()] == "("
        # Names of two letters and less are names only where one is expected.
        ahead = text[max(start, match.start() - 9) : match.start()]
        if len(match[0]) < 3 and not opened and not _EXPECTED.search(ahead):
            continue
        before = found[-1] if found else None
        if before and _is_part(text, before, match.start()):
            continue
        first, last = match.start(), _with_place(text, archive, match.end(), end)
        if opened:
            first, last = _full_name(text, first - 1, start), _with_place(text, archive, last, end)
        between = text[before.end : max(before.end, first)] if before else ""
        if before and before.archive is archive and not between.strip(" ,().:"):
            found[-1] = Mention(archive, before.start, last)
        else:
            found.append(Mention(archive, first, last))
        position = max(position, last)
    return Mentions(tuple(found))


def _is_part(text: str, before: Mention, start: int) -> bool:
    """Whether a name is the first part of the shelfmark before: `PA AA, MfAA, C 1088/78`."""
    if text[before.end : start].strip(f"{LOOSE}()"):
        return False
    parts = by_scheme(text, before.end, min(len(text), start + LONGEST_NAME), before.archive)
    return bool(parts) and parts[0].start <= start < parts[0].end


def _with_place(text: str, archive: Archive, position: int, end: int) -> int:
    """Behind the closing bracket, the town and the country that follow a repository's name."""
    if text[position : position + 1] == ")":
        position += 1
    places = [place for place in (archive.settlement, archive.country_name) if place]
    for _ in range(2):
        for place in places:
            # Behind a comma, a blank and a bracket at most.
            if text.find(place, position, position + len(place) + 3) >= 0:
                words = re.compile(rf",?\s?\(?{re.escape(place)}\)?(?!\w)").match(text, position, end)
                position = words.end() if words else position
    return position


def _full_name(text: str, bracket: int, start: int) -> int:
    """Where the full name before `(AMSZ)` begins: after the last comma or stop, unless that is part of it."""
    before = text[max(start, bracket - LONGEST_NAME) : bracket]
    cut = max(before.rfind(mark) for mark in (", ", "; ", ". ", "\n"))
    name = before[cut + 2 if cut >= 0 else 0 :]
    if _DIGIT.search(name) or not name.strip() or tells(name):
        return bracket
    return bracket - len(name)
