"""What each assertion of a schema looks for, as values: for `explain`, and for reports that carry their rules."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from tei_edition.diagnostics import Severity
from tei_edition.validate.schematron.compiler import SCH, identifier_of
from tei_edition.validate.schematron.severity import severities_of
from tei_edition.validate.wellformed import line_of

_S = f"{{{SCH}}}"
_BLANK = "…"  # stands for what a document fills in


@dataclass(frozen=True, slots=True)
class RuleDescription:
    """One assertion (assert or report) of a schema, in words.

    `id` is its id, or `line-N` where it has none. `severities` are those that it can have, the mildest first: one,
    unless its role is computed from the document. `flag`, `see` are those attributes of the assertion, else of its
    rule, else of its pattern ("" if absent). `message` and `help` (its diagnostics, then the titles of its quick fixes)
    are the texts with `…` where a document fills in a value. `paragraphs` are the p of its pattern and rule. `line` is
    its line in the schema file.
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


def descriptions(schema: etree._Element) -> list[RuleDescription]:
    """A description of each assertion of the schema, in its order."""
    texts = {d.get("id", ""): _template(d) for d in schema.iter(f"{_S}diagnostic")}
    return [_description(test, schema, texts) for test in schema.iter(f"{_S}assert", f"{_S}report")]


def _description(test: etree._Element, schema: etree._Element, texts: dict[str, str]) -> RuleDescription:
    around = [test, *(ancestor for ancestor in test.iterancestors(f"{_S}rule", f"{_S}pattern"))]
    pattern = next((element for element in around if element.tag == f"{_S}pattern"), None)
    title = pattern.find(f"{_S}title") if pattern is not None else None
    return RuleDescription(
        id=identifier_of(test),
        severities=severities_of(_inherited(around, "role"), schema),
        flag=_inherited(around, "flag"),
        message=_template(test),
        help=" ".join(texts.get(name, "") for name in test.get("diagnostics", "").split()).strip(),
        see=_inherited(around, "see"),
        pattern=pattern.get("id", "") if pattern is not None else "",
        title=_template(title) if title is not None else "",
        paragraphs=tuple(_template(p) for element in reversed(around) for p in element.findall(f"{_S}p")),
        line=line_of(test),
    )


def _inherited(elements: list[etree._Element], attribute: str) -> str:
    return next((value for element in elements if (value := element.get(attribute))), "")


def _template(words: etree._Element) -> str:
    parts = [words.text or ""]
    for child in words:
        if child.tag in (f"{_S}value-of", f"{_S}name"):
            parts.append(_BLANK)
        elif isinstance(child.tag, str):
            parts.append(_template(child))
        parts.append(child.tail or "")
    return re.sub(r"\s+", " ", "".join(parts)).strip()
