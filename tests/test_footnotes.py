"""Footnotes: which lines are notes, which figures are marks, and that both come back to their places."""

from __future__ import annotations

import pytest
from converting import convert, strings
from hypothesis import given, settings
from hypothesis import strategies as st

from tei_edition.model import Block, BlockKind, Message, Section, SectionKind, Span, SpanKind, plain_text
from tei_edition.source.asides import take_out
from tei_edition.source.footnotes import read_footnotes
from tei_edition.source.lines import Line, read_lines
from tei_edition.tei.footnotes import FootnoteIds


def lines_of(*texts: str) -> list[Line]:
    return read_lines("\n".join(texts).encode())


def found(*texts: str) -> tuple[list[str], list[str], list[str]]:
    """The labels of the notes, the marks (line:printed), the lines that remain."""
    lines = lines_of(*texts)
    footnotes = read_footnotes(lines)
    marks = [f"{mark.line}:{mark.printed}" for mark in footnotes.marks]
    return [note.label for note in footnotes.notes], marks, [line.text for line in take_out(lines).lines]


@pytest.mark.parametrize(
    ("texts", "labels", "marks", "remaining"),
    [
        (
            ["From: [Consul Anton] BELOV1", "The ship sank.", "[1] Consul in Yalta."],
            ["1"],
            ["1:1"],
            ["From: [Consul Anton] BELOV", "The ship sank."],
        ),
        (
            ["To: [Chief] SEDOV 1", "From: [A] BELOV 2", "It sank.", "1 In Yalta.", "2 In Odessa."],
            ["1", "2"],
            ["1:1", "2:2"],
            ["To: [Chief] SEDOV", "From: [A] BELOV", "It sank."],
        ),
        (["The tug x/ sank.", "___________", "x/ A small ship."], ["x"], ["1:x/"], ["The tug sank.", "___________"]),
        (["The tug* sank.", "* A small ship."], ["*"], ["1:*"], ["The tug sank."]),
        (
            ["At 8:101 the VMFS2 sank [a tug].3", "[1] Local time.", "[2] A port", "of call.", "[3] The Orel."],
            ["1", "2", "3"],
            ["1:1", "1:2", "1:3"],
            ["At 8:10 the VMFS sank [a tug]."],
        ),
        (
            ["The tug sank.[1] So did he [2].", "-----", "1. The Orel.", "2. The mate."],
            ["1", "2"],
            ["1:[1]", "1:[2]"],
            ["The tug sank. So did he.", "-----"],
        ),
        # Points are no notes, numbers of other kinds no marks.
        (["It said:", "1. Ships.", "2. Crews."], [], [], ["It said:", "1. Ships.", "2. Crews."]),
        (["Tug Orel1 sank:", "1. Ships.", "and more"], [], [], ["Tug Orel1 sank:", "1. Ships.", "and more"]),
        (
            ["The U2 and No.1 of 3.1 at 8:10 in 1951, tug1.", "[1] The Orel."],
            ["1"],
            ["1:1"],
            ["The U2 and No.1 of 3.1 at 8:10 in 1951, tug."],
        ),
        # The capture ends before the notes.
        (["From: BELOV1", "The tug sank."], [], ["1:1"], ["From: BELOV", "The tug sank."]),
        (["The tug sank.[4] It did.", "SEDOV3"], [], ["1:[4]", "2:3"], ["The tug sank. It did.", "SEDOV"]),
        (["The MIG15 and the T34 came."], [], [], ["The MIG15 and the T34 came."]),
        (["[28] October it sank."], [], [], ["[28] October it sank."]),
    ],
)
def test_notes_and_marks(texts: list[str], labels: list[str], marks: list[str], remaining: list[str]) -> None:
    assert found(*texts) == (labels, marks, remaining)


def test_what_is_missing_is_said() -> None:
    asides = take_out(lines_of("From: BELOV1", "The tug sank.", "[1] One.", "[2] Two.", "SEDOV3", "open [bracket"))
    assert [(one.rule, one.line) for one in asides.warnings] == [
        ("footnote-not-on-page", 5),
        ("footnote-unmarked", 4),
        ("bracket-unbalanced", 6),
    ]


PAGE = """Skip to content

May 7, 1953

Telegram from Consulate in Yalta (Belov), 7 May 1953

From: [Consul Anton] BELOV1

The tug sank at 8:102 and the crew* were saved, says Sedov.3

{body}

[1] Consul in Yalta.

[2] Moscow time.

[3] The [sic] harbour master.

Belov reports the loss of a tug.

Document Information

Source

APRF, f. 1, op. 2, d. 3, l. 4.
"""


