"""What `convert --update` tells: the changes as diffs, the conflicts, and what was written."""

from __future__ import annotations

import sys

from tei_edition.cli.output import count, findings, say, summary
from tei_edition.diagnostics import has_errors
from tei_edition.pipeline import Updates


def tell(updates: Updates, *, write: bool) -> int:
    """Print what an update did or would do; the exit code that it means: 1 if anything is left to do."""
    for file in updates.files:
        if file.written:
            say(file.path.as_posix())
        elif file.diff:
            say(file.diff.removesuffix("\n"))
        for conflict in file.conflicts:
            say(conflict.removesuffix("\n"))
    diagnostics = list(updates.diagnostics)
    findings(diagnostics, sys.stderr)
    changed = [file for file in updates.files if file.diff]
    done = sum(file.written for file in changed)
    words = f"{count(done, 'file')} updated" if write else f"{count(len(changed), 'file')} to update (--write does it)"
    conflicts = sum(len(file.conflicts) for file in updates.files)
    say(f"{words}, {updates.current} up to date, {count(conflicts, 'conflict')}: {summary(diagnostics)}")
    return 1 if has_errors(diagnostics) or (changed and not write) else 0
