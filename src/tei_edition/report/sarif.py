"""Findings as SARIF 2.1.0 (OASIS), the form that code scanning services and the SARIF viewer of VS Code read."""

from __future__ import annotations

import json
import re
from typing import Any

from tei_edition.diagnostics import Diagnostic, Fix, Location, Severity
from tei_edition.report.findings import Findings, fingerprints
from tei_edition.version import __version__

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
# In the order of gravity: a rule that is a warning here and an error there is described by the graver one.
_GRAVEST_FIRST = (Severity.ERROR, Severity.WARNING, Severity.INFO)


def to_sarif(findings: Findings) -> str:
    """One run with a result per finding, in their order, and the rules that have results.

    Files below `findings.base` are URIs relative to it; the fingerprints do not change when lines shift. No time and
    no path of this machine is in it, unless a file outside the base has a finding.
    """
    rules = sorted({found.rule for found in findings.diagnostics})
    index = {rule: number for number, rule in enumerate(rules)}
    results = [
        _result(found, index, print_, findings)
        for found, print_ in zip(findings.diagnostics, fingerprints(findings), strict=True)
    ]
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "tei-edition",
                        "version": __version__,
                        "semanticVersion": __version__,
                        "rules": [_rule(rule, findings) for rule in rules],
                    }
                },
                "invocations": [{"executionSuccessful": True, "exitCode": findings.exit_code}],
                "columnKind": "unicodeCodePoints",
                "results": results,
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(rule: str, findings: Findings) -> dict[str, Any]:
    of_rule = [found for found in findings.diagnostics if found.rule == rule]
    gravest = next(severity for severity in _GRAVEST_FIRST if any(found.severity is severity for found in of_rule))
    described: dict[str, Any] = {"id": rule, "defaultConfiguration": {"level": _LEVELS[gravest]}}
    known = findings.rules.get(rule)
    help_ = known.mend if known else next((found.help for found in of_rule if found.help), "")
    if known:
        described["shortDescription"] = {"text": _plain(known.wrong)}
        if known.address:
            described["helpUri"] = known.address
            help_ += f" See {known.chapter}."
    if help_:
        described["help"] = {"text": _plain(help_)}
    return described


def _result(found: Diagnostic, index: dict[str, int], fingerprint: str, findings: Findings) -> dict[str, Any]:
    text = _plain(found.message)
    if found.help:
        text += f"\n{_plain(found.help)}"
    result: dict[str, Any] = {
        "ruleId": found.rule,
        "ruleIndex": index[found.rule],
        "level": _LEVELS[found.severity],
        "message": {"text": text},
        "locations": [_location(found.location, findings)],
        "partialFingerprints": {"teiEdition/v1": fingerprint},
    }
    if found.fix:
        result["fixes"] = [_fix(found.fix, found.location.file, findings)]
    return result


def _fix(fix: Fix, file: str, findings: Findings) -> dict[str, Any]:
    replacements = [
        {
            "deletedRegion": {"byteOffset": edit.start, "byteLength": edit.end - edit.start},
            "insertedContent": {"text": edit.replacement.decode("utf-8", "replace")},
        }
        for edit in fix.edits
    ]
    changes = [{"artifactLocation": _artifact(file, findings), "replacements": replacements}]
    return {"description": {"text": _plain(fix.description)}, "artifactChanges": changes}


def _artifact(file: str, findings: Findings) -> dict[str, str]:
    uri = findings.uri(file)
    return {"uri": uri} if uri.startswith("file:") else {"uri": uri, "uriBaseId": "%SRCROOT%"}


def _location(place: Location, findings: Findings) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": _artifact(place.file, findings)}
    if place.line:
        physical["region"] = {"startLine": place.line}
        if place.column:
            physical["region"]["startColumn"] = place.column
    location: dict[str, Any] = {"physicalLocation": physical}
    if place.xpath:
        kind = "attribute" if "/@" in place.xpath else "element"
        location["logicalLocations"] = [{"fullyQualifiedName": place.xpath, "kind": kind}]
    return location


def _plain(words: str) -> str:
    """`words` as SARIF's plain text, in which `[text](target)` would be a link: a document must not make links."""
    return re.sub(r"\[(?=[^\]]*\]\()", r"\\[", words)
