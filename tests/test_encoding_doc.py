"""docs/encoding.md: every example follows the grammar; the values that the profile closes for telegrams are shown."""

from __future__ import annotations

import copy
import re

import pytest
from lxml import etree
from odd import Grammar, Odd, names

from tei_edition import resources

DOCUMENT = resources.schema("telegram.rng").parent.parent / "docs" / "encoding.md"
TEXT = DOCUMENT.read_text("utf-8") if DOCUMENT.is_file() else ""
R = "{http://relaxng.org/ns/structure/1.0}"
TEI = "http://www.tei-c.org/ns/1.0"
PROFILE = Grammar.read(resources.schema("telegram.rng"))
# Lists of values of which the guidelines show each: the words of the profile itself.
SHOWN = [
    ("div", "type"),
    ("correspAction", "type"),
    ("correspAction", "subtype"),
    ("gap", "reason"),
    ("supplied", "reason"),
]


def examples() -> list[etree._Element]:
    """The elements that stand at the top of the blocks of XML."""
    blocks = re.findall(r"^```xml\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
    return [child for block in blocks for child in etree.fromstring(f'<x xmlns="{TEI}">{block}</x>')]


def alone(name: str) -> etree.RelaxNG:
    """The grammar of a document whose root is this element, wherever the profile has it."""
    grammar = etree.parse(resources.schema("telegram.rng")).getroot()
    patterns = [element for element in grammar.iter(f"{R}element") if name in names(element)]
    start = grammar.find(f"{R}start")
    assert start is not None
    assert patterns, name
    for child in list(start):
        start.remove(child)
    choice = etree.SubElement(start, f"{R}choice")
    choice.extend(copy.deepcopy(pattern) for pattern in patterns)
    return etree.RelaxNG(grammar.getroottree())


@pytest.mark.parametrize("example", examples(), ids=lambda one: f"{one.sourceline}-{etree.QName(one).localname}")
def test_example_follows_the_grammar(example: etree._Element) -> None:
    grammar = alone(etree.QName(example).localname)
    document = etree.fromstring(etree.tostring(example, with_tail=False))
    assert grammar.validate(document), grammar.error_log


def test_examples_are_there() -> None:
    assert len(examples()) > 30


@pytest.mark.parametrize(("element", "attribute"), SHOWN, ids=lambda one: str(one))
def test_closed_values_are_told(element: str, attribute: str) -> None:
    values = PROFILE.elements[element][attribute].values
    assert values == Odd.read(resources.schema("telegram.odd")).values[element, attribute]
    missing = {value for value in values if not re.search(rf"[`\"]([\w-]+ )*{value}( [\w-]+)*[`\"]", TEXT)}
    assert not missing


def test_elements_that_are_named_exist() -> None:
    named = set(re.findall(r"`<(\w+)", TEXT)) | set(re.findall(r"`(\w+)/@[\w:]+`", TEXT))
    assert named
    assert named <= set(PROFILE.elements)
