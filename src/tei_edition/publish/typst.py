"""The only door to Typst: kept compilers without system fonts, packages, files or clock."""

from __future__ import annotations

import json
import re
import tempfile
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import typst

from tei_edition import resources
from tei_edition.errors import TeiEditionError
from tei_edition.publish.recipe import digest

ARCHIVAL: tuple[typst.PDFStandard, ...] = ("a-2a", "ua-1")
"""Archivable and accessible; they also turn a missing glyph, a silent box otherwise, into an error."""
WITH_ATTACHMENTS: tuple[typst.PDFStandard, ...] = ("a-3a", "ua-1")

_DESIGN = ("model", "page", "own", "elements", "telegram", "lists", "front", "volume")
_OWN = "own"
# Serif fonts of Korean and of simplified Chinese are dependencies, those of traditional Chinese the extra `cjk`.
_FONT_PACKAGES = ("pylopdf_fonts_ko", "pylopdf_fonts_zh_cn", "pylopdf_fonts_zh_tw")
_LOCK = threading.Lock()
_REFUSED_TEXT = re.compile(r'the (?:text|PDF contains the codepoint) `"(.*?)"`', re.DOTALL)


class TypesettingError(TeiEditionError):
    """Typst refused a volume; `text` is the text that no font can show, where that is the reason."""

    def __init__(self, message: str, help: str = "", *, text: str = "") -> None:  # noqa: A002
        super().__init__(message, help)
        self.text = text


@dataclass(frozen=True, slots=True)
class Typeset:
    """A volume as it was set: the PDF, and where telegrams, paragraphs and named entries came to stand.

    `layout` has for each its `kind`, its `key`, the `page` as printed there and the `sheet`, counted from 1;
    paragraphs have their `telegram` besides, marks of registers their `note`.
    """

    pdf: bytes
    layout: list[dict[str, Any]]


def typeset(
    model: str,
    issued: date,
    *,
    own: bytes = b"",
    fonts: Sequence[Path] = (),
    families: Sequence[str] = (),
    standards: Iterable[typst.PDFStandard] = ARCHIVAL,
) -> Typeset:
    """What the page design makes of the print model.

    `own` are an edition's own elements, `fonts` folders with its fonts, `families` those that there must be.

    Raises TypesettingError if Typst fails, or if its layout does not come to rest.
    """
    moment = datetime(issued.year, issued.month, issued.day, tzinfo=UTC)
    with _LOCK:
        try:
            compiler = _compiler(own, tuple(fonts))
            produced, warnings = compiler.compile_with_warnings(
                format="pdf",
                sys_inputs={"model": model},
                pdf_standards=list(standards),
                timestamp=moment,
            )
            # Nothing is set again for this: the layout is still in the compiler's memory.
            report = json.loads(compiler.query("<layout>", field="value", one=True, format="json"))
        except typst.TypstError as error:
            raise _failure(error, own=bool(own)) from None
    for warning in warnings:
        unknown = re.search("unknown font family: (.+)", warning.message)
        if unknown and unknown[1] in {name.lower() for name in families}:
            raise TypesettingError(
                f"there is no font named '{unknown[1]}'",
                "Put its files into the font-folder of [print], or correct the name.",
            )
        if "converge" in warning.message:
            raise TypesettingError(
                "the layout of the volume did not converge: page numbers would be wrong",
                "Divide the volume into smaller ones.",
            )
    if not isinstance(produced, bytes):
        raise TypesettingError("Typst produced no PDF")
    return Typeset(produced, report)


def design_digest(own: bytes = b"", fonts: Iterable[Path] = ()) -> bytes:
    """The digest of all that a PDF depends on besides its model: page design, Typst's version, fonts."""
    files = [path for folder in (*_font_folders(), *fonts) for path in _font_files(folder)]
    return digest(
        *_design(own).values(),
        version("typst").encode(),
        *(f"{path.name} {path.stat().st_size}".encode() for path in files),
    )


def _font_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*") if path.suffix.lower() in (".otf", ".ttf", ".ttc", ".otc"))


def _design(own: bytes) -> Mapping[str, bytes]:
    files = {name: resources.stylesheet(f"print/typst/{name}.typ").read_bytes() for name in _DESIGN}
    return {**files, _OWN: own} if own else files


@lru_cache(maxsize=2)
def _compiler(own: bytes, fonts: tuple[Path, ...]) -> typst.Compiler:
    # The folder holds the page design alone: it is all that a template could read.
    holder = tempfile.TemporaryDirectory(prefix="tei-edition-")
    _KEPT.append(holder)
    folder = Path(holder.name)
    for name, content in _design(own).items():
        (folder / f"{name}.typ").write_bytes(content)
    return typst.Compiler(
        input=folder / "volume.typ",
        root=folder,
        font_paths=[*fonts, *_font_folders()],
        ignore_system_fonts=True,
        package_path=folder,
        package_cache_path=folder,
    )


_KEPT: list[tempfile.TemporaryDirectory[str]] = []  # removed when the process ends


@cache
def _font_folders() -> tuple[Path, ...]:
    found = (find_spec(name) for name in _FONT_PACKAGES)
    return tuple(Path(place) for spec in found if spec for place in (spec.submodule_search_locations or []))


def _failure(error: typst.TypstError, *, own: bool) -> TypesettingError:
    missing = _REFUSED_TEXT.search(error.message)
    if missing:
        text = re.sub(r"\\u\{([0-9a-f]+)\}", lambda match: chr(int(match[1], 16)), missing[1])
        return TypesettingError(f"no font has the characters of {text!r}", text=text)
    if "depth exceeded" in error.message:
        return TypesettingError(
            "a telegram nests its elements too deeply for the page", "Look for lists or phrases inside one another."
        )
    hints = " ".join(error.hints)
    return TypesettingError(
        f"the page design failed: {error.message}",
        f"Look at the edition's own template. {hints}".strip() if own else hints,
    )
