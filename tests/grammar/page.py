"""Whole pages: the record around the message, in the shapes in which captures keep it."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from random import Random

from grammar import form, message, moments
from grammar.citation import citation
from grammar.facts import Facts, Line, Lines, lines, stating, total
from grammar.invention import Person, people

DIALECTS = ("labelled", "thinned", "flat", "old site", "bare", "pdf cover")
NOTICE = (
    "The History and Public Policy Program welcomes reuse of the texts for research and teaching.",
    "To enquire about this document's rights status please write to the archive.",
)


@dataclass(frozen=True)
class Page:
    """A page as text, and what it states."""

    text: str
    facts: Facts
    dialect: str


@dataclass(frozen=True)
class _Record:
    """The parts of a page before a capture lays them out."""

    day: datetime.date
    title: str
    top: Lines
    body: Lines
    abstract: str
    cited: tuple[str, Facts]
    record_id: str
    record_type: str
    credit: str


def page(chance: Random, dialects: tuple[str, ...] = DIALECTS) -> Page:
    """One page of any of the dialects."""
    dialect = chance.choice(dialects)
    record = _record(chance)
    lay_out = {
        "labelled": _labelled,
        "thinned": _thinned,
        "flat": _flat,
        "old site": _old_site,
        "bare": _bare,
        "pdf cover": _pdf_cover,
    }[dialect]
    text, laid = lay_out(chance, record)
    return Page(text, total(laid), dialect)


def _record(chance: Random) -> _Record:
    sent = moments.day(chance)
    shown = moments.later(sent, chance.choice((0, 0, 0, 1, -1)))
    sender, addressee, ultimate = people(chance, 3)
    number = chance.choice(("", str(chance.randint(100, 99999)), f"{chance.randint(1000, 600000)}/sh"))
    kind = chance.choice(("Ciphered Telegram", "Telegram", "Cable"))
    numbered = f"{kind} No. {number}" if number and chance.random() < 0.7 else kind
    link = chance.choice((", {} to {}", " from {} to {}"))
    title = numbered + link.format(sender.surname, addressee.surname)
    stated = Facts(
        title=title,
        title_number=number if number in numbered else "",
        title_senders=(sender.surname,),
        title_addressees=(addressee.surname,),
    )
    body = _message(chance, sent, number, sender, addressee, ultimate)
    return _Record(
        shown,
        title,
        stating(stated, title),
        body,
        f"{sender.surname} informs {addressee.surname} about the state of affairs and of the talks.",
        citation(chance),
        str(chance.randint(110000, 300000)),
        chance.choice(("Telegram", "Cable", "Memorandum")),
        chance.choice(("", "Leon Levy Foundation", "Blavatnik Family Foundation")),
    )


def _message(
    chance: Random, day: datetime.date, number: str, sender: Person, addressee: Person, ultimate: Person
) -> Lines:
    """Form head, address, message, signature, and what stands below: in the order of the forms."""
    head = form.handwriting(chance) if chance.random() < 0.15 else ()
    head += form.office(chance) if chance.random() < 0.3 else ()
    if chance.random() < 0.7:
        head += form.heading(chance, number)
    head += form.way(chance, day)
    head += form.marks(chance)
    listed_above = chance.random() < 0.3
    if listed_above:
        head += form.copies(chance)
    head += form.address(chance, addressee, ultimate if chance.random() < 0.5 else None)
    if chance.random() < 0.3:
        head += message.reference(chance)
    if chance.random() < 0.3:
        head += message.salutation(chance, addressee)
    text = message.paragraphs(chance)
    if chance.random() < 0.3:
        text += message.points(chance)
    if chance.random() < 0.3:
        text += message.carried(chance, chance.choice((1, 1, 2, 3)))
    foot = form.signature(chance, sender, day)
    foot += form.below(chance, day)
    if not listed_above and chance.random() < 0.4:
        foot += form.copies(chance)
    if chance.random() < 0.15:
        foot += form.handwriting(chance)
    return head + text + foot


def _date(record: _Record, padded: bool = False) -> Lines:
    printed = moments.long_day(record.day)
    if padded:
        printed = re.sub(r" (\d),", r" 0\1,", printed)
    return stating(Facts(page_date=str(record.day)), printed)


def _credit(record: _Record) -> Lines:
    if not record.credit:
        return ()
    text = f"This document was made possible with support from {record.credit}"
    return stating(Facts(credit=record.credit), text)


def _abstract(record: _Record) -> Lines:
    return stating(Facts(abstract=record.abstract), record.abstract)


def _text(laid: Lines, gap: str) -> str:
    return gap.join(line.text for line in laid) + "\n"


def _labelled(chance: Random, record: _Record) -> tuple[str, Lines]:
    """Skip link, all labels with their values, blank lines or lines with a lone no-break space between."""
    cited, facts = record.cited
    laid = (
        *lines("Skip to content"),
        *_date(record),
        *record.top,
        *_credit(record),
        *record.body,
        *_abstract(record),
        *(lines("Author(s):") if chance.random() < 0.5 else ()),
        *lines("Document Information", "Source"),
        *stating(facts, cited),
        *lines("Rights", *NOTICE),
        *lines("Original Uploaded Date"),
        *stating(Facts(uploaded="2011-11-20"), "2011-11-20"),
        *lines("Type"),
        *stating(Facts(record_type=record.record_type), record.record_type),
        *lines("Language", "Record ID"),
        *stating(Facts(record_id=record.record_id), record.record_id),
    )
    return _text(laid, chance.choice(("\n\n", "\n\n\u00a0\n\n"))), laid


def _thinned(chance: Random, record: _Record) -> tuple[str, Lines]:
    """Short lines in capitals and most labels are gone; what stood on them is gone, too."""

    def kept(line: Line) -> bool:
        return not (line.text.isupper() and len(line.text.split()) <= 3) and line.text != form.OFFICE

    cited, facts = record.cited
    laid = (
        *lines("Skip to content"),
        *_date(record),
        *record.top,
        *_credit(record),
        *(line for line in record.body if kept(line)),
        *_abstract(record),
        *lines("Document Information"),
        *stating(facts, cited),
        *lines(*NOTICE, "Original Uploaded Date", "Record ID"),
    )
    return _text(laid, chance.choice(("\n\n", "\n\n\n"))), laid


def _flat(chance: Random, record: _Record) -> tuple[str, Lines]:
    """No blank lines; labels without values; perhaps the summary of another document above the date."""
    hoisted = lines("The ambassador sums up another document of the same week.") if chance.random() < 0.4 else ()
    related = (
        lines("Related Documents", "May 2, 1953 | Cable No. 12, Another to Third |") if chance.random() < 0.3 else ()
    )
    laid = (
        *hoisted,
        *_date(record),
        *record.top,
        *_credit(record),
        *record.body,
        *_abstract(record),
        *lines("Author(s):", "Associated Places", "Associated Topics"),
        *related,
        *lines("Document Information", "Source", "Original Archive", "Rights", *NOTICE),
    )
    return _text(laid, "\n"), laid


def _old_site(chance: Random, record: _Record) -> tuple[str, Lines]:
    """Date, title, abstract and quoted citation first, then the text; no information block."""
    cited, facts = record.cited
    day = re.sub(r" (\d),", r" 0\1,", moments.long_day(record.day))
    quoted = f"“{record.title},” {day}, History and Public Policy Program Digital Archive, {cited}"
    filters = ("ADD SEARCH FILTER CANCEL SEARCH FILTER",) if chance.random() < 0.5 else ()
    laid = (
        *lines("Search in", *filters, "Digital Archive International History Declassified"),
        *_date(record, padded=True),
        *record.top,
        *lines("CITATION SHARE DOWNLOAD", "• Citation", "get citation"),
        *_abstract(record),
        *stating(facts, quoted),
        *lines("share document", "VIEW DOCUMENT IN", "English HTML"),
        *record.body,
    )
    return _text(laid, chance.choice(("\n\n", "\n"))), laid


def _bare(chance: Random, record: _Record) -> tuple[str, Lines]:
    """Date, title, text, abstract; nothing else."""
    laid = (*_date(record), *record.top, *record.body, *_abstract(record))
    return _text(laid, "\n\n"), laid


def _pdf_cover(chance: Random, record: _Record) -> tuple[str, Lines]:
    """The cover sheet of the printed document: citation, summary, credits, then the translation."""
    cited, facts = record.cited
    day = re.sub(r" (\d),", r" 0\1,", moments.long_day(record.day))
    quoted = f"“{record.title},” {day}, History and Public Policy Program Digital Archive, {cited}"
    head = f"{day} {record.title}"
    laid = (
        *lines("Digital Archive digitalarchive.wilsoncenter.org International History Declassified"),
        Line(head, total(_date(record)) + total(record.top)),
        *lines("Citation:"),
        *stating(facts, quoted),
        *lines("Summary:"),
        *_abstract(record),
        *lines("Original Language:", "Russian", "Contents:", "English Translation"),
        *record.body,
    )
    return _text(laid, "\n\n"), laid
