"""The text of a telegram without mark-up, block by block: what a plain text file and JSON hold.

It is the reading text (`reading_text`), as the source has it: of a `choice` what was printed, no mark that the edition
supplies.
Notes below the text stand behind it, their marks in its place.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from tei_edition.catalogue.mentions import Anchors
from tei_edition.reading_text import HOLDERS, is_read, leaves_line

_TEI = "{http://www.tei-c.org/ns/1.0}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_NOTE, _LABEL, _BREAK, _GAP, _CELL = (f"{_TEI}{name}" for name in ("note", "label", "lb", "gap", "cell"))


def _named(names: str) -> frozenset[str]:
    return frozenset(f"{_TEI}{name}" for name in names.split())


# What stands on lines of its own.
_BLOCKS = _named(
    "p ab head label item row addrLine address salute signed dateline closer opener trailer byline div lg l list"
    " floatingText text body front back group table figure figDesc postscript argument epigraph quote cit stage sp"
    " speaker docTitle titlePage docAuthor docDate stamp bibl listBibl"
)
_LINE = "\0"  # a line break of the source, until white space is tidied: no XML holds this character


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of the text: its anchor on the telegram's page (or none), its language, its words."""

    anchor: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class PlainText:
    """The blocks of a text, the notes below it in the order of their marks ([1], [2] …), and the anchors of all
    paragraphs on the telegram's page, also of those that have no words."""

    passages: tuple[Passage, ...] = ()
    notes: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()


def plain_text(root: etree._Element) -> PlainText:
    """The text of a TEI document."""
    anchors = Anchors(root)
    reader = _Reader(anchors)
    for text in root.iterchildren(f"{_TEI}text"):
        reader.read(text, "", "")
    return PlainText(tuple(reader.passages), tuple(reader.notes), anchors.paragraphs())


class _Reader:
    def __init__(self, anchors: Anchors) -> None:
        self.passages: list[Passage] = []
        self.notes: list[str] = []
        self._anchors = anchors
        self._words: list[str] = []
        self._label = ""  # has been read: what follows stands on its line

    def read(self, element: etree._Element, language: str, anchor: str) -> None:
        tag = element.tag
        if tag == _NOTE and leaves_line(element):
            self._note(element)
            return
        if not is_read(element):
            return
        if tag in _BLOCKS or (tag == _NOTE and element.get("place") not in (None, "inline")):
            self.end(language, anchor)
            own, inner = self._anchors.own(element) or anchor, element.get(_LANG, language)
            self._inside(element, inner, own)
            if tag == _LABEL:
                self._words.append(" ")
                self._label = _tidy("".join(self._words))
            else:
                self.end(inner, own)
            return
        if tag == _BREAK:
            self._words.append(_LINE)
        elif tag == _GAP:
            self._gap(element)
        elif tag in HOLDERS:
            for one in element.iterchildren("{*}*"):
                self.read(one, language, anchor)
        else:
            self._inside(element, language, anchor)
            if tag == _CELL:
                self._words.append(" ")

    def _inside(self, element: etree._Element, language: str, anchor: str) -> None:
        if element.text:
            self._words.append(element.text)
        for child in element:
            if isinstance(child.tag, str):
                self.read(child, language, anchor)
            if child.tail:
                self._words.append(child.tail)

    def end(self, language: str, anchor: str) -> None:
        """End a block, if it has any words."""
        if not self._words:
            return
        text = _tidy("".join(self._words))
        if text and text == self._label:
            return  # the item, and its first paragraph, go on behind it
        self._label = ""
        self._words.clear()
        if text:
            self.passages.append(Passage(anchor, language, text))

    def _gap(self, gap: etree._Element) -> None:
        words = "".join(map(str, gap.itertext())).strip()
        self._words.append(words or "[…]")

    def _note(self, note: etree._Element) -> None:
        inner = _Reader(self._anchors)
        inner._inside(note, "", "")
        inner.end("", "")
        self.notes.append("\n".join(one.text for one in inner.passages))
        self._words.append(f"[{len(self.notes)}]")
        self.notes += inner.notes


def _tidy(text: str) -> str:
    return "\n".join(" ".join(line.split()) for line in text.split(_LINE)).strip()
