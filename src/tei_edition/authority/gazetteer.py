"""The names of an authority, ready to be found in texts: longest first, as whole words, told apart or left alone.

Source: Guidelines, chapter ND (13.2, names that refer to entries); Aho and Corasick 1975 for the search.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

import ahocorasick

from tei_edition.authority.forms import Rewritten, comparable, key, letters, lowered, rewritten
from tei_edition.authority.transliteration import CYRILLIC, latin, schemes, spellings

WORD, GAP, BREAK = "\x01", "\x02", "\x03"
"""What stands in a text for mark-up that is read as a word, for such that interrupts it, and between two texts; no XML
has these characters."""

# An initial has a full stop, and is no part of what is spaced.
_SPACED = re.compile(r"(?<![^\W\d_])(?:[^\W\d_] ){2,}[^\W\d_](?![^\W\d_]|\.)")
_ALONE = re.compile(r" [^\W\d_a-z] ")  # a sign that there may be some: cheap to look for
_INITIAL = r"(?:[^\W\d_]|I[aeou]|J[aeou]|Y[aeou]|Zh|Kh|Ch|Sh|Ts)\."
_INITIALS_BEFORE = re.compile(rf"(?<![^\W_])(?:{_INITIAL})+$")
_INITIALS_BEHIND = re.compile(rf",? (?:{_INITIAL})+")
_WORDS = re.compile(r"[^\W\d_]+")
_CONTEXT = 24  # characters that are looked at for initials


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of an authority: its kind (person, place, org), the reference to it, and its names.

    `names` are the forms that texts may have, `filed` those by which it is filed alone (Stalin, Joseph): they are
    known where a name is marked as one, but not looked for.
    """

    kind: str
    reference: str
    names: tuple[str, ...]
    filed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Form:
    """A name of an entry, as it is compared but with its capitals."""

    entry: Entry
    text: str


class Doubt(StrEnum):
    """Why a name that was found is not linked."""

    SEVERAL_ENTRIES = "several entries"
    OTHER_INITIALS = "other initials"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A name in a text: where, of which entries, and why it is no link, if so."""

    start: int
    end: int
    entries: tuple[Entry, ...]
    doubt: Doubt | None = None
    spaced: bool = False


class Gazetteer:
    """The names of entries. A name that two entries have is ambiguous, whoever wrote it, editor or transliteration."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._forms: dict[str, list[_Form]] = {}
        self._spaced: dict[str, list[_Form]] = {}
        self._filed: dict[str, list[Entry]] = {}
        self._surfaces: dict[tuple[str, str], tuple[_Form, ...]] = {}
        for entry in entries:
            for name in entry.names:
                for spelling in (name, *spellings(name)):
                    self._add(entry, spelling)
            for name in entry.filed:
                for spelling in (name, *spellings(name)):
                    _put(self._filed, key(spelling), entry)
        self._automaton = ahocorasick.Automaton()
        for name in self._forms:
            self._automaton.add_word(name, name)
        self._automaton.make_automaton()

    def _add(self, entry: Entry, name: str) -> None:
        text = comparable(name).text.strip()
        compared = lowered(text)
        alone = letters(compared)
        if len(alone) < 2:
            return
        forms = self._forms.setdefault(compared, [])
        if not any(form.entry is entry and form.text == text for form in forms):
            forms.append(_Form(entry, text))
            self._spaced.setdefault(alone, []).append(_Form(entry, text))
            _put(self._filed, compared, entry)

    def named(self, name: str, kinds: Iterable[str] = ("person", "place", "org")) -> tuple[Entry, ...]:
        """The entries of these kinds that have exactly this name, in whatever case, spacing or transliteration."""
        found: dict[str, Entry] = {}
        for spelling in (name, *spellings(name)):
            compared = comparable(spelling).text.strip()
            entries = [
                *self._filed.get(lowered(compared), ()),
                *(form.entry for form in self._letterspaced(compared)),
            ]
            found |= {entry.reference: entry for entry in entries if entry.kind in kinds}
        return tuple(found[reference] for reference in sorted(found))

    def occurrences(self, text: str, own: Mapping[str, Entry] | None = None) -> list[Occurrence]:
        """The names in a text, in its order; no two overlap.

        Of names that overlap the first is taken, and of those that begin together the longest. `own` are names, as
        `forms.key` gives them, that the text's document has entries of its own for.
        """
        if not self._forms:
            return []
        base = comparable(text)
        found: dict[tuple[int, int], list[_Form]] = {}
        for start, end, agreeing in self._hits(base.text):
            found.setdefault((start, end), []).extend(agreeing)
        spaced = set()
        for run in _SPACED.finditer(base.text) if _ALONE.search(base.text) else ():
            if forms := self._letterspaced(run[0]):
                spaced.add(run.span())
                found.setdefault(run.span(), []).extend(forms)
        return list(_taken(base, found, spaced, own or {}))

    def _hits(self, text: str) -> Iterator[tuple[int, int, tuple[_Form, ...]]]:
        yield from self._search(text)
        if not CYRILLIC.search(text):
            return
        seen = {text}
        for scheme in schemes():
            turned = rewritten(text, CYRILLIC, lambda word, scheme=scheme: latin(word, scheme))  # type: ignore[misc]
            if turned.text not in seen:
                seen.add(turned.text)
                for start, end, forms in self._search(turned.text):
                    yield turned.origin(start), turned.end(end), forms

    def _search(self, text: str) -> Iterator[tuple[int, int, tuple[_Form, ...]]]:
        lower = lowered(text)
        for last, name in self._automaton.iter(lower):
            end = last + 1
            start = end - len(name)
            if _inside_word(lower, start, end):
                continue
            surface = text[start:end]
            forms = self._surfaces.get((name, surface))
            if forms is None:
                forms = tuple(form for form in self._forms[name] if _capitals_agree(form, surface))
                self._surfaces[name, surface] = forms
            if forms:
                yield start, end, forms

    def _letterspaced(self, text: str) -> list[_Form]:
        """The names that a run of single capitals spells."""
        if not _SPACED.fullmatch(text) or not text.isupper():
            return []
        run = text.replace(" ", "")
        return [form for spelling in (run, *spellings(run)) for form in self._spaced.get(lowered(spelling), ())]


