"""Distribution lists: who got which copies. The recipients are invented."""

from __future__ import annotations

import pytest
from converting import convert, strings
from hypothesis import given
from hypothesis import strategies as st

from tei_edition.model import plain_text
from tei_edition.source.distribution import (
    announces_copies,
    read_copy,
    read_distribution,
    stated_copies,
)


@pytest.mark.parametrize(
    ("line", "recipients"),
    [
        ("Copies: Orlov (2), Petrov, Copy.", [("Orlov", 2), ("Petrov", 1), ("Copy", 1)]),
        ("copies: Orlov,Petrov", [("Orlov", 1), ("Petrov", 1)]),
        ("Distribution list - 11 copies: Orlov - 2,Petrov-1,", [("Orlov", 2), ("Petrov", 1)]),
        ("Distribution List: Cde. Orlov, Tenth Department - 3", [("Orlov", 1), ("Tenth Department", 3)]),
        ("Already forwarded to: Orlov", [("Orlov", 1)]),
        ("Recipients: Orlov; Petrov", [("Orlov", 1), ("Petrov", 1)]),
        ("Копии: тов. Орлов, тов. Петров", [("Орлов", 1), ("Петров", 1)]),
        ("Copies:", []),
    ],
)
def test_lists(line: str, recipients: list[tuple[str, int]]) -> None:
    found = read_distribution(line, 1)
    assert found is not None
    assert [(event.agents[0].name, event.copies) for event in found.events] == recipients
    assert plain_text(found.content) == line


@pytest.mark.parametrize(
    ("line", "numbered", "before", "recipients"),
    [
        ("Copy Nº 1 to Cde. Orlov", False, "", [("Orlov", 1)]),
        ("Copy No. 12 - Orlov", False, "", [("Orlov", 12)]),
        ("Экз.N 1—тов.Орлову", False, "", [("Орлову", 1)]),
        ("Copy Nº 1 to Cde. Orlov | Copy Nº 7 to Cde. Petrov |", False, "", [("Orlov", 1), ("Petrov", 7)]),
        ("|", False, "Copy Nº 1 to Cde. Orlov |", []),
        ("Copy Nº 2", False, "Copy Nº 1 to Cde. Orlov", []),
        ("to Cde. Orlov", False, "Copy Nº 2", [("Orlov", 2)]),
        ("1. Comr. Orlov", True, "5 copies", [("Orlov", 0)]),
        ("4. Comr. 10th department", True, "5 copies", [("10th department", 0)]),
        ("Cde. Orlov    Cde. Petrov", True, "Copies to:", [("Orlov", 0), ("Petrov", 0)]),
    ],
)
def test_recipients(line: str, numbered: bool, before: str, recipients: list[tuple[str, int]]) -> None:
    found = read_copy(line, numbered, 1, before)
    assert found is not None
    assert [(event.agents[0].name, event.copy_number) for event in found.events] == recipients
    assert all(event.copies == 1 for event in found.events)
    assert plain_text(found.content) == line


@pytest.mark.parametrize(
    "line",
    [
        "1. Comr. Orlov",
        "|",
        "a | b |",
        "to Cde. Orlov",
        "Copy Nº 2",
        "Copy that we sent",
        "Orlov",
        "Copy No. 8 to file",
    ],
)
def test_what_is_no_recipient(line: str) -> None:
    assert read_copy(line, False, 1) is None
    assert read_distribution(line, 1) is None


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Eight copies printed. Nº 8 to file", 0),
        ("Copies: 7", 7),
        ("5 copies", 5),
        ("Distribution list - 11 copies: Orlov - 2", 11),
        ("Printed in 3 copies", 0),
        ("5 copies to Orlov", 0),
        ("We need 5 copies of it", 0),
    ],
)
def test_stated_numbers(line: str, number: int) -> None:
    assert stated_copies(line) == number


def test_announcements() -> None:
    assert announces_copies("5 copies")
    assert announces_copies("Copies to:")
    assert not announces_copies("Copies of the letter went north")


def page(*lines: str) -> bytes:
    head = ["Skip to content", "May 5, 1950", "Ciphered Telegram No. 9, Ivanov to Petrov", "CIPHERED TELEGRAM No. 9"]
    return "\n\n".join([*head, *lines, "Document Information", "Source", "Rights"]).encode()


