"""Distribution lists: `Copies: Stalin (2), Molotov, …` → one recipient after the other, with the number of copies."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tei_edition.model import AgentKind, CorrespondenceEvent, EventKind, Inline, Span, SpanKind
from tei_edition.source import names

_START = re.compile(
    r"(?P<label>(?:Copies(?:\s+to)?|Copy(?:\s+to)?|Distribution(?:\s+list)?(?:\s*[-–—]\s*\d+\s+copies)?|Recipients)\s*:)\s*"
    r"(?P<list>.*)",
    re.IGNORECASE | re.DOTALL,
)
_ENTRY = re.compile(
    r"(?P<name>[^,;()]*?[^,;()\s-])\s*(?:\((?P<in>[1-9]\d{0,2})\)|\s?[-–—]\s?(?P<after>[1-9]\d{0,2}))?(?P<stop>\s*(?:[,;]\s*|\.?\s*$))",
)


_ANNOUNCED = re.compile(
    r"(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten)\s+copies\b.*|Copies\s*:", re.IGNORECASE
)
_COPY = re.compile(
    r"(?P<lead>(?:\d{1,2}[.)]|(?:Copy|Экз\.)\s?(?:No\.?|N[º°]?|№)\s?\d{1,2})\s*(?:to\b|[-–—])?\s*)(?P<name>\S.*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Distribution:
    """A distribution list: the marked-up line and an event per recipient."""

    content: tuple[Inline, ...]
    events: tuple[CorrespondenceEvent, ...]


def announces_copies(text: str) -> bool:
    """Whether a line (`5 copies`, `Copies:`) says that numbered recipients follow."""
    return _ANNOUNCED.fullmatch(text) is not None


def read_copy(text: str, numbered: bool, first_key: int) -> Distribution | None:
    """One recipient on a line: `Copy No. 1 to Cde. Stalin`, or `1. Comr. Stalin` where copies were announced."""
    match = _COPY.fullmatch(text)
    if match is None or (match["lead"][0].isdigit() and not numbered):
        return None
    name = match["name"].rstrip(" .,;")
    found = names.agent(name)
    if not (names.is_name(name) or (found.kind is AgentKind.ORGANISATION and len(name.split()) <= 8)):
        return None
    key = f"c{first_key}"
    event = CorrespondenceEvent(key, EventKind.COPY, (found,), copies=1)
    tail = match["name"][len(name) :]
    content: list[Inline] = [match["lead"], Span(SpanKind.COPY, names.person_spans(name), target=key)]
    return Distribution((*content, tail) if tail else tuple(content), (event,))


def read_distribution(text: str, first_key: int, wrapped: bool = False) -> Distribution | None:
    """The copies that a line lists, or None if it is no distribution list. Keys count from `first_key`.

    `wrapped` says that the line before is an unfinished list: then the line needs no label.
    """
    start = _START.fullmatch(text)
    if start is None and not wrapped:
        return None
    listed = start["list"] if start else text
    content: list[Inline] = [text[: start.start("list")]] if start else []
    events: list[CorrespondenceEvent] = []
    position = 0
    for match in _ENTRY.finditer(listed):
        if match.start() > position:
            content.append(listed[position : match.start()])
        name = match["name"].strip()
        if not names.is_name(name) and names.agent(name).kind.value == "person":
            content.append(match[0])
            position = match.end()
            continue
        count = match["in"] or match["after"]
        key = f"c{first_key + len(events)}"
        events.append(CorrespondenceEvent(key, EventKind.COPY, (names.agent(name),), copies=int(count) if count else 1))
        content.append(Span(SpanKind.COPY, tuple(_entry(match, count)), target=key))
        if match["stop"]:
            content.append(match["stop"])
        position = match.end()
    if listed[position:]:
        content.append(listed[position:])
    return Distribution(tuple(content), tuple(events))


def _entry(match: re.Match[str], count: str | None) -> list[Inline]:
    printed = match["name"]
    name = printed.lstrip()
    content: list[Inline] = [printed[: len(printed) - len(name)]] if printed != name else []
    content += names.person_spans(name)
    if count:
        at = match.start("in") if match["in"] else match.start("after")
        offset = at - match.start()
        content.append(match[0][len(printed) : offset])
        content.append(Span(SpanKind.COPIES, (count,), value=str(int(count))))
        after = match[0][offset + len(count) : match.start("stop") - match.start()]
        content += [after] if after else []
    return content
