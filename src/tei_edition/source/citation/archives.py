"""The registry of archives: data in archives.toml, which an edition extends with a file of the same form.

A registry is a value: it is read once, handed to the readers, and travels to worker processes.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from tei_edition.errors import EditionError
from tei_edition.source.citation.expressions import MOST, REACH, ways

PART_TYPES = (
    "fond",
    "opis",
    "papka",
    "delo",
    "fonds",
    "series",
    "year",
    "volume",
    "box",
    "folder",
    "issue",
    "file",
    "item",
    "listy",
    "page",
)
_TEXTS = ("identifier", "country", "settlement", "isil")
_LISTS = ("names", "parts")
_IDENTIFIER = re.compile(r"[^\W\d][\w.-]*")


@dataclass(frozen=True, slots=True)
class SchemePart:
    """A part of a shelfmark without labels: its type ("" for words that are none), its pattern, whether it may lack.

    `reach` is on how many characters the pattern is tried, 0 for all: that of an edition is not taken on trust.
    """

    type: str
    pattern: re.Pattern[str]
    optional: bool
    reach: int = 0

    def match(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """The part that begins at `start`, if there is one."""
        if not self.reach or end - start <= self.reach:
            return self.pattern.match(text, start, end)
        found = self.pattern.match(text, start, start + self.reach)
        # What the bound has cut off may be longer.
        return found if found and found.end() < start + self.reach else None


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive: identifier, the names that citations use, where it is, how its shelfmarks are made."""

    identifier: str
    names: tuple[str, ...] = ()
    country: str = ""
    country_name: str = ""
    settlement: str = ""
    isil: str = ""
    parts: tuple[str, ...] = ()
    labels: tuple[tuple[str, tuple[str, ...]], ...] = ()
    schemes: tuple[tuple[SchemePart, ...], ...] = ()


@dataclass(frozen=True)
class Registry:
    """The archives that a conversion knows, and the labels of shelfmark parts."""

    archives: tuple[Archive, ...]
    labels: tuple[tuple[str, tuple[str, ...]], ...]

    @cached_property
    def mentions(self) -> re.Pattern[str]:
        """Finds the archives' names in a text."""
        names = sorted({name for archive in self.archives for name in archive.names}, key=len, reverse=True)
        return re.compile(rf"(?<![^\W_]){_one_of([(name, _spelling(name)) for name in names])}(?![^\W_])")

    @cached_property
    def _by_name(self) -> dict[str, Archive]:
        return {fold(name): archive for archive in self.archives for name in archive.names}

    def named(self, name: str) -> Archive:
        """The archive that `name`, a find of `mentions`, names."""
        return self._by_name[fold(name)]

    @cached_property
    def _label_patterns(self) -> dict[str, re.Pattern[str]]:
        patterns = {"": _labels_pattern(dict(self.labels))}
        for archive in self.archives:
            if archive.labels:
                # What an archive calls its parts goes before what the label means elsewhere.
                own = {spelling.casefold() for _, spellings in archive.labels for spelling in spellings}
                merged = {kind: tuple(s for s in all_ if s.casefold() not in own) for kind, all_ in self.labels}
                for kind, spellings in archive.labels:
                    merged[kind] = (*spellings, *merged.get(kind, ()))
                patterns[archive.identifier] = _labels_pattern(merged)
        return patterns

    def label_pattern(self, archive: Archive | None) -> re.Pattern[str]:
        """Finds a label and, in its last group, the type of the part by the group's name."""
        patterns = self._label_patterns
        return patterns.get(archive.identifier if archive else "", patterns[""])


