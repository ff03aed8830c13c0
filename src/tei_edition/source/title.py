"""The archive's title: `Ciphered Telegram No. 8600, Vyshinsky to Mao Zedong` → kind, number, who to whom, dates.

A title is read only where its form is certain: `Telegram from Havana to Warsaw` names places, `Telegram from Ambassador
to Cuba A to USSR MFA` may be cut in two ways and names nobody.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tei_edition.model import AgentKind, DateReading
from tei_edition.source import names
from tei_edition.source.dates import find_dates
from tei_edition.source.form.common import NUMBER, NUMBER_SIGN
from tei_edition.source.form.marking import marks
from tei_edition.source.places import is_place, starts_with_place

_NOUNS = (
    r"Telegrams?|Cables?|Ciphergrams?|Radiograms?|Letters?|Memorand(?:um|a)|Reports?|Messages?|Decisions?|Resolution"
    r"|Information|Record|Note|Dispatch|Aide[- ]Memoire"
)
_KIND = re.compile(
    rf"(?:(?:Ciphered|Cipher|Coded|Cyphered|Encrypted|Secret|Draft|Excerpts?\sfrom|Draft\sof)\s+){{0,3}}(?:{_NOUNS})\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"(?P<before>^|[\s,(:])(?P<mark>['‘\"“«])")
_CLOSERS = {"'": "'’", "‘": "’'", '"': '"”', "“": '”"', "«": "»"}
_SERIAL = re.compile(r"\s*[(\[](?P<serial>\d{1,2})[)\]]\s*$")
_NUMBERED = re.compile(
    rf"(?P<before>^|[\s,(])(?:{NUMBER_SIGN}\s?(?P<number>{NUMBER})|(?P<dotted>\d{{2,3}}\.\d{{3}})(?=[\s,]|$))[,)]?",
    re.IGNORECASE,
)
_RANGE = re.compile(
    r"(?:\b(?P<day>\d{1,2})\s?[-–—]\s?(?=\d{1,2}\s[A-Z])|(?<=[a-z]\s)(?P<first>\d{1,2})\s?[-–—]\s?(?=\d{1,2},?\s\d{4}))"
)
_UNDATED = re.compile(r"[,\s(]*\bundated(?:\s*\[(?P<year>1[5-9]\d\d|20\d\d)\??\])?[)\s]*$", re.IGNORECASE)
_HOUR = re.compile(
    r"[,\s]+(?:\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m\.?|noon|midnight|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[,;:]?\s+(?:(?:re-?)?transmitting|attaching|enclosing|forwarding|conveying|containing|relaying|sending|quoting|passing"
    r"|approved\sby|regarding|concerning|re:|reporting|requesting|informing|with\s(?:a\s|the\s)?(?:message|letter|telegram)"
    r"|about|on\s(?=[a-z\d]|the\b|[A-Z]))",
    re.IGNORECASE,
)
_CARRIED = re.compile(
    r"(?:message|letter|telegram|cable|memorandum|note|text)s?\s+from\s+(?P<from>[^,;]{1,120}?)\s+to\s+(?P<to>[^,;]{1,160})",
    re.IGNORECASE,
)
_VIA = re.compile(
    r"(?P<open>[(\[]?)\b(?:via|through|by\shand\sof)\s+(?P<via>[^()\[\],;]{2,80}?(?:\s?[\[(][^()\[\]]{1,60}[\])])?)"
    r"(?P<close>[)\]]|(?=\s*,|\s+to\s|\s+with\s|\s*$))",
    re.IGNORECASE,
)
_OFFICE_TO = re.compile(
    r"\b(?:Ambassadors?|Envoy|Representative|Delegate|Minister|Mission|Delegation|Attach[eé]|Adviser)\s+to\s(?:the\s)?",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"\w['’]s?(?=\s)")
_SEVERAL = re.compile(r"\s*,\s*(?:and|or|&)\s+|\s+(?:and|or|&)\s+|\s*,\s*", re.IGNORECASE)
_BODIES = re.compile(
    r",?\s+and\s+(?=(?:\w+\s){0,2}(?:Embass(?:y|ies)|Missions?|Legations?|Consulates?|Ministry|Department)\b)",
    re.IGNORECASE,
)

_LONGEST = 1000
"""A longer "title" is none; the bound keeps the patterns' work small on a page of one endless line."""


@dataclass(frozen=True, slots=True)
class Title:
    """What a title says; every part may be empty. `words` are all its words, in lower case.

    `senders` holds the body before the person who signs for it; `carried_*` are those of the message that the telegram
    transmits; `dated` may be a range of days; `serial` tells titles apart that are otherwise the same.
    """

    kind: str = ""
    number: str = ""
    sender: str = ""
    addressees: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()
    senders: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    place_from: str = ""
    place_to: str = ""
    carried_sender: str = ""
    carried_addressees: tuple[str, ...] = ()
    dated: DateReading | None = None
    subject: str = ""
    marks: tuple[str, ...] = ()
    serial: str = ""


