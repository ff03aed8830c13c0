"""The original reading of a text: the characters of the source, without what the edition adds."""

from __future__ import annotations

from tei_edition.tei.build import Element

_ADDED = frozenset(("corr", "reg", "expan"))
_PERHAPS_ADDED = frozenset(("supplied", "note", *_ADDED))
_OF_THE_SOURCE = frozenset(("#r-tr", "#r-archive"))


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
    for part in element.content:
        if isinstance(part, str):
            found.append(part)
        elif part.name not in _PERHAPS_ADDED or not _is_added(part):
            _collect(part, found)


def _is_added(element: Element) -> bool:
    if element.name == "supplied":
        return element.attributes.get("reason") == "omitted-in-original"
    if element.name == "note":
        resp = element.attributes.get("resp", "")
        return bool(resp) and not _OF_THE_SOURCE & set(resp.split())
    return element.name in _ADDED
