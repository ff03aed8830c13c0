"""Rules across the files of an edition: what no document can know of itself alone. They run once per edition."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from lxml import etree

from tei_edition.diagnostics import Diagnostic, Location, Severity
from tei_edition.filenames import folded_name, is_reserved
from tei_edition.validate.facts import DocumentFacts, Relation
from tei_edition.validate.places import Place, node_path, places
from tei_edition.validate.wellformed import TEI, line_of, path_of, read_document

_ID = "{http://www.w3.org/XML/1998/namespace}id"
_ENTRIES = tuple(f"{TEI}{name}" for name in ("person", "personGrp", "place", "org", "object", "event"))
_LISTS = frozenset(f"{TEI}{name}" for name in ("listPerson", "listPlace", "listOrg", "listObject", "listEvent"))
_NAMED = tuple(f"{TEI}{name}" for name in ("persName", "placeName", "orgName", "objectName", "label", "name"))
_INVERSE = {
    "prev": "next", "next": "prev", "reply": "replyTo", "replyTo": "reply", "encloses": "enclosedIn",
    "enclosedIn": "encloses", "parallel": "parallel",
}  # fmt: skip
# The relations that a telegram has to one other at the most, so that two that disagree contradict each other.
_SINGLE = frozenset(("prev", "next"))
# Whether the telegram of the relation comes after the other one.
_LATER = {"prev": True, "replyTo": True, "next": False, "reply": False}


def check_edition(
    documents: Sequence[DocumentFacts], authority: bytes | None = None, authority_file: str = ""
) -> list[Diagnostic]:
    """What is wrong between the documents of an edition, sorted by place.

    `authority` is the content of the authority that belongs to them, `authority_file` its path; None: nothing is said
    of entries that nobody uses. Documents that could not be read have no facts: nothing is said of what points to them.
    """
    found = [
        *_doubled(documents, lambda one: [one.id], _document_id_doubled),
        *_doubled(documents, lambda one: [folded_name(one.stem)], _file_names_clash),
        *(_file_name_reserved(one) for one in documents if is_reserved(one.stem)),
        *_doubled(documents, lambda one: one.records, _record_doubled),
        *_doubled(documents, _serial_numbers, _number_doubled),
        *_relations(documents),
    ]
    if authority is not None and documents:
        found += _unused(authority, authority_file, {entry for one in documents for entry in one.entries})
    return sorted(found, key=Diagnostic.sort_key)


def _unused(authority: bytes, file: str, used: set[str]) -> Iterator[Diagnostic]:
    """A warning for each entry to which no document points, nor another entry of the authority."""
    root, _ = read_document(authority, file)
    if root is None:
        return  # It has findings of its own.
    pointers = (pointer for element in root.iter(etree.Element) for name, value in element.items() if name != _ID
                for pointer in str(value).split() if pointer.startswith("#"))  # fmt: skip
    used = used | {pointer[1:] for pointer in pointers}
    entries = [
        entry
        for entry in root.iter(*_ENTRIES)
        if entry.get(_ID, "") not in {"", *used} and getattr(entry.getparent(), "tag", "") in _LISTS
    ]
    at = places(authority, map(node_path, entries)) if entries else {}
    for entry in entries:
        place = at.get(node_path(entry), Place(line_of(entry), 0, path_of(entry)))
        identifier = entry.get(_ID, "")
        name = next((" ".join("".join(map(str, one.itertext())).split()) for one in entry.iterchildren(*_NAMED)), "")
        yield Diagnostic(
            "authority-entry-unused",
            Severity.WARNING,
            f"No document of the edition points to the entry '{identifier}'" + (f" ({name})." if name else "."),
            Location(file, place.line, place.column, place.xpath),
            "Link the names that mean it, or remove the entry.",
        )


def _doubled(
    documents: Sequence[DocumentFacts],
    keys: Callable[[DocumentFacts], Iterable[str]],
    finding: Callable[[DocumentFacts, DocumentFacts, str], Diagnostic],
) -> Iterator[Diagnostic]:
    """A finding for each document that has a key which another had before it."""
    first: dict[str, DocumentFacts] = {}
    for one in documents:
        for key in dict.fromkeys(filter(None, keys(one))):
            other = first.setdefault(key, one)
            if other is not one:
                yield finding(one, other, key)


def _document_id_doubled(one: DocumentFacts, other: DocumentFacts, key: str) -> Diagnostic:
    return Diagnostic(
        "document-id-doubled",
        Severity.ERROR,
        f"The document is called '{key}' in its xml:id, as {other.file} is.",
        Location(one.file, one.line, 0, "/TEI[1]"),
        "Give each document an xml:id of its own, the name of its file without .xml.",
    )


def _file_names_clash(one: DocumentFacts, other: DocumentFacts, key: str) -> Diagnostic:
    return Diagnostic(
        "file-names-clash",
        Severity.ERROR,
        f"Windows and macOS take the name of this file for that of {other.file}: they tell no capitals from small "
        "letters, so that one of the two is lost there.",
        Location(one.file),
        "Give one of the files another name, its xml:id too, and point to it by that.",
    )


def _file_name_reserved(one: DocumentFacts) -> Diagnostic:
    return Diagnostic(
        "file-name-reserved",
        Severity.ERROR,
        f"No file on Windows can be called '{one.stem}': that is the name of a device.",
        Location(one.file),
        "Give the file another name, its xml:id too, and point to it by that.",
    )


def _record_doubled(one: DocumentFacts, other: DocumentFacts, key: str) -> Diagnostic:
    kind, _, number = key.partition(" ")
    return Diagnostic(
        "record-doubled",
        Severity.WARNING,
        f"The copied text has the {kind} {number}, as that of {other.file} has.",
        Location(one.file, one.line, 0, "/TEI[1]"),
        "If both are the same record, keep one of the documents; else correct the number.",
    )


def _serial_numbers(one: DocumentFacts) -> list[str]:
    """The number with each sender and the year: offices begin anew with it."""
    year = one.sent[:4]
    if not one.number or not year:
        return []
    return [f"{one.number}\n{sender.ref or sender.name}\n{year}" for sender in one.senders if sender.ref or sender.name]


def _number_doubled(one: DocumentFacts, other: DocumentFacts, key: str) -> Diagnostic:
    number, _, year = key.split("\n")
    return Diagnostic(
        "telegram-number-doubled",
        Severity.WARNING,
        f"The sender has two telegrams No. {number} in {year}: this one and {other.file}.",
        Location(one.file, one.line, 0, "/TEI[1]"),
        "Look whether both are copies of one telegram, or correct a number (correspDesc/@n).",
    )


def _relations(documents: Sequence[DocumentFacts]) -> Iterator[Diagnostic]:
    by_stem = {one.stem: one for one in documents}
    for one in documents:
        for relation in one.relations:
            other = by_stem.get(relation.target)
            if other is one:
                yield _at(one, relation, "relation-to-itself", Severity.ERROR,
                          f"The telegram is its own '{relation.type}'.", "Point to the other document.")  # fmt: skip
            elif other is not None:
                yield from _reciprocal(one, relation, other)
                yield from _in_order(one, relation, other)
            elif relation.type == "replyTo" and not relation.target:
                yield from _unlinked(one, relation, documents)


def _reciprocal(one: DocumentFacts, relation: Relation, other: DocumentFacts) -> Iterator[Diagnostic]:
    wanted = _INVERSE.get(relation.type)
    if wanted is None:
        return
    back = [ref.target for ref in other.relations if ref.type == wanted]
    if one.stem in back:
        return
    elsewhere = relation.type in _SINGLE and any(back)
    said = f"{other.file} has '{back[0]}.xml' for its {wanted}" if elsewhere else f"{other.file} has no such {wanted}"
    yield _at(
        one,
        relation,
        "relation-not-reciprocal",
        Severity.ERROR if elsewhere else Severity.WARNING,
        f"The telegram has '{relation.target}.xml' for its {relation.type}, but {said}.",
        f'Add <ref type="{wanted}" target="{one.stem}.xml"/> to the correspContext there, or correct one of the two.',
    )


def _in_order(one: DocumentFacts, relation: Relation, other: DocumentFacts) -> Iterator[Diagnostic]:
    later = _LATER.get(relation.type)
    here, there = _comparable(one.sent, other.sent)
    if later is None or not here or not there or here == there or (here > there) is later:
        return
    yield _at(
        one,
        relation,
        "relation-out-of-order",
        Severity.ERROR,
        f"'{relation.target}.xml', the {relation.type} of this telegram, was sent on {other.sent}, "
        f"{'after' if later else 'before'} it ({one.sent}).",
        "Correct the pointer, its type, or one of the dates.",
    )


def _comparable(one: str, other: str) -> tuple[str, str]:
    """Two dates at the precision that both have; times of different zones compare by the day."""
    zones = [re.search(r"(Z|[+-]\d\d:\d\d)$", date[11:]) for date in (one, other)]
    length = min(len(one), len(other))
    if [zone and zone[0] for zone in zones] != [None, None]:
        length = min(length, 10)
    return one[:length], other[:length]


def _unlinked(one: DocumentFacts, relation: Relation, documents: Sequence[DocumentFacts]) -> Iterator[Diagnostic]:
    """A telegram that is answered by its number alone, though the edition has it."""
    number = re.sub(r"^.*?(?=\d)", "", relation.words)
    answered = [
        other
        for other in documents
        if number and other.number == number and other is not one
        and any(sender.same_as(addressee) for sender in other.senders for addressee in one.addressees)
    ]  # fmt: skip
    if len(answered) == 1:
        yield _at(
            one,
            relation,
            "reply-unlinked",
            Severity.WARNING,
            f"The telegram answers '{relation.words}'; {answered[0].file} is No. {number} of its addressee.",
            f'If it is the one, write <ref type="replyTo" target="{answered[0].stem}.xml">.',
        )


def _at(one: DocumentFacts, relation: Relation, rule: str, severity: Severity, message: str, help_: str) -> Diagnostic:
    place = Location(one.file, relation.line, relation.column, relation.xpath)
    return Diagnostic(rule, severity, message, place, help_)
