"""From an edition to its site and its PDF: validate first, then publish what is without errors."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tei_edition import edition as editions
from tei_edition.catalogue import CatalogueEntry, catalogue_entry
from tei_edition.diagnostics import Diagnostic, Location, Severity, has_errors
from tei_edition.edition import SETTINGS, Edition
from tei_edition.errors import StylesheetError, UsageError
from tei_edition.pipeline import files
from tei_edition.pipeline.dates import output_date
from tei_edition.pipeline.manifest import replace_tree
from tei_edition.pipeline.validation import (
    check_authority_file,
    check_documents,
    check_settings_file,
    edition_context,
    no_documents,
)
from tei_edition.pipeline.workers import each
from tei_edition.publish import print as printing
from tei_edition.publish.html import assets, index_page, telegram_page
from tei_edition.publish.print import Volume
from tei_edition.publish.site import Site, site_of
from tei_edition.publish.typst import TypesettingError

Progress = Callable[[str, int, int], None]
"""Called with the name of the stage, the documents done, and their number."""


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build made: the site's home page and the PDF (None where not asked for or not possible).

    `documents` is the number of telegrams that were published; `diagnostics` are all findings, also warnings.
    """

    output: Path
    index: Path | None
    pdf: Path | None
    documents: int
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class _Published:
    """What the stages made of one document, or the finding that stopped it."""

    entry: CatalogueEntry | None = None
    pages: dict[str, bytes] | None = None
    part: bytes = b""
    error: Diagnostic | None = None


def build(
    edition: Path | str,
    *,
    output: Path | str | None = None,
    html: bool = False,
    pdf: bool = False,
    date: datetime.date | None = None,
    jobs: int = 1,
    progress: Progress | None = None,
) -> BuildResult:
    """Validate an edition and publish it: the site as `html/index.html`, the volume as `<slug>.pdf`.

    `output` is the folder for both, by default `build/<slug>` where the caller stands. With neither `html` nor `pdf`
    all kinds are made. A telegram with errors is left out, the others are published; an error in the authority
    concerns all and stops the build. Pages of an earlier build that no telegram has any more are removed, if this
    tool wrote them. `date` stands in the outputs (default: SOURCE_DATE_EPOCH, else today), `jobs` is the number of
    processes (0: as many as pay).

    Raises UsageError where there is no edition or `output` cannot be written, EditionError where edition.toml is
    broken.
    """
    root = Path(edition)
    loaded = editions.load(root)
    day = output_date(date)
    want_html, want_pdf = html or not pdf, pdf or not html
    folder = Path(output) if output is not None else Path("build") / loaded.slug
    _refuse_unsafe(folder, loaded)

    diagnostics, sound = _sound_documents(loaded, jobs, progress)
    if not sound:
        return _result(folder, None, None, 0, diagnostics)
    authority = files.read(loaded.authority) if loaded.authority.is_file() else b""
    pdf_name = f"{loaded.slug}.pdf"
    site = site_of(loaded, authority=authority, date=day.isoformat(), pdf=f"../{pdf_name}" if want_pdf else "")
    volume = _volume(loaded, authority, day)

    stage = functools.partial(_publish, site=site if want_html else None, volume=volume if want_pdf else None)
    published = list(each(stage, sound, jobs, _named(progress, "Publishing")))
    diagnostics += [made.error for made in published if made.error]
    good = [made for made in published if made.entry is not None]

    pdf_path = _write_pdf(folder / pdf_name, good, volume, diagnostics, loaded) if want_pdf and good else None
    index = _write_site(folder / "html", good, site) if want_html and good else None
    return _result(folder, index, pdf_path, len(good), diagnostics)


def _sound_documents(edition: Edition, jobs: int, progress: Progress | None) -> tuple[list[Diagnostic], list[Path]]:
    """All findings on the edition, and its documents without errors."""
    diagnostics = check_settings_file(edition.root / SETTINGS)
    if edition.authority.is_file():
        on_authority = check_authority_file(edition.authority)
        diagnostics += on_authority
        if has_errors(on_authority):
            return diagnostics, []
    documents = edition.documents()
    if not documents:
        return [*diagnostics, _nothing_to_build(edition)], []
    context = edition_context(edition)
    sound = []
    checked = check_documents([(path, context) for path in documents], jobs, _named(progress, "Validating"))
    for path, found in zip(documents, checked, strict=True):
        diagnostics += found
        if not has_errors(found):
            sound.append(path)
    return diagnostics, sound


def _publish(path: Path, site: Site | None, volume: Volume | None) -> _Published:
    """The stage: one telegram's page and its part of the print model. Runs in worker processes."""
    try:
        document = files.read(path)
        return _Published(
            entry=catalogue_entry(document, path.stem),
            pages=telegram_page(document, site, path.stem) if site else None,
            part=printing.print_part(document, volume) if volume else b"",
        )
    except files.Unreadable as unreadable:
        return _Published(error=unreadable.diagnostic)
    except StylesheetError as error:
        return _Published(error=files.finding("document-not-publishable", path, error.message, error.help))


def _write_site(folder: Path, published: Sequence[_Published], site: Site) -> Path:
    content = assets()
    for made in published:
        content.update(made.pages or {})
    content.update(index_page([made.entry for made in published if made.entry], site))
    replace_tree(folder, content)
    return folder / "index.html"


def _write_pdf(
    path: Path, published: Sequence[_Published], volume: Volume, diagnostics: list[Diagnostic], edition: Edition
) -> Path | None:
    """Write the volume, its telegrams in the order of their sending; a finding if it cannot be set."""
    in_order = sorted(
        published, key=lambda made: (made.entry.sent or "9999", made.entry.id) if made.entry else ("", "")
    )
    try:
        model = printing.print_model([made.part for made in in_order], volume)
        content = printing.pdf(model, volume)
    except (TypesettingError, StylesheetError) as error:
        diagnostics.append(files.finding("print-failed", edition.root, error.message, error.help))
        return None
    files.write(path, content)
    return path


def _volume(edition: Edition, authority: bytes, date: datetime.date) -> Volume:
    licence = edition.licence
    return Volume(
        title=edition.title,
        subtitle=edition.subtitle,
        language=edition.language,
        publisher=edition.publisher,
        editors=edition.editors,
        licence_name=licence.name if licence else "",
        licence_target=licence.target if licence else "",
        date=date,
        paper=edition.paper,
        authority=authority,
    )


def _refuse_unsafe(folder: Path, edition: Edition) -> None:
    """A build must never write among the edition's own files."""
    place = folder.resolve()
    own = [path.resolve() for path in (edition.tei, edition.sources, edition.schemas)]
    if place == edition.root.resolve() or any(place == path or path in place.parents for path in own):
        raise UsageError(
            f"{folder} holds files of the edition itself",
            "Choose another folder for --output; it is for derived files.",
        )
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file, not a folder", "Name a folder for --output.")


def _nothing_to_build(edition: Edition) -> Diagnostic:
    warning = no_documents(edition)
    return Diagnostic(warning.rule, Severity.ERROR, warning.message, Location(warning.location.file), warning.help)


def _named(progress: Progress | None, stage: str) -> Callable[[int, int], None] | None:
    return functools.partial(progress, stage) if progress else None


def _result(
    folder: Path, index: Path | None, pdf_path: Path | None, documents: int, diagnostics: list[Diagnostic]
) -> BuildResult:
    return BuildResult(folder, index, pdf_path, documents, tuple(sorted(set(diagnostics), key=Diagnostic.sort_key)))
