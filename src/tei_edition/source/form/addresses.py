"""Address lines: `To Comrade X`, `BEIJING - SOVIET AMBASSADOR`, `To Z for X`, `Destination: PEKING  To Whom: …`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tei_edition.model import Agent, AgentKind, Inline, Span, SpanKind
from tei_edition.source import names
from tei_edition.source.form.common import LONGEST, NUMBER_SIGN
from tei_edition.source.form.marking import marks, split_marks
from tei_edition.source.places import is_place

_CAPITALS = r"[^\W\d_a-zа-яё]"
_PLACE = rf"(?P<place>{_CAPITALS}(?:{_CAPITALS}|[ .’'])*?)"
_DESTINATION = re.compile(
    r"(?P<lead>Destination\s*:\s*)(?P<place>\S[^:]*?)(?:(?P<between>[\s,;]+To Whom\s*:\s*)(?P<name>\S.*))?",
    re.IGNORECASE,
)
_TO = re.compile(
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
_SEVERAL = re.compile(r",\s+(?:(?:and|or|и|или)\s+)?|\s+(?:and|or|и|или|&)\s+|\s*;\s*")
# `Orlov, Minister of Trade` is one person; in `Orlov, Minister Petrov` nothing says so.
_WITH_OFFICE = re.compile(
    r"(?P<name>[^,]{2,60})(?P<comma>,\s+)(?P<office>[^,]{0,60}?\b(?:(?:of|to|in|for|at)\b[^,]{2,80}?|Minister|Ambassador|Chairman"
    r"|Secretary|President|Premier|Director|Attach[eé]|Counsel?lor|Consul|Representative|Chief))(?P<stop>[.\s]*)"
)
_WITH_BODY = re.compile(r"(?P<name>[^,]{2,60})(?P<comma>,\s+)(?P<body>[^,]{4,80}?)(?P<stop>[.\s]*)")
_CUT = re.compile(r"(?<=\w\w)[.,]\s")
_MARK = re.compile(r"(?<=[^\W\d_])(?:\s?\d{1,2}|\[(?:\d{1,2}|[ivx]{1,5})\])$")
_PLACE_FIRST = re.compile(
    r"(?i:to)\s*:?\s+(?P<place>\S[^,.:;]{1,40})(?P<between>[,.:;]\s+(?:(?i:to)\s+)?)(?P<name>\S.*)"
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
_STOP = re.compile(r"[.!:]\s+(?=[\"“„«(\[]?[^\W\d_a-zа-яё])|\.(?=\s*[\"“„«])")
_NUMBERED = re.compile(rf"(?:{NUMBER_SIGN}\s?)?\d", re.IGNORECASE)
_FROM = re.compile(r"(?:From|FROM|Sender|От кого|От)\s*:?\s+(?:(?i:the)\s+)?(?P<name>\S.*)")


_PLACE_NAMED = re.compile(r"(?i:(?:sent\s)?to)\s*:\s*(?P<place>\S.*)")
_TO_WHOM = re.compile(r"To Whom\s*:\s*(?P<name>\S.*)", re.IGNORECASE)
_NO_NAME = re.compile(r"\d{3}|:")
_ENDS = re.compile(r"(?:[!?:]|\w\w\.)$")
_JOINED = re.compile(r"(?P<word>for|or|and|для|или|и)\s+(?P<name>\S.*)")
_LIST = re.compile(r",\s+(?:and\s+)?|\s+and\s+")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_RUN_IN = re.compile(r"(?:To|For|Кому|Тов\.|тов\.|Товарищу)\b")
_CONVEYED = re.compile(
    r"\b(?:Convey|Transmit|Pass|Hand|Deliver|Communicate|Передайте)(?:\s(?:this|the|following|message|text|telegram|answer|reply|letter|note"
    r"|personally|immediately|urgently|on|over|следующее)){0,4}(?:\sto)?\s(?P<rest>.{2,160})",
    re.DOTALL,
)
_WHAT_IS_CONVEYED = re.compile(
    r"\s(?:the following|that\b|this\b|our\b|my\b|the\b|a\b|следующее)|[:;“\"]|(?<=\w\w\w)\.\s"
)
_SMALL_WORD = re.compile(r"\s(?=[a-zа-яё]{2})")


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
    match = _FROM.fullmatch(text) if len(text) <= LONGEST else None
    if match is None or is_place(match["name"].rstrip(" .")) or _NO_NAME.search(match["name"]):
        return None
    found = _name_list(match["name"])
    if found is None or not (":" in match[0][:12] or names.HONORIFIC.match(match["name"])):
        return None
    return Address(found[0], False, (text[: match.start("name")], *found[1]))


def continued_address(before: str, text: str) -> Address | None:
    """A line that goes on with the address `before` it: `for Comrade Y`, `or Y`, further bodies, their places."""
    # A full stop ends a sentence, unless it is an initial's.
    if len(text) > LONGEST or _ENDS.search(text) or _FROM.fullmatch(text):
        return None
    joined = _JOINED.match(text)
    if joined:
        found = _name_list(joined["name"])
        if found is None or names.begins_sentence(joined["name"]):
            return None
        ultimate = joined["word"] in ("for", "для") or bool(_TO.match(before) and before.lower().startswith("for"))
        return Address(found[0], ultimate, (text[: joined.start("name")], *found[1]))
    if names.is_body(before):
        pieces = [piece.strip() for piece in _LIST.split(text)]
        if all(is_place(piece) for piece in pieces):
            return Address(tuple(pieces), False, _bodies(text, pieces), bodies=True)
    words = _WORD.findall(text)
    titled = bool(words) and all(word[0].isupper() or len(word) < 4 for word in words) and len(words) <= 16
    if titled and names.is_body(text) and names.agent(text).kind is AgentKind.ORGANISATION:
        return Address((text,), False, (Span(SpanKind.ORGANISATION, (text,), value=text),), bodies=True)
    return None


def _bodies(text: str, pieces: list[str]) -> tuple[Inline, ...]:
    content: list[Inline] = []
    position = 0
    for piece in pieces:
        start = text.index(piece, position)
        content += [text[position:start]] if start > position else []
        content.append(Span(SpanKind.ORGANISATION, (piece,), value=piece))
        position = start + len(piece)
    return (*content, text[position:]) if text[position:] else tuple(content)


def run_in_address(text: str) -> tuple[Address, str] | None:
    """An address that runs into the first sentence (`To Cdes. A and B. The view …`): the address and the sentence."""
    head = text[:LONGEST]
    if not _RUN_IN.match(head):
        return None
    for stop in _STOP.finditer(head):
        if stop.start() > 120:
            break
        if names.HONORIFIC.match(head, head.rfind(" ", 0, stop.start()) + 1):
            # `To Cdes. A`: the full stop of an honorific ends no address.
            continue
        found = address(head[: stop.start() + 1])
        # One word alone may be anything (`To Moscow. …`, `For peace. …`).
        certain = found and (names.HONORIFIC.search(head[: stop.start()]) or len(head[: stop.start()].split()) > 2)
        if found and (certain or not is_place(" ".join(found.names))):
            rest = text[stop.start() + 1 :]
            return found, rest.lstrip()
    return None


def conveyed_to(text: str) -> tuple[str, ...]:
    """To whom a sentence asks to hand the message: `Convey to Mao Zedong the following:`."""
    match = _CONVEYED.search(text[:2000])
    if match is None:
        return ()
    rest = _WHAT_IS_CONVEYED.split(match["rest"], maxsplit=1)[0]
    found = _name_list(rest.strip(" ,."))
    if found is None and names.HONORIFIC.match(match["rest"]):
        found = _name_list(_SMALL_WORD.split(match["rest"], maxsplit=1)[0].strip(" ,."))
    return found[0] if found else ()


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
    found = _name_list(match["name"])
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
    """`To MOSCOW, Comrade Orlov`: a known place before persons."""
    match = _PLACE_FIRST.fullmatch(text)
    if match is None or not is_place(match["place"]) or not names.HONORIFIC.match(match["name"]):
        return None
    found = _name_list(match["name"])
    if found is None:
        return None
    place = match["place"]
    content = (text[: match.start("place")], Span(SpanKind.PLACE, (place,)), match["between"], *found[1])
    return Address(found[0], False, content, place)


def _placed(text: str) -> Address | None:
    """A known place first or last: `Oslo. To Comrade Orlov`, `Oslo, Soviet Embassy, Comrade Orlov`, `Soviet
    Ambassador, Oslo`."""
    cut = _CUT.search(text)
    if cut is None or text[-1] in "!?:;":
        return None
    place, rest = text[: cut.start()], text[cut.end() :]
    if is_place(place):
        body, comma, last = rest.rpartition(", ")
        if names.HONORIFIC.match(last) and (not comma or names.is_body(body)):
            found = _name_list(last)
            seat = (Span(SpanKind.ORGANISATION, (body,), value=body), comma) if comma else ()
        else:
            to = _addressed(rest) if _TO.match(rest) or _is_holder(rest) else None
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
    return 0 < len(words) <= 4 and text[0].isupper() and names.agent(text).kind is AgentKind.OFFICE_HOLDER


def _holder(text: str) -> tuple[tuple[str, ...], tuple[Inline, ...]] | None:
    return _name_list(text) if _is_holder(text) else None


def _named_for(text: str) -> Address | None:
    """`Comrade Petrov, for Comrade Orlov.`: who gets the message for whom, without a word that says "to"."""
    first = names.HONORIFIC.match(text)
    found = _FOR.search(text) if first else None
    if found is None or not names.HONORIFIC.match(text, found.end()):
        return None
    to, for_whom = _name_list(text[: found.start()]), _name_list(text[found.end() :])
    if to is None or for_whom is None:
        return None
    return Address(to[0], False, (*to[1], found[0], *for_whom[1]), for_whom=for_whom[0])


def _addressed(text: str) -> Address | None:
    convey = _CONVEY.fullmatch(text)
    match = convey or _TO_WHOM.fullmatch(text) or _TO.fullmatch(text)
    dative = None if match else _DATIVE.fullmatch(text)
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
    found = _name_list(rest)
    if found is None and (via or for_whom):
        rest, via, for_whom, via_content, for_content = text[offset:], (), (), (), ()
        found = _name_list(rest)
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
    found = _name_list(text[match.end() :]) if match else None
    if match is None or found is None or not text[: match.start()].strip():
        return (), ()
    if _OFFICE_FOR.search(text[: match.start()]) and not names.HONORIFIC.match(text, match.end()):
        return (), ()
    return found[0], (match[0], *found[1])


def _length(content: tuple[Inline, ...]) -> int:
    return sum(len(part) if isinstance(part, str) else _length(part.content) for part in content)


def _name_list(printed: str) -> tuple[tuple[str, ...], tuple[Inline, ...]] | None:
    """The names that `printed` lists, as agents name them, and the marked-up text; None if it is no list of names."""
    office = _WITH_OFFICE.fullmatch(printed)
    if office and names.is_name(office["name"]) and names.agent(office["office"]).kind is AgentKind.OFFICE_HOLDER:
        role = Span(SpanKind.ROLE, (office["office"],))
        content = (*names.person_spans(office["name"]), office["comma"], role, office["stop"])
        return (names.agent(office["name"]).name,), tuple(part for part in content if part)
    body = _WITH_BODY.fullmatch(printed) if "," in printed else None
    if body and names.HONORIFIC.match(printed) and names.is_name(body["name"]) and _is_body(body["body"]):
        # `Comrade Orlov, Soviet Embassy`: he is addressed there.
        seat = Span(SpanKind.ORGANISATION, (body["body"],), value=body["body"])
        content = (*names.person_spans(body["name"]), body["comma"], seat, body["stop"])
        return (names.agent(body["name"]).name,), tuple(part for part in content if part)
    found = _split_names(printed)
    if not found:
        return None
    listed: list[Inline] = []
    position = 0
    for name in found:
        start = printed.index(name, position)
        listed += [printed[position:start]] if start > position else []
        listed += names.person_spans(name)
        position = start + len(name)
    listed += [printed[position:]] if printed[position:] else []
    return tuple(names.agent(name).name for name in found), tuple(listed)


def _split_names(printed: str) -> list[str] | None:
    pieces = [piece.strip() for piece in _SEVERAL.split(printed) if piece.strip(" .,;:")]
    # A footnote's mark inside the line shows where a name ends: `ORLOV 1 and PETROV 2`.
    marked = any(_MARK.search(piece) and names.is_name(_MARK.sub("", piece)) for piece in pieces[:-1])
    if not (marked and all(_is_addressee(piece) for piece in pieces)):
        if _is_addressee(printed):
            # `Comrade Orlov and the members of the Committee`: he is a person, whatever the others are.
            one_of = len(pieces) > 1 and names.HONORIFIC.match(printed) and names.is_name(pieces[0])
            pieces = [piece for piece in pieces if _is_addressee(piece)] if one_of else [printed]
        elif not pieces or not all(_is_addressee(piece) for piece in pieces):
            return None
    # The mark of a footnote may be fused to the name: `JELEN1`.
    return [_without_mark(piece) for piece in pieces]


def _is_body(text: str) -> bool:
    return text[:1].isupper() and names.agent(text).kind is AgentKind.ORGANISATION


def _without_mark(name: str) -> str:
    bare = name.rstrip(" ,;:.")
    return _MARK.sub("", bare) if _MARK.search(bare) else name.rstrip(" ,;:")


def _is_addressee(text: str) -> bool:
    bare = _MARK.sub("", text.strip(" .,;:!")).strip()
    if _NUMBERED.match(bare):
        return False
    if names.is_name(bare):
        return True
    kind = names.agent(bare).kind
    capital = bare[:1].isupper() or bare[:1] == "["
    return kind in (AgentKind.ORGANISATION, AgentKind.OFFICE_HOLDER) and len(bare.split()) <= 14 and capital
