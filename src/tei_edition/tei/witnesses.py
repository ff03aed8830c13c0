"""Archival copies → listWit/witness/msDesc (Guidelines, chapters MS and TC)."""

from __future__ import annotations

from tei_edition.model import Shelfmark, name_in_xml
from tei_edition.tei.build import Element, add, append_text
from tei_edition.tei.context import EncodingContext


def add_witnesses(
    description: Element, shelfmarks: tuple[Shelfmark, ...], title: str, context: EncodingContext
) -> None:
    """One witness per archival copy, all of equal rank; nothing if the source cites none."""
    if not shelfmarks:
        return
    witnesses = add(description, "listWit")
    used: dict[str, int] = {}
    for number, shelfmark in enumerate(shelfmarks, start=1):
        name = name_in_xml(shelfmark.identifier)
        if not name[:1].isalpha():
            name = f"w-{name}"
        used[name] = used.get(name, 0) + 1
        siglum = name if used[name] == 1 else f"{name}.{used[name]}"
        witness = add(witnesses, "witness", xml_id=siglum, n=str(number))
        manuscript = add(witness, "msDesc", xml_id=f"ms-{siglum}")
        _identifier(add(manuscript, "msIdentifier"), shelfmark, context)
        if shelfmark.leaves and shelfmark.sheets:
            first, last = shelfmark.leaves
            item = add(add(manuscript, "msContents"), "msItem")
            printed = f"{shelfmark.sheets.label} {shelfmark.sheets.value}".strip()
            add(item, "locus", printed, from_=first, to=last, scheme=f"#fol-{siglum}")
            add(item, "title", title)
            support = add(add(add(manuscript, "physDesc"), "objectDesc"), "supportDesc")
            foliation = add(support, "foliation", xml_id=f"fol-{siglum}")
            add(foliation, "p", "Leaves as the archive numbers them, in the citation of the copied page.")


def _identifier(element: Element, shelfmark: Shelfmark, context: EncodingContext) -> None:
    if shelfmark.country:
        add(element, "country", shelfmark.country_name, key=shelfmark.country)
    if shelfmark.settlement:
        add(element, "settlement", shelfmark.settlement)
    reference = context.reference("org", shelfmark.repository)
    add(element, "repository", shelfmark.repository, ref=reference, key=shelfmark.isil)
    if not shelfmark.printed:
        return
    printed = add(element, "idno", type="shelfmark")
    position = 0
    for part in shelfmark.parts:
        # The label is what stands between the values, so that the value follows it at once.
        start = shelfmark.printed.index(part.label, position) + len(part.label)
        start = shelfmark.printed.index(part.value, start)
        append_text(printed, shelfmark.printed[position:start])
        add(printed, "idno", part.value, type=part.type)
        position = start + len(part.value)
    append_text(printed, shelfmark.printed[position:])
    if shelfmark.canonical:
        add(element, "idno", shelfmark.canonical, type="canonical")
