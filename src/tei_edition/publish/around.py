"""What a telegram's page says of the telegrams around it, as XML: no more of them than it shows, so that a page is made
anew only when that changes. What it looks like is for xslt/html/around.xsl.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from functools import lru_cache
from xml.sax.saxutils import escape

from lxml import etree

from tei_edition.catalogue import ENTRIES, Catalogue
from tei_edition.catalogue.around import Around
from tei_edition.catalogue.facts import CATALOGUE
from tei_edition.characters import attributes
from tei_edition.publish.site import archive_path

TOLD = (ENTRIES, "exchange", "number", "pointer", "relation")
"""The kinds of the catalogue's facts that it is made from."""
_FIGURES = re.compile(r"0*([1-9]\d*)")


def arounds(catalogue: Catalogue, wanted: Collection[str] | None = None) -> Iterator[tuple[str, bytes]]:
    """For each telegram (of those that are wanted), by sending, its id and what its page says of the others."""
    shown = lru_cache(maxsize=4096)(lambda name: _telegram(catalogue, name))
    numbers = {figures for key, _, _ in catalogue.keys("number") for figures in _FIGURES.findall(key)}
    for one in catalogue.around(wanted):
        parts = [_sides(one.previous, one.next, shown)]
        for exchange in one.exchanges:
            if exchange.previous or exchange.next:
                sides = _sides(exchange.previous, exchange.next, shown)
                parts.append(f"<exchange>{exchange.names}{sides}</exchange>")
        parts += _related(one, numbers, shown)
        yield one.id, f'<around xmlns="{CATALOGUE}">{"".join(parts)}</around>'.encode()


def _sides(previous: str, following: str, shown: Callable[[str], str]) -> str:
    sides = {"previous": previous, "next": following}
    return "".join(f"<{side}>{shown(name)}</{side}>" for side, name in sides.items() if name)


def _related(one: Around, numbers: set[str], shown: Callable[[str], str]) -> Iterator[str]:
    """The archives of its copies, the telegrams that it names, what it names that the edition lacks, and what others
    say of it."""
    own = [related for related in one.related if related.own and related.kind != "leaf"]
    for key in dict.fromkeys(related.other for related in one.related if related.kind == "leaf"):
        yield f"<archive{attributes(key=key, path=archive_path(key))}/>"
    for name in dict.fromkeys(related.other for related in own if related.exists):
        yield f"<known>{shown(name)}</known>"
    for words in dict.fromkeys(_said(related.xml)[1] for related in own if not related.other):
        # It may be any telegram of the edition that has one of these numbers; without numbers it may be any.
        if (found := set(_FIGURES.findall(words))) and not found & numbers:
            yield f"<missing>{escape(words)}</missing>"
    others = ((related.other, _said(related.xml)[0]) for related in one.related if not related.own)
    for name, kind in dict.fromkeys(others):
        yield f"<relation{attributes(type=kind)}>{shown(name)}</relation>"


def _said(xml: str) -> tuple[str, str]:
    """The type of a relation and its words; a pointer of the text mentions the other telegram."""
    piece = etree.fromstring(xml)
    return piece.get("type", "") or "mentions", piece.text or ""


def _telegram(catalogue: Catalogue, name: str) -> str:
    entry = catalogue.entry(name)
    return f"<telegram{attributes(id=entry.id, title=entry.title, number=entry.number, date=entry.date)}/>"
