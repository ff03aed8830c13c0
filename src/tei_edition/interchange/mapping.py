"""Values of the model ↔ plain values of JSON, by the types of the dataclasses alone: new fields need no line here.

An object has the names of the dataclass's fields. A field that holds nothing (an empty string or list, 0, false,
null, its default) is left out; the first field of a class is always written if it has no default, since it tells
apart the kinds of objects that may stand in one place (`kind` a block, `items` a list, `message` a carried message).
"""

from __future__ import annotations

from dataclasses import MISSING, Field, fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeAlias, Union, get_args, get_origin, get_type_hints

Json: TypeAlias = "str | int | bool | list[Json] | dict[str, Json] | None"
_EMPTY: dict[type, object] = {str: "", int: 0, bool: False, tuple: ()}


@cache
def types_of(model: type) -> dict[str, Any]:
    """The type of every field of a dataclass."""
    return get_type_hints(model)


def alternatives(hint: Any) -> tuple[Any, ...]:
    """The types that `hint` allows, None apart."""
    found = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    return tuple(one for one in found if one is not NoneType)


def first_field(model: Any) -> str:
    """The name of a dataclass's first field, by which its objects are told from others."""
    return fields(model)[0].name


def default_of(field: Field[Any], hint: Any) -> object:
    """What a field holds that JSON leaves out; MISSING if it is always written."""
    if field.default is not MISSING:
        return field.default
    return _EMPTY.get(get_origin(hint) or hint, MISSING)


def always_written(model: type) -> list[str]:
    """The fields of a dataclass that no object of it lacks."""
    hints = types_of(model)
    return [
        field.name
        for place, field in enumerate(fields(model))
        if field.default is MISSING and (place == 0 or default_of(field, hints[field.name]) is MISSING)
    ]


def to_plain(value: object) -> Json:
    """The JSON value of a value of the model."""
    if isinstance(value, StrEnum):
        return value.value
    if value is None or isinstance(value, (str, int)):
        return value
    if isinstance(value, tuple):
        return [to_plain(one) for one in value]
    model: Any = type(value)
    hints, written = types_of(model), always_written(model)
    return {
        field.name: to_plain(held)
        for field in fields(model)
        if (held := getattr(value, field.name)) != default_of(field, hints[field.name]) or field.name in written
    }


def from_plain(hint: Any, value: Any) -> Any:
    """The value of type `hint` that a JSON value means; the schema has been checked before."""
    if value is None:
        return None
    options = alternatives(hint)
    if len(options) > 1:
        return from_plain(_meant(options, value), value)
    wanted = options[0]
    if get_origin(wanted) is tuple:
        arguments = get_args(wanted)
        if arguments[1:] == (...,):
            return tuple(from_plain(arguments[0], one) for one in value)
        return tuple(from_plain(one, part) for one, part in zip(arguments, value, strict=True))
    if is_dataclass(wanted):
        return _object(wanted, value)
    # JSON knows no difference between 1 and 1.0.
    return int(value) if wanted is int else wanted(value)


def _meant(options: tuple[Any, ...], value: Any) -> Any:
    if not isinstance(value, dict):
        return next(one for one in options if not is_dataclass(one))
    models = [one for one in options if is_dataclass(one)]
    return next((one for one in models if first_field(one) in value), models[-1])


def _object(model: Any, value: dict[str, Any]) -> Any:
    hints = types_of(model)
    return model(
        **{
            field.name: from_plain(hints[field.name], value[field.name])
            if field.name in value
            else default_of(field, hints[field.name])
            for field in fields(model)
        }
    )
