"""From source pages to TEI files: one file per source, and a report of where every line went."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tei_edition import edition as editions
from tei_edition import resources
from tei_edition.authority import NONE
from tei_edition.diagnostics import Diagnostic, Location, Severity
from tei_edition.edition import Licence
from tei_edition.edits import applied
from tei_edition.errors import SourceError, UsageError
from tei_edition.interchange import SCHEMA, to_json
from tei_edition.linking import NOT_LINKED, Linked, NameCount, link
from tei_edition.model import ConversionWarning, LineFate
from tei_edition.pipeline import files, inputs
from tei_edition.pipeline.authorities import NameAuthority, authority_of
from tei_edition.pipeline.conversion_report import ConvertedDocument, report_bytes, unknown_names
from tei_edition.pipeline.dates import output_date
from tei_edition.pipeline.linking import new_file, write_suggestion
from tei_edition.pipeline.metadata import NO_METADATA, Assigned, assign
from tei_edition.pipeline.workers import each
from tei_edition.source.citation import Registry
from tei_edition.tei import EncodingContext, encode
from tei_edition.tei.context import UNPUBLISHED

SCHEMAS = ("telegram.rng", "telegram.sch")


@dataclass(frozen=True, slots=True)
class ConversionResult:
    """What a conversion did: the fate of every source, in order, and what is wrong or doubtful."""

    documents: tuple[ConvertedDocument, ...]
    diagnostics: tuple[Diagnostic, ...]
    unknown: tuple[NameCount, ...] = ()
    """The names that the edition's authority does not have, the most frequent first."""

    @property
    def written(self) -> tuple[Path, ...]:
        """The TEI files that were written."""
        return tuple(document.output for document in self.documents if document.output is not None)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the TEI files go, and what they say about their edition."""

    folder: Path
    schemas: Path
    context: EncodingContext
    archives: Registry | None
    pristine: Path | None
    """Where conversions are kept as they were, so that `update` can tell edits from them; None outside an edition."""
    authority: NameAuthority | None


@dataclass(frozen=True, slots=True)
class Conversion:
    """The result of the stage for one source: a TEI file's content, or the error that prevented it."""

    identifier: str = ""
    dialect: str = ""
    confidence: int | None = None
    content: bytes = b""
    model: bytes = b""
    lines: tuple[LineFate, ...] = ()
    warnings: tuple[ConversionWarning, ...] = ()
    error: Diagnostic | None = None
    names: Linked = NOT_LINKED


