"""The telegram as the toolkit understands it: typed values between the source page and TEI.

Terms follow ENCODING's profile of TEI P5 (Guidelines, chapters HD, DS, MS, CO). Nothing here knows lines of a page
(beyond their numbers) or TEI elements.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

# The letters that names had in XML 1.0 before its fifth edition, script by script: libxml2 refuses younger ones in ids.
_NOT_IN_NAME = re.compile(
    r"[^A-Za-z0-9._\-À-ÖØ-öø-ıĴ-ľŁ-ňŊ-žƀ-ǃǍ-ǰǴǵǺ-ȗΆΈ-ΊΌΎ-ΡΣ-ώЁ-ЌЎ-яё-ќў-ҁԱ-Ֆա-ֆא-תء-غف-يअ-हა-ჶ一-龥ぁ-ゔァ-ヺ가-힣]"
)


def name_in_xml(text: str) -> str:
    """`text` with everything that an xml:id cannot hold replaced: by the bare letter (Ț → T), else by a hyphen."""
    return _NOT_IN_NAME.sub(lambda found: _bare_letter(found[0]), text)


def _bare_letter(character: str) -> str:
    first = unicodedata.normalize("NFD", character)[0]
    return first if first.isascii() and first.isalnum() else "-"


TRANSCRIPTION = "transcription"
"""The dialect of a text that an editor has transcribed, with metadata of the editor's own: no page of an archive."""


class Fate(StrEnum):
    """What became of a line of the source."""

    TEXT = "text"
    HEADER = "header"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class LineFate:
    """Where a non-blank line of the source went: `target` is an xml:id or an XPath, empty if dropped.

    A line that holds several things has a fate for each part: `column` is where the part begins (from 1, in the line
    without doubled blanks), 0 says that the whole line went there.
    """

    line: int
    text: str
    fate: Fate
    rule: str
    target: str = ""
    column: int = 0


@dataclass(frozen=True, slots=True)
class ConversionWarning:
    """A doubt of the converter, for the editor to decide; `line` counts from 1, 0 is the whole page."""

    rule: str
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class DateReading:
    """A printed date and time and what they mean.

    `when` is ISO 8601 (a day, a month, a year, or a local time, with an offset only where the zone is
    stated) and empty if the reading is not certain; `not_before` and `not_after` then bound the possible readings.
    `printed_day` is the part of `printed` that names the day, where a time stands with it. `certainty` is TEI's
    `@cert` of a day that is only likely, `evidence` says where it is from, if not from the text (external: the
    archive's title).
    """

    printed: str
    when: str = ""
    not_before: str = ""
    not_after: str = ""
    printed_day: str = ""
    certainty: str = ""
    evidence: str = ""

    @property
    def day(self) -> str:
        """The day of `when` (or the month or year, if no more is known)."""
        return self.when.split("T")[0]


class SpanKind(StrEnum):
    """The kinds of phrases that the converter marks in the text."""

    BREAK = "break"
    CAPS = "caps"
    NUMBER = "number"  # value: telegram, sender, special, incoming, typing, protocol
    SERVICE = "service"  # value: sent, received, relayed, …; target: event
    URGENCY = "urgency"  # value: category
    SECRECY = "secrecy"  # value: category
    INSTRUCTION = "instruction"
    REFERENCE = "reference"
    RULE = "rule"
    UNCLASSIFIED = "unclassified"
    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    CALLSIGN = "callsign"
    ROLE = "role"
    HONORIFIC = "honorific"
    INITIALS = "initials"
    SURNAME = "surname"
    ADDED_NAME = "added name"
    LETTERSPACED = "letterspaced"  # value: the name without the spaces
    DATE = "date"
    TIME = "time"
    COPY = "copy"  # target: event
    COPIES = "copies"  # value: number of copies
    QUOTATION_MARK = "quotation mark"
    SUPPLIED_QUOTATION_MARK = "supplied quotation mark"
    ABBREVIATION = "abbreviation"
    GLOSS = "gloss"
    OMISSION = "omission"
    DOUBT = "doubt"
    SIC = "sic"
    SUPPLIED = "supplied"
    FOREIGN = "foreign"  # value: language
    ILLEGIBLE = "illegible"
    NOTE = "note"  # value: mark, translator, editorial
    STAMP = "stamp"
    HANDWRITING = "handwriting"
    FOOTNOTE_MARK = "footnote mark"  # value: label of the note
    HIGHLIGHTED = "highlighted"  # value: italic, bold, underline, superscript, …, divided by blanks
    QUOTED = "quoted"  # set off from the text as a quotation


