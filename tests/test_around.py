"""The telegrams around a telegram: before and after it, in time and in exchanges, and those that refer to it."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import html

import tei_edition
from tei_edition.catalogue import Catalogue, catalogue_entry
from tei_edition.pipeline import files
from tei_edition.publish.around import arounds
from tei_edition.publish.html import telegram_page
from tei_edition.publish.site import Site


def document(name: str, sent: str, writer: str, reader: str, *, refs: str = "", text: str = "", n: str = "") -> bytes:
    agents = "".join(
        f'<correspAction type="{kind}"><persName>{agent}</persName>{date}</correspAction>'
        for kind, agent, date in (("sent", writer, f'<date when="{sent}"/>' if sent else ""), ("received", reader, ""))
    )
    context = f"<correspContext>{refs}</correspContext>" if refs else ""
    return (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="{name}"><teiHeader><fileDesc><titleStmt><title>Title {name}'
        f"</title></titleStmt></fileDesc><profileDesc><correspDesc{f' n={chr(34)}{n}{chr(34)}' if n else ''}>{agents}"
        f"{context}</correspDesc></profileDesc></teiHeader><text><body><p>{text}</p></body></text></TEI>"
    ).encode()


DOCUMENTS = {
    "a": document("a", "1950-01-01", "Kim", "Mao", n="5"),
    "b": document("b", "1950-01-02T10:00:00", "Stalin", "Mao", text='See <ref target="a.xml#p1">it</ref>.'),
    "c": document(
        "c",
        "1950-01-03",
        "Mao",
        "Kim",
        refs='<ref type="replyTo" target="a.xml">No. 5</ref><ref type="mentions">No. 811</ref>'
        '<ref type="mentions">No. 5</ref><ref type="mentions">a letter</ref><ref type="next" target="gone.xml"/>',
        text='<ref target="gone.xml">Gone</ref>',
    ),
    "d": document("d", "1950-01-04", "Kim", "Mao"),
    "e": document("e", "", "Kim", "Mao"),
}


@pytest.fixture
def pages() -> dict[str, Any]:
    catalogue = Catalogue(sqlite3.connect(":memory:"))
    for name, content in DOCUMENTS.items():
        catalogue.put(catalogue_entry(content, name))
    found = dict(arounds(catalogue))
    assert list(found) == ["a", "b", "c", "d", "e"]
    return {
        name: html.document_fromstring(
            telegram_page(DOCUMENTS[name], Site("Edition"), name, around)[f"telegrams/{name}.html"].decode()
        )
        for name, around in found.items()
    }


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def turns(page: Any) -> dict[str, list[str]]:
    return {words(turn.find("p")): turn.xpath("./a/@href") for turn in page.xpath("//nav[@class='around']/div")}


def context(page: Any) -> list[str]:
    return [words(one) for one in page.xpath("//ul[@class='context']/li")]


def test_before_and_after(pages: dict[str, Any]) -> None:
    assert turns(pages["a"]) == {"By date": ["b.html"], "Kim and Mao": ["c.html"]}
    assert turns(pages["b"]) == {"By date": ["a.html", "c.html"]}
    assert turns(pages["c"]) == {"By date": ["b.html", "d.html"], "Mao and Kim": ["a.html", "d.html"]}
    assert turns(pages["d"]) == {"By date": ["c.html"], "Kim and Mao": ["c.html"]}
    assert turns(pages["e"]) == {}
    steps = pages["c"].xpath("//nav[@class='steps-in-time']/a")
    assert [(step.get("rel"), words(step)) for step in steps] == [
        ("prev", "2 January 1950"),
        ("next", "4 January 1950"),
    ]


def test_replies_lead_both_ways(pages: dict[str, Any]) -> None:
    assert context(pages["a"]) == ["mentioned in Title b 2 January 1950", "answered by Title c 3 January 1950"]
    assert pages["a"].xpath("//ul[@class='context']//a/@href") == ["b.html", "c.html"]
    assert context(pages["c"])[0] == "in reply to No. 5 1 January 1950"


def test_what_the_edition_lacks_is_told_where_it_is_certain(pages: dict[str, Any]) -> None:
    assert context(pages["c"])[1:] == [
        "mentions No. 811 not in this edition",
        "mentions No. 5",  # the edition has a telegram of that number, which may be another one
        "mentions a letter",
        "before gone not in this edition",
    ]


def test_no_link_leads_to_a_telegram_that_the_edition_has_not(pages: dict[str, Any]) -> None:
    assert not pages["c"].xpath("//a[contains(@href, 'gone')]")
    assert pages["b"].xpath("//a[. = 'it']/@href") == ["a.html#p1"]


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    root = tmp_path / "edition"
    (root / "tei").mkdir(parents=True)
    (root / "edition.toml").write_text('[edition]\ntitle = "E"\n[validate]\nignore = ["error", "warning"]\n', "utf-8")
    for name, content in DOCUMENTS.items():
        (root / "tei" / f"{name}.xml").write_bytes(content)
    return root


def build(root: Path, output: Path) -> tei_edition.pipeline.publication.BuildResult:
    return tei_edition.build(root, output=output, html=True, date=datetime.date(2026, 11, 23))


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the telegrams' pages that are written from now on."""
    names: list[str] = []

    def write(path: Path, data: bytes, real: Callable[[Path, bytes], None] = files.write) -> None:
        if path.parent.name == "telegrams":
            names.append(path.stem)
        real(path, data)

    monkeypatch.setattr(files, "write", write)
    return names


