"""The compiled rules of a schema, and their findings on documents."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tei_edition import saxon
from tei_edition.diagnostics import Diagnostic, Location, Severity
from tei_edition.errors import StylesheetError
from tei_edition.validate.places import places
from tei_edition.validate.schematron.description import RuleDescription, descriptions
from tei_edition.validate.schematron.faults import compiled, without_code, without_faults
from tei_edition.validate.schematron.running import Found, Runner
from tei_edition.validate.schematron.schema import Schema
from tei_edition.validate.schematron.severity import severity_of


class Rules:
    """The rules of one schema, compiled when they are first needed."""

    def __init__(self, schema: Schema, faults: Iterable[Diagnostic] = ()) -> None:
        """`faults` is what was wrong with the schema when it was read."""
        self._read = schema
        self._faults = tuple(faults)
        self._sound: tuple[Schema, Runner] | None = None

    @property
    def faults(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the schema itself; the rules concerned are left out."""
        self._ready()
        return self._faults

    @property
    def schema(self) -> Schema:
        """The schema, without what does not compile."""
        return self._ready()[0]

    @property
    def described(self) -> tuple[RuleDescription, ...]:
        """A description of each assertion."""
        return descriptions(self.schema)

    def check(self, content: bytes, file: str, /, **parameters: saxon.Parameter) -> list[Diagnostic]:
        """What the rules find in a well-formed document; `parameters` set the schema's variables of the same names.

        A rule that fails on the document is a finding too. Raises StylesheetError if Saxon cannot work on the document
        at all.
        """
        found, untried = self._ready()[1].found(content, parameters)
        if not found:
            return []
        at = places(content, {one.node for one in found if one.node is not None})
        told: set[int] = set()
        diagnostics = []
        for one in found:
            here = at.get(one.node) if one.node is not None else None
            place = Location(file, here.line, here.column, here.xpath) if here else Location(file)
            if not one.failure:
                diagnostics.append(_diagnostic(one, place))
            elif one.assertion.number not in told:  # once; it fails in the same way at each node
                told.add(one.assertion.number)
                diagnostics.append(_failure(one, place))
        if untried:
            diagnostics.append(_untried(untried, file))
        return diagnostics

    def _ready(self) -> tuple[Schema, Runner]:
        """The schema without what does not compile, and what applies it."""
        if self._sound is None:
            schema = self._read
            try:
                stylesheet = compiled(schema)
            except StylesheetError:
                schema, more = without_faults(schema)
                self._faults += tuple(more)
                stylesheet = compiled(schema)
            self._sound = schema, Runner(schema, stylesheet)
        return self._sound


def _diagnostic(one: Found, place: Location) -> Diagnostic:
    message = (
        _spaced(one.message) or f"The test {one.assertion.test} {'holds' if one.assertion.report else 'fails'} here."
    )
    return Diagnostic(one.assertion.id, severity_of(one.role), message, place, _spaced(one.help))


def _failure(one: Found, place: Location) -> Diagnostic:
    schema = one.assertion.place
    return Diagnostic(
        one.assertion.id,
        Severity.ERROR,
        f"The rule itself failed here: {without_code(_spaced(one.failure))}",
        place,
        f"Correct the expressions of this rule ({schema}); what it looks for was not checked here.",
    )


def _untried(number: int, file: str) -> Diagnostic:
    return Diagnostic(
        "rules-not-checked",
        Severity.ERROR,
        f"{number} more rules were not tried on this document, since so many failed on it.",
        Location(file),
        "Correct the schema where those fail: perhaps they share a variable or function.",
    )


def _spaced(words: str) -> str:
    """The words with one space where white space stood; a no-break space is a character like others."""
    return re.sub(r"[ \t\r\n]+", " ", words).strip(" ")
