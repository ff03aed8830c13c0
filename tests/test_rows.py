"""The catalogue of a site for programs, and its BEACON file: each read as such programs do."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_incremental import AUTHORITY, DATE, build, change, content, made_edition, written  # noqa: F401 - a fixture

import tei_edition
from tei_edition.catalogue import CatalogueEntry
from tei_edition.pipeline.state import State
from tei_edition.publish import rows
from tei_edition.publish.description import Description, Event, Party

SETTINGS = '[edition]\ntitle = "Telegrams | more"\npublisher = "P"\nbase_url = "https://example.org/e"\n'
GND = '<idno type="URI" subtype="gnd">https://d-nb.info/gnd/{}</idno>'
SITE = "b/html"


@pytest.fixture
def edition(project: Path, tmp_path: Path) -> Path:
    root = made_edition(project, tmp_path / "edition", 3)
    (root / "edition.toml").write_text(SETTINGS, "utf-8")
    return root


def as_json(folder: Path) -> list[dict[str, str | list[str]]]:
    found: list[dict[str, str | list[str]]] = json.loads((folder / rows.JSON).read_bytes())
    return found


def as_csv(folder: Path) -> list[dict[str, str]]:
    with (folder / rows.CSV).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_catalogue_of_the_site_is_that_of_the_edition(edition: Path, tmp_path: Path) -> None:
    build(edition, tmp_path / "b")
    found = as_json(tmp_path / SITE)
    assert found == tei_edition.Edition(edition).catalogue()
    assert [one["url"] for one in found] == [f"https://example.org/e/telegrams/t{n}.html" for n in range(3)]
    table = as_csv(tmp_path / SITE)
    assert [tuple(one) for one in table] == [rows.COLUMNS] * 3
    for row, told in zip(table, found, strict=True):
        assert all(row[name] == (one if isinstance(one, str) else " | ".join(one)) for name, one in told.items())
    about = (tmp_path / SITE / "about.html").read_text("utf-8")
    assert 'href="catalogue.csv"' in about
    assert 'href="catalogue.json"' in about


def test_documentation_names_the_columns(project: Path) -> None:
    table = (project / "docs/site.md").read_text("utf-8").split("| column | what |")[1].split("\n\n")[0]
    named = [name for line in table.splitlines()[2:] for name in re.findall(r"`(\w+)`", line.split("|")[1])]
    assert named == list(rows.COLUMNS)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1), min_size=1))
def test_no_cell_is_a_formula(cells: list[str]) -> None:
    (read,) = csv.reader(io.StringIO(rows.line(cells).decode(), newline=""))
    for cell, given_ in zip(read, cells, strict=True):
        assert cell.removeprefix("'") == given_.removeprefix("'") or cell == given_
        assert cell[0] not in "=+-@\t\r＝＋－＠"


def test_lists_that_belong_together_are_of_one_length() -> None:
    party = Party("A", key="p-a")
    way = (Event("received/copy", (party, Party("B")), copies="2"), Event("received/cc", (party,)), Event("received"))
    told = rows.row(Description("t", "T", way=way))
    assert (told["copies_to"], told["copies_to_ids"], told["copies"]) == (
        ["A", "B", "A"],
        ["p-a", "", "p-a"],
        ["2", "2", ""],
    )


def test_nothing_gives_an_empty_array() -> None:
    assert json.loads(b"".join(rows.as_json([]))) == []


def test_catalogue_is_made_anew_when_it_tells_something_else(edition: Path, tmp_path: Path, written: list[str]) -> None:  # noqa: F811
    build(edition, tmp_path / "b")
    written.clear()
    change(edition, 1, "The roads are open.", "The roads are closed.")
    build(edition, tmp_path / "b")
    assert "t1.html" in written
    assert not {rows.JSON, rows.CSV} & set(written)
    title = '<title type="main" level="a">'
    change(edition, 1, title, f"{title}=1+1 ")
    (edition / "tei/t0.xml").unlink()
    build(edition, tmp_path / "b")
    assert {rows.JSON, rows.CSV} <= set(written)
    assert next((one["id"], one["title"][:4]) for one in as_json(tmp_path / SITE)) == ("t1", "=1+1")
    assert as_csv(tmp_path / SITE)[0]["title"].startswith("'=1+1")
    build(edition, tmp_path / "fresh")
    assert content(tmp_path / "b") == content(tmp_path / "fresh")
    (tmp_path / SITE / rows.JSON).unlink()
    build(edition, tmp_path / "b")
    assert content(tmp_path / "b") == content(tmp_path / "fresh")


def test_what_is_held_back_is_not_in_the_catalogue(edition: Path, tmp_path: Path) -> None:
    build(edition, tmp_path / "b")
    change(edition, 1, 'revisionDesc status="draft"', 'revisionDesc status="embargoed"')
    build(edition, tmp_path / "b")
    assert [one["id"] for one in as_json(tmp_path / SITE)] == ["t0", "t2"]
    assert [one["id"] for one in as_csv(tmp_path / SITE)] == ["t0", "t2"]


def beacon(folder: Path) -> tuple[dict[str, str], list[tuple[str, ...]]]:
    """A BEACON file, after its specification: lines of fields, then lines of links."""
    lines = (folder / "beacon.txt").read_text("utf-8").splitlines()
    fields = [re.fullmatch(r"#([A-Z]+): (.+)", line) for line in lines if line.startswith("#")]
    assert lines[0] == "#FORMAT: BEACON"
    links = [tuple(line.split("|")) for line in lines[len(fields) :] if line]
    return {one[1]: one[2] for one in fields if one}, links


def test_beacon_leads_from_persons_to_their_pages(edition: Path, tmp_path: Path) -> None:
    both = AUTHORITY.replace("Adams</persName>", f"Adams</persName>{GND.format('118642499')}")
    both = both.replace("Brown</persName>", f"Brown</persName>{GND.format('13070055X')}")
    (edition / "authority.xml").write_text(both, "utf-8")
    build(edition, tmp_path / "b")
    fields, links = beacon(tmp_path / SITE)
    assert fields["PREFIX"] == "https://d-nb.info/gnd/"
    assert fields["FEED"] == "https://example.org/e/beacon.txt"
    assert fields["NAME"] == "Telegrams | more"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", fields["TIMESTAMP"])
    base = "https://example.org/e/"
    assert links == [("118642499", "2", f"{base}persons/p-a.html"), ("13070055X", "1", f"{base}persons/p-b.html")]
    assert all((tmp_path / SITE / link[2].removeprefix(base)).is_file() for link in links)
    (edition / "tei/t1.xml").unlink()
    build(edition, tmp_path / "b")
    assert [one[0] for one in beacon(tmp_path / SITE)[1]] == ["118642499"]
    (edition / "authority.xml").write_text(AUTHORITY, "utf-8")
    build(edition, tmp_path / "b")
    assert not (tmp_path / SITE / "beacon.txt").exists()


@pytest.mark.parametrize(
    ("old", "new"), [("base_url", "# base_url"), ("[edition]", '[site]\npages = ["places"]\n[edition]')]
)
def test_without_address_or_pages_of_persons_there_is_no_beacon(
    edition: Path, tmp_path: Path, old: str, new: str
) -> None:
    told = AUTHORITY.replace("Adams</persName>", f"Adams</persName>{GND.format('118642499')}")
    (edition / "authority.xml").write_text(told, "utf-8")
    build(edition, tmp_path / "b")
    assert (tmp_path / SITE / "beacon.txt").is_file()
    tei_edition.build(edition, output=tmp_path / "b", html=True, drafts=True, date=DATE)
    assert not (tmp_path / SITE / "beacon.txt").exists()
    (edition / "edition.toml").write_text(SETTINGS.replace(old, new), "utf-8")
    build(edition, tmp_path / "b")
    assert not (tmp_path / SITE / "beacon.txt").exists()


def test_rows_by_year_are_all_rows_and_what_has_no_year_comes_last(tmp_path: Path) -> None:
    dates = {"a": "1952-07", "b": "July", "c": "", "d": "1950-01-01T10:00:00", "e": "-0044-03-15", "f": "1950"}
    with State(tmp_path / "b") as state:
        for name, sent in dates.items():
            state.catalogue.put(CatalogueEntry(name, "T", sent=sent))
            state.rows.put(name, rows.row(Description(name, "T")))
        assert state.rows.years() == [("1950", 2), ("1952", 1), ("", 3)]
        found = [(year, json.loads(content)["id"]) for year, content in state.rows.by_year()]
    assert found == [("1950", "f"), ("1950", "d"), ("1952", "a"), ("", "e"), ("", "b"), ("", "c")]
