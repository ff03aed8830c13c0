"""The lines of a telegram form, one by one: heading, marks, numbers, address, salutation, signature, date line.

Each function answers what a line is, or None; none of them looks at its neighbours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from tei_edition.model import AgentKind, DateReading, Inline, Span, SpanKind
from tei_edition.source import names
from tei_edition.source.dates import find_dates

NUMBER_SIGN = r"(?:No\.?|N[º°]|№|\#|nr\.?|N)"
_NUMBER = r"[\w./-]*\d[\w./-]*"
_HEADING = re.compile(
    rf"""(?P<words>(?:(?:CIPHERED|CIPHER|CODED|DECIPHERED|OUTGOING|INCOMING)\s+)?
      (?:TELEGRAM|CABLE|CIPHERGRAM|CIPHERGAM|RADIOGRAM|LETTER|MEMORANDUM|NOTE)|ШИФРТЕЛЕГРАММА|ТЕЛЕГРАММА)
    (?:(?P<sign>[\s,:]+(?:{NUMBER_SIGN})?\s?)(?P<number>{_NUMBER}))?(?P<rest>\s+[^\d].*)?""",
    re.VERBOSE | re.IGNORECASE,
)
_NUMBERS = (
    ("special", re.compile(rf"(?P<lead>(?:Special|Spec\.)\s+{NUMBER_SIGN}\s?)(?P<number>{_NUMBER})", re.IGNORECASE)),
    (
        "telegram",
        re.compile(rf"(?P<lead>(?:Issuing|Telegram|Ciphergram|Cable)\s+{NUMBER_SIGN}\s?)(?P<number>{_NUMBER})", re.I),
    ),
    (
        "incoming",
        re.compile(rf"(?P<lead>\(?(?:Incoming|Inc\.|vkh\.)\s+{NUMBER_SIGN}\s?)(?P<number>{_NUMBER})\)?", re.IGNORECASE),
    ),
    ("protocol", re.compile(rf"(?P<lead>(?:{NUMBER_SIGN}\s?)?)(?P<number>P\d+/\d+)", re.IGNORECASE)),
    ("", re.compile(rf"(?P<lead>{NUMBER_SIGN}\s?)(?P<number>{_NUMBER})\.?", re.IGNORECASE)),
)
_URGENCY = (
    r"extremely urgent|very urgent|most urgent|urgent|immediate|top priority|special|newsflash!?|molniya(?:\s\w+)?"
    r"|flash|lightning|d d d|весьма срочно|вне очереди|срочно|молния"
)
_SECRECY = (
    r"top secret|strictly secret|strictly confidential|secret|confidential|special file|eyes only|special folder"
    r"|совершенно секретно|секретно|строго секретно"
)
_INSTRUCTION = (
    r"making copies is (?:prohibited|forbidden)|copying (?:is )?(?:prohibited|forbidden)|of special significance"
    r"|by cipher|by telegraph|only by ciphered telegraph|for personal use|снятие копий воспрещается"
)
# "Special file" is a secrecy mark, "special" alone one of urgency: the longer is tried first.
_MARK = re.compile(rf"(?P<secrecy>{_SECRECY})|(?P<instruction>{_INSTRUCTION})|(?P<urgency>{_URGENCY})", re.IGNORECASE)
_MARK_KINDS = {
    "urgency": SpanKind.URGENCY,
    "secrecy": SpanKind.SECRECY,
    "instruction": SpanKind.INSTRUCTION,
}
_REFERENCE = re.compile(
    rf"(?P<prev>In (?:addition|continuation|connection)(?: to| of| with)\s(?:my|our))\b"
    rf"|(?P<reply>(?:In reply to|Reply to|To|Re\.?|Regarding|Concerning|With reference to)\s"
    rf"(?:your\s)?(?:telegram\s)?{NUMBER_SIGN}\s?\d"
    rf"|(?:Re\.?\s)?yours?\s(?:{NUMBER_SIGN}\s?)?{_NUMBER}(?=$|[.,;]))"
    rf"|(?P<mention>Our\s(?:\[\w+\]\s)?(?:{NUMBER_SIGN}\s?)?{_NUMBER}(?=$|[.,;]))",
    re.IGNORECASE,
)
_DESTINATION = re.compile(r"(?:Destination\s*:\s*\S.*?\s+)?To Whom\s*:\s*(?P<name>\S.*)", re.IGNORECASE)
_TO = re.compile(
    r"(?:(?P<place>[A-ZА-ЯЁ][A-ZА-ЯЁ ]*?)\s*[-–—]+\s*)?(?P<word>(?i:to|for)|Кому|Тов\.)\s*:?\s+"
    r"(?:(?i:the)\s+)?(?P<name>\S.*)",
    re.DOTALL,
)
_CONVEY = re.compile(
    r"To\s+(?:be\s+)?(?:transmit|transmitted|convey|conveyed|pass|hand)\s(?:\w+\s)?to\s+(?P<name>.+)", re.I
)
_OFFICE_ADDRESS = re.compile(
    r"(?:(?P<place>[A-ZА-ЯЁ][A-ZА-ЯЁ ]*?)(?:\s?[-–—]+\s?|,\s))?(?P<name>[A-ZА-ЯЁ][A-ZА-ЯЁ .]+)"
)
_SALUTE = re.compile(r"(?:Highly\s+)?(?:Dear|Respected|Esteemed|Honou?red)\b", re.IGNORECASE)
_CLOSING = re.compile(
    r"(?:With\s(?:\w+\s){0,3}(?:respect|esteem|greetings?|regards(?!\sto)|wishes|handshake)|Yours?\s(?:sincerely|truly|faithfully)"
    r"|Sincerely|Respectfully|Greetings|I shake your hand|With best)\b",
    re.IGNORECASE,
)
_FIRST_WORD = re.compile(r"(?:I|We|You|Your|My|Our|Please|In|On|At|The|It|This|As|With|After)\b")
_COMPLIMENT = re.compile(
    r"(?:(?:Respectfully|Sincerely|Faithfully)(?:\syours)?,|Yours?(?:\s(?:truly|sincerely|faithfully),)?)\s+(?=[A-ZА-ЯЁ])"
)
_LONGEST = 200
"""A line of the form is never longer; a paragraph that is, need not be tried."""
_TITLE_WORDS = frozenset(("telegram", "cable", "ciphered", "letter", "message", "from", "embassy", "ambassador", "the"))
_PLACES = r"[A-ZА-ЯЁ][\w’'-]*(?:[\s-][A-ZА-ЯЁ][\w’'-]*){0,2}"


@dataclass(frozen=True, slots=True)
class Heading:
    """A form's heading: its words (`CIPHERED TELEGRAM`), the number, the marked-up line."""

    words: str
    number: str
    content: tuple[Inline, ...]


