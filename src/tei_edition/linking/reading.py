"""What a marked name reads: its words, in the original and in the edited form where they differ."""

from __future__ import annotations

import html
import re

from tei_edition.linking.document import Document, Element
from tei_edition.markup import CDATA, MARKUP, NAME

_ORIGINAL = frozenset(("orig", "sic", "abbr"))
_EDITED = frozenset(("reg", "corr", "expan"))
_IDENTIFIED = re.compile(r"([^\[\]]+)\[([^\[\]]+)\]")
_SPACES = frozenset(("lb", "pb"))
_NO_WORDS = frozenset(("note", "gap", "ref", "ptr", "fw", "figure"))


def readings(document: Document, name: Element) -> list[str]:
    """The forms in which a name can be looked up, without doubles: as printed and as edited, each also without the
    titles and offices in it, and the two names of an identification. Empty if it holds nothing but an office."""
    inner = document.source[name.inside : name.close]
    if "<" not in inner:
        found = [_plain(inner)]
    else:
        found = []
        for left in (_EDITED, _ORIGINAL):
            bare = _read(inner, left | {"roleName"})
            if any(letter.isalnum() for letter in bare):
                found += [bare, _read(inner, left)]
    # An identification in brackets, "Filippov [Stalin]", is two names of one entry.
    found += [one for name in found if (both := _IDENTIFIED.fullmatch(name.strip())) for one in both.groups()]
    return list(dict.fromkeys(filter(None, (_tidy(one) for one in found))))


def _read(inner: str, left_out: frozenset[str]) -> str:
    """The words, without those of the elements `left_out`; of alternatives, they say which stays."""
    parts: list[str] = []
    end = outside = 0
    for markup in MARKUP.finditer(inner):
        start, before, end = markup.start(), end, markup.end()
        if not outside:
            parts.append(html.unescape(inner[before:start]))
        if inner.startswith(CDATA, start):
            if not outside:
                parts.append(inner[start + len(CDATA) : end - 3])
            continue
        sign = inner[start + 1]
        if sign in "!?":
            continue
        if sign == "/":
            outside -= outside > 0
            continue
        tag = NAME.match(inner, start + 1)
        local = tag[0].rpartition(":")[2] if tag else ""
        if local in _SPACES and not outside:
            parts.append(" ")
        if inner[end - 2] != "/" and (outside or local in left_out or local in _NO_WORDS):
            outside += 1
    if not outside:
        parts.append(html.unescape(inner[end:]))
    return "".join(parts)


def _plain(inner: str) -> str:
    return html.unescape(inner) if "&" in inner else inner


def _tidy(name: str) -> str:
    """Without the white space and the punctuation around it, and without a possessive."""
    name = " ".join(name.split()).strip(" ,;:")
    return name[:-2] if name[-2:] in ("'s", "’s") and len(name) > 3 else name
