"""Where in a file a node of its document begins, whatever the engine that found something there can tell.

Engines know the end of a start tag, or a line below 65,536, or nothing of attributes, text and comments. Here the text
of a well-formed document without DOCTYPE is read once more, only as far as needed and only when there are findings.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable

# One mark-up of a well-formed document; a tag's attribute values may hold `>`, nothing in a tag may hold `<`.
_MARKUP = re.compile(
    r"<(?:!--.*?-->|!\[CDATA\[.*?\]\]>|\?.*?\?>|[^>\"'!?][^>\"']*(?:(?:\"[^\"]*\"|'[^']*')[^>\"']*)*>)", re.DOTALL
)
_ATTRIBUTE = re.compile(r"([^\s=/<>]+)\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_LINE_END = re.compile("\r\n?|\n")  # What XML takes for one; str.splitlines() knows more.


class _Wanted:
    """A node that is looked for, or has such nodes below it."""

    __slots__ = ("attributes", "children", "path")

    def __init__(self) -> None:
        self.path: str | None = None
        self.children: dict[int, _Wanted] = {}
        self.attributes: dict[str, str] = {}


def places(content: bytes, paths: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Line and column, from 1 and in characters, of the nodes that `paths` name; unknown nodes are left out.

    A path holds, from the outside in, the position of each node among all child nodes of its parent as XPath counts
    them (text with its CDATA sections is one node), such as `1/4/2`; an attribute adds its name as written,
    `1/4/2/@when`; the document itself is the empty path. A text begins at its first character that is no white space.
    """
    text = content.decode("utf-8-sig")
    starts = _offsets(text, _tree(paths))
    line_starts = [0, *(end.end() for end in _LINE_END.finditer(text))]
    found = {}
    for path, offset in starts.items():
        line = bisect.bisect_right(line_starts, offset)
        found[path] = (line, offset - line_starts[line - 1] + 1)
    return found


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


def _offsets(text: str, top: _Wanted) -> dict[str, int]:
    found: dict[str, int] = {}
    if top.path is not None:
        found[top.path] = 0
    open_elements: list[tuple[_Wanted, int]] = []  # each with the number of child nodes met before
    here, count = top, 0
    outside = 0  # how many elements are open in which nothing is looked for
    within_text = False
    end = 0
    for markup in _MARKUP.finditer(text):
        start, before, end = markup.start(), end, markup.end()
        if outside:
            if text[start + 1] == "/":
                outside -= 1
            elif text[start + 1] not in "!?" and text[end - 2] != "/":
                outside += 1
            continue
        cdata = text.startswith("<![CDATA[", start)
        letters = before < start or (cdata and end - start > len("<![CDATA[]]>"))
        if letters and open_elements and not within_text:
            count += 1
            within_text = True
            _text(text, before, start, here.children.get(count), found)
        if cdata:
            continue
        within_text = False
        if text[start + 1] == "/":
            here, count = open_elements.pop()
            continue
        if start == 0 and re.match(r"<\?xml\s", text):
            continue
        count += 1
        node = here.children.get(count)
        if node is not None:
            if node.path is not None:
                found[node.path] = start
            if node.attributes:
                _attributes(markup, node, found)
        if text[start + 1] in "!?" or text[end - 2] == "/":
            continue
        if node is None or not node.children:
            outside = 1
        else:
            open_elements.append((here, count))
            here, count = node, 0
    return found


def _text(text: str, start: int, end: int, node: _Wanted | None, found: dict[str, int]) -> None:
    if node is not None and node.path is not None:
        run = text[start:end]
        found[node.path] = start + len(run) - len(run.lstrip(" \t\r\n"))


def _attributes(tag: re.Match[str], node: _Wanted, found: dict[str, int]) -> None:
    for attribute in _ATTRIBUTE.finditer(tag.string, tag.start(), tag.end()):
        path = node.attributes.get(attribute[1])
        if path is not None:
            found[path] = attribute.start()
