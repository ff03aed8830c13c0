"""PDF covers as download sites copy them: a mast-head, date and title, then labels with their values, then the text.

Any of these may share a line with the next, up to a whole page in one line; such a line is cut at the labels.
"""

from __future__ import annotations

import re
from itertools import pairwise

from tei_edition.source.dates import DATE, page_date
from tei_edition.source.frame.citing import quoted_citation
from tei_edition.source.frame.evidence import COVER_LABEL
from tei_edition.source.frame.record import Frame
from tei_edition.source.lines import Line

_MAST_HEAD = re.compile(
    r"(?:\s*(?:Digital Archive|digitalarchive\.wilsoncenter\.org|International History Declassified|Skip to content"
    r"|History and Public Policy Program(?!\s+Digital)))+",
    re.IGNORECASE,
)
_LANGUAGE = r"(?:[A-Z][a-z]+(?: \([A-Za-z ]+\))?)"
_CONTENTS = re.compile(
    rf"[•·\s-]*(?:Scan of Original Document|Original Scan|{_LANGUAGE} (?:Translation|Transcript(?:ion)?|Original))"
    r"(?!\w)"
)
_LANGUAGES = re.compile(rf"\s*{_LANGUAGE}(?:(?:,| and|;) {_LANGUAGE})*(?=\s|$)")
_LONGEST_LANGUAGE = 80
_SCAN = "Scan of Original Document"
_NAMES = {
    "Citation:": "citation",
    "Summary:": "abstract",
    "Credits:": "credits",
    "Original Language:": "language",
    "Contents:": "contents",
}
# A word that must be followed by another stands before a mark, or before a word that never follows it.
_LOST_WORD = re.compile(
    r"\b(?:the|a|an|of|from|between|with|in|into|on|at|by|to|and)\s?[,.;](?=\s|$)"
    r"|\b(?:the|a|an|of|from|between|with|in|into|at|by)\s(?:and|or|to|of)\s"
    r"|\b(?:the|a|an)\s(?:is|are|was|were|has|have|had|think|in|on|at|by|with)\b",
    re.IGNORECASE,
)
# Cuts in a text of one line: before words that begin lines of a form and nowhere else, and behind what is whole.
_NUMBER = r"(?:No\.|\#|N[º°]|№)\s?[\w./-]*\d[\w./-]*"
_WHOLE = re.compile(
    rf"(?:(?:STRICTLY|TOP)\sSECRET|SECRET|CONFIDENTIAL|(?:EXTREMELY\s|VERY\s)?URGENT|[Mm]aking\s[Cc]opies\s(?:is\s)?(?:[Pp]rohibited"
    rf"|[Ff]orbidden)|Copy\s{_NUMBER}|(?:CIPHERED\s|CODED\s)?(?:TELEGRAM|CABLE)(?:\s{_NUMBER})?"
    rf"|(?:Ciphergram|Ciphergam|Ciphered\s[Tt]elegram|Coded\s[Tt]elegram|Telegram|Cable)\s{_NUMBER})(?=\s|$)"
)
_EVENT = re.compile(
    r"(?:Dispatched|Sent|Received|Transmitted|Arrived|Deciphered|Typed)\s(?:(?:from|on|at|in|by)\b|\d{1,2}[:.]\d)"
    r"|Came\s(?:in)?to\s(?:the\s)?\w+\s"
)
_CAPITALS = r"[A-ZÀ-ÞĀ-ŽА-ЯЁ][A-ZÀ-ÞĀ-ŽА-ЯЁ'’-]+"
_ONE = rf"(?:\[[^\[\]]{{1,80}}\]\s)?{_CAPITALS}(?:\s?\d{{1,2}})?"
_NAMED = re.compile(rf"(?:From|FROM|To|TO|Sender)\s?:\s{_ONE}(?:(?:\sand\s|,\s){_ONE})*(?=\s)")
# Names in capitals show where an address ends that nothing else does.
_ADDRESSED = re.compile(
    rf"(?:{_CAPITALS}\s?[-–—]+\s?)?(?:To|TO|[Ff]or|FOR)\s(?:Comrades?|COMRADES?|Cdes?\.)\s{_CAPITALS}"
    r"(?:\s[A-ZÀ-ÞА-ЯЁ]{2,}){0,2}(?:\s\[[^\[\]]{2,40}\])?(?=\s)"
)
_DAY_AND_HOUR = re.compile(
    r"(?:(?:Sent|Received|Transmitted|Arrived)\s)(?:(?:on|at)\s|\d{1,2}[:.]\d\d\s|\d{1,2}\.\d{1,2}\.\d{2,4}\s?){2,4}"
)
_TAIL = re.compile(
    rf"(?<=[.!?”\"])\s+(?P<name>{_CAPITALS}(?:\s{_CAPITALS}){{0,2}}(?:\s\[[^\[\]]{{2,40}}\])?[.”]{{0,2}})"
    r"(?P<number>\s(?:No\.|N[º°]|№|\#)\s?[\w./-]*\d[\w/]*)?(?P<day>\s\d{1,2}[ .]\w{1,10}[ .]\d{2,4}\.?)?$"
)
"""A signature with its number and day at the end of a text in one line."""
_LABEL = re.compile(r"(?:To|From|FROM|TO|Copies|Sender|Destination|To Whom)\s?:\s")
_ADDRESS = re.compile(r"To\s[^:.!?]{3,150}:(?=\s)")
_MOMENT = re.compile(r".{5,120}?\bat\s\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?(?=\s)")
_STARTS = re.compile(rf"(?<=\s)(?:{_WHOLE.pattern}|{_EVENT.pattern}|{_LABEL.pattern})")
_LONGEST_ELEMENT = 160
_ONE_LINE = 400


