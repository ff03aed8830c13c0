"""The order of the events of a message."""

from __future__ import annotations

from tei_edition.diagnostics import Fix
from tei_edition.validate.fixes.case import Case, fix
from tei_edition.validate.wellformed import TEI

_WIDTH = 3  # figures of a sortKey, as the converter writes them


def sort_keys(case: Case) -> Fix | None:
    """The events numbered anew, 001, 002 …, as they stand; only if the keys that are there do not speak against it."""
    actions = case.element.findall(f"{TEI}correspAction")
    given = [action.get("sortKey") for action in actions]
    keys = [key for key in given if key is not None]
    if not keys or not all(key.isdecimal() and key.isascii() for key in keys):
        return None
    numbers = [int(key[:4000]) for key in keys]
    if numbers != sorted(numbers):
        return None
    anew = [f"{number:0{_WIDTH}}" for number in range(1, len(actions) + 1)]
    edits = [
        case.set_attribute(action, "sortKey", key)
        for action, old, key in zip(actions, given, anew, strict=True)
        if old != key
    ]
    return fix("Number the events of this message anew, in the order in which they stand.", *edits)
