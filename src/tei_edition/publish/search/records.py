"""What the search knows of a document: its reading text by paragraph, other spellings of its names, its facets.

A document has a record for each language of its text, since words are stemmed by language. The text is that of the
source: corrections, regular forms, expansions and other readings are found too, but stand apart, as do the names by
which the authority knows whom a paragraph names, and the Latin spellings of Russian names. So no phrase is torn, and a
hit on another spelling leads to the paragraph that has the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

from tei_edition.authority import entries_of
from tei_edition.authority.transliteration import CYRILLIC, spellings
from tei_edition.catalogue import CatalogueEntry, Name, entry_of
from tei_edition.catalogue.facts import keys_of
from tei_edition.catalogue.mentions import NAMES, Anchors, authority_key
from tei_edition.parsing import locked_parser
from tei_edition.publish.description import parsed
from tei_edition.publish.entries import Entries
from tei_edition.publish.entries import entries_of as cut
from tei_edition.publish.recipe import digest
from tei_edition.publish.site import Site
from tei_edition.reading_text import is_read

_TEI = "{http://www.tei-c.org/ns/1.0}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_PRIMARY = re.compile("[a-z]{2,3}")
_NAMES = NAMES | {f"{_TEI}repository"}
_APART = frozenset(f"{_TEI}{name}" for name in ("reg", "corr", "expan"))
_NOTE = f"{_TEI}note"
_READINGS = frozenset(f"{_TEI}{name}" for name in ("lem", "rdg", "rdgGrp"))
# What runs on in its line; everything else ends a word.
_INLINE = frozenset(
    f"{_TEI}{name}"
    for name in (
        "abbr", "add", "addName", "am", "c", "choice", "corr", "damage", "date", "del", "distinct", "emph",
        "ex", "expan", "foreign", "forename", "genName", "geogName", "gloss", "hi", "idno", "mentioned",
        "measure", "milestone", "name", "nameLink", "num", "objectName", "orgName", "orig", "pb", "pc",
        "persName", "placeName", "ptr", "q", "ref", "reg", "roleName", "rs", "seg", "sic", "soCalled",
        "supplied", "surname", "surplus", "term", "time", "title", "unclear", "w",
    )
)  # fmt: skip
# Of the header, what holds things one beside the other, however its lines are broken.
_HOLDERS = frozenset(f"{_TEI}{name}" for name in ("correspAction", "correspContext", "msIdentifier", "keywords"))
_HEADER = ("abstract", "correspDesc", "textClass")  # of the profile: what is said of the message itself
_CAPITAL = re.compile(rf"\b(?=[^\W\d_a-z]){CYRILLIC.pattern}")
_WORD = re.compile(r"[^\W_]+")

_FORM = b"4"  # of records; another one makes all anew

FACETS = ("year", "sender", "addressee", "archive", "type", "urgency", "language", "person", "place")
"""The facets of documents, in the order in which the page shows them."""


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of a place of the page: of the paragraph with the anchor, or (`""`) of the page above the text.

    `others` are words by which it is found beside its own.
    """

    anchor: str
    text: str
    others: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """What is found of a document in one language (`ru`; `und` where it is not stated).

    `facets` are, for each of FACETS that it has, pairs of a key (which may be the id of an entry of the authority) and
    the words for it.
    """

    document: str
    language: str
    title: str
    sent: str
    number: str
    passages: tuple[Passage, ...]
    facets: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


@dataclass(slots=True)
class _Place:
    """A passage that is being read."""

    words: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    others: dict[str, None] = field(default_factory=dict)


def records_recipe(site: Site) -> bytes:
    """The digest of what makes records, besides documents and what they use of the authority."""
    return digest(_FORM) if site.search else b""


def search_records(document: bytes, name: str, authority: bytes) -> tuple[Record, ...]:
    """The records of a well-formed TEI document; `name` is its file name without suffix.

    `authority` is the content of the edition's authority file, empty where it has none.
    """
    root = parsed(document)
    entry = entry_of(root, name)
    reading = _Reading(root, _variants(authority))
    reading.text()
    languages = sorted(reading.size) or [_language(root, "")]
    reading.header(max(languages, key=lambda one: reading.size.get(one, 0)))
    facets = tuple(_facets(entry, tuple(keys_of(root)), languages, cut(authority) if authority else None))
    return tuple(
        Record(entry.id, language, entry.title, entry.sent, entry.number, tuple(passages), facets)
        for language, passages in sorted(reading.passages().items())
    )


