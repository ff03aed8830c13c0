"""Lists of names in an address: `Cdes. Orlov and Petrov`, `Orlov, Minister of Trade`, `Comrade Orlov, Embassy`."""

from __future__ import annotations

import re

from tei_edition.model import AgentKind, Inline, Span, SpanKind
from tei_edition.source import names
from tei_edition.source.form.common import NUMBER_SIGN

_SEVERAL = re.compile(r",\s+(?:(?:and|or|и|или)\s+)?|\s+(?:and|or|и|или|&)\s+|\s*;\s*")
# `Orlov, Minister of Trade` is one person; in `Orlov, Minister Petrov` nothing says so.
_WITH_OFFICE = re.compile(
    r"(?P<name>[^,]{2,60})(?P<comma>,\s+)(?P<office>[^,]{0,60}?\b(?:(?:of|to|in|for|at)\b[^,]{2,80}?|Minister|Ambassador|Chairman"
    r"|Secretary|President|Premier|Director|Attach[eé]|Counsel?lor|Consul|Representative|Chief))(?P<stop>[.\s]*)"
)
_WITH_BODY = re.compile(r"(?P<name>[^,]{2,60})(?P<comma>,\s+)(?P<body>[^,]{4,80}?)(?P<stop>[.\s]*)")
_WITH_PERSON = re.compile(
    r"(?P<body>[^(),]{4,80}?)(?P<open>\s\()(?P<name>(?:Comrades?|Cdes?\.?|Mr\.|Dr\.|Minister|Ambassador)\s[^()]{2,60})\)"
)
_MARK = re.compile(r"(?<=[^\W\d_])(?:\s?\d{1,2}|\[(?:\d{1,2}|[ivx]{1,5})\])$")
_NUMBERED = re.compile(rf"(?:{NUMBER_SIGN}\s?)?\d", re.IGNORECASE)


def name_list(printed: str) -> tuple[tuple[str, ...], tuple[Inline, ...]] | None:
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
    held = _WITH_PERSON.fullmatch(printed) if printed.endswith(")") else None
    if held and _is_body(held["body"]) and names.is_name(held["name"]):
        # `Ministry of Trade (Comrade Orlov)`: both are addressed.
        organisation = Span(SpanKind.ORGANISATION, (held["body"],), value=held["body"])
        content = (organisation, held["open"], *names.person_spans(held["name"]), ")")
        return (held["body"], names.agent(held["name"]).name), content
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
