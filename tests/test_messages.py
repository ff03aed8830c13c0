"""Who writes to whom, when: pages that a careless reader of forms falls for. Absent beats wrong."""

from __future__ import annotations

import pytest
from converting import convert, strings

from tei_edition.source import read

SENT = "//t:correspDesc[{}]/t:correspAction[@type='sent']/"
SENDER = SENT.format(1) + "t:persName"
TITLE = "Ciphered Telegram No. 9, Ivanov to Petrov"


def facts(path: str, *body: str, title: str = TITLE, date: str = "May 5, 1950") -> list[str]:
    page = "\n\n".join(["Skip to content", date, title, *body, "Document Information", "Source", "Rights"])
    return strings(convert(page.encode(), "page.txt").content, path)


HEAD = ("CIPHERED TELEGRAM No. 9", "To Comrade PETROV")


@pytest.mark.parametrize(
    "sentence",
    [
        "On 4 May Kim Il Sung told me that he would come to the mission.",
        "In May 1949 the Korean side asked for ten lamps.",
        "LOANS AND CREDITS",
        "Sent you five trucks on 3 May by rail.",
        "Received your telegram of 3 May at 10:00.",
        "Taken by surprise on 3 May, the units went back.",
        "Our 3 regiments took the town.",
        "Printed matter goes by sea.",
        "With regards to the loan we agree.",
        "Best wishes to the Korean people on this day.",
        "Veuillez recevoir la délégation mardi.",
        "I report the letter from the Committee and wait.",
    ],
)
def test_a_sentence_of_the_message_is_no_line_of_the_form(sentence: str) -> None:
    body = (*HEAD, sentence, "The lamps are on their way to the north.", "IVANOV")
    assert facts(SENDER, *body) == ["IVANOV"]
    assert facts(SENT.format(1) + "t:date", *body) == []
    assert facts("//t:correspDesc[1]/t:correspAction[@subtype = 'station' or @subtype = 'relay']", *body) == []
    assert facts("//t:correspContext/t:ref", *body) == []
    assert sentence in facts("//t:text//t:p", *body)


def test_a_date_line_with_a_place_is_no_signature() -> None:
    body = (*HEAD, "The lamps are on their way.", "IVANOV", "Pyongyang, 4 May 1950")
    assert facts(SENDER, *body) == ["IVANOV"]
    assert facts("//t:closer/t:dateline/t:placeName", *body) == ["Pyongyang"]


def test_an_hour_is_no_year() -> None:
    assert facts("//t:dateline/t:seg/t:date/@when", "Sent 6.II 20 hours 10 minutes", *HEAD, "Text.") == ["1950-02-06"]


def test_whom_only_the_title_names_behind_the_courier_gets_the_message() -> None:
    body = ("To Comrade F. Orlov", "The lamps are on their way to the north.", "IVANOV")
    action = "//t:correspDesc[1]/t:correspAction[@subtype='{}']/t:persName"
    title = "Cable, Ivanov to Petrov [via Orlov]"
    assert facts(action.format("to"), *body, title=title) == ["F. Orlov"]
    assert facts(action.format("ultimate"), *body, title=title) == ["Petrov"]
    assert facts(action.format("ultimate"), *body, title="Cable, Ivanov to Petrov [via Sidorov]") == []


def test_places_of_the_title() -> None:
    body = ("The lamps are on their way to the north.", "IVANOV")
    for end, place in (("sent", "Oslo"), ("received", "Rome")):
        path = f"//t:correspDesc[1]/t:correspAction[@type='{end}']/t:placeName[@evidence='external']"
        assert facts(path, *body, title="Telegram from Oslo to Rome, SECRET, No. 76.033") == [place]


def test_paragraphs_that_reopen_a_quotation_do_not_nest() -> None:
    body = (*HEAD, "I transmit a message:", "“Comrade Orlov!", "“The point.", "“Mao Zedong", "“4 May 1950.”", "IVANOV")
    assert facts(SENDER, *body) == ["IVANOV"]
    assert facts(SENT.format(2) + "t:persName", *body) == ["Mao Zedong"]
    assert facts("count(//t:floatingText)", *body) == ["1.0"]


