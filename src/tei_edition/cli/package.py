"""`tei-edition package` and `tei-edition verify`: an edition as one file for an archive."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from tei_edition.cli.options import DateOption, JobsOption
from tei_edition.cli.output import count, findings, foremost_findings, progress_bar, say, summary
from tei_edition.diagnostics import has_errors


def package(
    edition: Annotated[Path, typer.Argument(readable=False, metavar="EDITION", help="The folder of the edition.")],
    output: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The zip to write.  [default: <slug>-<version or date>.zip]")
    ] = None,
    date: DateOption = None,
    jobs: JobsOption = 0,
) -> None:
    """Build an edition and pack it for an archive: TEI, schemas, stylesheets, site, PDF, checksums, descriptions.

    The zip is a bag (BagIt) with a crate (RO-Crate) and descriptions for DataCite. Texts whose rights are not free
    are left out, unless edition.toml says otherwise. An edition with errors is not packed.

    \b
    Examples:
      tei-edition package editions/korean-war --output korean-war.zip
      tei-edition verify korean-war.zip
    """
    from tei_edition.pipeline import package as run

    with progress_bar("Building") as progress:
        made = run(edition, output=output, date=date, jobs=jobs, progress=progress)
    diagnostics = list(made.diagnostics)
    foremost_findings(diagnostics, sys.stderr, others=f"tei-edition validate {edition.as_posix()}")
    if made.written is None:
        say(f"nothing was packed: {summary(diagnostics)}")
        raise typer.Exit(1)
    withheld = f", {made.withheld} of them without text, which is not stated to be free" if made.withheld else ""
    say(f"{count(made.documents, 'telegram')} packed{withheld}")
    say(made.written.as_posix())


def verify(
    packages: Annotated[list[Path], typer.Argument(readable=False, metavar="ZIP...", help="Packages.")],
) -> None:
    """Look whether packages are whole: every file there, unchanged, and named, and no other.

    \b
    Examples:
      tei-edition verify korean-war.zip
    """
    from tei_edition.pipeline import verify as run

    diagnostics = [found for path in packages for found in run(path)]
    findings(diagnostics, sys.stderr)
    say(f"{count(len(packages), 'package')} verified: {summary(diagnostics)}")
    if has_errors(diagnostics):
        raise typer.Exit(1)
