"""The ids by which the marks of footnotes and the footnotes point to each other (Guidelines, 3.9)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from tei_edition.model import Block, BlockKind, Span, SpanKind


class FootnoteIds:
    """Gives marks and notes their ids in the order of the text.

    Labels may start anew on a page: the second note `1` is that of the second mark `1`, as long as there are enough.
    """

    def __init__(self, blocks: Iterable[Block] = (), spans: Iterable[Span] = ()) -> None:
        self._marks = Counter(span.value for span in spans if span.kind is SpanKind.FOOTNOTE_MARK)
        self._notes = Counter(block.label for block in blocks if block.kind is BlockKind.FOOTNOTE)
        self._written: Counter[str] = Counter()

    def mark(self, label: str) -> tuple[str, str]:
        """The id of the next mark with this label, and the pointer to its note, empty if there is none."""
        self._written[f"mark {label}"] += 1
        place = self._written[f"mark {label}"]
        note = min(place, self._notes[label])
        return _identifier("fnref", label, place), f"#{_identifier('fn', label, note)}" if note else ""

    def note(self, label: str) -> tuple[str, str]:
        """The id of the next note with this label, and the pointers to its marks, empty if there are none.

        Marks beyond the number of notes with their label all belong to the last one.
        """
        self._written[f"note {label}"] += 1
        place = self._written[f"note {label}"]
        last = self._marks[label] if place >= self._notes[label] else min(place, self._marks[label])
        marks = [f"#{_identifier('fnref', label, number)}" for number in range(place, last + 1)]
        return _identifier("fn", label, place), " ".join(marks)


def _identifier(prefix: str, label: str, place: int) -> str:
    # An asterisk or another sign has no place in an id.
    name = re.sub(r"[^A-Za-z0-9]", lambda sign: f"u{ord(sign[0]):x}", label)
    return f"{prefix}.{name}.{place}" if place > 1 else f"{prefix}.{name}"
