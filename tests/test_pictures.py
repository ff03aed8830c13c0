"""The pictures in the documentation: all are there, small, and of pages that exist."""

from __future__ import annotations

import re
from pathlib import Path

from pictures import FOLDER, PICTURES
from test_accessibility import KINDS

MOST = 60_000


def test_pictures_are_small_and_shown(project: Path) -> None:
    made = {path.stem: path.stat().st_size for path in FOLDER.glob("*.png")}
    assert PICTURES.keys() <= made.keys()  # others are of the volume
    assert [name for name, size in made.items() if size > MOST] == []
    shown = set()
    for page in (project / "README.md", *project.glob("docs/*.md")):
        shown |= set(re.findall(r"!\[[^\]]+\]\([a-z/]*pictures/([a-z-]+)\.png\)", page.read_text("utf-8")))
    assert shown == made.keys()


def test_pictures_are_of_kinds_of_pages_that_are_checked() -> None:
    assert {path.partition("#")[0] for path, _, _ in PICTURES.values()} <= set(KINDS)
