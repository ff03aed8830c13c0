"""Service lines: what they tell, in which order, and which lines are none."""

from __future__ import annotations

import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei_edition.model import EventKind, SectionKind, Span, SpanKind, Telegram, plain_text
from tei_edition.source import read as read_page
from tei_edition.source.service import Service, is_service, office_lines, read_service, service_lines, wraps


def read(day: str, *lines: str, sent: bool = False) -> Service:
    """The service that `lines` are, all of them; nothing of them is lost."""
    assert service_lines(lines) == len(lines)
    found = read_service(list(lines), datetime.date.fromisoformat(day), 1, sent)
    assert "".join(plain_text(found.content).split()) == "".join("".join(lines).split())
    return found


def told(found: Service) -> list[tuple[str, ...]]:
    """Each event: its type, its participants and places, its moment or the bounds of it."""
    events = []
    for event in found.events:
        when = (event.date.when or f"{event.date.not_before}/{event.date.not_after}") if event.date else ""
        events.append((event.kind.value, *(f"{one.kind.value}: {one.name}" for one in event.agents), when))
    return events


@pytest.mark.parametrize(
    ("day", "lines", "expected"),
    [
        (
            "1952-07-16",
            ("From Correspondent 7 Sent 17.7.52", "18:45 Received 17.7 20:50"),
            [
                ("sent", "callsign: Correspondent 7", "1952-07-17T18:45:00"),
                ("received/station", "1952-07-17T20:50:00"),
            ],
        ),
        (
            "1950-03-24",
            ("From HARBOUR No. 1309 20 hours 05", "minutes, 24.III.50"),
            [("sent", "place: HARBOUR", "1950-03-24T20:05:00")],
        ),
        (
            "1949-11-11",
            ("from HARBOUR received at 13:55 11 November 1949 Copy Nº 1",),
            [("received/station", "1949-11-11T13:55:00")],
        ),
        (
            "1962-11-03",
            ("Dispatched from Washington, D.C., on 11.03.1962 at 11:40 and received on 11.04.1962 at 01:50",),
            [("sent", "place: Washington, D.C.", "1962-11-03T11:40:00"), ("received/station", "1962-11-04T01:50:00")],
        ),
        (
            "1962-11-03",
            ("Came to the Reading Department on 11.04.1962 at 01:55",),
            [("transmitted/processing", "organisation: Reading Department", "1962-11-04T01:55:00")],
        ),
        ("1950-10-14", ("Sent by wire on 10/14/50 at 03:15 a.m.",), [("sent", "1950-10-14T03:15:00")]),
        (
            "1950-10-14",
            ("Received in Harbour on 10/14/50 at 6:36 a.m.",),
            [("received/station", "place: Harbour", "1950-10-14T06:36:00")],
        ),
        (
            "1950-10-14",
            ("Arrived at the 5D/GS on 10/14/50 at 7:10 a.m.",),
            [("transmitted/relay", "organisation: 5D/GS", "1950-10-14T07:10:00")],
        ),
        (
            "1950-10-14",
            ("Deciphered by Orlova on 10/14/50 at 7:45 a.m.",),
            [("transmitted/decipherment", "person: Orlova", "1950-10-14T07:45:00")],
        ),
        (
            "1949-11-11",
            ("Deciphered by Orlova", "at 1430 11 November"),
            [("transmitted/decipherment", "person: Orlova", "1949-11-11T14:30:00")],
        ),
        (
            "1950-10-14",
            ("Typed by A. Orlova on 10/14/50 at 13:30 p.m.",),
            [("transmitted/typing", "person: A. Orlova", "1950-10-14T13:30:00")],
        ),
        (
            "1962-11-03",
            ("Deciphered by Orlova and Petrov on 3.XI",),
            [("transmitted/decipherment", "person: Orlova", "person: Petrov", "1962-11-03")],
        ),
        (
            "1962-11-03",
            ("Verified: shift chief Orl[ova]",),
            [("transmitted/processing", "office holder: shift chief Orl[ova]", "")],
        ),
        ("1962-11-03", ("Taken into process: 3.XI 1962",), [("transmitted/processing", "1962-11-03")]),
        (
            "1962-11-03",
            ("Sent to the 8th Department",),
            [("transmitted/relay", "organisation: 8th Department", "")],
        ),
        (
            "1962-11-03",
            ("Transmitted to Comrade Petrov at 18:45 on 3.XI",),
            [("transmitted/relay", "person: Petrov", "1962-11-03T18:45:00")],
        ),
        # A bare name after "to" may be a place or a person.
        ("1962-11-03", ("Transmitted to Harbour at 18:45 on 3.XI",), [("transmitted/relay", "1962-11-03T18:45:00")]),
        (
            "1962-11-03",
            ("Sent from NEW DELHI on 3.XI at 24:00",),
            [("sent", "place: NEW DELHI", "1962-11-04T00:00:00")],
        ),
        (
            "1962-11-03",
            ("Dispatched from Rio de Janeiro, 3.XI, 22 GMT",),
            [("sent", "place: Rio de Janeiro", "1962-11-03T22:00:00+00:00")],
        ),
        (
            "1962-11-03",
            ("From Mexico City Sent 3.XI 18:45 local time (21:45 Moscow time)",),
            [("sent", "place: Mexico City", "1962-11-03T18:45:00")],
        ),
        ("1962-10-27", ("ON/27/28/X/62",), [("sent", "1962-10-27"), ("received/station", "1962-10-28")]),
        ("1962-11-03", ("Received 05.10.61 6:50",), [("received/station", "1961-05-10/1961-10-05")]),
        ("1962-11-03", ("Sent 31.2.62 18:45",), [("sent", "")]),
        (
            "1962-11-03",
            ("Sent: 3.XI Received: 4.XI 6:50",),
            [("sent", "1962-11-03"), ("received/station", "1962-11-04T06:50:00")],
        ),
        # An outgoing telegram: the cipher office received it before it sent it.
        ("1950-05-14", ("Received on 4:10 am, 14 May 1950",), [("received/station", "1950-05-14T04:10:00")]),
        ("1950-07-22", ("Получена в 14 часов 30 минут 22.7",), [("received/station", "1950-07-22T14:30:00")]),
        ("1950-07-22", ("Отправлена 22.7 в 14 час. 30 мин.",), [("sent", "1950-07-22T14:30:00")]),
        ("1950-07-22", ("Передана 22.7.50 14-30",), [("transmitted/relay", "1950-07-22T14:30:00")]),
        ("1950-07-22", ("Расшифровал(а) Орлова",), [("transmitted/decipherment", "person: Орлова", "")]),
        ("1950-07-22", ("Напечатала Орлова",), [("transmitted/typing", "person: Орлова", "")]),
    ],
)
def test_events(day: str, lines: tuple[str, ...], expected: list[tuple[str, ...]]) -> None:
    assert told(read(day, *lines)) == expected


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("From Harbour.", "Harbour"),
        ("FROM: HARBOUR", "HARBOUR"),
        ("From LaPaz", "LaPaz"),
        ("from HARBOUR received at 13:55 3.XI", "HARBOUR"),
        ("Sender: Sofia", "Sofia"),
        ("Sending: Havana", "Havana"),
        ("Sending: IV department", ""),
        ("Из Пекина 3.11.1962 г.", "Пекина"),
        ("Из пекина 3 .11.1962 г.", "пекина"),
        ("From Correspondent 20", ""),
    ],
)
def test_origin(line: str, place: str) -> None:
    assert read("1962-11-03", line).place == place


