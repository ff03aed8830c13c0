"""The print edition: TEI telegram → part of the print model → volume → PDF. Values in, values out."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from lxml import etree

from tei_edition import resources
from tei_edition.errors import InstallationError
from tei_edition.publish.characters import xml_safe
from tei_edition.publish.entries import used_authority
from tei_edition.publish.recipe import recipe
from tei_edition.publish.typst import TypesettingError, compiler_version, typeset
from tei_edition.saxon import compiled, shared

_EMPTY_AUTHORITY = b'<TEI xmlns="http://www.tei-c.org/ns/1.0"/>'
_PAPERS = re.compile(r"[a-z0-9-]+")


@dataclass(frozen=True, slots=True)
class Volume:
    """What a volume is besides its telegrams.

    `language` is a BCP 47 tag and chooses the labels (English where there are none), `date` the day that title
    page, imprint and metadata bear, `paper` a name that Typst knows ("a4", "a5", "us-letter"), `authority` the
    bytes of the edition's authority.xml, empty where it has none.
    """

    title: str
    subtitle: str = ""
    language: str = "en"
    publisher: str = ""
    editors: tuple[str, ...] = ()
    licence_name: str = ""
    licence_target: str = ""
    date: datetime.date = datetime.date(1970, 1, 1)
    paper: str = "a4"
    authority: bytes = b""


def print_part(document: bytes, volume: Volume, *, draft: bool = False) -> bytes:
    """The element `telegram` of the print model for one TEI document; `draft` marks it. Raises StylesheetError."""
    produced = compiled(resources.stylesheet("print/telegram.xsl")).outputs(
        document,
        labels=shared(_labels(volume.language)),
        draft=draft,
        authority=used_authority(document, volume.authority) if volume.authority else shared(_EMPTY_AUTHORITY),
    )
    return produced["part"].encode("utf-8")


def part_recipe(volume: Volume) -> bytes:
    """The digest of all that every telegram's part is made from, besides the telegram and its entries."""
    return recipe(resources.stylesheet("print/telegram.xsl"), {}, _labels(volume.language))


def volume_recipe(volume: Volume, parts: Iterable[bytes]) -> bytes:
    """The digest of all that a PDF is made from; `parts` are the digests of what its parts are made from, in order."""
    given = {field.name: getattr(volume, field.name) for field in fields(volume) if field.name != "authority"}
    template = resources.stylesheet("print/volume.typ").read_bytes()
    return recipe(
        resources.stylesheet("print/telegram.xsl"),
        {**given, "compiler": compiler_version()},
        template,
        _labels(volume.language),
        *parts,
    )


def print_model(parts: Iterable[bytes], volume: Volume) -> bytes:
    """The print model of a volume: its particulars, its words, and the telegrams in the order given."""
    root = etree.Element("volume", lang=volume.language, paper=volume.paper)
    _add(root, "title", volume.title)
    _add(root, "subtitle", volume.subtitle)
    for editor in volume.editors:
        _add(root, "editor", editor)
    _add(root, "publisher", volume.publisher)
    _add(root, "date", volume.date.isoformat())
    if volume.licence_target:
        licence = _add(root, "licence", volume.licence_name or volume.licence_target)
        licence.set("target", volume.licence_target)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    words = etree.SubElement(root, "labels")
    for label in etree.fromstring(_labels(volume.language), parser).iter("label"):
        _add(words, "label", label.text or "").set("name", label.get("name", ""))
    for part in parts:
        root.append(etree.fromstring(part, parser))
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def pdf(model: bytes, volume: Volume) -> bytes:
    """The PDF (PDF/A-2a, PDF/UA-1) of a print model: same model and date, same bytes.

    Raises TypesettingError; where a character is missing from the fonts, its message names it and the telegram.
    """
    if not _PAPERS.fullmatch(volume.paper):
        raise TypesettingError(f"'{volume.paper}' is no paper size", 'Write paper = "a4" below [print].')
    template = resources.stylesheet("print/volume.typ").read_bytes()
    try:
        return typeset(template, model.decode("utf-8"), volume.date)
    except TypesettingError as error:
        if error.text:
            raise _missing_glyph(error.text, model) from None
        raise


@cache
def _labels(language: str) -> bytes:
    for candidate in (language.lower(), language.lower().split("-")[0], "en"):
        try:
            path = resources.stylesheet(f"labels/print-{Path(candidate).name}.xml")
        except InstallationError:
            continue
        return path.read_bytes()
    raise InstallationError("the installation has no labels for the print edition", "Install tei-edition again.")


def _add(parent: etree._Element, name: str, text: str) -> etree._Element:
    child = etree.Element(name)
    if text:
        child.text = xml_safe(text)
        parent.append(child)
    return child


def _missing_glyph(text: str, model: bytes) -> TypesettingError:
    """The error for a character without glyph, with the first telegram that has it."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    volume = etree.fromstring(model, parser)
    places = (
        str(telegram.get("id"))
        for telegram in volume.findall("telegram")
        if set(text) <= set(etree.tostring(telegram, method="text", encoding="unicode"))
    )
    place = next(places, "the title page or imprint")
    characters = ", ".join(f"{c} (U+{ord(c):04X} {unicodedata.name(c, 'without name')})" for c in dict.fromkeys(text))
    return TypesettingError(
        f"{place}: no font of the print edition has the character {characters}",
        "For Korean, Chinese and Japanese install tei-edition[cjk]; else replace the character.",
        text=text,
    )
