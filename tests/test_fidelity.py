"""Nothing is lost and nothing is invented: whatever the page, its characters come out in its order."""

from __future__ import annotations

from converting import convert, strings
from hypothesis import example as with_example
from hypothesis import given, settings
from hypothesis import strategies as st

from tei_edition.diagnostics import Severity
from tei_edition.model import Fate
from tei_edition.tei import bare
from tei_edition.validate import ValidationContext, check_document

# Characters that XML 1.0 can hold; what it cannot is refused (test_convert.py).
CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="".join(map(chr, range(32))) + "\ufffe\uffff")
LINES = st.text(CHARACTERS | st.sampled_from('“”„"«»[]()1.:, \t'), max_size=60)
FORM = st.sampled_from(
    [
        "CIPHERED TELEGRAM No. 502597/sh",
        "From Correspondent 20 Sent 17.7.52",
        "18:45 Received 17.7 20:50",
        "Sent to 8th Administration of the General Staff 17.7 21:10",
        "Extremely Urgent",
        "To Comrade A. Vasilevsky",
        "To Cdes. Ivanov and Petrov",
        "To your No. 811",
        "I report the letter from IVANOV to Comrade PETROV of 16.7.52.",
        "“Dear Comrade PETROV, I ask you to transmit the following telegram:",
        "“Comrade PETROV!",
        "1. First, VVS [air force] and oil [?].",
        "2) Second",
        "a paragraph that goes on with the second point and is longer than most",
        "RAZUVAEV",
        "S H T Y K O V",
        "Your Kim Il Sung",
        "Copies: Stalin (2), Molotov, Malenkov - 3.",
        "No. 2250",
        "17.7.52",
        "Pyongyang 16.7.52.”",
        "he said “no” and went.”",
        "”",
        "“",
        '"',
        "[...]",
        "Typed by Sokolova",
        "Confirm receipt.",
        "5 copies",
        "1. Comr. Stalin",
        "Copy No. 2 to Cde. 10th department",
        "BEIJING - SOVIET AMBASSADOR",
        "Destination: PEKING To Whom: SovAmbassador",
        "From: [Ambassador] JELEN1",
        "FROM: PYONGYANG",
        "Comrade MAO ZEDONG!",
        "05/10/50",
        "Received on 4:10 am, 14 May 1950",
        "Sent on 5:30 am, 14 May 1950",
        "Deciphered by Morozov on 10/14/50 at 7:45 a.m.",
        "Special no. 550",
        "# P78/168",
        "MFA USSR",
        "CONFIDENTIAL—URGENT",
        "1304/sh.",
        "In addition to my Nº 2390.",
        "Nº 274 KOVALEV, 11 November",
        "13.1.51 ROSHCHIN",
        "With deep respect and esteem",
        "[Stamp: Subject to return",
        "To transmit to Comrade MAO ZEDONG",
        "For Mao Zedong.",
        "FILIPPOV [Stalin]",
        "Distribution list - 11 copies: Stalin - 2, Molotov-1.",
        "From BEIJING No. 1309 20 hours 05 minutes, 24.III.50",
        "[Attachment to the Decision of the Politburo #78]",
        "Attachment: Letter from Orlov to Kim",
        "Extract Minutes from Protocol #78",
        "168. The Question of Lamps.",
        "To: Cmrds Orlov, Kim",
        "[…]",
        "_______________",
        "P.S. The lamps came.",
        "|",
        '"To Cdes. Orlov and Kim. The view is ours.',
    ]
)
PAGE = st.lists(FORM | LINES, max_size=25)
INFORMATION = st.lists(
    st.sampled_from(["Source", "Rights", "Type", "Language", "Record ID", "Original Uploaded Date", "Author(s):"])
    | st.sampled_from(["APRF, f. 45, op. 1, d. 2, l. 3; RGASPI, fond 558", "2011-11-20", "113640", "All rights."])
    | LINES,
    max_size=12,
)
GAPS = st.sampled_from(["\n", "\n\n", "\n \n\n", "\r\n"])


def _check(page: str) -> None:
    if not page.strip():
        return
    encoded = convert(page.encode(), "page.txt")
    text_lines = [fate.text for fate in encoded.lines if fate.fate is Fate.TEXT]
    reading = strings(encoded.content, "//t:text//text()[not(ancestor::t:reg or ancestor::t:supplied[@resp])]")
    assert bare("".join(reading)) == bare("".join(text_lines))
    assert bare("".join(fate.text for fate in encoded.lines)) == bare(page.removeprefix("\ufeff"))
    assert encoded.faithful
    header = bare("".join(strings(encoded.content, "//t:teiHeader")))
    for fate in encoded.lines:
        if fate.fate is Fate.HEADER:
            assert bare(fate.text) in header, fate


@settings(max_examples=150, deadline=None)
@given(st.text(CHARACTERS | st.sampled_from("\n\r\t\x0c"), max_size=300))
@with_example("0\n“\n0")
def test_any_text(page: str) -> None:
    _check(page)


@settings(max_examples=250, deadline=None)
@given(body=PAGE, information=INFORMATION, gap=GAPS, skip=st.booleans(), credit=st.booleans())
def test_pages_with_a_frame(body: list[str], information: list[str], gap: str, skip: bool, credit: bool) -> None:
    top = ["Skip to content"] if skip else []
    top += ["July 16, 1952", "Ciphered Telegram No. 502597, Razuvaev to Vasilevsky"]
    top += ["This document was made possible with support from Leon Levy Foundation"] if credit else []
    _check(gap.join([*top, *body, "Document Information", *information]))


@settings(max_examples=100, deadline=None)
@given(body=PAGE, information=INFORMATION)
@with_example(body=["Extract Minutes from Protocol #78", "To Comrade A. Vasilevsky"], information=[])
@with_example(body=["From: [Ambassador] JELEN1"] * 2 + ["CIPHERED TELEGRAM No. 502597/sh"], information=[])
def test_a_faithful_conversion_has_no_error(body: list[str], information: list[str]) -> None:
    top = ["Skip to content", "July 16, 1952", "Ciphered Telegram No. 502597, Razuvaev to Vasilevsky"]
    page = "\n\n".join([*top, *body, "Document Information", *information])
    encoded = convert(page.encode(), "page.txt")
    found = check_document(encoded.content, "page.xml", ValidationContext())
    assert [f"{one.rule}: {one.message}" for one in found if one.severity is Severity.ERROR] == []
