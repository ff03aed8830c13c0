"""The releases of an edition, read from the tags of its repository, and what each of them changed."""

from __future__ import annotations

import contextlib
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from tei_edition import edition as editions
from tei_edition.catalogue import entry_of, safe_name
from tei_edition.comparison import Aspect, Comparison, Fate
from tei_edition.diagnostics import Diagnostic, Location, Severity
from tei_edition.edition import VERSIONS, Edition
from tei_edition.errors import EditionError, UsageError
from tei_edition.pipeline import files, repository
from tei_edition.pipeline.comparing import compare_snapshots
from tei_edition.pipeline.snapshots import Snapshot, snapshot_of
from tei_edition.publish.release import Extent, Policy, policy_of
from tei_edition.publish.releases import KINDS, RELEASED, WITHHELD, Release, read_releases, releases_of, written
from tei_edition.validate.wellformed import read_any


@dataclass(frozen=True, slots=True)
class History:
    """The releases that were found, the file that keeps them (None: there are none), what could not be read, and the
    tags of releases at which there was no edition in this folder. `as_before` are the tags of those that cannot be read
    any more, and are told as the file told them."""

    releases: tuple[Release, ...]
    written: Path | None
    diagnostics: tuple[Diagnostic, ...] = ()
    without: tuple[str, ...] = ()
    as_before: tuple[str, ...] = ()


def history(
    edition: Path | str,
    *,
    jobs: int = 1,
    progress: Callable[[int, int], None] | None = None,
    shorter: bool = False,
) -> History:
    """Read the releases of an edition from the tags of its repository, and keep them in its `versions.json`.

    Releases are tags that name a version, `v1.0`, `1.0` or `<slug>-1.0`, of commits in the history of the one that is
    there now, also where the edition (by its slug) was in another folder. One that cannot be read is told by a warning,
    since nobody can mend a tag, and if the file tells it already, it tells it further
    (unless `shorter`). A telegram counts as published in a release as its own settings say (`[publish]`, `[rights]`):
    what was held back then is no part of it. Without such tags nothing is written.

    Raises UsageError where there is no edition, no git, only a part of the repository's history, a file of this name
    that is none of ours, or one with releases that are not found any more (unless `shorter`); EditionError where the
    settings are broken.
    """
    root = Path(edition)
    loaded = editions.load(root)
    target = loaded.versions
    there = repository.releases(root)
    kept = _kept(target) if there else ()
    # A release of the file is one whatever the edition is called now.
    recorded = {one.tag: one.version for one in kept}
    versions = [(tag, _version(tag.tag, loaded.slug) or recorded.get(tag.tag, "")) for tag in there]
    tags = [(tag, version) for tag, version in versions if version]
    if not tags:
        return History((), None)
    earlier = {} if shorter else {one.version: one for one in kept}
    found: list[Release] = []
    diagnostics: list[Diagnostic] = []
    without: list[str] = []
    as_before: list[str] = []
    before, known, gap = _NONE, _Known(), False
    with contextlib.ExitStack() as all_held:
        held = all_held.enter_context(contextlib.ExitStack())
        for tag, version in tags:
            opened = all_held.enter_context(contextlib.ExitStack())
            told = earlier.get(version)
            try:
                tagged = opened.enter_context(snapshot_of(root, tag.commit, tag.tag, loaded.slug))
                after, now = _published(tagged, known)
                # Next to one that cannot be read: what it was compared with then is not there to compare it with.
                stands = told if gap and told and told.commit == tag.commit else None
                compared = None if stands else compare_snapshots(before, after, jobs=jobs, progress=progress)
            except (UsageError, EditionError) as error:
                if isinstance(error, EditionError):
                    diagnostics.append(_unread(error, told))
                if told:
                    gap = True
                    found.append(told)
                    as_before.append(tag.tag)
                elif isinstance(error, UsageError):
                    without.append(tag.tag)
                continue
            if stands:
                found.append(stands)
            elif compared:
                # Nobody can mend what is tagged: it must not keep the edition from being built.
                diagnostics += (replace(one, severity=Severity.WARNING) for one in compared.diagnostics)
                release = _told(Release(version, tag.date, tag.tag, tag.commit), compared.comparison, known, now)
                found.append(_since(found, release, after, first=before is _NONE) if gap else release)
            held.close()
            before, known, held, gap = after, now, opened, False
    told_all = tuple(sorted(set(diagnostics), key=Diagnostic.sort_key))
    if not found:
        return History((), None, told_all, tuple(without))
    lost = [one.version for one in kept if one.version not in {release.version for release in found}]
    if lost and not shorter:
        raise UsageError(
            f"{target} tells of releases that are not found any more: {', '.join(lost)}; it stays as it is",
            "Fetch their tags (git fetch --tags), or check out the branch that has them. "
            "If they are to be gone: tei-edition history --shorter.",
        )
    files.write(target, written(found))
    return History(tuple(found), target, told_all, tuple(without), tuple(as_before))


