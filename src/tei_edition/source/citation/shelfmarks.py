"""The parts of one shelfmark: labelled (`fond 45, op. 1, d. 336, l. 5`), or after an archive's schemes."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from tei_edition.model import Shelfmark, ShelfmarkPart, printed_label
from tei_edition.source.citation.archives import PART_TYPES, Archive, Registry

# What stands before and after a shelfmark, but does not belong to it.
LOOSE = " ,;:.\t\n"
# A value holds a figure: "Fond and Opis not given" gives neither. A letter or two may follow (5a, 059a), but not the
# label of the next part (45Opis 1); groups of letters and figures are joined (P-5446, 1-B, 784/1978, 220/F).
_WORD = r"(?:[^\W\d_]{1,5}[-./]?)?\d+(?:[^\W\d_]{1,2}(?![^\W\d_])(?!\.\s?\d))?"
_VALUE = re.compile(
    r"\s?:?\s?(?:(?:nos?|nr|n[°º]|[№#])\.?\s?)?"
    rf"(?:(?P<value>{_WORD}(?:[-–/]\w+)*)|[“\"«](?=[^”\"»]{{0,200}}\d)(?P<quoted>[^”\"»]{{1,200}}?)[,.;]?(?=[”\"»]))",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"\s?(?P<value>[IVXLC]+)(?!\w)")
# Leaves and pages: a range, several, with backs. A lone year is none of them.
_SHEET = r"\d+(?:[a-zа-я](?![^\W\d_]))?(?:\s?(?:ob|об|v)\b(?:\.(?=\s*(?:[,;.–-]|\d|$)))?)?"
_SHEETS = re.compile(
    rf"\s?:?\s?(?P<value>{_SHEET}(?:\s?[-–—]\s?{_SHEET})?"
    rf"(?:(?:,\s?|\s?(?:and|i|и|&)\s)(?!(?:1[89]|20)\d\d(?!\d))(?=\d{{1,4}}(?:\D|$)){_SHEET}(?:\s?[-–—]\s?{_SHEET})?"
    r"(?=\s*(?:[;,.)\]]|and\b|i\b|и\b|&|$)))*)",
    re.IGNORECASE,
)
_BLANKS_AND_DOTS = re.compile(r"[\s.]")
_LEADING_ZEROS = re.compile(r"(?<![^\W_])0+(?=\d)")
_SHEET_TYPES = ("listy", "page")
SOVIET_ORDER = ("fond", "opis", "papka", "delo", "volume", "listy", "page")
"""The parts of a Soviet shelfmark in the order of its canonical form."""
_STRONG = frozenset(PART_TYPES) - {"volume", "page", "issue", "item", "year", "listy"}
_GAP = re.compile(r"[\s,;:.()]*")
_BEFORE_LABEL = re.compile(r"[\s,;:.(\[]*(?:(?:and|&)\s)?")


@dataclass(frozen=True, slots=True)
class Found:
    """A part in a text: its type, where it stands with its label, where its value stands."""

    type: str
    start: int
    value_start: int
    end: int


def labelled_parts(text: str, start: int, end: int, registry: Registry, archive: Archive | None) -> list[Found]:
    """All labelled parts in text[start:end], in their order; `p.` may still be papka or page."""
    labels = registry.label_pattern(archive)
    found: list[Found] = []
    position = start
    while label := labels.search(text, position, end):
        kind = (label.lastgroup or "").partition("_")[0]
        value = (_SHEETS if kind in _SHEET_TYPES else _VALUE).match(text, label.end(), end)
        if value is None and kind in ("volume", "issue"):
            value = _ROMAN.match(text, label.end(), end)
        if value is None:
            position = label.end()
            continue
        if kind == "page" and label[0].lower().rstrip(".") in ("p", "п") and value["value"].isdecimal():
            kind = "p."
        found.append(Found(kind, label.start(), *value.span(value.lastgroup or 0)))
        position = value.end()
    return _papka(found, archive)


def _papka(found: list[Found], archive: Archive | None) -> list[Found]:
    """`p.` is the papka between delo and leaves, and in archives that have it; else a page."""
    kinds = {one.type for one in found}
    soviet = bool(kinds & {"fond", "opis", "delo"}) and "papka" not in kinds
    decided: list[Found] = []
    for number, one in enumerate(found):
        if one.type == "p.":
            leaves_follow = any(later.type == "listy" for later in found[number + 1 :])
            has_papka = archive is None or not archive.parts or "papka" in archive.parts
            kind = "papka" if soviet and (leaves_follow or has_papka) else "page"
            one = Found(kind, one.start, one.value_start, one.end)
        decided.append(one)
    return decided


def is_strong(found: Sequence[Found]) -> bool:
    """Whether the parts are those of an archive's shelfmark, not volume and page of a printed book."""
    return any(one.type in _STRONG for one in found)


