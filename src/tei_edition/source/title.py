"""The archive's title: `Ciphered Telegram No. 8600, Vyshinsky to Mao Zedong` → kind, number, sender, addressees."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tei_edition.source import names

_KINDS = r"(?:Ciphered\s+|Coded\s+)?(?:Telegram|Cable|Ciphergram|Letter|Memorandum|Report|Message)"
_KIND = re.compile(rf"{_KINDS}\b", re.IGNORECASE)
_TITLE = re.compile(
    rf"""(?:{_KINDS})?
    (?:,?\s*(?:No\.?|N[º°]|\#)\s?(?P<number>[\w./-]*\d[\w./-]*))?
    [,:]?\s*(?:from\s+)?(?P<sender>[^,]+)\s+to\s+(?P<to>[^,]+)(?:,.*)?""",
    re.VERBOSE | re.IGNORECASE,
)

_LONGEST = 1000
"""A longer "title" is none; the bound keeps the pattern's work small on a page of one endless line."""


@dataclass(frozen=True, slots=True)
class Title:
    """What a title says; every part may be empty. `words` are all its words, in lower case."""

    kind: str = ""
    number: str = ""
    sender: str = ""
    addressees: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()


def read_title(text: str) -> Title:
    """The parts of a title of the form `kind No. N, A to B`; names only where they have the form of names."""
    words = frozenset(word.lower() for word in re.findall(r"\w+", text))
    match = _TITLE.fullmatch(text) if len(text) <= _LONGEST else None
    prefix = _KIND.match(text)
    kind = " ".join(prefix[0].lower().split()) if prefix else ""
    # "Stalin's Answer to Mao Zedong" names no correspondents in this way.
    if match is None or not kind or re.search(r"['’]s\b", match["sender"]):
        return Title(kind, words=words)
    if not match["number"] and re.fullmatch(rf"{_KINDS}\s+from\s+\w+\s+to\s+\w+(?:,.*)?", text, re.IGNORECASE):
        # "Telegram from Havana to Warsaw" may name places as well as persons: neither is certain.
        return Title(kind, words=words)
    sender = names.without_honorific(match["sender"].strip(" ,"))
    pieces = [piece.strip() for piece in re.split(r",|\band\b|\bor\b", match["to"])]
    addressees = [names.without_honorific(piece) for piece in pieces]
    return Title(
        kind,
        (match["number"] or "").rstrip(".,"),
        sender if names.is_name(sender) else "",
        tuple(addressees) if all(names.is_name(name) for name in addressees) else (),
        words,
    )
