"""The formats that `convert` reads."""

from __future__ import annotations

from pathlib import Path

from converting import DATE, EDITION

from tei_edition import convert
from tei_edition.diagnostics import has_errors

SOURCE = EDITION / "sources" / "113640.txt"


def test_a_telegram_as_json_gives_the_file_that_its_page_gave(tmp_path: Path) -> None:
    first = convert(SOURCE, output=tmp_path / "tei", date=DATE, model=tmp_path / "model")
    again = convert(tmp_path / "model", output=tmp_path / "again", date=DATE, report=tmp_path / "report.json")
    assert not has_errors(list(again.diagnostics))
    assert [path.name for path in again.written] == ["t113640.xml"]
    assert again.written[0].read_bytes() == first.written[0].read_bytes()
    assert again.documents[0].lines == first.documents[0].lines


def test_a_folder_gives_every_known_ending_and_nothing_else(tmp_path: Path) -> None:
    for name in ("1.txt", "2.TXT", "notes.log", ".3.txt", "~$4.txt", "telegram.schema.json"):
        (tmp_path / name).write_bytes(SOURCE.read_bytes())
    result = convert(tmp_path, output=tmp_path / "tei", date=DATE)
    assert [document.source.name for document in result.documents] == ["1.txt", "2.TXT"]


def test_json_cannot_name_a_file_outside_the_folder(tmp_path: Path) -> None:
    for number, name in enumerate(("../../evil", "a/b", "", "7", "-a", "a b")):
        (tmp_path / f"{number}.json").write_text(
            f'{{"version": 1, "identifier": "{name}", "copy_text": {{}}, "message": {{"kind": "telegram"}}}}'
        )
    result = convert(tmp_path, output=tmp_path / "in" / "tei", date=DATE)
    assert not result.written
    assert {error.rule for document in result.documents for error in document.errors} == {"json-value-invalid"}
