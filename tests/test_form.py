"""The lines of a form, one by one: tables of lines and what they are. The lines are invented."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei_edition.model import Inline, Span, plain_text
from tei_edition.source import form

NEAR = date(1950, 5, 5)
KNOWN = frozenset(("ciphered", "telegram", "orlov", "to", "petrov"))


def spans(content: tuple[Inline, ...]) -> list[tuple[str, str]]:
    return [(span.kind.value, plain_text(span.content)) for span in content if isinstance(span, Span)]


@pytest.mark.parametrize(
    ("line", "words", "number"),
    [
        ("CIPHERED TELEGRAM No. 709", "ciphered telegram", "709"),
        ("Ciphered Telegram # 600428/sh", "ciphered telegram", "600428/sh"),
        ("CABLE Nº 58986            TOP SECRET", "cable", "58986"),
        ("Ciphergam No. 12", "ciphergam", "12"),
        ("TELEGRAM 066.621", "telegram", "066.621"),
        ("Шифртелеграмма No. 22591", "шифртелеграмма", "22591"),
        ("CIPHERED TELEGRAM No. 5 Special No. 62", "ciphered telegram", "5"),
        ("CIPHERED TELEGRAM", "ciphered telegram", ""),
    ],
)
def test_headings(line: str, words: str, number: str) -> None:
    found = form.heading(line)
    assert found is not None
    assert (found.words, found.number, plain_text(found.content)) == (words, number, line)


@pytest.mark.parametrize(
    ("line", "kind", "number"),
    [
        ("Special No. 62", "special", "62"),
        ("Spec. No. 1643-1644", "special", "1643-1644"),
        ("Incoming Nº 3877/shs", "incoming", "3877/shs"),
        ("(vkh. No. 20757)", "incoming", "20757"),
        ("Вх. № 20757", "incoming", "20757"),
        ("862/9672shs", "incoming", "862/9672shs"),
        ("P78/168", "protocol", "P78/168"),
        ("# P78/168", "protocol", "P78/168"),
        ("Protocol #78", "protocol", "78"),
        ("Issuing No. 8600", "telegram", "8600"),
        ("No. 72/III", "", "72/III"),
        ("No. confidentially 435141", "", "435141"),
        ("File # 12540 P.", "", "12540 P"),
        ("No. 34691/sh.   TOP SECRET", "", "34691/sh"),
    ],
)
def test_numbers(line: str, kind: str, number: str) -> None:
    found = form.number_line(line)
    assert found is not None
    assert (found[0], found[1], plain_text(found[2])) == (kind, number, line)


@pytest.mark.parametrize("line", ["113", "5", "No. 5 trucks", "22.7", "1352."])
def test_what_is_no_number(line: str) -> None:
    assert form.number_line(line) is None


@pytest.mark.parametrize(
    ("line", "kind", "numbers"),
    [
        ("In addition to my Nº 2390.", "prev", ("2390",)),
        ("To No. 483/sh", "replyTo", ("483/sh",)),
        ("To your No. 811", "replyTo", ("811",)),
        ("Your No. 811, 812-813", "replyTo", ("811", "812-813")),
        ("1304/sh.", "replyTo", ("1304/sh",)),
        ("1352.", "replyTo", ("1352",)),
        ("Re. your 1448.", "replyTo", ("1448",)),
        ("Our [cable] 203.", "mentions", ("203",)),
        ("Yours 435141.", "replyTo", ("435141",)),
        ("(reftel 066.683)", "mentions", ("066.683",)),
        ("In reply to your telegram No. 5 of 3 May 1950.", "replyTo", ("5",)),
        ("На Ваш № 811", "replyTo", ("811",)),
    ],
)
def test_references(line: str, kind: str, numbers: tuple[str, ...]) -> None:
    found = form.read_reference(line)
    assert found is not None
    assert (found[0].kind, found[0].numbers) == (kind, numbers)
    assert form.reference(line) == kind


@pytest.mark.parametrize("line", ["113", "Our 3 regiments", "Your 300 trucks", "No. 5", "22.7", "To Moscow", "8:101"])
def test_what_is_no_reference(line: str) -> None:
    assert form.read_reference(line) is None


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Reply to No. 1. Convey to Petrov the following:", [("replyTo", ("1",), "Reply to No. 1")]),
        ("Your telegram No. 7 came late.", [("replyTo", ("7",), "Your telegram No. 7")]),
        (
            "With respect to your telegram no. 01/44, dated June 3, 1973, [I report]:",
            [("replyTo", ("01/44",), "With respect to your telegram no. 01/44, dated June 3, 1973")],
        ),
        (
            "We sent cable No. 5 and our No. 6, 300 lamps.",
            [("mentions", ("5",), "cable No. 5"), ("mentions", ("6",), "our No. 6")],
        ),
        ("Our 3 regiments lit 5 lamps.", []),
    ],
)
def test_references_in_sentences(sentence: str, found: list[tuple[str, tuple[str, ...], str]]) -> None:
    assert [(one.kind, one.numbers, one.printed) for one in form.find_references(sentence, opening=True)] == found
    assert all(sentence[one.start : one.end] == one.printed for one in form.find_references(sentence))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("MOLNIYA EH", [("urgency", "MOLNIYA")]),
        ('Series "G" T', [("urgency", 'Series "G" T')]),
        ("D D D", [("urgency", "D D D")]),
        ("BY CIPHER", [("instruction", "BY CIPHER")]),
        ("CONFIDENTIAL—URGENT", [("secrecy", "CONFIDENTIAL"), ("urgency", "URGENT")]),
        ("Special File", [("secrecy", "Special File")]),
        ("SPECIAL", [("urgency", "SPECIAL")]),
        ("Of Special Significance", [("instruction", "Of Special Significance")]),
        ("совершенно секретно", [("secrecy", "совершенно секретно")]),
        ("В[есьма] срочно", [("urgency", "В[есьма] срочно")]),
        ("Снятие копий воспрещается", [("instruction", "Снятие копий воспрещается")]),
    ],
)
def test_marks(line: str, expected: list[tuple[str, str]]) -> None:
    found = form.marks(line)
    assert found is not None
    assert spans(found) == expected


@pytest.mark.parametrize("line", ["Secret agreements", "We urgently ask", "urgent matters", "Special Section", "EH"])
def test_what_is_no_mark(line: str) -> None:
    assert form.marks(line) is None


@pytest.mark.parametrize(
    ("line", "names", "place", "for_whom", "via"),
    [
        ("To Comrade A. Orlov", ("A. Orlov",), "", (), ()),
        ("To Cdes. Orlov and Petrov", ("Orlov", "Petrov"), "", (), ()),
        ("SOFIA - SOVIET AMBASSADOR", ("SOVIET AMBASSADOR",), "SOFIA", (), ()),
        ("SOFIA--", (), "SOFIA", (), ()),
        ("SOFIA - To Comrade Orlov", ("Orlov",), "SOFIA", (), ()),
        ("To: Sofia", (), "Sofia", (), ()),
        ("To Orlov for Petrov or Ivanov", ("Orlov",), "", ("Petrov", "Ivanov"), ()),
        ("To Petrov via Orlov", ("Petrov",), "", (), ("Orlov",)),
        ("To: [First] ORLOV, Immediate, Eyes Only", ("[First] ORLOV",), "", (), ()),
        ("Destination: SOFIA  To Whom: SovAmbassador", ("SovAmbassador",), "SOFIA", (), ()),
        ("To: [Director Jan] KOWALSKI 1", ("[Director Jan] KOWALSKI",), "", (), ()),
        ("To: Comrade Ion Popescu,", ("Ion Popescu",), "", (), ()),
        ("To Comrade Orlov, Minister of Trade", ("Orlov",), "", (), ()),
        ("тов. Орлову", ("Орлову",), "", (), ()),
        ("Кому: тов. Орлову", ("Орлову",), "", (), ()),
    ],
)
def test_addresses(
    line: str, names: tuple[str, ...], place: str, for_whom: tuple[str, ...], via: tuple[str, ...]
) -> None:
    found = form.address(line)
    assert found is not None
    assert (found.names, found.place, found.for_whom, found.via) == (names, place, for_whom, via)
    assert plain_text(found.content) == line


@pytest.mark.parametrize("line", ["To the north we go", "To No. 483/sh", "To Sofia we send", "Forward the lamps"])
def test_what_is_no_address(line: str) -> None:
    assert form.address(line) is None


@pytest.mark.parametrize(
    ("before", "line", "names"),
    [
        ("To Dutch Embassy", "Rome, Oslo, La Paz", ("Rome", "Oslo", "La Paz")),
        ("Rome, Oslo", "Legation of the Dutch – Lima", ("Legation of the Dutch – Lima",)),
        ("SOFIA - To Comrade Orlov", "for Comrade Petrov", ("Petrov",)),
        ("To Orlov for Petrov", "or Ivanov", ("Ivanov",)),
        ("To: Moscow", "Instantsia", ("Instantsia",)),
    ],
)
def test_addresses_over_lines(before: str, line: str, names: tuple[str, ...]) -> None:
    found = form.continued_address(before, line)
    assert found is not None
    assert (found.names, plain_text(found.content)) == (names, line)


def test_a_sentence_does_not_continue_an_address() -> None:
    assert form.continued_address("To Dutch Embassy", "Embassy in Rome on the weather:") is None
    assert form.continued_address("To Orlov", "The Embassy reports rain") is None


def test_an_address_that_runs_into_a_sentence() -> None:
    found = form.run_in_address("To Cdes. Orlov and Petrov. The lamps are here.")
    assert found is not None
    assert (found[0].names, found[1]) == (("Orlov", "Petrov"), "The lamps are here.")
    assert form.run_in_address("To Moscow. We went by rail.") is None
    assert form.conveyed_to("Reply to No. 1. Convey to Petrov the following:") == ("Petrov",)
    assert form.conveyed_to("Pass on to the people our greetings") == ()


@pytest.mark.parametrize(
    ("line", "name"),
    [("From: [Ambassador Jan] KOWALSKI1", "[Ambassador Jan] KOWALSKI"), ("FROM: SOFIA", None), ("From here", None)],
)
def test_senders(line: str, name: str | None) -> None:
    found = form.sender(line)
    assert (found.names[0] if found else None) == name


@pytest.mark.parametrize(
    ("line", "name", "number", "others"),
    [
        ("O R L O V", "ORLOV", "", ()),
        ("(A. Orlov)", "A. Orlov", "", ()),
        ("13.5.50 ORLOV", "ORLOV", "", ()),
        ("Nº 274 ORLOV, 5 May", "ORLOV", "274", ()),
        ("Orlov 388.", "Orlov", "388", ()),
        ("A. Orlov, Ambassador of the USSR", "A. Orlov", "", ()),
        ("SECRETARY OF THE CC", "SECRETARY OF THE CC", "", ()),
        ("Chargé d'Affaires", "Chargé d'Affaires", "", ()),
        ("Signed: Sidorov", "Sidorov", "", ()),
        ("/s/ V. Sidorov", "V. Sidorov", "", ()),
        ("Подпись: Сидоров", "Сидоров", "", ()),
        ("A. ORLOV, B. PETROV", "A. ORLOV", "", ("B. PETROV",)),
    ],
)
def test_signatures(line: str, name: str, number: str, others: tuple[str, ...]) -> None:
    found = form.signature(line, NEAR, KNOWN, ends=True)
    assert found is not None
    assert (found.name, found.number, found.others) == (name, number, others)
    assert plain_text(found.content) == line


@pytest.mark.parametrize(
    "line", ["Sofia, 4 May 1950", "Section 5", "Point 2.", "We thank the Ambassador", "Orlov, 300 lamps"]
)
def test_what_is_no_signature(line: str) -> None:
    assert form.signature(line, NEAR, KNOWN, ends=True) is None


@given(st.text(alphabet='TAo Orlv.,:;№No12/shД[]()“”-—\u00a0"', max_size=80))
def test_no_character_is_lost(line: str) -> None:
    found = [
        form.heading(line),
        form.address(line),
        form.continued_address("To Dutch Embassy", line),
        form.sender(line),
    ]
    contents = [one.content for one in (*found, form.signature(line, NEAR, KNOWN, ends=True)) if one]
    contents += [form.marks(line) or (), (form.number_line(line) or ("", "", ()))[2]]
    reference = form.read_reference(line)
    contents += [reference[1]] if reference else []
    assert all(plain_text(content) == line for content in contents if content)


@pytest.mark.parametrize("piece", ["a", " ", "No. 1", "1-", "telegram ", "your ", "To A. ", "(", "secret "])
def test_endless_lines(piece: str) -> None:
    line = piece * 100_000
    for read in (
        form.heading,
        form.marks,
        form.number_line,
        form.read_reference,
        form.address,
        form.run_in_address,
        form.sender,
    ):
        read(line)
    list(form.find_references(line))
    form.conveyed_to(line)
    form.signature(line, NEAR, KNOWN, ends=True)


@pytest.mark.parametrize(
    ("line", "names", "place"),
    [
        ("To OSLO, Comrade Lindgren", ("Lindgren",), "OSLO"),
        ("To: Oslo. Comrade Lindgren, Comrade Berg", ("Lindgren", "Berg"), "Oslo"),
        ("To: [Director Jan] ORLOV 1 and [Piotr] PETROV 2", ("[Director Jan] ORLOV", "[Piotr] PETROV"), ""),
        ("To ORLOV[ii].", ("ORLOV",), ""),
        ("FLASH To Ambassador Lindgren. – Top Secret", ("Ambassador Lindgren",), ""),
    ],
)
def test_addresses_with_places_marks_and_notes(line: str, names: tuple[str, ...], place: str) -> None:
    found = form.address(line)
    assert found is not None
    assert (found.names, found.place, plain_text(found.content)) == (names, place, line)


def test_courtesy_copies() -> None:
    found = form.copied_to("Copy to Comrade Orlov, Ministry of Bridges")
    assert found is not None
    assert found.names == ("Orlov",)
    assert form.copied_to("Copy to the file") is None
    assert form.copied_to("Copy also to: [Handwritten:] 12") is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Grade: Ultra urgent & Prior", ["Ultra urgent & Prior"]),
        ("Level: Very Urgent Daylight", ["Very Urgent"]),
        ("SECRET—URGENT REPLACEMENT", ["SECRET", "URGENT"]),
    ],
)
def test_marks_with_labels_and_further_words(line: str, expected: list[str]) -> None:
    found = form.marks(line)
    assert found is not None
    assert plain_text(found) == line
    assert [text for _, text in spans(found)] == expected


@pytest.mark.parametrize("line", ["Urgent repairs", "Secret Garden", "URGENT REPAIRS"])
def test_one_mark_and_a_word_are_no_marks(line: str) -> None:
    assert form.marks(line) is None


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Your 12 and 13. The lamps are here.", ("12", "13")),
        ("Orlov. Yours 4455.", ("4455",)),
        ("771/sh received, the lamps are here.", ("771/sh",)),
        ("Your 12 lamps are here.", None),
        ("Our 34 men left. They are tired.", None),
    ],
)
def test_references_without_sign_at_the_opening(text: str, numbers: tuple[str, ...] | None) -> None:
    found = next(form.find_references(text, opening=True), None)
    assert (found.numbers if found else None) == numbers
    assert next(form.find_references(text, opening=False), None) is None


def test_a_number_before_a_date() -> None:
    found = form.number_before_date("NO: 41, May 5, 1 p.m.")
    assert found is not None
    assert found[0] == "41"
    assert form.number_before_date("41, May 5") is None


def test_a_number_between_dashes_after_one_name() -> None:
    found = form.signature("Lindgren – 41 –", NEAR, KNOWN, ends=True)
    assert found is not None
    assert (found.name, found.number) == ("Lindgren", "41")
    assert form.signature("Lamps – 41", NEAR, KNOWN, ends=True) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Dear Karev,", "Karev"),
        ("My dear Mr. Smith,", "Smith"),
        ("Dear Comrade Orlov!", "Orlov"),
        ("Cher Monsieur Dupont,", "Dupont"),
        ("Уважаемый товарищ Сталин!", "Сталин"),
        ("Sehr geehrter Herr Schmidt,", "Schmidt"),
        ("Lieber Genosse Pieck!", "Pieck"),
        *((text, "") for text in ("Sir,", "Dear Sir,", "Dear Sirs", "Gentlemen:", "Dear Friends,", "Dear Comrade,")),
        ("Dear General Walker,", "Walker"),
        ("Dear Professor Smith,", "Smith"),
        ("Dear Mr. President,", "Mr. President"),
        ("Dear Secretary General,", "Secretary General"),
        ("Sehr geehrter Herr Präsident!", "Herr Präsident"),
        ("Mon cher Président,", "Président"),
        ("Уважаемый господин Президент!", "господин Президент"),
        *(
            (text, "")
            for text in ("Dear Brother,", "My dear Mother,", "Dear Elder Brother,", "Dear Editors:", "Dear friends,")
        ),
        *(
            (text, "")
            for text in ("Dear Soviet Friends,", "Dear Members of the Committee:", "Dear Professor,", "Dear General,")
        ),
        *(
            (text, "")
            for text in ("Chers Amis de Corée,", "Cher Maître,", "Liebe Eltern,", "Sehr geehrter Herr Professor!")
        ),
        *(
            (text, "")
            for text in ("Dear Comrade Editor,", "Comrade General!", "Дорогие советские друзья!", "Дорогая мама!")
        ),
        *((text, "") for text in ("Monsieur le Ministre,", "Sehr geehrte Damen und Herren,", "Уважаемые товарищи!")),
    ],
)
def test_a_salutation_names_whom_it_greets_or_nobody(text: str, name: str) -> None:
    found = form.salutation(text)
    assert found is not None
    assert (found.words, found.name, found.rest) == (text, name, "")


@pytest.mark.parametrize(
    ("text", "certain"),
    [
        *((text, False) for text in ("Dear Karev,", "Dear Korea,", "Chère Corée,", "Dear Polish Miners,")),
        *((text, True) for text in ("Dear Mr. Karev,", "Dear Comrade Karev,", "Dear Embassy,", "Dear I. Karev,")),
        *((text, True) for text in ("Dear General Walker,", "Dear President,", "Mon cher Président,", "Dear Sir,")),
    ],
)
def test_capitals_alone_make_no_certain_name(text: str, certain: bool) -> None:
    found = form.salutation(text)
    assert found is not None
    assert found.certain is certain


@pytest.mark.parametrize(
    "text",
    [
        "Sir John came to the mission.",
        "Gentlemen came,",
        "Deary,",
        "Liebe Grüße an alle, die kamen, und Dank",
        "Chers amis sont venus hier.",
    ],
)
def test_what_greets_nobody_is_no_salutation(text: str) -> None:
    assert form.salutation(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Best wishes,",
        "With best wishes",
        "Kind regards",
        "Greetings!",
        "Veuillez agréer, Monsieur le Ministre, l’expression de ma très haute et très respectueuse considération.",
        "Veuillez recevoir mes salutations distinguées,",
        "Veuillez croire à l'assurance de mes sentiments les meilleurs",
    ],
)
def test_a_closing_formula(text: str) -> None:
    assert form.is_closing(text)


@pytest.mark.parametrize(
    "text",
    [
        "Best wishes to the Korean people on this day.",
        "Kind regards to your wife and the children.",
        "Greetings from the workers of the lamp factory.",
        "Veuillez recevoir la délégation mardi.",
        "Veuillez croire que nous viendrons.",
        "Veuillez recevoir l’assurance que nous viendrons.",
        "Veuillez agréer l’expression de mes sentiments distingués. La délégation vient mardi.",
        "Veuillez",
    ],
)
def test_a_sentence_of_the_message_is_no_closing_formula(text: str) -> None:
    assert not form.is_closing(text)
