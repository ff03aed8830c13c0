"""What is reported: rules selected and ignored by a command, by an edition, and in some of its files."""

from __future__ import annotations

import datetime
import re
import shutil
from pathlib import Path

import pytest
from test_cli import run

import tei_edition
from tei_edition.diagnostics import Diagnostic, Location, Severity
from tei_edition.errors import UsageError
from tei_edition.validate import check_settings
from tei_edition.validate.selection import Selection, Sieve, names_file

CASES = Path(__file__).parent / "cases" / "rules"


def finding(rule: str, severity: Severity = Severity.ERROR, file: str = "tei/t1.xml") -> Diagnostic:
    return Diagnostic(rule, severity, "It is wrong.", Location(file))


@pytest.fixture
def edition(project: Path, tmp_path: Path) -> Path:
    """The example as it was converted, with two findings: a dangling pointer and a missing addressee."""
    root = tmp_path / "edition"
    shutil.copytree(project / "editions" / "korean-war", root)
    tei_edition.convert(root / "sources", into=root, force=True, date=datetime.date(2026, 11, 23))
    (root / "authority.xml").unlink()
    (root / "edition.toml").write_text('[edition]\ntitle = "A"\n', "utf-8")
    path = root / "tei" / "t113640.xml"
    text = re.sub(r' \w+="\.\./authority\.xml#[^"]*"', "", path.read_text("utf-8"))  # it has none any more
    broken = text.replace('who="#r-converter"', 'who="#nobody"', 1).replace('subtype="to"', 'subtype="cc"')
    relation = '<relation name="samePhysicalItem" mutual="#ms-APRF #ms-RGASPI" cert="low" resp="#r-archive"/>'
    standoff = f"<standOff><listRelation>{relation}</listRelation></standOff>"
    broken = broken.replace("</teiHeader>", f"</teiHeader>{standoff}")
    assert broken.count("#nobody") == 1
    path.write_text(broken, "utf-8")
    return root


def rules(edition: Path, settings: str = "", **options: tuple[str, ...]) -> set[str]:
    if settings:
        (edition / "edition.toml").write_text(f'[edition]\ntitle = "A"\n{settings}\n', "utf-8")
    return {found.rule for found in tei_edition.validate(edition, **options)}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("selector", "kept"),
    [
        ("grammar", ["grammar-value-invalid", "file-missing"]),
        ("grammar-value-invalid", ["grammar-value-invalid", "file-missing"]),
        ("gram", ["file-missing"]),
        ("error", ["grammar-value-invalid", "file-missing"]),
        ("warning", ["addressee-missing", "file-missing"]),
        ("info", ["file-missing"]),
    ],
)
def test_select(selector: str, kept: list[str]) -> None:
    found = [finding("grammar-value-invalid"), finding("addressee-missing", Severity.WARNING), finding("file-missing")]
    sieve = Sieve(Selection(select=(selector,)))
    assert [one.rule for one in found if sieve.keeps(one, "tei/t1.xml")] == kept


def test_ignore_is_stronger_than_select() -> None:
    sieve = Sieve(Selection(select=("grammar",), ignore=("grammar-value-invalid",)))
    assert not sieve.keeps(finding("grammar-value-invalid"), "tei/t1.xml")
    assert sieve.keeps(finding("grammar-element-unknown"), "tei/t1.xml")


@pytest.mark.parametrize(
    "rule", ["file-missing", "file-unreadable", "xml-not-well-formed", "document-no-tei", "xml-empty"]
)
def test_what_was_not_checked_is_always_told(rule: str) -> None:
    for selection in (
        Selection(ignore=(rule, "file", "xml", "document", "error")),
        Selection(select=("addressee-missing",)),
        Selection(per_file=(("*", ("error", rule)),)),
    ):
        assert Sieve(selection).keeps(finding(rule), "tei/t1.xml")


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("tei/t1.xml", "tei/t1.xml", True),
        ("tei/*.xml", "tei/t1.xml", True),
        ("t1.xml", "tei/t1.xml", True),
        ("t?.xml", "tei/t1.xml", True),
        ("*", "tei/t1.xml", True),
        ("other/t1.xml", "tei/t1.xml", False),
        ("ei/t1.xml", "tei/t1.xml", False),
        ("T1.xml", "tei/t1.xml", False),
    ],
)
def test_patterns_of_files(pattern: str, path: str, fits: bool) -> None:
    assert names_file(pattern, path) is fits


def test_per_file_ignores_note_their_use() -> None:
    sieve = Sieve(Selection(per_file=(("tei/t1.xml", ("grammar", "warning")), ("t2.xml", ("error",)))))
    assert not sieve.keeps(finding("grammar-value-invalid"), "tei/t1.xml")
    assert sieve.keeps(finding("grammar-value-invalid"), "tei/t3.xml")
    assert sieve.unused() == [("tei/t1.xml", "warning"), ("t2.xml", "error")]