def _unread(error: EditionError, told: Release | None) -> Diagnostic:
    """The finding that a release cannot be read, which the file tells already, or does not."""
    place = Location(error.file, error.line, error.column)
    help_ = "A tag stays as it is: what the release changed is told with the next one that can be read."
    if told:
        help_ = f"A tag stays as it is: the release is told as {VERSIONS} told it. --shorter leaves it out."
    return Diagnostic(error.rule, Severity.WARNING, f"the release cannot be read: {error.message}", place, help_)


def _since(found: Sequence[Release], told: Release, after: Snapshot, *, first: bool) -> Release:
    """A release that was compared with an earlier one than that before it, or with none if it is the `first` to be
    read: which telegrams there were is as the releases before it tell, and is not told twice."""
    published = releases_of(found).told.keys()
    names = {_name(path) for path in after.documents}
    renamed = tuple((old, new) for old, new in told.renamed if old in published and new not in published)
    there = (published - {old for old, _ in renamed}) | {new for _, new in renamed}
    return replace(
        told,
        added=tuple(sorted(names - there)),
        removed=tuple(sorted(there - names)),
        renamed=renamed,
        changed=tuple((name, kinds) for name, kinds in told.changed if name in there),
        entries=(0, 0, 0) if first else told.entries,
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """The documents of a release by their paths: the digest of each, and how much of it was published."""

    documents: dict[str, tuple[str, Extent]] = field(default_factory=dict)
    policy: Policy = Policy()  # noqa: RUF009 - immutable


class _Nothing:
    """What there was before the first release."""

    def listing(self, folder: str) -> dict[str, str]:
        return {}

    def read(self, path: str) -> bytes | None:
        return None


_NONE = Snapshot("", _Nothing(), Edition(Path(), "", ""))


def _published(tagged: Snapshot, before: _Known) -> tuple[Snapshot, _Known]:
    """A release without what its settings held back, and what is known of all its documents."""
    policy = policy_of(tagged.edition)
    known: dict[str, tuple[str, Extent]] = {}
    for path, digest in tagged.documents.items():
        same = before.documents.get(path)
        if same and same[0] == digest and policy == before.policy:
            known[path] = same
        else:
            root, _ = read_any(tagged.read(path), path)
            entry = None if root is None else entry_of(root, _name(path))
            known[path] = digest, policy.decide(entry.status, entry.availability).extent if entry else Extent.NOTHING
    shown = {path: digest for path, (digest, extent) in known.items() if extent is not Extent.NOTHING}
    return replace(tagged, documents=shown), _Known(known, policy)


def _told(release: Release, told: Comparison, before: _Known, now: _Known) -> Release:
    """A release with what it changed."""
    documents = told.documents
    changed: dict[str, set[str]] = {}
    for one in documents:
        if one.fate is Fate.CHANGED and one.aspects:
            changed[_name(one.new_file)] = set(one.aspects)
    # By names, since the file of a telegram, or the folder of all, may be called otherwise now.
    former = {_name(one.new_file): _name(one.old_file) for one in documents if one.moved}
    extents = {_name(path): extent for path, (_, extent) in before.documents.items()}
    for path, (_, extent) in now.documents.items():
        name = _name(path)
        was = extents.get(former.get(name, name), Extent.NOTHING)
        if Extent.NOTHING in (extent, was):
            continue
        kinds = changed.get(name, set())
        if extent is not was:
            kinds -= {Aspect.TEXT, Aspect.MARKUP}
            kinds.add(WITHHELD if extent is Extent.METADATA else RELEASED)
        elif extent is Extent.METADATA:
            kinds -= {Aspect.TEXT, Aspect.MARKUP}
        if kinds:
            changed[name] = kinds
        else:
            changed.pop(name, None)
    fates = Counter(one.fate for one in told.authority if one.key)
    return replace(
        release,
        added=tuple(sorted(_name(one.new_file) for one in documents if one.fate is Fate.ADDED)),
        removed=tuple(sorted(_name(one.old_file) for one in documents if one.fate is Fate.REMOVED)),
        renamed=tuple(sorted((old, new) for new, old in former.items())),
        changed=tuple((name, tuple(one for one in KINDS if one in kinds)) for name, kinds in sorted(changed.items())),
        entries=(fates[Fate.ADDED], fates[Fate.REMOVED], fates[Fate.CHANGED]),
    )


def _name(path: str) -> str:
    """The name of a document, as the site has it."""
    return safe_name(path.rpartition("/")[2].removesuffix(".xml"))


def _version(tag: str, slug: str) -> str:
    """The version that a tag names; "" if it names none."""
    found = re.fullmatch(rf"(?:{re.escape(slug)}[-/])?[vV]?(\d[\w.+\-]*)", tag)
    return found[1] if found else ""


def _kept(target: Path) -> tuple[Release, ...]:
    """What the file told so far: what stands in its place must be an earlier one."""
    if target.exists():
        try:
            return read_releases(editions.read_content(target), target.as_posix())
        except EditionError:
            raise UsageError(
                f"{target} is there already, and is not what tei-edition history wrote", "Give that file another name."
            ) from None
    return ()