def read_title(text: str) -> Title:
    """The parts of a title; names and places only where the form is certain."""
    words = frozenset(word.lower() for word in re.findall(r"\w+", text[:_LONGEST]))
    if len(text) > _LONGEST:
        return Title(words=words)
    rest = " ".join(text.split())
    prefix = _KIND.match(rest)
    kind = " ".join(prefix[0].lower().split()) if prefix else ""
    rest = rest[prefix.end() :] if prefix else rest
    rest, subject = _without_subject(rest)
    serial = _SERIAL.search(rest)
    rest = rest[: serial.start()] if serial else rest
    rest, dated = _without_date(rest)
    number, rest = _without_number(rest) if kind else ("", rest)
    rest, marked = _without_marks(rest)
    clause = _CLAUSE.search(rest)
    told = rest[clause.start() :] if clause else ""
    rest = rest[: clause.start()] if clause else rest
    via, rest = _without_courier(rest)
    more_via, told = _without_courier(told)
    title = Title(
        kind, number, words=words, via=via or more_via, dated=dated, subject=subject, marks=marked,
        serial=serial["serial"] if serial else "",
    )  # fmt: skip
    carried = _CARRIED.search(told)
    return _with_names(title, rest.strip(" ,;:-–—"), carried, text)


def _with_names(title: Title, rest: str, carried: re.Match[str] | None, text: str) -> Title:
    parts = {field: getattr(title, field) for field in Title.__slots__}
    if carried:
        sender, addressees = _persons(carried["from"], several=False), _persons(carried["to"], several=True)
        parts["carried_sender"] = _principal(sender) if sender and not is_place(sender[0]) else ""
        parts["carried_addressees"] = tuple(name for name in addressees if not is_place(name))
    by_preposition = re.match(r"(?:[A-Z]{1,4}\s?\d[\w./]*,?\s+)?(?:from|by)\s+", rest, re.IGNORECASE)
    from_text, to_text = _cut(rest[by_preposition.end() :] if by_preposition else rest, bool(by_preposition))
    # "A to B" alone is a title of letters and telegrams, if both are names; else a sentence of any kind.
    if not title.kind and not (from_text and to_text):
        return Title(**parts)
    if _POSSESSIVE.search(_without_brackets(from_text)):
        return Title(**parts)
    place = _place(from_text)
    senders = () if place else _persons(from_text, several=True)
    if len(senders) > 1 and is_place(senders[0]):
        place, senders = senders[0], senders[1:]
    place_to = _place(to_text)
    addressees = () if place_to else _persons(to_text, several=True)
    if not title.kind and not (senders and addressees):
        return Title(**parts)
    parts["place_from"], parts["place_to"] = place, place_to
    parts["addressees"] = addressees
    parts["senders"] = senders
    parts["sender"] = _principal(senders)
    return Title(**parts)


def _principal(senders: tuple[str, ...]) -> str:
    """The person who sends, for whichever body; else the first sender."""
    persons = [name for name in senders if names.agent(name).kind is not AgentKind.ORGANISATION]
    return next(iter([*persons, *senders]), "")


def _cut(rest: str, named: bool) -> tuple[str, str]:
    """The sender's part and the addressee's: cut at the one "to" that no office (`Ambassador to Cuba`) explains."""
    cuts = list(re.finditer(r"(?:^|\s)to\s+", rest, re.IGNORECASE))
    depths = [rest[: cut.start()].count("(") - rest[: cut.start()].count(")") for cut in cuts]
    cuts = [cut for cut, depth in zip(cuts, depths, strict=True) if depth <= 0]
    offices = {match.end(): starts_with_place(rest[match.end() :]) for match in _OFFICE_TO.finditer(rest)}
    if not all(offices.values()):
        # The name of an unknown country may end anywhere: only a lone "to" of an office is harmless.
        return ("", "") if len(cuts) > 1 or not named else (rest, "")
    cuts = [cut for cut in cuts if cut.end() not in offices]
    if len(cuts) > 1:
        return "", ""
    if not cuts:
        return (rest, "") if named else ("", "")
    return rest[: cuts[0].start()].strip(" ,"), rest[cuts[0].end() :].strip(" ,")


def _place(text: str) -> str:
    """The place that `text` is, whatever marks follow it."""
    place = starts_with_place(text)
    return place if place and not text[len(place) :].strip(" ,.") else ""


