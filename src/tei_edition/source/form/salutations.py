"""Salutations and closing formulas."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tei_edition.model import AgentKind
from tei_edition.source import names
from tei_edition.source.letters import CAPITALS

_SALUTE = re.compile(r"(?:Highly\s+)?(?:Dear|Respected|Esteemed|Honou?red)\b", re.IGNORECASE)
_CLOSING = re.compile(
    r"(?:With\s(?:\w+\s){0,3}(?:respect|esteem|greetings?|regards(?!\sto)|wishes|handshake)|Yours?\s(?:sincerely|truly|faithfully)"
    r"|Sincerely|Respectfully|Faithfully|Greetings|I shake your hand|With best"
    r"|С\s(?:\w+\s){0,2}(?:приветом|уважением|почтением)|Жму руку)\b",
    re.IGNORECASE,
)
_FIRST_WORD = re.compile(r"(?:I|We|You|Your|My|Our|Please|In|On|At|The|It|This|As|With|After)\b")
COMPLIMENT = re.compile(
    r"(?:(?:Respectfully|Sincerely|Faithfully)(?:\syours)?,|Yours?(?:\s(?:truly|sincerely|faithfully),)?"
    rf"|With(?:\s\w+){{0,3}}?\s(?:greetings?|respect|esteem|regards|wishes)[.,])\s+(?=[{CAPITALS}])"
)


_RUN_IN = re.compile(r"(?P<words>[^,!:]{4,70}[,!])\s+(?P<rest>\S.*)", re.DOTALL)
_NO_OFFICE = re.compile(r"[!:;]|\w{4,}\.\s")


@dataclass(frozen=True, slots=True)
class Salutation:
    """A salutation: its words, whom it addresses, and the sentence into which it runs (else empty)."""

    words: str
    name: str
    rest: str


def salutation(text: str) -> Salutation | None:
    """`Dear Comrade STALIN I.V.`, `Comrade MAO ZEDONG!`, or run into a sentence: `Respected comrade ambassador, I …`"""
    if not _is_greeting(text.lstrip()):
        return None
    run_in = _RUN_IN.match(text)
    if run_in:
        words = run_in["words"]
        name = _salutation_name(words.rstrip(",!"))
        # "Comrade Kim Il Sung, head of the army, …" is a sentence about him.
        addressed = words.endswith("!") or _SALUTE.match(words) or _FIRST_WORD.match(run_in["rest"])
        return Salutation(words, name, run_in["rest"]) if name is not None and addressed else None
    whole = _salutation_name(text.rstrip(" ,;:!").strip())
    return Salutation(text, whole, "") if whole is not None else None


def _is_greeting(text: str) -> bool:
    """Whether a text begins as a salutation does."""
    return _SALUTE.match(text) is not None or names.HONORIFIC.match(text) is not None


def _salutation_name(words: str) -> str | None:
    if not _is_greeting(words) or len(words.split()) > 8 or "," in words:
        return None
    without = _SALUTE.sub("", words, count=1).strip()
    found = names.agent(without)
    if found.kind is AgentKind.OFFICE_HOLDER:
        short = len(found.name.split()) <= 5 and not _NO_OFFICE.search(found.name)
        return found.name if short else None
    name = names.without_honorific(without)
    return name if names.is_name(name) else None


def is_closing(text: str) -> bool:
    """Whether a line is a closing formula (`With deep respect and esteem`)."""
    return bool(_CLOSING.match(text)) and len(text.split()) <= 10 and not COMPLIMENT.match(text)
