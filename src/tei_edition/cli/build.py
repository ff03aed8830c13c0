"""`tei-edition build`: an edition's site and PDF."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tei_edition.cli.options import ClusterOption, DateOption, JobsOption, workforce
from tei_edition.cli.output import count, foremost_findings, progress_bar, say, summary
from tei_edition.diagnostics import Diagnostic, Severity, has_errors

if TYPE_CHECKING:
    from tei_edition.diagnostics import Diagnostic
    from tei_edition.publish.release import Decision

_PLAIN = "element-without-look"
_NAMED = 10  # files that a line names
_DECIDED = {"nothing": "held back", "metadata": "published without text", "draft": "shown as drafts"}


def build(
    edition: Annotated[Path, typer.Argument(readable=False, metavar="EDITION", help="The folder of the edition.")],
    output: Annotated[
        str,
        typer.Option(
            metavar="DIR",
            show_default=False,
            help="Where to put site and PDF: a folder, or a store such as s3://bucket/folder.  [default: build/<slug>]",
        ),
    ] = "",
    html: Annotated[bool, typer.Option("--html", help="Build the site.")] = False,
    pdf: Annotated[bool, typer.Option("--pdf", help="Build the PDF.")] = False,
    epub: Annotated[
        bool, typer.Option("--epub", help="Build the EPUB; with --pdf, it has the PDF's page numbers.")
    ] = False,
    latex: Annotated[bool, typer.Option("--latex", help="Write the volume for XeLaTeX and reledmac.")] = False,
    select: Annotated[
        str,
        typer.Option(
            metavar="WORDS", help='The telegrams of the volume: "date 1952-07..1952-12", "number 811", "id t1 t2".'
        ),
    ] = "",
    volume: Annotated[str, typer.Option(metavar="NAME", help="The volume's name, for its title page and file.")] = "",
    drafts: Annotated[
        bool, typer.Option("--drafts", help="Preview: show telegrams that are not ready to be published, with a mark.")
    ] = False,
    no_search: Annotated[
        bool, typer.Option("--no-search", help="Leave the search out of the site; its index takes longest.")
    ] = False,
    date: DateOption = None,
    jobs: JobsOption = 0,
    cluster: ClusterOption = "",
) -> None:
    """Validate an edition, then build its HTML site and its PDF.

    Without --html and --pdf, both. A telegram with errors is left out and reported; the others are built. What
    edition.toml holds back, by the state of the telegram or by its rights, is counted.
    Of many findings the first are shown; `validate` shows all.

    EDITION may also be a folder of any TEI files, without settings: its site needs none.

    \b
    Examples:
      tei-edition build editions/korean-war
      tei-edition build editions/korean-war --html --output site
      tei-edition build editions/korean-war --pdf --select "date 1952-07..1952-12" --volume "July to December 1952"
      tei-edition build editions/korean-war --html --no-search
      tei-edition build editions/korean-war --drafts --output preview
      tei-edition build editions/korean-war --cluster tcp://scheduler:8786 --output s3://bucket/cables
    """
    from tei_edition.pipeline import build as run

    with progress_bar("Publishing") as progress, workforce(jobs, cluster) as workers:
        result = run(
            edition,
            output=output or None,
            html=html,
            pdf=pdf,
            epub=epub,
            latex=latex,
            select=select,
            volume=volume,
            drafts=drafts,
            search=not no_search,
            date=date,
            jobs=workers,
            progress=progress,
        )
    diagnostics = list(result.diagnostics)
    told = [one for one in diagnostics if one.rule != _PLAIN]  # those are counted below
    foremost_findings(told, sys.stderr, others=f"tei-edition validate {edition.as_posix()}")
    say(f"{count(result.documents, result.called)} published: {summary(diagnostics)}")
    for line in _left_out(diagnostics):
        say(line)
    for line in _decided(result.decisions):
        say(line)
    for line in _plain(diagnostics):
        say(line)
    if result.uncarried:
        uncarried = ", ".join(f"{kind}: {telegrams}" for kind, telegrams in result.uncarried)
        say(f"Not in cmif.xml, by telegrams, as cmif-left-out.csv tells: {uncarried}")
    if result.index:
        say(f"HTML: {result.place(result.index)}")
    for path in result.parts:
        say(f"PDF:  {result.place(path)}")
    if result.epub:
        say(f"EPUB: {result.place(result.epub)}")
    if result.latex:
        say(f"LaTeX: {result.place(result.latex)}")
    if has_errors(diagnostics):
        raise typer.Exit(1)


def _left_out(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """The files with errors, which are not in what was built."""
    names = sorted({one.location.file.rpartition("/")[2] for one in diagnostics if one.severity is Severity.ERROR})
    if names:
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        yield f"With errors: {', '.join(names[:_NAMED])}{more}"


def _decided(decisions: Iterable[tuple[Decision, int]]) -> Iterator[str]:
    """How many telegrams were held back, cut to their metadata, or marked as drafts, and why."""
    told: dict[str, Counter[str]] = {kind: Counter() for kind in _DECIDED}
    for decision, number in decisions:
        if decision.reason:
            told[decision.extent][decision.reason] += number
        if decision.draft:
            told["draft"][decision.draft] += number
    for kind, words in _DECIDED.items():
        if reasons := told[kind]:
            why = ", ".join(f"{reason}: {number}" for reason, number in sorted(reasons.items()))
            yield f"{count(reasons.total(), 'telegram')} {words} ({why})"


def _plain(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """The elements of any TEI that have no look of their own, with the number of documents that have them."""
    found = Counter(one.message.partition(">")[0][1:] for one in diagnostics if one.rule == _PLAIN)
    if found:
        names = (f"{name} ({count(number, 'document')})" for name, number in sorted(found.items()))
        yield f"elements shown as plain text: {', '.join(names)}"
