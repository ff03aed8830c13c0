"""Stamps and handwriting: what clerks and readers put on the paper beside the text, over as many lines as it takes."""

from __future__ import annotations

import re

from tei_edition.model import Block, BlockKind, Inline, Span, SpanKind
from tei_edition.source.dates import Near, find_dates
from tei_edition.source.lines import Line

STAMP = re.compile(
    r"(?:rubber[- ])?(?:stamp(?:s|ed)?|seal|штамп|печать|оттиск)\b\s*(?::|[-–—]|$|(?=[)\]]))", re.IGNORECASE
)
"""How the words of a stamp begin, without the bracket."""
HANDWRITTEN = re.compile(
    r"(?:hand-?\s?writ(?:ten|ing)|manuscript (?:note|annotation)|marginal note|marginalia|рукописн\w+|от руки)\b"
    r"[^:\[\]()]{0,60}?(?::|[-–—]{1,2}\s|$|(?=[)\]]))"
    r"|(?:resolution|(?:note |written )?(?:in|on) the margins?|на полях|помет[аы]|пометка|резолюция)\b"
    r"[^:\[\]()]{0,60}?:",
    re.IGNORECASE,
)
"""How a note by hand is announced, without the bracket."""
_INCOMING = re.compile(
    r"\b(?P<lead>(?:incoming|inc\.|in-coming|вх(?:одящий|\.)?|vkh\.)\s*(?:No\.?|N[º°]|№|\#)?\s*)(?P<number>\d[\w./-]*)",
    re.IGNORECASE,
)
_MOST_LINES = 8
"""A stamp has some lines; a bracket that is still open after these was never closed."""
_OPENING = ("[", "(")
_CLOSING = {"[": "]", "(": ")"}
_LONGEST_LINE = 160


def may_be_aside(text: str) -> bool:
    """Whether a line has the bracket or the colon that a stamp or a note by hand needs."""
    return len(text) <= _LONGEST_LINE and (text[0] in _OPENING or ":" in text)


def read_stamp(lines: list[Line], position: int, near: Near = None) -> tuple[Block, int] | None:
    """The stamp that begins at `position`, and where the text goes on; None if there is none.

    A stamp begins with the word (`[Stamp: …`, `Штамп: …`). Its lines end where its bracket closes; the bracket of a
    stamp that is one line may be forgotten.
    """
    found = _beside_the_text(lines, position, STAMP)
    if found is None:
        return None
    content = _on_lines([stamp_content(line.text, near) for line in lines[position:found]])
    numbers = tuple(line.number for line in lines[position:found])
    return Block(BlockKind.STAMP, (Span(SpanKind.STAMP, content),), numbers, "stamp"), found


def read_handwriting(lines: list[Line], position: int) -> tuple[Block, int] | None:
    """The note by hand that begins at `position` (`[handwritten: …]`, `Resolution: …`), and where the text goes on."""
    found = _beside_the_text(lines, position, HANDWRITTEN)
    if found is None:
        return None
    content = _on_lines([(line.text,) for line in lines[position:found]])
    numbers = tuple(line.number for line in lines[position:found])
    return Block(BlockKind.HANDWRITING, content, numbers, "handwriting"), found


def stamp_content(text: str, near: Near = None) -> tuple[Inline, ...]:
    """The words of a stamp with its register number and its dates."""
    found: list[tuple[int, int, Span]] = []
    for number in _INCOMING.finditer(text):
        printed = number["number"].rstrip(".,/-")
        start = number.start("number")
        found.append((start, start + len(printed), Span(SpanKind.NUMBER, (printed,), "incoming")))
    for one in find_dates(text, near):
        reading = one.reading(near)
        if not any(start < one.end and one.start < end for start, end, _ in found):
            found.append((one.start, one.end, Span(SpanKind.DATE, (one.printed,), date=reading)))
    content: list[Inline] = []
    position = 0
    for start, end, span in sorted(found, key=lambda part: part[:2]):
        content += [text[position:start]] if start > position else []
        content.append(span)
        position = end
    return (*content, text[position:]) if text[position:] else tuple(content)


def _on_lines(lines: list[tuple[Inline, ...]]) -> tuple[Inline, ...]:
    content: list[Inline] = []
    for line in lines:
        content += [Span(SpanKind.BREAK), *line] if content else line
    return tuple(content)


def _beside_the_text(lines: list[Line], position: int, words: re.Pattern[str]) -> int | None:
    """Where what `words` announce at `position` ends, or None."""
    first = lines[position].text
    opening = first[0] if first[0] in _OPENING else ""
    match = words.match(first, len(opening)) if len(first) <= _LONGEST_LINE else None
    if match is None:
        return None
    if not opening:
        # "Resolution of the council" is a sentence; what is announced has its colon.
        announces = first[match.end() - 1] == ":" and first[match.end() :].strip()
        if not announces:
            return None
        return _closed_unopened(lines, position) if words is STAMP else position + 1
    end = _closed_at(lines, position, opening)
    nested = first.count(opening) > 1
    closed = first.rfind(_CLOSING[opening]) if nested else first.find(_CLOSING[opening])
    if end == position + 1 and 0 < closed < len(first.rstrip(" .,;:]")) - 1:
        # `(handwritten) For Petrov`: the bracket only announces; else the line is a sentence that begins with a remark.
        return end if closed == match.end() else None
    return end


def _closed_unopened(lines: list[Line], position: int) -> int:
    """Behind the line with a closing bracket that nothing opened; the next line if there is none."""
    for place in range(position, min(len(lines), position + _MOST_LINES)):
        text = lines[place].text
        if "[" in text or len(text) > _LONGEST_LINE or (place > position and _begins_aside(text)):
            break
        if "]" in text:
            return place + 1
    return position + 1


def _closed_at(lines: list[Line], position: int, opening: str) -> int:
    """Behind the line in which the bracket closes; the next line if it closes in none of those that follow."""
    closing, depth = _CLOSING[opening], 0
    for place in range(position, min(len(lines), position + _MOST_LINES)):
        text = lines[place].text
        if place > position and (len(text) > _LONGEST_LINE or _begins_aside(text)):
            break
        depth += text.count(opening) - text.count(closing)
        if depth <= 0:
            return place + 1
    return position + 1


def _begins_aside(text: str) -> bool:
    """Whether a line announces a stamp or a note by hand of its own."""
    start = 1 if text[0] in _OPENING else 0
    return bool(STAMP.match(text, start) or HANDWRITTEN.match(text, start))
