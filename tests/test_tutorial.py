"""docs/tutorial.md, walked as a reader walks it: commands, what they say, and what is replaced in the TEI file."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from documented import environment, run, until_interrupted

STEP = re.compile(
    r"\breplace\n\n```xml\n(?P<before>.*?)\n```\n\nby\n\n```xml\n(?P<after>.*?)\n```$"
    r"|^ {4}(?P<command>\S[^\n]*)$"
    r"|^```text\n(?P<said>.*?)\n```$",
    re.MULTILINE | re.DOTALL | re.IGNORECASE,
)
FILE = "my-edition/tei/t113640.xml"


def test_walk(project: Path, tmp_path: Path) -> None:
    for folder in ("editions", "schemas"):
        shutil.copytree(project / folder, tmp_path / folder)
    # The day of the tutorial's change.
    variables = {**environment(project), "SOURCE_DATE_EPOCH": "1795694400"}
    text = (project / "docs/tutorial.md").read_text("utf-8")
    output, replaced = "", 0
    for step in STEP.finditer(text):
        if command := step["command"]:
            if " serve " in command:
                until_interrupted(command, tmp_path, variables)
            else:
                output = run(command, tmp_path, variables)
        elif step["said"]:
            assert all(squeezed(line) in squeezed(output) for line in step["said"].splitlines()), (step["said"], output)
        else:
            replace(tmp_path / FILE, step["before"], step["after"])
            replaced += 1
    assert replaced == text.count("```xml") / 2 == 7
    assert (tmp_path / "my-edition.zip").is_file()


def replace(path: Path, before: str, after: str) -> None:
    """As an editor does: the words once in the file, however its lines are broken and indented."""
    words = re.compile(r"\s+".join(map(re.escape, before.split())))
    content, count = words.subn(lambda _: after, path.read_text("utf-8"))
    assert count == 1, before
    path.write_text(content, "utf-8")


def squeezed(text: str) -> str:
    return " ".join(text.split())
