"""A Schematron schema as values: what is left of it once includes, phases and everything abstract are resolved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from tei_edition.diagnostics import Location

Namespaces = Mapping[str, str]
"""Prefixes and their namespaces, as they stand where an expression stands."""


@dataclass(frozen=True, slots=True)
class Select:
    """A `value-of` in a text: the values of an expression."""

    expression: str


@dataclass(frozen=True, slots=True)
class NameOf:
    """A `name` in a text: the name of the first node of a path."""

    path: str


Part = str | Select | NameOf | etree._Element
"""A part of a text: letters as they stand, what a document fills in, or an instruction of XSLT."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text that a document fills in."""

    parts: tuple[Part, ...]
    namespaces: Namespaces = field(default_factory=dict)

    def template(self) -> str:
        """The text with `…` where a document fills in a value."""
        return " ".join("".join(part if isinstance(part, str) else "…" for part in self.parts).split())


@dataclass(frozen=True, slots=True)
class Let:
    """A variable: `value` is an expression, else `content` holds what the variable is; `type` is its `as` or ""."""

    name: str
    value: str
    content: etree._Element | None
    type: str
    place: Location
    namespaces: Namespaces


@dataclass(frozen=True, slots=True)
class Assertion:
    """An assert, or a report (which speaks where its test is true).

    `number` counts the assertions of the schema. `role` is a role, or `$name` of a variable that holds one. `help` are
    the texts of its diagnostics, quick fixes and properties. `subject` is the path of the node to be named, or "".
    """

    number: int
    id: str
    test: str
    report: bool
    role: str
    flag: str
    see: str
    subject: str
    message: Words
    help: tuple[Words, ...]
    place: Location
    namespaces: Namespaces


@dataclass(frozen=True, slots=True)
class Rule:
    """What is asserted of the nodes that match the pattern `context`, with the variables in their order."""

    context: str
    items: tuple[Let | Assertion, ...]
    paragraphs: tuple[str, ...]
    place: Location
    namespaces: Namespaces

    @property
    def assertions(self) -> list[Assertion]:
        """The assertions alone."""
        return [item for item in self.items if isinstance(item, Assertion)]


@dataclass(frozen=True, slots=True)
class Pattern:
    """Rules of which the first that matches a node applies to it; its variables are the document's."""

    id: str
    title: str
    paragraphs: tuple[str, ...]
    lets: tuple[Let, ...]
    rules: tuple[Rule, ...]
    place: Location


@dataclass(frozen=True, slots=True)
class Declaration:
    """A function, key or the like of XSLT that stands in the schema."""

    element: etree._Element
    place: Location


@dataclass(frozen=True, slots=True)
class Schema:
    """A schema, one phase of it.

    `version` is that of XSLT whose rules its expressions follow, "1.0" or "3.0"; `default_namespace` that of element
    names without prefix; `parameters` are its own variables, which a caller may set, `lets` those of the phase.
    """

    name: str
    version: str
    default_namespace: str
    namespaces: Namespaces
    parameters: tuple[Let, ...]
    lets: tuple[Let, ...]
    declarations: tuple[Declaration, ...]
    patterns: tuple[Pattern, ...]

    @property
    def assertions(self) -> list[Assertion]:
        """All assertions, in their order."""
        return [found for pattern in self.patterns for rule in pattern.rules for found in rule.assertions]
