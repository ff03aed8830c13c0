"""Files of an older version of the profile brought to the newest: shown as a diff, written only when asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tei_edition.diagnostics import Diagnostic
from tei_edition.edits import unified_diff
from tei_edition.errors import UsageError
from tei_edition.pipeline import files
from tei_edition.pipeline.gathering import gather
from tei_edition.validate.migration import migrated


@dataclass(frozen=True, slots=True)
class MigratedFile:
    """A file that a migration changes: the reasons of its steps, and the unified diff."""

    path: Path
    steps: tuple[str, ...]
    diff: str


@dataclass(frozen=True, slots=True)
class Migrations:
    """The result of a migration: the files that it changes, how many are up to date, and what hindered."""

    changed: tuple[MigratedFile, ...]
    current: int
    diagnostics: tuple[Diagnostic, ...]


def migrate(paths: Sequence[Path | str] | Path | str, *, write: bool = False) -> Migrations:
    """Bring TEI files, folders of them or whole editions to the newest version of the telegram profile.

    Without `write` no file is touched; the result says what would change. Files that cannot be migrated stay as they
    are, with a finding each. Raises UsageError if no path is given or a file cannot be written.
    """
    named = [Path(paths)] if isinstance(paths, (str, Path)) else [Path(path) for path in paths]
    if not named:
        raise UsageError("no file was named", "Name TEI files, folders or editions.")
    work = gather(named)
    changed: list[MigratedFile] = []
    found = list(work.diagnostics)
    current = 0
    for path in sorted(path for path, _ in work.documents.values()):
        try:
            content = files.read(path)
        except files.Unreadable as unreadable:
            found.append(unreadable.diagnostic)
            continue
        result = migrated(content, path.as_posix())
        found += result.diagnostics
        if result.steps:
            diff = unified_diff(content, result.content, path.as_posix())
            if write:
                try:
                    files.replace(path, content, result.content)
                except files.Unreadable as unreadable:
                    found.append(unreadable.diagnostic)
                    continue
            changed.append(MigratedFile(path, tuple(f"{step.after}: {step.why}" for step in result.steps), diff))
        elif not result.diagnostics:
            current += 1
    return Migrations(tuple(changed), current, tuple(sorted(found, key=Diagnostic.sort_key)))
