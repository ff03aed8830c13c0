"""The frame of an archive page copied as text: which lines are the record's, which the telegram's.

A page of today's Wilson Center Digital Archive: skip link, date, title, credit, text, abstract, and an
information block of labels and values. A page of any other shape is text from the first line to the last.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tei_edition.model import ConversionWarning, CopyText, DateReading, Fate, LineFate, Verbatim
from tei_edition.source import names
from tei_edition.source.citation import Citation, read_citation
from tei_edition.source.dates import find_dates, page_date
from tei_edition.source.lines import Line

SKIP_LINK = "skip to content"
INFORMATION = "document information"
# Labels above the information block, and whether what stands below them is about other documents.
_BEFORE = {
    "author(s):": False,
    "associated people & organizations": False,
    "associated people &": False,
    "associated places": False,
    "associated topics": False,
    "subjects discussed": False,
    "related documents": True,
}
_LABELS = {
    "source": "citation",
    "original archive": "original archive",
    "rights": "rights",
    "original uploaded date": "uploaded",
    "type": "type",
    "language": "language",
    "record id": "record id",
    "original classification": "original classification",
    "donors": "donors",
    "contributors": "contributors",
    "document contributors": "contributors",
}
_POSTSCRIPT = re.compile(r"(?:P\.?\s?S\.|PS\b|Postscript\b|Confirm\b)", re.IGNORECASE)
_CREDIT = re.compile(
    r"(?:This document was )?made possible with support from (?:the )?(?P<name>.+?)\.?$", re.IGNORECASE
)
_TITLE = re.compile(r"\b(?:telegram|cable|ciphergram|letter|memorandum|message|report)\b", re.IGNORECASE)
_WILSON = re.compile(r"wilsoncenter\.org|History and Public Policy Program", re.IGNORECASE)
_NOTICE = re.compile(r"welcomes reuse|To enquire about this document|rights status", re.IGNORECASE)
_FORM_WORD = re.compile(
    r"^(?:No\.|Nº|№|#|Copies\b|Copy\b|Typed\b|Deciphered\b|Distribution\b|Verified\b|\[|\(?\d{1,2}[.)]\s|[“\"„«])|[”\"»]\.?$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Frame:
    """A page taken apart: the record's facts, the lines of the text, and what became of all other lines."""

    dialect: str
    title: Line | None = None
    date: DateReading | None = None
    copy_text: CopyText = field(default_factory=CopyText)
    citation: Citation = field(default_factory=lambda: Citation((), ()))
    body: list[Line] = field(default_factory=list)
    fates: list[LineFate] = field(default_factory=list)
    warnings: list[ConversionWarning] = field(default_factory=list)

    @property
    def is_page(self) -> bool:
        """Whether the source is an archive's page at all."""
        return self.dialect != "unknown"

    def keep(self, line: Line, rule: str, target: str) -> None:
        """Note that the header keeps the wording of `line`."""
        self.fates.append(LineFate(line.number, line.text, Fate.HEADER, rule, target))

    def drop(self, line: Line, rule: str) -> None:
        """Note that `line` is furniture of the page."""
        self.fates.append(LineFate(line.number, line.text, Fate.DROPPED, rule))


