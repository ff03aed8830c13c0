"""`tei-edition validate`: findings on TEI files, folders and editions."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tei_edition.cli.options import JobsOption
from tei_edition.cli.output import findings, progress_bar, say
from tei_edition.diagnostics import has_errors


class Format(StrEnum):
    """The forms of a report."""

    TEXT = "text"
    JSON = "json"


def validate(
    paths: Annotated[
        list[Path], typer.Argument(readable=False, metavar="PATH...", help="TEI files, folders of them, or editions.")
    ],
    format: Annotated[Format, typer.Option(help="For people, or for programs.")] = Format.TEXT,  # noqa: A002
    jobs: JobsOption = 0,
) -> None:
    """Check TEI files, folders of them, or whole editions.

    Of an edition, its edition.toml, its authority.xml and all its TEI files are checked. Warnings alone leave the exit
    code at 0.

    \b
    Examples:
      tei-edition validate editions/korean-war
      tei-edition validate editions/korean-war/tei/t113640.xml --format json
    """
    from tei_edition.pipeline import validate as run
    from tei_edition.report.json import to_json

    with progress_bar("Validating") as progress:
        diagnostics = run(paths, jobs=jobs, progress=progress)
    if format is Format.JSON:
        sys.stdout.write(to_json(diagnostics))
    elif diagnostics:
        findings(diagnostics, sys.stdout)
    else:
        say("no findings")
    if has_errors(diagnostics):
        raise typer.Exit(1)
