"""The safe mechanical repairs: offered with the findings, shown as a diff, written when asked."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from tei_edition.diagnostics import Diagnostic
from tei_edition.edits import unified_diff
from tei_edition.pipeline import files
from tei_edition.pipeline.choosing import kept
from tei_edition.pipeline.gathering import Work
from tei_edition.validate import check_document
from tei_edition.validate.fixes import FIXERS, repaired, with_fixes


@dataclass(frozen=True, slots=True)
class MendedFile:
    """A file that repairs change: each repair in words, and the unified diff."""

    path: Path
    made: tuple[str, ...]
    diff: str


def mendable(diagnostics: Sequence[Diagnostic], work: Work) -> Iterator[Diagnostic]:
    """The findings, sorted by file, those on documents with the repairs that are offered for them."""
    for file, group in groupby(diagnostics, key=lambda found: found.location.file):
        found = list(group)
        if any(one.rule in FIXERS for one in found):
            path = Path(file)
            with contextlib.suppress(files.Unreadable):  # it was there a moment ago
                found = _offered(files.read(path), found, path, work)
        yield from found


def mend(
    diagnostics: Sequence[Diagnostic], work: Work, select: Sequence[str], ignore: Sequence[str], *, write: bool
) -> list[MendedFile]:
    """The files that the repairs of these findings change; with `write` they are written, else nothing is touched.

    The findings are those of `check_work`; after each repair the file is checked again. Raises UsageError if a file
    cannot be written.
    """
    changed = []
    for file, group in groupby(diagnostics, key=lambda found: found.location.file):
        found = list(group)
        if not any(one.fix for one in found):
            continue
        path = Path(file)
        try:
            before = files.read(path)
        except files.Unreadable:
            continue

        def checked(content: bytes, path: Path = path) -> list[Diagnostic]:
            context = work.documents[path.absolute()][1]
            again = kept(check_document(content, path.as_posix(), context), work, select, ignore)
            return _offered(content, again, path, work)

        # The file may have changed since it was checked: what is repaired is what is there now.
        after = repaired(before, checked(before), checked)
        if after.made:
            if write:
                try:
                    files.replace(path, before, after.content)
                except files.Unreadable:  # somebody works in it: its findings are told as they are then
                    continue
            changed.append(MendedFile(path, after.made, unified_diff(before, after.content, path.as_posix())))
    return changed


def _offered(content: bytes, found: list[Diagnostic], path: Path, work: Work) -> list[Diagnostic]:
    document = work.documents.get(path.absolute())
    if document is None:
        return found
    context = document[1]
    return with_fixes(content, found, path.stem, context.authority, context.home_authority)
