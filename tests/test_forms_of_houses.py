"""Forms of many houses, each as a page: who writes to whom, when, in which text. The telegrams are invented."""

from __future__ import annotations

import pytest
from converting import convert, strings

TITLE = "Telegram from the Ministry of Trade (Orlov) to Petrov"
TEXT = "The lamps are on their way to the north and will be there soon."
ACTION = "//t:correspDesc[1]/t:correspAction[@type='{}' and @subtype='{}']"
TO = ACTION.format("received", "to")
SENT = "//t:correspDesc[1]/t:correspAction[@type='sent']"
AFTER = "ancestor::t:div[@type='distribution' or @type='registration' or @type='officeNotes']"


class Page:
    """A page of a body, converted; what an XPath selects in its TEI."""

    def __init__(self, *body: str, title: str = TITLE, date: str = "May 5, 1950") -> None:
        lines = ["Skip to content", date, title, *body, "Document Information", "Source", "Rights"]
        encoded = convert("\n\n".join(lines).encode(), "page.txt")
        assert encoded.faithful
        self.content = encoded.content
        self.rules = {warning.rule for warning in encoded.warnings}

    def __call__(self, path: str) -> list[str]:
        return strings(self.content, path)

    @property
    def paragraphs(self) -> list[str]:
        return self(f"//t:text//t:p[not({AFTER})]")


def test_a_decision_with_its_number_and_recipients_on_one_line() -> None:
    page = Page(
        "No. P84/422 Copies: Comrades Sosna, Belan",
        "5 May 1950",
        "Excerpt from protocol No. 84 of the meeting of the Bureau",
        "Decision of 5 May 1950",
        "422. Telegram of Comrade Lipa",
        "No. 1352.",
        "To adopt the attached draft.",
        "To p.422(op) pr.PB No. 84",
        "Top Secret",
        "OSLO",
        "SOVIET AMBASSADOR",
        f"1352. {TEXT}",
        "Confirm receipt.",
        "A. ORLOV",
        title="Decision of the Bureau with a Message from Orlov to Lipa",
    )
    assert page("//t:correspDesc[1]/@n") == []
    assert page("//t:idno[@type='protocol']") == ["P84/422"]
    assert page(f"{SENT}/t:persName") == ["A. ORLOV"]
    assert page(f"{TO}/t:persName") == ["SOVIET AMBASSADOR"]
    assert page(f"{TO}/t:placeName") == ["OSLO"]
    assert page(ACTION.format("received", "copy") + "/t:persName") == ["Sosna", "Belan"]
    assert page("//t:correspDesc[1]/t:correspContext/t:ref[@type='replyTo']") == ["1352"]
    assert len(page.paragraphs) == 3


@pytest.mark.parametrize("name", ["FENG XI [Stalin]", "Feng Xi,", "FENG XI:"])
def test_a_name_alone_is_the_addressee_whom_the_title_names(name: str) -> None:
    page = Page("From Oslo. Sent 5.5.50 11:32", name, "To No. 483/sh.", TEXT, "ORLOV", title="Cable, Orlov to Feng Xi")
    assert [found.casefold()[:7] for found in page(f"{TO}/t:persName[not(@evidence)]")] == ["feng xi"]
    assert page("//t:*[@type='unclassified']") == []


def test_a_reference_with_a_word_added_and_a_number_of_the_register() -> None:
    page = Page("To Petrov", "To my [telegram] No. 2967 (vkh. No. 20757).", TEXT, "ORLOV")
    assert page("//t:correspDesc[1]/t:correspContext/t:ref") == ["2967"]
    assert page("//t:idno[@type='incoming']") == []
    assert len(page.paragraphs) == 1


def test_a_year_opens_no_reference() -> None:
    page = Page("To Petrov", f"1949. {TEXT}", "ORLOV")
    assert page("//t:correspContext/t:ref") == []


