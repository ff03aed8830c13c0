"""The descriptions of an edition's telegrams for whoever gathers metadata: a static repository of OAI-PMH 2.0.

<http://www.openarchives.org/OAI/2.0/guidelines-static-repository.htm>. A gateway answers for it; what it answers is in
this one file. Records are in Dublin Core (`oai_dc`), one for each telegram that is published, in full or without text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote
from xml.sax.saxutils import escape

from tei_edition.characters import xml_safe
from tei_edition.edition import TELEGRAMS
from tei_edition.publish.rows import Row, archival_copies
from tei_edition.publish.site import Site, absolute, page_path

REPOSITORY = "oai.xml"
_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?(?:T.*)?")


def repository(rows: Iterable[Row], changed: str, earliest: str, site: Site) -> Iterator[bytes]:
    """The file piece by piece.

    A record is of the day of its telegram's newest revision, of `changed` where none has a date; `earliest` is the
    first date of a revision.
    """
    xsi = "http://www.w3.org/2001/XMLSchema-instance"
    own = absolute(REPOSITORY, site)
    by_gateway = f"{site.gateway}{own.partition('://')[2]}" if site.gateway else own
    first = min(_day(one) for one in (changed, earliest) if one)
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<Repository xmlns="http://www.openarchives.org/OAI/2.0/static-repository"'
        f' xmlns:oai="http://www.openarchives.org/OAI/2.0/" xmlns:xsi="{xsi}"'
        ' xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/static-repository'
        ' http://www.openarchives.org/OAI/2.0/static-repository.xsd">\n'
        "<Identify>\n"
        f"{_element('oai:repositoryName', site.title)}\n{_element('oai:baseURL', by_gateway)}\n"
        f"<oai:protocolVersion>2.0</oai:protocolVersion>\n{_element('oai:adminEmail', site.email)}\n"
        f"<oai:earliestDatestamp>{first}</oai:earliestDatestamp>\n"
        "<oai:deletedRecord>no</oai:deletedRecord>\n<oai:granularity>YYYY-MM-DD</oai:granularity>\n"
        "</Identify>\n<ListMetadataFormats>\n<oai:metadataFormat><oai:metadataPrefix>oai_dc</oai:metadataPrefix>"
        "<oai:schema>http://www.openarchives.org/OAI/2.0/oai_dc.xsd</oai:schema>"
        f"<oai:metadataNamespace>{_DC}</oai:metadataNamespace></oai:metadataFormat>\n</ListMetadataFormats>\n"
        '<ListRecords metadataPrefix="oai_dc">\n'
    ).encode("utf-8", "replace")
    host, _, folder = absolute("", site).partition("://")[2].partition("/")
    prefix = f"oai:{host.partition(':')[0]}:{folder}"
    for row in rows:
        header = _element("oai:identifier", prefix + quote(str(row["id"])))
        header += _element("oai:datestamp", _day(str(row["changed"]) or changed))
        terms = "".join(
            _element(f"dc:{name}", value) for name, values in _terms(row, site) for value in values if value.strip()
        )
        yield (
            f"<oai:record><oai:header>{header}</oai:header><oai:metadata>"
            f'<oai_dc:dc xmlns:oai_dc="{_DC}" xmlns:dc="http://purl.org/dc/elements/1.1/"'
            f' xsi:schemaLocation="{_DC} http://www.openarchives.org/OAI/2.0/oai_dc.xsd">{terms}</oai_dc:dc>'
            "</oai:metadata></oai:record>\n"
        ).encode("utf-8", "replace")
    yield b"</ListRecords>\n</Repository>\n"


def _terms(row: Row, site: Site) -> Iterator[tuple[str, list[str]]]:
    """The terms of Dublin Core for a telegram; the same stand in the head of its page."""
    yield "title", [str(row["title"])]
    yield "creator", [*row["senders"], *row["authors"]]
    yield "subject", list(row["subjects"])
    yield "description", [str(row["abstract"])]
    yield "publisher", [site.publisher]
    yield "contributor", list(row["addressees"])
    yield "date", [str(row["sent_earliest"]).partition("T")[0]]
    # The message of a letter may be of the type of all others; of any TEI the categories may be anything.
    yield "type", ["Text", str(row["called" if site.profile == TELEGRAMS else "type"])]
    yield "format", ["text/html", "application/tei+xml"]
    yield "identifier", [absolute(page_path(str(row["id"])), site)]
    yield "source", archival_copies(row)
    yield "language", list(row["languages"])
    yield "relation", [site.title]
    yield "rights", list(row["rights"])


def _day(date: str) -> str:
    """A date as a day: the first of a month or a year that stands for one."""
    found = _DAY.fullmatch(date)
    return f"{found[1]}-{found[2] or '01'}-{found[3] or '01'}" if found else date


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(xml_safe(text))}</{name}>"