def read_frame(lines: list[Line]) -> Frame:
    """Take a page apart. What has no date, title or information block of a page is all text (dialect unknown)."""
    folded = [line.text.lower() for line in lines]
    top, date_at = _top(lines, folded)
    information = max((i for i, text in enumerate(folded) if text == INFORMATION), default=-1)
    if date_at is None and folded[0] == SKIP_LINK and information > 1:
        # An undated page: the title stands where the date would.
        date_at = 0
    dialect = "unknown" if date_at is None else _dialect(lines, folded, date_at)
    if date_at is None or dialect == "unknown":
        return Frame("unknown", body=list(lines))
    frame = Frame(dialect)
    for line in lines[:top]:
        frame.drop(line, "skip-link")
    for line in lines[top:date_at]:
        frame.drop(line, "related-document")
        frame.warnings.append(
            ConversionWarning(
                "line-above-date", line.number, "stands above the page's date: taken as another document's summary"
            )
        )
    end = len(lines) if information < 0 else information
    labels = [i for i in range(date_at, end) if folded[i] in _BEFORE]
    end = min([end, *labels])
    start = _title(frame, lines, date_at, end)
    facts: dict[str, list[Line]] = {}
    _labels_before(frame, lines[end : information if information >= 0 else len(lines)], facts)
    if information >= 0:
        frame.drop(lines[information], "label")
        _information(frame, lines[information + 1 :], facts)
    body = lines[start:end]
    if information >= 0 or labels:
        body, facts["abstract"] = _abstract(frame, body)
    else:
        frame.warnings.append(
            ConversionWarning("page-cut-off", lines[-1].number, "the page has no information block: it may be cut off")
        )
    frame.body = body
    frame.copy_text = _copy_text(frame, facts)
    return frame


def _dialect(lines: list[Line], folded: list[str], date_at: int) -> str:
    """The shape in which the page was captured: labelled, thinned (labels lost), flat (no blank lines), bare."""
    rest = folded[date_at:]
    labels = [text for text in rest if text in _BEFORE or text == INFORMATION]
    if folded[0] == SKIP_LINK:
        # A thinned page has lost the labels above its citation and notice.
        return "thinned" if labels and not {"source", "rights"} & set(rest) else "labelled"
    if labels:
        return "labelled" if any(line.gap for line in lines) else "flat"
    title = lines[date_at + 1].text if date_at + 1 < len(lines) else ""
    return "bare" if _TITLE.search(title) else "unknown"


def _top(lines: list[Line], folded: list[str]) -> tuple[int, int | None]:
    top = 1 if folded[0] == SKIP_LINK else 0
    for position in (top, top + 1):
        if position < len(lines) and page_date(lines[position].text):
            return top, position
    return top, None


def _title(frame: Frame, lines: list[Line], date_at: int, end: int) -> int:
    """Read date, title and credit; the position of the first line of the text."""
    frame.date = page_date(lines[date_at].text)
    if frame.date:
        frame.keep(lines[date_at], "page-date", "copytext")
    else:
        frame.warnings.append(ConversionWarning("page-date-missing", lines[date_at].number, "the page has no date"))
    position = date_at + 1
    if position < end:
        frame.title = lines[position]
        frame.keep(lines[position], "title", "copytext")
        position += 1
    if position < end and _CREDIT.match(lines[position].text):
        credit = _CREDIT.match(lines[position].text)
        frame.copy_text = CopyText(credit=credit["name"].strip() if credit else "", credit_line=lines[position].text)
        frame.keep(lines[position], "credit", "/TEI/teiHeader/fileDesc/notesStmt/note[@type='credit']")
        position += 1
    return position


def _labels_before(frame: Frame, lines: list[Line], facts: dict[str, list[Line]]) -> None:
    others = False
    label = ""
    for line in lines:
        folded = line.text.lower()
        if folded in _BEFORE:
            label, others = folded.rstrip(":"), _BEFORE[folded]
            frame.drop(line, "label")
        elif others:
            frame.drop(line, "related-document")
        else:
            facts.setdefault(f"other:{label}", []).append(line)


def _information(frame: Frame, lines: list[Line], facts: dict[str, list[Line]]) -> None:
    label = ""
    for line in lines:
        known = _LABELS.get(line.text.lower())
        if known:
            label = known
            frame.drop(line, "label")
        elif label in ("", "citation") and _NOTICE.search(line.text):
            # A thinned page has lost its labels: the notice is known by its wording.
            label = "rights"
            facts.setdefault("rights", []).append(line)
        else:
            facts.setdefault(label or "citation", []).append(line)


