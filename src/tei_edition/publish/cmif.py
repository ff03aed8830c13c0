"""The correspondence of an edition in the Correspondence Metadata Interchange Format (CMIF 1, TEI Correspondence SIG).

One `correspDesc` for each message: the telegrams, and the letters and telegrams that they carry. A message has one
sending and one reception. What else its way tells, CMIF cannot carry: a table says what that is, message by message.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from tei_edition.catalogue import Catalogue
from tei_edition.catalogue.facts import CATALOGUE
from tei_edition.characters import xml_safe
from tei_edition.publish.entries import Entries, entries_of
from tei_edition.publish.rows import line
from tei_edition.publish.site import Site, address, page_path

CMIF = "cmif.xml"
LEFT_OUT = "cmif-left-out.csv"
_CAT = f"{{{CATALOGUE}}}"
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_DATES = ("when", "from", "to", "notBefore", "notAfter")
# Whose addresses correspSearch understands come first.
_PERSONS = ("d-nb.info/gnd", "viaf.org", "id.loc.gov", "catalogue.bnf.fr", "data.bnf.fr", "ndl.go.jp", "wikidata.org")
_PLACES = ("geonames.org", "d-nb.info/gnd", "wikidata.org")


def cmif(catalogue: Catalogue, site: Site, changed: str) -> Iterator[bytes]:
    """The file piece by piece; `changed` is the newest date of a revision, or the date of the build."""
    base = xml_safe(site.base_url)
    source = f"e-{uuid.uuid5(uuid.NAMESPACE_URL, site.base_url or site.title)}"
    editors = "".join(f"<editor>{_text(one)}</editor>" for one in site.editors or (site.publisher or "Unknown",))
    named = ", ".join(filter(None, (site.title, *site.editors, site.publisher, site.base_url)))
    called = _text(site.licence_name or site.licence_target)
    licence = f"<licence target={_attribute(site.licence_target)}>{called}</licence>"
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc>\n'
        f"<titleStmt><title>{_text(site.title)}</title>{editors}</titleStmt>\n"
        f"<publicationStmt><publisher>{_text(site.publisher or site.title)}</publisher>"
        f'<idno type="url">{_text(base)}{CMIF}</idno><date when="{changed.partition("T")[0]}"/>'
        f"<availability>{licence if site.licence_target else '<p/>'}</availability></publicationStmt>\n"
        f'<sourceDesc><bibl type="online" xml:id="{source}">{_text(named)}</bibl></sourceDesc>\n'
        "</fileDesc><profileDesc>\n"
    ).encode()
    entries = entries_of(site.authority)
    for name, xml in catalogue.facts("message"):
        yield _message(name, etree.fromstring(xml), site, source, entries).encode("utf-8", "replace")
    yield b"</profileDesc></teiHeader><text><body><p/></body></text></TEI>\n"


def left_out(catalogue: Catalogue) -> Iterator[bytes]:
    """A table of what the file cannot carry, as CSV: telegram, message, what, how many."""
    yield line(("telegram", "message", "what", "number"))
    for kind, _, _ in catalogue.keys("uncarried"):
        for name, xml in catalogue.facts("uncarried", kind):
            fact = etree.fromstring(xml)
            yield line((name, fact.get("message", ""), kind, fact.get("number", "")))


def _message(name: str, message: etree._Element, site: Site, source: str, entries: Entries) -> str:
    own = message.get("id", "")
    first = message.get("first") is not None
    url = site.base_url + address(page_path(name)) + ("" if first or not own else f"#{address(own)}")
    key = name if first or not own else f"{name}#{own}"
    actions = "".join(
        f'<correspAction type="{kind}">{"".join(_action(message.find(_CAT + kind), entries))}</correspAction>'
        for kind in ("sent", "received")
    )
    return f'<correspDesc key={_attribute(key)} ref={_attribute(url)} source="#{source}">{actions}</correspDesc>\n'


def _action(action: etree._Element | None, entries: Entries) -> Iterator[str]:
    children = [] if action is None else list(action)
    parties = [one for one in children if one.get("kind") != "place"]
    if not parties:
        yield "<persName>Unknown</persName>"  # as the format asks
    for one in parties:
        yield _name("orgName" if one.get("kind") == "org" else "persName", one, entries, _PERSONS)
    for one in children:
        if one.get("kind") == "place":
            yield _name("placeName", one, entries, _PLACES)
    dates = {name: day for name in _DATES if action is not None and (day := _day(action.get(name, "")))}
    if dates:
        yield f"<date{''.join(f' {name}={_attribute(day)}' for name, day in dates.items())}/>"


def _name(element: str, name: etree._Element, entries: Entries, wanted: Iterable[str]) -> str:
    known = entries.known(name.get("key", ""))
    links = [*(known.links if known else ()), *filter(None, [name.get("ref", "")])]
    if known and known.kind == "org" and element == "persName":
        element = "orgName"
    ranked = sorted(links, key=lambda link: next((n for n, host in enumerate(wanted) if host in link), 99))
    ref = f" ref={_attribute(ranked[0])}" if ranked else ""
    return f"<{element}{ref}>{_text((known.name if known else '') or name.text or '')}</{element}>"


def _day(date: str) -> str:
    """A date cut to its day; the empty string where it is none that the format has."""
    day = date.partition("T")[0].strip()
    day = re.sub(r"(?<=\d{4}-\d\d-\d\d)(Z|[+-]\d\d:\d\d)$", "", day)
    return day if _DAY.fullmatch(day) else ""


def _text(text: str) -> str:
    return escape(xml_safe(text))


def _attribute(text: str) -> str:
    return quoteattr(xml_safe(text))
