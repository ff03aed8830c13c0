"""What every report is made from, whatever its form."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from urllib.parse import quote

from tei_edition.diagnostics import Diagnostic, Severity
from tei_edition.report.excerpt import SourceReader
from tei_edition.rules import Rule


@dataclass(frozen=True, slots=True)
class Findings:
    """The result of a validation, to be reported.

    `diagnostics` in their order; `files` are all that were checked; `base` is the absolute path of the folder from
    which reports name files, with `/` between its steps; `exit_code` is that of the command; `read` gives the files
    for excerpts (no excerpts without it); `rules` describe the rules that have findings, by id.
    """

    diagnostics: tuple[Diagnostic, ...]
    files: tuple[str, ...] = ()
    base: str = ""
    exit_code: int = 0
    read: SourceReader | None = None
    rules: Mapping[str, Rule] = field(default_factory=dict)

    def relative(self, file: str) -> str:
        """`file` as seen from the base: relative if it lies below it, absolute if elsewhere; with `/`."""
        path = PurePath(file)
        if self.base and path.is_absolute() and path.is_relative_to(self.base):
            path = path.relative_to(self.base)
        return path.as_posix()

    def uri(self, file: str) -> str:
        """`file` as a URI reference from the base, percent-encoded (RFC 3986): `tei/t%201.xml`, or `file:///…`."""
        name = self.relative(file)
        if PurePath(name).is_absolute():
            return "file://" + _quoted(name if name.startswith("/") else f"/{name}")
        quoted = _quoted(name)
        return quoted if ":" not in quoted.split("/")[0] else f"./{quoted}"  # else its start would be a scheme


def _quoted(name: str) -> str:
    return quote(name, errors="backslashreplace")


def fingerprints(findings: Findings) -> list[str]:
    """For each finding, an id that is unique in the report and stays the same when lines shift: 32 hexadecimal digits.

    It is made from the rule, the file and the message; the second finding that has the same gets another one.
    """
    seen: Counter[tuple[str, str, str]] = Counter()
    made = []
    for found in findings.diagnostics:
        key = (found.rule, findings.relative(found.location.file), lasting(found.message))
        seen[key] += 1
        words = "\0".join((*key, str(seen[key])))
        made.append(hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:32])
    return made


def lasting(message: str) -> str:
    """`message` without the line numbers in it, which shift."""
    return re.sub(r"\b([Ll]ine|[Bb]yte) \d+", r"\1", message)


def by_file(diagnostics: Sequence[Diagnostic]) -> dict[str, list[Diagnostic]]:
    """The findings of each file, both in their order."""
    files: dict[str, list[Diagnostic]] = {}
    for found in diagnostics:
        files.setdefault(found.location.file, []).append(found)
    return files


def count_words(diagnostics: Sequence[Diagnostic]) -> str:
    """`2 errors, 1 warning, 1 note`; "" if there is none."""
    parts = []
    for severity in Severity:
        number = sum(1 for diagnostic in diagnostics if diagnostic.severity is severity)
        if number:
            noun = "note" if severity is Severity.INFO else severity.value
            parts.append(f"{number} {noun}{'' if number == 1 else 's'}")
    return ", ".join(parts)
