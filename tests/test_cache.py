"""Results kept by content: the same findings as without, and nothing that is checked twice."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

import tei_edition
from tei_edition.pipeline import validation
from tei_edition.validate import Examined, ValidationContext, examine

EDITION = Path(__file__).parent.parent / "editions" / "korean-war"


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    """The example edition with a second, faulty telegram."""
    folder = tmp_path / "edition"
    shutil.copytree(EDITION, folder)
    content = (folder / "tei" / "t113640.xml").read_text("utf-8")
    content = content.replace("t113640", "t2").replace("p-stalin", "p-nobody")
    content = content.replace("</correspContext>", '<ref type="mentions" target="t3.xml"/></correspContext>', 1)
    (folder / "tei" / "t2.xml").write_text(content, "utf-8")
    return folder


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the documents that are really checked, as it happens."""
    seen: list[str] = []

    def noted(content: bytes, file: str, context: ValidationContext) -> Examined:
        seen.append(Path(file).stem)
        return examine(content, file, context)

    monkeypatch.setattr(validation, "examine", noted)
    return seen


def test_only_what_changed_is_checked_and_nothing_is_found_otherwise(
    edition: Path, tmp_path: Path, checked: list[str]
) -> None:
    plain = tei_edition.validate(edition)
    assert {"authority-entry-missing", "document-missing"} <= {one.rule for one in plain}
    store = tmp_path / "cache"
    checked.clear()
    for expected in (["t113640", "t2"], []):
        checked.clear()
        assert tei_edition.validate(edition, cache=store) == plain
        assert checked == expected
    changed = edition / "tei" / "t2.xml"
    changed.write_text(changed.read_text("utf-8").replace("p-nobody", "p-stalin"), "utf-8")
    checked.clear()
    assert tei_edition.validate(edition, cache=store) == tei_edition.validate(edition)
    assert checked == ["t2", "t113640", "t2"]


def test_what_a_document_refers_to_counts(edition: Path, tmp_path: Path, checked: list[str]) -> None:
    store = tmp_path / "cache"
    tei_edition.validate(edition, cache=store)
    checked.clear()
    shutil.copy(edition / "tei" / "t113640.xml", edition / "tei" / "t3.xml")
    found = tei_edition.validate(edition, cache=store)
    assert checked == ["t2", "t3"], "t2 points to t3, which was not there before"
    assert "document-missing" not in {one.rule for one in found}
    authority = edition / "authority.xml"
    authority.write_text(authority.read_text("utf-8").replace('xml:id="p-stalin"', 'xml:id="p-other"'), "utf-8")
    checked.clear()
    assert "authority-entry-missing" in {one.rule for one in tei_edition.validate(edition, cache=store)}
    assert len(checked) == 3


def test_the_file_of_the_findings_is_the_one_that_was_named(
    edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tei_edition.validate(edition, cache=tmp_path / "cache")
    monkeypatch.chdir(edition)
    found = tei_edition.validate("tei", cache=tmp_path / "cache")
    assert {one.location.file for one in found} <= {"tei/t2.xml", "tei/t113640.xml"}


@pytest.mark.parametrize("spoilt", [b"no database at all" * 100, b""])
def test_a_broken_store_is_made_anew(edition: Path, tmp_path: Path, spoilt: bytes, checked: list[str]) -> None:
    store = tmp_path / "cache"
    plain = tei_edition.validate(edition, cache=store)
    (file,) = store.iterdir()
    file.write_bytes(spoilt)
    assert tei_edition.validate(edition, cache=store) == plain
    checked.clear()
    assert tei_edition.validate(edition, cache=store) == plain
    assert checked == []


def test_a_result_of_another_form_is_passed_over(edition: Path, tmp_path: Path) -> None:
    store = tmp_path / "cache"
    plain = tei_edition.validate(edition, cache=store)
    (file,) = store.iterdir()
    with sqlite3.connect(file) as database:
        database.execute("""UPDATE results SET result = '{"diagnostics": [1], "facts": null}'""")
    database.close()
    assert tei_edition.validate(edition, cache=store) == plain


def test_a_store_that_cannot_be_written_is_passed_over(edition: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file", "utf-8")
    assert tei_edition.validate(edition, cache=tmp_path / "cache") == tei_edition.validate(edition)


def test_archives_that_an_edition_adds_count(edition: Path, tmp_path: Path, checked: list[str]) -> None:
    """What the registry says of an archive decides findings: another registry, another result."""
    store = tmp_path / "cache"
    assert "archive-in-other-town" not in {one.rule for one in tei_edition.validate(edition, cache=store)}
    own = '[[archive]]\nidentifier = "APRF"\nsettlement = "Kyiv"\n'
    (edition / "archives.toml").write_text(own, "utf-8")
    checked.clear()
    assert "archive-in-other-town" in {one.rule for one in tei_edition.validate(edition, cache=store)}
    assert checked == ["t113640", "t2"]
