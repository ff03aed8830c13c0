"""What stands around the names of a record's title: kind, number, quoted subject, dates, marks, courier."""

from __future__ import annotations

import re

from tei_edition.model import DateReading, Span, SpanKind
from tei_edition.source.dates import find_dates
from tei_edition.source.form.common import NUMBER, NUMBER_SIGN
from tei_edition.source.form.marking import marks

_NOUNS = (
    r"Telegrams?|Cable(?:gram)?s?|Ciphergrams?|Radiograms?|Letters?|Memorand(?:um|a)|Reports?|Messages?|Decisions?|Resolution"
    r"|Information|Record|Note|Dispatch|Aide[- ]Memoire"
)
_KIND = re.compile(
    r"(?:(?:Ciphered|Cipher|Coded|Cyphered|Deciphered|Enciphered|Encrypted|Circular|Secret|Draft|Excerpts?\sfrom|Draft\sof"
    rf"|Hand[- ]delivered)\s+){{0,3}}(?:Cable\s(?=Telegram))?(?:{_NOUNS})\b",
    re.IGNORECASE,
)
_INNER_KIND = re.compile(
    r",\s(?P<kind>(?:(?:Ciphered|Coded|Circular)\s)?(?:Telegram|Cable|Letter|Message))"
    rf"(?:(?P<to>\s+to\s+)|(?:\s(?:number|{NUMBER_SIGN})?\s?(?P<number>{NUMBER}))?\s*$)",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(rf"\d{{1,4}}\.\s+(?=(?:\w+\s){{0,2}}(?:{_NOUNS})\b)", re.IGNORECASE)
"""The number that an edition of documents gives a title: `31. Telegram From …`"""
_SUBJECT = re.compile(r"[.,;]?\s+(?:Subject|Re)\s?:\s*", re.IGNORECASE)
_QUOTED = re.compile(r"(?P<before>^|[\s,(:])(?P<mark>['‘\"“«])")
_CLOSERS = {"'": "'’", "‘": "’'", '"': '"”', "“": '”"', "«": "»"}
_NUMBERED = re.compile(
    rf"(?P<before>^|[\s,(])(?:(?P<special>(?:Special|Spec\.)\s)?{NUMBER_SIGN}\s?(?P<number>{NUMBER})"
    r"|(?P<dotted>\d{2,3}\.\d{3})(?=[\s,]|$))[,)]?",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"\s+(?!(?:1[5-9]|20)\d\d\b)(?P<number>\d{3,}(?:[/-]\d+)?)(?=\s+(?:from|to)\b|\s*,|\s*$)", re.IGNORECASE
)
SERIAL = re.compile(r"\s*[(\[]\d{1,2}[)\]]\s*$")
"""What tells titles apart that are otherwise the same."""
_RANGE = re.compile(
    r"(?:\b(?P<day>\d{1,2})\s?[-–—]\s?(?=\d{1,2}\s[A-Z])|(?<=[a-z]\s)(?P<first>\d{1,2})\s?[-–—]\s?(?=\d{1,2},?\s\d{4}))"
)
_UNDATED = re.compile(r"[,\s(]*\bundated(?:\s*\[(?P<year>1[5-9]\d\d|20\d\d)\??\])?[)\s]*$", re.IGNORECASE)
_HOUR = re.compile(
    r"[,\s]+(?:\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m\.?|noon|midnight|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)$",
    re.IGNORECASE,
)
_BEFORE_DATE = re.compile(r"[\s,(]*(?:\b(?:of|on|dated|from))?\s*$", re.IGNORECASE)
_YEAR = re.compile(r",\s(?P<year>1[5-9]\d\d|20\d\d)$")
CLAUSE = re.compile(
    r"[,;:]?\s+(?:(?:re-?)?transmitting|attaching|enclosing|forwarding|conveying|containing|relaying|sending|quoting|passing"
    r"|approved\sby|regarding|concerning|re:|reporting|requesting|informing|with\s(?:a\s|the\s)?(?:message|letter|telegram)"
    r"|about|on\s(?=[a-z\d]|the\b|[A-Z]))",
    re.IGNORECASE,
)


def kind_of(text: str) -> tuple[str, str]:
    """The kind of document with which a title begins, in small letters, and the rest of the title."""
    number = _DOCUMENT.match(text)
    text = text[number.end() :] if number else text
    prefix = _KIND.match(text)
    return (" ".join(prefix[0].lower().split()), text[prefix.end() :]) if prefix else ("", text)


def inner_kind(text: str) -> tuple[str, str, str]:
    """The kind (and number) that stands behind a name, and the title without them: `A to B, Telegram number 5`."""
    match = _INNER_KIND.search(text)
    if match is None:
        return "", "", text
    kind = " ".join(match["kind"].lower().split())
    return kind, match["number"] or "", f"{text[: match.start()]}{match['to'] or ''}{text[match.end() :]}"


def without_subject(text: str) -> str:
    """The title without the subject that it quotes or names: who stands in it, is nobody who writes.

    A quoted subject ends at the last mark of its kind that a word does not follow: `'The People's Plan'`.
    """
    named = _SUBJECT.search(text)
    if named:
        return text[: named.start()]
    opening = _QUOTED.search(text)
    if opening is None:
        return text
    start = opening.start("mark")
    closers = _CLOSERS[opening["mark"]]
    ends = [
        at
        for at in range(start + 2, len(text))
        if text[at] in closers and not (at + 1 < len(text) and text[at + 1].isalnum())
    ]
    # The genitive of a plural (`Allies' plan`) closes nothing if a later mark does.
    return f"{text[:start].rstrip(' ,:')}{text[ends[-1] + 1 :]}" if ends else text


def without_date(text: str) -> tuple[str, DateReading | None]:
    """The date, range of days, or "undated" at the end of a title, with hours and weekdays."""
    rest, before = text.rstrip(" ."), None
    while rest != before:
        before = rest
        rest = _HOUR.sub("", rest)
    undated = _UNDATED.search(rest)
    if undated:
        return rest[: undated.start()], DateReading(undated[0].strip(" ,()"), undated["year"] or "")
    ranged = _RANGE.search(rest)
    # A range is read as its last day; its first day has the same month and year.
    single = rest[: ranged.start()] + rest[ranged.end() :] if ranged else rest
    for found in find_dates(single, None):
        if single[found.end :].strip(" )]."):
            continue
        reading = found.reading(None)
        if ranged and len(reading.when) == 10:
            printed = rest[found.start : found.end + ranged.end() - ranged.start()]
            first = f"{reading.when[:8]}{int(ranged['day'] or ranged['first']):02}"
            reading = DateReading(printed, not_before=first, not_after=reading.when)
        lead = _BEFORE_DATE.sub("", rest[: found.start])
        return lead, reading
    year = _YEAR.search(rest)
    if year:
        return rest[: year.start()], DateReading(year["year"], year["year"])
    return (text, None) if rest == text.rstrip(" .") else (rest, None)


def without_number(text: str) -> tuple[str, str]:
    """The first number of the title, and the title without it; a bare one needs the dot of `066.621`, or it follows
    the kind of document at once. A special number is none of the telegram's own."""
    bare = _BARE.match(text)
    if bare:
        return bare["number"], text[bare.end() :].strip(" ,")
    clause = CLAUSE.search(text)
    match = _NUMBERED.search(text, 0, clause.start() if clause else len(text))
    if match is None:
        return "", text
    number = "" if match["special"] else (match["number"] or match["dotted"]).rstrip(".,")
    return number, f"{text[: match.start()]}, {text[match.end() :].lstrip(' ,')}".strip(" ,")


def without_marks(text: str) -> tuple[str, tuple[Span, ...]]:
    """Marks of urgency and secrecy at the end (`…, Urgent, SECRET`), and the title without marks."""
    found: list[Span] = []
    while True:
        lead, comma, last = text.rpartition(",")
        mark = last.strip(" ()[]")
        content = marks(mark) if mark else ()
        if not comma or content is None:
            return text, tuple(reversed(found))
        kinds = (SpanKind.URGENCY, SpanKind.SECRECY)
        found += [part for part in reversed(content) if isinstance(part, Span) and part.kind in kinds]
        text = lead
