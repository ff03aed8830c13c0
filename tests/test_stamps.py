"""Stamps and notes by hand, over as many lines as they take, at the place where they stand."""

from __future__ import annotations

from datetime import date

import pytest
from converting import convert, strings
from hypothesis import given, settings
from hypothesis import strategies as st

from tei_edition.model import plain_text
from tei_edition.source.asides import take_out
from tei_edition.source.lines import read_lines

PAGE = """Skip to content

May 7, 1953

Ciphered Telegram No. 4410, Belov to Sedov

{above}

CIPHERED TELEGRAM No. 4410

To Comrade SEDOV

The tug sank in the roads yesterday.

{amid}

The crew is on land.

BELOV

{below}

Document Information

Source

APRF, f. 1, op. 2, d. 3, l. 4.
"""
STAMP = "[Stamp: to be kept in the\nSpecial Safe 12\nIncoming No. 311/shs 8 May 1953]"


@pytest.mark.parametrize(
    ("text", "blocks", "remaining"),
    [
        (STAMP, [("stamp", "[Stamp: to be kept in theSpecial Safe 12Incoming No. 311/shs 8 May 1953]")], []),
        ("[Stamp: kept]\nNext.", [("stamp", "[Stamp: kept]")], ["Next."]),
        ("[Stamp: kept\nNext one.", [("stamp", "[Stamp: kept")], ["Next one."]),
        ("Stamp: kept\nSafe 12]\nNext.", [("stamp", "Stamp: keptSafe 12]")], ["Next."]),
        ("[Stamp: [round] kept]]\nNext.", [("stamp", "[Stamp: [round] kept]]")], ["Next."]),
        ("[Штамп: вх. № 311]", [("stamp", "[Штамп: вх. № 311]")], []),
        ("[handwritten: to Cde. Sedov]", [("handwriting", "[handwritten: to Cde. Sedov]")], []),
        ("[handwritten at the top: no]", [("handwriting", "[handwritten at the top: no]")], []),
        ("(handwritten) For Sedov", [("handwriting", "(handwritten) For Sedov")], []),
        ("In the margin: who is he?", [("handwriting", "In the margin: who is he?")], []),
        ("Resolution: agreed.", [("handwriting", "Resolution: agreed.")], []),
        ("[Помета: в архив]", [("handwriting", "[Помета: в архив]")], []),
        ("[Stamp: a]\n[handwritten: b]", [("stamp", "[Stamp: a]"), ("handwriting", "[handwritten: b]")], []),
        ("Resolution of the port council", [], ["Resolution of the port council"]),
        ("Stamps were sold: three.", [], ["Stamps were sold: three."]),
        ("[handwritten: to Sedov] and then he left", [], ["[handwritten: to Sedov] and then he left"]),
        ("The stamp: a round one.", [], ["The stamp: a round one."]),
    ],
)
def test_what_is_taken_out(text: str, blocks: list[tuple[str, str]], remaining: list[str]) -> None:
    asides = take_out(read_lines(text.encode()), date(1953, 5, 7))
    assert [(block.kind.value, plain_text(block.content)) for _, block in asides.blocks] == blocks
    assert [line.text for line in asides.lines] == remaining


@pytest.mark.parametrize(("place", "parent"), [("above", "opener"), ("amid", "ab"), ("below", "ab")])
def test_stamp_stands_where_it_stood(place: str, parent: str) -> None:
    page = PAGE.format(**{name: STAMP if name == place else "" for name in ("above", "amid", "below")})
    encoded = convert(page.encode(), "page.txt")
    assert encoded.faithful
    assert strings(encoded.content, "local-name(//t:stamp/..)") == [parent]
    assert strings(encoded.content, "//t:stamp/t:idno[@type='incoming']") == ["311/shs"]
    assert strings(encoded.content, "//t:stamp/t:date/@when") == ["1953-05-08"]
    assert strings(encoded.content, "count(//t:stamp/t:lb)") == ["2.0"]
    assert strings(encoded.content, "//t:correspAction[@type='sent']/t:persName") == ["BELOV"]


@pytest.mark.parametrize("place", ["above", "amid", "below"])
def test_hand_is_described_where_something_is_written_by_hand(place: str) -> None:
    names = ("above", "amid", "below")
    page = PAGE.format(**{name: "[handwritten: to the file]" if name == place else "" for name in names})
    encoded = convert(page.encode(), "page.txt")
    assert encoded.faithful
    assert strings(encoded.content, "//t:note[@type='resolution']/@hand") == ["#hand.1"]
    assert strings(encoded.content, "//t:handNote/@xml:id") == ["hand.1"]
    without = convert(PAGE.format(above="", amid="", below="").encode(), "page.txt")
    assert strings(without.content, "//t:handNotes") == []


ASIDE = st.sampled_from(
    [
        STAMP,
        "[Stamp: a",
        "b]",
        "[handwritten: c]",
        "Resolution: d.",
        "(handwritten) e",
        "[Stamp: [f]",
        "“g:",
        "h.”",
        "1. i",
        "2. j",
        "|",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(ASIDE, max_size=6), st.lists(ASIDE, max_size=6), st.lists(ASIDE, max_size=6))
def test_nothing_is_lost(above: list[str], amid: list[str], below: list[str]) -> None:
    page = PAGE.format(above="\n\n".join(above), amid="\n\n".join(amid), below="\n".join(below))
    assert convert(page.encode(), "page.txt").faithful
