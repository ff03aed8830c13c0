"""Where in the bytes of a file its elements, attribute values and texts stand, so that they alone are changed."""

from __future__ import annotations

import re
from xml.parsers import expat

from lxml import etree

_TAG = re.compile(rb"<[^>\"']*(?:(?:\"[^\"]*\"|'[^']*')[^>\"']*)*>")
_ATTRIBUTE = re.compile(rb"([^\s=/<>]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_XML = "{http://www.w3.org/XML/1998/namespace}"


class Spans:
    """The places of the elements of a document: byte offsets, from the first up to before the second."""

    def __init__(self, content: bytes, root: etree._Element) -> None:
        """`content` is well-formed XML in UTF-8 without DOCTYPE, `root` its root element as lxml read it."""
        self.content = content
        starts: list[int] = []
        ends: dict[int, int] = {}
        still_open: list[int] = []
        parser = expat.ParserCreate()

        def start(_name: str, _attributes: dict[str, str]) -> None:
            still_open.append(len(starts))
            starts.append(parser.CurrentByteIndex)

        def end(_name: str) -> None:
            ends[still_open.pop()] = parser.CurrentByteIndex

        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.Parse(content, True)
        elements = list(root.iter(etree.Element))
        if len(elements) != len(starts):
            raise ValueError("the tree is not that of the bytes")
        self._starts = dict(zip(elements, starts, strict=True))
        self._ends = {element: ends[number] for number, element in enumerate(elements)}

    def start_tag(self, element: etree._Element) -> tuple[int, int]:
        """The start tag, with its brackets; an empty-element tag is one."""
        start = self._starts[element]
        tag = _TAG.match(self.content, start)
        if tag is None:
            raise ValueError(f"no tag at byte {start}")
        return tag.span()

    def attribute(self, element: etree._Element, name: str) -> tuple[int, int] | None:
        """The value of an attribute without its quotation marks; `name` is as lxml has it. None if it is absent."""
        written = name.replace(_XML, "xml:").encode()
        if written.startswith(b"{"):
            return None
        start, end = self.start_tag(element)
        for found in _ATTRIBUTE.finditer(self.content, start + 1, end):
            if found[1] == written:
                return found.span(2) if found[2] is not None else found.span(3)
        return None

    def text(self, element: etree._Element) -> tuple[int, int] | None:
        """The text of an element that holds nothing else, not even a reference, without white space around it."""
        start, end = self.start_tag(element)[1], self._ends[element]
        inner = self.content[start:end] if start <= end else b""
        if not inner.strip() or b"<" in inner or b"&" in inner:
            return None
        return start + len(inner) - len(inner.lstrip()), end - (len(inner) - len(inner.rstrip()))

    def before(self, element: etree._Element) -> tuple[int, bytes]:
        """Where a sibling before an element begins, and the white space that stands between the two."""
        start = self._starts[element]
        gap = re.search(rb"\s*\Z", self.content[:start])
        return start, gap[0] if gap else b""

    def after(self, element: etree._Element) -> int:
        """Where the element has ended."""
        end = _TAG.match(self.content, self._ends[element])
        if end is None:
            raise ValueError(f"no tag at byte {self._ends[element]}")
        return end.end()
