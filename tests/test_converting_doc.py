"""The table of warnings in docs/converting.md names exactly the warnings that the converter gives."""

from __future__ import annotations

import re
from pathlib import Path


def test_every_warning_is_documented(project: Path) -> None:
    sources = "\n".join(path.read_text("utf-8") for path in (project / "src/tei_edition/source").rglob("*.py"))
    given = set(re.findall(r'(?:_?warn|ConversionWarning)\(\s*"([a-z-]+)"', sources))
    table = (project / "docs/converting.md").read_text("utf-8").split("\n## Warnings\n")[1]
    assert set(re.findall(r"^\| `([a-z-]+)` \|", table, re.MULTILINE)) == given
