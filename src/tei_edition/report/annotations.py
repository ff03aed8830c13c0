"""Findings beside the lines of a change: GitHub's workflow commands, GitLab's Code Quality report."""

from __future__ import annotations

import json
from typing import Any

from tei_edition.diagnostics import Diagnostic, Severity
from tei_edition.report.excerpt import neutral
from tei_edition.report.findings import Findings, fingerprints

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def to_github(findings: Findings) -> str:
    """A workflow command per finding: `::error file=…,line=…,col=…,title=…::message`, the help on a second line.

    What would end a value or begin another command is escaped as GitHub's runner reads it.
    """
    return "".join(f"{_command(found, findings)}\n" for found in findings.diagnostics)


def to_gitlab(findings: Findings) -> str:
    """The JSON list of GitLab's Code Quality report; errors are `major`, warnings `minor`, notes `info`.

    GitLab takes a finding for the same as before by its fingerprint, which does not change when lines shift. A finding
    on a whole file stands at its first line, since GitLab demands one.
    """
    listed: list[dict[str, Any]] = [
        {
            "description": found.message,
            "check_name": found.rule,
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[found.severity],
            "location": {
                "path": findings.relative(found.location.file),
                "lines": {"begin": max(1, found.location.line)},
            },
        }
        for found, fingerprint in zip(findings.diagnostics, fingerprints(findings), strict=True)
    ]
    return json.dumps(listed, ensure_ascii=False, indent=2) + "\n"


def _command(found: Diagnostic, findings: Findings) -> str:
    place = found.location
    properties = {"file": findings.relative(place.file)}
    if place.line:
        properties["line"] = str(place.line)
        if place.column:
            properties["col"] = str(place.column)
    properties["title"] = f"{found.severity.value}[{neutral(found.rule)}]"
    listed = ",".join(f"{name}={_printable(value).translate(_PROPERTY)}" for name, value in properties.items())
    words = neutral(found.message) + (f"\n{neutral(found.help)}" if found.help else "")
    return f"::{_COMMANDS[found.severity]} {listed}::{words.translate(_DATA)}"


def _printable(words: str) -> str:
    """`words` whose line ends stay, to be escaped, while what would drive a terminal is shown as a sign."""
    return "".join(sign if sign in "\r\n" else neutral(sign) for sign in words)
