"""An edition in a git repository, with releases as editors make them, for tests."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path


def git(folder: Path, *arguments: str, **surroundings: str) -> None:
    """Run git, whatever the user has configured."""
    given = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", **surroundings}
    who = ("-c", "user.name=A. Editor", "-c", "user.email=editor@example.org")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, env={**os.environ, **given})


def release(folder: Path, tag: str, day: str) -> None:
    """Commit all that there is, and tag it."""
    moment = f"{day}T12:00:00Z"
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", tag, GIT_AUTHOR_DATE=moment, GIT_COMMITTER_DATE=moment)
    git(folder, "tag", tag)


def edit(path: Path, old: str, new: str) -> None:
    """Put words into a file instead of others that it has."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def made(project: Path, tmp_path: Path, *telegrams: str) -> Path:
    """The example edition with some telegrams more, in a repository without a commit."""
    folder = tmp_path / "repository" / "korean-war"
    shutil.copytree(project / "editions/korean-war", folder)
    shutil.copytree(project / "schemas", tmp_path / "schemas")
    for name in telegrams:
        shutil.copy(project / f"tests/cases/convert/{name}/expected.xml", folder / f"tei/{name}.xml")
    git(folder.parent, "init", "--quiet")
    return folder
