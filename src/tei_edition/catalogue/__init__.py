"""What indexes and registers need to know of every document: a small value each, so that no index holds the texts.

The values of an edition stand in a SQLite database, and come out of it one by one, in the order of a list.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from tei_edition.catalogue.around import Around, around
from tei_edition.catalogue.facts import Fact, facts_of, name_of, words
from tei_edition.errors import EditionError
from tei_edition.parsing import locked_parser
from tei_edition.values import as_json, members

_TEI = "{http://www.tei-c.org/ns/1.0}"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_NAMES = frozenset(f"{_TEI}{name}" for name in ("persName", "orgName", "name", "rs"))
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)?)?)?)?")
_FILE_NAME = 110  # Far below every file system's limit, with room for a suffix.
_FILE_NAMES = re.compile(rf"\w[\w.\-]{{0,{_FILE_NAME - 1}}}")


@dataclass(frozen=True, slots=True)
class Name:
    """A name as printed, with the reference to the authority (`../authority.xml#p-stalin`) or the empty string."""

    text: str
    ref: str = ""


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One document of the edition as lists show it.

    `id` is the name of its files, `sent` the sending as written in `@when` (`1952-07-17T18:45:00`; the empty string
    where it is unknown), `number` the telegram's number, `witnesses` the repositories of the archival copies.
    `status` is that of the revision (`revisionDesc/@status`), `changed` its newest date, `availability` the status of
    the text's rights; `facts` are for the registers.
    """

    id: str
    title: str
    type: str = ""
    number: str = ""
    sent: str = ""
    senders: tuple[Name, ...] = ()
    addressees: tuple[Name, ...] = ()
    witnesses: tuple[Name, ...] = ()
    status: str = ""
    availability: str = ""
    changed: str = ""
    facts: tuple[Fact, ...] = ()

    @property
    def date(self) -> str:
        """The day of the sending (`1952-07-17`), without the time."""
        return self.sent.partition("T")[0]


@dataclass(frozen=True, slots=True)
class Summary:
    """Of all documents: their number, and the first and last day of sending (`1952-07-17`, empty where unknown)."""

    documents: int = 0
    first: str = ""
    last: str = ""


TABLES = (
    "CREATE TABLE IF NOT EXISTS catalogue"
    " (id TEXT PRIMARY KEY, sent TEXT NOT NULL, entry TEXT NOT NULL, digest BLOB NOT NULL)",
    # When the facts under a key, and those of a kind, last changed: the number of that change.
    "CREATE TABLE IF NOT EXISTS keys (kind TEXT NOT NULL, key TEXT NOT NULL, changed INTEGER NOT NULL,"
    " PRIMARY KEY (kind, key)) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS kinds (kind TEXT PRIMARY KEY, changed INTEGER NOT NULL) WITHOUT ROWID",
    # In the order of lists: by sending, those without a date last.
    "CREATE INDEX IF NOT EXISTS chronology ON catalogue (sent = '', sent, id)",
    "CREATE TABLE IF NOT EXISTS facts (document TEXT NOT NULL, position INTEGER NOT NULL, kind TEXT NOT NULL,"
    " key TEXT NOT NULL, sort TEXT NOT NULL, xml TEXT NOT NULL, PRIMARY KEY (document, position)) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS registers ON facts (kind, key, sort)",
)


ENTRIES = "entry"
"""The kind, beside those of facts, of what lists show of a document; its keys are the years of sending."""


