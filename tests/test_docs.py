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
CONSOLE = ("docs/validating.md", "docs/converting.md")
EDITION = ("docs/print.md",)
WALKED = ("docs/tutorial.md", "docs/howto/")
# Commands that no test runs as they stand, and why.
NOT_RUN = {
    "docs/archiving.md": "the guide docs/howto/archive.md runs them",
    "docs/cluster.md": "needs machines; tests/test_cluster.py runs a scheduler",
    "docs/collating.md": "files of the reader; tests/test_collation.py",
    "docs/schematron.md": "files of the reader; tests/test_own_rules.py",
    "docs/site.md": "a folder of the reader; tests/test_any_tei.py",
    "docs/sources.md": "files of the reader; docs/howto/spreadsheet.md runs the same",
    "docs/versions.md": "needs tags; tests/test_diff.py and tests/test_history.py",
}


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


@pytest.mark.parametrize("page", CONSOLE)
def test_console_runs(page: str, project: Path, tmp_path: Path) -> None:
    for folder in ("editions", "schemas", "tests/cases/saved"):
        shutil.copytree(project / folder, tmp_path / folder)
    found = re.findall(r"^\$ (tei-edition .+)$", (project / page).read_text("utf-8"), re.MULTILINE)
    assert found
    for line in found:
        if "my-rules.sch" in line:
            line = line.replace("my-rules.sch", "schemas/telegram.sch")
        run(line, tmp_path, environment(project))


@pytest.mark.parametrize("page", EDITION)
def test_patterns_run(page: str, project: Path, tmp_path: Path) -> None:
    for folder in ("editions", "schemas"):
        shutil.copytree(project / folder, tmp_path / folder)
    found = re.findall(r"^ {4}(tei-edition .+)$", (project / page).read_text("utf-8"), re.MULTILINE)
    for line in dict.fromkeys(found):
        run(line.replace("EDITION", "editions/korean-war"), tmp_path, environment(project))
    assert (tmp_path / "build/korean-war/korean-war.epub").is_file()


def test_every_page_with_commands_is_run_or_says_why_not(project: Path) -> None:
    having = {
        path.relative_to(project).as_posix()
        for path in [project / "README.md", *project.glob("docs/**/*.md")]
        if re.search(r"^(?: {4}|\$ )tei-edition \w", path.read_text("utf-8"), re.MULTILINE)
    }
    covered = {*PAGES, *CONSOLE, *EDITION, *NOT_RUN}
    assert {page for page in having - covered if not page.startswith(WALKED)} == set()
    assert set(NOT_RUN) <= having


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
