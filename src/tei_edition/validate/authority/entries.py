"""The entries of an authority as values."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from tei_edition.diagnostics import Severity
from tei_edition.validate.wellformed import TEI

_ID = "{http://www.w3.org/XML/1998/namespace}id"
_NAMES = {
    "person": "persName",
    "place": "placeName",
    "org": "orgName",
    "object": "objectName",
    "event": "label",
}
"""The kinds of entry, each with the element of its names."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name of an entry and its type (main, variant, abbreviation, …; "" where unsaid)."""

    text: str
    type: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A person, place, organisation, object or event of an authority."""

    element: etree._Element
    kind: str
    id: str
    names: tuple[Name, ...]

    @property
    def name_element(self) -> str:
        """The element of its names."""
        return _NAMES[self.kind]

    @property
    def main_name(self) -> str:
        """The name of type main, else the first."""
        return next((name.text for name in self.names if name.type == "main"), self.names[0].text if self.names else "")

    @property
    def called(self) -> str:
        """What a message calls it: 'p-stalin' (Stalin, Joseph)."""
        name = f" ({self.main_name})" if self.main_name else ""
        return f"'{self.id}'{name}" if self.id else f"A {self.kind}{name}"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with an element, before its place is known."""

    element: etree._Element
    rule: str
    severity: Severity
    message: str
    help: str


def entries_of(root: etree._Element) -> list[Entry]:
    """The entries of all lists, in their order; persons and places inside other entries are no entries."""
    found = []
    for element in root.iter(*(f"{TEI}{kind}" for kind in _NAMES)):
        parent = element.getparent()
        if parent is None or not str(parent.tag).startswith(f"{TEI}list"):
            continue
        kind = str(element.tag)[len(TEI) :]
        within = (
            element.iter(f"{TEI}{_NAMES[kind]}") if kind == "object" else element.iterchildren(f"{TEI}{_NAMES[kind]}")
        )
        names = (Name(" ".join("".join(map(str, one.itertext())).split()), one.get("type", "")) for one in within)
        found.append(Entry(element, kind, element.get(_ID, ""), tuple(name for name in names if name.text)))
    return found
