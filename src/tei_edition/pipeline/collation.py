"""Several transcriptions of one telegram made one file, with app, lem and rdg where they differ, for review.

The first transcription guides: its header, structure and mark-up stay. What is written is checked to give back the
text of every transcription (TEI Guidelines, chapter TC, parallel segmentation).
"""

from __future__ import annotations

import copy
import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from tei_edition.comparison.alike import paired
from tei_edition.comparison.blocks import STRUCTURE, TEI
from tei_edition.diagnostics import Diagnostic, Location, Severity, has_errors
from tei_edition.errors import UsageError
from tei_edition.pipeline import files
from tei_edition.pipeline.dates import output_date
from tei_edition.pipeline.gathering import gather
from tei_edition.pipeline.variants import append_text, collated, differ, fill
from tei_edition.validate import check_document
from tei_edition.validate.wellformed import line_of, read_document

_ID = "{http://www.w3.org/XML/1998/namespace}id"
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9._-]*")
# Where these stand paragraphs follow, and words cannot.
_HOLDERS = frozenset(
    f"{TEI}{name}" for name in ("text", "body", "group", "div", "opener", "closer", "address", "list", "floatingText")
)


@dataclass(frozen=True, slots=True)
class CollationResult:
    """What a collation made: the file that was written (None: none was), its entries, and what is wrong or doubtful."""

    written: Path | None
    entries: int
    diagnostics: tuple[Diagnostic, ...]


@dataclass(slots=True)
class _Transcription:
    """An input: its tree, its witnesses and what stands for them in @wit, and its text before anything changes."""

    path: Path
    content: bytes
    root: etree._Element
    text: etree._Element
    words: str
    sigla: str = ""


def collate(paths: Sequence[Path | str], *, output: Path | str, date: datetime.date | None = None) -> CollationResult:
    """Collate two or more TEI files, transcriptions of one telegram, into the new file `output`.

    Where words differ an `app` proposes the reading of the first file as `lem`, those of the others as `rdg`, with the
    witnesses of each file in @wit; a reading that differs in capitals or punctuation alone says so in @type.
    Paragraphs that only some have are entries as a whole. No file is ever replaced; nothing is written if the result
    would not be valid, or would not give back the text of each file. `date` is the date of the change that is noted.

    Raises UsageError for wrong parameters and places that cannot be written.
    """
    target = Path(output)
    if len(paths) < 2:
        raise UsageError("a collation needs two or more files", "Name the transcriptions, the guiding one first.")
    if not _NAME.fullmatch(target.stem) or target.suffix != ".xml":
        raise UsageError(
            f"{target} cannot be the name of the file", "It is the document's id: a letter, letters and figures, .xml."
        )
    if target.exists():
        there = "the file exists already, and a collation replaces none"
        return CollationResult(None, 0, (files.finding("output-exists", target, there, "Name another file."),))
    read, found = _read([Path(path) for path in paths])
    if not found:
        found += _name_witnesses(read)
    if found:
        return CollationResult(None, 0, tuple(found))
    first, *others = read
    found += _merge(first, others)
    _prune(first.root, {one.get(_ID) for one in first.root.iter(etree.Element)})
    _header(first, others, target.stem, output_date(date))
    content = _serialised(first.root)
    found += _faults(target, content, first.path, read)
    entries = len(list(first.root.iter(f"{TEI}app")))
    if has_errors(found):
        return CollationResult(None, entries, tuple(found))
    files.write(target, content)
    return CollationResult(target, entries, tuple(found))


def _serialised(root: etree._Element) -> bytes:
    """The file, with what stands before its root on lines of its own."""
    before = [etree.tostring(one, encoding="unicode", with_tail=False) for one in root.itersiblings(preceding=True)]
    xml = etree.tostring(root, encoding="unicode", with_tail=False)
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', *reversed(before), xml, ""]).encode()


