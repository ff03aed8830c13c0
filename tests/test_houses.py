"""Heads of the forms of other houses: American, British and Commonwealth, Romanian, editions of documents.

Names and texts are invented; only the shapes are those of the houses.
"""

from __future__ import annotations

import pytest
from converting import DATE

from tei_edition.diagnostics import Severity
from tei_edition.model import AgentKind, CorrespondenceEvent, EventKind, Telegram
from tei_edition.source import read
from tei_edition.tei import EncodingContext, encode
from tei_edition.validate import ValidationContext, check_document

TEXT = "The lamps are on their way to the north and will be there soon, as this office has learned."
TITLE = "Telegram from Kirkby to the Secretary of State"


def page(*body: str, title: str = TITLE) -> Telegram:
    lines = [
        "Skip to content",
        "May 5, 1950",
        title,
        *body,
        "Kirkby writes about lamps.",
        "Document Information",
        "Source",
    ]
    return read("\n\n".join(lines).encode(), "page.txt")


def bare(*body: str) -> Telegram:
    return read("\n\n".join(body).encode(), "page.txt")


def told(telegram: Telegram) -> dict[str, str]:
    """Kinds of events with who, where and when, and the telegram's number."""
    found = {event.kind.value: shown(event) for event in telegram.message.events}
    return found | {"number": telegram.message.number}


def shown(event: CorrespondenceEvent) -> str:
    agents = [f"{agent.name}{'*' if agent.evidence else ''}" for agent in event.agents]
    return "; ".join([*agents, *([event.date.when.removesuffix(":00")] if event.date else [])])


def rules(telegram: Telegram) -> set[str]:
    return {warning.rule for warning in telegram.warnings}


AMERICAN = (
    *("DEPARTMENT OF STATE", "INCOMING TELEGRAM", "SECRET", "Control: 1234", "Rec'd: May 5, 1950 7:32 p.m."),
    *("FROM: Moscow", "TO: Secretary of State", "NO: 587, May 5, 1 p.m.", "PRIORITY", TEXT, "KIRKBY"),
)


def test_an_american_form() -> None:
    found = page(*AMERICAN)
    assert told(found) == {
        "sent": "KIRKBY; Moscow; 1950-05-05T13:00",
        "received/station": "1950-05-05T19:32",
        "received/to": "Secretary of State",
        "number": "587",
    }
    assert "unclassified-line" not in rules(found)
    assert [(one.rule, one.line) for one in found.warnings] == [("sending-inferred", 21)]


def test_an_american_form_in_other_words() -> None:
    found = page(
        *("INCOMING TELEGRAM  Department of State", "ACTION: EUR", "INFO: SS, G", "Control: 1234", "Recd: May 5, 1950"),
        *("7:32 p.m.", "FROM:", "MOSCOW", "TO:", "Secretary of State", "NO: 587"),
        *("SENT DEPARTMENT 587, REPEATED INFORMATION LONDON 12.", TEXT, "KIRKBY"),
    )
    assert told(found) == {
        "sent": "KIRKBY; MOSCOW",
        "received/station": "1950-05-05T19:32",
        "received/to": "Secretary of State",
        "received/cc": "LONDON",
        "number": "587",
    }
    assert "unclassified-line" not in rules(found)


def test_an_outgoing_american_telegram() -> None:
    found = page("OUTGOING TELEGRAM", "Department of State", "Sent to: Amembassy MOSCOW PRIORITY 587", TEXT, "KIRKBY")
    assert told(found) == {"sent": "KIRKBY", "received/to": "Amembassy MOSCOW", "number": "587"}


@pytest.mark.parametrize(
    "marks", [("secret  priority    Strelsau, May 5, 1950—1 p.m.",), ("secret", "Strelsau, May 5, 1950—1 p.m.")]
)
def test_a_telegram_in_an_edition_of_documents(marks: tuple[str, ...]) -> None:
    found = bare(
        "123.45/5–550: Telegram",
        "The Ambassador in Ruritania (Kirkby) to the Secretary of State",
        *marks,
        "[Received May 5—9:12 a.m.]",
        f"1234. Re Deptel 587, May 3. {TEXT}",
        "Sent Department 1234, repeated information London 12.",
        "Kirkby",
    )
    assert told(found) == {
        "sent": "Kirkby; Strelsau; 1950-05-05T13:00",
        "received/station": "1950-05-05T09:12",
        "received/to": "Secretary of State",
        "received/cc": "London",
        "number": "1234",
    }
    assert [one.printed for one in found.message.references] == ["587"]
    assert "unclassified-line" not in rules(found)