def test_an_edition_ignores(edition: Path) -> None:
    assert rules(edition) == {"pointer-dangling", "addressee-missing"}
    assert rules(edition, '[validate]\nignore = ["pointer"]') == {"addressee-missing"}
    assert rules(edition, '[validate]\nselect = ["pointer-dangling"]') == {"pointer-dangling"}
    assert rules(edition, '[validate.per-file-ignores]\n"tei/*.xml" = ["warning"]') == {"pointer-dangling"}
    (one,) = (edition / "tei").iterdir()
    # One file alone is checked as a part of its edition.
    assert {found.rule for found in tei_edition.validate(one)} == {"pointer-dangling"}
    assert {found.rule for found in tei_edition.validate(edition / "tei")} == {"pointer-dangling"}


def test_a_command_selects_and_ignores(edition: Path) -> None:
    assert rules(edition, select=("pointer",)) == {"pointer-dangling"}
    assert rules(edition, ignore=("error",)) == {"addressee-missing"}
    settings = '[validate]\nselect = ["pointer-dangling"]\nignore = ["info"]'
    assert rules(edition, settings, select=("addressee",)) == {"addressee-missing"}
    assert rules(edition, settings, ignore=("pointer",)) == set()
    with pytest.raises(UsageError, match="no rule 'pointer-dangeling'") as error:
        tei_edition.validate(edition, select=["pointer-dangeling"])
    assert error.value.help == "Did you mean pointer-dangling?"
    with pytest.raises(UsageError, match="cannot be ignored"):
        tei_edition.validate(edition, ignore=["file-missing"])


def test_unreadable_files_are_never_ignored(edition: Path) -> None:
    (edition / "tei" / "t2.xml").write_bytes(b"<TEI")
    settings = '[validate]\nselect = ["pointer-dangling"]\n[validate.per-file-ignores]\n"*" = ["error", "warning"]'
    assert "xml-not-well-formed" in rules(edition, settings)


def test_a_useless_per_file_ignore_is_told(edition: Path) -> None:
    settings = '[validate.per-file-ignores]\n"tei/t113640.xml" = ["warning",\n  "grammar"]\n"t9.xml" = ["error"]'
    assert rules(edition, settings) == {"pointer-dangling", "validate-ignore-unused"}
    told = [one for one in tei_edition.validate(edition) if one.rule == "validate-ignore-unused"]
    assert [(one.location.line, one.location.column, one.severity.value) for one in told] == [
        (5, 3, "warning"),
        (6, 13, "warning"),
    ]
    assert "'grammar' is ignored in 'tei/t113640.xml'" in told[0].message
    # Where not everything speaks, nothing can be called useless.
    assert rules(edition, select=("error",)) == {"pointer-dangling"}
    assert {one.rule for one in tei_edition.validate(edition / "tei")} == {"pointer-dangling"}
    assert "validate-ignore-unused" not in rules(edition, f'[validate]\nignore = ["validate"]\n{settings}')


@pytest.mark.parametrize(
    ("settings", "rule", "line", "column", "help_"),
    [
        ('ignore = ["addressee-mising"]', "validate-rule-unknown", 4, 11, "Did you mean addressee-missing?"),
        ('select = [\n  "error",\n  "qqqq"\n]', "validate-rule-unknown", 6, 3, "tei-edition explain lists all rules."),
        ("ignore = ['xml-empty']", "validate-ignore-always", 4, 11, "Remove it."),
        ('per-file-ignores = { "a.b.xml" = ["qqqq"] }', "validate-rule-unknown", 4, 35, ""),
        ('[validate.per-file-ignores]\n"tei/t1.xml" = ["qqqq"]', "validate-rule-unknown", 5, 17, ""),
        ('[validate.per-file-ignores]\n"tei/t1.xml" = "qqqq"', "edition-value-invalid", 5, 1, ""),
        ('ignored = ["info"]', "edition-key-unknown", 4, 1, "Did you mean `ignore`?"),
    ],
)
def test_settings_are_checked(settings: str, rule: str, line: int, column: int, help_: str) -> None:
    (found,) = check_settings(f'[edition]\ntitle = "A"\n[validate]\n{settings}\n', "edition.toml")
    assert (found.rule, found.location.line, found.location.column) == (rule, line, column)
    assert help_ in found.help


def test_all_that_may_be_named(edition: Path) -> None:
    lists = 'select = ["grammar", "error", "xml", "date-disagrees"]\nignore = ["xml", "info"]'
    text = f'[edition]\ntitle = "A"\n[validate]\n{lists}\n'
    assert check_settings(text, "edition.toml") == []


def test_what_is_ignored_is_built(edition: Path, tmp_path: Path) -> None:
    built = tei_edition.build(edition, html=True, output=tmp_path / "out")
    assert built.documents == 0
    settings = '[edition]\ntitle = "A"\n[validate.per-file-ignores]\n"tei/t113640.xml" = ["pointer-dangling"]\n'
    (edition / "edition.toml").write_text(settings, "utf-8")
    built = tei_edition.build(edition, html=True, output=tmp_path / "out")
    assert built.documents == 1
    assert {found.rule for found in built.diagnostics} == {"addressee-missing"}


def test_options(edition: Path) -> None:
    result = run("validate", edition, "--select", "pointer,warning", "--ignore", "pointer-dangling", cwd=edition)
    assert result.returncode == 0
    assert "addressee-missing" in result.stdout
    assert "pointer-dangling" not in result.stdout
    result = run("validate", edition, "--ignore", "adressee-missing", cwd=edition)
    assert result.returncode == 2
    assert "Did you mean addressee-missing?" in result.stderr
