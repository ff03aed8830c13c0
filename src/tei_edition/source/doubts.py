"""Doubts that stay in the text when a page has been read: every date whose reading is not certain is reported."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tei_edition.model import ConversionWarning, Message, SpanKind, spans_of

_RANGE = re.compile(r"[^\W\d]{3}.*\d\s?[-–—]\s?\d|\d\s?[-–—]\s?\d.*[^\W\d]{3}", re.DOTALL)
"""`23-26 October 1962` bounds days, and says so."""


def doubtful_dates(message: Message) -> Iterator[ConversionWarning]:
    """A warning for each date in the text, also of carried messages, that has two readings or a likely one."""
    blocks = (block for one in message.with_carried for block in one.blocks)
    for block in blocks:
        for span in spans_of(block.content):
            reading = span.date
            if span.kind is not SpanKind.DATE or reading is None:
                continue
            doubtful = reading.certainty or (reading.not_before and not reading.when)
            if doubtful and not _RANGE.search(reading.printed):
                line = block.lines[0] if block.lines else 0
                yield ConversionWarning("ambiguous-date", line, f"'{reading.printed}' has two readings")
