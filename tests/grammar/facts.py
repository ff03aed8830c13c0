"""What a line of a page states, and what a page states: the sum of its lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace


@dataclass(frozen=True)
class Witness:
    """An archival copy: the archive's abbreviation and the parts of the shelfmark, as printed."""

    repository: str
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Facts:
    """What is stated. Words and tuples that are empty are not stated: the TEI must then say nothing either."""

    title: str = ""
    page_date: str = ""
    record_id: str = ""
    record_type: str = ""
    uploaded: str = ""
    credit: str = ""
    abstract: str = ""
    number: str = ""
    title_number: str = ""
    senders: tuple[str, ...] = ()
    title_senders: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    title_addressees: tuple[str, ...] = ()
    ultimate: tuple[str, ...] = ()
    place_from: str = ""
    place_to: str = ""
    sent: str = ""
    received: str = ""
    way: tuple[tuple[str, str], ...] = ()  # what happened (subtype of the action), when
    clerks: tuple[str, ...] = ()
    copies: tuple[tuple[str, int], ...] = ()
    own_numbers: tuple[tuple[str, str], ...] = ()  # type, number
    references: tuple[str, ...] = ()  # numbers of other messages
    secrecy: tuple[str, ...] = ()
    urgency: tuple[str, ...] = ()
    witnesses: tuple[Witness, ...] = ()
    statements: tuple[str, ...] = ()
    paragraphs: int = 0
    points: int = 0  # numbered points, among the paragraphs
    opened: int = 0  # carried messages
    styles: tuple[str, ...] = ()  # which forms of the grammar were chosen: for the search for faults, not checked

    def __add__(self, other: Facts) -> Facts:
        """Both together: lists and counts add up, of two words the first counts."""
        changes: dict[str, object] = {}
        for field in fields(Facts):
            mine, theirs = getattr(self, field.name), getattr(other, field.name)
            changes[field.name] = mine + theirs if isinstance(mine, (tuple, int)) else mine or theirs
        return replace(self, **changes)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Line:
    """One line of a page, and what it states."""

    text: str
    facts: Facts = Facts()


Lines = tuple[Line, ...]


def lines(*texts: str) -> Lines:
    """Lines that state nothing of their own."""
    return tuple(Line(text) for text in texts)


def stating(facts: Facts, *texts: str) -> Lines:
    """Lines that state `facts` together: the first bears them."""
    first, *others = texts
    return (Line(first, facts), *lines(*others))


def styled(style: str, parts: Lines) -> Lines:
    """The same lines, with the form of the grammar that they came from."""
    return tuple(replace(line, facts=line.facts + Facts(styles=(style,))) for line in parts)


def total(parts: Iterable[Line]) -> Facts:
    """What all lines state together."""
    found = Facts()
    for line in parts:
        found += line.facts
    return found
