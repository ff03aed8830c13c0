"""The findings that an edition lives with: written down once, so that only new ones are told afterwards."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tei_edition.diagnostics import Diagnostic
from tei_edition.errors import UsageError
from tei_edition.report.findings import lasting
from tei_edition.rules import written_rules

_KEYS = ("rule", "severity", "file", "xpath", "message")
_Known = tuple[str, ...]
"""The values of _KEYS: no line and no column, which shift. The file is seen from the folder of the baseline."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Findings against a baseline: the new ones in their order, and how many known ones there are and are gone.

    Gone are those of files that were checked; the baseline then has more than there is.
    """

    new: tuple[Diagnostic, ...]
    known: int
    gone: int


def to_baseline(diagnostics: Iterable[Diagnostic], folder: Path) -> str:
    """The baseline of findings, as JSON in a stable order; `folder` is the one that its file lies in.

    Findings that a file could not be checked at all are left out: they must always be told.
    """
    counted = Counter(_known(found, folder) for found in diagnostics if not _always(found))
    entries = [{**dict(zip(_KEYS, known, strict=True)), "count": counted[known]} for known in sorted(counted)]
    lines = ",\n".join("  " + json.dumps(entry, ensure_ascii=False) for entry in entries)
    return f'{{"version": 1, "findings": [{f"{chr(10)}{lines}{chr(10)}" if lines else ""}]}}\n'


def compare(diagnostics: Iterable[Diagnostic], files: Iterable[str], baseline: bytes, path: Path) -> Comparison:
    """The findings that a baseline does not have; `files` are those that were checked, `path` is the baseline's.

    A finding is known if the baseline has one of its rule, severity, file and message at the same element, or, since
    elements move too, at another one; as many as the baseline counts, and no more. Raises UsageError if `baseline` is
    none.
    """
    left = _read(baseline, path)
    folder = path.parent
    waiting: list[tuple[Diagnostic, _Known]] = []
    new: list[Diagnostic] = []
    keyed = [(found, _known(found, folder)) for found in diagnostics]
    for found, known in keyed:
        if _always(found):
            new.append(found)
        elif left[known] > 0:
            left[known] -= 1
        else:
            waiting.append((found, known))
    elsewhere: dict[_Known, int] = Counter()
    for known, count in left.items():
        elsewhere[_anywhere(known)] += count
    for found, known in waiting:
        if elsewhere[_anywhere(known)] > 0:
            elsewhere[_anywhere(known)] -= 1
        else:
            new.append(found)
    checked = {_seen_from(file, folder) for file in files}
    gone = sum(count for known, count in elsewhere.items() if known[2] in checked)
    return Comparison(tuple(sorted(new, key=Diagnostic.sort_key)), len(keyed) - len(new), gone)


def _known(found: Diagnostic, folder: Path) -> _Known:
    place = found.location
    return (
        found.rule,
        found.severity.value,
        _seen_from(place.file, folder),
        place.xpath,
        lasting(found.message),
    )


def _anywhere(known: _Known) -> _Known:
    return known[:3] + known[4:]


def _seen_from(file: str, folder: Path) -> str:
    try:
        return Path(os.path.relpath(file, folder)).as_posix()
    except ValueError:  # another drive on Windows
        return Path(file).as_posix()


def _always(found: Diagnostic) -> bool:
    rule = written_rules().get(found.rule)
    return rule is not None and rule.always


def _read(content: bytes, path: Path) -> Counter[_Known]:
    try:
        data = json.loads(content)
        counted: Counter[_Known] = Counter()
        for entry in data["findings"]:
            counted[_entry(entry)] += _count(entry)
        version = data["version"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise _no_baseline(path) from None
    if version != 1:
        raise _no_baseline(path)
    return counted


def _entry(entry: dict[str, Any]) -> _Known:
    values = tuple(entry[key] for key in _KEYS)
    if not all(isinstance(value, str) for value in values):
        raise TypeError
    return values


def _count(entry: dict[str, Any]) -> int:
    count = entry["count"]
    if not isinstance(count, int) or count < 1:
        raise ValueError
    return count


def _no_baseline(path: Path) -> UsageError:
    return UsageError(
        f"{path.as_posix()} is no baseline of findings", f"Write it anew: --write-baseline {path.as_posix()}"
    )
