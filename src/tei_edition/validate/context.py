"""What a document is checked with, and what a check of it gives: values that travel between processes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tei_edition.diagnostics import Diagnostic

if TYPE_CHECKING:  # builds that find nothing new keep results, and load nothing of what made them
    from tei_edition.validate.facts import DocumentFacts


@dataclass(frozen=True, slots=True)
class ValidationContext:
    """What a document may refer to beyond its own file.

    `authority` is the content of the edition's authority or None where there is none (then references to it are not
    checked), `authority_file` its name, `documents` the ids of the edition's documents (empty: not checked), `archives`
    its registry of archives (`archives_document`; empty: the toolkit's), `authority_path` the authority as seen from
    the documents (empty: in the folder above them), `schema` the RELAX NG schema that takes the place of the profile's
    (empty: none), with its digest, `shown` the elements that have a look of their own on the site, where documents
    follow no profile but TEI's (None: they follow that of telegrams), `image_hosts` the hosts of images of which the
    site has manifests of IIIF (empty: it has none).
    """

    authority: bytes | None = None
    authority_file: str = "authority.xml"
    documents: frozenset[str] = frozenset()
    archives: bytes = b""
    authority_path: str = ""
    schema: str = ""
    schema_digest: str = ""
    shown: frozenset[str] | None = None
    image_hosts: tuple[str, ...] = ()

    @property
    def home_authority(self) -> str:
        """The authority as pointers to it begin: `../authority.xml`."""
        return self.authority_path or f"../{self.authority_file}"


@dataclass(frozen=True, slots=True)
class Examined:
    """What one document has: findings, and the facts for the rules across files (None if it could not be read)."""

    diagnostics: list[Diagnostic]
    facts: DocumentFacts | None = None
