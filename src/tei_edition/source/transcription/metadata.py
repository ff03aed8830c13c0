"""Statements of metadata → the record (CopyText), what is known beside the text (Title), the citation's shelfmarks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from urllib.parse import urlsplit

from tei_edition.model import (
    CatalogueEntry,
    CopyText,
    DateReading,
    EntryKind,
    Fate,
    LineFate,
    Span,
    SpanKind,
    Verbatim,
    name_in_xml,
    spans_of,
)
from tei_edition.source import form
from tei_edition.source.dates import page_date
from tei_edition.source.frame.record import Frame
from tei_edition.source.lines import Line
from tei_edition.source.title import Title, read_title
from tei_edition.source.transcription.keys import ARCHIVE, key_of, near, normal
from tei_edition.source.transcription.transcript import Statement, Transcript

_NOTE = "/TEI/teiHeader/fileDesc/notesStmt/note[@type='record']"
_TARGETS = {
    "editor": "r-editor",
    "transcriber": "r-editor",
    "translator": "r-tr",
    "id": "/TEI/@xml:id",
    "language": "/TEI/text/@xml:lang",
    "type": "/TEI/teiHeader/fileDesc/notesStmt/note[@type='recordType']",
    "original-language": "/TEI/teiHeader/fileDesc/notesStmt/note[@type='language']",
    "summary": "/TEI/teiHeader/profileDesc/abstract",
    "rights": "/TEI/teiHeader/fileDesc/publicationStmt/availability[@n='text']",
    "subject": "/TEI/teiHeader/profileDesc/textClass/keywords",
}
_IN_COPY_TEXT = ("title", "date", "citation", "collection", "publisher", "url", "record-id", "provenance")
_ENTRIES = {
    "editor": EntryKind.EDITOR,
    "transcriber": EntryKind.TRANSCRIBER,
    "translator": EntryKind.TRANSLATOR,
    "subject": EntryKind.SUBJECT,
}
_MARKS = {"urgency": SpanKind.URGENCY, "secrecy": SpanKind.SECRECY}
_KEPT = ("number", "sender", "place", "addressee", "destination", "via", "source", "note", "urgency", "secrecy")
"""What no element of the record keeps in its own wording: a note of the record does, named by its key."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_KIND = re.compile(r"[A-Za-z]+(?:[ -][A-Za-z]+){0,5}")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Known:
    """What metadata state beside the record: the telegram's facts, the text's language, the document's id."""

    title: Title
    language: str = ""
    identifier: str = ""
    stated: dict[str, tuple[str, ...]] = field(default_factory=dict)


def read_metadata(transcript: Transcript, frame: Frame) -> Known:
    """Fill the record of `frame` (its warnings, fates and citation, too) with what the metadata state."""
    values: dict[str, list[Statement]] = {}
    others: list[Verbatim] = []
    for one in transcript.statements:
        key = key_of(one.key)
        if key is None:
            # Of a table's columns its reader has told.
            if one.line:
                guess = near(one.key)
                hint = f"; did you mean '{guess}'?" if guess else ""
                told = f"{one.place} is no known key, its value is kept as a note of the record{hint}"
                frame.warn("metadata-key-unknown", one.line, told)
        elif key.name in values and not key.repeated:
            told = f"{one.place} is given twice; the first value holds, '{one.value[:60]}' is kept as a note"
            frame.warn("metadata-key-doubled", one.line, told)
        else:
            values.setdefault(key.name, []).append(one)
            if key.name not in _KEPT:
                continue
        others.append(Verbatim(one.value, one.line, normal(one.key)))
    taken = _Taken(values, frame, others)
    known = taken.known()
    frame.copy_text = taken.record(known)
    _account(transcript, frame)
    return known


