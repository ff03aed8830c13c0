"""Converting again: what a better converter or a corrected source changes comes into the files that were edited since.

The pristine conversion of each document, kept beside the sources (`sources/.converted/`), tells the editor's changes
from the converter's.
"""

from __future__ import annotations

import datetime
import functools
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lxml import etree

from tei_edition import edition as editions
from tei_edition.diagnostics import Diagnostic, Location, Severity
from tei_edition.edition import Licence
from tei_edition.edits import unified_diff
from tei_edition.pipeline import files, inputs
from tei_edition.pipeline.authorities import NameAuthority
from tei_edition.pipeline.conversion import Conversion, as_paths, convert_file, gather_sources, place_of
from tei_edition.pipeline.dates import output_date
from tei_edition.pipeline.gathering import edition_context
from tei_edition.pipeline.merging import Conflict, merge
from tei_edition.pipeline.metadata import Assigned, assign
from tei_edition.pipeline.workers import each
from tei_edition.source.citation import Registry
from tei_edition.tei import EncodingContext
from tei_edition.validate import ValidationContext, check_document
from tei_edition.validate.wellformed import TEI, read_document


@dataclass(frozen=True, slots=True)
class UpdatedFile:
    """A file that an update changes: the unified diff, and a diff of each place where edits and conversion conflict.

    `written`: it was written. A file with conflicts is not, unless the editor's words were to be kept there.
    """

    path: Path
    diff: str
    conflicts: tuple[str, ...]
    written: bool


@dataclass(frozen=True, slots=True)
class Updates:
    """The result of an update: the files that it changes, how many stay as they are, and what hinders."""

    files: tuple[UpdatedFile, ...]
    current: int
    diagnostics: tuple[Diagnostic, ...]


