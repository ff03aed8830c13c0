"""The conversion report: for every line of every source, where it went (schemas/conversion-report.schema.json)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tei_edition.diagnostics import Diagnostic
from tei_edition.linking import NameCount, UnknownName, counted
from tei_edition.model import ConversionWarning, LineFate


@dataclass(frozen=True, slots=True)
class ConvertedDocument:
    """The fate of one source: its TEI file (None if none was written), its lines, its doubts, its errors, its names.

    `references` are those that names got, `unknown` the names that the edition's authority does not have.
    """

    source: Path
    output: Path | None
    dialect: str
    confidence: int | None
    lines: tuple[LineFate, ...]
    warnings: tuple[ConversionWarning, ...]
    errors: tuple[Diagnostic, ...] = ()
    references: tuple[str, ...] = ()
    unknown: tuple[UnknownName, ...] = ()


def unknown_names(documents: Sequence[ConvertedDocument]) -> list[NameCount]:
    """The names in the TEI files that were written which the authority does not have, the most frequent first."""
    return counted((one.output.as_posix(), name) for one in documents if one.output for name in one.unknown)


def report_bytes(documents: Sequence[ConvertedDocument]) -> bytes:
    """The report on `documents` as JSON in UTF-8."""
    content = {
        "documents": [_document(document) for document in documents],
        "unknownNames": [
            {"name": one.name, "kind": one.kind, "count": one.count, "documents": one.files}
            for one in unknown_names(documents)
        ],
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace")


def _document(document: ConvertedDocument) -> dict[str, Any]:
    content: dict[str, Any] = {
        "source": document.source.as_posix(),
        "output": document.output.as_posix() if document.output else None,
        "dialect": document.dialect or None,
        "dialectConfidence": None if document.confidence is None else document.confidence / 100,
        "lines": [
            {
                "line": line.line,
                **({"column": line.column} if line.column else {}),
                "text": line.text,
                "fate": line.fate.value,
                "rule": line.rule,
                "target": line.target or None,
            }
            for line in document.lines
        ],
        "warnings": [
            {"rule": warning.rule, "line": warning.line, "message": warning.message} for warning in document.warnings
        ],
    }
    if document.references:
        content["references"] = dict(sorted(Counter(document.references).items()))
    if document.errors:
        content["errors"] = [
            {
                "rule": error.rule,
                "line": error.location.line,
                "column": error.location.column,
                "message": error.message,
                "help": error.help,
            }
            for error in document.errors
        ]
    return content
