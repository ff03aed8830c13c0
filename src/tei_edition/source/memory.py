"""Answers about short texts, kept for a while: several readers ask the same of one line, and of one line's names."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

SHORT = 200
"""Longer texts are asked about once, and would fill the memory."""
KEPT = 64
"""So many answers of a function are kept: more than the lines of a form's head."""
_Answer = TypeVar("_Answer")


def remembered(function: Callable[[str], _Answer]) -> Callable[[str], _Answer]:
    """A pure function of a text that remembers its last answers; they must be values that nobody changes."""
    kept = lru_cache(maxsize=KEPT)(function)

    @wraps(function)
    def answer(text: str) -> _Answer:
        return kept(text) if len(text) <= SHORT else function(text)

    return answer