def heading(text: str) -> Heading | None:
    """`CIPHERED TELEGRAM No. 502597/sh`, also with a secrecy mark on the same line."""
    match = _HEADING.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None:
        return None
    rest = match["rest"] or ""
    marked_rest = marks(rest.strip()) if rest else ()
    if rest and marked_rest is None:
        return None
    words = match["words"]
    content: list[Inline] = [Span(SpanKind.CAPS, (words,)) if words.isupper() else words]
    number = (match["number"] or "").rstrip(".,")
    if number:
        content += [match["sign"], Span(SpanKind.NUMBER, (number,), value="telegram")]
        content += [match["number"][len(number) :]] if match["number"] != number else []
    if rest:
        content += [rest[: len(rest) - len(rest.lstrip())], *(marked_rest or ())]
    return Heading(" ".join(words.lower().split()), number, tuple(content))


def marks(text: str) -> tuple[Inline, ...] | None:
    """A line of nothing but urgency, secrecy and copying marks, or None."""
    if len(text) > _LONGEST:
        return None
    content: list[Inline] = []
    position = 0
    for match in _MARK.finditer(text):
        between = text[position : match.start()]
        if between.strip(' .,;:—–-*!/"“”()'):
            return None
        content += [between] if between else []
        kind = next(kind for kind in _MARK_KINDS if match[kind])
        slug = re.sub(r"\W+", "-", match[0].lower()).strip("-")
        content.append(Span(_MARK_KINDS[kind], (match[0],), value=slug))
        position = match.end()
    rest = text[position:]
    if not content or rest.strip(' .,;:—–-*!/"“”()'):
        return None
    return (*content, rest) if rest else tuple(content)


