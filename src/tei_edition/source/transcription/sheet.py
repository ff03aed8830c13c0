"""Metadata in a table (CSV or XLSX): one row a document, the columns as in front matter, and `file`.

The first row names the columns. A row belongs to the transcription that its `file` names, or else whose id is its `id`.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from tei_edition.diagnostics import Diagnostic, Location, Severity
from tei_edition.errors import SourceError
from tei_edition.source.lines import check_characters
from tei_edition.source.transcription.keys import KEYS, key_of, near, normal
from tei_edition.source.transcription.packages import check_package, damaged
from tei_edition.source.transcription.transcript import Statement

FILE = "file"
_KIND = "Excel workbook"
_MOST_ROWS, _MOST_CELLS = 50_000, 2_000_000
_SPLIT = frozenset(("sender", "addressee", "via", "editor", "transcriber", "translator", "subject"))
"""Columns in which several names are divided by semicolons."""


@dataclass(frozen=True, slots=True)
class Row:
    """What a row states of one document; `line` is its place in the table."""

    file: str
    identifier: str
    line: int
    statements: tuple[Statement, ...]


@dataclass(slots=True)
class Sheet:
    """The rows of a table, and what is wrong in it."""

    name: str
    rows: list[Row] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def find(self, rule: str, severity: Severity, message: str, mend: str, line: int) -> None:
        """Note what is wrong; of a column the message tells, since a place in a line is no column of a table."""
        self.diagnostics.append(Diagnostic(rule, severity, message, Location(self.name, line), mend))


def read_sheet(content: bytes, name: str) -> Sheet:
    """The table in a file named `*.xlsx`, or in text with commas, semicolons or tabs.

    What is wrong with columns or rows is a finding of the sheet. Raises SourceError for a file that is no table.
    """
    excel = name.lower().endswith((".xlsx", ".xlsm"))
    sheet = Sheet(name)
    lines = _of_workbook(content, sheet) if excel else _of_text(content)
    header: list[str] = []
    seen: dict[tuple[str, str], int] = {}
    for line, cells in lines:
        if not any(cells):
            continue
        if not header:
            header = _columns(cells, line, sheet)
            continue
        row = _row(cells, header, line, sheet)
        if row is None:
            continue
        mine = [("file", row.file)] if row.file else [("id", row.identifier)]
        first = next((seen[one] for one in mine if one in seen), 0)
        if first:
            told = f"row {line} names '{row.file or row.identifier}' as row {first} does; the first holds"
            sheet.find("metadata-row-doubled", Severity.ERROR, told, "Keep one row a document.", line)
            continue
        seen |= dict.fromkeys(mine, line)
        sheet.rows.append(row)
    if not header:
        raise SourceError("the table is empty", "Write one with --template.", rule="metadata-unreadable", line=1)
    return sheet


def _columns(cells: Sequence[str], line: int, sheet: Sheet) -> list[str]:
    header = [normal(cell) for cell in cells]
    if not {FILE, "id"} & set(header):
        raise SourceError(
            "the first row names neither a column 'file' nor 'id'",
            "Name the columns in the first row; --template FILE writes a table that has them.",
            rule="metadata-columns",
            line=line,
        )
    for place, name in enumerate(header):
        key = key_of(name) if name else None
        if name in header[:place] and name and not (key and key.repeated):
            raise SourceError(
                f"columns {header.index(name) + 1} and {place + 1} are both named '{cells[place]}'",
                "Keep one of them.",
                rule="metadata-columns",
                line=line,
            )
        if name and key is None and name != FILE:
            guess = near(name)
            hint = f"Did you mean '{guess}'? " if guess else ""
            told = f"column {place + 1}, '{cells[place]}', is not known; its values are kept as notes of the record"
            mend = f"{hint}docs/sources.md has all columns."
            sheet.find("metadata-key-unknown", Severity.WARNING, told, mend, line)
    return header


def _row(cells: Sequence[str], header: list[str], line: int, sheet: Sheet) -> Row | None:
    named: dict[str, str] = {}
    statements: list[Statement] = []
    for place, cell in enumerate(cells):
        if not cell:
            continue
        name = header[place] if place < len(header) else ""
        if not name:
            told = f"row {line} has '{cell[:60]}' in column {place + 1}, which has no name"
            mend = "Name the column in the first row; a comma inside a value needs quotation marks around it."
            sheet.find("metadata-columns", Severity.ERROR, told, mend, line)
            return None
        if name in (FILE, "id"):
            named[name] = cell
        if name != FILE:
            parts = cell.split(";") if name in _SPLIT else cell.split("\n")
            where = f"{sheet.name}, row {line}, column '{name}'"
            values = (" ".join(part.split()) for part in parts)
            statements += [Statement(name, value, 0, where) for value in values if value]
    if not named:
        told = f"row {line} names no document: 'file' and 'id' are empty"
        sheet.find("metadata-row-nameless", Severity.ERROR, told, "Name the file of the transcription.", line)
        return None
    return Row(named.get(FILE, "").replace("\\", "/").strip(), named.get("id", "").strip(), line, tuple(statements))


def _of_text(content: bytes) -> Iterator[tuple[int, list[str]]]:
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceError(
            f"the table is not UTF-8: byte 0x{content[error.start]:02X}",
            "Save it as 'CSV UTF-8', or as .xlsx.",
            rule="metadata-unreadable",
            line=content[: error.start].count(b"\n") + 1,
        ) from None
    check_characters(text)
    first = next((line for line in text.splitlines() if line.strip()), "")
    # The header names columns, and no name holds any of these.
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    cells = 0
    try:
        begins = 1
        for row in reader:
            cells += len(row)
            if begins > _MOST_ROWS or cells > _MOST_CELLS:
                raise _too_large()
            yield begins, [cell.strip() for cell in row]
            begins = reader.line_num + 1
    except csv.Error as error:
        raise SourceError(
            f"the table cannot be read: {error}",
            "A quotation mark inside a value is written twice, the value stands in quotation marks.",
            rule="metadata-unreadable",
            line=reader.line_num,
        ) from None


def _of_workbook(content: bytes, sheet: Sheet) -> Iterator[tuple[int, list[str]]]:
    import openpyxl

    check_package(content, _KIND, main="xl/workbook.xml")
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        first, *others = book.worksheets
        if any(any(cell.value is not None for cell in row) for other in others for row in other.iter_rows(max_row=2)):
            told = f"only the first sheet, '{first.title}', is read; others have content, too"
            sheet.find("metadata-sheets", Severity.WARNING, told, "Put all rows into the first sheet.", 0)
        first.reset_dimensions()
        cells = 0
        for line, row in enumerate(first.iter_rows(values_only=True), start=1):
            cells += len(row)
            if line > _MOST_ROWS or cells > _MOST_CELLS:
                raise _too_large()
            texts = [_as_text(value) for value in row]
            check_characters("\n".join(texts))
            yield line, texts
    except SourceError:
        raise
    except (zipfile.BadZipFile, OSError, EOFError) as error:
        raise damaged(_KIND, str(error)) from None
    except Exception as error:  # openpyxl checks nothing beforehand: whatever it meets in a broken file, it throws
        raise damaged(_KIND, f"{type(error).__name__}: {error}"[:200]) from None


def _too_large() -> SourceError:
    return SourceError(
        f"the table has more than {_MOST_ROWS:,} rows or {_MOST_CELLS:,} cells",
        "Delete empty rows and columns below and beside it, or divide it.",
        rule="metadata-unreadable",
        line=0,
    )


def _as_text(value: Any) -> str:
    """A cell as an editor reads it; dates are written as in ISO 8601."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time(0) else value.isoformat(timespec="minutes")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def template(name: str) -> bytes:
    """An empty table with all columns and one row of examples, as XLSX or CSV after its name."""
    header = [FILE, *(key.name for key in KEYS)]
    example = ["4711.txt", *(key.example for key in KEYS)]
    if not name.lower().endswith(".xlsx"):
        made = io.StringIO(newline="")
        csv.writer(made).writerows([header, example])
        return made.getvalue().encode("utf-8-sig")
    return _workbook(header, example)


def _workbook(header: list[str], example: list[str]) -> bytes:
    import openpyxl
    from openpyxl.comments import Comment
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "metadata"
    sheet.append(header)
    sheet.append(example)
    meanings = ["name of the transcription's file", *(key.meaning for key in KEYS)]
    for place, meaning in enumerate(meanings, start=1):
        cell = sheet.cell(1, place)
        cell.font, cell.comment = Font(bold=True), Comment(meaning, "tei-edition")
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = max(14, len(example[place - 1]) + 2)
        # Numbers with leading zeros and dates stay as they are typed.
        sheet.column_dimensions[letter].number_format = "@"
        sheet.cell(2, place).number_format = "@"
    sheet.freeze_panes = "B2"
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()
