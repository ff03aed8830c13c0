"""Markdown (CommonMark, with tables, footnotes and ~~deletions~~) as a Transcript. HTML in it stays text.

A line of Markdown that goes on without a hard break is the same line of the telegram, as CommonMark has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tei_edition.errors import SourceError
from tei_edition.model import Inline, Span, SpanKind
from tei_edition.source.transcription.plain import raw_lines, take_front_matter
from tei_edition.source.transcription.transcript import (
    LineEnd,
    Note,
    NoteMark,
    Paragraph,
    Piece,
    Run,
    TableCell,
    TableOf,
    TableRow,
    Transcript,
    first_line,
)

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

MOST_BYTES = 2 * 1024 * 1024
_DEEPEST = 50
_LOOKS = {"em_open": "italic", "strong_open": "bold", "s_open": "line-through"}
_ORDER = ("italic", "bold", "line-through")


def read_markdown(content: bytes) -> Transcript:
    """A transcription in Markdown. Raises SourceError for content that cannot be read."""
    if len(content) > MOST_BYTES:
        raise SourceError(
            f"{len(content):,} bytes; a transcription may have {MOST_BYTES:,}",
            "Give each telegram a file.",
            rule="source-too-large",
            line=1,
        )
    lines = raw_lines(content)
    transcript = Transcript()
    begins = take_front_matter(lines, transcript)
    environment: dict[str, dict[str, dict[str, str]]] = {}
    tokens = _parser().parse("\n".join(lines[begins:]), environment)
    if any(token.level >= _DEEPEST - 1 for token in tokens):
        raise SourceError(
            "lists or quotations stand in each other deeper than can be read",
            "Take out what no reader could follow.",
            rule="markdown-too-deep",
            line=next(token.map[0] for token in tokens if token.level >= _DEEPEST - 1 and token.map) + begins + 1,
        )
    reader = _Reader(transcript, begins)
    reader.read(tokens)
    for definition in environment.get("references", {}).values():
        if definition["href"] not in reader.addresses:
            told = f"a link to {definition['href'][:200]} is defined, but stands nowhere in the text"
            transcript.warn("markdown-left-out", 0, told)
    transcript.components.sort(key=first_line)
    return transcript


def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": _DEEPEST}).enable(["table", "strikethrough"])
    return parser.use(footnote_plugin, inline=False, move_to_end=False)


@dataclass(slots=True)
class _Reader:
    transcript: Transcript
    above: int
    addresses: set[str] = field(default_factory=set)
    quoted: int = 0
    label: str = ""
    """The label of the point that has just begun, and its line."""
    label_line: int = 0

    def read(self, tokens: Sequence[Token]) -> None:
        position = 0
        while position < len(tokens):
            position = self._block(tokens, position)

    def _block(self, tokens: Sequence[Token], position: int) -> int:
        """One token, with what it opens where that is read at once; the position behind it."""
        token = tokens[position]
        line = self.above + (token.map[0] if token.map else 0) + 1
        match token.type:
            case "inline":
                heading = tokens[position - 1].type == "heading_open"
                self._paragraph(list(self._pieces(token, line)), line, heading)
            case "blockquote_open":
                self.quoted += 1
            case "blockquote_close":
                self.quoted -= 1
            case "list_item_open":
                # A point that begins with a list has the labels of both on its line.
                outer = f"{self.label} " if self.label and self.label_line == line else ""
                if not outer:
                    self._keep_label()
                self.label, self.label_line = f"{outer}{token.info}{token.markup}", line
            case "list_item_close":
                self._keep_label()
            case "code_block" | "fence":
                first = line + (token.type == "fence")
                for number, text in enumerate(token.content.splitlines(), start=first):
                    self._paragraph([Run(text)], number)
                if token.info.strip():
                    told = f"the word '{token.info.strip()[:60]}' above a block of code"
                    self.transcript.warn("markdown-left-out", line, told)
            case "hr":
                self._paragraph([Run(token.markup)], line)
            case "table_open":
                return self._table(tokens, position)
            case "footnote_reference_open":
                return self._note(tokens, position, line)
        return position + 1

    def _keep_label(self) -> None:
        """A point without words keeps its label."""
        if self.label:
            self._paragraph([], self.label_line)

    def _paragraph(self, pieces: list[Piece], line: int, heading: bool = False) -> None:
        if self.label:
            pieces.insert(0, Run(f"{self.label} "))
            self.label = ""
        if any(isinstance(piece, NoteMark) or (isinstance(piece, Run) and piece.text.strip()) for piece in pieces):
            self.transcript.components.append(Paragraph(tuple(pieces), line, heading, self.quoted > 0))

    def _pieces(self, inline: Token, line: int) -> Iterator[Piece]:
        looks: list[str] = []
        for token in inline.children or ():
            look = tuple(one for one in _ORDER if one in looks)
            if token.type in _LOOKS:
                looks.append(_LOOKS[token.type])
            elif token.type in ("em_close", "strong_close", "s_close"):
                looks.remove(_LOOKS[token.type.replace("close", "open")])
            elif token.type == "softbreak":
                line += 1
                yield Run(" ", look)
            elif token.type == "hardbreak":
                line += 1
                yield LineEnd(line)
            elif token.type == "footnote_ref":
                yield NoteMark(str(token.meta["label"]))
            elif token.type == "link_open":
                self._address(str(token.attrs.get("href", "")), token.markup, line)
            elif token.type == "image":
                self._address(str(token.attrs.get("src", "")), "", line)
                yield Run(token.content, look)
            elif token.content:
                yield Run(token.content, look)

    def _address(self, address: str, markup: str, line: int) -> None:
        self.addresses.add(address)
        if markup != "autolink":
            self.transcript.warn("markdown-left-out", line, f"the address {address[:200]} behind a link or a picture")

    def _inline(self, token: Token, line: int) -> tuple[Inline, ...]:
        found: list[Inline] = []
        for piece in self._pieces(token, line):
            if isinstance(piece, LineEnd):
                found.append(Span(SpanKind.BREAK))
            elif isinstance(piece, NoteMark):
                found.append(Span(SpanKind.FOOTNOTE_MARK, (piece.label,), piece.label))
            elif piece.look:
                found.append(Span(SpanKind.HIGHLIGHTED, (piece.text,), " ".join(piece.look)))
            elif piece.text:
                found.append(piece.text)
        return tuple(found)

    def _table(self, tokens: Sequence[Token], position: int) -> int:
        rows: list[TableRow] = []
        cells: list[TableCell] = []
        line = 0
        while tokens[position].type != "table_close":
            token = tokens[position]
            if token.type == "tr_open":
                line, cells = self.above + (token.map[0] if token.map else 0) + 1, []
            elif token.type == "inline":
                cells.append(TableCell(self._inline(token, line)))
            elif token.type == "tr_close":
                rows.append(TableRow(tuple(cells), line))
            position += 1
        if any(cell.content for row in rows for cell in row.cells):
            self.transcript.components.append(TableOf(tuple(rows)))
        return position + 1

    def _note(self, tokens: Sequence[Token], position: int, line: int) -> int:
        label = str(tokens[position].meta["label"])
        found: list[Inline] = []
        while tokens[position].type != "footnote_reference_close":
            token = tokens[position]
            own = self.above + (token.map[0] if token.map else 0) + 1
            if token.type == "list_item_open":
                self.label = f"{token.info}{token.markup}"
            elif token.type == "inline" or token.content:
                words = self._inline(token, own) if token.type == "inline" else (token.content.strip(),)
                found += [Span(SpanKind.BREAK)] if found else []
                found += [f"{self.label} "] if self.label else []
                found += words
                self.label = ""
            position += 1
        self.transcript.components.append(Note(label, tuple(found), line))
        return position + 1
