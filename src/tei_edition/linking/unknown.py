"""The marked names that an authority does not have: counted, and written down as entries for an editor to review."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from tei_edition.authority.forms import key
from tei_edition.authority.transliteration import spellings
from tei_edition.linking.linker import UnknownName

_LISTS = (
    ("person", "listPerson", "persName", "p"),
    ("place", "listPlace", "placeName", "l"),
    ("org", "listOrg", "orgName", "o"),
)


@dataclass(frozen=True, slots=True)
class NameCount:
    """A name with how often it is marked, in how many files, and where first; all its spellings, the usual first."""

    kind: str
    spellings: tuple[str, ...]
    count: int
    files: int
    first: str
    line: int

    @property
    def name(self) -> str:
        """The spelling that is used most, in capitals only where there is no other."""
        return self.spellings[0]


def counted(names: Iterable[tuple[str, UnknownName]]) -> list[NameCount]:
    """The names, each given with its file, counted; the most frequent first. Case and spacing make no difference."""
    groups: dict[tuple[str, str], list[tuple[str, UnknownName]]] = {}
    for file, name in names:
        groups.setdefault((name.kind, key(name.name)), []).append((file, name))
    found = [_count(group) for group in groups.values()]
    return sorted(found, key=lambda one: (-one.count, one.name, one.kind))


def _count(group: list[tuple[str, UnknownName]]) -> NameCount:
    printed = Counter(name.name for _, name in group)
    usual = sorted(printed, key=lambda name: (name.isupper(), -printed[name], name))
    file, first = group[0]
    return NameCount(first.kind, tuple(usual), len(group), len({one for one, _ in group}), file, first.line)


def suggested(names: Sequence[NameCount], taken: Iterable[str] = ()) -> bytes:
    """A TEI file of the form of authority.xml with an entry for each name; no id is one of `taken`."""
    identifiers = set(taken)
    lists = "".join(_list(names, identifiers, *one) for one in _LISTS)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="authority-suggested" xml:lang="en">\n'
        "  <teiHeader>\n    <fileDesc>\n"
        "      <titleStmt><title>Names that the authority does not have, for review</title></titleStmt>\n"
        "      <publicationStmt><p>A working file: correct the entries, join those that are one, then move them"
        " into the authority.</p></publicationStmt>\n"
        "      <sourceDesc><p>The names that are marked in the documents.</p></sourceDesc>\n"
        "    </fileDesc>\n  </teiHeader>\n"
        f"  <standOff>\n{lists}  </standOff>\n</TEI>\n"
    ).encode("utf-8", "xmlcharrefreplace")


def _list(names: Sequence[NameCount], identifiers: set[str], kind: str, outer: str, inner: str, prefix: str) -> str:
    entries = "".join(_entry(one, identifiers, inner, prefix) for one in names if one.kind == kind)
    return f"    <{outer}>\n{entries}    </{outer}>\n" if entries else ""


def _entry(name: NameCount, identifiers: set[str], inner: str, prefix: str) -> str:
    times = "once" if name.count == 1 else f"{name.count} times"
    files = "" if name.files == 1 else f" in {name.files} files"
    identifier = next(one for one in _identifiers(f"{prefix}-{_slug(name.name)}") if one not in identifiers)
    identifiers.add(identifier)
    return (
        f'      <{name.kind} xml:id="{identifier}">\n'
        f'        <{inner} type="main">{escape(name.name)}</{inner}>\n'
        f"        <note>For review: {times}{files}, first in {escape(name.first)}, line {name.line}.</note>\n"
        f"      </{name.kind}>\n"
    )


def _identifiers(base: str) -> Iterator[str]:
    yield base
    number = 2
    while True:
        yield f"{base}-{number}"
        number += 1


def _slug(name: str) -> str:
    """The name in small Latin letters, as an xml:id may have them."""
    latin = next(iter(spellings(name)), name)
    plain = unicodedata.normalize("NFKD", latin.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-") or "name"
