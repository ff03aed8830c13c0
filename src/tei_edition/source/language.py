"""Which language a text is in, as far as script and common words show it; else undetermined."""

from __future__ import annotations

import re
from collections.abc import Iterable

# The commonest small words of a language, in one string each for the reader's sake.
_ENGLISH = "the of to and in that is for with by on from will be are was not at it this has have"
_RUSSIAN = "и в на не что с по для из от к о как это его мы вы он также"
_COMMON = {"en": frozenset(_ENGLISH.split()), "ru": frozenset(_RUSSIAN.split())}
UNDETERMINED = "und"


def language_of(texts: Iterable[str]) -> str:
    """`en`, `ru`, `ko` or `und` (BCP 47): the language whose common words prevail, Korean by its script."""
    joined = " ".join(texts).lower()
    if len(re.findall(r"[\uac00-\ud7a3]", joined)) > len(joined) / 3:
        return "ko"
    words = re.findall(r"[^\W\d_]+", joined)
    counts = {code: sum(word in common for word in words) for code, common in _COMMON.items()}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] >= 2 and counts[best] * 12 >= len(words) else UNDETERMINED
