"""Where the telegram ends and the archive's summary begins: the last paragraph before the labels, if it reads like one.

The archive writes about the telegram in the third person and the present tense, names the people of the title again,
and its paragraph follows what ends a telegram: signature, numbers, copies, footnotes, a stamp. None of this is certain
alone; every criterion has its weight.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tei_edition.model import AgentKind
from tei_edition.source import form, names
from tei_edition.source.dates import find_dates
from tei_edition.source.distribution import announces_copies, is_recipient, read_copy, read_distribution
from tei_edition.source.letters import CAPITALS
from tei_edition.source.lines import Line

CERTAIN = 2.5
POSSIBLE = 0.0
_LONGEST = 3000
_PERSONAL = re.compile(r"\b(?:I|we|We|my|My|our|Our|us|me)\b")
_DIRECT = re.compile(r"\b(?:you|You|your|Your|Please|please)\b|!$")
_POSTSCRIPT = re.compile(r"(?:P\.?\s?S\.|PS\b|Postscript\b|Confirm\b|Telegraph the\b)", re.IGNORECASE)
_LIST_OR_QUOTE = re.compile(r"\(?(?:\d{1,2}|[a-zа-я])[.)]\s|[“\"„«\[/]|[-–—*•]\s")
_VERB = re.compile(
    r"\b(?:describes?|reports?|discuss(?:es)?|informs?|asks?|relays?|transmits?|conveys?|forwards?|requests?|summari[sz]es?"
    r"|expresses|outlines?|details|explains?|advis(?:es)|instructs?|approves?|proposes?|recounts?|comments?|thanks"
    r"|congratulates|notes|states|claims|suggests|recommends|argues|agrees|doubts|confirms|announces|warns|urges|tells"
    r"|writes|sends|gives|offers|calls|notifies|responds|replies|answers|provides|contains|concerns|lists|mentions"
    r"|emphasi[sz]es|encourages|orders|rejects|shares|passes|presents|reviews|analy[sz]es|opines|believes|wants)\b"
)
_OPENING = re.compile(
    r"(?:(?:The|This|A|An|In this|In the)\s(?:\w+\s){0,3}(?:telegram|cable|message|letter|document|report|memorandum"
    r"|ciphergram|note)|(?:Cable|Telegram|Letter|Message|Report|Request|Reply|Response|Ciphered telegram"
    r"|\w+ory telegram)"
    r"\s(?:from|of|to|for|in which|on|about|sent|by))\b",
    re.IGNORECASE,
)
_VOICE_OF_THE_FORM = re.compile(r"\b(?:Comrades?|Cdes?\.|Com\.|Cmrds?\.?)\s|\[(?:sic|\?|…|\.\.\.)\]", re.IGNORECASE)
_ENDING = re.compile(
    r"^(?:No\.|Nº|№|#|Copies\b|Copy\b|Typed\b|Printed\b|Deciphered\b|Distribution\b|Verified\b|\w+ copies\b"
    r"|\[|\d-?[a-z]{1,3}$"
    r"|\d{1,2}\s?[a-z]{1,3}$|x/)|[”\"»]\.?$|\]$|\|$",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"\[(?:signature|signed|illegible(?: signature)?)\]$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{4,}")
_IN_CAPITALS = re.compile(rf"\b[{CAPITALS}]{{4,}}\b")
_COMMON_IN_TITLES = """
    telegram ciphered cable letter message report memorandum from with that this about concerning ambassador embassy
    minister ministry comrade foreign transmitting attaching
"""
_TITLE_STOP = frozenset(_COMMON_IN_TITLES.split())


def score(line: Line, before: Line | None, title: str, *, labels_follow: bool) -> float:
    """How much speaks for `line` as the summary: above CERTAIN it is one, below POSSIBLE it is none."""
    text = line.text
    words = text.split()
    if len(text) > _LONGEST or len(words) < 3 or _is_form(text) or _POSTSCRIPT.match(text):
        return -9.0
    value = 1.0 if labels_follow else -1.0
    value -= 4.0 * bool(_PERSONAL.search(text)) + 3.0 * bool(_DIRECT.search(text))
    value -= 8.0 * bool(_LIST_OR_QUOTE.match(text))
    value -= 2.0 * bool(_VOICE_OF_THE_FORM.search(text))
    voice = 1.5 * bool(_VERB.search(text)) + 1.5 * bool(_OPENING.match(text))
    of_title = {word.lower() for word in _WORD.findall(title) if word[0].isupper()} - _TITLE_STOP
    own = {word.lower() for word in _WORD.findall(text)} if of_title else of_title
    voice += min(2.0, 0.75 * len(of_title & own))
    if not labels_follow and not voice:
        # Where no label shows that the text is over, a place below a signature proves nothing.
        return -9.0
    value += voice
    value -= 4.0 * (text[-1] in "”»" and not any(mark in text for mark in "“„«"))
    # Names in capitals are the telegram's habit, not the archive's.
    value -= 1.0 * (len(_IN_CAPITALS.findall(text)) > 1)
    value -= 1.0 * (len(words) < 6 and text[-1] not in ".…")
    if before is not None:
        value += 2.0 * ends_telegram(before.text) if before.text[-1] not in ",;:" else -2.0
        value += 0.5 * (line.gap > before.gap or line.spaced != before.spaced)
    return value


def ends_telegram(text: str) -> bool:
    """Whether a line stands at a telegram's end: signature, date, number, copies, footnote, stamp, omission mark."""
    if len(text) > 250:
        return False
    return bool(
        _ENDING.search(text)
        or _is_names(text)
        or _is_date(text)
        or form.dateline(text, None)
        or announces_copies(text)
        or read_copy(text, True, 0)
    )


def _is_names(text: str) -> bool:
    """Whether a line is a name, the office below one, or a list's further names (`to Cde. Orlov`, `Orlov, Belanov`)."""
    if len(text.split()) <= 8 and text[-1] != "." and names.agent(text).kind is AgentKind.OFFICE_HOLDER:
        return True
    bare = text.strip("()").removeprefix("to ").rstrip(" .")
    return all(names.is_name(piece) for piece in bare.split(","))


def find(body: Sequence[Line], title: str, *, labels_follow: bool) -> tuple[int, float]:
    """The position of the line that may be the summary (the last) and its score."""
    if len(body) < 2:
        return -1, -9.0
    return len(body) - 1, score(body[-1], body[-2], title, labels_follow=labels_follow)


def _is_form(text: str) -> bool:
    return bool(
        names.is_name(text)
        or _is_date(text)
        or form.marks(text)
        or form.heading(text)
        or form.number_line(text)
        or read_distribution(text, 0)
        or announces_copies(text)
        or is_recipient(text)
        or form.is_closing(text)
        or _SIGNATURE.search(text)
        or form.body_signature(text)
    )


def _is_date(text: str) -> bool:
    return len(text) < 40 and any(True for _ in find_dates(text, None))
