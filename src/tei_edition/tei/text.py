"""A message's sections and blocks → TEI's text, div, opener, closer (Guidelines, chapters DS and CO)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from tei_edition.model import (
    Block,
    BlockKind,
    Carried,
    Message,
    NumberedList,
    Part,
    Section,
    SectionKind,
    Table,
    Telegram,
)
from tei_edition.tei.build import Element, add, last_child, root
from tei_edition.tei.context import Plan
from tei_edition.tei.footnotes import FootnoteIds
from tei_edition.tei.phrases import Phrases

_HEADS = (BlockKind.HEADING, BlockKind.OFFICE)
_OPENERS = (BlockKind.SERVICE_SENT, BlockKind.SERVICE, BlockKind.ADDRESS, BlockKind.SALUTATION)
_CLOSERS = (BlockKind.CLOSING, BlockKind.SIGNATURE)
_ASIDES = (BlockKind.FOOTNOTE, BlockKind.HANDWRITING, BlockKind.OMISSION)
"""Blocks that TEI allows between any others."""
_AROUND = (*_HEADS, *_OPENERS, *_CLOSERS, *_ASIDES, BlockKind.DATELINE, BlockKind.STAMP)


class TextEncoder:
    """Builds `text` of one telegram; `placed` says which element holds which block."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.phrases = Phrases(plan.context, FootnoteIds(plan.blocks, plan.spans))
        self.placed: list[tuple[Block, Element]] = []
        self._dispatches = 0
        self._enclosures = 0

    def encode(self) -> Element:
        """The text element with everything in it."""
        telegram = self.plan.telegram
        message = telegram.message
        decls = self._decls(message)
        text = root("text", xml_lang=telegram.text_language, decls=decls)
        if telegram.parallel is None:
            self._body(text, message)
            return text
        group = add(text, "group")
        made: list[Element] = []
        for version in _versions(telegram):
            is_original = version is telegram.parallel.message
            language = telegram.parallel.language if is_original else telegram.text_language
            kind = "original" if is_original else "translation"
            made.append(add(group, "text", type=kind, xml_lang=language, decls=decls))
            self._body(made[-1], version)
        _pair(*made)
        return text

    def _body(self, text: Element, message: Message) -> None:
        outer = add(add(text, "body"), "div", type="telegram", decls=self._decls(self.plan.telegram.message))
        # A decision's extract goes to those who thereby get a copy of the telegram in it; an original has the way of
        # its translation.
        whole = self.plan.telegram.message
        self.phrases.events = self.plan.event_ids(whole.principal) | self.plan.event_ids(whole)
        dispatches: list[Element] = []
        for section in message.sections:
            self._section(outer, message, section, dispatches)
        if last_child(outer) is None:
            add(add(add(outer, "div", type="dispatch"), "p"), "gap", reason="notInCapture")
        _join(dispatches)

    def _decls(self, message: Message) -> str:
        identifier = self.plan.message_id(message)
        return f"#{identifier}" if identifier else ""

    def _section(self, outer: Element, message: Message, section: Section, dispatches: list[Element]) -> None:
        if section.kind is SectionKind.DISPATCH:
            dispatches += self._dispatches_of(outer, _divisions(section.parts))
        elif section.kind is SectionKind.ENCLOSURE:
            for part in section.parts:
                if isinstance(part, Carried):
                    self._enclosure(outer, part.message)
            self.phrases.events = self.plan.event_ids(message)
        else:
            div = add(outer, "div", type=section.kind.value)
            name = "ab" if section.kind is SectionKind.UNCLASSIFIED else "p"
            for part in section.parts:
                if isinstance(part, Table):
                    self._table(div, part)
                if not isinstance(part, Block):
                    continue
                if part.kind in _ASIDES:
                    self._aside(div, part)
                elif part.kind is BlockKind.STAMP:
                    self._block(div, "ab", part)
                else:
                    self._block(div, name, part, **({"type": "unclassified"} if name == "ab" else {}))

    def _dispatches_of(self, outer: Element, divisions: list[list[Part]]) -> list[Element]:
        made: list[Element] = []
        for division in divisions:
            self._dispatches += 1
            div = add(outer, "div", type="dispatch", xml_id=f"dispatch.{self._dispatches}")
            self._division(div, division)
            made.append(div)
        return made

    def _enclosure(self, outer: Element, message: Message) -> None:
        div = add(outer, "div", type="enclosure", **self._carried_attributes(message))
        if all(section.kind is SectionKind.DISPATCH for section in message.sections):
            self._carried_parts(div, message)
            return
        self.phrases.events = self.plan.event_ids(message)
        dispatches: list[Element] = []
        for section in message.sections:
            self._section(div, message, section, dispatches)
        _join(dispatches)

    def _floating(self, parent: Element, message: Message) -> None:
        events = self.phrases.events
        text = add(parent, "floatingText", type=message.form, **self._carried_attributes(message))
        self._carried_parts(add(text, "body"), message)
        self.phrases.events = events

    def _carried_attributes(self, message: Message) -> dict[str, str]:
        self._enclosures += 1
        return {
            "xml_id": f"enclosure.{self._enclosures}",
            "decls": self._decls(message),
            "xml_lang": self.plan.telegram.text_language,
        }

    def _carried_parts(self, parent: Element, message: Message) -> None:
        self.phrases.events = self.plan.event_ids(message)
        divisions = [division for section in message.sections for division in _divisions(section.parts)]
        if len(divisions) <= 1:
            for division in divisions:
                if _without_message(division):
                    # A body of TEI holds at least one block between opener and closer.
                    for part in division:
                        if isinstance(part, Block) and part.kind in _ASIDES:
                            self._aside(add(parent, "ab"), part)
                        elif isinstance(part, Block):
                            self._block(parent, "ab", part)
                else:
                    self._division(parent, division)
        else:
            # After a closer TEI allows no paragraph: what follows it is a division of its own.
            _join(self._dispatches_of(parent, divisions))

    def _division(self, div: Element, parts: list[Part]) -> None:
        # TEI wants something between opener and closer: closing lines without a message are blocks like others.
        without_message = _without_message(parts)
        opener: Element | None = None
        closer: Element | None = None
        seen_component = closed = False
        for part in parts:
            if not isinstance(part, Block):
                opener, seen_component = None, True
                if isinstance(part, Carried):
                    self._floating(div, part.message)
                elif isinstance(part, Table):
                    self._table(div, part)
                else:
                    self._list(div, part)
            elif part.kind in _ASIDES:
                opener = closer = None
                self._aside(div, part)
            elif part.kind is BlockKind.STAMP and not seen_component and closer is None:
                opener = add(div, "opener") if opener is None else opener
                self._opened(opener, part)
            elif part.kind is BlockKind.POSTSCRIPT:
                # TEI lets a postscript follow a closer only.
                opener, seen_component = None, True
                self._block(add(div, "postscript") if closed else div, "p", part)
            elif part.kind in _HEADS:
                opener = None
                self._block(div, "head", part, **({"type": "office"} if part.kind is BlockKind.OFFICE else {}))
            elif part.kind in _OPENERS or (part.kind is BlockKind.DATELINE and not seen_component and closer is None):
                opener = add(div, "opener") if opener is None else opener
                self._opened(opener, part)
            elif without_message and (part.kind in _CLOSERS or part.kind is BlockKind.DATELINE):
                opener, seen_component = None, True
                self._block(div, "ab", part)
            elif part.kind in _CLOSERS or part.kind is BlockKind.DATELINE:
                closed = True
                closer = add(div, "closer") if closer is None else closer
                name = {BlockKind.SIGNATURE: "signed", BlockKind.DATELINE: "dateline"}.get(part.kind, "salute")
                self._block(closer, name, part)
            else:
                opener, seen_component = None, True
                self._component(div, part)

    def _component(self, div: Element, block: Block) -> None:
        if block.kind is BlockKind.PARAGRAPH:
            self._block(div, "p", block)
        else:
            self._block(div, "ab", block, **({"type": "unclassified"} if block.kind is BlockKind.UNCLASSIFIED else {}))

    def _opened(self, opener: Element, block: Block) -> None:
        if block.kind is BlockKind.ADDRESS:
            last = last_child(opener)
            if last is None or last.name != "address":
                last = add(opener, "address")
            self._block(last, "addrLine", block)
        elif block.kind is BlockKind.SALUTATION:
            self._block(opener, "salute", block, rend="run-in" if block.run_in else "")
        elif block.kind in (BlockKind.SERVICE_SENT, BlockKind.DATELINE):
            self._block(opener, "dateline", block)
        else:
            before = last_child(opener)
            self.phrases.write(opener, block.content)
            after = last_child(opener)
            self.placed.append((block, opener if after is None or after is before else after))

    def _list(self, div: Element, numbered: NumberedList) -> None:
        made = add(div, "list", type="points", rend="bulleted" if numbered.bulleted else "numbered")
        for item in numbered.items:
            add(made, "label", item.label)
            element = add(made, "item", n=item.number)
            for part in item.parts:
                if isinstance(part, NumberedList):
                    self._list(element, part)
                elif isinstance(part, Table):
                    self._table(element, part)
                elif part.kind in _ASIDES:
                    self._aside(element, part)
                else:
                    self._block(element, "p" if part.kind is BlockKind.PARAGRAPH else "ab", part)

    def _table(self, parent: Element, table: Table) -> None:
        made = add(parent, "table")
        for row in table.rows:
            element = add(made, "row")
            for cell in row:
                spans = {"cols": cell.columns, "rows": cell.rows}
                self._block(element, "cell", cell.block, **{name: str(count) for name, count in spans.items() if count})

    def _aside(self, parent: Element, block: Block) -> None:
        """A footnote, a note by hand, the sign of an omission, which belong to no paragraph."""
        if block.kind is BlockKind.FOOTNOTE:
            identifier, mark = self.phrases.footnotes.note(block.label)
            self._block(parent, "note", block, place="foot", xml_id=identifier, n=block.label, target=mark)
        elif block.kind is BlockKind.OMISSION:
            self.phrases.write(parent, block.content)
            made = last_child(parent)
            self.placed.append((block, parent if made is None else made))
        else:
            self._block(parent, "note", block, type="resolution", hand="#hand.1")

    def _block(self, parent: Element, name: str, block: Block, **attributes: str) -> None:
        element = add(parent, name, **attributes)
        self.phrases.write(element, block.content)
        self.placed.append((block, element))