def test_the_senders_name_ends_a_message_that_was_never_closed() -> None:
    body = (*HEAD, "I transmit a message:", "“Comrade Orlov!", "The point is clear.", "KOSTIN", "IVANOV", "No. 12")
    assert facts(SENDER, *body) == ["IVANOV"]
    assert facts(SENT.format(2) + "t:persName", *body) == ["KOSTIN"]
    assert facts("//t:idno[@type='sender']", *body) == ["12", "12"]


def test_a_compliment_before_the_name() -> None:
    body = (*HEAD, "I transmit a letter:", "“Dear Comrade Orlov!", "All is well.", "Respectfully yours, Kim Il Sung”")
    assert facts("//t:floatingText//t:signed/t:persName", *body) == ["Kim Il Sung"]


@pytest.mark.parametrize(
    "title",
    [
        "Stalin's Answer to Mao Zedong",
        "Telegram from Havana to Warsaw",
        "Telegram from Ambassador to Cuba A to USSR MFA",
    ],
)
def test_a_title_that_names_no_sender(title: str) -> None:
    assert facts(SENDER, "The lamps are on their way to the north.", title=title) == []


def test_a_name_of_the_title_is_marked_as_evidence_from_outside() -> None:
    body = ("The lamps are on their way to the north.",)
    assert facts(SENDER + "/@evidence", *body) == ["external"]


def test_the_place_of_an_office_holder() -> None:
    to = "//t:correspAction[@subtype='to']/*"
    heading, text = "CIPHERED TELEGRAM No. 9", "The lamps are on their way."
    assert facts(to, heading, "BEIJING - SOVIET AMBASSADOR", text) == ["SOVIET AMBASSADOR", "BEIJING"]
    assert facts(to, "CIPHERED TELEGRAM", "BEIJING, SOVIET AMBASSADOR", text) == ["SOVIET AMBASSADOR", "BEIJING"]
    assert facts(to, "CIPHERED TELEGRAM", "SOVIET AMBASSADOR", text) == ["SOVIET AMBASSADOR"]
    assert facts(to, heading, "PYONGYANG", "SOVIET AMBASSADOR", text) == ["SOVIET AMBASSADOR", "PYONGYANG"]


def test_the_typists_number_is_not_the_senders() -> None:
    body = (*HEAD, "The lamps are on their way.", "IVANOV", "No. 12", "Two copies printed.", "No. 7559")
    assert facts("//t:correspDesc[1]//t:idno", *body) == ["12"]
    assert facts("//t:text//t:idno[@type='typing']", *body) == ["7559"]


def test_the_type_is_not_invented() -> None:
    assert facts("//t:catRef/@target", "All is well here.", title="Notes of a conversation") == []
    assert facts("//t:catRef/@target", "All is well here.", title="Report on the trade") == ["#type.report"]


def test_copies_wrapped_over_lines() -> None:
    body = (*HEAD, "The lamps are on their way.", "IVANOV", "Copies: Stalin (2), Molotov,", "Malenkov - 3, Beria.")
    assert facts("//t:correspAction[@subtype='copy']/t:persName", *body) == ["Stalin", "Molotov", "Malenkov", "Beria"]
    assert facts("//t:correspAction[@subtype='copy']//t:num/@value", *body) == ["2", "1", "3", "1"]


def test_a_message_that_a_mark_opens_inside_a_line() -> None:
    body = (*HEAD, "I report the text: “Comrade Orlov! The lamps are here.", "The oil is not.”", "IVANOV")
    assert facts("//t:text//t:p", *body) == ["I report the text:", "The lamps are here.", "The oil is not.”"]
    assert facts(SENDER, *body) == ["IVANOV"]


def test_a_quotation_in_a_sentence_is_no_message() -> None:
    body = (*HEAD, "He said: “the lamps are here.”", "I said: “no”.", "IVANOV")
    assert facts("count(//t:floatingText)", *body) == ["0.0"]


def test_a_message_without_quotation_marks() -> None:
    body = (*HEAD, "I transmit the message:", "Comrade ORLOV!", "The lamps are here.", "KOSTIN", "4 May 1950", "IVANOV")
    assert facts(SENDER, *body) == ["IVANOV"]
    assert facts(SENT.format(2) + "t:persName", *body) == ["KOSTIN"]
    assert facts(SENT.format(2) + "t:date/@when", *body) == ["1950-05-04"]


