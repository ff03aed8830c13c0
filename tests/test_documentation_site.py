"""The documentation as a site: it builds without a warning, opens from its folder, asks no other host."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="module")
def site(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    for package in ("mkdocs", "material"):
        pytest.importorskip(package, reason="the extra docs is not installed")
    folder = tmp_path_factory.mktemp("documentation") / "site"
    result = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", folder],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return folder


def test_every_page_is_there(site: Path, project: Path) -> None:
    made = {path.relative_to(site).with_suffix("").as_posix() for path in site.rglob("*.html")} - {"404"}
    folder = project / "docs"
    assert made == {path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.md")}
    assert not list(site.rglob("*.py"))


def test_search_works_from_the_folder_and_asks_no_host(site: Path, browser: Any) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for name in ("tutorial.html", "reference/rules.html", "site.html"):
        page.goto((site / name).as_uri())
    page.click("input.md-search__input")
    page.keyboard.type("same-item-suspected")
    page.wait_for_selector(".md-search-result__item a[href*='same-item-suspected']")
    page.close()
    assert asked
    assert [url for url in asked if not url.startswith("file:")] == []
