"""Printed dates and times of telegram forms → ISO 8601, or an honest "not certain".

Soviet forms write day.month.year (`17.7.52`), drop the year (`17.7`) or give the month in Roman numerals
(`16.XII.1947`); other houses write month.day. Both readings are tried; the page's date decides within three days,
else an ambiguous date stays ambiguous.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tei_edition.model import DateReading

_MONTH_NAMES = (
    ("january", "jan", "января", "январь"),
    ("february", "feb", "февраля", "февраль"),
    ("march", "mar", "марта", "март"),
    ("april", "apr", "апреля", "апрель"),
    ("may", "мая", "май"),
    ("june", "jun", "июня", "июнь"),
    ("july", "jul", "июля", "июль"),
    ("august", "aug", "августа", "август"),
    ("september", "sept", "sep", "сентября", "сентябрь"),
    ("october", "oct", "октября", "октябрь"),
    ("november", "nov", "ноября", "ноябрь"),
    ("december", "dec", "декабря", "декабрь"),
)
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names}
_ROMAN = {
    numeral: number
    for number, numeral in enumerate(
        ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"), start=1
    )
}
_NAME = "|".join(sorted(_MONTHS, key=len, reverse=True))
# Two digits before "hours" or minutes are an hour, not a year.
_YEAR = r"(?P<{0}>[12]\d{{3}}|\d\d(?!\s*(?:hours?|час)|[:.]\d\d))"
DATE = re.compile(
    rf"""(?<![\w./:-])(?:
      (?P<iso>[12]\d{{3}}-\d\d-\d\d)
    | (?P<month1>{_NAME})\.?\s+(?P<day1>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year1>[12]\d{{3}})
    | (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?[\s.]+(?P<month2>{_NAME})\.?(?:,?[\s.]+(?P<year2>[12]\d{{3}}))?
    | (?P<month3>{_NAME}),?\s+(?P<year3>[12]\d{{3}})
    | (?P<day4>\d{{1,2}})[.\s]{{1,2}}(?P<roman>[IVX]{{1,4}})(?:[.\s]{{1,2}}{_YEAR.format("year4")})?
    | (?P<a>\d{{1,2}})(?P<mark>[./-])\s?(?P<b>\d{{1,2}})(?P=mark)\s?{_YEAR.format("year5")}
    | (?P<day6>\d{{1,2}})\.(?P<month6>1[0-2]|0?[1-9])(?=[\s,;]|$)
    )(?![\w/]|[.:]\d)(?:\s?г\.)?""",
    re.VERBOSE | re.IGNORECASE,
)
TIME = re.compile(
    r"""(?<![\w.:/-])(?:
      (?P<h1>[01]?\d|2[0-4])[:.](?P<m1>[0-5]\d)(?:\s?(?P<half1>[ap]\.?m\.?))?
    | (?P<h2>[01]?\d|2[0-4])\s(?:hours?|часов|час[а]?)(?:,?\s(?P<m2>[0-5]?\d)\s(?:minutes?|минут[аы]?))?
    | (?:(?<=\bat\s)|(?<=\bв\s))(?P<h3>[01]\d|2[0-4])(?P<m3>[0-5]\d)(?:\s?h(?:ou)?rs)?
    )(?![\w:])""",
    re.VERBOSE | re.IGNORECASE,
)
_NEAR = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a line: where it stands and the days it may mean, the likelier first (or a month or year)."""

    start: int
    end: int
    printed: str
    days: tuple[date, ...] = ()
    month: str = ""

    def reading(self, near: date | None) -> DateReading:
        """What the date means, given the page's date: one day, or the bounds of the possible ones."""
        if self.month:
            return DateReading(self.printed, when=self.month)
        days = self.days
        if len(days) > 1 and near:
            close = tuple(day for day in days if abs(day - near) <= _NEAR)
            days = close or days
        if len(days) == 1:
            return DateReading(self.printed, when=days[0].isoformat())
        if not days:
            return DateReading(self.printed)
        return DateReading(self.printed, not_before=min(days).isoformat(), not_after=max(days).isoformat())


@dataclass(frozen=True, slots=True)
class FoundTime:
    """A time of day in a line; 24:00 is hour 24."""

    start: int
    end: int
    printed: str
    hour: int
    minute: int

    @property
    def iso(self) -> str:
        """The time as `when` of a TEI time; 24:00 is the next day's 00:00."""
        return f"{self.hour % 24:02}:{self.minute:02}:00"


def page_date(text: str) -> DateReading | None:
    """The date that is a whole line (`July 16, 1952`, `November 09, 1962`, `August 1949`, `1936`), or None."""
    found = DATE.fullmatch(text.strip())
    if found:
        made = _found(found, None)
        return made.reading(None) if made and (made.days or made.month) else None
    if re.fullmatch(r"1[5-9]\d\d|20\d\d", text.strip()):
        return DateReading(text.strip(), when=text.strip())
    return None


def as_day(reading: DateReading | None) -> date | None:
    """The day that a reading names, if it names one."""
    if reading is None or len(reading.day) != 10:
        return None
    return date.fromisoformat(reading.day)


def find_dates(text: str, near: date | None) -> Iterator[FoundDate]:
    """The dates in `text`; a dropped year is the one that brings the date nearest to `near`."""
    for match in DATE.finditer(text):
        found = _found(match, near)
        if found and (found.days or found.month):
            yield found


def find_times(text: str) -> Iterator[FoundTime]:
    """The times of day in `text`; a dotted one (`00.30`) only where no date stands."""
    dates = [match.span() for match in DATE.finditer(text)]
    for match in TIME.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in dates):
            continue
        hour = int(match["h1"] or match["h2"] or match["h3"])
        minute = int(match["m1"] or match["m2"] or match["m3"] or 0)
        half = (match["half1"] or "").lower()
        # "13:30 p.m." stands on real forms: the half of the day is redundant there.
        if half.startswith("p") and hour < 12:
            hour += 12
        elif half.startswith("a") and hour == 12:
            hour = 0
        if hour == 24 and minute:
            continue
        yield FoundTime(match.start(), match.end(), match[0], hour, minute)


