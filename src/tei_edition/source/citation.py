"""Archival citations: `APRF, Fond 45, Opis 1, Delo 348, Listy 65-68; and RGASPI, f. 558, …` → shelfmarks.

Components use commas too, so a citation of several archives is split on the repositories' names, never on
punctuation. A part that the citation does not give is absent; what is no shelfmark is kept as a statement.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tei_edition.model import Shelfmark, ShelfmarkPart

_LABELS = {
    "fond": r"fond|f\.|фонд|ф\.",
    "opis": r"opis'?|op\.|опись|оп\.",
    "delo": r"delo|d\.|дело|д\.",
    "papka": r"papka|p\.|папка|п\.",
    "listy": r"listy|listi|list|ll\.|l\.|листы|лист|лл\.|л\.",
    "fonds": r"fonds",
    "series": r"series",
    "box": r"box",
    "folder": r"folder(?:\sno\.)?",
    "issue": r"issue",
    "file": r"file",
    "item": r"item|matter",
    "volume": r"volume|vol\.",
    "page": r"pages?|pp\.",
}
_PART = re.compile(
    "|".join(rf"(?P<{kind}>\b(?:{labels}))" for kind, labels in _LABELS.items()).join(("(?:", ")"))
    # A value holds a digit: "Fond and Opis not given" gives neither.
    + r"\s*(?P<value>(?=[^\s,;]*\d)[\w/]+(?:\s?[-–]\s?\d\w*)?(?:-\w+)*)",
    re.IGNORECASE,
)
# Leaves may be several, and have a back: `ll. 12-13, 15`, `l. 1 ob.`
_MORE_LEAVES = re.compile(
    r"(?:\s(?:ob|об)\.?)?(?:,\s?\d{1,4}(?:[-–]\d{1,4})?(?:\s(?:ob|об)\.?)?(?=\s*(?:[;,.]|and\b|$)))*"
)
_BETWEEN = re.compile(r"[\s,:]*")
_STATEMENT = re.compile(
    r"(?<![\w])(?=(?:Translated|Translation|Obtained|Contributed|Reprinted|Published|With permission|Included in)\b)"
)
_LOOSE = " ,;:.\t"


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive of the registry: identifier, the names that citations use, where it is."""

    identifier: str
    names: tuple[str, ...]
    country: str
    country_name: str
    settlement: str


@dataclass(frozen=True, slots=True)
class Citation:
    """What a citation says: shelfmarks in its order, and statements (translation, reprint, provenance)."""

    shelfmarks: tuple[Shelfmark, ...]
    statements: tuple[str, ...]


@cache
def registry() -> tuple[Archive, ...]:
    """The archives that the toolkit knows (archives.toml)."""
    data = tomllib.loads(files("tei_edition.source").joinpath("archives.toml").read_text("utf-8"))
    return tuple(
        Archive(
            entry["identifier"],
            tuple(entry["names"]),
            entry["country"],
            data["countries"][entry["country"]],
            entry["settlement"],
        )
        for entry in data["archive"]
    )


@cache
def _names() -> re.Pattern[str]:
    names = sorted((name for archive in registry() for name in archive.names), key=len, reverse=True)
    alternatives = "|".join(re.escape(name) for name in names)
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)")


def read_citation(text: str) -> Citation:
    """The shelfmarks and statements of a citation; its wording stays whole elsewhere (note of type citation)."""
    statements_start = min((match.start() for match in _STATEMENT.finditer(text)), default=len(text))
    archival, rest = text[:statements_start], text[statements_start:]
    shelfmarks: list[Shelfmark] = []
    left: list[str] = []
    position = 0
    mentions = list(_names().finditer(archival))
    for number, mention in enumerate(mentions):
        end_of_scope = mentions[number + 1].start() if number + 1 < len(mentions) else len(archival)
        before = archival[position : mention.start()]
        last = _repository_last(before, mention)
        if last:
            shelfmarks.append(last)
            # The closing bracket and the town belong to the repository's name.
            town = re.match(r"\)?(?:,\s[A-Z][a-z]+)*", archival[mention.end() :])
            position = mention.end() + (town.end() if town else 0)
            continue
        unknown, remainder = _unknown_repositories(before)
        shelfmarks += unknown
        start = position
        found, position = _shelfmark(archival, mention, end_of_scope)
        shelfmarks.append(found)
        # "A copy was found in RGASPI, f. 558, …": a sentence that holds a shelfmark is kept whole.
        told = len(remainder.split()) > 3 and remainder.rstrip()[-1].isalpha()
        left.append(archival[start:position] if told else remainder)
    unknown, remainder = _unknown_repositories(archival[position:])
    shelfmarks += unknown
    left.append(remainder)
    statements = [part.strip(_LOOSE) for part in left]
    statements = [part for part in statements if len(part.split()) > 3]
    if rest:
        statements += [part.strip() for part in re.split(r"(?<=\.)\s+(?=Reprinted|Published|With permission)", rest)]
    return Citation(tuple(shelfmarks), tuple(statements))