def fold(name: str) -> str:
    """`name` without case, diacritics, dots and blanks, as names are compared; archives are an archive."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(letter for letter in plain if letter.isalnum()).replace("archives", "archive")


def _variants(letter: str, *, both_cases: bool) -> str:
    """A letter of a name as a pattern: with or without its diacritics, in one case or both."""
    plain = unicodedata.normalize("NFKD", letter)[0]
    forms = dict.fromkeys((letter, plain))
    if both_cases:
        forms = dict.fromkeys(form for one in forms for form in (one.upper(), one.lower()) if len(form) == 1)
    return re.escape(letter) if len(forms) < 2 else f"[{''.join(map(re.escape, forms))}]"


def _spelling(name: str) -> str:
    """A name as a pattern: abbreviations keep their capitals and take dots and blanks, full names take any case."""
    words = re.findall(r"[^\W_]+", name)
    full = any(re.search(r"[^\W\d_]{6}", word) and not word.isupper() for word in words)
    if full:
        return r"[\s.,'’\-]{1,3}".join(
            "".join(_variants(c, both_cases=True) for c in word) + ("[Ss]?" if word == "Archive" else "")
            for word in words
        )
    last = len(words) - 1
    return r"[\s\-]?".join(
        "".join(
            # Small letters may be capitals: TsAMO, TSAMO. A dot only between letters: the last one ends the sentence.
            _variants(c, both_cases=c.islower()) + ("" if number == last and at == len(word) - 1 else r"\.?")
            for at, c in enumerate(word)
        )
        for number, word in enumerate(words)
    )


def _one_of(names: Sequence[tuple[str, str]]) -> str:
    """The first of the names (each with its pattern) that fits; their first letters rule out most places of a text, and
    most names elsewhere."""
    if not names:
        return "(?!)"
    by_letter: dict[str, list[tuple[str, str]]] = {}
    for name, pattern in names:
        by_letter.setdefault(fold(_first(name))[:1], []).append((name, pattern))
    groups = (f"{_ahead(group)}(?:{'|'.join(pattern for _, pattern in group)})" for group in by_letter.values())
    return f"{_ahead(names)}(?:{'|'.join(groups)})"


def _ahead(names: Iterable[tuple[str, str]]) -> str:
    """What looks for the letters with which names can begin."""
    letters = {_first(name) for name, _ in names}
    plain = {unicodedata.normalize("NFKD", letter)[0] for letter in letters}
    both = {form for letter in letters | plain for form in (letter, letter.upper(), letter.lower()) if len(form) == 1}
    return f"(?=[{''.join(re.escape(letter) for letter in sorted(both))}])"


def _first(name: str) -> str:
    return next((letter for letter in name if letter.isalnum()), name[0])


def _labels_pattern(labels: dict[str, tuple[str, ...]]) -> re.Pattern[str]:
    """All labels, the longest first, each in a group `type_number`."""
    spelled = [(spelling, kind) for kind, spellings in labels.items() for spelling in spellings]
    spelled.sort(key=lambda one: len(one[0]), reverse=True)
    groups = [(text, f"(?P<{kind}_{number}>{_label(text)})") for number, (text, kind) in enumerate(spelled)]
    return re.compile(rf"(?<![^\W\d_]){_one_of(groups)}", re.IGNORECASE)


def _label(text: str) -> str:
    """A label as a pattern: a dot may be lost before a blank, words must end."""
    pattern = r"\s?".join(re.escape(word) for word in text.rstrip(".").split()).replace("'", "['’ʹ]")
    return pattern + (r"(?:\.|(?=:?\s?\d)|(?=\s[№#]))" if text.endswith(".") else r"(?![^\W\d_])")


@cache
def built_in() -> Registry:
    """The registry that comes with the toolkit."""
    text = files("tei_edition.source.citation").joinpath("archives.toml").read_text("utf-8")
    return read_registry(text, "archives.toml")


def read_registry(text: str, file: str, base: Registry | None = None) -> Registry:
    """The registry in `text` (TOML), added to `base`: an archive that `base` has keeps what `text` does not replace.

    Raises EditionError that names `file`, the line and how to mend it.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at line (\d+), column (\d+)", str(error))
        raise EditionError(
            f"not TOML: {str(error).partition(' (at ')[0]}",
            "Compare the example in docs/converting.md.",
            rule="archives-not-toml",
            file=file,
            line=int(place[1]) if place else text.count("\n") + 1,
            column=int(place[2]) if place else 0,
        ) from None
    return _RegistryReader(text, file, trusted=base is None).read(data, base)


