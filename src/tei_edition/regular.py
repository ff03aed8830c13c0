"""Reading files that others put there: no pipe on which nobody writes, no device, nothing that fills the memory."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

LARGEST = 100_000_000  # bytes; readers of pages and of TEI have closer limits, with words of their own


def content(path: Path) -> bytes:
    """The bytes of the regular file `path`.

    Raises OSError, whose `strerror` is fit for editors, if it is none, cannot be read, or is larger than `LARGEST`.
    """
    try:
        status = path.stat()
    except FileNotFoundError:
        if path.is_symlink():
            raise OSError(errno.ENOENT, "it is a link to a file that is not there") from None
        raise
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, "it is a folder")
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "it is a pipe, a device or the like")
    if status.st_size > LARGEST:
        raise OSError(errno.EFBIG, f"it has more than {LARGEST:,} bytes")
    return path.read_bytes()


def is_there(path: Path) -> bool:
    """Whether anything has this name, also what cannot be read, such as a link that leads nowhere."""
    return os.path.lexists(path)
