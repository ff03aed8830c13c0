"""An edition's own registry of archives: from the documentation's example through convert and validate."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from converting import strings

import tei_edition
from tei_edition.errors import EditionError

PAGE = """Skip to content

May 3, 1950

Telegram, Example to Sample

The ship has left the harbour.

Document Information
Source

ADMAE, ASIE 12, f. 3

Rights

No notice of any use.
"""
MANUSCRIPT = "//t:witness/t:msDesc/t:msIdentifier"


@pytest.fixture
def edition(tmp_path: Path, project: Path) -> Path:
    folder = tmp_path / "example"
    folder.mkdir()
    (folder / "edition.toml").write_text('[edition]\ntitle = "Example"\n', "utf-8")
    (folder / "page.txt").write_text(PAGE, "utf-8")
    shutil.copytree(project / "schemas", folder / "schemas")
    return folder


def example(project: Path) -> str:
    section = (project / "docs/converting.md").read_text("utf-8").split("### How to extend the archive registry")[1]
    found = re.search(r"```toml\n(.*?)```", section, re.DOTALL)
    assert found
    return found[1]


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_example_of_the_documentation(edition: Path, project: Path, jobs: int) -> None:
    (edition / "archives.toml").write_text(example(project), "utf-8")
    tei_edition.convert([edition / "page.txt"], into=edition, jobs=jobs)
    content = (edition / "tei" / "page.xml").read_bytes()
    assert strings(content, f"{MANUSCRIPT}/t:country/@key") == ["FR"]
    assert strings(content, f"{MANUSCRIPT}/t:settlement") == ["La Courneuve"]
    assert strings(content, f"{MANUSCRIPT}/t:idno/t:idno/@type") == ["series", "volume", "page"]
    assert strings(content, f"{MANUSCRIPT}/t:idno[@type='canonical']") == ["FR/ADMAE/ASIE/12/3"]
    assert not [one for one in tei_edition.validate(edition) if one.severity == "error"]


def test_without_it_nothing_is_known_of_the_archive(edition: Path) -> None:
    tei_edition.convert([edition / "page.txt"], into=edition)
    assert not strings((edition / "tei" / "page.xml").read_bytes(), f"{MANUSCRIPT}/t:country")


def test_a_broken_registry_stops_convert_and_is_a_finding_of_validate(edition: Path) -> None:
    (edition / "archives.toml").write_text("\n[[archive]]\nidentifer = 'X'\n", "utf-8")
    with pytest.raises(EditionError, match="identifer"):
        tei_edition.convert([edition / "page.txt"], into=edition)
    (found,) = [one for one in tei_edition.validate(edition) if one.rule == "archives-key-unknown"]
    assert (Path(found.location.file).name, found.location.line) == ("archives.toml", 2)


def test_a_registry_that_the_settings_name_must_be_there(edition: Path) -> None:
    settings = '[edition]\ntitle = "Example"\n[files]\narchives = "houses.toml"\n'
    (edition / "edition.toml").write_text(settings, "utf-8")
    with pytest.raises(EditionError, match="cannot be read"):
        tei_edition.convert([edition / "page.txt"], into=edition)
