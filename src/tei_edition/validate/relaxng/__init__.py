"""RELAX NG in pure Python: any schema in XML or compact syntax, faults in an editor's words.

The package stands alone: of the toolkit it takes only what a finding is. Of the specification it has all patterns, name
classes, datatypes and the simplification; the restrictions of chapter 7 on schemas are not looked for.
"""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from tei_edition.diagnostics import Diagnostic, Location, Severity
from tei_edition.validate.relaxng.checker import Checker, Fault
from tei_edition.validate.relaxng.messages import diagnostic
from tei_edition.validate.relaxng.patterns import TooComplexError
from tei_edition.validate.relaxng.reader import Reader, SchemaError

__all__ = ["Fault", "Schema", "SchemaError"]

_ROOM = 50_000  # patterns that a schema may have come to before they are made anew


class Schema:
    """A schema, and what it remembers of the documents that it saw; memory has a bound, however many they are."""

    def __init__(self, path: Path, folder: Path | None = None) -> None:
        """Read a schema (.rng, or .rnc with the package rnc2rng); what it includes must lie in `folder`, by default its
        own. Raises SchemaError."""
        self._path, self._folder = path, folder or path.parent
        self._checker = self._read()

    def _read(self) -> Checker:
        reader = Reader(self._folder)
        try:
            start = reader.read(self._path)
        except TooComplexError:
            raise SchemaError("the schema is too large", self._path.as_posix()) from None
        except RecursionError:
            raise SchemaError("the patterns of the schema lie too deep in each other", self._path.as_posix()) from None
        self._patterns = reader.patterns
        return Checker(reader.patterns, start)

    def faults(self, root: etree._Element) -> list[Fault]:
        """The faults of a document in its order; none if it is valid. Raises TooComplexError."""
        if len(self._patterns) > _ROOM:
            self._checker = self._read()
        return self._checker.check(root)

    def is_valid(self, root: etree._Element) -> bool:
        """Whether a document is valid. Raises TooComplexError."""
        return not self.faults(root)

    def check(self, root: etree._Element, file: str) -> list[Diagnostic]:
        """The findings on a document, with XPath and line; columns are for the caller to find."""
        try:
            return [diagnostic(fault, file) for fault in self.faults(root)]
        except TooComplexError:
            self._checker = self._read()
            message = "The schema allows too many readings of this document; it was not checked to its end."
            place = Location(file, root.sourceline if isinstance(root.sourceline, int) else 0)
            return [
                Diagnostic("grammar-not-checked", Severity.ERROR, message, place, "Make the schema less ambiguous.")
            ]
