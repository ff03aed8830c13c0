"""Square brackets: which open and close which. Those that do not pair are characters like any other."""

from __future__ import annotations

import re
from typing import NamedTuple

_BRACKET = re.compile(r"[\[\]]")


class Bracketed(NamedTuple):
    """A pair of brackets that stands in no other pair: from the opening one to behind the closing one."""

    start: int
    end: int
    nested: bool


def bracketed(text: str) -> list[Bracketed]:
    """The outermost pairs of brackets in `text`, in order."""
    closes = _pairs(text)
    found: list[Bracketed] = []
    end = 0
    for match in _BRACKET.finditer(text):
        if match.start() >= end and match.start() in closes:
            start, end = match.start(), closes[match.start()] + 1
            found.append(Bracketed(start, end, "[" in text[start + 1 : end]))
    return found


def unpaired(texts: list[tuple[int, str]]) -> list[int]:
    """The numbers of those lines (number, text) that hold a bracket whose partner is not in the same line."""
    return [
        number
        for number, text in texts
        if ("[" in text or "]" in text) and 2 * len(_pairs(text)) != len(_BRACKET.findall(text))
    ]


def _pairs(text: str) -> dict[int, int]:
    """Where the bracket that opens at a place closes."""
    opened: list[int] = []
    closes: dict[int, int] = {}
    for match in _BRACKET.finditer(text):
        if match[0] == "[":
            opened.append(match.start())
        elif opened:
            closes[opened.pop()] = match.start()
    return closes
