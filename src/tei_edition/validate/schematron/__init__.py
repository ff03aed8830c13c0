"""ISO Schematron: a schema is read, compiled once per process to XSLT 3.0, and applied to documents.

    source → reader → schema (values) → compiler → rules (findings)

`rules_at` is for the toolkit's own schemas, `load_rules` for those of others, `describe` tells what the rules look for,
`rule_costs` what each of them costs.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tei_edition.errors import InstallationError
from tei_edition.validate.schematron.cost import rule_costs
from tei_edition.validate.schematron.description import RuleDescription, descriptions
from tei_edition.validate.schematron.reader import ALL, DEFAULT, read_schema
from tei_edition.validate.schematron.rules import Rules
from tei_edition.validate.schematron.schema import Schema

__all__ = ["ALL", "DEFAULT", "RuleDescription", "Rules", "describe", "load_rules", "rule_costs", "rules_at"]


@cache
def load_rules(path: Path, phase: str = DEFAULT) -> Rules:
    """The rules of the schema at `path`, read and compiled once per process; their `faults` say what is wrong with it.

    `path` is a Schematron schema, or a RELAX NG schema or the like that carries Schematron. `phase` is the id of a
    phase, `#ALL` or `#DEFAULT`. A schema that cannot be used has no rules.
    """
    schema, faults = read_schema(path, phase)
    return Rules(schema or _nothing(path), faults)


@cache
def rules_at(path: Path) -> Rules:
    """The rules of a schema of the toolkit itself, as `load_rules` gives them.

    Raises InstallationError if anything is wrong with it; the message names the rule.
    """
    rules = load_rules(path)
    for fault in rules.faults:
        raise InstallationError(f"{fault.location}: {fault.message}", fault.help)
    return rules


def describe(path: Path) -> list[RuleDescription]:
    """A description of each assertion of the schema at `path`, in its order. Raises InstallationError as `rules_at`."""
    schema, faults = read_schema(path, ALL)
    if schema is None or not schema.assertions:
        raise InstallationError(f"{faults[0].location}: {faults[0].message}", faults[0].help)
    return list(descriptions(schema))


def _nothing(path: Path) -> Schema:
    return Schema(path.name, "3.0", "", {}, (), (), (), ())
