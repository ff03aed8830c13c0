"""Names in TEI files linked to the authority: shown as a diff, written only when asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tei_edition.diagnostics import Diagnostic, has_errors
from tei_edition.edits import applied, unified_diff
from tei_edition.errors import EditionError, UsageError
from tei_edition.linking import NameCount, UnknownName, counted, link, suggested
from tei_edition.pipeline import files
from tei_edition.pipeline.authorities import NameAuthority, authority_of
from tei_edition.pipeline.gathering import Work, gather
from tei_edition.pipeline.own_files import as_diagnostic
from tei_edition.validate.wellformed import read_document


@dataclass(frozen=True, slots=True)
class LinkedFile:
    """A file that gets references: how many, and the unified diff."""

    path: Path
    references: int
    diff: str


@dataclass(frozen=True, slots=True)
class Links:
    """The result of linking: the files that change, how many do not, names without entry, and what hindered."""

    changed: tuple[LinkedFile, ...]
    unchanged: int
    unknown: tuple[NameCount, ...]
    diagnostics: tuple[Diagnostic, ...]


def link_names(
    paths: Sequence[Path | str] | Path | str, *, write: bool = False, suggest: Path | str | None = None
) -> Links:
    """Link the names in TEI files, folders of them or whole editions to the authority of their edition.

    Without `write` no file is touched; the result says what would change. Nothing but references and the tags around
    names is ever inserted. `suggest` names a new file that gets an entry for each marked name that the authority does
    not have. Files that cannot be read as TEI stay as they are, with a finding each. Raises UsageError if no path is
    given, `suggest` exists, or a file cannot be written.
    """
    named = [Path(paths)] if isinstance(paths, (str, Path)) else [Path(path) for path in paths]
    if not named:
        raise UsageError("no file was named", "Name an edition, or TEI files of one.")
    suggestion = new_file(suggest)
    work = gather(named)
    found = list(work.diagnostics)
    authorities: dict[Path, NameAuthority | None] = {}
    changed: list[LinkedFile] = []
    unknown: list[tuple[str, UnknownName]] = []
    unchanged = 0
    for path in sorted(path for path, _ in work.documents.values()):
        try:
            authority = _authority(path, work, authorities, found)
            if authority is None:
                continue
            content = files.read(path)
        except files.Unreadable as unreadable:
            found.append(unreadable.diagnostic)
            continue
        _, faults = read_document(content, path.as_posix())
        if has_errors(faults):
            found += faults
            continue
        result = link(content, authority.gazetteer, path.as_posix())
        found += result.diagnostics
        unknown += ((path.as_posix(), name) for name in result.unknown)
        if not result.edits:
            unchanged += 1
            continue
        after = applied(content, result.edits)
        if write:
            try:
                files.replace(path, content, after)
            except files.Unreadable as unreadable:
                found.append(unreadable.diagnostic)
                continue
        diff = unified_diff(content, after, path.as_posix())
        changed.append(LinkedFile(path, len(result.references), diff))
    counts = counted(unknown)
    write_suggestion(suggestion, counts, [one for one in authorities.values() if one])
    return Links(tuple(changed), unchanged, tuple(counts), tuple(sorted(found, key=Diagnostic.sort_key)))


def new_file(path: Path | str | None) -> Path | None:
    """The file that suggested entries go to. Raises UsageError if it exists: an editor may have worked in it."""
    if path is None:
        return None
    if Path(path).exists():
        raise UsageError(f"{path} exists; it would be replaced", "Name another file for --suggest-authority.")
    return Path(path)


def write_suggestion(path: Path | None, names: Sequence[NameCount], authorities: Sequence[NameAuthority]) -> None:
    """Write entries for the names into `path`, if it is wanted and there are names."""
    if path is not None and names:
        files.write(path, suggested(names, {one for authority in authorities for one in authority.ids}))


def _authority(
    path: Path, work: Work, known: dict[Path, NameAuthority | None], found: list[Diagnostic]
) -> NameAuthority | None:
    """The authority for a document; what hinders is found once for each edition. Raises Unreadable if it has none."""
    home = work.home_of(path.as_posix())
    if home is None:
        raise files.Unreadable(
            files.finding(
                "authority-missing", path, "the file belongs to no edition, so there is no authority to link to",
                "Link files in the TEI folder of an edition.",
            )
        )  # fmt: skip
    edition = home[0]
    root = edition.root.resolve()
    if root not in known:
        known[root] = None
        try:
            known[root] = authority_of(edition)
        except EditionError as error:
            found.append(as_diagnostic(error))
        else:
            if known[root] is None:
                raise files.Unreadable(
                    files.finding(
                        "authority-missing", edition.authority, "the edition has no authority to link to",
                        "Write one; convert --suggest-authority FILE makes entries of the names of the sources.",
                    )
                )  # fmt: skip
    return known[root]
