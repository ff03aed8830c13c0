"""An edition in Python: what scripts and notebooks get of it."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest
from test_incremental import made_edition, put

import tei_edition
from tei_edition import Edition
from tei_edition.errors import EditionError, UsageError
from tei_edition.pipeline import reading
from tei_edition.publish.rows import COLUMNS


@pytest.fixture
def edition(project: Path, tmp_path: Path) -> Path:
    return made_edition(project, tmp_path / "edition", 3)


@pytest.fixture
def seed(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(project)
    return project / "editions/korean-war"


def test_examples_of_docstrings_run(seed: Path) -> None:
    found = doctest.testmod(reading)
    assert found.attempted > 5
    assert not found.failed


def test_examples_of_the_documentation_run(seed: Path, project: Path) -> None:
    found = doctest.testfile(str(project / "docs/python.md"), module_relative=False)
    assert found.attempted > 10
    assert not found.failed


def test_documentation_names_what_there_is(seed: Path, project: Path) -> None:
    telegram = Edition(seed)["t113640"]
    table = (project / "docs/python.md").read_text("utf-8").split("| of a telegram |")[1].split("\n\n")[0]
    named = {name for line in table.splitlines()[2:] for name in re.findall(r"`(\w+)`", line.split("|")[1])}
    assert named == {name for name in dir(telegram) if not name.startswith("_")} - {"correspondence"}


def test_telegrams_come_in_order_and_by_id(edition: Path) -> None:
    found = Edition(str(edition))
    assert len(found) == 3
    assert [one.id for one in found] == ["t0", "t1", "t2"]
    assert [one.number for one in found] == ["709", "710", "711"]
    assert found["t1"].path == edition / "tei/t1.xml"
    assert "The roads are open." in found["t1"].text
    with pytest.raises(KeyError, match="t9"):
        found["t9"]


def test_a_folder_of_any_tei_is_an_edition(edition: Path) -> None:
    (edition / "authority.xml").unlink()
    found = Edition(edition / "tei")
    assert [one.id for one in found] == ["t0", "t1", "t2"]
    assert "3 documents" in found._repr_html_()


def test_what_is_wrong_names_its_place(edition: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is not an edition"):
        Edition(tmp_path / "nowhere")
    (edition / "tei/t1.xml").write_text("<TEI>\n<open>\n</TEI>", "utf-8")
    telegrams = iter(Edition(edition))
    assert next(telegrams).id == "t0"
    with pytest.raises(EditionError) as caught:
        next(telegrams)
    assert (caught.value.file, caught.value.line) == ((edition / "tei/t1.xml").as_posix(), 3)
    (edition / "tei/t1.xml").write_text('<!DOCTYPE TEI [<!ENTITY e SYSTEM "/etc/passwd">]><TEI>&e;</TEI>', "utf-8")
    with pytest.raises(EditionError, match="DOCTYPE"):
        Edition(edition)["t1"]
    (edition / "authority.xml").write_text("<TEI>", "utf-8")
    with pytest.raises(EditionError):
        Edition(edition)


def test_notebooks_show_no_mark_up_of_the_edition(edition: Path) -> None:
    put(edition, 0, "&lt;script&gt;alert(1)&lt;/script&gt;")
    path = edition / "tei/t0.xml"
    path.write_text(
        re.sub(r"(<title( [^>]*)?>)", r"\1&lt;b onclick='x'&gt; ", path.read_text("utf-8"), count=1), "utf-8"
    )
    (edition / "edition.toml").write_text('[edition]\ntitle = "<i>T</i>"\n', "utf-8")
    found = Edition(edition)
    shown = found._repr_html_() + found["t0"]._repr_html_()
    assert "&lt;i&gt;T&lt;/i&gt;" in shown
    assert "&lt;script&gt;alert(1)" in shown
    assert "&lt;b onclick=" in shown
    assert not re.search("<(script|b|i)[ >]", shown)
    assert "3 telegrams" in shown
    assert repr(found) == f"Edition({edition.as_posix()!r})"


def test_long_editions_are_shown_in_part(edition: Path) -> None:
    for number in range(3, 25):
        put(edition, number, "x")
    shown = Edition(edition)._repr_html_()
    assert shown.count("<tr>") == 21
    assert "5 more" in shown


def test_catalogue_has_the_same_columns_in_every_row(edition: Path) -> None:
    (edition / "tei/t2.xml").write_text("<x/>", "utf-8")
    rows = Edition(edition).catalogue()
    assert [tuple(one) for one in rows] == [COLUMNS] * 3
    assert rows[2]["title"] == "t2"
    for one in rows:
        for names, ids in (("senders", "sender_ids"), ("addressees", "addressee_ids"), ("copies_to", "copies")):
            assert len(one[names]) == len(one[ids])


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_frames_take_the_catalogue(library: str, seed: Path) -> None:
    frames = pytest.importorskip(library)
    frame = frames.DataFrame(Edition(seed).catalogue())
    assert frame.shape == (1, len(COLUMNS))
    assert len(frame.explode("repositories")) == 3


def test_public_names_are_there() -> None:
    for name in tei_edition.__all__:
        assert getattr(tei_edition, name)
