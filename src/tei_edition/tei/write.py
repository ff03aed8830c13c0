"""A tree of TEI → the file: layout, escaping, the instructions for editors' programs (XML 1.0, 2.4 and 2.8)."""

from __future__ import annotations

import re

from tei_edition.characters import escaped, escaped_value
from tei_edition.tei.build import CONTAINERS, TEI, Element

_ATTRIBUTES = {"xml_id": "xml:id", "xml_lang": "xml:lang", "from_": "from"}
# XML has no place for these, however they are written.
_FORBIDDEN = bytes((*range(9), 11, 12, *range(14, 32)))
_IN_VALUES = re.compile('[&<>\r"\n\t]')
_NO_CHARACTERS = ("\ufffe", "\uffff")


def serialised(tei: Element, schemas: str) -> bytes:
    """The file: declaration, xml-model instructions for the schemas in the folder `schemas`, the tree.

    Containers are indented by two spaces; text and its mark-up stay in one line, so that no white space is added.
    Raises ValueError for characters that XML cannot hold.
    """
    models = "".join(
        f'<?xml-model href="{schemas}/{name}" type="application/xml" schematypens="{namespace}"?>\n'
        for name, namespace in (
            ("telegram.rng", "http://relaxng.org/ns/structure/1.0"),
            ("telegram.sch", "http://purl.oclc.org/dsdl/schematron"),
        )
    )
    made = [f'<?xml version="1.0" encoding="UTF-8"?>\n{models}']
    _write(Element(tei.name, {"xmlns": TEI, **tei.attributes}, tei.content), "\n", made)
    made.append("\n")
    text = "".join(made)
    content = text.encode()
    if len(content.translate(None, _FORBIDDEN)) < len(content) or any(one in text for one in _NO_CHARACTERS):
        raise ValueError("a character that XML cannot hold: a control character, U+FFFE or U+FFFF")
    return content


def same_in_all(element: Element, depth: int) -> Element:
    """`element`, written once for all files in which it stands at this depth (the root has 0); it must not change."""
    made: list[str] = []
    _write(element, "\n" + "  " * depth, made)
    element.written = "".join(made)
    return element


def _write(element: Element, line: str, made: list[str]) -> None:
    """Append the element's mark-up to `made`; `line` is the line end with the element's indentation, empty if all that
    it holds stays in one line."""
    if element.written:
        made.append(element.written)
        return
    name = element.name
    tag = name
    for attribute, value in element.attributes.items():
        if value:
            # Most values are ids and words of a list, in which nothing has to be escaped.
            printed = escaped_value(value) if _IN_VALUES.search(value) else value
            tag += f' {_ATTRIBUTES.get(attribute, attribute)}="{printed}"'
    content = element.content
    if not content:
        made.append(f"<{tag}/>")
    elif len(content) == 1 and isinstance(content[0], str):
        made.append(f"<{tag}>{escaped(content[0])}</{name}>")
    else:
        made.append(f"<{tag}>")
        if line and name in CONTAINERS:
            _write_lines(content, line, made)
        else:
            for part in content:
                if isinstance(part, str):
                    made.append(escaped(part))
                else:
                    _write(part, "", made)
        made.append(f"</{name}>")


def _write_lines(content: list[str | Element], line: str, made: list[str]) -> None:
    """Append the content of a container: each child on a line of its own, unless text stands between."""
    inner = f"{line}  "
    text, before = "", False
    for part in content:
        if isinstance(part, str):
            text += part
        else:
            made.append(escaped(text) if text and (before or text.strip()) else inner)
            _write(part, inner, made)
            text, before = "", True
    if before:
        made.append(escaped(text) if text.strip() else line)
    else:
        made.append(escaped(text))
