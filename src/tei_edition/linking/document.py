"""A TEI file as linking sees it: the texts that it reads, and the names that are marked, with their places in the file.

Which elements are read through (hi), read apart (note), read as one word (idno) or not at all (bibl), and where the
profile takes a name, is told here alone (Guidelines, chapters CO, ND, PH).
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from dataclasses import dataclass, field

from tei_edition.authority.gazetteer import BREAK, GAP, WORD
from tei_edition.markup import ATTRIBUTE, CDATA, MARKUP, NAME

NAMES = {
    "persName": ("person",),
    "placeName": ("place",),
    "orgName": ("org",),
    "author": ("person", "org"),
    "repository": ("org",),
}
"""The elements whose content is a name, with the kinds of entry that they may refer to."""

# Words of the text: a name may begin before them and end behind them.
_THROUGH = {
    "hi", "emph", "foreign", "mentioned", "soCalled", "q", "seg", "supplied", "unclear", "add", "damage", "restore",
    "surplus", "abbr", "pc", "lb", "pb", "anchor", "handShift", "space", "roleName",
}  # fmt: skip
_WORDS = {
    "name", "rs", "geogName", "country", "region", "district", "settlement", "objectName", "forename", "surname",
    "addName", "nameLink", "genName", "idno", "date", "time", "num", "measure", "choice", "sic", "corr", "orig",
    "reg", "expan", "am", "ex", "app", "del", "subst", "term",
    # Says what the abbreviation before it means, whose name is linked already.
    "gloss",
}  # fmt: skip
_GAPS = {"ref", "ptr", "gap", "title", "bibl", "biblStruct", "figure"}
_APART = {"note", "stamp"}
# What is no text of the edition's telegram: its own words, its sources, its settings.
_LEFT_OUT = {
    "respStmt", "editionStmt", "extent", "publicationStmt", "seriesStmt", "notesStmt", "biblStruct", "bibl",
    "listBibl", "encodingDesc", "revisionDesc", "langUsage", "textClass", "calendarDesc", "xenoData", "facsimile",
    "editor", "funder", "sponsor", "principal", "ref", "ptr", "gap", "title",
}  # fmt: skip
# Where the profile takes a name. A name that is all of an abbr stands around it.
_HOLDERS = {
    "p", "ab", "head", "opener", "closer", "dateline", "salute", "signed", "trailer", "addrLine", "label", "cell",
    "item", "quote", "said", "note", "seg", "stamp", "hi", "emph", "foreign", "mentioned", "soCalled", "q",
    "supplied", "unclear", "add", "damage", "restore", "surplus", "figDesc",
}  # fmt: skip
_SPACES = {"lb", "pb"}
_TEI = "http://www.tei-c.org/ns/1.0"


@dataclass(slots=True, eq=False)
class Element:
    """An element: `start` is where its start tag begins, `inside` where its content does, `close` where that ends."""

    name: str
    local: str
    parent: Element | None
    start: int
    inside: int
    close: int = -1
    end: int = -1

    @property
    def holds_names(self) -> bool:
        """Whether the profile takes a name as its child."""
        return self.local in _HOLDERS


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters of a text: where in the text, where in the file, in which element.

    A reference (&amp;) is one character, `width` of the file; a break (lb) is one and none of the file. `within` is
    the CDATA section around it, if there is one.
    """

    place: int
    source: int
    length: int
    width: int
    element: Element
    within: tuple[int, int] | None = None


@dataclass(slots=True)
class Reading:
    """A text of the file."""

    parts: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    length: int = 0

    def add(self, words: str, source: int, width: int, element: Element, within: tuple[int, int] | None = None) -> None:
        """Append characters."""
        self.pieces.append(Piece(self.length, source, len(words), width, element, within))
        self.parts.append(words)
        self.length += len(words)

    def sign(self, sign: str) -> None:
        """Append what stands for mark-up."""
        if not self.parts or self.parts[-1] != sign or sign == WORD:
            self.parts.append(sign)
            self.length += 1


@dataclass(frozen=True, slots=True)
class Document:
    """The texts of a file, one behind the other, with their pieces; and the elements that are names without @ref."""

    source: str
    text: str
    pieces: tuple[Piece, ...]
    names: tuple[Element, ...]
    places: tuple[int, ...]

    def piece_at(self, place: int) -> Piece:
        """The piece with the character at `place` of the text."""
        return self.pieces[bisect_right(self.places, place) - 1]


@dataclass(slots=True)
class _Open:
    element: Element
    reading: Reading | None
    """The text to which its words belong; None if they belong to none."""
    names: bool
    """Whether names in it are looked at."""
    in_text: bool


