"""Every Schematron rule has a passing and a failing case; each failing case is caught by exactly its rule."""

import re
import time
from copy import deepcopy
from pathlib import Path

import pytest
from lxml import etree

from tei_edition import resources
from tei_edition.diagnostics import Severity
from tei_edition.validate import ValidationContext, check_document
from tei_edition.validate.schematron.compiler import rule_ids

CASES = Path(__file__).parent / "cases" / "rules"
RULES = rule_ids(etree.parse(resources.schema("telegram.sch")).getroot())
AUTHORITY = b"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff>
  <listPerson>
    <person xml:id="p-shtykov"><persName type="main">Shtykov</persName></person>
    <person xml:id="p-stalin"><persName type="main">Stalin</persName></person>
    <person xml:id="p-molotov"><persName type="main">Molotov</persName></person>
    <person xml:id="p-kim"><persName type="main">Kim</persName></person>
  </listPerson>
  <listPlace><place xml:id="l-pyongyang"><placeName type="main">Pyongyang</placeName></place></listPlace>
  <listOrg>
    <org xml:id="o-avprf"><orgName type="main">Archive of Foreign Policy</orgName>
      <orgName type="abbreviation">AVPRF</orgName></org>
    <org xml:id="o-house"><orgName type="main">The publishing house</orgName></org>
    <org xml:id="o-station"><orgName type="main">Cipher station</orgName></org>
  </listOrg>