@pytest.mark.parametrize(
    ("opening", "number", "sender"),
    [("346 – FRIDAY – 1800hs – ", "346", []), ("135. - ", "135", []), ("812. Re your 1448. ", "812", [])],
)
def test_a_number_that_opens_the_text(opening: str, number: str, sender: list[str]) -> None:
    page = Page("To Petrov", opening + TEXT, "ORLOV")
    assert page("//t:correspDesc[1]/@n") == [number]
    assert page("//t:idno[@type='sender']") == sender
    assert page.paragraphs == [opening + TEXT]
    numbered = Page("Telegram No. 5", "To Petrov", opening + TEXT, "ORLOV")
    assert numbered("//t:correspDesc[1]/@n") == ["5"]
    assert set(numbered("//t:idno[@type='sender']")) == {number}
    assert ("1448" in opening) == (page("//t:correspContext/t:ref") == ["1448"])


def test_a_place_alone_is_not_the_body_there() -> None:
    page = Page("To Comrade Petrov", "Oslo", TEXT, "ORLOV", title="Telegram from Orlov to Embassy in Oslo")
    assert page(f"{TO}/t:persName") == ["Petrov"]


def test_a_form_with_stamp_number_and_codes() -> None:
    page = Page(
        "SECRETARY OF STATE FOR EXTERNAL TRADE",
        "TELEGRAM",
        "RECEIVED",
        "12.851",
        "FROM THE EMBASSY IN OSLO",
        "ON/4/5/V/50",
        "CONFIDENTIAL—URGENT",
        "DAC/DAS/DOr/600.(24h)",
        "Question of Lamps.",
        f"346 – FRIDAY – 1800hs – {TEXT}",
        "LUIZ DE ORLOV",
        title="Telegram from Dutch Embassy in Oslo (de Orlov), 6 p.m., Friday",
    )
    assert page("//t:correspDesc[1]/@n") == ["12.851"]
    assert set(page("//t:idno[@type='sender']")) == {"346"}
    assert page(f"{SENT}/t:persName") == ["LUIZ DE ORLOV"]
    assert page(f"{SENT}/t:placeName") == ["OSLO"]
    assert page("//t:*[@type='unclassified']") == []
    assert len(page.paragraphs) == 2


def test_a_form_with_empty_fields_and_a_name_supplied() -> None:
    page = Page(
        "Telegram for coding [Telegrama para cifra]",
        "Number:",
        "From: DIPL",
        "To: III/210/72911/31558",
        "Mexico, D. F., 4 May 1950",
        "[To Amb. Alfonso] García Robles",
        TEXT,
        "TELLO",
        title="Telegram from Dutch Foreign Ministry to Dutch Embassy, Rome",
    )
    assert page(f"{TO}/t:persName") == ["García Robles"]
    assert page(f"{SENT}/t:placeName") == ["Mexico, D. F."]
    assert page("//t:opener//t:date/@when") == ["1950-05-04"]
    assert page.paragraphs == [TEXT]
    assert page("//t:*[@type='unclassified']") == []


@pytest.mark.parametrize(
    "address", ["[To the] [Dutch] Embassy in Rome:", "Embassy in Rome,", "[To] the Ministry of Trade:", "Trade Office:"]
)
def test_a_body_before_a_colon_or_comma_is_addressed(address: str) -> None:
    page = Page(
        "Sent to: Rome",
        "Approved by: Liao Sheng, Han Berg",
        "Level: Urgent, advance",
        "Response No.",
        "Dispatch No. 1108",
        "Copied to: […]",
        "Subject:",
        address,
        TEXT,
        "Ministry of War",
        "5 May 1950",
        title="Cable from the Ministry of War",
    )
    assert page("//t:correspDesc[1]/@n") == ["1108"]
    assert page(f"{TO}/t:placeName") == ["Rome"]
    assert page(f"{TO}/t:orgName")[0] in address
    assert page(f"{SENT}/t:orgName") == ["Ministry of War"]
    assert page.paragraphs == [TEXT]


