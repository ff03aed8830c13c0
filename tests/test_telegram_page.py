"""The page of a telegram in a browser: whole, quiet, light, at rest; without scripts, on a phone, on paper."""

from __future__ import annotations

import datetime
import gzip
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import tei_edition

CASES = Path(__file__).parent / "cases"
PAGES = ["t113640", "two-versions", "full", "hostile"]
WORD = "W" * 1_000_000
EVIL = (
    "&lt;script&gt;document.title='x'&lt;/script&gt;&quot;'&gt;&lt;img src=x onerror=alert(1)&gt; ../../etc"
    " \u202egnp.exe \u0085"
)
HOSTILE = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="{evil}"><teiHeader><fileDesc><titleStmt>'
    '<title>{evil}{long}</title></titleStmt><notesStmt><note type="{evil}">{evil}</note></notesStmt></fileDesc>'
    '<profileDesc><abstract><p>{evil}</p></abstract><correspDesc type="{evil}" n="{evil}" xml:id="c1">'
    '<correspAction type="sent"><persName ref="{evil}">{evil}</persName><date when="{evil}">{evil}</date>'
    '</correspAction><correspContext><ref type="{evil}" target="javascript:alert(1)">{evil}</ref>'
    '<ref target="../../etc/passwd.xml">{long}</ref><ref target="x.xml">{evil}</ref></correspContext></correspDesc>'
    "</profileDesc></teiHeader><standOff><listPerson>"
    '<person xml:id="a&quot;b&lt;c"><persName>{evil}</persName><idno type="URI">javascript:alert(1)</idno></person>'
    '</listPerson></standOff><text xml:lang="{evil}"><body><p xml:id="{evil}" corresp="#{evil}" rend="{evil}">'
    '<persName ref="#a&quot;b&lt;c">{evil}</persName> <ref target="java&#9;script:alert(1)">{long}</ref>'
    '<note place="foot" xml:id="{evil}2">{evil}</note> <pb n="{evil}" facs="javascript:alert(1)"/></p>'
    '<floatingText decls="#c1" xml:id="e &quot;1"><body><p>{word}</p></body></floatingText></body></text></TEI>'
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("edition")
    example = Path(__file__).parent.parent / "editions" / "korean-war"
    shutil.copytree(example / "tei", root / "tei")
    shutil.copy(example / "authority.xml", root)
    shutil.copy(CASES / "pages" / "two-versions.xml", root / "tei")
    shutil.copy(CASES / "profile" / "full.xml", root / "tei")
    (root / "tei" / "hostile.xml").write_text(HOSTILE.format(evil=EVIL, word=WORD, long=WORD[:50_000]), "utf-8")
    settings = '[edition]\ntitle = "Telegrams"\n[validate]\nignore = ["error", "warning", "info"]\n[rights]\n'
    (root / "edition.toml").write_text(f'{settings}restricted = "full"\nunknown = "full"\n', "utf-8")
    result = tei_edition.build(root, output=root / "b", html=True, date=datetime.date(2026, 11, 23), drafts=True)
    assert result.documents == 4
    return root / "b" / "html"


@pytest.fixture
def opened(browser: Any, site: Path) -> Iterator[Callable[..., Any]]:
    contexts = []

    def open_page(name: str, width: int = 1280, fonts: bool = True, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        if not fonts:
            page.route("**/*.woff2", lambda route: route.abort())
        page.add_init_script(
            "window.shifted = 0; new PerformanceObserver(list => { for (const entry of list.getEntries())"
            " window.shifted += entry.value }).observe({type: 'layout-shift', buffered: true})"
        )
        page.goto((site / "telegrams" / f"{name}.html").as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()


def test_nothing_is_written_outside_the_site(site: Path) -> None:
    assert {path.name for path in site.parent.iterdir()} == {"html", ".tei-edition.sqlite"}
    names = {path.relative_to(site).parts[0] for path in site.rglob("*")}
    assert not [name for name in names if not name[0].isalnum() and not name.startswith(".")]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scripts", [True, False])
def test_page_is_quiet_and_fits(browser: Any, site: Path, name: str, width: int, scripts: bool) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=scripts)
    page = context.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(site.as_uri()) else told.append(request.url))
    page.on("dialog", lambda dialog: told.append(dialog.message))
    page.goto((site / "telegrams" / f"{name}.html").as_uri())
    assert page.title() != "x"
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert told == []
    context.close()


