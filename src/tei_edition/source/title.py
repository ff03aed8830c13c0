"""The archive's title: `Ciphered Telegram No. 8600, Vyshinsky to Mao Zedong` → kind, number, who to whom, dates.

A title is read only where its form is certain: `Telegram from Havana to Warsaw` names places, `Telegram from Ambassador
to Cuba A to USSR MFA` may be cut in two ways and names nobody.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tei_edition.model import AgentKind, DateReading, Span
from tei_edition.source import names
from tei_edition.source.places import is_place, starts_with_place
from tei_edition.source.title_parts import (
    CLAUSE,
    SERIAL,
    inner_kind,
    kind_of,
    without_date,
    without_marks,
    without_number,
    without_subject,
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
_COURIER_WORDS = ("via", "through", "by hand")
_OFFICE_TO = re.compile(
    r"\b(?:Ambassadors?|Envoy|Representative|Delegate|Minister|Mission|Delegation|Attach[eé]|Adviser)\s+(?P<to>to\s+)"
    r"(?:the\s+)?",
    re.IGNORECASE,
)
# Where an ambassador may be accredited that is no country: a body of states, by its letters or its name with them.
_STATES = re.compile(
    r"(?:UN|U\.N\.|UNO|OAS|NATO|IAEA|UNESCO|United Nations|League of Nations)(?!\w)"
    r"|(?:[A-Z][\w’'-]+(?:\s(?:of|for|the|and))*\s)+\([A-Z]{2,6}\)"
)
_OFFICE_WORD = re.compile(r"(?:ambassador|minister|secretary|delegate|consul|representative|envoy|chairman)s?", re.I)
_POSSESSIVE = re.compile(r"\w['’]s?(?=\s)")
_SEVERAL = re.compile(r"\s*,\s*(?:and|or|&)\s+|\s+(?:and|or|&)\s+|\s*,\s*", re.IGNORECASE)
_BODIES = re.compile(
    r",?\s+and\s+(?=(?:\w+\s){0,2}(?:Embass(?:y|ies)|Missions?|Legations?|Consulates?|Ministry|Department)\b)",
    re.IGNORECASE,
)
_BODY_AND_PERSON = re.compile(r"(?P<body>[^()]+?)\s*\((?P<person>[^()]+)\)")
_MANY_BODIES = re.compile(r"[^,]*\b(?:Embassies|Missions|Legations|Consulates)\b")
_BY_PREPOSITION = re.compile(
    r"(?:[A-Z]{1,4}\s?\d[\w./]*,?\s+)?(?:(?:from|by)\s+|of\s+(?=(?-i:(?:[A-Z]\.\s?){1,2}[A-Z][a-z])))", re.IGNORECASE
)
_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)
_SMALL_ARTICLE = re.compile(r"^the\s+")
_COMMA = re.compile(r",\s(?!and\b|or\b)")
_AFTER_COMMA = re.compile(r",\s+")
_PLACE_AND_PERSON = re.compile(r"(?P<place>[^()]+?)\s*(?P<person>\([^()]*\))?")
_IN_A_PLACE = re.compile(r"\bin\s|ies\b")
_IN_THE_END = re.compile(r"(?P<who>[^(),]{3,80})\sin\s(?P<place>[^,()]{2,40})")
"""`Orlov and Petrov in Oslo`: the persons and where they are."""
_DASH = re.compile(r"\s[-–—]\s")
_WORD = re.compile(r"\w+")
_AND = re.compile(r"\s(?:and|or|&)\s", re.IGNORECASE)
_TO = re.compile(r"(?:^|\s)(?P<to>to\s+)", re.IGNORECASE)
_BETWEEN = re.compile(r"\s+to\s+", re.IGNORECASE)
_ADDED = re.compile(r"\[[^\[\]]*\]|\([^()]*\)")

_LONGEST = 1000
"""A longer "title" is none; the bound keeps the patterns' work small on a page of one endless line."""


