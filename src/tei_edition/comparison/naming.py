"""Links called by the names of the entries that they lead to: an id alone tells readers nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import replace

from lxml import etree

from tei_edition.comparison.documents import entries_of, entry_name
from tei_edition.comparison.values import AttributeChange, DocumentChange

LINKS = ("ref", "target", "key")
"""The attributes that lead to entries."""
_POINTED = re.compile(rf"(?<=[( ])((?:{'|'.join(LINKS)}) )([^(),]*#[^(),]*)\)")
"""The end of a value that tells links: `Petrov (ref ../authority.xml#p-petrov)`."""


def links_of(change: DocumentChange) -> set[str]:
    """Where the links lead that a change tells, each as the name of the file (nothing for its own) and the id:
    `authority.xml#p-petrov`, `#p-petrov`. Files have ids of their own, and the same one may be somebody else's."""
    return {place for links in _links(change) for link in links.split() if (place := _place(link))}


def _links(change: DocumentChange) -> Iterator[str]:
    for mark in change.markup:
        for one in mark.attributes:
            if one.name in LINKS:
                yield from (links for links in (one.old, one.new) if links)
    for field in change.header:
        yield from (found[2] for value in (field.old, field.new) for found in _POINTED.finditer(value))


def _place(link: str) -> str:
    """Where a link leads; nothing for what is none (`RU`), or leads into the web."""
    file, _, key = link.partition("#")
    return f"{file.rpartition('/')[2]}#{key}" if key and "://" not in link else ""


def entry_names(root: etree._Element | None, wanted: Set[str], file: str = "") -> dict[str, str]:
    """The names of the entries that an authority with this file name has, or a document itself, by where the links
    lead that are `wanted`."""
    keys = {place: key for place in wanted for held, _, key in [place.partition("#")] if held == file}
    if not keys:
        return {}
    found = entries_of(root)
    return {place: name for place, key in keys.items() if key in found and (name := entry_name(found[key]))}


def named(change: DocumentChange, old: Mapping[str, str], new: Mapping[str, str]) -> DocumentChange:
    """A change whose links have the names of their entries, as the old and the new version call them: where all to
    which one leads are known."""
    if not (old or new):
        return change
    markup = (replace(one, attributes=tuple(_attribute(each, old, new) for each in one.attributes))
              for one in change.markup)  # fmt: skip
    header = (replace(one, old=_told(one.old, old), new=_told(one.new, new)) for one in change.header)
    return replace(change, markup=tuple(markup), header=tuple(header))


def _attribute(one: AttributeChange, old: Mapping[str, str], new: Mapping[str, str]) -> AttributeChange:
    if one.name not in LINKS:
        return one
    return replace(one, old_name=_called(one.old or "", old), new_name=_called(one.new or "", new))


def _told(value: str, names: Mapping[str, str]) -> str:
    def told(found: re.Match[str]) -> str:
        called = _called(found[2], names)
        return f"{found[1]}{found[2]}, {called})" if called else found[0]

    return _POINTED.sub(told, value)


def _called(links: str, names: Mapping[str, str]) -> str:
    """The names of all entries to which links lead; nothing if one is not known."""
    found = [names.get(_place(link), "") for link in links.split()]
    return "; ".join(dict.fromkeys(found)) if all(found) else ""
