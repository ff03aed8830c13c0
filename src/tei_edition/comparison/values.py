"""What a comparison finds, as values; in which words it is told is for reports."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class Fate(StrEnum):
    """What became of something from the old version to the new one."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"
    SPLIT = "split"
    JOINED = "joined"
    SAME = "same"


class Aspect(StrEnum):
    """The parts of an edition that changes are told of apart from each other."""

    TEXT = "text"
    MARKUP = "markup"
    HEADER = "header"
    AUTHORITY = "authority"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a document something is: in what (`paragraph`, `heading`, `address`, `note` …), and which of several.

    Paragraphs have the numbers that the site shows, and its `anchor`; `line` is that of the file (0: not known).
    """

    kind: str
    number: int = 0
    anchor: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a block that are the `same` in both versions, `added`, or `removed`."""

    fate: Fate
    words: str


@dataclass(frozen=True, slots=True)
class TextChange:
    """A block of the text whose words changed: `changed`, `added`, `removed`, `moved`, `split` or `joined`.

    `pieces` are its words from beginning to end; `old` and `new` are its places, None where it is not there.
    """

    fate: Fate
    old: Place | None
    new: Place | None
    pieces: tuple[Piece, ...]

    def reading(self, fate: Fate) -> str:
        """The words that were added, or removed."""
        return " ".join(one.words for one in self.pieces if one.fate is fate)


@dataclass(frozen=True, slots=True)
class AttributeChange:
    """An attribute with its old and its new value; None where it is not there. Of a link, the names of the entries to
    which it led and leads, where they are known."""

    name: str
    old: str | None
    new: str | None
    old_name: str = ""
    new_name: str = ""


@dataclass(frozen=True, slots=True)
class MarkupChange:
    """Mark-up that is other than before around or between words that are there in both versions.

    `element` is the name of the element of TEI, `words` what it holds; `before` are words before it. `old_edited` and
    `new_edited` are what the edition puts beside the words, in elements named `beside` (`corr`). A change has
    `attributes`, or other words in the same element (`old_words`).
    """

    fate: Fate
    element: str
    old: Place | None
    new: Place | None
    words: str = ""
    before: str = ""
    attributes: tuple[AttributeChange, ...] = ()
    beside: str = ""
    old_edited: str = ""
    new_edited: str = ""
    old_words: str = ""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A statement of a header or of an entry of the authority: where (`path`, steps such as `witness[APRF]`), and what
    it said before and says now. `inside` says that its words are the same, with other mark-up."""

    fate: Fate
    path: tuple[str, ...]
    old: str = ""
    new: str = ""
    inside: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True)
class EntryChange:
    """An entry of the authority (`kind`: person, place, org …) that was added, removed or changed."""

    fate: Fate
    key: str
    kind: str
    name: str
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """What became of a document. `old_id` and `new_id` differ where it was renamed, the files where it was moved.

    `text_compared` is False where a version has no text that could be compared, such as a package without the texts
    whose rights are not free.
    """

    fate: Fate
    old_id: str = ""
    new_id: str = ""
    old_file: str = ""
    new_file: str = ""
    title: str = ""
    text: tuple[TextChange, ...] = ()
    markup: tuple[MarkupChange, ...] = ()
    header: tuple[FieldChange, ...] = ()
    authority: tuple[EntryChange, ...] = ()
    text_compared: bool = True

    @property
    def id(self) -> str:
        """Its id, the new one if it has another now."""
        return self.new_id or self.old_id

    @property
    def renamed(self) -> bool:
        """Whether it has another id."""
        return bool(self.old_id and self.new_id and self.old_id != self.new_id)

    @property
    def moved(self) -> bool:
        """Whether its file has another name; that of the folder of all files does not count."""
        old, new = (path.rpartition("/")[2] for path in (self.old_file, self.new_file))
        return bool(old and new and old != new)

    @property
    def aspects(self) -> tuple[Aspect, ...]:
        """In what it changed."""
        found = (self.text, self.markup, self.header, self.authority)
        return tuple(aspect for aspect, changes in zip(Aspect, found, strict=True) if changes)

    def only(self, aspects: frozenset[Aspect]) -> DocumentChange:
        """The changes in these aspects alone."""
        return replace(
            self,
            text=self.text if Aspect.TEXT in aspects else (),
            markup=self.markup if Aspect.MARKUP in aspects else (),
            header=self.header if Aspect.HEADER in aspects else (),
            authority=self.authority if Aspect.AUTHORITY in aspects else (),
        )


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from the version `old` to the version `new` of an edition, or of one document.

    `documents` are those that changed, by id; `unchanged` is the number of the others, `form` of those among them whose
    files differ in what TEI does not count (white space, the order of attributes, comments).
    """

    old: str
    new: str
    documents: tuple[DocumentChange, ...] = ()
    authority: tuple[EntryChange, ...] = ()
    unchanged: int = 0
    form: int = 0

    @property
    def differs(self) -> bool:
        """Whether there is any change."""
        return bool(self.documents or self.authority)

    def count(self, fate: Fate) -> int:
        """How many documents were added, removed, or changed."""
        return sum(one.fate is fate for one in self.documents)

    def only(self, aspects: frozenset[Aspect]) -> Comparison:
        """The changes in these aspects alone; documents that came, went or got another place stay."""
        kept = [one.only(aspects) for one in self.documents]
        shown = [one for one in kept if one.aspects or one.fate is not Fate.CHANGED or one.renamed or one.moved]
        return replace(
            self,
            documents=tuple(shown),
            authority=self.authority if Aspect.AUTHORITY in aspects else (),
            unchanged=self.unchanged + len(kept) - len(shown),
        )