@dataclass(slots=True)
class _Taken:
    """The statements by key while they are read."""

    values: dict[str, list[Statement]]
    frame: Frame
    others: list[Verbatim]

    def texts(self, key: str) -> tuple[str, ...]:
        return tuple(one.value for one in self.values.get(key, ()))

    def text(self, key: str) -> str:
        return next(iter(self.texts(key)), "")

    def refuse(self, key: str, expected: str) -> None:
        """Keep a value that says nothing that can be understood."""
        for one in self.values.pop(key, ()):
            told = f"{one.place}: '{one.value[:80]}' is no {expected}; it is kept as a note of the record"
            self.frame.warn("metadata-value", one.line, told)
            if key not in _KEPT:
                self.others.append(Verbatim(one.value, one.line, key))

    def known(self) -> Known:
        language, identifier = self.text("language"), self.text("id")
        if language and not _LANGUAGE.fullmatch(language):
            self.refuse("language", "language code such as en or ru-Latn")
            language = ""
        if identifier and not (_LETTER.match(identifier) and name_in_xml(identifier) == identifier):
            self.refuse("id", "xml:id: letters, digits, hyphens, dots, beginning with a letter")
            identifier = ""
        self.frame.date = self._date()
        title = read_title(self.text("title"))
        words = {word.lower() for key in ("title", "sender", "addressee") for word in _WORD.findall(self.text(key))}
        kind = self.text("type")
        senders = self.texts("sender") or title.senders
        title = replace(
            title,
            kind=kind.lower() if _KIND.fullmatch(kind) else title.kind,
            number=self.text("number") or title.number,
            sender=self.text("sender") or title.sender,
            senders=senders,
            addressees=self.texts("addressee") or title.addressees,
            via=self.texts("via") or title.via,
            place_from=self.text("place") or title.place_from,
            place_to=self.text("destination") or title.place_to,
            dated=self.frame.date or title.dated,
            marks=tuple(self._marks()) or title.marks,
            words=title.words | words,
        )
        return Known(title, language, identifier, {key: self.texts(key) for key in self.values})

    def _date(self) -> DateReading | None:
        value = self.text("date")
        reading = _iso(value) or page_date(value) if value else None
        if value and reading is None:
            self.refuse("date", "date such as 1952-07-17, 17 July 1952, July 1952, 1952")
        return reading

    def _marks(self) -> Iterable[Span]:
        for key, kind in _MARKS.items():
            value = self.text(key)
            spans = [span for span in spans_of(form.marks(value) or ()) if span.kind is kind] if value else []
            if value and not spans:
                self.refuse(key, f"mark of {key} that is known")
            yield from spans

    def record(self, known: Known) -> CopyText:
        """The record, with the citation read."""
        title = self.values.get("title", [None])[0]
        if title:
            self.frame.title = Line(title.line, title.value, title.value)
        address = self.text("url")
        if address and urlsplit(address).scheme not in ("http", "https"):
            self.refuse("url", "address that begins with https://")
            address = ""
        citation = self._cited()
        return CopyText(
            title=Verbatim(title.value, title.line, "title") if title else None,
            date=self.frame.date,
            record_id=self.text("record-id"),
            collection=self.text("collection"),
            publisher=self.text("publisher"),
            citation=citation,
            provenance=(*self.texts("provenance"), *self.frame.citation.statements),
            rights=self.texts("rights"),
            abstract=self.texts("summary"),
            record_type=self.text("type"),
            language=self.text("original-language"),
            others=tuple(self.others),
            address=address,
            entries=tuple(CatalogueEntry(kind, name) for key, kind in _ENTRIES.items() for name in self.texts(key)),
        )

    def _cited(self) -> tuple[str, ...]:
        lines = [one.line for one in self.values.get("citation", ())]
        texts = list(self.texts("citation"))
        parts = {key: found for key, found in self.values.items() if key.startswith(ARCHIVE)}
        if parts:
            names = [found[0].value for key, found in parts.items() if key == f"{ARCHIVE}repository"]
            labelled = [
                f"{key.removeprefix(ARCHIVE).capitalize()} {found[0].value}"
                for key, found in parts.items()
                if key != f"{ARCHIVE}repository"
            ]
            texts.append(", ".join([*names, *labelled]))
            lines.append(next(iter(parts.values()))[0].line)
        if texts:
            self.frame.archival = "; ".join(texts)
            self.frame.cite([Line(line, text, text) for line, text in zip(lines, texts, strict=True)])
        return tuple(texts)


def _iso(value: str) -> DateReading | None:
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            return DateReading(value, date.fromisoformat(value).isoformat())
        if re.fullmatch(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?", value):
            return DateReading(value, datetime.fromisoformat(value).isoformat())
        if re.fullmatch(r"\d{4}-(?:0[1-9]|1[0-2])", value):
            return DateReading(value, value)
    except ValueError:
        pass
    return None


def _account(transcript: Transcript, frame: Frame) -> None:
    """The fates of the lines of front matter: the header has them, the fences and comments say nothing."""
    frame.fates += transcript.fates
    dropped = {fate.line for fate in transcript.fates}
    statements = [one for one in transcript.statements if one.line]
    for number, text in transcript.lines:
        if number in dropped:
            continue
        own = next((one for one in statements if one.line == number), None)
        after = next((one for one in statements if one.line > number), None)
        before = next((one for one in reversed(statements) if one.line < number), None)
        one = own or ((after or before) if text.endswith(":") else before)
        key = normal(one.key) if one else ""
        target = _TARGETS.get(key, "copytext" if key in _IN_COPY_TEXT or key.startswith(ARCHIVE) else _NOTE)
        if not one:
            frame.fates.append(LineFate(number, text, Fate.DROPPED, "front-matter-empty"))
        else:
            frame.fates.append(LineFate(number, text, Fate.HEADER, f"metadata-{key}", target))
