"""Findings as text for people, in the manner of compilers: rule, message, place, excerpt with a caret, help.

The words of documents are data: they are set into rich's Text, never parsed as its markup, and control characters are
shown as pictures, so that no document can write to the terminal.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from tei_edition.diagnostics import Diagnostic, Severity
from tei_edition.report.excerpt import Excerpts, SourceReader, neutral
from tei_edition.report.findings import count_words

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold cyan"}


def to_text(
    diagnostics: Sequence[Diagnostic], read: SourceReader | None = None, *, color: bool = False, counted: bool = True
) -> str:
    """The findings in the order given, then (if `counted`) a line that counts them; "" if there are none.

    `read` gives the files for excerpts (none without it). `color` adds terminal colors; pass it only for a terminal.
    """
    if not diagnostics:
        return ""
    text = Text()
    excerpts = Excerpts(read)
    for diagnostic in diagnostics:
        _finding(text, diagnostic, excerpts)
    if counted:
        text.append(count_words(diagnostics) + "\n")
    if not color:
        return text.plain
    console = Console(
        file=io.StringIO(), force_terminal=True, color_system="standard", highlight=False, width=10_000, no_color=False
    )
    with console.capture() as capture:
        console.print(text, soft_wrap=True, end="")
    return capture.get()


def to_concise(diagnostics: Sequence[Diagnostic]) -> str:
    """One line per finding, `file:line:column: error[rule] message`, as editors and `grep -n` have it."""
    return "".join(
        f"{neutral(str(found.location))}: {found.severity.value}[{neutral(found.rule)}] {neutral(found.message)}\n"
        for found in diagnostics
    )


def _finding(text: Text, diagnostic: Diagnostic, excerpts: Excerpts) -> None:
    place = diagnostic.location
    text.append(f"{diagnostic.severity.value}[{neutral(diagnostic.rule)}]", _STYLES[diagnostic.severity])
    text.append(f": {neutral(diagnostic.message)}\n", "bold")
    margin = " " * len(str(place.line)) if place.line else ""
    text.append(f"{margin}--> ", "blue")
    text.append(f"{neutral(str(place))}\n")
    excerpt = excerpts.at(place)
    if excerpt is not None:
        text.append(f"{margin} |\n{place.line} | ", "blue")
        text.append(f"{excerpt.text}\n")
        text.append(f"{margin} |", "blue")
        text.append(f" {' ' * excerpt.caret}^\n" if excerpt.caret >= 0 else "\n", _STYLES[diagnostic.severity])
    if diagnostic.help:
        text.append(f"{margin} = " if margin else "= ", "blue")
        text.append("help: ", "bold")
        text.append(f"{neutral(diagnostic.help)}\n")
    if diagnostic.fix:
        text.append(f"{margin} = " if margin else "= ", "blue")
        text.append("fix: ", "bold")
        text.append(f"{neutral(diagnostic.fix.description)} --fix does it.\n")
    text.append("\n")
