"""Schemas that were read once, kept on disk: in JSON, of which nothing can be executed, in the user's own folder.

What is kept is found by the schema's content and that of all it includes; a folder that others may write to is not
used.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import stat
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

_MOST = 40  # schemas; the oldest go


@cache
def _code() -> bytes:
    """The digest of the code that reads schemas: what another version made is not used."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.digest()


def digest_of(content: bytes) -> str:
    """A digest of a file's content."""
    return hashlib.sha256(content).hexdigest()


def kept(folder: Path, path: Path) -> dict[str, Any] | None:
    """The data kept of a schema, if its file and all that it includes are as they were; else None."""
    try:
        content = path.read_bytes()
        place = _place(folder, path, content)
        if not _is_own(folder) or not _is_own(place):
            return None
        written = place.read_bytes()
        digest, _, text = written.partition(b"\n")
        if digest.decode() != digest_of(text):
            return None
        data = json.loads(text)
        for name, known in data["files"].items():
            if digest_of(Path(name).read_bytes()) != known:
                return None
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None
    return data if isinstance(data, dict) else None


def keep(folder: Path, path: Path, content: bytes, data: dict[str, Any]) -> None:
    """Keep the data of a schema, whose file has this content; does nothing where that cannot be done safely."""
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":")).encode()
    with contextlib.suppress(OSError):
        place = _place(folder, path, content)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not _is_own(folder):
            return
        handle, name = tempfile.mkstemp(dir=folder, prefix=".", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(digest_of(text).encode() + b"\n" + text)
            Path(name).replace(place)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
        _forget_oldest(folder)


def _place(folder: Path, path: Path, content: bytes) -> Path:
    key = hashlib.sha256(_code() + str(path.resolve()).encode("utf-8", "surrogateescape") + b"\0" + content)
    return folder / f"{key.hexdigest()[:40]}.json"


def _is_own(path: Path) -> bool:
    """Whether a file or folder is the user's, and nobody else may write to it."""
    status = path.lstat()
    if not (stat.S_ISDIR(status.st_mode) or stat.S_ISREG(status.st_mode)):
        return False
    if not hasattr(os, "geteuid"):  # Windows: the user's cache is in the user's profile.
        return True
    return status.st_uid == os.geteuid() and not status.st_mode & 0o022


def _forget_oldest(folder: Path) -> None:
    found = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in found[_MOST:]:
        path.unlink(missing_ok=True)
