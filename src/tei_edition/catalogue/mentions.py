"""Where a document names persons, places and organisations: in which role, and in the text in which words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple, cast

from lxml import etree

from tei_edition.reading_text import HOLDERS, is_read, line, words

_TEI = "{http://www.tei-c.org/ns/1.0}"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_PLACES = frozenset(
    f"{_TEI}{name}" for name in ("placeName", "geogName", "settlement", "district", "region", "country")
)
NAMES = _PLACES | frozenset(f"{_TEI}{name}" for name in ("persName", "orgName", "objectName", "name", "rs"))
"""The elements that name an entry of the authority (xslt/html/names.xsl says the same)."""
_PARAGRAPHS = frozenset(f"{_TEI}{name}" for name in ("p", "ab", "lg"))
# What breaks the run of the words: the context of a mention ends there.
_BLOCKS = _PARAGRAPHS | frozenset(
    f"{_TEI}{name}"
    for name in (
        "head", "item", "label", "cell", "addrLine", "salute", "signed", "dateline", "closer", "opener", "trailer",
        "div", "note", "floatingText", "l", "seg",
    )
)  # fmt: skip
_WORDS = etree.XPath("normalize-space()")
_IDENTIFIED = etree.XPath("descendant-or-self::tei:*[@xml:id]", namespaces={"tei": _TEI[1:-1]})
_NOTE, _BREAK = (f"{_TEI}{name}" for name in ("note", "lb"))
_CARRIED = f"{_TEI}floatingText"
_CONTEXT = 80
_NEAR = 200  # Of so many letters mostly enough are left when their white space is one blank each.
_IN_TEXT = "mentioned"
_ROLES = {
    "sent": "wrote",
    "received": "received",
    "transmitted": "handled",
    "forwarded": "quoted",
    "redirected": "handled",
}


class Mention(NamedTuple):
    """A name with a reference to the authority: `key` is the entry's id, `anchor` the place on the telegram's page.

    `role` is `wrote`, `received`, `copy`, `handled`, `quoted`, `place`, `archive`, or `mentioned` for names in the
    text, which have the words before and after.
    """

    key: str
    ref: str
    role: str
    form: str
    anchor: str = ""
    before: str = ""
    after: str = ""

    def attributes(self) -> dict[str, str]:
        """What stands in the attributes of its piece."""
        return {"ref": self.ref, "role": self.role, "anchor": self.anchor}

    def parts(self) -> list[tuple[str, str]]:
        """What stands in the elements of its piece."""
        return [("before", self.before), ("form", self.form), ("after", self.after)]


class Anchors:
    """The anchors of a telegram's page, as xslt/html/structure.xsl makes them."""

    def __init__(self, root: etree._Element) -> None:
        self._anchors: dict[etree._Element, str] = {}
        self._numbers: dict[etree._Element, int] = {}
        self._above: dict[etree._Element, str] = {}  # of what stands in an element
        self._blocks: dict[etree._Element, etree._Element | None] = {}
        self._runs: dict[etree._Element, _Run] = {}
        self._ids: dict[str, etree._Element] = {}
        for element in cast("list[etree._Element]", _IDENTIFIED(root)):
            self._ids.setdefault(element.get(_ID, ""), element)
        self.text = self._free("text")
        """The anchor of the heading above the text."""
        number = 0
        for text in root.iterchildren(f"{_TEI}text"):
            number = 0
            for paragraph in text.iter(*_PARAGRAPHS):
                if _in_note(paragraph) or _is_supplied_mark(paragraph):
                    continue
                number += 1
                self._numbers[paragraph] = number
                self._anchors[paragraph] = self._own(paragraph) or self._free(f"p{number}")

    def of(self, element: etree._Element) -> str:
        """The anchor of the paragraph that holds the element, or of another part that has one; else nothing."""
        holder = element.getparent()
        if holder is None:
            return ""
        if holder not in self._above:
            self._above[holder] = self.at(holder) or self.of(holder)
        return self._above[holder]

    def at(self, element: etree._Element) -> str:
        """The anchor of the element itself, if it is a part of the page that one leads to; else nothing."""
        if element in self._anchors:
            return self._anchors[element]
        return self._own(element) if element.tag == _CARRIED else ""

    def context(self, name: etree._Element) -> tuple[str, str]:
        """The words before and after a name, as far as they are shown with it."""
        block = self._block(name)
        if block is None:
            return "", ""
        if block not in self._runs:
            self._runs[block] = _Run(block)
        return self._runs[block].around(name)

    def number(self, element: etree._Element) -> int:
        """The number of a paragraph, by which it is cited; 0 for what is none."""
        return self._numbers.get(element, 0)

    def _block(self, element: etree._Element) -> etree._Element | None:
        holder = element.getparent()
        if holder is None or holder.tag in _BLOCKS:
            return holder
        if holder not in self._blocks:
            self._blocks[holder] = self._block(holder)
        return self._blocks[holder]

    def _free(self, wanted: str) -> str:
        return self._free(f"{wanted}.") if wanted in self._ids else wanted

    def paragraphs(self) -> tuple[str, ...]:
        """The anchors of all paragraphs of the text, in its order."""
        return tuple(dict.fromkeys(self._anchors.values()))

    def own(self, element: etree._Element) -> str:
        """The anchor of a paragraph itself; nothing for what is none."""
        return self._anchors.get(element, "")

    def _own(self, element: etree._Element) -> str:
        own = element.get(_ID, "")
        return own if own and self._ids.get(own) is element and not any(c.isspace() for c in own) else ""