@pytest.mark.parametrize(
    "line",
    [
        *("Received:", "Sent:", "Taken into process:", "Completed:", "Processed:", "Sending:", "Sender:", "Date:"),
        *("Place:", "Time:", "From:", "Verified by: …", "Already forwarded to:", "Получена:", "Дата:"),
    ],
)
def test_a_label_without_value_tells_nothing(line: str) -> None:
    found = read("1962-11-03", line)
    assert (found.events, found.place, found.dated) == ((), "", None)


def test_the_date_of_the_form_is_no_time_of_sending() -> None:
    found = read("1962-11-03", "Date: 3.XI 1962")
    assert found.events == ()
    assert found.dated is not None
    assert found.dated.when == "1962-11-03"
    assert [part.date.when for part in found.content if isinstance(part, Span) and part.date] == ["1962-11-03"]


def test_a_place_with_day_and_hour_is_likely_the_sending() -> None:
    found = read("1950-03-24", "From HARBOUR No. 1309 20 hours 05 minutes, 24.III.50")
    assert found.number == "1309"
    assert found.inferred == "e1"
    assert found.events[0].date is not None
    assert found.events[0].date.certainty == "medium"


@pytest.mark.parametrize(
    ("line", "rules"),
    [
        ("Received 05.10.61 6:50", ["ambiguous-date"]),
        ("Sent 31.2.62 18:45", ["impossible-date"]),
        ("Sent 3.XI.62 18:45", []),
    ],
)
def test_doubts(line: str, rules: list[str]) -> None:
    assert [one.rule for one in read("1962-11-03", line).doubts] == rules


def test_an_hour_behind_a_year_that_is_none_has_no_day() -> None:
    assert told(read("1954-06-21", "Received June 22, 7954 at 12:00")) == [("received/station", "1954-06-22")]


def test_a_message_is_sent_once() -> None:
    assert told(read("1962-11-03", "Sent 3.XI 18:45", sent=True)) == [("transmitted/relay", "1962-11-03T18:45:00")]


