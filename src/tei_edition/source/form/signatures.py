"""Signatures and date lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import NamedTuple

from tei_edition.model import AgentKind, DateReading, Inline, Span, SpanKind
from tei_edition.source import names
from tei_edition.source.dates import FoundDate, Near, find_dates
from tei_edition.source.form.common import LONGEST, NUMBER, NUMBER_SIGN
from tei_edition.source.form.headings import heading
from tei_edition.source.form.marking import marks
from tei_edition.source.form.salutations import COMPLIMENT, is_closing
from tei_edition.source.letters import CAPITALS, FIGURES
from tei_edition.source.times import FoundTime, combined, find_times, may_tell_time

_TITLE_WORDS = frozenset(("telegram", "cable", "ciphered", "letter", "message", "from", "embassy", "ambassador", "the"))
_SIGNED = re.compile(
    r"(?:\(?\[?(?:(?:Handwritten\s)?Signature|Signed|Подпись|Подписал|Assinado|Firmado|gez\.)(?:\s?(?:by\b|/s/))?[)\]]?\s*[:.]?"
    r"|/s/|\(-+\)|n\.\s?p\.)\s+",
    re.IGNORECASE,
)
_UNREAD = re.compile(
    r"(?P<office>[^:\[\]]{4,60}?)\s?:?\s*\[(?:signature|signed|illegible(?: signature)?)\]", re.IGNORECASE
)
"""`Chargé d’Affaires: [signature]`: the office of one whose name the edition does not give."""
_WITH_NUMBER = re.compile(
    rf"(?P<name>[^\d]{{3,40}}?)(?P<space>\s+(?:[-–—]\s)?(?:{NUMBER_SIGN}\s?)?)(?P<number>\d{{1,5}}(?:/\w{{1,4}})?)"
    r"(?P<stop>(?:\s[-–—])?\.?)"
)
_DASHED = re.compile(
    r"(?:(?P<lead>[-–—]\s?)(?=.*[-–—]$)|(?=\d+\s[-–—]))(?P<number>\d{1,5})(?P<space>\s(?:[-–—]\s)?)"
    r"(?P<name>[^\W\d_][^\d–—]{2,40}?)(?P<stop>(?:\s?[-–—])?)"
)
"""`– 166 chargé d’affaires –`, `87 – Orlov`: number and office or name of the one who signs."""
_WITH_OFFICE = re.compile(r"(?P<name>[^,]{2,60})(?P<comma>,\s+)(?P<office>[^,]{3,80}(?:,\s[^,]{3,60})?)", re.DOTALL)
_TWO = re.compile(r"(?P<one>[^,;/]{3,50}?)(?P<between>\s*[,;/]\s*|\s+(?:and|и)\s+|\s{3,})(?P<other>\S[^,;/]{2,50})")
_BRACKETED = re.compile(r"\[(?P<name>(?!SIGNATURE|ILLEGIBLE|STAMP|SEAL)[^\[\]]+)\][.,]?")
_NO_BODY = re.compile(r"[:;!?\d\"“”]|(?<!\b[A-Z])\.\s")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_ANY_WORD = re.compile(r"\w+")
_NUMBERED = re.compile(rf"{NUMBER_SIGN}\s?(?P<number>{NUMBER})\s+")
_SMALL = frozenset(("of", "the", "in", "to", "for", "and", "at", "on", "de", "do", "da", "y", "e", "d"))
_LONGEST_BODY = 14
_LINKS = frozenset(("of", "for", "the", "and", "in", "to", "at", "de", "van", "der"))
_PLACES = re.compile(rf"[{CAPITALS}][\w’'-]*(?:[\s-][{CAPITALS}][\w’'-]*){{0,2}}(?:,\sD\.\s?[CF]\.?)?")


_SUPPLIED_YEAR = re.compile(r"^\s?\[(?:1[5-9]|20)\d\d\]")
_INITIAL_LAST = re.compile(r"\b[A-Z]\.,?\s*$")


class Dateline(NamedTuple):
    """A line of a date: the place before it (or nothing), the day, the marked-up line, the day with its hour."""

    place: str
    date: DateReading
    content: tuple[Inline, ...]
    moment: DateReading


def dateline(text: str, near: Near) -> Dateline | None:
    """A line of a date, with or without a place before it and an hour behind it."""
    for found in find_dates(text, near) if len(text) <= LONGEST else ():
        hour = next(iter(find_times(text[: found.start])), None)
        if hour and not text[: hour.start].strip() and not text[hour.end : found.start].strip(" ,"):
            return _hour_first(text, hour, found, near)
        before, after = text[: found.start], _SUPPLIED_YEAR.sub("", text[found.end :])
        place = before.strip(" ,(" if _INITIAL_LAST.search(before) else " ,.(")
        if place and not _PLACES.fullmatch(place):
            continue
        # Only an hour behind the day is asked for.
        times = find_times(text) if may_tell_time(text[found.end :]) else ()
        time = next((one for one in times if one.start >= found.end), None)
        beside = text[found.end : time.start] + text[time.end :] if time else after
        if beside.strip(" .,)–—" if time else " .,)") not in ("", "at" if time else ""):
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
        if time:
            clock = Span(SpanKind.TIME, (time.printed,), value=time.iso)
            content += [text[found.end : time.start], clock, text[time.end :]]
        else:
            content.append(after)
        content += [text[found.end + len(after) :]] if len(after) < len(text) - found.end and not time else []
        moment = combined(text[found.start : time.end] if time else found.printed, reading, time)
        return Dateline(place, reading, tuple(part for part in content if part), moment)
    return None


def _hour_first(text: str, hour: FoundTime, found: FoundDate, near: Near) -> Dateline | None:
    """`6:00 a.m., 12 February [1950]`: the hour before the day."""
    if _SUPPLIED_YEAR.sub("", text[found.end :]).strip(" .,"):
        return None
    reading = found.reading(near)
    content = (
        text[: hour.start],
        Span(SpanKind.TIME, (hour.printed,), value=hour.iso),
        text[hour.end : found.start],
        Span(SpanKind.DATE, (found.printed,), date=reading),
        text[found.end :],
    )
    moment = combined(text[hour.start : found.end], reading, hour)
    return Dateline("", reading, tuple(part for part in content if part), moment)


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature line: the name, the marked-up line, the date and number that may share it, further names."""

    name: str
    content: tuple[Inline, ...]
    date: DateReading | None = None
    number: str = ""
    others: tuple[str, ...] = ()


