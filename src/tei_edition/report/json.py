"""Findings as JSON, for other programs (schemas/findings.schema.json)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from tei_edition.diagnostics import Diagnostic


def to_json(diagnostics: Sequence[Diagnostic]) -> str:
    """{"diagnostics": [{rule, severity, message, help, file, line, column, xpath}]}, in the order given.

    Line and column count from 1; 0 means unknown. A finding that can be repaired has `fix` too.
    """
    listed = [_finding(diagnostic) for diagnostic in diagnostics]
    return json.dumps({"diagnostics": listed}, ensure_ascii=False, indent=2) + "\n"


def _finding(diagnostic: Diagnostic) -> dict[str, Any]:
    told: dict[str, Any] = {
        "rule": diagnostic.rule,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        "help": diagnostic.help,
        "file": diagnostic.location.file,
        "line": diagnostic.location.line,
        "column": diagnostic.location.column,
        "xpath": diagnostic.location.xpath,
    }
    if diagnostic.fix:
        told["fix"] = {
            "description": diagnostic.fix.description,
            "edits": [
                {"start": edit.start, "end": edit.end, "replacement": edit.replacement.decode("utf-8", "replace")}
                for edit in diagnostic.fix.edits
            ],
        }
    return told
