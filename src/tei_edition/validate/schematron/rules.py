"""The compiled rules of a schema, and their findings on documents."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from tei_edition import saxon
from tei_edition.diagnostics import Diagnostic, Location, Severity
from tei_edition.errors import StylesheetError
from tei_edition.validate.places import places
from tei_edition.validate.schematron.description import RuleDescription, descriptions
from tei_edition.validate.schematron.faults import compiled, without_code, without_faults
from tei_edition.validate.schematron.reduction import keeping
from tei_edition.validate.schematron.schema import Assertion, Schema
from tei_edition.validate.schematron.severity import severity_of


@dataclass(frozen=True, slots=True)
class _Found:
    """What an assertion says of a node, or how it failed there.

    `node` is the node's place for `places`, None where only the document is known.
    """

    assertion: Assertion
    node: str | None
    role: str
    message: str
    help: str
    failure: str


class Rules:
    """The rules of one schema, compiled when they are first needed."""

    def __init__(self, schema: Schema, faults: Iterable[Diagnostic] = ()) -> None:
        """`faults` is what was wrong with the schema when it was read."""
        self._read = schema
        self._faults = tuple(faults)
        self._sound: Schema | None = None
        self._numbered: dict[int, Assertion] = {}
        self._whole: dict[bool, saxon.Stylesheet] = {}  # without and with guards
        self._single: dict[int, saxon.Stylesheet] = {}  # one assertion each

    @property
    def faults(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the schema itself; the rules concerned are left out."""
        self._ready()
        return self._faults

    @property
    def schema(self) -> Schema:
        """The schema, without what does not compile."""
        return self._ready()

    @property
    def described(self) -> tuple[RuleDescription, ...]:
        """A description of each assertion."""
        return descriptions(self._ready())

    def check(self, content: bytes, file: str, /, **parameters: saxon.Parameter) -> list[Diagnostic]:
        """What the rules find in a well-formed document; `parameters` set the schema's variables of the same names.

        A rule that fails on the document is a finding too. Raises StylesheetError if Saxon cannot work on the document
        at all.
        """
        found = self._found(content, parameters)
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
        return diagnostics

    def _found(self, content: bytes, parameters: dict[str, saxon.Parameter]) -> list[_Found]:
        self._ready()
        if not self._numbered:
            return []
        try:
            return self._run(self._stylesheet(guarded=False), content, parameters)
        except StylesheetError:
            pass  # Some rule failed on this document; with a guard around each, the others still speak.
        try:
            return self._run(self._stylesheet(guarded=True), content, parameters)
        except StylesheetError:  # Endless recursion, and an error in a variable of the schema, break through guards.
            return self._one_by_one(content, parameters)

    def _one_by_one(self, content: bytes, parameters: dict[str, saxon.Parameter]) -> list[_Found]:
        schema = self._ready()
        self._run(self._alone(schema, 0), content, parameters)  # fails if the document is what they fail on
        found = []
        for assertion in schema.assertions:
            try:
                found += self._run(self._alone(schema, assertion.number), content, parameters)
            except StylesheetError as error:
                found.append(_Found(assertion, None, assertion.role, "", "", saxon.reason(error)))
        return found

    def _alone(self, schema: Schema, number: int) -> saxon.Stylesheet:
        """The stylesheet of one assertion; number 0 leaves all of them out."""
        if number not in self._single:
            self._single[number] = compiled(keeping(schema, {number}), guarded=True)
        return self._single[number]

    def _run(
        self, stylesheet: saxon.Stylesheet, content: bytes, parameters: dict[str, saxon.Parameter]
    ) -> list[_Found]:
        return [
            _Found(
                self._numbered[one["n"]],
                one["node"],
                one.get("role", self._numbered[one["n"]].role),
                _spaced(one.get("message", "")),
                _spaced(one.get("help", "")),
                one.get("failure", ""),
            )
            for one in json.loads(stylesheet.value(content, **parameters))
        ]

    def _stylesheet(self, *, guarded: bool) -> saxon.Stylesheet:
        if guarded not in self._whole:
            self._whole[guarded] = compiled(self._ready(), guarded=guarded)
        return self._whole[guarded]

    def _ready(self) -> Schema:
        """The schema without what does not compile."""
        if self._sound is None:
            try:
                self._whole[False] = compiled(self._read)
                self._sound = self._read
            except StylesheetError:
                self._sound, more = without_faults(self._read)
                self._faults += tuple(more)
            self._numbered = {assertion.number: assertion for assertion in self._sound.assertions}
        return self._sound


def _diagnostic(one: _Found, place: Location) -> Diagnostic:
    message = one.message or f"The test {one.assertion.test} {'holds' if one.assertion.report else 'fails'} here."
    return Diagnostic(one.assertion.id, severity_of(one.role), message, place, one.help)


def _failure(one: _Found, place: Location) -> Diagnostic:
    schema = one.assertion.place
    return Diagnostic(
        one.assertion.id,
        Severity.ERROR,
        f"The rule itself failed here: {without_code(_spaced(one.failure))}",
        place,
        f"Correct the expressions of this rule ({schema}); what it looks for was not checked here.",
    )


def _spaced(words: str) -> str:
    """The words with one space where white space stood; a no-break space is a character like others."""
    return re.sub(r"[ \t\r\n]+", " ", words).strip(" ")
