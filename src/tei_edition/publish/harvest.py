"""What programs that visit a site read first: robots.txt, the sitemap, the feed of changes. Values in, bytes out.

Dates are those of the telegrams' revisions (`revisionDesc`), never those of a build or of files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from xml.sax.saxutils import escape, quoteattr

from tei_edition.catalogue import CatalogueEntry
from tei_edition.characters import xml_safe
from tei_edition.publish.site import Site, address, page_path

_SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
MAP_LENGTH = 50_000
"""So many addresses a sitemap may have (sitemaps.org)."""
FEED_LENGTH = 100
"""So many telegrams the feed tells of, the newest."""


def robots(site: Site) -> bytes:
    """robots.txt: all may be read, except a preview."""
    lines = ["User-agent: *", "Disallow: /" if site.preview else "Disallow:"]
    if site.base_url and not site.preview:
        lines += ["", f"Sitemap: {site.base_url}sitemap.xml"]
    return ("\n".join(lines) + "\n").encode()


def sitemaps(pages: Iterable[tuple[str, str]], site: Site) -> Iterator[tuple[str, bytes]]:
    """The sitemap of pages, told by their paths and last changes (or nothing); where there are very many, in parts."""
    remaining = iter(pages)
    names: list[str] = []
    while held := tuple(islice(remaining, MAP_LENGTH)):
        following = next(remaining, None)
        if not names and following is None:
            yield "sitemap.xml", _sitemap(held, site)
            return
        names.append(f"sitemap-{len(names) + 1}.xml")
        yield names[-1], _sitemap(held, site)
        if following is None:
            break
        remaining = _again(following, remaining)
    parts = "".join(f"<sitemap><loc>{_url(name, site)}</loc></sitemap>\n" for name in names)
    yield "sitemap.xml", f"{_DECLARATION}<sitemapindex {_SITEMAP}>\n{parts}</sitemapindex>\n".encode()


def feed(entries: Iterable[CatalogueEntry], site: Site) -> bytes:
    """The telegrams with the newest changes as an Atom feed (RFC 4287); a day stands for its first moment (UTC)."""
    told = "".join(_entry(one, site) for one in entries)
    newest = told.partition("<updated>")[2].partition("<")[0] or _moment(site.date)
    author = ", ".join(site.editors) or site.publisher or site.title
    home, own = _url("", site), _url("feed.xml", site)
    return (
        f'{_DECLARATION}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(site.language)}>\n'
        f"<id>{own}</id>\n<title>{_text(site.title)}</title>\n"
        + (f"<subtitle>{_text(site.subtitle)}</subtitle>\n" if site.subtitle else "")
        + f'<link href="{home}"/>\n<link rel="self" type="application/atom+xml" href="{own}"/>\n'
        f"<author><name>{_text(author)}</name></author>\n<updated>{newest}</updated>\n{told}</feed>\n"
    ).encode()


def _entry(telegram: CatalogueEntry, site: Site) -> str:
    url = _url(page_path(telegram.id), site)
    return (
        f'<entry>\n<id>{url}</id>\n<title>{_text(telegram.title)}</title>\n<link href="{url}"/>\n'
        f"<updated>{_moment(telegram.changed)}</updated>\n</entry>\n"
    )


def _moment(changed: str) -> str:
    """A date of a revision as Atom writes it: with a time and a zone."""
    day, _, time = changed.partition("T")
    day += "-01" * (2 - day.count("-"))
    return f"{day}T{time or '00:00:00Z'}" + ("" if not time or time[-1] == "Z" or time[-6] in "+-" else "Z")


def _sitemap(pages: Iterable[tuple[str, str]], site: Site) -> bytes:
    found = "".join(
        f"<url><loc>{_url(path, site)}</loc>{f'<lastmod>{changed}</lastmod>' if changed else ''}</url>\n"
        for path, changed in pages
    )
    return f"{_DECLARATION}<urlset {_SITEMAP}>\n{found}</urlset>\n".encode()


def _again(first: tuple[str, str], others: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    yield first
    yield from others


def _url(path: str, site: Site) -> str:
    return escape(xml_safe(site.base_url), {'"': "&quot;"}) + address(path)


def _text(text: str) -> str:
    return escape(xml_safe(text))
