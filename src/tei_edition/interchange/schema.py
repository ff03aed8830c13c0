"""The JSON Schema of the interchange form, made from the dataclasses of the model and the words about them.

schemas/telegram.schema.json is what this module makes; a test holds the two together.
"""

from __future__ import annotations

import inspect
import re
from dataclasses import fields, is_dataclass
from enum import StrEnum
from typing import Any, get_args, get_origin

from tei_edition.interchange.mapping import alternatives, always_written, first_field, types_of
from tei_edition.interchange.words import DESCRIPTIONS, EXAMPLES, KINDS
from tei_edition.interchange.write import VERSION, laid_out
from tei_edition.model import Telegram

_NAMES = {str: "string", int: "integer", bool: "boolean"}
_VERSION = "The version of this form. Readers refuse a version that they do not know."


def make_schema() -> dict[str, Any]:
    """The schema as a value."""
    definitions: dict[str, Any] = {}
    telegram = _object(Telegram, definitions)
    about = {
        "$schema": {"description": "Where this schema is, for editors.", "type": "string"},
        "version": {"description": _VERSION, "const": VERSION},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **telegram,
        "required": ["version", *telegram["required"]],
        "properties": {**about, **telegram["properties"]},
        "$defs": dict(sorted(definitions.items())),
    }


def schema_bytes() -> bytes:
    """The schema as a file."""
    return (laid_out(make_schema()) + "\n").encode()


def _object(model: type, definitions: dict[str, Any]) -> dict[str, Any]:
    properties = {}
    for field in fields(model):
        place = f"{model.__name__}.{field.name}"
        described = {"description": DESCRIPTIONS.get(place, ""), "examples": EXAMPLES.get(place, [])}
        kind = _type(types_of(model)[field.name], definitions)
        properties[field.name] = {**{key: words for key, words in described.items() if words}, **kind}
    return {
        "title": _title(model),
        "description": _description(model),
        "type": "object",
        "required": always_written(model),
        "additionalProperties": False,
        "properties": properties,
    }


def _type(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    options = alternatives(hint)
    if len(options) > 1:
        return _one_of(options, definitions)
    wanted = options[0]
    if get_origin(wanted) is tuple:
        arguments = get_args(wanted)
        if arguments[1:] == (...,):
            return {"type": "array", "items": _type(arguments[0], definitions)}
        entries = [_type(one, definitions) for one in arguments]
        return {"type": "array", "prefixItems": entries, "items": False, "minItems": len(entries)}
    if wanted in _NAMES:
        return {"type": _NAMES[wanted]}
    name = wanted.__name__
    if name not in definitions:
        definitions[name] = {}  # a class may hold itself
        if issubclass(wanted, StrEnum):
            values = [member.value for member in wanted]
            described = "\n".join([_description(wanted), *KINDS.get(name, ())])
            definitions[name] = {"title": _title(wanted), "description": described, "enum": values}
        else:
            definitions[name] = _object(wanted, definitions)
    return {"$ref": f"#/$defs/{name}"}


def _one_of(options: tuple[Any, ...], definitions: dict[str, Any]) -> dict[str, Any]:
    """A choice, decided by one look, so that what is wrong is told of the object that was meant."""
    models = [one for one in options if is_dataclass(one)]
    chosen = _type(models[-1], definitions)
    for model in reversed(models[:-1]):
        condition = {"required": [first_field(model)]}
        chosen = {"if": condition, "then": _type(model, definitions), "else": chosen}
    if len(models) == len(options):
        return chosen
    plain = [_NAMES[one] for one in options if one in _NAMES]
    return {"type": [*plain, "object"], "if": {"type": "object"}, "then": chosen}


def _title(model: type) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", model.__name__).capitalize()


def _description(model: type) -> str:
    return re.sub(r"(?<!\n)\n(?!\n)", " ", inspect.cleandoc(model.__doc__ or ""))
