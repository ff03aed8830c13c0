"""The whole site, as a browser and a robot see it: links lead somewhere, nothing is asked of another host."""

from __future__ import annotations

import functools
import gzip
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from lxml import html
from sites import built

MOST_SHIFT = 0.1  # what Core Web Vitals call good


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Tests say nothing of each request."""


@pytest.fixture(scope="module")
def site(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(project, tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def served(site: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def test_every_link_leads_to_a_file_and_to_its_place(site: Path) -> None:
    made: dict[Path, Any] = {path: html.document_fromstring(path.read_text("utf-8")) for path in pages(site)}
    ids = {path: set(root.xpath("//@id")) for path, root in made.items()}
    broken = []
    for path, root in made.items():
        for address in root.xpath("//@href | //@src"):
            target, fragment = urldefrag(urljoin(path.as_uri(), address))
            if not target.startswith("file:"):
                continue
            file = Path(unquote(target.removeprefix("file://")))
            missing = fragment and file in ids and unquote(fragment) not in ids[file]
            if not file.is_file() or site not in file.parents or missing:
                broken.append((path.name, address))
    assert broken == []
    assert len(made) > 40


def test_every_page_can_be_reached_from_the_home_page(site: Path) -> None:
    waiting, seen = [site / "index.html"], {site / "index.html"}
    while waiting:
        path = waiting.pop()
        root: Any = html.document_fromstring(path.read_text("utf-8"))
        for address in root.xpath("//a/@href"):
            file = Path(unquote(urldefrag(urljoin(path.as_uri(), address))[0].removeprefix("file://")))
            if file.suffix == ".html" and file.is_file() and file not in seen:
                seen.add(file)
                waiting.append(file)
    assert set(pages(site)) - seen == set()


def test_ids_are_unique(site: Path) -> None:
    for path in pages(site):
        root: Any = html.document_fromstring(path.read_text("utf-8"))
        ids = root.xpath("//@id")
        assert len(ids) == len(set(ids)), path.name


def test_pages_ask_no_other_host_and_say_nothing(browser: Any, site: Path, served: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.on(
        "response",
        lambda response: said.append(f"{response.status} {response.url}") if response.status >= 400 else None,
    )
    for path in pages(site):
        page.goto(served + path.relative_to(site).as_posix())
        page.evaluate("document.fonts.ready")
    context.close()
    assert said == []
    assert [url for url in asked if not url.startswith((served, "data:"))] == []
    assert any(url.endswith(".woff2") for url in asked)


@pytest.mark.parametrize("path", ["index.html", "telegrams/t113640.html", "distribution.html"])
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_while_a_page_loads(browser: Any, served: str, path: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()

    def late(route: Any) -> None:
        page.wait_for_timeout(300)
        route.continue_()

    page.route("**/*.woff2", late)
    page.add_init_script(
        "window.moved = 0; const add = list => { for (const one of list.getEntries()) window.moved += one.value; };"
        "new PerformanceObserver(add).observe({type: 'layout-shift', buffered: true});"
    )
    page.goto(served + path)
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(700)
    moved = page.evaluate("window.moved")
    context.close()
    assert moved < MOST_SHIFT


def test_a_telegram_is_small(site: Path) -> None:
    page = (site / "telegrams/t113640.html").read_bytes()
    assert len(page) < 60_000
    others = [(site / "assets" / name).read_bytes() for name in ("site.css", "site.js")]
    assert sum(len(gzip.compress(content)) for content in (page, *others)) < 40_000  # as servers send them
    assert sum(path.stat().st_size for path in (site / "assets/fonts").glob("*.woff2")) < 400_000


def test_lists_filter_and_tables_sort(browser: Any, served: str) -> None:
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(served + "persons.html")
    page.get_by_label("Show only lines with").fill("stal")
    assert page.locator(".letter li:visible").all_inner_texts()[0].startswith("Stalin, Joseph")
    assert page.locator(".letter li:visible").count() == 1
    page.get_by_label("Show only lines with").fill("nobody at all")
    assert page.get_by_role("status").inner_text() == "Nothing on this page has these words."
    page.goto(served + "index.html")
    first = page.locator(".telegrams tbody tr").first
    before = first.inner_text()
    page.get_by_role("button", name="Sent").press("Enter")
    page.get_by_role("button", name="Sent").press("Enter")
    assert page.locator("[aria-sort=descending]").count() == 1
    assert first.inner_text() != before
    assert page.get_by_role("row").count() == page.locator(".telegrams tr").count()
    page.context.close()


def test_lists_are_whole_without_a_script(browser: Any, served: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(served + "persons.html")
    assert not page.locator(".filter").is_visible()
    assert page.locator(".letter li:visible").count() > 10
    page.context.close()
