"""An edition made one file that an archive takes: built anew, described, and put into a bag."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

from lxml import etree

from tei_edition import edition as editions
from tei_edition import resources
from tei_edition.catalogue import entry_of
from tei_edition.diagnostics import Diagnostic, has_errors
from tei_edition.edition import SETTINGS, Edition, Rights
from tei_edition.errors import UsageError
from tei_edition.parsing import locked_parser
from tei_edition.pipeline import files
from tei_edition.pipeline.dates import output_date
from tei_edition.pipeline.histories import read_history
from tei_edition.pipeline.publication import BuildResult, build
from tei_edition.publish.deposit.bag import BagWriter
from tei_edition.publish.deposit.crate import METADATA, Part, crate
from tei_edition.publish.deposit.datacite import edition_record, telegram_record
from tei_edition.publish.description import describe
from tei_edition.publish.entries import entries_of
from tei_edition.publish.formats import telegram_address
from tei_edition.publish.release import Extent
from tei_edition.publish.releases import naming, written
from tei_edition.publish.site import Site, site_of
from tei_edition.version import __version__

_ENGINES = ("saxonche", "lxml", "typst", "pagefind")


@dataclass(frozen=True, slots=True)
class Package:
    """What was packed: the file (None where errors stopped it), its telegrams, how many of them without their text,
    and all findings."""

    written: Path | None
    documents: int
    withheld: int
    diagnostics: tuple[Diagnostic, ...]


def package(
    edition: Path | str,
    *,
    output: Path | str | None = None,
    date: datetime.date | None = None,
    jobs: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> Package:
    """Build an edition and pack it for an archive, as `output` (default: `<slug>-<version or date>.zip`).

    The zip is a bag (BagIt 1.0) whose payload is a crate (RO-Crate 1.1): TEI files, authority, settings, schemas and
    stylesheets, site and PDF, descriptions for DataCite of the edition and of each telegram. Texts whose rights are not
    free are left out, their descriptions stay, unless `[package] unfree = "full"`; then the sources come along, too,
    unless the settings hold back any telegram or its text. An edition with errors is not packed. The same edition and
    date give the same bytes. `jobs` and `progress` are those of `build`.

    Raises UsageError where there is no edition, `output` exists or cannot be written, EditionError where edition.toml
    is broken.
    """
    loaded = editions.load(Path(edition))
    day = output_date(date)
    target = Path(output) if output is not None else Path(f"{_name(loaded, day)}.zip")
    if target.exists():
        raise UsageError(f"{target} exists already", "Packages are never replaced: give another name with --output.")
    rights = loaded.rights
    if loaded.unfree != "full":
        rights = Rights(rights.free, "metadata", "metadata")
    with tempfile.TemporaryDirectory() as folder:
        built = build(
            edition, output=folder, html=True, pdf=True, rights=rights, date=day, jobs=jobs, progress=progress
        )
        if has_errors(list(built.diagnostics)) or built.index is None:
            return Package(None, built.documents, 0, built.diagnostics)
        withheld = sum(number for decision, number in built.decisions if decision.extent is Extent.METADATA)
        with files.whole(target) as temporary:
            _pack(temporary, replace(loaded, rights=rights), built, day)
    return Package(target, built.documents, withheld, built.diagnostics)


def _pack(target: Path, edition: Edition, built: BuildResult, day: datetime.date) -> None:
    name = _name(edition, day)
    info = {
        "Bagging-Date": day.isoformat(),
        "Bag-Software-Agent": f"tei-edition {__version__}",
        "External-Description": edition.title,
        "External-Identifier": name,
        "Source-Organization": edition.publisher,
    }
    parts: list[Part] = []
    with BagWriter(target, name, day, {key: value for key, value in info.items() if value}) as bag:
        for path, source, words in _own_files(edition):
            bag.add(path, source)
            parts.append(Part(path, words))
        names: set[str] = set()
        for part, content in _documents(edition, built, day):
            bag.add(part.path, content)
            parts.append(part)
            names.add(Path(part.path).stem)
        if edition.versions.is_file():
            # As on the site, telegrams that are held back or withdrawn are counted, not named.
            path = _place(edition.versions, edition)
            bag.add(path, written(naming(read_history(edition).releases, names)))
            parts.append(Part(path, "The versions of the edition, and what each changed"))
        for folder in ("html", "schemas", "xslt"):
            root = built.output / "html" if folder == "html" else resources.folder(folder)
            for source in sorted(path for path in root.rglob("*") if path.is_file()):
                bag.add(f"{folder}/{source.relative_to(root).as_posix()}", source)
            parts.append(Part(f"{folder}/", _FOLDERS[folder]))
        whole = all(decision.extent is Extent.FULL for decision, _ in built.decisions)
        if edition.unfree == "full" and whole and edition.sources.is_dir():
            for source in sorted(path for path in edition.sources.rglob("*") if path.is_file()):
                bag.add(_place(source, edition), source)
            parts.append(Part(f"{_place(edition.sources, edition)}/", "The sources of the TEI files"))
        for source in built.parts:
            bag.add(source.name, source)
            parts.append(Part(source.name, "The print edition"))
        record = edition_record(edition, day.year, built.documents)
        bag.add("datacite/edition.json", record)
        parts.append(Part("datacite/edition.json", "The edition, described for DataCite"))
        bag.add(METADATA, crate(edition, parts, day.isoformat(), ((one, version(one)) for one in _ENGINES)))


_FOLDERS = {
    "html": "The site; it begins at html/index.html",
    "schemas": "What the TEI files are held against",
    "xslt": "The stylesheets that make site and print edition",
}


def _name(edition: Edition, day: datetime.date) -> str:
    """The name of a package without suffix, which is that of the folder in it."""
    return f"{edition.slug}-{edition.version or day.isoformat()}"


def _own_files(edition: Edition) -> Iterator[tuple[str, Path, str]]:
    """The edition's own files that say nothing of a text: path in the package, file, what it is."""
    own = (
        (edition.root / SETTINGS, "The settings of the edition"),
        (edition.authority, "Persons, places and organisations"),
        (edition.archives, "The archives that citations name"),
        *((path, "A part of the look of the site") for path in (edition.logo, edition.css, edition.xslt)),
        (edition.introduction, "The introduction"),
        (edition.template, "The page design of the print edition"),
    )
    for path, words in own:
        if path and path.is_file():
            yield _place(path, edition), path, words


def _place(path: Path, edition: Edition) -> str:
    return path.resolve().relative_to(edition.root.resolve()).as_posix()


def _documents(edition: Edition, built: BuildResult, day: datetime.date) -> Iterator[tuple[Part, bytes]]:
    """Each telegram as it is published, and its description for DataCite."""
    authority = files.read(edition.authority) if edition.has_authority else b""
    site: Site = site_of(edition, authority=authority, date=day.isoformat())
    parser = locked_parser()
    for path in sorted((built.output / "html" / "tei").glob("*.xml")):
        content = path.read_bytes()
        root = etree.fromstring(content, parser)
        telegram = describe(root, entry_of(root, path.stem), entries_of(authority))
        place = f"{_place(edition.tei, edition)}/{path.name}"
        yield Part(place, telegram.title, tei=True), content
        record = telegram_record(telegram, edition, day.year, telegram_address(telegram.id, site))
        yield Part(f"datacite/{path.stem}.json", f"{telegram.title}, described for DataCite"), record
