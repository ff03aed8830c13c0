"""The print edition: TEI telegram → part of the print model → volume → PDF. Values in, values out."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

from tei_edition import resources
from tei_edition.errors import InstallationError
from tei_edition.parsing import locked_parser
from tei_edition.publish.entries import used_authority
from tei_edition.publish.metadata import with_metadata
from tei_edition.publish.papers import PAPERS
from tei_edition.publish.recipe import recipe
from tei_edition.publish.typst import ARCHIVAL, WITH_ATTACHMENTS, TypesettingError, design_digest, typeset
from tei_edition.saxon import compiled, shared

_EMPTY_AUTHORITY = b'<TEI xmlns="http://www.tei-c.org/ns/1.0"/>'


@dataclass(frozen=True, slots=True)
class Design:
    """How pages look, as `[print]` in edition.toml says (docs/edition-toml.md).

    `fonts` are families that come before Typst's own, `font_folder` holds them; `measure` is the width of the text in
    mm (0: after the paper); `own` is the content of the edition's own template, empty where it has none.
    """

    paper: str = "a4"
    size: float = 10.5
    measure: float = 0
    fonts: tuple[str, ...] = ()
    font_folder: Path | None = None
    numbering: str = "paragraphs"
    apparatus: str = "end"
    own: bytes = b""


@dataclass(frozen=True, slots=True)
class Volume:
    """What a volume is besides its telegrams.

    `name` tells it from other volumes of the edition, `language` is a BCP 47 tag and chooses the labels (English where
    there are none), `date` the day that title page, imprint and metadata bear, `authority` the bytes of the edition's
    authority.xml, empty where it has none; `attached` says whether the PDF carries the TEI files, `introduction` is a
    TEI document, empty where there is none.
    """

    title: str
    subtitle: str = ""
    name: str = ""
    language: str = "en"
    publisher: str = ""
    editors: tuple[str, ...] = ()
    licence_name: str = ""
    licence_target: str = ""
    version: str = ""
    identifiers: tuple[str, ...] = ()
    date: datetime.date = datetime.date(1970, 1, 1)
    design: Design = field(default_factory=Design)
    attached: bool = False
    introduction: bytes = b""
    authority: bytes = b""


@dataclass(frozen=True, slots=True)
class Printed:
    """A volume as a PDF, and where its telegrams, paragraphs and named entries stand in it (see `typst.Typeset`)."""

    pdf: bytes
    layout: list[dict[str, Any]]


def print_part(document: bytes, volume: Volume, *, draft: bool = False) -> bytes:
    """The element `telegram` of the print model for one TEI document; `draft` marks it. Raises StylesheetError."""
    produced = compiled(resources.stylesheet("print/telegram.xsl")).outputs(
        document,
        labels=shared(print_labels(volume.language)),
        draft=draft,
        authority=used_authority([document], volume.authority) if volume.authority else shared(_EMPTY_AUTHORITY),
    )
    return produced["part"].encode("utf-8")


def print_introduction(volume: Volume) -> bytes:
    """The element `introduction` of the print model; b"" where there is none. Raises StylesheetError."""
    if not volume.introduction:
        return b""
    produced = compiled(resources.stylesheet("print/telegram.xsl")).outputs(
        volume.introduction,
        labels=shared(print_labels(volume.language)),
        introduction=True,
        authority=introduction_authority(volume) or shared(_EMPTY_AUTHORITY),
    )
    return produced["part"].encode("utf-8")


def introduction_authority(volume: Volume) -> bytes:
    """The authority with the entries alone that the introduction uses; b"" where there is no authority or no such."""
    if not (volume.introduction and volume.authority):
        return b""
    return used_authority([volume.introduction], volume.authority)


def part_recipe(volume: Volume) -> bytes:
    """The digest of all that every telegram's part is made from, besides the telegram and its entries."""
    return recipe(resources.stylesheet("print/telegram.xsl"), {}, print_labels(volume.language))


def volume_recipe(volume: Volume, parts: Iterable[bytes], given: Mapping[str, object] | None = None) -> bytes:
    """The digest of all that a PDF is made from; `parts` are the digests of what its parts are made from, in order."""
    own = {one.name: getattr(volume, one.name) for one in fields(volume) if one.name != "authority"}
    return recipe(
        resources.stylesheet("print/telegram.xsl"),
        {**own, **(given or {})},
        design_digest(volume.design.own, _font_folders(volume)),
        print_labels(volume.language),
        introduction_authority(volume),
        *parts,
    )


def printed(model: bytes, volume: Volume) -> Printed:
    """The PDF of a print model (PDF/A-2a, with attachments PDF/A-3a, and PDF/UA-1): same model and date, same bytes.

    Raises TypesettingError; where a character is missing from the fonts, its message names it and the telegram, and its
    `telegrams` are all that have it.
    """
    if volume.design.paper not in PAPERS:
        raise TypesettingError(f"'{volume.design.paper}' is no paper size", 'Write paper = "a4" below [print].')
    try:
        made = typeset(
            model.decode("utf-8"),
            volume.date,
            own=volume.design.own,
            fonts=_font_folders(volume),
            families=volume.design.fonts,
            standards=WITH_ATTACHMENTS if volume.attached else ARCHIVAL,
        )
    except TypesettingError as error:
        if error.text:
            raise _missing_glyph(error.text, model) from None
        raise
    return Printed(with_metadata(made.pdf, volume.licence_name, volume.licence_target, volume.identifiers), made.layout)


def pdf(model: bytes, volume: Volume) -> bytes:
    """The PDF of `printed` alone."""
    return printed(model, volume).pdf


class MissingGlyphError(TypesettingError):
    """A character without glyph; `telegrams` are the ids of those that have it, none where it stands elsewhere."""

    def __init__(self, message: str, help: str, text: str, telegrams: tuple[str, ...]) -> None:  # noqa: A002
        super().__init__(message, help, text=text)
        self.telegrams = telegrams


@cache
def print_labels(language: str) -> bytes:
    """The words of the print edition: those of the language, else English."""
    for candidate in (language.lower(), language.lower().split("-")[0], "en"):
        try:
            path = resources.stylesheet(f"labels/print-{Path(candidate).name}.xml")
        except InstallationError:
            continue
        return path.read_bytes()
    raise InstallationError("the installation has no labels for the print edition", "Install tei-edition again.")


def _font_folders(volume: Volume) -> tuple[Path, ...]:
    return (volume.design.font_folder,) if volume.design.font_folder else ()


def _missing_glyph(text: str, model: bytes) -> MissingGlyphError:
    """The error for a character without glyph, with the telegrams that have it and the words around the first."""
    parser = locked_parser(large=True)
    found = []
    around = ""
    for telegram in etree.fromstring(model, parser).findall("telegram"):
        words = " ".join(" ".join(map(str, telegram.itertext())).split())
        at = [start for character in set(text) if (start := words.find(character)) >= 0]
        if len(at) == len(set(text)):
            found.append(str(telegram.get("id")))
            around = around or words[max(0, min(at) - 20) : min(at) + 20]
    place = f"{found[0]}, “… {around} …”" if found else "the title page or imprint"
    characters = ", ".join(f"{c} (U+{ord(c):04X} {unicodedata.name(c, 'without name')})" for c in dict.fromkeys(text))
    return MissingGlyphError(
        f"{place}: no font of the print edition has the character {characters}",
        "Name a font that has it below [print] (fonts, font-folder), or replace the character.",
        text,
        tuple(found),
    )
