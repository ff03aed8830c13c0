"""What is to be checked: from the paths that a user names to documents, settings and authorities, once each."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from tei_edition import edition as editions
from tei_edition import regular
from tei_edition.diagnostics import Diagnostic, Location, Severity, has_errors
from tei_edition.edition import ANY_TEI, IIIF, SETTINGS, Edition
from tei_edition.errors import EditionError
from tei_edition.pipeline import files
from tei_edition.pipeline.own_files import as_diagnostic, check_settings_file
from tei_edition.publish.known import known_elements
from tei_edition.validate import ValidationContext, archives_document
from tei_edition.validate.authority import names_alone


@dataclass
class Work:
    """TEI files with their context, settings and authorities, by absolute path; and what could not be gathered."""

    documents: dict[Path, tuple[Path, ValidationContext]] = field(default_factory=dict)
    settings: dict[Path, Path] = field(default_factory=dict)
    authorities: dict[Path, Path] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    whole: list[Edition] = field(default_factory=list)
    """The editions of which everything is checked."""
    _homes: dict[str, tuple[Edition, str]] = field(default_factory=dict)
    _editions: dict[Path, tuple[Edition, ValidationContext] | None] = field(default_factory=dict)

    @property
    def files(self) -> list[Path]:
        """All files that are to be checked, in the order of their paths."""
        documents = (path for path, _ in self.documents.values())
        return sorted({*self.settings.values(), *self.authorities.values(), *documents})

    @property
    def editions(self) -> list[Edition]:
        """All editions to which files belong that are to be checked."""
        around = (found[0] for found in self._editions.values() if found)
        return list({edition.root.resolve(): edition for edition in (*self.whole, *around)}.values())

    def home_of(self, file: str) -> tuple[Edition, str] | None:
        """The edition to which a file, as findings name it, belongs, and the file seen from the edition's folder."""
        return self._homes.get(file)

    def settle(self, edition: Edition, *paths: Path) -> None:
        """Note that files belong to an edition."""
        root = edition.root.resolve()
        folders: dict[Path, str] = {}
        for path in paths:
            if path.parent not in folders:  # asking the disk for each of thousands of files would take its time
                folders[path.parent] = Path(os.path.relpath(path.parent.resolve(), root)).as_posix()
            self._homes[path.as_posix()] = edition, (PurePosixPath(folders[path.parent]) / path.name).as_posix()

    def edition_around(self, folder: Path) -> tuple[Edition, ValidationContext] | None:
        """The edition in which a folder lies, with what its documents may refer to; loaded once."""
        for root in (folder, *folder.parents):
            if root in self._editions:
                return self._editions[root]
            if editions.is_edition(root):
                try:
                    edition = editions.load(root)
                except EditionError:
                    self._editions[root] = None
                else:
                    self._editions[root] = edition, edition_context(edition)
                return self._editions[root]
        return None


def gather(paths: Sequence[Path]) -> Work:
    """What the paths (TEI files, folders, editions) stand for."""
    work = Work()
    for path in paths:
        _gather(path, work)
    return work


def edition_context(edition: Edition, documents: Sequence[Path] | None = None) -> ValidationContext:
    """What the documents of `edition` may refer to; `documents` are its files, where the caller has asked for them."""
    if documents is None:
        try:
            documents = edition.documents()
        except EditionError:  # found where the folder itself is looked at
            documents = []
    try:
        registry = editions.read_archives(edition)
    except EditionError:  # found where the settings are checked
        registry = None
    context = _context(edition.authority, documents)
    return replace(
        context,
        archives=archives_document(registry) if registry else b"",
        schema=edition.schema.as_posix() if edition.schema else "",
        schema_digest=_digest_of(edition.schema) if edition.schema else "",
        authority_path=files.relative_uri(edition.authority, edition.tei),
        shown=known_elements(_own_module(edition)) if edition.profile == ANY_TEI else None,
        image_hosts=edition.image_hosts if edition.base_url and IIIF in edition.interfaces else (),
    )


def _own_module(edition: Edition) -> bytes:
    try:
        return files.read(edition.xslt) if edition.xslt else b""
    except files.Unreadable:  # found where the settings are checked
        return b""


def _digest_of(schema: Path) -> str:
    from tei_edition.validate.grammar import schema_digest  # here, since few editions have a schema of their own

    return schema_digest(schema, schema.parent)


def _context(authority: Path | None, documents: Iterable[Path]) -> ValidationContext:
    content = None
    if authority is not None and regular.is_there(authority):
        try:
            content = names_alone(files.read(authority))
        except files.Unreadable:  # found where the authority itself is checked
            content = b""
    name = authority.name if authority is not None else "authority.xml"
    return ValidationContext(
        content, name, frozenset(stem for document in documents if (stem := document.stem).isprintable())
    )


def _gather(path: Path, work: Work) -> None:
    if path.is_dir():
        if editions.is_edition(path):
            _gather_edition(path, work)
        else:
            _gather_folder(path, work)
    elif not path.exists():
        work.diagnostics.append(files.missing(path))
    elif path.name == SETTINGS:
        work.settings[path.absolute()] = path
        around = work.edition_around(path.parent)
        if around:
            work.settle(around[0], path, around[0].archives)
    else:
        around = _edition_of(path, work)
        if around:
            work.settle(around[0], path)
        if path.name == "authority.xml" or (around and path.resolve() == around[0].authority.resolve()):
            work.authorities[path.absolute()] = path
        else:
            work.documents.setdefault(path.absolute(), (path, around[1] if around else _context(None, [])))


def _gather_edition(root: Path, work: Work) -> None:
    work.settings[(root / SETTINGS).absolute()] = root / SETTINGS
    try:
        edition = editions.load(root)
        documents = edition.documents()
    except EditionError as error:
        if not has_errors(check_settings_file(root / SETTINGS)):  # else it is told there, with the place
            work.diagnostics.append(as_diagnostic(error))
        return
    work.whole.append(edition)
    work.settle(edition, root / SETTINGS, edition.authority, edition.archives, edition.tei, *documents)
    if edition.has_authority:
        work.authorities[edition.authority.absolute()] = edition.authority
    if not documents:
        work.diagnostics.append(no_documents(edition))
    context = edition_context(edition)
    for document in documents:
        work.documents[document.absolute()] = (document, context)


def _gather_folder(folder: Path, work: Work) -> None:
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
    around = _edition_of(documents[0], work)
    context = around[1] if around else _context(None, documents)
    if around:
        work.settle(around[0], *documents)
    for document in documents:
        work.documents.setdefault(document.absolute(), (document, context))


def _edition_of(path: Path, work: Work) -> tuple[Edition, ValidationContext] | None:
    """The edition whose TEI folder holds `path`, or whose authority it is."""
    here = path.resolve()
    around = work.edition_around(here.parent)
    if around is None:
        return None
    belongs = here.parent == around[0].tei.resolve() or here == around[0].authority.resolve()
    return around if belongs else None


def no_documents(edition: Edition) -> Diagnostic:
    """The finding that an edition has no TEI file yet."""
    return Diagnostic(
        "edition-without-documents",
        Severity.WARNING,
        "the edition holds no TEI file",
        Location(edition.tei.as_posix()),
        "Convert sources into it: tei-edition convert SOURCE --into EDITION.",
    )
