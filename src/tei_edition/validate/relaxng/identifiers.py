"""ID, IDREF and IDREFS as in a DTD (RELAX NG DTD Compatibility, chapter 5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from tei_edition.validate.relaxng.lexical import words_of
from tei_edition.validate.relaxng.names import contains, is_open, single_names
from tei_edition.validate.relaxng.patterns import ATTRIBUTE, DATA, LIST, VALUE, Pattern, Patterns

ID, IDREF, IDREFS = TYPES = ("ID", "IDREF", "IDREFS")

Table = dict[str, dict[str, str]]
"""For each element the attributes that are of one of these types."""


def id_table(patterns: Patterns, elements: list[int]) -> Table | None:
    """The attributes of these types in the declarations of the elements; None if they are not as in a DTD.

    As there, an attribute is of one type wherever its element may stand, and element and attribute have plain names.
    """
    table: Table = {}
    others: list[tuple[int, Pattern]] = []
    for number in elements:
        content = patterns.contents[number]
        attributes = patterns.leaves(content, (ATTRIBUTE,))
        if _typed(patterns, content):
            return None
        for attribute in attributes:
            inner = attribute.items[0]
            kind = _type(inner)
            if not kind:
                if _typed(patterns, inner):
                    return None
                others.append((number, attribute))
                continue
            if is_open(patterns.names[number]) or attribute.data[0] != "name":
                return None
            for name in single_names(patterns.names[number]):
                if table.setdefault(name, {}).setdefault(attribute.data[1], kind) != kind:
                    return None
    for number, attribute in others:
        open_ = is_open(patterns.names[number])
        for name in table if open_ else single_names(patterns.names[number]):
            if open_ and not contains(patterns.names[number], name):
                continue
            if any(contains(attribute.data, one) for one in table.get(name, ())):
                return None
    return table


def _type(pattern: Pattern) -> str:
    if pattern.kind not in (DATA, VALUE):
        return ""
    name = pattern.data[0].name
    return name if name in TYPES and pattern.data[0].library else ""


def _typed(patterns: Patterns, here: Pattern) -> bool:
    """Whether some data in a pattern, outside of its attributes and elements, is of one of these types."""
    for leaf in patterns.leaves(here, (DATA, VALUE, LIST)):
        if _type(leaf) or any(_typed(patterns, item) for item in leaf.items):
            return True
    return False


@dataclass(frozen=True, slots=True)
class IdFault:
    """A value that is taken already, or that no element has (`kind`: id-doubled, id-missing)."""

    kind: str
    element: etree._Element
    name: str
    value: str


def id_faults(root: etree._Element, table: Table) -> Iterator[IdFault]:
    """What is wrong with the values of these types in a document."""
    ids: set[str] = set()
    references: list[tuple[etree._Element, str, str]] = []
    for element in root.iter(etree.Element):
        typed = table.get(str(element.tag))
        if not typed:
            continue
        for name, value in element.attrib.items():
            kind = typed.get(str(name))
            if not kind:
                continue
            words = words_of(str(value))
            if kind != IDREFS and len(words) != 1:
                continue  # No value of its type, which is told already.
            if kind == ID:
                if words[0] in ids:
                    yield IdFault("id-doubled", element, str(name), words[0])
                ids.add(words[0])
            else:
                references.extend((element, str(name), word) for word in words)
    for element, name, word in references:
        if word not in ids:
            yield IdFault("id-missing", element, name, word)
