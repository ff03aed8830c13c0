"""`tei-edition link`: names in TEI files to the entries of the authority."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from tei_edition.cli.output import count, findings, say, summary
from tei_edition.diagnostics import has_errors

SuggestOption = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Write entries for the names that the authority lacks into this new file."),
]


def link(
    paths: Annotated[
        list[Path], typer.Argument(readable=False, metavar="PATH...", help="Editions, or TEI files that lie in one.")
    ],
    write: Annotated[bool, typer.Option("--write", help="Change the files; without it they are only shown.")] = False,
    suggest_authority: SuggestOption = None,
) -> None:
    """Link names to the entries of the edition's authority.xml.

    Marked names get a reference, names in running text are marked: the longest, as whole words. A name that two
    entries have is left alone and reported. Shows as a diff what would change, and changes nothing unless you say
    --write; every byte outside the inserted tags stays. Ends with 1 if files need a change that was not written.

    \b
    Examples:
      tei-edition link editions/korean-war
      tei-edition link editions/korean-war --write
      tei-edition link editions/korean-war --suggest-authority names-to-review.xml
    """
    from tei_edition.cli.names import tell_unknown
    from tei_edition.pipeline import link_names

    result = link_names(paths, write=write, suggest=suggest_authority)
    for file in result.changed:
        say(file.path.as_posix() if write else file.diff.removesuffix("\n"))
    diagnostics = list(result.diagnostics)
    findings(diagnostics, sys.stderr)
    tell_unknown(result.unknown, suggest_authority)
    number = sum(file.references for file in result.changed)
    done = "linked" if write else "to link (--write does it)"
    say(f"{count(number, 'name')} {done} in {count(len(result.changed), 'file')}, {result.unchanged} unchanged:"
        f" {summary(diagnostics)}")  # fmt: skip
    if has_errors(diagnostics) or (result.changed and not write):
        raise typer.Exit(1)
