"""Telegram → TEI: the only place that builds TEI."""

from tei_edition.tei.context import Encoded, EncodingContext
from tei_edition.tei.encode import encode
from tei_edition.tei.reading import bare, original_reading

__all__ = ["Encoded", "EncodingContext", "bare", "encode", "original_reading"]
