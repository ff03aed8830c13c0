"""Pages of the archive's former site: mast-head, date, title, buttons, summary, quoted citation, buttons, text."""

from __future__ import annotations

import re

from tei_edition.source.dates import page_date
from tei_edition.source.frame import labels
from tei_edition.source.frame.citing import COLLECTION, quoted_citation
from tei_edition.source.frame.record import Frame
from tei_edition.source.lines import Line

_LANGUAGE = r"(?:Original|English|Russian|Chinese|Korean|Spanish|Polish|German|French|[A-Z][a-z]+(?:ian|ese|ish|an))"
_FURNITURE = re.compile(
    rf"""[•·*]?\s*(?:search\ in|(?:(?:add|cancel)\s+search\s+filter\s*)+
      |(?:digital\ archive)?\s*(?:digitalarchive\.wilsoncenter\.org)?\s*
      international\ history\ declassified
      |digital\ archive|(?:citation|share|download)(?:\s+(?:citation|share|download))*|get\ citation|share\ document
      |view\ document\ in:?|print|close|browse|home
      |(?:view\ document\ in:?\s+)?{_LANGUAGE}\s+(?:html|pdf|text|scan))""",
    re.IGNORECASE | re.VERBOSE,
)
_TAB = re.compile(rf"{_LANGUAGE}(?:\s\([\w ]{{3,30}}\))?\s+(?:html|pdf|text|scan)", re.IGNORECASE)
"""The button above one of several versions of a text."""
_VERSION = re.compile(rf"{_LANGUAGE}(?:\s(?:Translation|Transcript|Original))?")
_START = re.compile(rf"(?:view\s+document\s+in\b.*|{_LANGUAGE}\s+(?:html|text))", re.IGNORECASE)
_REACH = 60
"""The frame of a page stands in its first lines."""


def read(frame: Frame, lines: list[Line], folded: list[str]) -> None:
    """Take apart a page of the former site."""
    lines, start = _apart(lines)
    head = lines[:start]
    position = 0
    cited = _citation(frame, head)
    summary: list[Line] = []
    titles: list[Line] = []
    past_buttons = False
    for position, line in enumerate(head):
        if position in cited:
            frame.fact("citation", line)
        elif _FURNITURE.fullmatch(line.text) or line.text in ("•", "·"):
            past_buttons = past_buttons or (
                frame.date is not None and bool(re.search(r"citation|share", line.text, re.I))
            )
            frame.drop(line, "site-button")
        elif _is_label(line):
            frame.drop(line, "label")
        elif labels.ADDRESS.fullmatch(line.text):
            frame.fact("address", line)
        elif frame.date is None and not past_buttons and page_date(line.text):
            frame.date = page_date(line.text)
            frame.keep(line, "page-date", "copytext")
        elif frame.read_credit(line):
            continue
        elif not past_buttons and not titles and not (cited and position > min(cited)):
            titles.append(line)
        elif cited and position > max(cited) and _VERSION.fullmatch(line.text):
            frame.drop(line, "site-button")
        else:
            summary.append(line)
    _titles(frame, titles)
    for line in summary:
        frame.fact("abstract", line)
    if frame.date is None:
        frame.warn("page-date-missing", lines[0].number, "the page has no date")
    frame.body = _without_foot(frame, lines[start:])


def _is_label(line: Line) -> bool:
    """Whether a line of the head is a label without value (`Summary:`)."""
    return labels.folded(line.text.lstrip("• ")) in ("citation", "summary", "abstract")


def _apart(lines: list[Line]) -> tuple[list[Line], int]:
    """The lines, a summary cut from the citation that it shares a line with; where the text begins."""
    made: list[Line] = []
    starts: list[int] = []
    begun = False
    for at, line in enumerate(lines):
        quoted = quoted_citation(line.text) if at < _REACH and COLLECTION in line.text else None
        if quoted and line.text[: quoted.start].strip(" •") and quoted.start > 20:
            made += [line.part(0, quoted.start), line.part(quoted.start)]
            starts.append(len(made))
        else:
            made.append(line)
            # A button below the first version of the text stands above the next one.
            if quoted or (at < _REACH and not begun and _ends_frame(line)):
                starts.append(len(made))
            elif starts and at > 0 and _TAB.fullmatch(lines[at - 1].text):
                begun = True
    return made, max(starts, default=0) or _after_furniture(made)


