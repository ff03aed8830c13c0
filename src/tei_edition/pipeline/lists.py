"""The pages of lists and registers: those that are others than before are made, by whoever works, and written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, islice

from tei_edition.errors import StylesheetError
from tei_edition.pipeline.pages import HTML
from tei_edition.pipeline.state import State
from tei_edition.pipeline.stores import Store
from tei_edition.pipeline.workers import WORTHWHILE, Jobs, each
from tei_edition.publish.html import ListPage
from tei_edition.publish.releases import NO_RELEASES
from tei_edition.publish.site import Site

Lists = Mapping[str, tuple[bytes, Callable[[], Iterator[ListPage]]]]
"""Of each owner of pages: the digest of all that they are made from, and what gives them."""
_WITHOUT = Site("")


@dataclass(frozen=True, slots=True)
class _Due:
    """A page that is to be made; its site travels once to each worker, not with every page."""

    owner: str
    path: str
    recipe: bytes
    page: ListPage

    def __str__(self) -> str:
        return self.path


@dataclass(frozen=True, slots=True)
class _Made:
    owner: str
    recipe: bytes
    written: dict[str, str]


def write_lists(lists: Lists, site: Site, state: State, jobs: Jobs = 1) -> None:
    """Write of these pages those that are others than before; those that an owner has not any more go.

    Raises StylesheetError where a page cannot be made.
    """
    paths: dict[str, list[str]] = {}
    due = _due(lists, paths, state)
    first = list(islice(due, WORTHWHILE))  # So many are held, to know whether more than one process pays.
    stage = partial(
        _make, site=replace(site, releases=NO_RELEASES), store=state.store
    )  # What they tell stands in pages.
    pages = each(stage, chain(first, due), jobs, total=len(first), died=state.worker_died, store=state.store)
    with closing(pages):
        for made in pages:
            state.enter(made.owner, made.written, made.recipe)
    for owner, kept in paths.items():
        state.remove(owner, keep=kept)
        state.seal(owner, lists[owner][0])


def _due(lists: Lists, paths: dict[str, list[str]], state: State) -> Iterator[_Due]:
    """The pages that are to be made; `paths` is filled with those of each owner."""
    for owner, (seal, pages) in lists.items():
        if state.is_current(owner, seal):
            continue
        before = state.outputs(owner)
        paths[owner] = []
        for page in pages():
            path = f"{HTML}/{page.path}"
            paths[owner].append(path)
            recipe = page.recipe
            if before.get(path) != recipe:
                state.announce(owner, [path])
                state.commit()
                yield _Due(owner, path, recipe, replace(page, site=_WITHOUT))


def _make(due: _Due, site: Site, store: Store) -> _Made:
    """One page, made and written. Runs in worker processes."""
    try:
        made = replace(due.page, site=site).made()
    except StylesheetError as error:
        raise StylesheetError(f"{due.path}: {error.message}", error.help) from None
    return _Made(due.owner, due.recipe, store.write({due.path: made}))