def test_the_number_of_a_copy_is_not_the_number_of_copies() -> None:
    lines = (
        "Copy Nº 1 to Cde. Orlov | Copy Nº 7 to Cde. Sidorov |",
        "|",
        "To Comrade PETROV",
        "The lamps are here.",
        "IVANOV",
    )
    converted = convert(page(*lines), "page.txt")
    copies = "//t:correspAction[@subtype='copy']"
    assert strings(converted.content, f"{copies}/t:persName") == ["Orlov", "Sidorov"]
    assert strings(converted.content, f"{copies}/t:note[@type='copies']/t:num/@value") == ["1", "1"]
    assert strings(converted.content, f"{copies}/t:note[@type='copyNumber']/t:num/@value") == ["1", "7"]
    assert converted.faithful


@pytest.mark.parametrize(("total", "rules"), [("3 copies", []), ("5 copies", ["copies-sum"])])
def test_a_sum_that_differs_is_reported(total: str, rules: list[str]) -> None:
    lines = (
        "To Comrade PETROV",
        "The lamps are on their way.",
        "IVANOV",
        f"Distribution list - {total}: Orlov - 2, Sidorov-1",
    )
    warnings = convert(page(*lines), "page.txt").warnings
    assert [warning.rule for warning in warnings if warning.rule == "copies-sum"] == rules


def test_what_was_printed_says_nothing_of_the_list() -> None:
    lines = (
        "To Comrade PETROV",
        "The lamps.",
        "IVANOV",
        "Copies: Orlov, Sidorov, Gusev",
        "Two copies printed. Nº 2 to file.",
    )
    warnings = convert(page(*lines), "page.txt").warnings
    assert "copies-sum" not in {warning.rule for warning in warnings}


def test_recipients_with_dashes_below_their_number() -> None:
    lines = (
        "To Comrade PETROV",
        "The lamps are here.",
        "IVANOV",
        "3 copies",
        "1 – Cde. Orlov",
        "2 – Cde. Gusev",
        "3 – file",
    )
    converted = convert(page(*lines), "page.txt")
    assert strings(converted.content, "//t:correspAction[@subtype='copy']/t:persName") == ["Orlov", "Gusev"]
    assert "unclassified-line" not in {warning.rule for warning in converted.warnings}


def test_who_gets_a_copy_is_not_addressed() -> None:
    lines = ("To Comrade PETROV", "Copy to Comrade Gusev, Ministry of Bridges", "The lamps are here.", "IVANOV")
    converted = convert(page(*lines), "page.txt")
    assert strings(converted.content, "//t:correspAction[@subtype='cc']/t:persName") == ["Gusev"]
    assert strings(converted.content, "//t:correspAction[@subtype='to']/t:persName") == ["PETROV"]
    assert converted.faithful


def test_the_seat_of_the_addressee_on_its_own_line() -> None:
    lines = ("To Comrade Foreign Minister Jan Petrov", "Oslo", "No. 5", "The lamps are here.", "IVANOV")
    converted = convert(page(*lines), "page.txt")
    assert strings(converted.content, "//t:correspAction[@subtype='to']/t:placeName") == ["Oslo"]


def test_number_day_and_hour_in_one_line() -> None:
    head = [
        "Skip to content",
        "May 5, 1950",
        "Telegram, Ivanov to Petrov",
        "INCOMING TELEGRAM",
        "1:20 p.m.",
        "TO: Comrade Petrov",
    ]
    lines = [
        *head,
        "NO: 41, May 5, 1 p.m.",
        "PRIORITY",
        "The lamps are here.",
        "IVANOV",
        "Document Information",
        "Source",
        "Rights",
    ]
    converted = convert("\n\n".join(lines).encode(), "page.txt")
    assert strings(converted.content, "//t:correspDesc/@n") == ["41"]
    assert converted.faithful


@given(st.text(alphabet="CopiesNº12 to,;()|-.\u00a0Орлов:", max_size=120), st.booleans(), st.text(max_size=10))
def test_no_character_is_lost(line: str, flag: bool, before: str) -> None:
    for found in (read_copy(line, flag, 1, before), read_distribution(line, 1, flag)):
        assert found is None or plain_text(found.content) == line


@pytest.mark.parametrize("piece", ["a", " ", "(", "a ", "a,", "|", "1-", "Copy No. 1 "])
def test_endless_lines(piece: str) -> None:
    for line in (piece * 30_000, "Copies: " + piece * 30_000 + "("):
        read_distribution(line, 1)
        read_copy(line, True, 1)
        announces_copies(line)
        stated_copies(line)
