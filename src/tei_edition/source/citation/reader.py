"""A whole citation: its statements, its sentences, and in them one shelfmark per repository."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tei_edition.model import Shelfmark
from tei_edition.source.citation.archives import Archive, Registry, built_in
from tei_edition.source.citation.mentions import LONGEST_NAME, Mention, Mentions, find_mentions
from tei_edition.source.citation.shelfmarks import (
    LOOSE,
    Found,
    build,
    by_scheme,
    follows_directly,
    is_strong,
    labelled_parts,
)
from tei_edition.source.citation.statements import sentences, statement_starts, tells, trimmed

# The old site's quoted citation: title, date and collection stand before the archive's own words, the address after.
_COLLECTION = re.compile(r"Program Digital Archive,\s")
_ADDRESS = re.compile(r"\s*https?://\S+\s*$")
_PIECE_END = re.compile(r";|,?\s(?:and|&|и)\s(?=(?:also\s)?(?:in\s)?(?:the\s)?)")
_LEADS = re.compile(
    r"[\s,;:.]*(?:(?:and|also|in|from|the|see|source|original|copy|a copy)\b[\s:]*){0,4}", re.IGNORECASE
)
_IS_THERE = re.compile(
    r"\b(?:held|kept|located|preserved|found|deposited|stored|originals?|copy|copies)\s(?:is\s)?(?:in|at)\s(?:the\s)?$",
    re.IGNORECASE,
)
_ARCHIVE_WORD = re.compile(r"archi[vef]|arkhiv|arkiv|архив|архів|library|museum", re.IGNORECASE)
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Citation:
    """What a citation says: shelfmarks in its order, and statements (translation, reprint, provenance).

    `unread` are words with figures that were read as neither.
    """

    shelfmarks: tuple[Shelfmark, ...] = ()
    statements: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def read_citation(text: str, registry: Registry | None = None) -> Citation:
    """The shelfmarks and statements of a citation; its wording stays whole elsewhere (note of type citation).

    `registry` names the archives that are known; by default those of the toolkit.
    """
    text = " ".join(text.split())
    start = 0
    if collection := _COLLECTION.search(text):
        start = collection.end()
    address = _ADDRESS.search(text[-300:]) if collection else None
    end = len(text) - (len(text[-300:]) - address.start() if address else 0)
    return _Reader(text, registry or built_in()).read(start, end)


@dataclass(slots=True)
class _Reader:
    text: str
    registry: Registry
    shelfmarks: list[Shelfmark] = field(default_factory=list)
    statements: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    def read(self, start: int, end: int) -> Citation:
        starts = [at for at in statement_starts(self.text) if start <= at < end]
        mentions = find_mentions(self.text, self.registry, start, end)
        self._archival(start, starts[0] if starts else end, mentions)
        for number, at in enumerate(starts):
            self._statement(at, starts[number + 1] if number + 1 < len(starts) else end, mentions)
        statements = [trimmed(statement) for statement in self.statements]
        if not self.shelfmarks:
            # Nothing archival: a printed edition, a private paper. What it says is kept as a statement.
            statements = [*(trimmed(words) for words in self.unread if len(words.split()) > 3), *statements]
            self.unread = [words for words in self.unread if len(words.split()) <= 3]
        return Citation(tuple(self.shelfmarks), tuple(filter(None, statements)), tuple(self.unread))

    def _statement(self, start: int, end: int, mentions: Mentions) -> None:
        """A statement, without archival sentences that follow it; shelfmarks that it names are witnesses."""
        own_end = start
        for first, last in sentences(self.text, start, end):
            within = mentions.within(first, last)
            archival = first > start and within and not self.text[first : within[0].start].strip(LOOSE)
            if archival or (first > start and tells(self.text[first:last])):
                break
            own_end = last
        for mention in mentions.within(start + 1, own_end):
            if self.text[max(0, mention.start - 9) : mention.start].rstrip()[-1:] == "." and self._told_parts(
                mention, own_end
            ):
                own_end = mention.start  # `Translated by A. RGASPI, f. 1`: a full stop, not an initial's.
                break
        self.statements.append(self.text[start:own_end])
        self._told(mentions.within(start, own_end), own_end)
        if own_end < end:
            self._archival(own_end, end, mentions)

    def _archival(self, start: int, end: int, mentions: Mentions) -> None:
        story: int | None = None
        for first, last in self._sentences(start, end, mentions):
            within = mentions.within(first, last)
            named_first = within and not _LEADS.sub("", self.text[first : within[0].start], count=1)
            if not named_first and tells(self.text[first:last]):
                story = first if story is None else story
                self._told(within, last)
                continue
            if story is not None:
                self.statements.append(self.text[story:first])
                story = None
            self._sentence(first, last, mentions)
        if story is not None:
            self.statements.append(self.text[story:end])

    def _told(self, mentions: Sequence[Mention], end: int) -> None:
        """Archives in running words are witnesses if a shelfmark follows, or the words say that the paper is there."""
        for number, mention in enumerate(mentions):
            found = self._told_parts(mention, mentions[number + 1].start if number + 1 < len(mentions) else end)
            if found:
                self._add(mention.archive, found[0].start, found[-1].end, found)
            elif _IS_THERE.search(self.text[max(0, mention.start - 60) : mention.start]):
                self._bare(mention.archive)

    def _told_parts(self, mention: Mention, end: int) -> list[Found]:
        """The labelled parts that follow an archive's name at once, if they are those of a shelfmark."""
        found = labelled_parts(self.text, mention.end, end, self.registry, mention.archive)
        found = follows_directly(self.text, mention.end, found)
        return found if is_strong(found) or (found and found[0].type == "listy") else []

    def _bare(self, archive: Archive) -> None:
        if all(shelfmark.identifier != archive.identifier for shelfmark in self.shelfmarks):
            self._add(archive, 0, 0, [])

    def _add(self, archive: Archive | None, start: int, end: int, found: list[Found], name: str = "") -> None:
        self.shelfmarks.append(build(self.text, start, end, found, archive, name))

    def _sentence(self, start: int, end: int, mentions: Mentions) -> None:
        for first, last in self._pieces(start, end, mentions):
            within = mentions.within(first, last)
            if within:
                self._named(first, last, within)
            elif self.text[first:last].strip(LOOSE):
                self._unnamed(first, last)

    def _pieces(self, start: int, end: int, mentions: Mentions) -> list[tuple[int, int]]:
        """The sentence cut at `;`, and at `and` where a repository follows."""
        cuts = [start]
        for match in _PIECE_END.finditer(self.text, start, end):
            if any(mention.start < match.end() <= mention.end for mention in mentions.around(match.start())):
                continue
            if match[0] == ";":
                # `f. 45; op. 1`: the parts of one shelfmark, or a further one of the same archive.
                if not self._label_at(match.end()):
                    cuts.append(match.end())
                continue
            lead = _LEADS.match(self.text, match.end(), end)
            at = lead.end() if lead else match.end()
            known = bool(mentions.within(at, at + 2))
            if known or self._names_unknown(at, end):
                cuts.append(match.end())
        return list(zip(cuts, [*cuts[1:], end], strict=True))

    def _sentences(self, start: int, end: int, mentions: Mentions) -> Iterator[tuple[int, int]]:
        """The sentences, with full stops between the parts of a shelfmark (`Fond 5. Opis 1.`) and before the archive
        of the one above (`6/77 w-83. Foreign Ministry Archive, Warsaw`)."""
        for first, _ in sentences(self.text, start, end):
            if first > start and not self._label_at(first) and not self._belongs_above(start, first, mentions):
                yield start, first
                start = first
        if start < end:
            yield start, end

    def _belongs_above(self, start: int, at: int, mentions: Mentions) -> bool:
        """Whether the archive named at `at` is that of the shelfmark without one from `start` on."""
        following = mentions.within(at, at + 2)
        return (
            bool(following)
            and not mentions.within(start, at)
            and bool(_DIGIT.search(self.text, start, at))
            and not tells(self.text[start:at])
            and not self._parts(following[0].end, min(len(self.text), following[0].end + 80), following[0].archive)
        )

    def _label_at(self, position: int) -> bool:
        """Whether a label begins at `position`."""
        position += self.text[position : position + 1] == " "
        return bool(self.registry.label_pattern(None).match(self.text, position))

    def _names_unknown(self, start: int, end: int) -> bool:
        """Whether the name of an unknown archive and its shelfmark stand at `start`."""
        ahead = self.text[start : min(end, start + LONGEST_NAME)]
        name = re.match(r"[A-ZА-Я][^,;]*,", ahead)
        if not name or _DIGIT.search(name[0]):
            return False
        parts = labelled_parts(ahead, 0, len(ahead), self.registry, None)
        first_unit = [one for one in parts if one.start <= name.end() + 12]
        return is_strong(first_unit)

    def _named(self, start: int, end: int, mentions: Sequence[Mention]) -> None:
        """A piece with archives that are known: each has its shelfmark behind it, or before it."""
        before_end = mentions[0].start
        repository_last = False
        if _LEADS.sub("", self.text[start:before_end], count=1).strip(LOOSE):
            behind = mentions[1].start if len(mentions) > 1 else end
            parts = self._parts(mentions[0].end, behind, mentions[0].archive)
            repository_last = not parts and bool(
                self._parts(start, before_end, mentions[0].archive) or _DIGIT.search(self.text, start, before_end)
            )
        if not repository_last and _DIGIT.search(self.text, start, before_end):
            self._leftover(start, before_end)
        for number, mention in enumerate(mentions):
            behind = mentions[number + 1].start if number + 1 < len(mentions) else end
            if repository_last:
                self._shelfmark(start, mention.start, mention.archive)
                start = mention.end
            else:
                self._shelfmark(mention.end, behind, mention.archive)
        if repository_last:
            self._leftover(start, end)

    def _parts(self, start: int, end: int, archive: Archive | None) -> list[Found]:
        labelled = labelled_parts(self.text, start, end, self.registry, archive)
        schemed = by_scheme(self.text, start, end, archive) if archive else []
        return schemed if len(schemed) > len(labelled) or (schemed and not is_strong(labelled)) else labelled

    def _shelfmark(self, start: int, end: int, archive: Archive) -> None:
        """The shelfmarks of one archive in text[start:end]: a type that comes again begins the next one."""
        found = self._parts(start, end, archive)
        if not found:
            if _DIGIT.search(self.text, start, end):
                # Without labels, and no scheme fits: kept as printed, its parts are the editor's.
                self._add(archive, start, end, [])
            elif not self.text[start:end].strip(f"{LOOSE}()") or not any(
                shelfmark.identifier == archive.identifier for shelfmark in self.shelfmarks
            ):
                self._bare(archive)
            return
        groups = _groups(found)
        soviet = any(one.type in ("fond", "opis", "delo", "papka", "listy") for one in found)
        for number, group in enumerate(groups):
            first = start if number == 0 else group[0].start
            last = groups[number + 1][0].start if number + 1 < len(groups) else end
            # What follows the leaves is a remark; other shelfmarks end in the title of the file.
            self._add(archive, first, group[-1].end if soviet else last, group)
        if soviet:
            self._leftover(groups[-1][-1].end, end)

    def _unnamed(self, start: int, end: int) -> None:
        """A piece without a known archive: an unknown one, or words."""
        lead = _LEADS.match(self.text, start, end)
        at = lead.end() if lead else start
        found = labelled_parts(self.text, start, end, self.registry, None)
        words = self.text[at : min(found[0].start if found else end, at + LONGEST_NAME + 1)].strip(LOOSE)
        if is_strong(found) and found[0].start > at and _is_name(words):
            name = words
            groups = _groups(found)
            for group in groups:
                self._add(None, group[0].start, group[-1].end, group, name)
            self._leftover(found[-1].end, end)
            return
        if is_strong(found) and found[0].start <= at and (name := self._name_behind(found[-1].end, end)):
            self._add(None, found[0].start, found[-1].end, found, name)
            return
        comma = self.text.find(", ", at, min(end, at + LONGEST_NAME))
        name = self.text[at:comma].strip(LOOSE) if comma > 0 else ""
        if _is_name(name) and _ARCHIVE_WORD.search(name) and (stop := self._unlabelled(comma, end, found)):
            self._add(None, comma, stop, found if is_strong(found) else [], name)
            self._leftover(stop, end)
            return
        self._leftover(start, end)

    def _unlabelled(self, start: int, end: int, found: list[Found]) -> int:
        """Where a shelfmark ends that begins with figures without a label that is known: 0 if there is none.

        Volume and page alone may be those of a printed book.
        """
        begins = found[0].start if found else end
        if not _DIGIT.search(self.text, start, begins) or any(one.type == "page" for one in found):
            return 0
        return found[-1].end if is_strong(found) else end

    def _name_behind(self, start: int, end: int) -> str:
        """The name of an unknown archive behind its shelfmark."""
        for words in self.text[start : min(end, start + LONGEST_NAME)].split(","):
            name = words.strip(LOOSE)
            if _ARCHIVE_WORD.search(name) and _is_name(name):
                return name
        return ""

    def _leftover(self, start: int, end: int) -> None:
        words = self.text[start:end].strip(f"{LOOSE}()")
        if words and (_DIGIT.search(words) or len(words.split()) > 3):
            self.unread.append(words)


def _groups(found: list[Found]) -> list[list[Found]]:
    """The parts of several shelfmarks one after the other: each type comes once in each."""
    groups: list[list[Found]] = [[]]
    kinds: set[str] = set()
    for one in found:
        if one.type in kinds:
            groups.append([])
            kinds = set()
        kinds.add(one.type)
        groups[-1].append(one)
    return groups


def _is_name(words: str) -> bool:
    """Whether words can name a repository: few, with a capital, no figure and no verb."""
    return (
        0 < len(words) <= LONGEST_NAME
        and len(words.split()) <= 14
        and any(letter.isupper() for letter in words)
        and not _DIGIT.search(words)
        and not tells(words)
    )
