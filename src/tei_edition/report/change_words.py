"""Changes told in the words that editors use."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from tei_edition.comparison import (
    AttributeChange,
    Comparison,
    DocumentChange,
    EntryChange,
    Fate,
    FieldChange,
    MarkupChange,
    Place,
    TextChange,
)
from tei_edition.comparison.naming import LINKS

_WORDS = tomllib.loads(Path(__file__).with_name("change_words.toml").read_text("utf-8"))
_ELEMENTS, _PLACES, _FIELDS = (_WORDS[name] for name in ("elements", "places", "fields"))
_LONG = 80
_POINTS = ("lb", "pb", "cb", "gb", "milestone", "gap", "anchor", "graphic", "ptr", "space")
_STEP = re.compile(r"([^\[]+)(?:\[(.*)\])?", re.DOTALL)
_PLAIN_KEY = re.compile(r"(?:act|ms|corresp|fol|r|resp)[-.]|main$|shelfmark$|canonical$|text$|encoding$")


def counted(number: int, noun: str) -> str:
    """`1 word`, `2 words`, `2,000 words`; of an adjective too: `2 entries`."""
    if number != 1:
        noun = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number:,} {noun}"


def summary(told: Comparison) -> list[str]:
    """How much changed, first of all."""
    lines = []
    parts = [f"{told.count(fate):,} {fate}" for fate in (Fate.ADDED, Fate.REMOVED, Fate.CHANGED)]
    lines.append(f"Documents: {', '.join(parts)}, {told.unchanged:,} unchanged.")
    changed = [one for one in told.documents if one.fate is Fate.CHANGED]
    kinds = (
        (sum(bool(one.text) for one in changed), "text"),
        (sum(bool(one.markup) for one in changed), "mark-up"),
        (sum(bool(one.header) for one in changed), "header"),
        (sum(bool(one.authority) for one in changed), "authority entries of its own"),
        (sum(one.renamed for one in changed), "id"),
        (sum(one.moved for one in changed), "file name"),
    )
    if changed:
        lines.append("Changed in " + ", ".join(f"{what}: {number:,}" for number, what in kinds if number) + ".")
    entries = [one for one in told.authority if one.key]
    if entries:
        fates = ((sum(one.fate is fate for one in entries), fate) for fate in (Fate.ADDED, Fate.REMOVED, Fate.CHANGED))
        lines.append("Authority entries: " + ", ".join(f"{number:,} {fate}" for number, fate in fates if number) + ".")
    if told.form:
        lines.append(
            f"{counted(told.form, 'file')} of the unchanged {'differs' if told.form == 1 else 'differ'} in what does "
            "not count: white space, the order of attributes, comments."
        )  # fmt: skip
    return lines


def document_line(one: DocumentChange) -> str:
    """What became of a document as a whole."""
    if one.fate in (Fate.ADDED, Fate.REMOVED):
        return f"{one.id} was {one.fate}"
    parts = []
    if one.renamed:
        parts.append(f"was renamed: it was {one.old_id}")
    if one.moved:
        parts.append(f"has another file: {one.old_file}, now {one.new_file}")
    if one.aspects or not parts:
        what = {"text": "text", "markup": "mark-up", "header": "header", "authority": "entries of its own"}
        parts.append(
            f"changed in {', '.join(what[aspect] for aspect in one.aspects)}" if one.aspects else "is the same"
        )
    return f"{one.id} " + "; ".join(parts)


def place(old: Place | None, new: Place | None) -> str:
    """Where something is: `paragraph 7`, `paragraph 7 (it was 6)`, `note in paragraph 3`, `address, line 2`."""
    now = new or old
    assert now is not None
    if now.kind == "paragraph":
        told = f"paragraph {now.number}" if now.number else "paragraph without number"
    elif now.kind == "note":
        told = f"note in paragraph {now.number}" if now.number else "note"
    elif now.kind == "address" and now.number:
        told = f"address, line {now.number}"
    else:
        told = _PLACES.get(now.kind, now.kind)
    if old and new and old.number != new.number and old.kind == new.kind:
        told += f" (it was {old.number})"
    return told


def line_of(old: Place | None, new: Place | None) -> str:
    """The line of the file: of the new one, else of the old one."""
    if new and new.line:
        return f"line {new.line}"
    return f"line {old.line} of the old file" if old and old.line else ""


def text_sentence(one: TextChange) -> str:
    """What became of a block of the text, without its words."""
    if one.fate is Fate.ADDED:
        return "added"
    if one.fate is Fate.REMOVED:
        return "removed"
    if one.fate is Fate.SPLIT:
        return "divided into several paragraphs"
    if one.fate is Fate.JOINED:
        return "several paragraphs joined to one"
    if one.fate is Fate.MOVED:
        return "stands at another place"
    return "changed"


def markup_sentence(one: MarkupChange) -> str:
    """What became of mark-up."""
    if not one.element:
        return "the elements lie in each other in another way"
    noun = _ELEMENTS.get(one.element, f"<{one.element}>")
    words = f"‘{shortened(one.words or one.old_words)}’"
    if one.element == "choice":
        return _choice(one, words)
    if one.element in _POINTS and not one.words:
        return _point(one, noun)
    if (
        one.old is not None
        and one.new is not None
        and not one.before
        and one.attributes[:1]
        and not one.attributes[0].name
    ):
        change = one.attributes[0]
        old = _ELEMENTS.get(change.old or "", f"<{change.old}>")
        return f"{words} is now {_an(noun)}; it was {_an(old)}{_further(one.attributes[1:])}"
    if one.fate is Fate.ADDED:
        link, rest = _links(one.attributes)
        if not one.words:
            return f"{_an(noun)} without words was added{_after(one)}{_given(one.attributes)}{_held(one.new_edited)}"
        linked = f", linked to {_target(link.new, name=link.new_name)}" if link else ""
        return f"{words} is now marked as {_an(noun)}{linked}{_given(rest)}{_held(one.new_edited)}"
    if one.fate is Fate.REMOVED:
        if not one.words:
            return f"{_an(noun)} without words was removed{_after(one)}{_given(one.attributes)}{_held(one.old_edited)}"
        return f"{words} is no longer marked as {_an(noun)}{_given(one.attributes, old=True)}{_held(one.old_edited)}"
    if one.fate is Fate.MOVED:
        return f"the {noun} {words if one.words else ''} stands at another place{_after(one)}".replace("  ", " ")
    return _changed(one, noun, words)


def _changed(one: MarkupChange, noun: str, words: str) -> str:
    link, rest = _links(one.attributes)
    subject = f"the {noun} {words}" if one.words or one.old_words else f"the {noun}"
    parts = []
    if link:
        if link.old is None:
            parts.append(f"is now linked to {_target(link.new, name=link.new_name)}")
        elif link.new is None:
            parts.append(f"is no longer linked to {_target(link.old, name=link.old_name)}")
        else:
            old = _target(link.old, link.new, link.old_name)
            new = _target(link.new, link.old, link.new_name)
            parts.append(f"is now linked to {new}; it was linked to {old}")
    parts += [_attribute(change) for change in rest]
    if one.old_words:
        parts.append(f"now holds these words; it held ‘{shortened(one.old_words)}’")
    if one.old_edited != one.new_edited:
        parts.append(f"has beside it ‘{shortened(one.new_edited)}’; it was ‘{shortened(one.old_edited)}’")
    elif not parts:
        parts.append("has other mark-up in what stands beside it")
    return f"{subject} {'; it '.join(parts)}"


def _choice(one: MarkupChange, words: str) -> str:
    noun = _ELEMENTS.get(one.beside, "alternative")
    if one.fate is Fate.ADDED:
        return f"{words} now has the {noun} ‘{shortened(one.new_edited)}’"
    if one.fate is Fate.REMOVED:
        return f"{words} no longer has the {noun} ‘{shortened(one.old_edited)}’"
    if one.old_edited != one.new_edited:
        return f"the {noun} of {words} is now ‘{shortened(one.new_edited)}’; it was ‘{shortened(one.old_edited)}’"
    return _changed(one, f"{noun} of", words)


def _point(one: MarkupChange, noun: str) -> str:
    given = _given(one.attributes, old=one.fate is Fate.REMOVED)
    if one.fate is Fate.ADDED:
        return f"{_an(noun)} was added{_after(one)}{given}"
    if one.fate is Fate.REMOVED:
        return f"{_an(noun)} was removed{_after(one)}{given}"
    if one.fate is Fate.MOVED:
        return f"the {noun} stands at another place{_after(one)}"
    return f"the {noun}{_after(one)} " + "; it ".join(_attribute(change) for change in one.attributes)


def field_sentence(one: FieldChange) -> str:
    """What became of a statement of a header or an entry: what it is called, then the values."""
    told = field_name(one.path)
    if not one.path:
        return "the statements stand in another order"
    if one.fate is Fate.MOVED:
        return f"{told}: the statements stand in another order"
    if one.fate is Fate.ADDED:
        return f"{told} added: {shortened(one.new, 300) or 'empty'}"
    if one.fate is Fate.REMOVED:
        return f"{told} removed: {shortened(one.old, 300) or 'empty'}"
    if one.inside:
        return f"{told}: the words are the same, their mark-up is not: {shortened(one.new, 300)}"
    return f"{told}: was ‘{shortened(one.old, 300)}’, is ‘{shortened(one.new, 300)}’"


def field_name(path: tuple[str, ...]) -> str:
    """What a statement is called: `witness APRF, shelfmark`."""
    parts: list[str] = []
    before = ""
    for number, step in enumerate(path):
        found = _STEP.fullmatch(step)
        name, key = (found[1], found[2] or "") if found else (step, "")
        last = number == len(path) - 1
        wanted = (step, f"{before}/{name}", name)
        word = next((_FIELDS[one] for one in wanted if one in _FIELDS), None)
        if word is None and last:
            word = name.removeprefix("@") if name.startswith("@") else f"<{name}>"
        if word and not (parts and parts[-1].split(" ", 1)[0] == word):
            known = step in _FIELDS or not key or _PLAIN_KEY.search(key)
            parts.append(word if known else f"{word} {key}")
        before = name
    return ", ".join(parts) or ", ".join(path)


def entry_sentence(one: EntryChange) -> str:
    """What became of an entry of the authority as a whole."""
    if not one.key:
        if one.kind == "teiHeader":
            return "the header of the authority file changed"
        return "the authority file changed besides its entries"
    kinds = {"org": "organisation", "bibl": "reference"}
    name = f" ({one.name})" if one.name else ""
    return f"{kinds.get(one.kind, one.kind)} {one.key}{name} was {one.fate}"


def shortened(words: str, length: int = _LONG) -> str:
    """The words, in the middle of long ones a mark of what was left out."""
    if len(words) <= length:
        return words
    half = (length - 3) // 2
    start, end = words[:half], words[-half:]
    start = start.rpartition(" ")[0] or start
    end = end.partition(" ")[2] or end
    return f"{start.rstrip()} … {end.lstrip()}"


def _target(link: str | None, other: str | None = None, name: str = "") -> str:
    """What a link leads to: in an authority the entry, with its name, is enough, unless the file is what changed."""
    file, sign, key = (link or "").rpartition("#")
    told = (link or "") if not sign or " " in file or (other or "").endswith(f"#{key}") else f"#{key}"
    return f"{told} ({shortened(name)})" if name else told


def _links(changes: tuple[AttributeChange, ...]) -> tuple[AttributeChange | None, list[AttributeChange]]:
    link = next((one for one in changes if one.name in LINKS), None)
    return link, [one for one in changes if one is not link]


def _attribute(change: AttributeChange) -> str:
    if change.old is None:
        return f"now has {change.name} ‘{change.new}’"
    if change.new is None:
        return f"no longer has {change.name} ‘{change.old}’"
    return f"has {change.name} ‘{change.new}’, where it had ‘{change.old}’"


def _further(changes: tuple[AttributeChange, ...]) -> str:
    return "".join(f"; it {_attribute(one)}" for one in changes)


def _given(changes: tuple[AttributeChange, ...] | list[AttributeChange], *, old: bool = False) -> str:
    told = ", ".join(f"{one.name} {_value(one, gone=old or one.new is None)}" for one in changes)
    return f" ({told})" if told else ""


def _value(one: AttributeChange, *, gone: bool) -> str | None:
    value, name = (one.old, one.old_name) if gone else (one.new, one.new_name)
    return _target(value, name=name) if one.name in LINKS else value


def _held(edited: str) -> str:
    return f", with ‘{shortened(edited)}’" if edited else ""


def _after(one: MarkupChange) -> str:
    return f" after ‘…{one.before.rstrip()}’" if one.before.strip() else ""


def _an(noun: str) -> str:
    return f"an {noun}" if noun[:1] in "aeiou" else f"a {noun}"
