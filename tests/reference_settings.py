"""The page of the documentation about every setting, made from the schema of edition.toml."""

from __future__ import annotations

import json
from typing import Any

from reference import MADE, cell

from tei_edition import resources

_TYPES = {
    "string": "text",
    "array": "list of texts",
    "object": "table",
    "number": "number",
    "integer": "whole number",
    "boolean": "`true`, `false`",
}


def settings_page() -> str:
    """docs/reference/edition-toml.md: every key with what it may be, as editors and checks have it from the schema."""
    tables: dict[str, Any] = json.loads(resources.schema("edition.schema.json").read_text("utf-8"))["properties"]
    lines = [
        MADE,
        "",
        "# Settings of an edition",
        "",
        "Every key of `edition.toml`, as its JSON Schema has it. [edition.toml](../edition-toml.md) explains them and "
        "leads to where they are used.",
    ]
    for table, described in tables.items():
        required = described.get("required", ())
        lines += ["", f"## [{table}]", "", described["description"]]
        lines += ["", "| key | takes | default | what it says |", "|---|---|---|---|"]
        for key, told in described["properties"].items():
            default = "required" if key in required else _default(told)
            lines.append(f"| `{key}` | {_taken(told)} | {default} | {cell(told['description'])} |")
    return "\n".join(lines) + "\n"


def _taken(told: dict[str, Any]) -> str:
    values = told.get("enum") or told.get("items", {}).get("enum")
    if values:
        shown = ", ".join(f"`{value}`" for value in values)
        return f"list of {shown}" if told["type"] == "array" else shown
    limits = [f"{word} {told[key]}" for key, word in (("minimum", "from"), ("maximum", "to")) if key in told]
    return " ".join([_TYPES[told["type"]], *limits])


def _default(told: dict[str, Any]) -> str:
    default = told.get("default")
    if default is None or default == []:
        return ""
    if isinstance(default, list):
        return "all" if default == told.get("items", {}).get("enum") else ", ".join(f"`{one}`" for one in default)
    return f"`{json.dumps(default) if isinstance(default, bool) else default}`"