@pytest.mark.parametrize(
    "line",
    [
        "Sent you five trucks on 3 May by rail.",
        "Received your telegram of 3 May.",
        "Received at 18:45, it was read by all.",
        "From Ambassador Petrov",
        "From the first day we were told: 3 May.",
        "Typed copies will follow on 3 May",
        "Получена ваша телеграмма в 14 часов 30 минут",
        "I received it at 18:45",
        "Date: unknown to us",
        "Completed works of 1951 are in the depot.",
        "Ontario",
        "Sent",
    ],
)
def test_what_is_no_service_line(line: str) -> None:
    assert not is_service(line)
    assert service_lines([line]) == 0


@pytest.mark.parametrize(
    ("before", "line", "expected"),
    [
        ("From Correspondent 20 Sent 17.7.52", "18:45 Received 17.7 20:50", True),
        ("Deciphered by Orlova", "at 1430 11 November", True),
        ("Typed by Orlova on", "11 November at 14:30", True),
        ("Sent 17.7.52 18:45", "18:50 Received", False),
        ("Typed by Orlova", "at 1430 the troops left", False),
        ("From Harbour", "14 October 1950", False),
        ("To Comrade Orlov", "18:45", False),
    ],
)
def test_wraps(before: str, line: str, expected: bool) -> None:
    assert wraps(before, line) is expected


def test_clerks_lines_stand_anywhere() -> None:
    assert office_lines(["Typed by Orlova", "at 1445 11 November", "Nº 7559"]) == 2
    assert office_lines(["Verified: shift chief Orl[ova]", "[Stamp: none"]) == 1
    assert office_lines(["Sent 17.7.52 18:45"]) == 0
    assert office_lines(["Typed copies will follow."]) == 0


WORDS = st.sampled_from(
    re.findall(
        r"\S+",
        "From To Sent Received by on at and the 17.7.52 18:45 1430 11 November Harbour Orlova No. 12 Typed Date: : , "
        "ON/27/28/X/62 Deciphered Time: D.C. из Получена в [x] minutes 20 hours",
    )
)


@given(lines=st.lists(st.lists(WORDS, min_size=1, max_size=12).map(" ".join), min_size=1, max_size=3))
def test_no_character_is_lost(lines: list[str]) -> None:
    found = read_service(lines, datetime.date(1952, 7, 16), 1)
    assert "".join(plain_text(found.content).split()) == "".join("".join(lines).split())
    targets = [part.target for part in found.content if isinstance(part, Span) and part.kind is SpanKind.SERVICE]
    assert [target for target in targets if target] == [event.key for event in found.events]


@pytest.mark.parametrize("piece", ["Sent ", "From A ", "by A and ", "Sent 17.7.52 18:45 ", "Date: ", "Typed by A, "])
def test_megabytes_are_no_service_line(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    assert not is_service(text)
    assert not wraps("Sent 17.7.52", text)
    assert office_lines([text]) == 0


PAGE = """Skip to content

{day}

Telegram from Orlov to Petrov

Dispatched from Harbour on {sent} at 13:30

Received on {received} at 6:50

To Comrade Petrov

The lamps have come and we are glad of them.

ORLOV

Deciphered by Sokolova
at 1430 {received}
Nº 7559

Orlov thanks Petrov for the lamps that came.

Document Information

Source

AP RF, f. 3, op. 65, d. 12, l. 7.
"""


def page(day: str, sent: str, received: str) -> Telegram:
    return read_page(PAGE.format(day=day, sent=sent, received=received).encode(), "lamps.txt")


def test_the_dates_of_a_page_explain_each_other() -> None:
    telegram = page("November 20, 1962", "10.31.1962", "11.01.1962")
    found = {event.kind.value: event.date for event in telegram.message.events if event.date}
    assert {kind: one.when for kind, one in found.items()} == {
        "sent": "1962-10-31T13:30:00",
        "received/station": "1962-11-01T06:50:00",
        "transmitted/decipherment": "1962-11-01T14:30:00",
    }
    assert [one.certainty for one in found.values()] == ["", "medium", "medium"]
    doubts = [warning.line for warning in telegram.warnings if warning.rule == "ambiguous-date"]
    assert doubts == [9, 17]


def test_a_page_of_one_opinion_has_no_doubts() -> None:
    telegram = page("November 1, 1962", "10.31.1962", "11.01.1962")
    assert [warning for warning in telegram.warnings if warning.rule == "ambiguous-date"] == []
    # The page's date makes it the first of November where the other dates put the day first.
    doubtful = page("November 1, 1962", "31.10.1962", "11.01.1962")
    assert [warning.line for warning in doubtful.warnings if warning.rule == "ambiguous-date"] == [9, 17]


def test_clerks_after_the_signature_are_part_of_the_way() -> None:
    telegram = page("November 1, 1962", "31.X.62", "1.XI.62")
    clerk = next(event for event in telegram.message.events if event.kind is EventKind.DECIPHERMENT)
    assert [agent.name for agent in clerk.agents] == ["Sokolova"]
    notes = [section for section in telegram.message.sections if section.kind is SectionKind.OFFICE_NOTES]
    assert [block.lines for part in notes[0].parts for block in part.blocks] == [(17, 18)]