@dataclass(slots=True)
class _RegistryReader:
    """Checks a registry's data key by key; `at` is the line of the entry that is being read."""

    text: str
    file: str
    trusted: bool
    at: int = 0
    countries: dict[str, str] = field(default_factory=dict)

    def read(self, data: dict[str, Any], base: Registry | None) -> Registry:
        self.only(data, ("archive", "labels", "countries"), "the registry")
        self.countries = {archive.country: archive.country_name for archive in base.archives} if base else {}
        for code, name in self.table(data, "countries").items():
            if not re.fullmatch(r"[A-Z]{2}", code) or not isinstance(name, str) or not name:
                raise self.fault(
                    f"the country '{code}' is no code with a name", 'Write two capitals and the name, FR = "France".'
                )
            self.countries[code] = name
        archives = {archive.identifier: archive for archive in base.archives} if base else {}
        entries = data.get("archive", [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            raise self.fault("'archive' is no list of tables", "Begin each archive with a line [[archive]].")
        lines = [n for n, line in enumerate(self.text.split("\n"), 1) if re.match(r"\s*\[\[\s*archive\s*\]\]", line)]
        for number, entry in enumerate(entries):
            self.at = lines[number] if len(lines) == len(entries) else 0
            archive = self.archive(entry, archives)
            # The last one wins where two archives bear one name.
            archives.pop(archive.identifier, None)
            archives[archive.identifier] = archive
        self.at = 0
        labels = dict(base.labels) if base else {}
        for kind, spellings in self.labels(self.table(data, "labels")):
            labels[kind] = tuple(dict.fromkeys((*spellings, *labels.get(kind, ()))))
        return Registry(tuple(archives.values()), tuple(labels.items()))

    def archive(self, entry: dict[str, Any], known: dict[str, Archive]) -> Archive:
        self.only(entry, (*_TEXTS, *_LISTS, "labels", "schemes"), "an archive")
        texts = {key: self.string(entry, key) for key in _TEXTS if key in entry}
        identifier = texts.get("identifier", "")
        if not _IDENTIFIER.fullmatch(identifier):
            raise self.fault(
                f"the identifier '{identifier}' is missing or cannot be an xml:id",
                'Write identifier = "…": letters first, then letters, figures, dots, hyphens.',
            )
        before = known.get(identifier, Archive(identifier))
        lists = {key: self.strings(entry, key) for key in _LISTS if key in entry}
        country = texts.get("country", before.country)
        if country and country not in self.countries:
            raise self.fault(f"the country '{country}' has no name", f'Write {country} = "…" below [countries].')
        for kind in lists.get("parts", ()):
            self.known_type(kind)
        names = dict.fromkeys((*before.names, *lists.get("names", ())))
        if not all(fold(name) for name in names):
            raise self.fault("a name has no letters", "Write the name as citations print it.")
        return Archive(
            identifier,
            tuple(names) or (identifier,),
            country,
            self.countries.get(country, ""),
            texts.get("settlement", before.settlement),
            texts.get("isil", before.isil),
            lists.get("parts", before.parts),
            self.labels(self.table(entry, "labels")) if "labels" in entry else before.labels,
            self.schemes(entry["schemes"]) if "schemes" in entry else before.schemes,
        )

    def labels(self, table: dict[str, Any]) -> tuple[tuple[str, tuple[str, ...]], ...]:
        for kind in table:
            self.known_type(kind)
        return tuple((kind, self.strings(table, kind)) for kind in table)

    def schemes(self, value: object) -> tuple[tuple[SchemePart, ...], ...]:
        help_ = "Write a list of schemes; a scheme is a list of [\"type\", 'regular expression']."
        if not isinstance(value, list) or not all(isinstance(scheme, list) and scheme for scheme in value):
            raise self.fault("'schemes' is no list of lists", help_)
        found: list[tuple[SchemePart, ...]] = []
        for scheme in value:
            parts: list[SchemePart] = []
            for pair in scheme:
                if not isinstance(pair, list) or len(pair) != 2 or not all(isinstance(one, str) for one in pair):
                    raise self.fault(f"{pair!r} is no part of a scheme", help_)
                parts.append(self.scheme_part(pair[0], pair[1]))
            found.append(tuple(parts))
        return tuple(found)

    def scheme_part(self, kind: str, expression: str) -> SchemePart:
        name = kind.removesuffix("?")
        if name:
            self.known_type(name)
        try:
            pattern = re.compile(expression)
        except re.error as error:
            raise self.fault(
                f"'{expression}' is no regular expression: {error}", "Put a backslash before signs meant as such."
            ) from None
        if pattern.match(""):
            raise self.fault(
                f"'{expression}' fits where nothing stands", 'Let the type end in "?" if the part may lack.'
            )
        if not self.trusted and ways(expression) > MOST:
            raise self.fault(
                f"'{expression}' can be tried in too many ways: it might never end",
                "Write fewer repetitions (* + {2,}), and none inside another: (?:/[0-9]+)? instead of (?:/[0-9]+)*.",
                rule="archives-expression-endless",
            )
        return SchemePart(name, pattern, kind.endswith("?"), 0 if self.trusted else REACH)

    def known_type(self, kind: str) -> None:
        if kind not in PART_TYPES:
            raise self.fault(f"'{kind}' is no type of a shelfmark part", f"Known are {', '.join(PART_TYPES)}.")

    def only(self, table: dict[str, Any], keys: tuple[str, ...], where: str) -> None:
        for key in table:
            if key not in keys:
                raise self.fault(
                    f"{where} has no key '{key}'", f"Known are {', '.join(keys)}.", rule="archives-key-unknown"
                )

    def table(self, data: dict[str, Any], key: str) -> dict[str, Any]:
        value = data.get(key, {})
        if not isinstance(value, dict):
            raise self.fault(f"'{key}' is no table", f"Write [{key}] and its keys below it.")
        return value

    def string(self, table: dict[str, Any], key: str) -> str:
        value = table[key]
        if not isinstance(value, str):
            raise self.fault(f"'{key}' is no text", f'Write {key} = "…".')
        return value

    def strings(self, table: dict[str, Any], key: str) -> tuple[str, ...]:
        value = table[key]
        if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
            raise self.fault(f"'{key}' is no list of texts", f'Write {key} = ["…", "…"].')
        return tuple(value)

    def fault(self, message: str, help_: str, *, rule: str = "archives-value-invalid") -> EditionError:
        return EditionError(message, help_, rule=rule, file=self.file, line=self.at)