def authority_key(ref: str) -> str:
    """The id of the entry of the authority that a reference names; nothing for one in its own document or on the web.

    A document's own entry may have an id that the authority gives to somebody else.
    """
    file, _, key = ref.partition("#")
    return key if file and "://" not in ref else ""


def form_of(name: etree._Element) -> str:
    """The words of a name on one line: its reading, else all that it has, for what is struck out or supplied names
    somebody too."""
    return line(name) or str(_WORDS(name))


def mentions(root: etree._Element, anchors: Anchors | None = None) -> Iterator[Mention]:
    """All names of a document that refer to the authority, in its order; where they stand in the text needs its
    anchors."""
    for name, role in _names(root):
        if refs := _refs(name):
            form = (_line(words(name) if len(name) else name.text or "") or form_of(name))[:300]
            anchor, before, after = "", "", ""
            if anchors is not None and role == _IN_TEXT:
                anchor, (before, after) = anchors.of(name), anchors.context(name)
            for key, ref in refs:
                yield Mention(key, ref, role, form, anchor, before, after)


def mentioned_keys(root: etree._Element) -> Iterator[str]:
    """The keys of the mentions of a document, in its order."""
    return (key for name, _ in _names(root) for key, _ in _refs(name))


def _names(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """All elements that may name something of the authority, with their roles."""
    for action in root.iterfind(f"{_TEI}teiHeader/{_TEI}profileDesc/{_TEI}correspDesc/{_TEI}correspAction"):
        role = _ROLES.get(action.get("type", ""), "handled")
        if role == "received" and action.get("subtype") in ("cc", "copy"):
            role = "copy"
        for name in action.iter(*NAMES):
            yield name, "place" if name.tag in _PLACES else role
    for repository in root.iterfind(f"{_TEI}teiHeader//{_TEI}repository[@ref]"):
        yield repository, "archive"
    for text in root.iterchildren(f"{_TEI}text"):
        for name in text.iter(*NAMES):
            yield name, _IN_TEXT


def _refs(name: etree._Element) -> list[tuple[str, str]]:
    """The references of a name to the authority, each with its key before it."""
    return [(key, ref) for ref in str(name.get("ref", "")).split() if (key := authority_key(ref))]


class _Run:
    """The words of a block, with the places that the elements in it take: read once, however many names it has."""

    def __init__(self, block: etree._Element) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._places: dict[etree._Element, tuple[int, int]] = {}
        self._read(block)
        self._text = "".join(self._pieces)

    def around(self, element: etree._Element) -> tuple[str, str]:
        """The words before and after an element; of one of several that stand for each other, those around them all."""
        while element not in self._places and (holder := element.getparent()) is not None:
            element = holder
        start, end = self._places.get(element, (0, 0))
        return _before(self._text, start), _after(self._text, end)

    def _read(self, holder: etree._Element) -> None:
        bare = holder.tag in HOLDERS
        if not bare:
            self._add(holder.text)
        for child in holder:
            start, tag = self._length, child.tag
            if tag in _PARAGRAPHS or tag == _CARRIED or (tag == _BREAK and child.get("break") != "no"):
                self._add(" ")
            elif tag != _NOTE and is_read(child):
                self._read(child)
            elif bare:
                continue  # stands in the place of what is read
            self._places[child] = start, self._length
            if not bare:
                self._add(child.tail)

    def _add(self, text: str | None) -> None:
        if text:
            self._pieces.append(text)
            self._length += len(text)


def _before(text: str, end: int) -> str:
    # Most of a long block is cut off again.
    if end > _NEAR and len(line := _line(text[end - _NEAR : end])) > _CONTEXT + 1:
        return _cut_left(line)
    return _cut_left(_line("\x1f" + text[:end]).removeprefix("\x1f"))


def _after(text: str, start: int) -> str:
    if start + _NEAR < len(text) and len(line := _line(text[start : start + _NEAR])) > _CONTEXT + 1:
        return _cut_right(line)
    return _cut_right(_line(text[start:] + "\x1f").removesuffix("\x1f"))


def _line(text: str) -> str:
    """On one line; a blank at either end stays one, for the name stands there."""
    joined = " ".join(text.split())
    return f"{' ' if text[:1].isspace() and joined else ''}{joined}{' ' if text[-1:].isspace() and joined else ''}"


def _cut_left(text: str) -> str:
    if len(text) <= _CONTEXT:
        return text
    cut = text[-_CONTEXT:]
    return "…" + (cut[cut.find(" ") :] if " " in cut[:40] else cut)


def _cut_right(text: str) -> str:
    if len(text) <= _CONTEXT:
        return text
    cut = text[:_CONTEXT]
    return (cut[: cut.rfind(" ") + 1] if " " in cut[40:] else cut) + "…"


def _in_note(element: etree._Element) -> bool:
    return next(element.iterancestors(f"{_TEI}note"), None) is not None


def _is_supplied_mark(paragraph: etree._Element) -> bool:
    if paragraph.find(f"{_TEI}supplied") is None:
        return False
    if any(unicodedata.category(c)[0] in "LN" for text in paragraph.itertext() for c in str(text)):
        return False
    if (paragraph.text or "").strip():
        return False
    return all(child.tag == f"{_TEI}supplied" and not (child.tail or "").strip() for child in paragraph)
