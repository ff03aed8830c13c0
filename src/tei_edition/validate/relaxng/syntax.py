"""The form of a schema in XML syntax: which elements, attributes and texts it may have (specification, chapter 3)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from tei_edition.validate.relaxng.lexical import SPACE

NS = "http://relaxng.org/ns/structure/1.0"

_PATTERNS = (
    "element attribute group interleave choice optional zeroOrMore oneOrMore list mixed ref parentRef empty value data "
    "notAllowed externalRef grammar"
)
_CLASSES = "name anyName nsName choice"
_GRAMMAR = "start define div include"
# For each element: its own attributes, those that it must have, and what it may hold.
_FORMS: dict[str, tuple[str, str, str]] = {
    "element": ("name", "", f"{_PATTERNS} {_CLASSES}"),
    "attribute": ("name", "", f"{_PATTERNS} {_CLASSES}"),
    **dict.fromkeys(
        ["group", "interleave", "optional", "zeroOrMore", "oneOrMore", "list", "mixed"], ("", "", _PATTERNS)
    ),
    "choice": ("", "", f"{_PATTERNS} {_CLASSES}"),
    "ref": ("name", "name", ""),
    "parentRef": ("name", "name", ""),
    "empty": ("", "", ""),
    "text": ("", "", ""),
    "notAllowed": ("", "", ""),
    "value": ("type", "", ""),
    "data": ("type", "type", "param except"),
    "param": ("name", "name", ""),
    "except": ("", "", f"{_PATTERNS} {_CLASSES}"),
    "externalRef": ("href", "href", ""),
    "grammar": ("", "", _GRAMMAR),
    "start": ("combine", "", _PATTERNS),
    "define": ("name combine", "name", _PATTERNS),
    "div": ("", "", _GRAMMAR),
    "include": ("href", "href", "start define div"),
    "name": ("", "", ""),
    "anyName": ("", "", "except"),
    "nsName": ("", "", "except"),
}
_FORMS = {kind: (own, needed, f"{held} text" if "notAllowed" in held else held)
          for kind, (own, needed, held) in _FORMS.items()}  # fmt: skip
_EVERYWHERE = frozenset({"ns", "datatypeLibrary"})
_ATTRIBUTES = {kind: frozenset(own.split()) | _EVERYWHERE for kind, (own, _, _) in _FORMS.items()}
_NEEDED = {kind: needed.split() for kind, (_, needed, _) in _FORMS.items()}
_HELD = {kind: frozenset(f"{{{NS}}}{name}" for name in held.split()) for kind, (_, _, held) in _FORMS.items()}
_WITH_TEXT = frozenset({"value", "param", "name"})
_OF_RNG = f"{{{NS}}}"


def misformed(root: etree._Element) -> tuple[str, etree._Element] | None:
    """The first thing that makes a document no schema in XML syntax, and where it stands; None if there is none."""
    return next(_faults(root), None)


def _faults(node: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    kind = str(node.tag)[len(_OF_RNG) :]
    if kind not in _FORMS:
        yield f"RELAX NG has no element '{kind}'", node
        return
    for name in node.attrib:
        if str(name)[0] != "{" and name not in _ATTRIBUTES[kind]:
            yield f"'{kind}' has no attribute '{name!s}' in RELAX NG", node
    for name in _NEEDED[kind]:
        if name not in node.attrib:
            yield f"'{kind}' needs the attribute '{name}'", node
    held = _HELD[kind]
    plain = kind not in _WITH_TEXT
    if plain and node.text and node.text.strip(SPACE):
        yield f"text may not stand in '{kind}'", node
    for child in node:
        tag = child.tag
        if isinstance(tag, str) and tag.startswith(_OF_RNG):
            if tag not in held and tag[len(_OF_RNG) :] in _FORMS:
                yield f"'{tag[len(_OF_RNG) :]}' may not stand in '{kind}'", child
            yield from _faults(child)
        if plain and child.tail and child.tail.strip(SPACE):
            yield f"text may not stand in '{kind}'", node
