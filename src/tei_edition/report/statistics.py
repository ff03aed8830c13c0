"""How often each rule finds something, and what it costs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from tei_edition.diagnostics import Diagnostic, Severity
from tei_edition.report.excerpt import neutral
from tei_edition.report.findings import count_words
from tei_edition.validate.costs import Costs


def counts(diagnostics: Sequence[Diagnostic]) -> list[tuple[str, Severity, int]]:
    """Rule, severity and number of findings, the most frequent first, then by rule."""
    counted = Counter((found.rule, found.severity) for found in diagnostics)
    return [
        (rule, severity, counted[rule, severity])
        for rule, severity in sorted(counted, key=lambda key: (-counted[key], key[0], key[1].value))
    ]


def statistics_text(diagnostics: Sequence[Diagnostic], files: int, costs: Costs | None = None) -> str:
    """A line per rule and severity, one that sums up, and what the rules cost if that was measured.

    `files` is the number of the files that were checked.
    """
    rows = counts(diagnostics)
    width = max((len(str(count)) for _, _, count in rows), default=0)
    lines = [f"{count:{width}}  {severity.value:7}  {neutral(rule)}" for rule, severity, count in rows]
    with_findings = len({found.location.file for found in diagnostics})
    total = count_words(diagnostics) or "no findings"
    where = f" in {with_findings} of" if diagnostics else ","
    lines.append(f"{total}{where} {files} file{'' if files == 1 else 's'}")
    return "\n".join(lines) + "\n" + (_costs_text(costs) if costs else "")


def statistics_json(diagnostics: Sequence[Diagnostic], files: int, costs: Costs | None = None) -> str:
    """{"statistics": [{rule, severity, count}], "files": number of files that were checked}, and the costs.

    Those are {"documents": how many were measured, "whole", "grammar": milliseconds a document, "rules": {id: …}}.
    """
    rows = [{"rule": rule, "severity": severity.value, "count": count} for rule, severity, count in counts(diagnostics)]
    told: dict[str, Any] = {"statistics": rows, "files": files}
    if costs:
        told["costs"] = {
            "documents": costs.documents,
            "whole": round(costs.whole, 3),
            "grammar": round(costs.grammar, 3),
            "rules": {rule: round(cost, 3) for rule, cost in costs.rules.items()},
        }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _costs_text(costs: Costs) -> str:
    if not costs.documents:
        return "\nno document to measure the rules on\n"
    number = f"{costs.documents} document{'' if costs.documents == 1 else 's'}"
    lines = [
        "",
        f"milliseconds a document, measured on {number}, each rule alone:",
        f"{costs.whole:9.3f}  (a whole check)",
        f"{costs.grammar:9.3f}  (the grammar)",
        *(f"{cost:9.3f}  {neutral(rule)}" for rule, cost in costs.rules.items()),
    ]
    return "\n".join(lines) + "\n"
