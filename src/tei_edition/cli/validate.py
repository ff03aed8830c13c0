"""`tei-edition validate`: findings on TEI files, folders and editions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tei_edition.cli.options import JobsOption
from tei_edition.cli.output import emit, file_content, on_terminal, progress_bar, say, summary
from tei_edition.errors import UsageError
from tei_edition.report import Findings, Format, render


def validate(
    paths: Annotated[
        list[Path], typer.Argument(readable=False, metavar="PATH...", help="TEI files, folders of them, or editions.")
    ],
    format: Annotated[  # noqa: A002
        Format, typer.Option(help="For people: text, concise, html. For programs and services: the others.")
    ] = Format.TEXT,
    output: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the report into this file instead of printing it.")
    ] = None,
    select: Annotated[
        list[str] | None, typer.Option(metavar="RULE[,RULE]", help="Report only these rules, or those of a severity.")
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option(metavar="RULE[,RULE]", help="Report none of these rules, or of a severity.")
    ] = None,
    jobs: JobsOption = 0,
) -> None:
    """Check TEI files, folders of them, or whole editions.

    Of an edition, its edition.toml, its authority.xml and all its TEI files are checked. Warnings alone leave the exit
    code at 0. RULE is the id of a rule, the first words of such ids (grammar), or error, warning or info.

    \b
    Examples:
      tei-edition validate editions/korean-war
      tei-edition validate editions/korean-war/tei/t113640.xml --format json
      tei-edition validate editions/korean-war --select grammar,date-disagrees
      tei-edition validate editions --format html --output findings.html
    """
    from tei_edition.pipeline import check, files
    from tei_edition.validate.rules import known_rules

    with progress_bar("Validating") as progress:
        result = check(paths, select=_names(select), ignore=_names(ignore), jobs=jobs, progress=progress)
    code = 1 if result.failed else 0
    findings = Findings(
        result.diagnostics,
        tuple(path.as_posix() for path in result.files),
        Path.cwd().as_posix(),
        code,
        file_content,
        known_rules() if format is Format.SARIF else {},
    )
    if output is not None:
        if output.resolve() in {path.resolve() for path in result.files}:
            raise UsageError(f"{output} is one of the checked files", "Name another file for --output.")
        text = render(findings, format)
        files.write(output, text.encode("utf-8", "backslashreplace"))
        say(f"{output.as_posix()}: {summary(result.diagnostics)}")
    elif format is Format.TEXT:
        emit(render(findings, format, color=on_terminal()) or "no findings\n")
    else:
        emit(render(findings, format), exact=format is not Format.CONCISE)
    if code:
        raise typer.Exit(code)


def _names(given: list[str] | None) -> list[str]:
    return [name for words in given or [] for name in words.replace(",", " ").split()]
