"""A tree of HTML as the lines that a browser would show, each with its region and its line in the file.

Lines are broken as the standard breaks `innerText`: at blocks and `br`, a paragraph with a blank line around it. A cell
of a table is a line; the numbers and bullets that a browser puts before the points of a list are part of the text.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from tei_edition.source.saved.tree import Element
from tei_edition.source.saved.zones import Kind, Site, Zone

_BLOCK_NAMES = """
    address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure
    footer form frameset h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol option p pre section select summary
    table tbody td tfoot th thead tr ul
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_PARAGRAPHS = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6"))
_LISTS = frozenset(("ol", "ul", "menu", "dir"))
_ASIDE = (Kind.HIDDEN, Kind.FURNITURE)
_COUNTED = 65535
"""libxml2 counts the lines of elements no further."""
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class Run:
    """A line as shown: the line of the file on which it begins, its text without doubled blanks, its region.

    `gap` and `spaced` are those of lines.Line.
    """

    line: int
    text: str
    zone: Zone
    gap: int = 0
    spaced: bool = False


@dataclass(slots=True)
class _Buffer:
    pieces: list[str] = field(default_factory=list)
    line: int = 0


@dataclass(frozen=True, slots=True)
class Rendering:
    """All that a page shows, in its order; `table` is the line of the text's first row with several cells, or 0."""

    runs: list[Run]
    table: int


def render(root: Element, site: Site) -> Rendering:
    """The page as it is shown; the regions are those that `site` tells."""
    return _Renderer(site).render(root)


class _Renderer:
    def __init__(self, site: Site) -> None:
        self._site = site
        self._runs: list[Run] = []
        self._zones = [Zone(Kind.OUTSIDE)]
        self._buffers = [_Buffer()]
        self._deferred: list[Run] = []
        self._line = 1
        self._newlines = 0
        self._spaced = False
        self._verbatim = 0
        self._lists: list[int] = []
        self._label = ""
        self._table = 0

    def render(self, root: Element) -> Rendering:
        for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
            if event == "start":
                self._start(node)
            elif event == "end":
                self._end(node)
            else:
                self._count(node)
            if event != "start":
                self._text(node.tail)
        self._flush()
        return Rendering(self._runs, self._table)

    def _count(self, node: Element) -> None:
        line: object = node.sourceline
        if isinstance(line, int) and line < _COUNTED:
            self._line = max(self._line, line)

    def _start(self, element: Element) -> None:
        self._count(element)
        outer = self._zones[-1]
        zone = self._site.enter(element, outer)
        if zone is not outer:
            if outer.kind is Kind.TEXT and zone.kind in _ASIDE:
                # What is no text in the midst of a paragraph does not break it.
                self._buffers.append(_Buffer())
            elif zone.kind is not Kind.NO_TEXT:
                self._flush()
        self._zones.append(zone)
        tag = element.tag
        if tag == "br":
            self._break()
        elif tag in _BLOCKS:
            self._boundary(tag)
        if tag == "pre":
            self._verbatim += 1
        elif tag in _LISTS:
            self._lists.append(_first_number(element))
        elif tag == "li" and zone.kind is Kind.TEXT:
            self._point(element)
        elif tag in ("td", "th") and zone.kind is Kind.TEXT and element.getprevious() is not None:
            self._table = self._table or self._line
        self._text(element.text)

    def _end(self, element: Element) -> None:
        tag = element.tag
        if tag in _BLOCKS:
            self._boundary(tag)
        if tag == "pre":
            self._verbatim -= 1
        elif tag in _LISTS:
            self._lists.pop()
        elif tag == "li":
            self._label = ""
        zone = self._zones.pop()
        outer = self._zones[-1]
        if zone is outer or zone.kind is Kind.NO_TEXT:
            return
        if outer.kind is Kind.TEXT and zone.kind in _ASIDE:
            aside = self._buffers.pop()
            text = " ".join("".join(aside.pieces).split())
            if text:
                self._deferred.append(Run(aside.line, text, zone))
        else:
            self._flush(zone)

    def _text(self, text: str | None) -> None:
        if not text:
            return
        if self._zones[-1].kind is not Kind.NO_TEXT:
            if self._verbatim and "\n" in text and not self._zones[-1].joined:
                for number, piece in enumerate(text.split("\n")):
                    if number:
                        self._break()
                        self._line += 1
                    self._add(piece)
                return
            self._add(text)
        self._line += text.count("\n")

    def _add(self, text: str) -> None:
        buffer = self._buffers[-1]
        begun = text.lstrip()
        if begun and not buffer.line:
            buffer.line = self._line + text.count("\n", 0, len(text) - len(begun))
        buffer.pieces.append(text)

    def _boundary(self, tag: str) -> None:
        """The edge of a block."""
        if self._zones[-1].joined or len(self._buffers) > 1:
            self._buffers[-1].pieces.append(" ")
        elif self._zones[-1].kind is not Kind.NO_TEXT:
            self._flush()
            self._newlines = max(self._newlines, 2 if tag in _PARAGRAPHS else 1)

    def _break(self) -> None:
        """A line break."""
        if self._zones[-1].joined or len(self._buffers) > 1:
            self._buffers[-1].pieces.append(" ")
        elif self._zones[-1].kind is not Kind.NO_TEXT:
            self._flush()
            self._newlines += 1

    def _point(self, element: Element) -> None:
        """The number or bullet of a point, to stand before its first words."""
        ordered = element.getparent()
        label = "•"
        if ordered is not None and ordered.tag == "ol" and self._lists:
            value = _number(element.get("value"), self._lists[-1])
            self._lists[-1] = value + (-1 if ordered.get("reversed") is not None else 1)
            label = f"{_numeral(value, ordered.get('type', '1'))}."
        if "none" in (ordered.get("style", "") if ordered is not None else ""):
            label = ""
        self._label = f"{self._label} {label}".strip()

    def _flush(self, zone: Zone | None = None) -> None:
        """End the line."""
        buffer = self._buffers[-1]
        raw = "".join(buffer.pieces)
        text = " ".join(raw.split())
        if text:
            label, self._label = self._label, ""
            text = text if not label or text.startswith(label) else f"{label} {text}"
            gap = max(0, self._newlines - 1) if self._runs else 0
            self._runs.append(Run(buffer.line, text, zone or self._zones[-1], gap, self._spaced))
            self._newlines, self._spaced = 0, False
        elif "\N{NO-BREAK SPACE}" in raw:
            self._newlines, self._spaced = self._newlines + 1, True
        if text or raw:
            self._buffers[-1] = _Buffer()
        if len(self._buffers) == 1 and self._deferred:
            self._runs += self._deferred
            self._deferred = []


def _first_number(element: Element) -> int:
    start = -1 if element.get("reversed") is not None else 1
    if start < 0:
        start = sum(1 for _ in element.iterchildren("li"))
    return _number(element.get("start"), start)


def _number(stated: str | None, otherwise: int) -> int:
    digits = (stated or "").strip()
    return int(digits) if digits.lstrip("-").isdecimal() and digits.isascii() and len(digits) < 7 else otherwise


def _numeral(value: int, style: str) -> str:
    """A number as `ol/@type` prints it."""
    if style in ("a", "A") and 1 <= value <= 26:
        return chr(ord(style) + value - 1)
    if style in ("i", "I") and 1 <= value < 40:
        made, left = "", value
        for one, letters in _ROMAN:
            made += letters * (left // one)
            left %= one
        return made if style == "i" else made.upper()
    return str(value)
