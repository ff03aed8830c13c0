"""The text of a telegram without mark-up, block by block: what a plain text file and JSON hold.

It is the original reading, as the source has it: of a `choice` what was printed, no mark that the edition supplies.
Notes below the text stand behind it, their marks in its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from tei_edition.catalogue.mentions import Anchors

_TEI = "{http://www.tei-c.org/ns/1.0}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


_NOTE = f"{_TEI}note"


def _named(names: str) -> frozenset[str]:
    return frozenset(f"{_TEI}{name}" for name in names.split())


# What stands on lines of its own.
_BLOCKS = _named(
    "p ab head label item row addrLine address salute signed dateline closer opener trailer byline div lg l list"
    " floatingText text body front back group table figure figDesc postscript argument epigraph quote cit stage sp"
    " speaker docTitle titlePage docAuthor docDate stamp bibl listBibl"
)
_EDITED = _named("reg corr expan")
_READINGS = _named("rdg rdgGrp witDetail")
_IN_PLACE = frozenset({"mark", "resolution", "copies", "registration"})
_BESIDE = frozenset({"inline", "margin", "left", "right", "top", "bottom"})
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
        if tag == _NOTE and _is_footnote(element):
            self._note(element)
            return
        if tag in _BLOCKS or (tag == _NOTE and element.get("place") not in (None, "inline")):
            self.end(language, anchor)
            own, inner = self._anchors.own(element) or anchor, element.get(_LANG, language)
            self._inside(element, inner, own)
            if tag == f"{_TEI}label":
                self._words.append(" ")
                self._label = _tidy("".join(self._words))
            else:
                self.end(inner, own)
            return
        if tag == f"{_TEI}lb":
            self._words.append(_LINE)
        elif tag == f"{_TEI}gap":
            self._gap(element)
        elif tag == f"{_TEI}choice" or tag == f"{_TEI}app":
            for one in _printed(element):
                self.read(one, language, anchor)
        elif tag == f"{_TEI}supplied" and element.get("reason") == "omitted-in-original":
            pass
        else:
            self._inside(element, language, anchor)
            if tag == f"{_TEI}cell":
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


def _printed(element: etree._Element) -> Iterator[etree._Element]:
    """What the source has of alternatives."""
    children = [one for one in element if isinstance(one.tag, str)]
    left = _EDITED if element.tag == f"{_TEI}choice" else _READINGS
    found = [one for one in children if one.tag not in left]
    return iter(found or children[:1])


def _is_footnote(note: etree._Element) -> bool:
    """Whether a note goes below the text (xslt/html/notes.xsl says the same)."""
    if note.get("type") in _IN_PLACE or note.get("place") in _BESIDE:
        return False
    parent, before = note.getparent(), note.getprevious()
    if note.get("place") == "foot" and parent is not None and parent.tag in _named("div body item"):
        return False
    standing = (before.tail if before is not None else parent.text if parent is not None else "") or ""
    return not standing.rstrip().endswith("[") and not "".join(map(str, note.itertext())).lstrip().startswith("[")


def _tidy(text: str) -> str:
    return "\n".join(" ".join(line.split()) for line in text.split(_LINE)).strip()