def test_the_address_of_a_forwarded_message_says_for_whom_the_addressee_gets_it() -> None:
    forwarded = "“To Cdes. Petrov and Orlov. The lamps are here."
    body = (*HEAD, "This telegram for you reached me:", forwarded, "KOSTIN”", "IVANOV")
    ultimate = "//t:correspDesc[1]/t:correspAction[@subtype='ultimate']/t:persName"
    assert facts(ultimate, *body) == ["Petrov", "Orlov"]
    assert facts("//t:floatingText//t:p", *body) == ["The lamps are here."]


def test_two_sign_together() -> None:
    body = (*HEAD, "The boats are on their way.", "(A. Ivanov)", "(S. KOSTIN)", "No. 12")
    assert facts(SENDER, *body) == ["A. Ivanov", "S. KOSTIN"]


def test_a_name_typed_below_a_signature_is_the_same_man() -> None:
    assert facts(SENDER, *HEAD, "The boats are on their way.", "A. IVANOV", "(Ivanov)") == ["A. IVANOV"]


def test_a_name_above_the_message_signs_nothing() -> None:
    assert facts(SENDER, *HEAD, "REMARKS FROM ABOVE", "NOT DATED", "The boats left on Monday.", "IVANOV") == ["IVANOV"]


def test_a_body_and_an_office_sign() -> None:
    body = (*HEAD, "The boats are on their way.", "Ministry of Foreign Trade", "5 May 1950")
    assert facts(SENT.format(1) + "t:orgName", *body) == ["Ministry of Foreign Trade"]
    assert facts(SENDER, *HEAD, "The boats are on their way.", "Anton Weiss", "ambassador") == ["Anton Weiss"]


def test_the_number_of_a_copy_is_nobodys_copy() -> None:
    body = ("CIPHERED TELEGRAM No. 12", "Copy No. 12", "To Comrade Orlov", "The boats are on their way.", "IVANOV")
    assert facts("//t:correspAction[@subtype='copy']", *body) == []
    assert facts("//t:head[2]", *body) == ["Copy No. 12"]


def test_a_number_of_some_register_is_no_answer() -> None:
    body = ("TELEGRAM", "RECEIVED", "961.", "On the Boats", "The boats are on their way.", "IVANOV")
    assert facts("//t:correspContext/t:ref", *body) == []
    below = ("To Comrade Orlov", "1352.", "The boats are on their way.", "IVANOV")
    assert facts("//t:correspContext/t:ref[@type='replyTo']", *below) == ["1352"]


def test_a_dispatch_after_the_office_did_its_work_is_no_sending() -> None:
    lines = ("Arrived: 4.5.50 19:25", "Processed: 4.5.50 22:10", "Dispatched: 5.5.50 06:00")
    assert facts(SENT.format(1) + "t:date/@when", *lines, *HEAD, "The boats are on their way.", "IVANOV") == []


def test_who_is_to_get_an_answer_that_follows() -> None:
    body = (*HEAD, "Transmit the following answer to KIM CHAEK.", "“Comrade KIM CHAEK.", "All is well.”", "IVANOV")
    assert facts("//t:correspDesc[1]/t:correspAction[@subtype='ultimate']", *body) == ["KIM CHAEK"]


def test_a_greeting_before_the_name_is_no_part_of_it() -> None:
    body = (*HEAD, "Transmit this:", "“Comrade Orlov.", "All is well.", "With greetings. KOSTIN [Petrov].”", "IVANOV")
    assert facts(SENT.format(2) + "t:persName", *body) == ["KOSTIN [Petrov]"]
    letter = (*HEAD, "I hand on a letter:", "“Dear Comrade Orlov!", "All is well.", "Faithfully, KIM CHAEK, Minister.”")
    assert facts(SENT.format(2) + "t:persName", *letter) == ["KIM CHAEK"]


def test_a_mission_below_the_number_is_addressed() -> None:
    form = ("Ministry of Foreign Affairs, FPRY", "No. 12", "Date: 4.V 1950", "Embassy of FPRY – Oslo")
    body = (*form, "The boats are on their way.", "IVANOV")
    to = "//t:correspAction[@subtype='to']/t:orgName"
    assert facts(to, *body, title="Telegram from Ivanov") == ["Embassy of FPRY"]
    assert facts("//t:correspAction[@subtype='to']/t:placeName", *body, title="Telegram from Ivanov") == ["Oslo"]
    assert facts(to, "MFA USSR", "No. 12", "Tenth Department", "Text follows here.", title="Telegram") == []