def witness_text(text: etree._Element, siglum: str = "") -> str:
    """The words of a text as the witness `siglum` has them ("" where nothing is collated), white space normalised.

    All characters count, those of sic and corr alike; what two paragraphs hold never runs together.
    """
    return " ".join("".join(_said(text, siglum)).split())


def _said(element: etree._Element, siglum: str) -> Iterator[str]:
    edge = "\n" if element.tag in STRUCTURE else ""
    yield edge + (element.text or "")
    for child in element:
        if isinstance(child.tag, str):
            other = child.tag in (f"{TEI}lem", f"{TEI}rdg") and siglum not in child.get("wit", "").split()
            if not other:
                yield from _said(child, siglum)
        yield child.tail or ""
    yield edge


def _read(paths: Sequence[Path]) -> tuple[list[_Transcription], list[Diagnostic]]:
    read: list[_Transcription] = []
    found: list[Diagnostic] = []
    for path in paths:
        try:
            content = files.read(path)
        except files.Unreadable as unreadable:
            found.append(unreadable.diagnostic)
            continue
        root, faults = read_document(content, path.as_posix())
        found += faults
        text = root.find(f"{TEI}text") if root is not None else None
        if root is None or faults:
            continue
        if text is None:
            found.append(
                files.finding("document-no-tei", path, "the file has no text to collate", "Name a TEI document.")
            )
        elif text.find(f".//{TEI}app") is not None:
            found.append(
                files.finding(
                    "collation-collated-already",
                    path,
                    "the file has entries of an apparatus already",
                    "Name the transcriptions themselves.",
                )
            )
        else:
            read.append(_Transcription(path, content, root, text, witness_text(text)))
    return read, found


def _name_witnesses(read: Sequence[_Transcription]) -> list[Diagnostic]:
    """Give each transcription the sigla of its witnesses, and ids that no other one has."""
    found: list[Diagnostic] = []
    taken: set[str] = set()
    shelfmarks: dict[str, Path] = {}
    for number, one in enumerate(read, start=1):
        witnesses = one.root.findall(f".//{TEI}listWit/{TEI}witness[@{_ID}]")
        if not witnesses:
            found.append(
                files.finding(
                    "collation-without-witness",
                    one.path,
                    "the file lists no witness, so nothing says whose readings its words are",
                    "Add listWit/witness with the archival copy that was transcribed.",
                )
            )
        for witness in witnesses:
            mark = _squeezed(*witness.iterfind(f".//{TEI}msIdentifier/*"))
            if mark in shelfmarks:
                found.append(
                    files.finding(
                        "collation-same-witness",
                        one.path,
                        f"the copy '{mark}' is a witness of {shelfmarks[mark].as_posix()} too: a copy cannot have two "
                        "readings in one place",
                        "Keep the witness in the file that transcribes this copy, remove it from the other.",
                    )
                )
            shelfmarks.setdefault(mark, one.path)
        _rename(one, taken, number, [*witnesses, one.text])
        taken |= {str(e.get(_ID)) for e in one.root.iter(etree.Element) if e.get(_ID)}
        one.sigla = " ".join(f"#{witness.get(_ID)}" for witness in witnesses)
    return found


def _rename(one: _Transcription, taken: set[str], number: int, within: Sequence[etree._Element]) -> None:
    """Give new ids to the elements `within` whose ids are taken, and let what points to them follow."""
    own = {str(e.get(_ID)) for e in one.root.iter(etree.Element) if e.get(_ID)}
    new: dict[str, str] = {}
    for part in within:
        for element in part.iter(etree.Element):
            old = element.get(_ID)
            if old in taken:
                count = number
                while f"{old}-{count}" in taken | own:
                    count += 1
                new[old] = f"{old}-{count}"
                element.set(_ID, new[old])
                own.add(new[old])
    for element in one.root.iter(etree.Element):
        for name, value in [(str(name), str(value)) for name, value in element.attrib.items()]:
            if "#" in value:
                words = (f"#{new.get(word[1:], word[1:])}" if word[:1] == "#" else word for word in value.split(" "))
                element.set(name, " ".join(words))


