"""The ids by which the marks of footnotes and the footnotes point to each other (Guidelines, 3.9)."""

from __future__ import annotations

import re
from collections import Counter

from tei_edition.model import Block, BlockKind, Inline, Message, Span, SpanKind


class FootnoteIds:
    """Gives marks and notes their ids in the order of the text.

    Labels may start anew on a page: the second note `1` is that of the second mark `1`, as long as there are enough.
    """

    def __init__(self, *messages: Message) -> None:
        self._marks: Counter[str] = Counter()
        self._notes: Counter[str] = Counter()
        self._written: Counter[str] = Counter()
        for message in messages:
            self._count(message)

    def mark(self, label: str) -> tuple[str, str]:
        """The id of the next mark with this label, and the pointer to its note, empty if there is none."""
        self._written[f"mark {label}"] += 1
        place = self._written[f"mark {label}"]
        note = min(place, self._notes[label])
        return _identifier("fnref", label, place), f"#{_identifier('fn', label, note)}" if note else ""

    def note(self, label: str) -> tuple[str, str]:
        """The id of the next note with this label, and the pointer to its mark, empty if there is none."""
        self._written[f"note {label}"] += 1
        place = self._written[f"note {label}"]
        mark = f"#{_identifier('fnref', label, place)}" if place <= self._marks[label] else ""
        return _identifier("fn", label, place), mark

    def _count(self, message: Message) -> None:
        for section in message.sections:
            for part in section.parts:
                for block in part.blocks:
                    self._block(block)
        for carried in message.carried:
            self._count(carried)

    def _block(self, block: Block) -> None:
        if block.kind is BlockKind.FOOTNOTE:
            self._notes[block.label] += 1
        self._phrases(block.content)

    def _phrases(self, content: tuple[Inline, ...]) -> None:
        for part in content:
            if isinstance(part, Span):
                if part.kind is SpanKind.FOOTNOTE_MARK:
                    self._marks[part.value] += 1
                self._phrases(part.content)


def _identifier(prefix: str, label: str, place: int) -> str:
    # An asterisk or another sign has no place in an id.
    name = re.sub(r"[^A-Za-z0-9]", lambda sign: f"u{ord(sign[0]):x}", label)
    return f"{prefix}.{name}.{place}" if place > 1 else f"{prefix}.{name}"
