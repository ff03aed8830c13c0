"""Which findings are reported: rules that are selected, rules that are ignored, everywhere or in some files."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable
from dataclasses import dataclass, field

from tei_edition.diagnostics import Diagnostic, Severity
from tei_edition.edition import Edition
from tei_edition.rules import written_rules

_SEVERITIES = frozenset(severity.value for severity in Severity)


@dataclass(frozen=True, slots=True)
class Selection:
    """What is reported of all findings.

    A selector is the id of a rule, the first words of ids (`grammar`), or a severity. A finding is kept if one of
    `select` means it (an empty one means all) and none of `ignore`, nor of the selectors that `per_file` gives for
    its file. `per_file` has pairs of a pattern of file names and its selectors. Findings that a file was not checked
    at all are always kept.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @classmethod
    def of(cls, edition: Edition) -> Selection:
        """What the settings of an edition say."""
        return cls(edition.select, edition.ignore, edition.per_file_ignores)

    def narrowed(self, select: Iterable[str], ignore: Iterable[str]) -> Selection:
        """This selection with what a command says: its `select` stands for ours, its `ignore` is added."""
        return Selection(tuple(select) or self.select, (*self.ignore, *ignore), self.per_file)


@dataclass
class Sieve:
    """Applies a selection; `used` collects the selectors of files, each with its pattern, that ignored something."""

    selection: Selection
    used: set[tuple[str, str]] = field(default_factory=set)

    def keeps(self, found: Diagnostic, path: str) -> bool:
        """Whether a finding is reported; `path` is its file, seen from the edition, with `/`."""
        if always(found.rule):
            return True
        chosen = self.selection
        if chosen.select and not any(means(selector, found) for selector in chosen.select):
            return False
        if any(means(selector, found) for selector in chosen.ignore):
            return False
        hits = {
            (pattern, selector)
            for pattern, selectors in chosen.per_file
            if names_file(pattern, path)
            for selector in selectors
            if means(selector, found)
        }
        self.used |= hits
        return not hits

    def unused(self) -> list[tuple[str, str]]:
        """The selectors of files, each after its pattern, that have ignored nothing."""
        stated = [(pattern, selector) for pattern, selectors in self.selection.per_file for selector in selectors]
        return [pair for pair in stated if pair not in self.used]


def means(selector: str, found: Diagnostic) -> bool:
    """Whether a selector means a finding."""
    return selector == found.severity.value or begins(selector, found.rule)


def begins(selector: str, rule: str) -> bool:
    """Whether a selector is a rule's id, or its first words: `grammar` begins `grammar-unknown`, not `grammarian`."""
    return rule == selector or rule.startswith(f"{selector}-")


def names_file(pattern: str, path: str) -> bool:
    """Whether a pattern names a file: `*` and `?` stand for any characters; one without `/` names it in any folder."""
    return fnmatch.fnmatchcase(path if "/" in pattern else path.rpartition("/")[2], pattern)


def known_selector(selector: str, known: Iterable[str]) -> bool:
    """Whether a selector means any rule of `known`, or is a severity."""
    return selector in _SEVERITIES or any(begins(selector, rule) for rule in known)


def only_always(selector: str, known: Iterable[str]) -> bool:
    """Whether all that a selector means in `known` is always reported, so that it ignores nothing."""
    return selector not in _SEVERITIES and all(always(rule) for rule in known if begins(selector, rule))


def always(rule: str) -> bool:
    """Whether a rule is always reported: what it concerns was not checked at all."""
    known = written_rules().get(rule)
    return known is not None and known.always
