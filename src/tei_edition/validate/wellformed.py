"""Whether a file can be read as XML at all, told in an editor's words; untrusted XML is read here and nowhere else."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from tei_edition.diagnostics import Diagnostic, Location, Severity

TEI = "{http://www.tei-c.org/ns/1.0}"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_IDS = etree.XPath("descendant-or-self::*/@xml:id", smart_strings=False)

_WORDS = (
    (re.compile(r"Opening and ending tag mismatch: (\S+) line (\d+) and (\S+)"),
     "The end tag '</{2}>' stands where '</{0}>' is expected, the end of the element that begins in line {1}.",
     "Close the elements in the order in which they lie in each other."),
    (re.compile(r"EndTag: '</' not found|Premature end of data in tag (\S+)"),
     "The file ends before all elements are closed.", "Restore the rest of the file, or close the elements."),
    (re.compile(r"xmlParseEntityRef: no name"), "The character & does not stand alone in XML.", "Write &amp; instead."),
    (re.compile(r"Maximum entity amplification"), "Its entities grow in each other beyond measure; they are not read.",
     "Write the characters themselves instead of the entities."),
    (re.compile(r"failed to load \"([^\"]*)\"|Entity '(\S+)' failed to parse"),
     "An entity is in another file, '{0}', which is not read.", "Write its content here instead."),
    (re.compile(r"Entity '(\S+)' not defined"), "The entity '&{0};' is not known.",
     "Write the character itself; XML knows only &amp; &lt; &gt; &quot; &apos; and numbers such as &#160;."),
    (re.compile(r"Attribute (\S+) redefined"), "The attribute '{0}' stands twice in one tag.", "Remove one of them."),
    (re.compile(r"Namespace prefix (\S+) (?:for \S+ )?on (\S+) is not defined"),
     "The prefix '{0}' on '{1}' is not declared.", "Declare it with xmlns:…, or remove it."),
    (re.compile(r"Unescaped '<' not allowed in attributes"), "The character < stands in an attribute value.",
     "Write &lt;, or close the quotation mark of the value."),
    (re.compile(r"Start tag expected"), "The file does not begin with an XML tag.",
     "A TEI file begins with <?xml …?> or <TEI …>; save the document as XML, not as text."),
    (re.compile(r"Extra content at the end"), "There is more after the end of the root element.",
     "Remove what follows the last end tag."),
    (re.compile(r"huge|too long|too deep|[Rr]esource limit|exceeds|Excessive depth"),
     "A text, a tag or the nesting is beyond the limit (10 million bytes, 256 levels).",
     "Split the document, or remove what does not belong to it."),
)  # fmt: skip


def read_document(content: bytes, file: str) -> tuple[etree._Element | None, list[Diagnostic]]:
    """The root of the document and the findings; the root is None if the file cannot be read or has a DOCTYPE.

    Doubled values of xml:id are findings beside the root. No entity, DTD or network address is ever read.
    """
    refused = _unreadable(content, file)
    if refused is not None:
        return None, [refused]
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, collect_ids=False
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        return None, [_syntax(error, file)]
    return root, doubled_ids(root, file)


def read_any(content: bytes, file: str) -> tuple[etree._Element | None, list[Diagnostic]]:
    """The root of a document of any project and the findings; the root is None if the file cannot be read.

    Unlike `read_document` it takes any encoding, and a DOCTYPE, of which the entities in the file itself are read and
    nothing else. Ids are for the schema to judge.
    """
    if not content.strip():
        return None, [_empty(file)]
    parser = etree.XMLParser(
        resolve_entities="internal",  # type: ignore[arg-type]  # lxml-stubs know True and False alone
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        collect_ids=False,
    )
    try:
        return etree.fromstring(content, parser), []
    except etree.XMLSyntaxError as error:
        outside = re.match(r"Entity '(\S+)' not defined", str(error.msg or ""))
        if outside and re.search(rb"<!ENTITY\s+%s\s+(SYSTEM|PUBLIC)\s" % re.escape(outside[1].encode()), content):
            return None, [
                _error(
                    "xml-not-well-formed",
                    f"The entity '&{outside[1]};' is in another file, which is not read.",
                    Location(file, *(error.position or (0, 0))),
                    "Write its content here, or include the file with xi:include and --xinclude.",
                )
            ]
        return None, [_syntax(error, file)]


def in_utf8(content: bytes, root: etree._Element) -> bytes:
    """The content of a document in UTF-8 and without its DOCTYPE, all else in its place; b"" where nothing keeps it."""
    info = root.getroottree().docinfo
    try:
        text = content.decode("utf-8-sig" if (info.encoding or "UTF-8").upper() == "UTF-8" else info.encoding or "")
    except (UnicodeDecodeError, LookupError):
        return b""
    if info.internalDTD is not None:
        entities = info.internalDTD.iterentities()  # type: ignore[attr-defined]
        if any("<" in (entity.content or "") for entity in entities):
            return b""
        doctype = re.search(r"<!DOCTYPE(?:[^\[>\"']|\"[^\"]*\"|'[^']*')*(?:\[[^\]]*\]\s*)?>", text)
        if doctype is None:
            return b""
        text = text[: doctype.start()] + re.sub(r"[^\r\n]", " ", doctype[0]) + text[doctype.end() :]
    return text.encode()


def doubled_ids(root: etree._Element, file: str) -> list[Diagnostic]:
    """A finding for each element whose xml:id an earlier one has."""
    ids: Any = _IDS(root)  # of a set of attributes it is their values
    if len(set(ids)) == len(ids):
        return []
    seen: dict[str, int] = {}
    found = []
    for element in root.iter(etree.Element):
        identifier = element.get(_ID)
        if identifier is None:
            continue
        if identifier in seen:
            found.append(
                Diagnostic(
                    "xml-id-doubled",
                    Severity.ERROR,
                    f"The xml:id '{identifier}' is taken: line {seen[identifier]} has it too.",
                    Location(file, line_of(element), 0, path_of(element)),
                    "Give each element an xml:id of its own, and correct the pointers to it.",
                )
            )
        else:
            seen[identifier] = line_of(element)
    return found


def line_of(element: etree._Element) -> int:
    """The line of an element, 0 where libxml2 does not know it (beyond 65,535)."""
    line = element.sourceline
    return line if isinstance(line, int) and 0 < line < 65535 else 0


def path_of(element: etree._Element) -> str:
    """The XPath of an element, its steps without prefixes: /TEI[1]/text[1]."""
    steps = []
    node: etree._Element | None = element
    while node is not None:
        position = 1 + sum(1 for _ in node.itersiblings(str(node.tag), preceding=True))
        steps.append(f"{str(node.tag).rpartition('}')[2]}[{position}]")
        node = node.getparent()
    return "/" + "/".join(reversed(steps))


def _empty(file: str) -> Diagnostic:
    return _error("xml-empty", "The file is empty.", Location(file), "Restore it from a copy, or remove it.")


def _unreadable(content: bytes, file: str) -> Diagnostic | None:
    if not content.strip():
        return _empty(file)
    if b"\0" in content[:1024]:
        return _error(
            "xml-binary", "The file is binary or UTF-16, not XML in UTF-8.", Location(file), "Save it as UTF-8."
        )
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        start = content.rfind(b"\n", 0, error.start) + 1
        line = content.count(b"\n", 0, error.start) + 1
        column = len(content[start : error.start].decode("utf-8", "replace")) + 1
        return _error(
            "xml-not-utf8",
            f"The file is not UTF-8: byte {error.start} (0x{content[error.start]:02x}) begins no character.",
            Location(file, line, column),
            "Save the file as UTF-8.",
        )
    declared = re.match(r"\ufeff?<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)", text)
    if declared and declared[1].lower() not in ("utf-8", "utf8", "us-ascii", "ascii"):
        return _error(
            "xml-not-utf8",
            f"The file says that it is {declared[1]}; the edition's files are UTF-8.",
            Location(file, 1, 1),
            'Save it as UTF-8 and write encoding="UTF-8".',
        )  # fmt: skip
    # Comments and instructions before the root may speak of a DOCTYPE; they are skipped.
    prolog = re.match(r"\ufeff?(?:\s+|<\?(?:(?!\?>)[\s\S])*\?>|<!--(?:(?!-->)[\s\S])*-->)*", text)
    end = prolog.end() if prolog else 0
    if text.startswith("<!DOCTYPE", end):
        return _error(
            "xml-doctype",
            "The file has a DOCTYPE. It could pull in other files, so it is refused.",
            Location(file, text.count("\n", 0, end) + 1, end - text.rfind("\n", 0, end)),
            "Remove the DOCTYPE, and write its entities as characters.",
        )
    return None


def _syntax(error: etree.XMLSyntaxError, file: str) -> Diagnostic:
    message = re.sub(r", line \d+, column \d+.*$", "", str(error.msg or "not XML"))
    line, column = error.position if error.position else (0, 0)
    for pattern, words, help_ in _WORDS:
        match = pattern.search(message)
        if match:
            return _error(
                "xml-not-well-formed",
                words.format(*(g or "" for g in match.groups())),
                Location(file, line, column),
                help_,
            )
    return _error(
        "xml-not-well-formed", f"The file is not well-formed XML: {message}.", Location(file, line, column),
        "Correct the tags at this place.",
    )  # fmt: skip


def _error(rule: str, message: str, location: Location, help_: str) -> Diagnostic:
    return Diagnostic(rule, Severity.ERROR, message, location, help_)
