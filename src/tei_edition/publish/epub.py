"""The EPUB 3: the volume as a book that flows, its chapters made by the site's modules. Values in, values out."""

from __future__ import annotations

import io
import uuid
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from tei_edition.catalogue import safe_name
from tei_edition.characters import xml_safe
from tei_edition.publish.entries import used_authority
from tei_edition.publish.html import page_parameters, page_texts
from tei_edition.publish.labels import page_labels
from tei_edition.publish.print import Volume, introduction_authority, print_labels
from tei_edition.publish.print_model import REGISTERS, Entries, add_particulars
from tei_edition.publish.recipe import recipe
from tei_edition.publish.site import Site, address
from tei_edition.resources import stylesheet
from tei_edition.saxon import compiled, shared

_CHAPTER, _BOOK, _STYLE = "epub/chapter.xsl", "epub/book.xsl", "epub/book.css"
_FOLDER = "EPUB"
_INTRODUCTION = "introduction.xhtml"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a ZIP archive can name
_CONTAINER = f"""<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile
full-path="{_FOLDER}/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>
"""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A telegram of the book.

    `breaks` are the pages of the printed volume that begin in it: the number of a paragraph (0: the opening) and the
    page; `draft` marks it as not ready.
    """

    id: str
    title: str
    number: str = ""
    breaks: tuple[tuple[int, str], ...] = ()
    draft: bool = False

    @property
    def file(self) -> str:
        """Its path, seen from the package."""
        return f"telegrams/{safe_name(self.id)}.xhtml"


INTRODUCTION = "introduction"
"""What the page design calls the introduction, where it says in which telegram a paragraph stands."""


@dataclass(slots=True)
class Book:
    """What an EPUB is made of besides the documents: its volume, its chapters in order, what names stand in which."""

    volume: Volume
    site: Site
    chapters: Sequence[Chapter]
    entries: Entries = field(default_factory=Entries)
    named: Mapping[tuple[str, str], Sequence[str]] = field(default_factory=dict)
    """By kind and key of an entry, the ids of the telegrams that name it."""


def epub_recipe(site: Site, volume: Volume) -> bytes:
    """The digest of all that an EPUB is made from, besides its telegrams, their entries and their pages."""
    given = {
        **page_texts(site, site.date),
        "volume": (volume.name, volume.editors, volume.version, volume.identifiers, volume.introduction),
    }
    parts = (stylesheet(_STYLE).read_bytes(), recipe(stylesheet(_BOOK), {}), print_labels(volume.language))
    words = (page_labels(site.language)[1], site.look.xslt)
    return recipe(stylesheet(_CHAPTER), given, *parts, *words, introduction_authority(volume))


def epub(documents: Iterable[bytes], book: Book) -> bytes:
    """The EPUB of TEI documents, one for each chapter and in their order: same documents, same bytes.

    Raises StylesheetError where a document cannot be transformed.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        _put(archive, "mimetype", b"application/epub+zip", zipfile.ZIP_STORED)
        _put(archive, "META-INF/container.xml", _CONTAINER.encode())
        frame = compiled(stylesheet(_BOOK)).outputs(
            _description(book), labels=shared(print_labels(book.volume.language))
        )
        for name, content in sorted(frame.items()):
            _put(archive, f"{_FOLDER}/{name}", content.encode("utf-8"))
        _put(archive, f"{_FOLDER}/book.css", stylesheet(_STYLE).read_bytes())
        names = " ".join(address(safe_name(chapter.id)) for chapter in book.chapters)
        if book.volume.introduction:
            _put(archive, f"{_FOLDER}/{_INTRODUCTION}", _introduction(book, names))
        for document, chapter in zip(documents, book.chapters, strict=True):
            _put(archive, f"{_FOLDER}/{chapter.file}", _chapter(document, chapter, names, book.site))
    return made.getvalue()


def page_breaks(layout: Iterable[Mapping[str, Any]], part: str = "") -> dict[str, list[tuple[int, str]]]:
    """Which pages of a printed volume begin in which telegrams, from its layout; `part` is the number of its part.

    A page on which no paragraph begins is counted to the paragraph that goes on there.
    """
    starts = []
    for one in layout:
        if one["kind"] == "telegram":
            starts.append((int(one["page"]), str(one["key"]), 0))
        elif one["kind"] == "paragraph" and one["telegram"] != INTRODUCTION:
            starts.append((int(one["page"]), str(one["telegram"]), int(one["key"])))
    starts.sort(key=lambda one: one[0])
    found: dict[str, list[tuple[int, str]]] = {}
    seen = 0
    before: tuple[str, int] | None = None
    for page, telegram, paragraph in starts:
        while seen < page:
            seen += 1
            here = (telegram, paragraph) if seen == page or before is None else before
            found.setdefault(here[0], []).append((here[1], f"{part}-{seen}" if part else str(seen)))
        before = telegram, paragraph
    return found


def _chapter(document: bytes, chapter: Chapter, names: str, site: Site) -> bytes:
    breaks = " ".join(f"{number or 'opening'}:{page}" for number, page in chapter.breaks)
    made = compiled(stylesheet(_CHAPTER)).outputs(
        document,
        chapters=names,
        page_breaks=breaks,
        page_path=f"telegrams/{address(safe_name(chapter.id))}.html",
        home="../",
        draft=chapter.draft,
        authority=used_authority([document], site.authority) if site.authority else None,
        **page_parameters(site, site.date[:4]),
    )
    return made["page"].encode("utf-8")


def _introduction(book: Book, names: str) -> bytes:
    made = compiled(stylesheet(_CHAPTER)).outputs(
        book.volume.introduction,
        chapters=names,
        introduction=True,
        authority=introduction_authority(book.volume) or None,
        **page_parameters(book.site, book.site.date[:4]),
    )
    return made["page"].encode("utf-8")


def _description(book: Book) -> bytes:
    volume = book.volume
    name = uuid.uuid5(uuid.NAMESPACE_URL, f"{book.site.base_url}#{volume.title}#{volume.name}")
    root = etree.Element("book", lang=volume.language, date=volume.date.isoformat(), identifier=f"urn:uuid:{name}")
    add_particulars(root, volume, None)
    if volume.introduction:
        etree.SubElement(root, "introduction", file=_INTRODUCTION)
    for chapter in book.chapters:
        shown = etree.SubElement(
            root, "chapter", id=chapter.id, file=address(chapter.file), title=xml_safe(chapter.title)
        )
        shown.set("number", xml_safe(chapter.number or chapter.id))
        for _, page in chapter.breaks:
            etree.SubElement(shown, "page").text = page
    for kind in REGISTERS:
        entries = book.entries.of(kind)
        if not entries:
            continue
        register = etree.SubElement(root, "register", kind=kind)
        for entry in entries:
            element = etree.SubElement(register, "entry")
            if entry.group:
                element.set("group", xml_safe(entry.group))
            for tag, text in (("name", entry.name), ("detail", entry.detail)):
                if text:
                    etree.SubElement(element, tag).text = xml_safe(text)
            for telegram in book.named.get((entry.kind, entry.key), ()):
                etree.SubElement(element, "in").text = telegram
    return etree.tostring(root, encoding="utf-8")


def _put(archive: zipfile.ZipFile, name: str, content: bytes, method: int = zipfile.ZIP_DEFLATED) -> None:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = method
    entry.external_attr = 0o644 << 16
    entry.create_system = 3  # as on every system
    archive.writestr(entry, content, compresslevel=9 if method == zipfile.ZIP_DEFLATED else None)
