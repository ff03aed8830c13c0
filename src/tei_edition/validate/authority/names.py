"""Names of two entries that may be one: spelled alike in another transliteration, order of words, or by a slip."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from tei_edition.diagnostics import Severity
from tei_edition.validate.authority.entries import Entry, Fault

_CYRILLIC = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "e", "є": "e", "э": "e", "ж": "zh",
        "з": "z", "и": "i", "і": "i", "ї": "i", "й": "i", "ы": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o",
        "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
        "щ": "shch", "ъ": "", "ь": "", "ю": "yu", "я": "ya",
    }
)  # fmt: skip
# What transliterations write in several ways, brought to one: Vasilevsky, Vasilevskii, Wassilewskij.
_SPELLINGS = (
    (r"['’ʹʼ`-]", ""),
    (r"w", "v"),
    (r"schtsch|stsch|shch|sch|sh|š", "s"),
    (r"tch|ch|č", "c"),
    (r"zh|ž", "z"),
    (r"kh", "h"),
    (r"ts|tz", "c"),
    (r"x", "ks"),
    (r"[yj]", "i"),
    (r"i([aeou])", r"\1"),
    (r"(.)\1+", r"\1"),
)
_LONG = 7


def similar_names(entries: Sequence[Entry]) -> Iterator[Fault]:
    """A warning for each entry whose name is nearly that of an earlier one of its kind, once for each two entries."""
    seen: dict[tuple[str, tuple[str, ...]], tuple[Entry, str]] = {}
    told: set[tuple[int, int]] = set()
    for entry in entries:
        for name in _compared_names(entry):
            words = folded(name)
            for key in _keys(words):
                other, other_name = seen.setdefault((entry.kind, key), (entry, name))
                pair = (id(other), id(entry))
                if other is entry or pair in told or not _alike(words, folded(other_name)):
                    continue
                told.add(pair)
                yield Fault(
                    entry.element, "authority-names-similar", Severity.WARNING,
                    f"{entry.called} is called '{name}', {other.called} is called '{other_name}': they may be one.",
                    "If they are one, join the entries and keep the spellings as variants; else add what tells them "
                    "apart, such as a forename or dates.",
                )  # fmt: skip


def folded(name: str) -> tuple[str, ...]:
    """The words of a name without case, diacritics, commas and the differences of transliterations."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_CYRILLIC))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    for pattern, spelling in _SPELLINGS:
        plain = re.sub(pattern, spelling, plain)
    return tuple(re.findall(r"[^\W_]+", plain))


def _compared_names(entry: Entry) -> list[str]:
    """The main name, and variants of more than one word: a surname alone may be that of many."""
    others = (name.text for name in entry.names if " " in name.text)
    return list(dict.fromkeys(name for name in (entry.main_name, *others) if name))


def _keys(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """What two names have in common if they may be one: their words in any order, their letters (Il Sung, Il-sung), or
    their words but for one letter of a long one."""
    ordered = tuple(sorted(words))
    yield ordered
    yield ("".join(words), "joined")
    yield (*ordered, "slip")
    for position, word in enumerate(ordered):
        if len(word) >= _LONG:
            for letter in range(1, len(word) - 1):
                yield (*ordered[:position], word[:letter] + word[letter + 1 :], *ordered[position + 1 :], "slip")


def _alike(words: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether two names have the same words or letters, or differ by one letter inside one long word."""
    if sorted(words) == sorted(others) or "".join(words) == "".join(others):
        return True
    one, other = set(words) - set(others), set(others) - set(words)
    if len(words) != len(others) or len(one) != 1 or len(other) != 1:
        return False
    left, right = one.pop(), other.pop()
    if left[0] != right[0] or left[-1] != right[-1] or min(len(left), len(right)) < _LONG - 1:
        return False
    return len(words) > 1 or min(len(left), len(right)) > _LONG
