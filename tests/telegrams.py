"""Telegrams of any form that the encoder knows, made from the model alone: also what no reader makes yet."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from tei_edition.model import (
    Agent,
    AgentKind,
    Block,
    BlockKind,
    Carried,
    CatalogueEntry,
    Cell,
    CopyText,
    CorrespondenceEvent,
    DateReading,
    EntryKind,
    EventKind,
    Inline,
    Message,
    NumberedItem,
    NumberedList,
    Parallel,
    Reference,
    RelatedDocument,
    Section,
    SectionKind,
    Span,
    SpanKind,
    Table,
    Telegram,
    plain_text,
)
from tei_edition.source.versions import completed

WORDS = st.sampled_from(["Ivanov", "PETROV", "8", "a b", " ", "x, ", "Я", "“"])
DATES = st.builds(
    DateReading, st.sampled_from(["17.7", "May"]), st.sampled_from(["", "1952-07-17", "1952-07-17T18:45:00"])
)
NAMES = (SpanKind.PERSON, SpanKind.ORGANISATION, SpanKind.PLACE)
WRAPPED = {BlockKind.STAMP: SpanKind.STAMP, BlockKind.OMISSION: SpanKind.OMISSION}
"""Blocks that always consist of one phrase."""
FORM_SECTIONS = (SectionKind.DISTRIBUTION, SectionKind.REGISTRATION, SectionKind.OFFICE_NOTES, SectionKind.UNCLASSIFIED)
Content = tuple[Inline, ...]


def tuples(strategy: st.SearchStrategy[Any], low: int, high: int) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, min_size=low, max_size=high).map(tuple)


def spans(kind: SpanKind, inner: st.SearchStrategy[Content]) -> st.SearchStrategy[Span]:
    """Phrases of one kind, with what the kind needs; service lines and copies may hold others."""
    words = tuples(WORDS, 1, 2)
    if kind in NAMES:
        return WORDS.map(lambda name: Span(kind, (name,), name))
    if kind is SpanKind.DATE:
        return st.builds(Span, st.just(kind), words, date=DATES)
    if kind is SpanKind.BREAK:
        return st.just(Span(kind))
    if kind in (SpanKind.SERVICE, SpanKind.COPY):
        value = st.just("sent" if kind is SpanKind.SERVICE else "")
        return st.builds(Span, st.just(kind), inner, value, st.sampled_from(["", "event 1"]))
    return st.builds(Span, st.just(kind), words, st.sampled_from(["v", "w"]))


def content(inner: st.SearchStrategy[Content]) -> st.SearchStrategy[Content]:
    return tuples(WORDS | st.sampled_from(SpanKind).flatmap(lambda kind: spans(kind, inner)), 1, 4)


CONTENT = content(content(tuples(WORDS, 1, 1))).filter(lambda found: plain_text(found).strip() != "")


def block(kind: BlockKind) -> st.SearchStrategy[Block]:
    if kind in WRAPPED:
        return tuples(WORDS, 1, 2).map(lambda words: Block(kind, (Span(WRAPPED[kind], words),), (), ""))
    run_in = st.booleans() if kind is BlockKind.SALUTATION else st.just(False)
    label = st.sampled_from("12*") if kind is BlockKind.FOOTNOTE else st.just("")
    return st.builds(Block, st.just(kind), CONTENT, st.just(()), st.just(""), run_in, label)


BLOCKS = st.sampled_from(BlockKind).flatmap(block)
CELLS = st.builds(Cell, block(BlockKind.CELL), st.sampled_from([0, 2]), st.sampled_from([0, 3]))
TABLES = st.builds(Table, tuples(tuples(CELLS, 1, 2), 1, 2))
LISTS: st.SearchStrategy[NumberedList] = st.deferred(
    lambda: st.builds(
        NumberedList,
        tuples(
            st.builds(NumberedItem, WORDS, st.sampled_from(["1", "2", ""]), tuples(BLOCKS | LISTS | TABLES, 0, 2)), 1, 2
        ),
    )
)
AGENTS = st.builds(
    Agent,
    st.sampled_from(AgentKind),
    st.sampled_from(["Ivanov", "X"]),
    st.sampled_from(["", "external"]),
    st.sampled_from(["", "low"]),
    st.sampled_from(["", "editor"]),
)


def event(place: int, kind: EventKind) -> st.SearchStrategy[CorrespondenceEvent]:
    copies, number = st.sampled_from([0, 2]), st.sampled_from(["", "5"])
    return st.builds(
        CorrespondenceEvent,
        st.just(f"event {place}"),
        st.just(kind),
        tuples(AGENTS, 0, 2),
        st.none() | DATES,
        copies,
        number,
    )


EVENTS = st.lists(st.sampled_from(EventKind), unique=True, max_size=3).flatmap(
    lambda kinds: st.tuples(*(event(place, kind) for place, kind in enumerate(kinds, 1)))
)
REFERENCES = tuples(st.builds(Reference, st.sampled_from(["replyTo", "prev", "mentions"]), WORDS), 0, 2)


def message(
    kind: str, sections: tuple[Section, ...], number: str, events: Any, references: tuple[Reference, ...]
) -> Message:
    # References are told in the description of the message; one of which nothing else is known has none.
    number = number or ("7" if kind == "decision" else "")
    return Message(kind, sections, kind, number, events, references if events or number else ())


MESSAGES: st.SearchStrategy[Message] = st.deferred(
    lambda: st.builds(
        message,
        st.sampled_from(["letter", "telegram", "decision"]),
        tuples(SECTIONS, 1, 2),
        st.sampled_from(["", "7"]),
        EVENTS,
        REFERENCES,
    )
)
CARRIED = st.builds(Carried, MESSAGES)
SECTIONS: st.SearchStrategy[Section] = (
    st.builds(Section, st.just(SectionKind.DISPATCH), tuples(BLOCKS | LISTS | TABLES | CARRIED, 1, 5))
    | st.builds(Section, st.just(SectionKind.ENCLOSURE), tuples(CARRIED, 1, 1))
    | st.builds(Section, st.sampled_from(FORM_SECTIONS), tuples(BLOCKS | TABLES, 1, 2))
)


ADDRESSES = st.sampled_from(
    ["", "https://archive.example/document/113640", "https://archive.example/topics/a%20b?c=1&d"]
)
# Header and text tell the entries in one order of kinds.
ENTRIES = st.lists(st.builds(CatalogueEntry, st.sampled_from(EntryKind), WORDS, ADDRESSES), max_size=4).map(
    lambda entries: tuple(sorted(entries, key=lambda entry: list(EntryKind).index(entry.kind)))
)
RELATED = tuples(st.builds(RelatedDocument, WORDS, st.none() | DATES, ADDRESSES), 0, 2)
RECORDS = st.builds(
    CopyText, record_id=st.sampled_from(["", "113640"]), address=ADDRESSES, entries=ENTRIES, related=RELATED
)


def telegram(found: Message, original: Message | None, first: bool, record: CopyText) -> Telegram:
    parallel = None
    if original:
        # An original is of the translation's kind and has its way: what only the original tells, completes it.
        found, text = completed(found, replace(original, kind=found.kind))
        parallel = Parallel("ru", text, first)
    return Telegram("t1", "page.txt", "", "en", record, found, (), parallel=parallel)


TELEGRAMS = st.builds(telegram, MESSAGES, st.none() | MESSAGES, st.booleans(), RECORDS)
