"""Versions of an edition as they are kept: a folder, a package, a commit, or one TEI file. They are only read."""

from __future__ import annotations

import contextlib
import hashlib
import os
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from tei_edition import edition as editions
from tei_edition.diagnostics import Diagnostic
from tei_edition.edition import SETTINGS, Edition
from tei_edition.errors import EditionError, UsageError
from tei_edition.pipeline import files, repository
from tei_edition.publish.deposit.bag import DATA

_LARGEST = 100_000_000  # bytes of one file


class Tree(Protocol):
    """A folder of files, wherever it is kept; paths are relative to it, with slashes."""

    def listing(self, folder: str) -> dict[str, str]:
        """The files in a folder of it ("" is itself), each with a digest of its content (that of git)."""

    def read(self, path: str) -> bytes | None:
        """The content of a file, None if it has none of this name."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A version of an edition: how it is called, its settings, and the digests of its TEI files, by their paths.

    `place` is what stands before a path where it is told (`v1.0:`); `alone` says that it is no edition, but one file.
    """

    name: str
    tree: Tree
    edition: Edition
    documents: dict[str, str] = field(default_factory=dict)
    place: str = ""
    alone: bool = False

    def read(self, path: str) -> bytes:
        """The content of a file of it. Raises Unreadable with the finding to report."""
        content = self.tree.read(path)
        if content is None:
            raise files.Unreadable(files.missing(Path(self.told(path))))
        return content

    def told(self, path: str) -> str:
        """A path as it is told."""
        return f"{self.place}{path}"

    @property
    def authority(self) -> str:
        """The path of its authority file."""
        return self.relative(self.edition.authority)

    def relative(self, path: Path) -> str:
        """A path of its settings, seen from its own folder."""
        return path.relative_to(self.edition.root).as_posix()


class _Folder:
    def __init__(self, root: Path) -> None:
        self._root = root

    def listing(self, folder: str) -> dict[str, str]:
        place = self._root / folder
        if not place.is_dir():
            return {}
        found = files.listing(place, "*.xml")
        return {path.relative_to(self._root).as_posix(): _digest(files.read(path)) for path in found}

    def read(self, path: str) -> bytes | None:
        place = self._root / path
        return files.read(place) if place.is_file() else None


class _Package:
    """The payload of a bag in a zip, of which nothing is unpacked."""

    def __init__(self, archive: zipfile.ZipFile, path: Path) -> None:
        self._archive = archive
        self._path = path
        held = [one for one in archive.infolist() if not one.is_dir()]
        tops = {one.filename.partition("/")[0] for one in held}
        self._top = f"{tops.pop()}/{DATA}" if len(tops) == 1 else ""
        self._entries = {
            one.filename.removeprefix(self._top): one
            for one in held
            if self._top and one.filename.startswith(self._top)
        }
        if SETTINGS not in self._entries:
            raise files.Unreadable(
                files.finding(
                    "package-no-bag", path, "the zip holds no edition that `tei-edition package` packed",
                    "Name a package, or the folder of the edition.",
                )
            )  # fmt: skip

    def listing(self, folder: str) -> dict[str, str]:
        start = f"{folder}/" if folder else ""
        names = [
            name
            for name in self._entries
            if name.startswith(start) and name.endswith(".xml") and "/" not in name[len(start) :]
        ]
        return {name: _digest(self.read(name) or b"") for name in sorted(names)}

    def read(self, path: str) -> bytes | None:
        entry = self._entries.get(path)
        if entry is None:
            return None
        try:
            if entry.file_size > _LARGEST:
                raise zipfile.BadZipFile(f"{path} is too large")
            with self._archive.open(entry) as file:
                return file.read(_LARGEST)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
            raise files.Unreadable(_damaged(self._path, error)) from None


