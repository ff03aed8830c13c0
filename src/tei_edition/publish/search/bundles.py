"""The index in pieces: the records of one language, divided into bundles of a bounded size, each an index of its own.

What a bundle needs while it is made grows with its text, so the number of bundles grows with the edition and the
memory does not. A record stays in its bundle as long as their number stays: a changed telegram renews one of them.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import PurePosixPath

from tei_edition.characters import xml_safe
from tei_edition.publish.recipe import digest
from tei_edition.publish.search.pagefind import index_over, pagefind_version
from tei_edition.publish.search.records import FACETS, Passage, Record
from tei_edition.version import __version__

FOLDER = "search"
"""The folder of the index in the site."""
_FORM = b"1"  # of the files that are made here; another one makes all anew
# Bytes of records in a bundle at most, on average: Pagefind takes some 40 for each, and a second a MB.
_SIZE = 8_000_000
_SIGNATURE = b"pagefind_dcd"
_KEPT = re.compile(r"(fragment|index)/.*|pagefind-entry\.json|.*\.pf_meta")
_PROGRAM = re.compile(r"pagefind\.js|pagefind-worker\.js|wasm\..*\.pagefind")
# Letters of scripts that put no space between words: each is a word for the index, and phrases find words.
_UNSPACED = re.compile("(?<=[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7ff\uf900-\ufaff])"
                       "(?=[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7ff\uf900-\ufaff])")  # fmt: skip
_JOINED = "\u2060 "  # a sign that no reader sees tells the page that there was no space
_PRIVATE = re.compile(r"(?<!\S)(?=___)")  # Pagefind's own marks begin so; a text must not make any.


def packed(record: Record) -> bytes:
    """A record as it is kept; `unpacked` reads it."""
    passages = [(one.anchor, one.text, one.others) for one in record.passages]
    values = (record.document, record.language, record.title, record.sent, record.number, passages, record.facets)
    return json.dumps(values, ensure_ascii=False).encode("utf-8", "replace")


def unpacked(content: bytes) -> Record:
    """The record that was packed."""
    document, language, title, sent, number, passages, facets = json.loads(content)
    found = tuple((name, tuple((key, words) for key, words in values)) for name, values in facets)
    return Record(document, language, title, sent, number, tuple(Passage(*one) for one in passages), found)


def bundle_count(size: int) -> int:
    """Into how many bundles records of so many bytes are divided: a power of two."""
    return 1 << max(0, (size - 1) // _SIZE).bit_length()


def bundle_of(document: str, count: int) -> int:
    """The number of the bundle of a document, of so many."""
    return int.from_bytes(hashlib.blake2b(document.encode("utf-8", "replace"), digest_size=8).digest(), "big") % count


def bundle_name(language: str, number: int) -> str:
    """The name of a bundle's folder."""
    return f"{language}-{number}"


def index_recipe() -> bytes:
    """The digest of what makes bundles, besides their records."""
    return digest(__version__.encode(), pagefind_version().encode(), _FORM)


def bundle_files(records: Sequence[Record], language: str, *, program: bool) -> Iterator[tuple[str, bytes]]:
    """The files of a bundle with these records, in their order: paths relative to the bundle's folder.

    One bundle of each language has the program that searches. Raises InstallationError if Pagefind fails.
    """
    wanted = re.compile(f"{_KEPT.pattern}|{_PROGRAM.pattern}") if program else _KEPT
    fragments: dict[str, str] = {}
    for path, content in index_over(((record.document, page(record)) for record in records), language):
        if not wanted.fullmatch(path):
            continue
        if path.startswith("fragment/"):
            found = json.loads(gzip.decompress(content).removeprefix(_SIGNATURE))
            fragments[found["url"]] = PurePosixPath(path).stem
        yield path, content
    yield "facets.json", _facets([record for record in records if record.document in fragments], fragments)


def list_of_bundles(names: dict[str, list[str]]) -> bytes:
    """The list that the page reads first: of each language the names of its bundles; the first has the program."""
    return json.dumps({"bundles": names}, indent=1, sort_keys=True).encode()


def page(record: Record) -> str:
    """A record as a page for Pagefind: passages have the ids of the places that they lead to, `=` before what they are
    found by beside their own words."""
    parts = [
        f'<span id="{_attribute(sign + passage.anchor)}">{_words(text)}</span>'
        for sign, text, passage in (
            *(("-", passage.text, passage) for passage in record.passages),
            *(("=", passage.others, passage) for passage in record.passages),
        )
        if text
    ]
    meta = f'<meta data-pagefind-meta="title[content]" content="{_attribute(_PRIVATE.sub(" ", record.title))}">'
    return f"<html><head>{meta}</head><body>{' '.join(parts)}</body></html>"


def _words(text: str) -> str:
    text = _PRIVATE.sub("\u200b", _UNSPACED.sub(_JOINED, xml_safe(text)))
    return escape(text, quote=False)


def _attribute(text: str) -> str:
    return escape(xml_safe(text))


def _facets(records: Iterable[Record], fragments: dict[str, str]) -> bytes:
    """What is known of the documents besides their text, in columns; `fragments` are the index's names for them."""
    columns: dict[str, list[list[int]]] = {facet: [] for facet in FACETS}
    values: dict[str, dict[tuple[str, str], int]] = {facet: {} for facet in FACETS}
    known: dict[str, list[str]] = {"documents": [], "fragments": [], "titles": [], "sent": [], "numbers": []}
    for record in records:
        known["documents"].append(record.document)
        known["fragments"].append(fragments[record.document])
        known["titles"].append(record.title)
        known["sent"].append(record.sent)
        known["numbers"].append(record.number)
        facets = dict(record.facets)
        for facet in FACETS:
            numbers = values[facet]
            columns[facet].append([numbers.setdefault(value, len(numbers)) for value in facets.get(facet, ())])
    found = {facet: {"values": list(values[facet]), "of": columns[facet]} for facet in FACETS if values[facet]}
    return json.dumps({**known, "facets": found}, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
