"""The ODD says what grammar and rules say: elements, attributes, closed lists, constraints."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree
from odd import TEI, Grammar, Odd, schema_specification

from tei_edition import resources
from tei_edition.validate.schematron import describe
from tei_edition.version import PROFILE_VERSION

ODD = resources.schema("telegram.odd")
PROFILE = Grammar.read(resources.schema("telegram.rng"))
RENEW = "make the ODD anew with --update-golden"


@pytest.fixture(scope="session")
def tei(shared: Path) -> Grammar:
    """TEI of the version that the ODD takes as its source."""
    return Grammar.read(shared / "tei" / "tei_all.rng")


def test_schema_specification(tei: Grammar, update_golden: bool) -> None:
    """Whatever the ODD narrows, the grammar narrows in the same way."""
    tree = etree.parse(ODD)
    kept = tree.getroot().find(f".//{{{TEI}}}schemaSpec")
    assert kept is not None
    made = schema_specification(PROFILE, tei, describe(resources.schema("telegram.sch")), kept, PROFILE_VERSION)
    text = re.sub(r' xmlns(:\w+)?="[^"]*"', "", etree.tostring(made, encoding="unicode")).strip()
    content = ODD.read_text("utf-8")
    renewed = re.sub(r"<schemaSpec\b([^>]*/>|.*?</schemaSpec>)", lambda _: text, content, count=1, flags=re.DOTALL)
    if update_golden:
        ODD.write_text(renewed, "utf-8")
    assert renewed == ODD.read_text("utf-8"), RENEW


def test_applied_to_tei_it_gives_the_elements_and_attributes_of_the_grammar(tei: Grammar) -> None:
    narrowed = Odd.read(ODD).applied(tei)
    for name, attributes in PROFILE.elements.items():
        wanted = {ident: (one.values, one.required) for ident, one in attributes.items()}
        assert {ident: (one.values, one.required) for ident, one in narrowed[name].items()} == wanted, (name, RENEW)


def test_elements_are_those_of_the_grammar() -> None:
    assert Odd.read(ODD).elements == set(PROFILE.elements), RENEW


def test_closed_lists_are_those_of_the_grammar() -> None:
    for (name, ident), values in Odd.read(ODD).values.items():
        if name in PROFILE.elements:  # a list of a class is looked at where the ODD is applied
            assert values == PROFILE.elements[name][ident].values, (name, ident, RENEW)


def test_deleted_attributes_are_none_of_the_grammar() -> None:
    for name, gone in Odd.read(ODD).deleted.items():
        assert not gone & set(PROFILE.elements.get(name, ())), (name, RENEW)


def test_constraints_are_the_rules() -> None:
    assert Odd.read(ODD).constraints == [rule.id for rule in describe(resources.schema("telegram.sch"))], RENEW


def test_version_is_that_of_the_profile() -> None:
    assert f'<edition n="{PROFILE_VERSION}">' in ODD.read_text("utf-8")
