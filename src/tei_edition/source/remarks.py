"""What brackets say about the source: remarks of translator or editor, stamps, handwriting, illegible words."""

from __future__ import annotations

import re

from tei_edition.model import Span, SpanKind
from tei_edition.source.stamps import HANDWRITTEN, STAMP, stamp_content

_WHO = r"(?P<who>translator|transl?\b|tr\b|editor|eds?\b|CWIHP|NKIDP)"
_ANNOUNCED = re.compile(
    rf"{_WHO}(?:[’']?s[’']?)?\.?(?:\s+(?:note|comment|remark)s?\b\.?)?\s*[:.,–—-]"
    r"|(?:foot)?note\s?:|remark\s?:|N\.?\s?B\.?\s?:"
    r"|(?P<russian>прим(?:ечание|\.)\s*(?P<by>пер|ред)?)",
    re.IGNORECASE,
)
_ASCRIBED = re.compile(
    r"(?:--|[-–—,.;]|\s)\s*(?P<who>translator|transl?|tr|editor|eds?)(?:[’']s note)?\.?$"
    r"|(?:прим|примечание)\.?\s(?P<by>пер|ред)\S*$",
    re.IGNORECASE,
)
_ILLEGIBLE = re.compile(
    r"\b(?:(?:il|not )legible|unreadable|in?decipherable|undecipherable|cannot be read)\b|неразборчив|\bнрзб\b",
    re.IGNORECASE,
)
_STATE = re.compile(
    r"(?:signature|signed|initial(?:l?ed|s)|seal(?:ed)?)\b(?!\s+(?:the|a|an|this|that|it|on|in)\b)"
    r"|not dated$|undated$|no date$|blank$|подпись\b|без даты$",
    re.IGNORECASE,
)
_ABOUT_THE_PAGE = re.compile(
    r"\b(?:emphasis|underlin(?:ed|ing)|italics)\b|\bin the original\b"
    r"|(?<!the )\b(?:missing|omitted|crossed out|struck out|blacked out|cut off|torn(?: off)?|not translated|redacted"
    r"|not (?:reproduced|included|printed|given)|пропущено|вычеркнуто|подчеркнуто)[.]?$",
    re.IGNORECASE,
)
_LONGEST_STATE = 80


def remark(content: str) -> Span | None:
    """What the words between brackets say about the source, brackets included; None if they are part of its text."""
    bare = content.strip()
    printed = f"[{content}]"
    announced = _ANNOUNCED.match(bare)
    ascribed = _ASCRIBED.search(bare[-40:])
    if announced or (ascribed and len(bare.split()) > 1):
        return Span(SpanKind.NOTE, (printed,), _author(announced or ascribed))
    short = len(bare) <= _LONGEST_STATE
    if HANDWRITTEN.match(bare):
        return Span(SpanKind.HANDWRITING, (printed,))
    if STAMP.match(bare):
        return Span(SpanKind.STAMP, stamp_content(printed))
    if short and _ILLEGIBLE.search(bare):
        return Span(SpanKind.ILLEGIBLE, (printed,))
    if (short and _STATE.match(bare)) or _ABOUT_THE_PAGE.search(bare):
        return Span(SpanKind.NOTE, (printed,), "editorial")
    return None


def _author(match: re.Match[str] | None) -> str:
    groups = match.groupdict() if match else {}
    who = (groups.get("who") or groups.get("by") or "").lower()
    return "translator" if who.startswith(("tr", "пер")) else "editorial"
