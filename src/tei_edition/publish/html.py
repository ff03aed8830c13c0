"""The HTML site: pages as values, {relative path: bytes}. What they look like is for xslt/html and its style sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from lxml import etree

from tei_edition.catalogue import CatalogueEntry, Name
from tei_edition.errors import InstallationError
from tei_edition.publish.characters import xml_safe
from tei_edition.publish.site import Site, address, page_path, tei_path
from tei_edition.resources import stylesheet
from tei_edition.saxon import Parameter, compiled, shared

_CATALOGUE = "urn:tei-edition:catalogue"
_ASSETS = ("site.css", "icon.svg")
_XML_ID = re.compile(rb"""<(?:[\w.\-]+:)?TEI\b[^<>]*?\sxml:id\s*=\s*(?:"([^"<]*)"|'([^'<]*)')""")


def telegram_page(document: bytes, site: Site, name: str = "") -> dict[str, bytes]:
    """The page of one telegram, and its TEI file as given: {`telegrams/<name>.html`, `tei/<name>.xml`}.

    `document` is a well-formed TEI file in UTF-8; `name` is its file name without suffix (default: its `xml:id`).
    Raises StylesheetError where the document cannot be transformed.
    """
    identifier = name or _identifier(document)
    page, tei = page_path(identifier), tei_path(identifier)
    made = compiled(stylesheet("html/telegram.xsl")).text(
        document, page_path=address(page), tei_path=tei, home="../", **_parameters(site)
    )
    return {page: made.encode("utf-8"), tei: document}


def index_page(entries: Iterable[CatalogueEntry], site: Site) -> dict[str, bytes]:
    """The home page, `index.html`: the telegrams by date, and what the edition says of itself."""
    made = compiled(stylesheet("html/index.xsl")).text(_catalogue(entries), page_path="index.html", **_parameters(site))
    return {"index.html": made.encode("utf-8")}


def assets() -> dict[str, bytes]:
    """The files that all pages share: `assets/site.css` and the icon. They load nothing else."""
    return {f"assets/{name}": stylesheet(f"html/assets/{name}").read_bytes() for name in _ASSETS}


def _parameters(site: Site) -> dict[str, Parameter]:
    language, labels = _labels(site.language)
    return {
        "labels": shared(labels),
        "authority": shared(site.authority) if site.authority else None,
        "edition_title": xml_safe(site.title),
        "edition_subtitle": xml_safe(site.subtitle),
        "publisher": xml_safe(site.publisher),
        "editors": xml_safe(", ".join(site.editors)),
        "licence_name": xml_safe(site.licence_name),
        "licence_target": xml_safe(site.licence_target),
        "base_url": xml_safe(site.base_url),
        "build_date": xml_safe(site.date),
        "pdf": xml_safe(site.pdf),
        "language": language,
    }


@cache
def _labels(language: str) -> tuple[str, bytes]:
    """The interface's language and labels: those asked for, else English."""
    primary = language.lower().partition("-")[0]
    if re.fullmatch("[a-z]{2,3}", primary):
        try:
            return primary, stylesheet(f"labels/{primary}.xml").read_bytes()
        except InstallationError:
            pass
    return "en", stylesheet("labels/en.xml").read_bytes()


def _identifier(document: bytes) -> str:
    """The `xml:id` of the root, without parsing the whole document twice."""
    found = _XML_ID.search(document)
    return (found[1] or found[2] or b"").decode("utf-8", "replace") if found else ""


def _catalogue(entries: Iterable[CatalogueEntry]) -> bytes:
    root = etree.Element(f"{{{_CATALOGUE}}}catalogue")
    for entry in entries:
        telegram = etree.SubElement(root, f"{{{_CATALOGUE}}}telegram")
        for attribute, value in (
            ("id", entry.id),
            ("path", page_path(entry.id)),
            ("title", entry.title),
            ("type", entry.type),
            ("number", entry.number),
            ("sent", entry.sent),
            ("date", entry.date),
        ):
            telegram.set(attribute, xml_safe(value))
        for kind, names in (
            ("sender", entry.senders),
            ("addressee", entry.addressees),
            ("witness", entry.witnesses),
        ):
            for name in names:
                _add_name(telegram, kind, name)
    return etree.tostring(root, encoding="utf-8")


def _add_name(telegram: etree._Element, kind: str, name: Name) -> None:
    element = etree.SubElement(telegram, f"{{{_CATALOGUE}}}{kind}")
    element.text = xml_safe(name.text)
    if name.ref:
        element.set("ref", xml_safe(name.ref))