def signature(
    text: str, near: Near, known: frozenset[str], ends: bool = False, closed: bool = False
) -> Signature | None:
    """`RAZUVAEV`, `S H T Y K O V`, `Your Kim Il Sung`, `(A. Gromyko)`, `13.1.51 ROSHCHIN`, `No. 274 KOVALEV, 11 May`.

    `known` are words of the title. `ends` says that no sentence of the message follows: only then a name that the
    title does not have is a signature; capitals alone may be a subheading. `closed` says that a quotation mark ends the
    message here: then a full stop may stand between name and mark.
    """
    found = _signed(text, near, known, ends, closed) if len(text) <= LONGEST else None
    # Few lines look like a signature: only of these is asked whether they are something else.
    return None if found and (is_closing(text) or marks(text) or heading(text)) else found


def _signed(text: str, near: Near, known: frozenset[str], ends: bool, closed: bool) -> Signature | None:
    if ends and _SIGNED.match(text):
        return _composed(text, near, known, closed)
    plain = _plain(text, near, known, ends, closed)
    if plain or not ends:
        return plain
    lead = COMPLIMENT.match(text)
    composed = _composed(text[lead.end() :] if lead else text, near, known, closed)
    return replace(composed, content=(lead[0], *composed.content)) if lead and composed else composed


