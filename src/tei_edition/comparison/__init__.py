"""Two versions of a document, or of an edition: what changed in text, mark-up, header and authority, as values."""

from __future__ import annotations

from tei_edition.comparison.documents import compare_authorities, compare_documents, told_whole
from tei_edition.comparison.values import (
    Aspect,
    AttributeChange,
    Comparison,
    DocumentChange,
    EntryChange,
    Fate,
    FieldChange,
    MarkupChange,
    Piece,
    Place,
    TextChange,
)

__all__ = [
    "Aspect",
    "AttributeChange",
    "Comparison",
    "DocumentChange",
    "EntryChange",
    "Fate",
    "FieldChange",
    "MarkupChange",
    "Piece",
    "Place",
    "TextChange",
    "compare_authorities",
    "compare_documents",
    "told_whole",
]
