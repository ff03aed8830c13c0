"""What a build made, and from what: its memory, in the build folder, by which the next build makes only what is new.

One SQLite database, which holds no more than could be made again: it may be deleted at any time. It tells of every
document what its content is, what was found wrong, which entries of the authority it uses, and of every file that was
written what it was made from. What is about to be written is entered first, so that a build that is killed leaves no
file that the next one does not know of.
"""

from __future__ import annotations

import dataclasses
import itertools
import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from tei_edition.catalogue import TABLES, Catalogue
from tei_edition.errors import TeiEditionError
from tei_edition.pipeline import files, records, rows
from tei_edition.pipeline.holding import damaged, hold, is_from_outside, release, unusable
from tei_edition.pipeline.manifest import stays_below
from tei_edition.pipeline.records import Records
from tei_edition.pipeline.rows import Rows
from tei_edition.pipeline.stores import Content, Folder, Store
from tei_edition.publish.rows import COLUMNS

STATE = ".tei-edition.sqlite"
_TABLES = """
CREATE TABLE documents (
  name TEXT PRIMARY KEY, stamp TEXT NOT NULL, content BLOB NOT NULL,
  checked BLOB NOT NULL, found TEXT NOT NULL, pointers TEXT NOT NULL, authority BLOB NOT NULL, used BLOB NOT NULL,
  status TEXT NOT NULL, availability TEXT NOT NULL, decided TEXT NOT NULL, around BLOB NOT NULL,
  page BLOB NOT NULL, part BLOB NOT NULL, model BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE outputs (
  path TEXT PRIMARY KEY, owner TEXT NOT NULL, recipe BLOB NOT NULL, stamp TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX owners ON outputs (owner);
CREATE TABLE changes (of TEXT PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO changes VALUES ('files', 0), ('pages', 0);
CREATE TRIGGER entered BEFORE INSERT ON outputs WHEN NOT EXISTS (SELECT 1 FROM outputs WHERE path = NEW.path)
 BEGIN UPDATE changes SET number = number + 1 WHERE of = 'files' OR NEW.path GLOB '*.html'; END;
CREATE TRIGGER gone AFTER DELETE ON outputs
 BEGIN UPDATE changes SET number = number + 1 WHERE of = 'files' OR OLD.path GLOB '*.html'; END;
CREATE TABLE seals (owner TEXT PRIMARY KEY, recipe BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE findings (file TEXT PRIMARY KEY, recipe BLOB NOT NULL, found TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE layouts (path TEXT PRIMARY KEY, content BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE running (process INTEGER);
"""
_PARTS = (_TABLES, *TABLES, records.TABLE, rows.TABLE, *COLUMNS)
_FORM = zlib.crc32("".join(_PARTS).encode()) >> 1  # SQLite keeps a signed number
"""Another form of the tables or of a row has another number; a state of another form is deleted."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a document.

    `stamp` is its file as it was seen (`source_stamp_of`); `content` the digest of its bytes; `checked` is the
    digest of all that `found`, its findings and facts as JSON, depend on. `pointers` are the ids that it may point
    to, `used` is the digest of the entries that it uses of the authority with the digest `authority`. `status` and
    `availability` are those of its header, `decided` how it was published with them, empty where it never could be.
    `around` is the digest of what its page says of other telegrams, `page` and `part` are those of what its page
    and its part of the volume were made from, empty where they could not be made; `model` is that part, deflated
    (zlib).
    """

    name: str
    stamp: str = ""
    content: bytes = b""
    checked: bytes = b""
    found: str = ""
    pointers: str = ""
    authority: bytes = b""
    used: bytes = b""
    status: str = ""
    availability: str = ""
    decided: str = ""
    around: bytes = b""
    page: bytes = b""
    part: bytes = b""
    model: bytes = b""


_LOOKED_AT = 20_000  # files at a time
_COLUMNS = tuple(field.name for field in dataclasses.fields(Known))


