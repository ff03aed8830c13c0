"""A baseline hides what was known, shows what is new, and never hides that a file could not be checked."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_cli import run

from tei_edition.diagnostics import Diagnostic, Location, Severity
from tei_edition.errors import UsageError
from tei_edition.report.baseline import compare, to_baseline
from tei_edition.report.statistics import statistics_json, statistics_text
from tei_edition.validate import ValidationContext
from tei_edition.validate.costs import Costs, measured_costs
from tei_edition.validate.schematron import load_rules

FOLDER = Path("here")
BASELINE = FOLDER / "baseline.json"


def finding(
    rule: str = "date-disagrees",
    message: str = "It is wrong.",
    line: int = 2,
    xpath: str = "/TEI[1]/p[1]",
    severity: Severity = Severity.ERROR,
    file: str = "here/tei/t1.xml",
) -> Diagnostic:
    return Diagnostic(rule, severity, message, Location(file, line, 3, xpath), "Mend it.")


def new(before: list[Diagnostic], now: list[Diagnostic]) -> list[Diagnostic]:
    content = to_baseline(before, FOLDER).encode()
    return list(compare(now, ["here/tei/t1.xml"], content, BASELINE).new)


findings = st.lists(
    st.builds(
        finding,
        st.sampled_from(["date-disagrees", "pointer-dangling"]),
        st.sampled_from(["One.", "Two.", "In line 7."]),
        st.integers(0, 9),
        st.sampled_from(["", "/a", "/b"]),
        st.sampled_from(Severity),
        st.sampled_from(["here/x.xml", "y.xml", "/z.xml"]),
    ),
    max_size=8,
)


@given(findings, st.integers(0, 50))
def test_what_was_known_is_known_wherever_its_line_is(before: list[Diagnostic], shift: int) -> None:
    moved = [
        dataclasses.replace(one, location=dataclasses.replace(one.location, line=one.location.line + shift))
        for one in before
    ]
    assert new(before, moved) == []


@given(findings, findings)
def test_more_than_before_is_new(before: list[Diagnostic], more: list[Diagnostic]) -> None:
    content = to_baseline(before, FOLDER).encode()
    compared = compare([*before, *more], (), content, BASELINE)
    assert len(compared.new) == len(more)
    assert compared.known == len(before)
    assert {one.rule for one in compared.new} <= {one.rule for one in more}


def test_each_is_known_as_often_as_it_is_counted() -> None:
    assert new([finding()], [finding(line=2), finding(line=5)]) == [finding(line=5)]
    assert new([finding(), finding(line=5)], [finding()]) == []


def test_the_new_one_is_told_not_the_one_that_moved() -> None:
    there, here = finding(xpath="/TEI[1]/p[1]"), finding(xpath="/TEI[1]/p[2]", line=9)
    assert new([here], [there, here]) == [there]
    # An element that moved is still known.
    assert new([there], [finding(xpath="/TEI[1]/p[3]")]) == []


@pytest.mark.parametrize(
    "other",
    [
        finding(rule="pointer-dangling"),
        finding(message="It is wronger."),
        finding(severity=Severity.WARNING),
        finding(file="here/tei/t2.xml"),
    ],
)
def test_another_finding_is_new(other: Diagnostic) -> None:
    assert new([finding()], [other]) == [other]


def test_lines_in_messages_do_not_count() -> None:
    assert new([finding(message="Taken: line 7 has it.")], [finding(message="Taken: line 9 has it.")]) == []


def test_what_could_not_be_checked_is_always_new() -> None:
    broken = finding(rule="xml-not-well-formed")
    assert json.loads(to_baseline([broken], FOLDER))["findings"] == []
    assert new([broken], [broken]) == [broken]
    entry = {"rule": broken.rule, "severity": "error", "xpath": "/TEI[1]/p[1]", "message": broken.message}
    entry["file"] = "tei/t1.xml"
    by_hand = json.dumps({"version": 1, "findings": [{**entry, "count": 9}]}).encode()
    assert compare([broken], (), by_hand, BASELINE).new == (broken,)


def test_gone_are_those_of_checked_files() -> None:
    content = to_baseline([finding(), finding(file="here/tei/t2.xml")], FOLDER).encode()
    compared = compare([], ["here/tei/t1.xml"], content, BASELINE)
    assert (compared.new, compared.known, compared.gone) == ((), 0, 1)


def test_the_file_is_stable_and_readable() -> None:
    text = to_baseline([finding(line=9), finding(rule="a-rule"), finding()], FOLDER)
    assert text == to_baseline([finding(), finding(line=4), finding(rule="a-rule")], FOLDER)
    assert json.loads(text) == {
        "version": 1,
        "findings": [
            {"rule": rule, "severity": "error", "file": "tei/t1.xml", "xpath": "/TEI[1]/p[1]",
             "message": "It is wrong.", "count": count}
            for rule, count in (("a-rule", 1), ("date-disagrees", 2))
        ],
    }  # fmt: skip
    assert len(text.splitlines()) == 4
    assert json.loads(to_baseline([], FOLDER)) == {"version": 1, "findings": []}


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff", b"[]", b"{}", b'{"version": 2, "findings": []}', b'{"version": 1, "findings": [1]}',
     b'{"version": 1, "findings": [{"rule": 1}]}', b"[" * 100_000],
)  # fmt: skip
def test_no_baseline(content: bytes) -> None:
    with pytest.raises(UsageError, match=r"here/baseline\.json is no baseline"):
        compare([], (), content, BASELINE)


def test_statistics() -> None:
    found = [finding(), finding(line=3), finding("addressee-missing", severity=Severity.WARNING)]
    assert statistics_text(found, 5) == (
        "2  error    date-disagrees\n1  warning  addressee-missing\n2 errors, 1 warning in 1 of 5 files\n"
    )
    assert statistics_text([], 1) == "no findings, 1 file\n"
    assert json.loads(statistics_json(found, 5)) == {
        "statistics": [
            {"rule": "date-disagrees", "severity": "error", "count": 2},
            {"rule": "addressee-missing", "severity": "warning", "count": 1},
        ],
        "files": 5,
    }


def test_costs_are_told() -> None:
    costs = Costs(2, 8.5, 1.25, {"date-disagrees": 0.75, "pointer-empty": 0.5})
    assert statistics_text([], 2, costs) == (
        "no findings, 2 files\n\n"
        "milliseconds a document, measured on 2 documents, each rule alone:\n"
        "    8.500  (a whole check)\n    1.250  (the grammar)\n    0.750  date-disagrees\n    0.500  pointer-empty\n"
    )
    assert json.loads(statistics_json([], 2, costs))["costs"]["rules"] == costs.rules
    assert "no document" in statistics_text([], 2, Costs(0, 0, 0, {}))


def test_costs_are_measured(tmp_path: Path) -> None:
    # Two rules stand for all: each is compiled alone, which takes its time.
    schema = """<sch:schema xmlns:sch="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt3">
      <sch:pattern><sch:rule context="*"><sch:report id="a" test="false()">A</sch:report>
      <sch:report id="b" test="some $x in 1 to 200000 satisfies $x lt 0">B</sch:report></sch:rule></sch:pattern>
    </sch:schema>"""

    path = tmp_path / "two.sch"
    path.write_text(schema, "utf-8")
    content = (Path(__file__).parent / "cases/rules/date-disagrees/pass.xml").read_bytes()
    costs = measured_costs([(content, "t1.xml"), (b"<TEI", "t2.xml")], ValidationContext(), load_rules(path))
    assert costs.documents == 1
    assert costs.whole > costs.grammar > 0
    assert list(costs.rules) == ["b", "a"]


def test_on_the_command_line(tmp_path: Path) -> None:
    bad = tmp_path / "bad.xml"
    bad.write_text('<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="bad"><nothing/></TEI>', "utf-8")
    written = run("validate", bad, "--write-baseline", "sub/base.json", cwd=tmp_path)
    assert (written.returncode, written.stdout) == (0, "no findings\n")
    before = json.loads((tmp_path / "sub/base.json").read_bytes())["findings"]
    assert before
    assert {entry["file"] for entry in before} == {"../bad.xml"}
    known = run("validate", "bad.xml", "--baseline", "sub/base.json", cwd=tmp_path)
    assert (known.returncode, known.stdout) == (0, "no findings\n")
    assert "in the baseline sub/base.json" in known.stderr
    bad.write_text(f"<!-- -->\n{bad.read_text('utf-8').replace('<nothing/>', '<nothing/><nought/>')}", "utf-8")
    more = run("validate", bad, "--baseline", "sub/base.json", "--quiet", "--format", "concise", cwd=tmp_path)
    assert more.returncode == 1
    assert more.stderr == ""
    assert "nought" in more.stdout
    assert "nothing" not in more.stdout
    eased = run("validate", bad, "--exit-zero", "--statistics", cwd=tmp_path)
    assert eased.returncode == 0
    assert "grammar-element-unknown" in eased.stdout
    for arguments in (
        ["--baseline", "nowhere.json"],
        ["--baseline", "bad.xml"],
        ["--write-baseline", "bad.xml"],
        ["--statistics", "--format", "html"],
    ):
        wrong = run("validate", bad, *arguments, cwd=tmp_path)
        assert wrong.returncode == 2, arguments
        assert "Traceback" not in wrong.stderr
    assert bad.read_text("utf-8").startswith("<!-- -->")
