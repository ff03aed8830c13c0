"""Telegrams as rows of a table: the catalogue of an edition for programs that count, sort and draw, as JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from tei_edition.publish.description import Dating, Description

Row: TypeAlias = dict[str, str | list[str]]
"""A telegram: a text or a list of texts in each column, never nothing."""
JSON, CSV, SCHEMA = "catalogue.json", "catalogue.csv", "catalogue.schema.json"
BETWEEN = " | "
"""What stands between the values of a list in a cell of CSV."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def row(telegram: Description, url: str = "") -> Row:
    """The row of a telegram that has this address on the web, or none. Every row has the same columns in one order.

    Of lists that belong together (`senders` and `sender_ids`), the values at one place do.
    """
    sent = telegram.sent or Dating()
    places = [place for event in telegram.way if event.kind == "sent" for place in event.places]
    copies = [(party, event.copies) for event in telegram.copies for party in event.parties]
    return {
        "id": telegram.id,
        "title": telegram.title,
        "type": telegram.kind,
        "number": telegram.number,
        "called": telegram.called,
        "sent": sent.when,
        "sent_earliest": sent.when or sent.start or sent.not_before,
        "sent_latest": sent.when or sent.end or sent.not_after,
        "sent_printed": sent.printed,
        "sent_places": [one.shown for one in places],
        "authors": [one.shown for one in telegram.authors],
        "senders": [one.shown for one in telegram.senders],
        "sender_ids": [one.key for one in telegram.senders],
        "addressees": [one.shown for one in telegram.addressees],
        "addressee_ids": [one.key for one in telegram.addressees],
        "copies_to": [party.shown for party, _ in copies],
        "copies_to_ids": [party.key for party, _ in copies],
        "copies": [number for _, number in copies],
        "repositories": [one.repository.shown for one in telegram.witnesses],
        "shelfmarks": [one.shelfmark for one in telegram.witnesses],
        "canonical_shelfmarks": [one.canonical for one in telegram.witnesses],
        "languages": list(telegram.languages),
        "classes": list(telegram.classes),
        "subjects": list(telegram.subjects),
        "abstract": telegram.abstract,
        "availability": telegram.availability,
        "rights": list(telegram.rights),
        "licence": telegram.licence,
        "status": telegram.status,
        "changed": telegram.changed,
        "url": url,
    }


def archival_copies(row: Row) -> list[str]:
    """The archive and the shelfmark of each witness of a row."""
    return [", ".join(filter(None, one)) for one in zip(row["repositories"], row["shelfmarks"], strict=True)]


COLUMNS = tuple(row(Description("", "")))
"""The columns of a catalogue, in their order."""


def as_json(rows: Iterable[Row]) -> Iterator[bytes]:
    """The rows as a JSON array of objects, piece by piece, one row a line."""
    before = "[\n"
    for one in rows:
        yield (before + json.dumps(one, ensure_ascii=False)).encode("utf-8", "replace")
        before = ",\n"
    yield b"\n]\n" if before == ",\n" else b"[]\n"


def as_csv(rows: Iterable[Row]) -> Iterator[bytes]:
    """The rows as CSV (RFC 4180), piece by piece, below the names of the columns.

    It begins with a byte order mark, without which spreadsheets take it for Latin letters alone.
    """
    yield b"\xef\xbb\xbf" + line(COLUMNS)
    for one in rows:
        yield line(value if isinstance(value, str) else BETWEEN.join(value) for value in one.values())


def line(cells: Iterable[str]) -> bytes:
    """A line of CSV; a cell that a spreadsheet would take for a formula gets an apostrophe before it."""
    text = io.StringIO()
    csv.writer(text).writerow(f"'{one}" if one.startswith(_FORMULA) else one for one in cells)
    return text.getvalue().encode("utf-8", "replace")
