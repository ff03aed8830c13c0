"""TEI's phrase-level elements → Span: the tables of `phrases`, read from the other side."""

from __future__ import annotations

from tei_edition.model import DateReading, Inline, Span, SpanKind, plain_text
from tei_edition.tei.build import XML
from tei_edition.tei.phrases import ELEMENTS, printed_name
from tei_edition.tei.tree import Element, Reading, all_text, child, local_name, pointed, text_of

_FIXED = {(name, *sorted(attributes.items())): kind for kind, (name, attributes) in ELEMENTS.items()}
_NAMES = {
    "persName": (SpanKind.PERSON, "person"),
    "orgName": (SpanKind.ORGANISATION, "org"),
    "placeName": (SpanKind.PLACE, "place"),
}
_CATEGORIES = (SpanKind.URGENCY, SpanKind.SECRECY)


def read_dating(element: Element | None, printed: str = "") -> DateReading | None:
    """The date that an element gives, with its printed form."""
    if element is None:
        return None
    when, first, last = (element.get(name, "") for name in ("when", "notBefore", "notAfter"))
    certainty = element.get("cert", "") if when else ""
    evidence = element.get("evidence", "")
    return DateReading(printed or all_text(element), when, first, last, certainty=certainty, evidence=evidence)


class PhraseReader:
    """Reads the content of blocks. An event's key is the xml:id of its correspAction."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def content(self, element: Element) -> tuple[Inline, ...]:
        """What an element holds, as phrases."""
        found: list[Inline] = [element.text] if element.text else []
        for inner in element:
            found.append(self.span(inner))
            if inner.tail:
                found.append(inner.tail)
        return tuple(found)

    def span(self, element: Element) -> Span:
        """One phrase. Raises NotConvertedError for an element that the converter does not write."""
        name = local_name(element)
        fixed = _FIXED.get((name, *sorted((str(key), str(value)) for key, value in element.attrib.items())))
        if fixed:
            return Span(fixed, self.content(element))
        typed = element.get("type", "")
        match name:
            case "persName" | "orgName" | "placeName":
                return self._name(element, *_NAMES[name])
            case "date":
                content = self.content(element)
                return Span(SpanKind.DATE, content, date=read_dating(element, plain_text(content)))
            case "time":
                return Span(SpanKind.TIME, self.content(element), element.get("when", ""))
            case "idno":
                return Span(SpanKind.NUMBER, self.content(element), typed)
            case "hi":
                return Span(SpanKind.HIGHLIGHTED, self.content(element), element.get("rend", ""))
            case "num":
                return Span(SpanKind.COPIES, self.content(element), element.get("value", ""))
            case "seg":
                return self._segment(element, typed)
            case "abbr":
                return Span(SpanKind.ABBREVIATION, self.content(element))
            case "gloss":
                return Span(SpanKind.GLOSS, self.content(element))
            case "note":
                return Span(SpanKind.NOTE, self.content(element), "" if typed == "translator" else typed)
            case "ref":
                return Span(SpanKind.FOOTNOTE_MARK, self.content(element), element.get("n", ""))
            case "foreign":
                return Span(SpanKind.FOREIGN, self.content(element), element.get(f"{{{XML}}}lang", ""))
            case "gap":
                illegible = element.get("reason") == "illegible"
                return Span(SpanKind.ILLEGIBLE if illegible else SpanKind.OMISSION, self._inside(element, "desc"))
            case "supplied":
                return Span(SpanKind.SUPPLIED_QUOTATION_MARK, self._inside(element, "pc"))
            case "choice":
                return Span(SpanKind.LETTERSPACED, self._inside(element, "orig"), text_of(element, "reg"))
            case _:
                raise self._reading.unknown(element)

    def _inside(self, element: Element, name: str) -> tuple[Inline, ...]:
        """The content of the one element that the converter puts into this one."""
        inner = child(element, name)
        if inner is None:
            raise self._reading.unknown(element)
        return self.content(inner)

    def _segment(self, element: Element, typed: str) -> Span:
        content, target = self.content(element), pointed(element.get("corresp"))
        if typed == "service":
            return Span(SpanKind.SERVICE, content, element.get("subtype", ""), target)
        if typed == "copy":
            return Span(SpanKind.COPY, content, target=target)
        for kind in _CATEGORIES:
            if typed == kind.value:
                return Span(kind, content, pointed(element.get("ana")).removeprefix(f"{typed}."))
        raise self._reading.unknown(element)

    def _name(self, element: Element, kind: SpanKind, authority: str) -> Span:
        role = child(element, "roleName")
        if kind is SpanKind.PERSON and role is not None and role.get("type") is None and len(element) == 1:
            span = Span(SpanKind.ROLE, self.content(role))
        else:
            content = self.content(element)
            span = Span(kind, content, printed_name(content))
        self._reading.refer(authority, span.value or plain_text(span.content), element)
        return span
