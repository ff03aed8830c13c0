"""Names of places that a form or a title may give where another gives a person's: `To: PYONGYANG`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

_LONGEST = 60
_NO_LETTER = re.compile(r"[^\w\s.'’,-]")
_ADDED = re.compile(r"\[[^\[\]]*\]|\([^()]*\)")
_DISTRICT = re.compile(r"[\w .]+,? d\.?\s?[cf]\.?")
_DISTRICT_END = re.compile(r" d\.?\s?[cf]")
_WORD_END = re.compile(r"(?<=[\w.])(?=$|[\s,;:(\[])")


@cache
def _known() -> frozenset[str]:
    data = tomllib.loads(files("tei_edition.source").joinpath("places.toml").read_text("utf-8"))
    return frozenset(_key(name) for names in data.values() for name in names.split(";"))


@cache
def _first_words() -> frozenset[str]:
    return frozenset(_first_word(key) for key in _known())


def _first_word(key: str) -> str:
    return key.replace(",", " ").partition(" ")[0].rstrip(".")


def _key(name: str) -> str:
    if name.replace(" ", "").isalpha():
        # Nothing but letters and blanks: most lines that are asked about are names.
        return " ".join(name.casefold().split())
    return " ".join(_NO_LETTER.sub(" ", name).casefold().replace("’", "'").split()).strip(" ,")


def is_place(text: str) -> bool:
    """Whether `text` is the name of a known place, or says of itself that it is one (`Springfield, D.C.`)."""
    if len(text) > _LONGEST:
        return False
    # What is added in brackets identifies the place: `Beiping [Beijing]`.
    key = _key(_ADDED.sub(" ", text) if "[" in text or "(" in text else text)
    return key in _known() or key.rstrip(".") in _known() or _DISTRICT.fullmatch(key) is not None


def starts_with_place(text: str) -> str:
    """The known place with which `text` begins, the longest name first (`Washington, DC, No. 5` → `Washington, DC`)."""
    head = text[:_LONGEST]
    if "[" not in head and "(" not in head:
        key = _key(head)
        if _first_word(key) not in _first_words() and not _DISTRICT_END.search(key):
            return ""
    for match in reversed(list(_WORD_END.finditer(head))):
        if is_place(head[: match.end()]):
            return head[: match.end()]
    return ""
