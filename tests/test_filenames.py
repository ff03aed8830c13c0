"""Names of files that Windows refuses, or that it and macOS take for one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tei_edition.edition import of_settings, slug_of
from tei_edition.errors import EditionError
from tei_edition.filenames import folded_name, is_reserved
from tei_edition.publish.site import archive_path, entry_path
from tei_edition.source.page import identifier


@pytest.mark.parametrize("name", ["con", "CON", "Aux.b", "nul .x", "com1", "lpt9.", "com²"])
def test_devices(name: str) -> None:
    assert is_reserved(name)
    assert not is_reserved(entry_path("persons", name).rpartition("/")[2])
    assert not is_reserved(archive_path(name, "2/").rpartition("/")[2])


@pytest.mark.parametrize("name", ["contra", "p-con", "com", "com10", "t1.con", "", "con-1"])
def test_no_devices(name: str) -> None:
    assert not is_reserved(name)


def test_pages_of_two_entries_never_share_a_file() -> None:
    names = ["con", "entry-con", "_con", "Con", "con.x", "con_x"]
    assert len({entry_path("persons", name) for name in names}) == len(names)


def test_ordinary_ids_are_their_pages() -> None:
    assert entry_path("persons", "p-a") == "persons/p-a.html"


@pytest.mark.parametrize(("source", "made"), [("con.txt", "tcon"), ("Aux.html", "tAux"), ("a.txt", "a")])
def test_no_converted_file_is_a_device(source: str, made: str) -> None:
    assert identifier(source) == made


def test_one_name() -> None:
    assert folded_name("É.xml") == folded_name("e\u0301.XML")
    assert folded_name("a") != folded_name("á")


@pytest.mark.parametrize(("table", "key"), [("edition", "slug"), ("files", "tei"), ("site", "css")])
def test_settings_name_no_device_of_windows(table: str, key: str) -> None:
    value = {"slug": "con", "tei": "texts/aux", "css": "nul.css"}[key]
    settings: dict[str, Any] = {"edition": {"title": "E"}}
    settings.setdefault(table, {})[key] = value
    with pytest.raises(EditionError, match="Windows keeps for a device") as told:
        of_settings(Path(), settings, "edition.toml")
    assert told.value.rule == "edition-value-invalid"


def test_a_folder_called_as_a_device_gives_another_slug() -> None:
    assert (slug_of("Con"), slug_of("com1"), slug_of("contents")) == ("edition-con", "edition-com1", "contents")
