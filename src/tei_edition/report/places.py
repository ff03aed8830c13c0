"""Where in a TEI file the words of a source line stand: the element that a report shows beside the line."""

from __future__ import annotations

import re

from lxml import etree

from tei_edition.parsing import locked_parser

_TEI = "http://www.tei-c.org/ns/1.0"
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_STEP = re.compile(r"([A-Za-z]+)(?:\[(\d+)\])?")


class Places:
    """The elements of one TEI file, by the targets of the conversion report: an xml:id, or a path from the root.

    Content that is no XML has no places; no entity and no address is ever read.
    """

    def __init__(self, content: bytes) -> None:
        parser = locked_parser()
        try:
            self._root: etree._Element | None = etree.fromstring(content, parser) if content else None
        except etree.XMLSyntaxError:
            self._root = None
        self._ids: dict[str, etree._Element] = {}
        self._words: dict[etree._Element, str] = {}
        if self._root is not None:
            self._ids = {element.get(_XML_ID, ""): element for element in self._root.iter(etree.Element)}

    @property
    def header(self) -> str:
        """The header as XML, "" if there is none."""
        header = self._root.find(f"{{{_TEI}}}teiHeader") if self._root is not None else None
        return self.shown(header) if header is not None else ""

    def holding(self, target: str, words: str) -> etree._Element | None:
        """The innermost element at or in `target` that holds all of `words`; else the target; None if it is not there.

        White space does not count. Of elements that hold the same words the outermost is taken.
        """
        found = self._path(target) if target.startswith("/") else self._ids.get(target) if target else None
        wanted = "".join(words.split())
        while found is not None and wanted:
            inner = next((child for child in found.iterchildren(etree.Element) if wanted in self._text(child)), None)
            if inner is None or self._text(inner) == self._text(found):
                break
            found = inner
        return found

    @staticmethod
    def shown(element: etree._Element) -> str:
        """The element as XML, without the declaration of the TEI namespace."""
        xml = etree.tostring(element, encoding="unicode", with_tail=False)
        return xml.replace(f' xmlns="{_TEI}"', "", 1)

    def _text(self, element: etree._Element) -> str:
        if element not in self._words:
            self._words[element] = "".join("".join(map(str, element.itertext(etree.Element))).split())
        return self._words[element]

    def _path(self, target: str) -> etree._Element | None:
        found = self._root
        for step in target.split("/")[2:]:
            parsed = _STEP.fullmatch(step)
            if found is None or parsed is None:
                return None
            same = list(found.iterchildren(f"{{{_TEI}}}{parsed[1]}"))
            place = int(parsed[2] or 1) - 1
            found = same[place] if place < len(same) else None
        return found
