"""What the regions of a saved page are, by their elements and classes: today's site, and the former one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice, takewhile

from tei_edition.source.frame import labels
from tei_edition.source.saved.tree import Element, classes, web_address, words_in


class Kind(StrEnum):
    """The kinds of regions."""

    NO_TEXT = "no text"
    OUTSIDE = "outside"
    CONTENT = "content"
    FURNITURE = "furniture"
    HIDDEN = "hidden"
    TAB = "tab"
    TITLE = "title"
    DATE = "date"
    CREDIT = "credit"
    ABSTRACT = "abstract"
    TEXT = "text"
    LABEL = "label"
    VALUE = "value"
    RELATED = "related"


@dataclass(frozen=True, slots=True, eq=False)
class Zone:
    """A region: the text of each is rendered apart. `joined` ones are one line, however they are broken.

    `block` numbers the blocks of the record's information, `label` is that of a block without heading; `part` tells
    the name in a pill from what else stands in it. `version` numbers the versions of the text.
    """

    kind: Kind
    joined: bool = False
    block: int = 0
    label: str = ""
    address: str = ""
    part: str = ""
    version: int = -1


@dataclass(slots=True)
class Version:
    """A version of the text: what its tab says, whether it is shown, whether it holds a scan."""

    label: str
    shown: bool
    scan: bool


_NO_TEXT = frozenset(("head", "script", "style", "template", "title", "noembed", "noframes"))
_CONTROL_NAMES = """
    button select textarea input form nav iframe object embed noscript svg audio video canvas dialog
"""
_CONTROLS = frozenset(_CONTROL_NAMES.split())
_FRAME = frozenset(("nav", "footer", "header", "aside", "form", *_CONTROLS))
_ROLE_NAMES = "navigation banner contentinfo search dialog alertdialog toolbar menu menubar"
_ROLES = frozenset(_ROLE_NAMES.split())
_FURNITURE = re.compile(
    r"(?:^|[-_])(?:cookies?|consent|gdpr|share|sharing|social|addthis|breadcrumbs?|nav|navbar|menu|search|footer|toolbar"
    r"|pager|pagination|downloads?|print|modal|newsletter|subscribe|banner|skip|logo|sidebar)(?:$|[-_])",
    re.IGNORECASE,
)
_TABS = frozenset(("nav-tabs", "tabs", "tab-list", "nav-pills"))
_HIDDEN_CLASSES = frozenset(("visually-hidden", "sr-only", "element-invisible", "hidden", "d-none", "invisible"))
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_SCAN = re.compile(r"\b(?:scan|pdf|image)\b", re.IGNORECASE)
_SHOWN = frozenset(("active", "show", "in"))
_SUMMARY = frozenset(("summary", "abstract", "description"))
_ANCHORS = 500
_FOOT = "foot"
"""Furniture above and below the record: nothing in it is the record's. A column beside the text may hold a summary."""


class Site:
    """A page of a site, its elements entered one after the other; each says in which region its text is."""

    def __init__(self, root: Element, address: str) -> None:
        self.address = address
        self.versions: list[Version] = []
        self._blocks = 0
        self._root = root

    def enter(self, element: Element, zone: Zone) -> Zone:
        """The region of an element that stands in `zone`."""
        if zone.kind is Kind.NO_TEXT:
            return zone
        if element.tag in _NO_TEXT:
            return Zone(Kind.NO_TEXT)
        return self._within(element, zone, classes(element))

    def _within(self, element: Element, zone: Zone, own: frozenset[str]) -> Zone:
        raise NotImplementedError

    def _link(self, element: Element) -> str:
        """The address behind an element: its own, or that of the first link in it."""
        link = element if element.get("href") else next((one for one in element.iter("a") if one.get("href")), None)
        return web_address(link.get("href", ""), self.address) if link is not None else ""

    def _block(self, label: str = "") -> Zone:
        self._blocks += 1
        return Zone(Kind.VALUE, block=self._blocks, label=label)

    def _value(self, element: Element, zone: Zone, own: frozenset[str]) -> Zone:
        """A part of a block: its heading, a pill, the name in a pill, an entry of a list."""
        if element.tag in _HEADINGS or own & {"sub-title"} or (own & {"title"} and element.tag != "a"):
            return replace(zone, kind=Kind.LABEL, joined=True)
        if zone.part == "name":
            return zone
        if "name" in own or element.tag == "li":
            return replace(zone, part="name", joined=True, address=zone.address or self._link(element))
        if "pill" in own and not zone.part:
            named = any("name" in classes(inner) for inner in element.iterdescendants("*"))
            return replace(zone, part="pill" if named else "name", joined=not named, address=self._link(element))
        if element.tag in _CONTROLS:
            return Zone(Kind.FURNITURE)
        return zone


