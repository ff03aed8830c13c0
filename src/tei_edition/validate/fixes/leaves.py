"""Shelfmarks and leaves: the derived forms follow from the printed one, which stays as it is."""

from __future__ import annotations

import re

from lxml import etree

from tei_edition.diagnostics import Fix
from tei_edition.edits import Edit
from tei_edition.model import ShelfmarkPart
from tei_edition.source.citation.shelfmarks import SOVIET_ORDER, in_order, is_soviet
from tei_edition.validate.fixes.case import Case, fix
from tei_edition.validate.wellformed import TEI


def canonical_shelfmark(case: Case) -> Fix | None:
    """country/repository/fond/opis/[papka]/delo/leaves from the parts; other archives have an order of their own."""
    identifier = case.element.getparent()
    parts = _parts(identifier) if identifier is not None else []
    steps = (case.element.text or "").strip().split("/")
    kinds = [part.type for part in parts]
    if identifier is None or len(steps) < 3 or not is_soviet(set(kinds)) or len(set(kinds)) != len(kinds):
        return None
    country = identifier.find(f"{TEI}country")
    repository = identifier.find(f"{TEI}repository")
    key = country.get("key") if country is not None else None
    name = re.sub(r"\s", "", "".join(map(str, repository.itertext()))) if repository is not None else ""
    # A repository that is named in full has its abbreviation in the canonical form alone.
    short = name if name and name == name.upper() else steps[1]
    words = "/".join((key or steps[0], short, *in_order(parts, SOVIET_ORDER)))
    return fix(f"Write the canonical shelfmark as '{words}'.", case.set_text(case.element, words))


def locus_without_zeros(case: Case) -> Fix | None:
    """@from and @to of the locus lose their leading zeros, where the shelfmark has the number without them."""
    numbers = {
        number.lstrip("0") or "0"
        for part in _parts(case.element.find(f"{TEI}msIdentifier"))
        if part.type in ("listy", "page")
        for number in re.findall(r"\w+", part.value)
    }
    edits: list[Edit | None] = []
    for locus in case.element.iterfind(f"{TEI}msContents//{TEI}locus"):
        for name in ("from", "to"):
            value = locus.get(name, "")
            plain = re.sub(r"^0+(?=\d)", "", value)
            if plain != value and plain in numbers:
                edits.append(case.set_attribute(locus, name, plain))
    return fix("Write the leaves of the locus without leading zeros.", *edits)


def _parts(identifier: etree._Element | None) -> list[ShelfmarkPart]:
    """The parts of the one shelfmark in an msIdentifier; none if there are several."""
    found = identifier.findall(f"{TEI}idno") if identifier is not None else []
    shelfmarks = [idno for idno in found if idno.get("type") == "shelfmark"]
    if len(shelfmarks) != 1:
        return []
    return [
        ShelfmarkPart(part.get("type", ""), "", " ".join("".join(map(str, part.itertext())).split()))
        for part in shelfmarks[0].iterfind(f"{TEI}idno")
    ]