def test_a_later_edition_of_documents() -> None:
    title = "31. Telegram From the Embassy in Ruritania to the Department of State"
    found = bare(title, "Strelsau, May 5, 1950, 1 p.m.", f"1234. {TEXT}", "Kirkby", "Source: State Archive, box 4.")
    assert told(found) == {
        "sent": "Kirkby; Strelsau; 1950-05-05T13:00",
        "received/to": "Department of State*",
        "number": "1234",
    }


def test_a_number_opens_only_texts_of_such_houses() -> None:
    assert page("CIPHERED TELEGRAM", "To Comrade Petrov", f"1234. {TEXT}", "KIRKBY").message.number == ""


BRITISH_WAY = {"sent": "Kirkby; STRELSAU; 1950-05-05T01:35", "received/station": "1950-05-05T04:20"}


@pytest.mark.parametrize(
    "lines",
    [
        ("No. 301", "5th May, 1950", "D. 1.35 a.m. 5th May, 1950", "R. 4.20 a.m. 5th May, 1950"),
        ("No. 301    D. 1.35 a.m. 5th May, 1950", "5th May, 1950    R. 4.20 a.m. 5th May, 1950"),
        ("No. 301", "D: 1.35 a.m. May 5, 1950", "R: 4.20 a.m. May 5, 1950"),
    ],
)
def test_a_british_form(lines: tuple[str, ...]) -> None:
    found = bare(
        *("CYPHER/OTP", "FOREIGN OFFICE AND WHITEHALL DISTRIBUTION", "FROM STRELSAU TO FOREIGN OFFICE", "Mr. Kirkby"),
        *(*lines, "IMMEDIATE", "SECRET", "Addressed to Foreign Office telegram No. 301 of May 5."),
        *("Repeated for information to Washington and Paris.", TEXT),
    )
    assert told(found) == {
        **BRITISH_WAY,
        "received/to": "FOREIGN OFFICE",
        "received/cc": "Washington; Paris",
        "number": "301",
    }
    assert "unclassified-line" not in rules(found)
    assert found.message.references == ()


def test_a_commonwealth_form() -> None:
    found = page(
        *("INWARD TELEGRAM", "TO COMMONWEALTH RELATIONS OFFICE", "FROM: DELHI", "D. 6.15 p.m. 12th May, 1950"),
        *("R. 8.20 p.m. 12th May, 1950", "No. 345 SECRET", TEXT),
    )
    assert told(found) == {
        "sent": "Kirkby*; DELHI; 1950-05-12T18:15",
        "received/station": "1950-05-12T20:20",
        "received/to": "COMMONWEALTH RELATIONS OFFICE",
        "number": "345",
    }


def test_a_name_after_from_is_a_post_only_where_something_says_so() -> None:
    found = page("FROM STRELSAU TO FOREIGN OFFICE", "No. 301", TEXT, "KIRKBY")
    assert told(found) == {"sent": "KIRKBY", "received/to": "FOREIGN OFFICE", "number": "301"}


def test_initials_are_not_despatched_or_received() -> None:
    found = page("To Comrade Petrov", TEXT, "D. 12 lamps are still missing.", "R. KIRKBY")
    assert told(found) == {"sent": "R. KIRKBY", "received/to": "Petrov", "number": ""}


@pytest.mark.parametrize(
    ("lines", "sent", "received"),
    [
        (("From: STRELSAU No. 301 Time: 18:15 5.V.1950", "Rec'd: 20:15 5.V.1950"), "T18:15", "1950-05-05T20:15"),
        (("Sent:", "May 5, 1950, 14:30", "Received:", "6 May 1950 at 6:50"), "T14:30", "1950-05-06T06:50"),
        (("Dispatched:", "5.5.50 14:30", "Arrived:", "6.5.50"), "T14:30", "1950-05-06"),
        (("Despatched: 5.5.50 14:30", "Recd. 6.5.50"), "T14:30", "1950-05-06"),
        (
            ("Date sent: May 5, 1950", "Time sent: 14:30", "Date received: 6 May 1950", "Time received: 08:10"),
            "T14:30",
            "1950-05-06T08:10",
        ),
        (("Date of despatch: 5.5.50 14:30", "Date of receipt: 6.5.50"), "T14:30", "1950-05-06"),
        (("Sender: Strelsau", "Date: 05.05.1950/18:00", "Received: 06.05.1950"), "T18:00", "1950-05-06"),
        (("Sender: Strelsau", "Time: 18:15", "Date: 5.V.1950", "Received: 6.V.1950"), "T18:15", "1950-05-06"),
        (("Dated: 5th May, 1950 1815", "Rec'd: 6th May, 1950 0810"), "T18:15", "1950-05-06T08:10"),
    ],
)
def test_labels_of_moments(lines: tuple[str, ...], sent: str, received: str) -> None:
    events = {event.kind: event for event in page(*lines, "To Comrade Petrov", TEXT, "KIRKBY").message.events}
    assert shown(events[EventKind.SENT]).endswith(f"1950-05-05{sent}")
    assert shown(events[EventKind.STATION]) == received


