"""The RELAX NG engine: cases by pattern, and the verdicts of jing and libxml2 on generated schemas and documents."""

import random
import re
import shutil
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import etree
from relaxng_random import Maker
from test_schemas import AUTHORITIES, CASES, EDITIONS, FULL, GOLDEN, tei_all

from tei_edition import resources
from tei_edition.validate.relaxng import Schema, SchemaError, patterns

NS = 'xmlns="http://relaxng.org/ns/structure/1.0"'
XSD = 'datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"'
CASES_OF_PATTERNS = Path(__file__).parent / "cases" / "relaxng"
WITH_JING = pytest.mark.skipif(shutil.which("jing") is None, reason="jing is not installed")


def schema_of(folder: Path, text: str) -> Schema:
    path = folder / "schema.rng"
    path.write_text(text, "utf-8")
    return Schema(path)


@dataclass(frozen=True)
class Case:
    """A pattern (the content of `r`), files beside it, and documents with the verdict of the specification.

    `deviating` are documents of which jing says the opposite.
    """

    title: str
    pattern: str
    files: dict[str, str]
    documents: dict[str, bool]
    deviating: frozenset[str]


SHORT = {"int": '<data type="integer"/>', **{name: f'<element name="{name}"><empty/></element>' for name in "abcd"}}


def cases_of(name: str) -> list[Case]:
    """The cases of a file: blocks of a title (#), other files (=), a pattern, and documents (+ valid, - not valid)."""
    found = []
    for block in (CASES_OF_PATTERNS / f"{name}.txt").read_text("utf-8").strip().split("\n\n"):
        title, *lines = re.sub(r"\{([a-d]|int)\}", lambda match: SHORT[match[1]], block).splitlines()
        files = dict(line[2:].split(" ", 1) for line in lines if line[0] == "=")
        documents = {line.partition(" ")[2]: line[0] == "+" for line in lines if line[0] in "+-"}
        deviating = frozenset(line.partition(" ")[2] for line in lines if line[1:2] == "!")
        (pattern,) = (line for line in lines if line[0] == "<")
        found.append(Case(title.removeprefix("# "), pattern, files, documents, deviating))
    return found


def written(folder: Path, case: Case) -> Path:
    """The schema of a case, in a folder of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in case.files.items():
        (folder / name).write_text(re.sub(r"^<\w+", rf"\g<0> {NS}", text), "utf-8")
    (folder / "schema.rng").write_text(f'<element name="r" {NS} {XSD}>{case.pattern}</element>', "utf-8")
    return folder / "schema.rng"


ACCEPTED = [case for name in ("patterns", "names", "datatypes", "grammars") for case in cases_of(name)]
REFUSED = cases_of("refused")


@pytest.mark.parametrize("case", ACCEPTED, ids=lambda case: case.title)
def test_patterns(case: Case, tmp_path: Path) -> None:
    schema = Schema(written(tmp_path, case))
    assert {document: schema.is_valid(etree.fromstring(document)) for document in case.documents} == case.documents


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.title)
def test_what_a_schema_may_not_say(case: Case, tmp_path: Path) -> None:
    with pytest.raises(SchemaError):
        Schema(written(tmp_path, case))


def test_there_are_cases_enough() -> None:
    assert sum(len(case.documents) for case in ACCEPTED) + len(REFUSED) > 600


def jing(schema: Path, *documents: Path) -> dict[str, str]:
    """What jing says, the first of each file, by the file's name."""
    run = subprocess.run(["jing", "-i", schema, *documents], capture_output=True, text=True, check=False)
    found: dict[str, str] = {}
    for line in run.stdout.splitlines():
        file, _, message = line.partition(": ")
        found.setdefault(re.sub(r"(:\d+)*$", "", file), message)
    return found


@WITH_JING
def test_jing_gives_the_verdicts_of_the_cases(tmp_path: Path) -> None:
    """All in one schema, in which each case has a root of its own: starting jing takes its time."""
    made: list[str] = []
    expected: dict[str, bool] = {}
    names: dict[str, str] = {}
    for number, case in enumerate(ACCEPTED):
        folder = tmp_path / str(number)
        written(folder, case)
        made.append(f'<externalRef href="{number}/schema.rng"/>')
        schema = folder / "schema.rng"
        schema.write_text(schema.read_text("utf-8").replace('name="r"', f'name="r{number}"', 1), "utf-8")
        for at, (document, valid) in enumerate(case.documents.items()):
            file = folder / f"{at}.xml"
            file.write_text(re.sub(r"^<r|(?<=</)r(?=>$)", rf"\g<0>{number}", document), "utf-8")
            names[str(file)] = f"{case.title}: {document}"
            expected[str(file)] = valid != (document in case.deviating)
    whole = tmp_path / "whole.rng"
    whole.write_text(f"<choice {NS}>{''.join(made)}</choice>", "utf-8")
    told = jing(whole, *map(Path, expected))
    assert [
        f"{names[file]} {told.get(file, 'valid')}" for file, valid in expected.items() if valid != (file not in told)
    ] == []
    ours = Schema(whole)
    differing = [file for file in expected if ours.is_valid(etree.parse(file).getroot()) != (file not in told)]
    assert len(differing) == sum(len(case.deviating) for case in ACCEPTED)


