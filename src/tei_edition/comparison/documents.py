"""Two versions of a document, or of an authority, compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from tei_edition import reading_text
from tei_edition.comparison.blocks import TEI, Block, attributes_of, blocks_of, elements, line_of, name_of, words_in
from tei_edition.comparison.fields import field_changes
from tei_edition.comparison.marks import differences, markup_changes
from tei_edition.comparison.texts import pairs_of, text_changes
from tei_edition.comparison.values import DocumentChange, EntryChange, Fate, FieldChange, MarkupChange, Place
from tei_edition.parsing import locked_parser

_ID = "{http://www.w3.org/XML/1998/namespace}id"
_NAMES = tuple(f"{TEI}{name}" for name in ("persName", "placeName", "orgName", "objectName", "head", "label", "title"))


def compare_documents(old: etree._Element, new: etree._Element, *, text: bool = True) -> DocumentChange:
    """What changed from one version of a TEI document to another.

    Its `fate` is `same` where nothing did: white space that TEI does not count, the order of attributes and comments
    are no change. Nothing else is passed over: where words for a difference fail, it is told that there is one. With
    `text` as False texts are not compared.
    """
    found = DocumentChange(Fate.CHANGED, id_of(old), id_of(new), title=title_of(new), text_compared=text)
    header = [*_own_attributes(old, new), *field_changes(old.find(f"{TEI}teiHeader"), new.find(f"{TEI}teiHeader"))]
    entries: list[EntryChange] = []
    for one, other in _others(old, new):
        if name_of(one if one is not None else other) == "standOff":  # type: ignore[arg-type]  # one is there
            entries += _entry_changes(one, other)
            continue
        header += (replace(change, path=(name_of(other if other is not None else one), *change.path))  # type: ignore[arg-type]
                   for change in field_changes(one, other))  # fmt: skip
    found = replace(found, header=tuple(header), authority=tuple(entries))
    if text:
        before, after = blocks_of(old), blocks_of(new)
        if (seen := _seen(before)) != (now := _seen(after)):
            pairs = pairs_of(before, after)
            words, marks = tuple(text_changes(pairs)), tuple(markup_changes(pairs))
            if not words and not marks and seen != now:
                marks = (_somewhere(before, after),)
            found = replace(found, text=words, markup=marks)
    return found if found.aspects or found.renamed else replace(found, fate=Fate.SAME)


def compare_authorities(old: etree._Element | None, new: etree._Element | None) -> tuple[EntryChange, ...]:
    """What changed from one version of an authority file to another: its entries, then the file besides them.

    None is an authority without entries.
    """
    headers = [None if root is None else root.find(f"{TEI}teiHeader") for root in (old, new)]
    found = _entry_changes(*(None if root is None else root for root in (old, new)))
    rest = field_changes(*headers)
    if rest:
        found.append(EntryChange(Fate.CHANGED, "", "teiHeader", "", rest))
    return tuple(found)


def told_whole(root: etree._Element, fate: Fate) -> DocumentChange:
    """A document that was added, or removed, as a whole."""
    own = id_of(root)
    old, new = (own, "") if fate is Fate.REMOVED else ("", own)
    return DocumentChange(fate, old, new, title=title_of(root))


def id_of(root: etree._Element) -> str:
    """The id of a document."""
    return root.get(_ID, "")


def title_of(root: etree._Element) -> str:
    """The main title of a document, else its first."""
    titles = root.findall(f"{TEI}teiHeader/{TEI}fileDesc/{TEI}titleStmt/{TEI}title")
    found = next((one for one in titles if one.get("type") == "main"), titles[0] if titles else None)
    return "" if found is None else reading_text.line(found)


def text_of(root: etree._Element) -> str:
    """All words of the texts of a document."""
    return " ".join(words_in(one) for one in root.iterchildren(f"{TEI}text"))


def _own_attributes(old: etree._Element, new: etree._Element) -> Iterator[FieldChange]:
    for one in differences(attributes_of(old), attributes_of(new)):
        if one.name != "xml:id":
            fate = Fate.ADDED if one.old is None else Fate.REMOVED if one.new is None else Fate.CHANGED
            yield FieldChange(fate, (f"@{one.name}",), one.old or "", one.new or "", line=line_of(new))
    if old.tag != new.tag:
        yield FieldChange(Fate.CHANGED, ("root",), name_of(old), name_of(new), line=line_of(new))


def _others(old: etree._Element, new: etree._Element) -> Iterator[tuple[etree._Element | None, etree._Element | None]]:
    """The parts of two documents besides header and text, in pairs of one name."""
    before, after = (
        [one for one in elements(root) if one.tag not in (f"{TEI}teiHeader", f"{TEI}text")] for root in (old, new)
    )
    for one in before:
        other = next((part for part in after if part.tag == one.tag), None)
        if other is not None:
            after.remove(other)
        yield one, other
    for other in after:
        yield None, other


def _entry_changes(old: etree._Element | None, new: etree._Element | None) -> list[EntryChange]:
    """The entries of two standOff elements, or of files with some, and what these hold besides."""
    before, after = entries_of(old), entries_of(new)
    found = []
    for key in dict.fromkeys([*before, *after]):
        one, other = before.get(key), after.get(key)
        entry = other if other is not None else one
        assert entry is not None
        told = EntryChange(Fate.CHANGED, key, name_of(entry), entry_name(entry))
        if one is None or other is None:
            found.append(replace(told, fate=Fate.REMOVED if other is None else Fate.ADDED))
            continue
        given = tuple(
            FieldChange(
                Fate.ADDED if change.old is None else Fate.REMOVED if change.new is None else Fate.CHANGED,
                (f"@{change.name}",), change.old or "", change.new or "", line=line_of(other),
            )
            for change in differences(attributes_of(one), attributes_of(other))
        )  # fmt: skip
        if one.tag != other.tag:
            given = (FieldChange(Fate.CHANGED, ("kind",), name_of(one), name_of(other), line=line_of(other)), *given)
        fields = (*given, *field_changes(one, other))
        if fields:
            found.append(replace(told, fields=fields))
    rest = tuple(
        replace(change, path=("standOff", *change.path))
        for change in field_changes(_without_entries(old, set(before)), _without_entries(new, set(after)))
    )
    if rest:
        found.append(EntryChange(Fate.CHANGED, "", "standOff", "", rest))
    return found


def entries_of(root: etree._Element | None) -> dict[str, etree._Element]:
    """The elements with an id in the lists of standOff, by it; the first of two with one id is the one that counts."""
    found: dict[str, etree._Element] = {}

    def gather(holder: etree._Element) -> None:
        for one in elements(holder):
            if name_of(one).startswith("list"):
                gather(one)
            elif one.get(_ID):
                found.setdefault(str(one.get(_ID)), one)

    for standoff in () if root is None else root.iter(f"{TEI}standOff"):
        gather(standoff)
    return found


def _without_entries(root: etree._Element | None, keys: set[str]) -> etree._Element | None:
    """The standOff elements without their entries, which are compared one by one."""
    if root is None:
        return None
    parser = locked_parser()
    held = etree.Element("held")
    for standoff in root.iter(f"{TEI}standOff"):
        held.append(etree.fromstring(etree.tostring(standoff, with_tail=False), parser))
    entries = entries_of(held)
    for key in keys & entries.keys():
        parent = entries[key].getparent()
        assert parent is not None
        parent.remove(entries[key])
    for empty in reversed([one for one in held.iter(f"{TEI}*") if name_of(one).startswith("list")]):
        parent = empty.getparent()
        if parent is not None and not len(empty) and not (empty.text or "").strip():
            parent.remove(empty)
    return held


def entry_name(entry: etree._Element) -> str:
    """What an entry of an authority is called: its main name, else its first; empty if it has none."""
    names = list(entry.iter(*_NAMES))
    main = next((one for one in names if one.get("type") == "main"), names[0] if names else None)
    return "" if main is None else reading_text.line(main)


def _seen(blocks: list[Block]) -> list[object]:
    """All that is compared of a text, lines and anchors apart."""
    return [
        (one.text, [(mark.name, mark.attributes, mark.start, mark.end, mark.detail, mark.holder) for mark in one.marks],
         [(holder.number, *holder.kind) for holder in one.holders])
        for one in blocks
    ]  # fmt: skip


def _somewhere(old: list[Block], new: list[Block]) -> MarkupChange:
    """That there is a difference in how elements lie in each other, at the first block that shows it."""
    for one, other in zip(old, new, strict=False):
        if _seen([one]) != _seen([other]):
            return MarkupChange(Fate.MOVED, "", one.place, other.place, words=other.text)
    place = new[-1].place if new else Place("text")
    return MarkupChange(Fate.MOVED, "", place, place)
