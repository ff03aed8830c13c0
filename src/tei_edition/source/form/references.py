"""References to other messages: `In addition to my No. 2390`, `Your No. 811`."""

from __future__ import annotations

import re

from tei_edition.source.form.common import LONGEST, NUMBER, NUMBER_SIGN

_REFERENCE = re.compile(
    rf"(?P<prev>In (?:addition|continuation|connection)(?: to| of| with)\s(?:my|our))\b"
    rf"|(?P<reply>(?:In reply to|Reply to|To|Re\.?|Regarding|Concerning|With reference to)\s"
    rf"(?:your\s)?(?:telegram\s)?{NUMBER_SIGN}\s?\d"
    rf"|(?:Re\.?\s)?yours?\s(?:{NUMBER_SIGN}\s?)?{NUMBER}(?=$|[.,;]))"
    rf"|(?P<mention>Our\s(?:\[\w+\]\s)?(?:{NUMBER_SIGN}\s?)?{NUMBER}(?=$|[.,;]))",
    re.IGNORECASE,
)


def reference(text: str) -> str | None:
    """The kind of reference (replyTo, prev, mentions) if the line is a reference to another message."""
    if len(text) > LONGEST:
        return None
    match = _REFERENCE.match(text)
    if match is None or len(text.split()) > 12 or not re.search(r"\d", text):
        if re.fullmatch(r"\d{3,7}(?:/\w{1,4})?\.", text):
            return "replyTo"
        return None
    return "prev" if match["prev"] else "replyTo" if match["reply"] else "mentions"