@pytest.mark.parametrize(
    ("name", "sent", "concerned"),
    [
        ("e", "1950-01-05", ["d", "e"]),  # it comes after the last of all, and of its exchange
        ("b", "1950-01-03T12:00:00", ["a", "b", "c", "d"]),
        ("d", "1950-01-09", ["c", "d"]),
    ],
)
def test_pages_of_changed_neighbours_alone_are_made_anew(
    edition: Path, tmp_path: Path, written: list[str], name: str, sent: str, concerned: list[str]
) -> None:
    build(edition, tmp_path / "b")
    written.clear()
    path = edition / "tei" / f"{name}.xml"
    kept = {"e": ("Kim", "Mao"), "b": ("Stalin", "Mao"), "d": ("Kim", "Mao")}[name]
    text = 'See <ref target="a.xml#p1">it</ref>.' if name == "b" else ""
    path.write_bytes(document(name, sent, *kept, text=text))
    build(edition, tmp_path / "b")
    assert sorted(written) == concerned
    build(edition, tmp_path / "fresh")
    pages = {path.name: path.read_bytes() for path in (tmp_path / "fresh/html/telegrams").iterdir()}
    assert {path.name: path.read_bytes() for path in (tmp_path / "b/html/telegrams").iterdir()} == pages


def test_pages_of_a_telegram_that_goes(edition: Path, tmp_path: Path, written: list[str]) -> None:
    build(edition, tmp_path / "b")
    written.clear()
    (edition / "tei/a.xml").unlink()
    build(edition, tmp_path / "b")
    assert sorted(written) == ["b", "c"]
    assert b'href="a.html' not in (tmp_path / "b/html/telegrams/b.html").read_bytes()
    (edition / "tei/a.xml").write_bytes(DOCUMENTS["a"].replace(b"Title a", b"Named anew"))
    build(edition, tmp_path / "b")
    assert b"Named anew" in (tmp_path / "b/html/telegrams/b.html").read_bytes()


def test_a_telegram_whose_page_fails_is_in_no_other(
    edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tei_edition.errors import StylesheetError
    from tei_edition.pipeline import pages as making

    def made(content: bytes, site: Site, name: str, around: bytes, **given: Any) -> dict[str, bytes]:
        if name == "b":
            raise StylesheetError("too deep")
        return telegram_page(content, site, name, around, **given)

    monkeypatch.setattr(making, "telegram_page", made)
    for _ in range(2):
        result = build(edition, tmp_path / "b")
        assert [one.message for one in result.diagnostics] == ["too deep"]
        assert result.documents == 4
        assert b'href="b.html' not in (tmp_path / "b/html/telegrams/a.html").read_bytes()
        assert not (tmp_path / "b/html/telegrams/b.html").exists()
    monkeypatch.undo()
    assert build(edition, tmp_path / "b").documents == 5
    assert b'href="b.html' in (tmp_path / "b/html/telegrams/a.html").read_bytes()
