"""The authority of an edition as stages need it: read once, carried as bytes to every process."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from tei_edition.authority import Gazetteer, read_authority
from tei_edition.diagnostics import Diagnostic
from tei_edition.edition import Edition
from tei_edition.errors import EditionError
from tei_edition.pipeline import files
from tei_edition.validate.wellformed import read_document

_ID = "{http://www.w3.org/XML/1998/namespace}id"


@dataclass(frozen=True, slots=True)
class NameAuthority:
    """An authority file: its content, and the reference to it as the TEI files write it (`../authority.xml`)."""

    content: bytes
    href: str

    @property
    def gazetteer(self) -> Gazetteer:
        """Its names; each process makes the index once."""
        return _gazetteer(self.content, self.href)

    @property
    def ids(self) -> frozenset[str]:
        """The xml:ids in it."""
        root, _ = read_document(self.content, "")
        found = (element.get(_ID) for element in root.iter("*")) if root is not None else ()
        return frozenset(one for one in found if one)


def authority_of(edition: Edition) -> NameAuthority | None:
    """The edition's authority; None if it has none. Raises EditionError, with the file's own path, if it is broken."""
    if not edition.has_authority:
        return None
    try:
        content = files.read(edition.authority)
    except files.Unreadable as unreadable:
        raise as_error(unreadable.diagnostic) from None
    check_readable(content, edition.authority.as_posix())
    return NameAuthority(content, files.relative_uri(edition.authority, edition.tei))


def check_readable(content: bytes, file: str) -> None:
    """Raises EditionError, with the place, if an authority cannot be read; doubled ids are for `validate` to say."""
    _, findings = read_document(content, file)
    for found in findings:
        if found.rule.startswith("xml-") and found.rule != "xml-id-doubled":
            raise as_error(found)


@lru_cache(maxsize=2)
def _gazetteer(content: bytes, href: str) -> Gazetteer:
    return read_authority(content, href)


def as_error(found: Diagnostic) -> EditionError:
    """What is wrong in a file, with its place, as an exception for whoever cannot go on without the file."""
    place = found.location
    return EditionError(
        found.message, found.help, rule=found.rule, file=place.file, line=place.line, column=place.column
    )
