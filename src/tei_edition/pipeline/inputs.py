"""The formats that `convert` reads: one table, from the ending of a file's name to the reader of its content.

A reader is a function from a Source to a Telegram; it imports what its format needs when it is called, so that no
other command waits for it. It raises SourceError for content that it cannot read. A new format is a line in READERS.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tei_edition.errors import InterchangeError
from tei_edition.interchange import SCHEMA
from tei_edition.model import TRANSCRIPTION, Telegram, name_in_xml
from tei_edition.source import check_dialect, read
from tei_edition.source.citation import Registry
from tei_edition.source.transcription.transcript import Statement, Transcript

_NO_IDENTIFIER = re.compile(r"[\d.\-]|$")


@dataclass(frozen=True, slots=True)
class Source:
    """What a reader gets: the content of a file, the file's name, and what the user and the edition say of it.

    `dialect` is the kind of copied page (see tei_edition.source.DIALECTS), "" if its signs decide; `archives` are those
    that citations may name, None for the toolkit's own.
    """

    content: bytes
    name: str
    dialect: str = ""
    archives: Registry | None = None
    stated: tuple[Statement, ...] | None = None
    """What a row of a table states of the document; None if there is no row."""


def read_source(source: Source) -> Telegram:
    """The telegram in a source, by the reader for its name. A name of no known ending is that of a text.

    Raises SourceError for content that cannot be read.
    """
    return READERS.get(Path(source.name).suffix.lower(), _text)(source)


def is_input(path: Path) -> bool:
    """Whether a file in a folder is a source, by its name: no hidden file, no schema, no lock of an office program."""
    return path.suffix.lower() in READERS and not path.name.startswith((".", "~$")) and path.name != SCHEMA


def check_kind(dialect: str) -> None:
    """Raise UsageError unless `dialect` is empty, a kind of page, or `transcription`."""
    if dialect and dialect != TRANSCRIPTION:
        check_dialect(dialect)


def is_transcription(path: Path) -> bool:
    """Whether a source may be a transcription, to which metadata in a table belong; other forms have a record."""
    return READERS.get(path.suffix.lower(), _text) in (_text, _word, _markdown)


def endings() -> str:
    """The endings of the names of sources, for messages: `.htm, .html, .json …`."""
    return ", ".join(sorted(READERS))


def _text(source: Source) -> Telegram:
    """A page of an archive copied as text, or a transcription: what has front matter, or is said to be one."""
    from tei_edition.source.transcription.plain import begins_with_metadata, read_plain

    said = source.dialect == TRANSCRIPTION or (source.stated is not None and not source.dialect)
    if said or (not source.dialect and begins_with_metadata(source.content)):
        return _transcription(read_plain(source.content), source)
    return read(source.content, source.name, source.dialect, source.archives)


def _transcription(transcript: Transcript, source: Source) -> Telegram:
    from tei_edition.source.transcription.reading import telegram_from

    transcript.statements += source.stated or ()
    return telegram_from(transcript, source.name, source.archives)


def _record(source: Source) -> Telegram:
    """A telegram in the interchange form."""
    from tei_edition.interchange import from_json

    telegram = from_json(source.content)
    identifier = telegram.identifier
    # The name of the TEI file is made of it: it must not lead out of the folder.
    if _NO_IDENTIFIER.match(identifier) or name_in_xml(identifier) != identifier:
        raise InterchangeError(
            f"/identifier: {identifier!r} cannot be an xml:id",
            "Begin with a letter; use letters, digits, hyphens, dots and underscores.",
            rule="json-value-invalid",
            pointer="/identifier",
        )
    return telegram


def _saved_page(source: Source) -> Telegram:
    """A page saved from the browser."""
    from tei_edition.source.saved import read_saved_page

    return read_saved_page(source.content, source.name, source.archives)


def _word(source: Source) -> Telegram:
    """A transcription in a Word document."""
    from tei_edition.source.transcription.word import read_word

    return _transcription(read_word(source.content), source)


def _markdown(source: Source) -> Telegram:
    """A transcription in Markdown."""
    from tei_edition.source.transcription.markdown import read_markdown

    return _transcription(read_markdown(source.content), source)


READERS: Mapping[str, Callable[[Source], Telegram]] = {
    ".docm": _word,
    ".docx": _word,
    ".htm": _saved_page,
    ".html": _saved_page,
    ".json": _record,
    ".markdown": _markdown,
    ".md": _markdown,
    ".mht": _saved_page,
    ".mhtml": _saved_page,
    ".txt": _text,
}
"""The reader for each ending, in small letters."""
