"""Conversions as files that a person can read, the facts that the first telegram must give, odd input."""

from __future__ import annotations

from pathlib import Path

import pytest
from converting import EDITION, PROJECT, convert, example, strings

from tei_edition.errors import SourceError
from tei_edition.model import Fate
from tei_edition.pipeline import files
from tei_edition.source import identifier, read

CASES = sorted((PROJECT / "tests" / "cases" / "convert").glob("*/in.txt"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.parent.name)
def test_conversion_equals_golden_file(case: Path, update_golden: bool) -> None:
    encoded = convert(case.read_bytes(), f"{case.parent.name}.txt")
    golden = case.with_name("expected.xml")
    warnings = case.with_name("warnings.txt")
    said = "".join(f"{one.line}: {one.rule}: {one.message}\n" for one in encoded.warnings)
    if update_golden:
        golden.write_bytes(encoded.content)
        warnings.write_text(said, "utf-8")
    assert encoded.faithful
    assert encoded.content.decode() == golden.read_text("utf-8")
    assert said == warnings.read_text("utf-8")


def test_converting_the_example_again_gives_the_golden_file(update_golden: bool) -> None:
    golden = PROJECT / "tests" / "cases" / "t113640.xml"
    encoded = example()
    if update_golden:
        golden.write_bytes(encoded.content)
    assert encoded.faithful
    assert encoded.content.decode() == golden.read_text("utf-8")


def test_every_line_of_the_example_is_accounted_for() -> None:
    source = (EDITION / "sources" / "113640.txt").read_text("utf-8").split("\n")
    lines = {number: text for number, text in enumerate(source, start=1) if text.strip()}
    encoded = example()
    assert [fate.line for fate in encoded.lines] == list(lines)
    header = strings(encoded.content, "normalize-space(//t:teiHeader)")[0].replace(" ", "")
    for fate in encoded.lines:
        assert fate.text == " ".join(lines[fate.line].split())
        assert fate.rule
        assert bool(fate.target) == (fate.fate is not Fate.DROPPED)
        if fate.fate is Fate.HEADER:
            assert fate.text.replace(" ", "") in header


WITNESS = "//t:witness[{}]/t:msDesc/t:msIdentifier/t:idno[@type='shelfmark']"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("//t:witness/t:msDesc/t:msIdentifier/t:repository", ["APRF", "AVPRF", "RGASPI"]),
        (WITNESS.format(1) + "/t:idno", ["45", "1", "348", "65-68"]),
        (WITNESS.format(2) + "/t:idno/@type", ["fond", "opis", "delo", "papka", "listy"]),
        (WITNESS.format(2) + "/t:idno", ["059a", "5a", "4", "11", "40-43"]),
        (WITNESS.format(3), ["f. 558, op. 11, d. 348, ll. 0065-0068"]),
        (
            "//t:idno[@type='canonical']",
            ["RU/APRF/45/1/348/65-68", "RU/AVPRF/059a/5a/11/4/40-43", "RU/RGASPI/558/11/348/65-68"],
        ),
        ("//t:locus/@from", ["65", "40", "65"]),
        ("//t:correspDesc/@type", ["telegram", "letter", "message"]),
        ("//t:correspDesc/@n", ["502597/sh"]),
        ("//t:correspDesc[1]/t:correspAction[@type='sent']/t:date/@when", ["1952-07-17T18:45:00"]),
        ("//t:correspDesc[1]/t:correspAction[@type='sent']/t:persName", ["RAZUVAEV"]),
        ("//t:correspDesc[1]/t:correspAction[@type='sent']/t:name[@type='callsign']", ["Correspondent 20"]),
        ("//t:correspAction[@subtype='station']/t:date/@when", ["1952-07-17T20:50:00"]),
        ("//t:correspAction[@subtype='relay']/t:date/@when", ["1952-07-17T21:10:00"]),
        (
            "//t:correspAction[@subtype='relay']/t:orgName",
            ["8th Administration of the General Staff of the Soviet Army"],
        ),
        ("//t:correspDesc[1]/t:correspAction[@subtype='to']/t:persName", ["A. Vasilevsky", "A.Ia. Vyshinsky"]),
        ("//t:correspAction[@subtype='copy']/t:note/t:num/@value", ["2", *["1"] * 9]),
        ("//t:correspAction[@subtype='copy'][1]/t:persName", ["Stalin"]),
        ("//t:correspAction[@type='sent']/t:note/t:idno[@type='sender']", ["2250"]),
        ("//t:div[@type='registration']//t:idno[@type='sender']", ["2250"]),
        ("//t:correspDesc[position() > 1]/t:correspAction[@type='sent']/t:date/@when", ["1952-07-16", "1952-07-16"]),
        ("//t:correspDesc[position() > 1]/t:correspAction[@type='sent']/t:placeName", ["Pyongyang", "Pyongyang"]),
        ("//t:correspDesc[2]/t:correspAction[@subtype='ultimate']/t:persName", ["STALIN I.V."]),
        ("//t:correspDesc[3]/t:correspAction[@subtype='to']/t:persName", ["STALIN I.V."]),
        ("//t:correspContext/t:ref/@target", ["#corresp.2", "#corresp.1", "#corresp.3", "#corresp.2"]),
        ("//t:biblStruct//t:idno[@type='wilsonCenterRecordID']", ["113640"]),
        ("//t:biblStruct//t:date[@type='uploaded']/@when", ["2011-11-20"]),
        ("//t:note[@type='recordType']", ["Telegram"]),
        ("//t:note[@type='language']", []),
        ("//t:langUsage/t:language/@ident", ["en"]),
        ("//t:availability[@n='text']/@status", ["restricted"]),
        ("count(//t:availability[@n='text']/t:p)", ["2.0"]),
        ("//t:note[@type='dating']/t:date/@when", ["1952-07-16", "1952-07-17"]),
        ("//t:list/t:item/@n", ["1", "2", "3", "4"]),
        ("count(//t:item[@n='3']/t:p)", ["2.0"]),
        ("//t:gloss", ["air force", "Air Force", "Korean People's Army", "Chinese People's Volunteers"]),
        ("//t:supplied[@reason='omitted-in-original']/t:pc", ["”"]),
    ],
)
def test_first_telegram(path: str, expected: list[str]) -> None:
    assert strings(example().content, path) == expected


