"""Brackets in running text: what each pair means. Brackets of the source stay, inside or beside the mark-up.

A pair means one of five things: words supplied, an identification or gloss, the original's words, a doubt or omission,
a remark. Only what the pair itself and the words beside it make certain is marked; the rest stays as it stands, so an
identification in running text (`Filippov [Stalin]`, a person or a place) is the editor's to mark.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tei_edition.model import Inline, Span, SpanKind
from tei_edition.source.brackets import bracketed
from tei_edition.source.letters import CAPITALS
from tei_edition.source.remarks import remark
from tei_edition.source.tongue import is_cyrillic, is_determiner, is_small, language_of_words, words

_WORD_BEFORE = re.compile(r"(?P<word>[^\s\[\](){}“”\"„«»,;:]+)?(?P<space>\s?)$")
_WORD_REACH = 60
"""How far before a bracket its word may begin: a bound, so that a page of one endless word costs no more."""
_ABBREVIATION = re.compile(rf"[{CAPITALS}]{{2,6}}")
_OMISSION = re.compile(r"[.\s…]*(?:\.{2,}|…|\. ?\. ?\.)[.\s…]*")
_INITIAL = re.compile(r"(?<!\w)[^\W\d_]\.$")
_SIC = re.compile(r"sic[.!]?|так в (?:тексте|оригинале|документе)", re.IGNORECASE)
_DOUBT = re.compile(r"\?+")
_DOUBTED = re.compile(r"[\w.’'-]{1,30}\s?\?+")
_FIGURES = re.compile(r"\d{1,3}")
_NO_PHRASE = re.compile(r"[;:=/]|[.!?]\s|\d")
_WORD_FOLLOWS = re.compile(r"\s?[^\W\d_]")
_WORDS = re.compile(r"[\w’'-]+")
_NO_GLOSS = re.compile(r"[\d?]")
_LETTERS = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*[.’']?")
_DOTS = 20
_PHRASE = 120
"""A supplied phrase is no longer; what is, is a remark that nothing announces."""


class _Setting(NamedTuple):
    """A pair of brackets in its text: the word and the space before it, what it holds, the text around."""

    word: str
    space: str
    content: str
    before: str
    after: str

    @property
    def printed(self) -> str:
        return f"[{self.content}]"

    @property
    def lead(self) -> list[Inline]:
        """The word and the space before the pair, without mark-up."""
        return [part for part in (self.word, self.space) if part]


def marked(text: str) -> tuple[Inline, ...]:
    """`text` with the brackets whose meaning is certain marked up; all others stand as they are."""
    content: list[Inline] = []
    position = 0
    for pair in bracketed(text) if "[" in text else ():
        reach = max(position, pair.start - _WORD_REACH)
        # The word begins behind the last space, but for the one between it and the bracket.
        before = _WORD_BEFORE.search(text[max(reach, text.rfind(" ", reach, pair.start - 1)) : pair.start])
        word, space = (before["word"] or "", before["space"]) if before else ("", "")
        setting = _Setting(
            word,
            space,
            text[pair.start + 1 : pair.end - 1],
            text[reach : pair.start],
            text[pair.end : pair.end + _WORD_REACH],
        )
        spans = _remark(setting) if pair.nested else _meaning(setting)
        if spans:
            lead = text[position : pair.start - len(word) - len(space)]
            content += [lead] if lead else []
            content += spans
            position = pair.end
    if text[position:]:
        content.append(text[position:])
    return tuple(content)


def _meaning(setting: _Setting) -> list[Inline]:
    bare = setting.content.strip()
    if not bare or bare.casefold().split() == ["email", "protected"]:
        # A page hides addresses so; no editor put that bracket.
        return []
    return (
        _doubt(setting, bare)
        or _remark(setting)
        or _letters(setting, bare)
        or _gloss(setting)
        or _original(setting, bare)
        or _supplied(setting, bare)
    )


def _doubt(setting: _Setting, bare: str) -> list[Inline]:
    """`[...]`, `[?]`, `[28?]`, `[sic]`: something is left out, doubted, or printed so."""
    if len(bare) <= _DOTS and _OMISSION.fullmatch(bare):
        return [*setting.lead, Span(SpanKind.OMISSION, (setting.printed,))]
    kind = SpanKind.SIC if _SIC.fullmatch(bare) else SpanKind.DOUBT if _DOUBT.fullmatch(bare) else None
    if kind:
        doubted: list[Inline] = [Span(kind, (setting.word,))] if setting.word else []
        note = Span(SpanKind.NOTE, (setting.printed,), "mark")
        return [*doubted, *([setting.space] if setting.space else []), note]
    if bare[-1] == "?" and _DOUBTED.fullmatch(bare):
        return [*setting.lead, Span(SpanKind.NOTE, (setting.printed,), "mark")]
    return []


def _remark(setting: _Setting) -> list[Inline]:
    """A longer note of translator or editor, a stamp, a note by hand, something illegible."""
    found = remark(setting.content)
    return [*setting.lead, found] if found else []


def _letters(setting: _Setting, bare: str) -> list[Inline]:
    """`C[astro]`, `[un]known`, `K.[udryavtsev]`, `19[50]`: the rest of a word that the source does not print."""
    after = setting.after[:1]
    begun = not setting.space and setting.before[-1:]
    if bare != setting.content or (not begun and not after.isalnum()):
        return []
    span = Span(SpanKind.SUPPLIED, (setting.printed,))
    if _FIGURES.fullmatch(bare):
        # Behind a figure, one in brackets may also be the mark of a footnote.
        return [*setting.lead, span] if after.isdigit() else []
    if not _LETTERS.fullmatch(bare):
        return []
    letter = begun and setting.before[-1].isalpha()
    initial = _INITIAL.search(setting.before) if begun else None
    if (letter or initial) and bare[0].islower():
        return [*setting.lead, span]
    if not letter and after.isalpha() and after.islower() and (bare.islower() or len(bare) == 1):
        return [*setting.lead, span]
    return []


def _gloss(setting: _Setting) -> list[Inline]:
    """`VVS [air force]`: an abbreviation explained."""
    if not setting.space or not is_gloss(setting.word, setting.content):
        return []
    language = language_of_words(setting.content) if not is_cyrillic(setting.word) else ""
    words_of_gloss = (Span(SpanKind.FOREIGN, (setting.content,), language),) if language else (setting.content,)
    return [Span(SpanKind.ABBREVIATION, (setting.word,)), " [", Span(SpanKind.GLOSS, words_of_gloss), "]"]


def _original(setting: _Setting, bare: str) -> list[Inline]:
    """`[podderzhivaem ego]`: the words of the original beside their translation."""
    language = language_of_words(bare)
    # A name in another script identifies a person or a place, and is left to the editor.
    if not language or bare[0].isupper() or is_cyrillic(setting.before + setting.after):
        return []
    start = setting.content.index(bare)
    lead, tail = setting.content[:start], setting.content[start + len(bare) :]
    return [*setting.lead, f"[{lead}", Span(SpanKind.FOREIGN, (bare,), language), f"{tail}]"]


def _supplied(setting: _Setting, bare: str) -> list[Inline]:
    """`[to]`, `in [various] towns`: words that the sentence needs, certain by the small words in or before them."""
    found = words(bare) if len(bare) <= _PHRASE else []
    if not found or (not setting.space and setting.word) or _NO_PHRASE.search(bare):
        return []
    span = Span(SpanKind.SUPPLIED, (setting.printed,))
    opens = not setting.before.strip() or setting.before.rstrip()[-1] in '.!?:“«„"'
    small_before = bool(setting.word) and is_small(setting.word)
    following = words(setting.after)[:1] if _WORD_FOLLOWS.match(setting.after) else []
    goes_on = bool(following) and following[0][0].islower()
    if bare[0].isupper() and found[0] != "I":
        # A capital begins a sentence, or a name; a name is supplied where there is none that it could identify.
        begins = opens and goes_on and any(is_small(word) for word in found)
        named = small_before and not (following and following[0][0].isupper())
        return [*setting.lead, span] if begins or named else []
    if setting.word[:1].isupper() and not small_before and not opens:
        return []
    if all(is_small(word) for word in found) or small_before:
        return [*setting.lead, span]
    if is_small(found[-1]) or (is_small(found[0]) and not is_determiner(found[0])):
        return [*setting.lead, span]
    return [*setting.lead, span] if opens and goes_on else []


def is_gloss(abbreviation: str, explanation: str) -> bool:
    """Whether a bracket explains an abbreviation (`VVS [air force]`) rather than identify a name (`XI [Stalin]`)."""
    if not _ABBREVIATION.fullmatch(abbreviation):
        return False
    found = _WORDS.findall(explanation)
    if not found or abbreviation.lower() in (word.lower() for word in found) or _NO_GLOSS.search(explanation):
        return False
    return len(found) > 1 or found[0][0].islower()
