"""A Word document (DOCX, ECMA-376) as a Transcript: paragraphs, notes and tables, and what a text has no place for.

A line is a paragraph, or a line of one, or a row of a table, counted from 1. What Word numbers itself (points, notes)
is counted as Word does. Deleted words of tracked changes, comments, page headers and pictures are told as doubts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tei_edition.errors import SourceError
from tei_edition.model import Inline, Span, SpanKind
from tei_edition.source.transcription.plain import take_front_matter
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
from tei_edition.source.transcription.word_parts import (
    KIND,
    Element,
    Numbering,
    Parts,
    Styles,
    child,
    counted_as,
    is_on,
    name_of,
    value,
)

_INSERTED = ("w:ins", "w:moveTo")
_DELETED = ("w:del", "w:moveFrom")
_SILENT = frozenset(
    (
        *(
            "w:pPr",
            "w:rPr",
            "w:sectPr",
            "w:tblPr",
            "w:tblGrid",
            "w:trPr",
            "w:tcPr",
            "w:sdtPr",
            "w:sdtEndPr",
            "w:rubyPr",
        ),
        *(
            "w:instrText",
            "w:delInstrText",
            "w:footnoteRef",
            "w:endnoteRef",
            "w:annotationRef",
            "w:separator",
            "w:pgNum",
        ),
        *("w:continuationSeparator", "w:bookmarkStart", "w:bookmarkEnd", "w:proofErr", "w:softHyphen"),
        *("w:lastRenderedPageBreak", "mc:Fallback"),
    )
)
"""Elements that hold no words of the text."""
_PICTURES = {"w:drawing": "a picture", "w:pict": "a picture", "w:object": "an embedded object"}
_TEXT_BOX = "w:txbxContent"


def read_word(content: bytes) -> Transcript:
    """The transcription in a Word document. Raises SourceError for one that cannot be read."""
    parts = Parts.of(content)
    document = parts.one("document")
    body = child(document, "w:body")
    if body is None:
        raise SourceError(f"no {KIND}: it has no body", "Save it anew.", rule="package-unreadable", line=0)
    reader = _Reader(parts)
    reader.blocks(body)
    reader.tell_rest()
    transcript = reader.transcript
    _take_metadata(transcript, reader.line)
    if not transcript.components:
        raise SourceError("the document holds no text", "Write the text into it.", rule="source-empty", line=0)
    return transcript


def _take_metadata(transcript: Transcript, lines: int) -> None:
    """Front matter may stand in the first paragraphs."""
    texts = [""] * lines
    for one in transcript.components:
        if not isinstance(one, Paragraph) or len(one.pieces) > 1000:
            break
        number = one.line
        for piece in one.pieces:
            if isinstance(piece, LineEnd):
                number = piece.line
            elif isinstance(piece, Run):
                texts[number - 1] += piece.text
    ends = take_front_matter(texts, transcript)
    transcript.components = [one for one in transcript.components if first_line(one) > ends]


@dataclass(slots=True)
class _Reader:
    parts: Parts
    transcript: Transcript = field(default_factory=Transcript)
    line: int = 0
    styles: Styles = field(init=False)
    numbering: Numbering = field(init=False)
    notes: dict[tuple[str, str], Element] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    waiting: list[tuple[str, str, str]] = field(default_factory=list)
    """The notes whose marks were met: kind, id, label."""
    boxes: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.styles = Styles.of(self.parts.one("styles"))
        self.numbering = Numbering.of(self.parts.one("numbering"))
        for kind in ("footnote", "endnote"):
            root = self.parts.one(f"{kind}s")
            for note in root if root is not None else ():
                if name_of(note) == f"w:{kind}" and value(note, "type") in ("", "normal"):
                    self.notes[kind, value(note, "id")] = note

    def blocks(self, parent: Element) -> None:
        """Read paragraphs and tables, with the notes that belong to each."""
        for element in parent:
            name = name_of(element)
            if name == "w:p":
                self._paragraph(element)
            elif name == "w:tbl":
                self.transcript.components += self._table(element)
            elif name in _DELETED:
                self._deleted(element)
            elif name == "w:altChunk":
                self._left_out("a document inside the document")
            elif name not in _SILENT:
                self.blocks(element)
                continue
            self._after_block()

    def _after_block(self) -> None:
        self._notes()
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            self.blocks(box)

    def _paragraph(self, element: Element) -> None:
        self.line += 1
        properties = child(element, "w:pPr")
        first = self.line
        pieces = [*self._label(properties), *self._pieces(element)]
        for change in ("w:ins", "w:del"):
            if child(properties, "w:rPr", change) is not None:
                told = "joined to the next" if change == "w:del" else "divided from the next"
                self.transcript.warn("word-tracked-change", first, f"a tracked change: the paragraph is {told}")
        if any(isinstance(piece, NoteMark) or (isinstance(piece, Run) and piece.text.strip()) for piece in pieces):
            heading, quoted = self.styles.is_heading(properties), self.styles.is_quoted(properties)
            self.transcript.components.append(Paragraph(tuple(pieces), first, heading, quoted))

    def _label(self, properties: Element | None) -> Iterator[Piece]:
        numbering = self.styles.numbering(properties)
        if numbering is None:
            return
        label = self.numbering.label(numbering)
        if label is None:
            self.transcript.warn("word-numbering", self.line, "the paragraph has a number of a style that is not known")
        elif label:
            yield Run(f"{label} ")

    def _pieces(self, parent: Element) -> Iterator[Piece]:
        """What a paragraph holds; `line` counts its lines."""
        for element in parent:
            name = name_of(element)
            if name == "w:r":
                yield from self._run(element)
            elif name in _DELETED:
                self._deleted(element)
            elif name in ("m:oMath", "m:oMathPara"):
                yield Run("".join(one.text or "" for one in element.iter() if name_of(one) == "m:t"))
                self._left_out("a formula, of which only the characters are kept")
            elif name and name not in _SILENT:
                if name in _INSERTED:
                    words = _words(element)
                    if words:
                        told = f"'{words[:200]}' was inserted{_by(element)}; it is taken as text"
                        self.transcript.warn("word-tracked-change", self.line, told)
                yield from self._pieces(element)

    def _run(self, run: Element) -> Iterator[Piece]:
        properties = child(run, "w:rPr")
        if is_on(properties, "w:vanish"):
            words = _words(run)
            if words:
                self._left_out(f"hidden text, '{words[:200]}'")
            return
        look = self.styles.look(properties)
        for element in run:
            yield from self._of_run(element, run, look)

    def _of_run(self, element: Element, run: Element, look: tuple[str, ...]) -> Iterator[Piece]:
        name = name_of(element)
        if name == "w:t":
            yield Run(element.text or "", look)
        elif name in ("w:tab", "w:ptab"):
            yield Run("\t", look)
        elif name in ("w:br", "w:cr"):
            self.line += 1
            yield LineEnd(self.line)
        elif name == "w:noBreakHyphen":
            yield Run("\N{NON-BREAKING HYPHEN}", look)
        elif name == "w:sym":
            code = value(element, "char")
            yield Run(chr(int(code, 16)) if len(code) == 4 and code.isalnum() and _is_hexadecimal(code) else "�", look)
            self._left_out(f"a sign of the font {value(element, 'font')}, kept by its number U+{code}")
        elif name in ("w:footnoteReference", "w:endnoteReference"):
            yield from self._mark(element, run)
        elif name == "w:commentReference":
            self._comment(value(element, "id"))
        elif name in _PICTURES or name == "mc:AlternateContent":
            boxes = list(_boxes(element))
            self.boxes += boxes
            if not boxes:
                self._left_out(_PICTURES.get(name, "a picture"))
        elif name == "w:ruby":
            self._left_out(f"the reading '{_words(child(element, 'w:rt'))[:200]}' above a word")
            base = child(element, "w:rubyBase")
            if base is not None:
                yield from self._pieces(base)
        elif name and name not in _SILENT and name != "w:delText":
            for inner in element:
                yield from self._of_run(inner, run, look)

    def _mark(self, reference: Element, run: Element) -> Iterator[Piece]:
        kind = name_of(reference).removeprefix("w:").removesuffix("Reference")
        if value(reference, "customMarkFollows") not in ("", "0", "false"):
            # The text of the run is the label; it is not read a second time.
            label = _words(run)
            for one in [one for one in run if name_of(one) == "w:t"]:
                one.text = ""
        else:
            self.counts[kind] = self.counts.get(kind, 0) + 1
            label = counted_as(self.counts[kind], self._form(kind)) or str(self.counts[kind])
        if (kind, value(reference, "id")) not in self.notes or not label:
            self.transcript.warn("footnote-not-on-page", self.line, f"the document has no note for the mark '{label}'")
            yield Run(label, ("superscript",))
            return
        yield NoteMark(label)
        self.waiting.append((kind, value(reference, "id"), label))

    def _form(self, kind: str) -> str:
        settings = value(child(self.parts.one("settings"), f"w:{kind}Pr", "w:numFmt"))
        sections = child(self.parts.one("document"), "w:body", "w:sectPr", f"w:{kind}Pr", "w:numFmt")
        return value(sections) or settings or ("decimal" if kind == "footnote" else "lowerRoman")

    def _notes(self) -> None:
        """The notes whose marks stand in what was just read."""
        while self.waiting:
            kind, identifier, label = self.waiting.pop(0)
            self.line += 1
            note = self.notes[kind, identifier]
            content = self._inline(note)
            self.transcript.components.append(Note(label, content, self.line))

    def _inline(self, parent: Element) -> tuple[Inline, ...]:
        """The paragraphs of a note or a cell as words in one block, with line ends between them; tables flattened."""
        found: list[Inline] = []
        here = self.line

        def end() -> None:
            if found and found[-1] != Span(SpanKind.BREAK):
                found.append(Span(SpanKind.BREAK))

        for paragraph in _paragraphs(parent):
            end()
            properties = child(paragraph, "w:pPr")
            for piece in [*self._label(properties), *self._pieces(paragraph)]:
                if isinstance(piece, LineEnd):
                    end()
                elif isinstance(piece, NoteMark):
                    found.append(Span(SpanKind.FOOTNOTE_MARK, (piece.label,), piece.label))
                elif piece.text:
                    text = piece.text.replace("\t", " ")
                    found.append(Span(SpanKind.HIGHLIGHTED, (text,), " ".join(piece.look)) if piece.look else text)
        while found and found[-1] == Span(SpanKind.BREAK):
            found.pop()
        self.line = here
        # A note begins with a tab behind its label.
        while found and isinstance(found[0], str) and not found[0].lstrip():
            del found[0]
        if found and isinstance(found[0], str):
            found[0] = found[0].lstrip()
        return _joined(found)

    def _table(self, table: Element) -> list[TableOf]:
        rows: list[TableRow] = []
        open_cells: dict[int, tuple[int, int]] = {}
        for row in _rows(table):
            self.line += 1
            cells: list[TableCell] = []
            column = 0
            for cell in _cells(row):
                properties = child(cell, "w:tcPr")
                width = max(int(value(child(properties, "w:gridSpan")) or "1"), 1) if _spans(properties) else 1
                if any(name_of(one) == "w:tbl" for one in cell.iter()):
                    told = "a table stands in a cell; its words are kept"
                    self.transcript.warn("table-flattened", self.line, told)
                content = self._inline(cell)
                merged = child(properties, "w:vMerge")
                if merged is not None and value(merged) in ("", "continue") and not content and column in open_cells:
                    at, place = open_cells[column]
                    above = rows[at].cells[place]
                    longer = TableCell(above.content, above.columns, max(above.rows, 1) + 1)
                    rows[at] = TableRow((*rows[at].cells[:place], longer, *rows[at].cells[place + 1 :]), rows[at].line)
                else:
                    if merged is not None:
                        open_cells[column] = (len(rows), len(cells))
                    else:
                        open_cells.pop(column, None)
                    cells.append(TableCell(content, width if width > 1 else 0))
                column += width
            if cells:
                rows.append(TableRow(tuple(cells), self.line))
        return [TableOf(tuple(rows))] if any(cell.content for row in rows for cell in row.cells) else []

    def _deleted(self, element: Element) -> None:
        words = _words(element, deleted=True)
        if words:
            told = f"'{words[:200]}' was deleted{_by(element)}; it is not taken as text"
            self.transcript.warn("word-tracked-change", max(self.line, 1), told)

    def _comment(self, identifier: str) -> None:
        root = self.parts.one("comments")
        for comment in root if root is not None else ():
            if name_of(comment) == "w:comment" and value(comment, "id") == identifier:
                told = f"a comment{_by(comment)}: '{_words(comment)[:500]}'"
                self.transcript.warn("word-comment", self.line, told)

    def _left_out(self, what: str) -> None:
        self.transcript.warn("word-left-out", max(self.line, 1), f"the document holds {what}")

    def tell_rest(self) -> None:
        """What stands outside the text: page headers and footers."""
        for kind in ("header", "footer"):
            told = {words for root in self.parts.all(kind) if (words := _words(root)) and not words.isdecimal()}
            for words in sorted(told):
                self.transcript.warn("word-left-out", 0, f"the document holds a page {kind}, '{words[:200]}'")


def _paragraphs(parent: Element) -> Iterator[Element]:
    """The paragraphs in a note or a cell, those of tables in it too."""
    for element in parent:
        if name_of(element) == "w:p":
            yield element
        elif name_of(element) not in _SILENT and name_of(element) not in _DELETED:
            yield from _paragraphs(element)


def _rows(table: Element) -> Iterator[Element]:
    for element in table:
        if name_of(element) == "w:tr":
            yield element
        elif name_of(element) not in _SILENT:
            yield from _rows(element)


def _cells(row: Element) -> Iterator[Element]:
    for element in row:
        if name_of(element) == "w:tc":
            yield element
        elif name_of(element) not in _SILENT:
            yield from _cells(element)


def _spans(properties: Element | None) -> bool:
    width = value(child(properties, "w:gridSpan"))
    return width.isascii() and width.isdecimal() and len(width) < 4


def _boxes(element: Element) -> Iterator[Element]:
    """The text boxes in a drawing; what stands there for older programs repeats them."""
    for inner in element:
        if name_of(inner) == _TEXT_BOX:
            yield inner
        elif name_of(inner) != "mc:Fallback":
            yield from _boxes(inner)


def _words(element: Element | None, deleted: bool = False) -> str:
    if element is None:
        return ""
    wanted = ("w:t", "w:delText") if deleted else ("w:t",)
    return " ".join("".join(one.text or "" for one in element.iter() if name_of(one) in wanted).split())


def _by(element: Element) -> str:
    author = value(element, "author")
    return f" by {author}" if author else ""


def _is_hexadecimal(code: str) -> bool:
    return all(letter in "0123456789abcdefABCDEF" for letter in code) and not "D800" <= code.upper() <= "DFFF"


def _joined(content: list[Inline]) -> tuple[Inline, ...]:
    """Neighbouring words of one look as one."""
    made: list[Inline] = []
    for one in content:
        last = made[-1] if made else None
        if isinstance(one, str) and isinstance(last, str):
            made[-1] = last + one
        elif (
            isinstance(one, Span)
            and isinstance(last, Span)
            and one.kind is last.kind is SpanKind.HIGHLIGHTED
            and one.value == last.value
        ):
            made[-1] = Span(one.kind, ("".join(map(str, (*last.content, *one.content))),), one.value)
        else:
            made.append(one)
    return tuple(made)