class State:
    """The memory of builds into one folder; a context, at whose end all is committed. One build at a time has it.

    `store` is where the files are: the folder itself, if it is None. What was written is taken, `unseen`, to be as it
    was where the caller says so: to look at the files of 10,000 telegrams takes half a second.
    """

    def __init__(self, folder: Path, store: Store | None = None, *, unseen: bool = False) -> None:
        self.folder = folder
        self.store = store or Folder(folder)
        self._path = folder / STATE
        self._left = False
        self._unseen = unseen

    def __enter__(self) -> State:
        self._is_ours = not self.folder.is_dir()
        self._had_memory = self._path.exists()
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            try:
                self._begin()
            except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
                if is_from_outside(error):
                    raise
                self._delete()
                self._begin()
        except (OSError, sqlite3.Error) as error:
            raise unusable(self._path, error) from None
        hold(self._path)
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        empty = False
        if self._left:
            self.store.sweep()
        try:
            with closing(self._database):
                if self._database.in_transaction:  # a full disk ends it
                    self._database.execute("DELETE FROM running")
                    self._database.execute("COMMIT")
                told = "SELECT 1 FROM outputs UNION ALL SELECT 1 FROM documents"
                empty = not self._database.execute(told).fetchone()
        except sqlite3.Error as failed:
            error = error or failed
        release(self._path)
        if isinstance(error, sqlite3.Error) and is_from_outside(error):
            raise unusable(self._path, error) from None
        if isinstance(error, Exception) and not isinstance(error, (TeiEditionError, OSError, MemoryError)):
            # Nobody foresaw it. If what was remembered is to blame, it must not be so again.
            self._delete()
            if self._had_memory:
                raise damaged(self._path) from error
        elif empty:  # what cannot be built leaves no trace
            files.remove(self._path)
            if self._is_ours:
                with suppress(OSError):
                    self.folder.rmdir()

    def worker_died(self) -> None:
        """Note that a process that writes files died: at the end, what it left half written is swept away."""
        self._left = True

    def commit(self) -> None:
        """Keep what was entered, whatever happens to this build."""
        self._database.execute("COMMIT")
        self._database.execute("BEGIN")

    def documents(self) -> dict[str, Known]:
        """All that is known of documents, by their names, without their parts of the volume."""
        names = ", ".join(_COLUMNS[:-1])
        return {row[0]: Known(*row) for row in self._database.execute(f"SELECT {names} FROM documents")}

    def put(self, known: Known) -> None:
        """Enter what is known of a document; if no part of the volume is given, the one that was made from what `part`
        tells stays."""
        values = [getattr(known, column) for column in _COLUMNS]
        changes = ", ".join(f"{column} = excluded.{column}" for column in _COLUMNS[1:-1])
        kept = "model = iif(length(excluded.model), excluded.model, iif(length(excluded.part), model, x''))"
        marks = ", ".join("?" * len(_COLUMNS))
        self._database.execute(
            f"INSERT INTO documents VALUES ({marks}) ON CONFLICT (name) DO UPDATE SET {changes}, {kept}", values
        )

    def forget(self, name: str) -> None:
        """Know nothing of a document any more."""
        self._database.execute("DELETE FROM documents WHERE name = ?", (name,))

    def unlist(self, name: str) -> None:
        """Forget what lists and search tell of a document: its entry in the catalogue, its records, its row."""
        self.catalogue.remove(name)
        self.records.remove(name)
        self.rows.remove(name)

    def parts(self, names: Iterable[str]) -> Iterator[bytes]:
        """The parts of the volume of these documents, one at a time."""
        for name in names:
            (model,) = self._database.execute("SELECT model FROM documents WHERE name = ?", (name,)).fetchone()
            yield zlib.decompress(model)

    def outputs(self, owner: str) -> dict[str, bytes]:
        """The files of an owner (a document, the list of telegrams …) that are still as they were written, with what
        they were made from."""
        found = self._database.execute("SELECT path, recipe, stamp FROM outputs WHERE owner = ?", (owner,)).fetchall()
        written = {path: recipe for path, recipe, stamp in found if stamp}
        if self._unseen:
            return written
        now = self.store.stamps(written)
        return {path: recipe for path, recipe, stamp in found if stamp and stamp == now[path]}

    def intact(self) -> set[str]:
        """The owners all of whose files are still as they were written."""
        if self._unseen:  # what has no stamp was not written to its end
            unwritten = self._database.execute("SELECT DISTINCT owner FROM outputs WHERE stamp = ''")
            return self.owners() - {owner for (owner,) in unwritten}
        outputs = self._database.execute("SELECT path, owner, stamp FROM outputs")
        owners: set[str] = set()
        changed: set[str] = set()
        while found := outputs.fetchmany(_LOOKED_AT):
            now = self.store.stamps(path for path, _, _ in found)
            owners.update(owner for _, owner, _ in found)
            changed.update(owner for path, owner, stamp in found if stamp != now[path])
        return owners - changed

    def is_intact(self, owner: str) -> bool:
        """Whether an owner has files, and all of them are still as they were written."""
        found = self._database.execute("SELECT count(*) FROM outputs WHERE owner = ?", (owner,)).fetchone()
        return bool(0 < len(self.outputs(owner)) == found[0])

    def is_current(self, owner: str, seal: bytes) -> bool:
        """Whether the files of an owner were all made from what has the digest `seal`, and are as they were written."""
        return self.sealed(owner) == seal and self.is_intact(owner)

    def write(self, owner: str, made: Mapping[str, Content], recipe: bytes) -> None:
        """Write files of an owner, made from what has the digest `recipe`. `announce` must have named them before."""
        for path, content in made.items():
            self.enter(owner, self.store.write({path: content}), recipe)

    def enter(self, owner: str, written: Mapping[str, str], recipe: bytes) -> None:
        """Enter files of an owner that a worker has written, with their stamps."""
        self.store.learn(written)
        self._database.executemany(
            "INSERT OR REPLACE INTO outputs VALUES (?, ?, ?, ?)",
            [(path, owner, recipe, stamp) for path, stamp in written.items()],
        )

    def renew(self, owner: str, made: Mapping[str, Content], recipe: bytes) -> None:
        """Announce files of an owner, keep that, and write them, as `write` does."""
        self.announce(owner, made)
        self.commit()
        self.write(owner, made, recipe)

    def seal(self, owner: str, recipe: bytes) -> None:
        """Enter what all files of an owner together were made from, once they are."""
        self._database.execute("INSERT OR REPLACE INTO seals VALUES (?, ?)", (owner, recipe))

    def sealed(self, owner: str) -> bytes:
        """What all files of an owner together were made from; nothing if they were never all made."""
        found = self._database.execute("SELECT recipe FROM seals WHERE owner = ?", (owner,)).fetchone()
        return found[0] if found else b""

    def remember(self, file: str, recipe: bytes, found: str) -> None:
        """Enter what was found in a file that an edition has once; `recipe` is the digest of all that it depends on."""
        self._database.execute("INSERT OR REPLACE INTO findings VALUES (?, ?, ?)", (file, recipe, found))

    def remembered(self, file: str, recipe: bytes) -> str:
        """What was found in such a file, if nothing that it depends on has changed; else the empty string."""
        asked = "SELECT found FROM findings WHERE file = ? AND recipe = ?"
        found = self._database.execute(asked, (file, recipe)).fetchone()
        return found[0] if found else ""

    def keep_layout(self, path: str, layout: bytes) -> None:
        """Enter where on the pages of a file what came to stand; what is known of files that are gone goes."""
        self._database.execute("DELETE FROM layouts WHERE path NOT IN (SELECT path FROM outputs)")
        self._database.execute("INSERT OR REPLACE INTO layouts VALUES (?, ?)", (path, layout))

    def layout(self, path: str) -> bytes:
        """What was entered of a file's pages; nothing where nothing was."""
        found = self._database.execute("SELECT content FROM layouts WHERE path = ?", (path,)).fetchone()
        return found[0] if found else b""

    def announce(self, owner: str, paths: Iterable[str]) -> None:
        """Enter files that are about to be written; they are known to the next build even if this one is killed.

        Until all are and that is sealed, the owner has no seal: where the cause of a failure is taken back, the old one
        would vouch for what was written meanwhile.
        """
        self._database.execute("DELETE FROM seals WHERE owner = ?", (owner,))
        self._database.executemany("INSERT OR IGNORE INTO outputs VALUES (?, ?, x'', '')", [(p, owner) for p in paths])

    def remove(self, owner: str, keep: Iterable[str] = ()) -> None:
        """Remove the files of an owner except those to keep. Only what a build wrote is ever removed."""
        kept = set(keep)
        found = self._database.execute("SELECT path FROM outputs WHERE owner = ?", (owner,)).fetchall()
        for (path,) in found:
            if path not in kept:
                if stays_below(path):
                    self.store.remove(path)
                self._database.execute("DELETE FROM outputs WHERE path = ? AND owner = ?", (path, owner))

    def owners(self) -> set[str]:
        """All that have files."""
        return {owner for (owner,) in self._database.execute("SELECT DISTINCT owner FROM outputs")}

    def changes(self, *, pages: bool = False) -> bytes:
        """A number that is another one once files (pages alone: `*.html`) have come or gone, as long as the state
        lives."""
        of = "pages" if pages else "files"
        (number,) = self._database.execute("SELECT number FROM changes WHERE of = ?", (of,)).fetchone()
        return str(number).encode()

    def paths(self, folder: str) -> list[str]:
        """The files in a folder, and in those below it, that builds wrote, as seen from there, sorted."""
        start = f"{folder}/"
        found = self._database.execute("SELECT path FROM outputs WHERE path >= ? ORDER BY path", (start,))
        within = itertools.takewhile(lambda path: path.startswith(start), (path for (path,) in found))
        return [path.removeprefix(start) for path in within]

    def _begin(self) -> None:
        """Open the database, alone; sweep where a build was killed."""
        # Not synchronous: what a power cut loses is made again.
        database = sqlite3.connect(self._path, timeout=2, isolation_level=None)
        try:
            database.execute("PRAGMA synchronous = OFF")
            database.execute("PRAGMA locking_mode = EXCLUSIVE")  # held until the end, between transactions too
            database.execute("BEGIN EXCLUSIVE")
            (form,) = database.execute("PRAGMA user_version").fetchone()
            if form != _FORM:
                tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
                for (table,) in tables:
                    database.execute(f'DROP TABLE "{table}"')
                for statement in _TABLES.split(";\n"):
                    database.execute(statement)
                database.execute(f"PRAGMA user_version = {_FORM}")
            if database.execute("SELECT count(*) FROM running").fetchone() != (0,):
                if database.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                    raise sqlite3.DatabaseError("half written when the power went")
                self.store.sweep()
            database.execute("INSERT INTO running VALUES (?)", (os.getpid(),))
            self._database = database
            self.catalogue = Catalogue(database)
            self.records = Records(database)
            self.rows = Rows(database)
            self.commit()
        except BaseException:
            database.close()
            raise

    def _delete(self) -> None:
        for path in (self._path, self._path.with_name(f"{STATE}-journal")):
            with suppress(FileNotFoundError):
                path.unlink()