def _without_message(parts: list[Part]) -> bool:
    """Whether there is nothing but head, opener and closer."""
    return all(isinstance(part, Block) and part.kind in _AROUND for part in parts)


def _divisions(parts: tuple[Part, ...]) -> list[list[Part]]:
    """Cut blocks where TEI's order (head and opener, then components, then closer) starts anew."""
    divisions: list[list[Part]] = []
    stage = 3
    for part in parts:
        if isinstance(part, Block) and part.kind in (*_HEADS, *_OPENERS):
            own = 0
        elif isinstance(part, Block) and part.kind in _CLOSERS:
            own = 2
        elif isinstance(part, Block) and part.kind is BlockKind.POSTSCRIPT:
            own = 2 if stage == 2 else 1
        elif isinstance(part, Block) and part.kind is BlockKind.DATELINE:
            own = 0 if stage in (0, 3) else 2
        elif isinstance(part, Block) and part.kind is BlockKind.STAMP:
            own = 0 if stage in (0, 3) else 1
        elif isinstance(part, Block) and part.kind in _ASIDES:
            own = stage % 3
        else:
            own = 1
        if own < stage:
            divisions.append([])
        divisions[-1].append(part)
        stage = own
    return divisions


def _versions(telegram: Telegram) -> tuple[Message, ...]:
    """The message in all languages that the page gives it in, in the order of the page."""
    if telegram.parallel is None:
        return (telegram.message,)
    versions = (telegram.message, telegram.parallel.message)
    return versions[::-1] if telegram.parallel.first else versions


