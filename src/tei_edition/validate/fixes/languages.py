"""The languages that a header declares."""

from __future__ import annotations

from lxml import etree

from tei_edition.diagnostics import Fix
from tei_edition.edits import Edit
from tei_edition.validate.fixes.case import Case, fix


def remove_repeated(case: Case) -> Fix | None:
    """The second of two declarations goes, with the white space before it, if it says nothing else than the first."""
    element = case.element
    twins = [other for other in element.itersiblings(element.tag, preceding=True) if _same(other, element)]
    if not twins:
        return None
    start, gap = case.spans.before(element)
    description = f"Remove the second declaration of '{element.get('ident')}'."
    return fix(description, Edit(start - len(gap), case.spans.after(element), b""))


def _same(one: etree._Element, other: etree._Element) -> bool:
    if len(one) or len(other):  # comments too
        return False
    words = [" ".join((element.text or "").split()) for element in (one, other)]
    return words[0] == words[1] and dict(one.items()) == dict(other.items())
