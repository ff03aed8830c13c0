"""A telegram in the forms that programs take: plain text, JSON, CSL-JSON, BibTeX, RIS, beside its page and its TEI;
and what the interfaces of the site tell of it."""

from __future__ import annotations

import json
from dataclasses import fields
from functools import cache
from typing import Any, NamedTuple

from tei_edition.catalogue import entry_of
from tei_edition.edition import DTS, IIIF
from tei_edition.publish.description import Description, Party, describe, parsed
from tei_edition.publish.dts import navigation
from tei_edition.publish.entries import entries_of
from tei_edition.publish.iiif import manifest
from tei_edition.publish.plain import PlainText, plain_text
from tei_edition.publish.references import bibtex, csl, ris
from tei_edition.publish.rows import Row, row
from tei_edition.publish.site import Site, address, format_path, navigation_path, page_path, tei_path

SCHEMA = "published.schema.json"
VERSION = 1
"""The version of the JSON form; it changes when files of the earlier one could be misread."""


class Formats(NamedTuple):
    """A telegram's files {path: bytes}, its JSON-LD for its page, and its row in the catalogue."""

    files: dict[str, bytes]
    linked_data: str
    row: Row


def formats(document: bytes, site: Site, name: str, *, withheld: bool = False) -> Formats:
    """The forms of a telegram.

    `document` is well-formed TEI as it is published: where its text is `withheld`, without it. `name` is the name of
    its file without suffix.
    """
    root = parsed(document)
    entry = entry_of(root, name)
    telegram = describe(root, entry, entries_of(site.authority))
    text = None if withheld else plain_text(root)
    told = row(telegram, telegram_address(telegram.id, site))
    made = files(telegram, text, site)
    if DTS in site.interfaces:
        made[navigation_path(telegram.id)] = navigation(told, entry.sent, text.paragraphs if text else (), site)
    if IIIF in site.interfaces:
        made |= manifest(telegram, root, site)
    return Formats(made, linked_data(telegram, site), told)


def files(telegram: Description, text: PlainText | None, site: Site) -> dict[str, bytes]:
    """The files of a telegram {path: bytes}; `text` is None where it is withheld."""
    url = telegram_address(telegram.id, site)
    made = {
        "txt": plain_file(telegram, text, url),
        "json": json.dumps(published(telegram, text, site, url), ensure_ascii=False) + "\n",
        "csl": json.dumps([csl(telegram, site, url)], ensure_ascii=False) + "\n",
        "bibtex": bibtex(telegram, site, url),
        "ris": ris(telegram, site, url),
    }
    return {format_path(telegram.id, kind): content.encode("utf-8", "replace") for kind, content in made.items()}


def telegram_address(identifier: str, site: Site) -> str:
    """The address of a telegram's page on the web; nothing if the site has none."""
    return site.base_url + address(page_path(identifier)) if site.base_url else ""


def plain_file(telegram: Description, text: PlainText | None, url: str) -> str:
    """What the telegram is, its text and notes, the notice of its rights: blocks, with a blank line between.

    A withheld text has no block.
    """
    sent = telegram.sent
    parties = " → ".join(_names(one) for one in (telegram.senders, telegram.addressees) if one)
    head = [telegram.title, parties, (sent.when or sent.printed) if sent else ""]
    head += [", ".join(filter(None, (one.repository.shown, one.shelfmark))) for one in telegram.witnesses]
    blocks = ["\n".join(filter(None, [*head, url]))]
    if text is not None:
        blocks += [one.text for one in text.passages]
        blocks += [f"[{number}] {note}" for number, note in enumerate(text.notes, 1)]
    blocks += telegram.rights
    return "\n\n".join(blocks) + "\n"


def published(telegram: Description, text: PlainText | None, site: Site, url: str) -> dict[str, Any]:
    """The telegram as JSON (schemas/published.schema.json): its description, and its text by paragraph."""
    content = _plain(telegram)
    assert isinstance(content, dict)
    told: dict[str, Any] = {"$schema": f"../assets/{SCHEMA}", "version": VERSION, **content}
    told["edition"] = _without_nothing(
        {"title": site.title, "version": site.version, "publisher": site.publisher, "editors": list(site.editors)}
    )
    if url:
        told["url"] = url
    if text is None:
        told["withheld"] = True
    else:
        told["text"] = [_plain(one) for one in text.passages]
        if text.notes:
            told["notes"] = list(text.notes)
    return told


def linked_data(telegram: Description, site: Site) -> str:
    """The telegram in the vocabulary of schema.org, as JSON-LD that may stand in HTML: nothing in it ends a script."""
    url = telegram_address(telegram.id, site)
    told = {
        "@context": "https://schema.org",
        "@type": ["Message" if telegram.correspondence else "CreativeWork", "ArchiveComponent"],
        "@id": url,
        "url": url,
        "name": telegram.title,
        "identifier": telegram.number,
        "genre": [telegram.genre] if telegram.genre else [],
        "author": [_agent(one) for one in telegram.authors],
        "sender": [_agent(one) for one in telegram.senders],
        "recipient": [_agent(one) for one in telegram.addressees],
        "dateSent": telegram.sent.when if telegram.sent else "",
        "inLanguage": list(telegram.languages),
        "keywords": list(telegram.subjects),
        "abstract": telegram.abstract,
        "usageInfo": " ".join(telegram.rights),
        "holdingArchive": [
            {"@type": "ArchiveOrganization", "name": name}
            for name in dict.fromkeys(one.repository.shown for one in telegram.witnesses)
        ],
        "itemLocation": [
            one.canonical or one.shelfmark for one in telegram.witnesses if one.canonical or one.shelfmark
        ],
        "isPartOf": _without_nothing({"@type": "Collection", "name": site.title, "url": site.base_url}),
        "editor": [{"@type": "Person", "name": one} for one in site.editors],
        "publisher": {"@type": "Organization", "name": site.publisher} if site.publisher else None,
        "encoding": _without_nothing(
            {
                "@type": "MediaObject",
                "encodingFormat": "application/tei+xml",
                "contentUrl": f"../{address(tei_path(telegram.id))}",
                "license": telegram.licence,
            }
        ),
    }
    text = json.dumps(_without_nothing(told), ensure_ascii=False)
    return text.translate(_SCRIPT)


_SCRIPT = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029\x7f"}
_SCRIPT |= {number: f"\\u{number:04x}" for number in range(0x80, 0xA0)}


def _agent(party: Party) -> dict[str, Any]:
    kind = "Organization" if party.body else "Person"
    family = {} if party.body else {"familyName": party.family, "givenName": party.given}
    return _without_nothing({"@type": kind, "name": party.shown, **family, "sameAs": list(party.links)})


def _names(parties: tuple[Party, ...]) -> str:
    return "; ".join(one.shown for one in parties)


def _without_nothing(told: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in told.items() if value}


def _plain(value: object) -> Any:
    """A value of the description as JSON, without the fields that hold nothing."""
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, (str, bool)) or value is None:
        return value
    model: Any = type(value)
    return {name: _plain(held) for name in _fields(model) if (held := getattr(value, name))}


@cache
def _fields(model: Any) -> tuple[str, ...]:
    return tuple(one.name for one in fields(model))
