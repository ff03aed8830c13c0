"""The line that a finding names, as every report for people shows it, and words made safe to show."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from tei_edition.diagnostics import Location

SourceReader = Callable[[str], bytes | None]
"""Gives the content of a file that a finding names, or None."""

_WIDTH = 100  # characters of an excerpt


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The part of a line around a place, safe to show.

    `caret` is how many columns of a terminal stand before the place, `index` how many characters of `text`; both are
    -1 where no column is known.
    """

    text: str
    caret: int
    index: int


class Excerpts:
    """Cuts excerpts; the lines of the file that was asked for last are kept, so ask in the order of the files."""

    def __init__(self, read: SourceReader | None) -> None:
        self._read = read
        self._file: str | None = None
        self._lines: list[str] = []

    def at(self, place: Location) -> Excerpt | None:
        """The excerpt for a place; None if its line is not known or cannot be read."""
        if self._read is None or place.line < 1:
            return None
        if place.file != self._file:
            content = self._read(place.file)
            self._file, self._lines = place.file, [] if content is None else _lines(content)
        return _excerpt(self._lines[place.line - 1], place.column) if place.line <= len(self._lines) else None


def neutral(words: str) -> str:
    """`words` with control characters and marks of direction as visible signs, tabs and line ends as one space."""
    # What Python calls printable has none of these.
    return words if words.isprintable() else "".join(_sign(character) for character in words)


def _lines(content: bytes) -> list[str]:
    if b"\0" in content[:8192]:  # an office file: its lines are no lines of bytes
        return []
    return [line.rstrip("\r") for line in content.decode("utf-8-sig", "replace").split("\n")]


def _excerpt(line: str, column: int) -> Excerpt:
    start = 0
    if column > 0 and len(line) > _WIDTH:
        start = max(0, min(column - 1 - _WIDTH // 4, len(line) - _WIDTH))
    elif column <= 0:
        start = len(line) - len(line.lstrip()) if len(line) > _WIDTH else 0
    shown = line[start : start + _WIDTH]
    before, after = "…" if start else "", "…" if start + _WIDTH < len(line) else ""
    known = 0 < column <= len(line) + 1
    caret = len(before) + _columns(line[start : column - 1]) if known else -1
    return Excerpt(before + neutral(shown) + after, caret, len(before) + column - 1 - start if known else -1)


def _columns(words: str) -> int:
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in words
    )


def _sign(character: str) -> str:
    if character in "\t\n":
        return " "
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    never = code & 0xFFFE == 0xFFFE  # no characters at all, and forbidden in XML
    return "\ufffd" if never or unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") else character