def test_a_headline_that_tells_both_ends() -> None:
    page = Page(
        "COPY",
        "Telegram nr.17/50 Comrade [Rudolf] Orlov, Oslo to Secretary of State Berg 4.5.1950",
        TEXT,
        "Signed: Orlov",
        title="Telegram from Dutch Ambassador, Oslo, to Secretary of State Jan Berg",
    )
    assert page("//t:correspDesc[1]/@n") == ["17/50"]
    assert page(f"{TO}/t:persName") == ["Secretary of State Berg"]
    assert page(f"{SENT}/t:persName") == ["[Rudolf] Orlov"]
    assert page(f"{SENT}/t:placeName") == ["Oslo"]
    assert page("//t:head//t:date/@when") == ["1950-05-04"]
    assert page.paragraphs == [TEXT]


def test_the_place_of_an_office_behind_a_dash() -> None:
    head = ("Ministry of Trade", "No. 5", "Embassy of FPRY – Rome", "Vidak,", "Yours 232, 233")
    page = Page(*head, TEXT, "ORLOV", title="Cable, Orlov to Vidak")
    assert page(f"{TO}/t:orgName") == ["Embassy of FPRY"]
    assert page(f"{TO}/t:persName") == ["Vidak"]
    assert page(f"{TO}/t:placeName") == ["Rome"]
    assert page("//t:correspContext/t:ref[@type='replyTo']") == ["232", "233"]


def test_the_file_of_the_receiver_is_not_the_number_of_the_title() -> None:
    body = ("Telegram from Oslo File # 10.815 St", "Arrived: 4.5.50 16:30", TEXT, "Orlov 319")
    page = Page(*body, title="Cable no. 319 from the Dutch Embassy in Oslo (Orlov)")
    assert page("//t:correspDesc[1]/@n") == ["319"]
    assert page("//t:idno[@type='incoming']") == ["10.815 St"]
    assert page(f"{SENT}/t:placeName") == ["Oslo"]
    assert Page(*body, title="Cable from Oslo")("//t:correspDesc[1]/@n") == ["10.815 St"]


def test_a_day_that_the_translator_doubts() -> None:
    page = Page(
        "From Oslo sent on 5.4.1950 at 18:00", "Received on 5.5 [6?].1950 at 13:35", "To: PETROV", TEXT, "ORLOV"
    )
    bounds = page(ACTION.format("received", "station") + "/t:date/@notBefore")
    assert bounds == ["1950-05-05"]
    assert page("//t:*[@type='unclassified']") == []
    assert page.paragraphs == [TEXT]


@pytest.mark.parametrize("printed", ["(5.5 at 22 GMT)", "5.5.1950 09h10", "5.5.1950, 17hs45"])
def test_hours_of_other_houses_on_a_line_with_the_day(printed: str) -> None:
    page = Page("Telegram No. 5", "To Comrade Petrov", printed, TEXT, "ORLOV")
    assert page("//t:opener//t:date/@when")[0] == "1950-05-05"
    assert page("//t:opener//t:time/@when") != []
    assert page.paragraphs == [TEXT]


def test_an_embassy_and_its_place_below_the_number() -> None:
    body = (
        "Telegram no. 49",
        "Embassy of Ruritania",
        "Rome",
        "FLASH To Ambassador [Emil A.] Sosna. – Top Secret",
        TEXT,
    )
    page = Page(
        *body, "Political Department", title="Telegram from Dutch Foreign Ministry to Dutch Embassy in Rome (Sosna)"
    )
    assert page(f"{TO}/t:orgName") == ["Embassy of Ruritania"]
    assert page(f"{TO}/t:persName") == ["Ambassador [Emil A.] Sosna"]
    assert page(f"{TO}/t:placeName") == ["Rome"]


