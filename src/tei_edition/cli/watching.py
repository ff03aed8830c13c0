"""`validate --watch`: the report again whenever a file changes, until Ctrl-C."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tei_edition.cli.output import count, printable, progress_bar
from tei_edition.cli.reporting import Reporting, report
from tei_edition.pipeline.watching import Watched

_INTERVAL = 0.5  # seconds between two looks
_SETTLED = 0.1  # seconds in which nothing more may change: an editor may still be writing


def watch(
    paths: Sequence[Path], reporting: Reporting, *, select: Sequence[str], ignore: Sequence[str], jobs: int
) -> int:
    """Report until the user ends it; the exit code of the last report.

    On a terminal the screen is cleared before each report; elsewhere, and on a dumb terminal, a line says what changed.
    """
    watched = Watched(paths, select=select, ignore=ignore, jobs=jobs)
    with progress_bar("Validating", shown=not reporting.quiet) as progress:
        result = watched.check(progress)
    code = 0
    try:
        while True:
            code = report(result, reporting)
            sys.stdout.flush()
            _wait(len(result.files), reporting)
            changed = _next_change(watched)
            result = watched.check_again(changed)
            _begin_anew(changed, reporting)
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return code


def _next_change(watched: Watched) -> frozenset[Path]:
    """Wait until files have changed, and for as long as they go on changing."""
    changed: frozenset[Path] = frozenset()
    while not changed:
        time.sleep(_INTERVAL)
        changed = watched.changes()
    while True:
        time.sleep(_SETTLED)
        later = watched.changes()
        if later == changed:
            return changed
        changed = later


def _begin_anew(changed: frozenset[Path], reporting: Reporting) -> None:
    if not reporting.quiet:
        here = Path.cwd()
        names = sorted(
            path.relative_to(here).as_posix() if path.is_relative_to(here) else str(path) for path in changed
        )
        shown = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
        print(printable(f"changed: {shown}"), file=sys.stderr)
    if sys.stdout.isatty() and os.environ.get("TERM") not in (None, "", "dumb"):
        print("\x1b[2J\x1b[H", end="")


def _wait(files: int, reporting: Reporting) -> None:
    if not reporting.quiet:
        print(f"watching {count(files, 'file')}; Ctrl-C ends", file=sys.stderr)
