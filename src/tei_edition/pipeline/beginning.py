"""From nothing to a small edition that can be built."""

from __future__ import annotations

import datetime
from pathlib import Path

from tei_edition.errors import UsageError
from tei_edition.pipeline import files
from tei_edition.pipeline.conversion import convert
from tei_edition.scaffold import SAMPLE, Beginning, first_files


def begin(folder: Path | str, beginning: Beginning, *, date: datetime.date | None = None) -> list[Path]:
    """Write a new edition into `folder`, with a sample telegram; the files that are there then.

    `date` is the day of the sample's conversion (default: SOURCE_DATE_EPOCH, else today). Raises UsageError if the
    folder holds anything already, or cannot be written.
    """
    root = Path(folder)
    if root.exists() and not root.is_dir():
        raise UsageError(f"{root} is a file", "Name a new folder.")
    try:
        held = sorted(path.name for path in root.iterdir() if path.name != ".git") if root.is_dir() else []
    except OSError as error:
        raise UsageError(f"{root} cannot be read: {error.strerror}", "Look at the folder's permissions.") from None
    if held:
        raise UsageError(
            f"{root} holds files already, such as {held[0]}",
            "Name a new folder; for an edition of your own files, only an edition.toml is needed there.",
        )
    made = first_files(beginning)
    for path, content in made.items():
        files.write(root / path, content)
    converted = convert(root / SAMPLE, into=root, date=date)
    return [*(root / path for path in made), *converted.written]
