"""Two versions of an edition compared: which documents are the same by their bytes, and what changed in the others."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from lxml import etree

from tei_edition.comparison import Comparison, DocumentChange, EntryChange, Fate
from tei_edition.comparison.alike import likeness
from tei_edition.comparison.blocks import TEI
from tei_edition.comparison.documents import (
    compare_authorities,
    compare_documents,
    id_of,
    text_of,
    told_whole,
)
from tei_edition.comparison.naming import entry_names, links_of, named
from tei_edition.diagnostics import Diagnostic
from tei_edition.errors import UsageError
from tei_edition.parsing import locked_parser
from tei_edition.pipeline import files
from tei_edition.pipeline.snapshots import Snapshot, home_of, snapshot
from tei_edition.pipeline.workers import each
from tei_edition.publish.release import without_text
from tei_edition.validate.wellformed import read_any

_GUESSES = 40_000  # pairs of a removed and an added document that are looked at, whether they are one
_ALIKE = 0.7
_FEWEST = 10  # words by which one telegram is known from another


@dataclass(frozen=True, slots=True)
class Compared:
    """What changed, and the files that could not be compared."""

    comparison: Comparison
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class _Task:
    """A document in both versions, or in one: its files and their contents."""

    old_file: str
    new_file: str
    old_name: str
    new_name: str
    old: bytes | None
    new: bytes | None


@dataclass(frozen=True, slots=True)
class _Done:
    """The change of a document, and the names of its own entries to which links lead, in both versions."""

    change: DocumentChange | None
    findings: tuple[Diagnostic, ...] = ()
    names: tuple[dict[str, str], dict[str, str]] = ({}, {})


def compare(
    old: Path | str,
    new: Path | str,
    *,
    edition: Path | str | None = None,
    jobs: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> Compared:
    """What changed from the version `old` of an edition to the version `new`.

    Each is a folder (an edition, or one of TEI files), a package, a TEI file, or a tag, a branch or a commit of the
    repository of `edition` (default: that of the folder or file that the other one is, else where the caller stands).
    Of a TEI file against an edition, the document of this name is compared. Files that are the same by their bytes are
    not read further.

    Raises UsageError where there is nothing of a name, EditionError where the settings of a version are broken.
    """
    names = str(old), str(new)
    home = Path(edition) if edition is not None else home_of(names[1], names[0])
    with contextlib.ExitStack() as held:
        try:
            before, after = (held.enter_context(snapshot(name, home)) for name in names)
        except files.Unreadable as unreadable:
            return Compared(Comparison(*names), (unreadable.diagnostic,))
        return compare_snapshots(before, after, jobs=jobs, progress=progress)


def compare_snapshots(
    before: Snapshot, after: Snapshot, *, jobs: int = 1, progress: Callable[[int, int], None] | None = None
) -> Compared:
    """What changed from one version of an edition to another."""
    found: list[Diagnostic] = []
    pairs, unchanged = _pairs(before, after)
    changed: list[_Done] = []
    form = 0
    tasks = _tasks(before, after, pairs, found)
    for done in each(_compared, tasks, jobs, progress, lost=_lost, total=len(pairs)):
        found += done.findings
        if done.change is None:
            continue
        if done.change.fate is Fate.SAME:
            form += 1
        else:
            changed.append(done)
    alone = before.alone or after.alone
    authority = () if alone else _authorities(before, after, found)
    changes = _named(changed, () if alone else (before, after))
    changes.sort(key=lambda one: (one.id, one.old_id))
    told = Comparison(before.name, after.name, tuple(changes), authority, unchanged + form, form)
    return Compared(told, tuple(sorted(set(found), key=Diagnostic.sort_key)))


def _pairs(before: Snapshot, after: Snapshot) -> tuple[list[tuple[str | None, str | None]], int]:
    """The documents that are not the same by their bytes, with what they are in the other version; how many are."""
    old, new = dict(before.documents), dict(after.documents)
    if before.alone or after.alone:
        old, new = _of_one(before, after, old, new)
        if len(old) == len(new) == 1:
            pair = next(iter(old)), next(iter(new))
            return ([], 1) if old[pair[0]] == new[pair[1]] else ([pair], 0)
    # The folder of the TEI files may have another name.
    folder = {path: path.rpartition("/")[2] for path in (*old, *new)}
    here = {folder[path]: path for path in new}
    pairs: list[tuple[str | None, str | None]] = []
    unchanged = 0
    for path in list(old):
        other = here.get(folder[path])
        if other is not None:
            if old[path] == new[other]:
                unchanged += 1
            else:
                pairs.append((path, other))
            del old[path], new[other]
    if old and new:
        pairs += _renamed(before, after, old, new)
    return [*pairs, *((path, None) for path in old), *((None, path) for path in new)], unchanged


def _of_one(
    before: Snapshot, after: Snapshot, old: dict[str, str], new: dict[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Of an edition the document alone that the other version is."""
    if before.alone and after.alone:
        return old, new
    alone, others = (old, new) if before.alone else (new, old)
    name = next(iter(alone))
    same = {path: digest for path, digest in others.items() if path.rpartition("/")[2] == name}
    if not same:
        edition = after.name if before.alone else before.name
        raise UsageError(f"{edition} has no document {name}", "Name two files, or the whole edition.")
    return (alone, same) if before.alone else (same, alone)


