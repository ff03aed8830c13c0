"""Who works in a folder, and in which words a build says why its memory there cannot be used.

That one build at a time has a folder is for SQLite's lock to see to, which ends with its process, however that ends.
The note beside it only tells others whose it is: a note that was left behind holds up nobody.
"""

from __future__ import annotations

import os
import platform
import sqlite3
from contextlib import suppress
from pathlib import Path

from tei_edition.errors import UsageError

_NOTE = "-held"
_LOCKED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_FROM_OUTSIDE = (*_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_NOMEM)


def hold(database: Path) -> None:
    """Note that this process has the database; call it when it has the lock."""
    with suppress(OSError):  # without the note others only learn less
        told = f"process {os.getpid()} on {platform.node() or 'this machine'}\n"
        _note(database).write_text(told, "utf-8", newline="\n")


def release(database: Path) -> None:
    """Take the note away."""
    with suppress(OSError):
        _note(database).unlink()


def is_from_outside(error: Exception) -> bool:
    """Whether an error of SQLite is due to the disk or to another process, not to what the database holds."""
    return _code(error) in _FROM_OUTSIDE


def unusable(database: Path, error: Exception) -> UsageError:
    """Why a database cannot be opened or written, for editors."""
    if _code(error) in _LOCKED:
        return UsageError(
            f"another build works in {database.parent}{_holder(database)}",
            "Wait until it is done, or name another folder for --output. If there is no such process any more, the "
            "folder is on a drive that does not tell who uses its files: build into one on this machine.",
        )
    reason = getattr(error, "strerror", None) or str(error)
    return UsageError(
        f"{database} cannot be used: {reason}",
        "Choose a folder where you may write, with room enough; then build again.",
    )


def damaged(database: Path) -> UsageError:
    """What to say where a build failed on what it remembered."""
    return UsageError(
        f"{database}, in which builds remember what they made, seems to be damaged, and was removed",
        "Build again: it is made anew. If that fails, too, the fault is the program's: please report it.",
    )


def _note(database: Path) -> Path:
    return database.with_name(database.name + _NOTE)


def _holder(database: Path) -> str:
    try:
        written = _note(database).read_text("utf-8", "replace")[:200].strip()
    except OSError:
        return ""
    return f" ({written})" if written else ""


def _code(error: Exception) -> int:
    """The primary code of an error of SQLite, without what it adds to tell more."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF
