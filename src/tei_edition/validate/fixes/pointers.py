"""Pointers whose target is beyond doubt."""

from __future__ import annotations

import re
from collections.abc import Callable

from tei_edition.diagnostics import Fix
from tei_edition.validate.fixes.case import Case, fix


def add_hash(case: Case) -> Fix | None:
    """`r-ed` becomes `#r-ed`, where the file has an element of this xml:id."""
    ids = case.root.xpath("//@xml:id")
    known = {str(one) for one in ids} if isinstance(ids, list) else set()
    return _each(case, lambda word: f"#{word}" if word in known else word, "Put the # before the xml:id.")


def home_authority(case: Case) -> Fix | None:
    """The path before the # becomes that of the edition's authority, where it has the entry."""
    name = case.home.rpartition("/")[2]

    def changed(word: str) -> str:
        path, _, entry = word.partition("#")
        astray = path != case.home and re.split(r"[/\\]", path)[-1] == name
        return f"{case.home}#{entry}" if astray and entry in case.entries else word

    return _each(case, changed, f"Point to {case.home}.") if case.home else None


def _each(case: Case, change: Callable[[str], str], description: str) -> Fix | None:
    """The repair that changes words of the attribute's value; their white space stays. None if none changes."""
    value = case.element.get(case.attribute, "") if case.attribute else ""
    made = re.sub(r"\S+", lambda word: change(word[0]), value)
    return fix(description, case.set_attribute(case.element, case.attribute, made)) if made != value else None
