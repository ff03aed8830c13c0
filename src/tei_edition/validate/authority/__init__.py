"""The authority of an edition, or the standOff of one document: entries that can be pointed to, named, told apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from lxml import etree

from tei_edition.diagnostics import Diagnostic, Location, Severity
from tei_edition.filenames import folded_name
from tei_edition.validate.authority.entries import Entry, Fault, entries_of
from tei_edition.validate.authority.names import similar_names
from tei_edition.validate.authority.seen import names_alone
from tei_edition.validate.authority.uris import uri_faults
from tei_edition.validate.places import Place, node_path, places
from tei_edition.validate.wellformed import TEI, line_of, path_of, read_document

__all__ = ["check_authority", "check_standoff", "is_usable", "names_alone"]

_ID = "{http://www.w3.org/XML/1998/namespace}id"
# Attributes of an authority whose values are pointers.
_POINTING = (
    "ref", "target", "corresp", "resp", "source", "active", "passive", "mutual", "where", "sameAs", "scribeRef",
    "nymRef",
)  # fmt: skip


def check_authority(content: bytes, file: str) -> list[Diagnostic]:
    """Findings on `authority.xml`, sorted by place.

    Not well-formed, doubled ids; entries without id or name; addresses (idno type="URI") that two entries share or that
    are not in canonical form; names that are nearly those of another entry; pointers to no entry; lives that end before
    they begin. Guidelines, chapter ND.
    """
    return list(_checked(content, file))


@lru_cache(maxsize=8)
def is_usable(content: bytes) -> bool:
    """Whether references to this authority can be checked: it can be read, and each id names one entry."""
    root, found = read_document(content, "")
    return root is not None and not found


def check_standoff(content: bytes, document: etree._Element, file: str) -> list[Diagnostic]:
    """Findings on the entries that a document has of its own; `content` is the document's."""
    faults = [fault for standoff in document.iterchildren(f"{TEI}standOff") for fault in _faults(standoff)]
    return _placed(faults, content, file)


@lru_cache(maxsize=8)
def _checked(content: bytes, file: str) -> tuple[Diagnostic, ...]:
    root, found = read_document(content, file)
    if root is None:
        return tuple(found)
    found += _placed([*_faults(root), *_dangling(root)], content, file)
    return tuple(sorted(found, key=Diagnostic.sort_key))


def _faults(root: etree._Element) -> list[Fault]:
    entries = entries_of(root)
    return [
        *(fault for entry in entries for fault in _shape(entry)),
        *uri_faults(entries),
        *similar_names(entries),
        *_clashing(entries),
    ]


def _clashing(entries: Sequence[Entry]) -> Iterator[Fault]:
    """Entries whose pages could not be in one folder on Windows and macOS."""
    first: dict[str, Entry] = {}
    for entry in entries:
        other = first.setdefault(folded_name(entry.id), entry)
        if entry.id and other.id != entry.id:
            yield Fault(
                entry.element, "authority-ids-clash", Severity.ERROR,
                f"The xml:id '{entry.id}' is '{other.id}' but for capitals: Windows and macOS take the names of their "
                "pages for one, so that one of the two is lost there.",
                "Give one of the entries another xml:id, and point to it by that.",
            )  # fmt: skip


def _shape(entry: Entry) -> Iterator[Fault]:
    if not entry.id:
        yield Fault(
            entry.element, "authority-id-missing", Severity.ERROR, f"This {entry.kind} has no xml:id.",
            f'Add xml:id="…" to the {entry.kind}.',
        )  # fmt: skip
    if not entry.names:
        yield Fault(
            entry.element, "authority-name-missing", Severity.ERROR, f"This {entry.kind} has no name.",
            f"Add a {entry.name_element} with type=\"main\".",
        )  # fmt: skip
    birth, death = (_moment(entry.element.find(f"{TEI}{name}")) for name in ("birth", "death"))
    length = min(len(birth), len(death))
    if length >= 4 and death[:length] < birth[:length]:
        yield Fault(
            entry.element, "authority-life-backwards", Severity.ERROR,
            f"{entry.called} dies in {death}, before the birth in {birth}.", "Correct one of the dates.",
        )  # fmt: skip


def _moment(event: etree._Element | None) -> str:
    """When something was; "" where nothing certain is said, or a year before our era."""
    when = event.get("when", "") if event is not None else ""
    return when if when[:4].isdigit() else ""


def _dangling(root: etree._Element) -> Iterator[Fault]:
    """Pointers to places of the authority that are not there."""
    known = {element.get(_ID) for element in root.iter(etree.Element)}
    for element in root.iter(etree.Element):
        for name in _POINTING:
            lost = [one for one in element.get(name, "").split() if one.startswith("#") and one[1:] not in known]
            if lost:
                yield Fault(
                    element, "authority-pointer-dangling", Severity.ERROR,
                    f"Nothing in the authority has the xml:id that {name}=\"{' '.join(lost)}\" points to.",
                    "Correct the pointer, or add the entry.",
                )  # fmt: skip


def _placed(faults: list[Fault], content: bytes, file: str) -> list[Diagnostic]:
    at = places(content, {node_path(fault.element) for fault in faults}) if faults else {}
    found = []
    for fault in faults:
        element = fault.element
        place = at.get(node_path(element)) or Place(line_of(element), 0, path_of(element))
        location = Location(file, place.line, place.column, place.xpath)
        found.append(Diagnostic(fault.rule, fault.severity, fault.message, location, fault.help))
    return sorted(found, key=Diagnostic.sort_key)
