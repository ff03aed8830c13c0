"""The indexes of a site: pages that put together what the catalogue's facts say, and how long lists are cut.

A page that would list nothing is not made, except the list of indexes and the page about the edition. What pages look
like is for xslt/html/register.xsl.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial

from tei_edition.catalogue import ENTRIES, Catalogue, CatalogueEntry
from tei_edition.catalogue.facts import CATALOGUE, natural
from tei_edition.characters import attributes
from tei_edition.publish import site as sites
from tei_edition.publish.entries import entries_of
from tei_edition.publish.html import ListPage, page_recipe
from tei_edition.publish.mapping import WIDTH, coordinates, drawn
from tei_edition.publish.site import Site

_REGISTER = "html/register.xsl"
_REFERENCES = re.compile(r"<(?:\w+:)?(?:bibl|biblStruct|msDesc)\b")
_KINDS = {register: kind for kind, register in sites.REGISTERS.items()}
_NAMED = 500  # telegrams of a kind that a release names
# The registers that list facts in the facts' own order.
_FACTS = {"numbers": "number", "subjects": "subject", "abbreviations": "abbreviation"}
# What registers are made of, besides names and entries: first the facts that they list.
_MADE_OF = {
    **{register: (kind,) for register, kind in _FACTS.items()},
    "archives": ("leaf",),
    "distribution": ("copy",),
    "correspondents": ("pair",),
    "chronology": (ENTRIES,),
    "versions": (ENTRIES,),
    "about": ("principle", "language", "class", ENTRIES),
}


def register_recipe(site: Site) -> bytes:
    """The digest of all that the pages of indexes are made from, besides the catalogue and the authority."""
    return page_recipe(_REGISTER, site, site.date[:4])


@dataclass(frozen=True, slots=True)
class Register:
    """An index, or the pages of one of its entries, not made yet.

    `name` is its own among all; `seal` changes whenever the catalogue's part of it changes, or which indexes the site
    has. `pages` gives its pages; only they ask the catalogue for all that stands in them.
    """

    name: str
    seal: bytes
    pages: Callable[[], Iterator[ListPage]]


def registers(catalogue: Catalogue, site: Site) -> Iterator[Register]:
    """All indexes that the site has, and their entries."""
    return _Registers(catalogue, site).registers()


class _Registers:
    def __init__(self, catalogue: Catalogue, site: Site) -> None:
        self.catalogue = catalogue
        self.site = site
        self.common = register_recipe(site)
        self.card = lru_cache(maxsize=4096)(lambda name: _card(catalogue.entry(name)))
        authority = entries_of(site.authority)
        named, self.located, self.bibliography = authority.named, authority.located, authority.bibliography.decode()
        self.names: dict[str, dict[str, str]] = {register: {} for register in _KINDS}
        self.changed: dict[str, dict[str, int]] = {
            kind: catalogue.revisions(kind) for kind in ("name", "leaf", ENTRIES)
        }
        for key in self.changed["name"]:
            kind, name = named.get(key, ("", ""))
            if kind in sites.REGISTERS:
                self.names[sites.REGISTERS[kind]][key] = name or key
        self.counts = {name: len(found) for name, found in self.names.items()}
        for register, (kind, *_) in _MADE_OF.items():
            self.counts[register] = len(catalogue.revisions(kind))  # of most there are few
        references = len(_REFERENCES.findall(self.bibliography))
        self.counts |= {"chronology": catalogue.summary().documents, "bibliography": references, "about": 1}
        self.counts["versions"] = len(site.releases.releases)
        self.existing = [page for page in site.pages if self.counts[page]]

    @cached_property
    def mentions(self) -> dict[str, tuple[int, int]]:
        """How often each entry of the authority is named, and in how many telegrams."""
        return {key: (facts, documents) for key, facts, documents in self.catalogue.keys("name")}

    def registers(self) -> Iterator[Register]:
        if set(self.site.pages) - {"about"}:
            yield self._register("indexes", self.counts, self._indexes)
        for register in self.existing:
            if register in _KINDS:
                yield self._register(register, self.catalogue.revision("name"), partial(self._names, register))
                for key in self.names[register]:
                    yield self._register(
                        f"{register} {key}", self.changed["name"][key], partial(self._entry, register, key)
                    )
                continue
            pages = partial(self._facts, register) if register in _FACTS else getattr(self, f"_{register}")
            changed = self.catalogue.revision(*_MADE_OF.get(register, ()))
            further: object = self.counts if register == "about" else ""
            further = repr(self.site.releases.releases) if register == "versions" else further
            yield self._register(register, (changed, further), pages)
            if register == "chronology":
                for year in sorted({day[:4] for day, _ in self.catalogue.days()}):
                    yield self._register(f"year {year}", self.changed[ENTRIES][year], partial(self._year, year))
            elif register == "archives":
                for key, number in self.changed["leaf"].items():
                    yield self._register(f"archive {key}", number, partial(self._archive, key))

    def _register(self, name: str, changed: object, pages: Callable[[], Iterator[ListPage]]) -> Register:
        return Register(name, f"{changed} {self.existing}".encode(), pages)

    def _indexes(self) -> Iterator[ListPage]:
        indexes = "".join(f'<index name="{page}" entries="{self.counts[page]}"/>' for page in self.existing)
        yield self._page("indexes.html", "indexes", indexes)

    def _facts(self, register: str) -> Iterator[ListPage]:
        found = self.catalogue.facts(_FACTS[register], sorted_first=True)
        yield from self._paged(register, f"{register}{{}}.html", (self._held(*one) for one in found))

    def _names(self, register: str) -> Iterator[ListPage]:
        found = sorted(self.names[register].items(), key=lambda one: (natural(_from_letter(one[1])), one[0]))
        items = (
            f"<item{attributes(ref=f'../authority.xml#{key}', path=sites.entry_path(register, key))}"
            ' occurrences="{}" telegrams="{}"'.format(*self.mentions[key])
            + f"{attributes(letter=_from_letter(name)[:1].upper())}/>"
            for key, name in found
        )
        for page in self._paged(register, f"{register}{{}}.html", items):
            yield _with(page, self._map()) if page.path == "places.html" else page

    def _entry(self, register: str, key: str) -> Iterator[ListPage]:
        groups = itertools.groupby(self.catalogue.facts("name", key), lambda one: one[0])
        telegrams = (self._held(name, "".join(xml for _, xml in facts)) for name, facts in groups)
        documents = self.catalogue.documents("name", key)
        given = partial(self._page, of=register, key=key, telegrams=str(documents))
        given = partial(given, ref=f"../authority.xml#{key}")
        path = sites.entry_path(register, key, "{}")
        yield from self._paged("entry", path, telegrams, folders=True, make=given)

    def _map(self) -> str:
        """The places of which the authority says where they are, those named in most telegrams first."""
        found = sorted(self.names["places"].items(), key=lambda one: (-self.mentions[one[0]][1], one[0]))
        located = [(key, name, place) for key, name in found if (place := coordinates(self.located.get(key, "")))]
        if not located:
            return ""
        made = drawn(located)
        spots = (
            f"<spot{attributes(ref=f'../authority.xml#{one.key}', label=one.label)} x='{one.x:g}' y='{one.y:g}'/>"
            for one in made.spots
        )
        return f'<map width="{WIDTH}" height="{made.height}"><land>{made.land}</land>{"".join(spots)}</map>'

    def _bibliography(self) -> Iterator[ListPage]:
        yield self._page("bibliography.html", "bibliography", self.bibliography)

    def _archives(self) -> Iterator[ListPage]:
        firsts = []
        for key, _, documents in self.catalogue.keys("leaf"):
            (_, leaf) = next(self.catalogue.facts("leaf", key, sorted_first=True))
            path = sites.archive_path(key)
            firsts.append(f'<archive{attributes(path=path)} telegrams="{documents}">{leaf}</archive>')
        yield from self._paged("archives", "archives{}.html", firsts)

    def _archive(self, key: str) -> Iterator[ListPage]:
        leaves = (self._held(*one) for one in self.catalogue.facts("leaf", key, sorted_first=True))
        make = partial(self._page, telegrams=str(self.catalogue.documents("leaf", key)))
        yield from self._paged("archive", sites.archive_path(key, "{}"), leaves, folders=True, make=make)

    def _correspondents(self) -> Iterator[ListPage]:
        tab = "\t"
        pairs = sorted(self.catalogue.keys("pair"), key=lambda one: (-one[2], one[0]))
        items = (
            f'<pair telegrams="{documents}"{attributes(**dict(zip(("from", "to"), key.split(tab), strict=False)))}>'
            f"{next(self.catalogue.facts('pair', key))[1]}</pair>"
            for key, _, documents in pairs
        )
        yield from self._paged("correspondents", "correspondents{}.html", items)

    def _distribution(self) -> Iterator[ListPage]:
        groups = itertools.groupby(self.catalogue.facts("copy"), lambda one: one[0])
        telegrams = (self._held(name, "".join(xml for _, xml in facts)) for name, facts in groups)
        yield from self._paged("distribution", "distribution{}.html", telegrams, length=50)

    def _chronology(self) -> Iterator[ListPage]:
        counts = self.catalogue.days()
        years = [(year, list(days)) for year, days in itertools.groupby(counts, lambda one: one[0][:4])]
        found = "".join(f'<year value="{year}">{"".join(_day(*one) for one in days)}</year>' for year, days in years)
        yield self._page("chronology.html", "chronology", found)

    def _year(self, year: str) -> Iterator[ListPage]:
        # The day leads to the page of the list on which its telegrams begin.
        number, places = 0, []
        for day, count in self.catalogue.days(year):
            places.append(_day(day, count, _path(f"years/{{}}{year}.html", number // sites.INDEX_LENGTH + 1)))
            number += count
        telegrams = (_card(entry)[0] + "</telegram>" for entry in self.catalogue.of_year(year))
        make = partial(self._page, of=year, telegrams=str(number))
        for page in self._paged("year", f"years/{{}}{year}.html", telegrams, folders=True, make=make):
            yield _with(page, f"<days>{''.join(places)}</days>")

    def _versions(self) -> Iterator[ListPage]:
        releases = self.site.releases.releases
        existing = self.catalogue.identifiers()
        found = []
        for number, one in enumerate(releases):
            changed: Mapping[str, Iterable[str]] = dict(one.changed)
            more = dict(zip(("added", "removed", "renamed", "changed"), one.unnamed, strict=True))
            lists: tuple[tuple[str, Mapping[str, Iterable[str]], int], ...] = (
                ("added", dict.fromkeys(one.added if number else (), ()), len(one.added)),
                ("changed", changed, len(changed)),
                ("renamed", {new: () for _, new in one.renamed}, len(one.renamed)),
                ("removed", {}, len(one.removed)),
            )
            told = "".join(
                self._changes(kind, names, count + more[kind], existing)
                for kind, names, count in lists
                if count + more[kind]
            )
            entries = " ".join(map(str, one.entries)) if any(one.entries) and number else ""
            found.append(f"<release{attributes(version=one.version, date=one.date, entries=entries)}>{told}</release>")
        yield self._page("versions.html", "versions", "".join(reversed(found)))

    def _changes(self, kind: str, names: Mapping[str, Iterable[str]], count: int, existing: Container[str]) -> str:
        """What a release did to telegrams; those that the site has are named, as far as people read a list."""
        named = itertools.islice(((name, kinds) for name, kinds in names.items() if name in existing), _NAMED)
        given = ((name, attributes(**{"in": " ".join(kinds)})) for name, kinds in named)
        items = (f"<change{kinds}>{self._held(name, '')}</change>" for name, kinds in given)
        return f'<changes kind="{kind}" telegrams="{count}">{"".join(items)}</changes>'

    def _about(self) -> Iterator[ListPage]:
        found = []
        for kind in ("principle", "language", "class"):
            for key, _, documents in self.catalogue.keys(kind):
                xml = next(self.catalogue.facts(kind, key))[1]
                found.append(f'<stated telegrams="{documents}">{xml}</stated>')
        summary = self.catalogue.summary()
        given = attributes(first=summary.first, last=summary.last)
        counts = "".join(f'<index name="{page}" entries="{self.counts[page]}"/>' for page in self.existing)
        yield self._page(
            "about.html", "about", f'<summary telegrams="{summary.documents}"{given}/>{counts}{"".join(found)}'
        )

    def _held(self, name: str, xml: str) -> str:
        start, end = self.card(name)
        return f"{start}{xml}{end}"

    def _paged(
        self,
        kind: str,
        path: str,
        items: Iterable[str],
        *,
        length: int | None = None,
        folders: bool = False,
        make: partial[ListPage] | None = None,
    ) -> Iterator[ListPage]:
        """Pages of so many items; further pages are told by a number, or where ids name files by a folder."""
        wanted = path if folders else path.replace("{}", "{dash}")
        batches = _batched(items, length or sites.INDEX_LENGTH)
        held = next(batches, None)
        number = 0
        while held is not None:
            number += 1
            following = next(batches, None)
            given = {"page": str(number)}
            if number > 1:
                given["previous"] = _path(wanted, number - 1)
            if following is not None:
                given["next"] = _path(wanted, number + 1)
            page = make or partial(self._page)
            yield page(_path(wanted, number), kind, "".join(held), **given)
            held = following

    def _page(self, path: str, kind: str, content: str, **given: str) -> ListPage:
        existing = " ".join(self.existing)
        start = f'<register xmlns="{CATALOGUE}" kind="{kind}" existing="{existing}"{attributes(**given)}>'
        xml = f"{start}{content}</register>".encode()
        return ListPage(path, xml, self.site, _REGISTER, self.common, self.site.date[:4])


def _from_letter(name: str) -> str:
    """A name without the brackets and quotation marks with which it may begin, for its place in an index."""
    return name.lstrip("".join(c for c in name if not c.isalnum())) or name


def _with(page: ListPage, more: str) -> ListPage:
    """The page with more in its content."""
    return replace(page, content=page.content.removesuffix(b"</register>") + f"{more}</register>".encode())


def _path(wanted: str, number: int) -> str:
    if "{dash}" in wanted:
        return wanted.replace("{dash}", "" if number == 1 else f"-{number}")
    return wanted.replace("{}", "" if number == 1 else f"{number}/")


def _batched(items: Iterable[str], length: int) -> Iterator[tuple[str, ...]]:
    remaining = iter(items)
    while held := tuple(itertools.islice(remaining, length)):
        yield held


def _day(day: str, telegrams: int, path: str = "") -> str:
    return f'<day{attributes(value=day, path=path)} telegrams="{telegrams}"/>'


def _card(entry: CatalogueEntry) -> tuple[str, str]:
    """A telegram as registers show it, as the start and the end of an element that holds what they say of it."""
    return f"<telegram{attributes(id=entry.id, title=entry.title, date=entry.date)}>", "</telegram>"
