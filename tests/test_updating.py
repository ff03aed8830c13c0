"""`convert --update` on the example edition: corrected sources come into the edited file, and nothing else does."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tei_edition.cli import main
from tei_edition.edition import load, pristine
from tei_edition.errors import UsageError
from tei_edition.pipeline import Updates, convert, update

EDITION = Path("editions/korean-war")
FILE = EDITION / "tei" / "t113640.xml"
SOURCE = EDITION / "sources" / "113640.txt"


@pytest.fixture(autouse=True)
def edition(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy of the example whose pristine conversion is that of this converter."""
    shutil.copytree(project / "editions", tmp_path / "editions")
    shutil.copytree(project / "schemas", tmp_path / "schemas")
    monkeypatch.chdir(tmp_path)
    edited = FILE.read_bytes()
    convert(SOURCE, into=EDITION, force=True)
    FILE.write_bytes(edited)


def correct(old: str, new: str) -> None:
    text = SOURCE.read_text("utf-8")
    assert old in text
    SOURCE.write_text(text.replace(old, new), "utf-8")


def updated(*, write: bool = False, keep_mine: bool = False) -> Updates:
    return update(SOURCE, into=EDITION, write=write, keep_mine=keep_mine)


def kept() -> bytes:
    return (pristine(load(EDITION)) / FILE.name).read_bytes()


def rules(result: Updates) -> list[tuple[str, str, int]]:
    return [(one.rule, one.location.file, one.location.line) for one in result.diagnostics]


def test_convert_keeps_the_pristine_conversion() -> None:
    convert(SOURCE, into=EDITION, force=True)
    assert kept() == FILE.read_bytes()


def test_nothing_changed() -> None:
    before, base = FILE.read_bytes(), kept()
    result = updated(write=True)
    assert (result.files, result.current, result.diagnostics) == ((), 1, ())
    assert (FILE.read_bytes(), kept()) == (before, base)


@pytest.mark.parametrize("wide", [False, True])
def test_a_corrected_source(wide: bool) -> None:
    before = FILE.read_bytes()
    if wide:
        before = b"\xef\xbb\xbf" + before.replace(b"\n", b"\r\n")
        FILE.write_bytes(before)
    base = kept()
    correct("put out half", "put out one half")  # stands in a paragraph with edits
    result = updated()
    assert (FILE.read_bytes(), kept()) == (before, base)
    assert [file.written for file in result.files] == [False]
    assert "one half" in result.files[0].diff
    assert result.diagnostics == ()
    assert updated(write=True).files[0].written
    assert FILE.read_bytes() == before.replace(b"put out half", b"put out one half")
    assert kept() == base.replace(b"put out half", b"put out one half")
    assert updated().current == 1


def test_an_unedited_file_becomes_the_new_conversion() -> None:
    convert(SOURCE, into=EDITION, force=True)
    correct("Copies: Stalin (2), Molotov,", "Copies: Stalin (3),")
    assert updated(write=True).diagnostics == ()
    merged = FILE.read_bytes()
    convert(SOURCE, into=EDITION, force=True)
    assert merged == FILE.read_bytes()


def test_a_conflict(capsys: pytest.CaptureFixture[str]) -> None:
    FILE.write_text(FILE.read_text("utf-8").replace("enormous selfless", "great selfless"), "utf-8")
    before, base = FILE.read_bytes(), kept()
    correct("enormous selfless", "huge selfless")
    correct("orders and advice", "advice")
    line = next(n for n, text in enumerate(before.splitlines(), start=1) if b"great selfless" in text)
    result = updated(write=True)
    assert rules(result) == [("update-conflict", FILE.as_posix(), line)]
    assert "-" in result.files[0].conflicts[0]
    assert "huge selfless" in result.files[0].conflicts[0]
    assert (FILE.read_bytes(), kept()) == (before, base)
    with pytest.raises(SystemExit) as stop:
        main(["convert", str(SOURCE), "--into", str(EDITION), "--update", "--write"])
    assert stop.value.code == 1
    said = capsys.readouterr()
    assert "huge selfless" in said.out
    assert "0 files updated, 0 up to date, 1 conflict" in said.out
    assert f"{FILE.as_posix()}:{line}" in said.err
    # The editor decides: the other change comes, the conflict is settled.
    assert rules(updated(write=True, keep_mine=True)) == [("update-conflict", FILE.as_posix(), line)]
    assert FILE.read_bytes() == before.replace(b"orders and advice", b"advice")
    assert b"huge selfless" in kept()
    assert updated().current == 1


def test_what_would_break_the_file_is_not_written() -> None:
    # The editor gave a class another id; what the new conversion adds refers to the one that it gives.
    base = pristine(load(EDITION)) / FILE.name
    service = b'<seg type="urgency" ana="#urgency.extremely-urgent">Extremely Urgent</seg>'
    assert base.read_bytes().count(service) == 1
    base.write_bytes(base.read_bytes().replace(service, b""))
    FILE.write_bytes(
        FILE.read_bytes().replace(service, b"").replace(b'xml:id="urgency.extremely-urgent"', b'xml:id="urgency.most"')
    )
    before = FILE.read_bytes()
    result = updated(write=True)
    assert {rule for rule, _, _ in rules(result)} == {"update-breaks-file"}
    assert [file.written for file in result.files] == []
    assert FILE.read_bytes() == before


def test_no_pristine_conversion() -> None:
    (pristine(load(EDITION)) / FILE.name).unlink()
    before = FILE.read_bytes()
    result = updated(write=True)
    assert rules(result) == [("update-without-pristine", FILE.as_posix(), 0)]
    assert FILE.read_bytes() == before
    convert(SOURCE, into=EDITION, force=True)
    unedited = FILE.read_bytes()
    (pristine(load(EDITION)) / FILE.name).unlink()
    assert updated(write=True).diagnostics == ()
    assert kept() == unedited


def test_a_new_source_and_a_bad_one() -> None:
    (SOURCE.parent / "1.txt").write_text(SOURCE.read_text("utf-8"), "utf-8")
    (SOURCE.parent / "2.txt").write_bytes(b"\xff\xff")
    result = update(EDITION / "sources", into=EDITION, write=True)
    assert [(file.path.name, file.written) for file in result.files] == [("t1.xml", True)]
    assert (result.current, len(result.diagnostics)) == (1, 1)
    assert (pristine(load(EDITION)) / "t1.xml").read_bytes() == (EDITION / "tei/t1.xml").read_bytes()


@pytest.mark.parametrize("wrong", [["--force"], ["--output", "x"], ["--report", "r.json"], ["--model", "m"]])
def test_options_that_do_not_go_together(wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["convert", str(SOURCE), "--into", str(EDITION), "--update", *wrong])
    assert stop.value.code == 2
    with pytest.raises(SystemExit) as stop:
        main(["convert", str(SOURCE), "--into", str(EDITION), "--write"])
    assert stop.value.code == 2
    with pytest.raises(UsageError):
        update([], into=EDITION)
