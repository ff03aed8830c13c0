"""What titles of archive records say, and what they leave open. The titles are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei_edition.model import plain_text
from tei_edition.source.title import Title, read_title


def told(title: str) -> dict[str, object]:
    """The facts that a title tells, without empty ones and without those that repeat others."""
    found = read_title(title)
    fields = [field for field in Title.__slots__ if field not in ("words", "kind", "sender")]
    facts = {field: getattr(found, field) for field in fields if getattr(found, field)}
    if found.marks:
        facts["marks"] = tuple(f"{mark.kind.value}:{plain_text(mark.content)}" for mark in found.marks)
    return facts


A_TO_B = {"senders": ("Orlov",), "addressees": ("Petrov",)}


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (
            "Ciphered Telegram No. 709 from Beijing, Orlov to Petrov [Sosna]",
            {"number": "709", "place_from": "Beijing", "senders": ("Orlov",), "addressees": ("Petrov [Sosna]",)},
        ),
        (
            "Telegram from A.I. Orlov in New York to CC CPSU (1)",
            {"place_from": "New York", "senders": ("A.I. Orlov",), "addressees": ("CC CPSU",)},
        ),
        (
            "Telegram from Foreign Minister Orlov to Petrov and Sosna in Havana",
            {"place_to": "Havana", "senders": ("Foreign Minister Orlov",), "addressees": ("Petrov", "Sosna")},
        ),
        ("Cable of V.V. Orlov on 1 November 1962 conversation between Petrov and Sosna", {"senders": ("V.V. Orlov",)}),
        ("Record of Conversation between Orlov and Petrov", {}),
        ("Ciphered Telegram No. 709, Orlov to Petrov", {"number": "709", **A_TO_B}),
        ("Ciphered Telegram No. 709 from Orlov to Petrov", {"number": "709", **A_TO_B}),
        (
            "CIPHERED TELEGRAM NO. 709, ORLOV TO PETROV",
            {"number": "709", "senders": ("ORLOV",), "addressees": ("PETROV",)},
        ),
        ("Cable, Orlov to Cde. Petrov", A_TO_B),
        ("Telegram from Orlov to Petrov, approved by CC Politburo", A_TO_B),
        ("Orlov to Petrov, attaching a plan of the canal", A_TO_B),
        (
            "Telegram, Orlov to Petrov, transmitting message from Kim Il Sung to Sidorov",
            {**A_TO_B, "carried_sender": "Kim Il Sung", "carried_addressees": ("Sidorov",)},
        ),
        ("Cable, Orlov to Petrov via Sidorov", {**A_TO_B, "via": ("Sidorov",)}),
        ("Cable, Orlov to Petrov (via Cde. Sidorov)", {**A_TO_B, "via": ("Sidorov",)}),
        ("Cable, Orlov [via Sidorov] to Petrov", {**A_TO_B, "via": ("Sidorov",)}),
        ("Cable, Orlov (through Sidorov) to Petrov", {**A_TO_B, "via": ("Sidorov",)}),
        (
            "Cable, Orlov to Mao Zedong or Zhou Enlai",
            {"senders": ("Orlov",), "addressees": ("Mao Zedong", "Zhou Enlai")},
        ),
        ("Cable, Orlov and Sidorov to Petrov", {"senders": ("Orlov", "Sidorov"), "addressees": ("Petrov",)}),
        (
            "Telegram No. 5, Orlov [Ivanov] to Petrov (Sidorov) (2)",
            {"number": "5", "senders": ("Orlov [Ivanov]",), "addressees": ("Petrov (Sidorov)",)},
        ),
        (
            "Telegram from Oslo to Rome, TOP SECRET, No. 76.033, Urgent",
            {
                "number": "76.033",
                "place_from": "Oslo",
                "place_to": "Rome",
                "marks": ("secrecy:TOP SECRET", "urgency:Urgent"),
            },
        ),
        (
            "Telegram from Oslo, Berg and Dahl to Orlov",
            {"place_from": "Oslo", "senders": ("Berg", "Dahl"), "addressees": ("Orlov",)},
        ),
        (
            "Telegram from Springfield, D.C., No.084.504, Urgent, SECRET",
            {"number": "084.504", "place_from": "Springfield, D.C.", "marks": ("urgency:Urgent", "secrecy:SECRET")},
        ),
        ("TELEGRAM 066.621 from Sofia", {"number": "066.621", "place_from": "Sofia"}),
        ("Telegram from Sofia to Vienna", {"place_from": "Sofia", "place_to": "Vienna"}),
        ("Telegram from Dutch Embassy in Sofia (Jansen)", {"senders": ("Dutch Embassy in Sofia", "Jansen")}),
        (
            "Telegram from Dutch Foreign Ministry to Dutch Embassies in Rome, and Oslo, and Missions in Lima",
            {
                "senders": ("Dutch Foreign Ministry",),
                "addressees": ("Dutch Embassies in Rome, and Oslo", "Missions in Lima"),
            },
        ),
        (
            "Telegram from Dutch Embassy in Sofia, 'The Farmers' view of Ann's mill', 6 p.m., Friday",
            {"senders": ("Dutch Embassy in Sofia",)},
        ),
        (
            "Telegram from Soviet Ambassador to Cuba Orlov to Foreign Ministry",
            {"senders": ("Soviet Ambassador to Cuba Orlov",), "addressees": ("Foreign Ministry",)},
        ),
        ("Telegram from Ambassador to Ruritania Orlov to Petrov", {}),
        ("Orlov's Answer to Petrov", {}),
        ("Letter, Orlov's Answer to Petrov", {}),
        ("Cable, Orlov to Petrov to Sidorov", {}),
        ("Report on the journey to the north", {}),
        ("The way to the mill", {}),
        ("Memorandum by János Kovács", {"senders": ("János Kovács",)}),
        (
            "Letter from Ko Hak-ch'ŏn to Nicolae da Silva",
            {"senders": ("Ko Hak-ch'ŏn",), "addressees": ("Nicolae da Silva",)},
        ),
        ("Cable No. 5, Orlov to Petrov, Further Remarks", {"number": "5", **A_TO_B}),
        ("Cable Telegram no. 204 from Orlov to Petrov", {"number": "204", **A_TO_B}),
        ("Deciphered Telegram No. 2140/4, from Orlov to Petrov", {"number": "2140/4", **A_TO_B}),
        ("Ciphered Telegram, Special No. 18 from Sofia", {"place_from": "Sofia"}),
        ("Telegram 066764 from Orlov to Petrov", {"number": "066764", **A_TO_B}),
        ("Telegram 869/871 from Orlov", {"number": "869/871", "senders": ("Orlov",)}),
        ("Orlov to Petrov, Telegram number 538-540", {"number": "538-540", **A_TO_B}),
        ("Orlov to Petrov, Circular Telegram No. 96", {"number": "96", **A_TO_B}),
        ("Cable, Orlov [via Sidorov] to Petrov [via Sosna]", {**A_TO_B, "via": ("Sidorov", "Sosna")}),
        ("Cable, Orlov to Petrov, Plans for Ann's Visit to Oslo", A_TO_B),
        ("Telegram from Orlov to Petrov - Ann Berg's visit to the city of Oslo", A_TO_B),
        ("Telegram, Orlov to Gen. Petrov and Gen. Sosna", {"senders": ("Orlov",), "addressees": ("Petrov", "Sosna")}),
        ("Telegram, Orlov to Petrov and CCP CC", {"senders": ("Orlov",), "addressees": ("Petrov", "CCP CC")}),
        (
            "Telegram from Oslo to Rome, A. Berg and B. Dahl to Cdes. Orlov, Petrov, and Sosna",
            {
                "place_from": "Oslo",
                "place_to": "Rome",
                "senders": ("A. Berg", "B. Dahl"),
                "addressees": ("Orlov", "Petrov", "Sosna"),
            },
        ),
        (
            "Telegram from Dutch Ambassador to the USA J. Berg to the Foreign Ministry (2)",
            {"senders": ("Dutch Ambassador to the USA J. Berg",), "addressees": ("Foreign Ministry",)},
        ),
        (
            "Telegram from Dutch delegate to the UN Berg to Foreign Ministry",
            {"senders": ("Dutch delegate to the UN Berg",), "addressees": ("Foreign Ministry",)},
        ),
        (
            "Telegram from Jan Berg, the Dutch ambassador to the USSR, to the Ministry of Foreign Affairs",
            {"senders": ("Jan Berg",), "addressees": ("Ministry of Foreign Affairs",)},
        ),
        (
            "Telegram from Dutch Embassy, Oslo (Berg), to Dutch Ministry, Amsterdam",
            {
                "place_from": "Oslo",
                "place_to": "Amsterdam",
                "senders": ("Dutch Embassy", "Berg"),
                "addressees": ("Dutch Ministry",),
            },
        ),
        (
            "Telegram from Dutch Ambassador, Oslo, to Dutch Embassy, Rome (Dahl)",
            {
                "place_from": "Oslo",
                "place_to": "Rome",
                "senders": ("Dutch Ambassador",),
                "addressees": ("Dutch Embassy", "Dahl"),
            },
        ),
        (
            "Dutch Ministry of Trade (Berg), Cable to Dutch Embassy, Rome",
            {"senders": ("Dutch Ministry of Trade", "Berg"), "addressees": ("Dutch Embassy",), "place_to": "Rome"},
        ),
        (
            "Telegram from Dutch Delegation at the 17th Session (Berg), New York",
            {"senders": ("Dutch Delegation at the 17th Session", "Berg"), "place_from": "New York"},
        ),
        (
            "Telegram from Dutch Ambassador to the Organization of Far States (OFS), Oslo",
            {"senders": ("Dutch Ambassador to the Organization of Far States (OFS)",), "place_from": "Oslo"},
        ),
        (
            "Telegram from Orlov to Petrov, Conveying the 9 May 1951 Telegram from Sosna to Sidorov regarding Talks",
            {**A_TO_B, "carried_sender": "Sosna", "carried_addressees": ("Sidorov",)},
        ),
        (
            "Cable from the Ministry of Trade and the Ministry of War on the Issue of Oil",
            {"senders": ("Ministry of Trade", "Ministry of War")},
        ),
    ],
)
def test_titles(title: str, expected: dict[str, object]) -> None:
    assert told(title) == expected


@pytest.mark.parametrize(
    ("title", "when", "first", "last"),
    [
        ("Cable, Orlov to Petrov, 29 May 1950", "1950-05-29", "", ""),
        ("Cable, Orlov to Petrov, May 29, 1950", "1950-05-29", "", ""),
        ("Cable, Orlov to Petrov, 3-5 May 1950", "", "1950-05-03", "1950-05-05"),
        ("Cable, Orlov to Petrov, May 3-5, 1950", "", "1950-05-03", "1950-05-05"),
        ("Cable, Orlov to Petrov, May 1950", "1950-05", "", ""),
        ("Cable, Orlov to Petrov, 1950", "1950", "", ""),
        ("Cable, Orlov to Petrov, undated [1955]", "1955", "", ""),
        ("Cable, Orlov to Petrov, undated", "", "", ""),
    ],
)
def test_dates_of_titles(title: str, when: str, first: str, last: str) -> None:
    found = read_title(title)
    assert (found.senders, found.addressees) == (("Orlov",), ("Petrov",))
    assert found.dated is not None
    assert (found.dated.when, found.dated.not_before, found.dated.not_after) == (when, first, last)
    assert found.dated.printed in title


def test_what_a_subject_says_is_nobody() -> None:
    found = read_title("Dutch Embassy in Oslo, Telegram, 5 May 1972. Subject: Answers to the Joint Note")
    assert (found.senders, found.addressees) == (("Dutch Embassy in Oslo",), ())
    assert found.kind == "telegram"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Ciphered Telegram No. 7, Orlov to Petrov", "ciphered telegram"),
        ("Record of a talk", "record"),
        ("Decision of the Politburo", "decision"),
        ("Information, Orlov to Petrov", "information"),
        ("Notes of a talk", ""),
        ("Orlov to Petrov", ""),
    ],
)
def test_kinds(title: str, kind: str) -> None:
    assert read_title(title).kind == kind


def test_the_person_who_signs_for_a_body_is_the_sender() -> None:
    carried = read_title("Telegram, Orlov to Petrov, transmitting a letter from Dutch Embassy (Jansen) to Sosna")
    assert carried.carried_sender == "Jansen"
    assert read_title("Telegram from Dutch Embassy in Sofia (Jansen), 5 May 1950").sender == "Jansen"


@given(st.text(alphabet="AaBto, ()[]'\"“”.No1-5via from", max_size=300))
def test_every_name_stands_in_the_title(title: str) -> None:
    found = read_title(title)
    flat = " ".join(title.split())
    for name in (*found.senders, *found.addressees, *found.via, found.number, found.place_from):
        assert all(word in flat for word in name.split())


@pytest.mark.parametrize("piece", ["a", " to ", "'", "(via ", "1-", "Orlov, ", "from ", "[", "\u00a0"])
def test_endless_titles(piece: str) -> None:
    read_title("Cable, " + piece * 500_000)
    read_title(("Cable, " + piece * 500)[:999])