def _put(entries: dict[str, list[Entry]], name: str, entry: Entry) -> None:
    known = entries.setdefault(name, [])
    if entry not in known:
        known.append(entry)


def _taken(
    base: Rewritten,
    found: Mapping[tuple[int, int], list[_Form]],
    spaced: set[tuple[int, int]],
    own: Mapping[str, Entry],
) -> Iterator[Occurrence]:
    """The first and longest of what was found, with the places of the text itself."""
    floor = 0
    starts = {start for start, _ in found}
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if start < floor:
            continue
        forms = found[start, end]
        entries = {form.entry.reference: form.entry for form in forms}
        local = own.get(lowered(base.text[start:end]))
        if local is not None:
            entries[local.reference] = local
        doubt = None
        if len(entries) > 1:
            doubt = Doubt.SEVERAL_ENTRIES
        elif local is not None:
            floor = end  # an entry of the document itself: the link is its editor's
            continue
        elif _has_other_initials(base.text, floor, (start, end), forms, starts):
            doubt = Doubt.OTHER_INITIALS
        ordered = tuple(entries[reference] for reference in sorted(entries))
        yield Occurrence(base.origin(start), base.end(end), ordered, doubt, (start, end) in spaced)
        floor = end


def _is_word(letter: str) -> bool:
    return letter.isalnum() or letter in "_\x01"


def _inside_word(text: str, start: int, end: int) -> bool:
    """Whether a name begins or ends inside a word; hyphens and apostrophes join words, but for a possessive."""
    if start and (_is_word(text[start]) or text[start] in "-'"):
        before = text[start - 1]
        if _is_word(before) or (before in "-'" and start > 1 and _is_word(text[start - 2])):
            return True
    if end < len(text) and _is_word(text[end - 1]):
        behind = text[end]
        if _is_word(behind):
            return True
        if behind in "-'" and end + 1 < len(text) and _is_word(text[end + 1]):
            possessive = behind == "'" and text[end + 1] == "s" and not _is_word(text[end + 2 : end + 3] or " ")
            return not possessive
    return False


def _capitals_agree(form: _Form, surface: str) -> bool:
    """Whether words that the entry writes with a capital have it (Nice is no nice), and abbreviations all (KPA)."""
    for word in _WORDS.finditer(form.text):
        start, end = word.span()
        printed = surface[start:end]
        if not word[0][0].isupper():
            continue
        if not printed[0].isupper():
            return False
        if form.entry.kind != "person" and len(printed) > 1 and word[0].isupper() and not printed.isupper():
            return False
    return True


def _has_other_initials(text: str, floor: int, span: tuple[int, int], forms: list[_Form], starts: set[int]) -> bool:
    """Whether a surname stands with initials that no form of the entry has: it may be somebody else's.

    Initials behind it with which another name begins (`starts`) are not its own.
    """
    start, end = span
    if any(form.entry.kind != "person" or not form.text.isalpha() for form in forms):
        return False
    before = _INITIALS_BEFORE.search(text[max(floor, start - _CONTEXT) : start])
    if before is not None and before[0][0].isupper():
        return True
    behind = _INITIALS_BEHIND.match(text[end : end + _CONTEXT])
    if behind is None:
        return False
    initials = behind[0].lstrip(", ")
    return initials[0].isupper() and end + len(behind[0]) - len(initials) not in starts
