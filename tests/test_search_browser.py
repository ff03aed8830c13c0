"""The search in a browser: over HTTP as on any host, with a keyboard and on a phone; without scripts; from a folder."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import tei_edition

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright for Python is not installed")

AUTHORITY = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="authority" xml:lang="en"><teiHeader><fileDesc>
<titleStmt><title>Names</title></titleStmt><publicationStmt><publisher>x</publisher></publicationStmt><sourceDesc><p>x</p></sourceDesc>
</fileDesc></teiHeader><standOff><listPerson>
<person xml:id="p-stalin"><persName type="main">Stalin, Joseph</persName><persName>Filippov</persName></person>
<person xml:id="p-rodin"><persName type="main">Rodin</persName></person></listPerson></standOff></TEI>"""
HOSTILE = "&lt;img src=x onerror=alert(1)> &amp;lt;b> ___PAGEFIND_ANCHOR___p:0:x"
TELEGRAMS = {
    "en": (
        "1950-01-02",
        "Rodin on tanks " + HOSTILE,
        '<text xml:lang="en"><body><p>Comrade <persName ref="../authority.xml#p-stalin">Filippov</persName> asked for'
        f" tanks. {HOSTILE}</p><p>The deliveries were running late.</p><p>No. 811/sh of 50 pages.</p></body></text>",
    ),
    "ru": ("1951-03-04", "Russian", '<text xml:lang="ru"><body><p>Товарищ Шестаков просит танки.</p></body></text>'),
    "ko": ("1952", "Korean", '<text xml:lang="ko"><body><p>조선인민군 총사령관 김일성동지에게.</p></body></text>'),
    "zh": ("1952-05", "Chinese", '<text xml:lang="zh"><body><p>周恩来总理致电斯大林同志。</p></body></text>'),
    "two": (
        "1953-01-01",
        "Bilingual",
        '<text><group><text xml:lang="ru"><body><p xml:id="o">Номер 777.</p></body></text><text xml:lang="en"><body>'
        '<p xml:id="t">Number 777.</p></body></text></group></text>',
    ),
}