@WITH_JING
def test_jing_refuses_what_a_schema_may_not_say(tmp_path: Path) -> None:
    schemas = [written(tmp_path / str(number), case) for number, case in enumerate(REFUSED)]
    with ThreadPoolExecutor(2) as pool:
        told = pool.map(jing, schemas)
    assert [case.title for case, said in zip(REFUSED, told, strict=True) if not said] == []


LETTERS = {
    "<letter><head>A</head><line>x</line></letter>": True,
    '<letter xml:id="a" status="two words" o:weight="3.5 g" b=""><note><line/></note><list/><head>A</head><line n="7"/>'
    "</letter>": True,
    "<letter><head>A</head><div><line/><line/></div>x<o:y>y</o:y>z</letter>": True,
    "<letter><o:x>A</o:x><head>A</head><note><deep>ab</deep></note><line/></letter>": True,
    '<o:other n="a &quot;quoted&quot; text"/>': True,
    '<other n="a &quot;quoted&quot; text"/>': False,
    "<letter><head>nil</head><line>x</line></letter>": False,
    '<letter status="gone"><head>A</head><line>x</line></letter>': False,
    '<letter n=""><head>A</head><line>x</line></letter>': False,
    '<letter o:weight="3.5 t"><head>A</head><line>x</line></letter>': False,
    '<letter><head>A</head><line n="100"/></letter>': False,
    "<letter><head>A</head><div><line/></div></letter>": False,
    "<letter><head>A</head><line/><o:x/></letter>": False,
    "<letter><head>A</head><note><deep>a</deep></note><line/></letter>": False,
    "<line/>": False,
}


def test_compact_syntax() -> None:
    schema = Schema(CASES_OF_PATTERNS / "everything.rnc")
    said = {text: schema.is_valid(etree.fromstring(with_namespaces(text))) for text in LETTERS}
    assert said == LETTERS


@WITH_JING
def test_compact_syntax_as_jing_reads_it(tmp_path: Path) -> None:
    files: list[Path] = []
    for number, text in enumerate(LETTERS):
        files.append(tmp_path / f"{number}.xml")
        files[-1].write_text(with_namespaces(text), "utf-8")
    command: list[str | Path] = ["jing", "-c", "-i", CASES_OF_PATTERNS / "everything.rnc", *files]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    refused = {line.split(":")[0] for line in run.stdout.splitlines()}
    assert [str(file) not in refused for file in files] == list(LETTERS.values()), run.stdout


def with_namespaces(text: str) -> str:
    return re.sub(r"^<([\w:]+)", r'<\1 xmlns="urn:letters" xmlns:o="urn:other"', text)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("start = element a {\n text,,\n}", 2, "a pattern"),
        ("element a {\n text", 2, "end of the file"),
        ("start = element a {\n b\n}", 2, "'b' is not defined"),
        ("start =\nelement a { text, empty | text }", 2, "brackets"),
        ("start = element a { x:b }", 1, "prefix 'x'"),
        ("element x:a { empty }", 1, "prefix 'x'"),
        ("start = \n\n%", 3, "may not stand"),
        ('include "http://example.org/a.rnc"', 1, "not fetched"),
        ('include "../../a.rnc"', 1, "outside"),
        ('a = "x\n"', 1, "may not stand"),
        ("[ a", 1, "does not end"),
        ("start = " + "(" * 3000 + "empty" + ")" * 3000, 0, "deep"),
        ("", 1, "no start"),
    ],
)
def test_what_is_wrong_in_compact_syntax(text: str, line: int, words: str, tmp_path: Path) -> None:
    path = tmp_path / "schema.rnc"
    path.write_text(text, "utf-8")
    with pytest.raises(SchemaError) as caught:
        Schema(path)
    assert (caught.value.line, words in caught.value.message) == (line, True), caught.value.message


