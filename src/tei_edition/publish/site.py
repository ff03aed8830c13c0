"""What every page of the site needs to know of the edition, and where its files are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from tei_edition.catalogue import safe_name
from tei_edition.edition import DTS, IIIF, OAI, OPENAPI, SEARCH, Edition
from tei_edition.filenames import is_reserved
from tei_edition.publish.look import PLAIN, Look
from tei_edition.publish.releases import NO_RELEASES, Releases


@dataclass(frozen=True, slots=True)
class Site:
    """The edition as its site presents it: a value that worker processes can be given.

    `authority` is the content of authority.xml (empty where there is none), `pdf` the path of the PDF relative to the
    home page (empty where there is none), `date` the date of the build (ISO 8601), `language` the language of the
    interface (BCP 47), `pages` the registers that it has, by name, `search` whether it can be searched, `look` what the
    edition's own files make of it, `image_hosts` the hosts from which its pages show facsimiles, `introduction` a TEI
    document, if there is one; a `preview` shows what is not ready, and not to search engines. `version` is that of the
    edition, `releases` are all that there were; `interfaces` are those for programs that it has, `email` and `gateway`
    are of its static repository of OAI-PMH.
    """

    title: str
    subtitle: str = ""
    language: str = "en"
    publisher: str = ""
    editors: tuple[str, ...] = ()
    licence_name: str = ""
    licence_target: str = ""
    base_url: str = ""
    date: str = ""
    authority: bytes = b""
    pdf: str = ""
    pages: tuple[str, ...] = ()
    search: bool = False
    profile: str = "telegrams"
    look: Look = PLAIN
    image_hosts: tuple[str, ...] = ()
    introduction: bytes = b""
    preview: bool = False
    version: str = ""
    interfaces: tuple[str, ...] = ()
    email: str = ""
    gateway: str = ""
    releases: Releases = NO_RELEASES


def site_of(
    edition: Edition,
    *,
    authority: bytes = b"",
    date: str = "",
    pdf: str = "",
    look: Look | None = None,
    preview: bool = False,
    introduction: bytes = b"",
    releases: Releases = NO_RELEASES,
) -> Site:
    """The site of `edition`, built on `date` (ISO 8601), with the content of its authority file and its own look."""
    licence = edition.licence
    base_url = _with_slash(edition.base_url)
    # What others gather names its own address, and a preview has none.
    possible = {OPENAPI, *((DTS, IIIF) if base_url and not preview else ())}
    if edition.email and base_url and not preview:
        possible.add(OAI)
    return Site(
        title=edition.title,
        subtitle=edition.subtitle,
        language=edition.language,
        publisher=edition.publisher,
        editors=edition.editors,
        licence_name=licence.name if licence else "",
        licence_target=licence.target if licence else "",
        base_url=base_url,
        date=date,
        authority=authority,
        pdf=pdf,
        pages=tuple(page for page in edition.pages if page != SEARCH),
        search=SEARCH in edition.pages,
        profile=edition.profile,
        preview=preview,
        image_hosts=edition.image_hosts,
        look=look or Look(edition.colours),
        introduction=introduction,
        version=edition.version,
        interfaces=tuple(one for one in edition.interfaces if one in possible),
        email=edition.email,
        gateway=_with_slash(edition.gateway),
        releases=releases,
    )


INDEX_LENGTH = 500
"""So many telegrams a page of the list has at most."""


def index_path(number: int) -> str:
    """The path of a page of the list of telegrams, counted from 1; the first is the home page."""
    return "index.html" if number == 1 else f"index-{number}.html"


def page_path(identifier: str) -> str:
    """The path of a telegram's page, relative to the home page."""
    return f"telegrams/{safe_name(identifier)}.html"


def tei_path(identifier: str) -> str:
    """The path of a telegram's TEI file, relative to the home page."""
    return f"tei/{safe_name(identifier)}.xml"


FORMATS = {"txt": "txt", "json": "json", "csl": "json", "bibtex": "bib", "ris": "ris"}
"""The forms of a telegram besides its page and its TEI file: the folder of each, and the suffix of its files."""


def format_path(identifier: str, kind: str) -> str:
    """The path of a telegram's file of one of the `FORMATS`, relative to the home page."""
    return f"{kind}/{safe_name(identifier)}.{FORMATS[kind]}"


def navigation_path(identifier: str) -> str:
    """The path of the file of DTS that lists a telegram's paragraphs, relative to the home page."""
    return f"dts/navigation/{safe_name(identifier)}.json"


def manifest_path(identifier: str) -> str:
    """The path of a telegram's manifest of IIIF, relative to the home page."""
    return f"iiif/manifest/{safe_name(identifier)}.json"


def archive_path(key: str, folder: str = "") -> str:
    """The path of an archive's page, relative to the home page; further pages have a folder."""
    return f"archives/{folder}{_page_name(key)}.html"


REGISTERS = {"person": "persons", "place": "places", "org": "organisations"}
"""The registers of names, by the kind of their entries."""


def entry_path(register: str, key: str, folder: str = "") -> str:
    """The path of the page of an entry of the authority, relative to the home page; further pages have a folder."""
    return f"{register}/{folder}{_page_name(key)}.html"


def _page_name(key: str) -> str:
    # Editors choose these ids for XML alone; those of telegrams are names of files already (rule `file-name-reserved`).
    # The colon has safe_name add a digest, so that no other id has the same page.
    return safe_name(f":{key}" if is_reserved(key) else key)


def address(path: str) -> str:
    """A relative path as it stands in a link."""
    return quote(path)


def absolute(path: str, site: Site) -> str:
    """The address on the web of a path relative to the home page, for a site that has one."""
    return _quoted(site.base_url) + address(path)


@lru_cache(maxsize=4)
def _quoted(url: str) -> str:
    return quote(url, ":/?#[]@!$&'()*+,;=%~")


def _with_slash(url: str) -> str:
    return f"{url.rstrip('/')}/" if url else ""
