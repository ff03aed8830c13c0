"""What each rule costs, so that a slow one is found."""

from __future__ import annotations

from collections.abc import Sequence
from time import process_time

from tei_edition import saxon
from tei_edition.errors import StylesheetError
from tei_edition.validate.schematron.faults import compiled
from tei_edition.validate.schematron.reduction import keeping
from tei_edition.validate.schematron.rules import Rules


def rule_costs(
    rules: Rules, documents: Sequence[bytes], /, *, rounds: int = 3, **parameters: saxon.Parameter
) -> dict[str, float]:
    """The seconds of processor time that each rule takes over all the documents, by its id, the costliest first.

    Each rule is run alone, with what it needs: finding its nodes, the variables that it uses, indexes of keys and ids.
    What several rules share is therefore counted with each of them, and the sum is more than a check of all takes;
    reading a document and walking through it is not counted. Of `rounds` runs the quickest counts. A document on which
    a rule fails costs it nothing. `parameters` are those of `Rules.check`.

    Rules are compiled singly for this, which takes some 20 ms each: take a sample of the documents, not thousands.
    """
    schema = rules.schema
    numbers: dict[str, set[int]] = {}
    for assertion in schema.assertions:  # A rule that others extend occurs several times.
        numbers.setdefault(assertion.id, set()).add(assertion.number)
    walk = compiled(keeping(schema, ()))
    least = [_quickest(walk, content, rounds, parameters) for content in documents]
    costs = {}
    for identifier, of_rule in numbers.items():
        stylesheet = compiled(keeping(schema, of_rule))  # one at a time: each takes some 4 MB
        taken = (_quickest(stylesheet, content, rounds, parameters) for content in documents)
        costs[identifier] = sum(max(0.0, own - base) for own, base in zip(taken, least, strict=True))
    return dict(sorted(costs.items(), key=lambda item: -item[1]))


def _quickest(
    stylesheet: saxon.Stylesheet, content: bytes, rounds: int, parameters: dict[str, saxon.Parameter]
) -> float:
    taken = []
    for _ in range(rounds):
        document = saxon.ParsedDocument(content)  # anew, since indexes stay with it
        start = process_time()
        try:
            stylesheet.value(document, **parameters)
        except StylesheetError:
            return 0.0
        taken.append(process_time() - start)
    return min(taken)
