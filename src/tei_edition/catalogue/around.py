"""The telegrams around each telegram: before and after it in time and in an exchange, and those that refer to it.

All are asked for at once, in the order of sending: the database knows the order, and no list of them is held.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

_ORDER = "d.sent = '', d.sent, d.id"
# Undated telegrams have their place in no order of time.
_WANTED = "(?1 IS NULL OR {} IN (SELECT value FROM json_each(?1)))"
_TIME = f"""
SELECT id, previous, next FROM (
  SELECT id, sent, lag(id) OVER w AS previous, lead(id) OVER w AS next FROM catalogue WHERE sent <> ''
  WINDOW w AS (ORDER BY sent, id)
  UNION ALL SELECT id, sent, NULL, NULL FROM catalogue WHERE sent = '') d
WHERE {_WANTED.format("id")} ORDER BY {_ORDER}"""
_EXCHANGES = f"""
SELECT document, xml, previous, next FROM (
  SELECT f.document, f.xml, f.position, d.sent, lag(f.document) OVER w AS previous, lead(f.document) OVER w AS next
  FROM facts f JOIN catalogue d ON d.id = f.document WHERE f.kind = 'exchange' AND d.sent <> ''
  WINDOW w AS (PARTITION BY f.key ORDER BY d.sent, f.document))
WHERE {_WANTED.format("document")} ORDER BY sent, document, position"""
_RELATIONS = f"""
SELECT r.owner, r.kind, r.own, r.other, o.id IS NOT NULL, r.xml FROM (
  SELECT document AS owner, 1 AS own, kind, key AS other, xml, position FROM facts
  WHERE kind IN ('relation', 'pointer', 'leaf')
  UNION ALL SELECT key, 0, kind, document, xml, 0 FROM facts
  WHERE kind IN ('relation', 'pointer') AND key <> '' AND key <> document) r
JOIN catalogue d ON d.id = r.owner LEFT JOIN catalogue o ON o.id = r.other
WHERE {_WANTED.format("r.owner")}
ORDER BY {_ORDER}, r.own DESC, r.position, o.sent = '', o.sent, o.id, r.kind DESC, r.xml"""


@dataclass(frozen=True, slots=True)
class Exchange:
    """Of what two correspondents wrote to one another, the telegrams before and after; `names` are theirs (XML)."""

    names: str
    previous: str
    next: str


@dataclass(frozen=True, slots=True)
class Related:
    """What relates two telegrams: `own` where this one says so, not the other.

    `kind` is `relation` for the header's (correspContext), `pointer` for the text's; `other` the id of the other
    telegram, empty where none is named, `exists` whether the edition has it; `xml` is what is said. With the kind
    `leaf`, `other` is the key of an archive that keeps a copy.
    """

    kind: str
    own: bool
    other: str
    exists: bool
    xml: str


@dataclass(frozen=True, slots=True)
class Around:
    """The ids of the telegrams around the telegram `id`; empty where there is none."""

    id: str
    previous: str
    next: str
    exchanges: tuple[Exchange, ...]
    related: tuple[Related, ...]


def around(database: sqlite3.Connection, wanted: Collection[str] | None = None) -> Iterator[Around]:
    """What is around each telegram of the catalogue (of those that are wanted), by sending."""
    given = (None if wanted is None else json.dumps(list(wanted)),)
    exchanges = _Following(database.execute(_EXCHANGES, given))
    relations = _Following(database.execute(_RELATIONS, given))
    for identifier, previous, following in database.execute(_TIME, given):
        yield Around(
            identifier,
            previous or "",
            following or "",
            tuple(Exchange(xml, before or "", after or "") for xml, before, after in exchanges.of(identifier)),
            tuple(
                Related(kind, bool(own), other, bool(exists), xml)
                for kind, own, other, exists, xml in relations.of(identifier)
            ),
        )


class _Following:
    """Rows that begin with a telegram's id, in the order of telegrams; many telegrams have none."""

    def __init__(self, rows: sqlite3.Cursor) -> None:
        self._rows = rows
        self._row = rows.fetchone()

    def of(self, identifier: str) -> Iterator[tuple[Any, ...]]:
        while self._row is not None and self._row[0] == identifier:
            yield self._row[1:]
            self._row = self._rows.fetchone()
