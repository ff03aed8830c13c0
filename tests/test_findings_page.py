"""The page of findings in a browser: it filters without JavaScript, fits a phone, and prints without its controls."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tei_edition.diagnostics import Diagnostic, Location, Severity
from tei_edition.report import Findings, Format, render

LONG = "W" * 3000
FOUND = (
    Diagnostic(
        "date-disagrees", Severity.ERROR, f"<script>document.title='x'</script> {LONG}", Location("a.xml", 2, 3)
    ),
    Diagnostic("addressee-missing", Severity.WARNING, "None.", Location("a.xml", 99, 0), LONG),
    Diagnostic("addressee-missing", Severity.WARNING, "None.", Location(f"{LONG}.xml", 1, 1)),
)


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    lines = "\n".join(f"<p>{LONG}</p>" for _ in range(100)).encode()
    path = tmp_path_factory.mktemp("page") / "findings.html"
    path.write_text(render(Findings(FOUND, read=lambda _: lines), Format.HTML), "utf-8")
    return path


def shown(page: Any, selector: str) -> int:
    return sum(element.is_visible() for element in page.query_selector_all(selector))


@pytest.mark.parametrize("scripts", [True, False])
def test_filters(scripts: bool, browser: Any, page_file: Path) -> None:
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(page_file.as_uri())
    assert asked == [page_file.as_uri()]
    assert page.title() == "Findings"
    assert (shown(page, "section"), shown(page, "li")) == (2, 3)
    page.uncheck("#s-warning")
    assert (shown(page, "section"), shown(page, "li")) == (1, 1)
    page.check("#s-warning")
    page.click("summary")
    page.uncheck("label:has-text('date-disagrees') input")
    assert shown(page, "li") == 2
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1200])
def test_nothing_runs_over_the_edge(scheme: str, width: int, browser: Any, page_file: Path) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(page_file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    numbers = page.evaluate("[...document.querySelectorAll('pre .line')].map(e => e.getClientRects().length)")
    heights = page.evaluate("[...document.querySelectorAll('pre .line')].map(e => e.scrollWidth <= e.clientWidth)")
    assert numbers == [1, 1, 1]
    assert all(heights)
    context.close()


def test_print(browser: Any, page_file: Path) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(page_file.as_uri())
    page.emulate_media(media="print")
    assert not page.is_visible(".filters")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    context.close()
