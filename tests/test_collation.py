"""Transcriptions collated: every witness keeps its text, mark-up stays whole, what cannot be said is not written."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from converting import not_tei
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tei_edition.cli import main
from tei_edition.errors import UsageError
from tei_edition.pipeline import CollationResult, collate, validate
from tei_edition.pipeline.collation import _merge, _Transcription, witness_text

NS = "http://www.tei-c.org/ns/1.0"
LAST = "<p>We await your orders and advice on the aforementioned questions.</p>"


def transcription(name: str, body: str) -> _Transcription:
    root = etree.fromstring(f'<TEI xmlns="{NS}"><text><body>{body}</body></text></TEI>')
    text = root[0]
    return _Transcription(Path(name), b"", root, text, witness_text(text), f"#{name}")


def merged(*bodies: str) -> str:
    """The body of the collation, its text checked for every witness."""
    read = [transcription("ABC"[place], body) for place, body in enumerate(bodies)]
    _merge(read[0], read[1:])
    for one in read:
        assert witness_text(read[0].text, one.sigla) == one.words
    body = etree.tostring(read[0].text[0], encoding="unicode").replace(f' xmlns="{NS}"', "")
    return body.removeprefix("<body>").removesuffix("</body>")


@pytest.mark.parametrize(
    ("bodies", "expected"),
    [
        (["<p>a b</p>", "<p>a  b</p>"], "<p>a b</p>"),
        (
            ["<p>it has begun now</p>", "<p>it has ended now</p>"],
            '<p>it has <app><lem wit="#A">begun</lem><rdg wit="#B">ended</rdg></app> now</p>',
        ),
        (
            ["<p>one of the two</p>", "<p>one of two</p>"],
            '<p>one of<app><lem wit="#A"> the</lem><rdg wit="#B"/></app> two</p>',
        ),
        (
            ["<p>the Army came</p>", "<p>the army came</p>", "<p>the Army came</p>"],
            '<p>the <app><lem wit="#A #C">Army</lem><rdg wit="#B" type="capitals">army</rdg></app> came</p>',
        ),
        (
            ["<p>one, two three</p>", "<p>one; two three</p>"],
            '<p>one<app><lem wit="#A">,</lem><rdg wit="#B" type="punctuation">;</rdg></app> two three</p>',
        ),
        # Mark-up of the first stays; where another one's elements would be cut, the place grows.
        (
            ["<p>to <persName>Mao</persName> and him</p>", "<p>to Mao and him</p>"],
            "<p>to <persName>Mao</persName> and him</p>",
        ),
        (
            ["<p>to Kim Ir Sen and</p>", "<p>to Kim <persName>Il Sung</persName> and</p>"],
            '<p>to Kim <app><lem wit="#A">Ir Sen</lem><rdg wit="#B"><persName>Il Sung</persName></rdg></app> and</p>',
        ),
        (
            ["<p>to Mr <hi>Ir Sen</hi> and</p>", "<p>to Mister Il Sen and</p>"],
            '<p>to <app><lem wit="#A">Mr <hi>Ir Sen</hi></lem><rdg wit="#B">Mister Il Sen</rdg></app> and</p>',
        ),
        (
            ["<p>to <persName>Mao</persName> again</p>", "<p>to <persName>Mo</persName> again</p>"],
            '<p>to <persName><app><lem wit="#A">Mao</lem><rdg wit="#B">Mo</rdg></app></persName> again</p>',
        ),
        # A paragraph that one alone has is an entry as a whole.
        (
            ["<p>alpha beta</p>", "<p>alpha beta</p><p>gamma delta</p>"],
            '<p>alpha beta</p><p><app><lem wit="#A"/><rdg wit="#B">gamma delta</rdg></app></p>',
        ),
        (
            ["<p>alpha beta</p><p>gamma</p>", "<p>gamma</p>"],
            '<p><app><lem wit="#A">alpha beta</lem><rdg wit="#B"/></app></p><p>gamma</p>',
        ),
        # Behind something else than a paragraph it goes to the end of that.
        (
            ["<head>alpha beta</head><p>gamma</p>", "<head>alpha beta</head><ab>delta rho</ab><p>gamma</p>"],
            '<head>alpha beta <app><lem wit="#A"/><rdg wit="#B">delta rho</rdg></app></head><p>gamma</p>',
        ),
    ],
)
def test_readings(bodies: list[str], expected: str) -> None:
    assert merged(*bodies) == expected


CHOICE = "<choice><sic>a</sic><corr>c</corr></choice>"
PIECES = ["a", "b", "B", "c d", ", ", " ", "<hi>a</hi>", "<hi>b <name>c</name></hi>", "<lb/>", CHOICE]
paragraph = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)
block = st.builds("<{0}>{1}</{0}>".format, st.sampled_from(["p", "p", "head", "ab"]), paragraph)
item = st.builds("<list><item>{}{}</item></list>".format, block, block)


@settings(max_examples=400)
@given(st.lists(st.lists(block | item, min_size=1, max_size=5).map("\n".join), min_size=2, max_size=3))
def test_every_witness_keeps_its_text(bodies: list[str]) -> None:
    if all(witness_text(transcription("A", body).text) for body in bodies):
        merged(*bodies)


@pytest.fixture(autouse=True)
def tei(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The example edition with the telegram as two transcriptions, each of one archival copy."""
    shutil.copytree(project / "editions", tmp_path / "editions")
    shutil.copytree(project / "schemas", tmp_path / "schemas")
    monkeypatch.chdir(tmp_path / "editions/korean-war/tei")
    text = (project / "tests/cases/t113640.xml").read_text("utf-8")
    for name, kept in (("ta", "APRF"), ("tb", "AVPRF")):
        root = etree.fromstring(text.encode())
        for witness in root.findall(f".//{{{NS}}}witness"):
            if witness.get("{http://www.w3.org/XML/1998/namespace}id") == kept:
                witness.set("n", "1")
            else:
                witness.getparent().remove(witness)  # type: ignore[union-attr]
        for number in root.findall(f".//{{{NS}}}publicationStmt/{{{NS}}}idno"):
            number.text = name
        root.set("{http://www.w3.org/XML/1998/namespace}id", name)
        Path(f"{name}.xml").write_bytes(etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=True))


