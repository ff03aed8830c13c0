"""The telegram as JSON: the documented form in which other programs give and take it (schemas/telegram.schema.json)."""

from tei_edition.errors import InterchangeError
from tei_edition.interchange.read import from_json
from tei_edition.interchange.write import SCHEMA, VERSION, to_json

__all__ = ["SCHEMA", "VERSION", "InterchangeError", "from_json", "to_json"]
