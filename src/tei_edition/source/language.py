"""Which language a text is in, as far as script and common words show it; else undetermined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

# The commonest small words of a language, in one string each for the reader's sake; none is an English word.
_WORDS = {
    "en": "the of to and in that is for with by on from will be are was not at it this has have",
    "ru": "и в на не что с по для из от к о как это его мы вы он также",
    "uk": "і в на не що та до з для від як це його ми ви він також",
    "bg": "и в на не че да се за от са ще като по този който това",
    "de": "der und das nicht mit von den ist ein eine zu im sich auf dem für wird auch",
    "fr": "les des est une dans pour qui sur avec et la le du par au ce il pas",
    "es": "los las una para por con del que el se la en es y su al como ha",
    "pl": "jest nie się że przez dla od oraz jak tym który w z i są",
}
_LANGUAGES: dict[str, list[str]] = {}
"""The languages of each of these words."""
for _code, _words in _WORDS.items():
    for _word in dict.fromkeys(_words.split()):
        _LANGUAGES.setdefault(_word, []).append(_code)
_CYRILLIC = frozenset(("ru", "uk", "bg"))
UNDETERMINED = "und"
_SCRIPTS = {
    "Cyrillic": re.compile(r"[\u0400-\u04ff]"),
    "Korean": re.compile(r"[\uac00-\ud7a3]"),
    "Chinese": re.compile(r"[\u4e00-\u9fff]"),
    "Latin": re.compile(r"[A-Za-z\u00c0-\u024f]"),
}
_KANA = re.compile(r"[\u3040-\u30ff]")
_WORD = re.compile(r"[^\W\d_]+")
_LETTER = re.compile(r"[^\W\d_]")
_OTHER_SCRIPT = re.compile(r"[\u0400-\u04ff\uac00-\ud7a3\u4e00-\u9fff]")
VERSION = 120
"""A version of a text has at least so many letters; less is a quotation, a name or an address."""
_SHORT = 30
"""So many letters in each of two scripts, in the one at least half as many as in the other, may be versions, too."""
_SIGNS = re.compile(r"[\uac00-\ud7a3\u4e00-\u9fff]")
"""Syllables and signs, of which a text has fewer than letters: each counts as two."""


def language_of(texts: Iterable[str]) -> str:
    """The language (BCP 47) whose common words prevail, Korean and Chinese by script; `und` if not certain."""
    joined = " ".join(texts).lower()
    if _SIGNS.search(joined):
        if _prevails("Korean", joined):
            return "ko"
        # Kana tells Japanese from Chinese, whose signs it shares.
        if not _KANA.search(joined) and _prevails("Chinese", joined):
            return "zh"
    words = _WORD.findall(joined)
    counts = dict.fromkeys(_WORDS, 0)
    for word, number in Counter(words).items():
        for code in _LANGUAGES.get(word, ()):
            counts[code] += number
    best, second = sorted(counts, key=lambda code: counts[code], reverse=True)[:2]
    certain = counts[best] >= 2 and counts[best] * 12 >= len(words) and counts[best] > counts[second]
    return best if certain and _is_script_of(best, joined) else UNDETERMINED


def _prevails(script: str, text: str) -> bool:
    """Whether a third of a text, and half of its letters, are of this script."""
    own = len(_SCRIPTS[script].findall(text))
    return own > len(text) / 3 and 2 * own >= len(_LETTER.findall(text))


def _is_script_of(code: str, text: str) -> bool:
    """Whether a text with letters of several scripts has not mostly those of another script than the language's."""
    if not _OTHER_SCRIPT.search(text):
        return code not in _CYRILLIC
    own = len(_SCRIPTS["Cyrillic" if code in _CYRILLIC else "Latin"].findall(text))
    return 2 * own >= len(_LETTER.findall(text))


def second_script(texts: Sequence[str]) -> int:
    """Where a text goes over to another script, as an original printed beside its translation does, or -1.

    In a long text a few words in another script are none; in one of a few words they may be.
    """
    if not any(not text.isascii() and _OTHER_SCRIPT.search(text) for text in texts):
        return -1
    letters: Counter[str] = Counter()
    first: dict[str, int] = {}
    for position, text in enumerate(texts):
        counts = {name: len(pattern.findall(text)) for name, pattern in _SCRIPTS.items()}
        for name in ("Korean", "Chinese"):
            counts[name] *= 2
        script = max(counts, key=lambda name: counts[name])
        letters[script] += counts[script]
        if counts[script]:
            first.setdefault(script, position)
    least = VERSION if max(letters.values()) >= 2 * VERSION else max(_SHORT, max(letters.values()) // 2)
    versions = sorted(first[script] for script in letters if letters[script] >= least)
    return versions[1] if len(versions) > 1 else -1


def letters_of(text: str) -> tuple[int, int]:
    """How many letters of a text are Latin, and how many of another script."""
    latin = len(_SCRIPTS["Latin"].findall(text))
    return latin, len(_LETTER.findall(text)) - latin + len(_SIGNS.findall(text))