def read(source: str) -> Document:
    """The texts and names of a TEI file, which is well-formed and has no DOCTYPE."""
    finished: list[Reading] = []
    names: list[Element] = []
    top = Element("", "", None, 0, 0, len(source), len(source))
    here = _Open(top, None, True, False)
    still_open: list[_Open] = []
    end = 0
    for markup in MARKUP.finditer(source):
        start, before, end = markup.start(), end, markup.end()
        if here.reading is not None and before < start:
            _words(here.reading, source, before, start, here.element)
        sign = source[start + 1]
        if sign in "!?":
            if here.reading is not None and source.startswith(CDATA, start) and end - start > 12:
                here.reading.add(source[start + 9 : end - 3], start + 9, 1, here.element, (start, end))
            continue
        if sign == "/":
            here.element.close, here.element.end = start, end
            if here.reading is not None and here.element.local not in _THROUGH:
                here.reading.sign(BREAK)
            if here.element.local in _APART and here.reading is not None:
                finished.append(here.reading)
            here = still_open.pop()
            continue
        tag = NAME.match(source, start + 1)
        name = tag[0] if tag else ""
        element = Element(name, name.rpartition(":")[2], here.element, start, end)
        opened = _opened(element, here, source, names, finished)
        if source[end - 2] == "/":
            element.inside, element.close, element.end = end, end, end
            if opened.reading is not None and element.local not in _THROUGH and opened.reading is here.reading:
                opened.reading.sign(BREAK)
        else:
            still_open.append(here)
            here = opened
    return _joined(source, finished, names)


def _opened(element: Element, here: _Open, source: str, names: list[Element], finished: list[Reading]) -> _Open:
    """What begins with a start tag."""
    local, reading = element.local, here.reading
    if not here.names or _is_foreign(source, element) or (local in _LEFT_OUT and not here.in_text):
        if reading is not None:
            reading.sign(GAP)
        return _Open(element, None, False, here.in_text)
    if local in NAMES:
        if not _has_reference(source, element):
            names.append(element)
        if reading is not None:
            reading.sign(WORD)
        return _Open(element, None, True, here.in_text)
    if not here.in_text:
        if local == "standOff":
            return _Open(element, None, False, False)
        begins = local in ("text", "abstract")
        if begins:
            reading = Reading()
            finished.append(reading)
        return _Open(element, reading, True, begins)
    if reading is None:
        return _Open(element, None, True, True)
    if local in _THROUGH:
        if local in _SPACES and not re.search(r"\bbreak\s*=\s*[\"']no", source[element.start : element.inside]):
            reading.add(" ", element.start, 0, element)
        return _Open(element, reading, True, True)
    if local in _GAPS:
        reading.sign(GAP)
        return _Open(element, None, False, True)
    if local in _WORDS:
        reading.sign(WORD)
        return _Open(element, None, True, True)
    if local in _APART:
        reading.sign(GAP)
        return _Open(element, Reading(), True, True)
    reading.sign(BREAK)
    return _Open(element, reading, True, True)


def _words(reading: Reading, source: str, start: int, end: int, element: Element) -> None:
    """Add the characters between two tags, references as what they stand for."""
    words = source[start:end]
    if "&" not in words:
        reading.add(words, start, 1, element)
        return
    done = 0
    for reference in re.finditer(r"&[^;]+;", words):
        if done < reference.start():
            reading.add(words[done : reference.start()], start + done, 1, element)
        reading.add(html.unescape(reference[0])[:1], start + reference.start(), len(reference[0]), element)
        done = reference.end()
    if done < len(words):
        reading.add(words[done:], start + done, 1, element)


def _joined(source: str, readings: list[Reading], names: list[Element]) -> Document:
    parts: list[str] = []
    pieces: list[Piece] = []
    length = 0
    for reading in readings:
        text = "".join(reading.parts)
        pieces += (
            Piece(one.place + length, one.source, one.length, one.width, one.element, one.within)
            for one in reading.pieces
        )
        parts += (text, BREAK)
        length += len(text) + 1
    return Document(source, "".join(parts), tuple(pieces), tuple(names), tuple(one.place for one in pieces))


def _has_reference(source: str, element: Element) -> bool:
    return any(found[1] == "ref" for found in ATTRIBUTE.finditer(source, element.start, element.inside))


def _is_foreign(source: str, element: Element) -> bool:
    """Whether an element is of another vocabulary."""
    tag = source[element.start : element.inside]
    if "xmlns" not in tag:
        return False
    prefix = element.name.rpartition(":")[0]
    wanted = f"xmlns:{prefix}" if prefix else "xmlns"
    declared = [found[2] or found[3] or "" for found in ATTRIBUTE.finditer(tag) if found[1] == wanted]
    return bool(declared) and declared != [_TEI]
