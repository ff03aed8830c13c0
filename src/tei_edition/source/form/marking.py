"""Marks of a form: urgency, secrecy, what may not be done with the telegram."""

from __future__ import annotations

import re
from dataclasses import replace

from tei_edition.model import Inline, Span, SpanKind
from tei_edition.source.form.common import LONGEST
from tei_edition.source.letters import CAPITALS, small
from tei_edition.source.memory import remembered

_URGENCY = (
    r"(?:extremely|very|most|top|extra|ultra|highly|absolutely)[ -]urgent(?:ly)?(?: (?:&|and) prior|,? advance)?"
    r"|urgent(?:ly)?|operational immediate|immediate(?:ly)?"
    r"|(?:top|high|highest) priority|priority|out of turn|without delay|special|newsflash|molniya"
    r"|flash|lightning|express|niact|op(?:erational )?immed(?:iate)?|emergency|routine|deferred"
    r"|very important|d ?d ?d|seri(?:es|a|e) [\"“”«]?\w[\"“”»]?(?: [a-zа-я]\b)?"
    r"|в\[?есьма\]? срочно|крайне срочно|вне очереди|вне всякой очереди|срочно|молния|немедленно"
    r"|(?:muy |muito )?urgente|urgentíssimo|dringend|très urgent|(?:foarte )?urgent|pilne|sürgős|spěchá"
)
_SECRECY = (
    r"(?:top|most|absolutely|strictly|very|extremely|state)[ -]secret|strictly confidential|secret|confidential"
    r"|restricted|(?:for )?official use only|special (?:file|folder)|eyes only|classified|unclassified|strict secret"
    r"|совершенно секретно|сов\. ?секретно|строго секретно|особая папка|секретно|конфиденциально"
    r"|(?:muy |ultra)?secreto|confidencial|reservado|(?:streng )?geheim|vertraulich|(?:ściśle )?tajne|poufne"
    r"|(?:szigorúan )?titkos|(?:přísně )?tajné|très secret|confidentiel|strict confidențial"
)
_INSTRUCTION = (
    r"(?:making|taking) (?:of )?copies (?:is )?(?:strictly )?(?:prohibited|forbidden)"
    r"|(?:cop(?:ying|ies)|reproduction)(?: is| are)?(?: strictly)? (?:prohibited|forbidden)"
    r"|do not (?:copy|duplicate)|not to be copied"
    r"|not for (?:distribution|publication)|of (?:special|particular) (?:significance|importance)"
    r"|(?:only )?by (?:coded |ciphered )?(?:cipher|telegraph|cable|wire|courier)|for personal use"
    r"|(?:by )?cypher(?:[/ ]o\.?t\.?p\.?)?|en clair|one[- ]time pad|limit(?:ed)? distribution|limdis|exdis|nodis|noforn"
    r"|personal(?:ly)?(?: only)?|(?:subject to )?return within \d+ hours|subject to return"
    r"|снятие копий (?:воспрещается|запрещается)|особой важности|подлежит возврату|шифром|по вч|лично"
)
# In small letters. "Special file" is a secrecy mark, "special" alone one of urgency: the longer is tried first.
_MARK = re.compile(
    rf"(?<!\w)(?:(?P<instruction>{_INSTRUCTION})|(?P<secrecy>{_SECRECY})|(?P<urgency>{_URGENCY}))(?!\w)!?"
)
_MARK_KINDS = {
    "urgency": SpanKind.URGENCY,
    "secrecy": SpanKind.SECRECY,
    "instruction": SpanKind.INSTRUCTION,
}
# Between marks stand signs of punctuation, and letters of routing that nobody has to explain (`MOLNIYA EH`).
_MAY_BEGIN = re.compile(
    # Behind a letter or a figure none can: most places are passed over at once.
    r"(?<=[.,;—–/(\s])(?:(?<=[.,;—–/(])\s?\b|(?<=\s\s)\b|(?<=\s-\s)\b|(?<= )(?=[^\W\da-zа-яё][^a-zа-яё]))"
)
"""Where a mark that shares a line can begin: where something sets it off, or capitals do."""
_SET_OFF = re.compile(r"(?:[.,;—–]\s?|\s[—–-]\s|\s\s|\s/\s?|\()$")
_SPACED = re.compile(rf"(?:[{CAPITALS}] ){{3,}}[{CAPITALS}]")
_LABEL = re.compile(
    r"(?:Classification|Security classification|Secrecy|Grade|Level|Urgency|Priority|Precedence|Гриф|Срочность)\s*:\s*",
    re.I,
)
"""What a form prints before its marks."""
_ONE_MORE = re.compile(rf"\s[{CAPITALS}][^\W\d_]+[.!]?|,\s[^\W\d_]+[.!]?")
_BETWEEN = re.compile(r"(?:\s+and\s+)?[\s.,;:—–\-*!/\"“”()\[\]_]*(?:\b[A-Z]{1,3}\b[\s.,;:—–\-*!/\"“”()\[\]_]*)?")