def test_a_message_attached_below_the_signature_begins_with_its_address() -> None:
    page = Page(
        "Comrade [Liu] Petrov:",
        "Here is a telegram to all offices. Please consider it and send it on.",
        "Mao Orlov",
        "6:00 a.m., 5 May [1950]",
        "To All Trade Bureaus, Sub-Bureaus, and Front-Line Committees:",
        TEXT,
        "Central Committee",
        "6 May [1950]",
        title="Telegram, Mao Orlov to Petrov",
    )
    assert page("//t:div[@type='enclosure']//t:p") == [TEXT]
    assert page(f"{SENT}/t:persName") == ["Mao Orlov"]
    assert page("//t:correspDesc[2]/t:correspAction[@type='sent']/t:orgName") == ["Central Committee"]
    assert page("//t:div[@type='dispatch'][1]/t:closer//t:date/@when") == ["1950-05-05"]
    assert len(page.paragraphs) == 2


def test_a_form_with_the_year_first_and_those_who_see_it() -> None:
    page = Page(
        "OSLO, 50. 05. 04.",
        "TOP SECRET!",
        "Created by Se 14.30",
        "Checked by [unknown signature]",
        "CIPHER TELEGRAM",
        "Referencing the no. 73 cipher telegram.",
        "Subject: The Congress",
        TEXT,
        "– 166 chargé d’affaires –",
        "To be seen by",
        "Comrade Szabó F.",
        "Comrade Barity",
        "Seen by",
        "Comrade Bényei",
        title="Telegram from the Dutch Embassy in Oslo, 'The Congress'",
    )
    assert page(f"{SENT}/t:placeName") == ["OSLO"]
    assert page("//t:opener//t:date/@when")[0] == "1950-05-04"
    assert page(f"{SENT}/t:persName") == ["chargé d’affaires"]
    assert set(page("//t:idno[@type='sender']")) == {"166"}
    assert page(ACTION.format("received", "copy") + "/t:persName") == ["Szabó F.", "Barity", "Bényei"]
    assert page("//t:correspContext/t:ref[@type='replyTo']") == ["73"]
    assert page.paragraphs == [TEXT]
    assert page("//t:*[@type='unclassified']") == []


def test_a_day_of_another_age_is_none() -> None:
    page = Page("OSLO, 08. 08. 27.", TEXT, "ORLOV", title="Cable from Oslo", date="August 27, 1980")
    assert page("//t:text//t:date/@when") == []


def test_two_who_sign_with_their_offices_above_them() -> None:
    page = Page(
        "to USSR People’s Commissar of Trade",
        "Marshal of the Union",
        "Cde. Sosna, L. P.",
        TEXT,
        "Commanding General",
        "of the Baku Military District",
        "General of the Army",
        "I. Orlov",
        "Secretary of the Committee",
        "M. Belan",
        "5 May 1950",
        "No. 330",
        title="Message from Belan and Orlov to Sosna on Lamps",
    )
    assert page(f"{SENT}/t:persName") == ["I. Orlov", "M. Belan"]
    assert "Sosna, L. P." in page(f"{TO}/t:persName")
    assert page.paragraphs == [TEXT]


def test_a_translators_note_in_the_head_and_fields_in_one_line() -> None:
    page = Page(
        "TOP SECRET",
        "Reproduction prohibited",
        "Copy No. 12",
        "Enciphered Cable",
        "[Translator’s note: Distribution for this cable is as follows: Sosna, Belan, Lipa]",
        "From: Oslo            No. 48866             Time: 16:45                Date: 5/V/1950",
        "Special No. 1778",
        "Top Priority",
        "S P E C I A L",
        TEXT,
        "5.V.50                                   A. ORLOV",
        title="Enciphered cable from Orlov to Petrov",
    )
    assert page("//t:correspDesc[1]/@n") == ["48866"]
    assert page("//t:idno[@type='special']") == ["1778"]
    assert page(f"{SENT}/t:placeName") == ["Oslo"]
    assert page("//t:seg[@type='urgency']") == ["Top Priority", "S P E C I A L"]
    assert page("//t:seg[@type='instruction']") == ["Reproduction prohibited"]
    assert page.paragraphs == [TEXT]


