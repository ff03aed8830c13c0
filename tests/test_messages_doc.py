"""docs/validating.md: five classic mistakes, held against what the toolkit, jing and libxml2 say of them today."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from tei_edition import resources
from tei_edition.pipeline import check_schema

DOC = Path(__file__).parent.parent / "docs" / "validating.md"
PASSING = Path(__file__).parent / "cases" / "rules" / "date-disagrees" / "pass.xml"
DATE = '<date when="1950-01-31">31.I.50</date>'
MISTAKES = {
    "An element that does not exist": "<persNane>Shtykov</persNane>",
    "A missing attribute": "<supplied>[to]</supplied>",
    "A date that is none": '<date when="17.1.50">17.1.50</date>',
    "Text where only elements may stand": "<address>Moscow</address>",
    "An attribute that does not exist": '<date wen="1950-01-17">17.1.50</date>',
}
SCHEMA = resources.schema("telegram.rng")


def ours(file: Path) -> str:
    found = check_schema(SCHEMA, [file]).diagnostics
    return "\n".join(
        f"{one.location.line}:{one.location.column}: {one.message}" + (f"\n    {one.help}" if one.help else "")
        for one in found
    )


def libxml2(file: Path) -> str:
    grammar = etree.RelaxNG(etree.parse(SCHEMA))
    assert not grammar.validate(etree.parse(file))
    return "\n".join(f"{entry.line}:{entry.column}: {entry.message}" for entry in grammar.error_log)


def jing(file: Path) -> str:
    run = subprocess.run(["jing", SCHEMA, file], capture_output=True, text=True, check=False)
    return run.stdout.replace(f"{file}:", "").replace("error: ", "").strip()


def shortened(text: str) -> str:
    """Long lists cut, as in the document."""
    return "\n".join(line if len(line) <= 200 else f"{line[:199]}…" for line in text.splitlines())


def told(tmp_path: Path, tool: str) -> dict[str, str]:
    found = {}
    text = PASSING.read_text("utf-8")
    assert DATE in text
    for title, mistake in MISTAKES.items():
        file = tmp_path / PASSING.name
        file.write_text(text.replace(DATE, mistake, 1), "utf-8")
        found[title] = shortened({"ours": ours, "jing": jing, "libxml2": libxml2}[tool](file))
    return found


def documented() -> dict[str, dict[str, str]]:
    """For each mistake what the document says of each tool."""
    section = DOC.read_text("utf-8").partition("\n## Five classic mistakes\n")[2].partition("\n## ")[0]
    found: dict[str, dict[str, str]] = {}
    for title, block in re.findall(r"^\*\*(.+?)\*\*: .*?\n\n```text\n(.*?)^```", section, re.MULTILINE | re.DOTALL):
        parts = re.split(r"^(ours|jing|libxml2)\n", block, flags=re.MULTILINE)
        found[title] = {
            tool: "\n".join(line[2:] for line in said.rstrip("\n").splitlines())
            for tool, said in zip(parts[1::2], parts[2::2], strict=True)
        }
    return found


def as_markdown(each: dict[str, dict[str, str]]) -> str:
    blocks = []
    for title, mistake in MISTAKES.items():
        said = "".join(
            f"{tool}\n" + "".join(f"  {line}\n" for line in text.splitlines()) for tool, text in each[title].items()
        )
        blocks.append(f"**{title}**: `{mistake}`\n\n```text\n{said}```\n")
    return "\n".join(blocks)


@pytest.mark.parametrize(
    "tool",
    [
        "ours",
        "libxml2",
        pytest.param("jing", marks=pytest.mark.skipif(shutil.which("jing") is None, reason="jing is not installed")),
    ],
)
def test_the_document_tells_what_is_said(tool: str, tmp_path: Path, update_golden: bool) -> None:
    now = told(tmp_path, tool)
    if update_golden:
        known = documented()
        each = {title: {**known.get(title, {}), tool: said} for title, said in now.items()}
        head, begin, rest = DOC.read_text("utf-8").partition("<!-- mistakes -->\n")
        after = rest.partition("<!-- end -->\n")[2]
        DOC.write_text(f"{head}{begin}\n{as_markdown(each)}\n<!-- end -->\n{after}", "utf-8")
    assert {title: said[tool] for title, said in documented().items()} == now


def test_one_mistake_is_told_once(tmp_path: Path) -> None:
    found = told(tmp_path, "ours")
    times = {title: len(re.findall(r"^\d", said, re.MULTILINE)) for title, said in found.items()}
    assert times == dict.fromkeys(found, 1)
