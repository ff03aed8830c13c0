"""edition.toml: schema, dataclass, example and documentation agree; findings name the place and the near miss."""

import json
import re
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from tei_edition import resources
from tei_edition.edition import STATUSES, Edition, Licence, Rights, load
from tei_edition.validate import check_settings

ROOT = Path(__file__).parent.parent
SCHEMA = json.loads(resources.schema("edition.schema.json").read_text("utf-8"))
KEYS = {(table, key) for table, part in SCHEMA["properties"].items() for key in part["properties"]}


def test_every_key_is_described() -> None:
    assert all(SCHEMA["properties"][table]["properties"][key]["description"] for table, key in KEYS)


def test_schema_and_dataclass_agree() -> None:
    of_edition = {field.name for field in fields(Edition)} - {"root", "licence", "rights"}
    assert {key.replace("-", "_") for table, key in KEYS if table not in ("licence", "rights")} == of_edition
    assert {key for table, key in KEYS if table == "licence"} == {field.name for field in fields(Licence)}
    assert {key for table, key in KEYS if table == "rights"} == {field.name for field in fields(Rights)}
    assert tuple(SCHEMA["properties"]["publish"]["properties"]["from_status"]["enum"]) == STATUSES


def test_rights_that_are_none_publish_no_text(tmp_path: Path) -> None:
    settings = '[edition]\ntitle = "A"\n[rights]\nfree = "ful"\nunknown = 1\n[publish]\nfrom_status = "publshed"\n'
    (tmp_path / "edition.toml").write_text(settings, "utf-8")
    edition = load(tmp_path)
    assert edition.rights == Rights(free="metadata", restricted="full", unknown="metadata")
    assert edition.from_status == "published"


def test_schema_and_documentation_agree() -> None:
    table, documented = "", set()
    for row in (ROOT / "docs" / "edition-toml.md").read_text("utf-8").splitlines():
        if found := re.match(r"\| (?:`\[(\w+)\]`)? ?\| `([\w-]+)` \|", row):
            table = found[1] or table
            documented.add((table, found[2]))
    assert documented == KEYS


def test_the_example_shows_every_key() -> None:
    path = ROOT / "editions" / "korean-war" / "edition.toml"
    settings = tomllib.loads(path.read_text("utf-8"))
    assert {(table, key) for table, part in settings.items() for key in part} == KEYS
    assert check_settings(path, "edition.toml") == []


def test_the_least_that_works() -> None:
    assert check_settings('[edition]\ntitle = "A"', "edition.toml") == []


@pytest.mark.parametrize(
    ("text", "rule", "line", "column", "words"),
    [
        ('[edition]\ntitle = "A"\n  publihser = "B"\n', "edition-key-unknown", 3, 3, "`publisher`"),
        ('[edition]\ntitle = "A"\n[licens]\nname = "B"\n', "edition-key-unknown", 3, 1, "`licence`"),
        ('paper = "a4"\n[edition]\ntitle = "A"\n', "edition-key-unknown", 1, 1, "[print]"),
        ('[edition]\ntitle = "A"\neditors = "B"\n', "edition-value-invalid", 3, 1, ""),
        ('[edition]\ntitle = "A"\n[print]\npaper = "#read"\n', "edition-value-invalid", 4, 1, ""),
        ('edition.title = "A"\nedition.titel = "B"\n', "edition-key-unknown", 2, 1, "`title`"),
        ('edition = { title = "A", titel = "B" }\n', "edition-key-unknown", 1, 26, "`title`"),
        ("[edition]\n", "edition-title-missing", 1, 1, ""),
        ("", "edition-title-missing", 1, 0, ""),
        ("[edition]\ntitle = A\n", "edition-not-toml", 2, 9, ""),
    ],
)
def test_findings(text: str, rule: str, line: int, column: int, words: str) -> None:
    (found,) = check_settings(text, "edition.toml")
    assert (found.rule, found.location.line, found.location.column) == (rule, line, column)
    assert words in found.help


def test_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "edition.toml"
    path.write_bytes(b"[edition]\ntitle = '\xff'")
    (found,) = check_settings(path, "edition.toml")
    assert (found.rule, found.location.line) == ("edition-not-utf8", 2)