@dataclass(frozen=True, slots=True)
class Title:
    """What a title says; every part may be empty. `words` are all its words, in lower case.

    `senders` holds the body before the person who signs for it; `carried_*` are those of the message that the telegram
    transmits; `dated` may be a range of days.
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
    marks: tuple[Span, ...] = ()


def read_title(text: str) -> Title:
    """The parts of a title; names and places only where the form is certain."""
    words = frozenset(word.lower() for word in _WORD.findall(text[:_LONGEST]))
    if len(text) > _LONGEST:
        return Title(words=words)
    kind, rest = kind_of(" ".join(text.split()))
    rest = without_subject(rest)
    serial = SERIAL.search(rest)
    rest = rest[: serial.start()] if serial else rest
    rest, dated = without_date(rest)
    number, rest = without_number(rest) if kind else ("", rest)
    rest, marked = without_marks(rest)
    behind = not kind
    if behind:
        kind, number, rest = inner_kind(rest)
    clause = CLAUSE.search(rest)
    told = rest[clause.start() :] if clause else ""
    rest = rest[: clause.start()] if clause else rest
    via, rest = _without_couriers(rest)
    more_via, told = _without_couriers(told)
    title = Title(kind, number, words=words, via=via or more_via, dated=dated, marks=marked)
    carried = _CARRIED.search(told)
    return _with_names(title, rest.strip(" ,;:-–—"), carried, behind and bool(kind))


def _with_names(title: Title, rest: str, carried: re.Match[str] | None, kind_behind: bool) -> Title:
    parts = {field: getattr(title, field) for field in Title.__slots__}
    if carried:
        cut = CLAUSE.search(carried["to"])
        sender = _persons(carried["from"], several=False)
        addressees = _persons(carried["to"][: cut.start()] if cut else carried["to"], several=True)
        parts["carried_sender"] = _principal(sender) if sender and not is_place(sender[0]) else ""
        parts["carried_addressees"] = tuple(name for name in addressees if not is_place(name))
    by_preposition = _BY_PREPOSITION.match(rest)
    rest = rest[by_preposition.end() :] if by_preposition else rest
    places, rest = _places_before(rest, bool(by_preposition))
    # A body before the kind (`Embassy in Oslo, Telegram`) is the sender without any preposition.
    named = bool(by_preposition) and not places
    from_text, to_text = _cut(rest, named or (kind_behind and _is_body(rest)))
    # "A to B" alone is a title of letters and telegrams, if both are names; else a sentence of any kind.
    if not title.kind and not (from_text and to_text):
        return Title(**parts)
    if _POSSESSIVE.search(_without_brackets(from_text)):
        return Title(**parts)
    place, senders = _side(from_text)
    if len(senders) > 1 and is_place(senders[0]):
        place, senders = senders[0], senders[1:]
    place_to, addressees = _side(to_text)
    if not title.kind and not (senders and addressees):
        return Title(**parts)
    parts["place_from"], parts["place_to"] = places or (place, place_to)
    parts["addressees"] = addressees
    parts["senders"] = senders
    parts["sender"] = _principal(senders)
    return Title(**parts)


def _places_before(rest: str, named: bool) -> tuple[tuple[str, str] | None, str]:
    """`Baku to Moscow, A to B`: the places before the persons, and the persons; `Oslo to Rome` alone is a title.

    Of `from Oslo, A to B`, where "from" is `named`, the place is the sender's.
    """
    lead, comma, persons = rest.partition(", ")
    sides = _BETWEEN.split(lead) if comma else []
    if named and len(sides) == 1 and _place(lead):
        first, to, _ = persons.partition(" to ")
        if to and not is_place(f"{lead}, {first.strip(' ,')}") and names.is_name(first):
            return (_place(lead), ""), persons
    if len(sides) != 2 or not all(_place(side) for side in sides):
        return None, rest
    return ((_place(sides[0]), _place(sides[1])), persons) if re.search(r"\sto\s", persons) else (None, rest)


def _side(text: str) -> tuple[str, tuple[str, ...]]:
    """The place and the persons of one side of a title: either may be missing."""
    place = _place(text)
    if place:
        return place, ()
    inside = _IN_THE_END.fullmatch(text)
    if inside and is_place(inside["place"]):
        persons = _persons(inside["who"], several=True)
        if persons and all(names.agent(name).kind is AgentKind.PERSON for name in persons):
            return inside["place"], persons
    seat, without = _seat(text)
    return seat, _persons(without, several=True)


def _seat(text: str) -> tuple[str, str]:
    """`Dutch Embassy, Oslo (Berg)`: the seat of an office or a body, and the text without it."""
    for comma in _AFTER_COMMA.finditer(text):
        match = _PLACE_AND_PERSON.fullmatch(text, comma.end())
        if match is None or not is_place(match["place"]):
            continue
        who = text[: comma.start()]
        # A body's own place may follow (`Embassy in Havana, Cuba`), and a list of places is none.
        if names.agent(who).kind is not AgentKind.PERSON and not _IN_A_PLACE.search(who):
            return match["place"].strip(), f"{who} {match['person'] or ''}".strip()
    return "", text


def _principal(senders: tuple[str, ...]) -> str:
    """The person who sends, for whichever body; else the first sender."""
    persons = [name for name in senders if names.agent(name).kind is not AgentKind.ORGANISATION]
    return next(iter([*persons, *senders]), "")


def _cut(rest: str, named: bool) -> tuple[str, str]:
    """The sender's part and the addressee's: cut at the one "to" that no office (`Ambassador to Cuba`) explains."""
    cuts = [cut for cut in _TO.finditer(rest) if rest.count("(", 0, cut.start()) <= rest.count(")", 0, cut.start())]
    offices = {match.start("to"): _accredited(rest[match.end() :]) for match in _OFFICE_TO.finditer(rest)}
    if not all(offices.values()):
        # The name of an unknown country may end anywhere: only a lone "to" of an office is harmless.
        return ("", "") if len(cuts) > 1 or not named else (rest, "")
    cuts = [cut for cut in cuts if cut.start("to") not in offices]
    if len(cuts) > 1:
        # What follows the names behind a comma or a dash is about the matter (`A to B, Plans for a Visit to C`).
        end = re.search(r",\s|\s[-–—]\s", rest[cuts[0].end() : cuts[1].start() + 1])
        return _cut(rest[: cuts[0].end() + end.start()], named) if end else ("", "")
    if not cuts:
        return (rest, "") if named else ("", "")
    sides = rest[: cuts[0].start()].strip(" ,"), rest[cuts[0].end() :].strip(" ,")
    return sides[0], _DASH.split(sides[1])[0]


def _accredited(text: str) -> str:
    """The country or body of states with which `text` begins."""
    states = _STATES.match(text)
    return states[0] if states else starts_with_place(text)


def _place(text: str) -> str:
    """The place that `text` is, whatever marks follow it."""
    place = starts_with_place(text)
    return place if place and not text[len(place) :].strip(" ,.") else ""


def _persons(text: str, several: bool) -> tuple[str, ...]:
    """The persons, office holders and bodies that `text` names; nothing if it is not all names."""
    text = _ARTICLE.sub("", text.strip(" ,;"))
    if not text:
        return ()
    body = _BODY_AND_PERSON.fullmatch(text)
    if (
        body
        and not _BODIES.search(text)
        and _is_body(body["body"])
        and names.is_name(body["person"])
        and not is_place(body["person"])
    ):
        return body["body"], names.without_honorific(body["person"])
    if several and _BODIES.search(text) and names.is_body(text):
        pieces = _BODIES.split(text)
    elif _is_body(text):
        if not _COMMA.search(text):
            pieces = _person_and_body(text) if several else [text]
        else:
            # Bodies in many places (`Embassies in A, B, and C`), or a body and whatever follows a comma.
            pieces = [text] if _MANY_BODIES.match(text) else [text.split(",")[0]]
    else:
        pieces = _listed(text) if several else [text]
    found = tuple(_cleaned(piece) for piece in pieces)
    return found if all(_is_correspondent(piece) for piece in found) else ()


def _person_and_body(text: str) -> list[str]:
    """`Orlov and Ministry of Trade` are two, if the person has more than one name; a body's own name may have "and"."""
    first, _, body = text.partition(" and ")
    person = names.is_name(first) and names.agent(first).kind is AgentKind.PERSON
    certain = len(first.split()) > 1 or names.HONORIFIC.match(first) is not None
    return [first, body] if body and person and (certain or body.isupper()) else [text]


