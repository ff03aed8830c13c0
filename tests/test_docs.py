"""What the documentation shows, runs."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from documented import environment, run, tagged, until_interrupted

PAGES = ("README.md", "docs/commands.md", "docs/interchange.md", "docs/interfaces.md", "docs/names.md")


def examples(page: Path) -> list[str]:
    """The commands in a page's indented blocks that are examples, not patterns with places to fill in."""
    lines = re.findall(r"^ {4}((?:tei-edition|mkdir|printf) .+)$", page.read_text("utf-8"), re.MULTILINE)
    return [line for line in lines if not re.search(r"\b(SOURCE|PATH|EDITION|RULE|NAME)\b", line)]


@pytest.mark.parametrize("page", PAGES)
def test_examples_run(page: str, project: Path, tmp_path: Path) -> None:
    shutil.copytree(project / "editions", tmp_path / "editions")
    shutil.copytree(project / "schemas", tmp_path / "schemas")
    found = examples(project / page)
    assert found
    for line in found:
        if " serve " in line:
            until_interrupted(line, tmp_path, environment(project))
        else:
            if " diff " in line or " history " in line:
                tagged(tmp_path, "v1.0", "v1.1")
            run(line, tmp_path, environment(project))


def test_python_example_runs(project: Path, tmp_path: Path) -> None:
    shutil.copytree(project / "editions", tmp_path / "editions")
    shutil.copytree(project / "schemas", tmp_path / "schemas")
    shutil.copy(tmp_path / "editions/korean-war/sources/113640.txt", tmp_path)
    code = (project / "docs/commands.md").read_text("utf-8").split("## In Python")[1]
    script = "\n".join(line[4:] for line in code.splitlines() if line.startswith("    ") or not line)
    result = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env=environment(project),
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert result.stdout.splitlines()[-1] == str(Path("build/korean-war/korean-war.pdf"))


def test_local_links_lead_somewhere(project: Path) -> None:
    for page in [*project.glob("*.md"), *project.glob("docs/**/*.md"), *project.glob("benchmarks/*.md")]:
        prose = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
        for target in re.findall(r"\]\(([^)#:]+)\)", prose):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
