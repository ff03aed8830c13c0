"""An edition's authority file: the names of its persons, places and organisations, and where texts have them."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from tei_edition.authority.gazetteer import Entry, Gazetteer
from tei_edition.errors import EditionError
from tei_edition.parsing import locked_parser

__all__ = ["NONE", "Entry", "Gazetteer", "entries_of", "read_authority"]

_TEI = "{http://www.tei-c.org/ns/1.0}"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_ENTRIES = {"person": "persName", "place": "placeName", "org": "orgName"}

NONE = Gazetteer(())


def read_authority(content: bytes, href: str) -> Gazetteer:
    """The names in an authority file; `href` is the file as seen from the TEI files (`../authority.xml`).

    Raises EditionError with the line if the file is not well-formed.
    """
    parser = locked_parser()
    try:
        tree = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise EditionError(
            f"the authority is not well-formed: {error.msg}",
            "Mend the file; validate names the place.",
            rule="authority-not-well-formed",
            file=href,
            line=error.lineno or 0,
        ) from None
    return Gazetteer(entries_of(tree, href))


def entries_of(tree: etree._Element, href: str) -> Iterator[Entry]:
    """The entries below an element that have an xml:id; references to them begin with `href`."""
    for kind, name_element in _ENTRIES.items():
        for element in tree.iter(f"{_TEI}{kind}"):
            identifier = element.get(_ID)
            if not identifier:
                continue
            names: list[str] = []
            filed: list[str] = []
            for name in element.iterchildren(f"{_TEI}{name_element}"):
                text = _text(name)
                parts = text.split(", ")
                if kind != "person" or len(parts) == 1:
                    names.append(text)
                    continue
                # "Stalin, Joseph" is how lists file the name; two commas or figures are dates, or a title.
                filed.append(text)
                if len(parts) == 2 and not any(letter.isdigit() for letter in text):
                    names.append(f"{parts[1]} {parts[0]}")
            yield Entry(kind, f"{href}#{identifier}", tuple(filter(None, names)), tuple(filed))


def _text(name: etree._Element) -> str:
    """The words of a name; parts that are elements without a space between them are words of their own."""
    if not len(name):
        return " ".join((name.text or "").split())
    parts = [name.text or ""]
    for child in name:
        if isinstance(child.tag, str):
            parts.append(" ".join(map(str, child.itertext())))
        parts.append(child.tail or (" " if child.getnext() is not None else ""))
    return " ".join("".join(parts).split())
