"""Russian names in the Latin spellings that archives, libraries, newspapers and scholars use.

The tables are those of the library iuliia: ALA-LC without diacritics and without soft signs (GOST R 52535.1), BGN/PCGN
(with soft signs, and without: GOST R 52290), BS 2979 and Wikipedia's (the forms of newspapers, in -y), the scientific
system and ISO 9:1968.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache

from iuliia import schemas

CYRILLIC = re.compile("[\u0400-\u04ff]+")
_SCHEMES = (
    "ala_lc_alt", "gost_52535", "bgn_pcgn", "gost_52290", "bs_2979_alt", "wikipedia", "scientific", "iso_9_1968",
)  # fmt: skip


def spellings(name: str) -> list[str]:
    """The name in each of the spellings, without doubles; none if it has no Cyrillic, or such as Russian has not."""
    if not CYRILLIC.search(name):
        return []
    made = (CYRILLIC.sub(lambda word, scheme=scheme: latin(word[0], scheme), name) for scheme in _SCHEMES)  # type: ignore[misc]
    return [one for one in dict.fromkeys(made) if not CYRILLIC.search(one)]


def schemes() -> tuple[str, ...]:
    """The names of the systems."""
    return _SCHEMES


@lru_cache(maxsize=200_000)
def latin(word: str, scheme: str) -> str:
    """A word in Latin letters; those that the system lacks stay."""
    return _table(scheme)(word)


@cache
def _table(scheme: str) -> Callable[[str], str]:
    table: Callable[[str], str] = schemas.get(scheme).translate
    return table
