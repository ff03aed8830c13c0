"""Bytes of a source page → numbered lines, or a clear refusal."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tei_edition.errors import SourceError

MAXIMUM_BYTES = 16 * 1024 * 1024
"""A page of text is some kilobytes; a larger file is no page, and its TEI would choke every later tool."""

# XML 1.0 has no place for these; tab, line ends and the page break (form feed) count as white space.
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\ufffe\uffff]")
_CONTROLS = bytes((*range(0x09), *range(0x0E, 0x20)))
_LINE_END = re.compile(r"\r\n|\r|\n")
_BINARY = {b"PK\x03\x04": "a ZIP or Office file", b"%PDF": "a PDF", b"\xd0\xcf\x11\xe0": "an old Office file"}


@dataclass(frozen=True, slots=True)
class Line:
    """A non-blank line of the source: its number from 1, its text without white space at the ends.

    `gap` counts the blank lines before it, `spaced` says that one of them held a no-break space (the sign of a
    paragraph in pages copied from a browser). Where a line holds several things, its parts are lines of the same
    number, each with the column (from 1, in the line without doubled blanks) where it begins; 0 is the whole line.
    """

    number: int
    text: str
    raw: str
    gap: int = 0
    spaced: bool = False
    column: int = 0

    def part(self, start: int, end: int | None = None) -> Line:
        """The part of the line between two positions of its text, without white space at its ends."""
        piece = self.text[start:end]
        text = piece.strip()
        if text == self.text:
            return self
        begins = start + len(piece) - len(piece.lstrip())
        gap, spaced = (self.gap, self.spaced) if begins == 0 else (0, False)
        return Line(self.number, text, self.raw, gap, spaced, max(self.column, 1) + begins)


def read_lines(content: bytes) -> list[Line]:
    """The non-blank lines of a UTF-8 page.

    Raises SourceError for a file that is empty, too large, binary, not UTF-8, or holds control characters.
    """
    check_size(content)
    check_binary(content)
    text = decoded(content)
    if len(content.translate(None, _CONTROLS)) < len(content) or "\ufffe" in text or "\uffff" in text:
        check_characters(text)
    lines: list[Line] = []
    gap, spaced = 0, False
    for number, raw in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        # Column layout and doubled blanks are the browser's, not the telegram's: white space is folded.
        folded = " ".join(raw.split())
        if folded:
            lines.append(Line(number, folded, raw, gap, spaced))
            gap, spaced = 0, False
        else:
            gap += 1
            spaced = spaced or "\N{NO-BREAK SPACE}" in raw
    if not lines:
        raise SourceError("the file is empty", "Copy the page's text into it.", rule="source-empty", line=1)
    return lines


def check_size(content: bytes) -> None:
    """Raise SourceError for a file that is larger than any page."""
    if len(content) > MAXIMUM_BYTES:
        raise SourceError(
            f"{len(content):,} bytes; a source page may have {MAXIMUM_BYTES:,}",
            "Give one page a file.",
            rule="source-too-large",
            line=1,
        )


def check_binary(content: bytes) -> None:
    """Raise SourceError for a file that begins as those of office programs and archives do."""
    for mark, kind in _BINARY.items():
        if content.startswith(mark):
            help_text = "Save the page's text as UTF-8."
            raise SourceError(f"{kind}, not a text page", help_text, rule="source-binary", line=1)


def check_characters(text: str, first_line: int = 1) -> None:
    """Raise SourceError for a character that XML cannot hold; `first_line` is the line of the file where it begins."""
    forbidden = _FORBIDDEN.search(text)
    if forbidden:
        line, column = _position(text, forbidden.start())
        line += first_line - 1
        code = ord(forbidden[0])
        rule = "source-binary" if code == 0 else "source-control-character"
        raise SourceError(
            "a binary file: it holds a zero byte" if code == 0 else f"control character U+{code:04X}",
            "Save the page's text as UTF-8." if code == 0 else "Remove the character: XML cannot hold it.",
            rule=rule,
            line=line,
            column=column,
        )


def decoded(content: bytes) -> str:
    """The text of a file. Raises SourceError if it is not UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line_start = before.rfind(b"\n") + 1
        raise SourceError(
            f"not UTF-8: byte 0x{content[error.start]:02X} at offset {error.start}",
            "Save the file as UTF-8; a page saved as Windows-1251 or UTF-16 has such bytes.",
            rule="source-not-utf8",
            line=1 + before.count(b"\n"),
            column=1 + len(before[line_start:].decode("utf-8", "replace")),
        ) from None


def _position(text: str, offset: int) -> tuple[int, int]:
    ends = [match.end() for match in _LINE_END.finditer(text, 0, offset)]
    return 1 + len(ends), 1 + offset - (ends[-1] if ends else 0)
