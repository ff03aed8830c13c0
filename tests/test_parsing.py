"""The parser for XML that others wrote."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from tei_edition.parsing import locked_parser

SOURCES = Path(__file__).parent.parent / "src" / "tei_edition"
OWN = {"parsing.py", "publish/known.py", "validate/relaxng/reader.py", "validate/wellformed.py"}


def test_nothing_out_of_the_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret", "utf-8")
    uri = (tmp_path / "secret").as_uri()
    root = etree.fromstring(f"<!DOCTYPE a [<!ENTITY e SYSTEM '{uri}'>]><a>&e;</a>".encode(), locked_parser())
    assert "secret" not in "".join(map(str, root.itertext()))


def test_an_id_that_is_there_twice_is_read() -> None:
    root = etree.fromstring(b"<a xml:id='x'><b xml:id='x'/></a>", locked_parser())
    assert len(root) == 1


@pytest.mark.parametrize(("given", "left"), [({}, 2), ({"comments": False}, 1), ({"instructions": False}, 1)])
def test_comments_and_instructions_stay_or_go(given: dict[str, bool], left: int) -> None:
    assert len(etree.fromstring(b"<a><!--c--><?p i?></a>", locked_parser(**given))) == left


def test_no_other_module_has_a_parser_of_its_own() -> None:
    having = {
        path.relative_to(SOURCES).as_posix()
        for path in SOURCES.rglob("*.py")
        if "XMLParser(" in path.read_text("utf-8")
    }
    assert having == OWN
