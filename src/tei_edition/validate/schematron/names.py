"""The names of Schematron's vocabulary, and of what may stand beside it."""

from __future__ import annotations

from lxml import etree

SCH = "http://purl.oclc.org/dsdl/schematron"
OLD_SCH = "http://www.ascc.net/xml/schematron"  # Schematron 1.5; its elements are read as those of ISO Schematron
XSL = "http://www.w3.org/1999/XSL/Transform"
SQF = "http://www.schematron-quickfix.com/validator/process"
RNG = "http://relaxng.org/ns/structure/1.0"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"

ELEMENTS = frozenset(
    (
        *("schema", "title", "p", "ns", "let", "param", "include", "phase", "active"),
        *("pattern", "rule", "extends", "assert", "report"),
        *("diagnostics", "diagnostic", "properties", "property", "value-of", "name", "emph", "span", "dir"),
    )
)
"""All elements of ISO Schematron that are read."""


def s(name: str) -> str:
    """The tag of Schematron's element `name`."""
    return f"{{{SCH}}}{name}"


def x(name: str) -> str:
    """The tag of XSLT's element `name`."""
    return f"{{{XSL}}}{name}"


def namespace_of(element: etree._Element) -> str:
    """The namespace of an element; "" for none, and for comments and instructions."""
    return etree.QName(element).namespace or "" if isinstance(element.tag, str) else ""
