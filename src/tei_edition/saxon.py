"""The only door to Saxon: a locked-down processor and stylesheets compiled once per process.

The processor never reads a file, a network address or a DOCTYPE and calls no external function: once closed, Saxon
cannot be opened again, so the modules of a stylesheet are put together here (`xsl:include`) before it compiles.
Documents cross as bytes, results come back as strings.
"""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import saxonche
from lxml import etree

from tei_edition.errors import InstallationError, StylesheetError
from tei_edition.parsing import locked_parser

_FEATURE = "http://saxon.sf.net/feature/"
_OPTIMIZATION = f"{_FEATURE}optimizationLevel"  # "10": all there are, which is the default; "-t": no tail calls
_XSL = "{http://www.w3.org/1999/XSL/Transform}"
_LIMITS = (
    "maxElementDepth",
    "elementAttributeLimit",
    "maxXMLNameLimit",
    "maxGeneralEntitySizeLimit",
    "totalEntitySizeLimit",
    "entityExpansionLimit",
)
# After the first error Saxon tells where in the stylesheet it was, and of further errors.
_FURTHER = re.compile(r" In template rule with match=| (?:In|Error|Warning|Type error) (?=[^.]{0,200} of file:)")
_LOCK = threading.RLock()  # Parameters are set on the shared executable, so one transformation at a time.


_ADDRESSES = 36 << 30  # bytes of addresses, of which it uses few, that Saxon (GraalVM) asks for when it starts


def _check_limit() -> None:
    """Raise InstallationError where Saxon would get no addresses, and end this process with no word that helps."""
    try:
        limits = Path("/proc/self/limits").read_text("ascii")
    except (OSError, ValueError):
        return  # Only Linux tells them there, and only there are they known to end the process.
    told = re.search(r"^Max address space +(\d+)", limits, re.MULTILINE)
    limit = int(told[1]) if told else _ADDRESSES
    if limit < _ADDRESSES:
        raise InstallationError(
            f"the virtual memory of a process is limited to {limit >> 20} MB here, too little for Saxon to start",
            "Lift the limit (ulimit -v unlimited): Saxon asks for 32 GB of addresses, and uses little of them. Memory "
            "itself is limited by a control group: systemd-run -p MemoryMax=2G, docker run --memory 2g.",
        )


@cache
def _processor() -> Any:
    _check_limit()
    processor = saxonche.PySaxonProcessor(license=False)
    processor.set_configuration_property(f"{_FEATURE}allow-external-functions", "off")
    processor.set_configuration_property(f"{_FEATURE}disableXslEvaluate", "true")
    processor.set_configuration_property(
        f"{_FEATURE}parserFeature?uri=http%3A//apache.org/xml/features/disallow-doctype-decl", "true"
    )
    # Java's parser has limits of its own (100 levels, 200 attributes); whoever calls has checked the document.
    for limit in _LIMITS:
        processor.set_configuration_property(f"{_FEATURE}parserProperty?uri=jdk.xml.{limit}", "0")
    processor.set_configuration_property(f"{_FEATURE}allowedProtocols", "")
    return processor


class ParsedDocument:
    """A document in Saxon's own tree, with line numbers, to be given to several stylesheets."""

    def __init__(self, content: bytes) -> None:
        with _LOCK:
            builder = _processor().new_document_builder()
            builder.set_line_numbering(True)
            self.node = _parse(builder, content)


Parameter = str | bool | int | bytes | ParsedDocument | None
"""A stylesheet parameter: bytes are parsed and passed as a document node, None leaves the default."""


@lru_cache(maxsize=16)
def shared(content: bytes) -> ParsedDocument:
    """The document `content`, parsed once per process: for what many transformations share (authority, labels)."""
    return ParsedDocument(content)


@lru_cache(maxsize=1)
def _latest(content: bytes) -> ParsedDocument:
    """The document `content`; kept until the next, since rules, page and print follow one another."""
    return ParsedDocument(content)


def _parse(builder: Any, content: bytes) -> Any:
    try:
        return builder.parse_xml(xml_text=content.decode("utf-8-sig"))
    except saxonche.PySaxonApiError as error:
        raise StylesheetError(f"Saxon cannot read the document: {_first_line(error)}") from None


