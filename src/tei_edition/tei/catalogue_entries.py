"""The archive's catalogue on the record: its terms, those whom it names, related records (Guidelines 2.4.3, 3.12).

All of it is the archive's statement about the copy text, not the editor's about the telegram: terms are keywords with
the copy text as their source, and whoever the catalogue names stands in the copy text's bibliographic description.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from tei_edition.model import CatalogueEntry, CopyText, EntryKind, RelatedDocument
from tei_edition.tei import build, tree
from tei_edition.tei.phrases import dating
from tei_edition.tei.read_phrases import read_dating

_KEYWORDS = (EntryKind.PERSON_OR_ORGANISATION, EntryKind.PLACE, EntryKind.TOPIC, EntryKind.SUBJECT)
_RESPONSIBLE = (
    EntryKind.CONTRIBUTOR,
    EntryKind.DONOR,
    EntryKind.EDITOR,
    EntryKind.TRANSCRIBER,
    EntryKind.TRANSLATOR,
)
_RELATED = "related"


def _of(copy_text: CopyText, *kinds: EntryKind) -> list[CatalogueEntry]:
    return [entry for entry in copy_text.entries if entry.kind in kinds]


def has_keywords(copy_text: CopyText) -> bool:
    """Whether the archive has entered the record under any term."""
    return bool(_of(copy_text, *_KEYWORDS))


def add_keywords(classes: build.Element, copy_text: CopyText) -> None:
    """The archive's terms, one `keywords` for each kind, in the order of the kinds."""
    address = urlsplit(copy_text.address)
    vocabulary = f"{address.scheme}://{address.netloc}/" if address.netloc else ""
    for kind in _KEYWORDS:
        entries = _of(copy_text, kind)
        if entries:
            keywords = build.add(classes, "keywords", n=kind.value, scheme=vocabulary, source="#copytext")
            for entry in entries:
                _add_named(keywords, "term", entry)


def add_authors(analytic: build.Element, copy_text: CopyText) -> None:
    """Those whom the archive names as authors, contributors and donors of the record."""
    for entry in _of(copy_text, EntryKind.AUTHOR):
        _add_named(analytic, "author", entry)
    for kind in _RESPONSIBLE:
        for entry in _of(copy_text, kind):
            statement = build.add(analytic, "respStmt")
            build.add(statement, "resp", kind.value)
            _add_named(statement, "name", entry)


def add_related(bibliography: build.Element, copy_text: CopyText) -> None:
    """The records to which the archive's page points, with their dates as printed."""
    for related in copy_text.related:
        item = build.add(bibliography, "relatedItem", type=_RELATED)
        described = build.add(item, "bibl")
        title = build.add(described, "title", level="a")
        if related.address:
            build.add(title, "ref", related.title, target=related.address)
        else:
            build.append_text(title, related.title)
        if related.date:
            build.append_text(described, ", ")
            build.add(described, "date", related.date.printed, **dating(related.date))


def _add_named(parent: build.Element, name: str, entry: CatalogueEntry) -> None:
    element = build.add(parent, name)
    if entry.address:
        build.add(element, "ref", entry.name, target=entry.address)
    else:
        build.append_text(element, entry.name)


def read_entries(header: tree.Element) -> Iterator[CatalogueEntry]:
    """The entries in the order in which they are written: authors, contributors, donors, then terms by kind."""
    analytic = _copy_text(header, "analytic")
    for author in tree.children(analytic, "author"):
        yield _entry(EntryKind.AUTHOR, author)
    for statement in tree.children(analytic, "respStmt"):
        name = tree.child(statement, "name")
        if name is not None:
            yield _entry(EntryKind(tree.text_of(statement, "resp")), name)
    for keywords in tree.children(tree.child(header, "profileDesc", "textClass"), "keywords"):
        for term in tree.children(keywords, "term"):
            yield _entry(EntryKind(keywords.get("n", "")), term)


def read_related(header: tree.Element) -> Iterator[RelatedDocument]:
    """The records to which the archive's page points."""
    for item in tree.children(_copy_text(header), "relatedItem"):
        described = tree.child(item, "bibl")
        title = tree.child(described, "title")
        yield RelatedDocument(tree.all_text(title), read_dating(tree.child(described, "date")), _target(title))


def _copy_text(header: tree.Element, *path: str) -> tree.Element | None:
    bibliography = tree.child(header, "fileDesc", "sourceDesc", "biblStruct", type="copyText")
    return tree.child(bibliography, *path) if path else bibliography


def _entry(kind: EntryKind, element: tree.Element) -> CatalogueEntry:
    return CatalogueEntry(kind, tree.all_text(element), _target(element))


def _target(element: tree.Element | None) -> str:
    reference = tree.child(element, "ref")
    return reference.get("target", "") if reference is not None else ""
