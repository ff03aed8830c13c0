"""Addresses of entries in other authorities: canonical, of the right kind, one for each entry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from tei_edition.diagnostics import Severity
from tei_edition.validate.authority.entries import Entry, Fault
from tei_edition.validate.wellformed import TEI

_PEOPLE = frozenset({"person", "org"})
_PLACES = frozenset({"place"})
_EVERY = frozenset({"person", "place", "org", "object", "event"})


@dataclass(frozen=True, slots=True)
class _File:
    """An authority file: the canonical form of its addresses, what it holds, other forms that name the same entry.

    `number` is a pattern for the part that names the entry, `before` and `after` what stands around it.
    """

    before: str
    number: str
    after: str = ""
    kinds: frozenset[str] = _EVERY
    others: str = ""

    def canonical(self, uri: str) -> bool:
        """Whether `uri` is in canonical form; http and https are one."""
        form = re.escape(self.before.partition(":")[2]) + f"(?:{self.number})" + re.escape(self.after)
        return bool(re.fullmatch(f"https?:{form}", uri))

    def mended(self, uri: str) -> str:
        """The canonical form of another address of the same entry; "" if that cannot be told."""
        found = re.search(self.others, uri) if self.others else None
        return f"{self.before}{found[1]}{self.after}" if found else ""


FILES = {
    "wikidata": _File("http://www.wikidata.org/entity/", r"Q[1-9]\d*", others=r"wikidata\.org/\w+/(Q[1-9]\d*)\b"),
    "viaf": _File("http://viaf.org/viaf/", r"[1-9]\d{0,21}", others=r"viaf\.org/(?:\w\w/)?viaf/([1-9]\d*)"),
    "gnd": _File(
        "https://d-nb.info/gnd/",
        r"1[0-3]?\d{7}[\dX]|[47]\d{6}-\d|[1-9]\d{0,7}-[\dX]|3\d{7}[\dX]",
        others=r"(?:d-nb\.info/gnd/|nid%3D|nid=)([\d-]{5,10}[\dX])(?![\dX])",
    ),
    "geonames": _File(
        "https://sws.geonames.org/",
        r"[1-9]\d*",
        "/",
        _PLACES,
        r"geonames\.org/(?:maps/)?(?:\w+_)?([1-9]\d*)\b",
    ),
    "tgn": _File(
        "http://vocab.getty.edu/tgn/", r"[1-9]\d*", "", frozenset({"place"}), r"(?:tgn/|subjectid=)([1-9]\d*)"
    ),
    "ulan": _File("http://vocab.getty.edu/ulan/", r"[1-9]\d*", "", _PEOPLE, r"(?:ulan/|subjectid=)([1-9]\d*)"),
    "isni": _File("https://isni.org/isni/", r"\d{15}[\dX]", "", _PEOPLE, r"isni\.org/(?:isni/)?(\d{15}[\dX])\b"),
    "orcid": _File("https://orcid.org/", r"(?:\d{4}-){3}\d{3}[\dX]", "", frozenset({"person"})),
    "ror": _File("https://ror.org/", r"0[a-hj-km-np-tv-z0-9]{6}\d\d", "", frozenset({"org"})),
    "loc": _File(
        "http://id.loc.gov/authorities/names/",
        r"[a-z]{1,3}\d{6,10}",
        others=r"id\.loc\.gov/authorities/names/([a-z]{1,3}\d{6,10})",
    ),
}
"""The authority files that are known, by the subtype of their addresses. The canonical forms are those that the files
themselves give for linking (linked data), not those of pages for readers."""

_HOSTS = {
    "wikidata.org": "wikidata", "viaf.org": "viaf", "d-nb.info": "gnd", "geonames.org": "geonames", "isni.org": "isni",
    "orcid.org": "orcid", "ror.org": "ror", "id.loc.gov": "loc",
}  # fmt: skip
_NAMED = ", ".join(FILES)


def uri_faults(entries: Sequence[Entry]) -> Iterator[Fault]:
    """What is wrong with the addresses of the entries, in their order."""
    owners: dict[str, Entry] = {}
    for entry in entries:
        seen: dict[str, str] = {}
        for idno in entry.element.iterchildren(f"{TEI}idno"):
            if idno.get("type", "").casefold() != "uri":
                continue
            uri, kind = " ".join("".join(map(str, idno.itertext())).split()), idno.get("subtype", "")
            yield from _form(entry, idno, uri, kind)
            key = _compared(uri)
            owner = owners.setdefault(key, entry)
            if owner is not entry and key:
                yield Fault(
                    idno, "authority-uri-repeated", Severity.ERROR,
                    f"{entry.called} and {owner.called} have the same address, {uri}.",
                    "If they are the same, join the entries and correct the references; else correct one address.",
                )  # fmt: skip
            if kind and seen.setdefault(kind, key) != key:
                yield Fault(
                    idno, "authority-uri-ambiguous", Severity.WARNING,
                    f"{entry.called} has two addresses of {kind}, {uri} is the second.",
                    "Keep the address of the entry that is meant.",
                )  # fmt: skip


def _form(entry: Entry, idno: etree._Element, uri: str, kind: str) -> Iterator[Fault]:
    if not re.fullmatch(r"https?://[^\s/.]+\.\S+", uri):
        yield Fault(
            idno, "authority-uri-not-canonical", Severity.ERROR,
            f"{entry.called} has the address '{uri}', which is no address of the web.",
            "Write the whole address, https://….",
        )  # fmt: skip
        return
    host = re.sub(r"^https?://(?:www\.|sws\.)?([^/:]+).*$", r"\1", uri).casefold()
    owner = _HOSTS.get(host, "")
    known = FILES.get(kind)
    if not kind:
        meant = f'subtype="{owner}"' if owner else f"a subtype, such as {_NAMED}"
        yield Fault(
            idno, "authority-uri-kind-missing", Severity.WARNING,
            f"Nothing says of which authority file {uri} is.", f"Add {meant}.",
        )  # fmt: skip
    elif known is None and not owner:
        return
    elif known is None or (owner and owner != kind):
        yield Fault(
            idno, "authority-uri-not-canonical", Severity.ERROR,
            f"{entry.called} has an address of {kind} that is one of {owner}: {uri}.",
            f'Write subtype="{owner}", or correct the address.',
        )  # fmt: skip
    elif not known.canonical(uri):
        mended = known.mended(uri)
        yield Fault(
            idno, "authority-uri-not-canonical", Severity.ERROR,
            f"The address of {entry.called} is not in the canonical form of {kind}: {uri}.",
            f"Write {mended}." if mended else f"The form is {known.before}…{known.after}; look the entry up there.",
        )  # fmt: skip
    elif entry.kind not in known.kinds:
        yield Fault(
            idno, "authority-uri-of-other-kind", Severity.ERROR,
            f"{entry.called} is a {entry.kind}, but {kind} has only {' and '.join(sorted(known.kinds))}.",
            "Correct the address, or move it to the entry that it means.",
        )  # fmt: skip


def _compared(uri: str) -> str:
    """An address as it is compared: without scheme, www. and a last slash."""
    return re.sub(r"^https?://(?:www\.)?", "", uri).rstrip("/").casefold()
