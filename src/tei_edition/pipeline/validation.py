"""From files, folders and editions to findings."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tei_edition import edition as editions
from tei_edition.diagnostics import Diagnostic, Location, Severity, has_errors
from tei_edition.edition import SETTINGS, Edition
from tei_edition.errors import EditionError, UsageError
from tei_edition.pipeline import files
from tei_edition.pipeline.workers import each
from tei_edition.validate import ValidationContext, check_authority, check_document, check_settings


@dataclass
class _Work:
    """What is to be checked: TEI files with their context, settings and authorities once each."""

    documents: dict[Path, tuple[Path, ValidationContext]] = field(default_factory=dict)
    settings: dict[Path, Path] = field(default_factory=dict)
    authorities: dict[Path, Path] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def validate(
    paths: Sequence[Path | str] | Path | str,
    *,
    jobs: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> list[Diagnostic]:
    """Check TEI files, folders of them, or whole editions; the findings in the order of the files and lines.

    Of an edition (a folder with edition.toml), its settings, its authority and all its TEI files are checked. A
    single file that lies in an edition is checked as part of it: references to the authority and to the other
    documents resolve. What cannot be read is a finding too; the others are checked. `jobs` is the number of
    processes (0: as many as pay), `progress` is called with the files done and their number.

    Raises UsageError if no path is given.
    """
    named = [Path(paths)] if isinstance(paths, (str, Path)) else [Path(path) for path in paths]
    if not named:
        raise UsageError("no file was named", "Name TEI files, folders or editions.")
    work = _Work()
    for path in named:
        _gather(path, work)
    found = list(work.diagnostics)
    for path in work.settings.values():
        found.extend(check_settings_file(path))
    for path in work.authorities.values():
        found.extend(check_authority_file(path))
    for result in check_documents(list(work.documents.values()), jobs, progress):
        found.extend(result)
    return sorted(set(found), key=Diagnostic.sort_key)


def check_settings_file(path: Path) -> list[Diagnostic]:
    """The findings on an edition.toml, and on the registry of archives that belongs to it."""
    found = check_settings(path, path.as_posix())
    if found:
        return found
    try:
        editions.read_archives(editions.load(path.parent))
    except EditionError as error:
        place = Location(error.file, error.line, error.column)
        return [Diagnostic(error.rule, Severity.ERROR, error.message, place, error.help)]
    return found


def check_authority_file(path: Path) -> list[Diagnostic]:
    """The findings on an authority file."""
    try:
        content = files.read(path)
    except files.Unreadable as unreadable:
        return [unreadable.diagnostic]
    return check_authority(content, path.as_posix())


def check_documents(
    documents: Sequence[tuple[Path, ValidationContext]],
    jobs: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> Iterable[list[Diagnostic]]:
    """The findings on each of the TEI files, in their order."""
    contexts = list({id(context): context for _, context in documents}.values())
    if len(contexts) == 1:  # The usual case; the context then travels to a worker once per chunk.
        stage = functools.partial(_check_file, context=contexts[0])
        return each(stage, [path for path, _ in documents], jobs, progress)
    return each(_check_pair, documents, jobs, progress)


def edition_context(edition: Edition) -> ValidationContext:
    """What the documents of `edition` may refer to."""
    try:
        documents = edition.documents()
    except EditionError:  # found where the folder itself is looked at
        documents = []
    return _context(edition.authority, documents)


def _context(authority: Path | None, documents: Iterable[Path]) -> ValidationContext:
    content = None
    if authority is not None and authority.is_file():
        try:
            content = files.read(authority)
        except files.Unreadable:
            content = None
    name = authority.name if authority is not None else "authority.xml"
    return ValidationContext(
        content, name, tuple(stem for document in documents if (stem := document.stem).isprintable())
    )


def _check_file(path: Path, context: ValidationContext) -> list[Diagnostic]:
    """The stage: one TEI file read and checked. Runs in worker processes."""
    try:
        content = files.read(path)
    except files.Unreadable as unreadable:
        return [unreadable.diagnostic]
    return check_document(content, path.as_posix(), context)


def _check_pair(pair: tuple[Path, ValidationContext]) -> list[Diagnostic]:
    return _check_file(*pair)


def _gather(path: Path, work: _Work) -> None:
    if path.is_dir():
        if editions.is_edition(path):
            _gather_edition(path, work)
        else:
            _gather_folder(path, work)
    elif not path.exists():
        work.diagnostics.append(files.missing(path))
    elif path.name == SETTINGS:
        work.settings[path.absolute()] = path
    else:
        edition = _edition_of(path)
        if path.name == "authority.xml" or (edition and path.resolve() == edition.authority.resolve()):
            work.authorities[path.absolute()] = path
        else:
            context = edition_context(edition) if edition else _context(None, [])
            work.documents.setdefault(path.absolute(), (path, context))


def _gather_edition(root: Path, work: _Work) -> None:
    work.settings[(root / SETTINGS).absolute()] = root / SETTINGS
    try:
        edition = editions.load(root)
        documents = edition.documents()
    except EditionError as error:
        if not has_errors(check_settings_file(root / SETTINGS)):  # else it is told there, with the place
            work.diagnostics.append(as_diagnostic(error))
        return
    if edition.authority.is_file():
        work.authorities[edition.authority.absolute()] = edition.authority
    if not documents:
        work.diagnostics.append(no_documents(edition))
    context = edition_context(edition)
    for document in documents:
        work.documents[document.absolute()] = (document, context)


def _gather_folder(folder: Path, work: _Work) -> None:
    try:
        documents = files.listing(folder, "*.xml")
        within = [] if documents else sorted(path for path in folder.iterdir() if editions.is_edition(path))
    except files.Unreadable as unreadable:
        work.diagnostics.append(unreadable.diagnostic)
        return
    if within:  # a folder of editions
        for root in within:
            _gather_edition(root, work)
        return
    if not documents:
        work.diagnostics.append(
            files.finding(
                "folder-without-documents",
                folder,
                "the folder holds no TEI file and is no edition",
                f"TEI files have names that end in .xml; an edition has an {SETTINGS}.",
            )
        )
        return
    edition = _edition_of(documents[0])
    context = edition_context(edition) if edition else _context(None, documents)
    for document in documents:
        work.documents.setdefault(document.absolute(), (document, context))


def _edition_of(path: Path) -> Edition | None:
    """The edition whose TEI folder holds `path`, or whose authority it is."""
    here = path.resolve()
    for folder in here.parents:
        if editions.is_edition(folder):
            try:
                edition = editions.load(folder)
            except EditionError:
                return None
            belongs = here.parent == edition.tei.resolve() or here == edition.authority.resolve()
            return edition if belongs else None
    return None


def no_documents(edition: Edition) -> Diagnostic:
    """The finding that an edition has no TEI file yet."""
    return Diagnostic(
        "edition-without-documents",
        Severity.WARNING,
        "the edition holds no TEI file",
        Location(edition.tei.as_posix()),
        "Convert sources into it: tei-edition convert SOURCE --into EDITION.",
    )


def as_diagnostic(error: EditionError) -> Diagnostic:
    """A broken edition as a finding."""
    place = Location(Path(error.file).as_posix(), error.line, error.column)
    return Diagnostic(error.rule, Severity.ERROR, error.message, place, error.help)
