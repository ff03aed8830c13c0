"""The parts of a Word document (ECMA-376, WordprocessingML): their XML, their relations, styles and numbering."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from tei_edition.parsing import locked_parser
from tei_edition.source.transcription.packages import check_package, damaged

Element = etree._Element
KIND = "Word document"
_MAIN = "word/document.xml"
# The transitional and the strict form of the standard have different namespaces for the same names.
_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_PREFIXES = {
    **dict.fromkeys(_WORD, "w"),
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
}
_OFF = ("0", "false", "off", "none")
_HEADINGS = ("heading", "title", "subtitle", "überschrift", "titel", "заголовок", "titre")
_QUOTES = ("quote", "intense quote", "quotations", "block text", "zitat", "цитата", "citation")
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x")),
    *((9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"


def name_of(element: Element) -> str:
    """`w:p`, `mc:Choice`, `m:t`; the local name alone for what is of another vocabulary, nothing for comments."""
    if not isinstance(element.tag, str):
        return ""
    name = etree.QName(element)
    prefix = _PREFIXES.get(name.namespace or "")
    return f"{prefix}:{name.localname}" if prefix else name.localname


def child(element: Element | None, *path: str) -> Element | None:
    """The first element along a path of names."""
    for step in path:
        element = next((one for one in element if name_of(one) == step), None) if element is not None else None
    return element


def value(element: Element | None, attribute: str = "val") -> str:
    """An attribute of Word's vocabulary, or nothing."""
    if element is None:
        return ""
    return next((found for space in _WORD if (found := element.get(f"{{{space}}}{attribute}")) is not None), "")


def is_on(properties: Element | None, name: str) -> bool | None:
    """Whether a property is switched on or off; None if it is not there."""
    found = child(properties, name)
    return None if found is None else value(found).lower() not in _OFF


@dataclass(slots=True)
class Parts:
    """The XML of a document's parts by their kind (footnotes, styles, header …), each read when it is asked for."""

    _package: zipfile.ZipFile
    _names: dict[str, list[str]]

    @classmethod
    def of(cls, content: bytes) -> Parts:
        """Open a document. Raises SourceError for one that is locked, damaged, too large, or holds macros."""
        check_package(content, KIND, main=_MAIN)
        parts = cls(zipfile.ZipFile(io.BytesIO(content)), {"document": [_MAIN]})
        relations = parts._read("word/_rels/document.xml.rels")
        for relation in relations if relations is not None else ():
            if isinstance(relation.tag, str) and relation.get("TargetMode") != "External":
                kind = relation.get("Type", "").rpartition("/")[2]
                target = posixpath.normpath(posixpath.join("/word", relation.get("Target", ""))).lstrip("/")
                parts._names.setdefault(kind, []).append(target)
        return parts

    def all(self, kind: str) -> Iterator[Element]:
        """The roots of all parts of a kind."""
        for name in self._names.get(kind, ()):
            root = self._read(name)
            if root is not None:
                yield root

    def one(self, kind: str) -> Element | None:
        """The root of the first part of a kind."""
        return next(self.all(kind), None)

    def _read(self, name: str) -> Element | None:
        try:
            content = self._package.read(name)
        except KeyError:
            return None
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError):
            raise damaged(KIND, name) from None
        parser = locked_parser()
        try:
            root = etree.fromstring(content, parser)
        except etree.XMLSyntaxError as error:
            raise damaged(KIND, f"{name}: {error.msg}") from None
        if root.getroottree().docinfo.internalDTD is not None:
            # The standard has no place for one; what it would define stays undefined.
            raise damaged(KIND, f"{name} has a document type declaration")
        return root


