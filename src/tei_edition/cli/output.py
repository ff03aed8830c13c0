"""What commands print: findings, complaints, progress. Text of documents is never markup here."""

from __future__ import annotations

import io
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from tei_edition.diagnostics import Diagnostic, Severity

Progress = Callable[[int, int], None]

_ERRORS = 500  # shown by a command whose work is not to find them
_LESSER = 50  # findings that are no errors, shown by such a command
_EXCERPT_LIMIT = 10_000_000  # bytes; a larger file is no page or TEI file, and is not read again for an excerpt


def escaped_output() -> None:
    """Let no character that the terminal's encoding lacks stop a report."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def complain(message: str, help: str, *, place: str = "") -> None:  # noqa: A002 - the field's name
    """Say on stderr what is wrong with the use, and how to mend it."""
    lines = [message]
    if place:
        lines.append(f"  --> {place}")
    if help:
        lines.append(f"  help: {help}")
    print("\n".join(printable(line) for line in lines), file=sys.stderr)


def say(text: str) -> None:
    """Print one line of a command's result."""
    print(printable(text))


def printable(text: str) -> str:
    """`text` without control characters: a file name or a document must not drive the terminal."""
    return "".join(c if c.isprintable() or c in "\n\t" else f"\\x{ord(c):02x}" for c in text)


def count(number: int, noun: str) -> str:
    """`1 document`, `2 documents`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def findings(diagnostics: list[Diagnostic], stream: TextIO) -> None:
    """Print the findings for people, with excerpts of the files they name; in color on a terminal."""
    from tei_edition.report.text import to_text

    stream.write(to_text(diagnostics, file_content, color=on_terminal(stream)))


def foremost_findings(diagnostics: Sequence[Diagnostic], stream: TextIO, *, others: str) -> None:
    """Print of the errors, and of the other findings, no more than people read; `others` is what shows the rest.

    What is rare comes before what is told of each document: it may be what only this command tells.
    """
    from tei_edition.report.text import to_text

    often = Counter(found.rule for found in diagnostics)
    rare_first = sorted(diagnostics, key=lambda found: often[found.rule])
    errors = [found for found in rare_first if found.severity is Severity.ERROR]
    lesser = [found for found in rare_first if found.severity is not Severity.ERROR]
    shown = sorted([*errors[:_ERRORS], *lesser[:_LESSER]], key=Diagnostic.sort_key)
    stream.write(to_text(shown, file_content, color=on_terminal(stream), counted=False))
    if len(shown) < len(diagnostics):
        left = count(len(diagnostics) - len(shown), "more finding")
        if len(errors) <= _ERRORS:
            stream.write(printable(f"and {left}, no errors: {others} shows all\n"))
        else:
            told = f"and {left}, {len(errors) - _ERRORS} of them errors: {others} shows all, --statistics counts them\n"
            stream.write(printable(told))


def on_terminal(stream: TextIO | None = None) -> bool:
    """Whether `stream` (standard output if None) is a terminal whose user wants colors."""
    shown = (stream or sys.stdout).isatty()
    return shown and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def emit(text: str, *, exact: bool = False) -> None:
    """Print a report that is safe to print; `exact` keeps its bytes (UTF-8, line feeds) whatever the terminal's are."""
    if exact and isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    else:
        sys.stdout.write(text)


def file_content(file: str) -> bytes | None:
    """The content of a file for excerpts, or None if it is gone or very large."""
    try:
        path = Path(file)
        return path.read_bytes() if path.is_file() and path.stat().st_size < _EXCERPT_LIMIT else None
    except (OSError, ValueError):
        return None


def summary(diagnostics: Sequence[Diagnostic]) -> str:
    """How many errors and warnings there are, in words."""
    errors = sum(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)
    warnings = sum(diagnostic.severity is Severity.WARNING for diagnostic in diagnostics)
    return f"{count(errors, 'error')}, {count(warnings, 'warning')}"


@contextmanager
def progress_bar(label: str, *, shown: bool = True) -> Iterator[Progress | None]:
    """A progress bar on stderr for the pipeline to drive; nothing where nobody watches (a file, a pipe, CI)."""
    if not shown or not sys.stderr.isatty() or os.environ.get("CI") or os.environ.get("TERM") == "dumb":
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    with Bar(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as bar:
        task = bar.add_task(label, total=None)

        def advance(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield advance
