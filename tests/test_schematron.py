"""The compiler from Schematron to XSLT: what ISO Schematron promises of patterns, rules and assertions."""

import pytest
from lxml import etree

from tei_edition import resources
from tei_edition.diagnostics import Severity
from tei_edition.errors import InstallationError
from tei_edition.validate.schematron import Rules, describe

HEAD = '<sch:schema xmlns:sch="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt3">'


def found(schema: str, document: str, **parameters: str) -> list[tuple[str, str, int, int]]:
    rules = Rules(etree.fromstring(f"{HEAD}{schema}</sch:schema>"), "test.sch")
    return [
        (f.rule, f.message, f.location.line, f.location.column)
        for f in rules.check(document.encode(), "x", **parameters)
    ]


def test_descendants_of_a_matched_node_are_matched() -> None:
    schema = '<sch:pattern><sch:rule context="a"><sch:report id="r" test="1">A</sch:report></sch:rule></sch:pattern>'
    assert found(schema, "<a>\n <a\n  b='1'/></a>") == [("r", "A", 1, 1), ("r", "A", 2, 2)]


def test_in_a_pattern_the_first_rule_that_matches_applies_and_patterns_are_independent() -> None:
    schema = """<sch:pattern><sch:rule context="a[@b]"><sch:report id="r1" test="true()">1</sch:report></sch:rule>
      <sch:rule context="*"><sch:report id="r2" test="true()">2</sch:report></sch:rule></sch:pattern>
      <sch:pattern><sch:rule context="a"><sch:report id="r3" test="true()">3</sch:report></sch:rule></sch:pattern>"""
    assert [rule for rule, *_ in found(schema, "<a b='1'><c/></a>")] == ["r1", "r3", "r2"]


def test_attributes_and_text_can_be_contexts() -> None:
    schema = """<sch:pattern><sch:rule context="@b"><sch:report id="r1" test="1"><sch:name/></sch:report></sch:rule>
      <sch:rule context="text()"><sch:report id="r2" test="true()"><sch:value-of select="."/></sch:report>
      </sch:rule></sch:pattern>"""
    assert found(schema, "<a>\n<c b='1'>x</c></a>")[1:] == [("r1", "b", 2, 1), ("r2", "x", 2, 1)]


def test_lets_parameters_abstract_rules_and_abstract_patterns() -> None:
    schema = """<sch:let name="limit" value="'none'"/>
      <sch:pattern abstract="true" id="p"><sch:rule context="$what"><sch:let name="n" value="count(*)"/>
        <sch:assert id="r1" test="$n = 0"><sch:value-of select="$limit"/> <sch:value-of select="$n"/></sch:assert>
      </sch:rule></sch:pattern>
      <sch:pattern is-a="p"><sch:param name="what" value="a"/></sch:pattern>
      <sch:pattern><sch:rule abstract="true" id="e"><sch:report id="r2" test="@x">X</sch:report></sch:rule>
        <sch:rule context="c"><sch:extends rule="e"/></sch:rule></sch:pattern>"""
    assert [f[:2] for f in found(schema, "<a><c x='1'/></a>", limit="five")] == [("r1", "five 1"), ("r2", "X")]


def test_a_wrong_expression_names_its_rule() -> None:
    schema = """<sch:pattern><sch:rule context="a"><sch:assert id="good" test="true()">x</sch:assert>
      <sch:assert id="bad" test="count(">x</sch:assert></sch:rule></sch:pattern>"""
    with pytest.raises(InstallationError, match="'bad'"):
        found(schema, "<a/>")


def test_a_rule_that_fails_on_a_document_is_a_finding_and_the_others_speak() -> None:
    schema = """<sch:pattern><sch:rule context="a"><sch:report id="r1" test="xs:date(@d) = current-date()"
      xmlns:xs="http://www.w3.org/2001/XMLSchema">x</sch:report><sch:report id="r2" test="true()">y</sch:report>
      </sch:rule></sch:pattern>"""
    rules = [(rule, message[:15]) for rule, message, *_ in found(schema, "<a d='x'/>")]
    assert rules == [("r1", "The rule itself"), ("r2", "y")]


def test_describe_tells_what_each_assertion_of_the_profile_looks_for() -> None:
    described = describe(resources.schema("telegram.sch"))
    assert len({rule.id for rule in described}) == len(described) > 10
    assert all(rule.message and rule.help and rule.line and rule.pattern for rule in described)
    absent = next(rule for rule in described if rule.id == "addressee-missing")
    assert absent.severities == (Severity.WARNING, Severity.ERROR)
    assert absent.severity is Severity.WARNING
    wrong = next(rule for rule in described if rule.id == "file-name-disagrees")
    assert wrong.severities == (Severity.ERROR,)
    assert wrong.message == "The document is called '…' in xml:id, but its file '….xml'."
