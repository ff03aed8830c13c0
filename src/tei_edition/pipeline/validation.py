"""From files, folders and editions to findings."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tei_edition.diagnostics import Diagnostic, has_errors
from tei_edition.edition import Edition
from tei_edition.errors import UsageError
from tei_edition.pipeline import files
from tei_edition.pipeline.cache import ResultCache, key_of
from tei_edition.pipeline.choosing import check_options, chosen
from tei_edition.pipeline.gathering import Work, gather
from tei_edition.pipeline.mending import MendedFile, mend, mendable
from tei_edition.pipeline.own_files import check_authority_file, check_settings_file
from tei_edition.pipeline.workers import Jobs, each
from tei_edition.rules import Rule
from tei_edition.validate import Examined, ValidationContext, check_edition, examine


@dataclass(frozen=True, slots=True)
class Validation:
    """The result of a validation: the findings in the order of the files and lines, and the files that were checked.

    `rules` are those of a schema of one's own, by their ids; none where only the toolkit's own rules were tried.
    """

    diagnostics: tuple[Diagnostic, ...]
    files: tuple[Path, ...]
    rules: Mapping[str, Rule] = field(default_factory=dict)

    @property
    def failed(self) -> bool:
        """Whether there are errors; warnings alone are none."""
        return has_errors(list(self.diagnostics))


def validate(
    paths: Sequence[Path | str] | Path | str,
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    cache: Path | None = None,
    jobs: Jobs = 1,
    progress: Callable[[int, int], None] | None = None,
) -> list[Diagnostic]:
    """Check TEI files, folders of them, or whole editions; the findings in the order of the files and lines.

    Of an edition (a folder with edition.toml), its settings, its authority and all its TEI files are checked. A
    single file that lies in an edition is checked as part of it: references to the authority and to the other
    documents resolve. What cannot be read is a finding too; the others are checked.

    `select` and `ignore` name rules, by id, by the first words of ids (`grammar`) or by severity: only the findings of
    these, and none of those, are given. What edition.toml says of its edition holds too: `select` stands for its
    select, `ignore` is added. `cache` is a folder in which results are kept by content, so that unchanged files are not
    checked again (None: none are kept). `jobs` is the number of processes (0: as many as pay) or a
    `pipeline.cluster`, `progress` is called with the files done and their number.

    Raises UsageError if no path is given, or a rule does not exist.
    """
    return list(check(paths, select=select, ignore=ignore, cache=cache, jobs=jobs, progress=progress).diagnostics)


def check(
    paths: Sequence[Path | str] | Path | str,
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    cache: Path | None = None,
    jobs: Jobs = 1,
    progress: Callable[[int, int], None] | None = None,
) -> Validation:
    """What `validate` does, with all that reports tell of it; the parameters are the same."""
    named = _named(paths)
    check_options(select, ignore)
    return check_work(gather(named), select, ignore, jobs, progress, cache)


def repair(
    paths: Sequence[Path | str] | Path | str,
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    jobs: Jobs = 1,
    progress: Callable[[int, int], None] | None = None,
    write: bool = False,
) -> tuple[list[MendedFile], Validation]:
    """Make the safe mechanical repairs; the files that they change, with their diffs, and what is found then.

    Without `write` no file is touched, and the findings are those of the files as they are. The parameters are those
    of `validate`: what is not reported is not repaired. Raises UsageError as it does, and if a file cannot be written.
    """
    named = _named(paths)
    check_options(select, ignore)
    work = gather(named)
    found = check_work(work, select, ignore, jobs, progress)
    changed = mend(found.diagnostics, work, select, ignore, write=write)
    if changed and write:
        found = check_work(gather(named), select, ignore, jobs, progress)
    return changed, found


def check_work(
    work: Work,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    jobs: Jobs = 1,
    progress: Callable[[int, int], None] | None = None,
    cache: Path | None = None,
) -> Validation:
    """What `check` does, of files that have been gathered."""
    documents = list(work.documents.values())
    if cache is None:
        results = check_documents(documents, jobs, progress)
    else:
        with ResultCache(cache) as kept:
            results = _with_cache(documents, kept, jobs, progress)
    return conclude(work, dict(zip(work.documents, results, strict=True)), select, ignore)


def conclude(
    work: Work, on_documents: Mapping[Path, Examined], select: Sequence[str], ignore: Sequence[str]
) -> Validation:
    """The result of a validation from that of each document; what an edition has once is checked here."""
    found = [*work.diagnostics, *(one for result in on_documents.values() for one in result.diagnostics)]
    for path in work.settings.values():
        found.extend(check_settings_file(path))
    for path in work.authorities.values():
        found.extend(check_authority_file(path))
    for edition in work.whole:
        found.extend(_check_across(edition, work, on_documents))
    told = sorted(chosen(set(found), work, select, ignore), key=Diagnostic.sort_key)
    return Validation(tuple(mendable(told, work)), tuple(work.files))


def _check_across(edition: Edition, work: Work, on_documents: Mapping[Path, Examined]) -> list[Diagnostic]:
    """The findings between the documents of an edition that is checked whole."""
    folder = edition.tei.absolute()
    results = [result for path, result in on_documents.items() if path.parent == folder]
    authority = edition.authority
    content = None
    # An entry is only unused where every document has spoken.
    if authority.absolute() in work.authorities and all(result.facts for result in results):
        with contextlib.suppress(files.Unreadable):
            content = files.read(authority)
    return check_edition([one.facts for one in results if one.facts], content, authority.as_posix())


def _named(paths: Sequence[Path | str] | Path | str) -> list[Path]:
    named = [Path(paths)] if isinstance(paths, (str, Path)) else [Path(path) for path in paths]
    if not named:
        raise UsageError("no file was named", "Name TEI files, folders or editions.")
    return named


def check_documents(
    documents: Sequence[tuple[Path, ValidationContext]],
    jobs: Jobs = 1,
    progress: Callable[[int, int], None] | None = None,
) -> Iterable[Examined]:
    """The result for each of the TEI files, in their order."""
    contexts = list({id(context): context for _, context in documents}.values())
    if len(contexts) == 1:  # The usual case; the context then travels to a worker once per chunk.
        stage = functools.partial(_check_file, context=contexts[0])
        return each(stage, [path for path, _ in documents], jobs, progress, _lost)
    return each(_check_pair, documents, jobs, progress, _lost_pair)


def _with_cache(
    documents: Sequence[tuple[Path, ValidationContext]],
    kept: ResultCache,
    jobs: Jobs,
    progress: Callable[[int, int], None] | None,
) -> list[Examined]:
    """The result for each of the TEI files, in their order: those that are known, and the rest anew."""
    results: list[Examined | None] = []
    keys: list[bytes] = []
    for path, context in documents:
        try:
            keys.append(key_of(files.read(path), path.stem, context))
        except files.Unreadable:
            keys.append(b"")
        results.append(kept.get(keys[-1], path.as_posix(), context))
    missing = [place for place, result in enumerate(results) if result is None]
    anew = check_documents([documents[place] for place in missing], jobs, progress)
    for place, examined in zip(missing, anew, strict=True):
        results[place] = examined
        if examined.facts is not None:
            kept.add(keys[place], examined, documents[place][1])
    return [result for result in results if result is not None]


def _check_file(path: Path, context: ValidationContext) -> Examined:
    """The stage: one TEI file read and checked. Runs in worker processes."""
    try:
        content = files.read(path)
    except files.Unreadable as unreadable:
        return Examined([unreadable.diagnostic])
    return examine(content, path.as_posix(), context)


def _check_pair(pair: tuple[Path, ValidationContext]) -> Examined:
    return _check_file(*pair)


def _lost(path: Path) -> Examined:
    return Examined([files.lost(path)])


def _lost_pair(pair: tuple[Path, ValidationContext]) -> Examined:
    return _lost(pair[0])