class _Files:
    """One file, wherever it is."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def listing(self, folder: str) -> dict[str, str]:
        return {self._path.name: _digest(files.read(self._path))}

    def read(self, path: str) -> bytes | None:
        return files.read(self._path) if path == self._path.name else None


@contextlib.contextmanager
def snapshot(name: str, home: Path) -> Iterator[Snapshot]:
    """The version of an edition that `name` is: a folder, a package, a TEI file, else a tag, a branch or a commit.

    `home` is the folder of the edition that tags and commits are of. Raises UsageError where there is nothing of this
    name, EditionError and Unreadable where it cannot be read.
    """
    path = Path(name)
    if name and path.is_dir():
        yield _of_folder(path, name)
    elif zipfile.is_zipfile(path) if path.is_file() else False:
        try:
            archive = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError) as error:
            raise files.Unreadable(_damaged(path, error)) from None
        with archive:
            yield _of_tree(_Package(archive, path), name, f"{path.as_posix()}:")
    elif name and path.exists():
        tree = _Files(path)
        folder = Edition(path.parent, "file", path.stem, tei=path.parent, authority=path.parent / "authority.xml")
        place = "" if path.parent == Path() else f"{path.parent.as_posix()}/"
        yield Snapshot(name, tree, folder, tree.listing(""), place, alone=True)
    else:
        commit = repository.resolved(home, name) if home.is_dir() and not _is_path(name) else ""
        if not commit:
            raise UsageError(
                f"{name} is no folder, package or TEI file, and no tag or commit of {home}",
                "Name a folder or a file that exists, or a tag (git tag lists them); "
                "--edition names the folder of the edition.",
            )
        with snapshot_of(home, commit, name) as made:
            yield made


@contextlib.contextmanager
def snapshot_of(home: Path, commit: str, name: str, slug: str = "") -> Iterator[Snapshot]:
    """The edition in the folder `home` as it was at a commit, called `name`. Raises as `snapshot` does.

    With `slug` it may have been in another folder then, whose settings tell this slug, if there is only one.
    """
    with repository.opened(home, commit, _moved(home, commit, slug) if slug else None) as tree:
        yield _of_tree(tree, name, f"{name}:")


def _moved(home: Path, commit: str, slug: str) -> str | None:
    """Where an edition was that is in the folder `home` now; None if it was there already, or nobody knows."""
    places = repository.folders_with(home, commit, SETTINGS)
    if repository.prefix_of(home) in places:
        return None
    top = repository.top_of(home)
    found = []
    for place in places:
        if editions.is_edition(top / place):  # another one, which is still there
            continue
        with repository.opened(home, commit, place) as tree, contextlib.suppress(EditionError):
            settings = editions.parse_settings(tree.read(SETTINGS) or b"", SETTINGS)
            # Without a slug in its settings, the name of the folder that it was in then is its slug.
            found += [place] if editions.of_settings(Path("/", place), settings, SETTINGS).slug == slug else []
    return found[0] if len(found) == 1 else None


def home_of(*names: str) -> Path:
    """The folder of the edition that one of these names leads to; else where the caller stands."""
    for name in names:
        path = Path(name)
        if path.is_dir():
            return path
        if path.is_file() and not zipfile.is_zipfile(path):
            around = [path.parent, *path.parent.parents]
            if path.parent.is_absolute() is False:
                around = [path.parent, *path.resolve().parent.parents]
            return next((folder for folder in around if editions.is_edition(folder)), path.parent)
    return Path()


def _of_folder(root: Path, name: str) -> Snapshot:
    loaded = editions.load(root) if editions.is_edition(root) else editions.of_folder(root)
    place = "" if root == Path() else f"{root.as_posix()}/"
    return _documents(Snapshot(name, _Folder(root), loaded, place=place))


def _of_tree(tree: Tree, name: str, place: str) -> Snapshot:
    settings = tree.read(SETTINGS)
    root = Path()
    if settings is None:
        loaded = editions.of_folder(root)
        made = _documents(Snapshot(name, tree, loaded, place=place))
        if not made.documents:
            raise UsageError(
                f"there was no edition in this folder at {name}",
                "Name the folder that the edition had then with --edition, or name a later version.",
            )
        return made
    file = f"{place}{SETTINGS}"
    return _documents(
        Snapshot(name, tree, editions.of_settings(root, editions.parse_settings(settings, file), file), place=place)
    )


def _documents(made: Snapshot) -> Snapshot:
    folder = made.relative(made.edition.tei)
    found = made.tree.listing("" if folder == "." else folder)
    authority = made.authority
    documents = {path: digest for path, digest in found.items() if path.endswith(".xml") and path != authority}
    return Snapshot(made.name, made.tree, made.edition, documents, made.place)


def _is_path(name: str) -> bool:
    return name.startswith((".", "/")) or name.endswith((".xml", ".zip")) or os.sep * 2 in name


def _damaged(path: Path, error: Exception) -> Diagnostic:
    return files.finding(
        "package-no-zip", path, f"the file is no zip that can be read: {error}", "Take another copy, or pack it again."
    )


def _digest(content: bytes) -> str:
    """The digest that git has of a file with this content."""
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()
