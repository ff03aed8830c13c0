"""How `validate` tells its findings: compared with a baseline, counted or listed, printed or written."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tei_edition.cli.output import count, emit, file_content, on_terminal, printable, say, summary
from tei_edition.diagnostics import Diagnostic, has_errors
from tei_edition.errors import UsageError
from tei_edition.pipeline import MendedFile, Validation, files
from tei_edition.pipeline.costing import costs_of
from tei_edition.report import Findings, Format, render
from tei_edition.report.baseline import compare, to_baseline
from tei_edition.report.statistics import statistics_json, statistics_text
from tei_edition.validate.rules import known_rules


@dataclass(frozen=True, slots=True)
class Reporting:
    """What the options of `validate` say of its report. Raises UsageError where they contradict each other."""

    form: Format
    output: Path | None
    statistics: bool
    quiet: bool
    exit_zero: bool
    baseline: Path | None
    write_baseline: Path | None
    diff: bool = False
    costs: bool = False

    def __post_init__(self) -> None:
        if self.diff and (self.statistics or self.form is not Format.TEXT):
            raise UsageError("--diff shows changes, no findings", "Leave out --format and --statistics.")
        if self.statistics and self.form not in (Format.TEXT, Format.JSON):
            raise UsageError(f"--statistics is no {self.form.value} report", "Choose --format text or json.")


def report(result: Validation, reporting: Reporting) -> int:
    """Tell the findings of a validation; the exit code that they mean."""
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


def _text(told: list[Diagnostic], result: Validation, reporting: Reporting, code: int) -> str:
    """The report."""
    if reporting.statistics:
        counted = statistics_json if reporting.form is Format.JSON else statistics_text
        costs = costs_of(result.files) if reporting.costs else None
        return counted(told, len(result.files), costs)
    findings = Findings(
        tuple(told),
        tuple(path.as_posix() for path in result.files),
        Path.cwd().as_posix(),
        code,
        file_content,
        {**known_rules(), **result.rules} if reporting.form is Format.SARIF else {},
    )
    color = reporting.output is None and on_terminal()
    text = render(findings, reporting.form, color=color, counted=not reporting.quiet)
    return text or ("no findings\n" if reporting.form is Format.TEXT and not reporting.quiet else "")


def _compared(result: Validation, reporting: Reporting) -> list[Diagnostic]:
    """The findings that no baseline has; a baseline is written first, if one is wanted."""
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
    try:
        return files.read(baseline)
    except files.Unreadable as unreadable:
        found = unreadable.diagnostic
        raise UsageError(
            f"{found.location}: {found.message}", f"Write a baseline: --write-baseline {baseline.as_posix()}"
        ) from None


def _refuse_checked(path: Path, checked: Iterable[Path], option: str) -> None:
    if path.exists() and any(_is_same(one, path.stat()) for one in checked):
        raise UsageError(f"{path} is one of the checked files", f"Name another file for {option}.")


def _is_same(path: Path, other: os.stat_result) -> bool:
    try:
        return os.path.samestat(path.stat(), other)
    except OSError:
        return False


def report_diff(changed: list[MendedFile], found: Validation, reporting: Reporting) -> int:
    """Show what --fix would do; the exit code, which is 1 if it would do anything, or if there are errors."""
    text = "".join(file.diff for file in changed)
    if reporting.output is not None:
        _refuse_checked(reporting.output, found.files, "--output")
        files.write(reporting.output, text.encode("utf-8", "backslashreplace"))
    elif sys.stdout.isatty():
        emit(printable(text))
    else:
        emit(text, exact=True)
    _tell_repairs(changed, "would be made", reporting)
    return 1 if (changed or found.failed) and not reporting.exit_zero else 0


def report_repaired(changed: list[MendedFile], found: Validation, reporting: Reporting) -> int:
    """Tell what --fix did, and the findings that are left; the exit code that they mean."""
    _tell_repairs(changed, "made", reporting)
    return report(found, reporting)


def _tell_repairs(changed: list[MendedFile], done: str, reporting: Reporting) -> None:
    if reporting.quiet:
        return
    for file in changed:
        for words in file.made:
            print(printable(f"{file.path.as_posix()}: {words}"), file=sys.stderr)
    number = sum(len(file.made) for file in changed)
    print(f"{count(number, 'repair')} {done} in {count(len(changed), 'file')}", file=sys.stderr)
