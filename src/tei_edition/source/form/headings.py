"""The heading of a form and its numbers: `CIPHERED TELEGRAM No. 709`, `Special No. 62`, `Incoming No. 3877/shs`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tei_edition.model import Inline, Span, SpanKind
from tei_edition.source import names
from tei_edition.source.form.common import LONGEST, NUMBER, NUMBER_SIGN
from tei_edition.source.form.marking import marks, split_marks
from tei_edition.source.letters import FIGURES
from tei_edition.source.memory import remembered
from tei_edition.source.places import is_place

_TELEGRAM = r"(?:Telegram|Cable|Ciphergram|Ciphergam|Radiogram|Telegrama|Szyfrogram)"
_HEADING = re.compile(
    rf"""(?P<words>(?:(?:(?:EN)?CIPHERED|CIPHER|CODED|CYPHER(?:ED)?|DECIPHERED|OUT(?:GOING|WARD)|IN(?:COMING|WARD)|CIRCULAR|SECRET)\s+){{0,2}}
      (?:TELEGRAM|CABLE(?:GRAM)?|AIRGRAM|CIPHERGRAM|CIPHERGAM|RADIOGRAM|LETTER(?:GRAM)?|MEMORANDUM|NOTE|DISPATCH)
      (?:\s(?:FOR|IN)\s(?:CODING|CIPHER|CODE)\b)?(?:\s\[[^\[\]]{{3,40}}\])?
      |(?:ВХОДЯЩАЯ\s+|ИСХОДЯЩАЯ\s+)?(?:ШИФРТЕЛЕГРАММА|ШИФРОТЕЛЕГРАММА|ШИФРОВКА|ТЕЛЕГРАММА)
      |TELEGRAMA(?:\sCIFRAD[AO])?|SZYFROGRAM|RAPORT|SZÁMJELTÁVIRAT|TÁVIRAT)
    (?:(?P<sign>[\s,:]+(?:{NUMBER_SIGN})?\s?)(?P<number>{NUMBER}))?(?P<rest>[.,]?\s+[^\d].*|\.)?""",
    re.VERBOSE | re.IGNORECASE,
)
_FROM_PLACE = re.compile(
    rf"(?P<lead>(?:Telegram|Cable)\s+from\s+)(?P<place>\S[^#№:]{{1,30}}?)"
    rf"(?P<between>,?\s+(?=(?:File\s)?{NUMBER_SIGN}\s?\d))(?P<rest>.+)",
    re.IGNORECASE,
)
_HEADING_START = re.compile(
    rf"(?P<words>(?:TELEGRAM|CABLE(?:GRAM)?|RADIOGRAM))(?P<sign>\s(?:{NUMBER_SIGN}\s?)?)(?P<number>\d[\w/-]*),?\s(?=\S)",
    re.IGNORECASE,
)
_NUMBERS = (
    (
        "special",
        re.compile(
            rf"(?P<lead>(?:Special|Spec\.?|Spets\.?|Спец\.?|Особ(?:ая|ый)|Особ\.)\s+{NUMBER_SIGN}\s?)(?P<number>{NUMBER})",
            re.IGNORECASE,
        ),
    ),
    (
        "telegram",
        re.compile(
            rf"(?P<lead>(?:Issuing|Outgoing|Dispatch|Исх(?:одящий)?\.?|{_TELEGRAM})\s+{NUMBER_SIGN}\s?(?:confidential(?:ly)?\s)?)"
            rf"(?P<number>(?:(?-i:[A-ZА-Я])\s)?{NUMBER})",
            re.IGNORECASE,
        ),
    ),
    (
        "incoming",
        re.compile(
            rf"(?P<lead>\(?(?:Incoming|Inc\.|Entry|vkh(?:od)?\.?|вх(?:од(?:ящий)?)?\.?)\s?{NUMBER_SIGN}\s?)(?P<number>{NUMBER})"
            r"\.?\)?",
            re.IGNORECASE,
        ),
    ),
    # The registers of special sections mark their numbers "shs", without any other word.
    ("incoming", re.compile(r"(?P<lead>)(?P<number>\d[\d/]{2,12}/?shs)\.?", re.IGNORECASE)),
    (
        "protocol",
        re.compile(
            rf"(?P<lead>(?:(?:Protocol|Протокол|Pr\.|Пр\.)\s?)?(?:{NUMBER_SIGN}\s?)?)(?P<number>[PП]\d+/\d+)",
            re.IGNORECASE,
        ),
    ),
    ("protocol", re.compile(rf"(?P<lead>(?:Protocol|Протокол)\s?{NUMBER_SIGN}\s?)(?P<number>{NUMBER})", re.IGNORECASE)),
    # The number that a department's message centre gives what comes in.
    ("incoming", re.compile(rf"(?P<lead>Control(?:\s{NUMBER_SIGN})?\s?:\s?)(?P<number>\d[\d/-]*)", re.IGNORECASE)),
    ("", re.compile(rf"(?P<lead>File\s{NUMBER_SIGN}\s?)(?P<number>\d[\d.]*(?:\s[A-Z][a-z]?)?)\.?", re.IGNORECASE)),
    (
        "",
        re.compile(rf"(?P<lead>{NUMBER_SIGN}\s?:?\s?(?:confidential(?:ly)?\s)?)(?P<number>{NUMBER})\.?", re.IGNORECASE),
    ),
)
FILED = re.compile(r"(?P<file>[^:;!?]{2,80}:\s)(?P<words>(?:Circular\s)?(?:Telegram|Airgram))")
"""The heading that an edition of documents gives a telegram: its file, and what it is."""
_NUMBER_FIRST = re.compile(
    "|".join(re.sub(r"\(\?P<\w+>", "(?:", pattern.pattern) for _, pattern in _NUMBERS), re.IGNORECASE
)
"""What a line begins with that is one of these numbers."""
_BEFORE_DATE = re.compile(rf"{NUMBER_SIGN}\s?:?\s?(?P<number>\d[\w/-]*),\s+(?=\S)", re.IGNORECASE)
_INSIDE = re.compile(
    rf"(?<!\w)(?P<kind>Incoming|Inc\.|vkh\.|вх\.|Special|Spec\.|Protocol)\s{NUMBER_SIGN}\s?(?P<number>\d[\w/-]*)",
    re.IGNORECASE,
)
_KINDS = {"i": "incoming", "v": "incoming", "в": "incoming", "s": "special", "p": "protocol"}


@dataclass(frozen=True, slots=True)
class Heading:
    """A form's heading: its words (`CIPHERED TELEGRAM`), the number, the marked-up line."""

    words: str
    number: str
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """A heading with the place of origin: the place, the number as `number_line` gives it, the content before it."""

    place: str
    number: tuple[str, str, tuple[Inline, ...]]
    lead: tuple[Inline, ...]


