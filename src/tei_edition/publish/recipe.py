"""What a stylesheet is, for whoever must know whether its pages are still what it would make."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from tei_edition.saxon import assembled
from tei_edition.version import __version__


def recipe(path: Path, given: Mapping[str, object], *contents: bytes) -> bytes:
    """The digest of a stylesheet with all its modules, of the values that it is given, and of further contents."""
    return digest(_stylesheet(path), repr(sorted(given.items())).encode(), *contents)


def digest(*parts: bytes) -> bytes:
    """The digest of several contents, which differ from others also where only the borders between them do."""
    found = hashlib.blake2b(digest_size=20)
    for part in parts:
        found.update(len(part).to_bytes(8, "big") + part)
    return found.digest()


@lru_cache(maxsize=16)
def _stylesheet(path: Path) -> bytes:
    return hashlib.blake2b(f"{__version__}\n{assembled(path)}".encode()).digest()
