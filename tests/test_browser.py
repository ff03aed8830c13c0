"""The built site in a browser, from file://, without a network: both pages, desktop and phone, light and dark."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from listing import index_page

from tei_edition.catalogue import catalogue_entry
from tei_edition.edition import load
from tei_edition.publish.html import assets, telegram_page
from tei_edition.publish.site import site_of

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright for Python is not installed")
CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on the PATH")

EDITION = Path(__file__).parent.parent / "editions" / "korean-war"
PAGES = ["index.html", "telegrams/t113640.html", "telegrams/long.html"]
LONG = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="long"><teiHeader><fileDesc><titleStmt>'
    "<title>{word}</title></titleStmt></fileDesc></teiHeader><text><body><p>{word} "
    "&lt;script&gt;document.title='x'&lt;/script&gt;<note><p>a</p><table><row><cell>{word}</cell><cell>{word}</cell></row></table></note></p>{nested}</body></text></TEI>"
)


def write_site(folder: Path) -> Path:
    """The site of the example edition, with a page of very long words and deep nesting."""
    edition = load(EDITION)
    site = site_of(edition, authority=edition.authority.read_bytes(), date="2026-11-23")
    documents = {path.stem: path.read_bytes() for path in edition.documents()}
    nested = "<floatingText><body><p>deep</p>" * 12 + "</body></floatingText>" * 12
    documents["long"] = LONG.format(word="W" * 5000, nested=nested).encode()
    files = assets() | index_page([catalogue_entry(document, name) for name, document in documents.items()], site)
    for name, document in documents.items():
        files |= telegram_page(document, site, name)
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_site(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as tools:
        chromium = tools.chromium.launch(executable_path=CHROMIUM, args=["--headless", "--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("scripts", [True, False])
def test_page_opens_quietly_and_fits(
    browser: Any, built: Path, path: str, width: int, scheme: str, scripts: bool
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, java_script_enabled=scripts
    )
    page = context.new_page()
    messages: list[str] = []
    requests: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    page.on("requestfailed", lambda request: messages.append(f"failed: {request.url}"))
    page.goto((built / path).as_uri())
    assert messages == []
    assert [url for url in requests if not url.startswith(built.as_uri())] == []
    assert any(url.endswith("assets/site.css") for url in requests)
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(22, 21, 19)"
    assert dark == (scheme == "dark")
    context.close()


def test_from_the_index_to_a_paragraph_and_back(browser: Any, built: Path) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto((built / "index.html").as_uri())
    page.get_by_role("link", name="Ciphered Telegram No. 502597").click()
    assert page.url.endswith("/telegrams/t113640.html")
    assert page.get_by_text("To strengthen antiaircraft defense.").is_visible()
    page.get_by_role("link", name="Read its text").first.click()
    assert page.url.endswith("#enclosure.1")
    page.get_by_role("link", name="Paragraph 5: link to it").click()
    assert page.url.endswith("#p5")
    page.get_by_role("link", name="The Korean War in Diplomatic Telegrams").click()
    assert page.url.endswith("/index.html")


def test_every_internal_link_leads_to_a_file(browser: Any, built: Path) -> None:
    page = browser.new_context().new_page()
    for path in PAGES:
        page.goto((built / path).as_uri())
        for href in page.eval_on_selector_all("a[href], link[href]", "all => all.map(a => a.href)"):
            target, _, fragment = href.partition("#")
            if target.startswith("file:"):
                file = built / target.removeprefix(built.as_uri() + "/")
                assert file.is_file(), href
                if fragment:
                    assert f'id="{fragment}"' in file.read_text("utf-8"), href


def test_keyboard_reaches_the_content_first(browser: Any, built: Path) -> None:
    page = browser.new_context().new_page()
    page.goto((built / PAGES[1]).as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"


def test_hostile_markup_does_not_run(browser: Any, built: Path) -> None:
    page = browser.new_context().new_page()
    page.goto((built / "telegrams/long.html").as_uri())
    assert page.title() != "x"
    assert "<script>document.title='x'</script>" in page.locator(".text").inner_text()
