"""The benchmark of large editions: its telegrams are what it says, and it tells what is missing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import tei_edition
from tei_edition.pipeline import state

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"


@pytest.fixture
def telegrams(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    return __import__("edited_telegrams")


def test_telegrams_have_no_finding_but_names_that_few_use(telegrams: Any, tmp_path: Path) -> None:
    telegrams.write_edition(tmp_path, 5)
    assert {one.rule for one in tei_edition.validate(tmp_path)} == {"authority-entry-unused"}


def test_telegrams_are_of_30_kb_and_always_the_same(telegrams: Any) -> None:
    sizes = [len(telegrams.telegram(number, 200).encode()) for number in range(200)]
    assert 29_000 < sum(sizes) / len(sizes) < 32_000
    assert telegrams.telegram(7, 200) == telegrams.telegram(7, 200)


def test_the_other_route_says_what_it_needs(tmp_path: Path) -> None:
    command = [sys.executable, str(BENCHMARKS / "scale.py"), "--jars", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert f"Saxon-HE-10.jar or newer is not in {tmp_path}" in done.stderr


def test_the_memory_looks_at_files_some_at_a_time(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(state, "_LOOKED_AT", 2)
    with state.State(tmp_path) as memory:
        for number in range(7):
            memory.renew(f"document {number // 2}", {f"html/{number}": b"made"}, b"recipe")
        (tmp_path / "html" / "4").write_bytes(b"changed")
        assert memory.intact() == {"document 0", "document 1", "document 3"}


def test_the_memory_tells_the_files_of_one_folder(tmp_path: Path) -> None:
    with state.State(tmp_path) as memory:
        memory.renew("one", dict.fromkeys(("html/b", "html/a/c", "html-2/d", "html0", "e"), b"made"), b"recipe")
        assert memory.paths("html") == ["a/c", "b"]
