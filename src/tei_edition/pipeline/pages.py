"""The pages of telegrams, which are made once all telegrams are known: a page tells of those around it.

With its page, a telegram gets its records for the search: both are made from the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from tei_edition.diagnostics import Diagnostic
from tei_edition.edition import DTS, IIIF
from tei_edition.errors import StylesheetError
from tei_edition.pipeline import files
from tei_edition.pipeline.state import Known, State
from tei_edition.pipeline.stores import Store
from tei_edition.pipeline.workers import Jobs, each
from tei_edition.publish.around import TOLD, arounds
from tei_edition.publish.formats import formats
from tei_edition.publish.html import telegram_page
from tei_edition.publish.recipe import digest
from tei_edition.publish.release import Decision, Extent, without_text
from tei_edition.publish.releases import NO_RELEASES
from tei_edition.publish.rows import Row
from tei_edition.publish.search.bundles import packed
from tei_edition.publish.search.records import search_records
from tei_edition.publish.site import FORMATS, Site, format_path, manifest_path, navigation_path, page_path, tei_path

HTML = "html"
"""The folder of the site."""
DOCUMENT = "document "
"""The owner of a document's files is called this and its name."""
_AROUND = "around"
_COMMITTED = 200  # pages at a time
_HELD = 100  # of so many what is around them need not be asked for twice


@dataclass(frozen=True, slots=True)
class _Page:
    """A page that is to be made: of which file with which content (its digest), how it is published (the decision's
    key), what is around the telegram, and what is told of its releases."""

    path: Path
    name: str
    content: bytes
    decided: str
    around: bytes
    history: bytes
    recipe: bytes


@dataclass(frozen=True, slots=True)
class _Made:
    """What was made and written: the files, with their stamps, and what is kept of a page."""

    name: str
    recipe: bytes = b""
    written: dict[str, str] = field(default_factory=dict)
    records: dict[str, bytes] = field(default_factory=dict)
    row: Row = field(default_factory=dict)
    failure: Diagnostic | None = None


def write_pages(
    site: Site,
    documents: Mapping[str, Path],
    known: dict[str, Known],
    recipe: Callable[[Known], bytes],
    state: State,
    jobs: Jobs = 1,
    progress: Callable[[int, int], None] | None = None,
) -> list[Diagnostic]:
    """Make of the documents {name: file} of the catalogue the pages that are not what they would be now.

    `recipe` tells what a document's page is made from besides what is around it; `known` is kept up to date. A document
    of which no page can be made leaves the catalogue, and the findings say so.
    """
    found: list[Diagnostic] = []
    while True:
        failed = _write(site, documents, known, recipe, state, jobs, progress)
        if not failed:
            return found
        # The others do not lead to it.
        for name, failure in failed.items():
            found.append(failure)
            state.remove(DOCUMENT + name)
            state.unlist(name)


def page_paths(name: str, site: Site) -> list[str]:
    """The files that a telegram has in the site, or may have."""
    forms = (format_path(name, kind) for kind in FORMATS)
    paths = [page_path(name), tei_path(name), *forms]
    if DTS in site.interfaces:
        paths.append(navigation_path(name))
    if IIIF in site.interfaces and site.image_hosts:
        paths.append(manifest_path(name))
    return [f"{HTML}/{path}" for path in paths]


def _write(
    site: Site,
    documents: Mapping[str, Path],
    known: dict[str, Known],
    recipe: Callable[[Known], bytes],
    state: State,
    jobs: Jobs,
    progress: Callable[[int, int], None] | None,
) -> dict[str, Diagnostic]:
    intact = state.intact()

    def current(one: Known) -> bool:
        return DOCUMENT + one.name in intact and one.page == digest(recipe(one), one.around)

    names = state.catalogue.identifiers() & documents.keys()
    revision = str(state.catalogue.revision(*TOLD)).encode()
    # Where nothing has changed that telegrams say of one another, only those that changed themselves are looked at.
    changed = {name for name in names if not current(known[name])} if state.sealed(_AROUND) == revision else None
    if changed is not None and not changed:
        return {}
    due: dict[str, bytes] = {}  # what is around them, unless they are many
    for name, around in arounds(state.catalogue, changed):
        if known[name].around != (shown := digest(around)):
            known[name] = replace(known[name], around=shown)
            state.put(known[name])
        if name in names and not current(known[name]):
            due[name] = around if len(due) < _HELD else b""
            state.announce(DOCUMENT + name, page_paths(name, site))
    state.seal(_AROUND, revision)
    state.commit()

    def pages() -> Iterator[_Page]:
        for name, around in due.items() if len(due) <= _HELD else arounds(state.catalogue, due.keys()):
            one = known[name]
            made_from = digest(recipe(one), digest(around))
            history = site.releases.told.get(name, b"")
            yield _Page(documents[name], name, one.content, one.decided, around, history, made_from)

    failed: dict[str, Diagnostic] = {}
    # Each worker would hold what is told of all telegrams.
    stage = partial(_make, site=replace(site, releases=NO_RELEASES), store=state.store)
    results = each(
        stage, pages(), jobs, progress, lost=_lost, total=len(due), died=state.worker_died, store=state.store
    )
    with closing(results):
        for done, made in enumerate(results, start=1):
            if made.failure:
                failed[made.name] = made.failure
            else:
                state.enter(DOCUMENT + made.name, made.written, made.recipe)
                state.remove(DOCUMENT + made.name, keep=made.written)
                state.records.put(made.name, made.records)
                state.rows.put(made.name, made.row)
                known[made.name] = replace(known[made.name], page=made.recipe)
                state.put(known[made.name])
            if done % _COMMITTED == 0:
                state.commit()
    return failed


def _make(page: _Page, site: Site, store: Store) -> _Made:
    """The page of one document, with its other forms, made and written. Runs in worker processes."""
    try:
        document = files.read(page.path)
        if digest(document) != page.content:
            words = "the file was changed again and again while the edition was built"
            failure = files.finding("document-changed", page.path, words, "Save it, then build again.")
            return _Made(page.name, failure=failure)
        decision = Decision.from_key(page.decided)
        withheld = decision.extent is Extent.METADATA
        if withheld:
            document = without_text(document)
        others, data, told = formats(document, site, page.path.stem, withheld=withheld)
        draft = bool(decision.draft)
        made = telegram_page(
            document,
            site,
            page.path.stem,
            page.around,
            draft=draft,
            linked_data=data,
            others=others.keys(),
            history=page.history,
        )
        written = store.write({f"{HTML}/{path}": content for path, content in (made | others).items()})
        return _Made(page.name, page.recipe, written, _records(document, page, site), told)
    except files.Unreadable as unreadable:
        return _Made(page.name, failure=unreadable.diagnostic)
    except StylesheetError as error:
        return _failed(page, error.message, error.help)


def _records(document: bytes, page: _Page, site: Site) -> dict[str, bytes]:
    """What the search knows of a document, by language."""
    if not site.search:
        return {}
    found = search_records(document, page.path.stem, site.authority)
    return {record.language: packed(record) for record in found}


def _failed(page: _Page, reason: str, mending: str) -> _Made:
    return _Made(page.name, failure=files.finding("document-not-publishable", page.path, reason, mending))


def _lost(page: _Page) -> _Made:
    return _Made(page.name, failure=files.lost(page.path))
