"""Findings of engines that know no column are told where their node begins."""

from __future__ import annotations

from lxml import etree

from tei_edition.diagnostics import Diagnostic, Location, Severity
from tei_edition.validate import ValidationContext, check_document
from tei_edition.validate.placing import placed

CONTENT = b"""<?xml version="1.0"?>
<!-- before --><r xmlns="urn:r">
  <p/> text <p xmlns="urn:other" n="1"/><!-- c --><p
     n="2"><q/>\r
  <x:p xmlns:x="urn:r" x:n="3"/></p>
</r>"""


def finding(xpath: str, line: int = 0, column: int = 0) -> Diagnostic:
    return Diagnostic("rule", Severity.ERROR, "words", Location("file", line, column, xpath))


def test_nodes_are_told_apart_by_namespace_and_position() -> None:
    root = etree.fromstring(CONTENT)
    expected = {
        "/r[1]": (2, 16),
        "/r": (2, 16),
        "/r[1]/p[1]": (3, 3),
        "/r[1]/p[2]": (3, 51),
        "/r[1]/p[2]/@n": (4, 6),
        "/r[1]/p[2]/p[1]/@n": (5, 3),  # written x:n; then the element must do
        "/r[1]/p[2]/q[1]": (4, 12),
        "/r[1]/p[3]": (0, 0),
        "": (0, 0),
    }
    found = placed([finding(xpath) for xpath in expected], root, CONTENT)
    assert {f.location.xpath: (f.location.line, f.location.column) for f in found} == expected


def test_a_place_that_is_known_stays() -> None:
    known = finding("/r[1]/p[1]", 7, 8)
    assert placed([known], etree.fromstring(CONTENT), CONTENT) == [known]


def test_findings_of_the_grammar_have_columns_far_down() -> None:
    content = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="t1">' + "\n" * 70_000 + "  <text><sillyName/></text></TEI>"
    ).encode()
    found = check_document(content, "t1.xml", ValidationContext())
    (unknown,) = [f for f in found if f.rule == "grammar-element-unknown"]
    assert (unknown.location.line, unknown.location.column) == (70_001, 9)
    assert all(f.location.column for f in found if f.location.xpath)
