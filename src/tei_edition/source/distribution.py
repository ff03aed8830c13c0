"""Distribution lists: `Copies: Stalin (2), Molotov, …` → one recipient after the other, with the number of copies."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tei_edition.model import (
    AgentKind,
    CorrespondenceEvent,
    EventKind,
    Inline,
    Message,
    SectionKind,
    Span,
    SpanKind,
    plain_text,
)
from tei_edition.source import names

_TOTAL = r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen)"
_SIGN = r"(?:No\.?|N[º°]?\.?|№|#)"
_START = re.compile(
    r"(?P<label>(?:Copies(?:\s+(?:sent\s+)?to)?|Copy(?:\s+to)?|cc|Distribution(?:\s+list)?(?:\s*[-–—(]\s*\d+\s+copies\)?)?"
    r"|Recipients|(?:Already\s+)?(?:forwarded|distributed)\s+to|Рассылка|Разослано|Копи[ия])\s*:)\s*(?P<list>.*)",
    re.IGNORECASE | re.DOTALL,
)
_ENTRY = re.compile(
    r"(?P<margin>\s*(?:[-–—]\s)?)(?P<name>\S(?:.*?\S)??)(?:(?P<open>\s*\()(?P<in>[1-9]\d{0,2})\)|(?P<dash>\s?[-–—]\s?)(?P<after>[1-9]\d{0,2}))?"
    r"(?P<stop>\s*\.?\s*)",
    re.DOTALL,
)
_ANNOUNCED = re.compile(
    rf"{_TOTAL}\s+copies\b.*|(?:Copies(?:\s+(?:sent\s+)?to)?|Distribution(?:\s+list)?|Recipients)\s*:"
    r"|Copies(?:\s(?:distributed|sent|forwarded))?\s+to\s+(?:Comrades|Cdes\.?|Cmrds\.?|Comrs\.?)\s*:?"
    r"|(?:To\s+be\s+)?seen\s+by\s*:?",
    re.IGNORECASE,
)
_STATED = re.compile(
    rf"(?:(?P<total>{_TOTAL})\s+copies\s*[.:]?\s*$|Distribution(?:\s+list)?\s*[-–—(]\s*(?P<list>{_TOTAL})\s+copies\b"
    rf"|Copies\s*:\s*(?P<sum>{_TOTAL})\s*\.?\s*$)",
    re.IGNORECASE,
)
_COUNTED = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
_WORDS = tuple(_COUNTED.split())
_COPY = re.compile(
    rf"(?P<lead>(?:\d{{1,2}}(?:[.)]|(?=\s[-–—]\s))(?!\s?(?:\d{{1,2}}|[IVX]{{1,4}})[.\s]\s?\d{{2}})"
    rf"|(?:Copy|Экз(?:емпляр)?\.?)\s?{_SIGN}?\s?(?P<copy>\d{{1,3}})(?!\d))\s*(?:to\b|[-–—:])?\s*)"
    r"(?P<name>\S.*)",
    re.IGNORECASE,
)
_COPY_BEGINS = ("C", "c", "Э", "э")
"""Letters with which such a line begins if it does not with a figure."""
_BROKEN = re.compile(rf"(?P<lead>(?:Copy|Экз\.?)\s?{_SIGN}?\s?)(?P<copy>\d{{1,3}})\s*", re.IGNORECASE)
_TO = re.compile(r"(?P<lead>(?:to|—|–|-)\s+)(?P<name>\S.*)", re.IGNORECASE)
_ROUTING = re.compile(r"(?i:Action|Info)\s?:\s?[A-Z][A-Z\d/,&.() -]{0,80}|(?=.{8,80}$)[A-Z(][A-Z() /&-]+\sDISTRIBUTION")
_CELLS = re.compile(r"[^|]+|\|")
_COLUMNS = re.compile(r"\s{2,}|,\s*|(?:[^\s,]|\s(?!\s))+")
_TO_ALL = re.compile(r"\b(?:Comrades|Cdes|Cmrds|Comrs)\.?\s*$", re.IGNORECASE)
_DASH_SIGNS = ("-", "–", "—")
_DASH = re.compile(r"(?P<lead>[-–—]\s)(?P<name>\S.*)")
_DASHED_LIST = re.compile(r"[^:]{2,30}:\s*[-–—]\s")
_BETWEEN = (",", ";")
_LISTED = re.compile(r"[,;]|[^,;]+")
_LONGEST = 200
"""No name of a recipient is longer."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """A distribution list: the marked-up line and an event per recipient."""

    content: tuple[Inline, ...]
    events: tuple[CorrespondenceEvent, ...]


def announces_copies(text: str) -> bool:
    """Whether a line (`5 copies`, `Copies:`) says that numbered recipients follow."""
    return len(text) <= _LONGEST and _ANNOUNCED.fullmatch(text) is not None


def stated_copies(text: str) -> int:
    """How many copies a line says the list has (`5 copies`, `Distribution list - 11 copies: …`), or 0.

    What was printed (`Two copies printed`) may be the originals: it says nothing of the list.
    """
    match = _STATED.match(text[:_LONGEST])
    if match is None:
        return 0
    total = (match["total"] or match["list"] or match["sum"]).lower()
    return int(total) if total.isdigit() else _WORDS.index(total) if total in _WORDS else 0


def is_routing(text: str) -> bool:
    """Whether a line says by codes which offices get a telegram (`ACTION: EUR`, `CABINET DISTRIBUTION`)."""
    return _ROUTING.fullmatch(text) is not None


def is_recipient(text: str) -> bool:
    """Whether a line goes on with `Copy No. 1` above it: `to Cde. Stalin`."""
    match = _TO.fullmatch(text) if len(text) <= _LONGEST else None
    return match is not None and names.is_name(match["name"].rstrip(" .,;"))


def is_copy_number(text: str) -> bool:
    """Whether a line says which copy this is: `Copy No. 12`."""
    return len(text) <= 40 and _BROKEN.fullmatch(text.rstrip(" .")) is not None


def read_copy(text: str, numbered: bool, first_key: int, before: str = "") -> Distribution | None:
    """A line of one or several recipients: `Copy No. 1 to Cde. Stalin`, or `1. Comr. Stalin` where copies were
    announced; cells of a table between `|`. `before` is the line of the list before it."""
    if len(text) > 4 * _LONGEST:
        return None
    if "|" in text:
        return _table(text, first_key, before)
    match = _COPY.fullmatch(text) if text[:1].isdigit() or text[:1] in _COPY_BEGINS else None
    if match and (match["copy"] or numbered):
        return _recipient(match["lead"], match["name"], int(match["copy"] or 0), first_key)
    if not before:
        return None
    broken = _BROKEN.fullmatch(before)
    to = _TO.fullmatch(text) if broken else None
    if broken and to:
        return _recipient(to["lead"], to["name"], int(broken["copy"]), first_key)
    # `Copy to: - Comrade Orlov`, below it `- Comrade Petrov`.
    dash = _DASH.fullmatch(text) if text[:1] in _DASH_SIGNS else None
    if dash and (before[0] in _DASH_SIGNS or _DASHED_LIST.match(before)):
        return _recipient(dash["lead"], dash["name"], 0, first_key)
    listed = before.rstrip().endswith((":", ",")) or names.HONORIFIC.match(text) or _in_column(before, text)
    if numbered and listed:
        return _bare(text, first_key)
    # `Copy No. 2`, whose recipient stands on the next line.
    alone = _BROKEN.fullmatch(text) if _COPY.match(before) or _TO.match(before) else None
    return Distribution((text,), ()) if alone else None


def _recipient(lead: str, printed: str, copy_number: int, key: int) -> Distribution | None:
    name = names.without_stop(printed.rstrip(" ,;"))
    if name.lower() in ("file", "files", "archive") and lead and not copy_number:
        return Distribution((f"{lead}{printed}",), ())
    found = names.agent(name)
    if not (names.is_name(name) or (found.kind is not AgentKind.PERSON and len(name.split()) <= 8)):
        return None
    event = CorrespondenceEvent(f"c{key}", EventKind.COPY, (found,), copies=1, copy_number=copy_number)
    tail = printed[len(name) :]
    content: list[Inline] = [lead] if lead else []
    content.append(Span(SpanKind.COPY, names.person_spans(name), target=event.key))
    return Distribution((*content, tail) if tail else tuple(content), (event,))


def _table(text: str, first_key: int, before: str) -> Distribution | None:
    """`Copy Nº 1 to Cde. Stalin | Copy Nº 7 to Cde. Bulganin |`; a lone `|` goes on with such a row."""
    content: list[Inline] = []
    events: list[CorrespondenceEvent] = []
    for cell in _CELLS.findall(text):
        core = cell.strip()
        found = read_copy(core, False, first_key + len(events)) if core not in ("", "|") else None
        if core not in ("", "|") and found is None:
            return None
        margin = len(cell) - len(cell.lstrip())
        content += [cell[:margin]] if found and margin else []
        content += found.content if found else (cell,)
        content += [cell[margin + len(core) :]] if found and cell[margin + len(core) :] else []
        events += found.events if found else ()
    if not events and "|" not in before:
        return None
    return Distribution(tuple(content), tuple(events))


def _bare(text: str, first_key: int) -> Distribution | None:
    """Names without number below `Copies to:`, columns apart: `Cde. Orlov    Cde. Petrov`."""
    content: list[Inline] = []
    events: list[CorrespondenceEvent] = []
    for cell in _COLUMNS.findall(text):
        if not cell.strip(" ,\t\u00a0"):
            content.append(cell)
            continue
        found = _recipient("", cell, 0, first_key + len(events))
        if found is None:
            return None
        content += found.content
        events += found.events
    return Distribution(tuple(content), tuple(events)) if events else None


def _in_column(before: str, text: str) -> bool:
    """Whether a name stands in a list of one name a line, below `Copies distributed to Cdes.` or a name."""
    if len(text) > 40 or text.isupper() or not names.is_name(text):
        return False
    return _TO_ALL.search(before) is not None or (len(before) <= 40 and names.is_name(before) and not before.isupper())


def lists_copies(text: str) -> bool:
    """Whether a line is a distribution list with its label."""
    return ":" in text and _START.match(text) is not None


def read_distribution(text: str, first_key: int, wrapped: bool = False) -> Distribution | None:
    """The copies that a line lists, or None if it is no distribution list. Keys count from `first_key`.

    `wrapped` says that the line before is an unfinished list: then the line needs no label.
    """
    start = _START.fullmatch(text) if ":" in text else None
    if start is None and not wrapped:
        return None
    listed = start["list"] if start else text
    content: list[Inline] = [text[: start.start("list")]] if start else []
    events: list[CorrespondenceEvent] = []
    for piece in _LISTED.findall(listed):
        match = _ENTRY.fullmatch(piece) if piece not in _BETWEEN and len(piece) <= _LONGEST else None
        name = match["name"] if match else ""
        if match is None or not (names.is_name(name) or names.agent(name).kind is not AgentKind.PERSON):
            content.append(piece)
            continue
        count = match["in"] or match["after"]
        key = f"c{first_key + len(events)}"
        events.append(CorrespondenceEvent(key, EventKind.COPY, (names.agent(name),), copies=int(count) if count else 1))
        content += [match["margin"]] if match["margin"] else []
        content.append(Span(SpanKind.COPY, tuple(_entry(match, count)), target=key))
        content += [match["stop"]] if match["stop"] else []
    return Distribution(tuple(content), tuple(events))


def _entry(match: re.Match[str], count: str | None) -> list[Inline]:
    content: list[Inline] = [*names.person_spans(match["name"])]
    if count:
        content += [match["open"] or match["dash"], Span(SpanKind.COPIES, (count,), value=str(int(count)))]
        content += [")"] if match["open"] else []
    return content


def missing_copies(message: Message) -> tuple[int, int, int] | None:
    """A stated number of copies that differs from the sum of the list: (line, stated, sum)."""
    total = sum(event.copies for event in message.events if event.kind is EventKind.COPY)
    for section in message.sections if total else ():
        for part in section.parts:
            for block in part.blocks if section.kind is not SectionKind.DISPATCH else ():
                stated = stated_copies(plain_text(block.content))
                if stated and stated != total:
                    return (block.lines or (0,))[0], stated, total
    return None