def combined(printed: str, day: DateReading, time: FoundTime | None) -> DateReading:
    """A date with its time of day; 24:00 is the next day's midnight. Without a certain day there is no time."""
    if time is None or len(day.when) != 10:
        return DateReading(printed, day.when, day.not_before, day.not_after, printed_day=day.printed)
    moment = date.fromisoformat(day.when)
    if time.hour == 24:
        if moment == date.max:
            return DateReading(printed, day.when)
        moment += timedelta(days=1)
    return DateReading(printed, when=f"{moment.isoformat()}T{time.iso}", printed_day=day.printed)


def _found(match: re.Match[str], near: date | None) -> FoundDate | None:
    def made(days: list[date | None], month: str = "") -> FoundDate:
        unique = tuple(dict.fromkeys(day for day in days if day))
        return FoundDate(match.start(), match.end(), match[0], unique, month)

    group = match.groupdict()
    if group["iso"]:
        year, month, day = (int(part) for part in group["iso"].split("-"))
        return made([_day(year, month, day)])
    if group["month1"]:
        return made([_day(int(group["year1"]), _MONTHS[group["month1"].lower()], int(group["day1"]))])
    if group["month3"] and not group["day2"]:
        return made([], f"{int(group['year3'])}-{_MONTHS[group['month3'].lower()]:02}")
    if group["day2"]:
        return made([_with_year(group["year2"], _MONTHS[group["month2"].lower()], int(group["day2"]), near)])
    if group["roman"]:
        month = _ROMAN.get(group["roman"].upper(), 0)
        return made([_with_year(group["year4"], month, int(group["day4"]), near)])
    if group["a"]:
        a, b = int(group["a"]), int(group["b"])
        return made([_with_year(group["year5"], b, a, near), _with_year(group["year5"], a, b, near)])
    if near is None:
        return None
    return made([_with_year(None, int(group["month6"]), int(group["day6"]), near)])


def _with_year(printed: str | None, month: int, day: int, near: date | None) -> date | None:
    if printed and len(printed) == 4:
        return _day(int(printed), month, day)
    if printed:
        # Two digits: the century that brings the year nearest to the page's date, else the twentieth.
        centuries = [_day(century + int(printed), month, day) for century in (1800, 1900, 2000)]
        return _nearest(centuries, near) if near else centuries[1]
    return _nearest([_day(near.year + step, month, day) for step in (-1, 0, 1)], near) if near else None


def _nearest(days: list[date | None], near: date) -> date | None:
    return min((day for day in days if day), key=lambda day: abs(day - near), default=None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
