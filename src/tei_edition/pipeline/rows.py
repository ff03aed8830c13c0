"""The rows of telegrams in the catalogue for programs, kept in the memory of builds: its files are made from them."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator

from tei_edition.publish.rows import Row

TABLE = "CREATE TABLE IF NOT EXISTS rows (document TEXT PRIMARY KEY, content TEXT NOT NULL) WITHOUT ROWID"


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

    def digest(self) -> bytes:
        """The digest of what `all` gives."""
        found = hashlib.blake2b(digest_size=20)
        for content in self._contents():
            found.update(content.encode() + b"\n")
        return found.digest()

    def _contents(self) -> Iterator[str]:
        query = "SELECT r.content FROM rows r JOIN catalogue d ON d.id = r.document ORDER BY d.sent = '', d.sent, d.id"
        for (content,) in self._database.execute(query):
            yield content
