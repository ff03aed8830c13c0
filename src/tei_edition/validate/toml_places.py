"""Lines and columns in TOML: its reader keeps no positions, so the lines are searched."""

from __future__ import annotations

import json
import re

_STEP = r"""(?:"[^"]*"|'[^']*'|[A-Za-z0-9_-]+)"""
_STEPS = rf"{_STEP}(?:\s*\.\s*{_STEP})*"
_KEY = re.compile(rf"^(\s*)({_STEPS})\s*=")
_TABLE = re.compile(rf"^(\s*)\[\[?\s*({_STEPS})\s*\]")


def place_of_key(text: str, path: list[str]) -> tuple[int, int]:
    """Line and column, from 1, of the key or table with this path; (0, 0) if it is not found."""
    lines = text.split("\n")  # as TOML counts
    table: list[str] = []
    for number, line in enumerate(lines, 1):
        header = _TABLE.match(line)
        if header:
            table = _names(header[2])
            if table[: len(path)] == path:
                return number, len(header[1]) + 1
            continue
        key = _KEY.match(line)
        if not key:
            continue
        names = [*table, *_names(key[2])]
        if names[: len(path)] == path:
            return number, len(key[1]) + 1
        if len(path) > 1 and names == path[:-1]:
            column = line.find(path[-1], key.end())  # an inline table, edition = { titel = "…" }
            return number, column + 1 if column >= 0 else len(key[1]) + 1
    return 0, 0


def place_of_string(text: str, path: list[str], value: str) -> tuple[int, int]:
    """Line and column of a string in the list that the key with this path has; those of the key if it is not found."""
    line, column = place_of_key(text, path)
    if not line:
        return line, column
    lines = text.split("\n")
    for number in range(line, len(lines) + 1):
        if number > line and (_TABLE.match(lines[number - 1]) or _KEY.match(lines[number - 1])):
            break
        start = column - 1 if number == line else 0
        for quoted in (json.dumps(value, ensure_ascii=False), f"'{value}'"):
            at = lines[number - 1].find(quoted, start)
            if at >= 0:
                return number, at + 1
    return line, column


def _names(dotted: str) -> list[str]:
    return [step.strip("\"'") for step in re.findall(_STEP, dotted)]
