"""Names as telegram forms print them: honorifics, initials, spaced letters, offices, bodies.

Only the form of a name is read here; who it is, an authority says.
"""

from __future__ import annotations

import re

from tei_edition.model import Agent, AgentKind, Inline, Span, SpanKind
from tei_edition.source.letters import CAPITALS
from tei_edition.source.memory import remembered

_TITLES = (
    r"Comrades?|Com(?:r|rade)?s?\.|Com\[rade\]|Camarad[ae]s?|Cmrds?\.?|Cdes?\.?|Tov(?:arishch)?\.?|(?-i:тт?\.)|тов\."
    r"|товарищ(?:у|ам|а)?|Mr\.|Mrs\.|Messrs\.|Dr\.|Prof\.|Amb\.|Gen\.|Col\.|Adm\.|Compañero|Genosse|Tovarăș(?:ul|ului)?|Soudruh|Tow\."
    r"|General(?!\s(?:Staff|Headquarters|Command|Secretary|Consulate?|Department|Directorate|Administration))|Marshal"
)
HONORIFIC = re.compile(
    # What no honorific begins with is passed over at once. After a full stop the space may be missing: `тов.Сталину`.
    rf"(?=[ACDEGMPRSTт])(?:(?:respected|dear|esteemed)\s+)?(?:{_TITLES})(?:(?=[\s\[])|(?<=\.)(?=(?-i:[{CAPITALS}])))",
    re.IGNORECASE,
)
_INITIALS = rf"(?:[{CAPITALS}][a-zа-яё]{{0,2}}\.\s?)+"
_SURNAME = r"[^\W\d_a-zа-яё][\w’'‘ʼʻ`\u0300-\u036f-]+"
_BEFORE = re.compile(rf"(?P<initials>{_INITIALS})(?P<space>\s?)(?P<surname>{_SURNAME})")
_AFTER = re.compile(rf"(?P<surname>{_SURNAME})(?P<space>,?\s)(?P<initials>{_INITIALS})")
_WORD = re.compile(r"[\w’'‘ʼʻ`\u0300-\u036f-]+")
SPACED = re.compile(rf"(?<!\w)(?:[{CAPITALS}]\s){{2,}}[{CAPITALS}](?!\w)")
# For names in small letters: patterns that ignore the case are much slower.
# A word boundary is also where a word ends: that one begins there with a letter rules out most places of a text.
_WORD_BEGINS = r"(?<!\w)(?=[a-z])"
_BODY = re.compile(
    rf"{_WORD_BEGINS}(?:ministry|mfa|mid|nkid|embass(?:y|ies)|department|administration|directorate|legation|missions?|committee|commission"
    r"|council|instantsiy?a|central committee|cc|general staff|politburo|section|archives?|consulates?(?:[ -]general)?"
    r"|headquarters|presidium|secretariat|cabinet|bureau|delegation|government of"
    r"|(?:foreign|colonial|dominions|home|india|relations|war|affairs|liaison|press|trade) office"
    r"|am(?:embassy|legation|consul)|division of"
    r"|(?:general|high) command|itamaraty|vkp\(b\)"
    r"|minist[eé]rio|embajada|embaixada|ambasada|nagykövetség|külügyminisztérium|botschaft|ministerium|ministerul)\b"
    r"|министерств|посольств|мид\b|цк\b|отдел\b|управлени"
)
_OFFICE = re.compile(
    rf"{_WORD_BEGINS}(?:(?:sov)?(?:(?:vice|deputy|first|second|third|prime|under|acting)[ -])*"
    r"(?:ambassador|minister|secretary|chief|head(?=\sof\s)|chairman|director|president|premier|marshal|consul|representative|adviser"
    r"|(?:high )?commissioner|commissar|governor(?:[ -]general)?|officer in charge"
    r"|advisor|commander|counsel?lor|attach[eé]|envoy|delegate|charg[eé](?:\sd[’'‘]\s?affair(?:e)?s)?|plenipotentiary"
    r"|embajador|embaixador|ministro|botschafter|ambasador(?:ul)?|nagykövet"
    r"|pr[äé]sident(?:e|in)?|ministre|ambassadeur|ambassadrice|(?:bundes|reichs)?kanzler(?:in)?|chancellor|chancelier)\b"
    r"|(?:sovposol|sovamb)\b)|посол|посл[уа]\b|министр|президент|канцлер"
)
_BRACKETED = re.compile(r"\[[^\[\]]*\]")
_ADDED = re.compile(r"\[[^\[\]]*\]|\([^()]*\)")
_COMMA_INITIALS = re.compile(rf",(?=(?:\s?[{CAPITALS}]\.)+$)")
"""`Beriya, L. P.`: initials behind the surname."""
_NOT_IN_NAMES = re.compile(r"[\d:;!?“”\"„«»/|=_#@<>]")
_TWO_PHRASES = re.compile(r"\w{3}[.,]\s")
_FIGURE = re.compile(r"[\d/]")
_LONGEST = 160
"""No name is longer; a line that is, need not be looked at."""
_NO_NAME = re.compile(
    r"(?:on|in|by|since|from|at|until|to|the|and|for|of|with|re|our|your|we|i|received|sent|this|that|it|he|they)\b(?!\.)"
)
"""Words, in small letters, that begin a sentence or a service line, never a name (an initial has its full stop)."""
_PARTICLE_WORDS = "de da do dos das del della di du des von van der den zu zum ter bin ibn ben ould al el la le y e i"
_PARTICLES = frozenset(_PARTICLE_WORDS.split())

