"""What became of the mark-up of blocks whose words stayed: elements in them, and elements around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tei_edition.comparison.alike import steps
from tei_edition.comparison.blocks import Block, Holder, Mark, joined
from tei_edition.comparison.texts import Alignment, Pair, aligned
from tei_edition.comparison.values import AttributeChange, Fate, MarkupChange, Place

_PRINTED = ("sic", "orig", "abbr")  # in a choice, of which all is told
_BEFORE = 40


def markup_changes(pairs: Sequence[Pair]) -> list[MarkupChange]:
    """What became of the mark-up, block by block."""
    found: list[MarkupChange] = []
    around = _Around()
    gone = {pair.old[0].holders[-1].number for pair in pairs if pair.old and not pair.new}
    come = {pair.new[0].holders[-1].number for pair in pairs if pair.new and not pair.old}
    gone |= {holder.number for pair in pairs if pair.old and not pair.new for holder in pair.old[0].holders}
    come |= {holder.number for pair in pairs if pair.new and not pair.old for holder in pair.new[0].holders}
    for pair in pairs:
        if pair.old and pair.new:
            found += around.changes(pair)
            found += _inside(joined(pair.old), joined(pair.new), gone, come)
        elif not any(one.text for one in (*pair.old, *pair.new)):
            found.append(_empty(pair))
    return found


def differences(old: Iterable[tuple[str, str]], new: Iterable[tuple[str, str]]) -> tuple[AttributeChange, ...]:
    """The attributes that are not the same."""
    before, after = dict(old), dict(new)
    names = sorted({*before, *after})
    changes = (AttributeChange(name, before.get(name), after.get(name)) for name in names)
    return tuple(one for one in changes if one.old != one.new)


def _empty(pair: Pair) -> MarkupChange:
    """An element without words that came or went."""
    block = (*pair.old, *pair.new)[0]
    own = block.holders[-1]
    gone = bool(pair.old)
    given = differences(own.attributes, ()) if gone else differences((), own.attributes)
    old, new = (block.place, None) if gone else (None, block.place)
    inner = ", ".join(one.name for one in block.marks if one.name != "note")
    return MarkupChange(pair.fate, own.name, old, new, attributes=given, new_edited=inner if not gone else "",
                        old_edited=inner if gone else "")  # fmt: skip


class _Around:
    """The elements around blocks; each is told once, with the first block that shows it."""

    def __init__(self) -> None:
        self._told: set[tuple[int, int]] = set()

    def changes(self, pair: Pair) -> Iterator[MarkupChange]:
        before, after = pair.old[0], pair.new[0]
        for step in steps([one.name for one in before.holders], [one.name for one in after.holders]):
            old, new = before.holders[step.a1 : step.a2], after.holders[step.b1 : step.b2]
            if len(old) == len(new):
                for one, other in zip(old, new, strict=True):
                    if one.kind != other.kind and self._first(one.number, other.number):
                        yield _changed(one, other, before, after)
                continue
            for one in old:
                if self._first(one.number, 0):
                    yield _moved_in(Fate.REMOVED, one, before, after)
            for other in new:
                if self._first(0, other.number):
                    yield _moved_in(Fate.ADDED, other, before, after)

    def _first(self, old: int, new: int) -> bool:
        if (old, new) in self._told:
            return False
        self._told.add((old, new))
        return True


def _changed(old: Holder, new: Holder, before: Block, after: Block) -> MarkupChange:
    attributes = differences(old.attributes, new.attributes)
    if old.name != new.name:
        attributes = (AttributeChange("", old.name, new.name), *attributes)
    whole = new.number == after.holders[-1].number
    return MarkupChange(
        Fate.CHANGED,
        new.name,
        _at(before.place, old),
        _at(after.place, new),
        words=after.text if whole else "",
        attributes=attributes,
    )


def _moved_in(fate: Fate, holder: Holder, before: Block, after: Block) -> MarkupChange:
    given = differences((), holder.attributes) if fate is Fate.ADDED else differences(holder.attributes, ())
    return MarkupChange(fate, holder.name, before.place, after.place, words=after.text, attributes=given)


def _at(place: Place, holder: Holder) -> Place:
    return replace(place, line=holder.line or place.line)


@dataclass(slots=True)
class _Marked:
    """A mark of the old text at its place in the new one, or one of the new text."""

    mark: Mark
    start: int
    end: int

    @property
    def kind(self) -> tuple[object, ...]:
        return self.mark.name, self.mark.attributes, self.mark.detail

    @property
    def where(self) -> tuple[str, int, int]:
        return self.mark.name, self.start, self.end


def _inside(old: Block, new: Block, gone: set[int], come: set[int]) -> Iterator[MarkupChange]:
    if old.text == new.text and old.marks == new.marks:
        return
    alignment = aligned(old.text, new.text)
    before = [_Marked(one, *_range(one, alignment)) for one in old.marks if one.holder not in gone]
    after = [_Marked(one, one.start, one.end) for one in new.marks if one.holder not in come]
    _drop(before, after, lambda one: (*one.kind, *one.where))
    found: list[tuple[int, MarkupChange]] = []

    def tell(fate: Fate, one: _Marked | None, other: _Marked | None) -> None:
        at = other.start if other else one.start if one else 0
        found.append((at, _change(fate, one.mark if one else None, other.mark if other else None, old, new)))

    for one, other in _drop(before, after, lambda one: one.where):
        tell(Fate.CHANGED, one, other)
    for one, other in _drop(before, after, lambda one: one.kind if one.start == one.end else None):
        tell(Fate.MOVED, one, other)
    for one in list(before):
        near = [other for other in after if other.mark.name == one.mark.name and _touch(one, other)]
        if near:
            before.remove(one)
            after.remove(near[0])
            tell(Fate.CHANGED, one, near[0])
    choices = [[(one.start, one.end) for one in side if one.mark.name == "choice"] for side in (before, after)]
    kept = (
        [(run.new, run.new + run.length) for run in alignment.runs],
        [(r.old, r.old + r.length) for r in alignment.runs],
    )
    for side, fate, chosen in ((before, Fate.REMOVED, choices[0]), (after, Fate.ADDED, choices[1])):
        stayed = kept[1] if fate is Fate.REMOVED else kept[0]
        for one in side:
            mark = one.mark
            if mark.name in _PRINTED and (one.start, one.end) in chosen:
                continue
            # What holds nothing but words that came, or went, came or went with them.
            if mark.start == mark.end or any(mark.start < stop and start < mark.end for start, stop in stayed):
                tell(fate, one if fate is Fate.REMOVED else None, one if fate is Fate.ADDED else None)
    yield from (change for _, change in sorted(found, key=lambda one: one[0]))


def _range(mark: Mark, alignment: Alignment) -> tuple[int, int]:
    if mark.start == mark.end:
        return (alignment.place(mark.start, end=True),) * 2
    return alignment.place(mark.start), alignment.place(mark.end, end=True)


def _drop(before: list[_Marked], after: list[_Marked], key: object) -> list[tuple[_Marked, _Marked]]:
    """Take out what both sides have by this key, and give it in pairs."""
    assert callable(key)
    waiting: dict[object, list[_Marked]] = {}
    for other in after:
        if (told := key(other)) is not None:
            waiting.setdefault(told, []).append(other)
    found = []
    for one in list(before):
        if (told := key(one)) is not None and waiting.get(told):
            other = waiting[told].pop(0)
            before.remove(one)
            after.remove(other)
            found.append((one, other))
    return found


def _touch(one: _Marked, other: _Marked) -> bool:
    return one.start < other.end and other.start < one.end


def _change(fate: Fate, one: Mark | None, other: Mark | None, old: Block, new: Block) -> MarkupChange:
    mark, block = (other, new) if other else (one, old)
    assert mark is not None
    words = block.text[mark.start : mark.end]
    former = old.text[one.start : one.end] if one and other else words
    start = max(0, mark.start - _BEFORE)
    before = block.text[start : mark.start]
    return MarkupChange(
        fate,
        mark.name,
        old.place,
        new.place,
        words=words,
        before=before.split(" ", 1)[-1] if start else before,
        attributes=differences(one.attributes if one else (), other.attributes if other else ()),
        beside=mark.beside,
        old_edited=one.edited if one else "",
        new_edited=other.edited if other else "",
        old_words=former if former != words else "",
    )
