"""A document against a schema: the verdict, and each fault once, going on behind it as a reader would."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from tei_edition.validate.relaxng.lexical import SPACE, Context, UnfitError
from tei_edition.validate.relaxng.names import local, namespace_of, single_names
from tei_edition.validate.relaxng.patterns import (
    AFTER,
    ATTRIBUTE,
    CHOICE,
    DATA,
    ELEMENT,
    GROUP,
    INTERLEAVE,
    NOT_ALLOWED,
    ONE_OR_MORE,
    VALUE,
    Pattern,
    Patterns,
)

_MOST_REASONS = 3
_NO_CONTEXT: Context = {}
_NONE: frozenset[int] = frozenset()
_MOST_MEANT = 500
_MOST_TAGS = 20_000
_LONGEST = 100  # value of a start tag that is remembered
_ID = "{http://www.w3.org/XML/1998/namespace}id"


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: `kind` says which; `name` is the attribute or the element that is missing, `value` what does not fit,
    `expected` what might stand there, the likeliest first, `suggestion` what was probably meant, `reason` why not."""

    kind: str
    element: etree._Element
    name: str = ""
    value: str = ""
    expected: tuple[str, ...] = ()
    suggestion: str = ""
    reason: str = ""


class Checker:
    """Checks documents against one schema. Raises TooComplexError where a decision would take unbounded time."""

    def __init__(self, patterns: Patterns, start: Pattern) -> None:
        self._patterns = patterns
        self._start = start
        self._faults: list[Fault] = []
        self._elsewhere: set[etree._Element] = set()
        self._displaced: set[etree._Element] = set()
        self._meant: dict[tuple[str, tuple[str, ...]], str] = {}
        self._known: dict[str, Pattern] = {}
        self._tags: dict[tuple[int, tuple[tuple[str | bytes, str | bytes], ...]], Pattern] = {}

    def check(self, root: etree._Element) -> list[Fault]:
        """The faults of a document, in its order; none if it is valid."""
        self._faults, self._elsewhere, self._displaced = [], set(), set()
        self._element(root, self._start, None)
        return self._faults

    def _element(self, element: etree._Element, here: Pattern, parent: etree._Element | None) -> Pattern:
        """What may come after an element."""
        patterns = self._patterns
        name = str(element.tag)
        opened = patterns.opened(here, name)
        guessed = -1
        if opened.kind == NOT_ALLOWED:
            before = len(self._faults)
            opened, here = self._unexpected(element, name, here, parent)
            if opened.kind == NOT_ALLOWED:
                self._astray(element)
                return here
            new = self._faults[before:]
            if new and new[0].kind == "element-unknown" and local(new[0].suggestion) != local(name):
                guessed = len(self._faults)
        simple = opened.kind == AFTER
        inner = opened.items[0] if simple else opened
        inner = self._content(element, self._tagged(element, inner))
        if simple:
            finished = opened.items[1]
            if not inner.nullable:
                self._incomplete(element, inner)
        else:
            finished = patterns.finished(inner)
            if finished.kind == NOT_ALLOWED:
                self._incomplete(element, inner)
                finished = self._whatever_follows(inner)
        if guessed >= 0:
            # What a guess does not fit is no fault of the document.
            self._faults[guessed:] = [one for one in self._faults[guessed:] if one.element is not element]
        return finished

    def _astray(self, element: etree._Element) -> None:
        """Check, each by itself, the elements that the schema knows in one that it does not know."""
        for child in element.iterchildren(etree.Element):
            declared = self._declared(str(child.tag))
            if declared.kind == NOT_ALLOWED:
                self._astray(child)
                continue
            inner = self._content(child, self._attributes(child, declared))
            if not inner.nullable:
                self._incomplete(child, inner)

    def _context(self, element: etree._Element) -> Context:
        """The namespaces at an element, if any datatype looks at them: lxml gathers them anew each time."""
        return element.nsmap if self._patterns.contextual else _NO_CONTEXT

    def _whatever_follows(self, here: Pattern) -> Pattern:
        if here.kind == CHOICE:
            return self._patterns.choice([self._whatever_follows(item) for item in here.items])
        return here.items[1] if here.kind == AFTER else self._patterns.not_allowed

    def _tagged(self, element: etree._Element, here: Pattern) -> Pattern:
        """`_attributes`, which most start tags of a document need not go through, since others were like them."""
        attributes = element.items()
        if not attributes:
            if here.closed is not None and here.closed.kind != NOT_ALLOWED:
                return here.closed
            return self._attributes(element, here)
        if self._patterns.contextual:
            return self._attributes(element, here)
        key = (here.number, tuple(attributes))
        known = self._tags.get(key)
        if known is None:
            before = len(self._faults)
            known = self._attributes(element, here)
            usual = all(len(value) <= _LONGEST and name != _ID for name, value in attributes)
            if usual and len(self._faults) == before:
                if len(self._tags) >= _MOST_TAGS:
                    self._tags.clear()
                self._tags[key] = known
        return known

    def _attributes(self, element: etree._Element, here: Pattern) -> Pattern:
        patterns = self._patterns
        for name, value in element.attrib.items():
            name, value = str(name), str(value)
            leaves = patterns.attribute_values(here, name)
            after = patterns.not_allowed
            if leaves:
                fitting = patterns.fitting(leaves, value, self._context(element))
                after = patterns.attributed(here, name, fitting)
            if after.kind == NOT_ALLOWED:
                after = here
                if not leaves:
                    known = {one for leaf in patterns.leaves(here, (ATTRIBUTE,)) for one in single_names(leaf.data)}
                    free = sorted(known - set(map(str, element.attrib)))
                    self._faults.append(
                        Fault("attribute-unknown", element, name, value, tuple(free), self._nearest(name, tuple(free)))
                    )
                else:
                    allowed, reason = self._allowed(leaves, value)
                    self._faults.append(
                        Fault("value-invalid", element, name, value, allowed, nearest(value, allowed), reason)
                    )
                    after = patterns.attributed(here, name, frozenset(leaf.number for leaf in leaves))
            here = after
        closed = patterns.closed(here)
        if closed.kind == NOT_ALLOWED:
            required, others = _required(here, ATTRIBUTE)
            missing = required or others
            names = [shown for leaf in missing for shown in single_names(leaf.data)]
            if required:
                self._faults.extend(Fault("attribute-missing", element, one) for one in names)
            if not (required and names):
                self._faults.append(Fault("attribute-missing", element, "", "", tuple(sorted(set(names)))))
            closed = patterns.closed(here, lenient=True)
        return closed

    def _allowed(self, leaves: Iterable[Pattern], value: str) -> tuple[tuple[str, ...], str]:
        """The values that are listed, and why the datatypes refuse this one."""
        allowed: dict[str, None] = {}
        reasons: dict[str, None] = {}
        for leaf in leaves:
            for one in self._patterns.leaves(leaf, (VALUE, DATA)):
                if one.kind == VALUE:
                    allowed[one.data[2][2]] = None
                    continue
                try:
                    one.data[0].parse(value, {})
                except UnfitError as error:
                    reasons[str(error)] = None
        return tuple(allowed), _joined(list(reasons))

    def _content(self, element: etree._Element, here: Pattern) -> Pattern:
        patterns = self._patterns
        pending = element.text or ""
        told = False
        any_child = False
        for child in element if len(element) else ():
            if not isinstance(child.tag, str):
                pending += child.tail or ""
                continue
            any_child = True
            if pending and pending.strip(SPACE):
                here, told = self._text(element, pending, here, told)
            here = self._element(child, here, element)
            pending = child.tail or ""
        if any_child:
            if pending and pending.strip(SPACE):
                here, told = self._text(element, pending, here, told)
            return here
        if pending.strip(SPACE):
            return self._text(element, pending, here, told)[0]
        # An element without children, or with white space alone, may be empty or hold this text.
        leaves = patterns.text_values(here)
        if not leaves:
            return here
        return patterns.choice(
            (here, patterns.after_text(here, patterns.fitting(leaves, pending, self._context(element))))
        )

    def _text(self, element: etree._Element, text: str, here: Pattern, told: bool) -> tuple[Pattern, bool]:
        patterns = self._patterns
        leaves = patterns.text_values(here)
        fitting = patterns.fitting(leaves, text, self._context(element)) if leaves else _NONE
        after = patterns.after_text(here, fitting)
        if after.kind != NOT_ALLOWED:
            return after, told
        if not leaves:
            if not told:
                self._faults.append(Fault("text-unexpected", element, "", text.strip(SPACE), self._next(here)))
                self._displaced.add(element)
            return here, True
        allowed, reason = self._allowed(leaves, text)
        value = text.strip(SPACE)
        self._faults.append(Fault("content-invalid", element, "", value, allowed, nearest(value, allowed), reason))
        return patterns.after_text(here, frozenset(leaf.number for leaf in leaves)), told

    def _next(self, here: Pattern) -> tuple[str, ...]:
        """The elements that may come, by name."""
        if "next" not in here.facts:
            here.facts["next"] = self._names_next(here)
        return here.facts["next"]  # type: ignore[no-any-return]

    def _names_next(self, here: Pattern) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for leaf in self._patterns.leaves(here, (ELEMENT,)):
            for name in single_names(self._patterns.names[leaf.data]):
                if self._patterns.opened(here, name).kind != NOT_ALLOWED:
                    found[name] = None
        return tuple(sorted(found))

    def _unexpected(
        self, element: etree._Element, name: str, here: Pattern, parent: etree._Element | None
    ) -> tuple[Pattern, Pattern]:
        """Tell of an element that may not stand here, and give the pattern to go on with."""
        patterns = self._patterns
        expected = self._next(here)
        declared = self._declared(name)
        if declared.kind == NOT_ALLOWED:
            suggestion = self._nearest(name, expected)
            # A namespace that is wrong for an element is usually so for all in it, and told once.
            if suggestion and local(suggestion) == local(name):
                told = (
                    parent is not None
                    and parent in self._elsewhere
                    and namespace_of(str(parent.tag)) == namespace_of(name)
                )
                self._elsewhere.add(element)
            else:
                told = False
            if not told:
                self._faults.append(Fault("element-unknown", element, name, "", expected, suggestion))
            if parent is not None and not suggestion:
                self._displaced.add(parent)
            return (patterns.opened(here, suggestion) if suggestion else declared), here
        for between in _required_names(self._patterns, here):
            follows = self._whatever_follows(patterns.opened(here, between))
            opened = patterns.opened(follows, name)
            if opened.kind != NOT_ALLOWED:
                self._faults.append(Fault("element-missing", element, between, name))
                return opened, here
        self._faults.append(Fault("element-unexpected", element, name, "", expected))
        return patterns.after(declared, here), here

    def _nearest(self, name: str, names: tuple[str, ...]) -> str:
        """`nearest_name`, which takes its time, for documents with one mistake in a thousand places."""
        if len(self._meant) > _MOST_MEANT:
            self._meant.clear()
        key = (name, names)
        if key not in self._meant:
            self._meant[key] = nearest_name(name, names)
        return self._meant[key]

    def _declared(self, name: str) -> Pattern:
        """What an element of this name may hold, wherever the schema has it by its name."""
        if not self._known:
            found: dict[str, list[Pattern]] = {}
            for names, content in zip(self._patterns.names, self._patterns.contents, strict=True):
                for one in single_names(names):
                    found.setdefault(one, []).append(content)
            self._known = {one: self._patterns.choice(contents) for one, contents in found.items()}
        return self._known.get(name, self._patterns.not_allowed)

    def _incomplete(self, element: etree._Element, here: Pattern) -> None:
        missing = _required_names(self._patterns, here)
        if element in self._displaced and len(missing) < 2:
            return  # What is missing is probably what stands there under a wrong name, or bare.
        if missing:
            self._faults.extend(Fault("element-absent", element, name) for name in missing)
        else:
            self._faults.append(Fault("content-incomplete", element, "", "", self._next(here)))


