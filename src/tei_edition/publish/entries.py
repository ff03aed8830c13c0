"""What of the authority a document uses: its page and its part of the volume are made with these entries alone."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from tei_edition.catalogue.facts import CATALOGUE
from tei_edition.parsing import locked_parser
from tei_edition.publish.site import REGISTERS, entry_path
from tei_edition.reading_text import line

_TEI = "{http://www.tei-c.org/ns/1.0}"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
# They begin with the sign itself, which is found without trying each place; what stands before it is looked at then.
_POINTED = re.compile(r"#(?<=[^\s'\"]#)([^\s#'\"<>&]+)")
_POINTED_HERE = re.compile(r"#(?<=[\s'\"]#)([^\s#'\"<>&]+)")
_LISTED = tuple(f"{_TEI}{kind}" for kind in REGISTERS)
# One prefix for all: Saxon takes some two thousand in a document, and lxml gives each entry another.
etree.register_namespace("cat", CATALOGUE)
_REFERENCE = b"&#"  # A character reference may hide a letter of a pointer.


@dataclass(frozen=True, slots=True)
class Named:
    """What others need to know of an entry: what it is (`person`, `place`, `org` …), its main name, for a person family
    and given name where they are told apart, and its addresses in other authority files."""

    kind: str
    name: str
    family: str = ""
    given: str = ""
    links: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, str, str]:
        """The main name, family and given name."""
        return self.name, self.family, self.given


class Entries:
    """An authority, cut into its entries: elements with an `xml:id` in the lists of its standOff."""

    def __init__(self, content: bytes) -> None:
        """`content` is a well-formed authority file; nothing that is no such file has entries."""
        self._entries: list[bytes] = []  # each in a list of its kind
        self._place: dict[str, int] = {}
        self._pointed: list[tuple[str, ...]] = []
        self._elements: dict[str, etree._Element] = {}
        self._known: dict[str, Named] = {}
        self.named: dict[str, tuple[str, str]] = {}
        """What each entry is (`person`, `place`, `org` …) and its main name, by its id."""
        self.located: dict[str, str] = {}
        """What `location/geo` of an entry says, by its id."""
        self.bibliography = b""
        """The lists of references (`listBibl`), one after the other."""
        parser = locked_parser()
        try:
            root = etree.fromstring(content, parser)
        except etree.XMLSyntaxError:
            return
        for standoff in root.iter(f"{_TEI}standOff"):
            self._gather(standoff)
            lists = standoff.iterchildren(f"{_TEI}listBibl")
            self.bibliography += b"".join(etree.tostring(one, encoding="utf-8", with_tail=False) for one in lists)

    def _gather(self, holder: etree._Element) -> None:
        for element in holder.iterchildren(f"{_TEI}*"):
            name = etree.QName(element).localname
            if name.startswith("list"):
                self._gather(element)
                continue
            ids = [own for one in element.iter() if (own := one.get(_ID))]
            if not ids:
                continue
            # The first of two with one id is the one that is found.
            for one in ids:
                self._place.setdefault(one, len(self._entries))
            listed = [one for one in element.iter(*_LISTED) if one.get(_ID)]
            for found in listed:
                # Stylesheets cannot tell the name of the page: not all ids are names of files.
                register = REGISTERS[etree.QName(found).localname]
                found.set(f"{{{CATALOGUE}}}page", entry_path(register, found.get(_ID, "")))
            entry = etree.tostring(element, encoding="utf-8", with_tail=False)
            holding = etree.QName(holder).localname.encode()
            self._entries.append(b"<%s>%s</%s>" % (holding, entry, holding))
            for known in dict.fromkeys([element, *listed]):  # a place may hold others
                if own := known.get(_ID):
                    self.named.setdefault(own, (etree.QName(known).localname, _main_name(known)))
                    if geo := known.findtext(f"{_TEI}location/{_TEI}geo"):
                        self.located.setdefault(own, geo)
                    self._elements.setdefault(own, known)
            self._pointed.append(_pointers(entry, _POINTED_HERE))

    def known(self, key: str) -> Named | None:
        """What is known of the entry with this id."""
        if key not in self._known and key in self._elements:
            self._known[key] = _named(self._elements[key], *self.named[key])
        return self._known.get(key)

    def used_by(self, ids: Iterable[str]) -> tuple[int, ...]:
        """The places of the entries with these ids, and of those that these entries point to, in their order."""
        found: set[int] = set()
        waiting = [self._place[one] for one in ids if one in self._place]
        while waiting:
            place = waiting.pop()
            if place not in found:
                found.add(place)
                waiting += [self._place[one] for one in self._pointed[place] if one in self._place]
        return tuple(sorted(found))

    def authority(self, places: Iterable[int]) -> bytes:
        """An authority that has only these entries."""
        held = b"".join([self._entries[place] for place in places])
        return b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff>%s</standOff></TEI>' % held

    def digest(self, places: Iterable[int]) -> bytes:
        """The digest of what `authority` gives for these places."""
        return hashlib.blake2b(self.authority(places), digest_size=20).digest()


def _main(entry: etree._Element) -> etree._Element | None:
    names = list(entry.iterchildren(*(f"{_TEI}{name}" for name in ("persName", "placeName", "orgName"))))
    return next((one for one in names if one.get("type") == "main"), names[0] if names else None)


def _main_name(entry: etree._Element) -> str:
    main = _main(entry)
    return line(main) if main is not None else ""


def _named(entry: etree._Element, kind: str, name: str) -> Named:
    main = _main(entry) if kind == "person" else None
    family, given = ("", "")
    if main is not None:
        family, given = (" ".join(line(one) for one in main.iter(f"{_TEI}{part}")) for part in ("surname", "forename"))
        if not family and name.count(", ") == 1:
            # The form in which authority files invert a name.
            family, _, given = name.partition(", ")
    links = tuple(line(one) for one in entry.iterchildren(f"{_TEI}idno") if one.get("type") == "URI")
    return Named(kind, name, family, given if family else "", links)


@lru_cache(maxsize=4)
def entries_of(authority: bytes) -> Entries:
    """The entries of an authority's content, cut once per process."""
    return Entries(authority)


def used_authority(documents: Iterable[bytes], authority: bytes) -> bytes:
    """The authority with the entries alone that the documents use."""
    entries = entries_of(authority)
    return entries.authority(entries.used_by(one for document in documents for one in pointers(document)))


def pointers(document: bytes) -> tuple[str, ...]:
    """The ids that the pointers of an XML document into other files name; more than these, but none is missed."""
    return _pointers(document, _POINTED)


def _pointers(content: bytes, pattern: re.Pattern[str]) -> tuple[str, ...]:
    if _REFERENCE in content:
        parser = locked_parser()
        values = (f"'{value!s}'" for one in etree.fromstring(content, parser).iter() for value in one.attrib.values())
        text = " ".join(values)
    else:
        text = content.decode("utf-8", "replace")
    return tuple(dict.fromkeys(pattern.findall(text)))
