"""`tei-edition build`: an edition's site and PDF."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from tei_edition.cli.options import DateOption, JobsOption
from tei_edition.cli.output import count, findings, progress_bar, say, summary
from tei_edition.diagnostics import has_errors


def build(
    edition: Annotated[Path, typer.Argument(readable=False, metavar="EDITION", help="The folder of the edition.")],
    output: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where to put site and PDF.  [default: build/<slug>]")
    ] = None,
    html: Annotated[bool, typer.Option("--html", help="Build the site.")] = False,
    pdf: Annotated[bool, typer.Option("--pdf", help="Build the PDF.")] = False,
    date: DateOption = None,
    jobs: JobsOption = 0,
) -> None:
    """Validate an edition, then build its HTML site and its PDF.

    Without --html and --pdf, both. A telegram with errors is left out and reported; the others are built.

    \b
    Examples:
      tei-edition build editions/korean-war
      tei-edition build editions/korean-war --html --output site
    """
    from tei_edition.pipeline import build as run

    with progress_bar("Publishing") as progress:
        result = run(edition, output=output, html=html, pdf=pdf, date=date, jobs=jobs, progress=progress)
    diagnostics = list(result.diagnostics)
    findings(diagnostics, sys.stderr)
    say(f"{count(result.documents, 'telegram')} published: {summary(diagnostics)}")
    if result.index:
        say(f"HTML: {result.index.as_posix()}")
    if result.pdf:
        say(f"PDF:  {result.pdf.as_posix()}")
    if has_errors(diagnostics):
        raise typer.Exit(1)
