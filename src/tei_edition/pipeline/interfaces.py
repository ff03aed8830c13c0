"""The files of a site's interfaces that tell of many telegrams: DTS collections, IIIF collection, OAI-PMH, OpenAPI.

What tells of one telegram is made with its other forms (`publish/formats.py`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from operator import itemgetter

from tei_edition.edition import DTS, IIIF, OAI, OPENAPI
from tei_edition.pipeline.harvesting import renew
from tei_edition.pipeline.pages import HTML
from tei_edition.pipeline.state import State
from tei_edition.publish import dts, iiif, oai, openapi
from tei_edition.publish.labels import words
from tei_edition.publish.recipe import digest
from tei_edition.publish.site import Site, manifest_path
from tei_edition.version import __version__

_FORM = b"1"
_MANIFESTS = manifest_path("x").rpartition("/")[0]


def write_interfaces(site: Site, state: State, rows: bytes) -> None:
    """Write those of these files that tell something else than before; those of an interface that is not wanted go.

    `rows` is the digest of the catalogue's rows.
    """
    catalogue = state.catalogue
    wanted = set(site.interfaces) if catalogue.summary().documents else set()
    changed = catalogue.newest_change() or site.date
    told = (site.title, site.subtitle, site.language, site.publisher, site.editors, site.licence_name)
    settings = repr((*told, site.licence_target, site.base_url, site.email, site.gateway, site.interfaces)).encode()
    undated = words(site)["undated"]
    for name in {DTS, IIIF, OAI, OPENAPI} - wanted:
        state.remove(_owner(name))
    manifests = set(state.paths(f"{HTML}/{_MANIFESTS}")) if IIIF in wanted else set[str]()
    if OPENAPI in wanted:
        told_of = openapi.description(site, manifests=bool(manifests))
        renew(_owner(OPENAPI), digest(told_of), [(openapi.DESCRIPTION, told_of)], state)
    if OAI in wanted:
        dates = (changed, catalogue.oldest_change())
        made = oai.repository(state.rows.all(), *dates, site)
        renew(_owner(OAI), digest(settings, repr(dates).encode(), rows), [(oai.REPOSITORY, made)], state)
    if IIIF in wanted:
        _write_manifests(digest(settings), manifests, site, state)
    if DTS in wanted:
        _write_shelves(digest(settings, undated.encode()), rows, undated, site, state)


def _owner(interface: str) -> str:
    return f"interface {interface}"


def _write_manifests(settings: bytes, paths: set[str], site: Site, state: State) -> None:
    """The collection of the manifests that there are, by the names of their files."""
    if not paths:
        state.remove(_owner(IIIF))
        return

    def named() -> Iterator[tuple[str, str]]:
        for entry in state.catalogue.chronology():
            if f"{entry.id}.json" in paths:
                yield entry.id, entry.title

    seal = digest(settings, *(f"{name} {title}".encode("utf-8", "replace") for name, title in named()))
    renew(_owner(IIIF), seal, iiif.collection(named(), len(paths), site), state)


def _write_shelves(settings: bytes, rows: bytes, undated: str, site: Site, state: State) -> None:
    """The entry point and the collections of DTS. Of these, files whose telegrams are as they were stay."""
    owner = _owner(DTS)
    settings = digest(__version__.encode(), _FORM, settings)
    seal = digest(settings, rows)
    if state.is_current(owner, seal):
        return
    before = state.outputs(owner)
    kept: list[str] = []
    years = state.rows.years()
    top = [(dts.ENTRY, dts.entry(site)), *dts.root(years, undated, site)]
    for path, content in top:
        kept.append(f"{HTML}/{path}")
        if before.get(kept[-1]) != (recipe := digest(content)):
            state.renew(owner, {kept[-1]: content}, recipe)
    numbers = dict(years)
    for year, held_by_year in groupby(state.rows.by_year(), key=itemgetter(0)):
        number = numbers[year]
        pages = -(-number // dts.PAGE)
        for page, held in enumerate(_pages((content for _, content in held_by_year), dts.PAGE), 1):
            recipe = digest(settings, f"{number} {page}".encode(), *(one.encode() for one in held))
            paths = [f"{HTML}/{path}" for path in dts.shelf_paths(year, page, pages)]
            kept += paths
            if due := [path for path in paths if before.get(path) != recipe]:
                content = dts.shelf(year, number, page, map(json.loads, held), undated, site)
                state.renew(owner, dict.fromkeys(due, content), recipe)
    state.remove(owner, keep=kept)
    state.seal(owner, seal)


def _pages(rows: Iterable[str], length: int) -> Iterator[list[str]]:
    remaining = iter(rows)
    while held := list(islice(remaining, length)):
        yield held
