"""A table of metadata and the sources of a conversion: which row belongs to which file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from tei_edition.diagnostics import Diagnostic, Location, Severity
from tei_edition.errors import SourceError
from tei_edition.pipeline import files, inputs
from tei_edition.source import identifier
from tei_edition.source.transcription.sheet import Row, read_sheet
from tei_edition.source.transcription.transcript import Statement

Assigned = Mapping[Path, tuple[Statement, ...]]
"""What a table states of each source that has a row."""
NO_METADATA: Assigned = {}


def assign(named: Path | str | None, sources: Sequence[Path]) -> tuple[Assigned, list[Diagnostic]]:
    """The statements of a table by source, and what is wrong with it: rows without file, files without row."""
    if named is None:
        return NO_METADATA, []
    table = Path(named)
    try:
        sheet = read_sheet(files.read(table), table.as_posix())
    except files.Unreadable as unreadable:
        return {}, [unreadable.diagnostic]
    except SourceError as error:
        place = Location(table.as_posix(), error.line, error.column)
        return {}, [Diagnostic(error.rule, Severity.ERROR, error.message, place, error.help)]
    by_name: dict[str, list[Path]] = {}
    by_id: dict[str, list[Path]] = {}
    for source in sources:
        by_name.setdefault(source.name, []).append(source)
        by_id.setdefault(identifier(source.name), []).append(source)
    assigned: dict[Path, tuple[Statement, ...]] = {}
    for row in sheet.rows:
        meant = _meant(row, by_name, by_id)
        called = row.file or row.identifier
        if len(meant) == 1 and not inputs.is_transcription(meant[0]):
            told = f"row {row.line} is of '{called}', which has a record of its own; the row is not used"
            sheet.find("metadata-row-unused", Severity.WARNING, told, "Remove the row.", row.line)
        elif len(meant) == 1 and meant[0] in assigned:
            told = f"row {row.line} is of '{called}', of which another row is, too; the first holds"
            sheet.find("metadata-row-doubled", Severity.ERROR, told, "Keep one row a document.", row.line)
        elif len(meant) == 1:
            assigned[meant[0]] = row.statements
        elif meant:
            told = f"row {row.line}: {len(meant)} sources are named '{called}'"
            mend = "Give the folder, too: `folder/name.txt`."
            sheet.find("metadata-row-unused", Severity.WARNING, told, mend, row.line)
        else:
            told = f"row {row.line} is of '{called}', which is not among the sources"
            sheet.find("metadata-row-unused", Severity.WARNING, told, "Look for a slip in the name.", row.line)
    for source in sources:
        if source not in assigned and inputs.is_transcription(source):
            sheet.diagnostics.append(
                Diagnostic(
                    "metadata-row-missing",
                    Severity.WARNING,
                    f"the table {table.as_posix()} has no row for this file",
                    Location(source.as_posix()),
                    f"Add a row with '{source.name}' in the column file.",
                )
            )
    return assigned, sheet.diagnostics


def _meant(row: Row, by_name: Mapping[str, list[Path]], by_id: Mapping[str, list[Path]]) -> list[Path]:
    if not row.file:
        return by_id.get(row.identifier, [])
    named = by_name.get(row.file.rpartition("/")[2], [])
    return [path for path in named if f"/{path.as_posix()}".endswith(f"/{row.file.removeprefix('./')}")]
