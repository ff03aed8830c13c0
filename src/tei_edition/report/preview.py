"""What a preview puts into the pages that it serves: findings at the places that they concern. No build has it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from lxml import etree

from tei_edition.catalogue.mentions import Anchors
from tei_edition.diagnostics import Diagnostic, Severity
from tei_edition.parsing import locked_parser

ADDRESS = "/_preview/"
"""Below this address is what belongs to the preview; no site has such a folder."""
_FOLDER = Path(__file__).parent
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_GRAVEST = [one.value for one in (Severity.ERROR, Severity.WARNING, Severity.INFO)]
_STEP = re.compile(r"([\w.\-:]+)\[(\d+)\]|([\w.\-:]+)")
_INSTEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="script-src 'self'; object-src 'none'; base-uri 'none'">
<title>{title}</title>
<link rel="stylesheet" href="/assets/site.css">
</head>
<body>
<main><h1>{title}</h1><p>{text}</p><p><a href="/index.html">Home</a></p></main>
</body>
</html>
"""
_END = re.compile(rb"</body\s*>", re.IGNORECASE)


def own_files() -> dict[str, bytes]:
    """The script and the style sheet of the preview, by their addresses."""
    return {f"{ADDRESS}{name}": (_FOLDER / name).read_bytes() for name in ("preview.js", "preview.css")}


def with_preview(page: bytes, name: str, build: str) -> bytes:
    """A page of the site with the preview's script: `name` is its telegram (or ""), `build` what the page is of."""
    given = f'data-page="{escape(name)}" data-build="{escape(build)}"'
    added = (
        f'<link rel="stylesheet" href="{ADDRESS}preview.css"><script src="{ADDRESS}preview.js" {given} defer></script>'
    ).encode()
    ends = list(_END.finditer(page))
    place = ends[-1].start() if ends else len(page)
    return page[:place] + added + page[place:]


def instead(title: str, text: str) -> bytes:
    """A page that stands for one that cannot be made."""
    return _INSTEAD.format(title=escape(title), text=escape(text)).encode()


def findings_json(found: Iterable[Diagnostic], general: Iterable[Diagnostic], document: bytes) -> bytes:
    """The findings on a telegram with the ids of its page at which they may be shown, the nearest first; `general`
    findings concern all pages. `document` is its TEI file, as it is now."""
    places = _Places(document)
    told = [_told(one, []) for one in general] + [_told(one, places.of(one)) for one in found]
    told.sort(key=lambda one: _GRAVEST.index(one["severity"]))
    return json.dumps({"findings": told}, ensure_ascii=False).encode("utf-8", "replace")


def _told(found: Diagnostic, ids: list[str]) -> dict[str, Any]:
    return {
        "severity": found.severity.value,
        "rule": found.rule,
        "message": found.message,
        "help": found.help,
        "place": str(found.location),
        "ids": ids,
    }


class _Places:
    def __init__(self, document: bytes) -> None:
        self._root, self._anchors = _read(document)

    def of(self, found: Diagnostic) -> list[str]:
        """The ids of the element that a finding concerns and of those that hold it."""
        element = self._element(found)
        ids: list[str] = []
        while element is not None and element is not self._root and self._anchors is not None:
            ids += [one for one in (self._anchors.at(element), str(element.get(_ID, ""))) if one]
            element = element.getparent()
        return list(dict.fromkeys(ids))

    def _element(self, found: Diagnostic) -> etree._Element | None:
        if self._root is None:
            return None
        here = _by_path(self._root, found.location.xpath)
        if here is None and found.location.line:
            here = _by_line(self._root, found.location.line)
        return here


@lru_cache(maxsize=8)
def _read(document: bytes) -> tuple[etree._Element | None, Anchors | None]:
    parser = locked_parser()
    try:
        root = etree.fromstring(document, parser)
    except etree.XMLSyntaxError:
        return None, None
    return root, Anchors(root)


def _by_path(root: etree._Element, path: str) -> etree._Element | None:
    """The element that an XPath of names names, or the last one on the way to it that is there."""
    here: etree._Element | None = None
    for step in path.partition("/@")[0].strip("/").split("/"):
        found = _STEP.fullmatch(step)
        if found is None:
            break
        name, number = found[1] or found[3], int(found[2] or 1)
        children = [root] if here is None else [one for one in here if isinstance(one.tag, str)]
        named = [one for one in children if etree.QName(one).localname == name.rpartition(":")[2]]
        if len(named) < number:
            break
        here = named[number - 1]
    return here


def _by_line(root: etree._Element, line: int) -> etree._Element | None:
    """The last element that begins on a line or before it."""
    here = None
    for element in root.iter(etree.Element):
        begins = element.sourceline
        if isinstance(begins, int) and begins > line:
            break
        here = element
    return here
