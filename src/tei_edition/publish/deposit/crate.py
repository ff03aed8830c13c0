"""What a crate says of itself (RO-Crate 1.1): what the files of an edition are, who made them, under which licence."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from tei_edition.edition import Edition
from tei_edition.version import __version__

METADATA = "ro-crate-metadata.json"
_CONTEXT = "https://w3id.org/ro/crate/1.1/context"
_SPECIFICATION = "https://w3id.org/ro/crate/1.1"
_KINDS = {
    ".xml": "application/xml",
    ".rng": "application/xml",
    ".sch": "application/xml",
    ".odd": "application/tei+xml",
    ".xsl": "application/xslt+xml",
    ".rnc": "application/relax-ng-compact-syntax",
    ".pdf": "application/pdf",
    ".json": "application/json",
    ".toml": "application/toml",
    ".md": "text/markdown",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A file of the crate, or a folder where the path ends in `/`; `name` says to readers what it is, `tei` whether it
    is TEI."""

    path: str
    name: str = ""
    tei: bool = False


def crate(edition: Edition, parts: Sequence[Part], issued: str, software: Iterable[tuple[str, str]]) -> bytes:
    """The metadata of a crate that holds these parts, published on the day `issued` (ISO 8601) and made with this
    `software`, pairs of a name and a version."""
    people = [
        {"@id": f"#editor-{number}", "@type": "Person", "name": name} for number, name in enumerate(edition.editors, 1)
    ]
    tools = [
        {"@id": f"#software-{quote(name)}", "@type": "SoftwareApplication", "name": name, "softwareVersion": version}
        for name, version in [("tei-edition", __version__), *software]
    ]
    root: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "name": edition.title,
        "description": edition.subtitle or f"A digital edition in TEI-XML: {edition.title}",
        "datePublished": issued,
        "inLanguage": edition.language,
        "version": edition.version,
        "url": edition.base_url,
        "author": _references(people),
        "hasPart": [{"@id": quote(part.path)} for part in parts],
        "mentions": _references(tools),
    }
    graph: list[dict[str, Any]] = [
        {
            "@id": METADATA,
            "@type": "CreativeWork",
            "about": {"@id": "./"},
            "conformsTo": {"@id": _SPECIFICATION},
        },
        root,
        *map(_part, parts),
        *people,
        *tools,
    ]
    if edition.licence:
        root["license"] = {"@id": edition.licence.target}
        graph.append({"@id": edition.licence.target, "@type": "CreativeWork", "name": edition.licence.name})
    if edition.publisher:
        root["publisher"] = {"@id": "#publisher"}
        graph.append({"@id": "#publisher", "@type": "Organization", "name": edition.publisher})
    stated = [{key: value for key, value in entity.items() if value} for entity in graph]
    written = json.dumps({"@context": _CONTEXT, "@graph": stated}, ensure_ascii=False, indent=1)
    return (written + "\n").encode("utf-8", "replace")


def _part(part: Part) -> dict[str, Any]:
    entity = {"@id": quote(part.path), "@type": "Dataset" if part.path.endswith("/") else "File", "name": part.name}
    if part.tei:
        entity["encodingFormat"] = "application/tei+xml"
    elif (ending := part.path[part.path.rfind(".") :]) in _KINDS:
        entity["encodingFormat"] = _KINDS[ending]
    return entity


def _references(entities: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"@id": entity["@id"]} for entity in entities]
