"""The grammar of the telegram profile (RELAX NG), for now by libxml2; `check_grammar` hides the engine."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable
from functools import cache

from lxml import etree

from tei_edition import resources
from tei_edition.diagnostics import Diagnostic, Location, Severity
from tei_edition.validate.vocabulary import Fault, profile_vocabulary, shown
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
    """What does not follow schemas/telegram.rng, at most one finding per place, in the document's order.

    Names and values that the profile never has are told first; the engine then sees a copy that is mended there, so
    that they neither hide other faults nor are told twice. libxml2 knows no column, and no line beyond 65,535; both
    are then 0, until `placed` fills them in.
    """
    grammar = _grammar()
    if grammar.validate(document.getroottree()):
        return []
    faults = profile_vocabulary().faults(document)
    if not faults:
        return _blamed(document, grammar, file, {})
    mended = copy.deepcopy(document)
    origin = dict(zip(mended.iter(etree.Element), document.iter(etree.Element), strict=True))
    twin = {original: element for element, original in origin.items()}
    for fault in faults:
        _mend(twin[fault.element], fault)
    told = {path_of(fault.element) for fault in faults}
    told |= {place.rpartition("/")[0] for place in told}  # What lacks an element that was misspelt is not told again.
    found = [] if grammar.validate(mended.getroottree()) else _blamed(mended, grammar, file, origin)
    return [_fault(fault, file) for fault in faults] + [f for f in found if f.location.xpath not in told]


def _blamed(
    document: etree._Element, grammar: etree.RelaxNG, file: str, origin: dict[etree._Element, etree._Element]
) -> list[Diagnostic]:
    """What the engine says of a document that is not valid; `origin` leads from its elements to those of the file."""
    best: dict[str, tuple[int, Diagnostic]] = {}
    for entry in grammar.error_log:
        rank, rule, message = _translated(entry.message)
        element = _element_at(document, entry.path)
        if element is not None:
            element = origin.get(element, element)
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


def _mend(element: etree._Element, fault: Fault) -> None:
    """Put the likely meaning in the place of a fault; without one, leave the fault out."""
    if fault.value:
        element.set(fault.attribute, fault.suggestion or fault.allowed[0])
    elif fault.attribute:
        value = str(element.attrib.pop(fault.attribute))
        if fault.suggestion:
            element.set(fault.suggestion, value)
    elif fault.suggestion:
        element.tag = fault.suggestion
    else:
        parent = element.getparent()
        if parent is not None:
            element.tag = "removed"
            etree.strip_elements(parent, "removed", with_tail=False)


def _fault(fault: Fault, file: str) -> Diagnostic:
    element, name = fault.element, shown(str(fault.element.tag))
    help_ = f"Did you mean '{shown(fault.suggestion)}'? " if fault.suggestion else ""
    xpath = path_of(element)
    if fault.value:
        rule = "grammar-value-invalid"
        message = f"The value '{fault.value}' of the attribute '{shown(fault.attribute)}' on '{name}' is not allowed."
        help_ += f"Allowed are {_listed(fault.allowed)}."
    elif fault.attribute:
        rule = "grammar-attribute-unknown"
        message = f"The telegram profile has no attribute '{shown(fault.attribute)}' on '{name}'."
        own = f"{_listed(fault.allowed)}, and " if fault.allowed else ""
        help_ += f"Allowed are {own}those of every element, such as xml:id, n and rend."
    else:
        rule = "grammar-element-unknown"
        message = f"The telegram profile has no element '{name}'."
        if etree.QName(element).namespace != _TEI:
            message = f"The element '{name}' is not in the namespace of TEI, {_TEI}."
        help_ += "schemas/telegram.rnc has all elements."
    if fault.attribute:
        xpath += f"/@{shown(fault.attribute)}"
    return Diagnostic(rule, Severity.ERROR, message, Location(file, line_of(element), 0, xpath), help_)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"'{shown(name)}'" for name in names)


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
