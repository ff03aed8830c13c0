"""A schema with less in it, to find out which part of it does not compile, fails, or is slow."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from tei_edition.validate.schematron.schema import Let, Schema


def keeping(schema: Schema, numbers: Collection[int]) -> Schema:
    """The schema with the assertions of these numbers alone.

    The rules before them stay, empty, since a node that one of them matches is none of a later one's business.
    """
    patterns = []
    for pattern in schema.patterns:
        kept = [
            replace(rule, items=tuple(i for i in rule.items if isinstance(i, Let) or i.number in numbers))
            for rule in pattern.rules
        ]
        while kept and not kept[-1].assertions:
            kept.pop()
        kept = [rule if rule.assertions else replace(rule, items=()) for rule in kept]
        if kept:
            patterns.append(replace(pattern, rules=tuple(kept)))
    return replace(schema, patterns=tuple(patterns))
