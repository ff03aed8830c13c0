"""The findings on the files that an edition has once: its settings with its registry of archives, its authority."""

from __future__ import annotations

from pathlib import Path

from tei_edition import edition as editions
from tei_edition.diagnostics import Diagnostic, Location, Severity, has_errors
from tei_edition.errors import EditionError
from tei_edition.pipeline import files
from tei_edition.pipeline.histories import read_history
from tei_edition.pipeline.introductions import read_introduction
from tei_edition.pipeline.looks import check_look
from tei_edition.pipeline.templates import read_template


def check_settings_file(path: Path) -> list[Diagnostic]:
    """The findings on an edition.toml, and on the registry of archives and the files of its own that belong to it."""
    from tei_edition.validate import check_settings  # here, since a build that knows them does without it

    found = check_settings(path, path.as_posix())
    if has_errors(found):
        return found
    try:
        edition = editions.load(path.parent)
        editions.read_archives(edition)
        read_template(edition)
        read_history(edition)
    except EditionError as error:
        return [*found, as_diagnostic(error)]
    return found + check_look(edition) + read_introduction(edition)[1]


def check_authority_file(path: Path) -> list[Diagnostic]:
    """The findings on an authority file."""
    from tei_edition.validate import check_authority

    try:
        content = files.read(path)
    except files.Unreadable as unreadable:
        return [unreadable.diagnostic]
    return check_authority(content, path.as_posix())


def as_diagnostic(error: EditionError) -> Diagnostic:
    """A broken edition as a finding."""
    place = Location(Path(error.file).as_posix(), error.line, error.column)
    return Diagnostic(error.rule, Severity.ERROR, error.message, place, error.help)