@pytest.mark.parametrize("note", ["Notes", "Footnotes:", "This cable was sent to the embassy on May 5th at 6:00pm"])
def test_lines_below_a_signature_that_are_no_text(note: str) -> None:
    page = Page("To Comrade Petrov", TEXT, "ORLOV", "5 May 1950", note)
    assert page(f"{SENT}/t:persName") == ["ORLOV"]
    assert page("//t:*[@type='unclassified']") == []


def test_a_division_signs() -> None:
    page = Page(TEXT, "Division of Northern Affairs", title="Cable from the Division of Northern Affairs")
    assert page(f"{SENT}/t:orgName") == ["Division of Northern Affairs"]


def test_notes_of_an_office_and_a_reference_with_a_name_are_no_paragraphs() -> None:
    page = Page("To Comrade Petrov", "Sosna. Yours 434844.", TEXT, "ORLOV", "NOTE OF DCA: -- This telegram was shown.")
    assert page.paragraphs == [TEXT]
    assert page("//t:correspContext/t:ref[@type='replyTo']") == ["434844"]


def test_the_office_sends_on_what_it_has_processed() -> None:
    form = ("Telegram from Oslo File # 11096", "Arrived: 5.5.50 19:00", "Processed: 5.5.50 20:30 Office, G, Ku, 6, TO")
    page = Page(
        *form, "Dispatched: 5.5.50 22:00", "ČTK [Press Agency]", TEXT, "Orlov 330", title="Cable no. 330 from Oslo"
    )
    assert page(f"{SENT}/t:date") == []
    assert page(ACTION.format("transmitted", "relay") + "/t:date/@when") == ["1950-05-05T22:00:00"]


@pytest.mark.parametrize(
    ("line", "number", "name"),
    [("– 157 –", "157", []), ("87 – Orlov", "87", ["Orlov"]), ("– 87 Orlov –", "87", ["Orlov"])],
)
def test_numbers_between_dashes_below_the_text(line: str, number: str, name: list[str]) -> None:
    page = Page(TEXT, line, "To be seen by", "Comrade Lipa", title="Telegram from Oslo")
    assert set(page("//t:idno[@type='sender']")) == {number}
    assert page(f"{SENT}/t:persName") == name
    assert page.paragraphs == [TEXT]


def test_an_office_with_its_holder_is_addressed_and_a_date_begins_with_its_year() -> None:
    title = "Telegram from Szabó Orlov, 'Congress'"
    page = Page(
        "Top Secret!", "Ambassador Comrade Etre Sosna", TEXT, "Budapest, 1950 May 5", "Szabó Orlov", title=title
    )
    assert page(f"{TO}/t:persName") == ["Ambassador Comrade Etre Sosna"]
    assert page(f"{SENT}/t:persName") == ["Szabó Orlov"]
    assert page("//t:closer//t:date/@when") == ["1950-05-05"]
    assert page("//t:closer//t:placeName") == ["Budapest"]


def test_an_order_with_its_number_is_a_message() -> None:
    page = Page("To Comrade Petrov", f"Your order No. 48 has been fulfilled. {TEXT}", "ORLOV")
    assert page("//t:correspContext/t:ref[@type='replyTo']") == ["48"]


@pytest.mark.parametrize(
    ("first", "second"),
    [("The lamps of our friend", "which came from the north have gone."), ("He met Sosna", "[1] (the other) there.")],
)
def test_a_line_broken_in_a_clause_goes_on(first: str, second: str) -> None:
    page = Page("To Comrade Petrov", TEXT, first, second, "ORLOV", "[1] Belan.")
    assert page.paragraphs == [TEXT, f"{first} {second}"]


def test_two_names_in_small_letters_sign() -> None:
    page = Page(
        "To Comrade Petrov", TEXT, "M. D. Orlov", "I. I. Belan", "5 May 1950", title="Letter from Orlov to Petrov"
    )
    assert page(f"{SENT}/t:persName") == ["M. D. Orlov", "I. I. Belan"]


