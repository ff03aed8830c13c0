"""What a telegram is, for catalogues and reference managers: read from its TEI header and the authority."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from lxml import etree

from tei_edition.catalogue import CatalogueEntry
from tei_edition.catalogue.mentions import authority_key, form_of
from tei_edition.parsing import locked_parser
from tei_edition.publish.entries import Entries
from tei_edition.reading_text import line

_TEI = "{http://www.tei-c.org/ns/1.0}"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_TAXONOMY = f"{_TEI}taxonomy"
_PARTIES = frozenset(f"{_TEI}{name}" for name in ("persName", "orgName", "name", "rs"))
_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?=$|T|Z|[+\-]\d\d:)")


@dataclass(frozen=True, slots=True)
class Party:
    """A person or a body that takes part in a message: its name as printed and in the authority, in which `family` and
    `given` name are told apart where they can be, and the addresses of authority files that know it."""

    printed: str
    name: str = ""
    family: str = ""
    given: str = ""
    body: bool = False
    key: str = ""
    links: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """The name of the authority, else the name as printed."""
        return self.name or self.printed


@dataclass(frozen=True, slots=True)
class Dating:
    """A date: its attributes as written (ISO 8601), and its text."""

    when: str = ""
    start: str = ""
    end: str = ""
    not_before: str = ""
    not_after: str = ""
    printed: str = ""

    @property
    def first(self) -> tuple[int, ...]:
        """Year, month and day, as far as they are known, of the date or of the first day that it may be."""
        return _day(self.when or self.start or self.not_before)

    @property
    def last(self) -> tuple[int, ...]:
        """The same of the last day, if it is another; nothing for a date that has no known end."""
        return _day(self.end or self.not_after)

    @property
    def circa(self) -> bool:
        """Whether the day is not known for certain."""
        return bool(self.not_before or self.not_after)


@dataclass(frozen=True, slots=True)
class Event:
    """A step of a message's way: what it was (`sent`, `received/copy` …), who took part, where, when."""

    kind: str
    parties: tuple[Party, ...] = ()
    places: tuple[Party, ...] = ()
    date: Dating | None = None
    copies: str = ""


@dataclass(frozen=True, slots=True)
class Witness:
    """An archival copy: where it is kept, its shelfmark as printed and in canonical form."""

    repository: Party
    shelfmark: str = ""
    canonical: str = ""


@dataclass(frozen=True, slots=True)
class Description:
    """A telegram, or another document of an edition, as others list it.

    `correspondence` says whether it is described as a message; of one that is not, `authors` are those of its title.
    `called` is what its category says that it is, else the type of its message; `classes` are what it is called and
    marked as, `rights` the notices of the text,
    `changed` the newest date of its revisions."""

    id: str
    title: str
    kind: str = ""
    called: str = ""
    number: str = ""
    sent: Dating | None = None
    correspondence: bool = False
    authors: tuple[Party, ...] = ()
    senders: tuple[Party, ...] = ()
    addressees: tuple[Party, ...] = ()
    way: tuple[Event, ...] = ()
    witnesses: tuple[Witness, ...] = ()
    classes: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    abstract: str = ""
    availability: str = ""
    rights: tuple[str, ...] = ()
    licence: str = ""
    status: str = ""
    changed: str = ""

    @property
    def genre(self) -> str:
        """What reference managers and search engines take for its genre; of what has no type, its first category."""
        return self.called or next(iter(self.classes), "")

    @property
    def copies(self) -> tuple[Event, ...]:
        """The steps of its way by which others than its addressees got it."""
        return tuple(one for one in self.way if one.kind in ("received/copy", "received/cc"))


@lru_cache(maxsize=1)
def parsed(document: bytes) -> etree._Element:
    """The tree of a well-formed TEI document as descriptions are read from it, without comments.

    It is kept until the next, since forms and records of the search are made one after the other: nobody changes it.
    """
    return etree.fromstring(document, locked_parser(comments=False, instructions=False))


def describe(root: etree._Element, entry: CatalogueEntry, entries: Entries) -> Description:
    """The description of a TEI document that has this entry in the catalogue."""
    header = root.find(f"{_TEI}teiHeader")
    if header is None:
        return Description(entry.id, entry.title)
    profile = header.find(f"{_TEI}profileDesc")
    reader = _Reader(root, entries)
    message = None if profile is None else profile.find(f"{_TEI}correspDesc")
    way = tuple(reader.events(message))
    to = [one for one in way if one.kind in ("received", "received/to")]
    to = to or [one for one in way if one.kind == "received/ultimate"]
    sent = [one for one in way if one.kind == "sent"][:1]
    created = header.find(f"{_TEI}profileDesc/{_TEI}creation/{_TEI}date")
    publication = header.find(f"{_TEI}fileDesc/{_TEI}publicationStmt")
    stated = [] if publication is None else publication.findall(f"{_TEI}availability")
    types, marks = _classes(header)
    licences = [one for one in stated if one.get("n") == "encoding"]
    return Description(
        id=entry.id,
        title=_title(header) or entry.title,
        kind=entry.type,
        called=types[0] if types else entry.type,
        number=entry.number,
        sent=next((one.date for one in sent if one.date), None) or (None if created is None else _dating(created)),
        correspondence=message is not None,
        authors=() if message is not None else tuple(reader.authors(header)),
        senders=tuple(party for one in sent for party in one.parties),
        addressees=tuple(party for one in to for party in one.parties),
        way=way,
        witnesses=tuple(reader.witnesses(header)),
        classes=(*types, *marks),
        subjects=tuple(_all(header, "profileDesc/textClass/keywords//term")),
        languages=tuple(dict.fromkeys(one.get(_LANG, "") for one in root.iterfind(f"{_TEI}text[@{_LANG}]"))),
        abstract=" ".join(_all(header, "profileDesc/abstract")),
        availability=entry.availability,
        rights=tuple(text for one in stated if one.get("n") != "encoding" for text in _paragraphs(one)),
        licence=next((found.get("target", "") for one in licences for found in one.iterfind(f"{_TEI}licence")), ""),
        status=entry.status,
        changed=entry.changed,
    )


