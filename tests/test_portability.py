"""What works on Windows and macOS as well, as far as the code and the names of its files can show it."""

from __future__ import annotations

import ast
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from tei_edition.filenames import folded_name, is_reserved

# Modules that Windows does not have, and functions of `os` and `signal` that it does not have.
ELSEWHERE_ONLY = {"fcntl", "grp", "posix", "pty", "pwd", "resource", "termios", "tty"}
MISSING = {
    "fork", "forkpty", "getuid", "getpgid", "killpg", "setsid", "mkfifo", "chown", "sysconf", "uname",
    "SIGKILL", "SIGHUP", "SIGALRM", "SIGUSR1", "SIGUSR2", "alarm", "symlink", "symlink_to",
}  # fmt: skip


def carried(project: Path) -> list[Path]:
    """The files that the repository has, relative to it: what a clone, the wheel and the sdist are made of."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=project, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("no clone")
    return [Path(name) for name in listed.stdout.decode("utf-8").split("\0") if name]


def sources(project: Path) -> list[Path]:
    return sorted((project / "src").rglob("*.py"))


def test_names_fit_every_system(project: Path) -> None:
    names = carried(project)
    assert [name for name in names if any(is_reserved(part) or part != part.rstrip(". ") for part in name.parts)] == []
    assert [name for name in names if set(name.as_posix()) & set('<>:"\\|?*')] == []
    below = Counter(folded_name(name.as_posix()) for name in names)
    assert [name for name, count in below.items() if count > 1] == []
    # Windows has 260 characters for a whole path, unless told otherwise.
    assert max(len(name.as_posix()) for name in names) < 160


def test_no_symlinks(project: Path) -> None:
    assert [name for name in carried(project) if (project / name).is_symlink()] == []


@pytest.mark.parametrize("kind", ["imports", "names", "shell", "text"])
def test_code_runs_everywhere(kind: str, project: Path) -> None:
    found = {
        "imports": only_elsewhere,
        "names": missing_names,
        "shell": shells,
        "text": texts_written,
    }[kind]
    wrong = [
        f"{path.relative_to(project)}:{node.lineno}"  # type: ignore[attr-defined]
        for path in sources(project)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if found(node)
    ]
    assert wrong == []


def only_elsewhere(node: ast.AST) -> bool:
    names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
    names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
    return any(name.partition(".")[0] in ELSEWHERE_ONLY for name in names)


def missing_names(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in MISSING


def shells(node: ast.AST) -> bool:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("system", "popen"):
        return True
    return isinstance(node, ast.keyword) and node.arg == "shell"


def texts_written(node: ast.AST) -> bool:
    """Files are written as bytes: in text, Windows would write other line ends, and so other bytes."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute | ast.Name):
        return False
    name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
    if name == "write_text":
        return not any(one.arg == "newline" for one in node.keywords)
    modes = [one.value for one in [*node.args[:2], *node.keywords] if isinstance(one, ast.Constant)]
    modes += [one.value.value for one in node.keywords if one.arg == "mode" and isinstance(one.value, ast.Constant)]
    written = [mode for mode in modes if isinstance(mode, str) and set(mode) <= set("wxa+t") and mode]
    zipped = isinstance(node.func, ast.Attribute) and "zip" in ast.unparse(node.func.value)
    return name == "open" and bool(written) and not zipped
