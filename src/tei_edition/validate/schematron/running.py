"""Rules applied to documents, so that one that fails does not silence the others."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from tei_edition import saxon
from tei_edition.errors import StylesheetError
from tei_edition.validate.schematron.faults import compiled
from tei_edition.validate.schematron.reduction import keeping
from tei_edition.validate.schematron.schema import Assertion, Schema

_MOST_FAILURES = 10  # that are looked for one by one in a document
_KEPT = 32  # stylesheets of parts; one takes some 4 MB

Parameters = Mapping[str, saxon.Parameter]


@dataclass(frozen=True, slots=True)
class Found:
    """What an assertion says of a node, or how it failed there.

    `node` is the node's path for `places`, None where only the document is known.
    """

    assertion: Assertion
    node: str | None
    role: str
    message: str = ""
    help: str = ""
    failure: str = ""


class Runner:
    """Applies a schema that compiles.

    All rules run together; if that fails on a document, with a guard around each; if that fails as well (endless
    recursion and errors in variables of the schema break through guards), in parts, until those that fail are alone.
    """

    def __init__(self, schema: Schema, stylesheet: saxon.Stylesheet) -> None:
        """`stylesheet` is what the schema compiles to."""
        self._schema = schema
        self._numbered = {assertion.number: assertion for assertion in schema.assertions}
        self._together = stylesheet
        self._guarded: saxon.Stylesheet | None = None
        self._suspects: set[int] = set()  # have failed alone; kept apart from the others from then on
        self._part = lru_cache(maxsize=_KEPT)(self._compiled_part)

    def found(self, content: bytes, parameters: Parameters) -> tuple[list[Found], int]:
        """What the rules find, and how many were not tried, since too many others had failed.

        Raises StylesheetError if Saxon cannot work on the document at all.
        """
        if not self._numbered:
            return [], 0
        try:
            return self._run(self._together, content, parameters), 0
        except StylesheetError:
            pass
        if self._guarded is None:
            self._guarded = compiled(self._schema, guarded=True)
        try:
            return self._run(self._guarded, content, parameters), 0
        except StylesheetError:
            return self._in_parts(content, parameters)

    def _in_parts(self, content: bytes, parameters: Parameters) -> tuple[list[Found], int]:
        self._run(self._part(()), content, parameters)  # fails if it is the document that they fail on
        found: list[Found] = []
        failures = untried = 0
        suspects = sorted(self._suspects)
        waiting = [*((number,) for number in reversed(suspects)), tuple(n for n in self._numbered if n not in suspects)]
        while waiting:
            numbers = waiting.pop()
            if failures >= _MOST_FAILURES:
                untried += len(numbers)
                continue
            try:
                found += self._run(self._part(numbers), content, parameters)
            except StylesheetError as error:
                if len(numbers) > 1:
                    half = len(numbers) // 2
                    waiting += [numbers[half:], numbers[:half]]
                    continue
                failures += 1
                self._suspects.add(numbers[0])
                assertion = self._numbered[numbers[0]]
                found.append(Found(assertion, None, assertion.role, failure=saxon.reason(error)))
        return found, untried

    def _compiled_part(self, numbers: tuple[int, ...]) -> saxon.Stylesheet:
        return compiled(keeping(self._schema, set(numbers)), guarded=True)

    def _run(self, stylesheet: saxon.Stylesheet, content: bytes, parameters: Parameters) -> list[Found]:
        return [
            Found(
                self._numbered[one["n"]],
                one["node"],
                one.get("role", self._numbered[one["n"]].role),
                one.get("message", ""),
                one.get("help", ""),
                one.get("failure", ""),
            )
            for one in json.loads(stylesheet.value(content, **parameters))
        ]
