"""`tei-edition collate`: transcriptions of one telegram to one file with an apparatus."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from tei_edition.cli.options import DateOption
from tei_edition.cli.output import count, findings, say, summary
from tei_edition.diagnostics import has_errors


def collate(
    paths: Annotated[
        list[Path],
        typer.Argument(readable=False, metavar="FILE...", help="Two or more TEI files; the first one guides."),
    ],
    output: Annotated[Path, typer.Option(metavar="FILE", help="The new TEI file; none that exists is replaced.")],
    date: DateOption = None,
) -> None:
    """Propose an apparatus (app, lem, rdg) for several transcriptions of one telegram, as a new file to review.

    Structure and mark-up are those of the first file. Each file lists the archival copy that it transcribes as a
    witness. Nothing is written that would not give back the text of every file.

    \b
    Examples:
      tei-edition collate aprf.xml rgaspi.xml --output collated.xml
    """
    from tei_edition.pipeline import collate as run

    result = run(paths, output=output, date=date)
    diagnostics = list(result.diagnostics)
    findings(diagnostics, sys.stderr)
    if result.written is not None:
        say(result.written.as_posix())
    say(f"{count(result.entries, 'place')} of difference: {summary(diagnostics)}")
    if has_errors(diagnostics):
        raise typer.Exit(1)