def _composed(text: str, near: Near, known: frozenset[str], closed: bool) -> Signature | None:
    """What only a message's end allows: `Signed: Orlov`, `Orlov, Ambassador`, `Orlov 388.`, two names, an office."""
    bracketed = _BRACKETED.fullmatch(text) if text[:1] == "[" else None
    if bracketed and bracketed["name"].isupper() and _is_plain_name(bracketed["name"]):
        content = (
            text[: bracketed.start("name")],
            *names.person_spans(bracketed["name"]),
            text[bracketed.end("name") :],
        )
        return Signature(names.agent(bracketed["name"]).name, content)
    signed = _SIGNED.match(text)
    if signed:
        inner = signature(text[signed.end() :], near, known, True, True)
        return replace(inner, content=(text[: signed.end()], *inner.content)) if inner else None
    figures = FIGURES.search(text) is not None
    dashed = _DASHED.fullmatch(text) if figures else None
    if dashed and (dashed["lead"] or _is_plain_name(dashed["name"])):
        number = Span(SpanKind.NUMBER, (dashed["number"],), value="sender")
        content = (dashed["lead"] or "", number, dashed["space"], *names.person_spans(dashed["name"]), dashed["stop"])
        name = names.agent(dashed["name"]).name
        return Signature(name, tuple(part for part in content if part), None, dashed["number"])
    unread = _UNREAD.fullmatch(text) if text[-1:] == "]" else None
    if unread and _is_office(unread["office"]):
        role = Span(SpanKind.ROLE, (unread["office"],))
        return Signature(names.agent(unread["office"]).name, (role, text[unread.end("office") :]))
    numbered = _WITH_NUMBER.fullmatch(text) if figures else None
    if (
        numbered
        and _is_plain_name(numbered["name"])
        and (_is_person(numbered["name"], known) or numbered["stop"].strip() in ("-", "–", "—"))
        and not find_dates(text, near)
    ):
        number = Span(SpanKind.NUMBER, (numbered["number"],), value="sender")
        content = (*names.person_spans(numbered["name"]), numbered["space"], number, numbered["stop"])
        name = names.agent(numbered["name"]).name
        return Signature(name, tuple(part for part in content if part), None, numbered["number"])
    bare = text.rstrip(" .")
    held = _WITH_OFFICE.fullmatch(bare) if "," in text else None
    if held and _is_plain_name(held["name"]) and _is_office(held["office"]):
        content = (*names.person_spans(held["name"]), held["comma"], Span(SpanKind.ROLE, (held["office"],)))
        tail = text[len(bare) :]
        return Signature(names.agent(held["name"]).name, (*content, tail) if tail else content)
    two = _TWO.fullmatch(bare)
    if two and all(_is_plain_name(two[key]) and _is_person(two[key], known) for key in ("one", "other")):
        content = (*names.person_spans(two["one"]), two["between"], *names.person_spans(two["other"]))
        tail = text[len(bare) :]
        others = (names.agent(two["other"]).name,)
        return Signature(names.agent(two["one"]).name, (*content, tail) if tail else content, others=others)
    if _is_office(text) and (text.isupper() or text[-1] not in ".?!:;,"):
        return Signature(names.agent(text).name, (Span(SpanKind.ROLE, (text,)),))
    return body_signature(text)


def body_signature(text: str) -> Signature | None:
    """The signature of a body: `[Chinese] Foreign Ministry`, `Embassy in Havana`."""
    name = text.strip(" ,")
    if name.endswith(".") or _NO_BODY.search(name):
        return None
    words = _WORD.findall(name)
    if not 1 < len(words) <= _LONGEST_BODY or not all(word[0].isupper() or word in _LINKS for word in words):
        return None
    if names.begins_sentence(name) or not names.is_body(" ".join(words[:4])):
        return None
    agent = names.agent(name)
    if agent.kind is not AgentKind.ORGANISATION:
        return None
    at = text.index(name)
    content = (text[:at], Span(SpanKind.ORGANISATION, (name,), value=agent.name), text[at + len(name) :])
    return Signature(agent.name, tuple(part for part in content if part))


def _is_plain_name(text: str) -> bool:
    return (
        not is_closing(text)
        and names.is_name(text)
        and names.agent(text).kind is AgentKind.PERSON
        and text.rstrip()[-1:] not in ":!?"
    )


def _is_person(text: str, known: frozenset[str]) -> bool:
    """Whether a name is more than a word in capitals: forenames, initials, an honorific, or the title has it."""
    words = _ANY_WORD.findall(names.collapse(text))
    return len(words) > 1 or any(
        len(word) > 2 and word.lower() in known and word.lower() not in _TITLE_WORDS for word in words
    )


def _is_office(text: str) -> bool:
    """Whether `text` is an office, perhaps with its holder: `SECRETARY OF THE CC`, `Minister of Trade B. Orlov`."""
    if len(text.split()) > 12 or FIGURES.search(text) or names.begins_sentence(text):
        return False
    for word in _WORD.findall(text):
        if not (word[0].isupper() or word.lower() in _SMALL or word[:2] in ("d'", "d’")):
            return False
    return names.agent(text).kind is AgentKind.OFFICE_HOLDER


def _plain(text: str, near: Near, known: frozenset[str], ends: bool, closed: bool) -> Signature | None:
    dates = find_dates(text, near)
    dated = dates[0] if dates else None
    numbered = _NUMBERED.match(text)
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
    dated_first = dated is not None and end != dated.start
    strong = bool(names.SPACED.search(name) or name.isupper() or "[" in name or "(" in printed or lead or dated_first)
    # "Pyongyang, 4 May 1950" is a date line, so a date after a name in small letters proves nothing.
    plain = dated is None and (text[-1] not in ".?!" or (closed and text[-1] == "."))
    if not (ends and (strong or plain)):
        words = _ANY_WORD.findall(names.collapse(name)) if strong or ends else ()
        if not any(len(word) > 2 and word.lower() in known and word.lower() not in _TITLE_WORDS for word in words):
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
