"""Documents that follow no profile but TEI's: what of them the site cannot show as it should is told, never dropped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from tei_edition.diagnostics import Diagnostic, Location, Severity
from tei_edition.validate.facts import DocumentFacts
from tei_edition.validate.wellformed import TEI, line_of, path_of

_SHOWN_PARTS = frozenset(f"{TEI}{name}" for name in ("teiHeader", "text", "sourceDoc", "standOff"))


def check_any_tei(document: etree._Element, file: str, shown: frozenset[str]) -> list[Diagnostic]:
    """What of a TEI document has no look of its own (one finding for each element), and what is not shown at all."""
    first: dict[str, etree._Element] = {}
    counts: dict[str, int] = {}
    for element in _elements(document):
        name = etree.QName(element).localname
        if element.tag != f"{TEI}{name}" or name not in shown:
            first.setdefault(name, element)
            counts[name] = counts.get(name, 0) + 1
    found = [_plain(first[name], file, counts[name]) for name in sorted(first)]
    for part in document.iterchildren(etree.Element):
        if part.tag not in _SHOWN_PARTS and "".join(map(str, part.itertext())).strip():
            found.append(_not_shown(part, file))
    return found


def no_facts(file: str) -> DocumentFacts:
    """The facts of a document that no rules across files look at."""
    return DocumentFacts(file, Path(file).stem)


def _elements(document: etree._Element) -> Iterator[etree._Element]:
    for part in document.iterchildren(f"{TEI}text", f"{TEI}sourceDoc"):
        if part.tag == f"{TEI}sourceDoc":
            yield part
        yield from part.iterdescendants(etree.Element)


def _plain(element: etree._Element, file: str, count: int) -> Diagnostic:
    name = etree.QName(element).localname
    return Diagnostic(
        "element-without-look",
        Severity.INFO,
        f"<{name}> has no look of its own on the site; its text is there, plain ({count} of them).",
        Location(file, line_of(element), 0, path_of(element)),
        "Give it one in the edition's style sheet ([site] css, class tei-…) or XSLT module ([site] xslt).",
    )


def _not_shown(part: etree._Element, file: str) -> Diagnostic:
    name = etree.QName(part).localname
    return Diagnostic(
        "part-not-shown",
        Severity.WARNING,
        f"The site does not show what stands in <{name}>.",
        Location(file, line_of(part), 0, path_of(part)),
        "Move to <text> what readers are to see; the TEI file beside the page has everything.",
    )
