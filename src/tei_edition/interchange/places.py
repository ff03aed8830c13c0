"""Where in a JSON text a value stands: Python's reader keeps no positions."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TypeAlias

Path: TypeAlias = tuple[str | int, ...]
_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\],:]|[^\s{}\[\],:"]+|\n')


def pointer(path: Path) -> str:
    """The JSON Pointer (RFC 6901) of a value."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def line_of(text: str, path: Path) -> int:
    """The line of the value at `path`, or of its nearest container that is there."""
    best = (0, 1)
    for found, line in _places(text):
        if found == path:
            return line
        if len(found) > best[0] and found == path[: len(found)]:
            best = (len(found), line)
    return best[1]


def line_of_doubled(text: str) -> tuple[Path, int]:
    """Path and line of the first key that stands for the second time in its object."""
    seen: set[Path] = set()
    for path, line in _places(text):
        if path in seen:
            return path, line
        seen.add(path)
    return ("",), 0


def _places(text: str) -> Iterator[tuple[Path, int]]:
    """Path and line of every key's value and every list's entry, in a text that is well-formed JSON."""
    line = 1
    path: list[str | int] = []
    lists: list[bool] = []
    key, entry_follows = "", False
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token == "\n":
            line += 1
            continue
        if entry_follows and token != "]":
            yield tuple(path), line
        entry_follows = token == "[" or (token == "," and lists[-1])
        if token in ("{", "["):
            lists.append(token == "[")
            path.append(0 if token == "[" else "")
        elif token in ("}", "]"):
            lists.pop()
            path.pop()
        elif token == "," and lists[-1]:
            path[-1] = int(path[-1]) + 1
        elif token == ":":
            path[-1] = str(json.loads(key))
            yield tuple(path), line
        else:
            key = token