def _required(here: Pattern, kind: int) -> tuple[list[Pattern], list[Pattern]]:
    """The leaves of a kind without which a pattern cannot end, and those of which one is needed."""
    if here.kind == kind:
        return [here], []
    if here.kind in (GROUP, INTERLEAVE):
        pairs = [_required(item, kind) for item in here.items]
        return [one for first, _ in pairs for one in first], [one for _, second in pairs for one in second]
    if here.kind in (AFTER, ONE_OR_MORE):
        return _required(here.items[0], kind)
    if here.kind == CHOICE:
        pairs = [_required(item, kind) for item in here.items]
        if any(not first and not second for first, second in pairs):
            return [], []
        common = [one for one in pairs[0][0] if all(one in first for first, _ in pairs)]
        return common, [] if common else [one for first, second in pairs for one in (*first, *second)]
    return [], []


def _required_names(patterns: Patterns, here: Pattern) -> list[str]:
    named = [single_names(patterns.names[leaf.data]) for leaf in _required(here, ELEMENT)[0]]
    return list(dict.fromkeys(names[0] for names in named if len(names) == 1))


def _joined(reasons: list[str]) -> str:
    """Of several reasons the first ones: each says what the value might have been."""
    first, *others = reasons[:_MOST_REASONS] or [""]
    return ", or ".join([first, *(other.removeprefix("must be ") for other in others)])


def nearest(word: str, words: Iterable[str]) -> str:
    """The word that was probably meant, "" if none is near."""
    folded = {other.lower(): other for other in sorted(words)}
    near = difflib.get_close_matches(word.lower(), folded, n=1, cutoff=0.7)
    return folded[near[0]] if near else ""


def nearest_name(name: str, names: Iterable[str]) -> str:
    """The name that was probably meant, of its own namespace if that has one; "" if none is near."""
    every = list(names)
    for some in ([one for one in every if namespace_of(one) == namespace_of(name)], every):
        of_local = {local(one): one for one in sorted(some, reverse=True)}
        found = nearest(local(name), of_local)
        if found:
            return of_local[found]
    return ""


__all__ = ["Checker", "Fault"]
