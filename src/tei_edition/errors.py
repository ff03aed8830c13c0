"""Exceptions for wrong use and broken installations. What is wrong in an edition is a Diagnostic instead."""

from __future__ import annotations


class TeiEditionError(Exception):
    """Base of all errors that the toolkit raises on purpose; `help` says how to mend the cause."""

    def __init__(self, message: str, help: str = "") -> None:  # noqa: A002 - the field's name everywhere
        super().__init__(message)
        self.message = message
        self.help = help


class UsageError(TeiEditionError):
    """A command or function was called in a way that cannot work (exit code 2)."""


class InstallationError(TeiEditionError):
    """A part of the toolkit, or of what it needs, is missing or broken (exit code 2)."""


class StylesheetError(TeiEditionError):
    """A stylesheet does not compile, or failed on a document."""


class EditionError(TeiEditionError):
    """A file that the work cannot start without (edition.toml, an authority) is broken; exit code 1.

    `file`, `line` and `column` say where (0 where unknown), `rule` is the id of the finding that callers report.
    """

    def __init__(self, message: str, help: str = "", *, rule: str, file: str, line: int = 0, column: int = 0) -> None:  # noqa: A002
        super().__init__(message, help)
        self.rule = rule
        self.file = file
        self.line = line
        self.column = column


class SourceError(TeiEditionError):
    """A source cannot be read as text at all; exit code 1, the other sources go on."""

    def __init__(self, message: str, help: str = "", *, rule: str, line: int = 0, column: int = 0) -> None:  # noqa: A002
        super().__init__(message, help)
        self.rule = rule
        self.line = line
        self.column = column


class NotConvertedError(SourceError):
    """A TEI file holds what the converter does not write, so that it cannot be read back without a loss.

    `element` is the name of the element that stands in the way, `file` the file; exit code 1.
    """

    def __init__(self, message: str, help: str = "", *, file: str, line: int, element: str) -> None:  # noqa: A002
        super().__init__(message, help, rule="tei-not-converted-layer", line=line)
        self.file = file
        self.element = element


class InterchangeError(SourceError):
    """A JSON file is no telegram in the interchange form; `pointer` is the JSON Pointer of the place; exit code 1."""

    def __init__(
        self,
        message: str,
        help: str = "",  # noqa: A002
        *,
        rule: str,
        pointer: str,
        line: int = 0,
        column: int = 0,
    ) -> None:
        super().__init__(message, help, rule=rule, line=line, column=column)
        self.pointer = pointer
