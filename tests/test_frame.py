"""The frame of a page: which kind of capture it is, what is the record's, what the telegram's, whatever was damaged."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from converting import DATE, PROJECT, convert, strings

from tei_edition.errors import UsageError
from tei_edition.model import Fate, Telegram, plain_text
from tei_edition.pipeline import convert as run
from tei_edition.source import DIALECTS, read
from tei_edition.source.language import language_of
from tei_edition.tei import EncodingContext, encode

SCHEMA = PROJECT / "schemas" / "conversion-report.schema.json"
TITLE = "Ciphered Telegram No. 4711, Ivanov to Petrov"
BODY = (
    "CIPHERED TELEGRAM No. 4711/sh",
    "From Wolimar Sent 3.3.51 18:45",
    "To Comrade PETROV",
    "The lamps have come from the north.",
    "The oil is still missing, and I ask for ten barrels.",
    "I V A N O V",
    "No. 12/sh",
)
SUMMARY = "Ivanov informs Petrov about the lamps and asks for oil."
CREDIT = "This document was made possible with support from the Example Foundation"
NOTICE = "The History and Public Policy Program welcomes reuse of the texts for research."
SHELFMARK = "APRF, f. 45, op. 1, d. 2, l. 3."
CITATION = (
    f"“{TITLE},” March 03, 1951, History and Public Policy Program Digital Archive, {SHELFMARK}"
    " Translated by Anna Example. http://digitalarchive.wilsoncenter.org/document/113999"
)
MAST_HEAD = "Digital Archive digitalarchive.wilsoncenter.org International History Declassified"
TOP = ("Skip to content", "March 3, 1951", TITLE)
BLOCK = ("Document Information", "Source", SHELFMARK, "Rights", NOTICE, "Type", "Telegram", "Record ID", "113636")
COVER = (
    f"{MAST_HEAD} March 03, 1951 {TITLE} Citation: {CITATION} Summary: {SUMMARY} Credits: {CREDIT}."
    " Original Language: Polish Contents: English Translation Scan of Original Document"
    " Ciphergram No. 4711 Dispatched from Wolimar on 3.3.1951 at 11:40 To: [Director Anton] PETROV 1"
    " From: [Ambassador Ivan] IVANOV 2 The lamps have come from the north." + " The oil is still missing there." * 12
)


def page(*lines: str, gap: str = "\n\n", dialect: str = "") -> Telegram:
    """A page read; that it is encoded without loss is checked by the way."""
    content = gap.join(lines).encode()
    assert convert(content, "page.txt").faithful
    return read(content, "page.txt", dialect)


def rules(telegram: Telegram) -> set[str]:
    return {warning.rule for warning in telegram.warnings}


def dropped(telegram: Telegram) -> list[str]:
    return [fate.text for fate in telegram.header_lines if fate.fate is Fate.DROPPED]


PAGES = {
    "labelled": "\n\n".join([*TOP, *BODY, SUMMARY, *BLOCK]),
    "thinned": "\n\n\n".join(
        [*TOP, *BODY[3:5], SUMMARY, "Document Information", SHELFMARK, NOTICE, "Original Uploaded Date", "Record ID"]
    ),
    "flat": "\n".join([*TOP[1:], CREDIT, *BODY, SUMMARY, "Author(s):", "Document Information", "Source", "Rights"]),
    "old-site": "\n".join(
        [
            "Search in",
            "Digital Archive International History Declassified",
            "March 03, 1951",
            TITLE.upper(),
            "CITATION SHARE DOWNLOAD",
            "• Citation",
            "get citation",
            SUMMARY,
            CITATION,
            "• share document",
            "VIEW DOCUMENT IN",
            "English HTML",
            *BODY,
        ]
    ),
    "bare": "\n\n".join([*TOP[1:], *BODY, SUMMARY, "Top Secret"]),
    "pdf-cover": COVER,
}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_dialect_is_known_and_its_record_read(dialect: str) -> None:
    telegram = page(PAGES[dialect])
    record = telegram.copy_text
    assert (telegram.dialect, telegram.confidence > 80) == (dialect, True)
    assert record.title
    assert record.title.text == TITLE
    assert record.date
    assert record.date.when == "1951-03-03"
    assert record.abstract == (SUMMARY,)
    assert "dialect-uncertain" not in rules(telegram)


@pytest.mark.parametrize("dialect", ["old-site", "pdf-cover"])
def test_the_quoted_citation_gives_shelfmark_and_record_id(dialect: str) -> None:
    telegram = page(PAGES[dialect])
    assert telegram.copy_text.citation == (CITATION,)
    assert telegram.copy_text.record_id == "113999"
    assert [text.rstrip(".") for text in telegram.copy_text.provenance] == ["Translated by Anna Example"]
    assert [witness.repository for witness in telegram.witnesses] == ["APRF"]


def test_the_cited_title_stands_for_a_lost_title_line() -> None:
    lines = [line for line in PAGES["old-site"].split("\n") if line != TITLE.upper()]
    telegram = page(*lines)
    assert telegram.copy_text.title
    assert telegram.copy_text.title.text == TITLE


def test_a_summary_may_share_the_citations_line() -> None:
    telegram = page(*PAGES["old-site"].replace(f"{SUMMARY}\n", f"{SUMMARY} ").split("\n"))
    assert telegram.copy_text.abstract == (SUMMARY,)
    assert telegram.copy_text.citation == (CITATION,)


def test_a_divided_line_has_a_fate_for_each_part() -> None:
    encoded = convert(COVER.encode(), "page.txt")
    assert {fate.line for fate in encoded.lines} == {1}
    assert " ".join(fate.text for fate in encoded.lines) == COVER
    assert all(COVER[fate.column - 1 :].startswith(fate.text) for fate in encoded.lines)
    assert [fate.rule for fate in encoded.lines if fate.fate is Fate.TEXT] == ["heading"]


def test_the_cover_states_language_and_credit() -> None:
    record = page(COVER).copy_text
    assert (record.language, record.credit) == ("Polish", "Example Foundation")


@pytest.mark.parametrize(
    "summary", ["He reports on the , and the oil.", "He reports in and to the town.", "A message to, on the oil."]
)
def test_words_that_the_cover_lost_are_not_guessed(summary: str) -> None:
    telegram = page(COVER.replace(SUMMARY, summary))
    assert telegram.copy_text.abstract == (summary,)
    assert "words-missing" in rules(telegram)


@pytest.mark.parametrize(
    ("last", "before"),
    [("Original Ar", "Source"), ("Associated People &", "Author(s):"), ("Rig", "Source"), ("Document Inf", SUMMARY)],
)
def test_a_label_that_the_capture_cut_off(last: str, before: str) -> None:
    head = [*TOP[1:], *BODY, SUMMARY]
    rest = {"Source": ["Document Information", "Source"], "Author(s):": ["Author(s):"]}.get(before, [])
    telegram = page(*head, *rest, last, gap="\n")
    known = len(last) > 3
    assert (last in dropped(telegram)) == known
    assert telegram.copy_text.abstract == (SUMMARY,)


def test_summaries_and_cards_above_the_date_are_of_other_documents() -> None:
    card = ("March 5, 1951", "Cable No. 5, Petrov to Ivanov", "Petrov answers that oil is on its way.")
    for hoisted in (("One summary of something else.", "Another one, of a third."), card):
        telegram = page(*hoisted, *PAGES["flat"].split("\n"), gap="\n")
        assert dropped(telegram)[: len(hoisted)] == list(hoisted)
        assert telegram.copy_text.date
        assert telegram.copy_text.date.when == "1951-03-03"
        assert "line-above-date" in rules(telegram)


@pytest.mark.parametrize("top", [TOP, TOP[1:]])
def test_a_date_of_the_text_makes_no_card_of_the_page(top: tuple[str, ...]) -> None:
    body = ("No. P5/7 Copies: Cdes. Orlov, Belan", "3 March 1951", "Extract from protocol No. 5 of the Bureau", *BODY)
    telegram = page(*top, *body, SUMMARY, *BLOCK)
    assert telegram.copy_text.title
    assert telegram.copy_text.title.text == TITLE
    assert "line-above-date" not in rules(telegram)


ONE_LINE = (
    f"{MAST_HEAD} March 03, 1951 {TITLE} Citation: {CITATION} Summary: {SUMMARY} Original Language: Russian Contents:"
    " English Translation CIPHERED TELEGRAM No. 107 Sent 22:03 2.3.51 Transmitted 22:55 2.3.51"
    " BEIJING - To Comrade PETROV for Comrade LEE SOSNA The lamps have come from the north. The oil is still missing"
    " there. IVANOV [Orlov] No. 635 3 March 1951."
)


def test_head_and_signature_of_a_page_in_one_line() -> None:
    tree = convert(ONE_LINE.encode(), "page.txt").content
    action = "//t:correspDesc[1]/t:correspAction"
    assert strings(tree, f"{action}[@type='sent']/t:date/@when") == ["1951-03-02T22:03:00"]
    assert strings(tree, f"{action}[@subtype='to']/*") == ["PETROV", "BEIJING"]
    assert strings(tree, f"{action}[@subtype='ultimate']/*") == ["LEE SOSNA"]
    assert strings(tree, "//t:signed/t:persName") == ["IVANOV [Orlov]"]
    assert set(strings(tree, "//t:idno[@type='sender']")) == {"635"}
    assert strings(tree, "//t:div[@type='dispatch']/t:p") == [
        "The lamps have come from the north. The oil is still missing there."
    ]


def test_names_of_several_addressees_in_one_line() -> None:
    several = COVER.replace("PETROV 1", "PETROV 1 and [Anna] SOSNA-LIPA 2")
    tree = convert(several.encode(), "page.txt").content
    found = strings(tree, "//t:correspAction[@subtype='to']/t:persName")
    assert found == ["[Director Anton] PETROV", "[Anna] SOSNA-LIPA"]


@pytest.mark.parametrize("tab", ["RUSSIAN HTML", "Russian (Transcription) HTML", "Original PDF"])
def test_a_button_above_the_next_version_of_a_text_is_no_line_of_it(tab: str) -> None:
    russian = ("Товарищу ПЕТРОВУ", "Лампы прибыли с севера, масла всё ещё нет, прошу десять бочек.", "ИВАНОВ")
    telegram = page(*PAGES["old-site"].split("\n"), tab, *russian, gap="\n")
    assert tab in dropped(telegram)
    assert telegram.copy_text.abstract == (SUMMARY,)
    lines = [text for _, text in telegram.lines]
    assert BODY[3] in lines


def test_the_address_below_the_button_to_share_it_is_no_summary() -> None:
    lines = PAGES["old-site"].split("\n")
    at = next(number for number, line in enumerate(lines) if "share document" in line)
    address = "http://digitalarchive.wilsoncenter.org/document/113999"
    telegram = page(*lines[: at + 1], address, *lines[at + 1 :], gap="\n")
    assert telegram.copy_text.abstract == (SUMMARY,)
    assert address in [other.text for other in telegram.copy_text.others]


def test_related_documents_are_dropped_in_all_their_forms() -> None:
    others = ("March 5, 1951", "Cable No. 5, Petrov to Ivanov", "A summary.", "March 6, 1951 | Cable No. 6, A to B |")
    telegram = page(*TOP, *BODY, SUMMARY, "Related Documents", *others, *BLOCK)
    assert set(others) <= set(dropped(telegram))
    assert telegram.copy_text.record_id == "113636"


def test_the_record_id_is_never_the_number_of_a_node() -> None:
    block = ("Document Information", "Source", SHELFMARK, "Rights", NOTICE)
    for address, expected in (("/node/89832", ""), ("/document/113640", "113640")):
        telegram = page(
            *TOP, *BODY, SUMMARY, *block[:3], f"https://digitalarchive.wilsoncenter.org{address}", *block[3:]
        )
        assert telegram.copy_text.record_id == expected


def test_what_trails_the_record_id_are_donors() -> None:
    telegram = page(*TOP, *BODY, SUMMARY, *BLOCK, "An Example Foundation")
    assert [(other.rule, other.text) for other in telegram.copy_text.others] == [("donors", "An Example Foundation")]


@pytest.mark.parametrize(
    ("printed", "when"), [("August 1949", "1949-08"), ("February, 1949", "1949-02"), ("1936", "1936")]
)
def test_dates_without_a_day(printed: str, when: str) -> None:
    record = page("Skip to content", printed, TITLE, *BODY, SUMMARY, *BLOCK).copy_text
    assert record.date
    assert record.date.when == when


def test_an_undated_page() -> None:
    telegram = page("Skip to content", TITLE, *BODY, SUMMARY, *BLOCK)
    assert telegram.copy_text.date is None
    assert telegram.copy_text.title
    assert telegram.copy_text.title.text == TITLE
    assert "page-date-missing" in rules(telegram)


def test_citation_and_notice_that_lost_every_label() -> None:
    record = page(*TOP, *BODY, SUMMARY, SHELFMARK, NOTICE).copy_text
    assert (record.citation, record.rights, record.abstract) == ((SHELFMARK,), (NOTICE,), (SUMMARY,))


@pytest.mark.parametrize(
    "last",
    [
        "We thank you and ask for more oil.",
        "P.S. Ivanov asks Petrov for oil.",
        "2. Ivanov asks Petrov for oil.",
        "“Ivanov asks Petrov for oil.”",
        "Copies: Petrov, Orlov.",
        "3 March 1951",
        "Comrade Petrov, please send the oil!",
    ],
)
def test_what_is_no_summary_stays_in_the_text(last: str) -> None:
    assert page(*TOP, *BODY, last, *BLOCK).copy_text.abstract == ()


@pytest.mark.parametrize(
    "summary",
    [
        "Request for lamps from the northern side.",
        "The cable contains Petrov's answer to the message of the day before.",
        "Petrov has already given the order that the lamps stay where they are.",
        "Congratulatory telegram from Ivanov to Petrov on the lamps.",
    ],
)
def test_a_summary_in_the_archives_voice(summary: str) -> None:
    assert page(*TOP, *BODY, summary, *BLOCK).copy_text.abstract == (summary,)


def test_a_page_that_ends_in_its_text_has_no_summary() -> None:
    telegram = page(*TOP, *BODY[:5])
    assert telegram.copy_text.abstract == ()
    assert "page-cut-off" in rules(telegram)


def test_a_mark_below_the_summary_is_the_records() -> None:
    telegram = page(PAGES["bare"])
    assert [other.rule for other in telegram.copy_text.others] == ["original classification"]


def test_a_page_of_another_house() -> None:
    telegram = page(
        "Telegram from the Embassy in Wolimar to the Ministry",
        "Wolimar, March 3, 1951, 8 p.m.",
        "812. Re your 1448.",
        "The lamps have come from the north.",
        "Ivanov",
        "Source: State Archive of Example, box 4, folder 12.",
        "Language: English",
    )
    assert telegram.dialect == "bare"
    assert telegram.copy_text.citation == ("State Archive of Example, box 4, folder 12.",)
    assert telegram.copy_text.language == "English"
    assert telegram.copy_text.date is None


def test_a_telegram_without_any_page_is_read_as_one() -> None:
    telegram = page(*BODY)
    assert telegram.message.number == "4711/sh"
    assert {"page-date-missing", "title-missing"} <= rules(telegram)


def test_a_text_that_is_no_telegram_stays_unclassified() -> None:
    telegram = page("Dear Anna,", "the weather is fine and we go to the sea each day.", "Yours,", "Paul")
    assert telegram.dialect == "unknown"
    assert rules(telegram) == {"no-archive-page"}


def test_a_named_dialect_is_taken_and_an_unknown_one_refused() -> None:
    telegram = page(*BODY, dialect="labelled")
    assert (telegram.dialect, telegram.confidence) == ("labelled", 100)
    with pytest.raises(UsageError, match="no dialect 'ascii'"):
        read(b"text", "page.txt", "ascii")


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("source", PAGES)
def test_a_wrong_dialect_loses_nothing(dialect: str, source: str) -> None:
    telegram = read(PAGES[source].encode(), "page.txt", dialect)
    assert encode(telegram, EncodingContext(DATE)).faithful


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_page_may_end_anywhere(dialect: str) -> None:
    whole = PAGES[dialect]
    for end in range(1, len(whole), 17):
        if whole[:end].strip():
            assert convert(whole[:end].encode(), "page.txt").faithful, whole[:end]


CYRILLIC = (
    "Лампы пришли с севера, и мы передали их складу в городе Волимар.",
    "Масла по-прежнему нет; прошу десять бочек.",
)
ENGLISH = (
    "The lamps came from the north and we gave them to the depot.",
    "The oil is missing; I ask for ten barrels for it.",
)


@pytest.mark.parametrize(("first", "second"), [(CYRILLIC, ENGLISH), (ENGLISH, CYRILLIC)])
def test_two_versions_of_a_text_are_told_apart(first: tuple[str, ...], second: tuple[str, ...]) -> None:
    telegram = page(*TOP, *first, first[0], *second, second[0], SUMMARY, *BLOCK)
    assert telegram.parallel is not None
    assert (telegram.parallel.language, telegram.parallel.first) == ("ru", first is CYRILLIC)
    assert telegram.text_language == "en"
    assert {"parallel-text", "parallel-uneven"} & set(rules(telegram)) == set()
    assert page(*TOP, *BODY, SUMMARY, *BLOCK).parallel is None


def test_a_long_quotation_in_another_script_is_no_version() -> None:
    body = (*ENGLISH, f"“{' '.join(CYRILLIC)} {CYRILLIC[0]}”", *ENGLISH, *ENGLISH)
    telegram = page(*TOP, *body, SUMMARY, *BLOCK)
    assert telegram.parallel is None
    assert "parallel-text" in rules(telegram)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The lamps are on their way to the north.", "en"),
        ("Мы передали лампы на склад, и они не вернулись.", "ru"),
        ("Die Lampen sind auf dem Weg und das Öl ist nicht da.", "de"),
        ("Lampa jest w drodze i nie ma oleju dla was.", "pl"),
        ("Lamps oil ten barrels", "und"),
        # A third of the characters is Korean, yet most letters are not.
        ("다리는 모두 열렸고 물은 내려갔습니다 다리는 수리되었으며 The bridges are mended on the river", "en"),
    ],
)
def test_the_language_of_a_text(text: str, code: str) -> None:
    assert language_of([text]) == code


def test_a_stated_original_language_is_listed() -> None:
    used = "//t:langUsage/t:language/@ident"
    assert strings(convert(COVER.encode(), "page.txt").content, used) == ["en", "pl"]


def test_a_summary_without_a_title_names_its_archive() -> None:
    content = convert(f"Summary: {SUMMARY}\nContents:\n{BODY[0]}".encode(), "page.txt").content
    assert strings(content, "//t:respStmt[@xml:id='r-archive']/t:resp") == ["publication of the summary"]


def test_the_report_gives_dialect_and_confidence_and_the_parts_of_lines(tmp_path: Path) -> None:
    source, report = tmp_path / "page.txt", tmp_path / "report.json"
    source.write_text(COVER, "utf-8")
    for dialect, confidence in (("", 1.0), ("pdf-cover", 1.0)):
        run(source, output=tmp_path / "tei", report=report, dialect=dialect, force=True)
        (document,) = json.loads(report.read_text("utf-8"))["documents"]
        assert (document["dialect"], document["dialectConfidence"]) == ("pdf-cover", confidence)
        assert document["lines"][0]["column"] == 1
        jsonschema.validate({"documents": [document]}, json.loads(SCHEMA.read_text("utf-8")))
    with pytest.raises(UsageError, match="no dialect 'flatt'"):
        run(source, output=tmp_path / "tei", dialect="flatt")


def test_a_form_in_one_line_is_cut_at_its_elements() -> None:
    body = (
        "Contents: English Translation Ciphergram No. 411 Dispatched from Havana on 05.11.1962 at 12:30 "
        "To: [Director Jan] KOWAL From: [Ambassador Piotr] WRONA 1 The docks are empty. To: be sure, the sugar waits."
    )
    page = (
        "Digital Archive digitalarchive.wilsoncenter.org International History Declassified May 11, 1962 Telegram from "
        "Polish Embassy in Havana (Wrona), 11 May 1962 Citation: “Telegram from Polish Embassy in Havana (Wrona), 11 "
        f"May 1962,” May 11, 1962, Digital Archive, APRF, f. 1, op. 2, d. 3. Summary: Wrona describes the docks. {body}"
    )
    content = convert(page.encode(), "page.txt").content
    assert strings(content, "//t:correspDesc/@n") == ["411"]
    assert strings(content, "//t:correspAction[@type='sent']/t:persName") == ["[Ambassador Piotr] WRONA"]
    assert strings(content, "//t:correspAction[@type='sent']/t:date/@when") == ["1962-05-11T12:30:00"]
    assert strings(content, "//t:text//t:p") == ["The docks are empty. To: be sure, the sugar waits."]


def test_a_page_named_a_cover_wrongly_keeps_its_text() -> None:
    telegram = read("\n\n".join([*TOP, *BODY]).encode(), "page.txt", "pdf-cover")
    assert telegram.message.events
    assert "The lamps have come from the north." in "".join(
        plain_text(block.content)
        for section in telegram.message.sections
        for part in section.parts
        for block in getattr(part, "blocks", ())
    )
