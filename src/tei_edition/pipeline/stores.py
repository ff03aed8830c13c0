"""Where the files of a build are: a folder, or a store that is reached by its address (`s3://bucket/folder`).

A store is a value that can be pickled: workers, wherever they are, write into it what they made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tei_edition.pipeline import files

Content = bytes | Iterable[bytes]
"""The bytes of a file, or pieces of them."""


class Store(Protocol):
    """A place for files, which are named by their paths in it (`html/index.html`)."""

    def place(self, path: str) -> str:
        """Where a file of it is, as people are told it."""

    def write(self, made: Mapping[str, Content]) -> dict[str, str]:
        """Write files, each whole or not at all; how each looks from outside now (its stamp).

        Raises UsageError if the place cannot be written.
        """

    def learn(self, written: Mapping[str, str]) -> None:
        """Know what another process wrote, with the stamps that `write` gave there."""

    def stamps(self, paths: Iterable[str]) -> dict[str, str]:
        """How these files look from outside: what changes when somebody writes them; "" for those that are not."""

    def read(self, path: str) -> bytes | None:
        """The content of a file; None if it cannot be read."""

    def remove(self, path: str) -> None:
        """Remove a file if it is there. Raises UsageError if it cannot be removed."""

    def sweep(self) -> None:
        """Remove what a build that was killed left half written."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of this machine, or one that several machines see at the same place."""

    path: Path

    def __str__(self) -> str:
        return str(self.path)

    def __reduce__(self) -> tuple[type[Folder], tuple[Path]]:
        return Folder, (self.path.absolute(),)  # who gets it may stand elsewhere

    def place(self, path: str) -> str:
        """As `Store` has it."""
        return (self.path / path).as_posix()

    def write(self, made: Mapping[str, Content]) -> dict[str, str]:
        """As `Store` has it."""
        stamps = {}
        for path, content in made.items():
            files.write(self.path / path, content)
            stamps[path] = files.stamp_of(f"{self.path}/{path}")
        return stamps

    def learn(self, written: Mapping[str, str]) -> None:
        """As `Store` has it: nothing, since the disk is asked each time."""

    def stamps(self, paths: Iterable[str]) -> dict[str, str]:
        """As `Store` has it."""
        folder = str(self.path)
        return {path: files.stamp_of(f"{folder}/{path}") for path in paths}

    def read(self, path: str) -> bytes | None:
        """As `Store` has it."""
        with suppress(OSError):
            return (self.path / path).read_bytes()
        return None

    def remove(self, path: str) -> None:
        """As `Store` has it."""
        files.remove(self.path / path)

    def sweep(self) -> None:
        """As `Store` has it."""
        for path in self.path.rglob(files.HALF_WRITTEN):
            with suppress(OSError):
                path.unlink()
