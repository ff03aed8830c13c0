"""Who is meant: pseudonyms with their identification, and whether two printed names may be of one person.

`Filippov [Stalin]` and `Stalin [Kuznetsov]` say the same in either order: that the two names belong together. Which is
the pseudonym, an authority knows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from tei_edition.source import names
from tei_edition.source.memory import remembered

_BRACKET = re.compile(r"\[([^\[\]]*)\]|\(([^()]*)\)")
_REMARK = re.compile(
    r"(?:signature|illegible|sic|handwritten|first|second|through|via|copy|seal|stamp|no\.?)\b", re.IGNORECASE
)


_COMPLETED = re.compile(r"(?<=\w)\[([\w]+)\]|\[([\w]+)\](?=\w)")
_BETWEEN = re.compile(r"\s*[;/=]\s*")
_STOPS = re.compile(r"\s[.,;:!]+$")
_APOSTROPHE = re.compile(r"(?<=\w)['’ʼʻ`](?=\w)")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Identified:
    """A printed name: the name itself, and the other names that brackets give the same person."""

    name: str
    others: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All names of the person."""
        return (self.name, *self.others)


class Likeness(StrEnum):
    """How much two printed names are alike. Only `SAME` may be merged without asking the editor."""

    SAME = "same"
    VARIANT = "variant"
    DIFFERENT = "different"


@remembered
def identified(text: str) -> Identified:
    """`FENG XI [FYN SI; Stalin]` → FENG XI, also called FYN SI and Stalin; a supplied rank or forename is no name."""
    if len(text) > 400:
        return Identified(text)
    if "[" in text:
        # `K[udryavtsev]`: letters that complete a word belong to it.
        text = _COMPLETED.sub(lambda match: match[1] or match[2], text)
    others: list[str] = []
    brackets = "[" in text or "(" in text
    for match in _BRACKET.finditer(text) if brackets else ():
        # `[Ambassador Boleslaw] JELEN`: what stands before the name completes it.
        before = _BRACKET.sub(" ", text[: match.start()]).strip(" ,.")
        inner = match[1] or match[2] or ""
        for piece in _BETWEEN.split(inner):
            name = piece.strip(" ,.?")
            if before and name and not _REMARK.match(name) and names.is_name(name):
                others.append(name)
    bare = " ".join((_BRACKET.sub(" ", text) if brackets else text).split())
    bare = names.without_honorific(_STOPS.sub("", bare) if bare[-1:] in ".,;:!" else bare)
    return Identified(names.collapse(bare), tuple(dict.fromkeys(others)))


def likeness(one: str, other: str) -> Likeness:
    """Whether two printed names may be of one person.

    The same are names of equal words, case, accents, initials and spaced letters apart, where one may leave out
    forenames; and a pseudonym and any name that brackets identify with it. Variants differ by a letter or two.
    """
    likest = Likeness.DIFFERENT
    others = [_words(name) for name in identified(other).names]
    for name in identified(one).names:
        words = _words(name)
        for compared in others:
            degree = _compared(words, compared)
            if degree is Likeness.SAME:
                return degree
            if degree is Likeness.VARIANT:
                likest = degree
    return likest


def may_be_same(one: str, other: str) -> bool:
    """Whether two printed names are the same or variants of each other."""
    return likeness(one, other) is not Likeness.DIFFERENT


def is_as_full(one: str, other: str) -> bool:
    """Whether a printed name has as many names and initials as another of the same person."""
    words, compared = _WORD.findall(one), _WORD.findall(other)
    return len(words) >= len(compared) and len(_long(words)) >= len(_long(compared))


def _long(words: Sequence[str]) -> list[str]:
    return [word for word in words if len(word) > 1]


@remembered
def _words(name: str) -> tuple[str, ...]:
    """The words of a name that count: no accents, no case, no initials."""
    plain = names.collapse(names.without_honorific(name))
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain)
        plain = "".join([character for character in plain if not unicodedata.combining(character)])
    words = _WORD.findall(_APOSTROPHE.sub("", plain).casefold())
    return tuple(_long(words))


def _compared(one: tuple[str, ...], other: tuple[str, ...]) -> Likeness:
    one, other = one[:8], other[:8]
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if not short:
        return Likeness.DIFFERENT
    if set(short) <= set(long):
        return Likeness.SAME
    if "".join(short) == "".join(long):
        return Likeness.VARIANT
    rest = list(long)
    for word in short:
        for candidate in rest:
            if _near(word, candidate):
                rest.remove(candidate)
                break
        else:
            return Likeness.DIFFERENT
    return Likeness.VARIANT


def _near(one: str, other: str) -> bool:
    """Whether two words may be spellings of one name: same first letter, a letter or two of difference."""
    if one == other or one[0] != other[0]:
        return one == other
    shorter = min(len(one), len(other))
    allowed = 0 if shorter < 5 else 1 if shorter < 8 else 2
    return abs(len(one) - len(other)) <= allowed and _distance(one[:40], other[:40]) <= allowed


def _distance(one: str, other: str) -> int:
    """Letters to add, drop, change or swap (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        older, before, row = before, row, [i]
        for j, b in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]