def test_a_place_alone_is_addressed() -> None:
    body = ("TELEGRAM No. 9", "TO: OSLO", "The boats are on their way.", "IVANOV")
    assert facts("//t:correspAction[@subtype='to']", *body, title="Telegram No. 9") == ["OSLO"]


def test_bodies_addressed_over_several_lines() -> None:
    lines = ("To Danubian Embassy", "Havana, Mexico, Caracas", "Legation of the Union – Montevideo")
    body = ("TELEGRAM No. 9", *lines, "The lamps are on their way to the north.", "IVANOV")
    expected = ["Danubian Embassy Havana", "Mexico", "Caracas", "Legation of the Union – Montevideo"]
    assert facts("//t:correspAction[@subtype='to']/t:orgName", *body) == expected


def test_announcements_without_an_end_are_read() -> None:
    assert facts(SENDER, *HEAD, *["I transmit to you:", "To Comrade Sedov"] * 3000, "IVANOV") == ["IVANOV"]


def test_the_title_names_the_writer_of_a_message_that_names_nobody() -> None:
    title = "Telegram No. 9, Ivanov to Petrov, transmitting message from Kostin to Orlov"
    body = (*HEAD, "I transmit the message:", "“The lamps are here.", "The oil is not.”", "IVANOV")
    assert facts(SENT.format(2) + "t:persName[@evidence='external']", *body, title=title) == ["Kostin"]
    assert facts("//t:correspDesc[2]/t:correspAction[@subtype='to']/t:persName", *body, title=title) == ["Orlov"]


def test_its_own_number_names_no_other_message() -> None:
    context = "//t:correspContext/t:ref"
    body = ("CIPHERED TELEGRAM No. 9", "To Comrade PETROV", "The lamps came.", "Our telegram No. 9 told so.")
    assert facts(context, *body, "IVANOV") == []
    assert facts(context, *body[:3], "Our telegram No. 8 told so.", "IVANOV") == ["8"]


def test_the_number_above_the_name_that_signs() -> None:
    body = ("CABLE No. 12", "To Comrade LIPOV", "The lamps are on their way.", "No. 31/b", "GRUSHIN")
    page = {"title": "Cable from the Embassy in Lima, 5 May"}
    assert facts(SENDER, *body, **page) == ["GRUSHIN"]
    assert facts("//t:correspDesc[1]//t:idno[@type='sender']", *body, **page) == ["31/b"]


def test_an_unknown_line_before_a_clerks_does_not_end_the_form() -> None:
    body = (
        "Ciphergram No. 12",
        "Sent by boat on 5 [6?] May at noon and seen at the pier by two men",
        "Came to the Decoding Department on 5.5.1950 at 07:00",
        "From: [Ambassador Jan] LIPA",
        "To: [Director Ewa] SOSNA, URGENT",
        "Yours 31.",
        "The lamps are on their way to the north.",
        "They will be there on Monday.",
        "Lipa writes about the lamps.",
    )
    page = {"title": "Telegram from the Embassy in Lima, 5 May"}
    assert facts(SENDER, *body, **page) == ["[Ambassador Jan] LIPA"]
    assert facts("//t:correspAction[@subtype='to']/t:persName", *body, **page) == ["[Director Ewa] SOSNA"]
    assert facts("//t:*[@type='unclassified']", *body, **page) == []


def test_a_form_in_capitals_names_offices_not_persons() -> None:
    body = (
        "TO THE SECRETARY OF STATE FOR EXTERNAL RELATIONS",
        "FROM THE EMBASSY IN LIMA",
        "The lamps are here.",
        "LIPA",
    )
    assert facts("//t:correspAction[@subtype='ultimate']", *body) == []
    assert facts("//t:correspAction[@subtype='to']/*", *body) == ["SECRETARY OF STATE FOR EXTERNAL RELATIONS"]


def test_a_courtesy_copy_without_honorific_is_no_addressee() -> None:
    body = ("From: Lipa", "To: Comrade Petrov", "cc: Sosna", "The lamps are here.")
    assert facts("//t:correspAction[@subtype='to']/*", *body) == ["Petrov"]
    assert facts("//t:correspAction[@subtype='cc']/*", *body) == ["Sosna"]


