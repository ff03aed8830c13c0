"""Characters in XML that is written as text: those that it may not hold, and those that it takes for mark-up."""

from __future__ import annotations

import re

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_safe(text: str) -> str:
    """`text` with U+FFFD for every character that XML 1.0 (production Char) cannot hold, as settings may have them."""
    # What can be printed can stand in XML; the other way round it takes a look at each character.
    return text if text.isprintable() else _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def escaped(text: str) -> str:
    """`text` as the content of an element (XML 1.0, 2.4); a carriage return would not survive the next parser as it
    is (2.11)."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def escaped_value(text: str) -> str:
    """`text` as the value of an attribute between double quotation marks; its white space survives, too (3.3.3)."""
    return escaped(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")


def attributes(**values: str) -> str:
    """These values as attributes in XML, without those that are empty."""
    return "".join(f' {name}="{escaped_value(xml_safe(value))}"' for name, value in values.items() if value)
