"""The wheel, built through the sdist and installed into an environment of its own, does the main job anywhere."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest


def call(*command: str | Path, cwd: Path) -> str:
    result = subprocess.run(list(map(str, command)), cwd=cwd, capture_output=True, text=True, timeout=300, check=False)
    assert result.returncode == 0, (command, result.stdout, result.stderr)
    return result.stdout


@pytest.fixture(scope="module")
def wheel(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    # Without isolation: the build backend is among the test requirements, so nothing is downloaded here.
    call(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, project, cwd=folder)
    return next(folder.glob("*.whl"))


def test_wheel_carries_schemas_and_stylesheets(wheel: Path, project: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("schemas", "xslt"):
        for path in (project / folder).rglob("*"):
            if path.is_file():
                assert f"tei_edition/{path.relative_to(project).as_posix()}" in names
    for path in (project / "src/tei_edition").rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            assert path.relative_to(project / "src").as_posix() in names


def test_installed_wheel_does_the_main_job(wheel: Path, project: Path, tmp_path: Path) -> None:
    environment = tmp_path / "environment"
    call(sys.executable, "-m", "venv", "--without-pip", environment, cwd=tmp_path)
    binaries = environment / ("Scripts" if sys.platform == "win32" else "bin")
    call(
        *(sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", binaries / "python"),
        *("install", "--quiet", "--no-index", "--no-deps", wheel),
        cwd=tmp_path,
    )
    # The dependencies come from the environment of the tests: a path alone does not bring its editable installs.
    site = call(binaries / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=tmp_path)
    (Path(site.strip()) / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    place = call(binaries / "python", "-c", "import tei_edition; print(tei_edition.__file__)", cwd=tmp_path)
    assert environment.resolve() in Path(place.strip()).resolve().parents

    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "mine").mkdir(parents=True)
    (elsewhere / "mine/edition.toml").write_text('[edition]\ntitle = "Mine"\n', "utf-8")
    command = binaries / "tei-edition"
    source = project / "editions/korean-war/sources/113640.txt"
    call(command, "convert", source, "--into", "mine", "--report", "report.json", cwd=elsewhere)
    call(command, "validate", "mine", cwd=elsewhere)
    call(command, "build", "mine", cwd=elsewhere)
    assert (elsewhere / "mine/schemas/telegram.rng").is_file()
    assert (elsewhere / "build/mine/html/index.html").is_file()
    assert (elsewhere / "build/mine/mine.pdf").read_bytes().startswith(b"%PDF")
