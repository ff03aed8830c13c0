"""What docs/converting.md says: the warnings are those that the converter gives, the walk shows what it makes."""

from __future__ import annotations

import re
from pathlib import Path

from converting import example

from tei_edition.rules import written_rules


def test_every_warning_is_documented(project: Path) -> None:
    sources = "\n".join(path.read_text("utf-8") for path in (project / "src/tei_edition/source").rglob("*.py"))
    given = set(re.findall(r'(?:_?warn|ConversionWarning)\(\s*"([a-z-]+)"', sources))
    tables = (project / "docs/converting.md").read_text("utf-8").split("\n## Warnings\n")[1]
    # Those on transcriptions stand apart.
    tables += (project / "docs/sources.md").read_text("utf-8").split("| rule | what it means |")[1]
    told = {
        rule
        for row in re.findall(r"^\| (`[a-z-`, ]+) \|", tables, re.MULTILINE)
        for rule in re.findall(r"`([a-z-]+)`", row)
    }
    assert given <= told
    assert told <= given | set(written_rules())


def test_the_walk_shows_the_example(project: Path) -> None:
    walk = (
        (project / "docs/converting.md")
        .read_text("utf-8")
        .split("## One page, from copy to TEI\n")[1]
        .split("\n## ")[0]
    )
    source = squeezed((project / "editions/korean-war/sources/113640.txt").read_text("utf-8"))
    tei = squeezed(example().content.decode())
    shown = re.findall(r"```(text|xml)\n(.*?)```", walk, re.DOTALL)
    assert len(shown) >= 10
    for kind, block in shown:
        assert squeezed(block) in (tei if kind == "xml" else source), block


def squeezed(text: str) -> str:
    return " ".join(text.split())
