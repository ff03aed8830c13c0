"""Names of a TEI file → references to the entries of an authority; nothing else of the file changes.

Marked names get @ref, names in running text get a persName, placeName or orgName (Guidelines, chapter ND, 13.1 and
13.2). A name that several entries have is left alone, and told.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from lxml import etree

from tei_edition.authority import Entry, Gazetteer, entries_of
from tei_edition.authority.forms import key
from tei_edition.authority.gazetteer import Doubt, Occurrence
from tei_edition.diagnostics import Diagnostic, Location, Severity
from tei_edition.edits import Edit
from tei_edition.linking.document import NAMES, Document, read
from tei_edition.linking.reading import readings
from tei_edition.linking.wrapping import span
from tei_edition.markup import LINE_END
from tei_edition.parsing import locked_parser
from tei_edition.tei.header import NAMES_IN_FORM

_ELEMENTS = {"person": "persName", "place": "placeName", "org": "orgName"}
# @ref stands where the converter writes it.
_BEFORE_REF = re.compile(r"<[^\s/>]+(?:\s+role\s*=\s*(?:\"[^\"]*\"|'[^']*'))?")
_DECLARED = re.compile(r"<interpretation\b[^>]*>\s*<p\b[^>]*>\s*" + re.escape(NAMES_IN_FORM))


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A marked name that the authority does not have: the kind of its entry, as printed, and its line."""

    kind: str
    name: str
    line: int


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking a file gives: the changes, the references that they make, doubts, and the names that are unknown."""

    edits: tuple[Edit, ...]
    references: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    unknown: tuple[UnknownName, ...]


NOT_LINKED = Linked((), (), (), ())


def link(content: bytes, gazetteer: Gazetteer, file: str) -> Linked:
    """The names of a TEI file, linked. `content` is well-formed XML in UTF-8 without DOCTYPE; it may have a BOM."""
    source = content.decode("utf-8")
    return _Linking(read(source), gazetteer, file, _own_entries(content)).done()


def _own_entries(content: bytes) -> dict[str, Entry]:
    """The names of the entries that a document has in its own standOff."""
    if b"standOff" not in content:
        return {}
    parser = locked_parser()
    root = etree.fromstring(content, parser)
    entries = (entry for standoff in root.iter("{*}standOff") for entry in entries_of(standoff, ""))
    return {key(name): entry for entry in entries for name in (*entry.names, *entry.filed)}


class _Linking:
    """The work on one file; places are characters of its text until the end."""

    def __init__(self, document: Document, gazetteer: Gazetteer, file: str, own: dict[str, Entry]) -> None:
        self.document = document
        self.gazetteer = gazetteer
        self.file = file
        self.own = own
        self.inserted: list[tuple[int, str]] = []
        self.references: list[str] = []
        self.doubts: dict[tuple[str, str], tuple[int, int, str, str]] = {}
        self.unknown: list[tuple[str, str, int]] = []

    def done(self) -> Linked:
        for element in self.document.names:
            self._marked_name(element.local, element.start, readings(self.document, element))
        in_text = False
        for occurrence in self.gazetteer.occurrences(self.document.text, self.own):
            in_text |= self._occurrence(occurrence)
        source = self.document.source
        declared = _DECLARED.search(source) if in_text else None
        if declared is not None:
            self._doubt("names-declared-unmarked", "", declared.start(),
                        "The header says that names in running text are not marked; now the known ones are.",
                        "Say in interpretation what is marked.")  # fmt: skip
        line = _lines(source)
        diagnostics = [
            Diagnostic(rule, Severity.WARNING, message + (f" ({number} times in this file.)" if number > 1 else ""),
                       Location(self.file, *line(place)), help_)
            for (rule, _), (number, place, message, help_) in self.doubts.items()
        ]  # fmt: skip
        return Linked(
            tuple(_edits(source, self.inserted)),
            tuple(self.references),
            tuple(sorted(diagnostics, key=Diagnostic.sort_key)),
            tuple(UnknownName(kind, name, line(place)[0]) for kind, name, place in self.unknown),
        )

    def _marked_name(self, local: str, start: int, names: list[str]) -> None:
        if not names:
            return
        kinds = NAMES[local]
        found: dict[str, Entry] = {}
        own = False
        for name in names:
            found |= {entry.reference: entry for entry in self.gazetteer.named(name, kinds)}
            entry = self.own.get(key(name))
            if entry is not None and entry.kind in kinds:
                own = True
                found[entry.reference] = entry
        if len(found) > 1:
            self._ambiguous(names[0], start, tuple(found[one] for one in sorted(found)))
        elif found and not own:
            (reference,) = found
            tag = _BEFORE_REF.match(self.document.source, start)
            if tag is not None:
                self.inserted.append((tag.end(), f" ref={quoteattr(reference)}"))
                self.references.append(reference)
        elif not found:
            self.unknown.append((kinds[0], names[0], start))

    def _occurrence(self, occurrence: Occurrence) -> bool:
        """Link an occurrence in running text, or tell why not; whether it was linked."""
        text = self.document.text[occurrence.start : occurrence.end]
        place = self.document.piece_at(occurrence.start)
        at = place.source + (occurrence.start - place.place if place.width else 0)
        printed = " ".join(text.split())
        if occurrence.doubt is Doubt.SEVERAL_ENTRIES:
            self._ambiguous(printed, at, occurrence.entries)
            return False
        (entry,) = occurrence.entries
        if occurrence.doubt is Doubt.OTHER_INITIALS:
            self._doubt("name-initials-unknown", printed + entry.reference, at,
                        f"The name '{printed}' stands with initials that '{_id(entry)}' does not have; it was left"
                        " alone.",
                        "If it is the same person, add the name with these initials as a variant.")  # fmt: skip
            return False
        wrapped = span(self.document, occurrence.start, occurrence.end)
        if wrapped is None:
            self._doubt("name-crosses-markup", printed, at,
                        f"The name '{printed}' ('{_id(entry)}') crosses mark-up, or stands where no name may;"
                        " it was left alone.",
                        "Mark it by hand: move the mark-up, or join two parts with @next and @prev.")  # fmt: skip
            return False
        start, end, holder = wrapped
        prefix = holder.name.rpartition(":")[0]
        name = f"{prefix}:{_ELEMENTS[entry.kind]}" if prefix else _ELEMENTS[entry.kind]
        rend = ' rend="letterspaced"' if occurrence.spaced else ' rend="caps"' if _in_capitals(text, entry) else ""
        self.inserted += ((start, f"<{name} ref={quoteattr(entry.reference)}{rend}>"), (end, f"</{name}>"))
        self.references.append(entry.reference)
        return True

    def _ambiguous(self, name: str, place: int, entries: tuple[Entry, ...]) -> None:
        ids = " and ".join(f"'{_id(entry)}'" for entry in entries)
        self._doubt("name-ambiguous", key(name), place,
                    f"The name '{name}' is that of {ids}; it was left alone.",
                    "Decide who is meant and write @ref, or give the entries names that differ.")  # fmt: skip

    def _doubt(self, rule: str, name: str, place: int, message: str, help_: str) -> None:
        """Note a doubt at its first place in the file; of the same name it is told once."""
        number, first, *words = self.doubts.get((rule, name), (0, place, message, help_))
        if place < first:
            first, words = place, [message, help_]
        self.doubts[rule, name] = (number + 1, first, *words)  # type: ignore[assignment]


def _id(entry: Entry) -> str:
    reference = entry.reference
    return reference if reference.startswith("#") else reference.rpartition("#")[2]


def _in_capitals(text: str, entry: Entry) -> bool:
    """Whether a name gets rend="caps": as the converter does it, persons, but not initials alone."""
    return entry.kind == "person" and len(text) > 2 and text.isupper()


def _lines(source: str) -> Callable[[int], tuple[int, int]]:
    starts: list[int] = []

    def line(place: int) -> tuple[int, int]:
        if not starts:
            starts.extend((0, *(end.end() for end in LINE_END.finditer(source))))
        number = bisect_right(starts, place)
        bom = number == 1 and source.startswith("\ufeff")
        return number, place - starts[number - 1] + 1 - bom

    return line


def _edits(source: str, inserted: list[tuple[int, str]]) -> list[Edit]:
    """The insertions as changes of bytes."""
    edits: list[Edit] = []
    done = offset = 0
    for place, words in sorted(inserted, key=lambda one: one[0]):
        offset += len(source[done:place].encode())
        done = place
        if edits and edits[-1].start == offset:  # the end of a name, and the begin of the next
            edits[-1] = Edit(offset, offset, edits[-1].replacement + words.encode())
        else:
            edits.append(Edit(offset, offset, words.encode()))
    return edits
