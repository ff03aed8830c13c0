"""Statements in a citation: who translated, obtained, reprinted, permitted; sentences that tell a story."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tei_edition.source.letters import CAPITALS

_DEED = (
    r"(?:translat|obtain|contribut|reprint|publish|republish|print|includ|donat|provid|suppli|transcrib|transliterat|annotat|edit"
    r"|introduc|compil|select|summari[sz]|excerpt|declassifi|photocopi|discover|reproduc|adapt|abridg|cit|quot)ed"
)
_OPENS = (
    rf"(?:{_DEED}(?:,?\s(?:and\s)?[a-z]+ed){{0,3}}"
    r"|translation|transcription|notes(?:\s(?:taken|made))?|copyright)"
    r"\s(?:by|in|for|from|as|with|via|through|courtesy|at|to|on)\b"
    r"|translat(?:or|ion)s?:|(?:by\s)?courtesy\sof\b|(?:used\s|reproduced\s)?(?:with|by)\s(?:the\s)?(?:kind\s)?permission\b"
    r"|available\s(?:at|in|online|from)\b|thanks\sto\b|on\sfile\s(?:at|in|with)\b"
    r"|перев(?:од|[её]л|ела)\b|опубликован\w*|публикуется\b|опубл\.|предоставлен\w*|получен[оаы]?\b"
)
# One of these is in every statement: most citations have none, and need no further search.
_HINTS = (
    "ed ", "translat", "transcription ", "notes ", "copyright ", "courtesy", "permission", "available", "thanks",
    "on file", "перев", "опубл", "публик", "предостав", "получен",
)  # fmt: skip
_ADVERB = (
    r"(?:(?:first|also|originally|previously|later|partially|partly|subsequently|english|russian|unofficial|document|documents|text|copy"
    r"|впервые)\s){0,2}"
)
# For a text in small letters: patterns that ignore the case are much slower.
_OPENING = re.compile(rf"(?<![^\W\d_]){_ADVERB}(?:{_OPENS})")
# In small letters a statement follows a mark or "and"; with a capital, anything but a letter (`141.Translated`).
_START = re.compile(r"^|(?<=[.;,:)\]])|(?<=[.;,:)\]]\s)|(?<=[(\[])|(?<=\sand\s)|(?<=\s[–—-]\s)|(?=[A-ZА-Я])")
_BOOK = re.compile(r"(?i:re)?(?i:print|publish|includ|cit|quot)ed|(?i:опубл)")
_VERB = re.compile(r"\b(?:was|were|is|are|has|have|had|been|reached|came|gave|handed|был[аио]?|найден[аоы]?)\b")
# A sentence ends after a word, a number or a bracket, not after an abbreviation or an initial.
_END = re.compile(rf"[.!?](?:(?<=[^\W\d_]{{4}}.)|(?<=\d.)|(?<=[)\]”\"].))[”\")]?\s+(?=[\"“(\[]?[{CAPITALS}])")
_INITIAL = re.compile(r"(?:(?:^|[\s.])[^\W\d_]|\b(?:Jr|Sr|et al|etc|ed|eds|Co|Inc))\.$")
_LONGEST_INITIAL = 8
_EDGES = " ,;:\t\n"


def statement_starts(text: str) -> Iterator[int]:
    """Where statements begin."""
    book = False
    for start, end in _openings(text):
        if book and not text[start].isupper() and not text.endswith("and ", 0, start):
            continue  # `Reprinted in Letters, translated by A (Moscow, 1999)`: part of the book's title page.
        if book and start and text[start - 1].isspace() and text[start - 2] not in ".;,)]d":
            continue
        book = bool(_BOOK.search(text, start, end))
        yield start


def _openings(text: str) -> Iterator[tuple[int, int]]:
    """Where the words stand with which statements begin."""
    # The only letter that is two in small letters is İ.
    folded = text.replace("İ", "I").lower()
    if not any(hint in folded for hint in _HINTS):
        return
    position = 0
    while opening := _OPENING.search(folded, position):
        if _START.match(text, opening.start()):
            yield opening.span()
            position = opening.end()
        else:
            position = opening.start() + 1


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of text[start:end], as far as full stops tell them from abbreviations."""
    for stop in _END.finditer(text, start, end):
        yield start, stop.end()
        start = stop.end()
    if start < end:
        yield start, end


def tells(text: str) -> bool:
    """Whether words are a sentence that tells something, with a verb, not a shelfmark or a title."""
    return len(text.split()) > 4 and bool(_VERB.search(text))


def trimmed(text: str) -> str:
    """A statement without the marks and the final stop that only divide it from its neighbours."""
    text = text.strip(_EDGES)
    for link in (" and", " and also", ";"):
        text = text.removesuffix(link).rstrip(_EDGES)
    if not text.endswith(".") or not _INITIAL.search(text, max(0, len(text) - _LONGEST_INITIAL)):
        text = text.rstrip(" .,;:")
    if text[-1:] in ")]" and text.count("(") + text.count("[") < text.count(")") + text.count("]"):
        text = text[:-1].rstrip(" .")
    if text[:1] in "([" and text.count("(") + text.count("[") > text.count(")") + text.count("]"):
        text = text[1:]
    return text
