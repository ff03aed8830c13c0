"""The parser for XML that others wrote: it follows nothing out of the file, and takes no more than a document has."""

from __future__ import annotations

from lxml import etree


def locked_parser(*, comments: bool = True, instructions: bool = True, large: bool = False) -> etree.XMLParser:
    """A parser that resolves no entity, reads no DTD and asks no network.

    An `xml:id` that is there twice is for validation to tell, not for the parser. `comments` and processing
    `instructions` stay, or not. With `large` it takes trees of any size: for what we made ourselves.
    """
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        collect_ids=False,
        huge_tree=large,
        remove_comments=not comments,
        remove_pis=not instructions,
    )
