"""The rules that [validate] of an edition.toml names: they exist, and ignoring them has an effect."""

from __future__ import annotations

from typing import Any

from tei_edition.diagnostics import Diagnostic, Location, Severity
from tei_edition.validate.rules import known_rules, nearest_rule
from tei_edition.validate.selection import known_selector, only_always
from tei_edition.validate.toml_places import place_of_string

_TABLE = "validate"
_PER_FILE = "per-file-ignores"


def check_selectors(settings: dict[str, Any], text: str, file: str) -> list[Diagnostic]:
    """Findings on the table [validate] of an edition.toml that follows its schema, whose text is `text`."""
    lists = [([_TABLE, key], settings.get(key, [])) for key in ("select", "ignore")]
    lists += [([_TABLE, _PER_FILE, name], names) for name, names in settings.get(_PER_FILE, {}).items()]
    found = []
    for path, selectors in lists:
        for selector in selectors:
            place = Location(file, *place_of_string(text, path, selector))
            fault = _fault(selector, place, ignored=path[1] != "select")
            if fault is not None:
                found.append(fault)
    return found


def unused_ignore(pattern: str, selector: str, text: str, file: str) -> Diagnostic:
    """The finding that a rule, ignored in the files of a pattern, finds nothing there."""
    return Diagnostic(
        "validate-ignore-unused",
        Severity.WARNING,
        f"'{selector}' is ignored in '{pattern}', but finds nothing there.",
        Location(file, *place_of_string(text, [_TABLE, _PER_FILE, pattern], selector)),
        "Remove it, or correct the name of the file.",
    )


def unknown_rule(selector: str) -> tuple[str, str]:
    """What is wrong with a selector that means no rule, and the help: the rule that may have been meant."""
    near = nearest_rule(selector, known_rules())
    return f"there is no rule '{selector}'", f"Did you mean {near}?" if near else "tei-edition explain lists all rules."


def _fault(selector: str, place: Location, *, ignored: bool) -> Diagnostic | None:
    known = known_rules()
    if not known_selector(selector, known):
        words, help_ = unknown_rule(selector)
        return Diagnostic("validate-rule-unknown", Severity.ERROR, f"T{words[1:]}.", place, help_)
    if ignored and only_always(selector, known):
        message = f"'{selector}' is always reported: it says that a file was not checked."
        return Diagnostic("validate-ignore-always", Severity.WARNING, message, place, "Remove it.")
    return None
