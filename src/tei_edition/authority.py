"""An edition's authority file: names of persons, places and organisations → references to their entries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lxml import etree

from tei_edition.errors import EditionError
from tei_edition.model import name_key

_TEI = "{http://www.tei-c.org/ns/1.0}"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_ENTRIES = {"person": "persName", "place": "placeName", "org": "orgName"}


@dataclass(frozen=True, slots=True)
class Authority:
    """The names of an authority: `references` maps `model.name_key` to the entry, as the TEI files write it.

    A name that two entries share is left out: which of them is meant, only an editor can say.
    """

    references: Mapping[str, str]


NONE = Authority(MappingProxyType({}))


def read_authority(content: bytes, href: str) -> Authority:
    """The names in an authority file; `href` is the file as seen from the TEI files (`../authority.xml`).

    Raises EditionError with the line if the file is not well-formed.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, collect_ids=False)
    try:
        tree = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise EditionError(
            f"the authority is not well-formed: {error.msg}",
            "Mend the file; validate names the place.",
            rule="authority-not-well-formed",
            file=href,
            line=error.lineno or 0,
        ) from None
    found: dict[str, set[str]] = {}
    for kind, name_element in _ENTRIES.items():
        for entry in tree.iter(f"{_TEI}{kind}"):
            identifier = entry.get(_ID)
            for name in entry.findall(f"{_TEI}{name_element}") if identifier else ():
                key = name_key(kind, "".join(str(text) for text in name.itertext()))
                found.setdefault(key, set()).add(f"{href}#{identifier}")
    unique = {key: next(iter(references)) for key, references in sorted(found.items()) if len(references) == 1}
    return Authority(unique)
