"""A folder of any TEI files gets a site without settings: nothing is dropped, what has no look of its own is told."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from test_html import element_names, page, reading_text, source_text, tei

from tei_edition.diagnostics import Severity
from tei_edition.pipeline import build, check
from tei_edition.publish.known import known_elements

HEADER = (
    "<teiHeader><fileDesc><titleStmt><title>{title}</title><author>Hermann Bahr</author></titleStmt><publicationStmt>"
    '<publisher>P</publisher><availability><licence target="https://example.org/l">CC BY</licence></availability>'
    "</publicationStmt><sourceDesc><p>s</p></sourceDesc></fileDesc>{more}</teiHeader>"
)
LETTER = '<TEI xmlns="http://www.tei-c.org/ns/1.0">' + HEADER + "<text><body>{body}</body></text></TEI>"


# What has a look only in its place: the parts of lists and tables, and these without words between the parts; the
# segments of openers; versions in a group.
PLACED = {"cell", "item", "licence", "list", "row", "seg", "table", "text"}


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    folder = tmp_path / "letters"
    folder.mkdir()
    sent = '<profileDesc><creation><date when="1893-05-27"/></creation></profileDesc>'
    first = LETTER.format(
        title="Erster Brief", more=sent, body="<p>Lieber <castList><castItem>A</castItem></castList></p>"
    )
    (folder / "one.xml").write_text(first, "utf-8")
    (folder / "two.xml").write_text(LETTER.format(title="Zweiter", more="", body="<p>B <w>C</w></p>"), "utf-8")
    return folder


def opened(path: Path) -> Any:
    return html.document_fromstring(path.read_text("utf-8"))


def test_a_folder_becomes_a_site(letters: Path, tmp_path: Path) -> None:
    result = build(letters, output=tmp_path / "o")
    assert (result.documents, result.called, result.pdf) == (2, "document", None)
    home = opened(tmp_path / "o/html/index.html")
    assert home.xpath("//h1")[0].text == "letters"
    assert "Documents by date" in home.text_content()
    assert "elegram" not in home.text_content()
    letter = opened(tmp_path / "o/html/telegrams/one.html")
    assert "Hermann Bahr" in letter.xpath("//dl")[0].text_content()
    assert letter.xpath("//section[@class='rights']//a/@href") == ["https://example.org/l"]
    assert "27 May 1893" in letter.text_content()


def test_what_a_header_does_not_say_has_no_heading() -> None:
    header = "<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt>"
    rest = "<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>"
    made = page(f"{header}{rest}<text><body><p>x</p></body></text></TEI>".encode())
    assert not made.xpath("//section[@class='copytext'] | //section[@class='rights']")


def test_elements_without_a_look_are_told_again_by_the_next_build(letters: Path, tmp_path: Path) -> None:
    def told() -> list[tuple[str, str]]:
        found = build(letters, output=tmp_path / "o").diagnostics
        assert {one.severity for one in found} == {Severity.INFO}
        return [(Path(one.location.file).name, one.message.partition(">")[0][1:]) for one in found]

    assert told() == told() == [("one.xml", "castList"), ("one.xml", "castItem"), ("two.xml", "w")]


def test_what_is_no_tei_does_not_stop_the_others(letters: Path, tmp_path: Path) -> None:
    (letters / "page.xml").write_text("<html/>", "utf-8")
    (letters / "broken.xml").write_text("<TEI", "utf-8")
    (letters / "authority.xml").write_text('<TEI xmlns="http://www.tei-c.org/ns/1.0"/>', "utf-8")
    result = build(letters, output=tmp_path / "o")
    assert result.documents == 2
    errors = {(Path(d.location.file).name, d.rule) for d in result.diagnostics if d.severity is Severity.ERROR}
    assert errors == {("page.xml", "document-no-tei"), ("broken.xml", "xml-not-well-formed")}


def test_an_edition_may_follow_no_profile_too(letters: Path, tmp_path: Path) -> None:
    edition = tmp_path / "e"
    (edition / "tei").mkdir(parents=True)
    (letters / "one.xml").rename(edition / "tei/one.xml")
    settings = edition / "edition.toml"
    settings.write_text('[edition]\ntitle = "Briefe"\nlanguage = "de"\nprofile = "tei"', "utf-8")
    assert build(edition, output=tmp_path / "o", html=True).documents == 1
    assert "Dokumente nach Datum" in (tmp_path / "o/html/index.html").read_text("utf-8")
    assert not [one for one in check([edition]).diagnostics if one.severity is Severity.ERROR]
    settings.write_text('[edition]\ntitle = "Briefe"', "utf-8")
    assert build(edition, output=tmp_path / "o", html=True).documents == 0


def test_what_is_neither_header_nor_text_is_told(letters: Path, tmp_path: Path) -> None:
    more = "<sourceDoc><surface><zone><line>Transcribed</line></zone></surface></sourceDoc><fsdDecl><p>x</p></fsdDecl>"
    one = letters / "one.xml"
    one.write_text(one.read_text("utf-8").replace("<text>", f"{more}<text>"), "utf-8")
    found = [one.message for one in build(letters, output=tmp_path / "o").diagnostics if one.rule == "part-not-shown"]
    assert found == ["The site does not show what stands in <fsdDecl>."]
    assert (
        "Transcribed"
        in opened(tmp_path / "o/html/telegrams/one.html").xpath("//section[@class='reading']")[0].text_content()
    )


@pytest.mark.parametrize("frame", ["<div>{}</div>", "<p>before {} after</p>"])
def test_elements_that_are_told_are_those_that_no_template_knows(frame: str) -> None:
    names = [name for name in element_names() if name not in ("TEI", "teiCorpus")]
    known = known_elements()
    told_wrongly = [
        name
        for name in names
        if bool(page(tei(frame.format(f"<{name}>words</{name}>"))).xpath(f"//*[@class='tei-{name}']"))
        == (name in known)
    ]
    assert set(told_wrongly) <= PLACED


def test_no_character_of_any_tei_is_lost(tmp_path: Path) -> None:
    folder = tmp_path / "all"
    folder.mkdir()
    names = [name for name in element_names() if name not in ("TEI", "teiCorpus", "teiHeader")]
    parts = "".join(
        f"<p>a <{name}>{name} <hi>in</hi> it</{name}> z</p><div><{name}>{name}</{name}></div>" for name in names
    )
    document = LETTER.format(title="All", more="", body=parts)
    (folder / "all.xml").write_text(document, "utf-8")
    result = build(folder, output=tmp_path / "o")
    assert result.documents == 1
    shown = reading_text(opened(tmp_path / "o/html/telegrams/all.html"))
    assert sorted(shown) == sorted(source_text(document.encode()))
    told = {found[1] for one in result.diagnostics if (found := re.match(r"<([^>]+)>", one.message))}
    assert told == set(names) - known_elements()
