"""Telegram → JSON, laid out for reading: what fits on a line stands on one."""

from __future__ import annotations

import json

from tei_edition.interchange.mapping import Json, to_plain
from tei_edition.model import Telegram

VERSION = 1
"""The version of the form; it changes when files of the earlier one could be misread."""
SCHEMA = "telegram.schema.json"
_WIDTH = 110


def to_json(telegram: Telegram, schema: str = SCHEMA) -> bytes:
    """The telegram as a JSON file; `schema` is its JSON Schema as seen from the file, for editors that check."""
    content = to_plain(telegram)
    assert isinstance(content, dict)
    return (laid_out({"$schema": schema, "version": VERSION, **content}) + "\n").encode()


def laid_out(value: Json, indent: str = "") -> str:
    """JSON text with an indent of two spaces, in which what fits on a line stands on one."""
    line = json.dumps(value, ensure_ascii=False)
    if len(line) + len(indent) <= _WIDTH or not isinstance(value, (dict, list)):
        return line
    inner = indent + "  "
    if isinstance(value, dict):
        entries = [
            f"{inner}{json.dumps(key, ensure_ascii=False)}: {laid_out(one, inner)}" for key, one in value.items()
        ]
        return "{\n" + ",\n".join(entries) + f"\n{indent}}}"
    return "[\n" + ",\n".join(f"{inner}{laid_out(one, inner)}" for one in value) + f"\n{indent}]"