def read(frame: Frame, lines: list[Line], folded: list[str]) -> None:
    """Take apart a cover and the text below it."""
    head, values, text = _apart(lines)
    others = _head(frame, head)
    if not values:
        # A page without one label is no cover, whoever named it one: what is not its head is its text.
        others, text = [], others
    for line in others:
        frame.fact("other:unlabelled", line)
    for label, line in values:
        if label == "":
            frame.drop(line, "label")
        elif label != "credits" or not frame.read_credit(line):
            frame.fact(label, line)
    frame.body = _text(frame, text)
    _cited(frame)
    for line in [*(line for _, line in values), *frame.body]:
        lost = _LOST_WORD.search(line.text)
        if lost:
            around = line.text[max(0, lost.start() - 20) : lost.end() + 20].strip()
            frame.warn(
                "words-missing", line.number, f"words were lost in the capture, as near '{around}'; see the archive"
            )
    if frame.title is None:
        frame.warn("title-missing", 0, "the page has no title; the file's name stands for it")
    if frame.date is None:
        frame.warn("page-date-missing", lines[0].number, "the page has no date")


def _apart(lines: list[Line]) -> tuple[list[Line], list[tuple[str, Line]], list[Line]]:
    """What stands above the labels, the labels and their values (a label goes by no name), and the text."""
    head: list[Line] = []
    values: list[tuple[str, Line]] = []
    label, ends = "", _has_contents(lines)
    for at, line in enumerate(lines):
        position = 0
        for match in [*COVER_LABEL.finditer(line.text), None]:
            end = match.start() if match else len(line.text)
            if label == "language" and end - position > _LONGEST_LANGUAGE:
                # No label announces the text: it begins where the language ends.
                named = _LANGUAGES.match(line.text, position)
                stop = named.end() if named else position
                if stop > position:
                    values.append((label, line.part(position, stop)))
                return head, values, [line.part(stop), *lines[at + 1 :]]
            if line.text[position:end].strip():
                part = line.part(position, end)
                if not label:
                    head.append(part)
                elif ends or not _is_text(label, values):
                    values.append((label, part))
                else:
                    # No label announces the text: it begins where the last value ends.
                    return head, values, [line.part(position), *lines[at + 1 :]]
            if match is None:
                break
            label = _NAMES[match[0]]
            values.append(("", line.part(match.start(), match.end())))
            position = match.end()
            if label == "contents":
                rest = [line.part(position)] if line.text[position:].strip() else []
                return head, values, [*rest, *lines[at + 1 :]]
    return head, values, []


def _has_contents(lines: list[Line]) -> bool:
    return any("Contents:" in COVER_LABEL.findall(line.text) for line in lines[:60])


