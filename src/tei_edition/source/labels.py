"""The labels of points: `1.`, `1)`, `(1)`, `a)`, `II.`, `First,`, dashes and bullets; which can follow which."""

from __future__ import annotations

import re
from dataclasses import dataclass

LABEL = re.compile(r"(?P<label>(?P<n1>\d{1,2})[.)]|\((?P<n2>\d{1,2})\))(?P<space>\s+)(?=\S)")
"""A label in figures, the only one that stands for a list by itself."""

_DATE = re.compile(r"\d{1,2}\.\s?(?:\d{1,2}\.\s?\d{2}|[IVX]{1,4}[.\s]\s?\d{2})")
_NOTE_BEFORE = re.compile(r"(?P<note>\[[^\[\]]{3,300}\]\s+)(?=\(?\w{1,4}[.)])")
_SIGNED = re.compile(
    r"(?P<label>\((?P<inner>\d{1,2}|[a-zа-я]|[ivx]{1,5}|[IVX]{1,5})\)"
    r"|(?P<outer>\d{1,2}|[a-zа-я]|[ivx]{1,5}|[IVX]{1,5})(?P<sign>[.)]))(?P<space>\s*)(?=\S)"
)
_BULLET = re.compile(r"(?P<label>[-–—•·▪●◦*])(?P<space>\s+)(?=\S)")
_ORDINALS = (
    ("first", "firstly", "первое", "во-первых"),
    ("second", "secondly", "второе", "во-вторых"),
    ("third", "thirdly", "третье", "в-третьих"),
    ("fourth", "fourthly", "четвертое", "в-четвертых"),
    ("fifth", "fifthly", "пятое", "в-пятых"),
    ("sixth", "sixthly", "шестое", "в-шестых"),
    ("seventh", "seventhly", "седьмое", "в-седьмых"),
    ("eighth", "восьмое"),
    ("ninth", "девятое"),
    ("tenth", "десятое"),
)
_ORDINAL = {word: number for number, words in enumerate(_ORDINALS, start=1) for word in words}
_WORD = re.compile(r"(?P<label>(?P<word>[^\W\d_]+(?:-[^\W\d_]+)?)[.,:])(?P<space>\s+)(?=\S)")
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_CYRILLIC = "абвгдежзиклмнопрстуфхцчшщэюя"
# A Cyrillic letter that looks like a Latin one may have been typed for it.
_LOOKALIKE = {"а": "a", "с": "c", "е": "e", "о": "o", "р": "p", "х": "x", "у": "y"}
_NUMERAL = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
_ROMAN = {"I": 1, "V": 5, "X": 10}
_LARGEST_GAP = 4


@dataclass(frozen=True, slots=True)
class Label:
    """A label as printed: its shape (what its like share), the places in a row that it may mean, `@n` for its item.

    `note` is the length of a bracketed note that stands before it on the line, `end` where the point's text begins.
    """

    printed: str
    shape: str
    places: tuple[int, ...]
    number: str
    note: int
    end: int

    @property
    def begins(self) -> bool:
        """Whether a row can begin with it."""
        return 1 in self.places or self.shape == "bullet"

    @property
    def in_figures(self) -> bool:
        """Whether it is a number in figures."""
        return "1" in self.shape


def read_labels(text: str) -> tuple[Label, ...]:
    """The labels that the beginning of a line may be; several for `(i)`, which is a letter or a Roman number."""
    note = _NOTE_BEFORE.match(text) if text[:1] == "[" else None
    start = note.end() if note else 0
    signed = _SIGNED.match(text, start)
    if signed and (signed["space"] or (signed["sign"] != "." and text[signed.end()].isalpha())):
        return _signed(text, signed, start)
    if note:
        return ()
    bullet = _BULLET.match(text)
    if bullet:
        return (Label(bullet["label"], "bullet", (), "", 0, bullet.end()),)
    word = _WORD.match(text)
    place = _ORDINAL.get(word["word"].lower().replace("ё", "е"), 0) if word and word["word"][0].isupper() else 0
    return (Label(word["label"], "word", (place,), str(place), 0, word.end()),) if word and place else ()


def _signed(text: str, match: re.Match[str], note: int) -> tuple[Label, ...]:
    inner = match["inner"] or match["outer"]
    if _DATE.match(text, match.start()):
        return ()

    def label(kind: str, *places: int) -> Label:
        return Label(match["label"], match["label"].replace(inner, kind), places, inner, note, match.end())

    if inner.isdigit():
        return (label("1", int(inner)),) if int(inner) else ()
    found: list[Label] = []
    if len(inner) == 1 and inner.islower():
        letters = [row.index(letter) + 1 for row, letter in ((_LATIN, _LOOKALIKE.get(inner, inner)),) if letter in row]
        letters += [_CYRILLIC.index(inner) + 1] if inner in _CYRILLIC else []
        found.append(label("a", *letters))
    roman = _roman(inner.upper())
    if roman:
        found.append(label("i" if inner.islower() else "I", roman))
    return tuple(found)


def follows(label: Label, before: Label) -> bool:
    """Whether `label` can be the next one of the row in which `before` stands."""
    if label.shape != before.shape:
        return False
    if label.shape == "bullet":
        return label.printed == before.printed
    if label.places == before.places == (1,) and label.in_figures:
        # Some captures count every point anew.
        return True
    return any(0 < place - one <= _LARGEST_GAP for place in label.places for one in before.places)


def goes_on_otherwise(label: Label, before: Label) -> bool:
    """Whether `label` counts on from `before` in another style: `2)` after `1.`"""
    if label.shape == before.shape or not (label.in_figures and before.in_figures):
        return False
    return any(place - one == 1 for place in label.places for one in before.places)


def _roman(numeral: str) -> int:
    """The value of a numeral up to 39; 0 for what is none."""
    if not _NUMERAL.fullmatch(numeral):
        return 0
    values = [_ROMAN[letter] for letter in numeral]
    return sum(-one if one < max(values[place:]) else one for place, one in enumerate(values))
