"""A build that makes only what is new: what each product is made from is compared with what it was made from before."""

from __future__ import annotations

import os
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path

from tei_edition.catalogue import ENTRIES, CatalogueEntry, catalogue_entry, safe_name
from tei_edition.diagnostics import Diagnostic, has_errors
from tei_edition.edition import Edition
from tei_edition.errors import EditionError, StylesheetError
from tei_edition.pipeline import files
from tei_edition.pipeline.cache import read_findings, read_result, surroundings, written_result
from tei_edition.pipeline.harvesting import write_harvest
from tei_edition.pipeline.interfaces import write_interfaces
from tei_edition.pipeline.introductions import with_links
from tei_edition.pipeline.lists import write_lists
from tei_edition.pipeline.manifest import MANIFEST, listed, manifest
from tei_edition.pipeline.pages import DOCUMENT, HTML, write_pages
from tei_edition.pipeline.searching import renew_search, search_pages
from tei_edition.pipeline.state import Known, State
from tei_edition.pipeline.workers import Jobs, each
from tei_edition.publish import print as printing
from tei_edition.publish.entries import Entries, entries_of, pointers
from tei_edition.publish.html import ListPage, assets, index_pages, index_recipe, telegram_recipe
from tei_edition.publish.print import Volume
from tei_edition.publish.recipe import digest
from tei_edition.publish.registers import register_recipe, registers
from tei_edition.publish.release import Decision, Extent, Policy, without_text
from tei_edition.publish.search.page import search_recipe
from tei_edition.publish.search.records import records_recipe
from tei_edition.publish.site import Site
from tei_edition.validate import Examined, ValidationContext
from tei_edition.validate.selection import Selection, Sieve

PDF = "volume"
"""The owner of the PDF; other owners of files are below, and each document."""
_INDEX, _REGISTER, _SEARCH, _ASSETS = "index", "register ", "page of the search", "assets"
_MANIFEST, _EARLIER = "manifest", "earlier build"
_TOLD = {Extent.NOTHING: 0, Extent.METADATA: 1, Extent.FULL: 2}
_COMMITTED = 200  # documents at a time


@dataclass(frozen=True, slots=True)
class Publication:
    """What is to be made of an edition: `site` and `volume` are None where they were not asked for.

    `faulty` says that documents with errors are published too, as far as pages can be made of them: for previews.
    """

    edition: Edition
    context: ValidationContext
    site: Site | None
    volume: Volume | None
    policy: Policy = Policy()  # noqa: RUF009 - immutable
    faulty: bool = False

    def keeps_back(self, found: list[Diagnostic]) -> bool:
        """Whether a document with these findings is not published."""
        return has_errors(found) and not self.faulty


@dataclass(slots=True)
class Published:
    """The findings on the documents, and the names of those that are published, with what their parts are made from.

    `decisions` counts how those were published, or held back, that are not whole texts ready for it. `narrowed` says
    that a document is published now with less than before, so that what this build does not make anew tells too much.
    """

    diagnostics: list[Diagnostic] = field(default_factory=list)
    names: dict[str, bytes] = field(default_factory=dict)
    decisions: Counter[Decision] = field(default_factory=Counter)
    narrowed: bool = False

    def decide(self, decision: Decision, known: Known) -> None:
        """Count how a document is published, of which this was known before."""
        if decision.reason or decision.draft:
            self.decisions[decision] += 1
        before = Decision.from_key(known.decided).extent if known.decided else Extent.NOTHING
        self.narrowed |= _TOLD[decision.extent] < _TOLD[before]


@dataclass(frozen=True, slots=True)
class _Task:
    """A document of which something is not known or not made: what that is, and the findings that are known."""

    path: Path
    name: str
    known: Known
    check: bool
    part: bool


