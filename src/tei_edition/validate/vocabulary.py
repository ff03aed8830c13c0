"""The names and closed value lists of the grammar: what it never has, wherever it stands, is told here in plain words.

A grammar engine says that something does not fit; a name that the profile does not know at all, or a value outside a
closed list, can be named with what is allowed instead. Where a name has several definitions, theirs are taken together,
so that what is found here is wrong under each of them.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from lxml import etree

from tei_edition import resources

_RNG = "{http://relaxng.org/ns/structure/1.0}"
_XML = "{http://www.w3.org/XML/1998/namespace}"

Values = frozenset[str] | None
"""The values of a closed list, for each word of the attribute; None where any other value may do."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What the profile never has: an element, an attribute of it or a value; and what stands in for it, if anything.

    `attribute` and `value` are empty for an unknown element, `value` for an unknown attribute.
    """

    element: etree._Element
    attribute: str
    value: str
    allowed: tuple[str, ...]
    suggestion: str


class Vocabulary:
    """The elements of a RELAX NG grammar in XML syntax, each with its attributes and their values."""

    def __init__(self, grammar: etree._Element) -> None:
        self._defines = {define.get("name", ""): define for define in grammar.iter(f"{_RNG}define")}
        self.elements: dict[str, dict[str, Values]] = {}
        for element in grammar.iter(f"{_RNG}element"):
            known = self.elements.setdefault(_name(element), {})
            self._collect(element, known)
        self.common = frozenset.intersection(*(frozenset(known) for known in self.elements.values()))

    def faults(self, document: etree._Element) -> list[Fault]:
        """What is not in the vocabulary, in the document's order."""
        found = []
        for element in document.iter(etree.Element):
            known = self.elements.get(str(element.tag))
            if known is None:
                names = {_local(name): name for name in self.elements}
                suggestion = names.get(_nearest(_local(str(element.tag)), names), "")
                found.append(Fault(element, "", "", (), suggestion))
                continue
            for attribute, value in element.attrib.items():
                fault = _attribute_fault(element, str(attribute), str(value), known, self.common)
                if fault is not None:
                    found.append(fault)
        return found

    def _collect(self, pattern: etree._Element, known: dict[str, Values]) -> None:
        for child in pattern.iterchildren(etree.Element):
            if child.tag == f"{_RNG}attribute":
                name, values = _name(child), self._values(child)
                if name in known:
                    other = known[name]
                    known[name] = None if other is None or values is None else other | values
                else:
                    known[name] = values
            elif child.tag == f"{_RNG}ref":
                self._collect(self._defines[child.get("name", "")], known)
            elif child.tag != f"{_RNG}element":
                self._collect(child, known)

    def _values(self, pattern: etree._Element) -> Values:
        """The closed list that a pattern is; an attribute of any text, or with a data type, has none."""
        values: frozenset[str] = frozenset()
        for child in pattern.iterchildren(etree.Element):
            if child.tag == f"{_RNG}name":
                continue
            if child.tag == f"{_RNG}value":
                inner: Values = frozenset({child.text or ""})
            elif child.tag == f"{_RNG}ref":
                inner = self._values(self._defines[child.get("name", "")])
            elif child.tag in (f"{_RNG}choice", f"{_RNG}list", f"{_RNG}oneOrMore"):
                inner = self._values(child)
            else:
                inner = None
            if inner is None:
                return None
            values |= inner
        return values or None


@cache
def profile_vocabulary() -> Vocabulary:
    """The vocabulary of schemas/telegram.rng, read once."""
    return Vocabulary(etree.parse(resources.schema("telegram.rng")).getroot())


def shown(name: str) -> str:
    """A name as editors write it: without its namespace, those of XML with their prefix."""
    return f"xml:{name[len(_XML) :]}" if name.startswith(_XML) else _local(name)


def _attribute_fault(
    element: etree._Element, attribute: str, value: str, known: Mapping[str, Values], common: frozenset[str]
) -> Fault | None:
    if attribute not in known:
        suggestion = _nearest(attribute, [name for name in known if name not in element.attrib])
        return Fault(element, attribute, "", tuple(sorted(set(known) - common)), suggestion)
    allowed = known[attribute]
    if allowed is None or not value.strip() or all(word in allowed for word in value.split()):
        return None  # An empty value is left to the engine.
    return Fault(element, attribute, value, tuple(sorted(allowed)), _nearest(value, allowed))


def _nearest(name: str, names: Iterable[str]) -> str:
    folded = {other.lower(): other for other in sorted(names)}
    near = difflib.get_close_matches(name.lower(), folded, n=1, cutoff=0.7)
    return folded[near[0]] if near else ""


def _name(pattern: etree._Element) -> str:
    name = pattern.find(f"{_RNG}name")
    if name is None:
        return pattern.get("name", "")
    namespace = name.get("ns")
    return f"{{{namespace}}}{name.text}" if namespace else name.text or ""


def _local(name: str) -> str:
    return name.rpartition("}")[2]