@pytest.mark.parametrize("name", PAGES[:3])
@pytest.mark.parametrize("width", [1280, 360])
def test_nothing_moves_while_the_page_opens(opened: Callable[..., Any], name: str, width: int) -> None:
    # Without the fonts: one that arrives late may break a line elsewhere.
    page = opened(name, width, fonts=False)
    page.wait_for_timeout(300)
    assert page.evaluate("window.shifted") == 0


@pytest.mark.parametrize("name", PAGES[:3])
def test_page_is_light(site: Path, name: str) -> None:
    page = (site / "telegrams" / f"{name}.html").read_bytes()
    assert len(page) < 60_000
    own = [(site / "assets" / file).read_bytes() for file in ("site.css", "site.js", "icon.svg")]
    assert sum(len(gzip.compress(content)) for content in (page, *own)) < 40_000  # as hosts send it


def test_hostile_links_lead_nowhere(opened: Callable[..., Any]) -> None:
    page = opened("hostile")
    hrefs = page.eval_on_selector_all("a[href]", "all => all.map(one => one.href)")
    assert not [href for href in hrefs if not href.startswith(("file:", "https:"))]
    assert not [href for href in hrefs if "passwd" in href]
    page.locator(".text a.named").first.click()
    assert "<script>" in page.locator(".name-popover").inner_text()
    page.locator(".name-popover .close").click()
    page.locator(".text .note-mark a").first.click()
    assert "<script>" in page.locator(".note-here").inner_text()
    assert page.title() != "x"


def test_versions_side_by_side_on_a_wide_screen_alone(opened: Callable[..., Any]) -> None:
    tops = "['ru.2', 'en.2', 'ko.1', 'en.3'].map(id => document.getElementById(id).getBoundingClientRect().top)"
    page = opened("two-versions")
    page.get_by_role("button", name="Versions beside each other").press("Enter")
    one, two, three, four = page.evaluate(tops)
    assert abs(one - two) < 1
    assert abs(three - four) < 1
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    page.set_viewport_size({"width": 390, "height": 800})
    one, two, _, _ = page.evaluate(tops)
    assert two > one


def test_what_stands_beside_the_text_folds_on_a_phone(opened: Callable[..., Any]) -> None:
    page = opened("two-versions", 390)
    note = page.get_by_text("The form has no year.")
    assert not note.is_visible()
    page.locator(".header-note summary").press("Enter")
    assert note.is_visible()
    page.get_by_role("link", name="Abstract").click()
    assert page.get_by_text("The ports, the ice, and").is_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_what_stands_beside_the_text_without_a_script(opened: Callable[..., Any], width: int) -> None:
    page = opened("two-versions", width, java_script_enabled=False)
    note = page.get_by_text("The form has no year.")
    assert note.is_visible() == (width > 1000)
    assert not page.locator(".tools").is_visible()
    if width < 1000:
        page.locator(".header-note summary").click()
        assert note.is_visible()


def test_paper_shows_all_and_notes_below_the_text(opened: Callable[..., Any]) -> None:
    page = opened("two-versions", 390)
    page.locator(".note-mark a").first.click()
    page.emulate_media(media="print")
    assert page.get_by_text("The form has no year.").is_visible()
    assert page.locator(".footnotes li").first.is_visible()
    assert not page.locator(".note-here").first.is_visible()
    assert not page.locator(".tools").is_visible()


def test_carried_message_is_a_part_that_can_be_cited(opened: Callable[..., Any]) -> None:
    page = opened("two-versions")
    page.locator(".parts").get_by_role("link", name="Letter").last.click()
    assert page.url.endswith("#letter.en")
    page.locator("#letter\\.en .enclosure-heading a").click()
    cited = page.locator("dialog .place").inner_text()
    assert cited.startswith("Letter, Harbour Master to Shtykov · 30 January 1950. In: “Telegram, Shtykov to Zakharov")
    assert cited.endswith("#letter.en.")


def test_witness_leads_to_the_page_of_its_archive(opened: Callable[..., Any], site: Path) -> None:
    page = opened("two-versions")
    page.get_by_role("link", name="TsAMO RF").click()
    assert "/archives/" in page.url
    assert page.get_by_role("heading", level=1).inner_text() == "TsAMO RF"
    page.goto((site / "telegrams/t113640.html").as_uri())
    assert page.locator(".witnesses h3 a").count() == 3