def telegram(name: str, sent: str, title: str, text: str) -> str:
    return (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="{name}" xml:lang="en"><teiHeader><fileDesc><titleStmt>'
        f"<title>{title}</title></titleStmt></fileDesc><profileDesc><correspDesc><correspAction type='sent'>"
        f"<persName ref='../authority.xml#p-rodin'>Rodin</persName><date when='{sent}'/></correspAction></correspDesc>"
        f"</profileDesc></teiHeader>{text}</TEI>"
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("edition")
    (root / "tei").mkdir()
    (root / "edition.toml").write_text('[edition]\ntitle = "Telegrams"\n[validate]\nignore = ["error"]\n', "utf-8")
    (root / "authority.xml").write_text(AUTHORITY, "utf-8")
    for name, parts in TELEGRAMS.items():
        (root / "tei" / f"{name}.xml").write_text(telegram(name, *parts), "utf-8")
    assert tei_edition.build(root, output=root / "out", html=True).documents == len(TELEGRAMS)
    return root / "out" / "html"


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        pass


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    # Below a path, as on hosts that give each project one.
    handler = functools.partial(Quiet, directory=str(site.parent))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/html/"
        server.shutdown()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    page.on("dialog", lambda dialog: messages.append("dialog"))
    yield page
    assert messages == []
    context.close()


def results(page: Any, number: int) -> list[str]:
    expect = playwright.expect
    expect(page.locator(".search-count")).to_contain_text(
        f"{number} telegram" if number else "No telegram", timeout=15000
    )
    expect(page.locator(".search-results > li")).to_have_count(number)
    return [str(one) for one in page.locator(".search-results h2").all_inner_texts()]


@pytest.mark.parametrize(
    ("words", "title", "marked", "place"),
    [
        ("tanks", "Rodin on tanks", "tanks.", "en.html#p1"),
        ("deliver", "Rodin on tanks", "deliveries", "en.html#p2"),
        ('"running late"', "Rodin on tanks", "running late.", "en.html#p2"),
        ("Stalin", "Rodin on tanks", "Stalin", "en.html#p1"),
        ("танк", "Russian", "танки.", "ru.html#p1"),
        ("Shestakov", "Russian", "Shestakov", "ru.html#p1"),
        ("인민군", "Korean", "인민군", "ko.html#p1"),
        ("斯大林", "Chinese", "斯大林", "zh.html#p1"),
        ("Номер", "Bilingual", "Номер", "two.html#o"),
    ],
)
def test_words_lead_to_their_paragraph(
    page: Any, address: str, words: str, title: str, marked: str, place: str
) -> None:
    page.goto(f"{address}search.html")
    page.get_by_role("searchbox").fill(words)
    page.keyboard.press("Enter")
    (found,) = results(page, 1)
    assert found.startswith(title)
    first = page.locator(".search-passages li").first
    assert first.locator("mark").first.inner_text() == marked
    link = first.locator("a")
    assert place in link.get_attribute("href")
    link.press("Enter")
    page.wait_for_url(f"**/telegrams/{place}*")
    anchor = place.partition("#")[2]
    assert page.locator(f"[id='{anchor}']").bounding_box()["y"] < 800


def test_dates_are_written_as_on_the_other_pages(page: Any, address: str) -> None:
    page.goto(f"{address}search.html?q=777")
    results(page, 1)
    assert page.locator(".search-facts").inner_text().startswith("1 January 1953")


def test_telegram_is_one_result_in_whatever_languages_it_is_found(page: Any, address: str) -> None:
    page.goto(f"{address}search.html?q=777")
    assert results(page, 1) == ["Bilingual"]
    places = page.locator(".search-passages a").evaluate_all("all => all.map(a => a.hash.split(':')[0])")
    assert sorted(places) == ["#o", "#t"]


def test_all_words_must_be_there(page: Any, address: str) -> None:
    page.goto(f"{address}search.html?q=tanks+zeppelin")
    results(page, 0)
    page.get_by_role("searchbox").fill('tanks filippov "asked for"')
    results(page, 1)
    for words in ("500193", "pagesetting", "811/shk"):
        page.get_by_role("searchbox").fill(words)
        results(page, 0)
    for words in ("811", "811/sh", "50", "page", "Bilin"):
        page.get_by_role("searchbox").fill(words)
        results(page, 1)
    page.get_by_role("searchbox").fill('"for asked"')
    results(page, 0)


def test_facets_narrow_what_was_found_and_stand_in_the_address(page: Any, address: str) -> None:
    page.goto(f"{address}search.html")
    playwright.expect(page.locator(".search-count")).to_contain_text("5 telegrams", timeout=15000)
    assert page.locator(".search-results > li").count() == 0
    years = page.get_by_role("group", name="Year")
    assert [one.strip() for one in years.locator("label").all_inner_texts()] == ["1950 1", "1951 1", "1952 2", "1953 1"]
    years.get_by_label("1952").press("Space")
    assert results(page, 2) == ["Chinese", "Korean"] or results(page, 2) == ["Korean", "Chinese"]
    page.get_by_role("group", name="Language of the text").get_by_label("Chinese").check()
    results(page, 1)
    assert "year=1952" in page.url
    assert "language.zh" in page.url
    page.reload()
    assert results(page, 1) == ["Chinese"]
    page.get_by_role("button", name="Take back the choice").press("Enter")
    playwright.expect(page.locator(".search-count")).to_contain_text("5 telegrams")
    playwright.expect(page.get_by_role("group", name="From").locator("label")).to_have_text(["Rodin 5"])


def test_hostile_text_is_shown_as_text(page: Any, address: str) -> None:
    page.goto(f"{address}search.html?q=onerror")
    (title,) = results(page, 1)
    assert "<img src=x onerror=alert(1)> &lt;b>" in title
    assert (
        "<img src=x onerror=alert(1)> &lt;b> ___PAGEFIND_ANCHOR___p:0:x"
        in page.locator(".search-passages").inner_text()
    )
    assert page.locator("main img").count() == 0


def test_page_fits_a_phone(browser: Any, address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{address}search.html?q=tanks")
    results(page, 1)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert not page.locator(".facet").first.is_visible()
    page.locator(".search-facets summary").press("Enter")
    assert page.locator(".facet").first.is_visible()
    context.close()


def test_without_a_script_the_lists_take_its_place(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}search.html")
    assert not page.get_by_role("searchbox").is_visible()
    page.get_by_role("main").get_by_role("link", name="Indexes").click()
    assert page.url.endswith("indexes.html")
    context.close()


def test_from_a_folder_the_lists_take_its_place(page: Any, site: Path) -> None:
    page.goto((site / "search.html").as_uri())
    assert page.get_by_text("This page was opened from a folder").is_visible()
    assert not page.get_by_role("searchbox").is_visible()
    page.get_by_role("main").get_by_role("link", name="Indexes").click()
    assert page.url.endswith("indexes.html")


def test_search_alone_may_run_what_is_compiled(site: Path) -> None:
    for path in site.rglob("*.html"):
        allowed = "script-src 'self' 'wasm-unsafe-eval'" in path.read_text("utf-8")
        assert allowed == (path.name == "search.html")
