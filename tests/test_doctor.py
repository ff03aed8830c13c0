"""What is told of an installation and of an edition, with what to do."""

from __future__ import annotations

import datetime
import re
import shutil
from pathlib import Path

import pytest

from tei_edition import resources
from tei_edition.errors import InstallationError, UsageError
from tei_edition.pipeline import begin, diagnosis
from tei_edition.pipeline.diagnosis import Health, condition_of, installation
from tei_edition.scaffold import LICENCES, Beginning


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    beginning = Beginning("Cables", ("A. B.",), "A press", LICENCES["CC0-1.0"], "en")
    begin(tmp_path / "e", beginning, date=datetime.date(2026, 11, 26))
    return tmp_path / "e"


def problems(root: Path) -> list[str]:
    return [one.words for one in condition_of(root) if one.health is Health.PROBLEM]


def test_a_sound_installation() -> None:
    assert {one.health for one in installation()} == {Health.GOOD}


def test_an_installation_that_lacks_something(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise InstallationError("the installation lacks the program of Pagefind", "Install it.")

    monkeypatch.setattr(diagnosis, "build", fails)
    *sound, last = installation()
    assert [one.health for one in sound] == [Health.GOOD] * 3
    assert last.health is Health.PROBLEM
    assert "Pagefind" in last.words


def test_a_sound_edition(edition: Path) -> None:
    found = list(condition_of(edition))
    assert [one.words for one in found if one.health is not Health.GOOD] == [
        "edition.toml names no address (base_url), which citations, the site's feed and its interfaces need"
    ]


def test_errors_are_counted_and_led_to(edition: Path) -> None:
    path = edition / "tei/sample.xml"
    path.write_text(path.read_text("utf-8").replace("#p-ivanov", "#p-nobody"), "utf-8")
    (problem,) = [one for one in condition_of(edition) if one.health is Health.PROBLEM]
    assert re.match(r"errors: [1-9]", problem.words)
    assert "tei-edition validate" in problem.mending


def test_schemas_that_are_missing_or_old(edition: Path) -> None:
    (edition / "schemas/telegram.sch").unlink()
    (edition / "schemas/telegram.rng").write_bytes(resources.schema("telegram.rng").read_bytes() + b"<!-- old -->")
    assert ["telegram.sch" in words for words in problems(edition)] == [True]
    assert any("another version" in one.words for one in condition_of(edition) if one.health is Health.HINT)


def test_an_edition_without_telegrams(edition: Path) -> None:
    shutil.rmtree(edition / "tei")
    assert "the edition has no telegram yet" in problems(edition)


def test_settings_that_cannot_be_read(edition: Path) -> None:
    (edition / "edition.toml").write_text("[edition", "utf-8")
    assert len(problems(edition)) == 1


def test_a_folder_that_is_no_edition(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        list(condition_of(tmp_path))
