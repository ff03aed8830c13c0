"""What a validation costs, stage by stage and rule by rule, so that a slow rule is found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import process_time

from tei_edition import resources
from tei_edition.validate import ValidationContext, check_document, rule_parameters
from tei_edition.validate.grammar import check_grammar
from tei_edition.validate.schematron import Rules, rule_costs, rules_at
from tei_edition.validate.wellformed import read_document

_ROUNDS = 3  # The quickest counts: the others were disturbed.


@dataclass(frozen=True, slots=True)
class Costs:
    """Milliseconds of processor time that a document takes, on average over `documents` of them.

    `whole` is a complete check, `grammar` the part of the grammar, `rules` has the rules of the Schematron schema, the
    costliest first. What several rules share is counted with each of them.
    """

    documents: int
    whole: float
    grammar: float
    rules: dict[str, float]


def measured_costs(
    documents: Sequence[tuple[bytes, str]], context: ValidationContext, rules: Rules | None = None
) -> Costs:
    """The costs of checking these documents, each with its file name; what is no well-formed XML is left out.

    `rules` are by default those of the profile. Takes some seconds, since each rule is compiled and run alone.
    """
    sound = [(content, file) for content, file in documents if read_document(content, file)[0] is not None]
    if not sound:
        return Costs(0, 0, 0, {})
    whole = grammar = 0.0
    for content, file in sound:
        root = read_document(content, file)[0]
        assert root is not None
        whole += _quickest(lambda: check_document(content, file, context))  # noqa: B023 - called at once
        grammar += _quickest(lambda: check_grammar(root, file))  # noqa: B023
    rules = rules or rules_at(resources.schema("telegram.sch"))
    costs = rule_costs(
        rules, [content for content, _ in sound], rounds=1, **rule_parameters("", context, context.documents)
    )
    scale = 1000 / len(sound)
    return Costs(len(sound), whole * scale, grammar * scale, {rule: cost * scale for rule, cost in costs.items()})


def _quickest(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(_ROUNDS):
        start = process_time()
        work()
        taken.append(process_time() - start)
    return min(taken)