def random_pattern(dice: random.Random, depth: int) -> str:
    """Content of elements a, b and c; attributes are left to the cases, since their restrictions are many."""
    if depth == 0 or dice.random() < 0.25:
        return dice.choice(
            ['<element name="%s"><empty/></element>', '<element name="%s"><text/></element>']
        ) % dice.choice("abc")
    kind = dice.choice(["group", "choice", "optional", "zeroOrMore", "oneOrMore", "element", "choice", "group"])
    inner = "".join(random_pattern(dice, depth - 1) for _ in range(dice.randint(1, 3)))
    return (
        f'<element name="{dice.choice("abc")}">{inner}</element>' if kind == "element" else f"<{kind}>{inner}</{kind}>"
    )


def random_document(dice: random.Random, depth: int, name: str = "r") -> str:
    inner = [random_document(dice, depth - 1, dice.choice("abc")) for _ in range(dice.randint(0, 3) if depth else 0)]
    return f"<{name}>{''.join(inner) or dice.choice(['', '', 'x'])}</{name}>"


@pytest.mark.parametrize("seed", range(60))
def test_same_verdict_as_libxml2(seed: int, tmp_path: Path) -> None:
    dice = random.Random(seed)
    text = f'<element name="r" {NS}>{random_pattern(dice, 3)}</element>'
    schema, other = schema_of(tmp_path, text), etree.RelaxNG(etree.fromstring(text))
    for _ in range(40):
        document = random_document(dice, 2)
        root = etree.fromstring(document)
        assert schema.is_valid(root) == other.validate(root), f"{text}\n{document}"


@WITH_JING
@pytest.mark.parametrize("seed", range(6))
def test_same_verdict_as_jing(seed: int, tmp_path: Path) -> None:
    """Schemas of the whole language; where jing refuses one, the next is tried."""
    for number in range(seed * 1000, seed * 1000 + 20):
        maker = Maker(number)
        made = maker.schema()
        files = [tmp_path / f"{at}.xml" for at in range(60)]
        for file in files:
            file.write_text(maker.document(made), "utf-8")
        files = [file for file in files if is_well_formed(file)]
        path = tmp_path / "schema.rng"
        path.write_text(made.xml(), "utf-8")
        run = subprocess.run(["jing", "-i", path, *files], capture_output=True, text=True, check=False)
        refused = {line.split(":")[0] for line in run.stdout.splitlines()}
        if str(path) in refused:
            continue
        schema = Schema(path)
        assert {str(file) for file in files if not schema.is_valid(etree.parse(file).getroot())} == refused
        return
    pytest.fail("jing takes none of the schemas")


def is_well_formed(file: Path) -> bool:
    try:
        etree.parse(file)
    except etree.XMLSyntaxError:
        return False
    return True


def test_profile_and_tei_take_the_editions() -> None:
    for schema in (Schema(resources.schema("telegram.rng")), Schema(resources.schema("telegram.rnc"))):
        assert [path for path in (FULL, *EDITIONS, *GOLDEN, *CASES) if schema.faults(etree.parse(path).getroot())] == []


@pytest.mark.parametrize("which", ["4.3.0", "newest"])
def test_tei_all(which: str) -> None:
    schema = Schema(tei_all(which))
    files = (FULL, *EDITIONS, *GOLDEN, *CASES, *AUTHORITIES)
    assert [path for path in files if schema.faults(etree.parse(path).getroot())] == []


