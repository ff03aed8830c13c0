"""Safe mechanical repairs: of derived values and pointers in the mark-up, never of what a source reads.

A repair is offered only where the file itself leaves no doubt what was meant. It changes the bytes concerned and no
other: white space, quotation marks, comments, line ends and the byte order mark stay.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lxml import etree

from tei_edition.diagnostics import Diagnostic, Fix
from tei_edition.validate.fixes import identity, languages, leaves, order, pointers
from tei_edition.validate.fixes.applying import Repaired, repaired
from tei_edition.validate.fixes.case import Case
from tei_edition.validate.spans import Spans
from tei_edition.validate.wellformed import read_document

__all__ = ["FIXERS", "Fixer", "Repaired", "repaired", "with_fixes"]


@dataclass(frozen=True, slots=True)
class Fixer:
    """What repairs the findings of a rule: in words for people, and as the function that gives the repair."""

    what: str
    make: Callable[[Case], Fix | None]


FIXERS: dict[str, Fixer] = {
    "local-idno-disagrees": Fixer(
        "Writes the xml:id of TEI into the idno, if the file has that name.", identity.local_idno
    ),
    "local-idno-missing": Fixer(
        "Adds the idno with the xml:id of TEI, if the file has that name.", identity.add_local_idno
    ),
    "canonical-shelfmark-disagrees": Fixer(
        "Writes the canonical shelfmark anew from fond, opis, papka, delo and leaves.", leaves.canonical_shelfmark
    ),
    "leaves-disagree": Fixer("Removes leading zeros from locus/@from and @to.", leaves.locus_without_zeros),
    "sort-key-missing": Fixer("Numbers the events of the message anew, if they stand in their order.", order.sort_keys),
    "sort-key-repeated": Fixer(
        "Numbers the events of the message anew, if they stand in their order.", order.sort_keys
    ),
    "language-repeated": Fixer(
        "Removes the second declaration of a language, if it says nothing else than the first.",
        languages.remove_repeated,
    ),
    "pointer-without-hash": Fixer(
        "Puts the # before it, if the file has an element of this xml:id.", pointers.add_hash
    ),
    "authority-misplaced": Fixer("Points to the edition's authority, if that has the entry.", pointers.home_authority),
}
"""The rules whose findings can be repaired, by id."""


def with_fixes(
    content: bytes, found: Sequence[Diagnostic], stem: str, authority: bytes | None = None, home: str = ""
) -> list[Diagnostic]:
    """The findings on a file, those that can be repaired with their repair.

    `stem` is the name of the file without `.xml`, `authority` the content of the edition's authority, `home` the
    pointer to its file as documents write it (`../authority.xml`).
    """
    if not any(one.rule in FIXERS for one in found):
        return list(found)
    root, _ = read_document(content, "")
    if root is None:
        return list(found)
    spans = Spans(content, root)
    ids = _ids(read_document(authority, "")[0]) if authority is not None else frozenset()
    made = []
    for one in found:
        fixer = FIXERS.get(one.rule)
        element = _element_at(root, one.location.xpath) if fixer else None
        fix = None
        if fixer is not None and element is not None:
            attribute = one.location.xpath.rpartition("/@")[2] if "/@" in one.location.xpath else ""
            fix = fixer.make(Case(element, attribute, spans, stem, home, ids))
        made.append(dataclasses.replace(one, fix=fix) if fix is not None and fix.edits else one)
    return made


def _ids(root: etree._Element | None) -> frozenset[str]:
    found = root.xpath("//@xml:id") if root is not None else []
    return frozenset(str(one) for one in found) if isinstance(found, list) else frozenset()


def _element_at(root: etree._Element, xpath: str) -> etree._Element | None:
    """The element that a finding's path (`/TEI[1]/text[1]`, names without prefixes) leads to; its attribute is left."""
    steps = re.findall(r"/([^/@\[\]]+)\[(\d+)\]", xpath)
    if not steps or "".join(f"/{name}[{number}]" for name, number in steps) != xpath.partition("/@")[0]:
        return None
    if steps[0] != (_local(root), "1"):
        return None
    element = root
    for name, number in steps[1:]:
        alike = [child for child in element.iterchildren(etree.Element) if _local(child) == name]
        if int(number) > len(alike):
            return None
        element = alike[int(number) - 1]
    return element


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]
