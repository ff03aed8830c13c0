"""Watching: what changed is checked anew, and nothing else; the command ends on Ctrl-C with the last state."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from tei_edition.errors import UsageError
from tei_edition.pipeline.validation import check_documents
from tei_edition.pipeline.watching import Watched

DOCUMENT = '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="{0}"><{1}/></TEI>'


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    root = tmp_path / "edition"
    (root / "tei").mkdir(parents=True)
    (root / "edition.toml").write_text('[edition]\ntitle = "A"\n', "utf-8")
    for name in ("a", "b"):
        (root / "tei" / f"{name}.xml").write_text(DOCUMENT.format(name, "nothing"), "utf-8")
    return root


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the documents that are checked."""
    names: list[str] = []

    def noted(documents: Sequence[tuple[Path, object]], *rest: object) -> object:
        names.extend(path.name for path, _ in documents)
        return check_documents(documents, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr("tei_edition.pipeline.watching.check_documents", noted)
    return names


def test_only_what_changed_is_checked(edition: Path, checked: list[str]) -> None:
    watched = Watched([edition], jobs=1)
    first = watched.check()
    assert checked == ["a.xml", "b.xml"]
    assert watched.changes() == frozenset()
    checked.clear()
    (edition / "tei" / "b.xml").write_text(DOCUMENT.format("b", "nought"), "utf-8")
    changed = watched.changes()
    assert changed == {(edition / "tei" / "b.xml").absolute()}
    again = watched.check_again(changed)
    assert checked == ["b.xml"]
    assert watched.changes() == frozenset()
    assert any("nought" in found.message for found in again.diagnostics)
    assert [one for one in again.diagnostics if "a.xml" in one.location.file] == [
        one for one in first.diagnostics if "a.xml" in one.location.file
    ]
    assert set(again.diagnostics) == set(Watched([edition], jobs=1).check().diagnostics)


@pytest.mark.parametrize("name", ["edition.toml", "authority.xml", "archives.toml", "tei/c.xml", "tei/a.xml"])
def test_what_others_refer_to_has_all_checked(name: str, edition: Path, checked: list[str]) -> None:
    watched = Watched([edition], jobs=1)
    watched.check()
    checked.clear()
    path = edition / name
    if name == "tei/a.xml":
        path.unlink()
    else:
        path.write_text('[edition]\ntitle = "B"\n' if name.endswith("toml") else DOCUMENT.format("c", "x"), "utf-8")
    changed = watched.changes()
    assert changed
    result = watched.check_again(changed)
    assert "b.xml" in checked
    assert set(result.diagnostics) == set(Watched([edition], jobs=1).check().diagnostics)
    assert watched.changes() == frozenset()


def test_an_edition_that_breaks_and_is_mended(edition: Path) -> None:
    watched = Watched([edition], jobs=1)
    before = watched.check()
    settings = edition / "edition.toml"
    text = settings.read_text("utf-8")
    settings.write_text("[edition", "utf-8")
    broken = watched.check_again(watched.changes())
    assert [found.rule for found in broken.diagnostics] == ["edition-not-toml"]
    settings.write_text(text, "utf-8")
    assert watched.check_again(watched.changes()) == before


def test_a_file_that_comes_and_goes(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    watched = Watched([path], jobs=1)
    assert [found.rule for found in watched.check().diagnostics] == ["file-missing"]
    path.write_text(DOCUMENT.format("a", "x"), "utf-8")
    assert "file-missing" not in {found.rule for found in watched.check_again(watched.changes()).diagnostics}
    path.unlink()
    assert [found.rule for found in watched.check_again(watched.changes()).diagnostics] == ["file-missing"]


def test_unknown_rule(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        Watched([tmp_path], select=["no-such-rule"])


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT to a process here")
def test_the_command_ends_with_the_last_state(project: Path, tmp_path: Path) -> None:
    source = tmp_path / "t113640.xml"
    good = project / "editions/korean-war/tei/t113640.xml"
    source.write_text("<TEI>\n</text>", "utf-8")
    log = tmp_path / "log"
    environment = {**os.environ, "PYTHONPATH": str(project / "src"), "PYTHONUNBUFFERED": "1", "TERM": "dumb"}
    arguments = ["validate", str(source), "--watch", "--format", "concise", "--select", "error", "--ignore", "pointer"]
    with log.open("wb") as stream:
        process = subprocess.Popen(
            [sys.executable, "-m", "tei_edition", *arguments],
            stdout=stream, stderr=stream, cwd=tmp_path, env=environment,
        )  # fmt: skip
    try:
        _until(log, "watching 1 file; Ctrl-C ends")
        assert "xml-not-well-formed" in log.read_text("utf-8")
        shutil.copy(good, source)
        _until(log, "changed: t113640.xml")
        _until(log, "watching 1 file; Ctrl-C ends", times=2)
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
        text = log.read_text("utf-8")
        assert text.count("xml-not-well-formed") == 1
        assert "\x1b" not in text
        assert "Traceback" not in text
    finally:
        process.kill()
        process.wait()


def _until(log: Path, words: str, times: int = 1) -> None:
    for _ in range(600):
        if log.read_text("utf-8").count(words) >= times:
            return
        time.sleep(0.1)
    pytest.fail(f"{words!r} was never told: {log.read_text('utf-8')}")
