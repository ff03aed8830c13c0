"""TEI files of any project checked against a Schematron schema of its own, instead of the telegram profile."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from pathlib import Path

from tei_edition.diagnostics import Diagnostic
from tei_edition.errors import UsageError
from tei_edition.pipeline import files
from tei_edition.pipeline.choosing import check_options
from tei_edition.pipeline.gathering import gather
from tei_edition.pipeline.validation import Validation
from tei_edition.pipeline.workers import Jobs, each
from tei_edition.validate import check_rules
from tei_edition.validate.rules import known_rules, rules_of
from tei_edition.validate.schematron import DEFAULT, load_rules
from tei_edition.validate.selection import Selection, Sieve


def check_own_rules(
    schema: Path,
    paths: Sequence[Path],
    *,
    phase: str = DEFAULT,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    jobs: Jobs = 1,
    progress: Callable[[int, int], None] | None = None,
) -> Validation:
    """Check XML files, folders of them, or the TEI files of editions against the rules of a Schematron schema alone.

    `schema` is a Schematron schema, or a RELAX NG schema that carries Schematron; `phase` the id of one of its phases,
    `#ALL` or `#DEFAULT`. What is wrong with the schema are findings as well. The other parameters are those of
    `check`; what an edition.toml selects and ignores does not concern these rules.

    Raises UsageError if no path is given, or a rule to be selected or ignored does not exist.
    """
    if not paths:
        raise UsageError("no file was named", "Name TEI files, folders or editions.")
    rules = load_rules(schema, phase)
    described = rules_of(rules)
    check_options(select, ignore, {**known_rules(), **described} if select or ignore else {})
    work = gather(paths)
    found = {*rules.faults, *work.diagnostics}
    named = {path.absolute() for path in paths}
    documents = [
        *(path for path, _ in work.documents.values()),
        *(path for absolute, path in work.authorities.items() if absolute in named),
    ]
    if rules.schema.assertions:
        stage = functools.partial(_check_file, schema=schema, phase=phase)
        for result in each(stage, documents, jobs, progress, _lost):
            found.update(result)
    sieve = Sieve(Selection().narrowed(select, ignore))
    kept = [one for one in found if sieve.keeps(one, one.location.file)]
    return Validation(tuple(sorted(kept, key=Diagnostic.sort_key)), tuple(sorted([schema, *documents])), described)


def _check_file(path: Path, schema: Path, phase: str) -> list[Diagnostic]:
    """The stage: one file read and checked. Runs in worker processes."""
    try:
        content = files.read(path)
    except files.Unreadable as unreadable:
        return [unreadable.diagnostic]
    return check_rules(content, path.as_posix(), load_rules(schema, phase))


def _lost(path: Path) -> list[Diagnostic]:
    return [files.lost(path)]
