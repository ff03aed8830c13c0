"""Which telegrams a build publishes, and how much of them: by the state of their revision, and by their rights."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from lxml import etree

from tei_edition.edition import STATUSES, Edition, Rights
from tei_edition.parsing import locked_parser

_TEI = "{http://www.tei-c.org/ns/1.0}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# What quotes the text in descriptions of it, and what may hold anything.
_QUOTING = (
    *("incipit", "explicit", "rubric", "finalRubric", "colophon", "quote", "q", "cit", "said", "floatingText"),
    "xenoData",
)
_LISTS = ("listPerson", "listOrg", "listPlace", "listObject", "listBibl", "listRelation")


class Extent(StrEnum):
    """How much of a telegram is published."""

    FULL = "full"
    METADATA = "metadata"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Decision:
    """How a telegram is published.

    `reason` is what in its header keeps it back, or its text (`draft`, `restricted` …); `draft` is its status where it
    is not ready and only a preview shows it, with a mark.
    """

    extent: Extent
    reason: str = ""
    draft: str = ""

    @property
    def key(self) -> str:
        """What of the decision its page and its part of the volume depend on."""
        return f"{self.extent}{'+draft' if self.draft else ''}"

    @classmethod
    def from_key(cls, key: str) -> Decision:
        """The decision that a key tells, without its reason."""
        extent, _, draft = key.partition("+")
        return cls(Extent(extent), draft=draft)


@dataclass(frozen=True, slots=True)
class Policy:
    """What `[rights]` and `[publish]` of edition.toml say; `drafts` shows what is not ready, too."""

    rights: Rights = Rights()  # noqa: RUF009 - immutable
    from_status: str = STATUSES[0]
    drafts: bool = False

    def decide(self, status: str, availability: str) -> Decision:
        """How a telegram is published with this `revisionDesc/@status` and this `availability/@status`.

        One that states no status is at the beginning of the way; one whose status is none of the way (embargoed,
        expired, withdrawn, deprecated) is never ready. Rights that are not stated are unknown.
        """
        place = STATUSES.index(status) if status in STATUSES else 0 if not status else -1
        stated = status or "without status"
        draft = "" if place >= STATUSES.index(self.from_status) else stated
        if draft and not self.drafts:
            return Decision(Extent.NOTHING, stated)
        rights = availability if availability in ("free", "restricted") else "unknown"
        if getattr(self.rights, rights) != "full":
            return Decision(Extent.METADATA, rights, draft)
        return Decision(Extent.FULL, "", draft)


def policy_of(edition: Edition, *, drafts: bool = False) -> Policy:
    """The policy that an edition's settings state."""
    return Policy(edition.rights, edition.from_status, drafts)


def without_text(document: bytes) -> bytes:
    """A TEI document without its text: header, authority lists and the statement that the text is withheld.

    Whatever is made from it cannot show what it does not hold. What quotes the text goes as well: incipits and
    quotations in the header, facsimiles, annotations, comments. `document` is well-formed XML.
    """
    parser = locked_parser(comments=False)
    root = etree.fromstring(document, parser)
    etree.strip_elements(root, etree.ProcessingInstruction, with_tail=False)
    telegram = root.find(f"{_TEI}text/{_TEI}body/{_TEI}div[@type='telegram']")
    language = root.find(f"{_TEI}text[@{_LANGUAGE}]")
    for part in list(root):
        if part.tag == f"{_TEI}standOff":
            _remove(one for one in list(part) if etree.QName(one).localname not in _LISTS)
        elif part.tag != f"{_TEI}teiHeader":
            root.remove(part)
    quoting = list(root.iter(*(f"{_TEI}{name}" for name in _QUOTING)))
    _remove(one for one in quoting if next(one.iterancestors(f"{_TEI}title"), None) is None)
    place = etree.SubElement(root, f"{_TEI}text")
    if language is not None:
        place.set(_LANGUAGE, str(language.get(_LANGUAGE)))
    place = etree.SubElement(place, f"{_TEI}body")
    for kind in ("telegram", "dispatch") if telegram is not None else ():
        place = etree.SubElement(place, f"{_TEI}div", type=kind)
    etree.SubElement(etree.SubElement(place, f"{_TEI}p"), f"{_TEI}gap", reason="withheld")
    return etree.tostring(root.getroottree(), encoding="utf-8", xml_declaration=True)


def _remove(elements: Iterable[etree._Element]) -> None:
    """Take elements out of the tree; what follows them stays."""
    for element in elements:
        parent = element.getparent()
        if parent is None:
            continue
        before, tail = element.getprevious(), element.tail or ""
        if before is None:
            parent.text = (parent.text or "") + tail
        else:
            before.tail = (before.tail or "") + tail
        parent.remove(element)
