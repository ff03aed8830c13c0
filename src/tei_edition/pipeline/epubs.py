"""The EPUB of a volume, written unless it is as it would be."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree

from tei_edition.catalogue import CatalogueEntry
from tei_edition.diagnostics import Diagnostic
from tei_edition.errors import StylesheetError
from tei_edition.parsing import locked_parser
from tei_edition.pipeline import files
from tei_edition.pipeline.state import State
from tei_edition.pipeline.volumes import Telegrams, roman
from tei_edition.publish.epub import Book, Chapter, epub, epub_recipe, page_breaks
from tei_edition.publish.print import Volume
from tei_edition.publish.print_model import Entries
from tei_edition.publish.recipe import digest
from tei_edition.publish.release import without_text
from tei_edition.publish.site import Site


def write_epub(
    name: str,
    telegrams: Telegrams,
    volume: Volume,
    site: Site,
    layouts: Sequence[list[dict[str, Any]]],
    state: State,
    diagnostics: list[Diagnostic],
    *,
    owner: str,
) -> bool:
    """Write the EPUB; if it cannot be made, that is a finding and an older one is removed.

    `layouts` are those of the PDF of this build, whose pages are marked; none are where it was not asked for.
    """
    known = (telegrams.digests[entry.id] for entry in telegrams.entries)
    recipe = digest(epub_recipe(site, volume), *known, json.dumps(layouts).encode())
    if state.outputs(owner).get(name) == recipe:
        return True
    book = _book(telegrams, volume, site, layouts, state)
    try:
        content = epub(_documents(telegrams), book)
    except (StylesheetError, files.Unreadable) as error:
        message = error.message if isinstance(error, StylesheetError) else error.diagnostic.message
        diagnostics.append(files.finding("print-failed", state.store.place(name), message, ""))
        state.remove(owner)
        return False
    state.renew(owner, {name: content}, recipe)
    return True


def _documents(telegrams: Telegrams) -> Iterator[bytes]:
    for entry in telegrams.entries:
        content = files.read(telegrams.paths[entry.id])
        yield without_text(content) if entry.id in telegrams.cut else content


def _book(
    telegrams: Telegrams, volume: Volume, site: Site, layouts: Sequence[list[dict[str, Any]]], state: State
) -> Book:
    entries = Entries()
    named: dict[tuple[str, str], list[str]] = {}
    ids = [entry.id for entry in telegrams.entries]
    for name, content in zip(ids, state.parts(ids), strict=True):
        telegram = etree.fromstring(content, locked_parser(large=True))
        for mark in telegram.iter("mark"):
            places = named.setdefault((mark.get("kind", ""), mark.get("key", "")), [])
            if name not in places[-1:]:
                places.append(name)
        entries.add(telegram)
    breaks: dict[str, list[tuple[int, str]]] = {}
    for number, layout in enumerate(layouts, start=1):
        breaks |= page_breaks(layout, roman(number) if len(layouts) > 1 else "")
    chapters = [
        _chapter(entry, breaks.get(entry.id, []), draft=entry.id in telegrams.drafts) for entry in telegrams.entries
    ]
    return Book(volume, site, chapters, entries, named)


def _chapter(entry: CatalogueEntry, breaks: list[tuple[int, str]], *, draft: bool) -> Chapter:
    title = entry.title or entry.id
    return Chapter(entry.id, title, entry.number, tuple(breaks), draft)