@remembered
def heading(text: str) -> Heading | None:
    """`CIPHERED TELEGRAM No. 502597/sh`, also with a secrecy mark or a second number on the same line."""
    match = _HEADING.fullmatch(text) if len(text) <= LONGEST else None
    if match is None:
        return None
    rest = match["rest"] or ""
    core = rest.lstrip(" ,.\t\u00a0")
    marked_rest = _after_heading(core) if core else ()
    if core and marked_rest is None:
        return None
    words = match["words"]
    content: list[Inline] = [Span(SpanKind.CAPS, (words,)) if words.isupper() else words]
    number = (match["number"] or "").rstrip(".,")
    if number:
        content += [match["sign"], Span(SpanKind.NUMBER, (number,), value="telegram")]
        content += [match["number"][len(number) :]] if match["number"] != number else []
    if rest:
        margin = rest[: len(rest) - len(core)]
        content += [*([margin] if margin else []), *(marked_rest or ())]
    return Heading(" ".join(words.lower().split()), number, tuple(content))


def heading_before(text: str) -> tuple[Heading, int] | None:
    """The heading with which a line begins that goes on with place and date, and where that begins:
    `Cablegram 345 OSLO, 27 October 1948`."""
    match = _HEADING_START.match(text) if len(text) <= LONGEST else None
    if match is None:
        return None
    number, words = match["number"], match["words"]
    caps = Span(SpanKind.CAPS, (words,)) if words.isupper() else words
    between = text[match.end("number") : match.end()]
    content = (caps, match["sign"], Span(SpanKind.NUMBER, (number,), value="telegram"), between)
    return Heading(words.lower(), number, content), match.end()


def heading_from(text: str) -> Origin | None:
    """`Telegram from Oslo File # 10.815`: a heading with the place and a number."""
    match = _FROM_PLACE.fullmatch(text) if len(text) <= LONGEST else None
    number = number_line(match["rest"]) if match and is_place(match["place"]) else None
    if match is None or number is None:
        return None
    lead = (match["lead"], Span(SpanKind.PLACE, (match["place"],)), match["between"])
    return Origin(match["place"], number, lead)


def _after_heading(text: str) -> tuple[Inline, ...] | None:
    found = marks(text)
    if found:
        return found
    numbered = number_line(text)
    if numbered and numbered[0]:
        return numbered[2]
    # `INCOMING TELEGRAM  Department of State`
    office = names.is_body(text) and len(text.split()) <= 6 and text[0].isupper() and text[-1] not in ".:;,"
    return (text,) if office and not names.begins_sentence(text) else None


@remembered
def number_line(text: str) -> tuple[str, str, tuple[Inline, ...]] | None:
    """A line that is one number of the telegram: (type or "" where the line does not say, number, content).

    Marks may share the line: `No. 34691/sh.   TOP SECRET`. Digits alone are no number of anything.
    """
    if len(text) > LONGEST or not FIGURES.search(text) or not _NUMBER_FIRST.match(text):
        return None
    core, marked = split_marks(text)
    for kind, pattern in _NUMBERS:
        match = pattern.fullmatch(core)
        if match:
            number = match["number"].rstrip(".,")
            span = Span(SpanKind.NUMBER, (number,), value=kind)
            tail = core[match.start("number") + len(number) :]
            return kind, number, tuple(part for part in (match["lead"], span, tail, *marked) if part)
    return None


def number_before_date(text: str) -> tuple[str, int] | None:
    """The number with which a line begins that goes on with something else, and where that begins: `NO: 587, May 5`."""
    match = _BEFORE_DATE.match(text) if len(text) <= LONGEST else None
    return (match["number"], match.end()) if match else None


def find_numbers(text: str) -> Iterator[tuple[int, int, str]]:
    """The numbers inside a longer line, such as a stamp, that say what they are: (start, end, type)."""
    for match in _INSIDE.finditer(text):
        number = match["number"].rstrip("/-")
        yield match.start("number"), match.start("number") + len(number), _KINDS[match["kind"][0].lower()]
