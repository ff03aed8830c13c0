"""XML files of any project checked against RELAX NG schemas of its own, instead of the telegram profile."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from pathlib import Path

from tei_edition import edition as editions
from tei_edition.diagnostics import Diagnostic
from tei_edition.errors import EditionError, UsageError
from tei_edition.pipeline import files
from tei_edition.pipeline.choosing import check_options
from tei_edition.pipeline.own_files import as_diagnostic
from tei_edition.pipeline.validation import Validation
from tei_edition.pipeline.workers import each
from tei_edition.validate.grammar import schema_at, schema_fault
from tei_edition.validate.own_schema import OwnSchema, check_own_schema
from tei_edition.validate.relaxng import SchemaError
from tei_edition.validate.selection import Selection, Sieve

_WORTHWHILE = 3000  # A file takes less than a thousandth of a second; another process takes one to start.
_Item = tuple[Path, Path]
"""A file, and the folder beyond which nothing that it names is read."""


def check_schema(
    schema: Path | None,
    paths: Sequence[Path],
    *,
    xinclude: bool = False,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    jobs: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> Validation:
    """Check XML files, folders with all that is in them, or the TEI files of editions against a RELAX NG schema alone.

    `schema` is a file in XML or compact syntax; without one, each document is held against the schema that its
    xml-model names, a file in the folder that is checked. `xinclude` resolves inclusions of files in that folder. What
    is wrong with a schema is a finding as well. The other parameters are those of `check`.

    Raises UsageError if no path is given, or a rule to be selected or ignored does not exist.
    """
    if not paths:
        raise UsageError("no file was named", "Name XML files, folders of them, or editions.")
    check_options(select, ignore)
    found: set[Diagnostic] = set()
    items = list(dict.fromkeys(item for path in paths for item in _gathered(path, found)))
    own = OwnSchema(schema, _home(schema) if schema is not None else Path(), xinclude)
    broken = schema_at(schema, own.folder) if schema is not None and items else None
    if isinstance(broken, SchemaError):
        found.add(schema_fault(broken))
    else:
        jobs = jobs or int(len(items) < _WORTHWHILE)
        for result in each(functools.partial(_check_file, own=own), items, jobs, progress, _lost):
            found.update(result)
    sieve = Sieve(Selection().narrowed(select, ignore))
    kept = [one for one in found if sieve.keeps(one, one.location.file)]
    named = [path for path, _ in items]
    return Validation(
        tuple(sorted(kept, key=Diagnostic.sort_key)), tuple(sorted([schema, *named] if schema else named))
    )


def _home(schema: Path) -> Path:
    """Where what a schema includes must lie: the folder of the work, or that of a schema outside of it."""
    here = Path.cwd()
    return here if schema.resolve().is_relative_to(here.resolve()) else schema.parent


def _gathered(path: Path, found: set[Diagnostic]) -> list[_Item]:
    if not path.is_dir():
        if path.exists():
            return [(path, path.parent)]
        found.add(files.missing(path))
        return []
    try:
        if editions.is_edition(path):
            return [(document, path) for document in editions.load(path).documents()]
        documents = files.within(path, ".xml")
    except EditionError as error:
        found.add(as_diagnostic(error))
        return []
    except files.Unreadable as unreadable:
        found.add(unreadable.diagnostic)
        return []
    if not documents:
        message = "the folder and those in it hold no file whose name ends in .xml"
        found.add(
            files.finding("folder-without-documents", path, message, "Name the folder of the files, or the files.")
        )
    return [(document, path) for document in documents]


def _check_file(item: _Item, own: OwnSchema) -> list[Diagnostic]:
    """The stage: one file read and checked. Runs in worker processes."""
    path, folder = item
    try:
        content = files.read(path)
    except files.Unreadable as unreadable:
        return [unreadable.diagnostic]
    return check_own_schema(content, path.as_posix(), path, folder, own, _read)


def _read(path: Path) -> bytes:
    try:
        return files.read(path)
    except files.Unreadable as unreadable:
        raise OSError(0, unreadable.diagnostic.message) from None


def _lost(item: _Item) -> list[Diagnostic]:
    return [files.lost(item[0])]
