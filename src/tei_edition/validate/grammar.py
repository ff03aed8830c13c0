"""The grammar (RELAX NG) that documents are held against: the telegram profile's, or one of an edition's own."""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from functools import cache
from pathlib import Path

from lxml import etree
from platformdirs import user_cache_path

from tei_edition import resources
from tei_edition.diagnostics import Diagnostic, Location, Severity
from tei_edition.validate.relaxng import Schema, SchemaError


@cache
def _profile() -> Schema:
    # `read_document` tells doubled ids, with the line of the other.
    return Schema(resources.schema("telegram.rng"), ids=False, cache=_kept())


@cache
def schema_at(path: Path, folder: Path, digest: str = "") -> Schema | SchemaError:
    """A schema, read once in this process, or what is wrong with it; what it includes must lie in the folder.

    `digest` is that of `schema_digest` where the schema may change while the process lives.
    """
    try:
        return Schema(path, folder, cache=_kept())
    except SchemaError as error:
        return error


def schema_digest(path: Path, folder: Path) -> str:
    """A digest of a schema with all that it includes, or of what is wrong with it."""
    try:
        said = repr(sorted(Schema(path, folder, cache=_kept()).files.items()))
    except SchemaError as error:
        said = f"{error.file}:{error.line}: {error.message}"
    return hashlib.sha256(said.encode("utf-8", "surrogateescape")).hexdigest()


def schema_fault(error: SchemaError) -> Diagnostic:
    """What is wrong with a schema, as a finding."""
    message = f"The schema cannot be used: {error.message}."
    help_ = "Correct the schema; until then nothing is checked against it."
    return Diagnostic("schema-broken", Severity.ERROR, message, Location(error.file, error.line), help_)


def check_grammar(
    document: etree._Element, file: str, schema: Path | None = None, digest: str = ""
) -> list[Diagnostic]:
    """What does not follow the grammar, in the document's order; columns are 0, until `placed` fills them in.

    The grammar is schemas/telegram.rng, or `schema` with its digest. A schema that cannot be used is a finding.
    """
    grammar = schema_at(schema, schema.parent, digest) if schema is not None else _profile()
    if isinstance(grammar, SchemaError):
        broken = schema_fault(grammar)
        return [replace(broken, message=f"{broken.location}: {broken.message}", location=Location(file))]
    return grammar.check(document, file)


def _kept() -> Path:
    """Where schemas are kept as they were read."""
    folder = os.environ.get("TEI_EDITION_CACHE")
    return (Path(folder) if folder else user_cache_path("tei-edition", appauthor=False)) / "schemas"
