"""`tei-edition explain`: what a rule looks for, and how to mend what it finds."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from tei_edition.cli.output import emit
from tei_edition.errors import UsageError


class ExplainFormat(StrEnum):
    """The forms of an explanation."""

    TEXT = "text"
    JSON = "json"


def explain(
    rules: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[RULE]...", help="Ids of rules, as findings name them, or the first words of such ids."
        ),
    ] = None,
    format: Annotated[ExplainFormat, typer.Option(help="For people, or for programs.")] = ExplainFormat.TEXT,  # noqa: A002
) -> None:
    """Tell what a rule looks for, how to mend what it finds, and on which chapter of the TEI Guidelines it rests.

    Without RULE, all rules are listed; the first words of an id, such as grammar, list the rules that begin with them.

    \b
    Examples:
      tei-edition explain date-disagrees
      tei-edition explain grammar
      tei-edition explain
    """
    from tei_edition.report.explanation import explained, listed, to_json
    from tei_edition.validate.rules import known_rules
    from tei_edition.validate.selection import begins
    from tei_edition.validate.selectors import unknown_rule

    known = known_rules()
    chosen = {}
    for name in rules or []:
        found = [known[name]] if name in known else [rule for rule in known.values() if begins(name, rule.id)]
        if not found:
            raise UsageError(*unknown_rule(name))
        chosen.update({rule.id: rule for rule in found})
    wanted = list((chosen or known).values())
    if format is ExplainFormat.JSON:
        emit(to_json(wanted), exact=True)
    elif rules and all(name in known for name in rules):
        emit("\n".join(explained(rule) for rule in wanted))
    else:
        emit(listed(wanted))