def _persons(text: str, several: bool) -> tuple[str, ...]:
    """The persons, office holders and bodies that `text` names; nothing if it is not all names."""
    text = re.sub(r"^the\s+", "", text.strip(" ,;"), flags=re.IGNORECASE)
    if not text:
        return ()
    body = re.fullmatch(r"(?P<body>[^()]+?)\s*\((?P<person>[^()]+)\)", text)
    if (
        body
        and not _BODIES.search(text)
        and _is_body(body["body"])
        and names.is_name(body["person"])
        and not is_place(body["person"])
    ):
        return body["body"], names.without_honorific(body["person"])
    if several and names.is_body(text) and _BODIES.search(text):
        pieces = _BODIES.split(text)
    elif _is_body(text) and not re.search(r",\s(?!and\b|or\b)", text):
        pieces = [text]
    elif _is_body(text):
        # Bodies in many places (`Embassies in A, B, and C`), or a body and whatever follows a comma.
        plural = re.match(r"[^,]*\b(?:Embassies|Missions|Legations|Consulates)\b", text)
        pieces = [text] if plural else [text.split(",")[0]]
    else:
        pieces = _listed(text) if several else [text]
    found = [_cleaned(piece) for piece in pieces]
    if not all(_is_correspondent(piece) for piece in found):
        return ()
    return tuple(found)


def _listed(text: str) -> list[str]:
    """`A, B, and C` are three; in `A, Whatever` only what stands before the comma is certain."""
    if re.search(r"\s(?:and|or|&)\s", _without_brackets(text), re.IGNORECASE):
        return [piece for piece in _SEVERAL.split(text) if piece]
    return [text.split(",")[0]]


def _cleaned(name: str) -> str:
    bare = name.strip(" ,;")
    return bare if names.agent(bare).kind is AgentKind.OFFICE_HOLDER else names.without_honorific(bare)


def _is_body(text: str) -> bool:
    return names.is_body(text) and names.agent(text).kind is AgentKind.ORGANISATION and text[:1].isupper()


def _is_correspondent(text: str) -> bool:
    if not text or len(text.split()) > 30:
        return False
    if names.is_name(text):
        return True
    kind = names.agent(text).kind
    of_country = _OFFICE_TO.search(text)
    if of_country:
        name = text[of_country.end() + len(starts_with_place(text[of_country.end() :])) :].strip(" ,")
        if name and not names.is_name(name):
            return False
    words = [word for word in re.findall(r"[^\W\d_][\w’'-]*", text) if len(word) > 3]
    # A body's or an office's name has capitals in all but its small words.
    return (
        kind in (AgentKind.ORGANISATION, AgentKind.OFFICE_HOLDER)
        and bool(words)
        and all(word[0].isupper() for word in words)
    )


def _without_brackets(text: str) -> str:
    return re.sub(r"\[[^\[\]]*\]|\([^()]*\)", " ", text)


def _without_subject(text: str) -> tuple[str, str]:
    """A quoted subject ends at the last mark of its kind that a word does not follow: `'The People's Plan'`."""
    opening = _QUOTED.search(text)
    if opening is None:
        return text, ""
    start = opening.start("mark")
    closers = _CLOSERS[opening["mark"]]
    ends = [
        at
        for at in range(start + 2, len(text))
        if text[at] in closers and not (at + 1 < len(text) and text[at + 1].isalnum())
    ]
    # The genitive of a plural (`Allies' plan`) closes nothing if a later mark does.
    if not ends:
        return text, ""
    return f"{text[:start].rstrip(' ,:')}{text[ends[-1] + 1 :]}", text[start + 1 : ends[-1]]


def _without_date(text: str) -> tuple[str, DateReading | None]:
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
        lead = re.sub(r"[\s,(]*(?:\b(?:of|on|dated|from))?\s*$", "", rest[: found.start], flags=re.IGNORECASE)
        return lead, reading
    year = re.search(r",\s(?P<year>1[5-9]\d\d|20\d\d)$", rest)
    if year:
        return rest[: year.start()], DateReading(year["year"], year["year"])
    return (text, None) if rest == text.rstrip(" .") else (rest, None)


def _without_number(text: str) -> tuple[str, str]:
    """The first number of the title, and the title without it; a bare one needs the dot of `066.621`."""
    clause = _CLAUSE.search(text)
    match = _NUMBERED.search(text, 0, clause.start() if clause else len(text))
    if match is None:
        return "", text
    number = (match["number"] or match["dotted"]).rstrip(".,")
    return number, f"{text[: match.start()]}, {text[match.end() :].lstrip(' ,')}".strip(" ,")


def _without_marks(text: str) -> tuple[str, tuple[str, ...]]:
    """Marks at the end: `…, Urgent, SECRET`."""
    found: list[str] = []
    while True:
        lead, comma, last = text.rpartition(",")
        mark = last.strip(" ()[]")
        if not comma or (mark and marks(mark) is None):
            return text, tuple(reversed(found))
        found += [mark] if mark else []
        text = lead


def _without_courier(text: str) -> tuple[tuple[str, ...], str]:
    """Who hands the message on: `via Z`, `(through Z)`."""
    match = _VIA.search(text)
    if match is None:
        return (), text
    found = _persons(match["via"], several=True)
    if not found or any(is_place(name) for name in found):
        return (), text
    rest = f"{text[: match.start()].rstrip(' ,')} {text[match.end() :].lstrip()}"
    return found, rest.strip()