@dataclass(frozen=True, slots=True)
class Span:
    """A marked phrase: its kind, its content in order, and what the kind needs (see SpanKind)."""

    kind: SpanKind
    content: tuple[Inline, ...] = ()
    value: str = ""
    target: str = ""
    date: DateReading | None = None


Inline: TypeAlias = str | Span


def spans_of(content: tuple[Inline, ...]) -> list[Span]:
    """All marked phrases in `content`, each before those inside it."""
    found: list[Span] = []
    for part in content:
        if isinstance(part, Span):
            found.append(part)
            found += spans_of(part.content)
    return found


def plain_text(content: tuple[Inline, ...]) -> str:
    """The characters of phrases, without mark-up."""
    text = ""
    for part in content:
        text += part if isinstance(part, str) else plain_text(part.content)
    return text


class BlockKind(StrEnum):
    """The kinds of blocks of a message, in the order in which a form shows them."""

    HEADING = "heading"
    OFFICE = "office"
    SERVICE_SENT = "service line of the sending"
    SERVICE = "service line"
    ADDRESS = "address"
    SALUTATION = "salutation"
    PARAGRAPH = "paragraph"
    CLOSING = "closing"
    SIGNATURE = "signature"
    DATELINE = "dateline"
    POSTSCRIPT = "postscript"
    OMISSION = "omission"
    MARK = "quotation mark"
    STAMP = "stamp"
    HANDWRITING = "handwriting"
    FOOTNOTE = "footnote"
    CELL = "cell"
    UNCLASSIFIED = "unclassified"


@dataclass(frozen=True, slots=True)
class Block:
    """One block of the text; `lines` are the source lines it comes from, `rule` the rule that read them.

    `label` is that of a footnote (`1`, `x`, `*`), without the brackets or the stop that may stand with it.
    """

    kind: BlockKind
    content: tuple[Inline, ...]
    lines: tuple[int, ...]
    rule: str
    run_in: bool = False
    label: str = ""

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The block itself, as lists give theirs."""
        return (self,)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its words, and over how many columns and rows it goes (0 for the usual one)."""

    block: Block
    columns: int = 0
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the text, row by row."""

    rows: tuple[tuple[Cell, ...], ...]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The cells as blocks, row by row."""
        return tuple(cell.block for row in self.rows for cell in row)


@dataclass(frozen=True, slots=True)
class NumberedItem:
    """A point of a list: label as printed, number or letter (none for a bullet), its paragraphs, lists, tables."""

    label: str
    number: str
    parts: tuple[Block | NumberedList | Table, ...]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All paragraphs of the point, those of the lists in it included."""
        return tuple(block for part in self.parts for block in part.blocks)


@dataclass(frozen=True, slots=True)
class NumberedList:
    """Numbered points one after the other."""

    items: tuple[NumberedItem, ...]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All paragraphs of all points."""
        return tuple(block for item in self.items for block in item.blocks)

    @property
    def bulleted(self) -> bool:
        """Whether the points have bullets or dashes instead of numbers."""
        return not any(item.number for item in self.items)


class AgentKind(StrEnum):
    """Who or what takes part in a correspondence event."""

    PERSON = "person"
    ORGANISATION = "organisation"
    OFFICE_HOLDER = "office holder"
    CALLSIGN = "callsign"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Agent:
    """A participant or place of an event; `evidence` and `certainty` say why, if the text does not.

    `responsible` is `editor` for what the editor of a transcription states beside the text.
    """

    kind: AgentKind
    name: str
    evidence: str = ""
    certainty: str = ""
    responsible: str = ""


class EventKind(StrEnum):
    """What happened to a message on its way; the value is `@type` and `@subtype` of TEI's correspAction."""

    SENT = "sent"
    ADDRESSEE = "received/to"
    ULTIMATE = "received/ultimate"
    COURTESY_COPY = "received/cc"
    COPY = "received/copy"
    STATION = "received/station"
    RELAY = "transmitted/relay"
    DECIPHERMENT = "transmitted/decipherment"
    TYPING = "transmitted/typing"
    PROCESSING = "transmitted/processing"
    INTERMEDIARY = "transmitted/intermediary"


def name_key(kind: str, name: str) -> str:
    """The key under which a name is looked up among an authority's: kind, then the name without case and layout."""
    return f"{kind}:{' '.join(name.casefold().split())}"


@dataclass(frozen=True, slots=True)
class CorrespondenceEvent:
    """One event on the way of a message (TEI HD, correspAction). `key` names it inside its message.

    `copies` is how many copies a recipient got, `copy_number` which one it was (`Copy No. 7`), 0 where unsaid.
    """

    key: str
    kind: EventKind
    agents: tuple[Agent, ...] = ()
    date: DateReading | None = None
    copies: int = 0
    registration: str = ""
    copy_number: int = 0


