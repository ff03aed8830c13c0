"""The HTML site: pages as values, {relative path: bytes}. What they look like is for xslt/html and its style sheet."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from tei_edition.catalogue import CatalogueEntry, Name, Summary, safe_name
from tei_edition.characters import xml_safe
from tei_edition.publish.entries import used_authority
from tei_edition.publish.formats import SCHEMA
from tei_edition.publish.labels import labels, page_labels
from tei_edition.publish.look import PLAIN, Look
from tei_edition.publish.overriding import page_stylesheet
from tei_edition.publish.recipe import digest, recipe
from tei_edition.publish.rows import SCHEMA as CATALOGUE
from tei_edition.publish.site import INDEX_LENGTH, Site, address, index_path, manifest_path, page_path, tei_path
from tei_edition.resources import schema, stylesheet
from tei_edition.saxon import Parameter, shared

_CATALOGUE = "urn:tei-edition:catalogue"
_STYLES = ("fonts.css", "site.css", "tei.css", "registers.css", "search.css")
_ASSETS = ("site.js", "lists.js", "icon.svg")
_TELEGRAM, _INDEX = "html/telegram.xsl", "html/index.xsl"
_XML_ID = re.compile(rb"""<(?:[\w.\-]+:)?TEI\b[^<>]*?\sxml:id\s*=\s*(?:"([^"<]*)"|'([^'<]*)')""")


def telegram_page(
    document: bytes,
    site: Site,
    name: str = "",
    around: bytes = b"",
    *,
    draft: bool = False,
    linked_data: str = "",
    others: Collection[str] = (),
    history: bytes = b"",
) -> dict[str, bytes]:
    """The page of one telegram, and its TEI file as given: {`telegrams/<name>.html`, `tei/<name>.xml`}.

    `document` is a well-formed TEI file in UTF-8; `name` is its file name without suffix (default: its `xml:id`);
    `around` tells of the telegrams around it (`publish.around`; without it nothing is said of any), `draft` marks the
    page as one that is not ready to be published; `linked_data` is the telegram as JSON-LD, given where its other forms
    (`publish.formats`) are made, too: the page leads to them. `others` are their paths, among them what the interfaces
    of the site tell of it; `history` tells of its releases (`publish.releases`).
    Raises StylesheetError where the document cannot be transformed.
    """
    identifier = name or _identifier(document)
    page, tei = page_path(identifier), tei_path(identifier)
    made = page_stylesheet(_TELEGRAM, site.look.xslt).text(
        document,
        page_path=address(page),
        tei_path=tei,
        home="../",
        draft=draft,
        linked_data=linked_data,
        formats=address(safe_name(identifier)) if linked_data else "",
        manifest=address(manifest) if (manifest := manifest_path(identifier)) in others else "",
        around=around or None,
        history=history or None,
        authority=used_authority([document], site.authority) if site.authority else None,
        **page_parameters(site, site.date[:4]),
    )
    return {page: made.encode("utf-8"), tei: document}


@lru_cache(maxsize=4)
def telegram_recipe(site: Site) -> bytes:
    """The digest of all that every telegram's page is made from, besides the telegram and its entries."""
    return page_recipe(_TELEGRAM, site, site.date[:4])


def index_recipe(site: Site) -> bytes:
    """The digest of all that the pages of the list are made from, besides the catalogue and the authority."""
    return digest(page_recipe(_INDEX, site, site.date), site.introduction)


