"""The original reading of a text: the characters of the source, without what the edition adds."""

from __future__ import annotations

from tei_edition.tei.build import TEI, XML, Element

_ADDED = frozenset(f"{{{TEI}}}{name}" for name in ("corr", "reg", "expan"))
_OF_THE_SOURCE = frozenset(("#r-tr", "#r-archive"))
__all__ = ["XML", "bare", "original_reading"]


def original_reading(text: Element) -> str:
    """The characters of `text` in order: sic, orig, abbr and marks of the source, never corr, reg, expan, supplied
    marks, or notes of the edition itself (those whose @resp is neither the translator nor the archive)."""
    found: list[str] = []
    _collect(text, found)
    return "".join(found)


def bare(text: str) -> str:
    """`text` without white space, as readings are compared."""
    return "".join(text.split())


def _collect(element: Element, found: list[str]) -> None:
    if element.text:
        found.append(element.text)
    for child in element:
        if isinstance(child.tag, str) and not _is_added(child):
            _collect(child, found)
        if child.tail:
            found.append(child.tail)


def _is_added(element: Element) -> bool:
    if element.tag in _ADDED:
        return True
    if element.tag == f"{{{TEI}}}supplied":
        return element.get("reason") == "omitted-in-original"
    if element.tag == f"{{{TEI}}}note":
        resp = element.get("resp")
        return resp is not None and not _OF_THE_SOURCE & set(resp.split())
    return False
