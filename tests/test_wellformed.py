"""Files that cannot be read as TEI get one clear finding with its place."""

import pytest

from tei_edition.validate import ValidationContext, check_authority, check_document

NOTHING = ValidationContext()


@pytest.mark.parametrize(
    ("content", "rule", "line", "words"),
    [
        (b"", "xml-empty", 0, "empty"),
        (b" \n", "xml-empty", 0, "empty"),
        (b"<a>\n<b></a>", "xml-not-well-formed", 2, "</a>"),
        (b"<a>\n\xff</a>", "xml-not-utf8", 2, "byte 4"),
        (b"<!-- x -->\n<!DOCTYPE TEI [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><TEI>&a;</TEI>", "xml-doctype", 2, ""),
        (b"\x89PNG\0\0", "xml-binary", 0, "binary"),
        (b"just text", "xml-not-well-formed", 1, "begin with"),
        (b"<TEI>&nbsp;</TEI>", "xml-not-well-formed", 1, "nbsp"),
        (b"<html/>", "document-no-tei", 1, "html"),
        (b'<TEI xmlns="http://example.org"/>', "document-no-tei", 1, "namespace"),
    ],
)  # fmt: skip
def test_one_finding(content: bytes, rule: str, line: int, words: str) -> None:
    (found,) = check_document(content, "x.xml", NOTHING)
    assert (found.rule, found.location.line) == (rule, line)
    assert words in found.message
    assert found.help


def test_a_line_of_fifty_megabytes_is_refused_at_once() -> None:
    (found,) = check_document(b"<TEI>" + b"x" * 50_000_000 + b"</TEI>", "x.xml", NOTHING)
    assert found.rule == "xml-not-well-formed"
    assert "limit" in found.message


def test_authority() -> None:
    content = b"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff><listPerson>
<person xml:id="a"><persName>A</persName></person>
<person xml:id="a"><persName>B</persName></person>
<person><persName>C</persName></person>
<person xml:id="d"/></listPerson></standOff></TEI>"""
    found = [(f.rule, f.location.line) for f in check_authority(content, "authority.xml")]
    assert found == [("xml-id-doubled", 3), ("authority-id-missing", 4), ("authority-name-missing", 5)]
