"""The shape of an edition's authority: every entry can be pointed to and has a name."""

from __future__ import annotations

from functools import lru_cache

from tei_edition.diagnostics import Diagnostic, Location, Severity
from tei_edition.validate.wellformed import TEI, line_of, path_of, read_document

_NAMES = {"person": "persName", "place": "placeName", "org": "orgName"}
_ID = "{http://www.w3.org/XML/1998/namespace}id"


def check_authority(content: bytes, file: str) -> list[Diagnostic]:
    """Findings on `authority.xml`: not well-formed, doubled ids, entries without an id or a name; sorted by place."""
    return list(_checked(content, file))


@lru_cache(maxsize=8)
def _checked(content: bytes, file: str) -> tuple[Diagnostic, ...]:
    root, found = read_document(content, file)
    if root is None:
        return tuple(found)
    for element in root.iter(*(f"{TEI}{kind}" for kind in _NAMES)):
        kind = str(element.tag)[len(TEI) :]
        place = Location(file, line_of(element), 0, path_of(element))
        if element.getparent() is None or not str(getattr(element.getparent(), "tag", "")).startswith(f"{TEI}list"):
            continue
        if not element.get(_ID):
            found.append(
                Diagnostic("authority-id-missing", Severity.ERROR, f"This {kind} has no xml:id.",
                           place, f'Add xml:id="…" to the {kind}.')
            )  # fmt: skip
        names = element.findall(f"{TEI}{_NAMES[kind]}")
        if not any("".join(str(words) for words in name.itertext()).strip() for name in names):
            found.append(
                Diagnostic("authority-name-missing", Severity.ERROR, f"This {kind} has no name.", place,
                           f"Add a {_NAMES[kind]} with type=\"main\".")
            )  # fmt: skip
    return tuple(sorted(found, key=Diagnostic.sort_key))
