"""A store that is reached by its address, such as a bucket (`s3://bucket/folder`): whatever fsspec opens.

Who may write there is for the store's own settings to say, on each machine that writes; no credentials travel.
"""

from __future__ import annotations

import fnmatch
import mimetypes
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

from tei_edition.errors import InstallationError, TeiEditionError, UsageError
from tei_edition.pipeline import files
from tei_edition.pipeline.stores import Content

_AT_ONCE = 8  # requests of a process: each waits for the network most of its time
_VERSIONS = ("ETag", "etag", "md5Hash", "mtime", "last_modified", "LastModified", "created")
"""By what fsspec's file systems tell one content of a file from the next, the best first."""


class Remote:
    """The store at an address. What is there is asked once, at the first question; later writes are followed."""

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")
        self._listed: dict[str, str] | None = None

    def __str__(self) -> str:
        return self.address

    def __reduce__(self) -> tuple[type[Remote], tuple[str]]:
        return Remote, (self.address,)

    def place(self, path: str) -> str:
        """As `Store` has it."""
        return f"{self.address}/{path}"

    def write(self, made: Mapping[str, Content]) -> dict[str, str]:
        """As `Store` has it."""
        system, root = _opened(self.address)
        with tempfile.TemporaryDirectory() as folder:
            # What comes in pieces is whole before it is sent.
            held = {
                path: _held(content, Path(folder, str(number))) for number, (path, content) in enumerate(made.items())
            }
            with _told(self.address, "written"), ThreadPoolExecutor(_AT_ONCE) as threads:
                stamps = threads.map(lambda one: _put(system, root, one[0], one[1]), held.items())
                written = dict(zip(made, stamps, strict=True))
        self.learn(written)
        return written

    def learn(self, written: Mapping[str, str]) -> None:
        """As `Store` has it."""
        if self._listed is not None:
            self._listed |= written

    def stamps(self, paths: Iterable[str]) -> dict[str, str]:
        """As `Store` has it."""
        listed = self._all()
        return {path: listed.get(path, "") for path in paths}

    def read(self, path: str) -> bytes | None:
        """As `Store` has it."""
        system, root = _opened(self.address)
        with _told(self.address, "read"), suppress(FileNotFoundError):
            return bytes(system.cat_file(f"{root}/{path}"))
        return None

    def remove(self, path: str) -> None:
        """As `Store` has it."""
        system, root = _opened(self.address)
        with _told(self.address, "changed"), suppress(FileNotFoundError):
            system.rm_file(f"{root}/{path}")
        if self._listed is not None:
            self._listed.pop(path, None)

    def sweep(self) -> None:
        """As `Store` has it."""
        with suppress(UsageError):  # a store that cannot be reached is told of where it is needed
            for path in list(self._all()):
                if fnmatch.fnmatchcase(PurePosixPath(path).name, files.HALF_WRITTEN):
                    self.remove(path)

    def _all(self) -> dict[str, str]:
        if self._listed is None:
            system, root = _opened(self.address)
            found: dict[str, Any] = {}
            with _told(self.address, "read"), suppress(FileNotFoundError):
                found = system.find(root, detail=True)
            self._listed = {path.removeprefix(f"{root}/"): _stamp(about) for path, about in found.items()}
        return self._listed


def _held(content: Content, path: Path) -> bytes | Path:
    if isinstance(content, bytes):
        return content
    with path.open("wb") as file:
        file.writelines(content)
    return path


def _put(system: Any, root: str, path: str, content: bytes | Path) -> str:
    place = f"{root}/{path}"
    try:
        return _sent(system, place, content)
    except FileNotFoundError:
        # Where folders are real, files do not make them; the store itself is for its owner to make.
        if not system.isdir(root):
            raise
        system.makedirs(place.rpartition("/")[0], exist_ok=True)
        return _sent(system, place, content)


def _sent(system: Any, place: str, content: bytes | Path) -> str:
    kind = mimetypes.guess_type(place)[0]
    told = {"ContentType": kind} if kind and "s3" in system.protocol else {}
    if isinstance(content, bytes):
        system.pipe_file(place, content, **told)
    else:
        system.put_file(str(content), place, **told)
    return _stamp(system.info(place))


def _stamp(about: Mapping[str, Any]) -> str:
    version = next((about[name] for name in _VERSIONS if about.get(name)), "")
    return f"{about.get('size')} {version}"


@cache
def _opened(address: str) -> tuple[Any, str]:
    """The file system of an address, and the address as the system names it."""
    try:
        import fsspec
    except ImportError:
        raise InstallationError(
            f"{address} cannot be used: fsspec is not installed", "pip install 'tei-edition[cluster]'"
        ) from None
    with _told(address, "used"):
        # Other processes write there too: a list of files that was kept would be an old one.
        system, root = fsspec.core.url_to_fs(address, use_listings_cache=False)
        return system, str(root).rstrip("/")


@contextmanager
def _told(address: str, done: str) -> Iterator[None]:
    """Every store has exceptions of its own for what goes wrong on the way to it."""
    try:
        yield
    except ImportError as error:  # fsspec says what to install for this kind of store
        raise InstallationError(f"{address} cannot be {done}: {error}") from None
    except FileNotFoundError as error:
        raise UsageError(f"{address} cannot be {done}: {_reason(error)}", "Make the bucket or folder first.") from None
    except TeiEditionError:
        raise
    except Exception as error:
        raise UsageError(
            f"{address} cannot be {done}: {_reason(error)}",
            "Look at the address, the network and the credentials for the store, here and on every worker.",
        ) from None


def _reason(error: Exception) -> str:
    return " ".join(str(error).split())[:300] or type(error).__name__
