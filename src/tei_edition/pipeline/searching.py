"""The search of a site that is kept: bundles of the index are made anew where a record in them is another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from tei_edition.pipeline.state import State
from tei_edition.publish.html import ListPage
from tei_edition.publish.recipe import digest
from tei_edition.publish.search.bundles import (
    FOLDER,
    bundle_count,
    bundle_files,
    bundle_name,
    bundle_of,
    index_recipe,
    list_of_bundles,
    unpacked,
)
from tei_edition.publish.search.page import search_page, search_script
from tei_edition.publish.site import Site

_OWNER = "search"


def search_pages(site: Site) -> Iterator[ListPage]:
    """The page of the search, if the site has it."""
    if site.search:
        yield search_page(site)


def renew_search(site: Site, state: State, html: str) -> None:
    """Make the index what the records of the documents say; if the site has no search, it goes.

    `html` is the folder of the site. No more than the records of one bundle are held. Raises InstallationError if the
    index cannot be made.
    """
    owners = {_OWNER}
    languages = state.records.languages() if site.search else []
    if languages:
        named: dict[str, list[str]] = {}
        for language, size in languages:
            numbers = defaultdict(list)
            count = bundle_count(size)
            for document, of in state.records.digests(language):
                numbers[bundle_of(document, count)].append((document, of))
            named[language] = [bundle_name(language, number) for number in sorted(numbers)]
            for place, number in enumerate(sorted(numbers)):
                owners.add(f"{_OWNER} {named[language][place]}")
                _renew(state, f"{html}/{FOLDER}", language, named[language][place], numbers[number], place == 0)
        content = {f"{html}/{FOLDER}/index.json": list_of_bundles(named), f"{html}/assets/search.js": search_script()}
        if set(state.outputs(_OWNER).items()) != {(path, digest(made)) for path, made in content.items()}:
            for path, made in content.items():
                state.renew(_OWNER, {path: made}, digest(made))
            state.remove(_OWNER, keep=content)
    for owner in state.owners():
        if owner.partition(" ")[0] == _OWNER and (owner not in owners or not languages):
            state.remove(owner)


def _renew(
    state: State, folder: str, language: str, name: str, records: Iterable[tuple[str, bytes]], first: bool
) -> None:
    records = list(records)
    owner = f"{_OWNER} {name}"
    seal = digest(
        index_recipe(), bytes([first]), *(part for document, of in records for part in (document.encode(), of))
    )
    if state.is_current(owner, seal):
        return
    before = state.outputs(owner)
    found = [unpacked(state.records.content(document, language)) for document, _ in records]
    paths = []
    new: dict[str, bytes] = {}
    for place, content in bundle_files(found, language, program=first):
        path = f"{folder}/{name}/{place}"
        paths.append(path)
        if before.get(path) != digest(content):
            new[path] = content
    state.announce(owner, new)
    state.commit()
    for path, content in new.items():
        state.write(owner, {path: content}, digest(content))
    state.remove(owner, keep=paths)
    state.seal(owner, seal)
    state.commit()