def test_an_hour_with_a_comma_is_no_organisation() -> None:
    body = ("Received: 4.V 1950. at 21,40", "To Comrade PETROV", "The lamps are here.", "IVANOV")
    station = "//t:correspAction[@subtype='station']/"
    assert facts(station + "t:orgName", *body) == []
    assert facts(station + "t:date/@when", *body) == ["1950-05-04T21:40:00"]


def test_a_doubt_is_told_once() -> None:
    body = ("CIPHERED TELEGRAM No. 9", "Strange office words here", "To SEDOV", "The lamps came by rail.", "IVANOV")
    page = "\n\n".join(["Skip to content", "May 5, 1950", TITLE, *body])
    warnings = [(one.rule, one.line) for one in read(page.encode(), "page.txt").warnings]
    assert warnings.count(("addressee-uncertain", 11)) == 1


COPY = "//t:correspAction[@subtype='copy']/t:persName"
TO = "//t:correspAction[@subtype='to']/*"


@pytest.mark.parametrize(
    "body",
    [
        ("Copy Nº 1", "to Cde. Sosna", "Copy Nº 2", "to Cde. Lipa", *HEAD, "The lamps are here by rail.", "IVANOV"),
        (*HEAD, "The lamps are here by rail.", "IVANOV", "Copy Nº 1", "to Cde. Sosna", "Copy Nº 2", "to Cde. Lipa"),
        (*HEAD, "The lamps are here by rail.", "IVANOV", "Copy No. 1", "To Cde. Sosna", "Copy No. 2", "To Cde. Lipa"),
    ],
)
def test_copies_broken_over_two_lines_from_the_first_on(body: tuple[str, ...]) -> None:
    assert facts(COPY, *body) == ["Sosna", "Lipa"]
    assert facts(TO, *body) == ["PETROV"]
    assert facts("//t:*[@type='unclassified']", *body) == []


def test_the_number_of_this_copy_stands_above_the_address() -> None:
    body = ("CABLE No. 12", "Copy No. 1", "To Comrade Petrov", "The lamps are here by rail.", "IVANOV")
    assert facts(COPY, *body) == []
    assert facts(TO, *body) == ["Petrov"]


@pytest.mark.parametrize(
    "note",
    ["Two copies printed", "4ak", "Note: for the file", "Spravka: the original is in the archive of the section."],
)
def test_an_address_below_a_clerks_note(note: str) -> None:
    body = ("CIPHERED TELEGRAM No. 9", note, "To Comrade PETROV", "The lamps are here, as we have heard.", "IVANOV")
    assert facts(TO, *body) == ["PETROV"]
    assert facts("//t:div[@type='officeNotes']/t:p", *body) == [note]
    assert facts("//t:div[@type='dispatch']//t:p", *body) == ["The lamps are here, as we have heard."]


@pytest.mark.parametrize(
    ("lines", "addressees", "ultimate"),
    [
        (("Comrade Petrov, for Comrade Orlov.",), ["Petrov"], ["Orlov"]),
        (("Personal for Comrade Petrov",), ["Petrov"], []),
        (("Oslo, Dutch Embassy, Comrade Petrov",), ["Petrov", "Oslo"], []),
        (("Oslo, Ambassador",), ["Ambassador", "Oslo"], []),
        (("Oslo. To Ambassador Petrov.",), ["Ambassador Petrov", "Oslo"], []),
        (("Dutch Ambassador, Oslo",), ["Dutch Ambassador", "Oslo"], []),
        (("To Comrade PETROV, Dutch Embassy, for transmission to Comrade Orlov",), ["PETROV"], ["Orlov"]),
        (("To Comrade PETROV and the members of the Committee",), ["PETROV"], []),
        (("TO THE MINISTER OF TRADE", "Comrade PETROV A.B."), ["MINISTER OF TRADE", "PETROV A.B."], []),
        (("To the Ministry of Trade", "Comrade Petrov"), ["Ministry of Trade", "Petrov"], []),
        (("A line of a form that nobody knows and that is long", "To Comrade PETROV"), ["PETROV"], []),
    ],
)
def test_addresses_stay_in_no_paragraph(lines: tuple[str, ...], addressees: list[str], ultimate: list[str]) -> None:
    body = ("CIPHERED TELEGRAM No. 9", *lines, "The lamps are on their way to the north.", "IVANOV")
    page = {"title": "Telegram from Ivanov"}
    assert facts(TO, *body, **page) == addressees
    assert facts("//t:correspDesc[1]/t:correspAction[@subtype='ultimate']/*", *body, **page) == ultimate
    assert facts("//t:text//t:p", *body, **page) == ["The lamps are on their way to the north."]


