"""A folder of derived files: written anew, and cleared of what an earlier build left there."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath

from tei_edition.pipeline import files

MANIFEST = ".tei-edition.json"
"""Lists the files that the tool wrote into a folder, so that it removes only these."""


def replace_tree(folder: Path, content: dict[str, bytes]) -> None:
    """Write `content` ({relative path: bytes}) below `folder`; remove files of an earlier build that it lacks.

    Files that the tool did not write stay. Raises UsageError if the folder cannot be written.
    """
    earlier = _listed(folder / MANIFEST)
    # The manifest grows before the files do: a build that is interrupted leaves no file that is in no list.
    _write_manifest(folder, earlier | set(content))
    for path, data in content.items():
        files.write(folder / path, data)
    for path in earlier - set(content):
        stale = folder / path
        if stale.is_file():
            stale.unlink()
    _write_manifest(folder, set(content))


def _write_manifest(folder: Path, paths: set[str]) -> None:
    text = json.dumps({"files": sorted(paths)}, ensure_ascii=False, indent=1)
    files.write(folder / MANIFEST, f"{text}\n".encode())


def _listed(path: Path) -> set[str]:
    """The paths of a manifest, without any that would lead out of the folder."""
    try:
        content = json.loads(path.read_bytes())
        listed = [name for name in content["files"] if isinstance(name, str)]
    except (OSError, ValueError, KeyError, TypeError):
        return set()
    return {
        name
        for name in listed
        if name and not PurePosixPath(name).is_absolute() and not {"..", ""} & set(name.replace("\\", "/").split("/"))
    }
