"""From older versions of the telegram profile to the newest: steps that change only the bytes concerned."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from xml.parsers import expat

from lxml import etree

from tei_edition.diagnostics import Diagnostic, Location, Severity
from tei_edition.edits import Edit, applied
from tei_edition.validate.wellformed import TEI, read_document

PROFILE = "telegram"
"""What schemaRef/@key calls the profile."""


@dataclass(frozen=True, slots=True)
class Migration:
    """A step from one version of the profile to the next; "" is the version of files that name none.

    `edits` gives the changes of a well-formed file that follows `before`, without those of the version itself.
    """

    before: str
    after: str
    why: str
    edits: Callable[[bytes], list[Edit]]


MIGRATIONS: tuple[Migration, ...] = (
    Migration(
        "", "1.0", "The file names the profile that it follows (schemaRef), so that later steps know it.", lambda _: []
    ),
)
"""All steps, oldest first. The last leads to version.PROFILE_VERSION."""


@dataclass(frozen=True, slots=True)
class Migrated:
    """A file after its migration: its bytes, the steps that were taken (none: it is up to date), what hindered."""

    content: bytes
    steps: tuple[Migration, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def migrated(content: bytes, file: str, steps: tuple[Migration, ...] = MIGRATIONS) -> Migrated:
    """The TEI file `content` brought to the newest version of the profile; `file` is the name in findings.

    What is no well-formed TEI, or follows a version that this toolkit does not know, stays as it is, with a finding.
    Every step is made on the result of the one before.
    """
    root, found = read_document(content, file)
    if root is None or root.tag != f"{TEI}TEI":
        return Migrated(content, diagnostics=tuple(found) or (_no_tei(file),))
    version = profile_version(root)
    newest = steps[-1].after if steps else version
    if version == newest:
        return Migrated(content)
    position = next((place for place, step in enumerate(steps) if step.before == version), None)
    if position is None:
        return Migrated(content, diagnostics=(unknown_version(version, newest, file),))
    taken = steps[position:]
    changed = content
    for step in taken:
        changed = applied(changed, step.edits(changed))
        edit = _stamp(changed, step.after)
        if edit is None:
            return Migrated(content, diagnostics=(_no_header(file),))
        changed = applied(changed, [edit])
    return Migrated(changed, taken)


def profile_version(root: etree._Element) -> str:
    """The version of the profile that a TEI document says it follows, "" if it says none."""
    path = f"string((tei:teiHeader/tei:encodingDesc/tei:schemaRef[@key = '{PROFILE}'])[1]/@n)"
    return str(root.xpath(path, namespaces={"tei": TEI.strip("{}")}))


def check_version(root: etree._Element, file: str) -> list[Diagnostic]:
    """The finding that a document follows another version of the profile than the newest, if it does."""
    version = profile_version(root)
    newest = MIGRATIONS[-1].after
    if version in ("", newest):
        return []
    if all(version != step.before for step in MIGRATIONS):
        return [unknown_version(version, newest, file)]
    return [
        Diagnostic(
            "profile-version-old",
            Severity.WARNING,
            f"The file follows version {version} of the telegram profile; the newest is {newest}.",
            Location(file),
            "Bring it to the newest version: tei-edition migrate FILE shows what would change.",
        )
    ]


def unknown_version(version: str, newest: str, file: str) -> Diagnostic:
    """The finding that a file follows a version of the profile that this toolkit does not know."""
    return Diagnostic(
        "profile-version-unknown",
        Severity.ERROR,
        f"The file follows version '{version}' of the telegram profile; this toolkit knows it up to {newest}.",
        Location(file),
        "Install a newer tei-edition, or correct the version in schemaRef.",
    )


def _no_tei(file: str) -> Diagnostic:
    return Diagnostic(
        "document-no-tei",
        Severity.ERROR,
        "The file is no TEI document; only telegrams of the profile are migrated.",
        Location(file),
        "Name TEI files, folders of them, or editions.",
    )


def _no_header(file: str) -> Diagnostic:
    return Diagnostic(
        "migration-impossible",
        Severity.ERROR,
        "The header has no encodingDesc with content, where the version of the profile is written down.",
        Location(file),
        "Complete the header first; tei-edition validate tells what is missing.",
    )


def _stamp(content: bytes, version: str) -> Edit | None:
    """The edit that writes the version into the file's schemaRef, or adds one at the end of its encodingDesc."""
    place = _Place()
    place.read(content)
    if place.reference:
        start, end = place.reference
        tag = content[start:end]
        changed, count = re.subn(rb"(\sn\s*=\s*)(\"[^\"]*\"|'[^']*')", rb'\g<1>"%s"' % version.encode(), tag, count=1)
        if not count:
            changed = re.sub(rb"(\s*/?>)$", rb' n="%s"\1' % version.encode(), tag)
        return Edit(start, end, changed)
    if place.last is None:
        return None
    # A line of its own, indented as the element before it is.
    indent = re.search(rb"[\r\n]+[ \t]*$", content[: place.last[0]])
    added = f'<{place.prefix}schemaRef key="{PROFILE}" n="{version}" url="{_schema(content)}"/>'.encode()
    return Edit(place.last[1], place.last[1], (indent[0] if indent else b"") + added)


def _schema(content: bytes) -> str:
    """Where the file's own xml-model says that the grammar is; it stays escaped as it stands there."""
    found = re.search(rb"<\?xml-model\s[^?]*?href=[\"']([^\"'<>]*?telegram\.rn[gc])[\"']", content)
    return found[1].decode() if found else "telegram.rng"


class _Place:
    """The byte offsets in a file's encodingDesc: its last child, and the start tag of the profile's schemaRef."""

    def __init__(self) -> None:
        self.last: tuple[int, int] | None = None
        self.reference: tuple[int, int] | None = None
        self.prefix = ""
        self._path: list[str] = []
        self._starts: list[int] = []
        self._pending: Callable[[int], None] | None = None

    def read(self, content: bytes) -> None:
        """Walk through well-formed XML in UTF-8."""
        parser = expat.ParserCreate(namespace_separator=None)
        self._parser = parser
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        # Every other event only tells where the tag before it ended.
        parser.CharacterDataHandler = parser.CommentHandler = self._other
        parser.ProcessingInstructionHandler = lambda *_: self._other()
        parser.Parse(content, True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._other()
        self._path.append(name.rpartition(":")[2])
        self._starts.append(self._parser.CurrentByteIndex)
        if self._path[-2:] == ["encodingDesc", "schemaRef"] and attributes.get("key") == PROFILE and not self.reference:
            start = self._parser.CurrentByteIndex
            self._pending = lambda end: setattr(self, "reference", (start, end))
        if self._path == ["TEI", "teiHeader", "encodingDesc"]:
            self.prefix = name.removesuffix("encodingDesc")

    def _end(self, _name: str) -> None:
        self._other()
        start = self._starts.pop()
        if self._path[:-1] == ["TEI", "teiHeader", "encodingDesc"]:
            self._pending = lambda end: setattr(self, "last", (start, end))
        self._path.pop()

    def _other(self, _text: str = "") -> None:
        if self._pending is not None:
            self._pending(self._parser.CurrentByteIndex)
            self._pending = None