_SPANS = {
    AgentKind.PERSON: SpanKind.PERSON,
    AgentKind.ORGANISATION: SpanKind.ORGANISATION,
    AgentKind.OFFICE_HOLDER: SpanKind.ROLE,
}
_MOST_WORDS = 6
_LONGEST_FIRST = 12
_SPACE = re.compile(r"\s*")
_IDENTIFIED = re.compile(r"([^\[\]]*\S\s?)\[([^\[\]]+)\]([^\[\]]*)")

_LONGEST_INITIAL = 6
_INITIAL_LAST = re.compile(rf"(?:^|[\s.])(?:[{CAPITALS}]|[IY][aeu]|[CKSZ]h|D?zh|Ts|Shch)\.$")


def collapse(text: str) -> str:
    """`S H T Y K O V` → `SHTYKOV`; other text as it is."""
    if text.count(" ") < 2 or min(map(len, text.split(" ")[1:-1])) > 1:
        # No letter stands alone between two others.
        return text
    return SPACED.sub(lambda match: match[0].replace(" ", ""), text)


@remembered
def without_honorific(name: str) -> str:
    """A name without the honorific before it and without the punctuation after it."""
    if name.isalpha():
        return name
    stripped = name.strip()
    match = HONORIFIC.match(stripped)
    while match:
        stripped = stripped[match.end() :].strip()
        match = HONORIFIC.match(stripped)
    stripped = stripped.rstrip(" ,;:!")
    return without_stop(stripped) if stripped[-1:] == "." else stripped


def without_stop(name: str) -> str:
    """A name without the full stop of its sentence; that of an initial belongs to the name."""
    initial = _INITIAL_LAST.search(name, max(0, len(name) - _LONGEST_INITIAL)) if name.endswith(".") else None
    return name[:-1] if name.endswith(".") and not initial else name


@remembered
def is_name(text: str) -> bool:
    """Whether `text` has the form of one person's name: up to six capitalised words, initials, brackets."""
    if len(text) > _LONGEST:
        return False
    if text.isalpha():
        return len(text) > 1 and _may_stand_in_name(text) and not begins_sentence(text)
    bare = collapse(without_honorific(text))
    if "[" in bare or "(" in bare:
        # What a translator adds in brackets identifies the name, whatever its form: `FILIPPOV [Stalin]`.
        bare = _ADDED.sub(" ", bare)
    if "," in bare:
        bare = _COMMA_INITIALS.sub("", bare)
    longest = 0
    for count, word in enumerate(_WORD.finditer(bare), start=1):
        if count > _MOST_WORDS or not _may_stand_in_name(word[0]):
            return False
        longest = max(longest, len(word[0]))
    return longest > 1 and not (
        begins_sentence(bare.strip()) or _NOT_IN_NAMES.search(bare) or _TWO_PHRASES.search(bare)
    )


