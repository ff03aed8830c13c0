"""What a repair works with."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from tei_edition.diagnostics import Fix
from tei_edition.edits import Edit
from tei_edition.validate.spans import Spans


@dataclass(frozen=True, slots=True)
class Case:
    """The place of a finding, in the tree and in the bytes.

    `element` is what the finding names, `attribute` the attribute ("" if none); `stem` is the file's name without
    `.xml`; `home` is the pointer to the edition's authority, `entries` are the ids in it.
    """

    element: etree._Element
    attribute: str
    spans: Spans
    stem: str
    home: str = ""
    entries: frozenset[str] = frozenset()

    @property
    def root(self) -> etree._Element:
        """The root of the document."""
        return self.element.getroottree().getroot()

    def set_text(self, element: etree._Element, words: str) -> Edit | None:
        """The edit that makes `words` the text of an element; None where it holds more than plain text."""
        span = self.spans.text(element)
        return Edit(*span, _escaped(words)) if span is not None and not _special(words) else None

    def set_attribute(self, element: etree._Element, name: str, value: str) -> Edit | None:
        """The edit that gives an attribute this value, or adds it at the end of the start tag; None if unsafe."""
        if _special(value):
            return None
        if element.get(name) is not None:
            span = self.spans.attribute(element, name)
            # What XML reads otherwise than it is written, a reference or the end of a line, is left to the editor.
            if span is None or self.spans.content[slice(*span)] != _escaped(element.get(name, "")):
                return None
            return Edit(*span, _escaped(value))
        start, end = self.spans.start_tag(element)
        tag = self.spans.content[start:end]
        at = start + len(tag.rstrip(b"/>").rstrip())
        return Edit(at, at, f' {name}="{value}"'.encode())


def fix(description: str, *edits: Edit | None) -> Fix | None:
    """The repair of these edits; None if one of them is not possible, or there is none."""
    possible = tuple(edit for edit in edits if edit is not None)
    return Fix(description, possible) if possible and len(possible) == len(edits) else None


def _escaped(words: str) -> bytes:
    return words.encode("utf-8")


def _special(words: str) -> bool:
    """Whether the words hold what XML would read as mark-up; a repair then leaves them to the editor."""
    return any(sign in words for sign in "<>&\"'")