_SPACE = re.compile(r"[\s,;.]+")
_NO_WORD = re.compile(r"\W+")
_SIGNS = ' \t.,;:—–-*!/"“”()[]_\u00a0'


@remembered
def marks(text: str) -> tuple[Inline, ...] | None:
    """A line of nothing but urgency, secrecy and copying marks, or None."""
    if len(text) > LONGEST:
        return None
    # Patterns without regard to case are slow: what they need first is looked for first.
    spaced = _SPACED.fullmatch(text) if text[1:2] == " " else None
    told = marks(text.replace(" ", "")) if spaced else None
    if told and isinstance(told[0], Span) and len(told) == 1:
        # `S P E C I A L`
        return (replace(told[0], content=(text,)),)
    content: list[Inline] = []
    label = _LABEL.match(text) if ":" in text else None
    position = label.end() if label else 0
    content += [text[:position]] if label else []
    first = len(text) - len(text[position:].lstrip(_SIGNS))
    lowered = small(text)
    if not _MARK.match(lowered, first):
        return None
    marked = False
    for match in _MARK.finditer(lowered, position):
        between = text[position : match.start()]
        if not _BETWEEN.fullmatch(between) or (not marked and between.strip(_SIGNS)):
            return None
        content += [between] if between else []
        kind = next(kind for kind in _MARK_KINDS if match[kind])
        slug = _NO_WORD.sub("-", match[0]).strip("-")
        content.append(Span(_MARK_KINDS[kind], (text[match.start() : match.end()],), value=slug))
        marked, position = True, match.end()
    rest = text[position:]
    # After a label or several marks in capitals one more word may stand that no list of marks has.
    shouted = len(content) > 2 and text.isupper()
    known = _BETWEEN.fullmatch(rest) or ((label or shouted) and _ONE_MORE.fullmatch(rest))
    if not marked or not known:
        return None
    return (*content, rest) if rest else tuple(content)


@remembered
def leading_marks(text: str) -> tuple[Inline, ...]:
    """The marks with which a line begins that goes on with something else: `secret  priority  Oslo, May 5`."""
    if len(text) > LONGEST:
        return ()
    end, lowered = 0, small(text)
    while match := _MARK.match(lowered, end):
        space = _SPACE.match(text, match.end())
        if space is None or space.end() == len(text):
            break
        end = space.end()
    return (marks(text[:end].rstrip()) or ()) if end else ()


@remembered
def split_marks(text: str) -> tuple[str, tuple[Inline, ...]]:
    """A line's own text and the marks that share it: `To: [First] ORLOV, Immediate, Eyes Only`, `No. 12   SECRET`."""
    lowered = small(text) if len(text) <= LONGEST else ""
    if not lowered or not any(_MARK.match(lowered, place.end()) for place in _MAY_BEGIN.finditer(text)):
        return text, ()
    for match in _MARK.finditer(lowered):
        before = text[: match.start()]
        # Capitals alone set a mark off from what it follows.
        shouted = text[match.start() : match.end()].isupper() and before.endswith(" ") and not before.isupper()
        if not (shouted or _SET_OFF.search(before)):
            continue
        found = marks(text[match.start() :])
        core = before.rstrip(" ,;—–-/(\t\u00a0")
        if found and core.strip(" ."):
            return core, (*((before[len(core) :],) if before[len(core) :] else ()), *found)
    return text, ()
