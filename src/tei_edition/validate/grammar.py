"""The grammar of the telegram profile (RELAX NG)."""

from __future__ import annotations

from functools import cache

from lxml import etree

from tei_edition import resources
from tei_edition.diagnostics import Diagnostic
from tei_edition.validate.relaxng import Schema


@cache
def _grammar() -> Schema:
    return Schema(resources.schema("telegram.rng"), ids=False)  # `read_document` tells them, with the line of the other.


def check_grammar(document: etree._Element, file: str) -> list[Diagnostic]:
    """What does not follow schemas/telegram.rng, in its order; columns are 0, until `placed` fills them in."""
    return _grammar().check(document, file)
