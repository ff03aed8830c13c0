"""What only the record's title says of a telegram: its date, its marks. Titles and texts are invented."""

from __future__ import annotations

import pytest
from converting import DATE, convert, strings

from tei_edition.source import read
from tei_edition.tei import EncodingContext, decode, encode
from tei_edition.validate import ValidationContext, check_document

TEXT = ("To: Comrade Lipa", "The lamps are on their way to the north and will be there soon.")


def page(title: str, *body: str, date: str = "November 2, 1962") -> bytes:
    lines = ["Skip to content", date, title, *body, "Jansen writes to Lipa about lamps.", "Document Information"]
    return "\n\n".join(lines).encode()


def facts(path: str, title: str, *body: str, date: str = "November 2, 1962") -> list[str]:
    return strings(convert(page(title, *body, date=date), "page.txt").content, path)


DATED = "Telegram from Dutch Embassy in Sofia (Jansen), 31 October 1962"
CREATION = "//t:creation/t:date"


def test_the_title_dates_a_text_that_bears_no_date() -> None:
    assert facts(f"{CREATION}/@when", DATED, *TEXT) == ["1962-10-31"]
    assert facts(f"{CREATION}/@evidence", DATED, *TEXT) == ["external"]
    assert facts(f"{CREATION}/@cert", DATED, *TEXT) == ["medium"]
    # It is not said that the telegram was sent on that day.
    assert facts("//t:correspAction[@type='sent']/t:date", DATED, *TEXT) == []


def test_the_text_goes_before_the_title() -> None:
    sent = facts(f"{CREATION}/@*", DATED, "Sent 30.X.1962 at 10:20", *TEXT)
    assert sent == ["1962-10-30"]
    assert facts(f"{CREATION}/@*", DATED, "Sofia, 29 October 1962", *TEXT) == ["1962-10-29"]


def test_days_of_a_title_bound_the_date() -> None:
    title = "Telegram, Jansen to Lipa, 23-26 October 1962"
    assert facts(f"{CREATION}/@notBefore", title, *TEXT) == ["1962-10-23"]
    assert facts(f"{CREATION}/@notAfter", title, *TEXT) == ["1962-10-26"]


def test_a_title_dated_otherwise_than_the_record_is_explained() -> None:
    expected = "The record is dated November 2, 1962; its title is dated 31 October 1962."
    assert facts("//t:note[@type='dating']", DATED, *TEXT) == [expected]
    assert facts("//t:note[@type='dating']", DATED, *TEXT, date="October 31, 1962") == []


MARKED = "Telegram from Sofia, No.084.504, Urgent, SECRET"


@pytest.mark.parametrize(
    ("lines", "from_title", "from_text"),
    [
        (TEXT, ["#urgency.urgent", "#secrecy.secret"], []),
        (("TOP SECRET", *TEXT), ["#urgency.urgent"], ["#secrecy.top-secret"]),
        (("Flash. TOP SECRET", *TEXT), [], ["#urgency.flash", "#secrecy.top-secret"]),
    ],
)
def test_marks_that_only_the_title_gives(lines: tuple[str, ...], from_title: list[str], from_text: list[str]) -> None:
    assert facts("//t:textClass/t:catRef[@source='#copytext'][@cert='medium']/@target", MARKED, *lines) == from_title
    own = facts("//t:textClass/t:catRef[not(@source)][not(@scheme='#type')]/@target", MARKED, *lines)
    assert own == from_text
    assert facts("//t:seg[@type='urgency' or @type='secrecy']/@ana", MARKED, *lines) == from_text
    targets = facts("//t:taxonomy[not(@xml:id='type')]/t:category/@xml:id", MARKED, *lines)
    assert {f"#{target}" for target in targets} == {*from_title, *from_text}


@pytest.mark.parametrize("title", [DATED, MARKED])
def test_it_comes_back_from_the_file_and_the_profile_holds(title: str) -> None:
    telegram = read(page(title, *TEXT), "page.txt")
    content = encode(telegram, EncodingContext(DATE)).content
    found = decode(content, "page.xml").telegram
    assert (found.message.dated, found.copy_text.marks) == (telegram.message.dated, telegram.copy_text.marks)
    rules = {one.rule for one in check_document(content, "page.xml", ValidationContext())}
    assert rules <= {"witness-missing", "sending-date-missing"}
