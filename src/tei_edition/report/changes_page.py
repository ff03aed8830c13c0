"""Changes as one page for a browser, with the words that came and went marked.

The page is built as a tree, so that no word of a document can become markup; it loads nothing and runs no script.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from lxml import etree
from lxml.builder import E

from tei_edition.comparison import Comparison, DocumentChange, EntryChange, Fate, FieldChange, Piece, TextChange
from tei_edition.comparison.texts import aligned
from tei_edition.report import change_words as words
from tei_edition.report.excerpt import neutral
from tei_edition.report.html import POLICY

DOCUMENTS = 2_000
"""Of so many documents a page shows the changes, of the others their names; a browser is slow with more."""
_STYLE = Path(__file__).with_name("changes.css")
_ASPECTS = (("text", "Text"), ("markup", "Mark-up"), ("header", "Header"), ("authority", "Authority"))
_LONGEST = 20_000  # characters of a block or a value


def changes_page(told: Comparison) -> bytes:
    """The page, complete in itself, in UTF-8."""
    title = f"Changes from {told.old} to {told.new}"
    page = E.html(
        E.head(
            E.meta({"charset": "utf-8"}),
            E.meta({"http-equiv": "Content-Security-Policy", "content": POLICY}),
            E.meta({"name": "viewport", "content": "width=device-width, initial-scale=1"}),
            E.meta({"name": "generator", "content": "tei-edition"}),
            E.title(neutral(title)),
            E.style(_STYLE.read_text("utf-8")),
        ),
        E.body(
            E.header(
                E.h1(neutral(title)), *(E.p(line) for line in _summary(told)), *([_filters()] if told.differs else [])
            ),
            *([_contents(told)] if told.differs else []),
            E.main(*_main(told)),
        ),
        {"lang": "en"},
    )
    text = etree.tostring(page, encoding="unicode", method="html", doctype="<!DOCTYPE html>") + "\n"
    return text.encode("utf-8", "backslashreplace")


def _summary(told: Comparison) -> list[str]:
    return words.summary(told) if told.differs else ["No difference.", *words.summary(told)]


def _filters() -> etree._Element:
    """What is shown; the boxes work without a script (changes.css)."""
    made: etree._Element = E.form(
        E.fieldset(
            E.legend("Show changes of"),
            *(
                E.label(E.input({"type": "checkbox", "id": f"f-{name}", "checked": "checked"}), f" {label}")
                for name, label in _ASPECTS
            ),
        ),
        {"class": "filters", "autocomplete": "off"},
    )
    return made


def _contents(told: Comparison) -> etree._Element:
    items = [
        E.li(E.a(neutral(words.document_line(one)), {"href": f"#d{number}"}))
        for number, one in enumerate(told.documents[:DOCUMENTS], 1)
    ]
    if told.authority:
        items.append(E.li(E.a("Authority", {"href": "#authority"})))
    made: etree._Element = E.nav(
        E.details(E.summary(f"{words.counted(len(items), 'place')} with changes"), E.ol(*items)),
        {"aria-label": "Contents"},
    )
    if len(items) <= 20:
        made[0].set("open", "open")
    return made


def _main(told: Comparison) -> Iterator[etree._Element]:
    for number, one in enumerate(islice(told.documents, DOCUMENTS), 1):
        yield _document(one, number)
    others = told.documents[DOCUMENTS:]
    if others:
        yield E.section(
            E.h2(f"{words.counted(len(others), 'more document')} with changes"),
            E.ul(*(E.li(neutral(words.document_line(one))) for one in others)),
        )
    if told.authority:
        yield E.section(
            E.h2("Authority", {"id": "authority"}),
            E.div(E.ul(*map(_entry, told.authority)), {"class": "authority"}),
            {"aria-labelledby": "authority"},
        )


def _document(one: DocumentChange, number: int) -> etree._Element:
    made: etree._Element = E.section(
        E.h2(neutral(one.id), " ", E.span(one.fate.value, {"class": f"fate {one.fate.value}"}), {"id": f"d{number}"}),
        {"aria-labelledby": f"d{number}"},
    )
    if one.title:
        made.append(E.p(neutral(one.title), {"class": "title", "lang": ""}))
    if one.renamed or one.moved:
        made.append(E.p(neutral(words.document_line(one)), {"class": "place"}))
    if not one.text_compared:
        made.append(E.p("The text is not in both versions and was not compared.", {"class": "place"}))
    if one.text:
        made.append(_part("text", "Text", [_block(change) for change in one.text]))
    if one.markup:
        items = (
            E.li(
                E.span(words.place(change.old, change.new), {"class": "where"}),
                ": ",
                neutral(words.markup_sentence(change)),
                _line(words.line_of(change.old, change.new)),
            )
            for change in one.markup
        )
        made.append(_part("markup", "Mark-up", [E.ul(*items)]))
    if one.header:
        made.append(_part("header", "Header", [E.ul(*map(_field, one.header))]))
    if one.authority:
        made.append(_part("authority", "Entries of its own", [E.ul(*map(_entry, one.authority))]))
    return made


def _part(name: str, label: str, content: Sequence[etree._Element]) -> etree._Element:
    made: etree._Element = E.div(E.h3(label), *content, {"class": name})
    return made


def _block(change: TextChange) -> etree._Element:
    made: etree._Element = E.div(
        E.p(
            E.span(words.place(change.old, change.new), {"class": "where"}),
            f", {words.text_sentence(change)}",
            _line(words.line_of(change.old, change.new)),
        ),
        E.p(*_pieces(change.pieces), {"class": "words", "lang": ""}),
        {"class": "block"},
    )
    return made


def _pieces(pieces: Sequence[Piece]) -> Iterator[etree._Element | str]:
    for piece in pieces:
        text = neutral(piece.words if len(piece.words) <= _LONGEST else words.shortened(piece.words, _LONGEST))
        if piece.fate in (Fate.ADDED, Fate.REMOVED):
            if text.startswith(" ") and text.strip():
                yield " "
                text = text[1:]
            yield E("ins" if piece.fate is Fate.ADDED else "del", text)
        else:
            yield text


def _field(change: FieldChange) -> etree._Element:
    where = _line(f"line {change.line}" if change.line else "")
    if not change.path or change.inside or change.fate is Fate.MOVED:
        plain: etree._Element = E.li(neutral(words.field_sentence(change)), where)
        return plain
    if change.fate is Fate.CHANGED:
        told = list(_pieces(aligned(change.old, change.new).pieces))
    else:
        told = list(_pieces([Piece(change.fate, change.old or change.new or "empty")]))
    made: etree._Element = E.li(
        E.span(neutral(words.field_name(change.path)), {"class": "where"}), ": ", E.span(*told, {"lang": ""}), where
    )
    return made


def _entry(change: EntryChange) -> etree._Element:
    made: etree._Element = E.li(neutral(words.entry_sentence(change)))
    if change.fields:
        made.append(E.ul(*map(_field, change.fields)))
    return made


def _line(told: str) -> etree._Element | str:
    return E.span(f" ({told})", {"class": "place"}) if told else ""