def follows_directly(text: str, start: int, found: Sequence[Found]) -> list[Found]:
    """Those parts that stand one after the other from `start` on, each type once."""
    adjacent: list[Found] = []
    for one in found:
        gap = _BEFORE_LABEL.match(text, start)
        if gap is None or gap.end() != one.start or any(one.type == other.type for other in adjacent):
            break
        adjacent.append(one)
        start = one.end
    return adjacent


def by_scheme(text: str, start: int, end: int, archive: Archive) -> list[Found]:
    """The parts of a shelfmark without labels, after the archive's scheme that reads most of them."""
    best: list[Found] = []
    for scheme in archive.schemes:
        found: list[Found] = []
        position = start
        for part in scheme:
            gap = _GAP.match(text, position, end)
            match = part.match(text, gap.end() if gap else position, end)
            if match is None:
                if part.optional:
                    continue
                found = []
                break
            group = match.lastindex or 0
            if part.type and match.end(group) > match.start(group):
                found.append(Found(part.type, match.start(), match.start(group), match.end(group)))
            position = match.end()
        if len(found) > len(best):
            best = found
    return best


def build(
    text: str, start: int, end: int, found: Sequence[Found], archive: Archive | None, name: str = ""
) -> Shelfmark:
    """The shelfmark printed in text[start:end] with its parts."""
    while start < end and text[start] in f"{LOOSE})-–":
        start += 1
    while end > start and (text[end - 1] in f"{LOOSE}(" and not (found and end <= found[-1].end)):
        end -= 1
    if text[start : start + 1] == "(" and ")" not in text[start : max(start, end - 1)]:
        start, end = start + 1, end - (text[end - 1] == ")")
    parts: list[ShelfmarkPart] = []
    position = start
    for one in found:
        label = printed_label(text[position : one.value_start])
        parts.append(ShelfmarkPart(one.type, label, text[one.value_start : one.end]))
        position = one.end
    if archive is None:
        identifier = re.sub(r"[^\w]+", "", name)[:40] or "unknown"
        return Shelfmark(name, identifier, text[start:end], tuple(parts))
    return Shelfmark(
        archive.identifier,
        archive.identifier,
        text[start:end],
        tuple(parts),
        archive.country,
        archive.country_name,
        archive.settlement,
        archive.isil,
        canonical(archive, parts),
    )


def canonical(archive: Archive, parts: Sequence[ShelfmarkPart]) -> str:
    """country/repository/ and the parts in the archive's order, leaves without leading zeros; "" without parts."""
    kinds = {part.type for part in parts}
    if not parts or not archive.country:
        return ""
    order = SOVIET_ORDER if is_soviet(kinds) else (*archive.parts, *PART_TYPES)
    return "/".join((archive.country, archive.identifier, *in_order(parts, order)))


def is_soviet(kinds: Set[str]) -> bool:
    """Whether these types of parts are those of a Soviet shelfmark, whose order is the same in all archives."""
    return bool(kinds & {"fond", "opis", "delo"}) and kinds <= set(SOVIET_ORDER)


def in_order(parts: Sequence[ShelfmarkPart], order: Sequence[str]) -> list[str]:
    """The values of the parts as a canonical shelfmark has them, one of each type in the order of the types."""
    values = {part.type: plain_value(part) for part in reversed(parts)}
    return [values[kind] for kind in dict.fromkeys(order) if kind in values]


def plain_value(part: ShelfmarkPart) -> str:
    """A value as it is compared: leaves and pages without leading zeros, blanks and dots; the rest as printed."""
    if part.type not in _SHEET_TYPES:
        return " ".join(part.value.split())
    leaves = _BLANKS_AND_DOTS.sub("", part.value).replace("–", "-").replace("—", "-")
    return _LEADING_ZEROS.sub("", leaves) if "0" in leaves else leaves
