"""An editor's prose in Markdown, such as the introduction of an edition, as TEI. HTML in it stays text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from tei_edition.tei.build import TEI, XML

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

_BLOCKS = {"paragraph": "p", "blockquote": "quote", "bullet_list": "list", "list_item": "item", "tr": "row"}
_LOOKS = {"em": "italic", "strong": "bold", "s": "strikethrough"}
_NOT_XML = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535), "�")
_DEEPEST = 50


def prose(markdown: str) -> bytes:
    """A TEI document with the text of `markdown` (CommonMark, with tables, ~~deletions~~ and footnotes).

    Headings begin divisions, footnotes stand where they are referred to, pictures become links.
    """
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode
    from mdit_py_plugins.footnote import footnote_plugin

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": _DEEPEST}).enable(["table", "strikethrough"])
    tree = SyntaxTreeNode(
        parser.use(footnote_plugin, inline=False, move_to_end=False).parse(markdown.translate(_NOT_XML))
    )
    root = etree.Element(f"{{{TEI}}}TEI", nsmap={None: TEI})  # type: ignore[dict-item]
    _Writer(etree.SubElement(_add(root, "text"), f"{{{TEI}}}body")).write(tree)
    return etree.tostring(root, encoding="utf-8")


def _add(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{TEI}}}{name}", attributes)


def _say(parent: etree._Element, text: str) -> None:
    """Add words at the end of an element."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


@dataclass(slots=True)
class _Writer:
    body: etree._Element
    open: list[tuple[int, etree._Element]] = field(default_factory=list)
    """The divisions that have begun, with the levels of their headings."""
    notes: dict[str, SyntaxTreeNode] = field(default_factory=dict)
    """The footnotes that stand nowhere yet, by their labels."""
    numbers: dict[str, int] = field(default_factory=dict)

    def write(self, tree: SyntaxTreeNode) -> None:
        for node in tree.children:
            if node.type == "footnote_reference":
                self.notes.setdefault(str(node.meta["label"]), node)
        for node in tree.children:
            if node.type == "heading":
                level = int(node.tag[1:])
                while self.open and self.open[-1][0] >= level:
                    self.open.pop()
                division = _add(self._place(), "div")
                self.open.append((level, division))
                self._fill(_add(division, "head"), node)
            elif node.type != "footnote_reference":
                self._write(self._place(), node)
        # A footnote that nothing refers to is text all the same.
        for label in list(self.notes):
            self._note(self._place(), label)

    def _place(self) -> etree._Element:
        return self.open[-1][1] if self.open else self.body

    def _fill(self, parent: etree._Element, node: SyntaxTreeNode) -> None:
        for child in node.children:
            self._write(parent, child)

    def _write(self, parent: etree._Element, node: SyntaxTreeNode) -> None:
        match node.type:
            case "text" | "text_special":
                _say(parent, node.content)
            case "softbreak":
                _say(parent, "\n")
            case "hardbreak":
                _add(parent, "lb")
            case "heading":  # in a quotation or a point, where no division can begin
                self._fill(_add(parent, "p", rend="bold"), node)
            case "em" | "strong" | "s":
                self._fill(_add(parent, "hi", rend=_LOOKS[node.type]), node)
            case "code_inline":
                _say(_add(parent, "code"), node.content)
            case "fence" | "code_block":
                _say(_add(parent, "ab", type="code"), node.content)
            case "link":
                self._fill(_add(parent, "ref", target=str(node.attrs.get("href", ""))), node)
            case "image":
                _say(_add(parent, "ref", target=str(node.attrs.get("src", ""))), node.content or "↗")
            case "ordered_list":
                self._ordered(parent, node)
            case "table":
                table = _add(parent, "table")
                for row in (row for part in node.children for row in part.children):
                    self._write(table, row)
            case "th" | "td":
                cell = _add(parent, "cell")
                if node.type == "th":
                    cell.set("role", "label")
                self._fill(cell, node)
            case "footnote_ref":
                self._note(parent, str(node.meta["label"]))
            case "hr":
                pass
            case _ if node.type in _BLOCKS:
                self._fill(_add(parent, _BLOCKS[node.type]), node)
            case _:
                self._fill(parent, node)

    def _ordered(self, parent: etree._Element, node: SyntaxTreeNode) -> None:
        made = _add(parent, "list")
        start = int(node.attrs.get("start", 1))
        if start == 1:
            made.set("rend", "numbered")
        for number, item in enumerate(node.children, start):
            if start != 1:
                _say(_add(made, "label"), f"{number}.")
            self._write(made, item)

    def _note(self, parent: etree._Element, label: str) -> None:
        number = self.numbers.setdefault(label, len(self.numbers) + 1)
        note = self.notes.pop(label, None)
        if note is None:  # referred to before
            _say(_add(parent, "ref", target=f"#note-{number}"), f"[{number}]")
            return
        made = _add(parent, "note")
        made.set(f"{{{XML}}}id", f"note-{number}")
        self._fill(made, note)
