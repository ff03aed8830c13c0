"""The records of documents for the search, kept in the memory of builds: bundles of the index are made from them."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Mapping

from tei_edition.publish.recipe import digest

TABLE = (
    "CREATE TABLE IF NOT EXISTS records (document TEXT NOT NULL, language TEXT NOT NULL, size INTEGER NOT NULL,"
    " digest BLOB NOT NULL, content BLOB NOT NULL, PRIMARY KEY (language, document)) WITHOUT ROWID"
)


class Records:
    """Records in a database; whoever opened that commits and closes it."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        database.execute(TABLE)
        database.execute("CREATE INDEX IF NOT EXISTS documents_of_records ON records (document)")

    def put(self, document: str, records: Mapping[str, bytes]) -> None:
        """Keep the records of a document, by language, instead of those that it had."""
        self.remove(document)
        self._database.executemany(
            "INSERT INTO records VALUES (?, ?, ?, ?, ?)",
            [
                (document, language, len(content), digest(content), zlib.compress(content, 1))
                for language, content in records.items()
            ],
        )

    def remove(self, document: str) -> None:
        """Forget the records of a document."""
        self._database.execute("DELETE FROM records WHERE document = ?", (document,))

    def languages(self) -> list[tuple[str, int]]:
        """The languages of all records, with the bytes that those of each have."""
        return list(
            self._database.execute("SELECT language, sum(size) FROM records GROUP BY language ORDER BY language")
        )

    def digests(self, language: str) -> list[tuple[str, bytes]]:
        """The documents with a record in a language, in their order, each with the record's digest."""
        query = "SELECT document, digest FROM records WHERE language = ? ORDER BY document"
        return list(self._database.execute(query, (language,)))

    def content(self, document: str, language: str) -> bytes:
        """The record of a document in a language, which it has."""
        query = "SELECT content FROM records WHERE document = ? AND language = ?"
        return zlib.decompress(self._database.execute(query, (document, language)).fetchone()[0])
