"""The list of the files that builds wrote into a folder, so that a later one removes these and no others."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

MANIFEST = ".tei-edition.json"


def manifest(paths: Iterable[str]) -> bytes:
    """The content of a manifest that lists these files."""
    return f"{json.dumps({'files': sorted(paths)}, ensure_ascii=False, indent=1)}\n".encode()


def listed(folder: Path) -> set[str]:
    """The files that the manifest of a folder lists and that are there, without any path that would lead out of it."""
    try:
        content = json.loads((folder / MANIFEST).read_bytes())
        names = [name for name in content["files"] if isinstance(name, str)]
    except (OSError, ValueError, KeyError, TypeError):
        return set()
    return {name for name in names if stays_below(name) and (folder / name).is_file()}


def stays_below(name: str) -> bool:
    """Whether a relative path names something below the folder that it starts from."""
    steps = name.replace("\\", "/").split("/")
    return "\0" not in name and not PurePosixPath(name).is_absolute() and not {"..", ""} & set(steps)
