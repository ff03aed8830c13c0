"""Telegram → TEI and back: the only place that builds TEI."""

from tei_edition.tei.context import Encoded, EncodingContext
from tei_edition.tei.decode import Decoded, decode
from tei_edition.tei.encode import encode
from tei_edition.tei.reading import bare, original_reading

__all__ = ["Decoded", "Encoded", "EncodingContext", "bare", "decode", "encode", "original_reading"]
