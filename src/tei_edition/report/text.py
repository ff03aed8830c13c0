"""Findings as text for people, in the manner of compilers: rule, message, place, excerpt with a caret, help.

The words of documents are data: they are set into rich's Text, never parsed as its markup, and control characters are
shown as pictures, so that no document can write to the terminal.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable

from rich.console import Console
from rich.text import Text

from tei_edition.diagnostics import Diagnostic, Severity

SourceReader = Callable[[str], bytes | None]
"""Gives the content of a file that a finding names, or None."""

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold cyan"}
_WIDTH = 100  # columns of an excerpt


def to_text(diagnostics: list[Diagnostic], read: SourceReader | None = None, *, color: bool = False) -> str:
    """The findings in the order given, then a line that counts them; "" if there are none.

    `read` gives the files for excerpts (none without it). `color` adds terminal colors; pass it only for a terminal.
    """
    if not diagnostics:
        return ""
    text = Text()
    lines: dict[str, list[str]] = {}
    for diagnostic in diagnostics:
        _finding(text, diagnostic, lines, read)
    text.append(_count(diagnostics) + "\n")
    if not color:
        return text.plain
    console = Console(
        file=io.StringIO(), force_terminal=True, color_system="standard", highlight=False, width=10_000, no_color=False
    )
    with console.capture() as capture:
        console.print(text, soft_wrap=True, end="")
    return capture.get()


def _finding(text: Text, diagnostic: Diagnostic, lines: dict[str, list[str]], read: SourceReader | None) -> None:
    place = diagnostic.location
    text.append(f"{diagnostic.severity.value}[{neutral(diagnostic.rule)}]", _STYLES[diagnostic.severity])
    text.append(f": {neutral(diagnostic.message)}\n", "bold")
    margin = " " * len(str(place.line)) if place.line else ""
    text.append(f"{margin}--> ", "blue")
    text.append(f"{neutral(str(place))}\n")
    line = _line(place.file, place.line, lines, read)
    if line is not None:
        excerpt, caret = _excerpt(line, place.column)
        text.append(f"{margin} |\n{place.line} | ", "blue")
        text.append(f"{excerpt}\n")
        text.append(f"{margin} |", "blue")
        text.append(f" {' ' * caret}^\n" if caret >= 0 else "\n", _STYLES[diagnostic.severity])
    if diagnostic.help:
        text.append(f"{margin} = " if margin else "= ", "blue")
        text.append("help: ", "bold")
        text.append(f"{neutral(diagnostic.help)}\n")
    text.append("\n")


def _line(file: str, number: int, lines: dict[str, list[str]], read: SourceReader | None) -> str | None:
    if read is None or number < 1:
        return None
    if file not in lines:
        content = read(file)
        lines[file] = [] if content is None else content.decode("utf-8", "replace").split("\n")
    return lines[file][number - 1].rstrip("\r") if number <= len(lines[file]) else None


def _excerpt(line: str, column: int) -> tuple[str, int]:
    """The part of a line around the column, and where the caret stands in it (-1 without a column)."""
    start = 0
    if column > 0 and len(line) > _WIDTH:
        start = max(0, min(column - 1 - _WIDTH // 4, len(line) - _WIDTH))
    elif column <= 0:
        start = len(line) - len(line.lstrip()) if len(line) > _WIDTH else 0
    shown = line[start : start + _WIDTH]
    before, after = "…" if start else "", "…" if start + _WIDTH < len(line) else ""
    caret = len(before) + _columns(line[start : column - 1]) if 0 < column <= len(line) + 1 else -1
    return before + neutral(shown) + after, caret


def _columns(words: str) -> int:
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in words
    )


def neutral(words: str) -> str:
    """`words` with control characters and marks of direction as visible signs, tabs and line ends as one space."""
    return "".join(_sign(character) for character in words)


def _sign(character: str) -> str:
    if character in "\t\n":
        return " "
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return "\ufffd" if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") else character


def _count(diagnostics: list[Diagnostic]) -> str:
    parts = []
    for severity in Severity:
        number = sum(1 for diagnostic in diagnostics if diagnostic.severity is severity)
        if number:
            noun = "note" if severity is Severity.INFO else severity.value
            parts.append(f"{number} {noun}{'' if number == 1 else 's'}")
    return ", ".join(parts)
