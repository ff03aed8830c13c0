"""An edition's own XSLT module: its declarations take the place of ours, its template rules come before ours.

XSLT has `xsl:import` for this, but the processor reads no files: what import precedence would do is done here, before
the stylesheet compiles. Ours that has the name of an own declaration goes; own template rules get a higher priority, so
that `xsl:next-match` and `xsl:apply-imports` reach ours.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from tei_edition.errors import StylesheetError
from tei_edition.parsing import locked_parser
from tei_edition.resources import stylesheet
from tei_edition.saxon import Stylesheet, assembled, compiled

_XSL = "{http://www.w3.org/1999/XSL/Transform}"
_LABELS = "{urn:tei-edition:labels}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ALL_PAGES = "html/site.xsl"
_ABOVE = 1000
_NAMED = ("function", "template", "variable", "param", "accumulator", "mode", "attribute-set", "character-map")
_REFUSED = ("import", "include", "use-package", "import-schema", "output", "result-document", "package")
# Attributes of ours' root that its declarations go on needing below another root (XSLT 3.0, 3.4).
_STANDARD = ("xpath-default-namespace", "expand-text", "exclude-result-prefixes", "version")
_NAME = r"(?:Q\{[^}]*\})?[\w.\-]+(?::[\w.\-]+)?"
_ERROR = re.compile(r"Error[^\n]* on line (\d+) [^\n]*:\s+([A-Z]{4}\d{4})\s+([^\n]+)")


@dataclass(frozen=True, slots=True)
class Fault:
    """What keeps an own module from being used: the line (0 where unknown), what is wrong, how to mend it."""

    line: int
    message: str
    help: str


def page_stylesheet(name: str, own: bytes) -> Stylesheet:
    """The stylesheet of a kind of page, such as `html/telegram.xsl`, with an edition's own module; b"" if it has none.

    Raises StylesheetError if the module does not compile.
    """
    return _with_own(own) if own else compiled(stylesheet(name))


def faults(own: bytes) -> list[Fault]:
    """What is wrong with an own module, so that pages cannot be made with it."""
    try:
        root = _parsed(own)
    except etree.XMLSyntaxError as error:
        return [Fault(error.position[0] or 0, f"not well-formed XML: {error.msg}", "Mend the markup at this place.")]
    if root.tag not in (f"{_XSL}stylesheet", f"{_XSL}transform"):
        return [Fault(_line(root), "no XSLT: its root is no xsl:stylesheet", "Write <xsl:stylesheet version='3.0' …>.")]
    found = [
        Fault(
            _line(element),
            f"xsl:{etree.QName(element).localname} has no place in a module of the edition",
            "The module is put together with the toolkit's stylesheets by itself, reads and writes no other file.",
        )
        for element in root.iter(*(f"{_XSL}{name}" for name in _REFUSED))
    ]
    if found:
        return found
    try:
        _with_own(own)
    except StylesheetError as error:
        return _compiler_faults(error.message, own)
    return []


def own_labels(own: bytes, language: str) -> dict[str, str]:
    """The words of the interface that an own module states: `labels` with `label` elements on its top level.

    Those of `labels` without `xml:lang`, or with the language of the site.
    """
    if not own:
        return {}
    return {
        label.get("key", ""): "".join(map(str, label.itertext()))
        for labels in _parsed(own).iterchildren(f"{_LABELS}labels")
        if labels.get(_LANG, language).lower().partition("-")[0] == language
        for label in labels.iterchildren(f"{_LABELS}label")
    }


@lru_cache(maxsize=2)
def _with_own(own: bytes) -> Stylesheet:
    # A function that calls itself without end must fail, not run for ever as a loop.
    return Stylesheet(_merged(own)[0], "the edition's XSLT module", loops=False)


def _parsed(own: bytes) -> etree._Element:
    parser = locked_parser()
    return etree.fromstring(own, parser)


def _line(element: etree._Element) -> int:
    line: object = element.sourceline  # lxml's type hints have no type for it
    return line if isinstance(line, int) else 0


def _merged(own: bytes) -> tuple[str, list[tuple[int, int]]]:
    """The whole stylesheet, and which of its lines is which of the own module."""
    module = _parsed(own)
    ours = etree.fromstring(assembled(stylesheet(_ALL_PAGES)).encode())
    replaced = {name for declaration in module.iterchildren(f"{_XSL}*") for name in _names(declaration)}
    # Each as text: a node that lxml moves loses the namespaces that only its expressions use.
    pieces = []
    for declaration in ours.iterchildren():
        if not replaced.intersection(_names(declaration)):
            if isinstance(declaration.tag, str):
                for name in _STANDARD:
                    declaration.set(name, declaration.get(name, ours.get(name, "")))
            pieces.append(etree.tostring(declaration, encoding="unicode"))
    lines: list[int] = []
    for declaration in module.iterchildren(f"{_XSL}*"):
        for element in declaration.iter(f"{_XSL}apply-imports"):
            element.tag = f"{_XSL}next-match"
        for rule in _before_ours(declaration):
            lines += [_line(element) for element in rule.iter() if isinstance(element.tag, str)]
            pieces.append(etree.tostring(rule, encoding="unicode", with_tail=False))
    for part in list(module):
        module.remove(part)
    module.text = None
    start = etree.tostring(module, encoding="unicode", with_tail=False).removesuffix("/>")
    text = "\n".join((f"{start}>", *pieces, f"</{module.prefix}:{etree.QName(module).localname}>"))
    placed = [_line(element) for element in etree.fromstring(text.encode()).iter() if isinstance(element.tag, str)]
    return text, list(zip(placed[len(placed) - len(lines) :], lines, strict=True))


def _names(declaration: etree._Element) -> Iterator[tuple[str, str]]:
    """What a declaration is known by: two that share it cannot stand in one stylesheet."""
    if not isinstance(declaration.tag, str):
        return
    kind, name = etree.QName(declaration).localname, declaration.get("name")
    if kind not in _NAMED or (name is None and kind != "mode"):
        return
    prefix, colon, local = (name or "").rpartition(":")
    expanded = f"{{{declaration.nsmap.get(prefix, '')}}}{local}" if colon else local
    if kind == "function":
        expanded += f"#{len(declaration.findall(f'{_XSL}param'))}"
    yield ("variable" if kind == "param" else kind, expanded)


def _before_ours(declaration: etree._Element) -> Iterator[etree._Element]:
    """A template rule with a priority above ours, once for each priority that its patterns would have by default."""
    if declaration.tag != f"{_XSL}template" or declaration.get("match") is None:
        yield deepcopy(declaration)
        return
    stated = declaration.get("priority")
    patterns = declaration.get("match", "")
    by_priority: dict[float, list[str]] = {}
    for pattern in _alternatives(patterns):
        by_priority.setdefault(_default_priority(pattern.strip()), []).append(pattern)
    if stated is not None or declaration.get("name") is not None:
        by_priority = {float(stated or 0.5): [patterns]}
    for priority, alternatives in by_priority.items():
        rule = deepcopy(declaration)
        rule.set("match", "|".join(alternatives))
        rule.set("priority", f"{_ABOVE + priority:g}")
        yield rule


def _alternatives(pattern: str) -> list[str]:
    """A pattern cut at its bars, but for those in brackets and strings."""
    found, depth, start, quote = [], 0, 0, ""
    for place, sign in enumerate(pattern):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "'\"":
            quote = sign
        elif sign in "[({":
            depth += 1
        elif sign in "])}":
            depth -= 1
        elif sign == "|" and not depth:
            found.append(pattern[start:place])
            start = place + 1
    return [*found, pattern[start:]]


def _default_priority(pattern: str) -> float:
    """The default priority of a pattern without alternatives (XSLT 3.0, 6.5)."""
    step = re.sub(r"^(?:@|child::|attribute::)", "", pattern)
    if (
        pattern in ("/", "*", "@*")
        or step == "*"
        or re.fullmatch(r"(?:node|text|comment|processing-instruction)\(\)", step)
    ):
        return -0.5
    if re.fullmatch(_NAME, step) or re.fullmatch(r"(?:element|attribute|processing-instruction)\([^*,()]+\)", step):
        return 0
    if re.fullmatch(r"(?:[\w.\-]+|Q\{[^}]*\}):?\*|\*:[\w.\-]+", step):
        return -0.25
    return 1 if pattern.startswith(".") else 0.5


def _compiler_faults(message: str, own: bytes) -> list[Fault]:
    """What the compiler says, each at its line in the own module."""
    starts, lines = zip(*_merged(own)[1], strict=True)
    found = []
    for place, code, words in _ERROR.findall(message):
        at = bisect.bisect_right(starts, int(place)) - 1
        if at >= 0:
            found.append(Fault(lines[at], f"{code}: {words.strip()}", "Mend this expression or instruction."))
        else:
            words = f"with this module the toolkit's own stylesheets do not compile. {code}: {words.strip()}"
            found.append(Fault(0, words, "What replaces a template or a function of ours takes the same parameters."))
    return found or [Fault(0, " ".join(message.split()), "Mend the module.")]
