"""Address lines: `To Comrade X`, `BEIJING - SOVIET AMBASSADOR`, `To Z for X`, `Destination: PEKING  To Whom: …`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tei_edition.model import Agent, AgentKind, Inline, Span, SpanKind
from tei_edition.source import names
from tei_edition.source.form.common import LONGEST
from tei_edition.source.form.marking import marks, split_marks
from tei_edition.source.form.name_lists import name_list
from tei_edition.source.places import is_place

_CAPITALS = r"[^\W\d_a-zа-яё]"
_PLACE = rf"(?P<place>{_CAPITALS}(?:{_CAPITALS}|[ .’'])*?)"
_DESTINATION = re.compile(
    r"(?P<lead>Destination\s*:\s*)(?P<place>\S[^:]*?)(?:(?P<between>[\s,;]+To Whom\s*:\s*)(?P<name>\S.*))?",
    re.IGNORECASE,
)
TO = re.compile(
    rf"(?:{_PLACE}\s*[-–—]+\s*)?(?P<word>(?i:to whom|\[to\]|\[to the\]|to|for|attention|attn\.?)|Кому|КОМУ|Для|Тов\."
    r"|Al|Para)\s*:?\s+"
    r"(?:(?i:the)\s+)?(?P<name>\S.*)",
    re.DOTALL,
)
_CONVEY = re.compile(
    r"(?:To\s+(?:be\s+)?|Please\s+|Immediately\s+)?(?:transmit|transmitted|convey|conveyed|pass|hand|handed|deliver|delivered|passed|forward|forwarded)"
    r"\s(?:\w+\s){0,2}?to\s+(?P<name>.+)",
    re.IGNORECASE,
)
_DATIVE = re.compile(r"(?:тов\.|тт\.|т\.|Товарищу|Товарищам|Послу)\s?\S.*", re.IGNORECASE)
_OFFICE_ADDRESS = re.compile(rf"(?:{_PLACE}(?:\s?[-–—]+\s?|,\s))?(?P<name>{_CAPITALS}(?:{_CAPITALS}|[ .])+)")
_PLACE_ALONE = re.compile(rf"{_PLACE}\s?[-–—]{{1,3}}")
_FOR = re.compile(r",?\s+(?P<word>for(?:\s+transmission\s+to)?|для)\s+", re.IGNORECASE)
# `Secretary of State for Trade`: the "for" of an office's name.
_OFFICE_FOR = re.compile(
    r"\b(?:State|Secretary|Minister|Ministry|Commissar|Commissariat|Committee|Department)$", re.IGNORECASE
)
_COURIER = re.compile(r",?\s+(?P<word>via|through|by\s+hand\s+of|care\s+of|c/o|через)\s+", re.IGNORECASE)
_CUT = re.compile(r"(?<=\w\w)[.,]\s")
_SEAT = re.compile(
    rf"(?P<place>{_CAPITALS}[^-–—,.:]{{2,30}}?)(?P<dash>\s?[–—]\s?|\s-\s)"
    rf"(?P<body>(?:The\s)?{_CAPITALS}[^-–—,.:;!?\d]{{4,80}})(?P<stop>\.?)$"
)
_PLACE_FIRST = re.compile(
    r"(?i:to)\s*:?\s+(?P<place>\S[^,.:;]{1,40}?)(?:(?P<between>[,.:;]\s+(?:(?i:to)\s+)?)|(?P<to>\s+(?i:to)\s+))(?P<name>\S.*)"
)
_COPY_TO = re.compile(r"(?:Copy|Copies|cc)(?:\s+to)?\s*:?\s+(?P<name>\S.*)", re.IGNORECASE)
_MARK_BEFORE = re.compile(r"\s(?=(?:to|for)\s)", re.IGNORECASE)
_SUPPLIED = re.compile(r"(?P<lead>\[To(?:\sthe)?\s[^\[\]]{1,60}\]\s)(?P<name>\S[^\[\]]{2,60})", re.IGNORECASE)
# The body's name first: "Information from the Embassy:" is none.
_BODY_ADDRESSED = re.compile(
    rf"(?P<lead>(?:\[?To(?:\sthe)?\]?\s)?(?:\[?the\]?\s)?)(?P<name>(?:[\[(]?{_CAPITALS}[\w’'.-]*[\])]?\s(?:of\s)?){{0,5}}"
    r"(?:Embassy|Embassies|Legation|Consulate|Mission|Ministry|Office|Department|Committee|Commission|Administration)\b"
    rf"(?:[\s,]+(?:of|in|to|at|for|the|and|all|other|along|with|embassies|consulates|missions|legations|[\[(]?{_CAPITALS}[\w’'.-]*[\])]?))*)[:,]"
)
FROM = re.compile(r"(?:From|FROM|Sender|От кого|От)\s*:?\s+(?:(?i:the)\s+)?(?P<name>\S.*)")


_PLACE_NAMED = re.compile(r"(?i:(?:sent\s)?to)\s*:\s*(?P<place>\S.*)")
_TO_WHOM = re.compile(r"To Whom\s*:\s*(?P<name>\S.*)", re.IGNORECASE)
_NO_NAME = re.compile(r"\d{3}|:")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")


@dataclass(frozen=True, slots=True)
class Address:
    """An address line: the names in it, whether they get the message through somebody else, the content.

    `for_whom` are those for whom the addressees get it (`To Z for X`), `via` those who hand it on. `bodies` says that
    the names are those of bodies, as in the list of places that follows `To the Embassies`.
    """

    names: tuple[str, ...]
    ultimate: bool
    content: tuple[Inline, ...]
    place: str = ""
    by_office: bool = False
    for_whom: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    bodies: bool = False

    @property
    def agents(self) -> tuple[Agent, ...]:
        """The addressees, typed."""
        if self.bodies:
            return tuple(Agent(AgentKind.ORGANISATION, name) for name in self.names)
        return tuple(names.agent(name) for name in self.names)


def address(text: str) -> Address | None:
    """`To Comrade A. Vasilevsky`, `To Cdes. A and B`, `To transmit to Comrade X`, `For Mao Zedong.`"""
    if len(text) > LONGEST:
        return None
    core, marked = split_marks(text)
    before, core = _marks_before(core)
    found = (
        _destination(core)
        or _place_alone(core)
        or _place_first(core)
        or _supplied(core)
        or _addressed(core)
        or _body_addressed(core)
        or _placed(core)
        or _named_for(core)
    )
    if found is None:
        return None
    if not (before or marked):
        return found
    # "Personal for Comrade Orlov" goes to him, not through somebody else.
    personal = any(isinstance(part, Span) and part.value.startswith("personal") for part in before)
    return replace(found, content=(*before, *found.content, *marked), ultimate=found.ultimate and not personal)


def _marks_before(text: str) -> tuple[tuple[Inline, ...], str]:
    """The marks that share a line with the address after them (`FLASH To Ambassador X`), and the address."""
    cut = _MARK_BEFORE.search(text)
    found = marks(text[: cut.start()]) if cut else None
    return ((*found, cut[0]), text[cut.end() :]) if cut and found else ((), text)


def _supplied(text: str) -> Address | None:
    """`[To Amb. Alfonso] García Robles`: what a translator adds before the name, which alone is printed."""
    match = _SUPPLIED.fullmatch(text) if text[:1] == "[" else None
    if match is None or not names.is_name(match["name"]):
        return None
    return Address((names.agent(match["name"]).name,), False, (match["lead"], *names.person_spans(match["name"])))


def _body_addressed(text: str) -> Address | None:
    """`[Chinese] Embassy in India:`, `Embassy in Oslo and all other embassies,`: a body before a colon or comma."""
    match = _BODY_ADDRESSED.fullmatch(text) if text[-1:] in (":", ",") and len(text.split()) <= 14 else None
    if match is None or names.agent(match["name"]).kind is not AgentKind.ORGANISATION:
        return None
    name = match["name"]
    content = (match["lead"], Span(SpanKind.ORGANISATION, (name,), value=name), text[match.end("name") :])
    return Address((name,), False, tuple(part for part in content if part))


def copied_to(text: str) -> Address | None:
    """`Copy to Comrade Orlov, Ministry of Trade`: who gets the message besides those to whom it goes."""
    match = _COPY_TO.fullmatch(text) if len(text) <= LONGEST else None
    # "Copy" may begin a sentence; "cc:" says what it is.
    if match is None or not (text.lower().startswith("cc:") or names.HONORIFIC.match(match["name"])):
        return None
    person = match["name"].split(",")[0].rstrip(" .")
    if not names.is_name(person):
        return None
    start = match.start("name")
    content = (text[:start], *names.person_spans(person), text[start + len(person) :])
    return Address((names.agent(person).name,), False, tuple(part for part in content if part))


def sender(text: str) -> Address | None:
    """`From: [Ambassador Boleslaw] JELEN1`: the sender on a line of its own; a known place is none."""
    match = FROM.fullmatch(text) if len(text) <= LONGEST else None
    if match is None or not (":" in match[0][:12] or names.HONORIFIC.match(match["name"])):
        return None
    if is_place(match["name"].rstrip(" .")) or _NO_NAME.search(match["name"]):
        return None
    found = name_list(match["name"])
    return Address(found[0], False, (text[: match.start("name")], *found[1])) if found else None


def _destination(text: str) -> Address | None:
    match = _DESTINATION.fullmatch(text)
    if match is None:
        return None
    place = match["place"].rstrip(" ,;.")
    content: tuple[Inline, ...] = (
        match["lead"],
        Span(SpanKind.PLACE, (place,)),
        text[match.start("place") + len(place) :],
    )
    if match["name"] is None:
        return Address((), False, tuple(part for part in content if part), place) if len(place) <= 40 else None
    found = name_list(match["name"])
    if found is None:
        return None
    between = text[match.start("place") + len(place) : match.start("name")]
    return Address(found[0], False, (match["lead"], Span(SpanKind.PLACE, (place,)), between, *found[1]), place, True)


def _place_alone(text: str) -> Address | None:
    """`BEIJING--`: the place of the addressee, whose name stands on the next line; `To: Moscow` names a place too."""
    alone = _PLACE_ALONE.fullmatch(text) if text[-1:] in ("-", "–", "—") else None
    match = alone or _PLACE_NAMED.fullmatch(text)
    if match is None or not (alone or is_place(match["place"].rstrip(" .,"))):
        return None
    place = match["place"].rstrip(" .,")
    start = match.start("place")
    content = (text[:start], Span(SpanKind.PLACE, (place,)), text[start + len(place) :])
    return Address((), False, tuple(part for part in content if part), place)


def _place_first(text: str) -> Address | None:
    """`To MOSCOW, Comrade Orlov`, `To MOSCOW To ORLOV`: a known place before persons."""
    match = _PLACE_FIRST.fullmatch(text)
    if match is None or not is_place(match["place"]):
        return None
    if not match["to"] and not names.HONORIFIC.match(match["name"]):
        return None
    found = name_list(match["name"])
    if found is None:
        return None
    place, between = match["place"], match["to"] or match["between"]
    content = (text[: match.start("place")], Span(SpanKind.PLACE, (place,)), between, *found[1])
    return Address(found[0], False, content, place)


def _placed(text: str) -> Address | None:
    """A known place first or last: `Oslo. To Comrade Orlov`, `Oslo, Soviet Embassy, Comrade Orlov`, `Soviet
    Ambassador, Oslo`, `Oslo - Ministry of Trade`."""
    of_body = _SEAT.match(text)
    place, body = (of_body["place"], of_body["body"]) if of_body else ("", "")
    titled = all(word[0].isupper() or len(word) < 4 for word in body.split())
    if of_body and titled and is_place(place) and names.agent(body).kind is AgentKind.ORGANISATION:
        held = (Span(SpanKind.PLACE, (place,)), of_body["dash"], Span(SpanKind.ORGANISATION, (body,), value=body))
        return Address((body,), False, (*held, *((of_body["stop"],) if of_body["stop"] else ())), place)
    cut = _CUT.search(text) if ", " in text or ". " in text else None
    if cut is None or text[-1] in "!?:;":
        return None
    place, rest = text[: cut.start()], text[cut.end() :]
    if is_place(place):
        body, comma, last = rest.rpartition(", ")
        if names.HONORIFIC.match(last) and (not comma or names.is_body(body)):
            found = name_list(last)
            seat = (Span(SpanKind.ORGANISATION, (body,), value=body), comma) if comma else ()
        else:
            to = _addressed(rest) if TO.match(rest) or _is_holder(rest) else None
            found, seat = (to.names, to.content) if to else _holder(rest), ()
        return (
            Address(found[0], False, (Span(SpanKind.PLACE, (place,)), cut[0], *seat, *found[1]), place)
            if found
            else None
        )
    seat_last = rest.rstrip(" .")
    holder = _holder(place) if is_place(seat_last) else None
    if holder is None:
        return None
    tail = rest[len(seat_last) :]
    content = (*holder[1], cut[0], Span(SpanKind.PLACE, (seat_last,)), *((tail,) if tail else ()))
    return Address(holder[0], False, content, seat_last, by_office=True)


def _is_holder(text: str) -> bool:
    """Whether a phrase is nothing but an office: `Ambassador`, `Soviet Ambassador`."""
    words = _WORD.findall(text)
    capitals = all(word[0].isupper() or word in ("of", "the", "in") for word in words)
    return 0 < len(words) <= 4 and capitals and names.agent(text).kind is AgentKind.OFFICE_HOLDER


def _holder(text: str) -> tuple[tuple[str, ...], tuple[Inline, ...]] | None:
    return name_list(text) if _is_holder(text) else None


def _named_for(text: str) -> Address | None:
    """`Comrade Petrov, for Comrade Orlov.`: who gets the message for whom, without a word that says "to"."""
    first = names.HONORIFIC.match(text)
    found = _FOR.search(text) if first else None
    if found is None or not names.HONORIFIC.match(text, found.end()):
        return None
    to, for_whom = name_list(text[: found.start()]), name_list(text[found.end() :])
    if to is None or for_whom is None:
        return None
    return Address(to[0], False, (*to[1], found[0], *for_whom[1]), for_whom=for_whom[0])


def _addressed(text: str) -> Address | None:
    convey = _CONVEY.fullmatch(text)
    match = convey or _TO_WHOM.fullmatch(text) or TO.fullmatch(text)
    # All that a dative begins with is Cyrillic.
    dative = None if match or text.isascii() else _DATIVE.fullmatch(text)
    office = None if match or dative else _office_address(text)
    match = match or office
    if match is None and dative is None:
        return None
    start = match.start("name") if match else 0
    groups = match.groupdict() if match else {}
    place = groups.get("place") or ""
    lead: list[Inline] = [Span(SpanKind.PLACE, (place,))] if place else []
    lead += [text[len(place) : start]] if text[len(place) : start] else []
    word = (groups.get("word") or "").lower()
    ultimate = convey is not None or word in ("for", "для")
    by_office = not word and convey is None and dative is None
    rest, offset = text[start:], start
    via, via_content = _tail(rest, _COURIER)
    rest = rest[: len(rest) - _length(via_content)]
    for_whom, for_content = _tail(rest, _FOR)
    rest = rest[: len(rest) - _length(for_content)]
    found = name_list(rest)
    if found is None and (via or for_whom):
        rest, via, for_whom, via_content, for_content = text[offset:], (), (), (), ()
        found = name_list(rest)
    if found is None:
        return None
    content = (*lead, *found[1], *for_content, *via_content)
    return Address(found[0], ultimate, content, place, by_office, for_whom, via)


def _office_address(text: str) -> re.Match[str] | None:
    """`BEIJING - SOVIET AMBASSADOR`, `SOVIET AMBASSADOR`: the holder of an office, in capitals, without "to"."""
    match = _OFFICE_ADDRESS.fullmatch(text)
    return match if match and names.agent(match["name"]).kind is AgentKind.OFFICE_HOLDER else None


def _tail(text: str, pattern: re.Pattern[str]) -> tuple[tuple[str, ...], tuple[Inline, ...]]:
    """Names after `via` or `for` at the end of an address, with their content; nothing if none are names."""
    match = pattern.search(text)
    found = name_list(text[match.end() :]) if match else None
    if match is None or found is None or not text[: match.start()].strip():
        return (), ()
    if _OFFICE_FOR.search(text[: match.start()]) and not names.HONORIFIC.match(text, match.end()):
        return (), ()
    return found[0], (match[0], *found[1])


def _length(content: tuple[Inline, ...]) -> int:
    return sum(len(part) if isinstance(part, str) else _length(part.content) for part in content)
