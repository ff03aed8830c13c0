"""Small tools to read TEI with lxml: children, their text, and what stands in the way of reading."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from tei_edition.errors import NotConvertedError
from tei_edition.model import name_key
from tei_edition.tei.build import TEI, XML

Element = etree._Element

_HELP = "Only files of the converter's own layer are read back; an editor's work stays in the TEI."


class Reading:
    """What the readers of one file share: its name, and the references to an authority that they meet."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.references: dict[str, str] = {}

    def refer(self, kind: str, name: str, element: Element) -> None:
        """Remember the reference of a name, so that the same name gets it again."""
        reference = element.get("ref")
        if reference:
            self.references[name_key(kind, name)] = reference

    def unknown(self, element: Element, what: str = "") -> NotConvertedError:
        """The error that `element` is not the converter's."""
        name = local_name(element)
        return NotConvertedError(
            what or f"<{name}> is not what the converter writes here",
            _HELP,
            file=self.file,
            line=_line(element),
            element=name,
        )


def _line(element: Element) -> int:
    line: object = element.sourceline  # lxml's type hints have no type for it
    return line if isinstance(line, int) else 0


def local_name(node: Element) -> str:
    """The name of a TEI element without its namespace; other nodes have names that no element has."""
    if not isinstance(node.tag, str):
        return "comment or processing instruction"
    return node.tag.removeprefix(f"{{{TEI}}}")


def identifier(element: Element) -> str:
    """The xml:id, or nothing."""
    return element.get(f"{{{XML}}}id", "")


def pointed(value: str | None) -> str:
    """The id that a pointer inside the file names, or nothing."""
    return (value or "").removeprefix("#")


def children(parent: Element | None, name: str, **attributes: str) -> Iterator[Element]:
    """The children of that name that have these attributes."""
    if parent is not None:
        for child in parent.iterchildren(f"{{{TEI}}}{name}"):
            if all(child.get(key) == value for key, value in attributes.items()):
                yield child


def child(parent: Element | None, *path: str, **attributes: str) -> Element | None:
    """The first element along `path`, whose last step has these attributes."""
    for step in path[:-1]:
        parent = next(children(parent, step), None)
    return next(children(parent, path[-1], **attributes), None)


def all_text(element: Element | None) -> str:
    """The characters in an element, or nothing."""
    return "" if element is None else "".join(str(text) for text in element.itertext())


def text_of(parent: Element | None, *path: str, **attributes: str) -> str:
    """The characters of the first element along `path`, or nothing."""
    return all_text(child(parent, *path, **attributes))


def texts_of(parent: Element | None, name: str, **attributes: str) -> tuple[str, ...]:
    """The characters of all children of that name."""
    return tuple(all_text(found) for found in children(parent, name, **attributes))
