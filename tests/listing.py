"""The list of telegrams of a site, from entries in memory, for tests of its look."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from tei_edition.catalogue import Catalogue, CatalogueEntry
from tei_edition.publish.html import index_pages
from tei_edition.publish.site import Site


def index_page(entries: Iterable[CatalogueEntry], site: Site) -> dict[str, bytes]:
    """The pages of the list, {path: content}."""
    catalogue = Catalogue(sqlite3.connect(":memory:"))
    for entry in entries:
        catalogue.put(entry)
    return {page.path: page.made() for page in index_pages(catalogue.chronology(), catalogue.summary(), site)}
