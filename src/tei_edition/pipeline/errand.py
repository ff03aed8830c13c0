"""What a worker of a cluster does when the client sends it documents; `cluster.py` is the other side.

A worker reads no document itself: what it works on comes with the errand. It writes what it makes into the store of the
build. Before its first errand of a build it makes sure that it is the same toolkit, and that it sees the same store.
"""

from __future__ import annotations

import asyncio
import hashlib
import importlib.metadata
import pickle
import platform
import re
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tei_edition import resources
from tei_edition.errors import InstallationError, UsageError
from tei_edition.pipeline import files
from tei_edition.pipeline.stores import Store
from tei_edition.version import __version__

_REQUIREMENT = re.compile(r"([A-Za-z0-9._-]+)[^;]*")
_MATTERS = (".py", ".toml", ".json", ".rng", ".rnc", ".sch", ".odd", ".xsl", ".xml", ".typ", ".css", ".js", ".tex")

_lock = threading.Lock()
_known: set[str] = set()  # the errands for which this worker has been found fit
_ended: set[str] = set()  # the errands of which the client wants no more
_busy: Counter[str] = Counter()  # how many chunks of an errand are worked on


@dataclass(frozen=True, slots=True)
class Equipment:
    """What outputs depend on besides their input: versions of the software, the digest of the toolkit's files."""

    packages: tuple[tuple[str, str], ...]
    code: str

    def differs(self, other: Equipment) -> str:
        """What is another here than there, in words; nothing if all is the same."""
        there = dict(other.packages)
        for name, version in self.packages:
            if version != there.get(name, "none"):
                return f"{name} {version} instead of {there.get(name, 'none')}"
        return "" if self.code == other.code else f"other files of tei-edition {__version__}"


@dataclass(frozen=True, slots=True)
class Errand:
    """One stage of one build: its name, which nothing else has, with what, and where its outputs go (None: nowhere)."""

    name: str
    equipment: Equipment
    store: Store | None

    @property
    def mark(self) -> str:
        """A file in the store that has the errand's name as its content: who reads it sees the store."""
        return f".{self.name}.part"  # as files that are being written: swept where it is left behind


@cache
def equipment() -> Equipment:
    """What this process works with."""
    code = hashlib.blake2b(digest_size=16)
    for root in (Path(resources.__file__).parent, resources.folder("schemas"), resources.folder("xslt")):
        # In an installation the schemas lie in the package, in a checkout they do not.
        names = sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.suffix in _MATTERS)
        for name in names:
            if not name.startswith(("schemas/", "xslt/")):
                code.update(name.encode() + b"\0" + (root / name).read_bytes())
    versions = [("Python", ".".join(platform.python_version_tuple()[:2])), ("tei-edition", __version__)]
    return Equipment((*versions, *_requirements()), code.hexdigest())


def _requirements() -> list[tuple[str, str]]:
    try:
        stated = importlib.metadata.requires("tei-edition") or []
    except importlib.metadata.PackageNotFoundError:
        return []
    names = sorted(found[1] for one in stated if (found := _REQUIREMENT.fullmatch(one.strip())))
    installed = []
    for name in names:
        with suppress(importlib.metadata.PackageNotFoundError):
            installed.append((name, importlib.metadata.version(name)))
    return installed


def unpack(content: bytes, errand: Errand) -> Callable[[Any], Any]:
    """The stage of an errand, on a worker that is fit for it. Raises UsageError for another worker."""
    _be_fit(errand)
    stage: Callable[[Any], Any] = pickle.loads(content)
    return stage


def run(stage: Callable[[Any], Any], content: bytes, errand: Errand) -> bytes:
    """The results of the stage for a chunk, pickled; `content` has its items and the files that they name.

    Raises UsageError on a worker that is not fit, or if the client wants no more.
    """
    with _lock:
        if errand.name in _ended:
            raise UsageError("the build that this belongs to has ended")
        _busy[errand.name] += 1
    try:
        _be_fit(errand)
        items, sent = pickle.loads(content)
        try:
            with files.at_hand(sent):
                return pickle.dumps([stage(item) for item in items])
        except (UsageError, InstallationError) as error:  # of many machines the one with the fault is to be known
            raise UsageError(f"{_here()}: {error.message}", error.help) from None
    finally:
        with _lock:
            _busy[errand.name] -= 1


async def end(name: str) -> None:
    """Work on nothing more of an errand, and wait until what is being worked on is done."""
    with _lock:
        _ended.add(name)
    while _busy[name]:
        await asyncio.sleep(0.02)


def _here() -> str:
    return f"the worker on {platform.node() or 'another machine'}"


def _be_fit(errand: Errand) -> None:
    if errand.name in _known:
        return
    here = _here()
    if differs := equipment().differs(errand.equipment):
        raise UsageError(
            f"{here} has {differs}, so that its pages could be others than this machine's",
            f"Install the same versions there (tei-edition[cluster]=={__version__}), and start the worker again.",
        )
    if errand.store is not None and errand.store.read(errand.mark) != errand.name.encode():
        raise UsageError(
            f"{here} does not see what this machine writes into {errand.store}",
            "Put --output where all workers find it under the same path (a shared folder that each of them has "
            "mounted), or into a store (s3://bucket/folder).",
        )
    _known.add(errand.name)
