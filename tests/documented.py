"""Runs the commands that the documentation shows, as its readers do."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
from pathlib import Path


def environment(project: Path) -> dict[str, str]:
    """The environment in which this checkout is the one that runs, from whatever folder."""
    return {**os.environ, "PYTHONPATH": str(project / "src")}


def until_interrupted(command: str, folder: Path, variables: dict[str, str]) -> None:
    """Run a command that goes on until Ctrl-C, until it is ready."""
    process = subprocess.Popen(
        shlex.split(_of_checkout(command)), cwd=folder, env=variables, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert any("Ctrl-C" in line for line in process.stdout)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=60) == 0


def run(command: str, folder: Path, variables: dict[str, str], code: int = 0) -> str:
    """What a command says; it must end with this code."""
    result = subprocess.run(
        ["bash", "-c", _of_checkout(command)], cwd=folder, env=variables, capture_output=True, text=True, check=False
    )
    assert result.returncode == code, (command, result.stdout, result.stderr)
    return result.stdout + result.stderr


def tagged(folder: Path, *tags: str) -> None:
    """Let git keep the folder as it is under these tags."""
    who = ("-c", "user.name=A. Editor", "-c", "user.email=editor@example.org", "-c", "init.defaultBranch=main")
    for command in (("init",), ("add", "editions"), ("commit", "--allow-empty", "-m", "Release"),
                    *(("tag", "--force", tag) for tag in tags)):  # fmt: skip
        subprocess.run(["git", *who, *command], cwd=folder, check=True, capture_output=True)


def _of_checkout(command: str) -> str:
    return command.replace("tei-edition", f"{shlex.quote(sys.executable)} -m tei_edition", 1)
