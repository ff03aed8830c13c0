"""What the rules on documents see of an authority: which entries it has, of which kinds, with which names."""

from __future__ import annotations

from lxml import etree

from tei_edition.validate.wellformed import TEI, read_document

_ID = "{http://www.w3.org/XML/1998/namespace}id"


def names_alone(content: bytes) -> bytes:
    """An authority without what its entries tell besides their names (dates, offices, notes, addresses on the web).

    Documents are checked against this, so that their findings are known to be the same when only such things change.
    An authority that cannot be read is given back as it is.
    """
    root, found = read_document(content, "")
    if root is None or found:
        return content
    held = {
        ancestor
        for element in root.iter(f"{TEI}*")
        if element.get(_ID) is not None or element.tag.endswith("Name")
        for ancestor in element.iterancestors()
    }
    for element in list(root.iterfind(f".//{TEI}standOff//{TEI}*")):
        if any(str(one.tag).endswith("Name") for one in element.iterancestors()):
            continue
        element.tail = None  # the white space between entries
        if element.tag.endswith("Name"):
            continue
        element.text = None
        parent = element.getparent()
        if element.get(_ID) is None and element not in held and parent is not None:
            parent.remove(element)
    return etree.tostring(root, encoding="utf-8")