def _listed(text: str) -> list[str]:
    """`A, B, and C` are three; in `A, Whatever` only what stands before the comma is certain."""
    if _AND.search(_without_brackets(text)):
        return [piece for piece in _SEVERAL.split(text) if piece]
    return [text.split(",")[0]]


def _cleaned(name: str) -> str:
    bare = _SMALL_ARTICLE.sub("", name.strip(" ,;"))
    return bare if names.agent(bare).kind is AgentKind.OFFICE_HOLDER else names.without_honorific(bare)


def _is_body(text: str) -> bool:
    return text[:1].isupper() and names.is_body(text) and names.agent(text).kind is AgentKind.ORGANISATION


def _is_correspondent(text: str) -> bool:
    if not text or len(text.split()) > 30:
        return False
    if names.is_name(text):
        return True
    kind = names.agent(text).kind
    of_country = _OFFICE_TO.search(text)
    if of_country:
        name = text[of_country.end() + len(_accredited(text[of_country.end() :])) :].strip(" ,")
        if name and not names.is_name(name):
            return False
    words = [word for word in re.findall(r"[^\W\d_][\w’'-]*", text) if len(word) > 3]
    # A body's or an office's name has capitals in all but its small words.
    return (
        kind in (AgentKind.ORGANISATION, AgentKind.OFFICE_HOLDER)
        and bool(words)
        and all(word[0].isupper() or _OFFICE_WORD.fullmatch(word) for word in words)
    )


def _without_brackets(text: str) -> str:
    return _ADDED.sub(" ", text) if "[" in text or "(" in text else text


def _without_couriers(text: str) -> tuple[tuple[str, ...], str]:
    """Those who hand the message on at the sender's side and at the addressee's: `A [via B] to C [via D]`."""
    first, rest = _without_courier(text)
    second, rest = _without_courier(rest) if first else ((), rest)
    return (*first, *second), rest


def _without_courier(text: str) -> tuple[tuple[str, ...], str]:
    """Who hands the message on: `via Z`, `(through Z)`."""
    folded = text.lower()
    match = _VIA.search(text) if any(word in folded for word in _COURIER_WORDS) else None
    if match is None:
        return (), text
    found = _persons(match["via"], several=True)
    if not found or any(is_place(name) for name in found):
        return (), text
    rest = f"{text[: match.start()].rstrip(' ,')} {text[match.end() :].lstrip()}"
    return found, rest.strip()
