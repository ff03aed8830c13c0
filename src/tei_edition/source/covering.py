"""Sentences that introduce a carried message: `I report the letter from A to Comrade B of 16.7.52.`"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tei_edition.model import DateReading
from tei_edition.source import names
from tei_edition.source.dates import Near, find_dates
from tei_edition.source.letters import CAPITALS

_WORD = rf"[{CAPITALS}][\w’'-]*\.?(?:[{CAPITALS}][a-z]?\.)*"
_NAME = rf"(?:(?:Comrade|Cde\.|Com\.|comrade)\s+)?{_WORD}(?:\s{_WORD}){{0,3}}"
_KIND = re.compile(
    rf"\b(?P<kind>letter|telegram|message|cable|memorandum|note)\b"
    rf"(?:\s+from\s+(?P<sender>{_NAME}))?(?:\s+(?:addressed\s+)?to\s+(?P<to>{_NAME}))?",
)
_OF_DAY = re.compile(r"\s*(?:of|dated|from)\s*")
_ATTENTION = re.compile(
    rf"\b(?:attention\sof|(?:convey|transmit|pass|report|hand)(?:\s\w+){{0,4}}\sto)\s+(?P<to>{_NAME})", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Covering:
    """What the covering text says of the message that it carries; every part may be empty."""

    kind: str = ""
    sender: str = ""
    addressee: str = ""
    date: DateReading | None = None


def read_covering(paragraphs: list[str], near: Near) -> Covering:
    """The facts in the last sentence that names the carried message."""
    # The last lines before a message introduce it; pages of text further up do not.
    for text in reversed(paragraphs[-5:]):
        text = text[-2000:]
        match = next(iter(_KIND.finditer(text)), None)
        attention = _ATTENTION.search(text)
        if match is None and attention is None:
            continue
        kind = match["kind"] if match else ""
        sender = _name(match["sender"]) if match else ""
        addressee = _name(match["to"]) if match else ""
        if not addressee and attention:
            addressee = _name(attention["to"])
        dated = None
        if match:
            after = text[match.end() :]
            found = next(iter(find_dates(after, near)), None)
            # Only a date that follows at once is the message's own: "letter … of 16.7.52".
            if found and _OF_DAY.fullmatch(after, 0, found.start):
                dated = found.reading(near)
        return Covering(kind, sender, addressee, dated)
    return Covering()


def _name(text: str | None) -> str:
    name = names.without_honorific(text or "")
    return name if names.is_name(name) else ""
