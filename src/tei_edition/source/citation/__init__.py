"""Archival citations: `APRF, Fond 45, Opis 1, Delo 348, Listy 65-68; and RGASPI, f. 558, …` → shelfmarks.

Components use commas too, so a citation of several archives is split on the repositories' names, never on
punctuation. A part that the citation does not give is absent; what is no shelfmark is kept as a statement.

`archives` is the registry (data), `shelfmarks` the grammar of one shelfmark, `statements` that of translation and
provenance, `reader` puts them together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tei_edition.lazy import loader

if TYPE_CHECKING:
    from tei_edition.source.citation.archives import Archive, Registry, built_in, read_registry
    from tei_edition.source.citation.reader import Citation, read_citation

__all__ = ["Archive", "Citation", "Registry", "built_in", "read_citation", "read_registry"]

__getattr__ = loader(
    __name__,
    {
        "Archive": "archives",
        "Registry": "archives",
        "built_in": "archives",
        "read_registry": "archives",
        "Citation": "reader",
        "read_citation": "reader",
    },
)
