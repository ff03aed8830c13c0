"""The first edition.toml: every key with what it means, and its value, or its default as a comment."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Mapping
from typing import Any

from tei_edition import resources

Given = Mapping[str, Mapping[str, object]]
_WIDTH = 110


def settings(given: Given) -> str:
    """The text of an edition.toml with these values, {table: {key: value}}; the other keys stand there as comments.

    What keys mean is told by schemas/edition.schema.json.
    """
    schema = json.loads(resources.schema("edition.schema.json").read_text("utf-8"))
    tables = (_table(name, table, given.get(name, {})) for name, table in schema["properties"].items())
    head = "# The settings of this edition. Keys behind a # have their default; take the # away to set them.\n"
    return "\n".join([head, *tables])


def _table(name: str, table: Mapping[str, Any], given: Mapping[str, object]) -> str:
    lines = [*_comment(table["description"]), f"[{name}]"]
    for key, described in table["properties"].items():
        lines += _comment(described["description"])
        if key in given:
            lines.append(f"{key} = {_value(given[key])}")
        else:
            lines.append(f"# {key} = {_value(_usual(described))}")
    return "\n".join(lines) + "\n"


_EMPTY: Mapping[str, object] = {"string": "", "array": [], "object": {}}


def _usual(described: Mapping[str, Any]) -> object:
    """What a key says where nobody sets it; else an example of it."""
    if "default" in described:
        return described["default"]
    return next(iter(described.get("examples", ())), _EMPTY.get(described["type"]))


def _comment(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent="# ", subsequent_indent="# ", break_long_words=False)


def _value(value: object) -> str:
    """A value in TOML, which writes strings, lists, numbers and truth as JSON does."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")  # which JSON allows and TOML does not
