"""Characters that settings may hold and XML may not."""

from __future__ import annotations

import re
from xml.sax.saxutils import quoteattr

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_safe(text: str) -> str:
    """`text` with U+FFFD for every character that XML 1.0 (production Char) cannot hold."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def attributes(**values: str) -> str:
    """These values as attributes in XML, without those that are empty."""
    return "".join(f" {name}={quoteattr(xml_safe(value))}" for name, value in values.items() if value)