def convert(
    sources: Sequence[Path | str] | Path | str,
    *,
    into: Path | str | None = None,
    output: Path | str | None = None,
    force: bool = False,
    date: datetime.date | None = None,
    publisher: str = "",
    licence: Licence | None = None,
    report: Path | str | None = None,
    report_form: Callable[[Sequence[ConvertedDocument]], bytes] = report_bytes,
    model: Path | str | None = None,
    dialect: str = "",
    metadata: Path | str | None = None,
    suggest_authority: Path | str | None = None,
    jobs: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> ConversionResult:
    """Convert source pages (files, or folders of them) to one TEI file each.

    The files go to the edition `into` (its TEI folder, with its publisher, licence and authority) or to the folder
    `output`; exactly one of the two is given. An existing TEI file is replaced only with `force`. Where the folder of
    schemas that the files point to lacks the profile's schemas, copies are put there. `report` names a JSON file that
    says for every source line where it went (schemas/conversion-report.schema.json); `report_form` makes another report
    of the documents, after all files are written. `model` names a folder that gets
    each telegram as JSON too (schemas/telegram.schema.json), under the same rules as TEI files. `dialect` is the kind
    of capture of all sources (one of `tei_edition.source.DIALECTS`); without it each page's signs decide.
    `metadata` names a table (CSV or XLSX) with a row for each transcription (docs/sources.md).
    `suggest_authority` names a new file that gets an entry for each name that the authority does not have. `date` is
    the date of conversion (default: SOURCE_DATE_EPOCH, else today), `jobs` the number of processes (0: as many as
    pay), `progress` is called with the documents done and their number.

    A source that cannot be converted is an error among the result's diagnostics; the others are converted.
    Raises UsageError for wrong parameters and places that cannot be written, EditionError for a broken edition.
    """
    inputs.check_kind(dialect)
    suggestion = new_file(suggest_authority)
    place = place_of(into, output, output_date(date), publisher, licence)
    found, diagnostics = gather_sources(as_paths(sources))
    stated, told = assign(metadata, found)
    diagnostics += told
    report_path = Path(report) if report is not None else None
    if report_path is not None and report_path.resolve() in {source.resolve() for source in found}:
        raise UsageError(f"{report_path} is a source and cannot be the report", "Name another file for --report.")
    models = Path(model) if model is not None else None
    if models is not None and models.exists() and not models.is_dir():
        raise UsageError(f"{models} is a file, not a folder", "Name a folder for the JSON files.")

    documents: list[ConvertedDocument] = []
    stage = functools.partial(
        convert_file,
        context=place.context,
        archives=place.archives,
        authority=place.authority,
        folder=place.folder,
        dialect=dialect,
        with_model=models is not None,
        metadata=stated,
    )
    taken: dict[str, Path] = {}
    protected = {source.resolve() for source in found}
    for source, result in zip(found, each(stage, found, jobs, progress, _lost), strict=True):
        target = place.folder / f"{result.identifier}.xml"
        contents = {target: result.content}
        if models is not None:
            contents[models / f"{result.identifier}.json"] = result.model
        error = result.error or _obstacle(source, result.identifier, list(contents), taken, force, protected)
        if error is None:
            if not taken:
                _provide_schemas(place.schemas, SCHEMAS)
                if models is not None:
                    _provide_schemas(models, (SCHEMA,))
            taken[result.identifier] = source
            for path, content in contents.items():
                files.write(path, content)
            if place.pristine is not None:
                files.write(place.pristine / target.name, result.content)
            diagnostics.extend(result.names.diagnostics)
        else:
            diagnostics.append(error)
        diagnostics.extend(_as_diagnostic(warning, source) for warning in result.warnings)
        documents.append(
            ConvertedDocument(
                source=source,
                output=target if error is None else None,
                dialect=result.dialect,
                confidence=result.confidence,
                lines=result.lines,
                warnings=result.warnings,
                errors=() if error is None else (error,),
                references=result.names.references,
                unknown=result.names.unknown,
            )
        )
    if report_path is not None:
        files.write(report_path, report_form(documents))
    unknown = unknown_names(documents)
    write_suggestion(suggestion, unknown, [place.authority] if place.authority else [])
    return ConversionResult(tuple(documents), tuple(sorted(diagnostics, key=Diagnostic.sort_key)), tuple(unknown))


def as_paths(sources: Sequence[Path | str] | Path | str) -> list[Path]:
    """The paths that a caller names, one or several. Raises UsageError if there is none."""
    named = [Path(sources)] if isinstance(sources, (str, Path)) else [Path(source) for source in sources]
    if not named:
        raise UsageError("no source was named", "Name the pages to convert, or their folder.")
    return named


def place_of(
    into: Path | str | None, output: Path | str | None, date: datetime.date, publisher: str, licence: Licence | None
) -> Place:
    """Where files go, and what they say of their edition. Raises UsageError, or EditionError if that is broken."""
    if (into is None) == (output is None):
        raise UsageError(
            "give either an edition or an output folder",
            "--into EDITION puts the files into an edition, --output DIR into any folder.",
        )
    authority: NameAuthority | None = None
    archives: Registry | None = None
    pristine: Path | None = None
    if into is not None:
        edition = editions.load(Path(into))
        folder, schemas = edition.tei, edition.schemas
        publisher, licence = publisher or edition.publisher, licence or edition.licence
        archives = editions.read_archives(edition)
        pristine = editions.pristine(edition)
        authority = authority_of(edition)
    else:
        folder = Path(output or "")
        schemas = folder / "schemas"
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file, not a folder", "Name a folder for the TEI files.")
    context = EncodingContext(
        date=date,
        publisher=publisher or UNPUBLISHED,
        licence_name=licence.name if licence else "",
        licence_target=licence.target if licence else "",
        schemas=files.relative_uri(schemas, folder),
        names_linked=authority is not None,
    )
    return Place(folder, schemas, context, archives, pristine, authority)


def gather_sources(named: list[Path]) -> tuple[list[Path], list[Diagnostic]]:
    """The source files in order, each once, and the findings about those that are none."""
    found: dict[Path, Path] = {}
    diagnostics: list[Diagnostic] = []
    for path in named:
        if path.is_dir():
            try:
                pages = [page for page in files.listing(path, "*") if inputs.is_input(page)]
            except files.Unreadable as unreadable:
                diagnostics.append(unreadable.diagnostic)
                continue
            if not pages:
                diagnostics.append(
                    files.finding(
                        "folder-without-sources",
                        path,
                        "the folder holds no source",
                        f"The names of sources end in {inputs.endings()}.",
                    )
                )
        else:
            pages = [path]
        for page in pages:
            found.setdefault(page.absolute(), page)
    return list(found.values()), diagnostics


def convert_file(
    source: Path,
    context: EncodingContext,
    archives: Registry | None = None,
    dialect: str = "",
    with_model: bool = False,
    authority: NameAuthority | None = None,
    folder: Path = Path(),
    metadata: Assigned = NO_METADATA,
) -> Conversion:
    """The stage: a source file's content read, understood, encoded, its names linked. Runs in worker processes."""
    try:
        telegram = inputs.read_source(
            inputs.Source(files.read(source), source.name, dialect, archives, metadata.get(source))
        )
    except files.Unreadable as unreadable:
        return Conversion(error=unreadable.diagnostic)
    except SourceError as error:
        place = Location(source.as_posix(), error.line, error.column)
        return Conversion(error=Diagnostic(error.rule, Severity.ERROR, error.message, place, error.help))
    encoded = encode(telegram, context)
    target = (folder / f"{telegram.identifier}.xml").as_posix()
    linked = link(encoded.content, authority.gazetteer if authority else NONE, target)
    differs = None if encoded.faithful else _not_faithful(source)
    return Conversion(
        telegram.identifier,
        telegram.dialect,
        telegram.confidence,
        applied(encoded.content, linked.edits),
        to_json(telegram) if with_model else b"",
        encoded.lines,
        encoded.warnings,
        differs,
        linked,
    )


def _lost(source: Path) -> Conversion:
    return Conversion(error=files.lost(source))


def _not_faithful(source: Path) -> Diagnostic:
    return files.finding(
        "reading-differs",
        source,
        "the text in the TEI would not be, character by character, that of the source; no file was written",
        "This is a fault of the converter: report the page.",
    )


def _obstacle(
    source: Path, identifier: str, targets: list[Path], taken: dict[str, Path], force: bool, protected: set[Path]
) -> Diagnostic | None:
    """Why the files of `source` may not be written, if so."""
    if identifier in taken:
        return files.finding(
            "id-taken",
            source,
            f"its id {identifier!r} belongs to {taken[identifier].as_posix()} already",
            "Rename one of the two source files: the id of a document is made from the name of its source.",
        )
    for target in targets:
        kind = "JSON" if target.suffix == ".json" else "TEI"
        if target.resolve() in protected:
            return files.finding(
                "output-is-source",
                source,
                f"its {kind} file {target.as_posix()} would replace a source",
                "Choose another output folder.",
            )
        if target.exists() and not force:
            return files.finding(
                "output-exists",
                target,
                f"the {kind} file exists already; {source.as_posix()} was not converted again",
                "Edits in it would be lost. Give --force to replace it all the same.",
            )
    return None


def _provide_schemas(folder: Path, names: Sequence[str]) -> None:
    """Put copies of schemas where the files point to, unless files of these names are there."""
    for name in names:
        target = folder / name
        if not target.exists():
            files.write(target, resources.schema(name).read_bytes())


def _as_diagnostic(warning: ConversionWarning, source: Path) -> Diagnostic:
    return Diagnostic(warning.rule, Severity.WARNING, warning.message, Location(source.as_posix(), warning.line))