def _ends_frame(line: Line) -> bool:
    """Whether the text may begin below this line: the last button, or the name of the version shown."""
    return bool(_START.fullmatch(line.text)) or labels.folded(line.text.lstrip("•· ")) == "share document"


def _after_furniture(lines: list[Line]) -> int:
    """Where the text begins on a page that has lost its citation: after the last button."""
    last = 0
    for at, line in enumerate(lines[:_REACH]):
        if _FURNITURE.fullmatch(line.text):
            last = at + 1
    # Date and title stand below the mast-head.
    for at in range(last, min(last + 2, len(lines))):
        if page_date(lines[at].text):
            return min(at + 2, len(lines))
    return last


def _citation(frame: Frame, head: list[Line]) -> set[int]:
    """The positions of the quoted citation's lines; title and date that only it has are taken from it."""
    at = next((at for at, line in enumerate(head) if COLLECTION in line.text), -1)
    if at < 0:
        return set()
    first, text = at, head[at].text
    if quoted_citation(text) is None and at > 0:
        first, text = at - 1, f"{head[at - 1].text} {text}"
        if quoted_citation(text) is None:
            first, text = at, head[at].text
    end = at + 1
    while end < len(head) and not _FURNITURE.fullmatch(head[end].text) and not _VERSION.fullmatch(head[end].text):
        text = f"{text} {head[end].text}"
        end += 1
    found = quoted_citation(text)
    if found is None:
        frame.archival = text[text.index(COLLECTION) + len(COLLECTION) :].strip(" ,")
    else:
        frame.archival = found.archival or " "
        if found.title:
            frame.title = Line(head[first].number, found.title, found.title)
        frame.cited_date = page_date(found.date) if found.date else None
    return set(range(first, end))


def _titles(frame: Frame, titles: list[Line]) -> None:
    """The title line, unless it is the cited title in capitals: then the cited one has the better letters."""
    cited = frame.title
    for line in titles:
        if cited is None:
            frame.read_title(line)
        elif line.text.casefold() == cited.text.casefold() and line.text.isupper():
            frame.fact("other:title-line", line)
        elif _same(line.text, cited.text):
            frame.read_title(line)
        else:
            frame.read_title(line)
            frame.warn(
                "title-differs", line.number, "title line and title in the citation differ; check which is right"
            )
    if frame.title is None:
        frame.warn("title-missing", 0, "the page has no title; the file's name stands for it")
    if frame.date is None:
        frame.date = frame.cited_date
    elif frame.cited_date and frame.cited_date.when != frame.date.when:
        frame.warn("page-date-differs", 0, "the page's date and the date in its citation differ; check which is right")


def _same(one: str, other: str) -> bool:
    return re.sub(r"\W+", "", one).casefold() == re.sub(r"\W+", "", other).casefold()


def _without_foot(frame: Frame, body: list[Line]) -> list[Line]:
    """The text without the buttons that may stand below it."""
    notices: list[Line] = []
    end = len(body)
    while end and (_FURNITURE.fullmatch(body[end - 1].text) or labels.is_notice(body[end - 1].text[:2000])):
        line = body[end - 1]
        if labels.is_notice(line.text):
            notices.append(line)
        else:
            frame.drop(line, "site-button")
        end -= 1
    for line in reversed(notices):
        frame.fact("rights", line)
    tabs = [
        line
        for line in body[:end]
        if line.text[-4:].lower() in ("html", "text", " pdf", "scan") and _TAB.fullmatch(line.text)
    ]
    for line in tabs:
        frame.drop(line, "site-button")
    return [line for line in body[:end] if line not in tabs] if tabs else body[:end]
