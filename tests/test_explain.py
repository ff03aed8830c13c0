"""Every id that a finding can have is described, with examples that are true; `explain` tells them."""

from __future__ import annotations

import ast
import copy
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from tei_edition import resources
from tei_edition.diagnostics import Severity
from tei_edition.rules import CHAPTERS, Rule, written_rules
from tei_edition.validate import ValidationContext, check_document
from tei_edition.validate.rules import known_rules, nearest_rule
from tei_edition.validate.schematron import describe

PROJECT = Path(__file__).parent.parent
SOURCES = PROJECT / "src" / "tei_edition"
CASES = PROJECT / "tests" / "cases" / "rules"
EXAMPLES = SOURCES / "rules" / "examples.json"
# What carries the id of a rule that reads a line of a page; those stand in conversion reports, not in findings.
LINE_RULES = {"LineFate", "Block", "Verbatim", "as_block", "take", "keep", "drop", "other", "_text_part"}


def given_ids() -> dict[str, str]:
    """Every rule id that the code gives to a finding, with a place where it does.

    They are the constants that are handed to a parameter or field called `rule`, and those assigned to such a name.
    """
    trees = {path: ast.parse(path.read_text("utf-8")) for path in SOURCES.rglob("*.py")}
    positions: dict[str, int] = {}
    for tree in trees.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                names = [argument.arg for argument in node.args.args if argument.arg != "self"]
            elif isinstance(node, ast.ClassDef):
                names = [
                    field.target.id
                    for field in node.body
                    if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
                ]
            else:
                continue
            if "rule" in names:
                positions[node.name] = names.index("rule")
    found: dict[str, str] = {}
    for path, tree in trees.items():
        for node in ast.walk(tree):
            for value in _handed(node, positions):
                for constant in _constants(value):
                    found.setdefault(constant, f"{path.relative_to(PROJECT).as_posix()}:{value.lineno}")
    return found


def _handed(node: ast.AST, positions: dict[str, int]) -> Iterator[ast.expr]:
    if isinstance(node, ast.Assign):
        if any(isinstance(target, ast.Name) and target.id == "rule" for target in node.targets):
            yield node.value
    elif isinstance(node, ast.FunctionDef):
        for argument, default in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True):
            if argument.arg == "rule" and default is not None:
                yield default
    elif isinstance(node, ast.Call):
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name in LINE_RULES:
            return
        yield from (keyword.value for keyword in node.keywords if keyword.arg == "rule")
        if name in positions and len(node.args) > positions[name]:
            yield node.args[positions[name]]


def _constants(value: ast.expr) -> Iterator[str]:
    if (
        isinstance(value, ast.Constant)
        and isinstance(value.value, str)
        and re.fullmatch("[a-z][a-z0-9-]*", value.value)
    ):
        yield value.value
    elif isinstance(value, ast.IfExp):
        yield from _constants(value.body)
        yield from _constants(value.orelse)


def test_every_id_in_the_code_is_described() -> None:
    given = given_ids()
    assert len(given) > 80  # else the search itself is broken
    for name, ids in (
        ("validate/relaxng/messages.py", r'"(grammar-[a-z-]+)"'),
        ("interchange/read.py", r'"(json-[a-z0-9-]+)"'),
    ):
        given |= dict.fromkeys(re.findall(ids, (SOURCES / name).read_text("utf-8")), name)  # in tables, not in calls
    missing = {rule: place for rule, place in given.items() if rule not in known_rules()}
    assert not missing, "describe them in src/tei_edition/rules/*.toml"
    assert not set(written_rules()) - set(given), "these are given nowhere"


@pytest.mark.parametrize("rule", written_rules().values(), ids=lambda rule: rule.id)
def test_descriptions_are_whole(rule: Rule) -> None:
    assert re.fullmatch("[a-z][a-z0-9]*(-[a-z0-9]+)+", rule.id)
    assert rule.severities
    for words in (rule.wrong, rule.mend):
        assert re.search(r"^[A-Z].*[.?]$|^(edition\.toml|tei-edition)\b.*\.$", words, re.DOTALL), words
    assert rule.see == "" or rule.see in CHAPTERS
    assert bool(rule.failing) == bool(rule.passing)


def test_ids_are_of_one_rule_and_no_severity() -> None:
    of_schema = [described.id for described in describe(resources.schema("telegram.sch"))]
    assert not set(of_schema) & set(written_rules())
    assert not set(known_rules()) & {severity.value for severity in Severity}
    tables = [re.findall(r"^\[(.+)\]$", path.read_text("utf-8"), re.MULTILINE) for path in SOURCES.glob("rules/*.toml")]
    names = [name for table in tables for name in table if "-" in name]
    assert len(names) == len(set(names))


def test_conversion_warnings_are_those_of_the_documentation() -> None:
    table = (PROJECT / "docs/converting.md").read_text("utf-8").split("\n## Warnings\n")[1]
    documented = set(re.findall(r"^\| `([a-z-]+)` \|", table, re.MULTILINE))
    assert documented <= {rule.id for rule in written_rules().values() if rule.severities == (Severity.WARNING,)}


def smallest_difference(failing: bytes, passing: bytes) -> tuple[str, str]:
    """The innermost element of two documents in which all that differs lies; beyond 800 characters, the lines."""
    one, other = etree.fromstring(failing), etree.fromstring(passing)
    while (inner := _only_difference(one, other)) is not None:
        one, other = inner
    shown = _shown(one), _shown(other)
    if max(map(len, shown)) <= 800:
        return shown
    before, after = failing.decode().splitlines(), passing.decode().splitlines()
    return "\n".join(_without(before, after)), "\n".join(_without(after, before)) or "(nothing)"


