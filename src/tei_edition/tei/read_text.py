"""TEI's text → a message with its sections, blocks and the messages that it carries (Guidelines, chapter DS)."""

from __future__ import annotations

from dataclasses import replace

from tei_edition.model import (
    Block,
    BlockKind,
    Carried,
    Cell,
    Inline,
    Message,
    NumberedItem,
    NumberedList,
    Parallel,
    Part,
    Section,
    SectionKind,
    Span,
    SpanKind,
    Table,
)
from tei_edition.tei.build import XML
from tei_edition.tei.read_correspondence import Described
from tei_edition.tei.read_phrases import PhraseReader
from tei_edition.tei.tree import Element, Reading, all_text, child, identifier, local_name, pointed

PARAGRAPH = BlockKind.PARAGRAPH
_AROUND = frozenset(("head", "opener", "note"))
_CLOSERS = {"salute": BlockKind.CLOSING, "signed": BlockKind.SIGNATURE, "dateline": BlockKind.DATELINE}


class TextReader:
    """Reads `text` of one telegram; `described` are the messages that the header describes, by xml:id."""

    def __init__(self, described: dict[str, Described], reading: Reading) -> None:
        self._described = described
        self._reading = reading
        self._phrases = PhraseReader(reading)

    def telegram(self, text: Element) -> tuple[Message, Parallel | None]:
        """The message of the whole text, and the same in its original language, if the text is a group of both."""
        group = child(text, "group")
        if group is None:
            return self._text(text), None
        original, translation = child(group, "text", type="original"), child(group, "text", type="translation")
        if original is None or translation is None:
            raise self._reading.unknown(group, "<group> holds no original with its translation")
        first = next(iter(group)) is original
        language = original.get(f"{{{XML}}}lang", "")
        # Footnotes and the like are numbered in the order of the page.
        texts = {version: self._text(version) for version in group}
        kept = texts[original]
        return texts[translation], Parallel(language, Message(kept.kind, kept.sections), first)

    def _text(self, text: Element) -> Message:
        outer = child(text, "body", "div", type="telegram")
        if outer is None:
            raise self._reading.unknown(text, "<text> holds no div of type telegram")
        sections = [section for div in outer for section in self._section(div)]
        return self._message(outer, tuple(sections), "", "telegram")

    def _message(self, element: Element, sections: tuple[Section, ...], form: str, kind: str) -> Message:
        known = self._described.get(pointed(element.get("decls")))
        if known is None:
            return Message(kind, sections, form)
        return Message(known.kind, sections, form, known.number, known.events, known.references)

    def _section(self, div: Element) -> list[Section]:
        typed = div.get("type", "")
        if local_name(div) != "div" or typed not in tuple(SectionKind):
            raise self._reading.unknown(div)
        kind = SectionKind(typed)
        if kind is SectionKind.ENCLOSURE:
            return [Section(kind, (Carried(self._carried(div, div, "")),))]
        if kind is SectionKind.DISPATCH:
            # Only a text that the capture has lost stands in a division without an id.
            return [Section(kind, self._division(div, _AROUND))] if identifier(div) else []
        name = "ab" if kind is SectionKind.UNCLASSIFIED else "p"
        return [Section(kind, tuple(self._form_part(block, name) for block in div))]

    def _form_part(self, element: Element, name: str) -> Block | Table:
        if local_name(element) == "table":
            return self._table(element)
        return self._aside(element) or self._block(PARAGRAPH, element, name)

    def _carried(self, element: Element, body: Element, form: str) -> Message:
        if child(body, "div") is not None:
            sections = tuple(section for div in body for section in self._section(div))
        else:
            parts = self._division(body)
            sections = (Section(SectionKind.DISPATCH, parts),) if parts else ()
        return self._message(element, sections, form, form or "message")

    def _division(self, parent: Element, around: frozenset[str] = frozenset()) -> tuple[Part, ...]:
        """The parts of a division, or of a carried message without any; `around` may surround closing lines."""
        found: list[Part] = []
        kind_of_ab = self._kind_of_ab(parent, around)
        for element in parent:
            # Where all lines are blocks because TEI wants blocks, notes stand in blocks too.
            wrapped = not around and kind_of_ab is BlockKind.CLOSING and local_name(element) == "ab"
            aside = self._aside(_only(element) if wrapped else element)
            if aside:
                found.append(aside)
                continue
            match local_name(element):
                case "head":
                    kind = BlockKind.OFFICE if element.get("type") == "office" else BlockKind.HEADING
                    found.append(self._block(kind, element))
                case "opener":
                    found += self._opener(element)
                case "closer":
                    found += [self._closing(inner) for inner in element]
                case "floatingText":
                    body = child(element, "body")
                    if body is None:
                        raise self._reading.unknown(element)
                    found.append(Carried(self._carried(element, body, element.get("type", ""))))
                case "list":
                    found.append(self._list(element))
                case "table":
                    found.append(self._table(element))
                case "p":
                    found.append(self._block(PARAGRAPH, element))
                case "postscript":
                    found += [self._block(BlockKind.POSTSCRIPT, inner, "p") for inner in element]
                case "ab":
                    unclassified = element.get("type") == "unclassified"
                    found.append(self._block(BlockKind.UNCLASSIFIED if unclassified else kind_of_ab, element))
                case _:
                    raise self._reading.unknown(element)
        return tuple(found)

    def _kind_of_ab(self, parent: Element, around: frozenset[str]) -> BlockKind:
        """What an `ab` without a type is: a closing line where there is no message, else a mark."""
        blocks = [element for element in parent if local_name(element) == "ab" and element.get("type") is None]
        stamps = [element for element in blocks if _is_stamp(element)]
        others = {local_name(element) for element in parent if element not in blocks}
        if around:
            others |= {"stamp" for _ in stamps}
            stamps = []
        marks = not stamps and all(self._is_mark(element) for element in blocks)
        return BlockKind.MARK if marks or others - around else BlockKind.CLOSING

    def _is_mark(self, element: Element) -> bool:
        return not (element.text or "").strip() and all(local_name(inner) in ("pc", "supplied") for inner in element)

    def _aside(self, element: Element) -> Block | None:
        """A footnote, a note by hand or a stamp between blocks, if the element is one."""
        if _is_stamp(element):
            return self._block(BlockKind.STAMP, element)
        if local_name(element) == "gap":
            return _made(BlockKind.OMISSION, (self._phrases.span(element),))
        if local_name(element) != "note" or not (element.get("place") == "foot" or element.get("hand")):
            return None
        if element.get("place") == "foot":
            return replace(self._block(BlockKind.FOOTNOTE, element), label=element.get("n", ""))
        return self._block(BlockKind.HANDWRITING, element)

    def _opener(self, opener: Element) -> list[Part]:
        """The lines of the form. What stands in no element of its own belongs to the line of its neighbours."""
        found: list[Part] = []
        line: list[Inline] = _text(opener.text)
        for element in opener:
            name = local_name(element)
            if name in ("dateline", "salute", "address"):
                found += _service(line)
                line = []
            if name == "dateline":
                content = self._phrases.content(element)
                sent = any(isinstance(part, Span) and part.kind is SpanKind.SERVICE for part in content)
                found.append(_made(BlockKind.SERVICE_SENT if sent else BlockKind.DATELINE, content))
            elif name == "stamp" and not line and not _text(element.tail):
                found.append(_made(BlockKind.STAMP, (self._phrases.span(element),)))
            elif name == "salute":
                run_in = element.get("rend") == "run-in"
                found.append(_made(BlockKind.SALUTATION, self._phrases.content(element), run_in))
            elif name == "address":
                found += [self._block(BlockKind.ADDRESS, printed, "addrLine") for printed in element]
            else:
                line.append(self._phrases.span(element))
            after = _text(element.tail)
            if not after:
                found += _service(line)
                line = []
            line += after
        return [*found, *_service(line)]

    def _closing(self, element: Element) -> Block:
        kind = _CLOSERS.get(local_name(element))
        if kind is None:
            raise self._reading.unknown(element)
        return self._block(kind, element)

    def _list(self, element: Element) -> NumberedList:
        items: list[NumberedItem] = []
        label = ""
        for inner in element:
            match local_name(inner):
                case "label":
                    label = all_text(inner)
                case "item":
                    parts = tuple(self._item_part(part) for part in inner)
                    items.append(NumberedItem(label, inner.get("n", ""), parts))
                case _:
                    raise self._reading.unknown(inner)
        return NumberedList(tuple(items))

    def _table(self, element: Element) -> Table:
        return Table(tuple(tuple(self._cell(cell) for cell in row) for row in element))

    def _cell(self, element: Element) -> Cell:
        columns, rows = (element.get(name, "0") for name in ("cols", "rows"))
        if not (columns.isdecimal() and rows.isdecimal()):
            raise self._reading.unknown(element)
        return Cell(self._block(BlockKind.CELL, element, "cell"), int(columns), int(rows))

    def _item_part(self, element: Element) -> Block | NumberedList | Table:
        if local_name(element) == "list":
            return self._list(element)
        if local_name(element) == "table":
            return self._table(element)
        if local_name(element) == "ab":
            return self._block(BlockKind.MARK, element)
        return self._aside(element) or self._block(PARAGRAPH, element, "p")

    def _block(self, kind: BlockKind, element: Element, name: str = "") -> Block:
        if name and local_name(element) != name:
            raise self._reading.unknown(element)
        return _made(kind, self._phrases.content(element))


def _is_stamp(element: Element) -> bool:
    only = local_name(element) == "ab" and not element.attrib and len(element) == 1 and not element.text
    return only and local_name(element[0]) == "stamp" and not element[0].tail


def _made(kind: BlockKind, content: tuple[Inline, ...], run_in: bool = False) -> Block:
    return Block(kind, content, (), "", run_in)


def _only(element: Element) -> Element:
    """The child that an element holds and nothing else, or the element itself."""
    if len(element) != 1 or element.text or element[0].tail:
        return element
    return element[0]


def _service(line: list[Inline]) -> list[Block]:
    return [_made(BlockKind.SERVICE, tuple(line))] if line else []


def _text(text: str | None) -> list[Inline]:
    """Text of the source; white space with a line break is the layout of the file."""
    return [text] if text and (text.strip() or "\n" not in text) else []
