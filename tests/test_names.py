"""Names as forms print them: who is meant, who may be the same, what is a place. The names are invented or common."""

from __future__ import annotations

import pytest
from converting import convert, strings
from hypothesis import given
from hypothesis import strategies as st

from tei_edition.model import AgentKind, plain_text
from tei_edition.source import names
from tei_edition.source.identity import Likeness, identified, likeness, may_be_same
from tei_edition.source.places import is_place, starts_with_place


@pytest.mark.parametrize(
    "name",
    [
        "Nicolae Ghenea", "Ko Hak-ch'ŏn", "János Taraba", "S H T Y K O V", "A. Gromyko", "Ernesto da Silva",
        "Võ Nguyên Giáp", "Jele\u0301n", "Karl von der Heide", "Filippov [Stalin]", "тов. Орлову", "Cde. Mao Zedong",
        "[Ambassador Edward] DROŻNIAK", "José Ortega y Gasset",
    ],
)  # fmt: skip
def test_names(name: str) -> None:
    assert names.is_name(name)


@pytest.mark.parametrize(
    "honorific",
    [
        "Comrade", "Com.", "Comr.", "Com[rade]", "Camarade", "Cmrd.", "Cde.", "Tov.", "Tovarishch", "тт.",
        "тов.", "Товарищу", "Mr.", "Mrs.", "Messrs.", "Dr.", "Prof.", "Amb.", "Gen.", "Col.", "Adm.", "Compañero",
        "ESTEEMED MR.", "Genosse", "Tovarășul", "Soudruh", "Tow.", "General", "Marshal", "dear Cde."
    ],
)  # fmt: skip
def test_honorifics(honorific: str) -> None:
    assert names.without_honorific(f"{honorific} Orlov") == "Orlov"


@pytest.mark.parametrize(
    "text",
    ["the lamps", "I report", "To Moscow", "No. 5", "Received", "We agree.", "On 5 May", "Orlov wrote to us", "113"],
)
def test_what_is_no_name(text: str) -> None:
    assert not names.is_name(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ambassador Everstov", AgentKind.OFFICE_HOLDER),
        ("Chargé d'Affaires", AgentKind.OFFICE_HOLDER),
        ("Minister-Counselor", AgentKind.OFFICE_HOLDER),
        ("Secretary of State for External Relations", AgentKind.OFFICE_HOLDER),
        ("SovAmbassador", AgentKind.OFFICE_HOLDER),
        ("Polish Embassy in Havana", AgentKind.ORGANISATION),
        ("Tenth Department", AgentKind.ORGANISATION),
        ("Instantsia", AgentKind.ORGANISATION),
        ("[Ambassador Boleslaw] JELEN", AgentKind.PERSON),
        ("Marshall", AgentKind.PERSON),
    ],
)
def test_kinds(text: str, kind: AgentKind) -> None:
    assert names.agent(text).kind is kind


@pytest.mark.parametrize(
    ("text", "name", "others"),
    [
        ("Filippov [Stalin]", "Filippov", ("Stalin",)),
        ("Stalin [Kuznetsov]", "Stalin", ("Kuznetsov",)),
        ("FENG XI [FYN SI; Stalin]", "FENG XI", ("FYN SI", "Stalin")),
        ("Filippov (Stalin)", "Filippov", ("Stalin",)),
        ("Cde. Filippov [Stalin].", "Filippov", ("Stalin",)),
        ("[Ambassador Edward] DROŻNIAK", "DROŻNIAK", ()),
        ("Orlov [signature]", "Orlov", ()),
        ("Orlov [?]", "Orlov", ()),
        ("K[udryavtsev]", "Kudryavtsev", ()),
        ("Orlov", "Orlov", ()),
    ],
)
def test_identifications(text: str, name: str, others: tuple[str, ...]) -> None:
    assert (identified(text).name, identified(text).others) == (name, others)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("ROSHCHIN", "Roshchin", Likeness.SAME),
        ("ROSHCHIN", "Roschin", Likeness.VARIANT),
        ("S H T Y K O V", "Shtykov", Likeness.SAME),
        ("Shtykov", "Shytkov", Likeness.VARIANT),
        ("Filippov", "Flippov", Likeness.VARIANT),
        ("Vyshinsky", "Vyshinskii", Likeness.VARIANT),
        ("A. Gromyko", "GROMYKO", Likeness.SAME),
        ("Mao Zedong", "Mao", Likeness.SAME),
        ("Balázs", "Balazs", Likeness.SAME),
        ("Filippov", "Stalin [Filippov]", Likeness.SAME),
        ("Feng Xi [Stalin]", "Filippov [Stalin]", Likeness.SAME),
        ("Kim Il Sung", "Kim Chaek", Likeness.DIFFERENT),
        ("Molotov", "Morozov", Likeness.DIFFERENT),
        ("Orlov", "Pavlov", Likeness.DIFFERENT),
        ("Ivan", "Ivar", Likeness.DIFFERENT),
        ("", "Orlov", Likeness.DIFFERENT),
        ("A.", "A.", Likeness.DIFFERENT),
    ],
)
def test_likeness(one: str, other: str, expected: Likeness) -> None:
    assert likeness(one, other) is likeness(other, one) is expected
    assert may_be_same(one, other) is (expected is not Likeness.DIFFERENT)


@pytest.mark.parametrize(
    "text", ["Havana", "PEKING", "Washington, DC", "La Paz", "Beiping [Beijing]", "Springfield, D.C."]
)
def test_places(text: str) -> None:
    assert is_place(text)


@pytest.mark.parametrize("text", ["Orlov", "Mao Zedong", "Polish Embassy in Havana", "", "Havana and Rome"])
def test_what_is_no_known_place(text: str) -> None:
    assert not is_place(text)


def test_the_longest_place_is_taken() -> None:
    assert starts_with_place("New York City (United Nations)") == "New York City"
    assert starts_with_place("Washington, DC, No. 5") == "Washington, DC"
    assert starts_with_place("Romero") == ""


@given(st.text(alphabet="Ab .,[]()ЖєS H’'1Cde", max_size=80))
def test_no_character_of_a_name_is_lost(text: str) -> None:
    assert plain_text(names.person_spans(text)) == text


def test_a_variant_in_the_title_is_reported() -> None:
    head = ("Skip to content", "May 5, 1950", "Ciphered Telegram No. 9, Roschin to Petrov", "CIPHERED TELEGRAM No. 9")
    body = ("To Comrade PETROV", "The lamps are here.", "ROSHCHIN")
    page = "\n\n".join([*head, *body, "Document Information", "Source", "Rights"])
    converted = convert(page.encode(), "page.txt")
    assert strings(converted.content, "//t:correspAction[@type='sent']/t:persName") == ["ROSHCHIN"]
    assert "name-variant" in [warning.rule for warning in converted.warnings]