@pytest.mark.parametrize("line", ["Rome—Ministry of Trade of the Union.", "ROME - Ministry of Trade"])
def test_a_place_before_a_ministry_is_its_seat(line: str) -> None:
    page = Page("From Oslo Sent 5.5.50 11:30", line, TEXT, "ORLOV", title="Cable, Orlov to the Ministry of Trade")
    assert page(f"{TO}/t:placeName")[0].casefold() == "rome"
    assert page(f"{TO}/t:orgName")[0].startswith("Ministry of Trade")
    assert page.paragraphs == [TEXT]


def test_a_lettergram_to_a_secretary() -> None:
    page = Page(
        "X/442/17",
        "LETTERGRAM [CORREOGRAMA]",
        "Washington DC",
        "5 May 1950",
        "C. Manuel Sosna,",
        "Secretariat [Ministry] of Foreign Relations,",
        "General Directorate of Lamps,",
        f"135. - {TEXT}",
        "Respectfully,",
        "The Ambassador",
        "Vicente Orlov",
        title="Telegram from Dutch Ambassador, Washington",
    )
    assert page("//t:correspDesc[1]/@n") == ["135"]
    assert page(f"{TO}/t:persName") == ["C. Manuel Sosna"]
    assert page(f"{SENT}/t:placeName") == ["Washington DC"]
    assert page(f"{SENT}/t:persName") == ["Vicente Orlov"]
    assert len(page.paragraphs) == 1


def test_an_order_to_departments_above_the_address() -> None:
    body = ("Please have the Press Department study this.", "[To] the Ministry of Trade:", TEXT, "Embassy in Rome")
    page = Page(*body, "5 May 1950", title="Cable from the Dutch Embassy in Italy")
    assert page(f"{TO}/t:orgName") == ["Ministry of Trade"]
    assert page(f"{SENT}/t:orgName") == ["Embassy in Rome"]
    assert page.paragraphs == [body[0], TEXT]


def test_two_bodies_sign() -> None:
    bodies = ("People's Committee to Defend Peace and Combat Hunger", "Ministry of Trade")
    page = Page("[To the] Embassy in Rome:", TEXT, *bodies, "5 May 1950", title="Cable from two houses")
    assert page(f"{SENT}/t:orgName") == list(bodies)
    assert page.paragraphs == [TEXT]


def test_a_mark_fused_to_a_range_of_numbers() -> None:
    page = Page("Telegram number 538-5401", TEXT, "ORLOV", "[1] This telegram was sent on.", title="Orlov to Petrov")
    assert page("//t:correspDesc[1]/@n") == ["538-540"]


def test_copies_behind_dashes() -> None:
    page = Page("To Comrade Petrov", TEXT, "ORLOV", "Copy to: - Mr. Minister Sosna", "- Mr. Minister Lipa")
    assert page(ACTION.format("received", "copy") + "/t:persName") == ["Mr. Minister Sosna", "Mr. Minister Lipa"]


def test_a_head_of_a_department_signs() -> None:
    page = Page(TEXT, "Oslo, 1950 May 5", "Sosna Orlov", "Head of Department", title="Telegram from Sosna Orlov")
    assert page(f"{SENT}/t:persName") == ["Sosna Orlov"]
    assert page("//t:closer//t:date/@when") == ["1950-05-05"]
    assert page.paragraphs == [TEXT]


def test_a_long_body_signs_above_a_ministry() -> None:
    body = "Dutch People's Committee to Defend World Peace and Combat U.S. Lamps"
    page = Page(
        "[To the] Embassy in Rome:", TEXT, body, "Ministry of Trade", "5 May 1950", title="Cable from two houses"
    )
    assert page(f"{SENT}/t:orgName") == [body, "Ministry of Trade"]


