"""Signatures and date lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from tei_edition.model import DateReading, Inline, Span, SpanKind
from tei_edition.source import names
from tei_edition.source.dates import find_dates
from tei_edition.source.form.common import LONGEST, NUMBER, NUMBER_SIGN
from tei_edition.source.form.salutations import COMPLIMENT

_TITLE_WORDS = frozenset(("telegram", "cable", "ciphered", "letter", "message", "from", "embassy", "ambassador", "the"))
_PLACES = r"[A-ZА-ЯЁ][\w’'-]*(?:[\s-][A-ZА-ЯЁ][\w’'-]*){0,2}"


def dateline(text: str, near: date | None) -> tuple[str, DateReading, tuple[Inline, ...]] | None:
    """A line of a date, with or without a place before it: (place, date, content)."""
    for found in find_dates(text, near) if len(text) <= LONGEST else ():
        before, after = text[: found.start], text[found.end :]
        place = before.strip(" ,.")
        if after.strip(" .,") or (place and not re.fullmatch(_PLACES, place)):
            continue
        content: list[Inline] = []
        if place:
            start = before.index(place)
            content += [before[:start]] if start else []
            content += [Span(SpanKind.PLACE, (place,)), before[start + len(place) :]]
        elif before:
            content.append(before)
        reading = found.reading(near)
        content.append(Span(SpanKind.DATE, (found.printed,), date=reading))
        content += [after] if after else []
        return place, reading, tuple(content)
    return None


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature line: the name, the marked-up line, and the date and number that may share it."""

    name: str
    content: tuple[Inline, ...]
    date: DateReading | None = None
    number: str = ""


def signature(
    text: str, near: date | None, known: frozenset[str], ends: bool = False, closed: bool = False
) -> Signature | None:
    """`RAZUVAEV`, `S H T Y K O V`, `Your Kim Il Sung`, `(A. Gromyko)`, `13.1.51 ROSHCHIN`, `No. 274 KOVALEV, 11 May`.

    `known` are words of the title. `ends` says that no sentence of the message follows: only then a name that the
    title does not have is a signature; capitals alone may be a subheading. `closed` says that a quotation mark ends the
    message here: then a full stop may stand between name and mark.
    """
    if len(text) > LONGEST:
        return None
    dated = next(iter(find_dates(text, near)), None)
    numbered = re.match(rf"{NUMBER_SIGN}\s?(?P<number>{NUMBER})\s+", text)
    start = numbered.end() if numbered else 0
    end = len(text)
    if dated and dated.start <= start + 1:
        start = dated.end
    elif dated:
        end = dated.start
    if dated and end == dated.start and text[dated.end :].strip(" .,()"):
        return None
    printed = text[start:end]
    name = printed.strip(" ,.()")
    lead = COMPLIMENT.match(name)
    name = name[lead.end() :] if lead else name
    if printed.rstrip().endswith(":") or not names.is_name(name) or len(names.collapse(name).split()) > 8:
        return None
    words = re.findall(r"\w+", names.collapse(name))
    dated_first = dated is not None and end != dated.start
    strong = bool(names.SPACED.search(name) or name.isupper() or "[" in name or "(" in printed or lead or dated_first)
    # "Pyongyang, 4 May 1950" is a date line, so a date after a name in small letters proves nothing.
    plain = dated is None and (text[-1] not in ".?!" or (closed and text[-1] == "."))
    in_title = any(len(word) > 2 and word.lower() in known - _TITLE_WORDS for word in words)
    if not (in_title and (strong or ends)) and not (ends and (strong or plain)):
        return None
    at = text.index(name, start)
    content: list[Inline] = []
    if numbered:
        number_at = numbered.start("number")
        content += [text[:number_at], Span(SpanKind.NUMBER, (numbered["number"],), value="sender")]
    position = numbered.end("number") if numbered else 0
    reading = dated.reading(near) if dated else None
    if dated and dated.start < at:
        content += [text[position : dated.start], Span(SpanKind.DATE, (dated.printed,), date=reading)]
        position = dated.end
    content += [text[position:at], *names.person_spans(name)]
    position = at + len(name)
    if dated and dated.start >= position:
        content += [text[position : dated.start], Span(SpanKind.DATE, (dated.printed,), date=reading)]
        position = dated.end
    content.append(text[position:])
    number = numbered["number"] if numbered else ""
    return Signature(names.agent(name).name, tuple(part for part in content if part), reading, number)
