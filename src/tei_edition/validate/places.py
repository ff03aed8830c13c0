"""Where in a file a node of its document begins, whatever the engine that found something there can tell.

Engines know the end of a start tag, or a line below 65,536, or nothing of attributes, text and comments. Here the text
of a well-formed document without DOCTYPE is read once more, only when there are findings.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from tei_edition.markup import ATTRIBUTE, CDATA, LINE_END, MARKUP, NAME

_EMPTY_CDATA = len("<![CDATA[]]>")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node begins: line and column, from 1 and in characters; `xpath` has its names as they are written."""

    line: int
    column: int
    xpath: str


@dataclass(slots=True)
class _Wanted:
    """A node that is looked for, or has such nodes among or below its children and attributes."""

    path: str | None = None
    children: dict[int, _Wanted] = field(default_factory=dict)
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Open:
    """An element that is being read, with what was counted of its child nodes so far, all of them and by kind."""

    wanted: _Wanted
    xpath: str
    count: int = 0
    kinds: Counter[str] = field(default_factory=Counter)

    def next(self, kind: str) -> tuple[_Wanted | None, str]:
        """Count one more child, named by its kind in an XPath; whether it is wanted, and its XPath."""
        self.count += 1
        self.kinds[kind] += 1
        return self.wanted.children.get(self.count), f"{self.xpath}/{kind}[{self.kinds[kind]}]"


def places(content: bytes, paths: Iterable[str]) -> dict[str, Place]:
    """The places of the nodes that `paths` name; unknown nodes are left out.

    A path holds, from the outside in, the position of each node among all child nodes of its parent as XPath counts
    them (text with its CDATA sections is one node), such as `1/4/2`; an attribute adds its name as written,
    `1/4/2/@when`; the document itself is the empty path. A text begins at its first character that is no white space.
    """
    text = content.decode("utf-8-sig")
    wanted = set(paths)
    offsets = list(itertools.islice(_offsets(text, _tree(wanted)), len(wanted)))  # behind the last, nothing is read
    furthest = max((offset for _, offset, _ in offsets), default=0)
    line_starts = [0, *(end.end() for end in LINE_END.finditer(text, 0, furthest))]
    found = {}
    for path, offset, xpath in offsets:
        line = bisect.bisect_right(line_starts, offset)
        found[path] = Place(line, offset - line_starts[line - 1] + 1, xpath)
    return found


def node_path(element: etree._Element) -> str:
    """The path of an element as `places` reads it: its position, and those of all around it, among all child nodes."""
    steps: list[str] = []
    node: etree._Element | None = element
    while node is not None:
        parent = node.getparent()
        position = 1 + (1 if parent is not None and parent.text else 0)
        for sibling in node.itersiblings(preceding=True):
            position += 2 if sibling.tail and parent is not None else 1
        steps.append(str(position))
        node = parent
    return "/".join(reversed(steps))


def _tree(paths: Iterable[str]) -> _Wanted:
    top = _Wanted()
    for path in paths:
        node = top
        for step in filter(None, path.split("/")):
            if step.startswith("@"):
                node.attributes[step[1:]] = path
                break
            node = node.children.setdefault(int(step), _Wanted())
        else:
            node.path = path
    return top


def _offsets(text: str, top: _Wanted) -> Iterator[tuple[str, int, str]]:
    """The paths that are wanted, with offset and XPath."""
    if top.path is not None:
        yield top.path, 0, "/"
    open_elements: list[_Open] = []
    here = _Open(top, "")
    outside = 0  # how many elements are open in which nothing is looked for
    within_text = False
    end = 0
    for markup in MARKUP.finditer(text):
        start, before, end = markup.start(), end, markup.end()
        sign = text[start + 1]
        if outside:
            outside += -1 if sign == "/" else sign not in "!?" and text[end - 2] != "/"
            continue
        cdata = text.startswith(CDATA, start)
        letters = before < start or (cdata and end - start > _EMPTY_CDATA)
        if letters and open_elements and not within_text:
            within_text = True
            wanted, xpath = here.next("text()")
            if wanted is not None and wanted.path is not None:
                run = text[before:start]
                yield wanted.path, before + len(run) - len(run.lstrip(" \t\r\n")), xpath
        if cdata:
            continue
        within_text = False
        if sign == "/":
            here = open_elements.pop()
            continue
        if start == 0 and re.match(r"<\?xml\s", text):
            continue
        wanted, xpath = here.next(_kind(text, start, sign))
        if wanted is not None:
            if wanted.path is not None:
                yield wanted.path, start, xpath
            yield from _attributes(markup, wanted, xpath)
        if sign in "!?" or text[end - 2] == "/":
            continue
        if wanted is None or not wanted.children:
            outside = 1
        else:
            open_elements.append(here)
            here = _Open(wanted, xpath)


def _kind(text: str, start: int, sign: str) -> str:
    """What the mark-up is in an XPath."""
    if sign == "!":
        return "comment()"
    if sign == "?":
        return "processing-instruction()"
    name = NAME.match(text, start + 1)
    return name[0] if name else "*"


def _attributes(tag: re.Match[str], wanted: _Wanted, xpath: str) -> Iterator[tuple[str, int, str]]:
    if not wanted.attributes:
        return
    for attribute in ATTRIBUTE.finditer(tag.string, tag.start(), tag.end()):
        path = wanted.attributes.get(attribute[1])
        if path is not None:
            yield path, attribute.start(), f"{xpath}/@{attribute[1]}"
