"""Faults in an editor's words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from lxml import etree

from tei_edition.diagnostics import Diagnostic, Location, Severity
from tei_edition.validate.relaxng.checker import Fault
from tei_edition.validate.relaxng.names import local, namespace_of

_XML = "{http://www.w3.org/XML/1998/namespace}"
_MOST = 12
_RULES = {
    "element-unknown": "grammar-element-unknown",
    "element-unexpected": "grammar-element-unexpected",
    "element-missing": "grammar-element-missing",
    "element-absent": "grammar-element-missing",
    "content-incomplete": "grammar-content-incomplete",
    "content-invalid": "grammar-value-invalid",
    "text-unexpected": "grammar-text-unexpected",
    "attribute-unknown": "grammar-attribute-unknown",
    "attribute-missing": "grammar-attribute-missing",
    "value-invalid": "grammar-value-invalid",
    "id-doubled": "grammar-id-doubled",
    "id-missing": "grammar-id-missing",
}


def diagnostic(fault: Fault, file: str, paths: Paths) -> Diagnostic:
    """The finding that tells of a fault."""
    element = fault.element
    message, help_ = _words(fault)
    if fault.suggestion and shown(fault.suggestion) != shown(fault.name or fault.value):
        others = help_ if len(fault.expected) > 1 else ""
        help_ = f"Did you mean '{shown(fault.suggestion)}'? {others}".rstrip()
    xpath = paths.of(element)
    if fault.name and fault.kind in ("attribute-unknown", "value-invalid", "id-doubled", "id-missing"):
        xpath += f"/@{shown(fault.name)}"
    line = element.sourceline if isinstance(element.sourceline, int) and element.sourceline < 65535 else 0
    return Diagnostic(_RULES[fault.kind], Severity.ERROR, message, Location(file, line, 0, xpath), help_)


def _words(fault: Fault) -> tuple[str, str]:
    """What is wrong, and what may stand there."""
    element, parent = fault.element, fault.element.getparent()
    here, name = shown(str(element.tag)), shown(fault.name)
    within = f"in '{shown(str(parent.tag))}'" if parent is not None else "as the root"
    expected = f"Expected here: {_listed(fault.expected)}." if fault.expected else ""
    if fault.kind == "element-unknown":
        own, meant = namespace_of(str(element.tag)), namespace_of(fault.suggestion)
        if fault.suggestion and own != meant:
            where = f"in the namespace '{own}'" if own else "in no namespace"
            return (
                f"The element '{here}' {within} is {where}.",
                f"It belongs to '{meant}'." if meant else "It has none.",
            )
        known = f"The schema has no element '{here}'"
        if parent is not None and own != namespace_of(str(parent.tag)):
            known += f" in the namespace '{own}'"
        return f"{known}; it stands {within}.", expected
    if fault.kind == "element-unexpected":
        return f"The element '{here}' may not stand here {within}.", expected or "No further element may stand here."
    if fault.kind == "element-missing":
        return f"The element '{name}' is missing before '{here}' {within}.", f"Put '{name}' before it."
    if fault.kind == "element-absent":
        return f"The element '{name}' is missing in '{here}'.", f"Add '{name}'."
    if fault.kind == "content-incomplete":
        return f"What '{here}' holds is incomplete.", expected
    if fault.kind == "text-unexpected":
        return f"Text may not stand directly in '{here}': '{_short(fault.value)}'.", expected
    if fault.kind == "attribute-unknown":
        allowed = f"Allowed are {_listed(fault.expected)}." if fault.expected else "It takes no further attribute."
        return f"The attribute '{name}' is not allowed on '{here}'.", allowed
    if fault.kind == "attribute-missing":
        if fault.name:
            return f"The attribute '{name}' is missing on '{here}'.", f'Add {name}="…".'
        return f"An attribute is missing on '{here}'.", f"Add one of {_listed(fault.expected)}."
    if fault.kind == "id-doubled":
        return (
            f"The value '{_short(fault.value)}' of the attribute '{name}' on '{here}' stands on another element, too.",
            "Give each element a value of its own, and correct the pointers to it.",
        )
    if fault.kind == "id-missing":
        return (
            f"The attribute '{name}' on '{here}' names '{_short(fault.value)}', which is the id of no element.",
            "Correct the name, or give the element that is meant this id.",
        )
    what = f"of the attribute '{name}' on '{here}'" if fault.name else f"in '{here}'"
    listed = f"Allowed are {_listed(fault.expected)}." if fault.expected else ""
    reason = f": it {fault.reason}" if fault.reason else ""
    if fault.name and not listed and "a date such as" in reason:
        listed = f"Write it in such a form; what the source prints stays the text of '{here}'."
    return f"The value '{_short(fault.value)}' {what} is not allowed{reason}.", listed


def shown(name: str) -> str:
    """A name as editors write it: without its namespace, those of XML with their prefix."""
    return f"xml:{name[len(_XML) :]}" if name.startswith(_XML) else local(name)


def _listed(names: Iterable[str]) -> str:
    every = [f"'{shown(name)}'" for name in names]
    more = len(every) - _MOST
    return ", ".join(every[:_MOST]) + (f" and {more} more" if more > 0 else "")


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:59] + "…"


class Paths:
    """The XPaths of elements of one document, their steps without prefixes; siblings are counted once."""

    def __init__(self) -> None:
        self._known: dict[etree._Element, str] = {}

    def of(self, element: etree._Element) -> str:
        """The XPath of an element."""
        if element not in self._known:
            parent = element.getparent()
            if parent is None:
                self._known[element] = f"/{local(str(element.tag))}[1]"
            else:
                above = self.of(parent)
                of_tag: Counter[str] = Counter()
                for child in parent.iterchildren(etree.Element):
                    of_tag[str(child.tag)] += 1
                    self._known[child] = f"{above}/{local(str(child.tag))}[{of_tag[str(child.tag)]}]"
        return self._known[element]
