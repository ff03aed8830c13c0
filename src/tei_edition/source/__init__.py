"""Source pages → Telegram: the page's frame, its citation, the form's lines, the message and what it carries."""

from tei_edition.source.frame import DIALECTS, check_dialect
from tei_edition.source.page import identifier, read

__all__ = ["DIALECTS", "check_dialect", "identifier", "read"]
