"""The language of a word or two in brackets: English, Russian in Cyrillic, Russian in Latin letters, or undecided.

No dictionary: English is told by its small words, transliterated Russian by endings, clusters and soft signs that
English does not have. What leaves a doubt is undecided.
"""

from __future__ import annotations

import re

from tei_edition.source.letters import FIGURES
from tei_edition.source.memory import remembered

_CLOSED_CLASSES = """
    a an the this that these those some any all both each every no not
    i me my we us our you your he him his she her it its they them their who whom whose which what there
    to of in on at by for from with without into onto upon about against between during through under over after before
    until since than as off out up down
    and or but nor so if when while because although whether
    be is are was were been being am have has had having do does did done will would shall should can could may
    might must also only even very more most still already again then thus too
"""
_CLOSED_CLASSES_RUSSIAN = "в во на с со по и к ко о об от для из у за до не без под над при что как или же бы"
_SMALL_TRANSLITERATED = """
    pri dlia dlya chto eto etom etogo kak iz ot po na ne za k v s ob pod nad bez ili zhe bylo byl byla bilo vse
"""
ENGLISH = frozenset(_CLOSED_CLASSES.split())
"""The closed classes of English words: articles, pronouns, prepositions, conjunctions, auxiliaries, particles."""
RUSSIAN = frozenset(_CLOSED_CLASSES_RUSSIAN.split())
_DETERMINERS = frozenset(("a", "an", "the", "our", "your", "his", "her", "its", "their", "this", "that"))

_WORD = re.compile(r"[^\W\d_]+(?:[’'ʹ`][^\W\d_]+)*[’'ʹ`]?")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_HANGUL = re.compile(r"[\uac00-\ud7af]")
_ASCII_LETTERS = re.compile(r"[a-z’'ʹ`]+", re.IGNORECASE)
_NOT_RUSSIAN = re.compile(
    r"[wqxj]|th|ck|gh|ph|ee|oo|ea|ou|ss$|ll|[’'](?:s|t|re|ve|ll|d)$|s[’']$|(?:ing|tion|ed|ly|ment|ness|ous|ful|ity|ise|ize)s?$",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"(?:[bcdfghklmnprtvz](?<!in)[’'ʹ`](?:te|sia|sya|ia|iu|ya|yu|e)?$)"
    r"|[bcdfghklmnprtvz][’'ʹ`][bcdfghklmnprvz][a-z]|.{2}(?:ii[uae]|niem|iiu|ogo|skii|sk(?:ogo|omu|aia|aya|oi|ikh)|naia|naya|ny[ie]|nykh|aia|uiu|yi|ykh|ikh|iam[i]?|tsia|tsya"
    r"|vshi[ie]|shchi[ie]|nosti?|stv[aou]|stvie|irovat|ovat|yvat)$"
    r"|.{4}(?:[uae]ite)$|shch|zhd|zhn|^vz[bdglmnr]|^vs[eyt][a-z]{2}",
    re.IGNORECASE,
)
_WEAK = re.compile(
    r"zh|kh|^ts|iu|zn$|.{3}(?:en[oay]|an[oy]|il[oia]|al[oia]|ol[’']?|et|it|ut|iat|ov|ev|om|em|ami|oe|ie|nie|niya)$",
    re.IGNORECASE,
)
_SMALL_RUSSIAN = frozenset(_SMALL_TRANSLITERATED.split())
_LONGEST = 200


def words(text: str) -> list[str]:
    """The words of `text`, with the apostrophes in them and at their end."""
    return _WORD.findall(text)


def is_small(word: str) -> bool:
    """Whether a word belongs to a closed class, in English or Russian: it names nothing by itself."""
    return word.lower() in ENGLISH or word.lower() in RUSSIAN


def is_determiner(word: str) -> bool:
    """Whether a word begins a phrase that may explain the one before it (`the capital`)."""
    return word.lower() in _DETERMINERS


def is_cyrillic(text: str) -> bool:
    """Whether there is a Cyrillic letter in `text`."""
    return _CYRILLIC.search(text) is not None


@remembered
def language_of_words(text: str) -> str:
    """`ru`, `ru-Latn`, `ko`, or nothing where the words are English or undecided."""
    found = words(text[:_LONGEST])
    if not found or len(text) > _LONGEST or FIGURES.search(text):
        return ""
    if all(_CYRILLIC.match(word) for word in found):
        return "ru"
    if all(_HANGUL.match(word) for word in found):
        return "ko"
    return "ru-Latn" if _is_transliterated(found) else ""


def _is_transliterated(found: list[str]) -> bool:
    if any(not _ASCII_LETTERS.fullmatch(word) or _NOT_RUSSIAN.search(word) for word in found):
        return False
    small = [word for word in found if word.lower() in _SMALL_RUSSIAN]
    if any(word.lower() in ENGLISH and word not in small for word in found):
        return False
    # A capital in every word makes a name, which is as foreign in English as in Russian.
    if all(word[0].isupper() for word in found):
        return False
    strong = sum(1 for word in found if _STRONG.search(word))
    weak = sum(1 for word in found if word not in small and not _STRONG.search(word) and _WEAK.search(word))
    telling = strong + weak + len(small)
    if strong:
        return telling >= len(found) / 2
    # Small words alone could be of another Slavic language.
    return bool(small and weak) and telling >= max(3, len(found) - 1)
