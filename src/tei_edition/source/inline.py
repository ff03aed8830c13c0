"""Brackets in running text: glosses, doubts, omissions. Brackets of the source stay, inside or beside the mark-up."""

from __future__ import annotations

import re

from tei_edition.model import Inline, Span, SpanKind

_BRACKET = re.compile(r"\[(?P<content>[^\[\]]+)\]")
_BEFORE = re.compile(r"(?P<word>[^\s\[\](){}“”\"„«»,;:]+)?(?P<space>\s?)$")
_WORD_REACH = 60
"""How far before a bracket its word may begin: a bound, so that a page of one endless word costs no more."""
_ABBREVIATION = re.compile(r"[A-ZА-ЯЁ]{2,6}")
_OMISSION = re.compile(r"\.{2,}|…+|\. \. \.")


def marked(text: str) -> tuple[Inline, ...]:
    """`text` with the brackets whose meaning is certain marked up; all others stand as they are."""
    content: list[Inline] = []
    position = 0
    for match in _BRACKET.finditer(text):
        start = max(position, match.start() - _WORD_REACH)
        before = _BEFORE.search(text[start : match.start()])
        word, space = (before["word"] or "", before["space"]) if before else ("", "")
        spans = _meaning(word, space, match["content"])
        if spans:
            lead = text[position : match.start() - len(word) - len(space)]
            content += [lead] if lead else []
            content += spans
            position = match.end()
    if text[position:]:
        content.append(text[position:])
    return tuple(content)


def _meaning(before: str, space: str, bracket: str) -> list[Inline]:
    lead: list[Inline] = [part for part in (before, space) if part]
    if _OMISSION.fullmatch(bracket.strip()):
        return [*lead, Span(SpanKind.OMISSION, (f"[{bracket}]",))]
    if bracket.strip() == "?" and before:
        return [Span(SpanKind.DOUBT, (before,)), *([space] if space else []), Span(SpanKind.NOTE, ("[?]",), "mark")]
    if bracket.strip().lower() == "sic" and before:
        note = Span(SpanKind.NOTE, (f"[{bracket}]",), "mark")
        return [Span(SpanKind.SIC, (before,)), *([space] if space else []), note]
    if space and is_gloss(before, bracket):
        return [Span(SpanKind.ABBREVIATION, (before,)), " [", Span(SpanKind.GLOSS, (bracket,)), "]"]
    return []


def is_gloss(abbreviation: str, words: str) -> bool:
    """Whether `words` explain an abbreviation (`VVS [air force]`) rather than identify a name (`XI [Stalin]`)."""
    if not _ABBREVIATION.fullmatch(abbreviation):
        return False
    found = re.findall(r"[\w’'-]+", words)
    if not found or abbreviation.lower() in (word.lower() for word in found) or re.search(r"[\d?]", words):
        return False
    return len(found) > 1 or found[0][0].islower()
