"""Exact places for findings of engines that know no column, and no line beyond 65,535."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from lxml import etree

from tei_edition.diagnostics import Diagnostic
from tei_edition.validate.places import places

_Steps = dict[str, tuple[etree._Element, int]]
"""Child elements by their steps in an XPath of local names, `p[2]`, each with its position among all child nodes."""


def placed(found: Iterable[Diagnostic], root: etree._Element, content: bytes) -> list[Diagnostic]:
    """The findings on a document, those without a column at the exact place of the node that their XPath names.

    `root` is the document's root, `content` what it was read from. The XPaths are those of `wellformed.path_of`, also
    with an attribute behind them. A finding without XPath stays as it is.
    """
    findings = list(found)
    known: dict[etree._Element | None, _Steps] = {None: {_step(root, 1): (root, 1 + sum(1 for _ in _before(root)))}}
    paths = {
        number: path
        for number, one in enumerate(findings)
        if one.location.xpath and not one.location.column and (path := _path(one.location.xpath, known))
    }
    if not paths:
        return findings
    at = places(content, {*paths.values(), *(path.partition("/@")[0] for path in paths.values())})
    for number, path in paths.items():
        place = at.get(path) or at.get(path.partition("/@")[0])  # The attribute may be written with another prefix.
        if place is not None:
            here = replace(findings[number].location, line=place.line, column=place.column)
            findings[number] = replace(findings[number], location=here)
    return findings


def _path(xpath: str, known: dict[etree._Element | None, _Steps]) -> str:
    """The path, for `places`, of the node that an XPath names; "" if there is none. `known` grows."""
    steps, _, attribute = xpath.partition("/@")
    here: etree._Element | None = None
    positions = []
    for step in steps.strip("/").split("/"):
        if here not in known and here is not None:
            known[here] = _children(here)
        entry = known[here].get(step if step.endswith("]") else f"{step}[1]")
        if entry is None:
            return ""
        here, position = entry
        positions.append(str(position))
    return "/".join(positions) + (f"/@{attribute}" if attribute else "")


def _children(parent: etree._Element) -> _Steps:
    found: _Steps = {}
    of_tag: Counter[str] = Counter()
    position = 1 if parent.text else 0
    for child in parent:
        position += 1
        if isinstance(child.tag, str):
            of_tag[child.tag] += 1
            found.setdefault(_step(child, of_tag[child.tag]), (child, position))
        position += 1 if child.tail else 0
    return found


def _step(element: etree._Element, number: int) -> str:
    return f"{str(element.tag).rpartition('}')[2]}[{number}]"


def _before(root: etree._Element) -> Iterable[etree._Element]:
    return root.itersiblings(preceding=True)
