"""The heading of a form and its numbers: `CIPHERED TELEGRAM No. 709`, `Special No. 62`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tei_edition.model import Inline, Span, SpanKind
from tei_edition.source.form.common import LONGEST, NUMBER, NUMBER_SIGN
from tei_edition.source.form.marking import marks

_HEADING = re.compile(
    rf"""(?P<words>(?:(?:CIPHERED|CIPHER|CODED|DECIPHERED|OUTGOING|INCOMING)\s+)?
      (?:TELEGRAM|CABLE|CIPHERGRAM|CIPHERGAM|RADIOGRAM|LETTER|MEMORANDUM|NOTE)|ШИФРТЕЛЕГРАММА|ТЕЛЕГРАММА)
    (?:(?P<sign>[\s,:]+(?:{NUMBER_SIGN})?\s?)(?P<number>{NUMBER}))?(?P<rest>\s+[^\d].*)?""",
    re.VERBOSE | re.IGNORECASE,
)
_NUMBERS = (
    ("special", re.compile(rf"(?P<lead>(?:Special|Spec\.)\s+{NUMBER_SIGN}\s?)(?P<number>{NUMBER})", re.IGNORECASE)),
    (
        "telegram",
        re.compile(rf"(?P<lead>(?:Issuing|Telegram|Ciphergram|Cable)\s+{NUMBER_SIGN}\s?)(?P<number>{NUMBER})", re.I),
    ),
    (
        "incoming",
        re.compile(rf"(?P<lead>\(?(?:Incoming|Inc\.|vkh\.)\s+{NUMBER_SIGN}\s?)(?P<number>{NUMBER})\)?", re.IGNORECASE),
    ),
    ("protocol", re.compile(rf"(?P<lead>(?:{NUMBER_SIGN}\s?)?)(?P<number>P\d+/\d+)", re.IGNORECASE)),
    ("", re.compile(rf"(?P<lead>{NUMBER_SIGN}\s?)(?P<number>{NUMBER})\.?", re.IGNORECASE)),
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A form's heading: its words (`CIPHERED TELEGRAM`), the number, the marked-up line."""

    words: str
    number: str
    content: tuple[Inline, ...]


def heading(text: str) -> Heading | None:
    """`CIPHERED TELEGRAM No. 502597/sh`, also with a secrecy mark on the same line."""
    match = _HEADING.fullmatch(text) if len(text) <= LONGEST else None
    if match is None:
        return None
    rest = match["rest"] or ""
    marked_rest = marks(rest.strip()) if rest else ()
    if rest and marked_rest is None:
        return None
    words = match["words"]
    content: list[Inline] = [Span(SpanKind.CAPS, (words,)) if words.isupper() else words]
    number = (match["number"] or "").rstrip(".,")
    if number:
        content += [match["sign"], Span(SpanKind.NUMBER, (number,), value="telegram")]
        content += [match["number"][len(number) :]] if match["number"] != number else []
    if rest:
        content += [rest[: len(rest) - len(rest.lstrip())], *(marked_rest or ())]
    return Heading(" ".join(words.lower().split()), number, tuple(content))


def number_line(text: str) -> tuple[str, str, tuple[Inline, ...]] | None:
    """A line that is one number of the telegram: (type or "" where the line does not say, number, content)."""
    for kind, pattern in _NUMBERS if len(text) <= LONGEST else ():
        match = pattern.fullmatch(text)
        if match:
            number = match["number"].rstrip(".,")
            span = Span(SpanKind.NUMBER, (number,), value=kind)
            tail = text[match.start("number") + len(number) :]
            return kind, number, tuple(part for part in (match["lead"], span, tail) if part)
    return None
