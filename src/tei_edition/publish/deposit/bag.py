"""A bag in one file: BagIt 1.0 (RFC 8493) in a zip whose bytes depend on its content and date alone."""

from __future__ import annotations

import datetime
import hashlib
import zipfile
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from urllib.parse import quote

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
ALGORITHM = "sha256"
MANIFEST, TAGS = f"manifest-{ALGORITHM}.txt", f"tagmanifest-{ALGORITHM}.txt"
DATA = "data/"
_CHUNK = 1 << 20


class BagWriter:
    """Writes a bag file by file; a context, at whose end the manifests are added. Paths come in any order."""

    def __init__(self, path: Path, name: str, date: datetime.date, info: Mapping[str, str]) -> None:
        """`name` is the folder that the zip holds, `date` the time of all its files, `info` what bag-info.txt says."""
        self._zip = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6)
        self._name = name
        self._date = (max(date.year, 1980), date.month, date.day, 0, 0, 0)
        self._info = dict(info)
        self._sums: dict[str, str] = {}
        self._bytes = 0

    def __enter__(self) -> BagWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None) -> None:
        if kind is None:
            self._finish()
        self._zip.close()

    def add(self, path: str, content: bytes | Path) -> None:
        """Put a file into the payload, given as bytes or as a file of this machine."""
        self._sums[DATA + path], size = self._put(DATA + path, content)
        self._bytes += size

    def _finish(self) -> None:
        self._info["Payload-Oxum"] = f"{self._bytes}.{len(self._sums)}"
        tags = {
            "bagit.txt": DECLARATION,
            "bag-info.txt": "".join(
                f"{key}: {' '.join(value.split())}\n" for key, value in self._info.items()
            ).encode(),
            MANIFEST: manifest(self._sums),
        }
        sums = {name: self._put(name, content)[0] for name, content in tags.items()}
        self._put(TAGS, manifest(sums))

    def _put(self, path: str, content: bytes | Path) -> tuple[str, int]:
        """Write a file; its checksum and its size."""
        entry = zipfile.ZipInfo(f"{self._name}/{path}", self._date)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.create_system = 3  # whatever the machine is
        entry.external_attr = 0o100644 << 16
        found = hashlib.new(ALGORITHM)
        size = 0
        with self._zip.open(entry, "w") as file:
            if isinstance(content, bytes):
                file.write(content)
                found.update(content)
                return found.hexdigest(), len(content)
            with content.open("rb") as source:
                while chunk := source.read(_CHUNK):
                    file.write(chunk)
                    found.update(chunk)
                    size += len(chunk)
        return found.hexdigest(), size


def manifest(sums: Mapping[str, str]) -> bytes:
    """A manifest: a line for each file, its checksum and its path, in which only line ends and `%` are escaped."""
    return "".join(f"{digest}  {escaped(path)}\n" for path, digest in sorted(sums.items())).encode("utf-8")


def escaped(path: str) -> str:
    """A path as it stands in a manifest (RFC 8493, 2.1.3)."""
    return "".join(quote(one) if one in "%\r\n" else one for one in path)
