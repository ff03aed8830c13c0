"""Whether a package is what it was when it was packed. Nothing of it is unpacked."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from tei_edition.diagnostics import Diagnostic
from tei_edition.pipeline import files
from tei_edition.publish.deposit.bag import ALGORITHM, DATA, DECLARATION, MANIFEST, TAGS
from tei_edition.publish.deposit.crate import METADATA

_CHUNK = 1 << 20
_LARGEST_TAG = 1 << 28
_LINE = re.compile(r"([0-9a-f]{64}) +(\S.*)")
_AGAIN = "Take another copy, or pack the edition again."


def verify(path: Path | str) -> list[Diagnostic]:
    """The findings on the package `path`, a zip that `package` wrote; none if it is whole."""
    place = Path(path)
    if not place.is_file():
        return [files.missing(place)]
    try:
        with zipfile.ZipFile(place) as archive:
            return list(_Verification(archive, place).findings())
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        return [files.finding("package-no-zip", place, f"the file is no zip that can be read: {error}", _AGAIN)]


class _Verification:
    def __init__(self, archive: zipfile.ZipFile, path: Path) -> None:
        self._archive = archive
        self._path = path
        self._entries: dict[str, zipfile.ZipInfo] = {}

    def findings(self) -> Iterator[Diagnostic]:
        held = [entry for entry in self._archive.infolist() if not entry.is_dir()]
        tops = {entry.filename.partition("/")[0] for entry in held}
        unsafe = [entry.filename for entry in held if _is_unsafe(entry.filename)]
        if unsafe:
            yield self._finding(
                "package-path-unsafe", f"'{unsafe[0]}' would lead out of the folder", "Do not unpack it."
            )
            return
        if len(tops) != 1:
            yield self._finding("package-no-bag", "the zip does not hold one folder", _AGAIN)
            return
        top = f"{tops.pop()}/"
        for entry in held:
            name = entry.filename.removeprefix(top)
            if name in self._entries:
                yield self._finding("package-file-doubled", f"'{name}' is there twice", _AGAIN)
            self._entries[name] = entry
        if self._read("bagit.txt") != DECLARATION or MANIFEST not in self._entries:
            yield self._finding("package-no-bag", "the zip holds no bag (BagIt 1.0)", _AGAIN)
            return
        yield from self._sums(MANIFEST, {name for name in self._entries if name.startswith(DATA)})
        yield from self._sums(TAGS, {name for name in self._entries if not name.startswith(DATA)} - {TAGS})
        yield from self._crate()

    def _sums(self, manifest: str, expected: set[str]) -> Iterator[Diagnostic]:
        """Whether the files that a manifest names are those that are there, and as they were."""
        lines = self._read(manifest).decode("utf-8", "replace").splitlines()
        named: dict[str, str] = {}
        for number, line in enumerate(lines, 1):
            if found := _LINE.fullmatch(line):
                named[unquote(found[2]) if "%" in found[2] else found[2]] = found[1]
            else:
                yield self._finding(
                    "package-manifest-broken", f"line {number} of {manifest} is none of a manifest", _AGAIN
                )
        for name in sorted(named.keys() - expected):
            yield self._finding("package-file-missing", f"'{name}' is not there any more", _AGAIN)
        for name in sorted(expected - named.keys()):
            yield self._finding("package-file-added", f"{manifest} does not know '{name}'", "Find out who added it.")
        for name in sorted(named.keys() & expected):
            if self._sum(name) != named[name]:
                yield self._finding("package-file-changed", f"'{name}' is not what was packed", _AGAIN)

    def _crate(self) -> Iterator[Diagnostic]:
        """Whether what the crate says that it holds is there."""
        try:
            graph = json.loads(self._read(DATA + METADATA))["@graph"]
            root = next(entity for entity in graph if entity["@id"] == "./")
            parts = [unquote(part["@id"]) for part in root["hasPart"]]
        except (ValueError, KeyError, TypeError, StopIteration, RecursionError):
            message = f"{METADATA} does not describe a crate (RO-Crate)"
            yield self._finding("package-crate-broken", message, _AGAIN)
            return
        for part in parts:
            name = DATA + part
            if name not in self._entries and not (
                part.endswith("/") and any(one.startswith(name) for one in self._entries)
            ):
                yield self._finding("package-part-missing", f"the crate names '{part}', which is not there", _AGAIN)

    def _read(self, name: str) -> bytes:
        """The content of a file that is not large; nothing if it is not there."""
        entry = self._entries.get(name)
        if entry is None or entry.file_size > _LARGEST_TAG:
            return b""
        with self._archive.open(entry) as file:
            return file.read(_LARGEST_TAG)

    def _sum(self, name: str) -> str:
        """The checksum of a file; of one that is larger than it declares to be, or damaged, none."""
        found = hashlib.new(ALGORITHM)
        try:
            with self._archive.open(self._entries[name]) as file:
                while chunk := file.read(_CHUNK):
                    found.update(chunk)
        except (zipfile.BadZipFile, zlib.error, EOFError):
            return ""
        return found.hexdigest()

    def _finding(self, rule: str, message: str, mending: str) -> Diagnostic:
        return files.finding(rule, self._path, message, mending)


def _is_unsafe(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ".." in name.split("/") or bool(re.match("[A-Za-z]:", name))
