"""The citation that the old site and PDF covers quote: `"Title," date, … Digital Archive, <archive>. http://…`"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tei_edition.source.dates import date_matches, page_date

COLLECTION = "History and Public Policy Program Digital Archive"
_COLLECTION = re.compile(r"History and Public Policy Program Digital Archive|Wilson Center Digital Archive")
_LONGEST_TITLE = 600
_TITLE_END = re.compile(r"[,.]?[”\"“]\s?,?\s*")
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?=,?\s*$)")
_URL = re.compile(r"https?://\S+\s*$")


@dataclass(frozen=True, slots=True)
class QuotedCitation:
    """A quoted citation's parts: where it begins in the text, title, date, and the archival citation."""

    start: int
    title: str
    date: str
    archival: str


def quoted_citation(text: str) -> QuotedCitation | None:
    """The citation of a record in `text`, which may begin with other words (a summary in the same line)."""
    collection = _COLLECTION.search(text)
    if collection is None:
        return None
    before = text[max(0, collection.start() - _LONGEST_TITLE) : collection.start()]
    shift = collection.start() - len(before)
    dates = (match for match in date_matches(before) if not before[match.end() :].strip(" ,"))
    dated = next(dates, None) or _YEAR.search(before)
    date = dated[0] if dated and page_date(dated[0]) else ""
    titled = before[: dated.start()] if dated and date else before
    end = max((match for match in _TITLE_END.finditer(titled)), key=lambda match: match.end(), default=None)
    if end is None or end.end() < len(titled.rstrip()):
        return None
    start = _opening(titled, end.start())
    if start < 0:
        return None
    archival = _URL.sub("", text[collection.end() :]).strip(" ,")
    return QuotedCitation(shift + start, titled[start + 1 : end.start()].strip(), date, archival)


def _opening(text: str, end: int) -> int:
    """The mark that opens the title which ends at `end`: the curly one, or the straight one that begins it."""
    curly = text.find("“", 0, end)
    if curly >= 0:
        # A summary before the title may quote too: the title's mark follows a sentence, and nothing closes it.
        last = text.rfind("“", 0, end)
        while curly < last and "”" in text[curly:last]:
            curly = text.find("“", curly + 1, end)
        return curly
    opens = [match.start() for match in re.finditer(r'(?:^|(?<=\s))"(?=\S)', text[:end])]
    return opens[-1] if opens else text.find('"', 0, end)
