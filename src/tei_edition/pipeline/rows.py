"""The rows of telegrams in the catalogue for programs, kept in the memory of builds: its files are made from them."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator

from tei_edition.publish.rows import Row

TABLE = "CREATE TABLE IF NOT EXISTS rows (document TEXT PRIMARY KEY, content TEXT NOT NULL) WITHOUT ROWID"

_CONTENTS = "SELECT r.content FROM rows r JOIN catalogue d ON d.id = r.document"
_ORDER = "ORDER BY d.sent = '', d.sent, d.id"
_YEAR = "iif(d.sent GLOB '[0-9][0-9][0-9][0-9]*', substr(d.sent, 1, 4), '')"


class Rows:
    """Rows in a database that has a catalogue; whoever opened that commits and closes it."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        database.execute(TABLE)

    def put(self, document: str, row: Row) -> None:
        """Keep the row of a document instead of the one that it had."""
        self._database.execute("INSERT OR REPLACE INTO rows VALUES (?, ?)", (document, json.dumps(row)))

    def remove(self, document: str) -> None:
        """Forget the row of a document."""
        self._database.execute("DELETE FROM rows WHERE document = ?", (document,))

    def all(self) -> Iterator[Row]:
        """The rows of the documents in the catalogue, by sending, one at a time."""
        for content in self._contents():
            yield json.loads(content)

    def years(self) -> list[tuple[str, int]]:
        """The years of sending in their order, each with the number of its documents; the empty one, without, last."""
        query = f"SELECT {_YEAR} AS year, count(*) FROM rows r JOIN catalogue d ON d.id = r.document GROUP BY year"
        return sorted(self._database.execute(query), key=lambda one: (not one[0], one))

    def of_year(self, year: str) -> Iterator[str]:
        """The rows of the documents sent in a year, as JSON, by sending, one at a time."""
        query = f"{_CONTENTS} WHERE {_YEAR} = ? {_ORDER}"
        for (content,) in self._database.execute(query, (year,)):
            yield content

    def digest(self) -> bytes:
        """The digest of what `all` gives."""
        found = hashlib.blake2b(digest_size=20)
        for content in self._contents():
            found.update(content.encode() + b"\n")
        return found.digest()

    def _contents(self) -> Iterator[str]:
        for (content,) in self._database.execute(f"{_CONTENTS} {_ORDER}"):
            yield content
