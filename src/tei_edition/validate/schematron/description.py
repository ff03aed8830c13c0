"""What each assertion of a schema looks for, as values: for `explain`, and for reports that carry their rules."""

from __future__ import annotations

from dataclasses import dataclass

from tei_edition.diagnostics import Severity
from tei_edition.validate.schematron.schema import Let, Schema
from tei_edition.validate.schematron.severity import severities_of


@dataclass(frozen=True, slots=True)
class RuleDescription:
    """One assertion (assert or report) of a schema, in words.

    `id` is its id; without one, that of its rule or pattern, or `line-N`. `severities` are those that it can have, the
    mildest first: one, unless its role is computed from the document. `flag`, `see` are those attributes of the
    assertion, else of its rule, else of its pattern ("" if absent). `message` and `help` (its diagnostics, quick fixes
    and properties) are the texts with `…` where a document fills in a value. `paragraphs` are the p of its pattern and
    rule. `line` is its line in the schema file.
    """

    id: str
    severities: tuple[Severity, ...]
    flag: str
    message: str
    help: str
    see: str
    pattern: str
    title: str
    paragraphs: tuple[str, ...]
    line: int

    @property
    def severity(self) -> Severity:
        """The severity, the mildest where there are several."""
        return self.severities[0]


def descriptions(schema: Schema) -> tuple[RuleDescription, ...]:
    """A description of each assertion of the schema, in its order; of several with one id, the first."""
    found: dict[str, RuleDescription] = {}
    for pattern in schema.patterns:
        for rule in pattern.rules:
            lets = [*schema.parameters, *schema.lets, *pattern.lets, *(i for i in rule.items if isinstance(i, Let))]
            for assertion in rule.assertions:
                described = RuleDescription(
                    id=assertion.id,
                    severities=severities_of(assertion.role, lets),
                    flag=assertion.flag,
                    message=assertion.message.template(),
                    help=" ".join(words.template() for words in assertion.help),
                    see=assertion.see,
                    pattern=pattern.id,
                    title=pattern.title,
                    paragraphs=(*pattern.paragraphs, *rule.paragraphs),
                    line=assertion.place.line,
                )
                found.setdefault(assertion.id, described)
    return tuple(found.values())
