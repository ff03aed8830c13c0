"""Findings as JUnit XML, the form in which CI servers read the results of tests."""

from __future__ import annotations

from lxml import etree

from tei_edition.diagnostics import Diagnostic, Severity
from tei_edition.report.excerpt import neutral
from tei_edition.report.findings import Findings, by_file


def to_junit(findings: Findings) -> str:
    """A test suite per file that was checked, a test case per finding: errors have failed, the others passed.

    A file without findings is one test case that passed. Warnings and notes are told in its `system-out`. No times.
    """
    found = by_file(findings.diagnostics)
    root = etree.Element("testsuites", name="tei-edition validate")
    for file in sorted({*findings.files, *found}):
        _suite(root, neutral(findings.relative(file)), found.get(file, []))
    for count in ("tests", "failures"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in root)))
    root.set("errors", "0")
    content = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return content.decode("utf-8")


def _suite(root: etree._Element, file: str, diagnostics: list[Diagnostic]) -> None:
    failed = sum(found.severity is Severity.ERROR for found in diagnostics)
    suite = etree.SubElement(
        root,
        "testsuite",
        name=file,
        tests=str(max(1, len(diagnostics))),
        failures=str(failed),
        errors="0",
        skipped="0",
    )
    if not diagnostics:
        etree.SubElement(suite, "testcase", name="no findings", classname=file, file=file)
    for found in diagnostics:
        _case(suite, file, found)


def _case(suite: etree._Element, file: str, found: Diagnostic) -> None:
    place = found.location
    where = ":".join(str(number) for number in (place.line, place.column) if number)
    name = f"{neutral(found.rule)} at {where}" if where else neutral(found.rule)
    case = etree.SubElement(suite, "testcase", name=name, classname=file, file=file)
    if place.line:
        case.set("line", str(place.line))
    told = f"{file}:{where}" if where else file
    words = "\n".join(line for line in (neutral(found.message), told, neutral(found.help)) if line)
    if found.severity is Severity.ERROR:
        failure = etree.SubElement(case, "failure", type=neutral(found.rule), message=neutral(found.message))
        failure.text = words
    else:
        etree.SubElement(case, "system-out").text = f"{found.severity.value}: {words}"
