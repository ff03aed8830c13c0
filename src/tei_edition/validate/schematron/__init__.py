"""Schematron: the rules of schemas/telegram.sch, compiled once per process and applied to documents."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from lxml import etree

from tei_edition import saxon
from tei_edition.diagnostics import Diagnostic, Location, Severity
from tei_edition.errors import InstallationError, StylesheetError
from tei_edition.validate.schematron.compiler import compile_schema, rule_ids
from tei_edition.validate.schematron.description import RuleDescription, descriptions
from tei_edition.validate.schematron.severity import severity_of

__all__ = ["RuleDescription", "Rules", "describe", "rules_at"]


@dataclass
class Rules:
    """The compiled rules of one Schematron schema."""

    schema: etree._Element
    name: str
    _stylesheets: dict[bool, saxon.Stylesheet] = field(default_factory=dict)

    def check(self, content: bytes, file: str, /, **parameters: saxon.Parameter) -> list[Diagnostic]:
        """What the rules find in a well-formed document; `parameters` set the schema's lets of the same names.

        Raises InstallationError if the schema does not compile; the message names the rule.
        """
        try:
            found = self._stylesheet(guarded=False).reports(content, **parameters)
        except StylesheetError:
            # Some rule failed on this document; with a guard around each, the others still speak.
            found = self._stylesheet(guarded=True).reports(content, **parameters)
        if not found:
            return []
        # Only what XML takes for the end of a line: str.splitlines() knows more.
        lines = re.split("\r\n?|\n", content.decode("utf-8-sig"))
        return [_diagnostic(report, file, lines) for report in found]

    def _stylesheet(self, *, guarded: bool) -> saxon.Stylesheet:
        if guarded not in self._stylesheets:
            try:
                text = compile_schema(self.schema, guarded=guarded)
                self._stylesheets[guarded] = saxon.Stylesheet(text, self.name)
            except StylesheetError as error:
                raise InstallationError(
                    f"{self.name}: rule '{self._culprit()}' does not compile: {error.message}",
                    "Correct the XPath expressions of this rule.",
                ) from None
        return self._stylesheets[guarded]

    def _culprit(self) -> str:
        """The first rule that does not compile when it stands alone."""
        for rule in rule_ids(self.schema):
            try:
                saxon.Stylesheet(compile_schema(self.schema, only=rule), self.name)
            except StylesheetError:
                return rule
        return "(any)"


@cache
def rules_at(path: Path) -> Rules:
    """The rules of the schema at `path`, read and compiled once per process."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return Rules(etree.parse(path, parser).getroot(), path.name)
    except (OSError, etree.XMLSyntaxError) as error:
        raise InstallationError(f"{path.name} cannot be read: {error}", "Install tei-edition again.") from None


def describe(path: Path) -> list[RuleDescription]:
    """A description of each assertion of the schema at `path`, in its order; raises as `rules_at` does."""
    return descriptions(rules_at(path).schema)


def _diagnostic(report: saxon.Reported, file: str, lines: list[str]) -> Diagnostic:
    words = report.strings
    line, column = _start_of_tag(lines, report.line, report.column)
    place = Location(file, line, column, words["xpath"])
    if "failure" in words:
        return Diagnostic(
            words["rule"],
            Severity.ERROR,
            f"The rule itself failed here: {words['failure']}",
            place,
            "Correct the XPath expressions of this rule; what it looks for was not checked here.",
        )
    return Diagnostic(
        words["rule"],
        severity_of(words["role"]),
        " ".join(words["message"].split()),
        place,
        " ".join(words.get("help", "").split()),
    )


def _start_of_tag(lines: list[str], line: int, column: int) -> tuple[int, int]:
    """Where the start tag begins that ends at this place: a tag holds no other `<`, so the last one before it."""
    if not 0 < line <= len(lines):
        return line, 0
    text = lines[line - 1][: max(column - 1, 0)]
    while (position := text.rfind("<")) < 0:
        line -= 1
        if line < 1:
            return 0, 0
        text = lines[line - 1]
    return line, position + 1
