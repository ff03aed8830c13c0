"""The introduction of an edition, from Markdown or TEI, with what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from tei_edition.catalogue import Catalogue
from tei_edition.diagnostics import Diagnostic, Location, Severity
from tei_edition.edition import Edition
from tei_edition.errors import EditionError
from tei_edition.parsing import locked_parser
from tei_edition.pipeline.looks import read_own

_DOCUMENT = re.compile(r"(?:\./)?(\w[\w.\-]*)\.xml(?:#.*)?")
_TEI = "{http://www.tei-c.org/ns/1.0}"


def read_introduction(edition: Edition) -> tuple[bytes, list[Diagnostic]]:
    """The introduction as a TEI document, b"" where there is none or it cannot be read, and the findings on it."""
    found: list[Diagnostic] = []
    content = read_own(edition, "introduction", found)
    path = edition.introduction
    if path is None or not content:
        return b"", found
    try:
        made = _tei(content) if path.suffix.lower() == ".xml" else _prose(content)
        for target in dict.fromkeys(_dangling(made, edition)):
            line = 1 + content[: max(0, content.find(target.encode()))].count(b"\n")
            place = Location(path.as_posix(), line)
            message = f"the introduction leads to {target}, which the edition has not"
            help_ = "Correct the name, or add the telegram."
            found.append(Diagnostic("introduction-link-dangling", Severity.WARNING, message, place, help_))
        return made, found
    except UnicodeDecodeError as error:
        line = 1 + content[: error.start].count(b"\n")
        found.append(_broken(path.as_posix(), line, "not UTF-8", "Save the file as UTF-8."))
    except etree.XMLSyntaxError as error:
        line = error.position[0] or 0
        found.append(
            _broken(path.as_posix(), line, f"not well-formed XML: {error.msg}", "Mend the markup at this place.")
        )
    except LookupError:
        found.append(_broken(path.as_posix(), 1, "no TEI document with a text", "Write <TEI> with a <text>."))
    return b"", found


def with_links(introduction: bytes, catalogue: Catalogue) -> bytes:
    """The introduction without links to telegrams that are not published; their words stay."""
    if not introduction:
        return introduction
    root = etree.fromstring(introduction)
    for element in root.iter(f"{_TEI}ref", f"{_TEI}ptr"):
        target = _DOCUMENT.fullmatch(element.get("target", ""))
        if target and not catalogue.has(target[1]):
            del element.attrib["target"]
    return etree.tostring(root, encoding="utf-8")


def _dangling(introduction: bytes, edition: Edition) -> Iterator[str]:
    """The telegrams to which the introduction leads and that the edition has not."""
    try:
        known = {path.stem for path in edition.documents()}
    except EditionError:  # found where the folder itself is looked at
        return
    for element in etree.fromstring(introduction).iter(f"{_TEI}ref", f"{_TEI}ptr"):
        target = _DOCUMENT.fullmatch(element.get("target", ""))
        if target and target[1] not in known:
            yield element.get("target", "")


def _prose(content: bytes) -> bytes:
    from tei_edition.tei.prose import prose  # here, since it brings all that encodes telegrams

    return prose(content.decode("utf-8-sig"))


def _tei(content: bytes) -> bytes:
    """A TEI document without what a page cannot have. Raises LookupError where it has no text."""
    parser = locked_parser(instructions=False)
    root = etree.fromstring(content, parser)
    if root.tag != f"{_TEI}TEI" or root.find(f"{_TEI}text") is None:
        raise LookupError
    return etree.tostring(root, encoding="utf-8")


def _broken(file: str, line: int, message: str, help_: str) -> Diagnostic:
    return Diagnostic("introduction-broken", Severity.ERROR, message, Location(file, line), help_)