class TodaysSite(Site):
    """Today's site: `h1.title`, `.date`, `.donated`, `.tab-pane`, `.text-block`, information and pill blocks."""

    def __init__(self, root: Element, address: str) -> None:
        super().__init__(root, address)
        heads = list(root.iter("h1"))
        titled = [head for head in heads if "title" in classes(head)] or (heads if len(heads) == 1 else [])
        self._title = titled[0] if titled else None
        self._around = frozenset(self._title.iterancestors()) if self._title is not None else frozenset()
        blocks = [element for element in root.iter("*") if classes(element) & _BLOCKS]
        self.recognised = self._title is not None and bool(blocks)
        anchors = [*([self._title] if self._title is not None else []), *blocks]
        self._content = _common(anchors[:_ANCHORS])
        self._tabs = _tab_labels(root) if self.recognised else {}
        self._related = False

    def _within(self, element: Element, zone: Zone, own: frozenset[str]) -> Zone:
        kind, tag = zone.kind, element.tag
        if "tab-pane" in own and kind is not Kind.TEXT:
            return self._version(element, own)
        if kind is Kind.HIDDEN or _is_hidden(element, own):
            return zone if kind is Kind.HIDDEN else Zone(Kind.HIDDEN)
        if kind is Kind.TEXT:
            return Zone(Kind.FURNITURE) if tag in _CONTROLS else zone
        if element is self._title:
            return Zone(Kind.TITLE, joined=True)
        if kind is Kind.RELATED:
            return replace(zone, address=web_address(element.get("href", ""), self.address)) if tag == "a" else zone
        if kind is Kind.VALUE:
            return self._value(element, zone, own)
        if kind is Kind.ABSTRACT and element.tag in _HEADINGS and labels.folded(words_in(element)) in _SUMMARY:
            return replace(self._block(), kind=Kind.LABEL, joined=True)
        if kind not in (Kind.CONTENT, Kind.OUTSIDE, Kind.FURNITURE):
            return zone
        if element is self._content:
            return Zone(Kind.CONTENT)
        if "donated" in own:
            return Zone(Kind.CREDIT, joined=True)
        if own & {"information-block", "pill-block"}:
            self._related = False
            return self._block()
        return self._of_content(element, zone, own)

    def _of_content(self, element: Element, zone: Zone, own: frozenset[str]) -> Zone:
        if zone.kind is Kind.FURNITURE and zone.part == _FOOT:
            return zone
        if "text-block" in own and not self._related:
            return Zone(Kind.ABSTRACT)
        if "date" in own and not self._related:
            return Zone(Kind.DATE, joined=True)
        if zone.kind is Kind.FURNITURE:
            return zone
        if zone.kind is Kind.CONTENT and (own & _TABS or element.get("role") in ("tablist", "tab")):
            return Zone(Kind.TAB)
        if _is_furniture(element, own) and element not in self._around:
            # A `form` around all, or a `header` around the title, is none.
            return Zone(Kind.FURNITURE, part="" if zone.kind is Kind.CONTENT else _FOOT)
        if zone.kind is not Kind.CONTENT:
            return zone
        if element.tag in _HEADINGS or "sub-title" in own:
            return self._heading(element, zone)
        if "pill" in own:
            return self._value(element, Zone(Kind.VALUE, block=self._blocks), own)
        if self._related or any(name.startswith("related") for name in own):
            return Zone(Kind.RELATED, address=self._link(element) if element.tag == "a" else "")
        return zone

    def _heading(self, element: Element, zone: Zone) -> Zone:
        """A heading: a known label begins a block of its own, or the documents that are related."""
        label = labels.folded(words_in(element))
        if label in labels.BEFORE or label in labels.IN_BLOCK or label == labels.INFORMATION:
            self._related = labels.BEFORE.get(label, False)
            return replace(self._block(), kind=Kind.LABEL, joined=True)
        return Zone(Kind.RELATED) if self._related else zone

    def _version(self, element: Element, own: frozenset[str]) -> Zone:
        label = self._tabs.get(element.get("id", ""), "")
        scan = bool(_SCAN.search(label)) or next(element.iter("iframe", "object", "embed"), None) is not None
        self.versions.append(Version(label, bool(own & _SHOWN), scan))
        return Zone(Kind.TEXT, version=len(self.versions) - 1)


