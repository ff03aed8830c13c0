"""`tei-edition diff`: what changed from one version of an edition to another."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tei_edition.cli.options import JobsOption
from tei_edition.cli.output import emit, findings, on_terminal, printable, progress_bar, say


class _Only(StrEnum):
    text = "text"
    markup = "markup"
    header = "header"
    authority = "authority"


class _Form(StrEnum):
    text = "text"
    json = "json"


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="A folder, tag, commit, package or TEI file.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="Another one.")],
    edition: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            readable=False,
            help="The edition that tags and commits are of.  [default: that of NEW or OLD, else this folder]",
        ),
    ] = None,
    only: Annotated[
        list[_Only] | None, typer.Option(help="Show these changes alone; may be given several times.")
    ] = None,
    form: Annotated[_Form, typer.Option("--format", help="The form of what is printed.")] = _Form.text,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write one page for a browser, with the changes marked.")
    ] = None,
    jobs: JobsOption = 0,
) -> None:
    """Show what changed from one version of an edition to another: text, mark-up, header, authority.

    Versions are folders (an edition, or one of TEI files), git tags and commits, packages, or single TEI files. White
    space that TEI does not count and the order of attributes are no change. Exit codes: 0 no difference, 1 differences,
    2 wrong use, or a file that cannot be read.

    \b
    Examples:
      tei-edition diff v1.0 .
      tei-edition diff v1.0 v1.1 --edition editions/korean-war --html changes.html
      tei-edition diff korean-war-1.0.zip editions/korean-war --only text
    """
    from tei_edition.comparison import Aspect
    from tei_edition.diagnostics import Diagnostic, Location, Severity
    from tei_edition.errors import EditionError
    from tei_edition.pipeline import compare, files
    from tei_edition.report.changes_json import changes_json
    from tei_edition.report.changes_page import changes_page
    from tei_edition.report.changes_text import changes_text

    try:
        with progress_bar("Comparing") as progress:
            found = compare(old, new, edition=edition, jobs=jobs, progress=progress)
    except EditionError as error:
        # 1 would say that there are differences.
        place = Location(error.file, error.line, error.column)
        findings([Diagnostic(error.rule, Severity.ERROR, error.message, place, error.help)], sys.stderr)
        raise typer.Exit(2) from None
    told = found.comparison
    if only:
        told = told.only(frozenset(Aspect(one.value) for one in only))
    findings(list(found.diagnostics), sys.stderr)
    if form is _Form.json:
        emit(changes_json(told), exact=True)
    else:
        color = on_terminal()
        emit(changes_text(told, color=True) if color else printable(changes_text(told)))
    if html is not None:
        files.write(html, changes_page(told))
        if form is _Form.text:
            say(html.as_posix())
    if found.diagnostics:
        raise typer.Exit(2)
    if told.differs:
        raise typer.Exit(1)
