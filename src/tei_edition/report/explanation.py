"""Rules explained, as text for people and as JSON for programs."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Sequence
from typing import Any

from tei_edition.rules import Rule

_WIDTH = 88


def explained(rule: Rule) -> str:
    """All that is known of a rule, in lines of at most 88 columns (examples as they are)."""
    parts = [f"{rule.id} ({_severities(rule)})", _filled(rule.wrong)]
    if rule.mend:
        parts.append(_filled(f"How to mend it: {rule.mend}"))
    if rule.fix:
        parts.append(_filled(f"What validate --fix does: {rule.fix}"))
    if len(rule.severities) > 1:
        parts.append(_filled("It is a warning until revisionDesc/@status says 'published', then an error."))
    if rule.always:
        parts.append(_filled("It cannot be ignored, since more may be wrong that was not looked for."))
    if rule.see:
        parts.append("\n".join(dict.fromkeys(f"See {words}" if words == rule.chapter else f"    {words}"
                                             for words in (rule.chapter, rule.address) if words)))  # fmt: skip
    for label, example in (("Wrong:", rule.failing), ("Right:", rule.passing)):
        if example:
            parts.append(f"{label}\n{textwrap.indent(example, '    ')}")
    return "\n\n".join(parts) + "\n"


def listed(rules: Sequence[Rule]) -> str:
    """A line per rule: its id, its severity, and the beginning of what it says."""
    width = max((len(rule.id) for rule in rules), default=0)
    grave = max((len(_severities(rule)) for rule in rules), default=0)
    lines = []
    for rule in rules:
        room = max(40, 120 - width - grave - 4)
        words = textwrap.shorten(rule.wrong, room, placeholder=" …")
        lines.append(f"{rule.id:{width}}  {_severities(rule):{grave}}  {words}\n")
    return "".join(lines)


def to_json(rules: Sequence[Rule]) -> str:
    """{"rules": [{id, severities, wrong, mend, see, chapter, address, always, failing, passing, fix}]}."""
    described: list[dict[str, Any]] = [
        {
            "id": rule.id,
            "severities": [severity.value for severity in rule.severities],
            "wrong": rule.wrong,
            "mend": rule.mend,
            "see": rule.see,
            "chapter": rule.chapter,
            "address": rule.address,
            "always": rule.always,
            "failing": rule.failing,
            "passing": rule.passing,
            "fix": rule.fix,
        }
        for rule in rules
    ]
    return json.dumps({"rules": described}, ensure_ascii=False, indent=2) + "\n"


def _severities(rule: Rule) -> str:
    return " or ".join(severity.value for severity in rule.severities)


def _filled(words: str) -> str:
    return textwrap.fill(words, _WIDTH, break_long_words=False, break_on_hyphens=False)
