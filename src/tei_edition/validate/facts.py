"""What a document says of itself and of others: a small value, so that an edition is checked without its texts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from lxml import etree

from tei_edition.validate.places import Place, node_path, places
from tei_edition.validate.wellformed import TEI, line_of, path_of

_ID = "{http://www.w3.org/XML/1998/namespace}id"
_TO_FILES = etree.XPath("descendant-or-self::*/@*[contains(., '.xml')][name() != 'url']", smart_strings=False)
_POINTER = re.compile(r"(?P<file>[^#]*\.xml)(?:#(?P<id>.+))?")
_NAMES = tuple(f"{TEI}{name}" for name in ("persName", "orgName", "name"))


@dataclass(frozen=True, slots=True)
class Party:
    """A sender or addressee: the reference to the authority, "" without one, and the name, in small letters alone."""

    ref: str
    name: str

    def same_as(self, other: Party) -> bool:
        """Whether the two are certainly one: the same entry of the authority, or the same name where one has none."""
        if self.ref and other.ref:
            return self.ref == other.ref
        return bool(self.name) and self.name == other.name


@dataclass(frozen=True, slots=True)
class Relation:
    """A `correspContext/ref` of the telegram: its type, the other document's id ("" without one), words, and place."""

    type: str
    target: str
    words: str
    line: int
    column: int
    xpath: str


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """One document of an edition as the rules across files see it.

    `file` is its path, `stem` the name by which others point to it, `id` its `TEI/@xml:id`, `line` that of its root. Of
    the telegram, its first correspDesc: `number`, `sent` (`@when`, or ""), senders, addressees, relations. `records`
    are the copied text's own numbers, `pointed` the ids of all documents that it points to, `entries` the entries of
    the authority that it uses.
    """

    file: str
    stem: str
    id: str = ""
    line: int = 0
    number: str = ""
    sent: str = ""
    senders: tuple[Party, ...] = ()
    addressees: tuple[Party, ...] = ()
    relations: tuple[Relation, ...] = ()
    records: tuple[str, ...] = ()
    pointed: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()


def facts_of(root: etree._Element, content: bytes, file: str, authority_file: str) -> DocumentFacts:
    """The facts of a TEI document: `root` is the tree of `content`, `file` its path, as findings name it."""
    pointed, entries = _pointers(root, authority_file)
    message = root.find(f"{TEI}teiHeader/{TEI}profileDesc/{TEI}correspDesc")
    actions = [] if message is None else message.findall(f"{TEI}correspAction")
    sending = [action for action in actions if action.get("type") == "sent"]
    receiving = [action for action in actions if action.get("subtype") in ("to", "ultimate")]
    dates = [date.get("when", "") for action in sending for date in action.findall(f"{TEI}date")]
    copy_text = f"{TEI}teiHeader/{TEI}fileDesc/{TEI}sourceDesc/{TEI}biblStruct/{TEI}analytic/{TEI}idno"
    return DocumentFacts(
        file,
        file.replace("\\", "/").rpartition("/")[2].removesuffix(".xml"),
        root.get(_ID, ""),
        line_of(root),
        "" if message is None else _words(message.get("n", "")),
        next(iter(dates), ""),
        _parties(sending),
        _parties(receiving),
        () if message is None else _relations(message, content),
        tuple(f"{idno.get('type', '')} {_text(idno)}" for idno in root.findall(copy_text) if _text(idno)),
        pointed,
        entries,
    )


def _pointers(root: etree._Element, authority_file: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The documents and the entries of the authority to which attributes point, each once."""
    pointed: dict[str, None] = {}
    entries: dict[str, None] = {}
    values: Any = _TO_FILES(root)  # of a set of attributes it is their values
    for value in values:
        for pointer in value.split():
            found = _POINTER.fullmatch(pointer)
            if found is None or ":" in found["file"]:
                continue
            other = found["file"].rpartition("/")[2]
            if other == authority_file:
                entries.setdefault(found["id"] or "")
            else:
                pointed.setdefault(other.removesuffix(".xml"))
    return tuple(pointed), tuple(entries)


def _relations(message: etree._Element, content: bytes) -> tuple[Relation, ...]:
    found = [ref for ref in message.iterfind(f"{TEI}correspContext/{TEI}ref") if not _local(ref.get("target", ""))]
    paths = [node_path(ref) for ref in found]
    at = places(content, paths) if paths else {}
    relations = []
    for ref, path in zip(found, paths, strict=True):
        pointer = _POINTER.fullmatch(ref.get("target", "").strip())
        target = pointer["file"].rpartition("/")[2].removesuffix(".xml") if pointer else ""
        place = at.get(path, Place(line_of(ref), 0, path_of(ref)))
        relations.append(Relation(ref.get("type", ""), target, _text(ref), place.line, place.column, place.xpath))
    return tuple(relations)


def _local(target: str) -> bool:
    """Whether a pointer leads to this file alone, or to somewhere on the net."""
    return target.startswith("#") or "://" in target


def _parties(actions: list[etree._Element]) -> tuple[Party, ...]:
    named = (child for action in actions for child in action if child.tag in _NAMES and child.get("type") != "callsign")
    return tuple(Party(name.get("ref", "").rpartition("/")[2], _folded(_text(name))) for name in named)


def _text(element: etree._Element) -> str:
    return _words("".join(str(text) for text in element.itertext()))


def _words(text: str) -> str:
    return " ".join(text.split())


def _folded(text: str) -> str:
    return "".join(character for character in text.lower() if character.isalnum())
