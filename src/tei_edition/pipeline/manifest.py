"""The list of the files that builds wrote into a folder, so that a later one removes these and no others."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import PurePosixPath

from tei_edition.pipeline.stores import Store

MANIFEST = ".tei-edition.json"


def manifest(paths: Iterable[str]) -> bytes:
    """The content of a manifest that lists these files."""
    return f"{json.dumps({'files': sorted(paths)}, ensure_ascii=False, indent=1)}\n".encode()


def listed(store: Store, folder: str) -> set[str]:
    """The files that the manifest of a folder lists and that are there, without any path that would lead out of it."""
    try:
        content = json.loads(store.read(f"{folder}/{MANIFEST}") or b"")
        names = {name for name in content["files"] if isinstance(name, str) and stays_below(name)}
    except (ValueError, KeyError, TypeError):
        return set()
    there = store.stamps(f"{folder}/{name}" for name in names)
    return {name for name in names if there[f"{folder}/{name}"]}


def stays_below(name: str) -> bool:
    """Whether a relative path names something below the folder that it starts from."""
    steps = name.replace("\\", "/").split("/")
    return "\0" not in name and not PurePosixPath(name).is_absolute() and not {"..", ""} & set(steps)
