"""Where the tags of a name can stand: around its characters, in one element, so that the file stays well-formed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tei_edition.linking.document import Document, Element, Piece

_NOTHING = re.compile(r"(?:<!--.*?-->|<\?.*?\?>)*", re.DOTALL)


def span(document: Document, start: int, end: int) -> tuple[int, int, Element] | None:
    """Where in the file the tags of the name at these places of the text go, and the element that gets them.

    The innermost element that holds the whole name and may hold names is taken; None if there is none, because the
    name begins in one and ends in another.
    """
    first, last = document.piece_at(start), document.piece_at(end - 1)
    ends = list(_ends(document.source, last, end))
    for position, element in _starts(document.source, first, start):
        if not element.holds_names:
            continue
        for other, around in ends:
            if around is element and position < other:
                return position, other, element
    return None


def _starts(source: str, piece: Piece, place: int) -> Iterator[tuple[int, Element]]:
    """The places before a character, from the inside out, each with its element."""
    position = piece.source + (place - piece.place)
    if piece.within is not None:
        if position != piece.within[0] + len("<![CDATA["):
            return
        position = piece.within[0]
    element = piece.element
    yield position, element
    while element.parent is not None and _NOTHING.fullmatch(source, element.inside, position):
        position, element = element.start, element.parent
        yield position, element


def _ends(source: str, piece: Piece, place: int) -> Iterator[tuple[int, Element]]:
    """The places behind a character, from the inside out, each with its element."""
    position = piece.source + (piece.width if piece.length == 1 else place - piece.place)
    if piece.within is not None:
        if position != piece.within[1] - len("]]>"):
            return
        position = piece.within[1]
    element = piece.element
    yield position, element
    while element.parent is not None and _NOTHING.fullmatch(source, position, element.close):
        position, element = element.end, element.parent
        yield position, element