class Catalogue:
    """The entries of an edition's documents in a database; whoever opened that commits and closes it."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        for statement in TABLES:
            database.execute(statement)

    def put(self, entry: CatalogueEntry) -> None:
        """Add a document's entry, or replace the one that it had."""
        content = as_json({name: value for name, value in members(entry).items() if name != "facts"})
        facts = [
            (entry.id, number, fact.kind, fact.key, fact.sort, fact.xml) for number, fact in enumerate(entry.facts)
        ]
        digest = hashlib.blake2b(repr((content, facts)).encode("utf-8", "surrogatepass"), digest_size=20).digest()
        row = (entry.id, entry.sent, content, digest)
        before = self._database.execute("SELECT * FROM catalogue WHERE id = ?", (entry.id,)).fetchone()
        if before == row:
            return
        held, given = self._held(entry.id) if before else {}, _by_key(entry.facts)
        self._database.execute("INSERT OR REPLACE INTO catalogue VALUES (?, ?, ?, ?)", row)
        self._database.execute("DELETE FROM facts WHERE document = ?", (entry.id,))
        self._database.executemany("INSERT INTO facts VALUES (?, ?, ?, ?, ?, ?)", facts)
        shown = before is None or before[2] != content  # with each of its facts
        changed = {key for key in held.keys() | given.keys() if shown or held.get(key) != given.get(key)}
        years = {entry.sent[:4], *([before[1][:4]] if before else [])} if shown else set()
        self._revise(changed, held.keys() - given.keys(), years)

    def remove(self, identifier: str) -> None:
        """Remove a document's entry, if it has one."""
        before = self._database.execute("SELECT sent FROM catalogue WHERE id = ?", (identifier,)).fetchone()
        if before:
            held = set(self._held(identifier))
            self._database.execute("DELETE FROM catalogue WHERE id = ?", (identifier,))
            self._database.execute("DELETE FROM facts WHERE document = ?", (identifier,))
            self._revise(held, held, {before[0][:4]})

    def revision(self, *kinds: str) -> int:
        """A number that grows whenever the facts of one of these kinds change, as long as the database lives.

        The kind ENTRIES stands for what lists show of a document besides its facts.
        """
        marks = ", ".join("?" * len(kinds))
        (found,) = self._database.execute(f"SELECT max(changed) FROM kinds WHERE kind IN ({marks})", kinds).fetchone()
        return int(found or 0)

    def revisions(self, kind: str) -> dict[str, int]:
        """What the facts of a kind stand under, each with a number that grows whenever they change, or what lists show
        of their documents."""
        return dict(self._database.execute("SELECT key, changed FROM keys WHERE kind = ?", (kind,)))

    def _held(self, identifier: str) -> dict[tuple[str, str], list[tuple[str, str]]]:
        query = "SELECT kind, key, sort, xml FROM facts WHERE document = ? ORDER BY position"
        return _by_key(Fact(*row) for row in self._database.execute(query, (identifier,)))

    def _revise(self, changed: set[tuple[str, str]], left: set[tuple[str, str]], years: set[str]) -> None:
        """Count a change of the facts under these keys, of which a document has `left` some, and of what lists show of
        telegrams of these years."""
        kinds = {kind for kind, _ in changed} | ({ENTRIES} if years else set())
        (last,) = self._database.execute("SELECT coalesce(max(changed), 0) FROM kinds").fetchone()
        self._database.executemany("INSERT OR REPLACE INTO kinds VALUES (?, ?)", ((one, last + 1) for one in kinds))
        keys = [*changed, *((ENTRIES, year) for year in years)]
        self._database.executemany("INSERT OR REPLACE INTO keys VALUES (?, ?, ?)", ((*key, last + 1) for key in keys))
        # What nothing stands under any more is no key.
        self._database.executemany(
            "DELETE FROM keys WHERE kind = ?1 AND key = ?2 AND kind <> ?3"
            " AND NOT EXISTS (SELECT 1 FROM facts WHERE kind = ?1 AND key = ?2)",
            ((*key, ENTRIES) for key in left),
        )

    def chronology(self) -> Iterator[CatalogueEntry]:
        """All entries by sending, one at a time."""
        for (content,) in self._database.execute("SELECT entry FROM catalogue ORDER BY sent = '', sent, id"):
            yield _entry(json.loads(content))

    def identifiers(self) -> set[str]:
        """The ids of all documents that have an entry."""
        return {identifier for (identifier,) in self._database.execute("SELECT id FROM catalogue")}

    def around(self, wanted: Collection[str] | None = None) -> Iterator[Around]:
        """What is around each telegram (of those that are wanted), by sending."""
        return around(self._database, wanted)

    def keys(self, kind: str) -> list[tuple[str, int, int]]:
        """What the facts of a kind stand under, with the number of these facts and of their documents, in order."""
        return list(
            self._database.execute(
                "SELECT key, count(*), count(DISTINCT document) FROM facts WHERE kind = ? GROUP BY key"
                " ORDER BY min(sort), key",
                (kind,),
            )
        )

    def documents(self, kind: str, key: str) -> int:
        """How many documents have facts under a key."""
        query = "SELECT count(DISTINCT document) FROM facts WHERE kind = ? AND key = ?"
        return int(self._database.execute(query, (kind, key)).fetchone()[0])

    def facts(self, kind: str, key: str | None = None, *, sorted_first: bool = False) -> Iterator[tuple[str, str]]:
        """The facts of a kind (under one key), each as the id of its document and its XML; by the documents' sending,
        or by the facts' own order and then by sending."""
        order = "d.sent = '', d.sent, d.id, f.position"
        order = f"f.sort, f.key, {order}" if sorted_first else order
        where = "f.kind = ?" if key is None else "f.kind = ? AND f.key = ?"
        yield from self._database.execute(
            f"SELECT d.id, f.xml FROM facts f JOIN catalogue d ON d.id = f.document WHERE {where} ORDER BY {order}",
            (kind,) if key is None else (kind, key),
        )

    def days(self, year: str = "") -> list[tuple[str, int]]:
        """The dates of sending (in one year) that begin with a year (`1952-07-17`, `1952-07`, `1952`), with their
        telegrams."""
        query = (
            "SELECT substr(sent, 1, 10) AS day, count(*) FROM catalogue"
            " WHERE sent GLOB '[0-9][0-9][0-9][0-9]*' AND substr(sent, 1, length(?1)) = ?1 GROUP BY day ORDER BY day"
        )
        return list(self._database.execute(query, (year,)))

    def of_year(self, year: str) -> Iterator[CatalogueEntry]:
        """The entries of telegrams sent in a year, by sending."""
        query = "SELECT entry FROM catalogue WHERE substr(sent, 1, 4) = ? ORDER BY sent = '', sent, id"
        for (content,) in self._database.execute(query, (year,)):
            yield _entry(json.loads(content))

    def has(self, identifier: str) -> bool:
        """Whether a document of this id is there."""
        query = "SELECT 1 FROM catalogue WHERE id = ?"
        return self._database.execute(query, (identifier,)).fetchone() is not None

    def entry(self, identifier: str) -> CatalogueEntry:
        """The entry of a document that has one."""
        query = "SELECT entry FROM catalogue WHERE id = ?"
        return _entry(json.loads(self._database.execute(query, (identifier,)).fetchone()[0]))

    def newest_change(self) -> str:
        """The newest date of a revision, if any has one."""
        (newest,) = self._database.execute("SELECT max(json_extract(entry, '$.changed')) FROM catalogue").fetchone()
        return str(newest or "")

    def oldest_change(self) -> str:
        """The oldest of the documents' newest dates of a revision, if any has one."""
        query = "SELECT min(nullif(json_extract(entry, '$.changed'), '')) FROM catalogue"
        (oldest,) = self._database.execute(query).fetchone()
        return str(oldest or "")

    def summary(self) -> Summary:
        """How many documents there are, and their first and last day."""
        documents, first, last = self._database.execute(
            "SELECT count(*), min(iif(sent GLOB '[0-9]*', sent, NULL)), max(iif(sent GLOB '[0-9]*', sent, NULL))"
            " FROM catalogue"
        ).fetchone()
        return Summary(documents, *(str(day or "").partition("T")[0] for day in (first, last)))


