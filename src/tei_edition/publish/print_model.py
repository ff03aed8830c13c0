"""The print model of a volume (docs/print-model.md): its particulars, its words, its telegrams, its registers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from tei_edition.catalogue.facts import natural
from tei_edition.characters import xml_safe
from tei_edition.parsing import locked_parser
from tei_edition.publish.papers import text_area
from tei_edition.publish.print import Volume, print_labels

REGISTERS = ("abbreviation", "bibliography", "person", "place", "organisation", "archive", "number")
"""The registers at the end of a volume, in their order."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a register's entry is named in another part of the edition."""

    part: str
    page: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a register; `places` are given only where they are not in the volume that has the register."""

    kind: str
    key: str
    name: str
    group: str = ""
    detail: str = ""
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of a volume that was divided: its number as printed, the numbers of its first and last telegram.

    `registers` is true of the last part, which has no telegrams.
    """

    number: str
    first: str = ""
    last: str = ""
    registers: bool = False


class Entries:
    """The entries that telegrams contribute, each once."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], Entry] = {}

    def add(self, telegram: etree._Element) -> None:
        """Take the index out of a telegram of the print model and keep its entries."""
        for index in telegram.findall("index"):
            for entry in index.iterchildren("entry"):
                key = entry.get("kind", ""), entry.get("key", "")
                if key not in self._found:
                    name, detail = entry.findtext("name") or "", entry.findtext("detail") or ""
                    self._found[key] = Entry(*key, name, entry.get("group", ""), detail)
            telegram.remove(index)

    def placed(self, places: dict[tuple[str, str], list[Place]]) -> Entries:
        """The same entries with the places in other parts where they are named."""
        made = Entries()
        made._found = {key: replace(entry, places=tuple(places.get(key, ()))) for key, entry in self._found.items()}
        return made

    def of(self, kind: str) -> list[Entry]:
        """The entries of a register, in its order."""
        found = (entry for entry in self._found.values() if entry.kind == kind)
        return sorted(found, key=lambda entry: (natural(entry.group), natural(entry.name), entry.key))


def print_model(
    parts: Iterable[bytes],
    volume: Volume,
    *,
    part: Part | None = None,
    introduction: bytes = b"",
    entries: Entries | None = None,
    attachments: Sequence[tuple[str, bytes]] = (),
) -> bytes:
    """The print model of a volume with telegrams (`print_part`) in the order given.

    A part of a divided volume has no registers, except the last one, whose `entries` are given with their places.
    """
    root = etree.Element("volume", lang=volume.language)
    add_particulars(root, volume, part)
    parser = locked_parser(large=True)
    words = etree.SubElement(root, "labels")
    for label in etree.fromstring(print_labels(volume.language), parser).iter("label"):
        _add(words, "label", label.text or "").set("name", label.get("name", ""))
    found = Entries()
    if introduction:
        element = etree.fromstring(introduction, parser)
        found.add(element)
        root.append(element)
    for content in parts:
        telegram = etree.fromstring(content, parser)
        found.add(telegram)
        root.append(telegram)
    if part is None or entries is not None:
        _add_registers(root, entries or found)
    for name, content in attachments:
        _add(root, "attachment", content.decode("utf-8-sig", "replace")).set("name", name)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def add_particulars(root: etree._Element, volume: Volume, part: Part | None) -> None:
    """Add to the root of a model what a volume is besides its telegrams."""
    _add(root, "title", volume.title)
    _add(root, "subtitle", volume.subtitle)
    _add(root, "name", volume.name)
    for editor in volume.editors:
        _add(root, "editor", editor)
    _add(root, "publisher", volume.publisher)
    _add(root, "version", volume.version)
    _add(root, "date", volume.date.isoformat())
    _add(root, "dated", _in_words(volume))
    for identifier in volume.identifiers:
        _add(root, "identifier", identifier)
    if volume.licence_target:
        licence = _add(root, "licence", volume.licence_name or volume.licence_target)
        licence.set("target", volume.licence_target)
    if part is not None:
        shown = etree.SubElement(root, "part", number=part.number)
        if part.first:
            shown.set("first", xml_safe(part.first))
            shown.set("last", xml_safe(part.last))
        if part.registers:
            shown.set("registers", "yes")
    design = volume.design
    measure, inner, outer = text_area(design.paper, design.measure)
    page = etree.SubElement(
        root,
        "design",
        paper=design.paper,
        size=str(design.size),
        measure=str(measure),
        inner=str(inner),
        outer=str(outer),
        numbering=design.numbering,
        apparatus=design.apparatus,
    )
    for font in design.fonts:
        _add(page, "font", font)


def _add_registers(root: etree._Element, entries: Entries) -> None:
    for kind in REGISTERS:
        found = entries.of(kind)
        if not found:
            continue
        register = etree.SubElement(root, "register", kind=kind)
        for entry in found:
            shown = etree.SubElement(register, "entry", kind=entry.kind, key=entry.key)
            if entry.group:
                shown.set("group", entry.group)
            _add(shown, "name", entry.name)
            _add(shown, "detail", entry.detail)
            for place in entry.places:
                given = etree.SubElement(shown, "place", part=place.part, page=place.page)
                if place.note:
                    given.set("note", place.note)


def _in_words(volume: Volume) -> str:
    """The date of the volume as its language writes dates."""
    labels = etree.fromstring(print_labels(volume.language))
    words = {label.get("name"): label.text or "" for label in labels.iter("label")}
    values = {"D": str(volume.date.day), "M": words[f"month.{volume.date.month}"], "Y": str(volume.date.year)}
    text = words["date.pattern"]
    for slot, value in values.items():
        text = text.replace(f"[{slot}]", value)
    return text


def _add(parent: etree._Element, name: str, text: str) -> etree._Element:
    child = etree.Element(name)
    if text:
        child.text = xml_safe(text)
        parent.append(child)
    return child