def _merge(first: _Transcription, others: Sequence[_Transcription]) -> list[Diagnostic]:
    """Put the variants into the text of `first`; the findings tell of paragraphs that are not in all."""
    found: list[Diagnostic] = []
    blocks = list(_blocks(first.text))
    beside: list[list[etree._Element | None]] = [[None] * len(others) for _ in blocks]
    behind: list[tuple[int, int, etree._Element]] = []
    for number, other in enumerate(others):
        theirs = list(_blocks(other.text))
        pairs = {b: a for a, b in paired([_line(one) for one in blocks], [_line(one) for one in theirs])}
        last = -1
        for place, block in enumerate(theirs):
            if place in pairs:
                last = pairs[place]
                beside[last][number] = block
            else:
                behind.append((last, number, block))
                found.append(_alone(other.path, block))
    sigla = [first.sigla, *(other.sigla for other in others)]
    for block, rest in zip(blocks, beside, strict=True):
        if None in rest:
            found.append(_alone(first.path, block))
        if any(other is None or differ(block, other) for other in rest):
            _replace(block, collated(block, rest, sigla))
    for place in {last for last, _, _ in behind}:
        entries = [
            collated(None, [block if number == n else None for n in range(len(others))], sigla)
            for last, number, block in behind
            if last == place
        ]
        _insert(blocks, place, entries)
    return found


def _replace(block: etree._Element, content: Sequence[etree._Element | str]) -> None:
    for child in list(block):
        block.remove(child)
    block.text = None
    fill(block, content)


def _insert(blocks: Sequence[etree._Element], last: int, entries: Sequence[Sequence[etree._Element | str]]) -> None:
    """Put paragraphs that the first transcription has not behind its paragraph `last` (-1: before all)."""
    near = blocks[max(last, 0)]
    if near.tag == f"{TEI}p":
        for entry in reversed(entries) if last >= 0 else entries:
            paragraph = etree.Element(f"{TEI}p")
            fill(paragraph, entry)
            if last >= 0:
                paragraph.tail, tail = near.tail, near.tail
                near.addnext(paragraph)
                near.tail = paragraph.tail = tail
            else:
                near.addprevious(paragraph)
                paragraph.tail = "\n"
    elif last >= 0:
        for entry in entries:
            append_text(near, " ")
            fill(near, entry)
    else:
        kept = copy.deepcopy(near)
        _replace(near, [part for entry in entries for part in (*entry, " ")])
        append_text(near, kept.text or "")
        near.extend(list(kept))


