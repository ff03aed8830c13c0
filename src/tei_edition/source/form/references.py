"""References to other messages: `In addition to my No. 2390`, `Your No. 811, 812-813`, `1304/sh.`

A line of the form may be a reference; a sentence may hold one. Its numbers are those of other messages, never own ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tei_edition.model import Inline, Span, SpanKind
from tei_edition.source.dates import DATE
from tei_edition.source.form.common import LONGEST, NUMBER_SIGN
from tei_edition.source.letters import FIGURES

_MESSAGE = (
    r"(?:(?:ciphered|cipher|coded|last|previous|personal)\s)?(?:telegrams?|cables?|ciphergrams?|radiograms?|messages?"
    r"|letters?|dispatch(?:es)?|despatch(?:es)?|memorand(?:um|a)|телеграмм\w{0,3}|шифротелеграмм\w{0,3}|шифровк\w{0,3}|письм\w{0,3})"
)
_ORDER = r"(?:orders?|instructions?|directives?)"
"""What a message may be that has been answered; of others than the two houses an order is none."""
_YOUR = r"(?:yours?|ваш(?:а|е|и|у|ей|его|ему|их|им)?)"
_OUR = r"(?:my|ours?|mine|мо(?:й|я|ё|е|ей|ю|их|им)|наш(?:а|е|и|у|ей|его|их)?)"
_LEAD = (
    r"(?:in\s(?:addition|continuation|supplement|connection|reply|response|answer|reference|regard)|further|supplement(?:ary|ing)?"
    r"|with\s(?:reference|respect|regard)s?|reply|response|answer(?:ing)?|referencing|regarding|concerning|re|ref"
    r"|reference|в\sдополнение|в\sответ|ответ|на)[.:]?(?:\s(?:to|of|with|к|на))?"
)
_PREVIOUS = re.compile(
    r"in\s(?:addition|continuation|supplement|connection)|further|supplement|в\sдополнение", re.IGNORECASE
)
_FIRST = r"\d[\w/.-]*"
# In a sentence a number needs its sign, or the word for a message before it: "our 3 regiments" are no message.
_REFERENCE = re.compile(
    rf"""(?<![\w])(?:
      (?P<lead>{_LEAD})\s(?:the\s)?(?:(?:(?P<your1>{_YOUR})|(?P<our1>{_OUR}))\s)?(?:\[?{_MESSAGE}\]?,?\s)?
        {NUMBER_SIGN}\s?(?:confidential(?:ly)?\s)?(?P<n1>{_FIRST})
    | (?:(?P<your2>{_YOUR})|(?P<our2>{_OUR}))\s(?:\[?(?:{_MESSAGE}|{_ORDER})\]?,?\s)?{NUMBER_SIGN}\s?(?P<n2>{_FIRST})
    | (?:(?P<your3>{_YOUR})|(?P<our3>{_OUR}))\s\[?{_MESSAGE}\]?\s(?P<n3>{_FIRST})
    | reftel:?\s?(?:{NUMBER_SIGN}\s?)?(?P<n4>{_FIRST})
    | (?:re)?(?:(?P<your4>ur)|(?P<our4>my|our)|Dep|Emb|Con|Leg|Misto|Ref)tels?\.?\s(?:{NUMBER_SIGN}\s?)?(?P<n6>{_FIRST})
    | {_MESSAGE},?\s{NUMBER_SIGN}\s?(?P<n5>{_FIRST})
    )""",
    re.VERBOSE | re.IGNORECASE,
)
# A line of its own says as much with less: `Your 811`, `Re. your 1448.`, `Our [cable] 203.`, `To No. 483/sh`.
_LINE = re.compile(
    rf"""\(?(?:
      (?:(?P<lead>{_LEAD}|to|on|к)\s)?(?:(?P<your>{_YOUR})|(?P<our>{_OUR}))\s(?:\[\w+\]\s|{_MESSAGE}\s)?
    | (?P<to>to|к|на)\s(?:{_MESSAGE}\s)?(?={NUMBER_SIGN}\s?\d)
    )(?:{NUMBER_SIGN}\s?)?(?P<n>{_FIRST})""",
    re.VERBOSE | re.IGNORECASE,
)
_BARE = re.compile(r"(?P<n>\d{3,7}(?:/\w{1,4})?)\.")
_MORE = re.compile(rf"\s?(?:,|;|and|&|и|[-–—])\s?(?:{NUMBER_SIGN}\s?)?(?P<n>{_FIRST})", re.IGNORECASE)
_ANNOUNCED = re.compile(
    rf"(?:(?<=\s){NUMBER_SIGN}\s?(?:confidential(?:ly)?\s)?|(?:{_MESSAGE})\]?,?\s|reftel:?\s?(?:{NUMBER_SIGN}\s?)?|tels?\.?\s)$",
    re.IGNORECASE,
)
_LONGEST_WORD = 30
_BEHIND_NUMBER = re.compile(r"[.,;:)\]\s”\"–—-]|$")
_ANSWERED = re.compile(r"(?P<n>\d{3,7}/\w{1,4})\.?(?=\s(?:received|fulfilled|understood|получ))")
_NAME_BEFORE = re.compile(r"[^\W\d_]{3,20}\.\s(?=(?:Your|Our|My)s?\s)")
_NEXT_SENTENCE = re.compile(r"\.\s+[^\W\d_a-zа-яё]")
_NUMBERS = ("n", "n1", "n2", "n3", "n4", "n5", "n6")
_MOST = 40
"""No reference names more numbers."""
_UNITS = re.compile(r"\s[^\W\d_]*[a-zа-яё]{2}", re.IGNORECASE)
# A year opens a sentence of another kind.
_ALONE = re.compile(r"(?P<n>(?!(?:18|19|20)\d\d\.)\d{3,7}(?:/\w{1,4})?)\.(?=\s[^\W\d_a-zа-яё])")
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_OWN = re.compile(
    rf"(?P<n>\d{{1,6}}(?:/\d{{1,4}})?)(?:(?P<dash>\s?[-–—]\s?(?=(?P<day>{_DAY})\s?[-–—])|\.\s?[-–—]\s)|\.\s+)",
    re.IGNORECASE,
)
_REGISTERED = re.compile(
    rf"^\s{_MESSAGE}|\(\s?(?:vkh|incoming|inc|вх)\.?\s?{NUMBER_SIGN}\s?\d[\w/.-]*\s?\)", re.IGNORECASE
)
_DATED = re.compile(r"\s?(?:,\s?)?(?:(?:dated|of|from|от)\s)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MessageReference:
    """A reference to other messages: its kind (replyTo, prev, mentions), their numbers, where it stands."""

    kind: str
    numbers: tuple[str, ...]
    start: int
    end: int
    printed: str

    @property
    def label(self) -> str:
        """The numbers as one text."""
        return ", ".join(self.numbers)


def read_reference(text: str) -> tuple[MessageReference, tuple[Inline, ...]] | None:
    """A line that is nothing but a reference to other messages, with its mark-up."""
    if len(text) > LONGEST or not FIGURES.search(text) or len(text.split()) > 16:
        return None
    bare = _BARE.fullmatch(text.strip())
    if bare:
        found = MessageReference("replyTo", (bare["n"],), 0, len(text), text)
        return found, (Span(SpanKind.REFERENCE, (text,)),)
    name = _NAME_BEFORE.match(text)
    start = name.end() if name else 0
    match = _REFERENCE.match(text, start) or _REFERENCE.match(text, 1) or _LINE.match(text, start)
    reference = _read(match, text) if match else None
    # The date of the other message may follow, or its number in a register, nothing else.
    if reference is None or _REGISTERED.sub("", text[reference.end :]).strip(" .,;:)"):
        return None
    found = MessageReference(reference.kind, reference.numbers, 0, len(text), text)
    lead = (name[0],) if name else ()
    return found, (*lead, Span(SpanKind.REFERENCE, (text[start:],)))


def reference(text: str) -> str | None:
    """The kind of reference (replyTo, prev, mentions) if the line is a reference to another message."""
    found = read_reference(text)
    return found[0].kind if found else None


def find_references(text: str, opening: bool = False) -> Iterator[MessageReference]:
    """The references in running text. At the `opening` of a message "your No. 5" is what it answers."""
    if not FIGURES.search(text):
        return
    short = _opening_line(text[:LONGEST]) if opening else None
    if short:
        yield short
    if not _is_numbered(text):
        return
    for match in _REFERENCE.finditer(text, short.end if short else 0):
        found = _read(match, text)
        if found is None:
            continue
        answers = match["lead"] or (opening and match.start() < 80)
        if found.kind == "replyTo" and not answers:
            found = MessageReference("mentions", found.numbers, found.start, found.end, found.printed)
        yield found


def _is_numbered(text: str) -> bool:
    """Whether a figure stands behind what announces the number of a message."""
    for figures in FIGURES.finditer(text):
        start = figures.start()
        if _ANNOUNCED.search(text, max(0, start - _LONGEST_WORD), start):
            return True
    return False


def _opening_line(text: str) -> MessageReference | None:
    """A reference that needs no sign because it is a sentence of its own or a message's first words: `Your 34.  …`,
    `Orlov. Yours 434.`, `1304/sh. received`."""
    bare = _ANSWERED.match(text)
    if bare:
        return MessageReference("replyTo", (bare["n"],), 0, bare.end("n"), bare["n"])
    # `1352. From your telegram …`: what is answered.
    alone = _ALONE.match(text)
    if alone and not opening_number(text):
        return MessageReference("replyTo", (alone["n"],), 0, alone.end(), alone[0])
    name = _NAME_BEFORE.match(text)
    match = _LINE.match(text, name.end() if name else 0)
    found = _read(match, text) if match else None
    if found is None or not (text[found.end :] in ("", ".") or _NEXT_SENTENCE.match(text, found.end)):
        return None
    return found


def opening_number(text: str) -> re.Match[str] | None:
    """The own number with which some houses open a message: `346 – FRIDAY – 1800hs – Text`, `135. - Text`, `812. Re
    your 1448.`"""
    match = _OWN.match(text) if text[:1].isdigit() else None
    if match is None or match["dash"]:
        return match
    # A number before another message's is the message's own, else it is the one that is answered.
    return match if _LINE.match(text, match.end()) or _REFERENCE.match(text, match.end()) else None


def _read(match: re.Match[str], text: str) -> MessageReference | None:
    groups = match.groupdict()
    name = next(key for key in _NUMBERS if groups.get(key))
    numbers = [groups[name].rstrip("./-")]
    end = match.start(name) + len(numbers[0])
    if DATE.match(text, match.start(name)) or not _BEHIND_NUMBER.match(text, end):
        return None
    while len(numbers) < _MOST and (more := _MORE.match(text, end)):
        number = more["n"].rstrip("./-")
        stop = more.start("n") + len(number)
        # `Your No. 5, 300 trucks`: what is counted is no number of a message; nor is a date.
        if DATE.match(text, more.start("n")) or (text[end : end + 1] != "-" and _UNITS.match(text, stop)):
            break
        printed = text[end : more.start("n")].strip()
        if printed in ("-", "–", "—"):
            numbers[-1] += f"{printed}{number}"
        else:
            numbers.append(number)
        end = stop
    lead, dated = groups.get("lead") or "", _DATED.match(text, end)
    date = DATE.match(text, dated.end()) if dated else None
    end = date.end() if date else end
    ours = any(groups.get(key) for key in ("our", "our1", "our2", "our3", "our4"))
    yours = any(groups.get(key) for key in ("your", "your1", "your2", "your3", "your4", "to"))
    if _PREVIOUS.match(lead) and not yours:
        kind = "prev"
    elif yours or (lead and not ours):
        kind = "replyTo"
    else:
        kind = "mentions"
    return MessageReference(kind, tuple(numbers), match.start(), end, text[match.start() : end])