def test_the_letterhead_of_a_legation() -> None:
    page = Page(
        "Strictly Confidential! By courier",
        "Legation of the",
        "People’s Republic of Ruritania",
        "2100 16th Street NW",
        "Washington DC",
        "Outgoing Nr. C 561/29.X.62",
        TEXT,
        "Charge d’Affaires: [signature]",
        title="Ruritanian Legation, Washington, to Ruritanian Foreign Ministry",
    )
    assert page("//t:correspDesc[1]/@n") == ["C 561/29.X.62"]
    assert page.paragraphs == [TEXT]
    assert page(f"{SENT}/t:persName") == ["Charge d’Affaires"]
    assert page("//t:*[@type='unclassified']") == []


@pytest.mark.parametrize(
    "told",
    ["This cable was sent to the embassy in the Union on May 5th at 6:00pm", "This cable was sent on 5 May 18:00"],
)
def test_a_note_tells_when_the_cable_was_sent(told: str) -> None:
    page = Page(
        "Embassy in Rome:", TEXT, "Division of Northern Affairs", told, "May 5th 6:10pm", title="Cable from a house"
    )
    assert page(f"{SENT}/t:date/@when") == ["1950-05-05T18:00:00"]
    assert page(f"{SENT}/t:orgName") == ["Division of Northern Affairs"]
    assert page(f"{SENT}/t:placeName") == []
    assert page("//t:creation/t:date/@when") in ([], ["1950-05-05T18:00:00"], ["1950-05-05"])
    assert page.paragraphs == [TEXT]


def test_a_message_attached_below_a_signature_ends_with_its_own_signature_before_an_omission() -> None:
    own = ("Mao Zedong", "6:00 a.m., 12 February [1950]")
    attached = (
        "To All Central Bureaus and Front-Line Committees:",
        TEXT,
        "Central Committee",
        "13 February [1950]",
        "[...]",
    )
    page = Page(
        "Comrade [Liu] Shaoqi:",
        TEXT,
        *own,
        *attached,
        title="Telegram, Mao Zedong to Liu Shaoqi",
        date="February 12, 1950",
    )
    assert page(f"{TO}/t:persName") == ["[Liu] Shaoqi"]
    assert page("//t:text//t:p") == [TEXT, TEXT]
    assert page("//t:correspDesc[2]/t:correspAction[@type='sent']/t:orgName") == ["Central Committee"]


@pytest.mark.parametrize("address", ["To ORLOV", "To Comrade ORLOV", "тов. ОРЛОВУ"])
def test_a_place_above_the_name_of_the_addressee_is_where_it_goes(address: str) -> None:
    place = "Пекин" if address.startswith("тов") else "BEIJING"
    page = Page("CIPHERED TELEGRAM No. 709", place, address, TEXT, "LIPA", title="Telegram, Lipa to Orlov")
    assert page(f"{TO}/t:placeName") == [place]
    assert page("//t:*[@type='unclassified']") == []


def test_a_place_above_the_address_from_which_the_title_says_it_came() -> None:
    page = Page("BEIJING", "To Comrade ORLOV", TEXT, "LIPA", title="Telegram from Beijing, Lipa to Orlov")
    assert page(f"{TO}/t:placeName") == []
    assert page(f"{SENT}/t:placeName") == ["BEIJING"]


def test_a_country_and_a_person_each_with_its_to() -> None:
    page = Page(
        "Tenth Department Received 18:35 5.V.1950",
        "Sent 20:50 5.V.1950",
        "To NORTH KOREA To ORLOV TOP PRIORITY",
        TEXT,
        "LIPA",
        title="Telegram, Lipa to Orlov",
    )
    assert page(f"{TO}/t:persName") == ["ORLOV"]
    assert page(f"{TO}/t:placeName") == ["NORTH KOREA"]
    assert page(ACTION.format("received", "station") + "/t:date/@when") == ["1950-05-05T18:35:00"]
    assert page(f"{SENT}/t:date/@when") == ["1950-05-05T20:50:00"]


