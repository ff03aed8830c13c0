"""Which kind of copied page lies before us: every sign counts for some kinds and against others.

The same record reaches an editor in six shapes (docs/converting.md). No single sign decides, since a capture may have
lost any of them: each adds its weight, and the share of the winner is the confidence.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tei_edition.source import form, service
from tei_edition.source.dates import page_date
from tei_edition.source.frame import labels
from tei_edition.source.frame.citing import COLLECTION
from tei_edition.source.lines import Line

LABELLED, THINNED, FLAT, OLD_SITE, BARE, COVER = "labelled", "thinned", "flat", "old-site", "bare", "pdf-cover"
DIALECTS = (LABELLED, THINNED, FLAT, OLD_SITE, BARE, COVER)
UNKNOWN = "unknown"
UNCERTAIN = 60
"""A dialect of lower confidence is reported as uncertain."""
_TOP = 40
"""How many lines from the top (and from the end) are looked at; a page shows its kind there."""
_FORM = 4.0
"""The weight of a telegram's form lines, at most."""
DATE_REACH = 12
"""How many lines may stand above the page's date: the summaries of other documents."""
TITLE = re.compile(
    r"\b(?:telegram|telegrams|cable|cables|ciphergram|ciphered|radiogram|letter|memorandum|message|report|dispatch"
    r"|шифртелеграмма|телеграмма)\b|^(?:Record|Decision|Information|Note|Excerpt|Protocol)\b",
    re.IGNORECASE,
)
DOCUMENT_NUMBER = re.compile(r"\d{1,4}\.\s+(?=[A-Z])")
"""What an edition of documents prints before a title."""
_OLD_SITE = re.compile(
    r"search in|add search filter(?: cancel search filter)?"
    r"|(?:digital archive\s+)?international history declassified|citation share(?: download)?|•?\s?citation"
    r"|get citation|•?\s?share document|view document in\b.*|\w+ html"
)
_LONGEST_BUTTON = 60
COVER_LABEL = re.compile(r"(?<!\S)(?:Citation|Summary|Credits|Original Language|Contents):(?!\S)")
_SCAN = "Scan of Original Document"
_ADDRESS = "digitalarchive.wilsoncenter.org International History"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The likeliest dialect and its share of the evidence, in hundredths."""

    dialect: str
    confidence: int


def judge(lines: Sequence[Line], folded: Sequence[str]) -> Verdict:
    """The dialect that the signs on the page speak for; `unknown` if they speak for no page at all."""
    scores = _scores(lines, folded)
    best = max(scores, key=lambda dialect: scores[dialect])
    total = sum(math.exp(score - scores[best]) for score in scores.values())
    return Verdict(best, round(100 / total))


def form_lines(lines: Sequence[Line]) -> int:
    """How many of the first lines only a telegram's form has: a heading, service lines, marks, an address, numbers."""
    found = 0
    for line in lines[:_TOP]:
        text = line.text
        if len(text) > 250:
            continue
        heading = form.heading(text)
        if heading or service.is_service(text):
            found += 2 if heading is None or heading.number else 1
        elif form.marks(text) or form.number_line(text) or form.reference(text) or form.address(text):
            found += 1
        if found >= _FORM / 0.8:
            break
    return found


