"""Where a document names persons, places and organisations: in which role, and in the text in which words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

_TEI = "{http://www.tei-c.org/ns/1.0}"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_NAMES = frozenset(f"{_TEI}{name}" for name in ("persName", "placeName", "orgName", "name", "rs"))
_PARAGRAPHS = frozenset(f"{_TEI}{name}" for name in ("p", "ab", "lg"))
# What breaks the run of the words: the context of a mention ends there.
_BLOCKS = _PARAGRAPHS | frozenset(
    f"{_TEI}{name}"
    for name in (
        "head", "item", "label", "cell", "addrLine", "salute", "signed", "dateline", "closer", "opener", "trailer",
        "div", "note", "floatingText", "l", "seg",
    )
)  # fmt: skip
_NOT_READ = frozenset(f"{_TEI}{name}" for name in ("reg", "corr", "expan", "note"))
_CONTEXT = 80
_ROLES = {
    "sent": "wrote",
    "received": "received",
    "transmitted": "handled",
    "forwarded": "quoted",
    "redirected": "handled",
}


@dataclass(frozen=True, slots=True)
class Mention:
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
        ids: dict[str, etree._Element] = {}
        for element in root.iter(f"{_TEI}*"):
            if (own := element.get(_ID)) is not None:
                ids.setdefault(own, element)
        self._ids = ids
        self.text = self._free("text")
        """The anchor of the heading above the text."""
        number = 0
        for text in root.iterchildren(f"{_TEI}text"):
            number = 0
            for paragraph in text.iter(*_PARAGRAPHS):
                if _in_note(paragraph) or _is_supplied_mark(paragraph):
                    continue
                number += 1
                self._anchors[paragraph] = self._own(paragraph) or self._free(f"p{number}")

    def of(self, element: etree._Element) -> str:
        """The anchor of the paragraph that holds the element, or of another part that has one; else nothing."""
        return next((anchor for holder in element.iterancestors() if (anchor := self.at(holder))), "")

    def at(self, element: etree._Element) -> str:
        """The anchor of the element itself, if it is a part of the page that one leads to; else nothing."""
        if element in self._anchors:
            return self._anchors[element]
        return self._own(element) if element.tag == f"{_TEI}floatingText" else ""

    def _free(self, wanted: str) -> str:
        return self._free(f"{wanted}.") if wanted in self._ids else wanted

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


def mentions(root: etree._Element, anchors: Anchors) -> Iterator[Mention]:
    """All names of a document that refer to the authority, in its order."""
    for action in root.iterfind(f"{_TEI}teiHeader/{_TEI}profileDesc/{_TEI}correspDesc/{_TEI}correspAction"):
        role = _ROLES.get(action.get("type", ""), "handled")
        if role == "received" and action.get("subtype") in ("cc", "copy"):
            role = "copy"
        for name in action.iter(*_NAMES):
            yield from _mention(name, "place" if name.tag == f"{_TEI}placeName" else role)
    for repository in root.iterfind(f"{_TEI}teiHeader//{_TEI}repository[@ref]"):
        yield from _mention(repository, "archive")
    for text in root.iterchildren(f"{_TEI}text"):
        for name in text.iter(*_NAMES):
            yield from _mention(name, "mentioned", anchors)


def _mention(name: etree._Element, role: str, anchors: Anchors | None = None) -> Iterator[Mention]:
    for ref in str(name.get("ref", "")).split():
        if not (key := authority_key(ref)):
            continue
        form = _line(_read(name))[:300]
        if anchors is None:
            yield Mention(key, ref, role, form)
        else:
            before, after = _context(name)
            yield Mention(key, ref, role, form, anchors.of(name), before, after)


def _context(name: etree._Element) -> tuple[str, str]:
    block = next((one for one in name.iterancestors() if one.tag in _BLOCKS), None)
    if block is None:
        return "", ""
    before: list[str] = []
    after: list[str] = []
    _split(block, name, before, after, [False])
    left = _line("\x1f" + "".join(before)).removeprefix("\x1f")
    right = _line("".join(after) + "\x1f").removesuffix("\x1f")
    return _cut_left(left), _cut_right(right)


def _split(
    holder: etree._Element, name: etree._Element, before: list[str], after: list[str], passed: list[bool]
) -> None:
    """The words of `holder` before and after the element `name` in it."""
    (after if passed[0] else before).append(holder.text or "")
    for child in holder:
        if child is name:
            passed[0] = True
        elif child.tag in _NOT_READ:
            pass
        elif child.tag in _PARAGRAPHS or child.tag == f"{_TEI}floatingText":
            (after if passed[0] else before).append(" ")
        else:
            _split(child, name, before, after, passed)
        (after if passed[0] else before).append(child.tail or "")


def _read(element: etree._Element) -> str:
    """The text as the source reads: without what the edition puts beside it."""
    parts = [element.text or ""]
    for child in element:
        if child.tag not in _NOT_READ:
            parts.append(_read(child))
        parts.append(child.tail or "")
    return "".join(parts)


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