def test_a_second_person_for_whom_an_address_goes_on() -> None:
    page = Page("To ORLOV for FENG XI", "or SOSNA", TEXT, "LIPA", title="Telegram, Lipa to Feng Xi or Sosna, via Orlov")
    assert page(f"{TO}/t:persName") == ["ORLOV"]
    assert page(ACTION.format("received", "ultimate") + "/t:persName") == ["FENG XI", "SOSNA"]


def test_signed_on_a_line_of_its_own() -> None:
    page = Page(
        "To: the Dutch Ministry of Trade (Comrade Jan Sosna)",
        "From: the Dutch Embassy in Oslo",
        TEXT,
        "Signed",
        "Piet Orlov",
        title="TELEGRAM 066.139 from the Dutch Embassy in Oslo to the Dutch Ministry of Trade",
    )
    assert page(f"{SENT}/t:persName") == ["Piet Orlov"]
    assert page(f"{SENT}/t:placeName") == ["Oslo"]
    assert page(f"{TO}/t:orgName") == ["Dutch Ministry of Trade"]
    assert page(f"{TO}/t:persName") == ["Jan Sosna"]


def test_a_supplement_and_a_list_of_readers_are_no_paragraphs() -> None:
    page = Page(
        "Ciphergram No. 15890",
        "To: RAPACKI",
        "From: ORLOV",
        "Supplement to our [cable] 536.",
        TEXT,
        "Received by: […]1",
        "[1] Comrade Sosna, Comrade Lipa.",
        title="Telegram from the Embassy in Oslo (Orlov)",
    )
    assert page("//t:correspContext/t:ref[@type='prev']") == ["536"]
    assert page.paragraphs == [TEXT]


def test_who_gets_the_decision_in_which_a_secretary_signs() -> None:
    page = Page(
        "VKP(b) CC",
        "# P78/118",
        "To: Cmrds. Sosna, Belan",
        "Extract Minutes from Protocol #78 of the Meeting of the Politburo of the CC VKP(b)",
        "Decision dated 5 May 1950",
        "118. Telegram from Comrade Lipa # 1298.",
        "The attached draft of the reply to Comrade Lipa has been approved.",
        "SECRETARY OF THE CC",
        "* * * * *",
        "Attachment to the Decision of the Politburo #78 on #118",
        "OSLO",
        "To LIPA",
        "RE: # 1298",
        TEXT,
        "Upon the directive of Instantsia",
        "O R L O V [SOSNA]",
        title="Draft Telegram from Orlov (Sosna) to Lipa",
    )
    assert page(f"{TO}/t:placeName") == ["OSLO"]
    assert page("//t:signed") == ["SECRETARY OF THE CC", "O R L O V [SOSNA]"]


def test_a_draft_on_the_next_page_is_attached_and_names_nobody_to_the_note() -> None:
    page = Page(
        "TOP SECRET",
        "to Cde. SOSNA",
        TEXT,
        "Chairman of the Trade Commission",
        "[signature] (V. Orlov)",
        "5 May 1950",
        "Nº 15-G-1952",
        "Copies distributed to Cdes.",
        "Molotov",
        "Beria",
        "[draft follows on next page]",
        "DRAFT",
        "BEIJING",
        "To LIPA",
        "Pass the following reply to Mao Zedong in response to his telegram of 3 May:",
        "“To Cde. Mao Zedong.",
        TEXT,
        "FENG”.",
        "Telegraph when this is done.",
        "The archive describes how Orlov attaches a draft of a telegram on the lamps.",
        title="Note, V. Orlov to Cde. Sosna",
    )
    assert page(ACTION.format("received", "copy") + "/t:persName") == ["Molotov", "Beria"]
    assert page("//t:correspDesc[1]/t:correspAction[@subtype='ultimate']") == []
    assert page("//t:correspDesc[2]/t:correspAction[@subtype='to']/t:persName") == ["LIPA"]
    assert page("//t:correspDesc[2]/t:correspAction[@subtype='to']/t:placeName") == ["BEIJING"]