def _copy_text(frame: Frame, facts: dict[str, list[Line]]) -> CopyText:
    record_id = uploaded = ""
    others: list[Verbatim] = []

    def other(line: Line, rule: str) -> None:
        others.append(Verbatim(line.text, line.number, rule))

    for line in facts.pop("record id", []):
        if not record_id and re.fullmatch(r"\d{4,}", line.text):
            record_id = line.text
            frame.keep(line, "record-id", "copytext")
        else:
            other(line, "unlabelled")
    for line in facts.pop("uploaded", []):
        found = page_date(line.text)
        if not uploaded and found and len(found.when) == 10:
            uploaded = found.when
            frame.keep(line, "uploaded", "copytext")
        else:
            other(line, "uploaded")
            frame.warnings.append(ConversionWarning("uploaded-date", line.number, f"'{line.text}' is no date"))
    verbatim = {name: facts.pop(name, []) for name in ("citation", "rights", "type", "language", "abstract")}
    targets = {
        "citation": "copytext",
        "rights": "/TEI/teiHeader/fileDesc/publicationStmt/availability[@n='text']",
        "type": "/TEI/teiHeader/fileDesc/notesStmt/note[@type='recordType']",
        "language": "/TEI/teiHeader/fileDesc/notesStmt/note[@type='language']",
        "abstract": "/TEI/teiHeader/profileDesc/abstract",
    }
    for name, found_lines in verbatim.items():
        for line in found_lines:
            frame.keep(line, name, targets[name])
    for label, left in facts.items():
        for line in left:
            other(line, label.removeprefix("other:") or "unlabelled")
    texts = {name: tuple(line.text for line in found_lines) for name, found_lines in verbatim.items()}
    frame.citation = read_citation(" ".join(texts["citation"]))
    for line in verbatim["citation"][:1]:
        if not any(shelfmark.printed for shelfmark in frame.citation.shelfmarks):
            frame.warnings.append(
                ConversionWarning("citation-unread", line.number, "no shelfmark found in the citation")
            )
    known = any(_WILSON.search(text) for text in (*texts["rights"], *texts["citation"]))
    for verbatim_line in others:
        frame.fates.append(
            LineFate(
                verbatim_line.line,
                verbatim_line.text,
                Fate.HEADER,
                verbatim_line.rule.replace(" ", "-"),
                "/TEI/teiHeader/fileDesc/notesStmt/note[@type='record']",
            )
        )
    return CopyText(
        title=Verbatim(frame.title.text, frame.title.number, "title") if frame.title else None,
        date=frame.date,
        record_id=record_id,
        collection="Wilson Center Digital Archive" if known else "",
        publisher="History and Public Policy Program" if known else "",
        uploaded=uploaded,
        citation=texts["citation"],
        provenance=frame.citation.statements,
        rights=texts["rights"],
        abstract=texts["abstract"],
        record_type=" ".join(texts["type"]),
        credit=frame.copy_text.credit,
        credit_line=frame.copy_text.credit_line,
        language=" ".join(texts["language"]),
        others=tuple(others),
    )


def _abstract(frame: Frame, body: list[Line]) -> tuple[list[Line], list[Line]]:
    """The archive's summary is the last paragraph before the labels, if it reads like one."""
    if len(body) < 2:
        return body, []
    last, before = body[-1], body[-2]
    words = last.text.split()
    # The archive writes of the telegram, the telegram's people of themselves.
    personal = re.search(r"\b(?:I|we|We|my|our|Our|us)\b", last.text) or _POSTSCRIPT.match(last.text)
    is_form = bool(personal) or bool(_FORM_WORD.search(last.text)) or names.is_name(last.text) or _is_date(last.text)
    if is_form or len(words) < 6 or len(last.text) > 3000:
        frame.warnings.append(ConversionWarning("abstract-missing", last.number, "no summary found before the labels"))
        return body, []
    ended = bool(_FORM_WORD.search(before.text)) or names.is_name(before.text) or _is_date(before.text)
    if not ended and (last.gap <= before.gap) and last.spaced == before.spaced:
        frame.warnings.append(
            ConversionWarning(
                "abstract-uncertain", last.number, "the last paragraph is taken as the archive's summary; check it"
            )
        )
    return body[:-1], [last]


def _is_date(text: str) -> bool:
    return len(text) < 40 and any(True for _ in find_dates(text, None))
