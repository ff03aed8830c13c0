"""Address lines: `To Comrade X`, `BEIJING - SOVIET AMBASSADOR`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tei_edition.model import AgentKind, Inline, Span, SpanKind
from tei_edition.source import names
from tei_edition.source.form.common import LONGEST

_DESTINATION = re.compile(r"(?:Destination\s*:\s*\S.*?\s+)?To Whom\s*:\s*(?P<name>\S.*)", re.IGNORECASE)
_TO = re.compile(
    r"(?:(?P<place>[A-ZА-ЯЁ][A-ZА-ЯЁ ]*?)\s*[-–—]+\s*)?(?P<word>(?i:to|for)|Кому|Тов\.)\s*:?\s+"
    r"(?:(?i:the)\s+)?(?P<name>\S.*)",
    re.DOTALL,
)
_CONVEY = re.compile(
    r"To\s+(?:be\s+)?(?:transmit|transmitted|convey|conveyed|pass|hand)\s(?:\w+\s)?to\s+(?P<name>.+)", re.I
)
_OFFICE_ADDRESS = re.compile(
    r"(?:(?P<place>[A-ZА-ЯЁ][A-ZА-ЯЁ ]*?)(?:\s?[-–—]+\s?|,\s))?(?P<name>[A-ZА-ЯЁ][A-ZА-ЯЁ .]+)"
)


@dataclass(frozen=True, slots=True)
class Address:
    """An address line: the names in it, whether they get the message through somebody else, the content."""

    names: tuple[str, ...]
    ultimate: bool
    content: tuple[Inline, ...]
    place: str = ""
    by_office: bool = False


def address(text: str) -> Address | None:
    """`To Comrade A. Vasilevsky`, `To Cdes. A and B`, `To transmit to Comrade X`, `For Mao Zedong.`"""
    if len(text) > LONGEST:
        return None
    convey = _CONVEY.fullmatch(text)
    match = convey or _DESTINATION.fullmatch(text) or _TO.fullmatch(text) or _office_address(text)
    if match is None:
        return None
    printed = match["name"]
    found = _split_names(printed)
    if found is None:
        return None
    groups = match.groupdict()
    place = groups.get("place") or ""
    content: list[Inline] = [Span(SpanKind.PLACE, (place,))] if place else []
    content.append(text[len(place) : match.start("name")])
    position = 0
    for name in found:
        start = printed.index(name, position)
        content += [printed[position:start]] if start > position else []
        content += names.person_spans(name)
        position = start + len(name)
    content += [printed[position:]] if printed[position:] else []
    word = (groups.get("word") or "").lower()
    by_office = not word and convey is None
    agents = tuple(names.agent(name).name for name in found)
    return Address(
        agents, convey is not None or word == "for", tuple(part for part in content if part), place, by_office
    )


def _office_address(text: str) -> re.Match[str] | None:
    """`BEIJING - SOVIET AMBASSADOR`, `SOVIET AMBASSADOR`: the holder of an office, in capitals, without "to"."""
    match = _OFFICE_ADDRESS.fullmatch(text)
    return match if match and names.agent(match["name"]).kind is AgentKind.OFFICE_HOLDER else None


def _split_names(printed: str) -> list[str] | None:
    if _is_addressee(printed):
        pieces = [printed]
    else:
        pieces = [piece.strip() for piece in re.split(r",\s+|\s+and\s+|\s+or\s+", printed) if piece.strip(" .,;:")]
        if not pieces or not all(_is_addressee(piece) for piece in pieces):
            return None
    return [piece.rstrip(" ,;:") for piece in pieces]


def _is_addressee(text: str) -> bool:
    bare = text.strip(" .,;:!")
    if names.is_name(bare):
        return True
    kind = names.agent(bare).kind
    return kind.value in ("organisation", "office holder") and len(bare.split()) <= 14 and bare[:1].isupper()
