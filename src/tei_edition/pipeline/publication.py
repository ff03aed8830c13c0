"""From an edition to its site and its PDF: validate first, then publish what is without errors."""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from tei_edition import edition as editions
from tei_edition import regular
from tei_edition.catalogue import safe_name
from tei_edition.diagnostics import Diagnostic, Location, Severity, has_errors
from tei_edition.edition import ANY_TEI, SETTINGS, Edition, Rights
from tei_edition.errors import UsageError
from tei_edition.pipeline import files
from tei_edition.pipeline.books import (
    Books,
    book_of,
    file_name,
    telegrams_of,
    without_books,
    without_volumes,
    write_books,
)
from tei_edition.pipeline.cache import findings_of, toolkit, written_findings
from tei_edition.pipeline.dates import output_date
from tei_edition.pipeline.gathering import edition_context, no_documents
from tei_edition.pipeline.histories import read_history
from tei_edition.pipeline.incremental import PDF, Publication, Published, complete_site, kept, publish
from tei_edition.pipeline.introductions import read_introduction
from tei_edition.pipeline.looks import read_look
from tei_edition.pipeline.own_files import check_authority_file, check_settings_file
from tei_edition.pipeline.pages import HTML
from tei_edition.pipeline.remote import Remote
from tei_edition.pipeline.selecting import choice
from tei_edition.pipeline.state import State
from tei_edition.pipeline.stores import Folder, Store
from tei_edition.pipeline.workers import Jobs
from tei_edition.publish.recipe import digest
from tei_edition.publish.release import Decision, policy_of
from tei_edition.publish.site import site_of


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build made: the site's home page and the PDF (None where not asked for or not possible).

    `parts` are all PDFs of the volume, several where it was divided, the first of them `pdf`; `epub` is its EPUB,
    `latex` its document for XeLaTeX; `documents` is the number of telegrams that were published, `decisions` tells
    how many of what the edition has were held back, published as metadata only, or shown as drafts, and why;
    `uncarried` in how many telegrams there is something that CMIF cannot carry (`hour`, `received/copy` …);
    `diagnostics` are all findings, also warnings. `called` is the noun for what was published: `telegram`, or
    `document` where the TEI files follow no profile. Where the output is a store, `address` is the store's; the paths
    are those in it, and `output` is the folder of what builds remember of it.
    """

    output: Path
    index: Path | None
    pdf: Path | None
    documents: int
    diagnostics: tuple[Diagnostic, ...]
    parts: tuple[Path, ...] = ()
    epub: Path | None = None
    latex: Path | None = None
    decisions: tuple[tuple[Decision, int], ...] = ()
    uncarried: tuple[tuple[str, int], ...] = ()
    called: str = "telegram"
    address: str = ""

    def place(self, path: Path) -> str:
        """Where one of the files that were made is: its path, or its address in a store."""
        return f"{self.address}/{path.as_posix()}" if self.address else path.as_posix()


def build(
    edition: Path | str,
    *,
    output: Path | str | None = None,
    html: bool = False,
    pdf: bool = False,
    epub: bool = False,
    latex: bool = False,
    select: str = "",
    volume: str = "",
    drafts: bool = False,
    rights: Rights | None = None,
    search: bool = True,
    preview: bool = False,
    again: bool = False,
    renew_index: bool = True,
    date: datetime.date | None = None,
    jobs: Jobs = 1,
    progress: Callable[[int, int], None] | None = None,
) -> BuildResult:
    """Validate an edition and publish it: the site as `html/index.html`, the volume as `<slug>.pdf`.

    `edition` may be a folder of any TEI files, too, without settings; the volume is then made only if asked for.
    With `epub` and `latex` the volume is made as `<slug>.epub` and `<slug>.tex`, too; asked for none of these, site and
    PDF are made. `output` is the folder for all, by default `build/<slug>` where the caller stands, or the address of a
    store that fsspec opens (`s3://bucket/folder`). `select` chooses the telegrams of the volume ("date
    1952-07..1952-12", "number 811", "id t1 t2"), `volume` names it on its title page; either is part of the file's
    name, the site has all telegrams. What edition.toml holds back ([rights], [publish]) is left out; `rights` stand for
    those of [rights]; `drafts` makes a preview, in which telegrams that are not ready stand with a mark. Without
    `search` the site cannot be searched. A `preview` has what `drafts` has, and telegrams with errors, too; with
    `renew_index` as False the index of the search stays as it was; whoever builds `again` and again, as it does, has
    what was written not looked at each time. A telegram with errors is left out, the others are
    published; an error in edition.toml or in the authority concerns all and stops the build. A PDF that was asked for
    and cannot be made is removed, if there is an older one. Pages of an earlier build that no telegram has any more are
    removed, if this tool wrote them. `date` stands in the outputs (default: SOURCE_DATE_EPOCH, else today), `jobs` is
    the number of processes (0: as many as pay) or a `pipeline.cluster`, `progress` is called with the telegrams done
    and their number.

    Raises UsageError where there is no edition, `output` cannot be written or `select` chooses nothing, EditionError
    where edition.toml is broken.
    """
    root = Path(edition)
    loaded = editions.of_folder(root) if editions.is_folder_of_tei(root) else editions.load(root)
    loaded = replace(loaded, rights=rights or loaded.rights)
    day = output_date(date)
    wanted = choice(select) if select else None
    # The volume has no look for any TEI: without settings it is made where it is asked for.
    usual = {"html", "pdf"} if editions.is_edition(root) else {"html"}
    kinds = {kind for kind, asked in (("html", html), ("pdf", pdf), ("epub", epub), ("latex", latex)) if asked} or usual
    want_html, want_pdf, books = "html" in kinds, "pdf" in kinds, kinds - {"html"}
    folder, store = _output(output, loaded)

    names = file_name(loaded.slug, wanted, volume)
    is_whole = want_pdf and names[1] == PDF
    with State(folder, store, unseen=again) as state:
        diagnostics, documents = _edition_findings(loaded, state)
        if not documents:
            without_books(books, names, state)
            return _result(state, None, Books(), 0, diagnostics)
        authority = files.read(loaded.authority) if loaded.has_authority else b""
        whole = f"{loaded.slug}.pdf"
        linked = is_whole or bool(state.store.stamps([whole])[whole])
        pdf_path = f"../{whole}" if linked else ""
        site = site_of(
            loaded,
            authority=authority,
            date=day.isoformat(),
            pdf=pdf_path,
            look=read_look(loaded),
            introduction=read_introduction(loaded)[0],
            preview=drafts,
            releases=read_history(loaded),
        )
        site = replace(site, search=site.search and search)
        book = book_of(loaded, site, day, volume)
        work = Publication(
            loaded,
            edition_context(loaded, documents),
            site if want_html else None,
            book if books else None,
            policy_of(loaded, drafts=drafts or preview),
            faulty=preview,
        )
        published = _publish(work, documents, state, jobs, progress)
        if published.narrowed:
            removed = without_volumes(state, whole, books, names[1])
            diagnostics += [_tells_more(path, "was removed: it had") for path in removed]
        if published.narrowed and want_html and site.pdf and not is_whole:
            site = replace(site, pdf="")
            published = _publish(replace(work, site=site), documents, state, jobs, progress)
        elif published.narrowed and not want_html and state.paths(HTML):
            diagnostics.append(_tells_more(state.store.place(HTML), "still has"))
        diagnostics += published.diagnostics
        index: Path | None = None
        uncarried: tuple[tuple[str, int], ...] = ()
        if want_html:
            complete_site(site, state, search=renew_index, jobs=jobs)
            uncarried = tuple((kind, telegrams) for kind, _, telegrams in state.catalogue.keys("uncarried"))
            index = Path(HTML, "index.html") if published.names else None
        written = Books()
        if books:
            written = write_books(
                books,
                names,
                telegrams_of(documents, published, wanted, state),
                book,
                site,
                state,
                diagnostics,
                part_size=loaded.part_size,
                jobs=jobs,
            )
    made = _result(state, index, written, len(published.names), diagnostics)
    decisions = tuple(sorted(published.decisions.items(), key=lambda one: (one[0].key, one[0].reason)))
    called = "document" if loaded.profile == ANY_TEI else "telegram"
    return replace(made, decisions=decisions, uncarried=uncarried, called=called)


def _publish(
    work: Publication,
    documents: list[Path],
    state: State,
    jobs: Jobs,
    progress: Callable[[int, int], None] | None,
) -> Published:
    """What is published; where an editor changed or removed files meanwhile, that is looked at once more."""
    published = publish(work, documents, state, jobs, progress)
    if any(one.rule in ("document-changed", "file-missing") for one in published.diagnostics):
        again = publish(work, [path for path in documents if path.exists()], state, jobs, progress)
        again.narrowed |= published.narrowed
        return again
    return published


def _edition_findings(edition: Edition, state: State) -> tuple[list[Diagnostic], list[Path]]:
    """The findings on the edition's own files, and its documents: none if they cannot be published at all."""
    own = (edition.archives, edition.versions, *edition.own_files)
    documents = edition.documents()
    # An introduction leads to telegrams: the findings on it depend on which there are.
    led_to = digest(*(os.fsencode(path.name) for path in documents)) if edition.introduction else b""
    settings = edition.root / SETTINGS
    on_settings = (
        _remembered(state, check_settings_file, settings, *own, known=led_to)
        if editions.is_edition(edition.root)
        else []
    )
    diagnostics = kept(on_settings, edition)
    if has_errors(diagnostics):
        return diagnostics, []
    if edition.has_authority:
        on_authority = kept(_remembered(state, check_authority_file, edition.authority), edition)
        diagnostics += on_authority
        if has_errors(on_authority):
            return diagnostics, []
    if not documents:
        diagnostics.append(_nothing_to_build(edition))
    return diagnostics, documents


def _remembered(
    state: State, check: Callable[[Path], list[Diagnostic]], path: Path, *further: Path, known: bytes = b""
) -> list[Diagnostic]:
    """The findings on a file that the edition has once; they are known where it, `further`, and what else is `known`,
    are as they were."""
    try:
        contents = [files.read(one) for one in (path, *further) if regular.is_there(one)]
    except files.Unreadable:
        return check(path)
    recipe = digest(toolkit(), path.as_posix().encode("utf-8", "surrogateescape"), known, *contents)
    with suppress(ValueError, TypeError):
        return findings_of(json.loads(state.remembered(path.name, recipe)), path.as_posix())
    found = check(path)
    if {one.location.file for one in found} <= {path.as_posix()}:
        state.remember(path.name, recipe, json.dumps(written_findings(found), ensure_ascii=False))
    return found


def _output(output: Path | str | None, edition: Edition) -> tuple[Path, Store]:
    """The folder where a build remembers what it made, and where it puts that: by default the same."""
    if isinstance(output, str) and "://" in output and not output.startswith("file://"):
        # What is remembered is a database, for which a store is no place.
        return Path("build") / safe_name(output.rstrip("/")), Remote(output)
    if isinstance(output, str) and output.startswith("file://"):
        from urllib.request import url2pathname  # here, since it brings a client of the web with it

        output = Path(url2pathname(urlsplit(output).path))
    folder = Path(output) if output is not None else Path("build") / edition.slug
    _refuse_unsafe(folder, edition)
    return folder, Folder(folder)


def _refuse_unsafe(folder: Path, edition: Edition) -> None:
    """A build must never write among the edition's own files."""
    place = folder.resolve()
    own = [path.resolve() for path in (edition.tei, edition.sources, edition.schemas) if path != edition.root]
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


def _tells_more(place: str, what: str) -> Diagnostic:
    return Diagnostic(
        "output-tells-more",
        Severity.WARNING,
        f"{what} telegrams that are held back now, or published without their texts",
        Location(place),
        "Build site and PDF together.",
    )


def _result(
    state: State, index: Path | None, books: Books, documents: int, diagnostics: list[Diagnostic]
) -> BuildResult:
    found = tuple(sorted(set(diagnostics), key=Diagnostic.sort_key))
    address = state.store.address if isinstance(state.store, Remote) else ""
    home = Path() if address else state.folder
    parts = tuple(home / name for name in books.pdfs)
    return BuildResult(
        state.folder,
        home / index if index else None,
        parts[0] if parts else None,
        documents,
        found,
        parts=parts,
        epub=home / books.epub if books.epub else None,
        latex=home / books.latex if books.latex else None,
        address=address,
    )