@dataclass(frozen=True, slots=True)
class Carried:
    """A message that stands inside another."""

    message: Message

    @property
    def blocks(self) -> tuple[Block, ...]:
        """None: the blocks of a carried message are its own."""
        return ()


Part: TypeAlias = Block | NumberedList | Table | Carried


class SectionKind(StrEnum):
    """The sections of a telegram as it lies in the file."""

    DISPATCH = "dispatch"
    DISTRIBUTION = "distribution"
    REGISTRATION = "registration"
    OFFICE_NOTES = "officeNotes"
    ENCLOSURE = "enclosure"
    UNCLASSIFIED = "unclassified"


@dataclass(frozen=True, slots=True)
class Section:
    """A section and its parts in the order of the source; an enclosure holds one carried message."""

    kind: SectionKind
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """A mention of another message of the exchange: `kind` is replyTo, prev or mentions (TEI correspContext)."""

    kind: str
    printed: str


@dataclass(frozen=True, slots=True)
class Message:
    """One message: the telegram itself, or a letter or message that it carries.

    `kind` is telegram, letter, message, memorandum, decision; `form` what the text calls a carried message. `dated` is
    the date that the text itself bears (in its head, below its signature), which need not be that of its sending.
    """

    kind: str
    sections: tuple[Section, ...]
    form: str = ""
    number: str = ""
    events: tuple[CorrespondenceEvent, ...] = ()
    references: tuple[Reference, ...] = ()
    dated: DateReading | None = None

    @property
    def carried(self) -> tuple[Message, ...]:
        """The messages directly inside this one, in the order of the source."""
        return tuple(part.message for section in self.sections for part in section.parts if isinstance(part, Carried))

    @property
    def with_carried(self) -> tuple[Message, ...]:
        """This message and all that it carries, however deep, in the order of the source."""
        return (self, *(inner for message in self.carried for inner in message.with_carried))

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of its own text."""
        return tuple(block for section in self.sections for part in section.parts for block in part.blocks)

    @property
    def principal(self) -> Message:
        """The telegram that a record means: this message, or the telegram that a decision (a minute) encloses."""
        if self.kind != "decision":
            return self
        return next((message for message in self.carried if message.kind == "telegram"), self)


def printed_label(between: str) -> str:
    """The label in what is printed between two values of a shelfmark: the words without separators."""
    return between.lstrip(" ,;:.)\t\n").rstrip(" ,;\t\n")


def with_blocks(message: Message, change: Callable[[Block], Block], carry: Callable[[Message], Message]) -> Message:
    """`message` with each block of its own text changed by `change`, each message that it carries by `carry`."""

    def listed(numbered: NumberedList) -> NumberedList:
        items = (replace(item, parts=tuple(inside(part) for part in item.parts)) for item in numbered.items)
        return NumberedList(tuple(items))

    def inside(part: Block | NumberedList | Table) -> Block | NumberedList | Table:
        if isinstance(part, Table):
            return Table(tuple(tuple(replace(cell, block=change(cell.block)) for cell in row) for row in part.rows))
        return listed(part) if isinstance(part, NumberedList) else change(part)

    def made(part: Part) -> Part:
        return Carried(carry(part.message)) if isinstance(part, Carried) else inside(part)

    sections = (replace(section, parts=tuple(made(part) for part in section.parts)) for section in message.sections)
    return replace(message, sections=tuple(sections))


def paragraphs(message: Message) -> int:
    """The number of paragraphs (TEI `p`) of a message's own text, without what stands beside it or is carried."""
    own = (section for section in message.sections if section.kind is SectionKind.DISPATCH)
    blocks = (block for section in own for part in section.parts for block in part.blocks)
    return sum(block.kind in (BlockKind.PARAGRAPH, BlockKind.POSTSCRIPT) for block in blocks)