def index_pages(entries: Iterable[CatalogueEntry], summary: Summary, site: Site) -> Iterator[ListPage]:
    """The home page, `index.html`, and where there are many telegrams the pages that go on with its list.

    `entries` come in the order of the list, `summary` is of all of them; no more than a page of them is held.
    """
    pages = max(1, math.ceil(summary.documents / INDEX_LENGTH))
    common = index_recipe(site)
    remaining = iter(entries)
    for number in range(1, pages + 1):
        catalogue = _catalogue(itertools.islice(remaining, INDEX_LENGTH), summary, number, pages)
        introduction = site.introduction if number == 1 else b""
        yield ListPage(index_path(number), catalogue, site, _INDEX, common, site.date, introduction)


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page that is made from what the catalogue knows, not made yet.

    `content` is that as XML, `stylesheet` what makes the page, `common` the digest of all that its pages have in
    common; `date` is as much of the build's date as they show, `introduction` that of the edition, for its home.
    """

    path: str
    content: bytes
    site: Site
    stylesheet: str
    common: bytes
    date: str
    introduction: bytes = b""

    @property
    def recipe(self) -> bytes:
        """The digest of all that the page is made from; another one than before means another page."""
        return digest(self.common, self.content, self._authority, self.introduction)

    def made(self) -> bytes:
        """The page. Raises StylesheetError."""
        page = page_stylesheet(self.stylesheet, self.site.look.xslt).text(
            self.content,
            page_path=address(self.path),
            home="../" * self.path.count("/"),
            authority=self._authority or None,
            introduction=self.introduction or None,
            **page_parameters(self.site, self.date),
        )
        return page.encode("utf-8")

    @property
    def _authority(self) -> bytes:
        documents = filter(None, (self.content, self.introduction))
        return used_authority(documents, self.site.authority) if self.site.authority else b""


def assets(look: Look = PLAIN) -> dict[str, bytes]:
    """The files that all pages share: style sheets, script, icon, logo, fonts, the schemas of the JSON.

    They load nothing else.
    """
    fonts = (f"fonts/{path.name}" for path in stylesheet("html/assets/fonts/LICENSE.txt").parent.iterdir())
    styles = b"\n".join(stylesheet(f"html/assets/{name}").read_bytes() for name in _STYLES)
    others = {f"assets/{name}": stylesheet(f"html/assets/{name}").read_bytes() for name in (*_ASSETS, *sorted(fonts))}
    described = {f"assets/{name}": schema(name).read_bytes() for name in (SCHEMA, CATALOGUE)}
    return {"assets/site.css": styles + look.style(), **others, **described, **look.files()}


def page_parameters(site: Site, date: str) -> dict[str, Parameter]:
    """What all pages are given; `date` is as much of the build's date as they show."""
    return {"labels": shared(labels(site)), **page_texts(site, date)}


def page_recipe(stylesheet_name: str, site: Site, date: str) -> bytes:
    """The digest of what all pages of a kind are made from; `date` is as much of the build's date as they show."""
    own = site.look.xslt
    return recipe(stylesheet(stylesheet_name), page_texts(site, date), page_labels(site.language)[1], own)


def page_texts(site: Site, date: str) -> dict[str, Parameter]:
    """What the settings say that pages are given."""
    return {
        "edition_title": xml_safe(site.title),
        "edition_subtitle": xml_safe(site.subtitle),
        "publisher": xml_safe(site.publisher),
        "editors": xml_safe(", ".join(site.editors)),
        "licence_name": xml_safe(site.licence_name),
        "licence_target": xml_safe(site.licence_target),
        "edition_version": xml_safe(site.version),
        "base_url": xml_safe(site.base_url),
        "build_date": xml_safe(date),
        "pdf": xml_safe(site.pdf),
        "pages": " ".join(site.pages),
        "profile": site.profile,
        "logo": site.look.logo_path,
        "own_style": site.look.css_path,
        "image_hosts": " ".join(site.image_hosts),
        "interfaces": " ".join(site.interfaces),
        "search": "yes" if site.search else "",
        "language": page_labels(site.language)[0],
    }


def _identifier(document: bytes) -> str:
    """The `xml:id` of the root, without parsing the whole document twice."""
    found = _XML_ID.search(document)
    return (found[1] or found[2] or b"").decode("utf-8", "replace") if found else ""


def _catalogue(entries: Iterable[CatalogueEntry], summary: Summary, number: int, pages: int) -> bytes:
    root = etree.Element(f"{{{_CATALOGUE}}}catalogue")
    for attribute, value in (
        ("telegrams", str(summary.documents)),
        ("first", summary.first),
        ("last", summary.last),
        ("page", str(number)),
        ("pages", str(pages)),
        ("previous", index_path(number - 1) if number > 1 else ""),
        ("next", index_path(number + 1) if number < pages else ""),
    ):
        root.set(attribute, xml_safe(value))
    for entry in entries:
        telegram = etree.SubElement(root, f"{{{_CATALOGUE}}}telegram")
        for attribute, value in (
            ("id", entry.id),
            ("path", page_path(entry.id)),
            ("title", entry.title),
            ("type", entry.type),
            ("number", entry.number),
            ("sent", entry.sent),
            ("date", entry.date),
        ):
            telegram.set(attribute, xml_safe(value))
        for kind, names in (
            ("sender", entry.senders),
            ("addressee", entry.addressees),
            ("witness", entry.witnesses),
        ):
            for name in names:
                _add_name(telegram, kind, name)
    return etree.tostring(root, encoding="utf-8")


def _add_name(telegram: etree._Element, kind: str, name: Name) -> None:
    element = etree.SubElement(telegram, f"{{{_CATALOGUE}}}{kind}")
    element.text = xml_safe(name.text)
    if name.ref:
        element.set("ref", xml_safe(name.ref))
