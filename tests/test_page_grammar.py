"""Pages composed from the grammar: what was put into a page comes out of it, and nothing else, and nothing is lost."""

from __future__ import annotations

from random import Random

import pytest
from converting import convert
from grammar.check import differences
from grammar.page import DIALECTS, page
from hypothesis import given, note, settings
from hypothesis import strategies as st

from tei_edition.diagnostics import Severity
from tei_edition.validate import ValidationContext, check_document

# How often a fact is missed, and in which forms: PYTHONPATH=src:tests python -m grammar.survey 300 labelled copies
# A page is made from its number; the same numbers each time, so that a failure belongs to the change at hand.
CHANCE = st.integers(0, 10**6).map(Random)


@pytest.mark.parametrize("dialect", DIALECTS)
@settings(max_examples=60, deadline=None, derandomize=True)
@given(chance=CHANCE)
def test_what_was_put_in_comes_out(dialect: str, chance: Random) -> None:
    made = page(chance, (dialect,))
    note(made.text)
    encoded = convert(made.text.encode(), "page.txt")
    assert differences(made, encoded.content) == {}


@pytest.mark.parametrize("dialect", DIALECTS)
@settings(max_examples=40, deadline=None, derandomize=True)
@given(chance=CHANCE)
def test_nothing_is_lost_and_the_profile_holds(dialect: str, chance: Random) -> None:
    made = page(chance, (dialect,))
    note(made.text)
    encoded = convert(made.text.encode(), "page.txt")
    assert encoded.faithful
    parts: dict[int, list[str]] = {}
    for fate in encoded.lines:
        parts.setdefault(fate.line, []).append(fate.text)
    assert [" ".join(texts) for texts in parts.values()] == [
        " ".join(line.split()) for line in made.text.split("\n") if line.strip()
    ]
    found = check_document(encoded.content, "page.xml", ValidationContext())
    assert [f"{one.rule}: {one.message}" for one in found if one.severity is Severity.ERROR] == []