@dataclass(frozen=True, slots=True)
class ShelfmarkPart:
    """A part of a shelfmark: its type (fond, opis, delo, papka, listy, …), printed label, printed value.

    The label is all that is printed between the part before and the value (see `printed_label`).
    """

    type: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Shelfmark:
    """Where an archival copy lies, as a citation gives it. A part that the source does not give is absent.

    `printed` is the citation without the repository, `parts` stand in its order; `country`, `settlement`, `isil` come
    from the registry of archives and are empty for a repository that it does not know, as is `canonical`: the form
    that is the same however the shelfmark is printed, country/repository/parts in the archive's order.
    """

    repository: str
    identifier: str
    printed: str
    parts: tuple[ShelfmarkPart, ...]
    country: str = ""
    country_name: str = ""
    settlement: str = ""
    isil: str = ""
    canonical: str = ""

    def part(self, kind: str) -> str:
        """The printed value of the part `kind`, or nothing."""
        return next((part.value for part in self.parts if part.type == kind), "")

    def label(self, kind: str) -> str:
        """The printed label of the part `kind`, or nothing."""
        return next((part.label for part in self.parts if part.type == kind), "")

    @property
    def sheets(self) -> ShelfmarkPart | None:
        """The part that names leaves or, where there are none, pages."""
        found = {part.type: part for part in self.parts if part.type in ("listy", "page")}
        return found.get("listy") or found.get("page")

    @property
    def leaves(self) -> tuple[str, str] | None:
        """First and last leaf (or page), without leading zeros."""
        ends = [number.lstrip("0") or "0" for number in re.findall(r"\d+\w*", self.sheets.value if self.sheets else "")]
        return (ends[0], ends[-1]) if ends else None

    @property
    def sort_key(self) -> tuple[tuple[int, int, str], ...]:
        """Orders shelfmarks as an archivist does: by country and repository, numbers by value, `5a` after `5`."""
        words = self.canonical.split("/") if self.canonical else ["~", self.identifier, self.printed]
        key: list[tuple[int, int, str]] = []
        for word in words:
            for text in re.findall(r"\d+|[^\W\d_]+", word.casefold()):
                # A number sorts before a word, and both before what is longer.
                key.append((1, int(text[:4000]), "") if text.isdecimal() else (2, 0, text))
            key.append((0, 0, ""))
        return tuple(key)


@dataclass(frozen=True, slots=True)
class Verbatim:
    """Wording of the source that the header keeps, with the line it comes from."""

    text: str
    line: int
    rule: str


class EntryKind(StrEnum):
    """What an archive's catalogue says of a record with one of its terms; it does not tell persons from bodies."""

    AUTHOR = "author"
    CONTRIBUTOR = "contributor"
    DONOR = "donor"
    EDITOR = "editor"
    TRANSCRIBER = "transcriber"
    TRANSLATOR = "translator"
    PERSON_OR_ORGANISATION = "person or organisation"
    PLACE = "place"
    TOPIC = "topic"
    SUBJECT = "subject"


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """A term under which the archive has entered the record, as the archive spells it, and the archive's page of it."""

    kind: EntryKind
    name: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class RelatedDocument:
    """Another record to which the archive's page points, with that record's date."""

    title: str
    date: DateReading | None = None
    address: str = ""


@dataclass(frozen=True, slots=True)
class CopyText:
    """The record from which the text was copied: what the page says about itself.

    `marks` are the marks of urgency and secrecy that only the title gives. `address` is the page's URL; `entries` are
    the archive's terms for the record, `related` the records to which it points.
    """

    title: Verbatim | None = None
    date: DateReading | None = None
    record_id: str = ""
    collection: str = ""
    publisher: str = ""
    uploaded: str = ""
    citation: tuple[str, ...] = ()
    provenance: tuple[str, ...] = ()
    rights: tuple[str, ...] = ()
    abstract: tuple[str, ...] = ()
    record_type: str = ""
    credit: str = ""
    credit_line: str = ""
    language: str = ""
    others: tuple[Verbatim, ...] = ()
    marks: tuple[Span, ...] = ()
    address: str = ""
    entries: tuple[CatalogueEntry, ...] = ()
    related: tuple[RelatedDocument, ...] = ()


@dataclass(frozen=True, slots=True)
class Parallel:
    """The same text in its original language, printed before or after the translation (TEI group of texts).

    `language` is BCP 47; `first` says that it stands before the translation. The way of the message is the
    translation's: `message` has neither number nor events of its own.
    """

    language: str
    message: Message
    first: bool = False


@dataclass(frozen=True, slots=True)
class Telegram:
    """A converted page: the record, the message with all that it carries, the archival copies, the doubts.

    `identifier` is the xml:id and file name; `lines` are the non-blank lines of the source by number,
    `header_lines` those, or the parts of those, whose wording the header keeps and the dropped ones. `confidence`,
    in hundredths, is how surely the page is of its `dialect`.
    """

    identifier: str
    source: str
    dialect: str
    text_language: str
    copy_text: CopyText
    message: Message
    lines: tuple[tuple[int, str], ...]
    witnesses: tuple[Shelfmark, ...] = ()
    header_lines: tuple[LineFate, ...] = ()
    warnings: tuple[ConversionWarning, ...] = ()
    confidence: int = 100
    parallel: Parallel | None = None
