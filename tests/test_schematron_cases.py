"""Each folder of cases/schematron: a schema, a document, and all that is to be found, on the schema and the document.

Where there is a phases.txt, the schema is tried with each of the phases that it lists.
"""

import os
from pathlib import Path

import pytest

from tei_edition.diagnostics import Diagnostic
from tei_edition.validate.schematron import DEFAULT, load_rules

CASES = sorted((Path(__file__).parent / "cases" / "schematron").iterdir())


def told(finding: Diagnostic) -> str:
    lines = [f"{finding.location}: {finding.severity.value}[{finding.rule}]: {finding.message}"]
    if finding.location.xpath:
        lines.append(f"  at {finding.location.xpath}")
    if finding.help:
        lines.append(f"  help: {finding.help}")
    return "\n".join(lines)


def all_found(phase: str) -> str:
    rules = load_rules(next(Path().glob("rules.*")), phase)
    found = [*rules.faults, *rules.check(Path("document.xml").read_bytes(), "document.xml")]
    heading = "" if phase == DEFAULT else f"\nphase {phase}\n"
    return heading + "".join(f"{told(finding)}\n" for finding in found)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path, monkeypatch: pytest.MonkeyPatch, update_golden: bool) -> None:
    monkeypatch.chdir(case)
    load_rules.cache_clear()
    phases = Path("phases.txt").read_text("utf-8").split() if Path("phases.txt").exists() else [DEFAULT]
    result = "".join(all_found(phase) for phase in phases)
    expected = case / "expected.txt"
    if update_golden:
        expected.write_text(result, "utf-8")
    assert result == expected.read_text("utf-8")
    assert os.fspath(case.parent) not in result
