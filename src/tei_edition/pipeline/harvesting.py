"""The files of a site for programs that gather from it: robots.txt, sitemap, feed of changes, CMIF."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator

from tei_edition.catalogue import ENTRIES, Catalogue
from tei_edition.pipeline.pages import HTML
from tei_edition.pipeline.state import State
from tei_edition.publish.cmif import CMIF, LEFT_OUT, cmif, left_out
from tei_edition.publish.harvest import FEED_LENGTH, feed, robots, sitemaps
from tei_edition.publish.recipe import digest
from tei_edition.publish.site import Site, page_path
from tei_edition.version import __version__

_HARVEST = "harvest"
_FORM = b"2"


def write_harvest(site: Site, state: State) -> None:
    """Write these files if anything that they tell has changed; sitemap and feed need addresses, so `base_url`."""
    pages = [path for path in state.paths(HTML) if path.endswith(".html")]
    changed = state.catalogue.newest_change() or site.date
    told = (site.title, site.subtitle, site.language, site.publisher, site.editors, site.licence_name)
    given = (*told, site.licence_target, site.base_url, site.preview, changed, pages)
    revision = str(state.catalogue.revision(ENTRIES, "message", "uncarried")).encode()
    seal = digest(__version__.encode(), _FORM, repr(given).encode(), site.authority, revision)
    if state.sealed(_HARVEST) == seal and state.is_intact(_HARVEST):
        return
    paths = []
    for name, content in _files(pages, changed, site, state.catalogue):
        path = f"{HTML}/{name}"
        paths.append(path)
        state.announce(_HARVEST, [path])
        state.commit()
        state.write(_HARVEST, {path: content}, seal)
    state.remove(_HARVEST, keep=paths)
    state.seal(_HARVEST, seal)


def _files(
    pages: list[str], changed: str, site: Site, catalogue: Catalogue
) -> Iterator[tuple[str, bytes | Iterable[bytes]]]:
    yield "robots.txt", robots(site)
    if not catalogue.summary().documents:
        return
    changes = {page_path(entry.id): entry.changed for entry in catalogue.chronology() if entry.changed}
    if site.base_url and not site.preview:
        # Sitemaps take no hours without a zone.
        dates = ((path, changes.get(path, "").partition("T")[0]) for path in pages)
        yield from sitemaps(dates, site)
    if site.base_url:
        revised = (entry for entry in catalogue.chronology() if entry.changed)
        yield "feed.xml", feed(heapq.nlargest(FEED_LENGTH, revised, key=lambda one: (one.changed, one.id)), site)
    yield CMIF, cmif(catalogue, site, changed)
    yield LEFT_OUT, left_out(catalogue)