def _shelfmark(text: str, mention: re.Match[str], end: int) -> tuple[Shelfmark, int]:
    archive = next(archive for archive in registry() if mention[0] in archive.names)
    printed, parts, position = _parts(text, mention.end(), end)
    unlabelled = None if parts else re.match(r"[,:\s]*(?P<printed>[^;]*\d[^;]*)", text[mention.end() : end])
    if unlabelled:
        # A scheme without labels (`PRC FMA 106-01477-03, 15-16`): kept as printed, its parts are the editor's.
        printed = unlabelled["printed"].strip(_LOOSE).removesuffix(" and").strip(_LOOSE)
        position = mention.end() + unlabelled.end()
    return (
        Shelfmark(
            archive.identifier,
            archive.identifier,
            printed,
            parts,
            archive.country,
            archive.country_name,
            archive.settlement,
        ),
        position,
    )


def _repository_last(before: str, mention: re.Match[str]) -> Shelfmark | None:
    """`Szyfrogramy from Hawana 1962, 6/77 w-82, Polish Foreign Ministry Archive (AMSZ)`: the shelfmark stands first."""
    if not before.endswith("("):
        return None
    printed, _, name = before[:-1].strip(_LOOSE).rpartition(", ")
    if not name or not re.search(r"\d", printed):
        return None
    archive = next(archive for archive in registry() if mention[0] in archive.names)
    return Shelfmark(
        archive.identifier,
        archive.identifier,
        printed.strip(_LOOSE),
        (),
        archive.country,
        archive.country_name,
        archive.settlement,
    )


def _parts(text: str, start: int, end: int) -> tuple[str, tuple[ShelfmarkPart, ...], int]:
    """The labelled parts from `start` on: the printed shelfmark, its parts, and where it ends."""
    found: list[ShelfmarkPart] = []
    first = last = start
    position = start
    while True:
        gap = _BETWEEN.match(text, position, end)
        match = _PART.match(text, gap.end() if gap else position, end)
        if match is None:
            break
        kind = next(kind for kind in _LABELS if match[kind])
        if any(part.type == kind for part in found):
            break
        if not found:
            first = match.start()
        more = _MORE_LEAVES.match(text, match.end(), end) if kind == "listy" else None
        position = last = more.end() if more else match.end()
        found.append(ShelfmarkPart(kind, match[kind], text[match.start("value") : last]))
    return text[first:last], tuple(found), last


def _unknown_repositories(text: str) -> tuple[list[Shelfmark], str]:
    """Shelfmarks of repositories that the registry does not know: their name is what stands before the parts."""
    shelfmarks: list[Shelfmark] = []
    left: list[str] = []
    for piece in re.split(r";\s*(?:and\s+)?", text):
        first = _PART.search(piece)
        name = piece[: first.start()].strip(_LOOSE).removeprefix("and ").strip() if first else ""
        if first and name and len(name.split()) <= 12 and any(letter.isupper() for letter in name):
            printed, parts, end = _parts(piece, first.start(), len(piece))
            identifier = re.sub(r"[^\w]+", "", name)[:40]
            shelfmarks.append(Shelfmark(name, identifier, printed, parts))
            left.append(piece[end:])
        else:
            left.append(piece)
    return shelfmarks, "; ".join(piece for piece in left if piece.strip(_LOOSE))