def test_the_paragraph_before_the_last_demand_stays_in_its_item_with_a_warning() -> None:
    assert [one.line for one in example().warnings if one.rule == "list-continuation"] == [95, 103, 111]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("113640.txt", "t113640"),
        ("razuvaev 17.7.txt", "razuvaev-17.7"),
        ("-a.txt", "t-a"),
        ("Шифр № 1.txt", "Шифр---1"),
        ("Ţara și Țara.txt", "Ţara-si-Tara"),  # The second pair is younger than the XML that libxml2 knows.
        ("Ʉ.txt", "t-"),
    ],
)
def test_identifier_is_an_ncname(name: str, expected: str) -> None:
    assert identifier(name) == expected


@pytest.mark.parametrize(
    ("content", "rule", "line", "column"),
    [
        (b"", "source-empty", 1, 0),
        (b" \n\xc2\xa0\n", "source-empty", 1, 0),
        (b"\x89PNG\x00\x01", "source-not-utf8", 1, 1),
        (b"PK\x03\x04abc", "source-binary", 1, 0),
        (b"one\ntwo\x00", "source-binary", 2, 4),
        (b"one\ntwo\x07", "source-control-character", 2, 4),
        ("one\nдва ".encode() + b"\xff", "source-not-utf8", 2, 5),
    ],
)
def test_unreadable_source_is_refused_with_its_place(content: bytes, rule: str, line: int, column: int) -> None:
    with pytest.raises(SourceError) as caught:
        read(content, "page.txt")
    assert (caught.value.rule, caught.value.line, caught.value.column) == (rule, line, column)
    assert caught.value.help


def test_an_interruption_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        files.write(tmp_path / "a.xml", b"<a/>")
    assert list(tmp_path.iterdir()) == []
