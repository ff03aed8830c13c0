"""Who sends, where form, signature, service line and title name several. Names and texts are invented."""

from __future__ import annotations

import pytest

from tei_edition.model import AgentKind, EventKind, Telegram
from tei_edition.source import read

TEXT = "The lamps are on their way to the north and will be there soon."
EMBASSY = "Telegram from the Dutch Embassy in Sofia (Jansen), 31 October 1962"
MINISTRY = "Telegram from the Ministry of Trade to the Embassy in Oslo"
PERSON = "Telegram, Jansen to Lipa"


def telegram(title: str, *body: str) -> Telegram:
    page = "\n\n".join(
        ["Skip to content", "October 31, 1962", title, *body, "Document Information", "Source", "Rights"]
    )
    return read(page.encode(), "page.txt")


def senders(found: Telegram) -> list[str]:
    sent = [event for event in found.message.events if event.kind is EventKind.SENT]
    around = (AgentKind.PLACE, AgentKind.CALLSIGN)
    return [agent.name for event in sent for agent in event.agents if agent.kind not in around]


@pytest.mark.parametrize("title", [EMBASSY, MINISTRY, PERSON])
@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ((TEXT, "JANSEN"), ["JANSEN"]),
        ((TEXT, "Ministry of Trade", "Jansen"), ["Jansen"]),
        ((TEXT, "Jansen", "Ministry of Trade"), ["Jansen"]),
        (("From: Ministry of Trade", TEXT, "JANSEN"), ["JANSEN"]),
        (("From: Ambassador", TEXT, "JANSEN"), ["JANSEN"]),
        (("From: [Ambassador Piet] JANSEN", TEXT, "JANSEN"), ["[Ambassador Piet] JANSEN"]),
        (("Ministry of Trade", "No. 12", TEXT, "JANSEN"), ["JANSEN"]),
        ((TEXT, "JANSEN", "SOSNA"), ["JANSEN", "SOSNA"]),
        (("Sent by Jansen at 10:20 on 31.X", TEXT, "JANSEN"), ["JANSEN"]),
        ((TEXT, "Ministry of Trade", "31 October 1962"), ["Ministry of Trade"]),
    ],
)
def test_whoever_signs_for_a_body_sends(title: str, body: tuple[str, ...], expected: list[str]) -> None:
    found = telegram(title, *body)
    assert senders(found) == expected
    assert not [warning for warning in found.warnings if warning.rule == "sender-differs"]


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [
        (PERSON, ("From: Jansen", TEXT, "SOSNA"), ["Jansen"]),
        (PERSON, ("Sent by Sosna at 10:20 on 31.X", TEXT, "JANSEN"), ["JANSEN"]),
        (PERSON, ("Sent by Sosna at 10:20 on 31.X", TEXT), ["Jansen"]),
    ],
)
def test_two_names_for_one_sender_are_a_doubt(title: str, body: tuple[str, ...], expected: list[str]) -> None:
    found = telegram(title, *body)
    assert senders(found) == expected
    assert [one.message for one in found.warnings if one.rule == "sender-differs"] == [
        f"the page gives two names for the sender, '{expected[0]}' and "
        f"'{'SOSNA' if 'SOSNA' in body else 'Sosna'}'; the first was taken"
    ]


def test_the_title_alone() -> None:
    assert senders(telegram(EMBASSY, TEXT)) == ["Jansen"]
    assert senders(telegram(MINISTRY, TEXT)) == ["Ministry of Trade"]
    assert senders(telegram("Telegram", "Sent by Sosna at 10:20 on 31.X", TEXT)) == ["Sosna"]
