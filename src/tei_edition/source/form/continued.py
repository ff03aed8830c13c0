"""Addresses that are no line of their own: that go on over lines, run into a sentence, or stand in one."""

from __future__ import annotations

import re

from tei_edition.model import AgentKind, Inline, Span, SpanKind
from tei_edition.source import names
from tei_edition.source.form.addresses import FROM, TO, Address, address
from tei_edition.source.form.common import LONGEST
from tei_edition.source.form.name_lists import name_list
from tei_edition.source.places import is_place

_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_STOP = re.compile(r"[.!:]\s+(?=[\"“„«(\[]?[^\W\d_a-zа-яё])|\.(?=\s*[\"“„«])")
_ENDS = re.compile(r"(?:[!?:]|\w\w\.)$")
_JOINED = re.compile(r"(?P<word>for|or|and|для|или|и)\s+(?P<name>\S.*)")
_FOR_WHOM = re.compile(r"(?<!State)(?<!Secretary)(?<!Minister)\s(?:for|для)\s[^,]{2,60}$")
"""The end of `To Z for X`, with which `or Y` goes on."""
_LIST = re.compile(r",\s+(?:and\s+)?|\s+and\s+")
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


def continued_address(before: str, text: str) -> Address | None:
    """A line that goes on with the address `before` it: `for Comrade Y`, `or Y`, further bodies, their places."""
    # A full stop ends a sentence, unless it is an initial's.
    if len(text) > LONGEST or _ENDS.search(text) or FROM.fullmatch(text):
        return None
    joined = _JOINED.match(text)
    if joined:
        found = name_list(joined["name"])
        if found is None or names.begins_sentence(joined["name"]):
            return None
        to = TO.match(before)
        ultimate = joined["word"] in ("for", "для") or bool(
            to and (before.lower().startswith("for") or _FOR_WHOM.search(before))
        )
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
    found = name_list(rest.strip(" ,."))
    if found is None and names.HONORIFIC.match(match["rest"]):
        found = name_list(_SMALL_WORD.split(match["rest"], maxsplit=1)[0].strip(" ,."))
    return found[0] if found else ()
