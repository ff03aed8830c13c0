"""The registry of archives as the rules read it: one small XML document."""

from __future__ import annotations

from functools import cache

from lxml import etree

from tei_edition.source.citation.archives import Registry, built_in, fold


def archives_document(registry: Registry) -> bytes:
    """`registry` as XML: of each archive its identifier, country, settlement, parts in their order, folded names."""
    root = etree.Element("archives")
    for archive in registry.archives:
        known = {
            "identifier": archive.identifier,
            "country": archive.country,
            "land": archive.country_name,
            "settlement": archive.settlement,
            "parts": " ".join(archive.parts),
        }
        entry = etree.SubElement(root, "archive", known)
        for name in dict.fromkeys(fold(name) for name in (archive.identifier, *archive.names)):
            etree.SubElement(entry, "name").text = name
    return etree.tostring(root)


@cache
def known_archives() -> bytes:
    """The toolkit's own registry as XML."""
    return archives_document(built_in())
