"""The keys of metadata, in front matter and as columns of a table: what each means, and an example."""

from __future__ import annotations

import difflib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Key:
    """A key: its name, what it states (for the documentation and the template), an example, whether it may recur."""

    name: str
    meaning: str
    example: str
    repeated: bool = False


ARCHIVE = "archive."
KEYS = (
    Key("id", "xml:id and file name of the TEI file; default: the name of the transcription", "t4711"),
    Key("title", "title of the document", "Telegram from Orlov to Karev"),
    Key("date", "date of the telegram: 1951-05-12, 12 May 1951, May 1951, 1951", "1951-05-12"),
    Key("number", "number of the telegram", "17"),
    Key("type", "what the document is", "ciphered telegram"),
    Key("sender", "who sends it", "Orlov", repeated=True),
    Key("place", "place from which it is sent", "Oslo"),
    Key("addressee", "to whom it is sent", "Karev", repeated=True),
    Key("destination", "place to which it is sent", "Moscow"),
    Key("via", "who hands it on", "Ivanov", repeated=True),
    Key("urgency", "mark of urgency", "Immediate"),
    Key("secrecy", "mark of secrecy", "Top Secret"),
    Key("citation", "archival reference, as printed", "RGASPI, f. 558, op. 11, d. 348, ll. 65-68", repeated=True),
    Key("archive.repository", "the archive, where the reference is given in parts", "RGASPI"),
    Key("archive.fond", "part of the reference", "558"),
    Key("archive.opis", "part of the reference", "11"),
    Key("archive.delo", "part of the reference", "348"),
    Key("archive.papka", "part of the reference", "12"),
    Key("archive.listy", "leaves", "65-68"),
    Key("language", "language of the transcription (BCP 47)", "en"),
    Key("original-language", "language of the original, as stated", "Russian"),
    Key("summary", "summary", "Orlov asks for two lamps.", repeated=True),
    Key("rights", "notice of rights", "Courtesy of the archive.", repeated=True),
    Key("collection", "collection that published the text", "Papers of the Depot"),
    Key("publisher", "who published it", "Depot Press"),
    Key("url", "address of the published text", "https://archive.example/4711"),
    Key("record-id", "number of the record in that collection", "4711"),
    Key("provenance", "statement such as 'Translated by …'", "Obtained by A. Berg", repeated=True),
    Key("editor", "who edits", "A. Berg", repeated=True),
    Key("transcriber", "who transcribed", "B. Dahl", repeated=True),
    Key("translator", "who translated", "C. Lund", repeated=True),
    Key("subject", "subject heading", "lamps", repeated=True),
    Key("source", "from what it was transcribed", "photocopy in the editor's hands", repeated=True),
    Key("note", "anything else", "The second leaf is torn.", repeated=True),
)
"""All keys, in the order of the template."""
_BY_NAME = {key.name: key for key in KEYS}


def key_of(written: str) -> Key | None:
    """The key that is meant by what is written: case, blanks and underscores do not matter."""
    return _BY_NAME.get(normal(written))


def normal(written: str) -> str:
    """A key as it is looked up."""
    return "-".join(written.strip().casefold().replace("_", " ").split())


def near(written: str) -> str:
    """The key that may have been meant, or nothing."""
    return next(iter(difflib.get_close_matches(normal(written), _BY_NAME, n=1, cutoff=0.6)), "")
