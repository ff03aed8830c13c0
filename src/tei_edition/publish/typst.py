"""The only door to Typst: a kept compiler without system fonts, packages, files or clock."""

from __future__ import annotations

import re
import tempfile
import threading
from datetime import UTC, date, datetime
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import typst

from tei_edition.errors import TeiEditionError

STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
"""Archivable and accessible; they also turn a missing glyph, a silent box otherwise, into an error."""

_CJK_FONTS = "cvttf_NotoSansCJK_Regular"  # the extra `cjk`
_LOCK = threading.Lock()
_REFUSED_TEXT = re.compile(r'the (?:text|PDF contains the codepoint) `"(.*?)"`', re.DOTALL)


class TypesettingError(TeiEditionError):
    """Typst refused a volume; `text` is the text that no font can show, where that is the reason."""

    def __init__(self, message: str, help: str = "", *, text: str = "") -> None:  # noqa: A002
        super().__init__(message, help)
        self.text = text


def typeset(template: bytes, model: str, issued: date) -> bytes:
    """The PDF that `template` makes of the print model, which it finds in `sys.inputs.model`.

    Raises TypesettingError if Typst fails, or if its layout does not come to rest.
    """
    moment = datetime(issued.year, issued.month, issued.day, tzinfo=UTC)
    with _LOCK:
        try:
            produced, warnings = _compiler().compile_with_warnings(
                input=template,
                format="pdf",
                sys_inputs={"model": model},
                pdf_standards=STANDARDS,
                timestamp=moment,
            )
        except typst.TypstError as error:
            raise _failure(error) from None
    for warning in warnings:
        if "converge" in warning.message:
            raise TypesettingError(
                "the layout of the volume did not converge: page numbers would be wrong",
                "Divide the volume into smaller ones.",
            )
    if not isinstance(produced, bytes):
        raise TypesettingError("Typst produced no PDF")
    return produced


def compiler_version() -> str:
    """What a PDF depends on besides model and template: Typst's version, and the fonts that are installed for it."""
    return f"{version('typst')} {len(_font_folders())}"


@cache
def _compiler() -> typst.Compiler:
    # In-memory templates resolve paths against the root: an empty folder leaves nothing to read.
    return typst.Compiler(root=_empty_folder(), font_paths=_font_folders(), ignore_system_fonts=True)


@cache
def _empty_folder() -> Path:
    folder = tempfile.TemporaryDirectory(prefix="tei-edition-")
    _KEPT.append(folder)
    return Path(folder.name)


_KEPT: list[tempfile.TemporaryDirectory[str]] = []  # removed when the process ends


def _font_folders() -> list[Path]:
    spec = find_spec(_CJK_FONTS)
    return [Path(place) for place in (spec.submodule_search_locations or [])] if spec else []


def _failure(error: typst.TypstError) -> TypesettingError:
    missing = _REFUSED_TEXT.search(error.message)
    if missing:
        text = re.sub(r"\\u\{([0-9a-f]+)\}", lambda match: chr(int(match[1], 16)), missing[1])
        return TypesettingError(f"no font has the characters of {text!r}", text=text)
    if "depth exceeded" in error.message:
        return TypesettingError(
            "a telegram nests its elements too deeply for the page", "Look for lists or phrases inside one another."
        )
    return TypesettingError(f"the page design failed: {error.message}", " ".join(error.hints))
