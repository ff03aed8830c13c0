"""The disk: reading with findings instead of exceptions, writing whole files or nothing."""

from __future__ import annotations

import contextlib
import errno
import fnmatch
import os
import platform
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping
from contextvars import ContextVar
from pathlib import Path
from urllib.parse import quote

from tei_edition import regular
from tei_edition.diagnostics import Diagnostic, Location, Severity
from tei_edition.errors import EditionError, UsageError

_SETTLED = 2_000_000_000  # nanoseconds; the coarsest clock of a file system, FAT's, has steps of two seconds
_MENDS = {
    errno.ENOENT: "Mend the link, or remove it.",
    errno.ELOOP: "Mend the link, or remove it.",
    errno.EFBIG: "Name a page or a TEI file.",
    errno.EISDIR: "Name a file; give the folder another name if it lies among the TEI files.",
    errno.EINVAL: "Name a file, not a pipe or device.",
}
HALF_WRITTEN = ".*.part"
"""The names of files that are being written (a pattern); they name the process and its machine."""
_US = f"{os.getpid()}-{platform.node()[:40]}"


class Unreadable(EditionError):  # noqa: N818 - carries a finding, is no fault of the program
    """A file that the user named cannot be read; `diagnostic` says why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message, diagnostic.help, rule=diagnostic.rule, file=diagnostic.location.file)
        self.diagnostic = diagnostic


_AT_HAND: ContextVar[Mapping[Path, bytes | Diagnostic]] = ContextVar("at hand")


@contextlib.contextmanager
def at_hand(sent: Mapping[Path, bytes | Diagnostic]) -> Iterator[None]:
    """Meanwhile `read` gives of these files what is here (their bytes, or why they cannot be read), not the disk's."""
    token = _AT_HAND.set(sent)
    try:
        yield
    finally:
        _AT_HAND.reset(token)


def read(path: Path) -> bytes:
    """The bytes of `path`, a regular file. Raises Unreadable with the finding to report (missing, no permission …)."""
    if (sent := _AT_HAND.get({}).get(path)) is not None:
        if isinstance(sent, Diagnostic):
            raise Unreadable(sent)
        return sent
    if path.name != _printable(path.name):
        raise Unreadable(
            finding("file-name-not-utf8", path, "the name of the file is not UTF-8", "Give the file another name.")
        )
    try:
        return regular.content(path)
    except OSError as error:
        if error.errno == errno.ENOENT and not path.is_symlink():
            raise Unreadable(missing(path)) from None
        rule = "file-too-large" if error.errno == errno.EFBIG else "file-unreadable"
        help_ = _MENDS.get(error.errno or 0, "Look at the file's permissions.")
        raise Unreadable(finding(rule, path, f"cannot be read: {_reason(error)}", help_)) from None
    except ValueError as error:  # a NUL in the name
        raise Unreadable(finding("file-unreadable", path, f"cannot be read: {error}", "Mend the name.")) from None


def missing(path: Path) -> Diagnostic:
    """The finding that `path` does not exist."""
    return finding("file-missing", path, "no such file or folder", "Look for a slip in the name.")


def lost(path: Path) -> Diagnostic:
    """The finding that the process that worked on `path` died, and a second one as well."""
    return finding(
        "worker-died",
        path,
        "the process that worked on this file was stopped from outside, twice; the file was passed over",
        "Look whether the machine has memory enough, or work with fewer processes (--jobs 1).",
    )


def finding(rule: str, path: Path | str, message: str, help: str) -> Diagnostic:  # noqa: A002 - the field's name
    """An error that concerns the whole file `path`, or the one at this place of a store."""
    place = path if isinstance(path, str) else path.as_posix()
    return Diagnostic(rule, Severity.ERROR, message, Location(_printable(place)), help)


def write(path: Path, content: bytes | Iterable[bytes]) -> None:
    """Put `content`, or its pieces, into the file `path`, whole or not at all, and make its folder if need be.

    Raises UsageError if the place cannot be written.
    """
    with whole(path) as temporary, temporary.open("wb") as file:
        file.writelines([content] if isinstance(content, bytes) else content)


