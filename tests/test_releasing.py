"""What is released: reproducible, its licences known, published by a workflow that nobody can change unseen."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def told(project: Path) -> dict[str, str]:
    """The packages that docs/licences.md names, with their licences."""
    page = (project / "docs/licences.md").read_text("utf-8")
    return {
        canonical(name): licence for name, licence in re.findall(r"^\| `([^`/]+)` \| ([^|]+) \|", page, re.MULTILINE)
    }


def test_licences_of_all_dependencies_are_told(project: Path) -> None:
    data = tomllib.loads((project / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*data["dependencies"], *data["optional-dependencies"]["cjk"]]
    names = {canonical(re.split(r"[\s<>=\[]", one)[0]) for one in wanted}
    known = told(project)
    assert names - known.keys() == set()
    assert [name for name, licence in known.items() if re.match(r"(A?GPL|UNKNOWN)", licence)] == []


def test_two_builds_are_the_same_bytes(project: Path, tmp_path: Path) -> None:
    commit = subprocess.run(["git", "archive", "HEAD"], cwd=project, capture_output=True, check=False)
    if commit.returncode:
        pytest.skip("no clone")
    built = []
    for name in ("one", "another"):
        folder = tmp_path / name
        folder.mkdir()
        subprocess.run(["tar", "-x"], cwd=folder, input=commit.stdout, check=True)
        result = subprocess.run(
            [sys.executable, "-m", "build", "--no-isolation", "--outdir", "made"],
            cwd=folder, env={"SOURCE_DATE_EPOCH": "1795651200"}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert result.returncode == 0, result.stderr
        built.append({one.name: one.read_bytes() for one in (folder / "made").iterdir()})
    assert len(built[0]) == 2
    assert built[0] == built[1]


def workflow(project: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((project / ".github/workflows/release.yml").read_text("utf-8"))
    return found


def test_actions_are_pinned_to_commits(project: Path) -> None:
    used = [step["uses"] for job in workflow(project)["jobs"].values() for step in job["steps"] if "uses" in step]
    assert len(used) >= 6
    assert [one for one in used if not re.fullmatch(r"[\w.-]+/[\w.-]+@[0-9a-f]{40}", one)] == []


def test_only_the_publishing_job_may_sign(project: Path) -> None:
    found = workflow(project)
    assert found["permissions"] == {}
    rights = {name: job["permissions"] for name, job in found["jobs"].items()}
    assert rights.pop("publish") == {"id-token": "write"}
    assert set(map(str, rights.values())) == {"{'contents': 'read'}"}
    assert set(found["jobs"]["publish"]["needs"]) == {"build", "tests"}
    assert not re.search(r"secrets\.|password", str(found))


def test_versions_of_python_are_the_same_everywhere(project: Path) -> None:
    wanted = ["3.11", "3.12", "3.13"]
    assert workflow(project)["jobs"]["tests"]["strategy"]["matrix"]["python"] == wanted
    listed = ", ".join(f'"{one}"' for one in wanted)
    assert f"[{listed}]" in (project / "noxfile.py").read_text("utf-8")
    assert f"({listed})" in (project / "ci/wheels.py").read_text("utf-8")
    page = (project / "docs/releasing.md").read_text("utf-8")
    assert "| system | " + " | ".join(f"Python {one}" for one in wanted) + " |" in page
