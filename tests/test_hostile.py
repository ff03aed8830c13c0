"""Pages on which the converter once failed, found by benchmarks/fuzz.py and made short; and some damaged pages."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest
from converting import PROJECT

sys.path.insert(0, str(PROJECT / "benchmarks"))

from fuzz import corpus, damaged, fault

PAGES = sorted((PROJECT / "tests" / "cases" / "hostile").glob("*.txt"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_what_failed_once(path: Path) -> None:
    assert fault(path.read_bytes(), thorough=True) == ""


@pytest.mark.parametrize("number", range(10))
def test_damaged_pages(number: int) -> None:
    chance = random.Random(number)
    pages = corpus()
    for attempt in range(20):
        page = damaged(chance, pages)
        assert fault(page, thorough=attempt == 0) == "", page.decode("utf-8", "replace")
