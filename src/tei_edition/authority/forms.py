"""Names as they are compared: without case, layout, and what printers and keyboards vary."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass

# Each stands for one character, so that places stay.
_SAME = str.maketrans(
    dict.fromkeys("\t\n\r\v\f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a", " ")
    | dict.fromkeys("\u2028\u2029\u202f\u205f\u3000", " ")
    | dict.fromkeys("’‘ʼʹ′´", "'")
    | dict.fromkeys("‐‑", "-")
    # Russian prints the one for the other.
    | {"ё": "е", "Ё": "Е"}
)
# Hyphens that only show where a line may end, more than one space, a space behind a full stop (A. Ia., A.Ia.),
# letters whose marks are characters of their own.
_PLAIN = re.compile(" (?<=[ .] ) *")
_IRREGULAR = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]+| (?<=[ .] ) *")
_MARKS = re.compile("[\u0300-\u036f]")
_WITH_MARKS = re.compile(f"{_IRREGULAR.pattern}|[^\\W\\d_]{_MARKS.pattern}+")


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A text with some pieces rewritten, and where its characters were before.

    From `places[i]` in the new text on, up to the next of them, characters were at `origins[i]` and behind; a piece
    that ends before a place of `ends` ended before its value.
    """

    text: str
    places: tuple[int, ...]
    origins: tuple[int, ...]
    ends: Mapping[int, int]

    def origin(self, place: int) -> int:
        """Where the character at `place` was before."""
        number = bisect_right(self.places, place) - 1
        return self.origins[number] + place - self.places[number]

    def end(self, place: int) -> int:
        """Where what ends before `place` (never the first) ended before."""
        if place in self.ends:
            return self.ends[place]
        number = bisect_left(self.places, place) - 1
        return self.origins[number] + place - self.places[number]


def rewritten(text: str, pieces: re.Pattern[str], new: Callable[[str], str]) -> Rewritten:
    """`text` with each piece that the pattern finds replaced by what `new` makes of it."""
    parts: list[str] = []
    places, origins = [0], [0]
    ends: dict[int, int] = {}
    done = length = 0
    for piece in pieces.finditer(text):
        start, end = piece.span()
        replacement = new(piece[0])
        parts += (text[done:start], replacement)
        length += start - done + len(replacement)
        done = end
        places.append(length)
        origins.append(end)
        if replacement:
            ends[length] = end
    parts.append(text[done:])
    return Rewritten("".join(parts), tuple(places), tuple(origins), ends)


def comparable(text: str) -> Rewritten:
    """`text` as its names are compared, but with its capitals; `lowered` takes them away."""
    if text.isascii():  # most texts: no table, and only spaces to look for
        if not text.isprintable():
            for sign in "\t\n\r\v\f":
                text = text.replace(sign, " ")
        pieces = _PLAIN
    else:
        text = text.translate(_SAME)
        pieces = _WITH_MARKS if _MARKS.search(text) else _IRREGULAR
    if not pieces.search(text):
        return Rewritten(text, (0,), (0,), {})
    return rewritten(text, pieces, _composed)


def lowered(text: str) -> str:
    """`text` in small letters, character by character."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)


def key(name: str) -> str:
    """What two names have in common that are the same."""
    return lowered(comparable(name.strip()).text.strip())


def letters(name: str) -> str:
    """The letters of a name in small letters alone, as it reads in spaced capitals."""
    return name if name.isalnum() else "".join(filter(str.isalnum, name))


def _composed(piece: str) -> str:
    return unicodedata.normalize("NFC", piece) if piece[0].isalpha() else ""