def update(
    sources: Sequence[Path | str] | Path | str,
    *,
    into: Path | str,
    write: bool = False,
    keep_mine: bool = False,
    date: datetime.date | None = None,
    publisher: str = "",
    licence: Licence | None = None,
    dialect: str = "",
    metadata: Path | str | None = None,
    jobs: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> Updates:
    """Convert `sources` again; bring what changed since the last conversion into the TEI files of the edition `into`.

    What the editor changed stays; where both changed the same words differently it is a conflict, and the file is not
    written. `keep_mine` decides conflicts for the edited file. Without `write` nothing is written; with it, a merged
    file is, and its new pristine conversion. A source without TEI file is converted as `convert` does. `date` is the
    date of conversion; without it each file keeps that of its last conversion. The other parameters are those of
    `convert`.

    A merged file is well-formed and has no error against the profile that the edited file had not.
    Raises UsageError for wrong parameters and places that cannot be written, EditionError for a broken edition.
    """
    inputs.check_kind(dialect)
    place = place_of(into, None, output_date(date), publisher, licence)
    edition = editions.load(Path(into))
    pristine = editions.pristine(edition)
    found, diagnostics = gather_sources(as_paths(sources))
    stated, told = assign(metadata, found)
    diagnostics += told
    stage = functools.partial(
        _convert_again,
        context=place.context,
        archives=place.archives,
        dialect=dialect,
        pristine=None if date else pristine,
        authority=place.authority,
        metadata=stated,
    )
    context = edition_context(edition)
    changed: list[UpdatedFile] = []
    current = 0
    taken: dict[str, Path] = {}
    for source, result in zip(found, each(stage, found, jobs, progress), strict=True):
        target = place.folder / f"{result.identifier}.xml"
        if result.error is not None:
            diagnostics.append(result.error)
            continue
        if result.identifier in taken:
            diagnostics.append(_taken(source, result.identifier, taken[result.identifier]))
            continue
        taken[result.identifier] = source
        kept = pristine / target.name
        try:
            outcome = _merged(target, kept, result.content, context, keep_mine=keep_mine)
        except files.Unreadable as unreadable:
            diagnostics.append(unreadable.diagnostic)
            continue
        diagnostics += outcome.diagnostics
        written = write and outcome.content is not None
        if written and outcome.content is not None:
            if not target.exists():
                files.write(target, outcome.content)
            elif outcome.content != outcome.before:
                try:
                    files.replace(target, outcome.before, outcome.content)
                except files.Unreadable as unreadable:
                    diagnostics.append(unreadable.diagnostic)
                    continue
            if outcome.base != result.content:  # after the TEI file: an update that was cut short is made again
                files.write(kept, result.content)
        after = outcome.before if outcome.content is None else outcome.content
        diff = unified_diff(outcome.before, after, target.as_posix())
        if diff or outcome.conflicts:
            shown = tuple(_shown(conflict, target) for conflict in outcome.conflicts)
            changed.append(UpdatedFile(target, diff, shown, written))
        elif not outcome.diagnostics:
            current += 1
    return Updates(tuple(changed), current, tuple(sorted(diagnostics, key=Diagnostic.sort_key)))


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What becomes of one file: its bytes before, those of its pristine conversion, its new ones (None: it stays)."""

    before: bytes
    base: bytes
    content: bytes | None
    conflicts: tuple[Conflict, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def _merged(target: Path, kept: Path, theirs: bytes, context: ValidationContext, *, keep_mine: bool) -> _Outcome:
    """The edited file with what changed from its pristine conversion to the new one. Raises Unreadable."""
    if not target.exists():
        return _Outcome(b"", b"", theirs)
    ours = files.read(target)
    if not kept.exists():
        if ours == theirs:  # nobody edited it: the file is its own pristine conversion
            return _Outcome(ours, b"", ours)
        return _Outcome(ours, b"", None, (), (_without_pristine(target, kept),))
    base = files.read(kept)
    merged = merge(base, ours, theirs)
    said = [_conflict(conflict, target, keep_mine=keep_mine) for conflict in merged.conflicts]
    if said and not keep_mine:
        return _Outcome(ours, base, None, merged.conflicts, tuple(said))
    if merged.content != ours:
        said += _new_errors(target, ours, merged.content, context)
    broken = any(one.rule == "update-breaks-file" for one in said)
    return _Outcome(ours, base, None if broken else merged.content, merged.conflicts, tuple(said))


def _convert_again(
    source: Path,
    context: EncodingContext,
    archives: Registry | None,
    dialect: str,
    pristine: Path | None,
    authority: NameAuthority | None,
    metadata: Assigned,
) -> Conversion:
    """The stage: a source converted with the date of its last conversion, so that only real changes differ."""
    again = functools.partial(
        convert_file, source, archives=archives, dialect=dialect, authority=authority, metadata=metadata
    )
    result = again(context)
    before = _date(pristine / f"{result.identifier}.xml") if pristine is not None and not result.error else None
    if before is None or before == context.date:
        return result
    return again(replace(context, date=before))


def _date(kept: Path) -> datetime.date | None:
    """The date of conversion that a pristine conversion gives."""
    try:
        root, _ = read_document(files.read(kept), kept.as_posix())
    except files.Unreadable:
        return None
    date = root.find(f".//{TEI}publicationStmt/{TEI}date") if root is not None else None
    try:
        return datetime.date.fromisoformat(date.get("when", "")) if isinstance(date, etree._Element) else None
    except ValueError:
        return None


def _new_errors(target: Path, ours: bytes, merged: bytes, context: ValidationContext) -> list[Diagnostic]:
    """A finding for each error that the merged file has and the edited one has not."""
    file = target.as_posix()
    known = Counter(_kind(one) for one in check_document(ours, file, context))
    made = []
    for one in check_document(merged, file, context):
        if one.severity is Severity.ERROR:
            known[_kind(one)] -= 1
            if known[_kind(one)] < 0:
                made.append(
                    Diagnostic(
                        "update-breaks-file",
                        Severity.ERROR,
                        f"the merged file would have an error in its line {one.location.line} that the edited one has "
                        f"not: {one.message} [{one.rule}]",
                        Location(file),
                        "The file was left alone. Bring the change in by hand, then update with --keep-mine.",
                    )
                )
    return made


def _kind(found: Diagnostic) -> tuple[str, str]:
    return found.rule, found.message


def _conflict(conflict: Conflict, target: Path, *, keep_mine: bool) -> Diagnostic:
    lines = len(conflict.ours)
    what = f"{lines} lines" if lines > 1 else "this line" if lines else "the place before this line"
    return Diagnostic(
        "update-conflict",
        Severity.WARNING if keep_mine else Severity.ERROR,
        f"{what} changed both in the edited file and in the new conversion, in different ways"
        + ("; the edited words stay" if keep_mine else "; the file was left alone"),
        Location(target.as_posix(), conflict.line),
        ""
        if keep_mine
        else "Bring in by hand what you want of the new conversion, then update with --write --keep-mine.",
    )


def _shown(conflict: Conflict, target: Path) -> str:
    """A conflict as a diff from the edited lines to those of the new conversion."""
    ours, theirs = (b"".join(line + b"\n" for line in lines) for lines in (conflict.ours, conflict.theirs))
    return unified_diff(ours, theirs, f"{target.as_posix()} (conflict in line {conflict.line})")


def _without_pristine(target: Path, kept: Path) -> Diagnostic:
    return files.finding(
        "update-without-pristine",
        target,
        f"nothing tells the edits in this file from the conversion: {kept.as_posix()} is missing",
        "Put the file there as it was before it was edited (version control has it). If it never was, convert it "
        "with --force.",
    )


def _taken(source: Path, identifier: str, other: Path) -> Diagnostic:
    return files.finding(
        "id-taken",
        source,
        f"its id {identifier!r} belongs to {other.as_posix()} already",
        "Rename one of the two source files: the id of a document is made from the name of its source.",
    )
