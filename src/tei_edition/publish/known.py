"""Which elements of TEI have a look of their own on the site: those that a template names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from tei_edition.resources import stylesheet
from tei_edition.saxon import assembled

_XSL = "{http://www.w3.org/1999/XSL/Transform}"
_IN_BRACKETS = re.compile(r"\[[^\[\]]*\]")
_SELF = re.compile(r"self::([\w.\-]+)")
_NAME = re.compile(r"[A-Za-z][\w.\-]*")


@lru_cache(maxsize=4)
def known_elements(own: bytes = b"") -> frozenset[str]:
    """The names of the elements that templates for texts match, those of an edition's own module (`own`) too."""
    roots = [etree.fromstring(assembled(stylesheet("html/telegram.xsl")).encode())]
    if own:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
        found = etree.fromstring(own, parser)
        roots += [found] if found is not None else []
    return frozenset(name for root in roots for name in _matched(root))


def _matched(root: etree._Element) -> Iterator[str]:
    functions = {str(one.get("name")): one for one in root.iterchildren(f"{_XSL}function")}
    for template in root.iterchildren(f"{_XSL}template"):
        pattern = template.get("match", "")
        if template.get("mode", "row") not in ("row", "cell"):
            continue
        if pattern.startswith("*["):  # *[tx:is-name(.)]: the function says which
            for function in (
                functions[name] for name in re.findall(r"[\w\-]+:[\w\-]+(?=\(\.\))", pattern) if name in functions
            ):
                yield from _SELF.findall(str(etree.tostring(function, encoding="unicode")))
        while pattern != (pattern := _IN_BRACKETS.sub("", pattern)):
            pass
        steps = (part.strip().rpartition("/")[2] for part in re.split(r"[|()]", pattern))
        yield from (step for step in steps if _NAME.fullmatch(step))
