"""XInclude, only of files that lie in one folder, and never of an address."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree

from tei_edition.diagnostics import Diagnostic, Location, Severity
from tei_edition.validate.wellformed import line_of, path_of, read_any

XI = "{http://www.w3.org/2001/XInclude}"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_MOST = 1000  # files that one document may come to
_DEEPEST = 20


class _Refused(Exception):  # noqa: N818 - carries what the finding says
    def __init__(self, message: str, help_: str) -> None:
        super().__init__(message)
        self.message, self.help = message, help_


@dataclass
class Included:
    """A document with what it includes: of which file each included element is, by the topmost of them."""

    files: dict[etree._Element, str] = field(default_factory=dict)
    findings: list[Diagnostic] = field(default_factory=list)

    def file_of(self, element: etree._Element, file: str) -> tuple[str, etree._Element | None]:
        """The file of an element, and the topmost element of that file; `file` is the document's own."""
        node: etree._Element | None = element
        while node is not None:
            if node in self.files:
                return self.files[node], node
            node = node.getparent()
        return file, None


def unresolved(root: etree._Element, file: str) -> list[Diagnostic]:
    """One finding on a document that includes others, none on others."""
    first = next(root.iter(f"{XI}include"), None)
    if first is None:
        return []
    message = f"The file includes another, '{first.get('href') or ''}', which was not read; so it was not checked."
    return [_finding(first, file, message, "Say --xinclude to read what lies in the folder that is checked.")]


def include(root: etree._Element, file: str, path: Path, folder: Path, read: Callable[[Path], bytes]) -> Included:
    """Put in the place of each xi:include of a document what it names; `path` is the document's, `read` reads a file.

    Files outside of `folder`, addresses, files that include themselves and parts of files that are not named by an id
    are findings. The elements of included files keep their lines.
    """
    made = Included()
    _resolve(root, file, path, folder.resolve(), read, made, (path.resolve(),))
    return made


def _resolve(
    root: etree._Element, file: str, path: Path, folder: Path, read: Callable[[Path], bytes], made: Included,
    within: tuple[Path, ...],
) -> None:  # fmt: skip
    for node in list(root.iter(f"{XI}include")):
        if node is not root and root not in node.iterancestors():
            continue  # It was in a fallback that is not used.
        try:
            _one(node, path, folder, read, made, within)
        except _Refused as refused:
            fallback = node.find(f"{XI}fallback")
            if fallback is not None and isinstance(refused.__cause__, OSError):
                _put(node, list(fallback), fallback.text or "")
            else:
                made.findings.append(_finding(node, file, refused.message, refused.help))
                _put(node, [], "")


def _one(
    node: etree._Element, path: Path, folder: Path, read: Callable[[Path], bytes], made: Included,
    within: tuple[Path, ...],
) -> None:  # fmt: skip
    href = node.get("href") or ""
    parts = urlsplit(href)
    if parts.scheme or parts.netloc:
        raise _Refused(f"'{href}' is included, but not fetched.", "Put a copy beside the file, and name that.")
    target = (path.parent / unquote(parts.path)).resolve() if parts.path else path.resolve()
    if not target.is_relative_to(folder):
        raise _Refused(
            f"'{href}' is included, but lies outside the folder that is checked.", "Name the folder that holds both."
        )
    if node.get("parse", "xml") == "text":
        _put(node, [], _read(target, href, read).decode("utf-8", "replace"))
        return
    if target in within or len(within) > _DEEPEST:
        raise _Refused(f"'{href}' includes itself.", "Remove one of the two inclusions.")
    if len(made.files) >= _MOST:
        raise _Refused(f"More than {_MOST} files are included.", "Check the parts one by one.")
    file = Path(os.path.normpath(path.parent / unquote(parts.path))).as_posix()
    found, wrong = read_any(_read(target, href, read), file)
    if found is None:
        made.findings.extend(wrong)
        _put(node, [], "")
        return
    pointer = node.get("xpointer") or parts.fragment
    if pointer:
        chosen = next((one for one in found.iter(etree.Element) if one.get(_ID) == pointer), None)
        if chosen is None:
            raise _Refused(
                f"'{href}' has no element with the xml:id '{pointer}'.", "An xpointer may only be such an id."
            )
        found = chosen
    _resolve(found, file, Path(file), folder, read, made, (*within, target))
    _put(node, [found], "")
    made.files[found] = file


def _read(target: Path, href: str, read: Callable[[Path], bytes]) -> bytes:
    try:
        return read(target)
    except OSError as error:
        raise _Refused(f"'{href}' is included, but cannot be read: {error.strerror}.", "Look for a slip.") from error


def _put(node: etree._Element, instead: list[etree._Element], text: str) -> None:
    """Elements, or a text, in the place of a node."""
    parent, tail = node.getparent(), node.tail or ""
    if parent is None:
        return  # It is the root itself, which the schema then judges.
    at = parent.index(node)
    node.tail = None
    parent.remove(node)
    for offset, one in enumerate(instead):
        parent.insert(at + offset, one)
    if instead:
        instead[-1].tail = tail
        tail = ""
    if at:
        before = parent[at - 1]
        before.tail = (before.tail or "") + text + tail
    else:
        parent.text = (parent.text or "") + text + tail


def _finding(node: etree._Element, file: str, message: str, help_: str) -> Diagnostic:
    place = Location(file, line_of(node), 0, path_of(node))
    return Diagnostic("xinclude-unread", Severity.ERROR, message, place, help_)