class Stylesheet:
    """A compiled stylesheet. Saxon ignores a parameter whose name it does not know: mind the spelling."""

    def __init__(self, text: str, name: str, *, loops: bool = True) -> None:
        """Compile `text`, which stands alone; `name` is what messages call it. Raises StylesheetError.

        A function whose last step is to call itself becomes a loop, and one that never ends runs for ever; without
        `loops` it fails on a document instead, as every other endless recursion does.
        """
        self.name = name
        with _LOCK:
            try:
                if not loops:
                    _processor().set_configuration_property(_OPTIMIZATION, "-t")
                self._executable = _processor().new_xslt30_processor().compile_stylesheet(stylesheet_text=text)
            except saxonche.PySaxonApiError as error:
                raise StylesheetError(f"{name} does not compile: {error}") from None
            finally:
                if not loops:
                    _processor().set_configuration_property(_OPTIMIZATION, "10")

    def run(self, document: bytes | ParsedDocument, **parameters: Parameter) -> Any:
        """Apply the stylesheet's templates to the document; the raw XDM result, for callers that need nodes.

        Raises StylesheetError when the stylesheet fails on the document.
        """
        return self._apply(document, parameters, raw=True)

    def text(self, document: bytes | ParsedDocument, **parameters: Parameter) -> str:
        """The result as text, written as the stylesheet's `xsl:output` says, without a tree in between."""
        return str(self._apply(document, parameters, raw=False))

    def _apply(self, document: bytes | ParsedDocument, parameters: Mapping[str, Parameter], *, raw: bool) -> Any:
        with _LOCK:
            parsed = document if isinstance(document, ParsedDocument) else _latest(document)
            executable = self._executable
            executable.clear_parameters()
            executable.set_result_as_raw_value(raw)
            executable.set_global_context_item(xdm_item=parsed.node)
            for name, value in parameters.items():
                if value is not None:
                    executable.set_parameter(name.replace("_", "-"), _xdm(value))
            apply = executable.apply_templates_returning_value if raw else executable.apply_templates_returning_string
            try:
                return apply(xdm_value=parsed.node)
            except saxonche.PySaxonApiError as error:
                raise StylesheetError(f"{self.name} failed: {_first_line(error)}") from None

    def value(self, document: bytes | ParsedDocument, **parameters: Parameter) -> str:
        """The result of a stylesheet whose result is one string; unlike `text`, an error writes nothing on stderr."""
        return str(self._apply(document, parameters, raw=True).head.string_value)

    def outputs(self, document: bytes | ParsedDocument, **parameters: Parameter) -> dict[str, str]:
        """Apply a stylesheet whose result is one map {name: string}, such as {relative path: page}."""
        result = self.run(document, **parameters)
        produced = result.item_at(0) if hasattr(result, "item_at") else result
        return {str(key.string_value): _text(produced.get(key)) for key in produced.keys()}  # noqa: SIM118


@cache
def compiled(path: Path) -> Stylesheet:
    """The stylesheet at `path` with all that it includes, compiled on first use, kept for the life of the process."""
    return Stylesheet(assembled(path), path.name)


@lru_cache(maxsize=16)
def assembled(path: Path) -> str:
    """The text of the stylesheet at `path` with all that it includes. Raises StylesheetError."""
    return etree.tostring(_assembled(path, set()), encoding="unicode")


def _assembled(path: Path, included: set[Path]) -> etree._Element:
    """The stylesheet with every `xsl:include` replaced by the declarations of the module it names, each module once."""
    included.add(path)
    parser = locked_parser()
    try:
        root = etree.parse(path, parser).getroot()
    except (OSError, etree.XMLSyntaxError) as error:
        raise StylesheetError(f"{path.name} cannot be read: {error}") from None
    for include in root.findall(f"{_XSL}include"):
        module = Path(os.path.normpath(path.parent / include.get("href", "")))
        declarations = [] if module in included else list(_assembled(module, included))
        position = root.index(include)
        root.remove(include)
        root[position:position] = declarations
    return root


def _xdm(value: str | bool | int | bytes | ParsedDocument) -> Any:
    processor = _processor()
    if isinstance(value, ParsedDocument):
        return value.node
    if isinstance(value, bytes):
        return _parse(processor.new_document_builder(), value)
    if isinstance(value, bool):
        return processor.make_boolean_value(value)
    if isinstance(value, int):
        return processor.make_integer_value(value)
    return processor.make_string_value(value)


def _text(value: Any) -> str:
    return "".join(str(value.item_at(position).string_value) for position in range(value.size))


def reason(error: StylesheetError) -> str:
    """What Saxon says, with the code of the error, but without the place in a stylesheet that nobody has written."""
    words = " ".join(error.message.split())
    coded = re.search(r"\b[A-Z]{4}\d{4} .*", words)
    told = coded[0] if coded else re.sub(r"^.* (?:of file:\S*:|failed:) ", "", words)
    return _FURTHER.split(told)[0].strip()


def _first_line(error: Exception) -> str:
    return " ".join(str(error).split())
