"""A TEI file of the converted layer → the Telegram that it was made from, and the context of its encoding."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml import etree

from tei_edition.errors import SourceError
from tei_edition.model import TRANSCRIPTION, Carried, Message, Telegram
from tei_edition.parsing import locked_parser
from tei_edition.tei.build import CONTAINERS, TEI, XML
from tei_edition.tei.context import EncodingContext
from tei_edition.tei.encode import encode
from tei_edition.tei.header import CONVERTED_FROM, TRANSCRIBED
from tei_edition.tei.read_correspondence import read_correspondence, with_creation
from tei_edition.tei.read_header import read_context, read_copy_text, read_witnesses
from tei_edition.tei.read_text import TextReader
from tei_edition.tei.tree import Element, Reading, all_text, child, children, identifier, local_name, text_of

_LINK = f"{{{TEI}}}linked-name"
_MODEL = re.compile(r'href="(?P<folder>[^"]*)/telegram\.rng"')


@dataclass(frozen=True, slots=True)
class Decoded:
    """What a TEI file holds: the telegram (without its source's lines) and how it was encoded."""

    telegram: Telegram
    context: EncodingContext


def decode(content: bytes, file: str = "") -> Decoded:
    """Read a file that `encode` wrote: encoding the result again gives the same file.

    Lines, rules, fates and warnings of the source are not in TEI and come back empty. `file` is the name for errors.
    Raises SourceError for a file that is not well-formed, NotConvertedError (`tei-not-converted-layer`) for one that
    holds anything the converter does not write, so that no editor's work is lost by reading.
    """
    root = _parsed(content)
    _unlink_abstract(root)
    reading = Reading(file)
    header, text = child(root, "teiHeader"), child(root, "text")
    if local_name(root) != "TEI" or header is None or text is None:
        raise reading.unknown(root, "the file is no telegram in TEI: TEI with teiHeader and text was expected")
    described = read_correspondence(child(header, "profileDesc"), reading)
    message, parallel = TextReader(described, reading).telegram(text)
    telegram = Telegram(
        identifier=identifier(root),
        source=_source(header),
        dialect=_dialect(header),
        text_language=text.get(f"{{{XML}}}lang", ""),
        copy_text=read_copy_text(header),
        message=_with_creation(message, header),
        lines=(),
        witnesses=read_witnesses(header, reading),
        parallel=parallel,
    )
    decoded = Decoded(telegram, read_context(header, _schemas(root, reading), reading))
    _compare(root, _parsed(encode(telegram, decoded.context).content), reading)
    return decoded


def _with_creation(message: Message, header: Element) -> Message:
    """The message with what the header says of the telegram that the record means, itself or one that it carries."""
    principal = message.principal
    named = with_creation(principal, _form(header), child(header, "profileDesc", "creation", "date"))
    if principal is message:
        return named
    sections = (
        replace(
            section,
            parts=tuple(
                Carried(named) if isinstance(part, Carried) and part.message is principal else part
                for part in section.parts
            ),
        )
        for section in message.sections
    )
    return replace(message, sections=tuple(sections))


def _unlink_abstract(root: Element) -> None:
    """Take the names out of the abstract that linking put there: the telegram has its words alone."""
    for abstract in root.iter(f"{{{TEI}}}abstract"):
        for name in list(abstract.iter(*(f"{{{TEI}}}{one}" for one in ("persName", "placeName", "orgName")))):
            if set(map(str, name.attrib)) <= {"ref", "rend"}:
                name.tag = _LINK
    etree.strip_tags(root, _LINK)


def _parsed(content: bytes) -> Element:
    parser = locked_parser()
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise SourceError(
            f"the file is not well-formed: {error.msg}",
            "Mend the file; validate names the place.",
            rule="tei-not-well-formed",
            line=error.lineno or 0,
        ) from None


def _source(header: Element) -> str:
    changes = (all_text(change) for change in children(child(header, "revisionDesc"), "change"))
    converted = next((change for change in changes if change.startswith(CONVERTED_FROM)), "")
    return converted.removeprefix(CONVERTED_FROM).removesuffix(".")


def _dialect(header: Element) -> str:
    """Whether the file was made of a transcription; of which kind of page it was is not told."""
    return TRANSCRIPTION if text_of(header, "encodingDesc", "projectDesc", "p") == TRANSCRIBED else ""


def _form(header: Element) -> str:
    """What the telegram is called: its category in the taxonomy of types."""
    taxonomies = children(child(header, "encodingDesc", "classDecl"), "taxonomy")
    return next((text_of(one, "category", "catDesc") for one in taxonomies if identifier(one) == "type"), "")


def _schemas(root: Element, reading: Reading) -> str:
    """The folder of the schemas in the instructions above the root; nothing else may stand outside the root."""
    before = list(root.itersiblings(preceding=True))
    found = [_MODEL.search(node.text or "") for node in before if isinstance(node, etree._ProcessingInstruction)]
    folders = [match["folder"] for match in found if match]
    outside = len(before) + sum(1 for _ in root.itersiblings())
    if len(folders) != 1 or outside != 2:
        raise reading.unknown(root, "around <TEI> stands other than the two xml-model instructions of the converter")
    return folders[0]


def _compare(found: Element, made: Element, reading: Reading) -> None:
    """Raise NotConvertedError at the first place where the file differs from what the converter would write."""
    name = local_name(found)
    if found.tag != made.tag:
        raise reading.unknown(found, f"the converter would write <{local_name(made)}> here, not <{name}>")
    if name == "application":
        return  # an earlier version of the converter is as good
    if _attributes(found) != _attributes(made):
        differing = min(set(_attributes(found)) ^ set(_attributes(made)))[0].rpartition("}")[2]
        raise reading.unknown(found, f"<{name}> has another {differing} than the converter writes")
    laid_out = name in CONTAINERS
    if not _same(found.text, made.text, laid_out):
        raise reading.unknown(found, f"<{name}> has other text than the converter writes")
    expected = made.iterchildren()
    for inner in found.iterchildren():
        other = next(expected, None)
        if other is None:
            raise reading.unknown(inner)
        _compare(inner, other, reading)
        if not _same(inner.tail, other.tail, laid_out):
            raise reading.unknown(inner, f"after <{local_name(inner)}> stands other text than the converter writes")
    lacking = next(expected, None)
    if lacking is not None:
        raise reading.unknown(found, f"<{name}> lacks the <{local_name(lacking)}> that the converter writes")


def _attributes(element: Element) -> list[tuple[str, str]]:
    return sorted((str(name), str(value)) for name, value in element.attrib.items())


def _same(one: str | None, other: str | None, laid_out: bool) -> bool:
    one, other = one or "", other or ""
    return one == other or (laid_out and not one.strip() and not other.strip())