def _by_key(facts: Iterable[Fact]) -> dict[tuple[str, str], list[tuple[str, str]]]:
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for fact in facts:
        found.setdefault((fact.kind, fact.key), []).append((fact.sort, fact.xml))
    return found


def _entry(content: dict[str, Any]) -> CatalogueEntry:
    for kind in ("senders", "addressees", "witnesses"):
        content[kind] = tuple(Name(**name) for name in content[kind])
    return CatalogueEntry(**content)


def catalogue_entry(document: bytes, name: str = "") -> CatalogueEntry:
    """The entry of a TEI document, given as bytes; `name` is its file name without suffix, if it has one.

    Raises EditionError where the document is not well-formed XML.
    """
    parser = locked_parser(comments=False, instructions=False)
    try:
        root = etree.fromstring(document, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise EditionError(
            f"not well-formed XML: {error.msg}",
            "Mend the markup at this place.",
            rule="xml-not-well-formed",
            file=f"{name}.xml",
            line=line or 0,
            column=column or 0,
        ) from None
    return dataclasses.replace(entry_of(root, name), facts=facts_of(root))


def entry_of(root: etree._Element, name: str = "") -> CatalogueEntry:
    """The entry of a TEI document without its facts; `name` is its file name without suffix, if it has one."""
    header = root.find(f"{_TEI}teiHeader")
    identifier = name or root.get(_ID, "")
    if header is None:
        return CatalogueEntry(id=safe_name(identifier), title=identifier)
    message = header.find(f"{_TEI}profileDesc/{_TEI}correspDesc")
    actions = [] if message is None else message.findall(f"{_TEI}correspAction")
    sending = [action for action in actions if action.get("type") == "sent"][:1]
    received = [action for action in actions if action.get("type") == "received"]
    # Whom the message is meant for beyond its addressee is no second addressee; it stands where there is no first.
    addressing = [action for action in received if action.get("subtype", "to") == "to"]
    addressing = addressing or [action for action in received if action.get("subtype") == "ultimate"]
    return CatalogueEntry(
        id=safe_name(identifier),
        title=_title(header) or identifier,
        type="" if message is None else message.get("type", ""),
        number="" if message is None else message.get("n", ""),
        sent=_sent(header, sending),
        senders=_names(root, sending),
        addressees=_names(root, addressing),
        witnesses=tuple(dict.fromkeys(_name(root, place) for place in header.iter(f"{_TEI}repository"))),
        status=_attribute(header, f"{_TEI}revisionDesc", "status"),
        availability=_availability(header),
        changed=_changed(header),
    )


def safe_name(identifier: str) -> str:
    """A document's id as the name of a file in one folder, whatever characters it holds.

    NCNames of ordinary length stay as they are; others lose what a path could be made of and get a digest, so that
    two different ids never share a file.
    """
    if _FILE_NAMES.fullmatch(identifier):
        return identifier
    cleaned = re.sub(r"[^\w.\-]", "_", identifier).lstrip(".-")[:_FILE_NAME]
    digest = hashlib.sha256(identifier.encode("utf-8", "replace")).hexdigest()[:8]
    return f"{cleaned[: _FILE_NAME - 9] or 'document'}-{digest}"


def _attribute(header: etree._Element, path: str, name: str) -> str:
    found = header.find(path)
    return "" if found is None else str(found.get(name, ""))


def _availability(header: etree._Element) -> str:
    """The status of the text's rights; of several statements the strictest."""
    stated = header.iterfind(f"{_TEI}fileDesc/{_TEI}publicationStmt/{_TEI}availability")
    found = {one.get("status", "unknown") for one in stated if one.get("n") != "encoding"}
    return next((one for one in ("restricted", "unknown", "free") if one in found), min(found, default=""))


def _changed(header: etree._Element) -> str:
    """The newest date of the revisions."""
    dates = (str(one.get("when", "")).strip() for one in header.iterfind(f"{_TEI}revisionDesc//{_TEI}change"))
    return max((one for one in dates if _DATE.fullmatch(one)), default="")


def _title(header: etree._Element) -> str:
    titles = header.findall(f"{_TEI}fileDesc/{_TEI}titleStmt/{_TEI}title")
    main = [title for title in titles if title.get("type") == "main"] or titles
    return words(main[0]) if main else ""


def _sent(header: etree._Element, sending: list[etree._Element]) -> str:
    dates = [date for action in sending for date in action.findall(f"{_TEI}date")]
    dates += header.findall(f"{_TEI}profileDesc/{_TEI}creation/{_TEI}date")
    for date in dates:
        for attribute in ("when", "notBefore", "from", "notAfter", "to"):
            if value := date.get(attribute, "").strip():
                return value
    return ""


def _names(root: etree._Element, actions: list[etree._Element]) -> tuple[Name, ...]:
    return tuple(
        _name(root, child)
        for action in actions
        for child in action
        if child.tag in _NAMES and child.get("type") != "callsign"
    )


def _name(root: etree._Element, element: etree._Element) -> Name:
    """The name; a reference into the document's own standOff is resolved here, since an index cannot see it."""
    ref = (element.get("ref", "").split() or [""])[0]
    if not ref.startswith("#"):
        return Name(name_of(element), ref)
    for entry in root.iterfind(f"{_TEI}standOff//*[@{_ID}]"):
        if entry.get(_ID) == ref[1:]:
            names = [child for child in entry if child.tag in _NAMES or child.tag == f"{_TEI}placeName"]
            main = [child for child in names if child.get("type") == "main"] or names
            return Name(name_of(main[0] if main else element))
    return Name(name_of(element))