def change(name: str, *changes: tuple[str, str]) -> None:
    text = Path(name).read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    Path(name).write_text(text, "utf-8")


def made() -> CollationResult:
    return collate(["ta.xml", "tb.xml"], output="tc.xml")


def rules(result: CollationResult) -> list[str]:
    return [one.rule for one in result.diagnostics]


def test_two_files_of_one_telegram(capsys: pytest.CaptureFixture[str]) -> None:
    change("tb.xml", ("enormous selfless", "huge"), (LAST, "<p>Nothing of the kind.</p>"), ("<head>", "<head>SECRET "))
    before = [Path(name).read_bytes() for name in ("ta.xml", "tb.xml")]
    with pytest.raises(SystemExit) as stop:
        main(["collate", "ta.xml", "tb.xml", "--output", "tc.xml", "--date", "2026-11-24"])
    assert stop.value.code == 0
    assert "4 places of difference: 0 errors, 2 warnings" in capsys.readouterr().out
    assert [Path(name).read_bytes() for name in ("ta.xml", "tb.xml")] == before
    text = Path("tc.xml").read_text("utf-8")
    assert '<app><lem wit="#APRF">enormous selfless</lem><rdg wit="#AVPRF">huge</rdg></app>' in text
    assert '<witness xml:id="AVPRF" n="2">' in text
    assert '<change when="2026-11-24" who="#r-collation">Collated from ta.xml (APRF); tb.xml (AVPRF)' in text
    assert [one for one in validate("tc.xml") if one.severity == "error"] == []


def test_the_result_is_plain_tei(shared: Path) -> None:
    change("tb.xml", ("enormous selfless", "huge"), (LAST, "<p>Nothing of the kind.</p>"), ("MAO ZEDONG", "Mao"))
    assert made().written is not None
    assert not_tei(shared / "tei" / "tei_all.rng", [Path("tc.xml")]) == ""


def test_a_file_is_never_replaced() -> None:
    Path("tc.xml").write_text("mine", "utf-8")
    assert rules(made()) == ["output-exists"]
    assert Path("tc.xml").read_text("utf-8") == "mine"


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("listWit>", "listBibl>", "collation-without-witness"),
        ("enormous selfless", "<app><rdg>x</rdg></app>", "collation-collated-already"),
        ("</TEI>", "", "xml-not-well-formed"),
    ],
)
def test_what_cannot_be_collated(old: str, new: str, rule: str) -> None:
    text = Path("tb.xml").read_text("utf-8").replace(old, new)
    Path("tb.xml").write_text(text, "utf-8")
    assert rule in rules(made())
    assert not Path("tc.xml").exists()


def test_one_copy_has_not_two_readings() -> None:
    assert rules(collate(["ta.xml", "ta.xml"], output="tc.xml")) == ["collation-same-witness"]


def test_wrong_use() -> None:
    with pytest.raises(UsageError):
        collate(["ta.xml"], output="tc.xml")
    with pytest.raises(UsageError):
        collate(["ta.xml", "tb.xml"], output="1 c.xml")
    assert rules(collate(["ta.xml", "none.xml"], output="tc.xml")) == ["file-missing"]