def replace(path: Path, before: bytes, after: bytes) -> None:
    """Put `after` into an editor's file that held `before` when it was read; also where `path` is a link to it.

    It is on the disk when this returns: a power cut leaves the one or the other. Raises Unreadable, and leaves the file
    as it is, if it holds anything else now; UsageError if it cannot be written.
    """
    place = path.resolve()
    with whole(place) as temporary:
        with temporary.open("wb") as file:
            file.write(after)
            file.flush()
            os.fsync(file.fileno())
        if read(place) != before:
            words = "the file was changed meanwhile, by somebody else, and was left alone"
            raise Unreadable(finding("document-changed", path, words, "Save it, then run the command again."))


@contextlib.contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A place for what is to be the file `path` once it is all there; its folder is made if need be.

    It is a temporary file in the same folder, which is then renamed: a reader, or a crash, never sees half. Raises
    UsageError if the place cannot be written.
    """
    # Two processes, of whatever machine, never write into the same.
    temporary = path.with_name(f".{path.name[:40]}.{_US}.part")
    try:
        if not path.parent.is_dir():
            path.parent.mkdir(parents=True, exist_ok=True)
        try:
            yield temporary
            if path.is_file():
                shutil.copymode(path, temporary)
            temporary.replace(path)
        except BaseException:  # an interruption, too, leaves no half of a file behind
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise UsageError(
            f"{path} cannot be written: {_reason(error)}", "Choose a folder where you may write, with room enough."
        ) from None


def remove(path: Path) -> None:
    """Remove the file `path` if it is there. Raises UsageError if it cannot be removed."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(f"{path} cannot be removed: {_reason(error)}", "Remove it yourself.") from None


def stamp_of(path: Path | str) -> str:
    """How a file looks from outside: what changes when somebody writes it. The empty string if there is none."""
    try:
        status = os.stat(path)  # noqa: PTH116 - it is asked of every file at every build
    except (OSError, ValueError):
        return ""
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ino}"


def source_stamp_of(path: Path | str) -> str:
    """How a file that editors write looks from outside, by which it need not be read again.

    It has the time of the last change (`ctime`), too, which no program that keeps or sets times can set. The empty
    string where the looks prove nothing: there is no file, or it was written so lately, or at a time to come, that
    another change may leave them as they are (Git calls it racy).
    """
    try:
        status = os.stat(path)  # noqa: PTH116 - it is asked of every file at every build
    except (OSError, ValueError):
        return ""
    if max(status.st_mtime_ns, status.st_ctime_ns) > time.time_ns() - _SETTLED:
        return ""
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"


def relative_uri(target: Path, base: Path) -> str:
    """The relative URI of the file or folder `target` as seen from a file in the folder `base`."""
    try:
        relative = Path(os.path.relpath(target, base)).as_posix()
    except ValueError:  # another drive on Windows
        return target.resolve().as_uri()
    return quote(os.fsencode(relative))


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)


def listing(folder: Path, pattern: str) -> list[Path]:
    """What in `folder` has a name that matches, sorted, without folders and hidden files, which programs leave there.

    Raises Unreadable if the folder cannot be read.
    """
    try:
        with os.scandir(folder) as entries:
            matching = (one for one in entries if fnmatch.fnmatchcase(one.name, pattern) and one.name[0] != ".")
            names = sorted(one.name for one in matching if not one.is_dir())
        return [folder / name for name in names]
    except OSError as error:
        raise Unreadable(
            finding(
                "folder-unreadable", folder, f"cannot be read: {_reason(error)}", "Look at the folder's permissions."
            )
        ) from None


def within(folder: Path, ending: str) -> list[Path]:
    """The files in `folder` and the folders in it whose names have this ending, sorted; none of hidden folders.

    Raises Unreadable where a folder cannot be read.
    """

    def failed(error: OSError) -> None:
        raise Unreadable(
            finding(
                "folder-unreadable", folder, f"cannot be read: {_reason(error)}", "Look at the folder's permissions."
            )
        )

    found: list[Path] = []
    for here, folders, names in os.walk(folder, onerror=failed):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found.extend(Path(here, name) for name in names if name.endswith(ending) and not name.startswith("."))
    return sorted(path for path in found if path.is_file())


def _printable(name: str) -> str:
    """`name` with the bytes that are no UTF-8, which Python keeps as surrogates, written as `\\xff`."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")
