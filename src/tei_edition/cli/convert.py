"""`tei-edition convert`: source pages to TEI files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from tei_edition.cli.link import SuggestOption
from tei_edition.cli.options import DateOption, JobsOption
from tei_edition.cli.output import count, findings, progress_bar, say, summary
from tei_edition.diagnostics import has_errors
from tei_edition.edition import Licence
from tei_edition.errors import UsageError


def convert(
    sources: Annotated[
        list[Path] | None,
        typer.Argument(
            readable=False,
            metavar="SOURCE...",
            help="Pages copied as text (.txt) or saved (.html, .mhtml), transcriptions (.docx, .md, .txt), telegrams "
            "as JSON (.json), or folders of them.",
        ),
    ] = None,
    into: Annotated[
        Path | None,
        typer.Option(metavar="EDITION", help="Put the TEI files into this edition (it has an edition.toml)."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Put the TEI files into this folder, outside any edition.")
    ] = None,
    report: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Write down for every source line where it went; FILE.html is a page to read."
        ),
    ] = None,
    model: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Put each telegram as JSON into this folder, too.")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace TEI files that exist, with all edits in them.")
    ] = False,
    update: Annotated[
        bool,
        typer.Option(
            "--update", help="Bring what a new conversion changes into edited files of the edition; show it as a diff."
        ),
    ] = False,
    write: Annotated[
        bool, typer.Option("--write", help="With --update: change the files, except in conflict.")
    ] = False,
    keep_mine: Annotated[
        bool, typer.Option("--keep-mine", help="With --update: where edits and conversion conflict, edits stay.")
    ] = False,
    date: DateOption = None,
    publisher: Annotated[str, typer.Option(metavar="NAME", help="Who publishes; default: the edition's setting.")] = "",
    licence: Annotated[
        str, typer.Option(metavar="URI", help="The licence of the encoding; default: the edition's setting, else none.")
    ] = "",
    licence_name: Annotated[str, typer.Option(metavar="NAME", help="What readers call that licence.")] = "",
    dialect: Annotated[
        str,
        typer.Option(
            metavar="KIND",
            help="The kind of copied page: labelled, thinned, flat, old-site, bare, pdf-cover; or transcription, an "
            "editor's own text. Default: its signs.",
        ),
    ] = "",
    metadata: Annotated[
        Path | None,
        typer.Option(metavar="TABLE", help="What is known of each transcription: a table (.csv, .xlsx), a row a file."),
    ] = None,
    template: Annotated[
        Path | None,
        typer.Option(metavar="TABLE", help="Write an empty table for --metadata (.csv, .xlsx), and convert nothing."),
    ] = None,
    suggest_authority: SuggestOption = None,
    jobs: JobsOption = 0,
) -> None:
    """Convert source pages to TEI, one file per page.

    The file is named after its source: 113640.txt becomes t113640.xml. A TEI file that exists is never replaced unless
    you say --force. Nothing of the source is lost: --report says of every line where it went.

    \b
    Examples:
      tei-edition convert editions/korean-war/sources --into editions/korean-war --force
      tei-edition convert 113640.txt --output tei --report report.json
      tei-edition convert 113640.txt --output working --report report.html
      tei-edition convert editions/korean-war/sources --into editions/korean-war --update
      tei-edition convert --template metadata.csv
      tei-edition convert 113640.txt --output new --suggest-authority names.xml
    """
    from tei_edition.cli.conversion_report import page_of
    from tei_edition.cli.names import tell_unknown
    from tei_edition.cli.updating import tell
    from tei_edition.pipeline import convert as run
    from tei_edition.pipeline import update as run_update
    from tei_edition.pipeline.conversion_report import report_bytes

    if licence_name and not licence:
        raise UsageError("--licence-name names a licence that is not given", "Give its address with --licence URI.")
    if template is not None:
        _write_template(template, sources)
        return
    if not sources:
        raise UsageError("no source was named", "Name the pages to convert, or their folder.")
    given = Licence(licence_name or licence, licence) if licence else None
    if update:
        if (
            into is None
            or suggest_authority is not None
            or output is not None
            or report is not None
            or model is not None
            or force
        ):
            raise UsageError(
                "--update works on an edition",
                "Give --into EDITION, and none of --output, --report, --model, --suggest-authority and --force.",
            )
        with progress_bar("Converting") as progress:
            updates = run_update(
                sources, into=into, write=write, keep_mine=keep_mine, date=date, publisher=publisher, licence=given,
                dialect=dialect, metadata=metadata, jobs=jobs, progress=progress,
            )  # fmt: skip
        raise typer.Exit(tell(updates, write=write))
    if write or keep_mine:
        raise UsageError("--write and --keep-mine belong to --update", "Give --update with them, or leave them out.")
    with progress_bar("Converting") as progress:
        result = run(
            sources,
            into=into,
            output=output,
            force=force,
            date=date,
            publisher=publisher,
            licence=given,
            report=report,
            report_form=page_of if report is not None and report.suffix.lower() in (".html", ".htm") else report_bytes,
            model=model,
            dialect=dialect,
            metadata=metadata,
            suggest_authority=suggest_authority,
            jobs=jobs,
            progress=progress,
        )
    diagnostics = list(result.diagnostics)
    findings(diagnostics, sys.stderr)
    for path in result.written:
        say(path.as_posix())
    if into is not None or suggest_authority is not None:
        tell_unknown(result.unknown, suggest_authority)
    say(f"{count(len(result.written), 'TEI file')} written: {summary(diagnostics)}")
    if has_errors(diagnostics):
        raise typer.Exit(1)


def _write_template(table: Path, sources: list[Path] | None) -> None:
    from tei_edition.pipeline import files
    from tei_edition.source.transcription.sheet import template

    if sources:
        raise UsageError("--template converts nothing", "Leave the sources out.")
    if table.suffix.lower() not in (".csv", ".xlsx"):
        raise UsageError(f"{table} is neither a .csv nor an .xlsx file", "Give the table such a name.")
    if table.exists():
        raise UsageError(f"{table} exists already", "Choose another name; an existing table is never replaced.")
    files.write(table, template(table.name))
    say(table.as_posix())
