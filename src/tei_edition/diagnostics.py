"""What is wrong in somebody's edition, as values: where, how grave, which rule, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tei_edition.edits import Edit


class Severity(StrEnum):
    """How grave a finding is. Only errors make a command end with exit code 1."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file: line and column count from 1; 0 means that only the file (or line) is known."""

    file: str
    line: int = 0
    column: int = 0
    xpath: str = ""

    def __str__(self) -> str:
        parts = [self.file, *(str(n) for n in (self.line, self.column) if n)]
        return ":".join(parts)


@dataclass(frozen=True, slots=True)
class Fix:
    """A safe mechanical repair: what it does, in words, and the bytes of the finding's file that it changes."""

    description: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding.

    `rule` is the stable id of the rule that found it, `message` says what is wrong and what was expected,
    `help` how to mend it, `fix` is a repair that a program may make by itself, if there is one.
    """

    rule: str
    severity: Severity
    message: str
    location: Location
    help: str = ""
    fix: Fix | None = None

    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Order by place in the edition, then by rule, so that reports are stable."""
        return (self.location.file, self.location.line, self.location.column, self.rule, self.message)


def has_errors(diagnostics: list[Diagnostic]) -> bool:
    """Whether any of `diagnostics` is an error (warnings alone leave a command clean)."""
    return any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)