class _Reading:
    """The passages of a document by language, in its order."""

    def __init__(self, root: etree._Element, variants: dict[str, tuple[str, ...]]) -> None:
        self._root = root
        self._variants = variants
        self._anchors = Anchors(root)
        self._places: dict[tuple[str, str], _Place] = {}
        self.size: dict[str, int] = {}
        """The languages of the text, with the number of characters in each."""

    def text(self) -> None:
        """Read the text; what stands in no paragraph is found where the text begins."""
        language = _language(self._root, "")
        for text in self._root.iterchildren(f"{_TEI}text"):
            self._read(text, _language(text, language), self._anchors.text)
        for (language, _), place in self._places.items():
            if size := sum(len(word.strip()) for word in place.words):
                self.size[language] = self.size.get(language, 0) + size

    def header(self, language: str) -> None:
        """Read what the header says of the message and of its copies; it is found above the text."""
        header = self._root.find(f"{_TEI}teiHeader")
        if header is None:
            return
        profile = header.find(f"{_TEI}profileDesc")
        parts = [] if profile is None else [one for one in profile if etree.QName(one).localname in _HEADER]
        for part in (*parts, *header.iter(f"{_TEI}msIdentifier")):
            if number := part.get("n", ""):
                self._place(language, "").words.append(f" {number} ")
            self._read(part, language, "", header=True)

    def passages(self) -> dict[str, list[Passage]]:
        """What was read, the header first."""
        found: dict[str, list[Passage]] = {}
        for (language, anchor), place in sorted(self._places.items(), key=lambda one: one[0][1] != ""):
            text = " ".join(("".join(place.words) + " " + "".join(place.notes)).split())
            if not text:
                continue
            others = dict(place.others)
            for name in dict.fromkeys(_CAPITAL.findall(text)) if CYRILLIC.search(text) else ():
                others |= _latin(name)
            own = {word.casefold() for word in _WORD.findall(text)} if others else set()
            names = [name for name, said in map(_said, others) if not own.issuperset(said)]
            found.setdefault(language, []).append(Passage(anchor, text, " ".join(dict.fromkeys(names))))
        return found

    def _place(self, language: str, anchor: str) -> _Place:
        place = self._places.get((language, anchor))
        if place is None:
            place = self._places[language, anchor] = _Place()
        return place

    def _read(
        self, element: etree._Element, language: str, anchor: str, *, noted: bool = False, header: bool = False
    ) -> None:
        if not header:
            anchor = self._anchors.at(element) or anchor
        place = self._place(language, anchor)
        words = place.notes if noted else place.words
        tag = element.tag
        self._name(element, place)
        edge = "" if tag in _INLINE else " "
        between = " " if tag in _HOLDERS else ""
        words.append(edge + (element.text or ""))
        for child in element:
            tag = child.tag
            if header and child.get("type") == "copies":
                pass  # so many copies: a figure that nobody looks for
            elif _stands_apart(child):
                self._keep_apart(child, place)
            else:
                self._read(child, _language(child, language), anchor, noted=noted or tag == _NOTE, header=header)
            words.append(between + (child.tail or ""))
        words.append(edge)

    def _name(self, element: etree._Element, place: _Place) -> None:
        """Let a place be found by all names of whom an element names."""
        if element.tag in _NAMES:
            for ref in str(element.get("ref", "")).split():
                place.others |= dict.fromkeys(self._variants.get(authority_key(ref), ()))

    def _keep_apart(self, element: etree._Element, place: _Place) -> None:
        """Let a place be found by words that stand apart from its own; of several readings, by each for itself."""
        words: list[str] = []
        self._gather(element, place, words)
        place.others["".join(words)] = None

    def _gather(self, element: etree._Element, place: _Place, words: list[str]) -> None:
        self._name(element, place)
        edge = "" if element.tag in _INLINE else " "
        words.append(edge + (element.text or ""))
        for child in element:
            if _stands_apart(child):
                self._keep_apart(child, place)
            else:
                self._gather(child, place, words)
            words.append(child.tail or "")
        words.append(edge)


def _stands_apart(element: etree._Element) -> bool:
    return element.tag in _APART or (element.tag in _READINGS and not is_read(element))


@lru_cache(maxsize=20_000)
def _latin(name: str) -> dict[str, None]:
    """The spellings of a word in Latin letters, each once."""
    return dict.fromkeys(spellings(name))


@lru_cache(maxsize=20_000)
def _said(name: str) -> tuple[str, tuple[str, ...]]:
    """A name on one line, and its words; telegram after telegram has the same."""
    shown = " ".join(name.split())
    return shown, tuple(_WORD.findall(shown.casefold()))


def _language(element: etree._Element, inherited: str) -> str:
    stated = element.get(_LANG)
    if stated is None:
        return inherited or "und"
    primary = stated.lower().partition("-")[0]
    return primary if _PRIMARY.fullmatch(primary) else "und"


@lru_cache(maxsize=4)
def _variants(authority: bytes) -> dict[str, tuple[str, ...]]:
    """All spellings of the names of each entry in the authority's lists, by its id."""
    if not authority:
        return {}
    parser = locked_parser()
    found: dict[str, tuple[str, ...]] = {}
    for lists in etree.fromstring(authority, parser).iter(f"{_TEI}standOff"):
        for entry in entries_of(lists, ""):
            names = (*entry.names, *entry.filed)
            every = dict.fromkeys(spelling for name in names for spelling in (name, *spellings(name)))
            found.setdefault(entry.reference.removeprefix("#"), tuple(every))
    return found


def _facets(
    entry: CatalogueEntry, listed: Sequence[tuple[str, str]], languages: list[str], entries: Entries | None
) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    named = entries.named if entries else {}

    def known(name: Name) -> tuple[str, str]:
        key = authority_key(name.ref)
        return key or name.text, named.get(key, ("", ""))[1] or name.text

    def classified(kind: str) -> list[tuple[str, str]]:
        classes = (key.partition("\t") for of, key in listed if of == "class")
        return [(words, words) for scheme, _, words in classes if scheme == kind]

    def mentioned(kind: str) -> list[tuple[str, str]]:
        names = (key for of, key in listed if of == "name")
        return [(key, named[key][1] or key) for key in names if named.get(key, ("", ""))[0] == kind]

    year = entry.sent[:4] if re.match(r"\d{4}", entry.sent) else ""
    values = {
        "year": [(year, year)] if year else [],
        "sender": [known(name) for name in entry.senders if name.text],
        "addressee": [known(name) for name in entry.addressees if name.text],
        "archive": [known(name) for name in entry.witnesses if name.text],
        # What no class says is a coded value, for which the page has words.
        "type": classified("type") or ([(f"message.{entry.type}", "")] if entry.type else []),
        "urgency": classified("urgency"),
        "language": [(f"language.{language}", "") for language in languages if language != "und"],
        "person": mentioned("person"),
        "place": mentioned("place"),
    }
    for facet in FACETS:
        if found := tuple(dict.fromkeys(values[facet])):
            yield facet, found
