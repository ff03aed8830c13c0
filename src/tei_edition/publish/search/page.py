"""The page of the search. What it looks like is for xslt/html/search.xsl; its script is xslt/html/assets/search.js."""

from __future__ import annotations

from tei_edition.catalogue.facts import CATALOGUE
from tei_edition.publish.html import ListPage, page_recipe
from tei_edition.publish.search.records import FACETS
from tei_edition.publish.site import Site
from tei_edition.resources import stylesheet

_SEARCH = "html/search.xsl"


def search_recipe(site: Site) -> bytes:
    """The digest of all that the page is made from."""
    return page_recipe(_SEARCH, site, site.date[:4])


def search_page(site: Site) -> ListPage:
    """The page `search.html`, which is the same whatever the edition holds."""
    content = f'<search xmlns="{CATALOGUE}" facets="{" ".join(FACETS)}"/>'.encode()
    return ListPage("search.html", content, site, _SEARCH, search_recipe(site), site.date[:4])


def search_script() -> bytes:
    """The script of the page, `assets/search.js`."""
    return stylesheet("html/assets/search.js").read_bytes()