def _only_difference(one: etree._Element, other: etree._Element) -> tuple[etree._Element, etree._Element] | None:
    same = (one.tag, sorted(one.items()), one.text, len(one)) == (
        other.tag,
        sorted(other.items()),
        other.text,
        len(other),
    )
    if not same or any(a.tail != b.tail for a, b in zip(one, other, strict=False)):
        return None
    differing = [(a, b) for a, b in zip(one, other, strict=True) if etree.tostring(a) != etree.tostring(b)]
    return differing[0] if len(differing) == 1 else None


def _shown(element: etree._Element) -> str:
    alone = copy.deepcopy(element)
    alone.tail = None
    text = etree.tostring(alone, encoding="unicode").replace(' xmlns="http://www.tei-c.org/ns/1.0"', "")
    return re.sub(r"\n +", lambda match: match[0].replace(" " * (_depth(element) * 2), "", 1), text)


def _depth(element: etree._Element) -> int:
    return sum(1 for _ in element.iterancestors())


def _without(lines: list[str], others: list[str]) -> list[str]:
    return [line.strip() for line in lines if line not in others]


def test_examples_are_those_of_the_cases(update_golden: bool) -> None:
    made: dict[str, dict[str, str]] = {}
    for folder in sorted(path for path in CASES.iterdir() if path.is_dir()):
        failing, passing = smallest_difference((folder / "fail.xml").read_bytes(), (folder / "pass.xml").read_bytes())
        made[folder.name] = {"failing": failing, "passing": passing}
    text = json.dumps(made, ensure_ascii=False, indent=1) + "\n"
    if update_golden:
        EXAMPLES.write_text(text, "utf-8")
    assert EXAMPLES.read_text("utf-8") == text, "make them anew: make test PYTEST=--update-golden"


def test_chapters_are_known() -> None:
    for rule in known_rules().values():
        assert rule.chapter == "" or rule.chapter.startswith("TEI Guidelines, "), (rule.id, rule.see)


def test_nearest_rule() -> None:
    assert nearest_rule("date-disagree", known_rules()) == "date-disagrees"
    assert nearest_rule("Date-Disagrees", known_rules()) == "date-disagrees"
    assert nearest_rule("zzzzz", known_rules()) == ""


# Where the examples of rules for documents stand: what they replace in the passing case of a rule.
BASE = (CASES / "date-disagrees" / "pass.xml").read_text("utf-8")
DATE = '<date when="1950-01-31">31.I.50</date>'
EXACT = ("xml-id-doubled", "xml-not-well-formed", "xml-not-utf8")
GRAMMAR = (
    "grammar-attribute-missing",
    "grammar-attribute-unknown",
    "grammar-content-incomplete",
    "grammar-element-missing",
    "grammar-element-unexpected",
    "grammar-element-unknown",
    "grammar-text-unexpected",
    "grammar-value-invalid",
)


@pytest.mark.parametrize("rule", [*EXACT, *GRAMMAR])
def test_examples_are_true(rule: str) -> None:
    old = BASE.splitlines()[0] if rule == "xml-not-utf8" else DATE
    assert old in BASE
    assert of_example(known_rules()[rule].passing, old) == set()
    found = of_example(known_rules()[rule].failing, old)
    assert rule in found


def of_example(example: str, old: str) -> set[str]:
    content = BASE.replace(old, example, 1).encode()
    return {one.rule for one in check_document(content, "t1.xml", ValidationContext())}


def test_every_example_of_a_document_is_tried() -> None:
    shown = {rule.id for rule in written_rules().values() if rule.failing and re.match("xml|grammar", rule.id)}
    assert shown - {"xml-doctype"} == {*EXACT, *GRAMMAR}


def told(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tei_edition", "explain", *arguments],
        env={**os.environ, "PYTHONPATH": str(PROJECT / "src"), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_explain_one() -> None:
    result = told("xml-id-doubled")
    assert result.returncode == 0
    assert result.stdout.startswith("xml-id-doubled (error)\n\nTwo elements of one document have the same xml:id,")
    assert "How to mend it: Give each element" in result.stdout
    assert "See TEI Guidelines, SA: Linking, Segmentation, and Alignment\n    https://www.tei-c.org/" in result.stdout
    assert "Wrong:\n    <persName xml:id=" in result.stdout
    assert "until revisionDesc/@status says 'published'" in told("addressee-missing").stdout


def test_explain_lists() -> None:
    assert [line.split()[0] for line in told().stdout.splitlines()] == list(known_rules())
    grammar = told("grammar").stdout.splitlines()
    assert grammar
    assert all(line.startswith("grammar-") for line in grammar)


def test_explain_as_json() -> None:
    rules = json.loads(told("--format", "json").stdout)["rules"]
    assert [rule["id"] for rule in rules] == list(known_rules())
    (one,) = json.loads(told("date-disagrees", "--format", "json").stdout)["rules"]
    assert one["severities"] == ["error"]
    assert one["failing"]


def test_explain_nothing_known() -> None:
    result = told("date-disagree")
    assert (result.returncode, result.stdout) == (2, "")
    assert "Did you mean date-disagrees?" in result.stderr
    assert "lists all rules" in told("\x1b[31mqqqq").stderr
    assert "\x1b" not in told("\x1b[31mqqqq").stderr