def _may_stand_in_name(word: str) -> bool:
    return word[0].isupper() or word.lower() in _PARTICLES


def is_body(text: str) -> bool:
    """Whether `text` names a ministry, embassy, department or another body."""
    return _BODY.search(text.lower()) is not None


def begins_sentence(text: str) -> bool:
    """Whether a line begins with a word that begins sentences, never names (`I`, `We`, `On`, `The`)."""
    return _NO_NAME.match(text[:_LONGEST_FIRST].lower()) is not None


@remembered
def agent(text: str) -> Agent:
    """The participant that `text` names: a body, the holder of an office, or a person."""
    # What a translator adds in brackets tells nothing about the form of the name itself.
    bare = (_BRACKETED.sub(" ", text) if "[" in text else text).strip().lower()
    office = _OFFICE.search(bare)
    # Who holds an office that stands first is a person; behind the name of a body it belongs to that name.
    if not (office and office.start() == 0) and (_BODY.search(bare) or _FIGURE.search(bare)):
        kind = AgentKind.ORGANISATION
    else:
        kind = AgentKind.OFFICE_HOLDER if office else AgentKind.PERSON
    name = without_stop(text.strip(" ,;:!")) if kind is AgentKind.OFFICE_HOLDER else without_honorific(text)
    return Agent(kind, collapse(name))


def person_spans(text: str) -> tuple[Inline, ...]:
    """The name in `text`, with its honorific, initials and surname told apart; the rest as it stands."""
    if text.isalpha():
        return (Span(_SPANS[agent(text).kind], (text,), value=text),)
    core = without_honorific(text)
    # What `without_honorific` takes away stands before the name (honorifics) or after it (punctuation).
    start = text.rfind(core) if core else -1
    if start < 0:
        return (text,)
    margin = len(text) - len(text.lstrip())
    outside: tuple[Inline, ...] = (text[:margin],) if margin else ()
    content: list[Inline] = []
    position = margin
    while (match := HONORIFIC.match(text, position)) and match.end() <= start:
        between = _SPACE.match(text, match.end())
        position = between.end() if between else match.end()
        content.append(Span(SpanKind.HONORIFIC, (match[0],)))
        content += [text[match.end() : position]] if position > match.end() else []
    content += [text[position:start]] if position < start else []
    tail = text[start + len(core) :]
    content += _parts_of(core)
    kind = _SPANS[agent(core).kind]
    rest = (tail,) if tail else ()
    if kind is SpanKind.ORGANISATION:
        # A form says "Comr." before a department too; an honorific is a person's, so it stays outside the name.
        before = text[:start]
        return (*((before,) if before else ()), Span(kind, (core,), value=core), *rest)
    return (*outside, Span(kind, tuple(content), value=core), *rest)


def _parts_of(core: str) -> list[Inline]:
    before = _BEFORE.fullmatch(core) if "." in core else None
    if before:
        return _joined(Span(SpanKind.INITIALS, (before["initials"].rstrip(),)), before, before["initials"], True)
    after = _AFTER.fullmatch(core) if "." in core else None
    if after:
        return _joined(Span(SpanKind.INITIALS, (after["initials"].rstrip(),)), after, after["initials"], False)
    if SPACED.fullmatch(core):
        return [Span(SpanKind.LETTERSPACED, (core,), value=collapse(core))]
    return list(bracketed_name(core))


def _joined(initials: Span, match: re.Match[str], printed: str, first: bool) -> list[Inline]:
    surname = Span(SpanKind.SURNAME, (match["surname"],))
    space = printed[len(printed.rstrip()) :] + match["space"]
    between: list[Inline] = [space] if space else []
    return [initials, *between, surname] if first else [surname, *between, initials]


def bracketed_name(text: str) -> tuple[Inline, ...]:
    """`FILIPPOV [Stalin]`: the bracketed identification becomes an added name, its brackets stay."""
    match = _IDENTIFIED.fullmatch(text) if "[" in text else None
    # `[signature]`, `[illegible]` say something about the name, they are none.
    if match is None or not match[2].strip()[:1].isupper():
        return (text,)
    rest: tuple[Inline, ...] = (match[3],) if match[3] else ()
    return (match[1] + "[", Span(SpanKind.ADDED_NAME, (match[2],)), "]", *rest)
