"""What a page's reader finds: the record's facts, the lines of the text, what became of all other lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tei_edition.model import (
    CatalogueEntry,
    ConversionWarning,
    CopyText,
    DateReading,
    EntryKind,
    Fate,
    LineFate,
    RelatedDocument,
    Verbatim,
)
from tei_edition.source.citation import Citation, Registry, read_citation
from tei_edition.source.dates import page_date
from tei_edition.source.frame.labels import CREDIT, RECORD, WILSON
from tei_edition.source.lines import Line

_TARGETS = {
    "citation": "copytext",
    "rights": "/TEI/teiHeader/fileDesc/publicationStmt/availability[@n='text']",
    "type": "/TEI/teiHeader/fileDesc/notesStmt/note[@type='recordType']",
    "language": "/TEI/teiHeader/fileDesc/notesStmt/note[@type='language']",
    "abstract": "/TEI/teiHeader/profileDesc/abstract",
}
_CREDIT_TARGET = "/TEI/teiHeader/fileDesc/notesStmt/note[@type='credit']"
_RECORD_TARGET = "/TEI/teiHeader/fileDesc/notesStmt/note[@type='record']"


@dataclass(slots=True)
class Frame:
    """A page taken apart. `facts` are the lines under each label until `close` makes the record of them."""

    dialect: str
    confidence: int = 100
    """How surely the page is of its dialect, in hundredths."""
    title: Line | None = None
    date: DateReading | None = None
    copy_text: CopyText = field(default_factory=CopyText)
    citation: Citation = field(default_factory=lambda: Citation((), ()))
    body: list[Line] = field(default_factory=list)
    fates: list[LineFate] = field(default_factory=list)
    warnings: list[ConversionWarning] = field(default_factory=list)
    facts: dict[str, list[Line]] = field(default_factory=dict)
    archival: str = ""
    """The archival part of a citation that quotes the record's title before it; else the citation is all archival."""
    cited_date: DateReading | None = None
    credit: Line | None = None
    address: str = ""
    entries: list[CatalogueEntry] = field(default_factory=list)
    related: list[RelatedDocument] = field(default_factory=list)
    archives: Registry | None = None
    """The archives that the citation may name; None: those of the toolkit."""

    @property
    def is_page(self) -> bool:
        """Whether the source is an archive's page or a telegram at all."""
        return self.dialect != "unknown"

    def keep(self, line: Line, rule: str, target: str) -> None:
        """Note that the header keeps the wording of `line`."""
        self.fates.append(LineFate(line.number, line.text, Fate.HEADER, rule, target, line.column))

    def drop(self, line: Line, rule: str) -> None:
        """Note that `line` is furniture of the page."""
        self.fates.append(LineFate(line.number, line.text, Fate.DROPPED, rule, "", line.column))

    def warn(self, rule: str, line: int, message: str) -> None:
        """Note a doubt."""
        self.warnings.append(ConversionWarning(rule, line, message))

    def fact(self, name: str, line: Line) -> None:
        """Note a line that states a fact of the record."""
        self.facts.setdefault(name, []).append(line)

    def read_title(self, line: Line) -> None:
        """Take `line` as the record's title."""
        self.title = line
        self.keep(line, "title", "copytext")

    def read_credit(self, line: Line) -> bool:
        """Take `line` as the credit line, if it is one."""
        if len(line.text) > 1000 or self.credit is not None or not CREDIT.match(line.text):
            return False
        self.credit = line
        self.keep(line, "credit", _CREDIT_TARGET)
        return True

    def close(self) -> None:
        """Make the record of the facts; every line of them is accounted for."""
        facts = self.facts
        others: list[Verbatim] = []
        record_id = uploaded = ""

        def other(line: Line, rule: str) -> None:
            others.append(Verbatim(line.text, line.number, rule))
            self.keep(line, rule.replace(" ", "-"), _RECORD_TARGET)

        for line in facts.pop("record id", []):
            if not record_id and re.fullmatch(r"\d{4,}", line.text):
                record_id = line.text
                self.keep(line, "record-id", "copytext")
            else:
                # What trails the record id without a label are the donors.
                other(line, "donors" if record_id else "unlabelled")
        for line in facts.pop("uploaded", []):
            found = page_date(line.text)
            if not uploaded and found and len(found.when) == 10:
                uploaded = found.when
                self.keep(line, "uploaded", "copytext")
            else:
                other(line, "uploaded")
                self.warn("uploaded-date", line.number, f"'{line.text[:80]}' is no date")
        verbatim = {name: facts.pop(name, []) for name in _TARGETS}
        for name, found_lines in verbatim.items():
            for line in found_lines:
                self.keep(line, name, _TARGETS[name])
        for label, left in facts.items():
            for line in left:
                other(line, label.removeprefix("other:") or "unlabelled")
        texts = {name: tuple(line.text for line in found_lines) for name, found_lines in verbatim.items()}
        self.cite(verbatim["citation"])
        addresses = [self.address, *texts["citation"], *(other.text for other in others)]
        if not record_id:
            record_id = next((match[1] for text in addresses if (match := RECORD.search(text))), "")
        known = any(WILSON.search(text) for text in (*texts["rights"], *addresses))
        credit = CREDIT.match(self.credit.text) if self.credit else None
        self.copy_text = CopyText(
            title=Verbatim(self.title.text, self.title.number, "title") if self.title else None,
            date=self.date,
            record_id=record_id,
            collection="Wilson Center Digital Archive" if known else "",
            publisher="History and Public Policy Program" if known else "",
            uploaded=uploaded,
            citation=texts["citation"],
            provenance=self.citation.statements,
            rights=texts["rights"],
            abstract=texts["abstract"],
            record_type=" ".join(texts["type"]),
            credit=credit["name"].strip() if credit else "",
            credit_line=self.credit.text if self.credit else "",
            language=" ".join(texts["language"]),
            others=tuple(others),
            address=self.address,
            entries=tuple(sorted(dict.fromkeys(self.entries), key=lambda entry: list(EntryKind).index(entry.kind))),
            related=tuple(self.related),
        )

    def cite(self, lines: list[Line]) -> None:
        """Read the citation, which stands on these lines (or is `archival` alone)."""
        self.citation = read_citation(self.archival or " ".join(line.text for line in lines), self.archives)
        if lines and not any(shelfmark.printed for shelfmark in self.citation.shelfmarks):
            self.warn("citation-unread", lines[0].number, "no shelfmark found in the citation")
        for words in self.citation.unread if lines else ():
            told = f"'{words}' in the citation is read neither as a shelfmark nor as a statement"
            self.warn("citation-remainder", lines[0].number, told)
