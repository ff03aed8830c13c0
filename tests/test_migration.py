"""Older files come to the newest version of the profile by steps that touch nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tei_edition
from tei_edition import resources
from tei_edition.diagnostics import Severity
from tei_edition.edits import Edit, applied, unified_diff
from tei_edition.validate import ValidationContext, check_document
from tei_edition.validate.migration import MIGRATIONS, Migration, migrated
from tei_edition.version import PROFILE_VERSION

TELEGRAM = (Path(__file__).parent / "cases" / "t113640.xml").read_bytes()
REFERENCE = next(line for line in TELEGRAM.splitlines(keepends=True) if b"<schemaRef" in line)
OLD = TELEGRAM.replace(REFERENCE, b"")


def small(encoding: str, rest: str = "") -> bytes:
    """A TEI file as short as the mechanism takes it; `encoding` is the whole encodingDesc."""
    start = '<?xml version="1.0"?><TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader>'
    return f"{start}{encoding}{rest}</teiHeader></TEI>".encode()


def test_steps_lead_to_the_version_of_the_schemas() -> None:
    assert [step.before for step in MIGRATIONS[1:]] == [step.after for step in MIGRATIONS[:-1]]
    assert MIGRATIONS[-1].after == PROFILE_VERSION
    assert f'schemaVersion="{PROFILE_VERSION}"' in resources.schema("telegram.sch").read_text("utf-8")
    assert f"version {PROFILE_VERSION}:" in resources.schema("telegram.rnc").read_text("utf-8").splitlines()[0]


def test_a_file_without_version_gets_it_and_stays_valid() -> None:
    result = migrated(OLD, "t113640.xml")
    assert [step.after for step in result.steps] == [PROFILE_VERSION]
    assert result.content.replace(REFERENCE, b"") == OLD
    assert [
        f for f in check_document(result.content, "t113640.xml", ValidationContext()) if f.severity is Severity.ERROR
    ] == []


def test_the_newest_stays_as_it_is() -> None:
    assert migrated(OLD, "t.xml").content == TELEGRAM
    assert migrated(TELEGRAM, "t.xml").content == TELEGRAM


@pytest.mark.parametrize(
    "content",
    [
        OLD.replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + OLD,
        OLD.replace(b"</encodingDesc>", b"<!-- </encodingDesc> --></encodingDesc>"),
        OLD.replace(b"    </encodingDesc>", "<p>Шифр 🜁</p></encodingDesc>".encode()),
        small("<encodingDesc><p/></encodingDesc>"),
        small("<encodingDesc><p></p><?x?></encodingDesc>"),
    ],
    ids=["crlf", "bom", "comment", "not ascii", "one line", "instruction"],
)
def test_every_other_byte_stays(content: bytes) -> None:
    result = migrated(content, "t.xml")
    (step,) = result.steps
    added = set(result.content.splitlines()) - set(content.splitlines())
    assert any(f'n="{step.after}"'.encode() in line for line in added)
    position = next(i for i, (a, b) in enumerate(zip(content, result.content, strict=False)) if a != b)
    grown = len(result.content) - len(content)
    assert content[:position] == result.content[:position]
    assert content[position:] == result.content[position + grown :]
    assert migrated(result.content, "t.xml").content == result.content


def test_later_steps_raise_the_version_and_go_on_each_other() -> None:
    def rename(old: bytes, new: bytes) -> Migration:
        def edits(content: bytes) -> list[Edit]:
            at = content.index(old)
            return [Edit(at, at + len(old), new)]

        return Migration(old.decode(), new.decode(), "a trial", edits)

    steps = (
        Migration("", "1.0", "the first", lambda _: []),
        Migration("1.0", "1.1", "more to say", rename(b"<p/>", b"<p>one</p>").edits),
        Migration("1.1", "2.0", "still more", rename(b"one", b"two").edits),
    )
    result = migrated(small("<encodingDesc><p/></encodingDesc>"), "t.xml", steps)
    assert [step.after for step in result.steps] == ["1.0", "1.1", "2.0"]
    assert b'<p>two</p><schemaRef key="telegram" n="2.0"' in result.content
    part = migrated(
        small("<encodingDesc><p/><schemaRef n='1.0' key='telegram' url='x'/></encodingDesc>"), "t.xml", steps
    )
    assert b"<p>two</p><schemaRef n=\"2.0\" key='telegram' url='x'/>" in part.content


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (TELEGRAM.replace(b'key="telegram" n="1.0"', b'key="telegram" n="9.7"'), "profile-version-unknown"),
        (b"<TEI", "xml-not-well-formed"),
        (b"<book/>", "document-no-tei"),
        (small("<encodingDesc/>"), "migration-impossible"),
        (small(""), "migration-impossible"),
    ],
)
def test_what_cannot_be_migrated_stays_with_a_finding(content: bytes, rule: str) -> None:
    result = migrated(content, "t.xml")
    assert result.content == content
    assert [found.rule for found in result.diagnostics] == [rule]


def test_validation_tells_a_version_that_it_does_not_know() -> None:
    content = TELEGRAM.replace(b'key="telegram" n="1.0"', b'key="telegram" n="9.7"')
    assert "profile-version-unknown" in {f.rule for f in check_document(content, "t113640.xml", ValidationContext())}


def test_files_are_written_only_when_asked(tmp_path: Path) -> None:
    old, broken = tmp_path / "t113640.xml", tmp_path / "t2.xml"
    old.write_bytes(OLD)
    broken.write_bytes(b"<TEI")
    shown = tei_edition.migrate(tmp_path)
    assert [file.path for file in shown.changed] == [old]
    assert "+      <schemaRef" in shown.changed[0].diff
    assert old.read_bytes() == OLD
    assert [found.rule for found in shown.diagnostics] == ["xml-not-well-formed"]
    tei_edition.migrate(tmp_path, write=True)
    assert old.read_bytes() == migrated(OLD, "").content
    assert broken.read_bytes() == b"<TEI"
    assert tei_edition.migrate(old).current == 1


@given(
    st.binary(max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 5), st.binary(max_size=4)), max_size=6),
)
def test_edits_touch_only_their_bytes(content: bytes, wanted: list[tuple[int, int, bytes]]) -> None:
    edits, free = [], 0
    for start, length, replacement in sorted(wanted):
        if free <= start and start + length <= len(content):
            edits.append(Edit(start, start + length, replacement))
            free = start + length + 1
    result = applied(content, reversed(edits))
    back, shift = [], 0
    for edit in edits:
        start = edit.start + shift
        back.append(Edit(start, start + len(edit.replacement), content[edit.start : edit.end]))
        shift += len(edit.replacement) - (edit.end - edit.start)
    assert applied(result, back) == content


def test_overlapping_edits_are_refused() -> None:
    with pytest.raises(ValueError, match="overlaps"):
        applied(b"abcdef", [Edit(0, 3, b""), Edit(2, 4, b"")])


def test_diff_of_files_without_last_line_end() -> None:
    assert unified_diff(b"a", b"b", "f").splitlines()[-4:] == ["-a", "\\ no end of line", "+b", "\\ no end of line"]