def _pair(one: Element, other: Element) -> None:
    """Point the paragraphs of two versions to each other, if they have as many."""
    of_one, of_other = list(_paragraphs(one)), list(_paragraphs(other))
    if len(of_one) != len(of_other):
        return
    for number, (p, q) in enumerate(zip(of_one, of_other, strict=True), start=1):
        for element, own, paired in ((p, one, other), (q, other, one)):
            element.attributes["xml_id"] = f"{own.attributes['type']}.{number}"
            element.attributes["corresp"] = f"#{paired.attributes['type']}.{number}"


def _paragraphs(element: Element, of_dispatch: bool = False) -> Iterator[Element]:
    """The paragraphs of the message itself, in no copies list and no message that it carries."""
    for child in element.elements:
        if child.name in ("div", "floatingText"):
            yield from _paragraphs(child, child.attributes.get("type") == "dispatch")
        else:
            if of_dispatch and child.name == "p":
                yield child
            yield from _paragraphs(child, of_dispatch)


def _join(divs: list[Element]) -> None:
    """Link the pieces of one dispatch (@next, @prev)."""
    for first, second in pairwise(divs):
        first.attributes["next"] = f"#{second.attributes['xml_id']}"
        second.attributes["prev"] = f"#{first.attributes['xml_id']}"
