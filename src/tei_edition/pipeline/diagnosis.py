"""Whether the installation works, and what an edition lacks: for somebody who wonders what to do next."""

from __future__ import annotations

import os
import platform
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tei_edition import edition as editions
from tei_edition import resources
from tei_edition.diagnostics import Diagnostic, Severity
from tei_edition.edition import Edition
from tei_edition.errors import EditionError, TeiEditionError
from tei_edition.pipeline.beginning import begin
from tei_edition.pipeline.conversion import SCHEMAS
from tei_edition.pipeline.publication import build
from tei_edition.pipeline.validation import check
from tei_edition.scaffold import LICENCES, Beginning
from tei_edition.version import __version__


class Health(StrEnum):
    """How a thing is: as it should be, worth a thought, or in need of mending."""

    GOOD = "good"
    HINT = "hint"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Condition:
    """What was looked at, how it is, and what to do about it (empty where nothing is to be done)."""

    health: Health
    words: str
    mending: str = ""


def installation() -> Iterator[Condition]:
    """Whether everything that is installed does its work: a small edition is made in a temporary folder, and built."""
    yield Condition(Health.GOOD, f"tei-edition {__version__} on Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "edition"
        beginning = Beginning("Sample", (), "Sample", LICENCES["CC0-1.0"], "en")
        steps: tuple[tuple[str, Callable[[], object]], ...] = (
            ("a page is converted", lambda: begin(root, beginning)),
            ("TEI files are validated", lambda: check([root])),
            ("site and search are built", lambda: build(root, output=Path(folder) / "html", html=True)),
            ("the PDF is built", lambda: build(root, output=Path(folder) / "pdf", pdf=True)),
        )
        for words, step in steps:
            try:
                found: Sequence[Diagnostic] = getattr(step(), "diagnostics", ())
            except Exception as error:
                reason = error.message if isinstance(error, TeiEditionError) else f"{type(error).__name__}: {error}"
                yield Condition(
                    Health.PROBLEM,
                    f"it does not work that {words}: {reason}",
                    "Install tei-edition again into an environment of its own (python -m venv).",
                )
                return
            for one in found:
                if one.severity is Severity.ERROR:
                    yield Condition(Health.PROBLEM, f"it does not work that {words}: {one.message}", one.help)
                    return
            yield Condition(Health.GOOD, words)


def condition_of(root: Path) -> Iterator[Condition]:
    """What an edition has, and what is to be done in it. Raises UsageError if `root` is no edition."""
    try:
        edition = editions.load(root)
    except EditionError as error:
        yield Condition(Health.PROBLEM, f"edition.toml cannot be used: {error.message}", error.help)
        return
    yield from _findings(root)
    yield from _documents(edition)
    yield from _schemas(edition)
    for value, words in (
        (edition.editors, "editors"),
        (edition.publisher, "publisher"),
        (edition.licence, "licence of the encoding"),
        (edition.base_url, "address (base_url), which citations, the site's feed and its interfaces need"),
    ):
        if not value:
            yield Condition(Health.HINT, f"edition.toml names no {words}", "Add it when it is known.")


def _findings(root: Path) -> Iterator[Condition]:
    found = check([root])
    count = Counter(one.severity for one in found.diagnostics)
    words = f"errors: {count[Severity.ERROR]}, warnings: {count[Severity.WARNING]}, in {len(found.files)} files"
    health = Health.PROBLEM if found.failed else Health.HINT if found.diagnostics else Health.GOOD
    mending = f"tei-edition validate {root.as_posix()} tells each, and how to mend it." if found.diagnostics else ""
    yield Condition(health, words, mending)


def _documents(edition: Edition) -> Iterator[Condition]:
    number = len(edition.documents())
    if not number:
        yield Condition(
            Health.PROBLEM,
            "the edition has no telegram yet",
            f"Put pages into {edition.sources.as_posix()} and convert them: "
            f"tei-edition convert {edition.sources.as_posix()} --into {edition.root.as_posix()}",
        )
    if not edition.has_authority:
        yield Condition(
            Health.HINT,
            "there is no authority: names are not linked",
            "tei-edition convert --suggest-authority FILE writes one to begin with.",
        )


def _schemas(edition: Edition) -> Iterator[Condition]:
    """Whether XML editors find the schemas that the TEI files point to, in this toolkit's version."""
    if not edition.documents():
        return
    missing = [name for name in SCHEMAS if not (edition.schemas / name).is_file()]
    other = [
        name
        for name in SCHEMAS
        if name not in missing and (edition.schemas / name).read_bytes() != resources.schema(name).read_bytes()
    ]
    place = Path(os.path.normpath(edition.schemas)).as_posix()
    if missing:
        words = f"{place} lacks {' and '.join(missing)}: XML editors cannot check while you type"
        yield Condition(Health.PROBLEM, words, "The next tei-edition convert puts them there.")
    if other:
        words = f"{' and '.join(other)} in {place} is of another version of tei-edition"
        yield Condition(Health.HINT, words, "Delete it; the next tei-edition convert puts the new one there.")
    if not missing and not other:
        yield Condition(Health.GOOD, f"XML editors find the schemas in {place}")