@dataclass(frozen=True, slots=True)
class _Made:
    """What a worker made of a task; `content` is the digest of what it read, `found` the findings and facts as JSON,
    empty where it could not be read."""

    content: bytes = b""
    pointers: tuple[str, ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    found: str = ""
    entry: CatalogueEntry | None = None
    part: bytes = b""
    status: str = ""
    availability: str = ""
    decision: Decision | None = None
    failure: Diagnostic | None = None


def publish(
    work: Publication,
    documents: Sequence[Path],
    state: State,
    jobs: Jobs = 1,
    progress: Callable[[int, int], None] | None = None,
) -> Published:
    """Check and make of the documents what is not known from `state`; what is made is written and entered there.

    Files and memory of documents that are no more, or that have errors now, go.
    """
    books = _Books(work, state)
    published = Published()
    names = {safe_name(path.stem): path for path in documents}
    tasks = list(_tasks(names, books, published))
    stage = partial(_make, work=replace(work, site=None))  # pages come later, and it is large
    for done, (task, made) in enumerate(
        zip(tasks, each(stage, tasks, jobs, progress, lost=_lost), strict=True), start=1
    ):
        _enter(task, made, books, published)
        if done % _COMMITTED == 0:
            state.commit()
    for owner in state.owners():
        name = owner.removeprefix(DOCUMENT)
        if owner != name and name not in names:
            state.remove(owner)
    for name in books.known.keys() - names.keys():
        state.forget(name)
        state.unlist(name)
    if work.site:
        published.diagnostics += write_pages(work.site, names, books.known, books.page, state, jobs, progress)
        existing = state.catalogue.identifiers()
        published.names = {name: part for name, part in published.names.items() if name in existing}
    return published


def complete_site(site: Site, state: State, *, search: bool = True, jobs: Jobs = 1) -> None:
    """Write what the site has besides the pages of its documents; files of an earlier build that nobody has go.

    With `search` as False the index of the search stays as it is: the next call renews it. `jobs` is the number of
    processes. Raises StylesheetError where a page cannot be made.
    """
    try:
        _complete(site, state, search=search, jobs=jobs)
    except StylesheetError:
        _write_manifest(state)  # Else nobody knows these files if the memory of builds is lost, too.
        raise
    _write_manifest(state)


def _complete(site: Site, state: State, *, search: bool, jobs: Jobs) -> None:
    made = assets(site.look)
    _write_if_new(state, _ASSETS, {f"{HTML}/{path}": content for path, content in made.items()}, *made.values())
    catalogue = state.catalogue
    site = replace(site, introduction=with_links(site.introduction, catalogue))
    summary = catalogue.summary()
    lists: dict[str, tuple[bytes, Callable[[], Iterator[ListPage]]]] = {}
    if summary.documents:
        shown = digest(index_recipe(site), site.authority, str(catalogue.revision(ENTRIES)).encode())
        lists[_INDEX] = shown, lambda: index_pages(catalogue.chronology(), summary, site)
        common = digest(register_recipe(site), site.authority)
        lists |= {_REGISTER + one.name: (digest(common, one.seal), one.pages) for one in registers(catalogue, site)}
        lists[_SEARCH] = digest(search_recipe(site)), lambda: search_pages(site)
    owners = state.owners()
    write_lists(lists, site, state, jobs)
    for owner in owners - lists.keys():
        if owner in (_INDEX, _SEARCH) or owner.startswith(_REGISTER):
            state.remove(owner)
    if search:
        renew_search(site, state, HTML)
    state.remove(_EARLIER)
    # Their order is that of the catalogue.
    rows = digest(state.rows.digest(), str(catalogue.revision(ENTRIES)).encode())
    write_harvest(site, state, rows)
    write_interfaces(site, state, rows)


def _write_manifest(state: State) -> None:
    if not state.is_current(_MANIFEST, state.changes()):
        content = manifest(path for path in state.paths(HTML) if path != MANIFEST)
        _write_if_new(state, _MANIFEST, {f"{HTML}/{MANIFEST}": content}, content)
        state.seal(_MANIFEST, state.changes())


def kept(found: Sequence[Diagnostic], edition: Edition) -> list[Diagnostic]:
    """The findings on files of an edition that its settings do not ignore."""
    if not found:
        return []
    selection = Selection.of(edition)
    if selection == Selection():
        return list(found)
    sieve = Sieve(selection)
    seen = {file: _seen_from(edition.root, *os.path.split(file)) for file in {one.location.file for one in found}}
    return [one for one in found if sieve.keeps(one, seen[one.location.file])]


@cache
def _folder_from(root: Path, folder: str) -> str:
    return (Path(os.path.relpath(folder or ".", root)) / "_").as_posix()[:-1]


def _seen_from(root: Path, folder: str, name: str) -> str:
    """A file as it is seen from an edition."""
    return _folder_from(root, folder) + name


class _Books:
    """What is known before a build, and the digests that decide what is new."""

    def __init__(self, work: Publication, state: State) -> None:
        self.work = work
        self.state = state
        self.known = state.documents()
        if not self.known:
            # Without a memory, what an earlier build left is told by its own list.
            state.announce(_EARLIER, (f"{HTML}/{path}" for path in listed(state.store, HTML)))
        self.catalogued = state.catalogue.identifiers()
        self._surroundings = surroundings(work.context)
        authority = (work.site or work.volume or _NOTHING).authority
        self.authority = digest(authority)
        self._entries: Entries = entries_of(authority)
        self._page = digest(telegram_recipe(work.site), records_recipe(work.site)) if work.site else b""
        self._part = printing.part_recipe(work.volume) if work.volume else b""

    def put(self, known: Known) -> None:
        """Enter what is known of a document now."""
        self.known[known.name] = known
        self.state.put(known)

    def checked(self, path: Path, content: bytes) -> bytes:
        return digest(self._surroundings, os.fsencode(path.stem), content)

    def used(self, known: Known) -> bytes:
        if known.authority == self.authority:
            return known.used
        return self._entries.digest(self._entries.used_by(known.pointers.split()))

    def page(self, known: Known) -> bytes:
        """What a document's page is made from, besides what is around it."""
        told = self.work.site.releases.told.get(known.name, b"") if self.work.site else b""
        return digest(self._page, known.name.encode(), known.content, known.used, known.decided.encode(), told)

    def part(self, content: bytes, used: bytes, decision: Decision) -> bytes:
        return digest(self._part, content, used, decision.key.encode())


_NOTHING = Site("")


def _tasks(documents: Mapping[str, Path], books: _Books, published: Published) -> Iterator[_Task]:
    """What there is to do; what is known and published already is entered as such."""
    work = books.work
    for name, path in documents.items():
        known = books.known.get(name, Known(name))
        stamp = files.source_stamp_of(path)
        if stamp != known.stamp or not stamp:
            try:
                content = digest(files.read(path))
            except files.Unreadable:
                content = b""
            known = (
                replace(known, stamp=stamp) if content == known.content else Known(name, stamp, decided=known.decided)
            )
            books.put(known)
        if not known.content:
            yield _Task(path, name, known, True, work.volume is not None)
            continue
        used = books.used(known)
        decision = work.policy.decide(known.status, known.availability) if known.decided else Decision(Extent.FULL)
        part_recipe = books.part(known.content, used, decision) if work.volume else b""
        part = work.volume is not None and known.part != part_recipe
        kept_findings = None
        if known.checked == books.checked(path, known.content):
            kept_findings = read_findings(known.found, path.as_posix(), work.context)
        found = kept(kept_findings, work.edition) if kept_findings else []
        if work.keeps_back(found):
            published.diagnostics += found
            _withdraw(known, books)
        elif not known.decided:
            yield _Task(path, name, known, kept_findings is None, work.volume is not None)
        elif kept_findings is not None and decision.extent is Extent.NOTHING:
            published.diagnostics += found
            published.decide(decision, known)
            _withdraw(replace(known, decided=decision.key), books)
        elif kept_findings is None or part or name not in books.catalogued or decision.key != known.decided:
            yield _Task(path, name, known, kept_findings is None, part)
        else:
            if known.authority != books.authority:
                books.put(replace(known, authority=books.authority, used=used))
            published.diagnostics += found
            published.decide(decision, known)
            published.names[name] = part_recipe


def _make(task: _Task, work: Publication) -> _Made:
    """The stages for one document: checked, then its entry and its part of the print model. Runs in workers."""
    try:
        document = files.read(task.path)
    except files.Unreadable as unreadable:
        return _Made(findings=tuple(kept([unreadable.diagnostic], work.edition)))
    from tei_edition.validate import examine  # here, since a build that finds nothing new does without it

    content = digest(document)
    if task.check or content != task.known.content:  # changed a moment ago
        examined = examine(document, task.path.as_posix(), work.context)
    else:
        examined = read_result(task.known.found, task.path.as_posix(), work.context) or Examined([])
    findings = kept(examined.diagnostics, work.edition)
    made = _Made(content, (), tuple(findings), written_result(examined, work.context) if examined.facts else "")
    if work.keeps_back(findings):
        return made
    try:
        entry = catalogue_entry(document, task.path.stem)
        made = replace(made, pointers=pointers(document))
        decision = work.policy.decide(entry.status, entry.availability)
        made = replace(made, status=entry.status, availability=entry.availability, decision=decision)
        if decision.extent is Extent.NOTHING:
            return made
        if decision.extent is Extent.METADATA:
            # All that follows is made from a document that has no text.
            document = without_text(document)
            entry = catalogue_entry(document, task.path.stem)
        part = task.part or decision.key != task.known.decided
        draft = bool(decision.draft)
        return replace(
            made,
            entry=entry,
            part=printing.print_part(document, work.volume, draft=draft) if work.volume and part else b"",
        )
    except (StylesheetError, EditionError) as error:
        failure = files.finding("document-not-publishable", task.path, error.message, error.help)
        return replace(made, decision=None, failure=failure)


def _lost(task: _Task) -> _Made:
    return _Made(failure=files.lost(task.path))


def _enter(task: _Task, made: _Made, books: _Books, published: Published) -> None:
    """Write what was made of a document, and keep what is known of it now."""
    published.diagnostics += [*made.findings, *([made.failure] if made.failure else [])]
    # What was published of it stays known while it has errors: an older volume may have it.
    known = Known(task.name, task.known.stamp, decided=task.known.decided)
    if made.found:
        checked = books.checked(task.path, made.content)
        known = replace(
            known, content=made.content, checked=checked, found=made.found, pointers=" ".join(made.pointers)
        )
    if made.decision:
        published.decide(made.decision, task.known)
        known = replace(known, status=made.status, availability=made.availability, decided=made.decision.key)
    if made.entry is None or made.decision is None:
        _withdraw(known, books)
        return
    used = books.used(replace(known, authority=b""))
    known = replace(known, authority=books.authority, used=used, around=task.known.around)
    if made.decision.key == task.known.decided:
        known = replace(known, page=task.known.page, part=task.known.part)
    elif books.work.site:
        books.state.remove(DOCUMENT + task.name)  # It may tell too much, and its new page comes last.
    part = books.part(made.content, used, made.decision)
    if made.part:
        known = replace(known, part=part, model=zlib.compress(made.part, 1))
    books.put(known)
    books.state.catalogue.put(made.entry)
    published.names[task.name] = part


def _withdraw(known: Known, books: _Books) -> None:
    """A document is not published any more; what is known of it stays, but for what was made."""
    books.state.remove(DOCUMENT + known.name)
    books.state.unlist(known.name)
    books.put(replace(known, page=b"", part=b""))


def _write_if_new(state: State, owner: str, made: dict[str, bytes], *contents: bytes) -> None:
    recipe = digest(*contents)
    if state.outputs(owner) != dict.fromkeys(made, recipe):
        state.renew(owner, made, recipe)
        state.remove(owner, keep=list(made))
