"""The files of a site that programs read, described in OpenAPI 3.1: their addresses, their types, their schemas.

<https://spec.openapis.org/oas/v3.1.1.html>. What it describes are files: every operation gets one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from tei_edition.edition import DTS, IIIF, OAI
from tei_edition.publish import cmif, dts, iiif, rows
from tei_edition.publish.formats import SCHEMA, VERSION
from tei_edition.publish.oai import REPOSITORY
from tei_edition.publish.site import Site, absolute

DESCRIPTION = "openapi.json"
_JSON, _XML = "application/json", "application/xml"
_TEXT, _OBJECT = {"type": "string"}, {"type": "object"}


def description(site: Site, *, manifests: bool) -> bytes:
    """The description of the files that every site has, and of its interfaces; of IIIF where there are `manifests`."""
    info: dict[str, Any] = {
        "title": site.title,
        "version": str(VERSION),
        "description": "A site of files: it answers no queries. The ids are those of the catalogue.",
    }
    if site.licence_target:
        info["license"] = {"name": site.licence_name or site.licence_target, "url": site.licence_target}
    if site.email:
        info["contact"] = {"email": site.email}
    told = {
        "openapi": "3.1.0",
        "info": info,
        "servers": [{"url": absolute("", site).rstrip("/") or "."}],
        "paths": dict(_path(*one) for one in _files(site, manifests)),
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _files(site: Site, manifests: bool) -> Iterator[tuple[str, str, str, str, dict[str, Any]]]:
    """The files: path, name, what is in it, its type, its schema."""
    yield rows.JSON, "catalogue", "All telegrams, a row each", _JSON, {"$ref": f"assets/{rows.SCHEMA}"}
    yield rows.CSV, "catalogueTable", "The same for spreadsheets", "text/csv", _TEXT
    yield "json/{id}.json", "telegram", "A telegram, its text by paragraph", _JSON, {"$ref": f"assets/{SCHEMA}"}
    yield "tei/{id}.xml", "telegramAsTei", "A telegram in TEI", _XML, _TEXT
    yield "telegrams/{id}.html", "telegramAsPage", "The page of a telegram", "text/html", _TEXT
    yield "txt/{id}.txt", "telegramAsText", "A telegram without mark-up", "text/plain", _TEXT
    yield "csl/{id}.json", "telegramAsCsl", "For reference managers: CSL-JSON", _JSON, {"type": "array"}
    yield "bibtex/{id}.bib", "telegramAsBibtex", "For reference managers: BibTeX", "text/plain", _TEXT
    yield "ris/{id}.ris", "telegramAsRis", "For reference managers: RIS", "text/plain", _TEXT
    yield cmif.CMIF, "correspondence", "Who wrote to whom, in CMIF", _XML, _TEXT
    if DTS in site.interfaces:
        yield dts.ENTRY, "dtsEntry", "Distributed Text Services 1.0: the entry point", _JSON, _OBJECT
        yield "dts/collection.json", "dtsRoot", "The collection of all telegrams: its years", _JSON, _OBJECT
        yield "dts/collection/{id}.json", "dtsCollection", "A collection of telegrams, such as ~1952", _JSON, _OBJECT
        yield "dts/collection/{id}/{page}.json", "dtsPage", "A page of a collection that has several", _JSON, _OBJECT
        yield "dts/navigation/{id}.json", "dtsNavigation", "The paragraphs of a telegram", _JSON, _OBJECT
    if IIIF in site.interfaces and manifests:
        yield iiif.COLLECTION, "iiifCollection", "The manifests of facsimiles", _JSON, _OBJECT
        yield "iiif/manifest/{id}.json", "iiifManifest", "The facsimile of a telegram that has one", _JSON, _OBJECT
    if OAI in site.interfaces:
        yield REPOSITORY, "oaiRepository", "The static repository of OAI-PMH 2.0", _XML, _TEXT


def _path(path: str, name: str, words: str, form: str, schema: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    found = {"description": words, "content": {form: {"schema": schema}}}
    told: dict[str, Any] = {
        "get": {
            "operationId": name,
            "summary": words,
            "responses": {"200": found, "404": {"description": "No such file"}},
        }
    }
    if variables := re.findall(r"\{(\w+)\}", path):
        told["parameters"] = [{"name": name, "in": "path", "required": True, "schema": _TEXT} for name in variables]
    return f"/{path}", told