</standOff></TEI>"""
CONTEXT = ValidationContext(authority=AUTHORITY, documents=frozenset({"t1", "t2"}))


def findings(rule: str, case: str) -> list[tuple[str, Severity]]:
    content = (CASES / rule / f"{case}.xml").read_bytes()
    return [(found.rule, found.severity) for found in check_document(content, "tei/t1.xml", CONTEXT)]


def test_keys_into_other_documents_call_no_function() -> None:
    # Saxon would make their index anew for each document that is checked.
    keys = etree.parse(resources.schema("telegram.sch")).iter("{http://www.w3.org/1999/XSL/Transform}key")
    used = {key.get("name"): key.get("use", "") for key in keys}
    text = resources.schema("telegram.sch").read_text(encoding="utf-8")
    for name in set(re.findall(r"key\('([\w-]+)', [^\"]*?\$(?:authority|archives)\)", text)):
        assert not re.search(r"\bf:", used[name]), name


def test_ids_are_unique_and_every_rule_has_its_cases() -> None:
    assert len(set(RULES)) == len(RULES)
    assert sorted(RULES) == sorted(folder.name for folder in CASES.iterdir() if folder.is_dir())


@pytest.mark.parametrize("rule", RULES)
def test_pass(rule: str) -> None:
    assert findings(rule, "pass") == []


@pytest.mark.parametrize("rule", RULES)
def test_fail_is_caught_by_exactly_its_rule(rule: str) -> None:
    found = findings(rule, "fail")
    assert {name for name, _ in found} == {rule}


@pytest.mark.parametrize("rule", ["addressee-missing", "quotation-unbalanced", "document-type-missing"])
def test_absence_is_an_error_once_published(rule: str) -> None:
    content = (CASES / rule / "fail.xml").read_bytes()
    assert [f.severity for f in check_document(content, "t1.xml", CONTEXT)] == [Severity.WARNING]
    published = content.replace(b'status="draft"', b'status="published"')
    assert [f.severity for f in check_document(published, "t1.xml", CONTEXT)] == [Severity.ERROR]


def test_a_finding_has_line_column_xpath_and_help() -> None:
    content = (CASES / "date-disagrees" / "fail.xml").read_bytes()
    (found,) = check_document(content, "tei/t1.xml", CONTEXT)
    line = content.decode().splitlines()[found.location.line - 1]
    assert line[found.location.column - 1 :].startswith("<date")
    assert found.location.xpath.endswith("/p[1]/date[1]")
    assert found.help


@pytest.mark.parametrize(
    ("printed", "when", "agrees"),
    [
        ("17.7.52", "1952-07-17", True),
        ("17.7", "1952-07-17", True),
        ("17.7 20:50", "1952-07-17T20:50:00", True),
        ("16.XII.1947", "1947-12-16", True),
        ("28.X 62.", "1962-10-28", True),
        ("July 16, 1952", "1952-07-16", True),
        ("16 July 1952", "1952-07-16", True),
        ("05/10/50", "1950-10-05", True),
        ("05/10/50", "1950-05-10", True),
        ("80. 10. 02.", "1980-10-02", True),
        ("80. 10. 02.", "1980-02-10", False),
        ("1980 October 31", "1980-10-31", True),
        ("17.7.52 24:00", "1952-07-18T00:00:00", True),
        ("17.7.52 24:00", "1952-07-18", True),
        ("17.7.52 24:00", "1952-07-17", True),
        ("17.7.52 24:00", "1952-07-17T24:00:00", True),
        ("17.7.52 24:00", "1952-07-17T00:00:00", False),
        ("17.7.52 24:00", "1952-07-19T00:00:00", False),
        ("17.7.52 18:45", "1952-07-17T18:45:00", True),
        ("17.7.52 18:45", "1952-07-17T19:45:00", False),
        ("17.7.52 20:50", "1952-07-17T08:50:00", False),
        ("17.7.52 8:50", "1952-07-17T20:50:00", True),
        ("17.7.52 8:50 a.m.", "1952-07-17T20:50:00", False),
        ("17.7.52 8:50 p.m.", "1952-07-17T20:50:00", True),
        ("17.7.52 13:30 p.m.", "1952-07-17T13:30:00", True),
        ("17.7.52 20.50", "1952-07-17T20:50:00", True),
        ("17.7.52 20.50", "1952-07-17T21:50:00", False),
        ("17.7.52 20.50", "1952-07-18T20:50:00", False),
        ("17.7.52 at 2050", "1952-07-17T20:50:00", True),
        ("17.7.52 at 2050", "1952-07-17T20:05:00", False),
        ("17.7 10 hours 10 minutes", "1952-07-17T10:10:00", True),
        ("17.7 10 hours 10 minutes", "1952-07-17T10:15:00", False),
        ("17.7 15 hours", "1952-07-17T16:00:00", False),
        ("17.7.52 18:45 Moscow time", "1952-07-17T15:45:00Z", True),
        ("July 16, 1952, 18:45", "1952-07-16T18:45:00", True),
        ("July 16, 1952, 18:45", "1952-07-16T18:54:00", False),
        ("1<choice><sic>8</sic><corr>7</corr></choice>.7.52", "1952-07-17", True),
        ("1<choice><sic>8</sic><corr>7</corr></choice>.7.52", "1952-07-16", False),
        ("yesterday", "1952-07-16", True),
        ("17.7.52", "1952-07-18", False),
        ("17.7.51", "1952-07-17", False),
        ("16.XII.1947", "1947-11-16", False),
        ("16 July 1953", "1952-07-16", False),
        ("5:30 am, 16 July 1952", "1952-07-17T05:30:00", False),
        ("1430 11 November", "1949-11-11T14:30:00", True),
        ("1430 11 November", "1949-11-12T14:30:00", False),
        ("22 .7.1950 г.", "1950-07-22", True),
        ("22 июля 1950 г.", "1950-07-22", True),
        ("22 июля 1950 г.", "1950-06-22", False),
        ("3.ХI 1962", "1962-11-03", True),
        ("the 16th of July", "1952-07-16", True),
        ("16th", "1952-07-15", False),
        ("Wednesday, July 16", "1952-07-16", True),
        ("1950年10月2日", "1950-10-02", True),
        ("1950年10月2日", "1950-10-03", False),
        ("July 1952", "1952-07", True),
        ("July 1952", "1952-08", False),
        ("7.1952", "1952-07", True),
        ("1952", "1952", True),
        ("1951", "1952", False),
        ("17 July", "--07-17", True),
        ("17 July", "--07-18", False),
        ("the night of July 12, 1951", "1952-07-12", False),
        ("the night of July 12", "1952-07-12", True),
        ("<hi>17.7.52</hi>", "1952-07-18", False),
    ],
)
def test_printed_dates(printed: str, when: str, agrees: bool) -> None:
    content = (CASES / "date-disagrees" / "pass.xml").read_text("utf-8")
    content = content.replace('<date when="1950-01-31">31.I.50', f'<date when="{when}">{printed}')
    found = check_document(content.encode(), "t1.xml", CONTEXT)
    assert ("date-disagrees" not in {finding.rule for finding in found}) is agrees


@pytest.mark.parametrize(
    ("printed", "attributes", "agrees"),
    [
        ("in January 1950", 'notBefore="1950-01-01" notAfter="1950-01-31"', True),
        ("in January 1951", 'notBefore="1950-01-01" notAfter="1950-01-31"', False),
        ("in February", 'notBefore="1950-01-01" notAfter="1950-01-31"', False),
        ("10.11.50", 'notBefore="1950-10-11" notAfter="1950-11-10"', True),
        ("5.12.50", 'notBefore="1950-10-11" notAfter="1950-11-10"', False),
        ("after 1949", 'notBefore="1950-01-01"', False),
        ("from 11 to 12 July 1952", 'from="1952-07-11" to="1952-07-12"', True),
        ("from 11 to 12 July 1952", 'from="1951-07-11" to="1951-07-12"', False),
    ],
)
def test_printed_bounds(printed: str, attributes: str, agrees: bool) -> None:
    content = (CASES / "date-disagrees" / "pass.xml").read_text("utf-8")
    content = content.replace('<date when="1950-01-31">31.I.50', f"<date {attributes}>{printed}")
    found = check_document(content.encode(), "t1.xml", CONTEXT)
    assert ("date-disagrees" not in {finding.rule for finding in found}) is agrees


def test_a_date_in_a_note_is_read_too() -> None:
    content = (CASES / "date-disagrees" / "pass.xml").read_text("utf-8")
    content = content.replace("Confirm receipt.", '<note><date when="1950-01-31"><hi>30.1.50</hi></date></note>')
    found = check_document(content.encode(), "t1.xml", CONTEXT)
    assert "date-disagrees" in {finding.rule for finding in found}


@pytest.mark.parametrize(
    ("printed", "when", "agrees"),
    [
        ("18:45", "18:45:00", True),
        ("18:45", "19:45:00", False),
        ("18.45", "18:45:00", True),
        ("18.45", "18:54:00", False),
        ("1845 hours", "18:45:00", True),
        ("1845", "17:45:00", False),
        ("24:00", "00:00:00", True),
        ("24:00", "12:00:00", False),
        ("12:30 a.m.", "00:30:00", True),
        ("8 p.m.", "20:00:00", True),
        ("8 p.m.", "08:00:00", False),
        ("10 hours 5 minutes", "10:05:00", True),
        ("noon", "12:00:00", True),
        ("20:50", "1950-01-31T20:50:00", True),
        ("20:50", "20:50:00+03:00", True),
        ("14 часов 30 минут", "14:30:00", True),
        ("14 часов 30 минут", "14:03:00", False),
        ("12 noon", "00:00:00", False),
    ],
)
def test_printed_times(printed: str, when: str, agrees: bool) -> None:
    content = (CASES / "time-disagrees" / "pass.xml").read_text("utf-8")
    content = content.replace('<time when="18:45:00">18:45', f'<time when="{when}">{printed}')
    found = check_document(content.encode(), "t1.xml", CONTEXT)
    assert ("time-disagrees" not in {finding.rule for finding in found}) is agrees


def test_copies_that_differ_in_their_ref_alone_name_both() -> None:
    content = (CASES / "copy-name-disagrees" / "pass.xml").read_text("utf-8")
    content = content.replace("<persName>V. Molotov<", '<persName ref="../authority.xml#p-kim">V. Molotov<')
    (found,) = check_document(content.encode(), "tei/t1.xml", CONTEXT)
    assert found.rule == "copy-name-disagrees"
    assert "authority.xml#p-molotov" in found.message
    assert "authority.xml#p-kim" in found.message


@pytest.mark.parametrize("value", ["", "x y", "1952-13-45", "-", "99999999999999999999"])
@pytest.mark.parametrize("attribute", ["when", "quantity", "value", "ident", "n", "target", "xml:lang"])
def test_no_rule_fails_on_values_that_are_for_the_grammar_to_tell(attribute: str, value: str) -> None:
    text = (CASES.parent / "profile" / "full.xml").read_text("utf-8")
    broken = re.sub(rf' {attribute}="[^"]*"', f' {attribute}="{value}"' if value != "-" else "", text)
    failed = [
        found for found in check_document(broken.encode(), "full.xml", CONTEXT) if "itself failed" in found.message
    ]
    assert failed == []


def test_quotation_marks_take_time_as_they_are_many() -> None:
    text = (CASES / "quotation-unbalanced" / "pass.xml").read_text("utf-8")
    marks = "<p>" + "<pc>“</pc>yes<pc>”</pc> " * 4000 + "</p>"
    division = re.compile(r'(<div [^>]*type="(?:telegram|enclosure|dispatch)"[^>]*>)')
    content = division.sub(rf"\1{marks}", text, count=1).encode()
    assert len(content) > 100_000
    check_document(content, "tei/t1.xml", CONTEXT)
    started = time.process_time()
    assert "quotation-unbalanced" not in {found.rule for found in check_document(content, "tei/t1.xml", CONTEXT)}
    assert time.process_time() - started < 4  # 0.2 s on an idle machine


def test_no_rule_fails_where_an_attribute_is_missing_or_an_element_stands_twice() -> None:
    content = (CASES.parent / "profile" / "full.xml").read_bytes()
    kinds: dict[tuple[str, ...], etree._Element] = {}
    root = etree.fromstring(content)
    for element in root.iter("{*}*"):
        holder = element.getparent()
        tags = (str(element.tag), "" if holder is None else str(holder.tag), element.get("type", ""))
        kinds.setdefault((*tags, "twice"), element)
        for name in map(str, element.attrib):
            kinds.setdefault((*tags, name), element)
    failed = set()
    for (*_, change), element in kinds.items():
        holder, value = element.getparent(), element.get(change)
        if value is not None:
            del element.attrib[change]
        elif holder is None:
            continue
        else:
            element.addnext(deepcopy(element))
        for found in check_document(etree.tostring(root), "full.xml", CONTEXT):
            if "itself failed" in found.message:
                failed.add((found.rule, etree.QName(element).localname, change))
        if value is not None:
            element.set(change, value)
        elif holder is not None and (copy := element.getnext()) is not None:
            holder.remove(copy)
    assert failed == set()


def test_dates_after_the_telegram_take_time_as_they_are_many() -> None:
    text = (CASES / "date-after-telegram" / "fail.xml").read_text("utf-8")
    when = '<date when="1950-04-05">5 April 1950</date>'
    many = text.replace(when, f"{when}. They came. " * 2500)
    check_document(many.encode(), "tei/t1.xml", CONTEXT)
    started = time.process_time()
    found = [one for one in check_document(many.encode(), "tei/t1.xml", CONTEXT) if one.rule == "date-after-telegram"]
    assert len(found) > 2400
    assert time.process_time() - started < 4  # 0.8 s on an idle machine
