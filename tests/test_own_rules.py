"""`validate --schematron`: files of any project against a schema of its own."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from tei_edition.cli import main
from tei_edition.errors import UsageError
from tei_edition.pipeline import check_own_rules

SCHEMA = """<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2">
  <ns prefix="t" uri="http://www.tei-c.org/ns/1.0"/>
  <phase id="short"><active pattern="titles"/></phase>
  <pattern id="titles"><rule context="t:div"><assert id="head-missing" test="t:head" role="warning"
    see="https://example.org/heads">A div without head.</assert></rule></pattern>
  <pattern id="pages"><rule context="t:pb"><assert id="page-number-missing" test="@n">A page without number.</assert>
    </rule></pattern>
</schema>"""
LETTER = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>
<div><pb/><p>No header, no type: no telegram.</p></div></body></text></TEI>"""


@pytest.fixture
def letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder `letters` with two files, and beside it a schema `letters.sch`."""
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "one.xml").write_text(LETTER, "utf-8")
    (tmp_path / "letters" / "two.xml").write_text("<TEI>", "utf-8")
    (tmp_path / "letters.sch").write_text(SCHEMA, "utf-8")
    monkeypatch.chdir(tmp_path)
    return Path("letters")


def told(phase: str = "", select: Sequence[str] = (), ignore: Sequence[str] = ()) -> list[tuple[str, str, int, int]]:
    result = check_own_rules(Path("letters.sch"), [Path("letters")], phase=phase, select=select, ignore=ignore)
    return [(f.rule, f.location.file, f.location.line, f.location.column) for f in result.diagnostics]


def test_files_are_held_against_these_rules_alone(letters: Path) -> None:
    broken = ("xml-not-well-formed", "letters/two.xml", 1, 6)
    head = ("head-missing", "letters/one.xml", 2, 1)
    page = ("page-number-missing", "letters/one.xml", 2, 6)
    assert told() == [head, page, broken]
    assert told("short") == [head, broken]
    assert told(ignore=["page-number-missing"]) == [head, broken]
    assert told(select=["page"]) == [page, broken]
    with pytest.raises(UsageError, match="no rule 'grammer'"):
        told(select=["grammer"])


def test_what_is_wrong_with_the_schema_is_told_once(letters: Path) -> None:
    assert [(rule, file, line) for rule, file, line, _ in told("none")] == [
        ("schematron-phase-unknown", "letters.sch", 1)
    ]
    broken = SCHEMA.replace('test="@n"', 'test="@n["')
    Path("broken.sch").write_text(broken, "utf-8")
    result = check_own_rules(Path("broken.sch"), [letters])
    assert [f.rule for f in result.diagnostics] == ["schematron-expression", "head-missing", "xml-not-well-formed"]
    assert result.files == (Path("broken.sch"), Path("letters/one.xml"), Path("letters/two.xml"))


def test_files_of_an_edition_are_its_documents(project: Path) -> None:
    result = check_own_rules(project / "schemas" / "telegram.sch", [project / "editions" / "korean-war"])
    assert all(path.parent.name in ("tei", "schemas") for path in result.files)
    assert not result.failed


def test_the_command(letters: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["validate", "letters/one.xml", "--schematron", "letters.sch", "--format", "concise"])
    assert ended.value.code == 1
    assert capsys.readouterr().out.splitlines() == [
        "letters/one.xml:2:1: warning[head-missing] A div without head.",
        "letters/one.xml:2:6: error[page-number-missing] A page without number.",
    ]
    with pytest.raises(SystemExit) as ended:
        main(["validate", "letters/one.xml", "--schematron", "letters.sch", "--phase", "short", "--format", "sarif"])
    assert ended.value.code == 0
    rules = json.loads(capsys.readouterr().out)["runs"][0]["tool"]["driver"]["rules"]
    assert [(rule["id"], rule["helpUri"]) for rule in rules] == [("head-missing", "https://example.org/heads")]
    with pytest.raises(SystemExit) as ended:
        main(["validate", "letters", "--phase", "short"])
    assert ended.value.code == 2
