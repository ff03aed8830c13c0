"""HTML → a tree (no network, no scripts, nothing fetched), and what its head says of the page."""

from __future__ import annotations

import re
from urllib.parse import quote, urljoin, urlsplit

from lxml import etree

from tei_edition.errors import SourceError

Element = etree._Element

MAXIMUM_ELEMENTS = 100_000
"""A page of an archive has some thousand elements; what has more is no page, and would choke every later step."""
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->")
_REACH = 8192
_SAFE = "/?#[]@!$&'()*+,;=:%~"


def parse(html: str) -> Element:
    """The tree that a browser would make of a page, faults mended as far as they can be.

    Raises SourceError for a page without elements, with too many, or in which they stand in each other too deep.
    """
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
    try:
        root: Element | None = etree.fromstring(html.encode(), parser)
    except etree.XMLSyntaxError:
        root = None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        entry = next(entry for entry in parser.error_log if entry.type_name == "ERR_RESOURCE_LIMIT")
        raise SourceError(
            "elements stand in each other deeper than in any page",
            "Save the page anew from the browser, or copy its text.",
            rule="source-too-large",
            line=entry.line,
        )
    if root is None:
        raise SourceError("the file holds no HTML", "Save the page anew.", rule="source-empty", line=1)
    for count, _ in enumerate(root.iter(), start=1):
        if count > MAXIMUM_ELEMENTS:
            raise SourceError(
                f"the page has more than {MAXIMUM_ELEMENTS:,} elements",
                "Give one page a file.",
                rule="source-too-large",
                line=1,
            )
    return root


def classes(element: Element) -> frozenset[str]:
    """The classes of an element."""
    return frozenset(element.get("class", "").split())


def words_in(element: Element, longest: int = 300) -> str:
    """The text in an element, white space folded; no more than about `longest` characters of it."""
    pieces: list[str] = []
    length = 0
    for text in element.itertext():
        pieces.append(str(text)[:longest])
        length += len(pieces[-1].strip())
        if length > longest:
            break
    return " ".join("".join(pieces).split())


def page_address(root: Element, html: str, stated: str) -> str:
    """The address of the page: the canonical one that it states, else the one that it was saved from."""
    links = (link.get("href", "") for link in root.iter("link") if "canonical" in link.get("rel", "").lower().split())
    metas = (meta.get("content", "") for meta in root.iter("meta") if meta.get("property") == "og:url")
    saved = _SAVED_FROM.search(html[:_REACH])
    found = (web_address(one) for one in (*links, saved[1] if saved else "", stated, *metas))
    return next((one for one in found if one), "")


def web_address(reference: str, base: str = "") -> str:
    """The address that a link means, or nothing if it leads nowhere on the web."""
    try:
        address = urljoin(base, reference.strip())
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not parts.netloc:
        return ""
    return quote(address, safe=_SAFE)