class FormerSite(Site):
    """The former site: `.doc-inf-information` (`h4` and what follows it), `#subj-list`; the rest is its text."""

    def __init__(self, root: Element, address: str) -> None:
        super().__init__(root, address)
        self.recognised = any(
            "doc-inf-information" in classes(element) or element.get("id") == "subj-list" for element in root.iter("*")
        )

    def _within(self, element: Element, zone: Zone, own: frozenset[str]) -> Zone:
        kind = zone.kind
        if element.get("id") == "subj-list":
            return self._block("subjects discussed")
        if "doc-inf-information" in own:
            return self._block()
        if kind is Kind.HIDDEN or _is_hidden(element, own):
            return zone if kind is Kind.HIDDEN else Zone(Kind.HIDDEN)
        if kind is Kind.VALUE:
            return self._value(element, zone, own)
        if kind is Kind.OUTSIDE and element.tag == "body":
            return Zone(Kind.TEXT, version=0)
        if kind is Kind.TEXT and (element.tag in _CONTROLS or element.tag in ("nav", "footer")):
            return Zone(Kind.FURNITURE)
        return zone


_BLOCKS = frozenset(("tab-pane", "information-block", "pill-block"))


def _is_hidden(element: Element, own: frozenset[str]) -> bool:
    return bool(
        element.get("hidden") is not None or own & _HIDDEN_CLASSES or _HIDDEN_STYLE.search(element.get("style", ""))
    )


def _is_furniture(element: Element, own: frozenset[str]) -> bool:
    return (
        element.tag in _FRAME
        or element.get("role", "") in _ROLES
        or any(_FURNITURE.search(name) for name in (*own, element.get("id", "")))
    )


def _common(elements: list[Element]) -> Element | None:
    """The innermost element that holds all of them."""
    shared: list[Element] = []
    for number, element in enumerate(elements):
        path = [element, *element.iterancestors()][:0:-1]
        if number:
            same = takewhile(lambda pair: pair[0] is pair[1], zip(shared, path, strict=False))
            path = [mine for mine, _ in same]
        shared = path
    return shared[-1] if shared else None


def _tab_labels(root: Element) -> dict[str, str]:
    """What the tabs say, by the id of the version that each shows."""
    found: dict[str, str] = {}
    for element in islice(root.iter("a", "button", "li"), 5000):
        for name in ("href", "data-bs-target", "data-target", "aria-controls"):
            target = element.get(name, "")
            pane = target.removeprefix("#") if target.startswith("#") or name == "aria-controls" else ""
            if pane and pane not in found:
                found[pane] = words_in(element)[:100]
    return found
