"""A folder of derived files: written anew, and cleared of what an earlier build left there."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from tei_edition.pipeline import files

MANIFEST = ".tei-edition.json"
"""Lists the files that the tool wrote into a folder, so that it removes only these."""


class Tree:
    """Files below `folder`, written one by one; see `replaced_tree`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.written: set[str] = set()

    def add(self, content: Mapping[str, bytes]) -> None:
        """Write the files {relative path: bytes}. Raises UsageError if the folder cannot be written."""
        for path, data in content.items():
            files.write(self.folder / path, data)
            self.written.add(path)


@contextmanager
def replaced_tree(folder: Path) -> Iterator[Tree]:
    """Write a folder anew: at the end, the files of an earlier build that were not written again are removed.

    Files that the tool did not write stay. If the work is interrupted, nothing is removed, and the manifest lists the
    files of both builds for the next one.
    """
    tree = Tree(folder)
    earlier = _listed(folder / MANIFEST)
    complete = False
    try:
        yield tree
        complete = True
    finally:
        if complete:
            for path in earlier - tree.written:
                (folder / path).unlink(missing_ok=True)
        if tree.written:
            _write_manifest(folder, tree.written if complete else tree.written | earlier)


def _write_manifest(folder: Path, paths: set[str]) -> None:
    text = json.dumps({"files": sorted(paths)}, ensure_ascii=False, indent=1)
    files.write(folder / MANIFEST, f"{text}\n".encode())


def _listed(path: Path) -> set[str]:
    """The files that a manifest lists and that are there, without any path that would lead out of the folder."""
    try:
        content = json.loads(path.read_bytes())
        listed = [name for name in content["files"] if isinstance(name, str)]
    except (OSError, ValueError, KeyError, TypeError):
        return set()
    return {name for name in listed if _stays_below(name) and (path.parent / name).is_file()}


def _stays_below(name: str) -> bool:
    steps = name.replace("\\", "/").split("/")
    return "\0" not in name and not PurePosixPath(name).is_absolute() and not {"..", ""} & set(steps)