def _renamed(
    before: Snapshot, after: Snapshot, old: dict[str, str], new: dict[str, str]
) -> Iterator[tuple[str | None, str | None]]:
    """Documents that have another file now: by their bytes, their ids, their words. They are taken out."""

    def take(one: str, other: str) -> tuple[str, str]:
        del old[one], new[other]
        return one, other

    digests = {digest: path for path, digest in reversed(new.items())}
    for one in list(old):
        if (other := digests.get(old[one])) in new and other is not None:
            yield take(one, other)
    if not (old and new):
        return
    ids: dict[str, str] = {}
    for path, root in _roots(after, new):
        ids.setdefault(id_of(root), path)
    for one, root in _roots(before, old):
        if (identifier := id_of(root)) and (other := ids.get(identifier)) in new and other is not None:
            yield take(one, other)
    if len(old) * len(new) > _GUESSES:
        return
    held = dict(_words(before, old))
    guesses = [
        (-alike, one, other)
        for other, words in _words(after, new)
        for one, counted in held.items()
        if (alike := likeness(counted, words)) >= _ALIKE
    ]
    for _, one, other in sorted(guesses):
        if one in old and other in new:
            yield take(one, other)


def _roots(version: Snapshot, documents: dict[str, str]) -> Iterator[tuple[str, etree._Element]]:
    """Documents one at a time; what cannot be read is told when it is compared."""
    for path in list(documents):
        with contextlib.suppress(files.Unreadable):
            root, _ = read_any(version.read(path), path)
            if root is not None:
                yield path, root


def _words(version: Snapshot, documents: dict[str, str]) -> Iterator[tuple[str, Counter[bytes]]]:
    """The words of those that have enough of them."""
    for path, root in _roots(version, documents):
        counted = Counter(text_of(root).encode("utf-8", "replace").split())
        if counted.total() >= _FEWEST:
            yield path, counted


def _tasks(
    before: Snapshot, after: Snapshot, pairs: list[tuple[str | None, str | None]], found: list[Diagnostic]
) -> Iterator[_Task]:
    for one, other in pairs:
        try:
            old = before.read(one) if one is not None else None
            new = after.read(other) if other is not None else None
        except files.Unreadable as unreadable:
            found.append(unreadable.diagnostic)
            old = new = None
        # Two files that were named are the same document, wherever they are.
        names = ("", "") if before.alone or after.alone else (one or "", other or "")
        yield _Task(*names, before.told(one) if one else "", after.told(other) if other else "", old, new)


def _compared(task: _Task) -> _Done:
    """The change of one document. Runs in worker processes."""
    roots = []
    for content, name in ((task.old, task.old_name), (task.new, task.new_name)):
        root, findings = (None, []) if content is None else read_any(content, name)
        if findings:
            return _Done(None, tuple(findings))
        roots.append(root)
    old, new = roots
    change: DocumentChange | None = None
    if old is not None and new is not None:
        withheld = _is_withheld(old), _is_withheld(new)
        if withheld[0] != withheld[1] and task.old is not None and task.new is not None:
            old, new = _without_text(task.old, old), _without_text(task.new, new)
        change = compare_documents(old, new, text=withheld[0] == withheld[1])
    elif old is not None or new is not None:
        root, fate = (old, Fate.REMOVED) if old is not None else (new, Fate.ADDED)
        assert root is not None
        change = told_whole(root, fate)
    if change is None:
        return _Done(None)
    # A document without an id is called after its file.
    stems = [Path(name).stem for name in (task.old_name, task.new_name)]
    ids = change.old_id or (stems[0] if old is not None else ""), change.new_id or (stems[1] if new is not None else "")
    if not (change.old_id and change.new_id) and old is not None and new is not None:
        ids = (ids[1],) * 2
    links = links_of(change)
    names = entry_names(old, links), entry_names(new, links)
    change = replace(change, old_id=ids[0], new_id=ids[1], old_file=task.old_file, new_file=task.new_file)
    if change.fate is Fate.SAME and change.moved:
        change = replace(change, fate=Fate.CHANGED)
    return _Done(change, names=names)


def _is_withheld(root: etree._Element) -> bool:
    """Whether a document was published without its text."""
    text = root.find(f"{TEI}text")
    if text is None or text.find(f".//{TEI}gap[@reason='withheld']") is None:
        return False
    return not text_of(root).strip()


def _without_text(content: bytes, root: etree._Element) -> etree._Element:
    return root if _is_withheld(root) else etree.fromstring(without_text(content), locked_parser())


def _authorities(before: Snapshot, after: Snapshot, found: list[Diagnostic]) -> tuple[EntryChange, ...]:
    roots = []
    contents = []
    for version in (before, after):
        try:
            content = version.tree.read(version.authority)
        except files.Unreadable as unreadable:
            found.append(unreadable.diagnostic)
            return ()
        contents.append(content)
    if contents[0] == contents[1]:
        return ()
    for version, content in zip((before, after), contents, strict=True):
        root, findings = (None, []) if content is None else read_any(content, version.told(version.authority))
        found += findings
        if findings:
            return ()
        roots.append(root)
    return compare_authorities(*roots)


def _named(changed: list[_Done], versions: tuple[Snapshot, ...]) -> list[DocumentChange]:
    """The changes with the names that documents, and the authorities of these versions, give to what links lead to."""
    told = [(done.change, done.names) for done in changed if done.change is not None]
    links = set().union(*(links_of(change) for change, _ in told))
    names: list[dict[str, str]] = [{}, {}]
    for place, version in enumerate(versions if links else ()):
        # What cannot be read is told where the authorities are compared.
        with contextlib.suppress(files.Unreadable):
            content = version.tree.read(version.authority)
            root = None if content is None else read_any(content, version.authority)[0]
            names[place] = entry_names(root, links, version.authority.rpartition("/")[2])
    return [named(change, old | names[0], new | names[1]) for change, (old, new) in told]


def _lost(task: _Task) -> _Done:
    return _Done(None, (files.lost(Path(task.new_name or task.old_name)),))
