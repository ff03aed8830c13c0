"""Results of validation kept by content: what has not changed is not checked again.

A result depends on the bytes of the document, its name, what it may refer to, and the toolkit with its schemas; the key
is a digest of all of them. Which other documents exist is looked at when a result is taken out, so that a new document
does not make all results useless. The store is SQLite, holds JSON (nothing in it can be executed), and may be deleted
at any time; one that cannot be used is passed over in silence.
"""

from __future__ import annotations

import functools
import hashlib
import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from tei_edition import resources
from tei_edition.diagnostics import Diagnostic, Location, Severity
from tei_edition.validate import Examined, ValidationContext
from tei_edition.validate.facts import DocumentFacts, Party, Relation
from tei_edition.values import as_json
from tei_edition.version import __version__

_NAME = "validation-1.sqlite"  # Another form of the store takes another name.
_SEVERITIES = {severity.value: severity for severity in Severity}
_KEPT = 200_000  # results; the oldest go
_PACKAGE = Path(resources.__file__).parent


class ResultCache:
    """Results of `examine`, by content. Use it as a context: what was added is written at the end, at once."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / _NAME
        self._store: sqlite3.Connection | None = None
        self._added: dict[bytes, str] = {}

    def __enter__(self) -> ResultCache:
        with suppress(sqlite3.Error, OSError):
            self._store = self._opened()
        return self

    def __exit__(self, *_: object) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None
        if not self._added:
            return
        with suppress(OSError):
            try:
                self._write()
            except sqlite3.DatabaseError:  # no database, or a broken one: a new one takes its place
                with suppress(sqlite3.Error):
                    self._path.unlink(missing_ok=True)
                    self._write()

    def get(self, key: bytes, file: str, context: ValidationContext) -> Examined | None:
        """The result of a document, if it is known and the documents that it points to are still there, or not."""
        if self._store is None:
            return None
        try:
            found = self._store.execute("SELECT result FROM results WHERE key = ?", (key,)).fetchone()
        except sqlite3.Error:
            return None
        return None if found is None else read_result(found[0], file, context)

    def add(self, key: bytes, examined: Examined, context: ValidationContext) -> None:
        """Keep the result of a document that was read."""
        self._added[key] = written_result(examined, context)

    def _opened(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        store = sqlite3.connect(self._path, timeout=5)
        store.execute("CREATE TABLE IF NOT EXISTS results (key BLOB PRIMARY KEY, result TEXT NOT NULL)")
        return store

    def _write(self) -> None:
        with closing(self._opened()) as store, store:
            store.executemany("INSERT OR REPLACE INTO results VALUES (?, ?)", self._added.items())
            store.execute(
                "DELETE FROM results WHERE rowid IN (SELECT rowid FROM results ORDER BY rowid DESC LIMIT -1 OFFSET ?)",
                (_KEPT,),
            )


def written_result(examined: Examined, context: ValidationContext) -> str:
    """The result of a document that was read, as JSON."""
    assert examined.facts is not None
    findings = written_findings(examined.diagnostics)
    return as_json({"diagnostics": findings, "facts": examined.facts, "absent": _absent(examined, context)})


def read_result(written: str, file: str, context: ValidationContext) -> Examined | None:
    """A result as it was written, now that the document is `file`; None where it points to documents that were there
    then and are not now, or the other way round, and for anything else."""
    try:
        examined, absent = _read(json.loads(written), file)
    except (ValueError, KeyError, TypeError):
        return None
    return examined if absent == _absent(examined, context) else None


def read_findings(written: str, file: str, context: ValidationContext) -> list[Diagnostic] | None:
    """The findings alone of a result as it was written, for those who need no facts; None as `read_result` has it."""
    try:
        kept = json.loads(written)
        findings = findings_of(kept["diagnostics"], file)
        absent = [one for one in kept["facts"]["pointed"] if context.documents and one not in context.documents]
    except (ValueError, KeyError, TypeError):
        return None
    return findings if absent == kept["absent"] else None


def key_of(content: bytes, stem: str, context: ValidationContext) -> bytes:
    """The digest of all that the result of a document depends on; `stem` is the name of its file without .xml."""
    digest = hashlib.blake2b(surroundings(context), digest_size=20)
    digest.update(stem.encode("utf-8", "surrogateescape") + b"\0")
    digest.update(content)
    return digest.digest()


@functools.lru_cache(maxsize=8)
def surroundings(context: ValidationContext) -> bytes:
    """What the result of every document depends on, besides its own content and name, as digests."""
    authority = b"-" if context.authority is None else hashlib.blake2b(context.authority).digest()
    checked = b"documents" if context.documents else b"alone"
    names = (context.authority_file.encode(), context.home_authority.encode(), context.schema_digest.encode())
    shown = b"-" if context.shown is None else " ".join(sorted(context.shown)).encode()
    hosts = " ".join(context.image_hosts).encode()
    return b"\0".join((toolkit(), authority, *names, checked, hashlib.blake2b(context.archives).digest(), shown, hosts))


@functools.cache
def toolkit() -> bytes:
    """The digest of what checks: version, schemas, and the code of this installation."""
    digest = hashlib.blake2b(__version__.encode())
    schemas = (resources.schema(name) for name in ("telegram.rng", "telegram.sch", "edition.schema.json"))
    modules = (path for part in ("validate", "tei") for path in (_PACKAGE / part).rglob("*.py"))
    code = (_PACKAGE / "saxon.py", _PACKAGE / "reading_text.py", *modules, *(_PACKAGE / "source").rglob("*.toml"))
    for path in sorted((*schemas, *code)):
        digest.update(path.read_bytes())
    return digest.digest()


def _absent(examined: Examined, context: ValidationContext) -> list[str]:
    """The documents that a document points to and that the edition does not have."""
    pointed = examined.facts.pointed if examined.facts else ()
    return [name for name in pointed if context.documents and name not in context.documents]


def written_findings(findings: Iterable[Diagnostic]) -> list[list[str | int]]:
    """The findings on one file, for JSON: without the file."""
    return [
        [
            one.rule,
            one.severity.value,
            one.message,
            one.location.line,
            one.location.column,
            one.location.xpath,
            one.help,
        ]
        for one in findings
    ]


def findings_of(written: Iterable[Any], file: str) -> list[Diagnostic]:
    """The findings on `file` from what `written_findings` gave. Raises ValueError, KeyError, TypeError for others."""
    return [
        Diagnostic(rule, _SEVERITIES[severity], message, Location(file, line, column, xpath), help_)
        for rule, severity, message, line, column, xpath, help_ in written
    ]


def _read(kept: dict[str, Any], file: str) -> tuple[Examined, list[str]]:
    diagnostics = findings_of(kept["diagnostics"], file)
    told = kept["facts"]
    facts = DocumentFacts(
        file,
        told["stem"],
        told["id"],
        told["line"],
        told["number"],
        told["sent"],
        _parties(told["senders"]),
        _parties(told["addressees"]),
        tuple(Relation(**one) for one in told["relations"]),
        tuple(told["records"]),
        tuple(told["pointed"]),
        tuple(told["entries"]),
    )
    return Examined(diagnostics, facts), kept["absent"]


def _parties(told: Iterable[dict[str, str]]) -> tuple[Party, ...]:
    return tuple(Party(**one) for one in told)
