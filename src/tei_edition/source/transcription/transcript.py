"""What a reader of any format of transcription gives: the text in order, the metadata, the doubts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from tei_edition.model import ConversionWarning, Inline, LineFate


@dataclass(frozen=True, slots=True)
class Run:
    """Words with the same look: `look` are the words of TEI's @rend (italic, bold, …), in their order."""

    text: str
    look: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoteMark:
    """The place where a footnote or endnote is anchored, with the label that readers see there."""

    label: str


@dataclass(frozen=True, slots=True)
class LineEnd:
    """An end of a line inside a paragraph; `line` is the number of the next one."""

    line: int


Piece: TypeAlias = Run | NoteMark | LineEnd


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its pieces in order, its first line in the source, whether it is a heading or a quotation."""

    pieces: tuple[Piece, ...]
    line: int
    heading: bool = False
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or endnote, which follows the paragraph with its mark: label, words, line in the source."""

    label: str
    content: tuple[Inline, ...]
    line: int


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell: its words, and over how many columns and rows it goes (0 for one)."""

    content: tuple[Inline, ...]
    columns: int = 0
    rows: int = 0


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table, which is a line of the source."""

    cells: tuple[TableCell, ...]
    line: int


@dataclass(frozen=True, slots=True)
class TableOf:
    """A table, row by row."""

    rows: tuple[TableRow, ...]


Component: TypeAlias = Paragraph | Note | TableOf


def first_line(component: Component) -> int:
    """The line of the source where a component begins."""
    return component.rows[0].line if isinstance(component, TableOf) else component.line


@dataclass(frozen=True, slots=True)
class Statement:
    """Something that metadata state: the key as written, the value, where it stands.

    `line` is the line of the transcription (0 if it stands in a table), `place` says where for messages.
    """

    key: str
    value: str
    line: int = 0
    place: str = ""


@dataclass(slots=True)
class Transcript:
    """A transcription as its format gives it. `lines` are those of the metadata by number; `fates` those that are
    dropped (fences, comments) with the rule."""

    components: list[Component] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    lines: list[tuple[int, str]] = field(default_factory=list)
    fates: list[LineFate] = field(default_factory=list)
    warnings: list[ConversionWarning] = field(default_factory=list)

    def warn(self, rule: str, line: int, message: str) -> None:
        """Note a doubt."""
        self.warnings.append(ConversionWarning(rule, line, message))
