"""From Schematron's roles to severities."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from tei_edition.diagnostics import Severity
from tei_edition.validate.schematron.schema import Let

_ROLES = {
    "fatal": Severity.ERROR,
    "error": Severity.ERROR,
    "warning": Severity.WARNING,
    "warn": Severity.WARNING,
    "nonfatal": Severity.WARNING,
    "info": Severity.INFO,
    "information": Severity.INFO,
    "hint": Severity.INFO,
}
_MILDEST_FIRST = (Severity.INFO, Severity.WARNING, Severity.ERROR)
_SAYING = ("severity", "role", "flag")  # `severity` came with the edition of 2025


def role_of(elements: Iterable[etree._Element]) -> str:
    """The role of an assertion: what it says itself, else its rule, else its pattern; "" where none says anything.

    Roles are open words; only those that name a severity count, and those that begin with `$`.
    """
    for element in elements:
        for attribute in _SAYING:
            word = (element.get(attribute) or "").strip()
            if word.startswith("$") or word.lower() in _ROLES:
                return word
    return ""


def severity_of(role: str) -> Severity:
    """The severity that a role means: an error, unless the role is a word in use for something milder."""
    return _ROLES.get(role.strip().lower(), Severity.ERROR)


def severities_of(role: str, lets: Iterable[Let]) -> tuple[Severity, ...]:
    """All severities that a role can mean, the mildest first.

    A role that begins with `$` names one of the variables; the string literals in it that are roles are what it can be.
    """
    if not role.startswith("$"):
        return (severity_of(role),)
    named: set[Severity] = set()
    for let in lets:
        if let.name == role[1:]:
            words = re.findall(r"'([^']*)'|\"([^\"]*)\"", let.value)
            named.update(_ROLES[a or b] for a, b in words if (a or b) in _ROLES)
    return tuple(severity for severity in _MILDEST_FIRST if severity in named) or (Severity.ERROR,)
