"""From Schematron's roles to severities."""

from __future__ import annotations

import re

from lxml import etree

from tei_edition.diagnostics import Severity
from tei_edition.validate.schematron.compiler import SCH

_ROLES = {
    "fatal": Severity.ERROR,
    "error": Severity.ERROR,
    "warning": Severity.WARNING,
    "warn": Severity.WARNING,
    "nonfatal": Severity.WARNING,
    "info": Severity.INFO,
    "information": Severity.INFO,
}
_MILDEST_FIRST = (Severity.INFO, Severity.WARNING, Severity.ERROR)


def severity_of(role: str) -> Severity:
    """The severity that a role means: an error, unless the role is a milder word that is in use."""
    return _ROLES.get(role.strip().lower(), Severity.ERROR)


def severities_of(role: str, schema: etree._Element) -> tuple[Severity, ...]:
    """All severities that a role can mean, the mildest first.

    A role that begins with `$` names a let of the schema; its string literals that are roles are what it can be.
    """
    if not role.startswith("$"):
        return (severity_of(role),)
    named: set[Severity] = set()
    for let in schema.iter(f"{{{SCH}}}let"):
        if let.get("name") == role[1:]:
            words = re.findall(r"'([^']*)'|\"([^\"]*)\"", let.get("value", ""))
            named.update(_ROLES[a or b] for a, b in words if (a or b) in _ROLES)
    return tuple(severity for severity in _MILDEST_FIRST if severity in named) or (Severity.ERROR,)
