"""Which telegrams go into a volume: the words of `--select`, and what they choose from the catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tei_edition.catalogue import CatalogueEntry
from tei_edition.errors import UsageError

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_HELP = 'Write "date 1952-07..1952-12", "date 1952-07", "number 811 812/sh" or "id t113640 t113641".'


@dataclass(frozen=True, slots=True)
class Choice:
    """Telegrams by the day of their sending (from and to, both included), by their number, or by their id."""

    kind: str
    values: tuple[str, ...]

    @property
    def words(self) -> str:
        """The choice as it was written, for file names."""
        return f"{self.kind} {('..' if self.kind == 'date' else ' ').join(self.values)}"

    def takes(self, entry: CatalogueEntry) -> bool:
        """Whether the choice takes a telegram; one without any date is not taken by dates."""
        if self.kind == "id":
            return entry.id in self.values
        if self.kind == "number":
            return entry.number in self.values
        first, last = self.values[0], self.values[-1]
        day = (entry.sent or entry.date)[:10]
        return bool(day) and (not first or day >= first) and (not last or day[: len(last)] <= last)


def choice(words: str) -> Choice:
    """The choice that the words of `--select` make. Raises UsageError where they make none."""
    kind, _, rest = words.strip().partition(" ")
    if kind in ("id", "number") and rest.split():
        return Choice(kind, tuple(rest.replace(",", " ").split()))
    if kind == "date" and rest.strip():
        bounds = tuple(part.strip() for part in rest.split(".."))
        if len(bounds) <= 2 and any(bounds) and all(not one or _DATE.fullmatch(one) for one in bounds):
            return Choice(kind, bounds)
    raise UsageError(f"'{words}' chooses no telegrams", _HELP)


def chosen(entries: Iterable[CatalogueEntry], wanted: Choice | None) -> list[CatalogueEntry]:
    """The telegrams that are taken, in the order given. Raises UsageError if none are."""
    found = [entry for entry in entries if wanted is None or wanted.takes(entry)]
    if not found and wanted is not None:
        raise UsageError(f"no telegram that is published fits '{wanted.words}'", _HELP)
    return found
