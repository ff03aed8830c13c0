"""Phrases (Span) → TEI's phrase-level elements (Guidelines, chapters CO, ND, PH)."""

from __future__ import annotations

from tei_edition.model import DateReading, Inline, Span, SpanKind, plain_text
from tei_edition.tei.build import Element, add, append_text
from tei_edition.tei.context import EncodingContext
from tei_edition.tei.footnotes import FootnoteIds

ELEMENTS = {
    SpanKind.BREAK: ("lb", {}),
    SpanKind.CAPS: ("seg", {"rend": "caps"}),
    SpanKind.INSTRUCTION: ("seg", {"type": "instruction"}),
    SpanKind.REFERENCE: ("seg", {"type": "reference"}),
    SpanKind.RULE: ("seg", {"rend": "rule"}),
    SpanKind.UNCLASSIFIED: ("seg", {"type": "unclassified"}),
    SpanKind.CALLSIGN: ("name", {"type": "callsign"}),
    SpanKind.HONORIFIC: ("roleName", {"type": "honorific"}),
    SpanKind.INITIALS: ("forename", {"full": "init"}),
    SpanKind.SURNAME: ("surname", {}),
    SpanKind.ADDED_NAME: ("addName", {}),
    SpanKind.QUOTATION_MARK: ("pc", {}),
    SpanKind.DOUBT: ("unclear", {}),
    SpanKind.SIC: ("sic", {}),
    SpanKind.SUPPLIED: ("supplied", {"reason": "editorial"}),
    SpanKind.STAMP: ("stamp", {}),
    SpanKind.QUOTED: ("quote", {}),
    SpanKind.HANDWRITING: ("note", {"type": "resolution", "hand": "#hand.1"}),
}
"""Phrases that are one element with fixed attributes; the decoder reads this table from the other side."""
_NAMES = {
    SpanKind.PERSON: ("person", "persName"),
    SpanKind.ROLE: ("person", "persName"),
    SpanKind.ORGANISATION: ("org", "orgName"),
    SpanKind.PLACE: ("place", "placeName"),
}
"""Names: what an authority calls their kind, and their element."""
TRANSLATOR = "#r-tr"


class Phrases:
    """Writes phrases into elements; counts abbreviations, so that each gloss points to its own."""

    def __init__(self, context: EncodingContext, footnotes: FootnoteIds | None = None) -> None:
        self.context = context
        self.abbreviations = 0
        self.events: dict[str, str] = {}
        self.footnotes = footnotes or FootnoteIds()

    def write(self, parent: Element, content: tuple[Inline, ...]) -> None:
        """Append `content` to what `parent` holds."""
        for part in content:
            if isinstance(part, str):
                append_text(parent, part)
            else:
                self._span(parent, part)

    def _span(self, parent: Element, span: Span) -> None:
        kind = span.kind
        if fixed := ELEMENTS.get(kind):
            name, attributes = fixed
            self.write(add(parent, name, **attributes), span.content)
        elif kind in _NAMES:
            self._name(parent, span)
        elif kind is SpanKind.LETTERSPACED:
            choice = add(parent, "choice")
            self.write(add(choice, "orig", rend="letterspaced"), span.content)
            add(choice, "reg", span.value)
        elif kind in (SpanKind.URGENCY, SpanKind.SECRECY):
            seg = add(parent, "seg", type=kind, ana=f"#{kind}.{span.value}")
            self.write(seg, span.content)
        elif kind is SpanKind.SERVICE:
            corresp = f"#{self.events[span.target]}" if span.target in self.events else ""
            self.write(add(parent, "seg", type="service", subtype=span.value, corresp=corresp), span.content)
        elif kind is SpanKind.COPY:
            corresp = f"#{self.events[span.target]}" if span.target in self.events else ""
            self.write(add(parent, "seg", type="copy", corresp=corresp), span.content)
        elif kind is SpanKind.NUMBER:
            self.write(add(parent, "idno", type=span.value), span.content)
        elif kind is SpanKind.COPIES:
            self.write(add(parent, "num", type="copies", value=span.value), span.content)
        elif kind is SpanKind.DATE:
            self.write(add(parent, "date", **dating(span.date)), span.content)
        elif kind is SpanKind.TIME:
            self.write(add(parent, "time", when=span.value), span.content)
        elif kind is SpanKind.HIGHLIGHTED:
            self.write(add(parent, "hi", rend=span.value), span.content)
        else:
            self._editorial(parent, span)

    def _name(self, parent: Element, span: Span) -> None:
        name = span.value or plain_text(span.content)
        kind, element = _NAMES[span.kind]
        printed = printed_name(span.content)
        capitals = span.kind is SpanKind.PERSON and len(printed) > 2 and printed.isupper() and not _spaced(span)
        caps = "caps" if capitals else ""
        made = add(parent, element, ref=self.context.reference(kind, name), rend=caps)
        if span.kind is SpanKind.ROLE:
            add(made, "roleName", plain_text(span.content))
        else:
            self.write(made, span.content)

    def _editorial(self, parent: Element, span: Span) -> None:
        if span.kind is SpanKind.SUPPLIED_QUOTATION_MARK:
            supplied = add(parent, "supplied", reason="omitted-in-original", resp="#r-converter")
            self.write(add(supplied, "pc"), span.content)
        elif span.kind is SpanKind.ABBREVIATION:
            self.abbreviations += 1
            self.write(add(parent, "abbr", xml_id=f"abbr.{self.abbreviations}"), span.content)
        elif span.kind is SpanKind.GLOSS:
            gloss = add(parent, "gloss", target=f"#abbr.{self.abbreviations}", resp=TRANSLATOR)
            self.write(gloss, span.content)
        elif span.kind in (SpanKind.OMISSION, SpanKind.ILLEGIBLE):
            reason = "editorial" if span.kind is SpanKind.OMISSION else "illegible"
            self.write(add(add(parent, "gap", reason=reason), "desc"), span.content)
        elif span.kind is SpanKind.FOREIGN:
            self.write(add(parent, "foreign", xml_lang=span.value), span.content)
        elif span.kind is SpanKind.FOOTNOTE_MARK:
            identifier, target = self.footnotes.mark(span.value)
            attributes = {"type": "footnote", "xml_id": identifier, "n": span.value, "target": target}
            self.write(add(parent, "ref", **attributes), span.content)
        else:
            self.write(add(parent, "note", type=span.value or "translator", resp=TRANSLATOR), span.content)


def printed_name(content: tuple[Inline, ...]) -> str:
    """The characters of a name, without the honorific that is printed with it but no part of it."""
    while content and isinstance(content[0], Span) and content[0].kind is SpanKind.HONORIFIC:
        content = content[1:]
    return plain_text(content).strip()


def dating(reading: DateReading | None) -> dict[str, str]:
    """The attributes of a date (Guidelines, att.datable): one day, or the bounds of an uncertain one."""
    if reading is None:
        return {}
    inferred = {"evidence": reading.evidence} if reading.evidence else {}
    if reading.when:
        return {"when": reading.when} | ({"cert": reading.certainty} if reading.certainty else {}) | inferred
    if not reading.not_before:
        return inferred
    return inferred | {"notBefore": reading.not_before, "notAfter": reading.not_after, "cert": "low"}


def _spaced(span: Span) -> bool:
    return any(isinstance(part, Span) and part.kind is SpanKind.LETTERSPACED for part in span.content)
