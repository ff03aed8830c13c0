"""RELAX NG in pure Python: any schema in XML or compact syntax, faults in an editor's words.

The package stands alone: of the toolkit it takes only what a finding is. It follows the specification of RELAX NG with
the restrictions of its chapter 7, XML Schema's datatypes (second edition), and ID and IDREF of DTD Compatibility.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

from lxml import etree

from tei_edition.diagnostics import Diagnostic, Location, Severity
from tei_edition.validate.relaxng import store
from tei_edition.validate.relaxng.checker import Checker, Fault
from tei_edition.validate.relaxng.compiled import Compiled, as_data, from_data
from tei_edition.validate.relaxng.identifiers import id_faults, id_table
from tei_edition.validate.relaxng.messages import Paths, diagnostic
from tei_edition.validate.relaxng.patterns import Patterns, TooComplexError
from tei_edition.validate.relaxng.reader import Reader, SchemaError
from tei_edition.validate.relaxng.restrictions import reachable

__all__ = ["Fault", "Schema", "SchemaError"]

_ROOM = 50_000  # patterns that a schema may have come to before they are made anew


def compiled_schema(path: Path, folder: Path, cache: Path | None = None) -> Compiled:
    """A schema, from the cache if it has it. Raises SchemaError."""
    if cache is not None:
        data = store.kept(cache, path)
        if data is not None and all(Path(name).is_relative_to(folder.resolve()) for name in data["files"]):
            with contextlib.suppress(ValueError, TypeError, LookupError, AttributeError):
                return from_data(data)
    reader = Reader(folder)
    try:
        start = reader.read(path)
        table = id_table(reader.patterns, reachable(reader.patterns, start))
    except TooComplexError:
        raise SchemaError("the schema is too large", path.as_posix()) from None
    except RecursionError:
        raise SchemaError("the patterns of the schema lie too deep in each other", path.as_posix()) from None
    files = {str(one): store.digest_of(content) for one, content in reader.files.items()}
    compiled = Compiled(reader.patterns, start, table, reader.regexes, files)
    if cache is not None:
        store.keep(cache, path, reader.files[path.resolve()], as_data(compiled))
    return compiled


class Schema:
    """A schema, and what it remembers of the documents that it saw; memory has a bound, however many they are."""

    def __init__(self, path: Path, folder: Path | None = None, *, ids: bool = True, cache: Path | None = None) -> None:
        """Read a schema (.rng, or .rnc in compact syntax); what it includes must lie in `folder`, by default its own.

        `ids` says whether ID, IDREF and IDREFS are looked at, as in a DTD; a schema in which they are not used as there
        is never so. `cache` is a folder of the user's in which schemas are kept as they were read. Raises SchemaError.
        """
        self._path, self._folder, self._ids, self._cache = path, folder or path.parent, ids, cache
        self._spent = False
        self._read()

    def _read(self) -> None:
        compiled = compiled_schema(self._path, self._folder, self._cache)
        self.patterns: Patterns = compiled.patterns
        self.files = compiled.files
        self._table = compiled.table if self._ids else None
        self._checker = Checker(compiled.patterns, compiled.start)
        self._spent = False

    def faults(self, root: etree._Element) -> list[Fault]:
        """The faults of a document in its order, those of ids last; none if it is valid. Raises TooComplexError."""
        if self._spent or len(self.patterns) > _ROOM:
            self._read()
        try:
            found = self._checker.check(root)
        except TooComplexError:
            self._spent = True
            raise
        if self._table:
            found += [Fault(one.kind, one.element, one.name, one.value) for one in id_faults(root, self._table)]
        return found

    def is_valid(self, root: etree._Element) -> bool:
        """Whether a document is valid. Raises TooComplexError."""
        return not self.faults(root)

    def check(self, root: etree._Element, file: str) -> list[Diagnostic]:
        """The findings on a document, with XPath and line; columns are for the caller to find."""
        return [finding for _, finding in self.told(root, file)]

    def told(self, root: etree._Element, file: str) -> list[tuple[etree._Element, Diagnostic]]:
        """The findings on a document, each with the element that it is about."""
        try:
            paths = Paths()
            return [(fault.element, diagnostic(fault, file, paths)) for fault in self.faults(root)]
        except TooComplexError:
            message = "The schema allows too many readings of this document; it was not checked to its end."
            place = Location(file, root.sourceline if isinstance(root.sourceline, int) else 0)
            help_ = "Make the schema less ambiguous."
            return [(root, Diagnostic("grammar-not-checked", Severity.ERROR, message, place, help_))]
