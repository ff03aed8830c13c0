"""All rules of the toolkit by their ids: those written in Python and those of schemas/telegram.sch."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from functools import cache

from tei_edition import resources
from tei_edition.rules import Rule, examples, written_rules
from tei_edition.validate.fixes import FIXERS
from tei_edition.validate.schematron import RuleDescription, Rules, describe


@cache
def known_rules() -> dict[str, Rule]:
    """Every rule by its id, sorted by id."""
    shown = examples()
    of_schema = {
        described.id: _rule(described, *shown.get(described.id, ("", "")))
        for described in describe(resources.schema("telegram.sch"))
    }
    return dict(sorted({**written_rules(), **of_schema}.items()))


def rules_of(rules: Rules) -> dict[str, Rule]:
    """The rules of a Schematron schema by their ids."""
    return {described.id: _rule(described) for described in rules.described}


def nearest_rule(name: str, known: Iterable[str]) -> str:
    """The id that `name` may have meant; "" if none is near."""
    return next(iter(difflib.get_close_matches(name.lower(), list(known), n=1, cutoff=0.6)), "")


def _rule(described: RuleDescription, failing: str = "", passing: str = "") -> Rule:
    return Rule(
        described.id,
        described.severities,
        " ".join((described.message, *described.paragraphs)),
        described.help,
        described.see,
        failing=failing,
        passing=passing,
        fix=FIXERS[described.id].what if described.id in FIXERS else "",
    )
