"""What a header, or an entry of the authority, states, field by field, and which of its statements changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from tei_edition.comparison.alike import steps
from tei_edition.comparison.blocks import TEI, attributes_of, canonical, elements, line_of, name_of, words_in
from tei_edition.comparison.marks import differences
from tei_edition.comparison.values import Fate, FieldChange

Path = tuple[str, ...]

_ID = "{http://www.w3.org/XML/1998/namespace}id"
# One statement each, whatever they hold.
_STATEMENTS = (
    "persName placeName orgName name author editor title date idno term licence change note item p ab head desc catDesc"
    " label ref ptr bibl locus resp language"
)
_WHOLE = frozenset(TEI + name for name in _STATEMENTS.split())
_IN_KEY = ("xml:id", "type", "subtype", "n")


@dataclass(frozen=True, slots=True)
class _Field:
    path: Path
    words: str
    attributes: tuple[tuple[str, str], ...]
    inner: str
    line: int

    @property
    def told(self) -> tuple[str, tuple[tuple[str, str], ...], str]:
        """All that it says."""
        return self.words, self.attributes, self.inner

    @property
    def value(self) -> str:
        """What it says for people: its words, and its attributes."""
        return _with(self.words, [one for one in self.attributes if one[0] not in _IN_KEY])


class _Reader:
    """The fields of an element, and the containers in it, by their paths."""

    def __init__(self, element: etree._Element | None) -> None:
        self.fields: list[_Field] = []
        self.containers: dict[Path, int] = {}
        if element is not None:
            self._inside(element, ())

    def _inside(self, element: etree._Element, path: Path) -> None:
        for child in elements(element):
            step = _step(child)
            own = (*path, step)
            if child.tag in _WHOLE or not elements(child) or _is_mixed(child):
                inner = canonical(child, own=False)
                self.fields.append(_Field(own, words_in(child), attributes_of(child), inner, line_of(child)))
                continue
            self.containers[own] = self.containers.get(own, 0) + 1
            for name, value in attributes_of(child):
                if name not in _IN_KEY:
                    self.fields.append(_Field((*own, f"@{name}"), value, (), "", line_of(child)))
            self._inside(child, own)


def field_changes(old: etree._Element | None, new: etree._Element | None) -> tuple[FieldChange, ...]:
    """What two elements state otherwise; None is an element that states nothing."""
    if old is not None and new is not None and _as_written(old) == _as_written(new):
        return ()
    before, after = _Reader(old), _Reader(new)
    found = []
    whole: list[tuple[int, FieldChange]] = []
    for fate, here, there in ((Fate.REMOVED, before, after), (Fate.ADDED, after, before)):
        gone = {path for path, number in here.containers.items() if path not in there.containers and number == 1}
        tops = {path for path in gone if not any(path[:length] in gone for length in range(1, len(path)))}
        for path in here.containers:
            if path in tops and "[" in path[-1]:
                held = [one for one in here.fields if one.path[: len(path)] == path]
                value = ", ".join(dict.fromkeys(filter(None, (one.words for one in held if "@" not in one.path[-1]))))
                line = held[0].line if held else 0
                old_value, new_value = (value, "") if fate is Fate.REMOVED else ("", value)
                whole.append((line, FieldChange(fate, path, old_value, new_value, line=line)))
                here.fields = [one for one in here.fields if one not in held]
    order: dict[Path, None] = {}
    grouped: tuple[dict[Path, list[_Field]], dict[Path, list[_Field]]] = ({}, {})
    for side, reader in zip(grouped, (before, after), strict=True):
        for one in reader.fields:
            side.setdefault(one.path, []).append(one)
            order.setdefault(one.path)
    for path in order:
        found += _of_one_path(grouped[0].get(path, []), grouped[1].get(path, []))
    found = [change for _, change in sorted([*((one.line, one) for one in found), *whole], key=lambda one: one[0])]
    if not found and old is not None and new is not None and canonical(old) != canonical(new):
        found.append(FieldChange(Fate.MOVED, (), line=line_of(new)))
    return tuple(found)


def _as_written(element: etree._Element) -> bytes:
    return etree.tostring(element, method="c14n", with_tail=False)


def _of_one_path(old: Sequence[_Field], new: Sequence[_Field]) -> list[FieldChange]:
    found = []
    for step in steps([one.told for one in old], [one.told for one in new]):
        if step.same:
            continue
        before, after = list(old[step.a1 : step.a2]), list(new[step.b1 : step.b2])
        for one, other in zip(before, after, strict=False):
            found.append(_changed(one, other))
        for one in before[len(after) :]:
            found.append(FieldChange(Fate.REMOVED, one.path, one.value, line=one.line))
        for one in after[len(before) :]:
            found.append(FieldChange(Fate.ADDED, one.path, "", one.value, line=one.line))
    return found


def _changed(old: _Field, new: _Field) -> FieldChange:
    if old.words != new.words and old.attributes == new.attributes:
        return FieldChange(Fate.CHANGED, new.path, old.words, new.words, line=new.line)
    if old.value == new.value:
        return FieldChange(Fate.CHANGED, new.path, old.words, new.words, inside=True, line=new.line)
    if old.words != new.words:
        return FieldChange(Fate.CHANGED, new.path, old.value, new.value, line=new.line)
    # Of the same words, with other attributes, no more than these.
    changed = differences(old.attributes, new.attributes)
    before = _with(old.words, [(one.name, one.old) for one in changed])
    return FieldChange(Fate.CHANGED, new.path, before, _with(new.words, [(one.name, one.new) for one in changed]),
                       line=new.line)  # fmt: skip


def _with(words: str, attributes: Sequence[tuple[str, str | None]]) -> str:
    given = ", ".join(f"{name} {value}" for name, value in attributes if value is not None)
    return f"{words} ({given})" if words and given else words or given


def _step(element: etree._Element) -> str:
    """What an element is, and which of its kind: `witness[APRF]`, `title[main]`, `correspAction[received/to]`."""
    kind = "/".join(filter(None, (element.get("type"), element.get("subtype"))))
    key = element.get(_ID) or kind or element.get("n") or ""
    return f"{name_of(element)}[{key}]" if key else name_of(element)


def _is_mixed(element: etree._Element) -> bool:
    return any((text or "").strip() for text in (element.text, *(one.tail for one in element)))
