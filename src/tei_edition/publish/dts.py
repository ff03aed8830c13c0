"""The texts of an edition for programs that walk through collections of texts: Distributed Text Services, as files.

Version 1.0, <https://dtsapi.org/versions/v1.0>, as far as a host of files can answer: its URI templates have no query.
A collection holds the years, each year its telegrams, 500 in a file. A telegram's document is its TEI file; its
navigation lists its paragraphs, one level deep, so that one file answers for any depth that is asked for.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from tei_edition.publish.rows import Row, archival_copies
from tei_edition.publish.site import Site, absolute, address, navigation_path, page_path, tei_path

ENTRY = "dts/entry.json"
CONTEXT = "https://dtsapi.org/context/v1.0.json"
PAGE = 500
"""So many telegrams a file of a collection lists."""
UNDATED = "undated"
# No telegram's id begins like those of collections.
_ROOT = "~telegrams"
_TEI = "application/tei+xml"
_TREE = {"@type": "CitationTree", "citeStructure": [{"@type": "CiteStructure", "citeType": "paragraph"}]}
_TOP = {"@context": CONTEXT, "dtsVersion": "1.0"}


def entry(site: Site) -> bytes:
    """The entry point: the URI templates of collections, navigation and documents."""
    return _json(
        {
            **_TOP,
            "@id": absolute(ENTRY, site),
            "@type": "EntryPoint",
            "collection": absolute("dts/collection", site) + "{/id,page}.json",
            "navigation": absolute("dts/navigation/", site) + "{resource}.json",
            "document": absolute("tei/", site) + "{resource}.xml",
        }
    )


def root(years: Sequence[tuple[str, int]], undated: str, site: Site) -> Iterator[tuple[str, bytes]]:
    """The collection of all: `years` with the number of their telegrams (the empty one: without a date, for which
    `undated` is the word). It is the one without an id, and has one."""
    content = {
        **_TOP,
        **_collection(_ROOT, site.title, 0, len(years), site),
        **({"description": site.subtitle} if site.subtitle else {}),
        "dublinCore": _metadata(
            publisher=[site.publisher], creator=list(site.editors), language=[site.language], rights=[_licence(site)]
        ),
        "member": [_collection(_shelf(year), year or undated, 1, telegrams, site) for year, telegrams in years],
    }
    for path in ("dts/collection.json", f"dts/collection/{_ROOT}.json"):
        yield path, _json(content)


def shelf_paths(year: str, page: int, pages: int) -> list[str]:
    """The paths of a page of a year's collection; where there are several, the first has a number, too."""
    numbered = f"dts/collection/{_shelf(year)}/{page}.json"
    return [*([f"dts/collection/{_shelf(year)}.json"] if page == 1 else []), *([numbered] if pages > 1 else [])]


def shelf(year: str, telegrams: int, page: int, rows: Iterable[Row], undated: str, site: Site) -> bytes:
    """A page of the collection of a year, with these of its telegrams."""
    pages = -(-telegrams // PAGE)
    told = {
        **_TOP,
        **_collection(_shelf(year), year or undated, 1, telegrams, site),
        "member": [resource(row, _shelf(year), site) for row in rows],
    }
    if pages > 1:
        numbers = {"@id": page, "first": 1, "previous": page - 1, "next": page + 1, "last": pages}
        told["view"] = {"@type": "Pagination"} | {
            name: absolute(f"dts/collection/{_shelf(year)}/{number}.json", site) if 0 < number <= pages else None
            for name, number in numbers.items()
        }
    return _json(told)


def resource(row: Row, shelf: str, site: Site) -> dict[str, Any]:
    """A telegram as a resource of the collection with this id."""
    name = str(row["id"])
    tei = absolute(tei_path(name), site)
    told = {
        "@id": name,
        "@type": "Resource",
        "title": row["title"],
        "description": row["abstract"],
        "totalParents": 1,
        "totalChildren": 0,
        "dublinCore": _metadata(
            creator=[*row["senders"], *row["authors"]],
            contributor=row["addressees"],
            date=[str(row["sent"])],
            language=row["languages"],
            source=archival_copies(row),
            rights=row["rights"],
            identifier=[str(row["url"])],
        ),
        "collection": _template(shelf, site),
        "navigation": absolute(navigation_path(name), site),
        "document": tei,
        "download": tei,
        "mediaTypes": [_TEI],
    }
    return {key: value for key, value in told.items() if value or value == 0}


def navigation(row: Row, sent: str, paragraphs: Sequence[str], site: Site) -> bytes:
    """The paragraphs of a telegram by their anchors; none where its text is withheld. `sent` is its date in lists."""
    name = str(row["id"])
    page = absolute(page_path(name), site)
    return _json(
        {
            **_TOP,
            "@id": absolute(navigation_path(name), site),
            "@type": "Navigation",
            "resource": {
                **resource(row, _shelf(year_of(sent)), site),
                "citationTrees": [_TREE] if paragraphs else [],
            },
            "member": [
                {
                    "identifier": anchor,
                    "@type": "CitableUnit",
                    "@id": f"{page}#{address(anchor)}",
                    "level": 1,
                    "parent": None,
                    "citeType": "paragraph",
                }
                for anchor in paragraphs
            ],
        }
    )


def year_of(sent: str) -> str:
    """The year of a date in the catalogue; nothing where it begins with none."""
    return sent[:4] if len(sent) >= 4 and sent[:4].isascii() and sent[:4].isdigit() else ""


def _shelf(year: str) -> str:
    return f"~{year or UNDATED}"


def _collection(identifier: str, title: str, parents: int, children: int, site: Site) -> dict[str, Any]:
    return {
        "@id": identifier,
        "@type": "Collection",
        "title": title,
        "totalParents": parents,
        "totalChildren": children,
        "collection": _template(identifier, site),
    }


def _template(identifier: str, site: Site) -> str:
    return absolute(f"dts/collection/{identifier}", site) + "{/page}.json"


def _licence(site: Site) -> str:
    return site.licence_target or site.licence_name


def _metadata(**terms: str | list[str]) -> dict[str, list[str]]:
    """Terms of Dublin Core with their values, without those that have none."""
    return {name: kept for name, values in terms.items() if (kept := [one for one in values if one])}


def _json(content: dict[str, Any]) -> bytes:
    return (json.dumps(content, ensure_ascii=False) + "\n").encode("utf-8", "replace")
