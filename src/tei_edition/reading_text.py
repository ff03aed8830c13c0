"""The reading text: of words with mark-up those that the source reads, for titles, lists and whatever has no mark-up.

Of a `choice` it has the source's word (sic, orig, abbr), of an `app` the lemma. What is struck out is left out, and so
are the edition's own words beside the source's: notes, readings of other witnesses, marks that the source omits. The
stylesheets say the same in xslt/shared/reading.xsl.
"""

from __future__ import annotations

import re

from lxml import etree

_TEI = "{http://www.tei-c.org/ns/1.0}"


def _elements(names: str) -> frozenset[str]:
    return frozenset(f"{_TEI}{name}" for name in names.split())


# Of several elements the reading has one: the first that is there of these, else the first of all.
_ALTERNATIVES = {
    f"{_TEI}choice": tuple(f"{_TEI}{name}" for name in ("sic", "orig", "abbr")),
    f"{_TEI}app": tuple(f"{_TEI}{name}" for name in ("lem", "rdg", "rdgGrp")),
    f"{_TEI}rdgGrp": tuple(f"{_TEI}{name}" for name in ("lem", "rdg", "rdgGrp")),
}
_SPACE = " \t\r\n"  # what XML calls white space; other blanks are characters of the source
_SPACES = re.compile(f"[{_SPACE}]+")
HOLDERS = _ALTERNATIVES.keys() | _elements("subst")
"""Hold elements alone, of which one is read in the place of the others; their own white space is none of the text."""
_NOTE, _DEL, _SUPPLIED, _BREAK, _GAP = (f"{_TEI}{name}" for name in ("note", "del", "supplied", "lb", "gap"))
_MARK = f"{_TEI}ref"
_IN_PLACE = frozenset({"mark", "resolution", "copies", "registration"})
_BESIDE = frozenset({"inline", "margin", "left", "right", "top", "bottom"})
# What is no running text: there a note is a statement beside others.
_STATEMENTS = _elements(
    "bibl biblFull biblStruct analytic monogr series imprint respStmt msIdentifier altIdentifier msItem correspAction"
    " correspDesc correspContext notesStmt"
)
_HOLDERS_OF_NOTES = _elements("div body item")  # a note at its foot is a block of it
_APART = _elements(
    "p ab head label item row cell addrLine address salute signed dateline closer opener trailer byline div lg l list"
    " floatingText table figure figDesc postscript argument epigraph cit stage sp speaker bibl listBibl biblFull"
    " biblStruct analytic monogr series imprint respStmt resp msIdentifier altIdentifier msItem"
)


def line(element: etree._Element) -> str:
    """The reading text of an element on one line; paragraphs and other blocks in it do not run together."""
    if not len(element):
        return _SPACES.sub(" ", element.text or "").strip(" ")
    return _SPACES.sub(" ", words(element)).strip(" ")


def words(element: etree._Element) -> str:
    """The same with its white space as it stands."""
    found: list[str] = []
    _read(element, found)
    return "".join(found)


def is_read(element: etree._Element) -> bool:
    """Whether the reading text has an element, if it has what holds it. Of notes it has those that keep their place."""
    tag = element.tag
    if not isinstance(tag, str):
        return False
    if tag == _NOTE:
        return not leaves_line(element)
    if _is_left_out(element):
        return False
    parent = element.getparent()
    return parent is None or parent.tag not in _ALTERNATIVES or element is _chosen(parent)


def leaves_line(note: etree._Element) -> bool:
    """Whether a note stands apart from the words that it is about, such as one below the text."""
    if note.get("type") in _IN_PLACE or note.get("place") in _BESIDE:
        return False
    parent = note.getparent()
    if parent is not None and parent.tag in _STATEMENTS and next(note.iterancestors(f"{_TEI}text"), None) is None:
        return False
    if note.get("place") == "foot" and parent is not None and parent.tag in _HOLDERS_OF_NOTES:
        return False
    inside = "".join(map(str, note.itertext())).lstrip(_SPACE)
    return not inside.startswith("[") and not _text_before(note).rstrip(_SPACE).endswith("[")


def _text_before(note: etree._Element) -> str:
    """The text that stands immediately before a note, whatever comments are between."""
    for before in note.itersiblings(preceding=True):
        if before.tail or isinstance(before.tag, str):
            return before.tail or ""
    parent = note.getparent()
    return (parent.text if parent is not None else "") or ""


def _is_left_out(element: etree._Element) -> bool:
    """Whether an element is struck out, or supplied where the source omits a mark."""
    if element.tag == _DEL:
        parent = element.getparent()
        return parent is None or parent.tag != f"{_TEI}restore"
    return element.tag == _SUPPLIED and element.get("reason") == "omitted-in-original"


def _chosen(holder: etree._Element) -> etree._Element | None:
    for name in _ALTERNATIVES[str(holder.tag)]:
        if (found := holder.find(name)) is not None:
            return found
    return next((one for one in holder.iterchildren("*") if one.tag != _NOTE and not _is_left_out(one)), None)


def _read(holder: etree._Element, found: list[str]) -> None:
    bare = holder.tag in HOLDERS
    if holder.text and not bare:
        found.append(holder.text)
    for child in holder:
        tag = child.tag
        if not is_read(child) or (tag == _MARK and child.get("type") == "footnote"):
            pass
        elif tag == _BREAK:
            found.append("" if child.get("break") == "no" else " ")
        elif tag == _GAP:
            found.append(words(child).strip(_SPACE) or "[…]")
        elif tag in _APART or (tag == _NOTE and holder.tag in _STATEMENTS):
            found.append(" ")
            _read(child, found)
            found.append(" ")
        else:
            _read(child, found)
        if child.tail and not bare:
            found.append(child.tail)