@pytest.mark.parametrize(
    "line",
    [
        *("Oslo, Berlin and Prague have agreed on lamps", "Oslo. We are well.", "Oslo, 5 lamps"),
        *("Oslo, Ambassador Petrov came.", "Moscow. Ambassador Petrov is away"),
    ],
)
def test_a_sentence_that_begins_with_a_place_is_no_address(line: str) -> None:
    assert facts(TO, *HEAD, line, "The lamps are on their way to the north.", "IVANOV") == ["PETROV"]


def test_a_greeting_below_an_ambassador_addresses_nobody_else() -> None:
    body = ("CIPHERED TELEGRAM", "OSLO - SOVIET AMBASSADOR", "Comrade ORLOV", "The lamps are on their way.", "IVANOV")
    assert facts(TO, *body) == ["SOVIET AMBASSADOR", "OSLO"]


def test_a_salutation_behind_a_mark_opens_a_message_in_a_message() -> None:
    letter = ("“Dear Comrade Orlov!", "I ask you to hand over this telegram today.")
    inner = ("“Comrade Sosna!", "The lamps are here.", "LIPA.”")
    outer = ("“Respected Comrade Kostin!", "I send you this message for Orlov today.")
    body = (*HEAD, "I transmit the letter:", *outer, *letter, *inner, "IVANOV")
    assert facts("count(//t:floatingText)", *body) == ["3.0"]
    assert facts("//t:floatingText//t:floatingText//t:floatingText//t:signed", *body) == ["LIPA.”"]
    assert facts("count(//t:supplied)", *body) == ["2.0"]
    assert facts(SENDER, *body) == ["IVANOV"]


@pytest.mark.parametrize(("closing", "warned"), [("”””", False), ("”", True)])
def test_marks_in_a_row_open_one_message(closing: str, warned: bool) -> None:
    body = (*HEAD, "I transmit:", "“““Comrade Orlov!", "The lamps are here.", f"KOSTIN.{closing}", "IVANOV")
    assert facts("count(//t:floatingText)", *body) == ["1.0"]
    assert facts(SENT.format(2) + "t:persName", *body) == ["KOSTIN"]
    assert facts("count(//t:floatingText//t:pc)", *body) == ["4.0" if warned else "6.0"]
    page = "\n\n".join(["Skip to content", "May 5, 1950", TITLE, *body, "Document Information"])
    rules = [one.rule for one in read(page.encode(), "page.txt").warnings]
    assert ("quotation-mark-unbalanced" in rules) is warned


LETTER = ("Oslo, 4 May 1950", "Dear Petrov,", "The lamps are on their way to the north.", "Yours,", "Ivanov")
ADDRESSEE = "//t:correspDesc[1]/t:correspAction[@subtype='to']/t:persName"


def test_the_salutation_of_a_letter_stays_whole_and_names_the_addressee() -> None:
    for salutation, title in (
        ("Dear Petrov,", "Letter from Ivanov to Petrov"),
        ("Dear Mr. Petrov,", "Letter from Ivanov"),
    ):
        body = (LETTER[0], salutation, *LETTER[2:])
        assert facts(ADDRESSEE, *body, title=title) == ["Petrov"]
        assert facts("//t:opener/t:salute", *body, title=title) == [salutation]
        assert facts(SENDER, *body, title=title) == ["Ivanov"]
    assert facts(f"{ADDRESSEE}[@evidence]", *LETTER, title="Letter from Ivanov to Petrov") == []


def test_a_salutation_that_names_nobody_or_another_than_the_title_gives_no_addressee() -> None:
    nobody = ("Dear Sir,", *LETTER[2:])
    assert facts(ADDRESSEE, *nobody, title="Letter from Ivanov") == []
    assert facts("//t:opener/t:salute", *nobody, title="Letter from Ivanov") == ["Dear Sir,"]
    assert facts(ADDRESSEE, *LETTER, title="Letter from Ivanov to Karev") == ["Karev"]
    carried = (*HEAD, "I transmit a letter:", "“Dear Sir,", "All is well.", "Faithfully, KIM CHAEK.”", "IVANOV")
    assert facts("//t:correspDesc[2]/t:correspAction[@type='received']", *carried) == []


