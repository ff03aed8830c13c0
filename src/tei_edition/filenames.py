"""Names of files on the systems that keep editions: what Windows refuses, and what it and macOS take for one."""

from __future__ import annotations

import re
import unicodedata

# The devices of Windows, with any suffix: https://learn.microsoft.com/windows/win32/fileio/naming-a-file
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?: *\..*)?", re.IGNORECASE | re.DOTALL)


def is_reserved(name: str) -> bool:
    """Whether no file on Windows can be called so, with whatever suffix: `con`, `Aux.1`."""
    return _DEVICE.fullmatch(name) is not None


def folded_name(name: str) -> str:
    """The same for all names that Windows or macOS take for one.

    Both tell no capitals from small letters, and macOS not how Unicode writes a letter with an accent.
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