def _scores(lines: Sequence[Line], folded: Sequence[str]) -> dict[str, float]:
    scores = dict.fromkeys((*DIALECTS, UNKNOWN), 0.0)

    def count(weight: float, *dialects: str) -> None:
        for dialect in dialects:
            scores[dialect] += weight

    today = (LABELLED, THINNED, FLAT)
    top, end = lines[:_TOP], max(0, len(folded) - 2 * _TOP)
    skip = labels.SKIP_LINK in folded[:3]
    count(4 if skip else 0, LABELLED, THINNED)
    count(-4 if skip else 1, FLAT, BARE)

    tail = set(folded[end:])
    information = labels.INFORMATION in tail
    of_block = tail & labels.IN_BLOCK.keys()
    labelled = (
        information
        or len(of_block) > 1
        or not tail.isdisjoint(labels.BEFORE)
        or (bool(of_block) and _holds_notice(tail))
    )
    count(3.0 if labelled else -1, *today)
    count(-4 if labelled else 1, BARE)
    if labelled:
        named = bool({"source", "rights"} & of_block)
        count(2.5 if named else -2.5, LABELLED)
        # A thinned page has lost the labels above its citation and notice.
        count(-2.5 if named else 2.5 if information and (of_block or _holds_notice(tail)) else 0, THINNED)

    gaps = [line.gap for line in lines[1:]]
    if gaps:
        open_share = sum(gap > 0 for gap in gaps) / len(gaps)
        count(3 if open_share < 0.02 and len(lines) > 4 else -3 if open_share > 0.2 else 0, FLAT)
        count(1 if open_share > 0.2 else -1.5, LABELLED, THINNED)
        if any(line.spaced for line in lines):
            count(2, LABELLED)
            count(-1, THINNED)
        elif sum(gap > 1 for gap in gaps) / len(gaps) > 0.3:
            count(1, THINNED)
    # Short lines in capitals (headings, addresses, signatures) are what a thinned page has lost.
    capitals = any(5 < len(line.text) < 60 and line.text.isupper() for line in lines[2:200])
    count(1 if capitals else -0.5, LABELLED)
    count(-0.5 if capitals else 0.5, THINNED)

    date_at = next((at for at, line in enumerate(lines[:DATE_REACH]) if page_date(line.text)), -1)
    titled = 0 <= date_at < len(lines) - 1 and bool(TITLE.search(lines[date_at + 1].text[:400]))
    any_title = any(
        _is_title(line.text) and not form.heading(line.text) for line in lines[: 3 if date_at < 0 else date_at + 1]
    )
    count(2.5 if titled else 0.5 if date_at >= 0 else -1, *today, BARE)
    count(1.0 if any_title else 0, BARE, LABELLED if skip else FLAT)

    beginnings = [line.text[:12000] for line in top]
    old = {button for text in beginnings if (button := _button(text))}
    quoted = any(COLLECTION in text[:6000] for text in beginnings)
    cover = {match[0] for text in beginnings if ":" in text for match in COVER_LABEL.finditer(text)}
    marks = sum(_SCAN in text or _ADDRESS in text for text in beginnings)
    count(min(9.0, 2.5 * len(old)) - (0 if old else 2), OLD_SITE)
    count(min(9.0, 2.5 * len(cover) + marks) - (0 if cover else 3), COVER)
    # Labels of a cover speak against the old site, whose mast-head and citation the cover shares, and against bare.
    count(3 if quoted else 0, OLD_SITE, COVER)
    count(-2.0 * len(cover), OLD_SITE)
    count(-1.5 * len(cover) - 2.0 * len(old), BARE, *today)

    if max(scores.values()) < max(scores[BARE] + _FORM, 2.0) + _FORM:
        # Reading lines as a form takes time: only where the frame leaves room for a page without one.
        found = form_lines(lines)
        count(min(_FORM, 0.8 * found), BARE)
        count(2.0 if found == 0 else 0.5, UNKNOWN)
    return scores


def _button(text: str) -> str:
    """The button of the former site that a line is, in small letters, or nothing."""
    # Long lines are none, but for `View document in English Original Russian …`.
    if len(text) > _LONGEST_BUTTON and text[:4].lower() != "view":
        return ""
    folded = text.lower()
    return folded.lstrip("• ") if _OLD_SITE.fullmatch(folded) else ""


def _holds_notice(tail: Iterable[str]) -> bool:
    return any(labels.is_notice(text[:2000]) for text in tail)


def _is_title(text: str) -> bool:
    begins = text[0].isalpha() or DOCUMENT_NUMBER.match(text)
    return bool(begins and len(text) < 400 and text[-1] not in ".!?:" and TITLE.search(text))
