"""What in a schema does not compile: each expression found by itself, named, and left out."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from tei_edition import saxon
from tei_edition.diagnostics import Diagnostic, Location, Severity
from tei_edition.errors import StylesheetError
from tei_edition.validate.schematron.compiler import compile_schema
from tei_edition.validate.schematron.schema import Assertion, Declaration, Let, Pattern, Rule, Schema

_Item = TypeVar("_Item")
_UNDECLARED = ("XPST0008", "XPST0017")  # a variable or function is not known: perhaps it is another that is broken


def compiled(schema: Schema, *, guarded: bool = False) -> saxon.Stylesheet:
    """The stylesheet of the schema. Raises StylesheetError if it does not compile."""
    # A function that calls itself without end must fail, not run for ever as a loop.
    return saxon.Stylesheet(compile_schema(schema, guarded=guarded), schema.name, loops=False)


def without_faults(schema: Schema) -> tuple[Schema, list[Diagnostic]]:
    """The schema without what does not compile, and a finding on each such part.

    A broken variable or function of the whole schema leaves nothing of it, one of a pattern nothing of the pattern.
    After a rule whose context is broken the rest of its pattern is left out too, since nobody knows which nodes are
    left for it.
    """
    everything: tuple[Let | Declaration, ...] = (*schema.parameters, *schema.lets, *schema.declarations)
    shared = _broken(
        everything,
        lambda items: replace(
            schema,
            parameters=tuple(let for let in schema.parameters if let in items),
            lets=tuple(let for let in schema.lets if let in items),
            declarations=tuple(d for d in schema.declarations if d in items),
            patterns=(),
        ),
    )
    if shared:
        return replace(schema, parameters=(), lets=(), declarations=(), patterns=()), [
            _fault(item.place, f"{_called(item)} does not compile: {without_code(reason)}", "No rule was checked.")
            for item, reason in shared
        ]
    found: list[Diagnostic] = []
    patterns = []
    for pattern in schema.patterns:
        bare = replace(pattern, rules=())
        lets = _broken(pattern.lets, functools.partial(_with_lets, schema, bare))
        found += [
            _fault(
                let.place, f"{_called(let)} does not compile: {without_code(reason)}", "Its pattern was not checked."
            )
            for let, reason in lets
        ]
        if not lets:
            patterns.append(_sound_pattern(schema, pattern, found))
    return replace(schema, patterns=tuple(patterns)), found


def _sound_pattern(schema: Schema, pattern: Pattern, found: list[Diagnostic]) -> Pattern:
    rules: list[Rule] = []
    for rule in pattern.rules:

        def within(made: Rule) -> Schema:
            return _only(schema, replace(pattern, rules=(made,)))

        if not _reason(within(rule)):
            rules.append(rule)
            continue
        reason = _reason(within(replace(rule, items=())))
        if reason:
            found.append(
                _fault(
                    rule.place,
                    f"The context '{rule.context}' of the {_named(rule)} is no pattern of XSLT: {without_code(reason)}",
                    "This rule and those after it in its pattern were not checked.",
                )
            )
            break
        rules.append(_sound_rule(rule, within, found))
    return replace(pattern, rules=tuple(rules))


def _sound_rule(rule: Rule, within: Callable[[Rule], Schema], found: list[Diagnostic]) -> Rule:
    items: list[Let | Assertion] = []
    for item in rule.items:
        lets = [kept for kept in items if isinstance(kept, Let)]
        reason = _reason(within(replace(rule, items=(*lets, item))))
        if not reason:
            items.append(item)
        elif isinstance(item, Let):
            found.append(
                _fault(
                    item.place,
                    f"{_called(item)} in the {_named(rule)} does not compile: {without_code(reason)}",
                    "What its rule asserts was not checked.",
                )
            )
            return replace(rule, items=())
        else:
            found.append(
                _fault(
                    item.place, f"The rule '{item.id}' does not compile: {without_code(reason)}", "It was not checked."
                )
            )
    return replace(rule, items=tuple(items))


def _broken(items: Sequence[_Item], build: Callable[[tuple[_Item, ...]], Schema]) -> list[tuple[_Item, str]]:
    """The items that do not compile, whatever their order, and why; not those that only need such a one."""
    if not _reason(build(tuple(items))):
        return []
    sound: list[_Item] = []
    waiting = list(items)
    rejected: list[tuple[_Item, str]] = []
    while waiting:
        rejected = []
        for item in waiting:
            reason = _reason(build((*sound, item)))
            if reason:
                rejected.append((item, reason))
            else:
                sound.append(item)
        if len(rejected) == len(waiting):
            break
        waiting = [item for item, _ in rejected]
    return [(item, reason) for item, reason in rejected if not reason.startswith(_UNDECLARED)] or rejected


def without_code(reason: str) -> str:
    """Saxon's reason in the words that concern an author of rules."""
    words = re.sub(r"^[A-Z]{4}\d{4} ", "", reason)
    return re.sub(r"Q\{[^{}]*\}|\.? External function calls have been disabled$", "", words)


def _reason(schema: Schema) -> str:
    """Why the schema does not compile; "" if it does."""
    try:
        compiled(schema)
    except StylesheetError as error:
        return saxon.reason(error)
    return ""


def _only(schema: Schema, pattern: Pattern) -> Schema:
    return replace(schema, patterns=(pattern,))


def _with_lets(schema: Schema, pattern: Pattern, lets: tuple[Let, ...]) -> Schema:
    return _only(schema, replace(pattern, lets=lets))


def _called(item: Let | Declaration) -> str:
    if isinstance(item, Let):
        return f"The variable '{item.name}'"
    return f"xsl:{item.element.tag.rpartition('}')[2]} '{item.element.get('name', '')}'"


def _named(rule: Rule) -> str:
    ids = ", ".join(f"'{assertion.id}'" for assertion in rule.assertions)
    return f"rule with {ids}" if ids else "rule"


def _fault(place: Location, message: str, consequence: str) -> Diagnostic:
    help_ = f"Correct the expression. {consequence}"
    return Diagnostic("schematron-expression", Severity.ERROR, message, place, help_)
