"""Which of the findings on an edition's files are reported: what its settings and the command select and ignore."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tei_edition.diagnostics import Diagnostic
from tei_edition.edition import SETTINGS, Edition
from tei_edition.errors import UsageError
from tei_edition.pipeline import files
from tei_edition.pipeline.gathering import Work
from tei_edition.validate.rules import known_rules
from tei_edition.validate.selection import Selection, Sieve, always, known_selector, only_always
from tei_edition.validate.selectors import unknown_rule, unused_ignore


def check_options(select: Sequence[str], ignore: Sequence[str], known: Iterable[str] | None = None) -> None:
    """Raise UsageError if the rules that a command names do not exist, or are to be ignored and cannot be.

    `known` are the ids of all rules, those of the toolkit unless given.
    """
    if known is None:
        known = known_rules() if select or ignore else {}
    for selector in (*select, *ignore):
        if not known_selector(selector, known):
            raise UsageError(*unknown_rule(selector))
    for selector in ignore:
        if only_always(selector, known):
            raise UsageError(f"'{selector}' cannot be ignored", "It says that a file was not checked at all.")


def chosen(found: Iterable[Diagnostic], work: Work, select: Sequence[str], ignore: Sequence[str]) -> list[Diagnostic]:
    """The findings that are reported, and warnings about per-file ignores of whole editions that ignored nothing.

    Those need all rules to have spoken: there are none where the command itself selects or ignores, nor for an edition
    in which something could not be checked at all.
    """
    sieves: dict[str, Sieve] = {}
    reported = kept(found, work, select, ignore, sieves)
    if not select and not ignore:
        homes = [work.home_of(one.location.file) for one in reported if always(one.rule)]
        unchecked = {home[0].root for home in homes if home}
        for edition in work.whole:
            if edition.root in unchecked:
                continue
            reported += _unused(edition, sieves.get(str(edition.root), Sieve(Selection.of(edition))))
    return reported


def kept(
    found: Iterable[Diagnostic],
    work: Work,
    select: Sequence[str],
    ignore: Sequence[str],
    sieves: dict[str, Sieve] | None = None,
) -> list[Diagnostic]:
    """The findings that are reported; `sieves`, by the folders of editions, note what each edition's settings did."""
    sieves = {} if sieves is None else sieves
    alone = Sieve(Selection().narrowed(select, ignore))
    reported = []
    for one in found:
        home = work.home_of(one.location.file)
        sieve = alone
        path = one.location.file
        if home is not None:
            edition, path = home
            root = str(edition.root)
            if root not in sieves:
                sieves[root] = Sieve(Selection.of(edition).narrowed(select, ignore))
            sieve = sieves[root]
        if sieve.keeps(one, path):
            reported.append(one)
    return reported


def _unused(edition: Edition, sieve: Sieve) -> list[Diagnostic]:
    path = edition.root / SETTINGS
    known = known_rules() if edition.per_file_ignores else {}
    try:
        text = files.read(path).decode("utf-8") if edition.per_file_ignores else ""
    except files.Unreadable:
        return []
    found = [
        unused_ignore(pattern, selector, text, path.as_posix())
        for pattern, selector in sieve.unused()
        if known_selector(selector, known) and not only_always(selector, known)  # else they have a finding
    ]
    return [one for one in found if sieve.keeps(one, SETTINGS)]