def test_notes_and_marks_point_to_each_other() -> None:
    encoded = convert(PAGE.format(body="It was old.").encode(), "page.txt")
    assert encoded.faithful
    assert strings(encoded.content, "//t:ref[@type='footnote']") == ["1", "2", "3"]
    assert strings(encoded.content, "//t:ref[@type='footnote']/@target") == ["#fn.1", "#fn.2", "#fn.3"]
    assert strings(encoded.content, "//t:note[@place='foot']/@target") == ["#fnref.1", "#fnref.2", "#fnref.3"]
    assert strings(encoded.content, "//t:note[@place='foot']/@n") == ["1", "2", "3"]
    assert strings(encoded.content, "//t:note[@place='foot'][3]") == ["[3] The [sic] harbour master."]
    assert strings(encoded.content, "//t:correspAction[@type='sent']/t:persName") == ["[Consul Anton] BELOV"]
    assert "BELOV1" not in "".join(strings(encoded.content, "//t:teiHeader"))


def test_a_label_may_start_anew() -> None:
    """The second note `1` is that of the second mark `1`."""
    mark = Span(SpanKind.FOOTNOTE_MARK, ("1",), "1")
    note = Block(BlockKind.FOOTNOTE, ("1 Note.",), (), "", label="1")
    paragraph = Block(BlockKind.PARAGRAPH, ("A tug", mark, " and a barge", mark, "."), (), "")
    ids = FootnoteIds((paragraph, note, note), (mark, mark))
    assert [ids.mark("1"), ids.mark("1")] == [("fnref.1", "#fn.1"), ("fnref.1.2", "#fn.1.2")]
    assert [ids.note("1"), ids.note("1")] == [("fn.1", "#fnref.1"), ("fn.1.2", "#fnref.1.2")]
    assert FootnoteIds().mark("**") == ("fnref.u2au2a", "")


WORDS = st.sampled_from(
    [
        "tug1",
        "BELOV2",
        "sank.[3]",
        "[1] note",
        "* note",
        "crew*",
        "x/ note",
        "barge x/",
        "-----",
        "1 note",
        "8:101",
        "[Stamp: a",
        "b]",
        "From: A B1",
        "[handwritten: c]",
        "1. point",
        "2. point",
        "“To Sedov:",
        "end”",
        "BELOV",
        "No. 5",
        "|",
    ]
)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.lists(WORDS | st.text("ab1[]* x/.”“", min_size=1, max_size=8), min_size=1, max_size=4).map(" ".join),
        max_size=12,
    )
)
def test_nothing_is_lost_wherever_marks_and_notes_stand(texts: list[str]) -> None:
    encoded = convert(PAGE.format(body="\n\n".join(texts)).encode(), "page.txt")
    assert encoded.faithful


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=25).map(" ".join))
def test_nothing_is_lost_from_a_page_in_one_line(text: str) -> None:
    top = "Citation: “Telegram from Yalta,” May 7, 1953 Summary: A tug. Original Language: Russian Contents: "
    assert convert(f"{top} {text}".encode(), "page.txt").faithful


@pytest.mark.parametrize(
    "unit", ["tug1 ", "BELOV[1]", "[1] a\n", "x/ ", "* ", "8:101 ", "a.1 ", "-----\n", "1 a\n", "***"]
)
def test_endless_text_is_read(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    lines = read_lines(f"{text}\n[1] One.\n[2] Two.".encode())
    asides = take_out(lines)
    blocks = tuple(Block(BlockKind.PARAGRAPH, (line.text,), (line.number,), "") for line in asides.lines)
    message = asides.put_back(Message("telegram", (Section(SectionKind.DISPATCH, blocks),)))
    read = "".join(plain_text(block.content) for part in message.sections for one in part.parts for block in one.blocks)
    assert "".join(read.split()) == "".join("".join(line.text for line in lines).split())


def test_a_mark_that_begins_a_line_is_no_note() -> None:
    notes, _, text = found("He spoke of Belov", "[1] (whom nobody named) and left.", "[1] A consul of those years.")
    assert notes == ["1"]
    assert text == ["He spoke of Belov", "[1] (whom nobody named) and left."]


def test_notes_may_begin_with_the_second() -> None:
    notes, marks, _ = found("To: BELOV2", "It sank.[3]", "[2] Consul.", "[3] In the harbour.")
    assert (notes, marks) == (["2", "3"], ["1:2", "2:[3]"])
