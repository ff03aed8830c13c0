"""Patterns and their derivatives, each made once (J. Clark, "An algorithm for RELAX NG validation").

A pattern says what may still come; its derivative by a tag, attribute or text what may come after that. Equal patterns
are one object, and each keeps its derivatives, so that a usual document meets nothing but known ones. What values are
is never part of what is kept, only which datatypes they fit: otherwise it would grow without end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from tei_edition.validate.relaxng.datatypes import Datatype
from tei_edition.validate.relaxng.lexical import SPACE, Context, UnfitError, words_of
from tei_edition.validate.relaxng.names import ANY, NameClass, any_of, contains, namespace_of, representatives

(EMPTY, NOT_ALLOWED, TEXT, CHOICE, GROUP, INTERLEAVE, ONE_OR_MORE, LIST, DATA, VALUE, ATTRIBUTE, ELEMENT, AFTER) = (
    range(13)
)
_KEPT_VALUES = 2000  # by pattern
_KEPT_LENGTH = 200
_MOST = 100_000
_WIDEST = 20_000  # parts of one group or interleave


class TooComplexError(Exception):
    """A schema is so ambiguous at a place of a document that deciding would take unbounded time."""


class Pattern:
    """One pattern; `items` are its parts, `data` what else it holds."""

    __slots__ = (
        "attributes",
        "closed",
        "data",
        "facts",
        "finished",
        "items",
        "kind",
        "nullable",
        "number",
        "opens",
        "texts",
        "values",
    )

    def __init__(self, kind: int, items: tuple[Pattern, ...], data: Any, number: int) -> None:
        self.kind, self.items, self.data, self.number = kind, items, data, number
        self.opens: dict[str, Pattern] = {}
        self.attributes: dict[Any, Any] = {}
        self.texts: dict[Any, Pattern] = {}
        self.values: dict[str, bool] = {}
        self.facts: dict[str, Any] = {}
        self.closed: Pattern | None = None
        self.finished: Pattern | None = None
        self.nullable: bool
        if kind in (CHOICE, ONE_OR_MORE):
            self.nullable = any(item.nullable for item in items)
        elif kind in (GROUP, INTERLEAVE):
            self.nullable = all(item.nullable for item in items)
        else:
            self.nullable = kind in (EMPTY, TEXT)


class Patterns:
    """All patterns of one schema."""

    def __init__(self) -> None:
        self._made: dict[Any, Pattern] = {}
        self.empty = self._make(EMPTY)
        self.not_allowed = self._make(NOT_ALLOWED)
        self.text = self._make(TEXT)
        self.contents: list[Pattern] = []
        """What each element may hold, by the number of its declaration."""
        self.names: list[NameClass] = []
        self.contextual = False
        """Whether a datatype looks at the namespaces around a value."""
        self._vocabulary: set[str] = set()

    def __len__(self) -> int:
        return len(self._made)

    def made(self, kind: int, items: tuple[Pattern, ...]) -> Pattern:
        """A pattern that is simplified already, of a kind that holds nothing but its parts. Raises ValueError."""
        if kind not in (EMPTY, NOT_ALLOWED, TEXT, CHOICE, GROUP, INTERLEAVE, ONE_OR_MORE, LIST):
            raise ValueError(kind)
        return self._make(kind, items)

    def _make(self, kind: int, items: tuple[Pattern, ...] = (), data: Any = None, key: Any = None) -> Pattern:
        full = (kind, tuple(item.number for item in items), data if key is None else key)
        found = self._made.get(full)
        if found is None:
            if len(self._made) > _MOST:
                raise TooComplexError
            found = self._made[full] = Pattern(kind, items, data, len(self._made))
        return found

    # Making patterns, simplified as chapter 4.20 and 4.21 of the specification say.

    def choice(self, items: Iterable[Pattern]) -> Pattern:
        """Any one of the patterns."""
        flat: dict[int, Pattern] = {}
        for item in items:
            for one in item.items if item.kind == CHOICE else (item,):
                if one.kind != NOT_ALLOWED:
                    flat[one.number] = one
        if sum(one.kind == AFTER for one in flat.values()) > 1:
            flat = self._joined(flat)
        if len(flat) == 1:
            return next(iter(flat.values()))
        if not flat:
            return self.not_allowed
        return self._make(CHOICE, tuple(flat[number] for number in sorted(flat)))

    def _joined(self, flat: dict[int, Pattern]) -> dict[int, Pattern]:
        """Of what has one content, or goes on alike, one pattern instead of several."""
        for side in (0, 1):
            groups: dict[int, list[Pattern]] = {}
            joined = {number: one for number, one in flat.items() if one.kind != AFTER}
            for one in flat.values():
                if one.kind == AFTER:
                    groups.setdefault(one.items[side].number, []).append(one)
            for same in groups.values():
                new = same[0]
                if len(same) > 1:
                    parts = [new.items[0], new.items[1]]
                    parts[1 - side] = self.choice(one.items[1 - side] for one in same)
                    new = self.after(*parts)
                joined[new.number] = new
            flat = joined
        return flat

    def group(self, items: Iterable[Pattern]) -> Pattern:
        """The patterns one after the other."""
        flat: list[Pattern] = []
        for item in items:
            if item.kind == NOT_ALLOWED:
                return item
            if item.kind == GROUP:
                flat.extend(item.items)
            elif item.kind != EMPTY:
                flat.append(item)
        if len(flat) < 2:
            return flat[0] if flat else self.empty
        if len(flat) > _WIDEST:
            raise TooComplexError
        return self._make(GROUP, tuple(flat))

    def interleave(self, items: Iterable[Pattern]) -> Pattern:
        """The patterns in any order, also mixed."""
        flat: list[Pattern] = []
        for item in items:
            if item.kind == NOT_ALLOWED:
                return item
            if item.kind == INTERLEAVE:
                flat.extend(item.items)
            elif item.kind != EMPTY:
                flat.append(item)
        if len(flat) < 2:
            return flat[0] if flat else self.empty
        if len(flat) > _WIDEST:
            raise TooComplexError
        return self._make(INTERLEAVE, tuple(sorted(flat, key=lambda one: one.number)))

    def one_or_more(self, item: Pattern) -> Pattern:
        """The pattern, once or more often."""
        if item.kind in (EMPTY, NOT_ALLOWED, ONE_OR_MORE):
            return item
        return self._make(ONE_OR_MORE, (item,))

    def after(self, inner: Pattern, rest: Pattern) -> Pattern:
        """The rest of an element, then what follows it."""
        if NOT_ALLOWED in (inner.kind, rest.kind):
            return self.not_allowed
        return self._make(AFTER, (inner, rest))

    def listed(self, item: Pattern) -> Pattern:
        """A text whose words are as the pattern says."""
        return item if item.kind == NOT_ALLOWED else self._make(LIST, (item,))

    def attribute(self, names: NameClass, item: Pattern) -> Pattern:
        """An attribute."""
        self._vocabulary.update(representatives(names))
        return item if item.kind == NOT_ALLOWED else self._make(ATTRIBUTE, (item,), names)

    def declare(self, names: NameClass) -> int:
        """The number of a new declaration of an element; what it holds is set later."""
        self._vocabulary.update(representatives(names))
        self.names.append(names)
        self.contents.append(self.not_allowed)
        return len(self.names) - 1

    def element(self, number: int) -> Pattern:
        """An element, by the number of its declaration."""
        return self._make(ELEMENT, (), number)

    def data(self, datatype: Datatype, key: Any, excepted: Pattern | None) -> Pattern:
        """A text of a datatype; `key` tells it from others: library, name and parameters."""
        self.contextual = self.contextual or datatype.contextual
        items = () if excepted is None or excepted.kind == NOT_ALLOWED else (excepted,)
        return self._make(DATA, items, (datatype, key), key)

    def value(self, datatype: Datatype, value: Any, key: Any) -> Pattern:
        """A text that is one value of a datatype; `key` tells it from others: library, name, text and context."""
        self.contextual = self.contextual or datatype.contextual
        return self._make(VALUE, (), (datatype, value, key), key)

    # Derivatives.

    def opened(self, here: Pattern, name: str) -> Pattern:
        """What may come after the beginning of an element."""
        known = here.opens.get(name)
        if known is None:
            name = self._standing_for(name)
            known = here.opens.get(name)
            if known is None:
                known = here.opens[name] = self._opened(here, name)
        return known

    def _standing_for(self, name: str) -> str:
        """One name for all that the schema does not tell apart: documents have names without end."""
        for one in (name, any_of(namespace_of(name))):
            if one in self._vocabulary:
                return one
        return ANY

    def _opened(self, here: Pattern, name: str) -> Pattern:
        kind, items = here.kind, here.items
        if kind == ELEMENT:
            fits = contains(self.names[here.data], name)
            return self.after(self.contents[here.data], self.empty) if fits else self.not_allowed
        if kind == CHOICE:
            return self.choice([self.opened(item, name) for item in items])
        if kind == GROUP:
            found = []
            for at, item in enumerate(items):
                inner = self.opened(item, name)
                if inner.kind != NOT_ALLOWED:
                    rest = items[at + 1 :]
                    found.append(self._then(inner, lambda end, rest=rest: self.group((end, *rest))))  # type: ignore[misc]
                if not item.nullable:
                    break
            return self.choice(found)
        if kind == INTERLEAVE:
            found = []
            for at, item in enumerate(items):
                inner = self.opened(item, name)
                if inner.kind != NOT_ALLOWED:
                    rest = items[:at] + items[at + 1 :]
                    found.append(self._then(inner, lambda end, rest=rest: self.interleave((end, *rest))))  # type: ignore[misc]
            return self.choice(found)
        if kind == ONE_OR_MORE:
            again = self.choice((here, self.empty))
            return self._then(self.opened(items[0], name), lambda end: self.group((end, again)))
        if kind == AFTER:
            return self._then(self.opened(items[0], name), lambda end: self.after(end, items[1]))
        return self.not_allowed

    def _then(self, here: Pattern, function: Callable[[Pattern], Pattern]) -> Pattern:
        if here.kind == AFTER:
            return self.after(here.items[0], function(here.items[1]))
        if here.kind == CHOICE:
            return self.choice([self._then(item, function) for item in here.items])
        return self.not_allowed

    def attribute_values(self, here: Pattern, name: str) -> tuple[Pattern, ...]:
        """What an attribute of this name may hold, one pattern for each place that it may fill."""
        known = here.attributes.get(name)
        if known is None:
            name = self._standing_for(name)
            known = here.attributes.get(name)
        if known is None:
            found: dict[int, Pattern] = {}
            for one in self.leaves(here, (ATTRIBUTE,)):
                if contains(one.data, name):
                    found[one.items[0].number] = one.items[0]
            known = here.attributes[name] = tuple(found.values())
        return known

    def attributed(self, here: Pattern, name: str, fitting: frozenset[int]) -> Pattern:
        """What may come after an attribute; `fitting` are the numbers of the patterns that its value fits."""
        key = (name, fitting)
        known = here.attributes.get(key)
        if known is None:
            name = self._standing_for(name)
            key = (name, fitting)
            known = here.attributes.get(key)
        if known is None:
            known = here.attributes[key] = self._replaced(
                here,
                lambda leaf: leaf.kind == ATTRIBUTE and leaf.items[0].number in fitting and contains(leaf.data, name),
            )
        return known

    def closed(self, here: Pattern, lenient: bool = False) -> Pattern:
        """What may come after the start tag; NOT_ALLOWED if an attribute is missing, unless that is forgiven."""
        if lenient:
            return self._without_attributes(here, self.empty)
        if here.closed is None:
            here.closed = self._without_attributes(here, self.not_allowed)
        return here.closed

    def _without_attributes(self, here: Pattern, instead: Pattern) -> Pattern:
        if here.kind == ATTRIBUTE:
            return instead
        if here.kind in (CHOICE, GROUP, INTERLEAVE, ONE_OR_MORE):
            if instead is self.not_allowed:
                parts = [self.closed(item) for item in here.items]
            else:
                parts = [self._without_attributes(item, instead) for item in here.items]
            return self._rebuilt(here, parts)
        if here.kind == AFTER:
            return self.after(self._without_attributes(here.items[0], instead), here.items[1])
        return here

    def text_values(self, here: Pattern) -> tuple[Pattern, ...]:
        """The data, values and lists that a text here may be."""
        if "texts" not in here.facts:
            here.facts["texts"] = tuple(self.leaves(here, (DATA, VALUE, LIST)))
        return here.facts["texts"]  # type: ignore[no-any-return]

    def after_text(self, here: Pattern, fitting: frozenset[int]) -> Pattern:
        """What may come after a text; `fitting` are the numbers of the data, values and lists that it fits."""
        known = here.texts.get(fitting)
        if known is None:
            known = here.texts[fitting] = self._replaced(
                here, lambda leaf: leaf.kind == TEXT or leaf.number in fitting, in_order=True
            )
        return known

    def _replaced(self, here: Pattern, taken: Callable[[Pattern], bool], in_order: bool = False) -> Pattern:
        """The derivative by what one of the leaves takes; attributes have no order, texts in groups have."""
        kind, items = here.kind, here.items
        if kind == CHOICE:
            return self.choice([self._replaced(item, taken, in_order) for item in items])
        if kind in (GROUP, INTERLEAVE):
            build = self.group if kind == GROUP else self.interleave
            found = []
            for at, item in enumerate(items):
                new = self._replaced(item, taken, in_order)
                if new.kind != NOT_ALLOWED:
                    before = () if in_order and kind == GROUP else items[:at]
                    found.append(build((*before, new, *items[at + 1 :])))
                if in_order and kind == GROUP and not item.nullable:
                    break
            return self.choice(found)
        if kind == ONE_OR_MORE:
            again = self.choice((here, self.empty))
            return self.group((self._replaced(items[0], taken, in_order), again))
        if kind == AFTER:
            return self.after(self._replaced(items[0], taken, in_order), items[1])
        if not taken(here):
            return self.not_allowed
        return here if kind == TEXT else self.empty

    def finished(self, here: Pattern) -> Pattern:
        """What may come after the end of an element that began ambiguously."""
        if here.finished is None:
            if here.kind == CHOICE:
                here.finished = self.choice([self.finished(item) for item in here.items])
            elif here.kind == AFTER and here.items[0].nullable:
                here.finished = here.items[1]
            else:
                here.finished = self.not_allowed
        return here.finished

    def _rebuilt(self, here: Pattern, parts: list[Pattern]) -> Pattern:
        if here.kind == ONE_OR_MORE:
            return self.one_or_more(parts[0])
        return {CHOICE: self.choice, GROUP: self.group, INTERLEAVE: self.interleave}[here.kind](parts)

    def leaves(self, here: Pattern, kinds: tuple[int, ...]) -> list[Pattern]:
        """The patterns of some kinds in what may come here, none of them twice."""
        key = f"leaves {kinds}"
        if key not in here.facts:
            if here.kind in kinds:
                found = [here]
            elif here.kind in (CHOICE, GROUP, INTERLEAVE, ONE_OR_MORE, AFTER):
                parts = here.items[:1] if here.kind == AFTER else here.items
                found = list({one.number: one for part in parts for one in self.leaves(part, kinds)}.values())
            else:
                found = []
            here.facts[key] = found
        return here.facts[key]  # type: ignore[no-any-return]

    # Values.

    def fits(self, pattern: Pattern, text: str, context: Context) -> bool:
        """Whether a text (the value of an attribute, or all of an element) fits a pattern without elements."""
        if pattern.kind == TEXT:
            return True
        known = pattern.values.get(text)
        if known is None:
            known = self._takes(pattern, text, context).nullable or (pattern.nullable and not text.strip(SPACE))
            contextual = any(leaf.data[0].contextual for leaf in self.leaves(pattern, (DATA, VALUE)))
            if not contextual and len(text) <= _KEPT_LENGTH and not self.leaves(pattern, (LIST,)):
                if len(pattern.values) >= _KEPT_VALUES:
                    pattern.values.clear()
                pattern.values[text] = known
        return known

    def fitting(self, leaves: Iterable[Pattern], text: str, context: Context) -> frozenset[int]:
        """The numbers of the patterns that a text fits."""
        return frozenset([leaf.number for leaf in leaves if self.fits(leaf, text, context)])

    def _takes(self, pattern: Pattern, text: str, context: Context) -> Pattern:
        if pattern.kind in (DATA, VALUE, LIST):
            return self.empty if self._leaf_fits(pattern, text, context) else self.not_allowed
        return self.after_text(pattern, self.fitting(self.text_values(pattern), text, context))

    def _leaf_fits(self, leaf: Pattern, text: str, context: Context) -> bool:
        if leaf.kind == LIST:
            here = leaf.items[0]
            for word in words_of(text):
                here = self._takes(here, word, context)
            return here.nullable
        try:
            value = leaf.data[0].parse(text, context)
        except UnfitError:
            return False
        if leaf.kind == VALUE:
            return bool(value == leaf.data[1])
        return not (leaf.items and self.fits(leaf.items[0], text, context))
