"""A preview that follows its edition: built again whenever one of its files changes, in a process that is kept.

What a build needs is loaded and compiled once, and a build makes only what is new, so that a changed telegram of a
thousand is there after a quarter of a second. What is wrong never ends a preview: the last pages stay, with findings.
"""

from __future__ import annotations

import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tei_edition import edition as editions
from tei_edition import resources
from tei_edition.catalogue import safe_name
from tei_edition.diagnostics import Diagnostic, Location, Severity
from tei_edition.edition import SETTINGS, Edition
from tei_edition.errors import EditionError, TeiEditionError
from tei_edition.pipeline.pages import HTML
from tei_edition.pipeline.publication import build

Stamps = dict[str, tuple[int, int]]
"""Files, each with its time of modification in nanoseconds and its size."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a preview shows now.

    `number` counts the builds, `seconds` is what the last one took; `findings` are what is wrong, by the name of the
    telegram's page, and under `""` in files that concern all; `sources` are the TEI files by the names of their pages.
    """

    number: int = 0
    documents: int = 0
    seconds: float = 0.0
    findings: dict[str, list[Diagnostic]] = field(default_factory=dict)
    sources: dict[str, Path] = field(default_factory=dict)

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """All findings, by place."""
        return sorted((one for found in self.findings.values() for one in found), key=Diagnostic.sort_key)


class Preview:
    """An edition's site that is built into a folder of its own, `output`, and kept up to date."""

    def __init__(self, edition: Path, output: Path) -> None:
        """Raises UsageError where there is no edition. Nothing is built yet."""
        self.root = edition
        self.output = output
        self.shown = Shown()
        with_settings = not editions.is_folder_of_tei(edition)
        if with_settings and not (edition / SETTINGS).is_file():
            editions.load(edition)  # says what is missing
        self._left_out: set[str] = set()
        self._stamps: Stamps = {}

    @property
    def site(self) -> Path:
        """The folder of the site."""
        return self.output / HTML

    def build(self, *, index: bool = False, progress: Callable[[int, int], None] | None = None) -> Shown:
        """Build what is new, and the index of the search if `index` asks for it; it is seen by the same pages.

        What is wrong is a finding, never an exception.
        """
        started = time.perf_counter()
        edition = self._edition()
        self._left_out = {os.path.realpath(one) for one in (self.output, *([edition.sources] if edition else ()))}
        if not index:  # else what changes meanwhile is still to be shown
            self._stamps = self._stated()
        documents = 0
        try:
            result = build(
                self.root,
                output=self.output,
                html=True,
                preview=True,
                renew_index=index,
                again=self.shown.number > 0,
                jobs=0,
                progress=progress,
            )
            diagnostics, documents = list(result.diagnostics), result.documents
        except TeiEditionError as error:
            diagnostics = [self._finding(error)]
        sources = {safe_name(path.stem): path for path in _documents(edition)}
        pages = {path.as_posix(): name for name, path in sources.items()}
        findings: dict[str, list[Diagnostic]] = defaultdict(list)
        for one in diagnostics:
            findings[pages.get(one.location.file, "")].append(one)
        seconds = time.perf_counter() - started
        self.shown = Shown(self.shown.number + 1, documents, seconds, dict(findings), sources)
        return self.shown

    def changes(self) -> list[str]:
        """The files that changed, came or went since the last build."""
        now = self._stated()
        return sorted(path for path in now.keys() | self._stamps.keys() if now.get(path) != self._stamps.get(path))

    def needs_restart(self, changed: list[str]) -> bool:
        """Whether files of the toolkit are among the changed ones: what is compiled of them is of no use any more."""
        own = os.fspath(resources.folder("xslt"))
        return any(path.startswith(own) for path in changed)

    def _stated(self) -> Stamps:
        """The files that a preview is made from: all of the edition but its sources, and the toolkit's stylesheets."""
        found: Stamps = {}
        for folder in (self.root, resources.folder("xslt")):
            found.update(_files(os.fspath(folder), self._left_out))
        return found

    def _edition(self) -> Edition | None:
        try:
            is_folder = editions.is_folder_of_tei(self.root)
            return editions.of_folder(self.root) if is_folder else editions.load(self.root)
        except TeiEditionError:
            return None

    def _finding(self, error: TeiEditionError) -> Diagnostic:
        if isinstance(error, EditionError):
            place = Location(error.file, error.line, error.column)
            return Diagnostic(error.rule, Severity.ERROR, error.message, place, error.help)
        file = (self.root / SETTINGS).as_posix()
        return Diagnostic("preview-failed", Severity.ERROR, error.message, Location(file), error.help)


def _documents(edition: Edition | None) -> list[Path]:
    try:
        return edition.documents() if edition else []
    except TeiEditionError:
        return []


def _files(folder: str, left_out: set[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    """The files in a folder and below it, without hidden ones; what cannot be read is not there."""
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith((".", "~")) or entry.name.endswith("~"):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    if os.path.realpath(entry.path) not in left_out:
                        yield from _files(entry.path, left_out)
                elif entry.is_file():
                    status = entry.stat()
                    yield entry.path, (status.st_mtime_ns, status.st_size)
    except OSError:
        return
