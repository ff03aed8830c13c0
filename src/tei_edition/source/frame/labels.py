"""The labels of archive pages, and the wordings of a page's furniture."""

from __future__ import annotations

import re
from collections.abc import Sequence

SKIP_LINK = "skip to content"
INFORMATION = "document information"
# Labels above the information block, and whether what stands below them is about other documents.
BEFORE = {
    "author(s)": False,
    "authors": False,
    "associated people & organizations": False,
    "associated people &": False,
    "associated places": False,
    "associated topics": False,
    "subjects discussed": False,
    "related documents": True,
}
IN_BLOCK = {
    "source": "citation",
    "original archive": "original archive",
    "rights": "rights",
    "original uploaded date": "uploaded",
    "type": "type",
    "language": "language",
    "original language": "language",
    "record id": "record id",
    "original classification": "original classification",
    "donors": "donors",
    "contributors": "contributors",
    "document contributors": "contributors",
}
# Labels with their value on the same line, as plain pages have them.
_WITH_VALUE = {
    "title": "title",
    "date": "date",
    "source": "citation",
    "citation": "citation",
    "archive": "citation",
    "archival source": "citation",
    "rights": "rights",
    "copyright": "rights",
    "type": "type",
    "document type": "type",
    "language": "language",
    "original language": "language",
    "summary": "abstract",
    "abstract": "abstract",
    "record id": "record id",
    "document id": "record id",
    "translated by": "statement",
    "translator": "statement",
    "translation": "statement",
}
_LABEL_WITH_VALUE = re.compile(
    rf"(?P<label>{'|'.join(sorted(_WITH_VALUE, key=len, reverse=True))})(?:\s?:\s?|(?<=ed by)\s)(?P<value>\S.*)?",
    re.IGNORECASE,
)
CREDIT = re.compile(
    r"(?:This (?:document|publication|translation) (?:was|is|has been) )?made possible (?:with|by|through)"
    r"(?: the)?(?: generous)? (?:support|funding|grants?|assistance)(?: provided)? (?:from|of|by) (?:the )?"
    r"(?P<name>[^.]*(?:\.(?!\s*$)[^.]*)*)\.?\s*$",
    re.IGNORECASE,
)
_NOTICES = ("welcomes reuse", "to enquire about this document", "rights status")
WILSON = re.compile(
    r"wilsoncenter\.org|History and Public Policy Program|(?:Leon Levy|Wilson Center) Digital Archive", re.IGNORECASE
)
ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?[\w-]+(?:\.[\w-]+)+/\S*")
RECORD = re.compile(r"/document/(\d{4,7})(?![\w-])")
"""The record id stands in a document's address; the number of a `/node/` is another one."""
_SPELLINGS = (*BEFORE, *IN_BLOCK, INFORMATION)
_LONGEST = 60
_SHORTEST = 4
"""A label cut off to fewer letters than these may be any word."""


def folded(text: str) -> str:
    """A line as labels are compared: in small letters, without the colon at its end; longer ones are no labels."""
    return text.lower().rstrip(":").rstrip() if len(text) <= _LONGEST else text


def is_notice(text: str) -> bool:
    """Whether a line is of the archive's notice of rights, which is known by its wording."""
    folded = text.lower()
    return any(words in folded for words in _NOTICES)


def cut_label(text: str) -> str:
    """The label that a capture's last line begins (`Original Ar`, `Associated People &`), or nothing."""
    lower = text.lower()
    if len(text) < _SHORTEST or not text[0].isupper():
        return ""
    return next((label for label in _SPELLINGS if label.startswith(lower)), "")


def with_value(text: str) -> tuple[str, int] | None:
    """What the label at the start of a line stands for, and where its value begins: `Source: APRF, f. 3`."""
    if len(text) > 4000:
        return None
    match = _LABEL_WITH_VALUE.fullmatch(text)
    if match is None:
        return None
    return _WITH_VALUE[match["label"].lower()], match.start("value") if match["value"] else len(text)


def block_start(lines: Sequence[str], first: int) -> int:
    """Where the information block begins among folded lines (its own label, or the first of several), or -1."""
    for position in range(len(lines) - 1, first, -1):
        if lines[position] == INFORMATION:
            return position
    # The block's own label is lost: two labels of the block, at least, stand for it.
    found = [position for position in range(first + 1, len(lines)) if lines[position] in IN_BLOCK]
    if len({lines[position] for position in found}) >= 2:
        return found[0]
    if not found:
        return -1
    # One label and the notice do as well.
    last = next((at for at in range(len(lines) - 1, first, -1) if is_notice(lines[at])), -1)
    return found[0] if last >= found[0] else -1
