"""What a schema may not say (RELAX NG specification, chapter 7), looked for in the simplified patterns."""

from __future__ import annotations

from collections.abc import Iterator

from tei_edition.validate.relaxng.names import NameClass, is_open, overlap, shown_class, single_names
from tei_edition.validate.relaxng.patterns import (
    ATTRIBUTE,
    DATA,
    ELEMENT,
    EMPTY,
    GROUP,
    INTERLEAVE,
    LIST,
    ONE_OR_MORE,
    TEXT,
    VALUE,
    Pattern,
    Patterns,
)

_WORDS = {
    ATTRIBUTE: "an attribute", DATA: "data", ELEMENT: "an element", EMPTY: "empty", GROUP: "a group",
    INTERLEAVE: "an interleave", LIST: "a list", ONE_OR_MORE: "a repetition", TEXT: "text", VALUE: "a value",
}  # fmt: skip
# What may not be anywhere in a thing (7.1).
_START = {ATTRIBUTE, DATA, VALUE, TEXT, LIST, GROUP, INTERLEAVE, ONE_OR_MORE, EMPTY}
_IN_ATTRIBUTE = {ATTRIBUTE, ELEMENT}
_IN_LIST = {LIST, ELEMENT, ATTRIBUTE, TEXT, INTERLEAVE}
_IN_EXCEPT = {ATTRIBUTE, ELEMENT, LIST, TEXT, ONE_OR_MORE, EMPTY, GROUP, INTERLEAVE}
_NOTHING, _COMPLEX, _STRING = range(3)

_Names = tuple[frozenset[str], frozenset[NameClass]]
"""Names that are listed one by one, and classes of names without end."""


class RestrictionError(Exception):
    """A schema says what it may not, in the declaration with the number `element`, or in the start (None)."""

    def __init__(self, message: str, element: int | None) -> None:
        super().__init__(message)
        self.message, self.element = message, element


def reachable(patterns: Patterns, start: Pattern) -> list[int]:
    """The numbers of the element declarations that a document can come to, in the order in which it does."""
    found = {leaf.data: None for leaf in patterns.leaves(start, (ELEMENT,))}
    waiting = list(found)
    while waiting:
        for leaf in patterns.leaves(patterns.contents[waiting.pop()], (ELEMENT,)):
            if leaf.data not in found:
                found[leaf.data] = None
                waiting.append(leaf.data)
    return list(found)


def check_restrictions(patterns: Patterns, start: Pattern) -> None:
    """Raises RestrictionError at the first thing that a schema may not say."""
    _Restrictions(patterns).check(start, None, _START)
    rest = _Restrictions(patterns)
    for number in reachable(patterns, start):
        rest.check(patterns.contents[number], number, set())


class _Restrictions:
    def __init__(self, patterns: Patterns) -> None:
        self._patterns = patterns
        self._seen: set[tuple[int, str, bool, bool]] = set()
        self._types: dict[int, int] = {}
        self._named: dict[tuple[int, int], _Names] = {}
        self._element: int | None = None

    def check(self, pattern: Pattern, element: int | None, forbidden: set[int]) -> None:
        self._element = element
        if element is None:
            self._walk(pattern, "the start", forbidden, False, False)
        else:
            self._walk(pattern, "", forbidden, False, False)
            self._type(pattern)

    def _fail(self, message: str) -> RestrictionError:
        return RestrictionError(message, self._element)

    def _walk(self, here: Pattern, inside: str, forbidden: set[int], repeated: bool, repeated_group: bool) -> None:
        """`inside` says in what; there the kinds `forbidden` may not be."""
        key = (here.number, inside, repeated, repeated_group)
        if key in self._seen:
            return
        kind = here.kind
        if kind in forbidden:
            raise self._fail(f"{inside} may not hold {_WORDS[kind]}")
        if kind == ATTRIBUTE:
            self._attribute(here, repeated, repeated_group)
            self._walk(here.items[0], "an attribute", _IN_ATTRIBUTE, False, False)
        elif kind == LIST:
            self._walk(here.items[0], "a list", _IN_LIST, False, False)
        elif kind == DATA:
            for item in here.items:
                self._walk(item, "the except of data", _IN_EXCEPT, False, False)
        else:
            repeated = repeated or kind == ONE_OR_MORE
            repeated_group = repeated_group or (repeated and kind in (GROUP, INTERLEAVE))
            for item in here.items:
                self._walk(item, inside, forbidden, repeated, repeated_group)
            if kind in (GROUP, INTERLEAVE):
                self._distinct(here)
        self._seen.add(key)

    def _attribute(self, here: Pattern, repeated: bool, repeated_group: bool) -> None:
        names = here.data
        if repeated_group:
            raise self._fail(f"a group with the attribute {shown_class(names)} may not be repeated")
        if is_open(names) and not repeated:
            raise self._fail(f"an attribute of {shown_class(names)} must be in oneOrMore or zeroOrMore")

    def _distinct(self, here: Pattern) -> None:
        """The parts of a group may have no attribute in common, those of an interleave no element nor text."""
        self._apart(here, ATTRIBUTE, "the attribute {} occurs twice")
        if here.kind != INTERLEAVE:
            return
        self._apart(here, ELEMENT, "the element {} is in several parts of an interleave")
        if sum(bool(self._patterns.leaves(item, (TEXT,))) for item in here.items) > 1:
            raise self._fail("several parts of an interleave hold text")

    def _apart(self, here: Pattern, kind: int, message: str) -> None:
        listed: set[str] = set()
        classes: list[NameClass] = []
        for item in here.items:
            names, endless = self._names(item, kind)
            common = listed & names
            if common:
                raise self._fail(message.format(shown_class(("name", min(common)))))
            if endless or classes:
                mine = [*endless, *(("name", name) for name in names)]
                others = [*classes, *(("name", name) for name in listed)]
                for one in mine:
                    for other in others:
                        if (one in endless or other in classes) and overlap(one, other):
                            raise self._fail(message.format(shown_class(one)))
            listed |= names
            classes.extend(endless)

    def _names(self, here: Pattern, kind: int) -> _Names:
        key = (here.number, kind)
        if key not in self._named:
            names: set[str] = set()
            endless: set[NameClass] = set()
            for leaf in self._patterns.leaves(here, (kind,)):
                of_leaf = leaf.data if kind == ATTRIBUTE else self._patterns.names[leaf.data]
                names.update(single_names(of_leaf))
                endless.update(_endless(of_leaf))
            self._named[key] = (frozenset(names), frozenset(endless))
        return self._named[key]

    def _type(self, here: Pattern) -> int:
        """The type of content (7.2): nothing, a string, or what may be complex."""
        known = self._types.get(here.number)
        if known is None:
            known = self._types[here.number] = self._typed(here)
        return known

    def _typed(self, here: Pattern) -> int:
        kind = here.kind
        if kind in (DATA, VALUE, LIST):
            return _STRING
        if kind in (TEXT, ELEMENT):
            return _COMPLEX
        if kind == ATTRIBUTE:
            self._type(here.items[0])
            return _NOTHING
        types = [self._type(item) for item in here.items]
        if kind == ONE_OR_MORE and _STRING in types:
            raise self._fail("data may not be repeated: it is all the text of an element or attribute, or in a list")
        if kind in (GROUP, INTERLEAVE) and _STRING in types and len([one for one in types if one]) > 1:
            raise self._fail("data may not stand beside elements, text or other data")
        return max(types, default=_NOTHING)


def _endless(names: NameClass) -> Iterator[NameClass]:
    if names[0] == "choice":
        for one in names[1:]:
            yield from _endless(one)
    elif names[0] != "name":
        yield names
