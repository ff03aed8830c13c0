"""The files of a site for programs that gather from it: robots.txt, sitemap, feed, CMIF, BEACON, catalogue."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator

from tei_edition.catalogue import ENTRIES, Catalogue
from tei_edition.pipeline.pages import HTML
from tei_edition.pipeline.state import State
from tei_edition.publish.beacon import BEACON, beacon
from tei_edition.publish.cmif import CMIF, LEFT_OUT, cmif, left_out
from tei_edition.publish.entries import entries_of
from tei_edition.publish.harvest import FEED_LENGTH, feed, robots, sitemaps
from tei_edition.publish.recipe import digest
from tei_edition.publish.rows import CSV, JSON, as_csv, as_json
from tei_edition.publish.site import Site, page_path
from tei_edition.version import __version__

_HARVEST, _BEACON, _ROWS = "harvest", "beacon", "rows"
_PERSONS = "persons"
_FORM = b"3"


def write_harvest(site: Site, state: State, rows: bytes) -> None:
    """Write those of these files that tell something else than before; sitemap, feed and BEACON need `base_url`."""
    catalogue = state.catalogue
    changed = catalogue.newest_change() or site.date
    told = (site.title, site.subtitle, site.language, site.publisher, site.editors, site.licence_name)
    given = (*told, site.licence_target, site.base_url, site.preview, changed)
    known = (repr(given).encode(), site.authority)
    revision = str(catalogue.revision(ENTRIES, "message", "uncarried")).encode()
    renew(_HARVEST, digest(*known, state.changes(pages=True), revision), _files(changed, site, state), state)
    named = repr((_PERSONS in site.pages, catalogue.revision("name"))).encode()
    renew(_BEACON, digest(*known, named), _beacon(changed, site, catalogue), state)
    renew(_ROWS, digest(rows), _rows(state), state)


def renew(owner: str, told: bytes, made: Iterable[tuple[str, bytes | Iterable[bytes]]], state: State) -> None:
    """Write the files of an owner unless they are there, made from what has the same digest."""
    seal = digest(__version__.encode(), _FORM, told)
    if state.is_current(owner, seal):
        return
    paths = []
    for name, content in made:
        path = f"{HTML}/{name}"
        paths.append(path)
        state.renew(owner, {path: content}, seal)
    state.remove(owner, keep=paths)
    state.seal(owner, seal)


def _rows(state: State) -> Iterator[tuple[str, Iterable[bytes]]]:
    if state.catalogue.summary().documents:
        yield JSON, as_json(state.rows.all())
        yield CSV, as_csv(state.rows.all())


def _beacon(changed: str, site: Site, catalogue: Catalogue) -> Iterator[tuple[str, bytes]]:
    if not site.base_url or site.preview or _PERSONS not in site.pages:
        return
    named = ((key, documents) for key, _, documents in catalogue.keys("name"))
    if content := b"".join(beacon(named, entries_of(site.authority), site, changed)):
        yield BEACON, content


def _files(changed: str, site: Site, state: State) -> Iterator[tuple[str, bytes | Iterable[bytes]]]:
    pages = [path for path in state.paths(HTML) if path.endswith(".html")]
    catalogue = state.catalogue
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
