"""Findings as text for people, in the manner of compilers: rule, message, place, excerpt with a caret, help.

The words of documents are data: they are set into rich's Text, never parsed as its markup, and control characters are
shown as pictures, so that no document can write to the terminal.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from tei_edition.diagnostics import Diagnostic, Severity
from tei_edition.report.excerpt import Excerpts, SourceReader, neutral
from tei_edition.report.findings import count_words

_Part = tuple[str, str]  # words and their style
_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold cyan"}


def to_text(
    diagnostics: Sequence[Diagnostic], read: SourceReader | None = None, *, color: bool = False, counted: bool = True
) -> str:
    """The findings in the order given, then (if `counted`) a line that counts them; "" if there are none.

    `read` gives the files for excerpts (none without it). `color` adds terminal colors; pass it only for a terminal.
    """
    if not diagnostics:
        return ""
    excerpts = Excerpts(read)
    parts = [part for diagnostic in diagnostics for part in _finding(diagnostic, excerpts)]
    if counted:
        parts.append((count_words(diagnostics) + "\n", ""))
    return _colored(parts) if color else "".join(words for words, _ in parts)


def _colored(parts: list[_Part]) -> str:
    from rich.console import Console  # here, since it is slow to load and only terminals have colors
    from rich.text import Text

    console = Console(
        file=io.StringIO(), force_terminal=True, color_system="standard", highlight=False, width=10_000, no_color=False
    )
    with console.capture() as capture:
        console.print(Text.assemble(*parts), soft_wrap=True, end="")
    return capture.get()


def to_concise(diagnostics: Sequence[Diagnostic]) -> str:
    """One line per finding, `file:line:column: error[rule] message`, as editors and `grep -n` have it."""
    return "".join(
        f"{neutral(str(found.location))}: {found.severity.value}[{neutral(found.rule)}] {neutral(found.message)}\n"
        for found in diagnostics
    )


def _finding(diagnostic: Diagnostic, excerpts: Excerpts) -> Iterator[_Part]:
    place = diagnostic.location
    yield f"{diagnostic.severity.value}[{neutral(diagnostic.rule)}]", _STYLES[diagnostic.severity]
    yield f": {neutral(diagnostic.message)}\n", "bold"
    margin = " " * len(str(place.line)) if place.line else ""
    yield f"{margin}--> ", "blue"
    yield f"{neutral(str(place))}\n", ""
    excerpt = excerpts.at(place)
    if excerpt is not None:
        yield f"{margin} |\n{place.line} | ", "blue"
        yield f"{excerpt.text}\n", ""
        yield f"{margin} |", "blue"
        yield f" {' ' * excerpt.caret}^\n" if excerpt.caret >= 0 else "\n", _STYLES[diagnostic.severity]
    if diagnostic.help:
        yield f"{margin} = " if margin else "= ", "blue"
        yield "help: ", "bold"
        yield f"{neutral(diagnostic.help)}\n", ""
    if diagnostic.fix:
        yield f"{margin} = " if margin else "= ", "blue"
        yield "fix: ", "bold"
        yield f"{neutral(diagnostic.fix.description)} --fix does it.\n", ""
    yield "\n", ""
