"""The introduction of an edition, from Markdown or TEI, with what is wrong with it."""

from __future__ import annotations

from lxml import etree

from tei_edition.diagnostics import Diagnostic, Location, Severity
from tei_edition.edition import Edition
from tei_edition.pipeline.looks import read_own
from tei_edition.tei.prose import prose

_TEI = "{http://www.tei-c.org/ns/1.0}"


def read_introduction(edition: Edition) -> tuple[bytes, list[Diagnostic]]:
    """The introduction as a TEI document, b"" where there is none or it cannot be read, and the findings on it."""
    found: list[Diagnostic] = []
    content = read_own(edition, "introduction", found)
    path = edition.introduction
    if path is None or not content:
        return b"", found
    try:
        if path.suffix.lower() != ".xml":
            return prose(content.decode("utf-8-sig")), found
        return _tei(content), found
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


def _tei(content: bytes) -> bytes:
    """A TEI document without what a page cannot have. Raises LookupError where it has no text."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, collect_ids=False, remove_pis=True
    )
    root = etree.fromstring(content, parser)
    if root.tag != f"{_TEI}TEI" or root.find(f"{_TEI}text") is None:
        raise LookupError
    return etree.tostring(root, encoding="utf-8")


def _broken(file: str, line: int, message: str, help_: str) -> Diagnostic:
    return Diagnostic("introduction-broken", Severity.ERROR, message, Location(file, line), help_)
