"""Printed times of day → ISO 8601: `18:45`, `at 03:15 a.m.`, `20 hours 05 minutes`, `at 1430`, `22 GMT`, `в 14-30`

Hours without a colon look like any number; only what stands before or after them shows that they are a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from tei_edition.model import DateReading
from tei_edition.source.dates import find_dates
from tei_edition.source.letters import FIGURES
from tei_edition.source.memory import remembered

_HALF = r"[ap]\.?\s?m\b\.?"
_UTC = r"GMT|UTC?|Z|Greenwich(?:\smean)?(?:\stime)?|по\sГринвичу"
_LOCAL = r"\(?(?:local|Moscow)(?:\stime)?\)?|(?:по\s)?(?:местно(?:го|му)|московско(?:го|му))\sвремен[иь]|мск"
_CLOCK = r"\s?(?:hours?|hrs?\.?|hs?\.?|час(?:ов|а)?\.?|ч\.)(?!\w)"


def _zone(number: int) -> str:
    return rf"(?:\s?(?P<utc{number}>{_UTC})(?!\w)|\s(?:{_LOCAL})(?!\w))?"


TIME = re.compile(
    rf"""(?:(?<![\w.:/№\#-])|(?<=\d{{4}}/))(?:
      (?P<h1>[01]?\d|2[0-4])(?::|h(?:s|rs?)?)(?P<m1>[0-5]\d)
        (?:(?P<fused>\d)(?=\s{_HALF})|(?!\d)(?:{_CLOCK})?(?:\s?(?P<half1>{_HALF}))?{_zone(1)})
    | (?P<h2>[01]?\d|2[0-4])\s?(?:hours?|hrs?\.?|часов|час[а]?\.?|ч\.),?
        (?:\s(?:and\s)?(?P<m2>[0-5]?\d)\s?(?:minutes?|mins?\.?|минут[аы]?|мин\.?|м\.))?{_zone(2)}
    | (?P<h3>[01]?\d|2[0-4])(?P<sep3>[.,-])(?P<m3>[0-5]\d)(?P<clock3>{_CLOCK})?(?:\s?(?P<half3>{_HALF}))?
        {_zone(3)}
    | (?P<h4>[01]\d|2[0-4])(?P<m4>[0-5]\d)(?P<clock4>{_CLOCK})?{_zone(4)}
    | (?P<h5>[01]?\d|2[0-4])(?:\s?(?P<half5>{_HALF})|\s?(?P<utc5>{_UTC}))
    | (?P<word>(?:12\s)?(?:noon|midnight)|полдень|полночь)
    )(?![\w:]|\.\d|/\d)""",
    re.VERBOSE | re.IGNORECASE,
)
_AT = re.compile(r"(?<!\w)(?:at|в)\s$", re.IGNORECASE)
_VERB = re.compile(
    r"(?<!\w)(?:sent|dispatched|received|arrived|transmitted|получен\w?|отправлен\w?|принят\w?|передан\w?|time|время)"
    r"\s?:?\s(?:on\s)?$",
    re.IGNORECASE,
)
_WORDS = ("noon", "midnight", "полдень", "полночь")
_BEFORE_GAP = re.compile(r"[\s,;(–—]{0,3}(?:\bon\s)?$")
_AFTER_GAP = re.compile(r"[\s,;)]{0,3}(?:(?:on|от)\s)?")
_LONGEST_CUE = 18
_ANY_DAY = date(1950, 6, 15)
"""The anchor of a dropped year where only is asked where dates stand."""


class FoundTime(NamedTuple):
    """A time of day in a line; 24:00 is hour 24. `offset` is that of a stated zone, empty for a local time.

    Midnight in words does not say which day it ends or begins: `of_day` is false.
    """

    start: int
    end: int
    printed: str
    hour: int
    minute: int
    offset: str = ""
    of_day: bool = True

    @property
    def iso(self) -> str:
        """The time as `when` of a TEI time; 24:00 is the next day's 00:00."""
        return f"{self.hour % 24:02}:{self.minute:02}:00{self.offset}"


def find_times(text: str) -> tuple[FoundTime, ...]:
    """The times of day in `text`; one without colon or unit only beside a date or after "at" or a verb of the form."""
    return _all_times(text) if may_tell_time(text) else ()


def may_tell_time(text: str) -> bool:
    """Whether there is a figure in `text`, or a word for a time of day."""
    return FIGURES.search(text) is not None or _has_words(text)


def _has_words(text: str) -> bool:
    return any(map(text.lower().__contains__, _WORDS))


def _matches(text: str) -> Iterator[re.Match[str]]:
    """What has the form of a time in `text`, in order: it begins with a figure if it is none of the words."""
    if _has_words(text):
        yield from TIME.finditer(text)
        return
    end = 0
    for figures in FIGURES.finditer(text):
        match = TIME.match(text, figures.start()) if figures.start() >= end else None
        if match:
            end = match.end()
            yield match


@remembered
def _all_times(text: str) -> tuple[FoundTime, ...]:
    dates = [(found.start, found.end) for found in find_dates(text, _ANY_DAY)]
    starts, ends = {start for start, _ in dates}, {end for _, end in dates}
    all_times: list[FoundTime] = []
    upcoming = 0
    for match in _matches(text):
        while upcoming < len(dates) and dates[upcoming][1] <= match.start():
            upcoming += 1
        if upcoming < len(dates) and dates[upcoming][0] < match.end():
            continue
        if _needs_cue(match) and not _has_cue(match, starts, ends):
            continue
        found = _time(match)
        if found:
            all_times.append(found)
    return tuple(all_times)


def combined(printed: str, day: DateReading, time: FoundTime | None) -> DateReading:
    """A date with its time of day; 24:00 is the next day's midnight. Without a certain day there is no time."""
    if time is None or len(day.when) != 10 or not time.of_day:
        return DateReading(printed, day.when, day.not_before, day.not_after, day.printed, day.certainty)
    moment = date.fromisoformat(day.when)
    if time.hour == 24:
        if moment == date.max:
            return DateReading(printed, day.when)
        moment += timedelta(days=1)
    when = f"{moment.isoformat()}T{time.iso}"
    return DateReading(printed, when=when, printed_day=day.printed, certainty=day.certainty)


def _time(match: re.Match[str]) -> FoundTime | None:
    word = (match["word"] or "").lower()
    if word:
        noon = word.endswith("noon") or word == "полдень"
        return FoundTime(match.start(), match.end(), match[0], 12 if noon else 0, 0, of_day=noon)
    hour = int(match["h1"] or match["h2"] or match["h3"] or match["h4"] or match["h5"])
    minute = int(match["m1"] or match["m2"] or match["m3"] or match["m4"] or "0")
    end = match.end()
    half = (match["half1"] or match["half3"] or match["half5"] or "").lower()
    if match["fused"]:
        # "8:101 a.m.": a footnote's mark runs into the minutes.
        end = match.start("fused")
        half = match.string[match.end() :].lstrip()[:1].lower()
    # "13:30 p.m." stands on real forms: the half of the day is redundant there.
    if half.startswith("p") and hour < 12:
        hour += 12
    elif half.startswith("a") and hour == 12:
        hour = 0
    if hour == 24 and minute:
        return None
    stated = match["utc1"] or match["utc2"] or match["utc3"] or match["utc4"] or match["utc5"]
    offset = "+00:00" if stated else ""
    return FoundTime(match.start(), end, match.string[match.start() : end], hour, minute, offset)


def _needs_cue(match: re.Match[str]) -> bool:
    if match["h2"]:
        return not match["m2"]
    if match["h3"]:
        return match["sep3"] == "," or not (match["clock3"] or match["half3"] or match["utc3"])
    if match["h4"]:
        return not (match["clock4"] or match["utc4"])
    return bool(match["word"])


def _has_cue(match: re.Match[str], starts: set[int], ends: set[int]) -> bool:
    text = match.string
    before = text[max(0, match.start() - _LONGEST_CUE) : match.start()]
    if _AT.search(before):
        return True
    if match["h3"] and match["sep3"] == ",":
        # "21,40" is an hour only after "at": elsewhere a comma is that of a number or of a list.
        return False
    if _VERB.search(before):
        # "Sent 1950" is more likely a year where a date could stand.
        return match.end() == len(text) or text[match.end()] != "."
    gap_before = len(before) - len(_BEFORE_GAP.sub("", before))
    after = _AFTER_GAP.match(text[match.end() : match.end() + 8])
    if (gap_before and match.start() - gap_before in ends) or (after and match.end() + after.end() in starts):
        return True
    alone = not text[: match.start()].strip() and not text[match.end() :].strip(" .,")
    return alone and bool(match["h3"]) and match["sep3"] == "."
