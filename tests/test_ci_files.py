"""What an edition's repository takes into its continuous integration: the hook, the action and the job run for real."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

import pytest
import yaml

TELEGRAM = Path("editions/korean-war/tei/t113640.xml")


def call(*command: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        env={**os.environ, "GIT_CONFIG_NOSYSTEM": "1", **environment},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


@pytest.fixture
def repository(project: Path, tmp_path: Path) -> Path:
    """Somebody's repository with the example edition in it."""
    folder = tmp_path / "repository"
    shutil.copytree(project / "editions", folder / "editions")
    shutil.copytree(project / "schemas", folder / "schemas")
    identity = ("-c", "user.name=Editor", "-c", "user.email=editor@example.org")
    for command in (("init", "--quiet"), ("add", "--all"), (*identity, "commit", "--quiet", "-m", "The edition")):
        done = call("git", *command, cwd=folder)
        assert done.returncode == 0, done.stderr
    return folder


def spoil(repository: Path) -> None:
    """Let the telegram point to a person that the authority does not have."""
    path = repository / TELEGRAM
    path.write_text(path.read_text("utf-8").replace("authority.xml#p-stalin", "authority.xml#p-nobody"), "utf-8")


@pytest.fixture(scope="module")
def binaries(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment without tei-edition, as a runner has it; dependencies come from that of the tests."""
    environment = tmp_path_factory.mktemp("runner") / "environment"
    done = call(sys.executable, "-m", "venv", environment, cwd=project)
    assert done.returncode == 0, done.stderr
    found = environment / ("Scripts" if sys.platform == "win32" else "bin")
    site = call(found / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=project)
    (Path(site.stdout.strip()) / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return found


def run_action(project: Path, repository: Path, binaries: Path, **given: str) -> list[subprocess.CompletedProcess[str]]:
    """The steps of the action, as a runner takes them: expressions only in `env`, bash that stops at a fault."""
    action: dict[str, Any] = yaml.safe_load((project / "action.yml").read_text("utf-8"))
    inputs = {name: given.get(name, told["default"]) for name, told in action["inputs"].items()}
    assert set(given) <= set(inputs)
    done = []
    for step in action["runs"]["steps"]:
        if "uses" in step:
            assert re.fullmatch(r"actions/setup-python@v\d+", step["uses"])
            continue
        assert "${{" not in step["run"]
        variables = {
            name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda found: inputs[found[1]], value)
            for name, value in step.get("env", {}).items()
        }
        variables |= {"GITHUB_ACTION_PATH": str(project), "PATH": f"{binaries}{os.pathsep}{os.environ['PATH']}"}
        command = ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"])
        done.append(call(*command, cwd=repository, CI="true", PIP_NO_INDEX="", PYTHONPATH="", **variables))
        if done[-1].returncode:
            break
    return done


def test_action_passes_what_is_in_order(project: Path, repository: Path, binaries: Path) -> None:
    done = run_action(project, repository, binaries, sarif="found.sarif")
    assert [step.returncode for step in done] == [0, 0], done
    assert json.loads((repository / "found.sarif").read_text("utf-8"))["version"] == "2.1.0"


def test_action_annotates_what_is_wrong(project: Path, repository: Path, binaries: Path) -> None:
    spoil(repository)
    done = run_action(project, repository, binaries, paths="editions/korean-war\n", sarif="found.sarif")
    assert done[-1].returncode == 1, done
    assert re.search(rf"^::error file={re.escape(TELEGRAM.as_posix())},line=\d+", done[-1].stdout, re.MULTILINE)
    assert (repository / "found.sarif").is_file()


def test_action_takes_options_and_runs_no_input(project: Path, repository: Path, binaries: Path) -> None:
    spoil(repository)
    done = run_action(project, repository, binaries, arguments="--ignore=authority-entry-missing")
    assert done[-1].returncode == 0, done
    done = run_action(project, repository, binaries, paths='editions\n"; touch spoilt; "$(touch spoilt)')
    assert done[-1].returncode != 0
    assert not (repository / "spoilt").exists()


def test_gitlab_job(project: Path, repository: Path, binaries: Path) -> None:
    told: dict[str, Any] = yaml.safe_load((project / "ci/tei-edition.gitlab-ci.yml").read_text("utf-8"))
    job = told["tei-edition"]
    variables = {**told["variables"], "TEI_EDITION_PACKAGE": str(project), "PYTHONPATH": ""}
    variables["PATH"] = f"{binaries}{os.pathsep}{os.environ['PATH']}"
    script = "\n".join(job["script"])
    done = call("bash", "-eo", "pipefail", "-c", script, cwd=repository, CI="true", **variables)
    assert done.returncode == 0, done
    spoil(repository)
    done = call("bash", "-eo", "pipefail", "-c", script, cwd=repository, CI="true", **variables)
    assert done.returncode == 1, done
    for report in job["artifacts"]["reports"].values():
        assert TELEGRAM.as_posix() in (repository / report).read_text("utf-8")


def test_hooks(project: Path, repository: Path, tmp_path: Path) -> None:
    head = call("git", "rev-parse", "HEAD", cwd=project)
    if head.returncode or not (project / ".git").exists():
        pytest.skip("the project is no git checkout here: pre-commit takes hooks from one")
    hooks = [{"id": "tei-edition"}, {"id": "tei-edition-whole"}]
    settings = {"repos": [{"repo": str(project), "rev": head.stdout.strip(), "hooks": hooks}]}
    (repository / ".pre-commit-config.yaml").write_text(yaml.safe_dump(settings), "utf-8")
    assert call("git", "add", "--all", cwd=repository).returncode == 0
    command = (sys.executable, "-m", "pre_commit", "run", "--all-files")
    # It installs the toolkit as on a user's machine, into a folder of its own.
    environment = {"PRE_COMMIT_HOME": str(tmp_path / "pre-commit"), "PYTHONPATH": ""}
    done = call(*command, cwd=repository, **environment)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("Passed") == len(hooks)
    spoil(repository)
    done = call(*command, cwd=repository, **environment)
    assert done.returncode == 1, done.stdout + done.stderr
    assert done.stdout.count("Failed") == len(hooks)
    assert "authority-entry-missing" in done.stdout
