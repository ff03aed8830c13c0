"""Fixtures that all tests share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# In continuous integration the same commit gives the same verdict; elsewhere every run tries other examples. No example
# has a time limit: a busy machine is no fault.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("here", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "here")

PROJECT = Path(__file__).resolve().parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write the expected files of golden tests anew, then read the diff"
    )


@pytest.fixture(autouse=True)
def _no_cache_of_the_user(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands that tests run keep their results in a folder of the run, never in that of the user."""
    monkeypatch.setenv("TEI_EDITION_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written instead of compared."""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(scope="module")  # two of Playwright do not run at once
def browser() -> Iterator[Any]:
    """Chromium, by Playwright for Python; tests that ask for it are skipped where either is missing."""
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright for Python is not installed")
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no chromium on the PATH")
    with playwright.sync_playwright() as tools:
        started = tools.chromium.launch(executable_path=chromium, args=["--headless", "--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@pytest.fixture(scope="session")
def project() -> Path:
    """The top of the checkout."""
    return PROJECT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of material that is not part of the project (TEI_EDITION_SHARED, else beside the checkout)."""
    folder = Path(os.environ.get("TEI_EDITION_SHARED", PROJECT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip("the shared material is not here")
    return folder
