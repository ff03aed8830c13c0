"""Office files are ZIP packages: what may be opened, checked before anything is unpacked."""

from __future__ import annotations

import io
import zipfile

from tei_edition.errors import SourceError

MOST_UNPACKED = 64 * 1024 * 1024
"""What the XML of a package may hold in all; a telegram's has some hundred kilobytes."""
_MOST_FILES = 5000
_READ = (".xml", ".rels")


def check_package(content: bytes, kind: str, *, main: str) -> None:
    """Raise SourceError unless `content` is an unlocked Office package of bounded size that has the part `main`.

    `kind` is how messages call it (`Word document`).
    """
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise SourceError(
            f"no {kind} that can be read: it is protected by a password, or of a form before 2007",
            "Open it, remove the password, and save it as .docx or .xlsx.",
            rule="package-locked",
            line=0,
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise damaged(kind) from None
    names = {entry.filename for entry in entries}
    # The sizes are those that the directory states; nothing is ever unpacked beyond them.
    unpacked = sum(entry.file_size for entry in entries if entry.filename.endswith(_READ))
    if unpacked > MOST_UNPACKED or len(entries) > _MOST_FILES:
        raise SourceError(
            f"the {kind} would unpack to {unpacked:,} bytes of XML in {len(entries):,} files",
            f"Up to {MOST_UNPACKED:,} bytes are read; give each telegram a file.",
            rule="package-too-large",
            line=0,
        )
    if any(name.endswith("vbaProject.bin") for name in names):
        raise SourceError(
            f"the {kind} holds macros",
            "Save it without macros, as .docx or .xlsx.",
            rule="package-with-macros",
            line=0,
        )
    if main not in names:
        raise SourceError(
            f"no {kind}: it lacks {main}", "Save it anew as .docx or .xlsx.", rule="package-unreadable", line=0
        )


def damaged(kind: str, why: str = "") -> SourceError:
    """The error for a package that breaks off or is damaged."""
    told = f": {why}" if why else ""
    return SourceError(
        f"no {kind} that can be read: it breaks off or is damaged{told}",
        "Save or copy it anew.",
        rule="package-unreadable",
        line=0,
    )
