"""Changes to a file as values: which bytes go, which come; every other byte stays."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """One change: the bytes from `start` up to `end` (offsets in the file, from 0) become `replacement`."""

    start: int
    end: int
    replacement: bytes


def applied(content: bytes, edits: Iterable[Edit]) -> bytes:
    """`content` with all edits made. Raises ValueError if two of them touch the same bytes, or one lies outside."""
    parts: list[bytes] = []
    position = 0
    for edit in sorted(edits):
        if not position <= edit.start <= edit.end <= len(content):
            raise ValueError(f"an edit of bytes {edit.start} to {edit.end} overlaps another or lies outside")
        parts += (content[position : edit.start], edit.replacement)
        position = edit.end
    return b"".join((*parts, content[position:]))


def unified_diff(before: bytes, after: bytes, file: str) -> str:
    """What changes from `before` to `after`, as a unified diff of lines for people; "" if nothing does."""
    old, new = (content.decode("utf-8", "replace").splitlines(keepends=True) for content in (before, after))
    lines = difflib.unified_diff(old, new, file, file)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ no end of line\n" for line in lines)