def _blocks(element: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs of a text and what else holds words of its own, in order."""
    inner = [child for child in element if isinstance(child.tag, str)]
    own = any((text or "").strip() for text in (element.text, *(child.tail for child in element)))
    if own or not inner or (element.tag not in _HOLDERS and not any(child.tag in STRUCTURE for child in inner)):
        if "".join(map(str, element.itertext())).strip():
            yield element
        return
    for child in inner:
        yield from _blocks(child)


def _line(block: etree._Element) -> bytes:
    """The paragraph as the comparison of lines takes it: its tag and its words."""
    words = _squeezed(block).replace("<", " ").replace("&", " ")
    return f"<{etree.QName(block).localname}>{words}".encode()


def _squeezed(*elements: etree._Element) -> str:
    """The words of the elements, white space normalised."""
    return " ".join(" ".join("".join(map(str, element.itertext())) for element in elements).split())


def _alone(path: Path, block: etree._Element) -> Diagnostic:
    words = _squeezed(block)
    return Diagnostic(
        "collation-paragraph-alone",
        Severity.WARNING,
        f"'{words[:40]}{'…' if len(words) > 40 else ''}' has no paragraph like it in every other file; it is an entry "
        "as a whole",
        Location(path.as_posix(), line_of(block)),
        "If the paragraphs are only divided otherwise, divide them alike and collate again.",
    )


def _prune(root: etree._Element, ids: set[str | None]) -> None:
    """Take from readings of other files what points into their headers: their events are not those of this file."""
    for reading in root.iter(f"{TEI}rdg"):
        for element in reading.iterdescendants(etree.Element):
            for name, value in [(str(name), str(value)) for name, value in element.attrib.items()]:
                astray = [word for word in value.split() if word[:1] == "#" and word[1:] not in ids]
                if name in ("corresp", "decls") or (astray and name != "n"):
                    del element.attrib[name]


def _header(first: _Transcription, others: Sequence[_Transcription], name: str, date: datetime.date) -> None:
    """The header says which document this is, whose readings it has, and how it came to be."""
    root = first.root
    root.set(_ID, name)
    for number in root.findall(f".//{TEI}publicationStmt/{TEI}idno[@type='local']"):
        number.text = name
    witnesses = root.find(f".//{TEI}listWit")
    if witnesses is not None:
        for other in others:
            for witness in other.root.iterfind(f".//{TEI}listWit/{TEI}witness"):
                _add(witnesses, copy.deepcopy(witness), len(witnesses))
        for place, one in enumerate(witnesses.iterfind(f"{TEI}witness"), start=1):
            one.set("n", str(place))
    titles = root.find(f".//{TEI}titleStmt")
    if titles is not None:
        who = etree.Element(f"{TEI}respStmt", {_ID: "r-collation"})
        _add(titles, who, len(titles))
        etree.SubElement(who, f"{TEI}resp").text = "collation by program, to be reviewed"
        etree.SubElement(who, f"{TEI}name").text = "tei-edition"
    encoding = root.find(f".//{TEI}encodingDesc")
    if encoding is not None and encoding.find(f"{TEI}variantEncoding") is None:
        variants = etree.Element(f"{TEI}variantEncoding", method="parallel-segmentation", location="internal")
        after = encoding.find(f"{TEI}editorialDecl")
        _add(encoding, variants, len(encoding) if after is None else encoding.index(after) + 1)
    revisions = root.find(f".//{TEI}revisionDesc")
    if revisions is not None:
        change = etree.Element(f"{TEI}change", when=date.isoformat(), who="#r-collation")
        sources = (f"{each.path.name} ({', '.join(s[1:] for s in each.sigla.split())})" for each in (first, *others))
        change.text = f"Collated from {'; '.join(sources)}; the readings are proposals."
        _add(revisions, change, 0)
        revisions.set("status", "draft")


def _add(parent: etree._Element, child: etree._Element, place: int) -> None:
    """Put `child` among the children of `parent`, on a line of its own like them."""
    before = parent[place - 1] if place else None
    child.tail = before.tail if before is not None else parent.text
    if before is not None:
        before.tail = parent.text
    parent.insert(place, child)


def _faults(target: Path, content: bytes, guide: Path, read: Sequence[_Transcription]) -> list[Diagnostic]:
    """Why the file may not be written: it would not be valid, or a witness would not have its own words."""
    found: list[Diagnostic] = []
    made, faults = read_document(content, target.as_posix())
    text = made.find(f"{TEI}text") if made is not None else None
    for one in read:
        siglum = one.sigla.split()[0]
        if text is not None and witness_text(text, siglum) != one.words:
            found.append(
                files.finding(
                    "collation-not-faithful",
                    one.path,
                    "the collation would not give back the text of this file; no file was written",
                    "This is a fault of the program: report the files.",
                )
            )
    context = gather([guide]).documents[guide.absolute()][1]
    known = {(one.rule, one.message) for one in check_document(read[0].content, guide.as_posix(), context)}
    for fault in faults or check_document(content, target.as_posix(), context):
        if fault.severity is Severity.ERROR and (fault.rule, fault.message) not in known:
            found.append(
                Diagnostic(
                    "collation-breaks-file",
                    Severity.ERROR,
                    f"the collated file would not be valid, and was not written: {fault.message} [{fault.rule}]",
                    Location(target.as_posix()),
                    "Validate the files first; where they are valid, encode the place alike in all of them.",
                )
            )
    return found
