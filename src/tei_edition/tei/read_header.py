"""teiHeader → the record, the archival copies, and the circumstances of the encoding."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tei_edition.model import CopyText, Shelfmark, ShelfmarkPart, Span, SpanKind, Verbatim, printed_label
from tei_edition.tei.catalogue_entries import read_entries, read_related
from tei_edition.tei.context import UNPUBLISHED, EncodingContext
from tei_edition.tei.header import EDITOR_TITLED, NAMES_LINKED, NO_COLLECTION, NO_TITLE
from tei_edition.tei.read_phrases import read_dating
from tei_edition.tei.tree import Element, Reading, all_text, child, children, identifier, text_of, texts_of


def read_copy_text(header: Element) -> CopyText:
    """What the page says about itself. The source's lines are not kept in TEI, so they come back as 0."""
    file = child(header, "fileDesc")
    titles, publication, notes = (child(file, name) for name in ("titleStmt", "publicationStmt", "notesStmt"))
    bibliography = child(file, "sourceDesc", "biblStruct", type="copyText")
    analytic, monograph = child(bibliography, "analytic"), child(bibliography, "monogr")
    imprint = child(monograph, "imprint")
    archive = next((one for one in children(titles, "respStmt") if identifier(one) == "r-archive"), None)
    editor = next((one for one in children(titles, "respStmt") if identifier(one) == "r-editor"), None)
    title = (
        Verbatim(text_of(titles, "title", type="main"), 0, "")
        if text_of(archive, "resp") not in ("", NO_TITLE) or text_of(editor, "resp") == EDITOR_TITLED
        else None
    )
    collection = text_of(monograph, "title")
    rights = child(publication, "availability", n="text")
    return CopyText(
        title=title,
        date=read_dating(child(analytic, "date", type="record")),
        record_id=next((all_text(one) for one in children(analytic, "idno") if one.get("type") != "URL"), ""),
        collection="" if collection == NO_COLLECTION else collection,
        publisher=text_of(imprint, "publisher"),
        uploaded=text_of(imprint, "date", type="uploaded"),
        citation=texts_of(bibliography, "note", type="citation"),
        provenance=texts_of(bibliography, "note", type="provenance"),
        rights=texts_of(rights, "p") if rights is not None and rights.get("status") == "restricted" else (),
        abstract=texts_of(child(header, "profileDesc", "abstract"), "p"),
        record_type=text_of(notes, "note", type="recordType"),
        credit=text_of(titles, "funder"),
        credit_line=text_of(notes, "note", type="credit"),
        language=text_of(notes, "note", type="language"),
        marks=tuple(_marks(header)),
        address=text_of(analytic, "idno", type="URL"),
        entries=tuple(read_entries(header)),
        related=tuple(read_related(header)),
        others=tuple(Verbatim(all_text(note), 0, note.get("n", "")) for note in children(notes, "note", type="record")),
    )


def _marks(header: Element) -> Iterator[Span]:
    """The marks that only the record's title gives, printed as their categories have them."""
    printed = {
        identifier(category): text_of(category, "catDesc")
        for taxonomy in children(child(header, "encodingDesc", "classDecl"), "taxonomy")
        for category in children(taxonomy, "category")
    }
    for reference in children(child(header, "profileDesc", "textClass"), "catRef"):
        if reference.get("source"):
            target = reference.get("target", "").removeprefix("#")
            kind, _, value = target.partition(".")
            yield Span(SpanKind(kind), (printed.get(target, ""),), value)


def read_witnesses(header: Element, reading: Reading) -> tuple[Shelfmark, ...]:
    """The archival copies, with the parts of their shelfmarks."""
    found: list[Shelfmark] = []
    seen: dict[str, int] = {}
    for witness in children(child(header, "fileDesc", "sourceDesc", "listWit"), "witness"):
        element = child(witness, "msDesc", "msIdentifier")
        country, repository = child(element, "country"), child(element, "repository")
        printed = child(element, "idno", type="shelfmark")
        name = all_text(repository)
        if repository is not None:
            reading.refer("org", name, repository)
        found.append(
            Shelfmark(
                name,
                _repository(identifier(witness), seen),
                all_text(printed),
                tuple(_parts(printed)),
                country.get("key", "") if country is not None else "",
                all_text(country),
                text_of(element, "settlement"),
                repository.get("key", "") if repository is not None else "",
                text_of(element, "idno", type="canonical"),
            )
        )
    return tuple(found)


def _repository(siglum: str, seen: dict[str, int]) -> str:
    """The repository's identifier in a siglum: `w-` stands before a digit, a count after the second of one name."""
    name, _, number = siglum.rpartition(".")
    if not (name in seen and number == str(seen[name] + 1)):
        name = siglum
    seen[name] = seen.get(name, 0) + 1
    return name.removeprefix("w-") if not name.removeprefix("w-")[:1].isalpha() else name


def _parts(printed: Element | None) -> list[ShelfmarkPart]:
    """The parts of a shelfmark; the label of each is what is printed between the part before and its value."""
    found: list[ShelfmarkPart] = []
    before = (printed.text or "") if printed is not None else ""
    for part in children(printed, "idno"):
        found.append(ShelfmarkPart(part.get("type", ""), printed_label(before), all_text(part)))
        before = part.tail or ""
    return found


def read_context(header: Element, schemas: str, reading: Reading) -> EncodingContext:
    """Date, publisher, licence and references with which the file was encoded."""
    publication = child(header, "fileDesc", "publicationStmt")
    day = child(publication, "date")
    if publication is None or day is None:
        raise reading.unknown(header, "the header has no date of publication")
    try:
        encoded = date.fromisoformat(day.get("when", ""))
    except ValueError:
        raise reading.unknown(day, "the date of publication is not the day of a conversion") from None
    licence = child(publication, "availability", "licence")
    return EncodingContext(
        date=encoded,
        publisher=text_of(publication, "publisher") or UNPUBLISHED,
        licence_name=all_text(licence),
        licence_target=licence.get("target", "") if licence is not None else "",
        schemas=schemas,
        references=reading.references,
        names_linked=text_of(header, "encodingDesc", "editorialDecl", "interpretation", "p") == NAMES_LINKED,
    )
