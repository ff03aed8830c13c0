"""A schema as it was read and simplified, and that as plain data, which can be kept and read again in no time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tei_edition.validate.relaxng.datatypes import Datatype, Regexes
from tei_edition.validate.relaxng.identifiers import Table
from tei_edition.validate.relaxng.names import NameClass
from tei_edition.validate.relaxng.patterns import ATTRIBUTE, DATA, ELEMENT, VALUE, Pattern, Patterns

_TypeKey = tuple[str, str, tuple[tuple[str, str], ...]]
"""Library, name and parameters of a datatype."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """What a document is held against; `table` are the attributes that are ids, None if they are not as in a DTD.

    `files` are those of the schema, by absolute name, with the digests of their content.
    """

    patterns: Patterns
    start: Pattern
    table: Table | None
    regexes: Regexes
    files: dict[str, str]


def as_data(compiled: Compiled) -> dict[str, Any]:
    """The schema as values of JSON."""
    patterns = compiled.patterns
    needed: dict[int, Pattern] = {}
    waiting = [compiled.start, *patterns.contents]
    while waiting:
        one = waiting.pop()
        if one.number not in needed:
            needed[one.number] = one
            waiting.extend(one.items)
    # In the order in which they were made, parts before wholes; choices are sorted by it.
    order = sorted(needed)
    at = {number: place for place, number in enumerate(order)}
    return {
        "patterns": [
            [needed[number].kind, [at[item.number] for item in needed[number].items], _data(needed[number])]
            for number in order
        ],
        "start": at[compiled.start.number],
        "names": patterns.names,
        "contents": [at[content.number] for content in patterns.contents],
        "table": compiled.table,
        "regexes": compiled.regexes,
        "files": compiled.files,
    }


def _data(pattern: Pattern) -> Any:
    if pattern.kind in (ATTRIBUTE, ELEMENT):
        return pattern.data
    return pattern.data[-1] if pattern.kind in (DATA, VALUE) else None


def from_data(data: dict[str, Any]) -> Compiled:
    """The schema that `as_data` gave. Raises ValueError, TypeError, LookupError or AttributeError for anything else."""
    patterns, regexes = Patterns(), dict(data["regexes"])
    made: list[Pattern] = []
    types: dict[_TypeKey, Datatype] = {}
    for names in data["names"]:
        patterns.declare(_names(names))
    for kind, items, said in data["patterns"]:
        made.append(_pattern(patterns, kind, tuple(made[item] for item in items), said, types, regexes))
    patterns.contents[:] = [made[number] for number in data["contents"]]
    if len(patterns.contents) != len(patterns.names):
        raise ValueError("an element without content")
    return Compiled(patterns, made[data["start"]], data["table"], regexes, data["files"])


def _pattern(
    patterns: Patterns,
    kind: int,
    items: tuple[Pattern, ...],
    said: Any,
    types: dict[_TypeKey, Datatype],
    regexes: Regexes,
) -> Pattern:
    if kind == ATTRIBUTE:
        return patterns.attribute(_names(said), items[0])
    if kind == ELEMENT:
        if said >= len(patterns.names):
            raise ValueError("an element that is not declared")
        return patterns.element(said)
    if kind == DATA:
        library, name, params = said
        key = (library, name, tuple((facet, value) for facet, value in params))
        return patterns.data(_datatype(key, types, regexes), key, items[0] if items else None)
    if kind == VALUE:
        library, name, text, contextual = said
        datatype = _datatype((library, name, ()), types, regexes)
        value = datatype.parse(text, {}) if contextual is None else tuple(contextual)
        return patterns.value(datatype, value, (library, name, text, value if contextual is not None else None))
    return patterns.made(kind, items)


def _datatype(key: _TypeKey, types: dict[_TypeKey, Datatype], regexes: Regexes) -> Datatype:
    if key not in types:
        types[key] = Datatype(*key, regexes)
    return types[key]


def _names(said: Any) -> NameClass:
    return tuple(_names(one) if isinstance(one, list) else one for one in said)
