"""The report page of `convert`: what the pipeline knows of each source, with the TEI file that was written."""

from __future__ import annotations

from collections.abc import Sequence

from tei_edition.pipeline import ConvertedDocument, files
from tei_edition.report.conversion_page import Converted, conversion_page


def page_of(documents: Sequence[ConvertedDocument]) -> bytes:
    """The page on `documents`, whose TEI files are written already."""
    return conversion_page([_converted(document) for document in documents])


def _converted(document: ConvertedDocument) -> Converted:
    try:
        content = files.read(document.output) if document.output is not None else b""
    except files.Unreadable:  # gone since it was written: the page then has the source alone
        content = b""
    return Converted(
        source=document.source.as_posix(),
        output=document.output.as_posix() if document.output is not None else "",
        content=content,
        kind=document.dialect,
        confidence=document.confidence,
        lines=document.lines,
        warnings=document.warnings,
        errors=document.errors,
    )