def _is_text(label: str, values: list[tuple[str, Line]]) -> bool:
    """Whether a further line under a label is the text: a summary, credit or language has one line."""
    return label in ("abstract", "credits", "language") and values[-1][0] == label


def _head(frame: Frame, head: list[Line]) -> list[Line]:
    """Read mast-head, date and title, also all in one line; the lines that are none of these."""
    others: list[Line] = []
    for whole in head:
        line = whole
        furniture = _MAST_HEAD.match(line.text)
        if furniture:
            frame.drop(line.part(0, furniture.end()), "site-button")
            if not line.text[furniture.end() :].strip():
                continue
            line = line.part(furniture.end())
        dated = DATE.match(line.text) if frame.date is None else None
        if dated and page_date(dated[0]):
            frame.date = page_date(dated[0])
            frame.keep(line.part(0, dated.end()), "page-date", "copytext")
            if not line.text[dated.end() :].strip():
                continue
            line = line.part(dated.end())
        if frame.title is None:
            frame.read_title(line)
        elif not frame.read_credit(line):
            others.append(line)
    return others


def _text(frame: Frame, text: list[Line]) -> list[Line]:
    """The text without the words that announce it; the first elements of its form get lines of their own."""
    body = list(text)
    while body:
        announced = _CONTENTS.match(body[0].text)
        if announced is None:
            break
        frame.drop(body[0].part(0, announced.end()), "contents")
        rest = body[0].text[announced.end() :].strip()
        body[:1] = [body[0].part(announced.end())] if rest else []
    if body and body[-1].text.endswith(_SCAN):
        cut = len(body[-1].text) - len(_SCAN)
        frame.drop(body[-1].part(cut), "contents")
        body[-1:] = [body[-1].part(0, cut)] if cut else []
    if len(body) == 1 and len(body[0].text) > _ONE_LINE / 2:
        return [part for element in _form_elements(body[0]) for part in _signed(element)]
    return [*_form_elements(body[0]), *body[1:]] if body else body


def _signed(line: Line) -> list[Line]:
    """A text in one line, its signature, number and day cut off."""
    found = _TAIL.search(line.text, max(0, len(line.text) - _LONGEST_ELEMENT))
    if found is None:
        return [line]
    starts = [found.start(group) for group in ("name", "number", "day") if found[group]]
    return [line.part(start, end) for start, end in pairwise([0, *starts, len(line.text)])]


def _form_elements(line: Line) -> list[Line]:
    """A text that the capture joined, cut before the words that certainly begin a line of its form, and behind what
    certainly ends one; where the form ends, the text goes on uncut."""
    text = line.text
    begins = [match.start() for match in _STARTS.finditer(text, 0, 20 * _LONGEST_ELEMENT)]
    if len(begins) < 2 and len(text) < _ONE_LINE:
        return [line]
    cuts = [0]
    while cuts[-1] < len(text):
        position = cuts[-1]
        end = _element_end(text, position, begins)
        if end <= position or end >= len(text):
            break
        cuts.append(end + len(text[end:]) - len(text[end:].lstrip()))
    return [line.part(start, end) for start, end in pairwise([*cuts, len(text)])]


def _element_end(text: str, position: int, begins: list[int]) -> int:
    """Where the form's element at `position` ends; `position` if none stands there."""
    whole = (
        _WHOLE.match(text, position)
        or _NAMED.match(text, position)
        or _ADDRESS.match(text, position)
        or _ADDRESSED.match(text, position)
        or _DAY_AND_HOUR.match(text, position)
    )
    if whole:
        return whole.end()
    is_element = _EVENT.match(text, position) or _LABEL.match(text, position)
    following = next((begin for begin in begins if begin > position), len(text))
    if (is_element or not position) and following - position <= _LONGEST_ELEMENT:
        return following
    moment = _MOMENT.match(text, position) if is_element else None
    return moment.end() if moment else position


def _cited(frame: Frame) -> None:
    """What the quoted citation adds to the cover."""
    lines = frame.facts.get("citation", [])
    found = quoted_citation(" ".join(line.text for line in lines))
    if found is None:
        return
    frame.archival = found.archival or " "
    if frame.title is None and found.title:
        frame.title = Line(lines[0].number, found.title, found.title)
    if frame.date is None and found.date:
        frame.date = page_date(found.date)
