"""The words of service lines: verbs of transmission and of the clerks, labels of the form, what no sentence has."""

from __future__ import annotations

import re

from tei_edition.model import EventKind
from tei_edition.source.letters import CAPITALS

# `D. 6.15 p.m. 12th May`, `R. 8.20 p.m. …`: despatched and received, on British and Commonwealth forms.
_MOMENT = r"(?=[.:]\s{0,2}(?:\d|noon|midnight|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?\s\d))"
_VERBS = {
    EventKind.SENT: (
        rf"sent|(?:dis|des)patched|(?<=of\s)(?:sending|(?:dis|des)patch|transmission)|(?-i:D){_MOMENT}"
        r"|отправлен[аоы]?|послан[аоы]?"
    ),
    EventKind.STATION: (
        rf"received|rec[’']?d|arrived|(?<=of\s)(?:receipt|reception|arrival)|(?-i:R){_MOMENT}"
        r"|получен[аоы]?|принят[аоы]?|поступил[аио]?"
    ),
    EventKind.RELAY: r"transmitted|forwarded|relayed|передан[аоы]?|переслан[аоы]?",
    EventKind.DECIPHERMENT: (r"deciphered|decrypted|decoded|(?:рас|де)шифрован[аоы]?|(?:рас|де)шифровал(?:а|и|\(а\))?"),
    EventKind.TYPING: r"typed|(?:на|от)?печатал(?:а|и|\(а\))?|(?:на|от)печатан[аоы]?",
    EventKind.PROCESSING: (
        r"came|processed|taken|completed|verified|checked|created|обработал(?:а|и|\(а\))?|обработан[аоы]?"
        r"|проверил(?:а|и|\(а\))?|проверен[аоы]?"
    ),
}
CLERKS = frozenset((EventKind.DECIPHERMENT, EventKind.TYPING, EventKind.PROCESSING))
"""What clerks do with a message, before it or after it."""
SUBTYPES = {
    EventKind.SENT: "sent",
    EventKind.STATION: "received",
    EventKind.RELAY: "relayed",
    EventKind.DECIPHERMENT: "deciphered",
    EventKind.TYPING: "typed",
    EventKind.PROCESSING: "processed",
}
_WORDS = "|".join(f"(?P<{kind.name}>{words})" for kind, words in _VERBS.items())
_LABELS = r"(?:Sending|Sender|Dated?|Place|Time|Дата|Место|Время)\s?(?=:)"
# What no verb begins with is passed over at once: a pattern without regard to case tries all of its words. START adds
# what else a service line begins with (Already, Also, a bracket, an origin, a label).
_MAY_BE_VERB = r"(?=[ACDFPRSTVДНОПР])"
VERB = re.compile(rf"(?<![\w\[]){_MAY_BE_VERB}(?:{_WORDS})(?!\w)", re.IGNORECASE)
LABEL = re.compile(rf"(?<!\S)(?P<label>{_LABELS})", re.IGNORECASE)
START = re.compile(
    rf"(?=[ACDFPRSTV(ВДИМНОПР])(?:Already\s|Also\s|\(|(?:Date|Day)\s(?:and\s(?:time|hour)\s)?(?:of\s)?)?(?:(?P<origin>From\b|Из\b)|(?P<label>{_LABELS})|(?P<verb>{'|'.join(_VERBS.values())})(?!\w))",
    re.IGNORECASE,
)
CUT = re.compile(
    rf"(?<!\S){_MAY_BE_VERB}(?<!time\s)(?<!hour\s)(?:{'|'.join(_VERBS.values())})(?!\w)|(?<!\S){_LABELS}", re.IGNORECASE
)
MOMENT_LABEL = re.compile(
    rf"(?:(?:(?:Date|Day)\s(?:of\s)?)?(?:{'|'.join(_VERBS.values())})|Dated?|Time|Дата|Время)\s?:", re.IGNORECASE
)
"""A label that asks for a moment, on a line of its own: `Sent:`, `Date received:`."""
CALLSIGN = re.compile(r"\b(?:Correspondent|Корреспондента?)\s+(?:(?:No\.|№)\s?)?\d+\b")
BOTH_DAYS = re.compile(r"(?<![\w/])ON/\d{1,2}/\d{1,2}/", re.IGNORECASE)
"""`ON/27/28/X/62`: the day of sending and that of reception in one."""
MEANS = frozenset(("wire", "telegraph", "telephone", "radio", "courier", "post", "air mail", "cable", "cipher"))

_VOCABULARY = """
    from to by at in on into the of and via through for hours hour minutes min am pm hs hrs hr time local noon midnight
    wire telegraph telephone radio courier air mail post cable cipher this year month st nd rd th
    station department administration directorate section office group ciphering deciphering decoding decryption general
    staff army shift duty officer clerk operator process processing received sent dispatched arrived transmitted
    forwarded relayed deciphered decrypted decoded typed came completed verified processed checked created taken chief
    despatched rec recd dispatch despatch sending transmission receipt reception arrival date day
    correspondent copy copies sh shs already also de da do del dos la el al von van
    из в на от по с и г года году час часов часа мин минут минуты минута ч м времени время местного московского
    телеграфу телефону радио отправлена отправлено отправлен послана послано послан получена получено получен принята
    принято принят поступила поступило передана передано передан переслана переслано переслан расшифровал расшифровала
    расшифрована дешифровал дешифровала напечатал напечатала отпечатал отпечатала напечатана отпечатана печатал
    печатала обработал обработала обработана проверил проверила проверена дежурный начальник смены отдела отдел
    управление управления января февраля марта апреля мая июня июля августа сентября октября ноября декабря
"""
_KNOWN = frozenset(_VOCABULARY.split())
_DOUBTED = re.compile(r"\[\s?[\dIVX]{1,5}\s?\?\s?\]")
_SMALL = re.compile(r"(?<![\w.\[])[a-zа-яё]{2,}(?![\w\]])")
_SOMEBODY = re.compile(
    rf"(?<!\w)(?:(?:I|You|We|My|Our|Your|He|They|It)\b|\w{{4,}}\.\s+[{CAPITALS}][a-zа-яё]+\s[a-zа-яё])|[?!]"
)


def is_no_service_line(text: str) -> bool:
    """Whether a line has words that a service line never has: `Sent you five trucks on 3 May by rail.`"""
    # `10.27 [28?].1962`: what a translator doubts is no question.
    bare = _DOUBTED.sub("", text) if "?" in text else text
    return not _KNOWN.issuperset(_SMALL.findall(bare)) or _SOMEBODY.search(bare) is not None


def kind_of(verb: re.Match[str]) -> EventKind:
    """The event that a verb tells."""
    return EventKind[verb.lastgroup or ""]
