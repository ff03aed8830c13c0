"""Values of dataclasses as JSON."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any


def as_json(value: object) -> str:
    """A value as JSON; of dataclasses in it the fields, in their order.

    Raises TypeError for what is neither a dataclass nor JSON has.
    """
    return json.dumps(value, ensure_ascii=False, default=members)


def members(value: Any) -> dict[str, Any]:
    """The fields of a dataclass with their values, which `dataclasses.asdict` would copy, in ten times the time.

    Raises TypeError for what is none.
    """
    return {field.name: getattr(value, field.name) for field in fields(value)}
