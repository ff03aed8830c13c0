"""Small tools to build TEI with lxml: elements by name, layout, paths."""

from __future__ import annotations

from lxml import etree

TEI = "http://www.tei-c.org/ns/1.0"
XML = "http://www.w3.org/XML/1998/namespace"
_NS = f"{{{TEI}}}"
_XML = f"{{{XML}}}"
Element = etree._Element
# lxml's type hints forget that None names the default namespace.
_NSMAP: dict[str, str] = {None: TEI}  # type: ignore[dict-item]

# Elements whose children stand on lines of their own; all others are laid out in one line, as running text is.
_CONTAINER_NAMES = """
    TEI teiHeader fileDesc titleStmt respStmt publicationStmt availability notesStmt sourceDesc biblStruct analytic
    monogr imprint listWit witness msDesc msIdentifier msContents msItem physDesc objectDesc supportDesc encodingDesc
    editorialDecl appInfo application classDecl taxonomy profileDesc abstract langUsage textClass correspDesc
    correspAction correspContext handNotes revisionDesc text group body div opener closer address list item floatingText
"""
CONTAINERS = frozenset(f"{_NS}{name}" for name in _CONTAINER_NAMES.split())


def root(name: str, **attributes: str) -> Element:
    """A new element of the TEI namespace without a parent."""
    return etree.Element(f"{_NS}{name}", _named(attributes), nsmap=_NSMAP)


def add(parent: Element, name: str, text: str = "", /, **attributes: str) -> Element:
    """A new last child. `xml_id` and `xml_lang` set xml:id and xml:lang; empty attributes are left out."""
    element = etree.SubElement(parent, f"{_NS}{name}", _named(attributes))
    if text:
        element.text = text
    return element


def last_child(parent: Element) -> Element | None:
    """The last child, found at once: `len()` and positive indexes make lxml count all children."""
    return next(parent.iterchildren(reversed=True), None)


def append_text(parent: Element, text: str) -> None:
    """Add `text` after everything that `parent` holds so far."""
    last = last_child(parent)
    if last is not None:
        last.tail = (last.tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def _named(attributes: dict[str, str]) -> dict[str, str]:
    """The attributes that have a value, by their names in XML."""
    return {
        f"{_XML}{name[4:]}" if name.startswith("xml_") else name.rstrip("_"): value
        for name, value in attributes.items()
        if value
    }


def lay_out(element: Element, depth: int = 0) -> None:
    """Indent containers by two spaces; text and its mark-up stay in one line, so that no white space is added."""
    if element.tag not in CONTAINERS or not len(element):
        return
    inner = "\n" + "  " * (depth + 1)
    if not (element.text or "").strip():
        element.text = inner
    for child in element:
        lay_out(child, depth + 1)
        if not child.tail:
            child.tail = inner
    if not (element[-1].tail or "").strip():
        element[-1].tail = "\n" + "  " * depth


def serialised(tei: Element, schemas: str) -> bytes:
    """The file: declaration, xml-model instructions for the schemas in the folder `schemas`, the tree."""
    lay_out(tei)
    models = "".join(
        f'<?xml-model href="{schemas}/{name}" type="application/xml" schematypens="{namespace}"?>\n'
        for name, namespace in (
            ("telegram.rng", "http://relaxng.org/ns/structure/1.0"),
            ("telegram.sch", "http://purl.oclc.org/dsdl/schematron"),
        )
    )
    text = etree.tostring(tei, encoding="unicode")
    # A carriage return in attribute or text would not survive the next parser; lxml writes &#13; for it.
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{models}{text}\n'.encode()


def paths(element: Element, path: str, found: dict[Element, str]) -> dict[Element, str]:
    """The xml:id or XPath (names without prefix) of `element` and all below it."""
    found[element] = element.get(f"{_XML}id") or path
    counts: dict[str, int] = {}
    for child in element:
        name = str(child.tag).removeprefix(_NS)
        counts[name] = counts.get(name, 0) + 1
        paths(child, f"{path}/{name}[{counts[name]}]", found)
    return found
