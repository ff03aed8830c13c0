"""The rules that are written in Python, described: one entry for every id that a finding can have.

The TOML files of this package hold a table per rule, named by its id:

    [xml-id-doubled]
    severity = "error"      # or a list, the mildest first, where it depends on the document
    wrong = "…"             # what is wrong
    mend = "…"              # how to mend it
    see = "SA"              # the chapter of the Guidelines on which it rests, if any
    always = true           # cannot be ignored: what it concerns was not checked at all
    failing = '…'           # a short example of what it finds, and of how it should be
    passing = '…'

The rules of the Schematron schema describe themselves; `tei_edition.validate.rules` has both.
"""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tei_edition.diagnostics import Severity

CHAPTERS = {
    "TD": "Documentation Elements",
    "HD": "The TEI Header",
    "CO": "Elements Available in All TEI Documents",
    "DS": "Default Text Structure",
    "CH": "Languages and Character Sets",
    "ND": "Names, Dates, People, and Places",
    "MS": "Manuscript Description",
    "PH": "Representation of Primary Sources",
    "TC": "Critical Apparatus",
    "SA": "Linking, Segmentation, and Alignment",
    "CC": "Language Corpora",
    "AI": "Simple Analytic Mechanisms",
    "CE": "Certainty, Precision, and Responsibility",
}
"""The chapters of the TEI Guidelines that rules name, by their codes."""

_GUIDELINES = "https://www.tei-c.org/release/doc/tei-p5-doc/en/html/"


@dataclass(frozen=True, slots=True)
class Rule:
    """What a rule looks for.

    `severities` are those that its findings can have, the mildest first; `wrong` says what is wrong, `mend` how to
    mend it, `see` is a chapter of the Guidelines (a key of CHAPTERS), an address, or "". `always`: it cannot be
    ignored. `failing` and `passing` are short examples, "" where there are none; `fix` says what `validate --fix`
    does, "" if it does nothing.
    """

    id: str
    severities: tuple[Severity, ...]
    wrong: str
    mend: str
    see: str = ""
    always: bool = False
    failing: str = ""
    passing: str = ""
    fix: str = ""

    @property
    def chapter(self) -> str:
        """The chapter as one reads it: `TEI Guidelines, HD: The TEI Header`; another address as it is."""
        at = re.fullmatch(r"https?://(?:www\.)?tei-c\.org/.*/([A-Z]{2})\.html(?:#.*)?", self.see)
        code = at[1] if at else self.see
        return f"TEI Guidelines, {code}: {CHAPTERS[code]}" if code in CHAPTERS else self.see

    @property
    def address(self) -> str:
        """The address of the chapter, "" if there is none."""
        if self.see in CHAPTERS:
            return f"{_GUIDELINES}{self.see}.html"
        return self.see if self.see.startswith(("https://", "http://")) else ""


@cache
def written_rules() -> dict[str, Rule]:
    """The rules written in Python, by id, sorted."""
    found: dict[str, Rule] = {}
    for path in sorted(Path(__file__).parent.glob("*.toml")):
        for identifier, entry in tomllib.loads(path.read_text("utf-8")).items():
            found[identifier] = _rule(identifier, entry)
    return dict(sorted(found.items()))


def examples() -> dict[str, tuple[str, str]]:
    """For rules of the Schematron schema, by id, a failing and a passing example.

    examples.json has, of the rule's cases in the tests, the smallest part that differs; the tests make it anew.
    """
    content = json.loads(Path(__file__).with_name("examples.json").read_text("utf-8"))
    return {identifier: (pair["failing"], pair["passing"]) for identifier, pair in content.items()}


def _rule(identifier: str, entry: dict[str, Any]) -> Rule:
    severity = entry.pop("severity")
    names = [severity] if isinstance(severity, str) else severity
    return Rule(identifier, tuple(Severity(name) for name in names), **entry)