def test_a_sending_that_the_form_tells_takes_the_place_of_an_inferred_one() -> None:
    found = page("Date: 5.5.50 18:00", "Sent: 5.5.50 19:00", "To Comrade Petrov", TEXT, "KIRKBY")
    assert told(found) == {"sent": "KIRKBY; 1950-05-05T19:00", "received/to": "Petrov", "number": ""}
    assert "sending-inferred" not in rules(found)
    again = page("Sent: 5.5.50 19:00", "Date: 5.5.50 18:00", "To Comrade Petrov", TEXT, "KIRKBY")
    assert told(again) == told(found)
    assert "sending-inferred" not in rules(again)


def test_a_day_without_an_hour_is_the_forms_own() -> None:
    found = page("Date: 5.V.1950", "To Comrade Petrov", TEXT, "KIRKBY")
    assert told(found)["sent"] == "KIRKBY"
    assert found.message.dated is not None


def test_a_cablegram_with_place_and_hour() -> None:
    found = page("Cablegram 345 STRELSAU, 5 May 1950, 8.15 p.m.", TEXT, title="91 Heyden to Burten")
    assert told(found)["number"] == "345"
    assert told(found)["sent"].endswith("STRELSAU; 1950-05-05T20:15")


def test_every_place_of_an_event_is_a_place() -> None:
    events = page(*AMERICAN).message.events
    assert [agent.kind for agent in events[0].agents] == [AgentKind.PERSON, AgentKind.PLACE]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            (
                *("R 051234Z MAY 50", "FM AMEMBASSY OSLO", "TO SECSTATE WASHDC PRIORITY 4321", "INFO AMEMBASSY PARIS"),
                *("C O N F I D E N T I A L OSLO 0345", "SUBJECT: LAMPS"),
            ),
            {
                "sent": "AMEMBASSY OSLO; OSLO; 1950-05-05T12:34:00+00",
                "received/to": "SECSTATE WASHDC",
                "received/cc": "AMEMBASSY PARIS",
                "number": "0345",
            },
        ),
        (
            (
                *("CONFIDENTIAL", "FM OSLO 051234Z MAY 50", "TO PRIORITY FCO", "TELNO 301", "OF 051200Z MAY 50"),
                "INFO WASHINGTON, BONN",
            ),
            {
                "sent": "Kirkby*; OSLO; 1950-05-05T12:34:00+00",
                "received/to": "FCO",
                "received/cc": "WASHINGTON; BONN",
                "number": "301",
            },
        ),
        (
            ("FM OSLO MAY5/50 CONFD", "TO EXTERNAL 370 OPIMMED", "INFO WASHDC LONDON"),
            {"sent": "Kirkby*; OSLO", "received/to": "EXTERNAL", "number": "370"},
        ),
    ],
)
def test_heads_of_cables(lines: tuple[str, ...], expected: dict[str, str]) -> None:
    found = page(*lines, TEXT)
    assert told(found) == expected
    assert "unclassified-line" not in rules(found)


@pytest.mark.parametrize(
    "line", ["R 321234Z MAY 50", "R 052534Z MAY 50", "FM RADIO IS SILENT", "A T T E N T I O N OSLO 0345"]
)
def test_what_is_no_head_of_a_cable(line: str) -> None:
    found = page("TELEGRAM", line, "To Comrade Petrov", TEXT, "KIRKBY")
    assert told(found) == {"sent": "KIRKBY", "received/to": "Petrov", "number": ""}


@pytest.mark.parametrize("moment", ["6.15 p.m. May 5", "May 5, 6.15 p.m.", "6.15 pm 5th May", "noon May 5, 1950"])
def test_hours_with_a_stop_agree_with_their_moment(moment: str) -> None:
    found = page(f"D. {moment}", "To Comrade Petrov", TEXT, "KIRKBY")
    assert told(found)["sent"].startswith("KIRKBY; 1950-05-05T1")
    content = encode(found, EncodingContext(DATE)).content
    errors = [
        one.rule for one in check_document(content, "page.xml", ValidationContext()) if one.severity is Severity.ERROR
    ]
    assert errors == []
