"""JSON → Telegram: checked against the schema first, with the place of whatever is wrong."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NoReturn

import jsonschema

from tei_edition import resources
from tei_edition.errors import InterchangeError
from tei_edition.interchange.mapping import from_plain
from tei_edition.interchange.places import Path, line_of, line_of_doubled, pointer
from tei_edition.interchange.write import SCHEMA
from tei_edition.model import Telegram

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# In JSON control characters and halves of pairs stand as escapes.
_MAY_BE_FORBIDDEN = re.compile(r"\\[bf]|\\u(?:00[01]|d[89a-f]|fff[ef])|[\ufffe\uffff]", re.IGNORECASE)
_TYPES = {"string": "a string", "integer": "a whole number", "boolean": "true or false", "array": "a list, […]"}
_TYPES |= {"object": "an object, {…}"}


def from_json(content: bytes) -> Telegram:
    """The telegram that a file of `to_json` (or another program) holds.

    Raises InterchangeError for the first thing in it that is not of the form: nothing is guessed or skipped.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise InterchangeError(
            "the file is not UTF-8", "Save it as UTF-8.", rule="json-not-utf-8", pointer="", line=line
        ) from None
    try:
        value = _parsed(text)
        _check_characters(value, text)
        faults = sorted(_validator().iter_errors(value), key=lambda fault: line_of(text, _path(fault)))
        if faults:
            _refuse(faults[0], text)
        telegram = from_plain(Telegram, {key: one for key, one in value.items() if key not in ("$schema", "version")})
    except RecursionError:
        raise InterchangeError(
            "messages or phrases stand in each other deeper than can be read",
            "Check the brackets of the file.",
            rule="json-too-deep",
            pointer="",
        ) from None
    assert isinstance(telegram, Telegram)
    return telegram


class _DoubledKeyError(Exception):
    pass


def _parsed(text: str) -> Any:
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) < len(pairs):
            raise _DoubledKeyError
        return made

    def no_number(name: str) -> NoReturn:
        raise ValueError(f"{name} is no JSON")

    try:
        return json.loads(text, object_pairs_hook=once, parse_constant=no_number)
    except _DoubledKeyError:
        path, line = line_of_doubled(text)
        raise InterchangeError(
            f"{pointer(path)}: the key '{path[-1]}' stands twice in one object",
            "Keep one of the two.",
            rule="json-key-doubled",
            pointer=pointer(path),
            line=line,
        ) from None
    except ValueError as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 0
        column = error.colno if isinstance(error, json.JSONDecodeError) else 0
        raise InterchangeError(
            f"the file is not JSON: {error}",
            "An editor that knows JSON shows the place.",
            rule="json-not-well-formed",
            pointer="",
            line=line,
            column=column,
        ) from None


def _check_characters(value: Any, text: str) -> None:
    """Raise InterchangeError for a character that no XML file, hence no TEI, can hold."""
    if not _MAY_BE_FORBIDDEN.search(text):
        return
    for path, string in _strings(value, ()):
        found = _FORBIDDEN.search(string)
        if found:
            code = ord(found[0])
            half = 0xD800 <= code <= 0xDFFF
            what = "half of a surrogate pair" if half else "which XML cannot hold"
            raise InterchangeError(
                f"{pointer(path) or '/'}: U+{code:04X}, {what}",
                "Write the character itself." if half else "Remove the character.",
                rule="json-character-forbidden",
                pointer=pointer(path),
                line=line_of(text, path),
            )


def _strings(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """All keys and strings in a JSON value, with their places."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield path, key
            yield from _strings(one, (*path, key))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from _strings(one, (*path, number))


@cache
def _validator() -> Any:
    return jsonschema.Draft202012Validator(json.loads(resources.schema(SCHEMA).read_text("utf-8")))


def _path(fault: Any) -> Path:
    return tuple(fault.absolute_path)


def _refuse(fault: Any, text: str) -> NoReturn:
    path = _path(fault)
    rule, what, help_ = _described(fault)
    if rule == "json-key-unknown":
        path = (*path, _unknown_keys(fault)[0])
    raise InterchangeError(
        f"{pointer(path) or '/'}: {what}", help_, rule=rule, pointer=pointer(path), line=line_of(text, path)
    )


def _unknown_keys(fault: Any) -> list[str]:
    return [key for key in fault.instance if key not in fault.schema.get("properties", {})]


def _described(fault: Any) -> tuple[str, str, str]:
    """Rule, message and help of a fault that jsonschema found."""
    described = str(fault.schema.get("description", "")) if isinstance(fault.schema, dict) else ""
    shown = json.dumps(fault.instance, ensure_ascii=False)
    shown = shown if len(shown) <= 80 else f"{shown[:79]}…"
    wanted = fault.validator_value
    match fault.validator:
        case "required":
            missing = next(key for key in wanted if key not in fault.instance)
            return "json-key-missing", f"the key '{missing}' is missing in {shown}", described
        case "additionalProperties":
            unknown, known = _unknown_keys(fault)[0], sorted(fault.schema["properties"])
            near = difflib.get_close_matches(unknown, known, n=1)
            hint = f"Did you mean '{near[0]}'?" if near else f"Known here are {', '.join(known)}."
            return "json-key-unknown", f"the key '{unknown}' is not known", hint
        case "enum":
            near = difflib.get_close_matches(str(fault.instance), wanted, n=1)
            hint = f"Did you mean '{near[0]}'? " if near else ""
            return "json-value-invalid", f"{shown} is not allowed", f"{hint}Allowed are {', '.join(wanted)}."
        case "const":
            return "json-version-unknown", f"{shown} is not the version of this form, {wanted}", described
        case "type":
            names = [wanted] if isinstance(wanted, str) else wanted
            expected = " or ".join(_TYPES[name] for name in names)
            return "json-value-invalid", f"{shown} is not {expected}", described
        case _:
            return "json-value-invalid", fault.message, described
