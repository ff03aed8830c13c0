"""The grammar of the telegram profile (RELAX NG), for now by libxml2; `check_grammar` hides the engine."""

from __future__ import annotations

import re
from functools import cache

from lxml import etree

from tei_edition import resources
from tei_edition.diagnostics import Diagnostic, Location, Severity
from tei_edition.validate.wellformed import line_of, path_of

_TEI = "http://www.tei-c.org/ns/1.0"
# What libxml2 says, by how much it tells; where one place has several messages, the first in this order is kept.
_WORDS = (
    (re.compile(r"Did not expect element (\S+) there"),
     "grammar-element-unexpected", "The element '{0}' may not stand here."),
    (re.compile(r"Invalid attribute (\S+) for element (\S+)"),
     "grammar-attribute-invalid", "The attribute '{0}' is not allowed on '{1}', or its value is not allowed."),
    (re.compile(r"Expecting (?:an )?element (\S*), got nothing"),
     "grammar-element-missing", "The element '{0}' is missing, or another of the same kind."),
    (re.compile(r"Expecting (?:an )?element (\S+), got (\S+)"),
     "grammar-element-unexpected", "The element '{1}' stands where '{0}' is expected."),
    (re.compile(r"Did not expect text in element (\S+) content"),
     "grammar-text-unexpected", "Text may not stand directly in '{0}'."),
    (re.compile(r"Element (\S+) failed to validate attributes"),
     "grammar-attribute-invalid", "An attribute of '{0}' is missing, not allowed, or has a value that is not."),
    (re.compile(r"Element (\S+) has extra content: (\S+)"),
     "grammar-element-unexpected", "'{0}' may not hold '{1}' here."),
    (re.compile(r"Element (\S+) failed to validate content"),
     "grammar-content-invalid", "What '{0}' holds is incomplete, or not in the expected order."),
)  # fmt: skip
_HELP = "The sections of schemas/telegram.rnc say what may stand where."


@cache
def _grammar() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(resources.schema("telegram.rng")))


def check_grammar(document: etree._Element, file: str) -> list[Diagnostic]:
    """What does not follow schemas/telegram.rng, at most one finding per place.

    libxml2 knows no column, and no line beyond 65,535; both are then 0.
    """
    grammar = _grammar()
    if grammar.validate(document.getroottree()):
        return []
    best: dict[str, tuple[int, Diagnostic]] = {}
    for entry in grammar.error_log:
        rank, rule, message = _translated(entry.message)
        element = _element_at(document, entry.path)
        xpath = path_of(element) if element is not None else ""
        line = line_of(element) if element is not None else 0
        finding = Diagnostic(rule, Severity.ERROR, message, Location(file, line, 0, xpath), _HELP)
        place = xpath or str(line)
        if place not in best or rank < best[place][0]:
            best[place] = (rank, finding)
    known = [finding for rank, finding in best.values() if rank < len(_WORDS)] or [f for _, f in best.values()]
    # libxml2 also blames the elements around a fault, and what follows it: only the innermost places say something.
    places = [finding.location.xpath for finding in known]
    return [f for f in known if not any(other.startswith(f.location.xpath + "/") for other in places)]


def _translated(message: str) -> tuple[int, str, str]:
    for rank, (pattern, rule, words) in enumerate(_WORDS):
        match = pattern.search(message)
        if match:
            return rank, rule, words.format(*(group or "" for group in match.groups()))
    return len(_WORDS), "grammar-invalid", f"The document does not follow the telegram profile: {message}"


def _element_at(document: etree._Element, path: str | None) -> etree._Element | None:
    if not path:
        return None
    # libxml2 writes /*/*[2] for elements of a default namespace.
    try:
        found = document.getroottree().xpath(path, namespaces={"tei": _TEI})
    except etree.XPathError:
        return None
    return found[0] if isinstance(found, list) and found and isinstance(found[0], etree._Element) else None
