"""Points: every style of label, lists in lists, gaps, counts that start anew, and what is no point."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tei_edition.model import NumberedList, plain_text
from tei_edition.source.lines import read_lines
from tei_edition.source.numbered import read_numbered
from tei_edition.source.quotation import Node, Piece


def shown(numbered: NumberedList) -> str:
    """`label text / text (inner list) | label …`."""
    return " | ".join(
        " ".join(
            [item.label]
            + [
                f"({shown(part)})" if isinstance(part, NumberedList) else plain_text(part.blocks[0].content)
                for part in item.parts
            ]
        )
        for item in numbered.items
    )


def read(lines: list[str]) -> list[str]:
    pieces: list[Piece | Node] = [Piece(line, line.text) for line in read_lines("\n".join(lines).encode())]
    made: list[str] = []
    position = 0
    while position < len(pieces):
        listed = read_numbered(pieces, position, len(pieces), lambda *_: None)
        if listed:
            made.append(f"<{shown(listed[0])}>")
            assert listed[1] > position
            position = listed[1]
        else:
            piece = pieces[position]
            assert isinstance(piece, Piece)
            made.append(piece.text)
            position += 1
    return made


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["1. tugs", "2. crews"], ["<1. tugs | 2. crews>"]),
        (["1) tugs", "2) crews"], ["<1) tugs | 2) crews>"]),
        (["(1) tugs", "(2) crews"], ["<(1) tugs | (2) crews>"]),
        (["1)Tugs", "2)Crews"], ["<1) Tugs | 2) Crews>"]),
        (["a) tugs", "b) crews"], ["<a) tugs | b) crews>"]),
        (["а) буксиры", "б) люди", "в) уголь"], ["<а) буксиры | б) люди | в) уголь>"]),
        (["а) tugs", "b) crews"], ["<а) tugs | b) crews>"]),
        (["I. Tugs", "II. Crews", "III. Coal", "IV. Wire"], ["<I. Tugs | II. Crews | III. Coal | IV. Wire>"]),
        (["(i) tugs", "(ii) crews"], ["<(i) tugs | (ii) crews>"]),
        (["First, tugs.", "Second, crews.", "Third: coal."], ["<First, tugs. | Second, crews. | Third: coal.>"]),
        (["First. Tugs.", "Second. Crews."], ["<First. Tugs. | Second. Crews.>"]),
        (["— tugs", "— crews"], ["<— tugs | — crews>"]),
        (["• tugs", "• crews"], ["<• tugs | • crews>"]),
        # Labels as printed: a gap, and a capture that counts every point anew.
        (["1. tugs", "2. crews", "4. [sic] coal"], ["<1. tugs | 2. crews | 4. [sic] coal>"]),
        (["1. tugs", "of two kinds", "1. crews", "1. coal"], ["<1. tugs of two kinds | 1. crews | 1. coal>"]),
        # Lists in points, points of several paragraphs, a note before a label.
        (["1. tugs:", "a) big", "b) small", "2. crews"], ["<1. tugs: (a) big | b) small) | 2. crews>"]),
        (["1. tugs:", "— big", "— small", "and old", "2. crews"], ["<1. tugs: (— big | — small) and old | 2. crews>"]),
        (["1. tugs", "they say", "2. crews", "the end"], ["<1. tugs they say | 2. crews>", "the end"]),
        (["1. tugs", "[Ed.: torn] 2. crews"], ["<1. tugs [Ed.: torn]  | 2. crews>"]),
        # A second count is another list.
        (["1. tugs", "2. crews", "so:", "1. coal", "2. wire"], ["<1. tugs | 2. crews>", "so:", "<1. coal | 2. wire>"]),
        # One point alone: only `1.`, since the rest may be lost.
        (["1. tugs"], ["<1. tugs>"]),
        (["5. tugs", "and so on"], ["5. tugs", "and so on"]),
        (["a) tugs", "and so on"], ["a) tugs", "and so on"]),
        (["First, tugs.", "and so on"], ["First, tugs.", "and so on"]),
        (["I. Belov came", "and went"], ["I. Belov came", "and went"]),
        (["— tugs", "and so on"], ["— tugs", "and so on"]),
        # Dates, numbers of messages, names.
        (
            ["22.7 it sank", "22. 7. 1950 it sank", "6. II. 1949"],
            ["22.7 it sank", "22. 7. 1950 it sank", "6. II. 1949"],
        ),
        (["1352.", "1304/sh."], ["1352.", "1304/sh."]),
        # A signature ends a list.
        (["1. tugs", "2. crews", "BELOV", "3. Sedov"], ["<1. tugs | 2. crews>", "BELOV", "3. Sedov"]),
    ],
)
def test_points(lines: list[str], expected: list[str]) -> None:
    assert read(lines) == expected


def test_number_of_a_point_is_number_or_letter() -> None:
    lines = read_lines(b"Second. a\nThird. b")
    listed = read_numbered([Piece(line, line.text) for line in lines], 0, 2, lambda *_: None)
    assert listed is None
    lines = read_lines(b"First. a\nSecond. b")
    listed = read_numbered([Piece(line, line.text) for line in lines], 0, 2, lambda *_: None)
    assert listed is not None
    assert [(item.label, item.number) for item in listed[0].items] == [("First.", "1"), ("Second.", "2")]
    assert not listed[0].bulleted


LABELS = st.sampled_from(
    ["1.", "2.", "3)", "(1)", "a)", "b)", "б)", "i)", "I.", "II.", "First.", "Second,", "—", "•", "[x y] 2.", "", "12."]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(LABELS, st.sampled_from(["tugs", "BELOV", "[sic] a", "1. x", "a) y"])), max_size=25))
def test_characters_stay(lines: list[tuple[str, str]]) -> None:
    texts = [f"{label} {text}".strip() for label, text in lines]
    kept = "".join("".join(read(texts)).split()) if texts else ""
    for sign in "<>|()":
        kept = kept.replace(sign, "")
    expected = "".join("".join(texts).split())
    for sign in "<>|()":
        expected = expected.replace(sign, "")
    assert kept == expected


@pytest.mark.parametrize(
    "unit",
    ["1. a\n", "a) b\n", "1. a\na) b\n(1) c\n", "— x\n", "First. a\n", "x\n1. a\n", "(i) a\nb\n", "[x y] 2. z\n"],
)
def test_endless_text_is_read(unit: str) -> None:
    lines = (unit * (50_000 // len(unit))).splitlines()
    read(lines)


@pytest.mark.parametrize(
    ("texts", "lines"),
    [
        (("1. Tugs.", "2) Lamps."), [2]),
        (("1. Tugs.", "2) Lamps.", "3) Oil."), [2]),
        (("1. Tugs.", "2. Lamps.", "(3) Oil."), [3]),
        (("1. Tugs.", "2) Lamps.", "3. Oil."), [2]),
        (("1. Tugs.", "1) red", "2) blue", "2. Lamps."), []),
        (("1. Tugs.", "a) red", "b) blue"), []),
        (("1. Tugs.", "5) Lamps."), []),
    ],
)
def test_a_label_of_another_style_is_reported(texts: tuple[str, ...], lines: list[int]) -> None:
    told: list[tuple[str, int]] = []
    items = [Piece(line, line.text) for line in read_lines("\n".join(texts).encode())]
    read_numbered([*items], 0, len(items), lambda rule, line, _: told.append((rule, line)))
    assert [line for rule, line in told if rule == "list-label-differs"] == lines