def number_line(text: str) -> tuple[str, str, tuple[Inline, ...]] | None:
    """A line that is one number of the telegram: (type or "" where the line does not say, number, content)."""
    for kind, pattern in _NUMBERS if len(text) <= _LONGEST else ():
        match = pattern.fullmatch(text)
        if match:
            number = match["number"].rstrip(".,")
            span = Span(SpanKind.NUMBER, (number,), value=kind)
            tail = text[match.start("number") + len(number) :]
            return kind, number, tuple(part for part in (match["lead"], span, tail) if part)
    return None


def reference(text: str) -> str | None:
    """The kind of reference (replyTo, prev, mentions) if the line is a reference to another message."""
    if len(text) > _LONGEST:
        return None
    match = _REFERENCE.match(text)
    if match is None or len(text.split()) > 12 or not re.search(r"\d", text):
        if re.fullmatch(r"\d{3,7}(?:/\w{1,4})?\.", text):
            return "replyTo"
        return None
    return "prev" if match["prev"] else "replyTo" if match["reply"] else "mentions"


@dataclass(frozen=True, slots=True)
class Address:
    """An address line: the names in it, whether they get the message through somebody else, the content."""

    names: tuple[str, ...]
    ultimate: bool
    content: tuple[Inline, ...]
    place: str = ""
    by_office: bool = False


def address(text: str) -> Address | None:
    """`To Comrade A. Vasilevsky`, `To Cdes. A and B`, `To transmit to Comrade X`, `For Mao Zedong.`"""
    if len(text) > _LONGEST:
        return None
    convey = _CONVEY.fullmatch(text)
    match = convey or _DESTINATION.fullmatch(text) or _TO.fullmatch(text) or _office_address(text)
    if match is None:
        return None
    printed = match["name"]
    found = _split_names(printed)
    if found is None:
        return None
    groups = match.groupdict()
    place = groups.get("place") or ""
    content: list[Inline] = [Span(SpanKind.PLACE, (place,))] if place else []
    content.append(text[len(place) : match.start("name")])
    position = 0
    for name in found:
        start = printed.index(name, position)
        content += [printed[position:start]] if start > position else []
        content += names.person_spans(name)
        position = start + len(name)
    content += [printed[position:]] if printed[position:] else []
    word = (groups.get("word") or "").lower()
    by_office = not word and convey is None
    agents = tuple(names.agent(name).name for name in found)
    return Address(
        agents, convey is not None or word == "for", tuple(part for part in content if part), place, by_office
    )


def _office_address(text: str) -> re.Match[str] | None:
    """`BEIJING - SOVIET AMBASSADOR`, `SOVIET AMBASSADOR`: the holder of an office, in capitals, without "to"."""
    match = _OFFICE_ADDRESS.fullmatch(text)
    return match if match and names.agent(match["name"]).kind is AgentKind.OFFICE_HOLDER else None


def _split_names(printed: str) -> list[str] | None:
    if _is_addressee(printed):
        pieces = [printed]
    else:
        pieces = [piece.strip() for piece in re.split(r",\s+|\s+and\s+|\s+or\s+", printed) if piece.strip(" .,;:")]
        if not pieces or not all(_is_addressee(piece) for piece in pieces):
            return None
    return [piece.rstrip(" ,;:") for piece in pieces]


def _is_addressee(text: str) -> bool:
    bare = text.strip(" .,;:!")
    if names.is_name(bare):
        return True
    kind = names.agent(bare).kind
    return kind.value in ("organisation", "office holder") and len(bare.split()) <= 14 and bare[:1].isupper()


@dataclass(frozen=True, slots=True)
class Salutation:
    """A salutation: its words, whom it addresses, and the sentence into which it runs (else empty)."""

    words: str
    name: str
    rest: str


def salutation(text: str) -> Salutation | None:
    """`Dear Comrade STALIN I.V.`, `Comrade MAO ZEDONG!`, or run into a sentence: `Respected comrade ambassador, I …`"""
    run_in = re.match(r"(?P<words>[^,!:]{4,70}[,!])\s+(?P<rest>\S.*)", text, re.DOTALL)
    if run_in:
        words = run_in["words"]
        name = _salutation_name(words.rstrip(",!"))
        # "Comrade Kim Il Sung, head of the army, …" is a sentence about him.
        addressed = words.endswith("!") or _SALUTE.match(words) or _FIRST_WORD.match(run_in["rest"])
        return Salutation(words, name, run_in["rest"]) if name is not None and addressed else None
    whole = _salutation_name(text.rstrip(" ,;:!").strip())
    return Salutation(text, whole, "") if whole is not None else None


