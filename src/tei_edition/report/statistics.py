"""How often each rule finds something."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

from tei_edition.diagnostics import Diagnostic, Severity
from tei_edition.report.excerpt import neutral
from tei_edition.report.findings import count_words


def counts(diagnostics: Sequence[Diagnostic]) -> list[tuple[str, Severity, int]]:
    """Rule, severity and number of findings, the most frequent first, then by rule."""
    counted = Counter((found.rule, found.severity) for found in diagnostics)
    return [
        (rule, severity, counted[rule, severity])
        for rule, severity in sorted(counted, key=lambda key: (-counted[key], key[0], key[1].value))
    ]


def statistics_text(diagnostics: Sequence[Diagnostic], files: int) -> str:
    """A line per rule and severity, and one that sums up; `files` is the number of the files that were checked."""
    rows = counts(diagnostics)
    width = max((len(str(count)) for _, _, count in rows), default=0)
    lines = [f"{count:{width}}  {severity.value:7}  {neutral(rule)}" for rule, severity, count in rows]
    with_findings = len({found.location.file for found in diagnostics})
    total = count_words(diagnostics) or "no findings"
    where = f" in {with_findings} of" if diagnostics else ","
    lines.append(f"{total}{where} {files} file{'' if files == 1 else 's'}")
    return "\n".join(lines) + "\n"


def statistics_json(diagnostics: Sequence[Diagnostic], files: int) -> str:
    """{"statistics": [{rule, severity, count}], "files": number of files that were checked}."""
    rows = [{"rule": rule, "severity": severity.value, "count": count} for rule, severity, count in counts(diagnostics)]
    return json.dumps({"statistics": rows, "files": files}, ensure_ascii=False, indent=2) + "\n"
