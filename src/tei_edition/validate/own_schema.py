"""Documents of any project against a RELAX NG schema of its own, instead of the telegram profile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree

from tei_edition.diagnostics import Diagnostic, Location, Severity
from tei_edition.validate.grammar import schema_at, schema_fault
from tei_edition.validate.inclusion import Included, include, unresolved
from tei_edition.validate.placing import placed
from tei_edition.validate.relaxng import Schema, SchemaError
from tei_edition.validate.wellformed import in_utf8, line_of, read_any

_NAMESPACE = "http://relaxng.org/ns/structure/1.0"
_COMPACT = "application/relax-ng-compact-syntax"


@dataclass(frozen=True, slots=True)
class OwnSchema:
    """Which schema documents are held against, and what they may include.

    `schema` is the file of the schema (None: each document names its own with xml-model), `folder` where schemas and
    what they include must lie; `xinclude` says whether documents may include files.
    """

    schema: Path | None
    folder: Path
    xinclude: bool = False


def check_own_schema(
    content: bytes, file: str, path: Path, folder: Path, own: OwnSchema, read: Callable[[Path], bytes]
) -> list[Diagnostic]:
    """All findings on one XML document, sorted by place.

    `file` is its name in findings, `path` where it lies, `folder` the folder that is checked; `read` reads what the
    document includes and raises OSError.
    """
    root, found = read_any(content, file)
    if root is None:
        return found
    schema = _named(root, file, path, folder) if own.schema is None else schema_at(own.schema, own.folder)
    if isinstance(schema, Diagnostic):
        found = [schema]
    elif isinstance(schema, SchemaError):
        found = [schema_fault(schema)]
    elif own.xinclude:
        included = include(root, file, path, folder, read)
        if included.files or included.findings:
            return sorted([*included.findings, *_in_their_files(schema, root, file, included)], key=Diagnostic.sort_key)
        found = schema.check(root, file)
    else:
        found = unresolved(root, file) or schema.check(root, file)
    text = in_utf8(content, root) if found else b""
    if text:
        found = placed(found, root, text)
    return sorted(found, key=Diagnostic.sort_key)


def _in_their_files(schema: Schema, root: etree._Element, file: str, included: Included) -> list[Diagnostic]:
    """The findings on a document with what it includes, each in its file; columns are not known there."""
    found = []
    for element, one in schema.told(root, file):
        own, top = included.file_of(element, file)
        place = replace(one.location, file=own, xpath="" if top is not None else one.location.xpath)
        found.append(replace(one, location=place))
    return found


def _named(root: etree._Element, file: str, path: Path, folder: Path) -> Schema | SchemaError | Diagnostic:
    """The schema that a document names with xml-model, if it is a file in the folder that is checked."""
    for node in root.itersiblings(preceding=True):
        if not isinstance(node, etree._ProcessingInstruction) or node.target != "xml-model":
            continue
        said = {str(name): str(value) for name, value in node.attrib.items()}
        href = said.get("href", "")
        if said.get("schematypens", "") not in ("", _NAMESPACE):
            continue
        if not said.get("schematypens") and said.get("type") != _COMPACT and not href.endswith((".rng", ".rnc")):
            continue
        line = line_of(node)
        parts = urlsplit(href)
        if parts.scheme or parts.netloc:
            return _unread(file, line, f"Its xml-model names the schema '{href}', which is not fetched.", parts.path)
        schema = (path.parent / unquote(parts.path)).resolve()
        if not schema.is_relative_to(folder.resolve()):
            message = f"Its xml-model names the schema '{href}', which lies outside the folder that is checked."
            return _unread(file, line, message, parts.path)
        if not schema.is_file():
            return _unread(file, line, f"Its xml-model names the schema '{href}', which is not there.", parts.path)
        return schema_at(schema, folder.resolve())
    return _unread(file, line_of(root), "It names no RELAX NG schema with xml-model.", "")


def _unread(file: str, line: int, message: str, name: str) -> Diagnostic:
    name = name.rpartition("/")[2] or "tei_all.rng"
    help_ = f"Say which schema to take: --schema {name}, with a copy that you keep."
    return Diagnostic(
        "schema-unread",
        Severity.ERROR,
        f"The file was not checked: {message[0].lower()}{message[1:]}",
        Location(file, line),
        help_,
    )
