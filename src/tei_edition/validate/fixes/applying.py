"""Making the repairs of a file, and making sure that they did no harm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from lxml import etree

from tei_edition.diagnostics import Diagnostic
from tei_edition.edits import Edit, applied
from tei_edition.validate.wellformed import TEI, read_document

_ROUNDS = 5  # A repair may let another rule speak; more in a row than this are none that end.
_READ = (f"{TEI}text", f"{TEI}note", f"{TEI}title", f"{TEI}abstract")


@dataclass(frozen=True, slots=True)
class Repaired:
    """A file after its repairs: the bytes, and each repair that was made, in words."""

    content: bytes
    made: tuple[str, ...] = ()


def repaired(content: bytes, found: Iterable[Diagnostic], check: Callable[[bytes], list[Diagnostic]]) -> Repaired:
    """`content` with the repairs of its findings made, again and again until none is left.

    `check` gives the findings on the changed bytes, with their repairs. Of two repairs that touch the same bytes the
    second waits for the next round. A round after which the file would not be well-formed, or the words that a source
    reads would be others, is not made; neither are repairs after which their rule finds as much as before.
    """
    made: list[str] = []
    vain: set[str] = set()
    found = list(found)
    for _ in range(_ROUNDS):
        edits, chosen = _together([one for one in found if one.rule not in vain])
        if not edits:
            break
        changed = applied(content, edits)
        if not _same_words(content, changed):
            break
        after = check(changed)
        useless = _useless(chosen, found, after)
        if useless:
            vain |= useless  # the round again, without these
            continue
        content, found = changed, after
        made += [one.fix.description for one in chosen if one.fix]
    return Repaired(content, tuple(made))


def _useless(made: list[Diagnostic], before: list[Diagnostic], after: list[Diagnostic]) -> set[str]:
    """The rules that find as much as before although their repairs were made."""
    then, now = (Counter(one.rule for one in found) for found in (before, after))
    return {one.rule for one in made if now[one.rule] >= then[one.rule]}


def _together(found: Iterable[Diagnostic]) -> tuple[list[Edit], list[Diagnostic]]:
    """The edits of the repairs that can be made at once, and the findings that they repair."""
    edits: set[Edit] = set()
    chosen: list[Diagnostic] = []
    for one in found:
        wanted = set(one.fix.edits) if one.fix else set()
        if not wanted - edits:
            continue  # none, or made with another finding
        if not any(_meet(a, b) for a in wanted for b in edits):
            edits |= wanted
            chosen.append(one)
    return sorted(edits), chosen


def _meet(one: Edit, other: Edit) -> bool:
    return one.start <= other.end and other.start <= one.end


def _same_words(before: bytes, after: bytes) -> bool:
    return _words(before) == _words(after) is not None


def _words(content: bytes) -> list[str] | None:
    """What the document reads that its source reads: text, titles, notes, printed shelfmarks; None if it is no XML."""
    root, _ = read_document(content, "")
    if root is None:
        return None
    elements = [*root.iter(*_READ), *(idno for idno in root.iter(f"{TEI}idno") if idno.get("type") == "shelfmark")]
    return ["".join(map(str, element.itertext())) for element in elements if isinstance(element, etree._Element)]