@dataclass(slots=True)
class Styles:
    """What styles say: which paragraphs are headings or quotations, the look that a character style gives."""

    _styles: dict[str, Element] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Element | None) -> Styles:
        """The styles of a document."""
        found = root if root is not None else ()
        return cls({value(one, "styleId"): one for one in found if name_of(one) == "w:style"})

    def chain(self, name: str) -> list[Element]:
        """A style and those on which it rests."""
        found: list[Element] = []
        while name in self._styles and self._styles[name] not in found:
            found.append(self._styles[name])
            name = value(child(found[-1], "w:basedOn"))
        return found

    def _is(self, style: str, words: tuple[str, ...]) -> bool:
        names = (value(child(one, "w:name")).lower() for one in self.chain(style))
        return any(name.rstrip("0123456789 ") in words for name in names)

    def is_heading(self, paragraph: Element | None) -> bool:
        """Whether a paragraph with these properties is a heading."""
        level = child(paragraph, "w:outlineLvl")
        if level is not None and value(level) != "9":
            return True
        return self._is(value(child(paragraph, "w:pStyle")), _HEADINGS)

    def is_quoted(self, paragraph: Element | None) -> bool:
        """Whether a paragraph with these properties is set off as a quotation."""
        return self._is(value(child(paragraph, "w:pStyle")), _QUOTES)

    def numbering(self, paragraph: Element | None) -> Element | None:
        """The numbering of a paragraph, its own or its style's."""
        own = child(paragraph, "w:numPr")
        styles = self.chain(value(child(paragraph, "w:pStyle")))
        return (
            own
            if own is not None
            else next((found for one in styles if (found := child(one, "w:pPr", "w:numPr")) is not None), None)
        )

    def look(self, run: Element | None) -> tuple[str, ...]:
        """The words for the look of a run: its own properties, and those of its character style."""
        layers = [run, *(child(one, "w:rPr") for one in self.chain(value(child(run, "w:rStyle"))))]

        def has(*names: str) -> bool:
            for layer in layers:
                told = [found for name in names if (found := is_on(layer, name)) is not None]
                if told:
                    return any(told)
            return False

        raised = next((told for layer in layers if (told := value(child(layer, "w:vertAlign")))), "")
        looks = {
            "italic": has("w:i"),
            "bold": has("w:b"),
            "underline": has("w:u"),
            "line-through": has("w:strike", "w:dstrike"),
            "superscript": raised == "superscript",
            "subscript": raised == "subscript",
            "small-caps": has("w:smallCaps"),
        }
        return tuple(look for look, there in looks.items() if there)


@dataclass(slots=True)
class Numbering:
    """The labels that Word counts itself."""

    _levels: dict[str, dict[int, Element]] = field(default_factory=dict)
    _abstract: dict[str, str] = field(default_factory=dict)
    _starts: dict[str, dict[int, int]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Element | None) -> Numbering:
        """The lists of a document."""
        made = cls()
        for one in root if root is not None else ():
            if name_of(one) == "w:abstractNum":
                levels = {_number(value(level, "ilvl")): level for level in one if name_of(level) == "w:lvl"}
                made._levels[value(one, "abstractNumId")] = levels
            elif name_of(one) == "w:num":
                number = value(one, "numId")
                made._abstract[number] = value(child(one, "w:abstractNumId"))
                for override in one:
                    start = child(override, "w:startOverride")
                    if start is not None:
                        level = _number(value(override, "ilvl"))
                        made._starts.setdefault(number, {})[level] = _number(value(start))
        return made

    def label(self, numbering: Element) -> str | None:
        """The label of the next paragraph with this numbering; None if its style cannot be counted."""
        number, level = value(child(numbering, "w:numId")), _number(value(child(numbering, "w:ilvl")))
        levels = self._levels.get(self._abstract.get(number, ""), {})
        if number == "0" or level not in levels:
            return "" if number == "0" else None
        # Lists of one kind go on counting, unless one of them starts anew.
        counts = self._counts.setdefault(number if number in self._starts else self._abstract[number], {})
        starts = self._starts.get(number, {})
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        for upper in range(level + 1):
            first = starts.get(upper, _number(value(child(levels.get(upper), "w:start")) or "1"))
            counts[upper] = counts.get(upper, first - 1) + (upper == level or upper not in counts)
        if value(child(levels[level], "w:numFmt")) == "bullet":
            printed = value(child(levels[level], "w:lvlText"))
            return "•" if not printed.strip() or "\ue000" <= printed[0] <= "\uf8ff" else printed
        label = value(child(levels[level], "w:lvlText"))
        for upper in range(level + 1):
            if f"%{upper + 1}" in label:
                form = value(child(levels.get(upper), "w:numFmt")) or "decimal"
                figure = counted_as(counts[upper], form)
                if figure is None:
                    return None
                label = label.replace(f"%{upper + 1}", figure)
        return label


def counted_as(number: int, form: str) -> str | None:
    """A number in one of Word's styles, or None for a style that is not known here."""
    if form in ("decimal", "none"):
        return str(number) if form == "decimal" else ""
    if form == "decimalZero":
        return f"{number:02}"
    if form in ("lowerRoman", "upperRoman"):
        left, made = number, ""
        for size, letters in _ROMAN:
            made += letters * min(left // size, 50)
            left %= size
        return made if form == "lowerRoman" else made.upper()
    alphabets = {"lowerLetter": "abcdefghijklmnopqrstuvwxyz", "russianLower": _RUSSIAN}
    alphabets |= {
        name.replace("lower", "upper").replace("Lower", "Upper"): one.upper() for name, one in alphabets.items()
    }
    alphabet = alphabets.get(form)
    if alphabet and number > 0:
        return alphabet[(number - 1) % len(alphabet)] * min((number - 1) // len(alphabet) + 1, 50)
    return None


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 0
