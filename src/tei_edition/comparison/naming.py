"""Links called by the names of the entries that they lead to: an id alone tells readers nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import replace

from lxml import etree

from tei_edition.comparison.documents import entries_of, entry_name
from tei_edition.comparison.values import AttributeChange, DocumentChange, FieldChange

LINKS = ("ref", "target", "key")
"""The attributes that lead to entries."""
_POINTED = re.compile(r"#([^\s#()]+)\)")
"""The end of a value that tells a link: `Petrov (ref ../authority.xml#p-petrov)`."""


def links_of(change: DocumentChange) -> set[str]:
    """The ids to which the links lead that a change tells."""
    return set(_links(change))


def _links(change: DocumentChange) -> Iterator[str]:
    for mark in change.markup:
        for one in mark.attributes:
            if one.name in LINKS:
                yield from (link.rpartition("#")[2] for link in (one.old, one.new) if link)
    for field in change.header:
        yield from _POINTED.findall(f"{field.old} {field.new}")


def entry_names(root: etree._Element | None, wanted: Set[str]) -> dict[str, str]:
    """The names of the entries with these ids that an authority, or a document, has."""
    if not wanted:
        return {}
    found = entries_of(root)
    return {key: name for key in wanted & found.keys() if (name := entry_name(found[key]))}


def named(change: DocumentChange, old: Mapping[str, str], new: Mapping[str, str]) -> DocumentChange:
    """A change whose links have the names of their entries, as the old and the new version call them."""
    if not (old or new):
        return change
    markup = (replace(one, attributes=tuple(_attribute(each, old, new) for each in one.attributes))
              for one in change.markup)  # fmt: skip
    header = (_field(one, old, new) for one in change.header)
    return replace(change, markup=tuple(markup), header=tuple(header))


def _attribute(one: AttributeChange, old: Mapping[str, str], new: Mapping[str, str]) -> AttributeChange:
    if one.name not in LINKS:
        return one
    names = [given or known.get((link or "").rpartition("#")[2], "")
             for given, known, link in ((one.old_name, old, one.old), (one.new_name, new, one.new))]  # fmt: skip
    return replace(one, old_name=names[0], new_name=names[1])


def _field(one: FieldChange, old: Mapping[str, str], new: Mapping[str, str]) -> FieldChange:
    return replace(one, old=_told(one.old, old), new=_told(one.new, new))


def _told(value: str, names: Mapping[str, str]) -> str:
    return _POINTED.sub(lambda found: f"#{found[1]}, {names[found[1]]})" if found[1] in names else found[0], value)
