"""What the registers of an edition say of one document: small pieces of XML, each with what it stands under.

A piece is made once, where the document is read; a register puts pieces together without reading them again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from tei_edition.catalogue.mentions import Anchors, form_of, mentioned_keys, mentions
from tei_edition.catalogue.messages import messages
from tei_edition.characters import escaped, escaped_value
from tei_edition.reading_text import line

TEI = "{http://www.tei-c.org/ns/1.0}"
CATALOGUE = "urn:tei-edition:catalogue"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_PRINTED = 300  # Longer than any name or title in an index needs to be.
_PARTIES = frozenset(f"{TEI}{name}" for name in ("persName", "orgName", "name", "rs"))
_DOCUMENT = re.compile(r"(?:\./)?(\w[\w.\-]{0,109})\.xml(?:#[\w.\-]+)?")  # what xslt/html/links.xsl makes links of
_FIGURES = re.compile(r"\d{1,30}")
# What a shelfmark's parts say of the place of a file, from the largest; leaves are told apart.
_LEAVES = frozenset({"listy", "page"})


class Fact(NamedTuple):
    """One thing that a register lists: of which `kind`, under which `key`, in which order (`sort`), and what (`xml`).

    Kinds: `name` (key: the id in the authority), `leaf` (key: the repository), `number`, `subject`, `pair` (key: sender
    and addressee, with a tab between), `exchange` (the same pair in either direction), `copy` (key: the recipient),
    `relation` and `pointer` (key: the document of the edition that header or text lead to, empty where they name
    none), `message` and `uncarried` (key: what of a message indexes of letters do not carry),
    `abbreviation`, `principle`, `language`, `class`.
    """

    kind: str
    key: str
    sort: str
    xml: str


def facts_of(root: etree._Element) -> tuple[Fact, ...]:
    """All facts of a TEI document, in its order."""
    return tuple(_facts(root))


def keys_of(root: etree._Element) -> Iterator[tuple[str, str]]:
    """The kinds and keys of those facts of a TEI document that tell of its names and classes, in its order."""
    yield from (("name", key) for key in mentioned_keys(root))
    header = root.find(f"{TEI}teiHeader")
    if header is not None:
        yield from ((fact.kind, fact.key) for fact in _classes(header) if fact.kind == "class")


def natural(text: str) -> str:
    """A sort key by which `d. 9` stands before `d. 10`."""
    return _FIGURES.sub(lambda found: f"{len(found[0].lstrip('0')):02}{found[0].lstrip('0')}", text.casefold())


def words(element: etree._Element) -> str:
    """The reading text of an element on one line, cut where no index needs it any longer."""
    return line(element)[:_PRINTED]


def name_of(element: etree._Element) -> str:
    """The words of a name, cut likewise."""
    return form_of(element)[:_PRINTED]


def _facts(root: etree._Element) -> Iterator[Fact]:
    anchors = Anchors(root)
    for mention in mentions(root, anchors):
        yield Fact("name", mention.key, "", _piece("occurrence", mention.attributes(), mention.parts()))
    header = root.find(f"{TEI}teiHeader")
    if header is not None:
        yield from _correspondence(header)
        yield from (Fact(*one) for one in messages(header))
        yield from _shelfmarks(header)
        yield from _numbers(root, header)
        yield from _classes(header)
        yield from _principles(header)
    yield from _abbreviations(root, anchors)
    yield from _pointers(root, anchors)


def _correspondence(header: etree._Element) -> Iterator[Fact]:
    for number_of_message, message in enumerate(header.iterfind(f"{TEI}profileDesc/{TEI}correspDesc")):
        actions = message.findall(f"{TEI}correspAction")
        sent = [name for action in actions if action.get("type") == "sent" for name in _parties(action)]
        received = [action for action in actions if action.get("type") == "received"]
        first = [action for action in received if action.get("subtype", "to") == "to"]
        first = first or [action for action in received if action.get("subtype") == "ultimate"]
        pairs = [(sender, addressee) for sender in sent for action in first for addressee in _parties(action)]
        exchanges: dict[str, str] = {}
        for sender, addressee in pairs:
            pieces = _piece("sender", *_named(sender)) + _piece("addressee", *_named(addressee))
            yield Fact("pair", f"{_key(sender)}\t{_key(addressee)}", "", pieces)
            one, other = sorted((_key(sender), _key(addressee)))
            if number_of_message == 0 and one != other:  # what a telegram carries was sent at another time
                parties = "".join(_piece("party", *_named(name)) for name in (sender, addressee))
                exchanges.setdefault(f"{one}\t{other}", parties)
        for key, parties in exchanges.items():
            yield Fact("exchange", key, "", parties)
        # Who is written to in a message that the telegram carries did not get the telegram by that.
        for action in received if number_of_message == 0 else ():
            if action.get("subtype", "to") in ("to", "ultimate", "cc", "copy"):
                number = action.find(f"{TEI}note/{TEI}num[@type='copies']")
                copies = "" if number is None else number.get("value", "")
                for name in _parties(action):
                    attributes, text = _named(name)
                    attributes |= {"role": action.get("subtype", "to"), "copies": copies}
                    yield Fact("copy", _key(name), "", _piece("recipient", attributes, text))
        for ref in message.iterfind(f"{TEI}correspContext/{TEI}ref"):
            target = ref.get("target", "").strip()
            if not target or _DOCUMENT.fullmatch(target):
                yield Fact(
                    "relation", _document(target), "", _piece("relation", {"type": ref.get("type", "")}, words(ref))
                )


def _pointers(root: etree._Element, anchors: Anchors) -> Iterator[Fact]:
    """Where the document leads to others of the edition, relations of its messages apart."""
    for ref in root.iter(f"{TEI}ref", f"{TEI}ptr"):
        holder = ref.getparent()
        if holder is not None and holder.tag == f"{TEI}correspContext":
            continue
        if target := _document((ref.get("target", "").split() or [""])[0]):
            yield Fact("pointer", target, "", _piece("pointer", {"anchor": anchors.of(ref)}, ""))


def _document(target: str) -> str:
    """The id of the document of the edition that a pointer names, if it names one."""
    found = _DOCUMENT.fullmatch(target)
    return found[1] if found else ""


def _shelfmarks(header: etree._Element) -> Iterator[Fact]:
    for place in header.iter(f"{TEI}msIdentifier"):
        repository = place.find(f"{TEI}repository")
        if repository is None:
            continue
        parts = [
            (str(part.get("type") or "part"), words(part))
            for mark in place.findall(f"{TEI}idno[@type='shelfmark']")
            for part in mark.iter(f"{TEI}idno")
            if part is not mark
        ]
        # The printed order of the parts differs (delo before papka); the tree has one.
        order = ("fond", "fonds", "opis", "series", "year", "papka", "folder", "box", "delo", "file", "issue", "volume")
        tree = [part for part in parts if part[0] not in _LEAVES]
        tree.sort(key=lambda part: order.index(part[0]) if part[0] in order else len(order))
        leaves = ", ".join(text for kind, text in parts if kind in _LEAVES)
        country = place.find(f"{TEI}country")
        attributes, name = _named(repository)
        attributes |= {"country": words(country) if country is not None else "", "leaves": leaves}
        canonical = place.find(f"{TEI}idno[@type='canonical']")
        printed = "" if canonical is None else words(canonical)
        inner = [_piece("repository", {}, name), _piece("canonical", {}, printed)]
        inner += [_piece("part", {"type": kind}, text) for kind, text in tree]
        sort = natural("\x1f".join(f"{kind}\x1e{text}" for kind, text in [*tree, ("leaves", leaves)]))
        yield Fact("leaf", _key(repository), sort, _holder("leaf", attributes, inner))


def _numbers(root: etree._Element, header: etree._Element) -> Iterator[Fact]:
    messages = header.findall(f"{TEI}profileDesc/{TEI}correspDesc")
    found = [("telegram" if n == 0 else "message", message.get("n", "")) for n, message in enumerate(messages)]
    found += [
        (str(number.get("type")), words(number))
        for number in root.iterfind(f"{TEI}text//{TEI}idno[@type]")
        if number.get("type") in ("telegram", "sender", "special", "incoming", "typing", "protocol")
    ]
    for kind, text in dict.fromkeys(found):
        if text:
            yield Fact("number", text, natural(text), _piece("number", {"type": kind}, text))


def _classes(header: etree._Element) -> Iterator[Fact]:
    described = {
        category.get(_ID, ""): (
            words(description),
            [one.get(_ID, "") for one in category.iterancestors(f"{TEI}taxonomy")],
        )
        for category in header.iter(f"{TEI}category")
        if (description := category.find(f"{TEI}catDesc")) is not None
    }
    for term in header.iterfind(f"{TEI}profileDesc/{TEI}textClass/{TEI}keywords//{TEI}term"):
        if text := words(term):
            yield Fact("subject", text, natural(text), _piece("subject", {}, text))
    for one in header.iterfind(f"{TEI}profileDesc/{TEI}textClass/{TEI}catRef"):
        scheme = str(one.get("scheme", "")).rpartition("#")[2]
        for target in str(one.get("target", "")).split():
            text, taxonomies = described.get(target.rpartition("#")[2], ("", []))
            kind = scheme or next(reversed(taxonomies), "")  # of a reference without a scheme, that of its target
            if text and kind == "subject":
                yield Fact("subject", text, natural(text), _piece("subject", {}, text))
            elif text:
                yield Fact("class", f"{kind}\t{text}", natural(text), _piece("class", {"type": kind}, text))
    for language in header.iterfind(f"{TEI}profileDesc/{TEI}langUsage/{TEI}language"):
        text = words(language) or language.get("ident", "")
        if text:
            yield Fact("language", text, natural(text), _piece("language", {"ident": language.get("ident", "")}, text))


def _principles(header: etree._Element) -> Iterator[Fact]:
    encoding = header.find(f"{TEI}encodingDesc")
    if encoding is None:
        return
    declared = [*encoding.findall(f"{TEI}projectDesc"), *encoding.findall(f"{TEI}editorialDecl/*")]
    for order, part in enumerate(declared):
        kind = etree.QName(part).localname
        for paragraph in part.findall(f"{TEI}p") or [part]:
            if text := line(paragraph):
                yield Fact("principle", f"{kind}\t{text}", f"{order:03}", _piece("principle", {"type": kind}, text))


def _abbreviations(root: etree._Element, anchors: Anchors) -> Iterator[Fact]:
    glosses: dict[str, str] = {}
    for gloss in root.iterfind(f"{TEI}text//{TEI}gloss[@target]"):
        for target in str(gloss.get("target")).split():
            glosses.setdefault(target.lstrip("#"), words(gloss))
    for short in root.iterfind(f"{TEI}text//{TEI}abbr"):
        parent = short.getparent()
        long = parent.find(f"{TEI}expan") if parent is not None and parent.tag == f"{TEI}choice" else None
        meaning = words(long) if long is not None else glosses.get(short.get(_ID, ""), "")
        text = words(short)
        if text and meaning:
            attributes = {"meaning": meaning, "anchor": anchors.of(short)}
            yield Fact("abbreviation", f"{text}\t{meaning}", natural(text), _piece("abbreviation", attributes, text))


def _parties(action: etree._Element) -> Iterator[etree._Element]:
    return (child for child in action if child.tag in _PARTIES and child.get("type") != "callsign" and form_of(child))


def _named(name: etree._Element) -> tuple[dict[str, str], str]:
    ref = (str(name.get("ref", "")).split() or [""])[0]
    return ({"ref": ref} if ref and not ref.startswith("#") else {}), name_of(name)


def _key(name: etree._Element) -> str:
    """What a name is listed under: its entry of the authority, else the name as printed."""
    ref = _named(name)[0].get("ref", "")
    return ref.rpartition("#")[2] if "#" in ref else name_of(name)


def _piece(tag: str, attributes: dict[str, str], content: str | list[tuple[str, str]]) -> str:
    # Written as text: there are a hundred in a telegram, and a tree of each would cost more than all else.
    if isinstance(content, str):
        inner = escaped(content)
    else:
        inner = "".join([f"<{name}>{escaped(text)}</{name}>" for name, text in content])
    return f"{_start(tag, attributes)}{inner}</{tag}>"


def _holder(tag: str, attributes: dict[str, str], inner: list[str]) -> str:
    return f"{_start(tag, attributes)}{''.join(inner)}</{tag}>"


def _start(tag: str, attributes: dict[str, str]) -> str:
    given = "".join([f' {name}="{escaped_value(value)}"' for name, value in attributes.items() if value])
    return f'<{tag} xmlns="{CATALOGUE}"{given}>'
