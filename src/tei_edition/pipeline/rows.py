"""The rows of telegrams in the catalogue for programs, kept in the memory of builds: its files are made from them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

from tei_edition.publish.recipe import digest
from tei_edition.publish.rows import Row

TABLE = "CREATE TABLE IF NOT EXISTS rows (document TEXT PRIMARY KEY, content TEXT NOT NULL, digest BLOB NOT NULL)"

_CONTENTS = "FROM catalogue d CROSS JOIN rows r ON d.id = r.document"
_ORDER = "ORDER BY d.sent = '', d.sent, d.id"
_YEAR = "iif(d.sent GLOB '[0-9][0-9][0-9][0-9]*', substr(d.sent, 1, 4), '')"


class Rows:
    """Rows in a database that has a catalogue; whoever opened that commits and closes it."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        database.execute(TABLE)
        # So that the digests can be read without the contents.
        database.execute("CREATE INDEX IF NOT EXISTS digests_of_rows ON rows (document, digest)")

    def put(self, document: str, row: Row) -> None:
        """Keep the row of a document instead of the one that it had."""
        content = json.dumps(row)
        values = (document, content, digest(content.encode()))
        self._database.execute("INSERT OR REPLACE INTO rows VALUES (?, ?, ?)", values)

    def remove(self, document: str) -> None:
        """Forget the row of a document."""
        self._database.execute("DELETE FROM rows WHERE document = ?", (document,))

    def all(self) -> Iterator[Row]:
        """The rows of the documents in the catalogue, by sending, one at a time."""
        for content in self._contents():
            yield json.loads(content)

    def years(self) -> list[tuple[str, int]]:
        """The years of sending in their order, each with the number of its documents; the empty one, without, last."""
        query = f"SELECT {_YEAR} AS year, count(*) {_CONTENTS} GROUP BY year"
        return sorted(self._database.execute(query), key=lambda one: (not one[0], one))

    def by_year(self) -> Iterator[tuple[str, str]]:
        """The rows as JSON, each with its year, in the order of `years`, and in each by sending, one at a time."""
        # Twice in the order of an index, since sorting would carry the rows about.
        for dated in (f"{_YEAR} <> ''", f"{_YEAR} = ''"):
            yield from self._database.execute(f"SELECT {_YEAR}, r.content {_CONTENTS} WHERE {dated} {_ORDER}")

    def digest(self) -> bytes:
        """The digest of all rows, whatever their order in the catalogue."""
        query = "SELECT document, digest FROM rows ORDER BY document"
        return digest(*(part for name, of in self._database.execute(query) for part in (name.encode(), of)))

    def _contents(self) -> Iterator[str]:
        for (content,) in self._database.execute(f"SELECT r.content {_CONTENTS} {_ORDER}"):
            yield content