def _salutation_name(words: str) -> str | None:
    if not (_SALUTE.match(words) or names.HONORIFIC.match(words)) or len(words.split()) > 8 or "," in words:
        return None
    without = _SALUTE.sub("", words, count=1).strip()
    found = names.agent(without)
    if found.kind.value == "office holder":
        short = len(found.name.split()) <= 5 and not re.search(r"[!:;]|\w{4,}\.\s", found.name)
        return found.name if short else None
    name = names.without_honorific(without)
    return name if names.is_name(name) else None


def dateline(text: str, near: date | None) -> tuple[str, DateReading, tuple[Inline, ...]] | None:
    """A line of a date, with or without a place before it: (place, date, content)."""
    for found in find_dates(text, near) if len(text) <= _LONGEST else ():
        before, after = text[: found.start], text[found.end :]
        place = before.strip(" ,.")
        if after.strip(" .,") or (place and not re.fullmatch(_PLACES, place)):
            continue
        content: list[Inline] = []
        if place:
            start = before.index(place)
            content += [before[:start]] if start else []
            content += [Span(SpanKind.PLACE, (place,)), before[start + len(place) :]]
        elif before:
            content.append(before)
        reading = found.reading(near)
        content.append(Span(SpanKind.DATE, (found.printed,), date=reading))
        content += [after] if after else []
        return place, reading, tuple(content)
    return None


def is_closing(text: str) -> bool:
    """Whether a line is a closing formula (`With deep respect and esteem`)."""
    return bool(_CLOSING.match(text)) and len(text.split()) <= 10 and not _COMPLIMENT.match(text)


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature line: the name, the marked-up line, and the date and number that may share it."""

    name: str
    content: tuple[Inline, ...]
    date: DateReading | None = None
    number: str = ""


def signature(text: str, near: date | None, known: frozenset[str], ends: bool = False) -> Signature | None:
    """`RAZUVAEV`, `S H T Y K O V`, `Your Kim Il Sung`, `(A. Gromyko)`, `13.1.51 ROSHCHIN`, `No. 274 KOVALEV, 11 May`.

    `known` are words of the title. `ends` says that no sentence of the message follows: only then a name that the
    title does not have is a signature; capitals alone may be a subheading.
    """
    if len(text) > _LONGEST:
        return None
    dated = next(iter(find_dates(text, near)), None)
    numbered = re.match(rf"{NUMBER_SIGN}\s?(?P<number>{_NUMBER})\s+", text)
    start = numbered.end() if numbered else 0
    end = len(text)
    if dated and dated.start <= start + 1:
        start = dated.end
    elif dated:
        end = dated.start
    if dated and end == dated.start and text[dated.end :].strip(" .,()"):
        return None
    printed = text[start:end]
    name = printed.strip(" ,.()")
    lead = _COMPLIMENT.match(name)
    name = name[lead.end() :] if lead else name
    if printed.rstrip().endswith(":") or not names.is_name(name) or len(name.split()) > 8:
        return None
    words = re.findall(r"\w+", names.collapse(name))
    dated_first = dated is not None and end != dated.start
    strong = bool(names.SPACED.search(name) or name.isupper() or "[" in name or "(" in printed or lead or dated_first)
    # "Pyongyang, 4 May 1950" is a date line, so a date after a name in small letters proves nothing.
    plain = dated is None and text[-1] not in ".?!"
    in_title = any(len(word) > 2 and word.lower() in known - _TITLE_WORDS for word in words)
    if not (in_title and (strong or ends)) and not (ends and (strong or plain)):
        return None
    at = text.index(name, start)
    content: list[Inline] = []
    if numbered:
        number_at = numbered.start("number")
        content += [text[:number_at], Span(SpanKind.NUMBER, (numbered["number"],), value="sender")]
    position = numbered.end("number") if numbered else 0
    reading = dated.reading(near) if dated else None
    if dated and dated.start < at:
        content += [text[position : dated.start], Span(SpanKind.DATE, (dated.printed,), date=reading)]
        position = dated.end
    content += [text[position:at], *names.person_spans(name)]
    position = at + len(name)
    if dated and dated.start >= position:
        content += [text[position : dated.start], Span(SpanKind.DATE, (dated.printed,), date=reading)]
        position = dated.end
    content.append(text[position:])
    number = numbered["number"] if numbered else ""
    return Signature(names.agent(name).name, tuple(part for part in content if part), reading, number)
