"""edition.toml against schemas/edition.schema.json, with line and column."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from tei_edition import resources
from tei_edition.diagnostics import Diagnostic, Location, Severity
from tei_edition.edition import parse_settings, read_content
from tei_edition.errors import EditionError
from tei_edition.validate.selectors import check_selectors
from tei_edition.validate.toml_places import place_of_key

_KINDS = {"string": 'a string in quotation marks, "…"', "array": 'a list, ["…", "…"]', "object": "a table, [name]"}


def check_settings(path_or_text: Path | str, file: str) -> list[Diagnostic]:
    """Findings on an edition.toml, sorted by place; `file` is the path that they name.

    A Path is read, a str is the text itself. Unreadable TOML is one finding.
    """
    try:
        content = read_content(path_or_text) if isinstance(path_or_text, Path) else path_or_text.encode("utf-8")
        settings = parse_settings(content, file)
    except EditionError as error:
        return [
            Diagnostic(error.rule, Severity.ERROR, error.message, Location(file, error.line, error.column), error.help)
        ]
    text = content.decode("utf-8")
    found: list[Diagnostic] = []
    for fault in _validator().iter_errors(settings):
        found += _translated(fault, text, file)
    if not found:
        found += check_selectors(settings.get("validate", {}), text, file)
        found += _check_language(settings["edition"].get("language", ""), text, file)
    return sorted(found, key=Diagnostic.sort_key)


def _check_language(language: str, text: str, file: str) -> list[Diagnostic]:
    """The finding that the site has no words in the language that is asked for."""
    known = resources.languages()
    if not language or language.lower().partition("-")[0] in known:
        return []
    return [
        Diagnostic(
            "edition-language-without-labels",
            Severity.WARNING,
            f"The site and the PDF have no words in '{language}'; theirs will be English.",
            _at(text, file, ["edition", "language"]),
            f"There are words in {', '.join(known)}.",
        )
    ]


@cache
def _validator() -> Any:
    import jsonschema  # here, since workers that check documents do without it

    schema = json.loads(resources.schema("edition.schema.json").read_text("utf-8"))
    return jsonschema.Draft202012Validator(schema)


def _translated(error: Any, text: str, file: str) -> list[Diagnostic]:
    path = [str(step) for step in error.absolute_path if isinstance(step, str)]
    known: dict[str, Any] = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
    if error.validator == "additionalProperties":
        return [
            _found(
                "edition-key-unknown",
                f"The key '{key}' is not known{_in(path)}.",
                _at(text, file, [*path, key]),
                _suggestion(key, known, path),
            )
            for key in error.instance
            if key not in known
        ]
    if error.validator == "required":
        missing = [key for key in error.validator_value if key not in error.instance]
        # One finding: jsonschema reports each missing key by itself.
        missing = [key for key in missing if f"'{key}'" in error.message]
        rule = "edition-title-missing" if set(missing) <= {"edition", "title"} else "edition-key-missing"
        place = _at(text, file, path) if path else Location(file, 1)
        return [
            _found(
                rule,
                f"The key '{'.'.join([*path, *missing])}' is missing.",
                place,
                'Write title = "…" below [edition].',
            )
        ]
    name = ".".join(path)
    described = str(error.schema.get("description", "")) if isinstance(error.schema, dict) else ""
    if error.validator == "type":
        wanted = _KINDS.get(str(error.validator_value), str(error.validator_value))
        message = f"The value of '{name}' must be {wanted}."
    else:
        message = (
            f"The value of '{name}', {json.dumps(error.instance, ensure_ascii=False, default=str)}, is not allowed."
        )
    return [_found("edition-value-invalid", message, _at(text, file, path), described)]


def _in(path: list[str]) -> str:
    return f" in [{'.'.join(path)}]" if path else ""


def _suggestion(key: str, known: Iterable[str], path: list[str]) -> str:
    names = list(known)
    near = difflib.get_close_matches(key.lower(), names, n=1, cutoff=0.6)
    if near:
        return f"Did you mean `{near[0]}`?"
    tables: dict[str, Any] = _validator().schema["properties"]
    elsewhere = [table for table, schema in tables.items() if key in schema.get("properties", {})]
    if elsewhere and path != elsewhere[:1]:
        return f"`{key}` belongs below [{elsewhere[0]}]."
    return f"Known here are {', '.join(f'`{name}`' for name in names)}."


def _at(text: str, file: str, path: list[str]) -> Location:
    return Location(file, *place_of_key(text, path))


def _found(rule: str, message: str, place: Location, help_: str) -> Diagnostic:
    return Diagnostic(rule, Severity.ERROR, message, place, help_)
