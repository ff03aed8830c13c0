"""TEI that is being built: elements by name, their content in order, where they stand.

A tree of the smallest possible nodes, since the header and text of a page are some hundred of them: elements of lxml
cost as much time as all the rest of the encoding.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass, field

TEI = "http://www.tei-c.org/ns/1.0"
XML = "http://www.w3.org/XML/1998/namespace"

# Elements whose children stand on lines of their own; all others are laid out in one line, as running text is.
_CONTAINER_NAMES = """
    TEI teiHeader fileDesc titleStmt respStmt publicationStmt availability notesStmt sourceDesc biblStruct analytic
    monogr imprint listWit witness msDesc msIdentifier msContents msItem physDesc objectDesc supportDesc encodingDesc
    editorialDecl appInfo application classDecl taxonomy profileDesc abstract langUsage textClass keywords relatedItem
    correspDesc correspAction correspContext handNotes revisionDesc text group body div opener closer address list
    item floatingText table row
"""
CONTAINERS = frozenset(_CONTAINER_NAMES.split())


@dataclass(slots=True, eq=False)
class Element:
    """An element of the TEI namespace, with text and elements as its content.

    The attributes `xml_id` and `xml_lang` are xml:id and xml:lang, `from_` is from; one without value counts as absent.
    `written` is the mark-up of an element that is the same in all files (see write.same_in_all).
    """

    name: str
    attributes: dict[str, str]
    content: list[str | Element] = field(default_factory=list)
    written: str = ""

    @property
    def elements(self) -> Iterator[Element]:
        """The child elements."""
        return (part for part in self.content if isinstance(part, Element))


def root(name: str, **attributes: str) -> Element:
    """A new element without a parent."""
    return Element(name, attributes)


def add(parent: Element, name: str, text: str = "", /, **attributes: str) -> Element:
    """A new last child."""
    element = Element(name, attributes, [text] if text else [])
    parent.content.append(element)
    return element


def last_child(parent: Element) -> Element | None:
    """The last child element."""
    return next((part for part in reversed(parent.content) if isinstance(part, Element)), None)


def append_text(parent: Element, text: str) -> None:
    """Add `text` after everything that `parent` holds so far."""
    parent.content.append(text)


def places(element: Element, path: str, wanted: Set[Element]) -> dict[Element, str]:
    """The xml:id or XPath (names without prefix) of the `wanted` elements in `element`, whose own path is `path`.

    What is wanted is searched for more only if it is a container: phrases are not.
    """
    found: dict[Element, str] = {}
    _find(element, path, wanted, found)
    return found


def _find(element: Element, path: str, wanted: Set[Element], found: dict[Element, str]) -> None:
    if element in wanted:
        found[element] = element.attributes.get("xml_id") or path
        if element.name not in CONTAINERS:
            return
    counts: dict[str, int] = {}
    for part in element.content:
        if not isinstance(part, str):
            name = part.name
            number = counts[name] = counts.get(name, 0) + 1
            _find(part, f"{path}/{name}[{number}]", wanted, found)
