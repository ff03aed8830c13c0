"""A Transcript as a Telegram: its lines are read as a telegram's form, then everything that is no plain text is put
back where it stood."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from tei_edition.model import (
    TRANSCRIPTION,
    Agent,
    Block,
    BlockKind,
    Carried,
    Cell,
    ConversionWarning,
    EventKind,
    Inline,
    Message,
    Parallel,
    Span,
    SpanKind,
    Table,
    Telegram,
    plain_text,
    spans_of,
)
from tei_edition.source.citation import Registry
from tei_edition.source.frame.record import Frame
from tei_edition.source.identity import may_be_same
from tei_edition.source.lines import Line
from tei_edition.source.page import telegram_of
from tei_edition.source.placing import Placing, printed_length
from tei_edition.source.transcription.looks import marked_looks
from tei_edition.source.transcription.metadata import Known, read_metadata
from tei_edition.source.transcription.shape import shaped
from tei_edition.source.transcription.transcript import LineEnd, Note, NoteMark, Paragraph, Run, TableOf, Transcript

_STATED = {"sender": EventKind.SENT, "addressee": EventKind.ADDRESSEE}


@dataclass(slots=True)
class Body:
    """The text of a transcript as lines: for the readers (`lines`) and as it is printed, with the labels of notes."""

    lines: list[Line] = field(default_factory=list)
    printed: list[tuple[int, str]] = field(default_factory=list)
    looks: list[tuple[str, ...]] = field(default_factory=list)
    """The look of each printed character of `lines`."""
    marks: dict[int, list[tuple[int, Span]]] = field(default_factory=dict)
    beside: deque[tuple[int, Block | Table]] = field(default_factory=deque)
    joined: dict[int, int] = field(default_factory=dict)
    """The lines that go on in the same paragraph, by the line before."""
    headings: set[int] = field(default_factory=set)
    quoted: set[int] = field(default_factory=set)


def telegram_from(transcript: Transcript, name: str, archives: Registry | None = None) -> Telegram:
    """The telegram that a transcription holds. Nothing is lost: what no rule knows is unclassified, with a warning."""
    frame = Frame(TRANSCRIPTION, archives=archives)
    frame.warnings += transcript.warnings
    known = read_metadata(transcript, frame)
    body = _body(transcript)
    frame.body = body.lines
    printed = [Line(number, text, text) for number, text in sorted([*transcript.lines, *body.printed])]
    telegram = telegram_of(frame, printed, name, title=known.title)
    message = _stated(telegram.message, known)
    texts = [message]
    if telegram.parallel:
        # In the order of the source.
        texts.insert(0 if telegram.parallel.first else 1, telegram.parallel.message)
    texts = [shaped(text, body.joined, body.headings, body.quoted) for text in texts]
    texts, kept = marked_looks(texts, body.looks)
    lengths: dict[int, int] = {}
    for line in body.lines:
        lengths[line.number] = lengths.get(line.number, 0) + printed_length(line.text)
    warnings = [*telegram.warnings, *_differing(message, known)]
    inferred = [agent.certainty for event in message.events for agent in event.agents if agent.responsible]
    if set(inferred) == {"high"}:
        # What the editor states needs no check against the text, as what the title says does.
        warnings = [warning for warning in warnings if warning.rule != "names-from-title"]
    warnings += _unmarked(transcript)
    if not kept:
        warnings.append(ConversionWarning("formatting-lost", 0, "italics and the like could not be put into the text"))
    placed = _placed(texts, body, lengths)
    parallel = telegram.parallel
    if parallel:
        original = placed.pop(0 if parallel.first else 1)
        parallel = Parallel(parallel.language, original, parallel.first)
    return replace(
        telegram,
        identifier=known.identifier or telegram.identifier,
        text_language=known.language or telegram.text_language,
        message=placed[0],
        parallel=parallel,
        warnings=tuple(sorted(warnings, key=lambda warning: (warning.line, warning.rule))),
    )


def _placed(texts: list[Message], body: Body, lengths: dict[int, int]) -> list[Message]:
    """The texts with the marks of notes, notes and tables; those below everything go to the last text."""
    made = []
    consumed: dict[int, int] = {}
    for place, text in enumerate(texts, start=1):
        last = max(_numbers(text), default=0)
        own = [one for one in body.beside if place == len(texts) or one[1].blocks[0].lines[0] <= last]
        for _ in own:
            body.beside.popleft()
        made.append(Placing(deque(own), body.marks, lengths, consumed).message(text))
    return made


def _numbers(message: Message) -> Iterator[int]:
    for one in message.with_carried:
        for block in one.blocks:
            yield from block.lines


def _body(transcript: Transcript) -> Body:
    body = Body()
    for component in transcript.components:
        if isinstance(component, Paragraph):
            _paragraph(component, body)
        elif isinstance(component, Note):
            content = (f"{component.label} ", *component.content)
            note = Block(BlockKind.FOOTNOTE, content, (component.line,), "footnote", label=component.label)
            body.beside.append((0, note))
            body.printed.append((component.line, _printed(content)))
        else:
            _table(component, body)
    return body


def _table(table: TableOf, body: Body) -> None:
    rows = []
    for row in table.rows:
        cells = [
            Cell(Block(BlockKind.CELL, cell.content, (row.line,), "table"), cell.columns, cell.rows)
            for cell in row.cells
        ]
        rows.append(tuple(cells))
        words = " ".join(filter(None, (_printed(cell.content) for cell in row.cells)))
        if words:
            body.printed.append((row.line, words))
    body.beside.append((0, Table(tuple(rows))))


def _paragraph(paragraph: Paragraph, body: Body) -> None:
    number, before = paragraph.line, 0
    pieces: list[Run | NoteMark] = []

    def close() -> None:
        nonlocal before
        if _line(pieces, number, body, 0 if before else 1):
            if before:
                body.joined[before] = number
            before = number
            if paragraph.heading:
                body.headings.add(number)
            if paragraph.quoted:
                body.quoted.add(number)

    for piece in paragraph.pieces:
        if isinstance(piece, LineEnd):
            close()
            number, pieces = piece.line, []
        else:
            pieces.append(piece)
    close()


def _line(pieces: list[Run | NoteMark], number: int, body: Body, gap: int) -> bool:
    """Add a line of a paragraph; whether there is anything on it."""
    text = printed = ""
    looks: list[tuple[str, ...]] = []
    marks: list[tuple[int, Span]] = []
    for piece in pieces:
        if isinstance(piece, Run):
            text, printed = text + piece.text, printed + piece.text
            looks += [piece.look] * printed_length(piece.text)
        elif not text.strip():
            # A mark stands behind something; before everything it is a word of its own.
            text, printed = text + piece.label, printed + piece.label
            looks += [("superscript",)] * printed_length(piece.label)
        else:
            printed += piece.label
            marks.append((len(looks), Span(SpanKind.FOOTNOTE_MARK, (piece.label,), piece.label)))
    folded = _folded(text)
    if not folded:
        return False
    body.lines.append(Line(number, folded, text, gap))
    body.printed.append((number, _folded(printed)))
    body.looks += looks
    if marks:
        body.marks[number] = marks
    return True


def _printed(content: tuple[Inline, ...]) -> str:
    """The words of a note or a cell, with a blank for each end of a line."""
    return _folded("".join(" " if isinstance(one, Span) and not one.content else plain_text((one,)) for one in content))


def _folded(text: str) -> str:
    return " ".join(text.split())


def _unmarked(transcript: Transcript) -> Iterator[ConversionWarning]:
    """The notes to which no mark refers."""
    marks = {piece.label for one in transcript.components if isinstance(one, Paragraph) for piece in one.pieces
             if isinstance(piece, NoteMark)}  # fmt: skip
    rows = [row for one in transcript.components if isinstance(one, TableOf) for row in one.rows]
    spans = [span for row in rows for cell in row.cells for span in spans_of(cell.content)]
    marks |= {span.value for span in spans if span.kind is SpanKind.FOOTNOTE_MARK}
    for one in transcript.components:
        if isinstance(one, Note) and one.label not in marks:
            yield ConversionWarning("footnote-unmarked", one.line, f"no mark refers to note '{one.label}'")


def _stated(message: Message, known: Known) -> Message:
    """The message in which what metadata state beside the text is the editor's, and certain if it has a key."""
    names = {
        name for key in ("sender", "addressee", "via", "place", "destination") for name in known.stated.get(key, ())
    }

    def agent(one: Agent) -> Agent:
        if one.evidence != "external":
            return one
        sure = "high" if one.name in names else one.certainty
        return replace(one, certainty=sure, responsible="editor")

    def told(one: Message) -> Message:
        events = tuple(replace(event, agents=tuple(map(agent, event.agents))) for event in one.events)
        dated = one.dated
        if dated and dated.evidence == "external" and dated.when and known.stated.get("date"):
            dated = replace(dated, certainty="high")
        sections = []
        for section in one.sections:
            parts = tuple(Carried(told(part.message)) if isinstance(part, Carried) else part for part in section.parts)
            sections.append(replace(section, parts=parts))
        return replace(one, sections=tuple(sections), events=events, dated=dated)

    return told(message)


def _differing(message: Message, known: Known) -> Iterator[ConversionWarning]:
    """Where text and metadata name other persons, or another number."""
    principal = message.principal
    for key, kind in _STATED.items():
        stated = known.stated.get(key, ())
        found = [
            agent.name
            for event in principal.events
            if event.kind in (kind, EventKind.ULTIMATE if key == "addressee" else kind)
            for agent in event.agents
            if not agent.evidence and agent.kind not in ("place", "callsign")
        ]
        if stated and found and not any(may_be_same(one, other) for one in stated for other in found):
            told = f"the metadata name '{stated[0]}' as the {key}, the text '{found[0]}'; the text's is taken"
            yield ConversionWarning("metadata-differs", 0, told)
    number = next(iter(known.stated.get("number", ())), "")
    if number and principal.number != number:
        told = f"the metadata give the number '{number}', the text '{principal.number}'; the text's is taken"
        yield ConversionWarning("metadata-differs", 0, told)
