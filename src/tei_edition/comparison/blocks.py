"""The text of a document as a row of blocks (paragraphs, lines of an address, notes …): words, and the mark-up in them.

White space is normalised as XML has it: no-break spaces are characters. The words are those of the source; what the
edition puts beside them (corr, reg, expan, rdg) belongs to the mark-up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from tei_edition.catalogue.mentions import Anchors
from tei_edition.comparison.values import Place
from tei_edition.reading_text import HOLDERS

TEI = "{http://www.tei-c.org/ns/1.0}"
_STRUCTURE = (
    "text body group front back div opener closer address list item table row cell floatingText postscript p ab head"
    " salute signed dateline addrLine label trailer byline quote figure lg l cit"
)
STRUCTURE = frozenset(TEI + name for name in _STRUCTURE.split())
"""Elements that hold paragraphs or are some; a word never goes over their borders."""

_ID = "{http://www.w3.org/XML/1998/namespace}id"
_NOTE = f"{TEI}note"
_BESIDE = frozenset(TEI + name for name in ("corr", "reg", "expan", "rdg", "rdgGrp", "witDetail"))
_ALTERNATIVES = (f"{TEI}choice", f"{TEI}app")
_IN_PLACE = ("mark", "copies", "registration")
_SPACE = re.compile(r"[ \t\r\n]+")
_PLACES = {
    "p": "paragraph", "ab": "paragraph", "lg": "paragraph", "head": "heading", "addrLine": "address",
    "address": "address", "salute": "salutation", "signed": "signature", "dateline": "dateline", "opener": "opener",
    "closer": "closer", "item": "item", "label": "item", "cell": "table", "table": "table", "l": "verse",
    "trailer": "trailer", "byline": "byline", "note": "note", "figure": "figure", "postscript": "postscript",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Holder:
    """An element that a block stands in: which one of the document, its name and attributes."""

    number: int
    name: str
    attributes: tuple[tuple[str, str], ...]
    line: int

    @property
    def kind(self) -> tuple[str, tuple[tuple[str, str], ...]]:
        """What it is, apart from which one."""
        return self.name, self.attributes


@dataclass(frozen=True, slots=True)
class Mark:
    """An element in a block: the characters that it holds, from `start` up to `end`; an empty one is a point.

    `edited` are words that the edition puts beside them, `detail` these with their mark-up, `beside` the elements that
    hold them (`corr`); `holder` is the number of the note that stands here, if it is one.
    """

    name: str
    attributes: tuple[tuple[str, str], ...]
    start: int
    end: int
    edited: str = ""
    detail: str = ""
    beside: str = ""
    holder: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """Words that stand together, the mark-up in them, and the elements around them, the outermost first."""

    text: str
    marks: tuple[Mark, ...]
    holders: tuple[Holder, ...]
    place: Place

    @property
    def line(self) -> bytes:
        """The block as rows are compared: its tag and its words."""
        words = self.text.replace("&", "&amp;").replace("<", "&lt;")
        return f"<{self.holders[-1].name}>{words}".encode("utf-8", "surrogatepass")


def blocks_of(root: etree._Element) -> list[Block]:
    """The blocks of all texts of a TEI document, in order."""
    reader = _Reader(Anchors(root))
    for text in root.iterchildren(f"{TEI}text"):
        reader.structure(text)
    return [one.done() for one in reader.blocks]


def joined(blocks: Sequence[Block]) -> Block:
    """Several blocks as if they were one."""
    if len(blocks) == 1:
        return blocks[0]
    text, marks = "", list[Mark]()
    for block in blocks:
        text += " " if text and block.text else ""
        shift = len(text)
        marks += (replace(one, start=one.start + shift, end=one.end + shift) for one in block.marks)
        text += block.text
    return Block(text, tuple(marks), blocks[0].holders, blocks[0].place)


def name_of(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def attributes_of(element: etree._Element) -> tuple[tuple[str, str], ...]:
    """The attributes of an element in one order, white space normalised."""
    found = ((str(name), str(value)) for name, value in element.attrib.items())
    return tuple(sorted((_attribute(name), " ".join(value.split())) for name, value in found))


def canonical(element: etree._Element, *, own: bool = True) -> str:
    """The content of an element in one form; differences that TEI does not count are none. `own`: with its tag."""
    parts = [_plain(element.text)]
    for child in elements(element):
        parts += [canonical(child), _plain(child.tail)]
    inner = "".join(parts)
    if not own:
        return inner
    given = "".join(f" {name}={value!r}" for name, value in attributes_of(element))
    return f"<{element.tag}{given}>{inner}</>"


def words_in(element: etree._Element) -> str:
    """The words of an element, white space normalised; those of which a reader takes one are parted: `teh / the`."""
    return _SPACE.sub(" ", "".join(_said(element))).strip(" ")


def elements(element: etree._Element) -> list[etree._Element]:
    """The children that are elements. The text behind comments and instructions belongs to what is before them."""
    return [one for one in element if isinstance(one.tag, str)]


def line_of(element: etree._Element) -> int:
    """The line of an element in its file, 0 where the parser does not know it."""
    line = element.sourceline
    return line if isinstance(line, int) and 0 < line < 65535 else 0


def _said(element: etree._Element) -> Iterator[str]:
    if element.tag in HOLDERS:
        yield " / ".join(filter(None, map(words_in, elements(element))))
        return
    edge = " " if element.tag in STRUCTURE else ""
    yield edge + (element.text or "")
    for child in element:
        if isinstance(child.tag, str):
            yield from _said(child)
        yield child.tail or ""
    yield edge


def _plain(text: str | None) -> str:
    """Text in which a blank counts only beside words."""
    tidy = _SPACE.sub(" ", text or "")
    return "" if tidy == " " else tidy.replace("&", "&amp;").replace("<", "&lt;")


def _attribute(name: str) -> str:
    return name.replace("{http://www.w3.org/XML/1998/namespace}", "xml:").rpartition("}")[2]


@dataclass(slots=True)
class _Draft:
    """A block while it is read."""

    holders: tuple[Holder, ...]
    place: Place
    text: str = ""
    spaced: bool = False
    marks: list[Mark | None] = field(default_factory=list)

    def add(self, text: str) -> None:
        tidy = _SPACE.sub(" ", text)
        words = tidy.strip(" ")
        self.spaced = self.spaced or tidy[:1] == " "
        if words:
            self.text += " " * (self.spaced and bool(self.text)) + words
            self.spaced = tidy[-1:] == " "

    def mark(self, place: int, element: etree._Element, start: int, beside: list[etree._Element]) -> None:
        end = len(self.text)
        while start < end and self.text[start] == " ":
            start += 1
        self.marks[place] = Mark(
            name_of(element),
            attributes_of(element),
            start,
            end,
            " / ".join(filter(None, map(words_in, beside))),
            "".join(map(canonical, beside)),
            " ".join(dict.fromkeys(map(name_of, beside))),
        )

    def done(self) -> Block:
        return Block(self.text, tuple(one for one in self.marks if one), self.holders, self.place)


class _Reader:
    def __init__(self, anchors: Anchors) -> None:
        self.blocks: list[_Draft] = []
        self._anchors = anchors
        self._holders: list[Holder] = []
        self._elements: list[etree._Element] = []
        self._number = 0
        self._open: _Draft | None = None

    def structure(self, element: etree._Element) -> None:
        """Read an element that holds blocks or is one."""
        outer, self._open = self._open, None
        before = len(self.blocks)
        self._number += 1
        self._holders.append(Holder(self._number, name_of(element), attributes_of(element), line_of(element)))
        self._elements.append(element)
        self._content(element)
        if len(self.blocks) == before:
            self._block()
        self._holders.pop()
        self._elements.pop()
        self._open = outer if element.tag == _NOTE else None

    def _block(self) -> _Draft:
        if self._open is None:
            self._open = _Draft(tuple(self._holders), self._place())
            self.blocks.append(self._open)
        return self._open

    def _content(self, element: etree._Element) -> None:
        self._text(element.text)
        for child in element:
            if isinstance(child.tag, str):
                self._child(child)
            self._text(child.tail)

    def _text(self, text: str | None) -> None:
        if text and (self._open is not None or text.strip(" \t\r\n")):
            self._block().add(text)

    def _child(self, element: etree._Element) -> None:
        if element.tag == _NOTE and element.get("type") not in _IN_PLACE:
            if self._open is not None:
                point = len(self._open.text)
                self._open.marks.append(Mark("note", (), point, point, holder=self._number + 1))
            self.structure(element)
        elif element.tag in STRUCTURE or self._holds_structure(element):
            self.structure(element)
        else:
            self._inline(element)

    @staticmethod
    def _holds_structure(element: etree._Element) -> bool:
        return element.tag not in _ALTERNATIVES and any(
            one.tag in STRUCTURE and not any(up.tag == _NOTE or up.tag in _BESIDE for up in _between(one, element))
            for one in element.iterdescendants(etree.Element)
        )

    def _inline(self, element: etree._Element) -> None:
        block = self._block()
        place, start = len(block.marks), len(block.text)
        block.marks.append(None)
        beside: list[etree._Element] = []
        if element.tag in _ALTERNATIVES:
            printed = [one for one in elements(element) if one.tag not in _BESIDE] or elements(element)
            beside = [one for one in elements(element) if one is not printed[0]]
            if printed:
                self._child(printed[0])
        elif element.tag == f"{TEI}supplied" and element.get("reason") == "omitted-in-original":
            beside = [element]
        else:
            self._content(element)
        block.mark(place, element, start, beside)
        if element.tag == f"{TEI}lb" and element.get("break") != "no":
            block.spaced = True

    def _place(self) -> Place:
        """Where the words stand that begin here."""
        own = self._elements[-1]
        paragraph = next((one for one in reversed(self._elements) if self._anchors.number(one)), None)
        number, anchor = (
            (0, "") if paragraph is None else (self._anchors.number(paragraph), self._anchors.own(paragraph))
        )
        if any(one.tag == _NOTE for one in self._elements):
            return Place("note", number, anchor, line_of(own))
        for element in reversed(self._elements):
            kind = _PLACES.get(name_of(element), "")
            if kind == "paragraph":
                return Place(kind, number if element is paragraph else 0, anchor, line_of(own))
            if name_of(element) == "addrLine":
                before = sum(1 for _ in element.itersiblings(str(element.tag), preceding=True))
                return Place(kind, before + 1, "", line_of(own))
            if kind:
                return Place(kind, 0, "", line_of(own))
        return Place("text", 0, "", line_of(own))


def _between(inner: etree._Element, outer: etree._Element) -> Iterator[etree._Element]:
    for one in inner.iterancestors():
        if one is outer:
            return
        yield one
