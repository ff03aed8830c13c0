"""The document's id: root, idno of type local and file name are one."""

from __future__ import annotations

from lxml import etree

from tei_edition.diagnostics import Fix
from tei_edition.edits import Edit
from tei_edition.validate.fixes.case import Case, fix
from tei_edition.validate.wellformed import TEI

_ID = "{http://www.w3.org/XML/1998/namespace}id"


def local_idno(case: Case) -> Fix | None:
    """The idno gets the id of the root, if the file is called so too: two of three agree."""
    identifier = case.root.get(_ID)
    idnos = [idno for idno in case.root.iterfind(f".//{TEI}publicationStmt/{TEI}idno") if idno.get("type") == "local"]
    if not identifier or identifier != case.stem or len(idnos) != 1:
        return None
    return fix(f"Write '{identifier}' into the idno of type local.", case.set_text(idnos[0], identifier))


def add_local_idno(case: Case) -> Fix | None:
    """An idno with the id of the root before the first availability of publicationStmt, on a line of its own."""
    identifier = case.root.get(_ID)
    statement = case.root.find(f"{TEI}teiHeader/{TEI}fileDesc/{TEI}publicationStmt")
    if not identifier or identifier != case.stem or statement is None or statement.prefix:
        return None
    next_one = statement.find(f"{TEI}availability")
    if next_one is None or not isinstance(next_one.tag, str) or not _after_publisher(next_one):
        return None
    at, gap = case.spans.before(next_one)
    added = f'<idno type="local">{identifier}</idno>'.encode() + gap
    return fix(f"Add the idno of type local, '{identifier}'.", Edit(at, at, added))


def _after_publisher(element: etree._Element) -> bool:
    return any(sibling.tag == f"{TEI}publisher" for sibling in element.itersiblings(preceding=True))
