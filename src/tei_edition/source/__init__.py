"""Source pages → Telegram: the page's frame, its citation, the form's lines, the message and what it carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tei_edition.lazy import loader

if TYPE_CHECKING:
    from tei_edition.source.frame import DIALECTS, check_dialect
    from tei_edition.source.page import identifier, read

__all__ = ["DIALECTS", "check_dialect", "identifier", "read"]

__getattr__ = loader(
    __name__,
    {
        "DIALECTS": "frame",
        "check_dialect": "frame",
        "identifier": "page",
        "read": "page",
    },
)
