"""Descriptions for DataCite (Metadata Schema 4.6, in its JSON form), of an edition and of each of its telegrams.

What nobody knows is not invented: there is no DOI before a repository gives one, and an edition without editors has
its publisher as its creator.
"""

from __future__ import annotations

import json
from typing import Any

from tei_edition.edition import TELEGRAMS, Edition
from tei_edition.publish.description import Dating, Description, Party

SCHEMA = "http://datacite.org/schema/kernel-4"
_UNKNOWN = ":unkn"
"""What DataCite calls a value that is not known (Appendix 3)."""


def edition_record(edition: Edition, year: int, telegrams: int) -> bytes:
    """The description of an edition that is published in `year` with so many telegrams, as JSON."""
    record = {
        **_common(edition, year),
        "titles": [
            {"title": edition.title},
            *([{"title": edition.subtitle, "titleType": "Subtitle"}] if edition.subtitle else []),
        ],
        "creators": _creators(edition),
        "types": {"resourceTypeGeneral": "Collection", "resourceType": "Digital edition"},
        "sizes": [f"{telegrams} documents"],
        "formats": ["application/tei+xml", "text/html", "application/pdf"],
    }
    if edition.base_url:
        record["url"] = edition.base_url
    if edition.licence:
        record["rightsList"] = [{"rights": edition.licence.name, "rightsUri": edition.licence.target}]
    return _written(record)


def _called(telegram: Description, edition: Edition) -> str:
    """What a document is; of any TEI the categories may be anything."""
    called = telegram.called if edition.profile == TELEGRAMS else telegram.kind
    return (called or "document").replace("-", " ")


def telegram_record(telegram: Description, edition: Edition, year: int, url: str) -> bytes:
    """The description of a telegram; `url` is the address of its page, empty where it has none."""
    authors = telegram.senders or telegram.authors
    record = {
        **_common(edition, year),
        "titles": [{"title": telegram.title}],
        "creators": [_party(one) for one in authors] or [{"name": _UNKNOWN}],
        "types": {"resourceTypeGeneral": "Text", "resourceType": _called(telegram, edition)},
        "contributors": [{**_party(one), "contributorType": "RelatedPerson"} for one in telegram.addressees],
        "subjects": [{"subject": term} for term in telegram.subjects],
        "dates": _dates(telegram.sent),
        "alternateIdentifiers": [
            *_identifiers("Telegram number", [telegram.number]),
            *_identifiers("Shelfmark", [one.canonical or one.shelfmark for one in telegram.witnesses]),
        ],
        "descriptions": [{"description": telegram.abstract, "descriptionType": "Abstract"}]
        if telegram.abstract
        else [],
        "rightsList": [{"rights": notice} for notice in dict.fromkeys(telegram.rights)],
        "relatedItems": [
            {"titles": [{"title": edition.title}], "relatedItemType": "Collection", "relationType": "IsPartOf"}
        ],
        "language": next(iter(telegram.languages), ""),
        "url": url,
    }
    return _written(record)


def _common(edition: Edition, year: int) -> dict[str, Any]:
    return {
        "schemaVersion": SCHEMA,
        "publisher": {"name": edition.publisher or _UNKNOWN},
        "publicationYear": str(year),
        "language": edition.language,
        "version": edition.version,
    }


def _creators(edition: Edition) -> list[dict[str, Any]]:
    if edition.editors:
        return [{"name": name, "nameType": "Personal"} for name in edition.editors]
    return [{"name": edition.publisher, "nameType": "Organizational"} if edition.publisher else {"name": _UNKNOWN}]


def _party(party: Party) -> dict[str, Any]:
    named: dict[str, Any] = {"name": party.shown, "nameType": "Organizational" if party.body else "Personal"}
    if party.family:
        named["familyName"] = party.family
    if party.given:
        named["givenName"] = party.given
    schemes = {"viaf.org": "VIAF", "d-nb.info/gnd": "GND", "wikidata.org": "Wikidata", "isni.org": "ISNI"}
    named["nameIdentifiers"] = [
        {"nameIdentifier": link, "nameIdentifierScheme": scheme}
        for link in party.links
        for part, scheme in schemes.items()
        if part in link
    ]
    return {key: value for key, value in named.items() if value}


def _dates(dating: Dating | None) -> list[dict[str, str]]:
    """The day of sending, or the days between which it lies (RKMS-ISO8601)."""
    if dating is None or not dating.first:
        return []
    days = "/".join("-".join(f"{part:02}" for part in day) for day in (dating.first, dating.last) if day)
    return [{"date": days, "dateType": "Created"} | ({"dateInformation": dating.printed} if dating.printed else {})]


def _identifiers(kind: str, values: list[str]) -> list[dict[str, str]]:
    return [{"alternateIdentifier": one, "alternateIdentifierType": kind} for one in dict.fromkeys(values) if one]


def _written(record: dict[str, Any]) -> bytes:
    """Values that are empty are not stated."""
    stated = {key: value for key, value in record.items() if value}
    return (json.dumps(stated, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")
