"""The pages of the site beside the telegrams: introduction, calendar, map, bibliography, distribution, figures."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from tei_edition.pipeline import build, check


@pytest.fixture
def edition(project: Path, tmp_path: Path) -> Path:
    shutil.copytree(project / "editions/korean-war", tmp_path / "e")
    shutil.copytree(project / "schemas", tmp_path / "e/schemas")
    (tmp_path / "e/edition.toml").write_text(
        '[edition]\ntitle = "E"\n[site]\nintroduction = "introduction.md"', "utf-8"
    )
    return tmp_path / "e"


@pytest.fixture
def page(edition: Path, tmp_path: Path) -> Callable[[str], Any]:
    def made(path: str) -> Any:
        if not (tmp_path / "o").exists():
            build(edition, output=tmp_path / "o", html=True)
        return html.document_fromstring((tmp_path / "o/html" / path).read_text("utf-8"))

    return made


def texts(elements: Any) -> list[str]:
    return [" ".join(element.text_content().split()) for element in elements]


def test_calendar_has_the_day_where_the_week_has_it(page: Callable[[str], Any]) -> None:
    year = page("years/1952.html")
    (month,) = year.xpath("//table[@class='month']")
    assert texts(month.xpath("caption")) == ["July 1952"]
    rows = [[cell.text_content() for cell in row.xpath("td")] for row in month.xpath("tbody/tr")]
    assert rows[0] == ["", "1", "2", "3", "4", "5", "6"]  # 1 July 1952 was a Tuesday
    assert rows[-1] == ["28", "29", "30", "31", "", "", ""]
    assert month.xpath(".//a/@href") == ["../years/1952.html#d1952-07-17"]
    assert month.xpath(".//a/@aria-label") == ["17 July 1952: 1 telegram"]
    assert year.xpath("//section[@id='d1952-07-17']//a")


def test_map_has_the_places_whose_coordinates_the_authority_gives(page: Callable[[str], Any]) -> None:
    found = page("places.html").xpath("//figure[@class='map']")[0]
    assert sorted(found.xpath(".//circle/title/text()")) == ["Kaesong", "Pyongyang"]
    assert found.xpath(".//svg/@role") == ["img"]
    assert found.xpath(".//svg/@aria-label")


def test_a_site_without_coordinates_has_no_map(edition: Path, page: Callable[[str], Any]) -> None:
    authority = edition / "authority.xml"
    authority.write_text(
        authority.read_text("utf-8").replace("<geo>39.03 125.75", "<geo>?").replace("<geo>37.97 126.55", "<geo>?"),
        "utf-8",
    )
    assert not page("places.html").xpath("//figure[@class='map']")


def test_bibliography_keeps_what_editors_wrote(edition: Path, page: Callable[[str], Any]) -> None:
    authority = edition / "authority.xml"
    more = (
        "<listBibl><head>Studies</head><bibl><author>Kim</author>: <title>A Book</title>, 1999.</bibl>"
        "<biblStruct><analytic><author>A</author><author>B</author><title level='a'>An article</title></analytic>"
        "<monogr><title level='j'>Journal</title><imprint><date when='1999-05'/><biblScope>3–17</biblScope></imprint>"
        "</monogr>"
        "<idno type='URI'>https://example.org/x</idno></biblStruct></listBibl></standOff>"
    )
    authority.write_text(authority.read_text("utf-8").replace("</standOff>", more), "utf-8")
    found = page("bibliography.html")
    assert texts(found.xpath("//ul[@class='bibliography']/li")) == [
        "Kim: A Book, 1999.",
        "A; B, An article, Journal, May 1999, 3–17, https://example.org/x",
    ]
    assert texts(found.xpath("//main/h2")) == ["Studies"]
    assert texts(page("about.html").xpath("//a[@href='bibliography.html']/../following-sibling::dd")) == ["2"]


def test_distribution_is_a_matrix_with_words_for_who_hears_it(page: Callable[[str], Any]) -> None:
    matrix = page("distribution.html").xpath("//table[@class='matrix']")[0]
    heads = texts(matrix.xpath("thead//th"))
    cells = texts(matrix.xpath("tbody/tr[1]/*"))
    assert cells[heads.index("Stalin, Joseph")] == "■2copy, 2 copies"
    assert cells[heads.index("Vasilevsky, Aleksandr")].startswith("●addressee")


def test_home_has_the_introduction_and_its_notes(page: Callable[[str], Any]) -> None:
    home = page("index.html")
    (introduction,) = home.xpath("//section[@class='introduction']")
    assert introduction.xpath(".//a/@href")[0] == "telegrams/t113640.html"
    assert texts(introduction.xpath(".//h3")) == ["What to look for"]
    assert introduction.xpath(".//section[@class='footnotes']//li")
    assert not home.xpath("//section[@id='about']")


def test_an_introduction_in_tei_shows_the_cards_of_its_names(edition: Path, page: Callable[[str], Any]) -> None:
    (edition / "introduction.xml").write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text xml:lang="fr"><body><p>Sur <persName '
        'ref="authority.xml#p-stalin">Staline</persName>, voir <ref target="t113640.xml#p5">ici</ref>.</p>'
        "</body></text></TEI>",
        "utf-8",
    )
    settings = edition / "edition.toml"
    settings.write_text(settings.read_text("utf-8").replace(".md", ".xml"), "utf-8")
    (introduction,) = page("index.html").xpath("//section[@class='introduction']")
    assert introduction.xpath(".//a[text() = 'ici']/@href") == ["telegrams/t113640.html#p5"]
    assert texts(introduction.xpath(".//section[@class='names']//h3")) == ["Stalin, Joseph"]
    assert texts(introduction.xpath(".//section[@class='names']//h2")) == ["Names in the introduction"]
    assert introduction.xpath("./div/@lang") == ["fr"]


@pytest.mark.parametrize(
    ("name", "content", "rule", "line"),
    [
        ("i.md", b"a\nb \xff", "introduction-broken", 2),
        ("i.xml", b"<TEI>\n<text>", "introduction-broken", 2),
        ("i.xml", b"<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>", "introduction-broken", 1),
        ("none.md", None, "file-missing", 0),
    ],
)
def test_a_broken_introduction_is_a_finding(
    edition: Path, name: str, content: bytes | None, rule: str, line: int
) -> None:
    if content is not None:
        (edition / name).write_bytes(content)
    (edition / "edition.toml").write_text(f'[edition]\ntitle = "E"\n[site]\nintroduction = "{name}"', "utf-8")
    found = [one for one in check([edition]).diagnostics if one.rule == rule]
    assert [(Path(one.location.file).name, one.location.line) for one in found] == [(name, line)]


def test_an_introduction_leads_to_no_telegram_that_is_not_there(edition: Path, page: Callable[[str], Any]) -> None:
    (edition / "introduction.md").write_text("Hello.\n\nSee [this](t113640.xml#p2) and [that](t9.xml).", "utf-8")
    (introduction,) = page("index.html").xpath("//section[@class='introduction']")
    assert introduction.xpath(".//p/a[not(contains(@class, 'anchor'))]/@href") == ["telegrams/t113640.html#p2"]
    assert "See this and that." in introduction.text_content()
    found = [one for one in check([edition]).diagnostics if one.rule == "introduction-link-dangling"]
    assert [(one.location.line, "t9.xml" in one.message) for one in found] == [(3, True)]


def test_figures_and_principles_stand_on_the_page_about_the_edition(page: Callable[[str], Any]) -> None:
    about = page("about.html")
    assert texts(about.xpath("//h2")) == ["Figures", "Data", "How the text was encoded"]
    assert "Punctuation" in texts(about.xpath("//h3"))
    assert "How to cite" in texts(about.xpath("//dt"))


def test_archives_are_a_tree_that_folds(page: Callable[[str], Any]) -> None:
    page("archives.html")
    found = page("archives/o-aprf.html")
    assert found.xpath("//ul[@class='tree']//details/@open")
    assert texts(found.xpath("//summary"))[0].startswith("Fond 45")


def test_an_archive_without_entry_is_found_by_its_name_as_printed(edition: Path, page: Callable[[str], Any]) -> None:
    telegram = edition / "tei/t113640.xml"
    text = telegram.read_text("utf-8").replace(
        '<repository ref="../authority.xml#o-aprf">APRF</repository>', "<repository>State&#160;Archive</repository>"
    )
    telegram.write_text(text, "utf-8", newline="\n")
    (link,) = page("telegrams/t113640.html").xpath("//h3/a[contains(., 'State\u00a0Archive')]")
    assert texts(page(link.get("href").removeprefix("../")).xpath("//h1")) == ["State Archive"]
