"""`tei-edition validate`: findings on TEI files, folders and editions."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tei_edition.cli.options import JobsOption
from tei_edition.cli.output import count, emit, file_content, on_terminal, printable, progress_bar, say, summary
from tei_edition.diagnostics import Diagnostic, has_errors
from tei_edition.errors import UsageError
from tei_edition.report import Findings, Format, render

if TYPE_CHECKING:
    from tei_edition.pipeline import Validation

RulesOption = list[str] | None


@dataclass(frozen=True, slots=True)
class _Reporting:
    """How the findings are told."""

    form: Format
    output: Path | None
    statistics: bool
    quiet: bool
    exit_zero: bool
    baseline: Path | None
    write_baseline: Path | None

    def __post_init__(self) -> None:
        if self.statistics and self.form not in (Format.TEXT, Format.JSON):
            raise UsageError(f"--statistics is no {self.form.value} report", "Choose --format text or json.")


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
        RulesOption, typer.Option(metavar="RULE[,RULE]", help="Report only these rules, or those of a severity.")
    ] = None,
    ignore: Annotated[
        RulesOption, typer.Option(metavar="RULE[,RULE]", help="Report none of these rules, or of a severity.")
    ] = None,
    baseline: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Report only findings that this baseline does not have.")
    ] = None,
    write_baseline: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write down the present findings as a baseline.")
    ] = None,
    statistics: Annotated[
        bool, typer.Option("--statistics", help="Tell how often each rule finds something, not where.")
    ] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Print the findings and nothing else; nothing if there are none.")
    ] = False,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="End with 0 although there are errors.")] = False,
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
      tei-edition validate editions --write-baseline baseline.json
      tei-edition validate editions --baseline baseline.json --statistics
    """
    from tei_edition.pipeline import check

    reporting = _Reporting(format, output, statistics, quiet, exit_zero, baseline, write_baseline)
    with progress_bar("Validating", shown=not quiet) as progress:
        result = check(paths, select=_names(select), ignore=_names(ignore), jobs=jobs, progress=progress)
    code = _report(result, reporting)
    if code:
        raise typer.Exit(code)


def _report(result: Validation, reporting: _Reporting) -> int:
    """Tell the findings; the exit code."""
    from tei_edition.pipeline import files

    told = _compared(result, reporting)
    code = 1 if has_errors(told) and not reporting.exit_zero else 0
    text = _text(told, result, reporting, code)
    if reporting.output is not None:
        _refuse_checked(reporting.output, result.files, "--output")
        files.write(reporting.output, text.encode("utf-8", "backslashreplace"))
        if not reporting.quiet:
            say(f"{reporting.output.as_posix()}: {summary(told)}")
    else:
        emit(text, exact=reporting.form not in (Format.TEXT, Format.CONCISE))
    return code


def _text(told: list[Diagnostic], result: Validation, reporting: _Reporting, code: int) -> str:
    """The report."""
    from tei_edition.report.statistics import statistics_json, statistics_text
    from tei_edition.validate.rules import known_rules

    if reporting.statistics:
        counted = statistics_json if reporting.form is Format.JSON else statistics_text
        return counted(told, len(result.files))
    findings = Findings(
        tuple(told),
        tuple(path.as_posix() for path in result.files),
        Path.cwd().as_posix(),
        code,
        file_content,
        known_rules() if reporting.form is Format.SARIF else {},
    )
    color = reporting.output is None and on_terminal()
    text = render(findings, reporting.form, color=color, counted=not reporting.quiet)
    return text or ("no findings\n" if reporting.form is Format.TEXT and not reporting.quiet else "")


def _compared(result: Validation, reporting: _Reporting) -> list[Diagnostic]:
    """The findings that no baseline has; a baseline is written first, if one is wanted."""
    from tei_edition.pipeline import files
    from tei_edition.report.baseline import compare, to_baseline

    found = list(result.diagnostics)
    against, written = reporting.baseline, reporting.write_baseline
    content = _content(against) if against is not None else b""
    if written is not None:
        _refuse_checked(written, result.files, "--write-baseline")
        anew = to_baseline(found, written.parent).encode("utf-8", "backslashreplace")
        files.write(written, anew)
        if against is None:
            against, content = written, anew
    if against is None:
        return found
    compared = compare(found, (path.as_posix() for path in result.files), content, against)
    if not reporting.quiet:
        words = f"{count(compared.known, 'finding')} in the baseline {against.as_posix()}"
        if compared.gone:
            words += f"; {compared.gone} of it are gone, so write it anew"
        print(printable(words), file=sys.stderr)
    return list(compared.new)


def _content(baseline: Path) -> bytes:
    from tei_edition.pipeline import files

    try:
        return files.read(baseline)
    except files.Unreadable as unreadable:
        found = unreadable.diagnostic
        raise UsageError(
            f"{found.location}: {found.message}", f"Write a baseline: --write-baseline {baseline.as_posix()}"
        ) from None


def _refuse_checked(path: Path, checked: Iterable[Path], option: str) -> None:
    if path.resolve() in {one.resolve() for one in checked}:
        raise UsageError(f"{path} is one of the checked files", f"Name another file for {option}.")


def _names(given: list[str] | None) -> list[str]:
    return [name for words in given or [] for name in words.replace(",", " ").split()]