TWO = "Telegram from Ivanov to Kim Il Sung and Pak Hon-yong"


@pytest.mark.parametrize(
    ("title", "salutation", "addressees"),
    [
        (TWO, "Dear Comrade Kim Il Sung,", ["Kim Il Sung", "Pak Hon-yong"]),
        (TWO, "Comrade Pak!", ["Kim Il Sung", "Pak Hon-yong"]),
        (TWO, "Dear Comrade Orlov!", ["Kim Il Sung", "Pak Hon-yong"]),
        ("Telegram from Ivanov to Kim Il Sung", "Comrade Kim!", ["Kim Il Sung"]),
        ("Telegram from Ivanov to I. V. Petrov", "Dear Comrade Petrov,", ["I. V. Petrov"]),
        ("Telegram from Ivanov to Joseph Petrov", "Dear Comrade J. Petrov,", ["Joseph Petrov"]),
        ("Telegram from Ivanov to Kim and Kim Chaek", "Dear Comrade Kim Chaek,", ["Kim", "Kim Chaek"]),
        ("Telegram from Ivanov to Petrov", "Dear Comrade PETROV I.V.!", ["PETROV I.V."]),
    ],
)
def test_a_salutation_takes_nobody_and_no_part_of_a_name_from_those_whom_the_title_names(
    title: str, salutation: str, addressees: list[str]
) -> None:
    body = ("CIPHERED TELEGRAM No. 9", salutation, "The lamps are on their way to the north.", "IVANOV")
    assert facts(ADDRESSEE, *body, title=title) == addressees


def test_the_name_that_a_salutation_confirms_is_the_texts_own() -> None:
    body = ("CIPHERED TELEGRAM No. 9", "Dear Comrade Kim Il Sung,", "The lamps are on their way.", "IVANOV")
    assert facts(f"{ADDRESSEE}[@evidence='external']", *body, title=TWO) == ["Pak Hon-yong"]


@pytest.mark.parametrize(
    "greeted",
    ["Korea", "Brother", "Editors", "Soviet Friends", "Polish Miners", "Petrov", "Professor", "Comrade Editor"],
)
def test_words_that_may_be_no_name_give_no_addressee(greeted: str) -> None:
    received = "//t:correspDesc[{}]/t:correspAction[@type='received']"
    body = (LETTER[0], f"Dear {greeted},", *LETTER[2:])
    assert facts(received.format(1), *body, title="Letter from Ivanov") == []
    assert facts("//t:opener/t:salute", *body, title="Letter from Ivanov") == [f"Dear {greeted},"]
    carried = (*HEAD, "I transmit a letter:", f"“Dear {greeted},", "All is well.", "Faithfully, KIM CHAEK.”", "IVANOV")
    assert facts(received.format(2), *carried) == []
    assert facts("//t:floatingText//t:salute", *carried)[:1] == [f"“Dear {greeted},"]


@pytest.mark.parametrize(
    "name", ["General Walker", "Marshal Orlov", "Colonel Smith", "Comrade Orlov", "Ambassador Orlov"]
)
def test_a_rank_belongs_to_a_name_in_a_salutation_as_in_an_address(name: str) -> None:
    path = "//t:correspDesc[1]/t:correspAction[@subtype='to']/*"
    text = ("The lamps are on their way to the north.", "IVANOV")
    addressed = facts(path, "CIPHERED TELEGRAM No. 9", f"To {name}", *text, title="Telegram from Ivanov")
    assert facts(path, "CIPHERED TELEGRAM No. 9", f"Dear {name},", *text, title="Telegram from Ivanov") == addressed
    assert len(addressed) == 1
    assert f"Dear {name}," in facts("//t:opener/t:salute", "Oslo, 4 May 1950", f"Dear {name},", *text)


@pytest.mark.parametrize("office", ["Herr Präsident", "Monsieur Président", "Mr. President", "Président"])
def test_an_office_that_a_salutation_names_is_its_holders(office: str) -> None:
    body = (LETTER[0], f"Dear {office},", *LETTER[2:])
    assert facts(f"{ADDRESSEE}/t:roleName", *body, title="Letter from Ivanov") == [office]