class _Reader:
    def __init__(self, root: etree._Element, entries: Entries) -> None:
        self._root = root
        self._entries = entries
        self._own: Entries | None = None

    def events(self, message: etree._Element | None) -> Iterator[Event]:
        for action in () if message is None else message.iterfind(f"{_TEI}correspAction"):
            kind = "/".join(filter(None, (action.get("type"), action.get("subtype"))))
            date = action.find(f"{_TEI}date")
            number = action.find(f"{_TEI}note/{_TEI}num[@type='copies']")
            yield Event(
                kind,
                tuple(self.party(one) for one in action if one.tag in _PARTIES and one.get("type") != "callsign"),
                tuple(self.party(one) for one in action.iterfind(f"{_TEI}placeName")),
                None if date is None else _dating(date),
                "" if number is None else number.get("value", ""),
            )

    def authors(self, header: etree._Element) -> Iterator[Party]:
        for author in header.iterfind(f"{_TEI}fileDesc/{_TEI}titleStmt/{_TEI}author"):
            named = next((one for one in author if one.tag in _PARTIES), author)
            if form_of(named):
                yield self.party(named)

    def witnesses(self, header: etree._Element) -> Iterator[Witness]:
        for place in header.iterfind(f"{_TEI}fileDesc/{_TEI}sourceDesc//{_TEI}msIdentifier"):
            repository = place.find(f"{_TEI}repository")
            if repository is None:
                repository = place.find(f"{_TEI}institution")
            if repository is not None:
                marks = [line(one) for one in place.iterfind(f"{_TEI}idno") if one.get("type") != "canonical"]
                canonical = place.find(f"{_TEI}idno[@type='canonical']")
                told = "" if canonical is None else line(canonical)
                yield Witness(self.party(repository), "; ".join(filter(None, marks)), told)

    def party(self, element: etree._Element) -> Party:
        """Whom a name means: by its entry in the authority, or in the document's own."""
        printed = form_of(element)
        ref = (str(element.get("ref", "")).split() or [""])[0]
        key, own = authority_key(ref), ref[1:] if ref.startswith("#") else ""
        if own:
            self._own = self._own or Entries(etree.tostring(self._root))
        entries = self._own if own else self._entries
        body = element.tag in (f"{_TEI}orgName", f"{_TEI}repository", f"{_TEI}institution")
        if entries is not None and (found := entries.known(key or own)):
            return Party(printed, *found.names, body or found.kind == "org", key, found.links)
        links = (ref,) if ref.startswith(("https://", "http://")) else ()
        family, given = (_joined(element, name) for name in ("surname", "forename"))
        return Party(printed, "", family, given if family else "", body, "", links)


def _title(header: etree._Element) -> str:
    """The main title, whole: that of the catalogue is cut."""
    titles = header.findall(f"{_TEI}fileDesc/{_TEI}titleStmt/{_TEI}title")
    main = next((one for one in titles if one.get("type") == "main"), titles[0] if titles else None)
    return "" if main is None else line(main)


def _classes(header: etree._Element) -> tuple[list[str], list[str]]:
    """The words of the categories that say what a document is, and of the others, which say how it is marked.

    Of a reference without a scheme, the taxonomy of its target tells.
    """
    declared = header.find(f"{_TEI}encodingDesc/{_TEI}classDecl")
    categories = () if declared is None else declared.iter(f"{_TEI}category")
    described = {one.get(_ID): one for one in categories}
    types: list[str] = []
    marks: list[str] = []
    for reference in header.iterfind(f"{_TEI}profileDesc/{_TEI}textClass/{_TEI}catRef"):
        for target in str(reference.get("target", "")).split():
            if (category := described.get(target.rpartition("#")[2])) is not None:
                stated = reference.get("scheme")
                schemes = [stated] if stated else [f"#{one.get(_ID)}" for one in category.iterancestors(_TAXONOMY)]
                (types if "#type" in schemes else marks).extend(_all(category, "catDesc"))
    return types, marks


def _dating(date: etree._Element) -> Dating:
    when, start, end, not_before, not_after = (
        date.get(name, "").strip() for name in ("when", "from", "to", "notBefore", "notAfter")
    )
    return Dating(when, start, end, not_before, not_after, line(date))


def _day(date: str) -> tuple[int, ...]:
    found = _DAY.match(date)
    return tuple(int(one) for one in found.groups() if one) if found else ()


def _all(element: etree._Element, path: str) -> Iterable[str]:
    return filter(None, (line(one) for one in element.iterfind(_qualified(path))))


@cache
def _qualified(path: str) -> str:
    """A path of elements of TEI with their namespace."""
    return re.sub(r"(?<=/)(?=\w)|^", _TEI, path)


def _paragraphs(element: etree._Element) -> Iterator[str]:
    children = [one for one in element if isinstance(one.tag, str)]
    return filter(None, (line(one) for one in children or [element]))


def _joined(element: etree._Element, name: str) -> str:
    return " ".join(line(one) for one in element.iterfind(f"{_TEI}{name}"))
