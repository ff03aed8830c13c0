"""Every form of a report, held against its grammar or read back by a reader of that form, also with hostile words."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from junitparser import Failure, JUnitXml
from lxml import etree, html

from tei_edition import resources
from tei_edition.diagnostics import Diagnostic, Location, Severity
from tei_edition.report import Findings, Format, render
from tei_edition.report.findings import fingerprints
from tei_edition.validate.rules import known_rules

SARIF = json.loads((Path(__file__).parent / "sarif.schema.json").read_text("utf-8"))
SCHEMA = json.loads(resources.schema("findings.schema.json").read_text("utf-8"))
HOSTILE = (
    "a\x00\x1b[31mb\x07 ]]> <script>alert(1)</script> </style> & \" ' %0A ::error::x\r\n::error file=a::y "
    "\u202e\ufffe\ud800 [click](https://evil.example) {0} , : % `x` ${x}"
)
FOUND = Diagnostic(
    "date-disagrees", Severity.ERROR, "It is wrong.", Location("tei/t1.xml", 2, 3, "/TEI[1]"), "Mend it."
)
WARNING = Diagnostic("addressee-missing", Severity.WARNING, "None.", Location("tei/t 2%.xml", 5, 0, "/TEI[1]/@n"))
NOTE = Diagnostic("file-note", Severity.INFO, "Seen.", Location("/work/other/ß.xml"))
ALL = Findings((FOUND, WARNING, NOTE), ("tei/t1.xml", "tei/t 2%.xml", "tei/t3.xml"), "/work/here", 1)

words = st.text(st.characters(exclude_categories=()), min_size=1, max_size=40) | st.just(HOSTILE)
places = st.builds(Location, words, st.integers(0, 9), st.integers(0, 9), words)
diagnostics = st.builds(Diagnostic, words, st.sampled_from(Severity), words, places, words)


def hostile(found: tuple[Diagnostic, ...]) -> Findings:
    return Findings(
        found, tuple(one.location.file for one in found), "/work/here", 1, lambda _: HOSTILE.encode("utf-8", "replace")
    )


def sarif(findings: Findings) -> Any:
    """The one run of a report that follows the schema."""
    log = json.loads(render(findings, Format.SARIF))
    jsonschema.Draft7Validator(SARIF, format_checker=jsonschema.FormatChecker()).validate(log)
    (run,) = log["runs"]
    return run


def parsed(text: str) -> Any:
    return html.fromstring(text)


@pytest.mark.parametrize("form", Format)
@settings(max_examples=60, deadline=None)
@given(found=st.lists(diagnostics, max_size=4).map(tuple))
def test_any_words_give_a_well_formed_report(form: Format, found: tuple[Diagnostic, ...]) -> None:
    text = render(hostile(found), form)
    content = text.encode("utf-8", "backslashreplace")
    assert b"\x1b" not in content
    if form is Format.JSON:
        assert len(json.loads(content)["diagnostics"]) == len(found)
        jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(content))
    elif form is Format.SARIF:
        sarif(hostile(found))
    elif form is Format.GITLAB:
        assert len({one["fingerprint"] for one in json.loads(content)}) == len(found)
    elif form is Format.JUNIT:
        suites = JUnitXml.fromstring(content)
        assert suites.failures == sum(one.severity is Severity.ERROR for one in found)
    elif form is Format.GITHUB:
        lines = text.split("\n")[:-1]
        assert len(lines) == len(found)
        assert all(re.fullmatch(GITHUB, line) for line in lines)
    elif form is Format.CONCISE:
        assert len(text.splitlines()) == len(found)
    elif form is Format.HTML:
        page = parsed(text)
        assert not page.xpath("//script | //a | //img | //@onclick | //li//style")
        assert len(page.xpath("//li")) == len(found)


GITHUB = (
    r"::(error|warning|notice) file=(?P<file>[^,:\r\n]*)(,line=[1-9]\d*(,col=[1-9]\d*)?)?"
    r",title=(error|warning|info)\[[^,:\r\n]*\]::(?P<message>[^\r\n]*)"
)


def test_json_follows_its_schema() -> None:
    validator = jsonschema.Draft202012Validator(SCHEMA)
    validator.check_schema(SCHEMA)
    assert SCHEMA["$id"]
    report = json.loads(render(ALL, Format.JSON))
    validator.validate(report)
    validator.validate(json.loads(render(Findings(()), Format.JSON)))
    # Closed here, so that a key that is written is a key that is described.
    known = set(SCHEMA["$defs"]["finding"]["properties"])
    assert all(set(finding) <= known for finding in report["diagnostics"])
    assert not validator.is_valid({"diagnostics": [{**report["diagnostics"][0], "severity": "fatal"}]})


def test_concise() -> None:
    assert render(ALL, Format.CONCISE).splitlines() == [
        "tei/t1.xml:2:3: error[date-disagrees] It is wrong.",
        "tei/t 2%.xml:5: warning[addressee-missing] None.",
        "/work/other/ß.xml: info[file-note] Seen.",
    ]


def test_sarif_results() -> None:
    run = sarif(ALL)
    rules = run["tool"]["driver"]["rules"]
    first, second, third = run["results"]
    assert [rules[one["ruleIndex"]]["id"] for one in run["results"]] == [one["ruleId"] for one in run["results"]]
    assert [one["level"] for one in run["results"]] == ["error", "warning", "note"]
    assert rules[first["ruleIndex"]]["help"]["text"] == "Mend it."
    assert run["invocations"] == [{"executionSuccessful": True, "exitCode": 1}]
    place = first["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 2, "startColumn": 3}
    assert place["artifactLocation"] == {"uri": "tei/t1.xml", "uriBaseId": "%SRCROOT%"}
    assert second["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "tei/t%202%25.xml"
    assert second["locations"][0]["logicalLocations"][0]["kind"] == "attribute"
    assert third["locations"][0]["physicalLocation"] == {"artifactLocation": {"uri": "file:///work/other/%C3%9F.xml"}}
    inside = dataclasses.replace(NOTE, location=Location("/work/here/a:b.xml"))
    run = sarif(dataclasses.replace(ALL, diagnostics=(inside,)))
    assert unquote(run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]) == "a:b.xml"


def test_sarif_describes_its_rules() -> None:
    found = dataclasses.replace(FOUND, rule="xml-id-doubled")
    described = sarif(Findings((found, WARNING), rules=known_rules()))["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in described] == ["addressee-missing", "xml-id-doubled"]
    assert described[1]["shortDescription"]["text"].startswith("Two elements")
    assert described[1]["help"]["text"].endswith("See TEI Guidelines, SA: Linking, Segmentation, and Alignment.")
    assert described[1]["helpUri"].endswith("SA.html")
    assert described[0]["defaultConfiguration"] == {"level": "warning"}


def test_words_of_documents_make_no_links_in_sarif() -> None:
    run = sarif(hostile((dataclasses.replace(FOUND, message=HOSTILE),)))
    assert r"\[click](https://evil.example)" in run["results"][0]["message"]["text"]


def test_the_schema_of_sarif_refuses_what_the_standard_refuses() -> None:
    log = json.loads(render(ALL, Format.SARIF))
    validator = jsonschema.Draft7Validator(SARIF)
    assert validator.is_valid(log)
    for path, value in (
        (("version",), "2.0.0"),
        (("runs", 0, "tool"), {}),
        (("runs", 0, "results", 0, "level"), "fatal"),
        (("runs", 0, "results", 0, "message"), "It is wrong."),
        (("runs", 0, "results", 0, "locations", 0, "physicalLocation", "region", "startLine"), 0),
        (("runs", 0, "invocations", 0), {"exitCode": 1}),
        (("runs", 0, "results", 0, "severity"), "error"),
    ):
        wrong = json.loads(json.dumps(log))
        place = wrong
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value
        assert not validator.is_valid(wrong), path


def test_junit_is_read_by_a_reader() -> None:
    suites = JUnitXml.fromstring(render(ALL, Format.JUNIT).encode())
    assert (suites.tests, suites.failures, suites.errors) == (4, 1, 0)
    cases = {suite.name: list(suite) for suite in suites}
    assert set(cases) == {"tei/t1.xml", "tei/t 2%.xml", "tei/t3.xml", "/work/other/ß.xml"}
    (case,) = cases["tei/t1.xml"]
    (failure,) = case.result
    assert isinstance(failure, Failure)
    assert (failure.type, failure.message) == ("date-disagrees", "It is wrong.")
    assert "tei/t1.xml:2:3" in failure.text
    assert "Mend it." in failure.text
    assert (case.name, case.classname) == ("date-disagrees at 2:3", "tei/t1.xml")
    (passed,) = cases["tei/t3.xml"]
    assert (passed.name, passed.is_passed) == ("no findings", True)
    (warned,) = cases["tei/t 2%.xml"]
    assert warned.is_passed
    assert "warning: None." in (warned.system_out or "")


def test_github_escapes_as_its_runner_reads() -> None:
    lines = render(ALL, Format.GITHUB).splitlines()
    assert lines[0] == ("::error file=tei/t1.xml,line=2,col=3,title=error[date-disagrees]::It is wrong.%0AMend it.")
    assert lines[1] == "::warning file=tei/t 2%25.xml,line=5,title=warning[addressee-missing]::None."
    assert lines[2] == "::notice file=/work/other/ß.xml,title=info[file-note]::Seen."
    odd = dataclasses.replace(FOUND, location=Location("a,b:c%\r\nd.xml", 1), message="100%\n::error::x")
    assert render(Findings((odd,)), Format.GITHUB) == (
        "::error file=a%2Cb%3Ac%25%0D%0Ad.xml,line=1,title=error[date-disagrees]::100%25 ::error::x%0AMend it.\n"
    )


def test_gitlab() -> None:
    listed = json.loads(render(ALL, Format.GITLAB))
    assert [(one["severity"], one["check_name"], one["location"]) for one in listed] == [
        ("major", "date-disagrees", {"path": "tei/t1.xml", "lines": {"begin": 2}}),
        ("minor", "addressee-missing", {"path": "tei/t 2%.xml", "lines": {"begin": 5}}),
        ("info", "file-note", {"path": "/work/other/ß.xml", "lines": {"begin": 1}}),
    ]
    assert all(re.fullmatch("[0-9a-f]{32}", one["fingerprint"]) for one in listed)


@given(shift=st.integers(0, 500))
def test_fingerprints_stay_when_lines_shift(shift: int) -> None:
    def report(lines: int) -> Findings:
        twice = dataclasses.replace(FOUND, message=f"The xml:id 'a' is taken: line {7 + lines} has it too.")
        found = (FOUND, dataclasses.replace(FOUND, location=Location("tei/t1.xml", 9)), twice)
        moved = (
            dataclasses.replace(one, location=dataclasses.replace(one.location, line=one.location.line + lines))
            for one in found
        )
        return Findings(tuple(moved))

    before, after = fingerprints(report(0)), fingerprints(report(shift))
    assert before == after
    assert len(set(before)) == 3


def test_fingerprints_do_not_depend_on_how_a_file_is_named() -> None:
    absolute = dataclasses.replace(FOUND, location=Location("/work/here/tei/t1.xml", 2))
    assert fingerprints(Findings((FOUND,), base="/work/here")) == fingerprints(Findings((absolute,), base="/work/here"))


def test_page_shows_and_filters() -> None:
    source = b"<TEI>\n  <date>x</date>\n</TEI>"
    page = parsed(render(dataclasses.replace(ALL, read=lambda _: source), Format.HTML))
    assert page.xpath("string(//header/p)") == "1 error, 1 warning, 1 note in 3 files; 1 file without any."
    assert page.xpath("//h2/text()[1]") == ["tei/t1.xml ", "tei/t 2%.xml ", "/work/other/ß.xml "]
    assert page.xpath("string(//section[1]//pre/code)") == "<date>x</date>"
    assert page.xpath("string(//section[1]//pre//mark)") == "<"
    assert page.xpath("count(//input[@checked])") == 6
    style = page.xpath("string(//style)")
    assert "body:has(#s-error:not(:checked)) .s-error { display: none }" in style
    assert "http" not in style
    assert not page.xpath("//link | //script | //@src")
    empty = parsed(render(Findings((), ("a.xml",)), Format.HTML))
    assert empty.xpath("string(//header/p)") == "No findings in 1 file."
    assert not empty.xpath("//form")


def test_page_is_one_tree() -> None:
    text = render(hostile((dataclasses.replace(FOUND, message=HOSTILE, help=HOSTILE, rule=HOSTILE),)), Format.HTML)
    assert "<script" not in text
    assert etree.fromstring(text.replace("<!DOCTYPE html>", ""), etree.HTMLParser()) is not None
