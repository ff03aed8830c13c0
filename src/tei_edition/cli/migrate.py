"""`tei-edition migrate`: TEI files brought to the newest version of the profile."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from tei_edition.cli.output import count, findings, say, summary


def migrate(
    paths: Annotated[
        list[Path], typer.Argument(readable=False, metavar="PATH...", help="TEI files, folders of them, or editions.")
    ],
    write: Annotated[bool, typer.Option("--write", help="Change the files; without it they are only shown.")] = False,
) -> None:
    """Bring TEI files to the newest version of the telegram profile.

    Shows as a diff what would change, and changes nothing unless you say --write. Only the bytes concerned change.
    Ends with 1 if files need a change that was not written.

    \b
    Examples:
      tei-edition migrate editions/korean-war
      tei-edition migrate editions/korean-war --write
    """
    from tei_edition.pipeline import migrate as run

    result = run(paths, write=write)
    for file in result.changed:
        if write:
            say(file.path.as_posix())
        else:
            say(file.diff.removesuffix("\n"))
    for step in dict.fromkeys(step for file in result.changed for step in file.steps):
        say(f"to {step}")
    diagnostics = list(result.diagnostics)
    findings(diagnostics, sys.stderr)
    done = "migrated" if write else "to migrate (--write does it)"
    say(f"{count(len(result.changed), 'file')} {done}, {result.current} up to date: {summary(diagnostics)}")
    if diagnostics or (result.changed and not write):
        raise typer.Exit(1)
