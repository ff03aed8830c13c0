"""Validation again and again while files change: only what changed is checked anew."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Sequence
from pathlib import Path

from tei_edition.edition import SETTINGS
from tei_edition.pipeline.choosing import check_options
from tei_edition.pipeline.gathering import Work, gather
from tei_edition.pipeline.validation import Validation, check_documents, conclude
from tei_edition.validate import Examined

_State = dict[Path, tuple[int, int] | None]
"""Per file its time of modification in nanoseconds and its size; None where there is none."""


class Watched:
    """Files, folders and editions that are validated again whenever they change.

    A changed document is checked alone. When settings, an authority or a registry of archives changes, or a document
    comes or goes, all are checked, since each may refer to what changed.
    """

    def __init__(
        self, paths: Sequence[Path], *, select: Sequence[str] = (), ignore: Sequence[str] = (), jobs: int = 1
    ) -> None:
        """Raises UsageError if a rule does not exist. Nothing is checked yet."""
        check_options(select, ignore)
        self._paths = list(paths)
        self._select, self._ignore, self._jobs = select, ignore, jobs
        self._work = Work()
        self._found: dict[Path, Examined] = {}
        self._names: dict[Path, frozenset[str]] = {}
        self._state: _State = {}

    def check(self, progress: Callable[[int, int], None] | None = None) -> Validation:
        """Check everything."""
        self._work = gather(self._paths)
        self._names = self._listed()
        self._state = self._stated()
        self._found = {}
        return self._checked(list(self._work.documents), progress)

    def changes(self) -> frozenset[Path]:
        """The files that changed since they were checked, and the folders in which files came or went."""
        now, names = self._stated(), self._listed()
        changed = {path for path in now.keys() | self._state.keys() if now.get(path) != self._state.get(path)}
        return frozenset(changed | {folder for folder in names if names[folder] != self._names.get(folder)})

    def check_again(self, changed: frozenset[Path]) -> Validation:
        """The result once more, after these changes."""
        documents = [path for path in self._work.documents if path in changed]
        if len(documents) < len(changed) or any(not path.exists() for path in documents):
            return self.check()
        self._state = self._stated()
        return self._checked(documents, None)

    def _checked(self, documents: list[Path], progress: Callable[[int, int], None] | None) -> Validation:
        results = check_documents([self._work.documents[path] for path in documents], self._jobs, progress)
        self._found.update(zip(documents, results, strict=True))
        return conclude(self._work, self._found, self._select, self._ignore)

    def _stated(self) -> _State:
        """The state of every file that matters."""
        work = self._work
        files = {*work.documents, *work.settings, *work.authorities, *(path.absolute() for path in self._paths)}
        for edition in work.editions:
            files |= {
                path.absolute()
                for path in (
                    edition.root / SETTINGS,
                    edition.authority,
                    edition.archives,
                    edition.versions,
                    *edition.own_files,
                )
            }
            if edition.schema is not None:
                files.add(edition.schema.absolute())
        return {path: _state(path) for path in files}

    def _listed(self) -> dict[Path, frozenset[str]]:
        """What the folders hold that matters; a folder that cannot be read holds nothing."""
        folders = {path.absolute() for path in self._paths if path.is_dir()}
        folders |= {edition.tei.absolute() for edition in self._work.editions}
        return {folder: _names(folder) for folder in folders}


def _state(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    if stat.S_ISDIR(found.st_mode):  # what comes and goes in it is told by its names
        return None
    return found.st_mtime_ns, found.st_size


def _names(folder: Path) -> frozenset[str]:
    try:
        with os.scandir(folder) as entries:
            return frozenset(
                entry.name for entry in entries if entry.name.endswith((".xml", ".toml")) or entry.is_dir()
            )
    except OSError:
        return frozenset()
