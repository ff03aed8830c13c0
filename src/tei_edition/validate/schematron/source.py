"""The files of a Schematron schema: read without harm, with what they include in its place.

Nothing is read but files in the schema's own folder and the folders below it. The trees stay as they were parsed, so
that every element knows its line and its namespaces; `Source.children` shows what is included where it is included.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree

from tei_edition.diagnostics import Diagnostic, Location, Severity
from tei_edition.validate.schematron.names import OLD_SCH, RNG, SCH, XML_ID, namespace_of, s, x
from tei_edition.validate.wellformed import line_of, read_document

_LARGEST = 20_000_000  # bytes; tei_all with its examples has 2 million
_MOST_INCLUSIONS = 2_000  # of all files together, each counted as often as it is included
_INCLUDING = (s("include"), s("extends"), x("include"), x("import"), f"{{{RNG}}}include", f"{{{RNG}}}externalRef")


class Source:
    """A schema's file and the files that it includes; `faults` holds what is wrong with them.

    `root` is None if the file itself cannot be read; `old` says whether elements of Schematron 1.5 were met.
    """

    def __init__(self, path: Path) -> None:
        self.name = path.as_posix()
        self.faults: list[Diagnostic] = []
        self.old = False
        self._files: dict[Path, etree._Element | None] = {}
        self._names: dict[etree._Element, tuple[str, Path]] = {}
        self._included: dict[etree._Element, etree._Element] = {}
        self._circular: set[etree._Element] = set()
        main = path.resolve()
        self._folder = main.parent
        self.root = self._read(main, self.name, None)
        if self.root is not None:
            self._follow(self.root, ((main, ""),))

    def fault(
        self,
        rule: str,
        element: etree._Element | None,
        message: str,
        help_: str,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Note what is wrong with an element, or with the file as a whole."""
        place = self.place(element) if element is not None else Location(self.name)
        found = Diagnostic(rule, severity, message, place, help_)
        if found not in self.faults:
            self.faults.append(found)

    def place(self, element: etree._Element) -> Location:
        """The file and line of an element."""
        name, _ = self._file_of(element)
        return Location(name, line_of(element))

    def children(self, element: etree._Element) -> Iterator[etree._Element]:
        """The child elements, with what is included in the place of each include that could be followed."""
        for child in element.iterchildren(etree.Element):
            target = self._included.get(child)
            if child.tag in (s("include"), f"{{{RNG}}}include", f"{{{RNG}}}externalRef"):
                if target is not None:
                    yield target
            elif child.tag in (x("include"), x("import")) or (child.tag == s("extends") and element.tag != s("rule")):
                # A stylesheet, or another schema or pattern, gives all that it holds; of a rule its reader knows more.
                if target is not None:
                    yield from self.children(target)
            else:
                yield child

    def walk(self, elements: Iterable[etree._Element]) -> Iterator[etree._Element]:
        """The elements and all below them, with what they include."""
        waiting = [iter(elements)]
        while waiting:
            element = next(waiting[-1], None)
            if element is None:
                waiting.pop()
            else:
                yield element
                waiting.append(self.children(element))

    def included(self, element: etree._Element) -> etree._Element | None:
        """The element to which the `href` of an include or extends leads; None if it could not be followed."""
        return self._included.get(element)

    def _file_of(self, element: etree._Element) -> tuple[str, Path]:
        return self._names[element.getroottree().getroot()]

    def _read(self, path: Path, name: str, asker: etree._Element | None) -> etree._Element | None:
        """The root of a file; what is wrong with it is a fault of its own, or of the element that asks for it."""
        if path in self._files:
            return self._files[path]
        self._files[path] = None
        try:
            if not path.is_file():
                self._unreadable(name, "no such file", asker)
                return None
            if path.stat().st_size > _LARGEST:
                self._unreadable(name, f"the file has more than {_LARGEST:,} bytes", asker)
                return None
            content = path.read_bytes()
        except OSError as error:
            self._unreadable(name, error.strerror or str(error), asker)
            return None
        root, found = read_document(content, name)
        if root is None:
            self.faults.extend(found)
            return None
        for element in root.iter(f"{{{OLD_SCH}}}*"):
            element.tag = s(etree.QName(element).localname)
            self.old = True
        self._files[path] = root
        self._names[root] = (name, path)
        return root

    def _unreadable(self, name: str, reason: str, asker: etree._Element | None) -> None:
        self.fault(
            "schematron-unreadable", asker, f"The schema '{name}' cannot be read: {reason}.",
            "Correct the name of the file, or put the file there.",
        )  # fmt: skip

    def _follow(self, start: etree._Element, way: tuple[tuple[Path, str], ...]) -> int:
        """Find what the elements within `start` include, and count it; `way` is what is being included just now."""
        number = 0
        for element in start.iter(*_INCLUDING):
            href = element.get("href")
            if href is None:
                if element.tag != s("extends"):
                    self.fault("schematron-include", element, "This include has no href.", "Name a file in href.")
                continue
            key = self._target(element, href)
            if key is None:
                continue
            if key in way:
                self._circular.add(element)
                self.fault(
                    "schematron-include-circular", element,
                    f"'{href}' is included here, but is being included already: the inclusion would never end.",
                    "Remove this include, or move what it needs into a file of its own.",
                )  # fmt: skip
                continue
            target = self._within(element, href, *key)
            if target is None:
                continue
            number += 1 + self._follow(target, (*way, key))
            if number > _MOST_INCLUSIONS or len(way) > 50:
                self.fault(
                    "schematron-include", None, f"The schema includes more than {_MOST_INCLUSIONS:,} parts, or through "
                    "more than 50 files.", "Include less, and each file once.",
                )  # fmt: skip
                return number
            if element not in self._circular:
                self._included[element] = target
        return number

    def _target(self, element: etree._Element, href: str) -> tuple[Path, str] | None:
        """The file and fragment that `href` names, if it may be read."""
        _, here = self._file_of(element)
        try:
            parts = urlsplit(href)
            path = (here.parent / unquote(parts.path)).resolve() if parts.path else here
            allowed = not parts.scheme and not parts.netloc and path.is_relative_to(self._folder)
        except (OSError, ValueError, RuntimeError):  # no URI, a NUL in it, symbolic links in a circle
            allowed = False
        if not allowed:
            self.fault(
                "schematron-include-outside", element,
                f"'{href}' does not lie in the folder of the schema and is not read.",
                "Copy the file beside the schema, and name it with a relative path.",
                Severity.WARNING if namespace_of(element) == RNG else Severity.ERROR,
            )  # fmt: skip
            return None
        return path, unquote(parts.fragment)

    def _within(self, element: etree._Element, href: str, path: Path, fragment: str) -> etree._Element | None:
        """The root of the file, or the element in it that the fragment names."""
        name, _ = self._file_of(element)
        file = unquote(urlsplit(href).path)
        shown = os.path.normpath(Path(name).parent / file).replace(os.sep, "/") if file else name
        root = self._read(path, shown, element)
        if root is None:
            return None
        ids = (e for e in root.iter(etree.Element) if fragment in (e.get("id"), e.get(XML_ID)))
        target = next(ids, None) if fragment else root
        if target is None:
            self.fault(
                "schematron-include", element, f"Nothing in '{shown}' has the id '{fragment}' that is included here.",
                "Correct the part of href that follows '#'.",
            )  # fmt: skip
        elif element.tag == s("include") and target.tag == s("schema"):
            self.fault(
                "schematron-include", element, f"'{href}' is a whole schema, which cannot be included.",
                "Include a part of it, such as other.sch#pattern-id, or write extends instead of include.",
            )  # fmt: skip
        elif (
            element.tag == s("extends")
            and (extending := element.getparent()) is not None
            and (target.tag != extending.tag)
        ):
            kind = etree.QName(extending).localname
            self.fault(
                "schematron-include", element, f"'{href}', which this {kind} extends, is no {kind}.",
                f"Correct href; it ends in '#' and the id of a {kind}, or is a file that begins with one.",
            )  # fmt: skip
        else:
            return target
        return None


def top_elements(source: Source, root: etree._Element) -> Iterator[etree._Element]:
    """The children of a schema; or of another file (RELAX NG, XML Schema, ODD), the Schematron that it carries.

    A rule or assertion that such a file carries outside of any pattern is given as it stands.
    """
    if root.tag == s("schema"):
        yield from source.children(root)
        return
    seen = {root}
    waiting = [iter(source.children(root))]
    while waiting:
        child = next(waiting[-1], None)
        if child is None:
            waiting.pop()
        elif child.tag == s("schema"):
            yield from source.children(child)
        elif namespace_of(child) == SCH or child.tag in (x("function"), x("key")):
            yield child
        elif child.getparent() is not None:
            waiting.append(iter(source.children(child)))
        elif child not in seen:  # A grammar may be included twice.
            seen.add(child)
            waiting.append(iter(source.children(child)))