@pytest.mark.parametrize(
    ("old", "new", "rules", "words"),
    [
        ("<persName", "<persNam/><persName", ["grammar-element-unknown"], "persNam"),
        ("<p>", '<p rendd="x">', ["grammar-attribute-unknown"], "rendd"),
        (
            "<p>",
            '<p><foo><bar><date when="17.1.50">x</date></bar></foo>',
            ["grammar-element-unknown", "grammar-value-invalid"],
            "foo",
        ),
        ("<p>", "<p><choice><sic>x</sic></choice>", ["grammar-content-incomplete"], "choice"),
        ("<p>", '<p><date when="17.1.50">x</date>', ["grammar-value-invalid"], "17.1.50"),
        ("<p>", "<p><address>Moscow</address>", ["grammar-text-unexpected"], "Moscow"),
        ("<p>", "<p><supplied>x</supplied>", ["grammar-attribute-missing"], "reason"),
    ],
)
def test_one_mistake_is_told_once(old: str, new: str, rules: list[str], words: str) -> None:
    text = FULL.read_text("utf-8")
    at = text.index(old, text.index("<body"))
    root = etree.fromstring((text[:at] + new + text[at + len(old) :]).encode())
    found = Schema(resources.schema("telegram.rng")).check(root, "full.xml")
    assert [one.rule for one in found] == rules, found
    assert words in found[0].message
    assert found[0].location.line == text.count("\n", 0, at) + 1


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ("<grammar", "well-formed"),
        ("<html/>", "no RELAX NG"),
        (f"<!DOCTYPE a [<!ENTITY b 'c'>]><grammar {NS}>&b;</grammar>", "DOCTYPE"),
        (f'<grammar {NS}><start><ref name="a"/></start><define name="a"><ref name="a"/></define></grammar>', "itself"),
        (f'<grammar {NS}><start><ref name="a"/></start></grammar>', "not defined"),
        (f'<grammar {NS}><include href="schema.rng"/></grammar>', "itself"),
        (f'<grammar {NS}><include href="http://127.0.0.1/a.rng"/></grammar>', "not fetched"),
        (f'<grammar {NS}><include href="../../a.rng"/></grammar>', "outside"),
        (f'<grammar {NS}><include href="a.rng"/></grammar>', "cannot be read"),
        (f'<element name="a" {NS} {XSD}><data type="dat"/></element>', "no datatype 'dat'"),
        (
            f'<element name="a" {NS} {XSD}><data type="string"><param name="pattern">(</param></data></element>',
            "expression",
        ),
        (f'<element name="a" {NS}>' + "<group>" * 120 + "<empty/>" + "</group>" * 120 + "</element>", "deep"),
    ],
)
def test_a_broken_schema_is_told(schema: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(SchemaError) as caught:
        schema_of(tmp_path, schema)
    assert words in caught.value.message


def test_ambiguous_groups_are_decided(tmp_path: Path) -> None:
    part = '<optional><element name="a"><empty/></element></optional>'
    schema = schema_of(tmp_path, f'<element name="r" {NS}>{part * 30}</element>')
    assert not schema.check(etree.fromstring(f"<r>{'<a/>' * 30}</r>"), "a.xml")
    assert schema.check(etree.fromstring(f"<r>{'<a/>' * 31}</r>"), "a.xml")


def test_work_has_a_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    part = '<optional><element name="a"><empty/></element></optional>'
    schema = schema_of(tmp_path, f'<element name="r" {NS}>{part * 30}</element>')
    monkeypatch.setattr(patterns, "_MOST", 50)
    (found,) = schema.check(etree.fromstring(f"<r>{'<a/>' * 30}</r>"), "a.xml")
    assert (found.rule, "too many readings" in found.message) == ("grammar-not-checked", True)


@pytest.mark.parametrize(
    "schema",
    [
        # 2 to the power of 60 references, files, elements
        f'<grammar {NS}><start><element name="r"><ref name="d0"/></element></start>'
        + "".join(f'<define name="d{n}"><ref name="d{n + 1}"/><ref name="d{n + 1}"/></define>' for n in range(60))
        + '<define name="d60"><element name="a"><empty/></element></define></grammar>',
        f'<grammar {NS}><start><element name="r">'
        + "<interleave>" * 60
        + '<element name="a"><empty/></element>'
        + "<text/></interleave>" * 60
        + "</element></start></grammar>",
    ],
)
def test_a_schema_that_explodes_is_told_at_once(schema: str, tmp_path: Path) -> None:
    started = time.process_time()
    with pytest.raises(SchemaError):
        schema_of(tmp_path, schema)
    assert time.process_time() - started < 2


@pytest.mark.parametrize(("expression", "text"), [("(a+)+b", "a" * 5000), (r"([^\s]+\s?)+\.", "word " * 2000)])
def test_an_expression_always_ends(expression: str, text: str, tmp_path: Path) -> None:
    pattern = f'<data type="string"><param name="pattern">{expression}</param></data>'
    schema = schema_of(tmp_path, f'<element name="r" {NS} {XSD}>{pattern}</element>')
    started = time.process_time()
    assert not schema.is_valid(etree.fromstring(f"<r>{text}</r>"))
    assert time.process_time() - started < 2


def test_the_names_of_documents_are_not_kept(tmp_path: Path) -> None:
    any_name = "<anyName><except><nsName ns='x'/></except></anyName>"
    schema = schema_of(
        tmp_path,
        f'<grammar {NS}><start><ref name="any"/></start><define name="any"><element>{any_name}'
        f"<zeroOrMore><attribute>{any_name}</attribute></zeroOrMore>"
        '<zeroOrMore><ref name="any"/></zeroOrMore></element></define></grammar>',
    )
    for number in range(3000):
        root = etree.fromstring(f'<a{number} b{number}="" xmlns:c="{number}" c:d="{number}"/>')
        assert schema.is_valid(root)
    assert not schema.is_valid(etree.fromstring('<a xmlns="x"/>'))
    made = schema.patterns._made.values()
    assert sum(len(one.opens) + len(one.attributes) for one in made) < 200
