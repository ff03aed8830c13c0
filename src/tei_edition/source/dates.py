"""Printed dates of telegram forms → ISO 8601, or an honest "not certain".

Soviet forms write day.month.year (`17.7.52`), drop the year (`17.7`) or give the month in Roman numerals
(`16.XII.1947`); other houses write month.day. Both readings are tried; the page's date decides within three days,
then the other dates of the page, else an ambiguous date stays ambiguous.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from tei_edition.model import DateReading
from tei_edition.source.letters import DIGITS, FIGURES
from tei_edition.source.memory import KEPT, SHORT, remembered
from tei_edition.source.months import MONTHS, roman_month

_NAME = "|".join(sorted(MONTHS, key=len, reverse=True))
_LONG_YEAR = r"(?:1[5-9]|20)\d\d"
# Two digits before "hours" or minutes are an hour, not a year.
_YEAR = rf"(?:{_LONG_YEAR}|\d\d(?!\s?(?:hours?\b|hrs?\b|hs?\b|час|ч\b)|[:.]\d\d))"
_ORDINAL = r"(?:st|nd|rd|th|-го)?"
_ROMAN = r"(?:[IVXІХ]{1,5}|[ivx]{1,5})"
_THIS_YEAR = r"of\s(?:this|the\scurrent)\syear|с\.\s?г\.|(?:сего|этого|текущего)\sгода"
_THIS_MONTH = r"of\s(?:this|the\scurrent)\smonth|inst\.|с\.\s?м\.|(?:сего|этого|текущего)\sмесяца"
_DOUBT = r"(?:\s?\[(?P<{0}>\d{{1,2}})\s?\?\])?"
DATE = re.compile(
    rf"""(?=[\dA-Oa-oSsЀ-ӿ])(?<![\w./:-])(?:
      (?!\d)(?:
        ON/(?P<on_sent>\d{{1,2}})/(?P<on_rest>(?P<on_received>\d{{1,2}})/(?P<on_month>{_ROMAN})/(?P<on_year>{_YEAR}))
      | (?P<month1>(?i:{_NAME}))(?:
          \s(?P<from_us>\d{{1,2}})\s?[-–—]\s?(?P<to_us>\d{{1,2}}),?\s(?P<year_us>{_LONG_YEAR})
        | \.?\s{{1,2}}(?P<day1>\d{{1,2}}){_ORDINAL}
          (?:,?\s{{1,2}}(?P<year1>{_LONG_YEAR})|(?!\d|[.:]\d|\s?(?:hours?|час)))
        | ,?\s{{1,2}}(?P<year3>{_LONG_YEAR})
        )
      )
    | (?=\d)(?:
        (?P<iso>{_LONG_YEAR}-\d\d-\d\d)
      | (?P<year8>{_LONG_YEAR})\.?\s(?P<month8>(?i:{_NAME}))\s(?P<day8>\d{{1,2}})\.?
      | (?P<from>\d{{1,2}})\s?[-–—]\s?(?P<to>\d{{1,2}})\s(?P<month_range>(?i:{_NAME}))\.?,?\s
        (?P<year_range>{_LONG_YEAR})
      | (?P<day2>\d{{1,2}}){_DOUBT.format("doubt2")}{_ORDINAL}[\s.]{{1,2}}(?:of\s)?(?!\d)(?P<month2>(?i:{_NAME}))\b\.?
        (?:,?[\s.]{{0,2}}(?P<year2>{_LONG_YEAR})|(?P<short>\s['’]?(?P<short2>\d\d)(?=\s?г|\s*$|[,;)]|\.(?!\d)))
          |\s(?P<this_year>{_THIS_YEAR}))?
      | (?P<day4>\d{{1,2}})(?P<sep4>\s?[./-]\s?|\s)(?P<roman>{_ROMAN})(?:\s?[./-]?\s?(?P<year4>{_YEAR}))?
      | (?P<a>\d{{1,2}}){_DOUBT.format("doubt_a")}(?P<mark1>\s?[./-]\s?)(?P<b>\d{{1,2}}){_DOUBT.format("doubt_b")}
        (?P<mark2>\s?[./-]\s?)(?P<year5>{_YEAR})
      | (?P<day7>\d{{1,2}}){_ORDINAL}\s(?:{_THIS_MONTH})
      | (?P<day6>\d{{1,2}})\.(?P<month6>\d{{1,2}})
      )
    )(?:\s?г(?:ода|\.)?(?!\w))?(?!\w|/(?!\d\d?[:.]\d\d)|[.:]\d)""",
    re.VERBOSE,
)
_WORD_BEFORE = re.compile(r"(?:[^\W\d_]{3,}[.,]?\s{1,2}|ON/)$")
_REACH = max(map(len, MONTHS)) + 3
"""How far before its first figure a date may begin: with the name of a month, a stop and blanks."""
_THREE_PARTS = re.compile(rf"[{DIGITS}]\s?[./-]\s?\d{{1,2}}\s?[./-]\s?\d")
_NUMBER_SIGN = re.compile(r"(?:\bNo\.?|\bN[º°]|№|\#|\bnr\.?)\s?$", re.IGNORECASE)
# A date without year looks like any decimal number: words around it must show that it is a day.
_CUE = re.compile(
    r"(?:^|\b(?:on|of|dated|from|since|until|till|sent|dispatched|received|arrived|transmitted|forwarded|date"
    r"|от|за|получен\w*|отправлен\w*|передан\w*|принят\w*)\s?:?)[\s(\[]*$",
    re.IGNORECASE,
)
_AT = re.compile(r"(?<!\w)(?:at|в)\s$", re.IGNORECASE)
_MOMENT = r"(?:(?:at|в)\s)?(?:[01]?\d|2[0-4])(?:[:.-][0-5]\d\b|\s?(?:hours?|час)|[0-5]\d\b)"
_BESIDE = re.compile(rf"[\s,(]{{1,3}}{_MOMENT}")
_BESIDE_BEFORE = re.compile(
    r"(?:[:.-][0-5]\d|\bat\s[0-2]\d[0-5]\d|\bminutes?|\bhours?|\bhrs?\.?|\b[ap]\.?m\.?|минут[аы]?|мин\.|час(?:ов|а)?\.?)"
    r"[\s,]{1,2}(?:on\s)?$",
    re.IGNORECASE,
)
_HOUR = re.compile(r"\s?(?:hours?|hrs?|hs?\b|час|[ap]\.?m\b)")
_AFTER = re.compile(
    r"\s*(?:$|[,;)\]]|\.(?!\d)|[–—-]\s|(?:at|в|and|и|by|to|from|received|sent|получен\w*|отправлен\w*)\b)",
    re.IGNORECASE,
)
_PLAIN_I = {ord("ı"): "i", 0x307: ""}
_YEAR_ALONE = re.compile(_LONG_YEAR)
_NEAR = timedelta(days=3)
_ANY_DAY = date(1950, 6, 15)
_SAME_MATTER = timedelta(days=31)
_SAME_AGE = 40
"""How many years a short year may lie from the page's date."""


@dataclass(frozen=True, slots=True)
class PageDates:
    """What a page tells about its dates: its own day, and the notations of which certain dates show the order."""

    day: date | None = None
    day_first: frozenset[str] = frozenset()
    month_first: frozenset[str] = frozenset()


Near: TypeAlias = date | PageDates | None
"""What a date is read by: the page's day, or all that the page tells about dates."""


class FoundDate(NamedTuple):
    """A date in a line: where it stands and the days it may mean, the likelier first (or a month or year).

    `notation` is the mark of a numeric date, `month_first` are those of its days that come from reading the month
    first. `spans` says that the days bound a range.
    """

    start: int
    end: int
    printed: str
    days: tuple[date, ...] = ()
    month: str = ""
    notation: str = ""
    month_first: tuple[date, ...] = ()
    spans: bool = False

    def reading(self, near: Near) -> DateReading:
        """What the date means, given the page's date: one day, or the bounds of the possible ones."""
        if self.month:
            return DateReading(self.printed, when=self.month)
        page = near if isinstance(near, PageDates) else PageDates(near)
        days = self.days
        certainty = ""
        if len(days) > 1 and page.day and not self.spans:
            close = tuple(day for day in days if abs(day - page.day) <= _NEAR)
            days = close or days
        if len(days) > 1 and self.notation and len(days) == len(self.days):
            others = tuple(day for day in days if day not in self.month_first)
            shown = (self.notation in page.month_first) - (self.notation in page.day_first)
            # What other dates of the page show is a reason, no proof.
            days, certainty = (self.month_first if shown > 0 else others, "medium") if shown else (days, "")
        elif len(days) < len(self.days) and self.notation in (
            page.day_first if days[0] in self.month_first else page.month_first
        ):
            # The page's date speaks for one order, its other dates for the other.
            certainty = "medium"
        if len(days) == 1:
            return DateReading(self.printed, when=days[0].isoformat(), certainty=certainty)
        if not days:
            return DateReading(self.printed)
        return DateReading(self.printed, not_before=min(days).isoformat(), not_after=max(days).isoformat())


@remembered
def page_date(text: str) -> DateReading | None:
    """The date that is a whole line (`July 16, 1952`, `November 09, 1962`, `August 1949`, `1936`), or None."""
    text = text.strip()
    if len(text) > 60 or not FIGURES.search(text):
        return None
    found = DATE.fullmatch(text)
    if found:
        made = _found(found, None)
        return made[0].reading(None) if made and (made[0].days or made[0].month) else None
    if _YEAR_ALONE.fullmatch(text):
        return DateReading(text, when=text)
    return None


def as_day(reading: DateReading | None) -> date | None:
    """The day that a reading names, if it names one."""
    if reading is None or len(reading.day) != 10:
        return None
    return date.fromisoformat(reading.day)


def page_dates(texts: Iterable[str], day: date | None) -> PageDates:
    """What the lines of a page show about the order of day and month in its numeric dates."""
    orders: dict[bool, set[str]] = {True: set(), False: set()}
    for text in texts:
        for found in find_dates(text, day) if _THREE_PARTS.search(text) else ():
            if len(found.days) == 1 and found.notation and found.days[0].day != found.days[0].month:
                orders[found.days[0] in found.month_first].add(found.notation)
    return PageDates(day, frozenset(orders[False]), frozenset(orders[True]))


def find_dates(text: str, near: Near) -> tuple[FoundDate, ...]:
    """The dates in `text`; a dropped year is the one that brings the date nearest to `near`."""
    if not FIGURES.search(text):
        return ()
    day = near.day if isinstance(near, PageDates) else near
    return _remembered_dates(text, day) if len(text) <= SHORT else _all_dates(text, day)


def _all_dates(text: str, day: date | None) -> tuple[FoundDate, ...]:
    return tuple([found for match in date_matches(text) for found in _found(match, day) if found.days or found.month])


_remembered_dates = lru_cache(maxsize=KEPT)(_all_dates)


@remembered
def date_matches(text: str) -> list[re.Match[str]]:
    """What has the form of a date in `text`, in order: it begins with a figure, or with the word before one."""
    found: list[re.Match[str]] = []
    end = 0
    for figures in FIGURES.finditer(text):
        start = figures.start()
        if start < end:
            continue
        reach = max(end, start - _REACH)
        before = text[start - 1] if start else ""
        word = _WORD_BEFORE.search(text, reach, start) if before == "/" or before.isspace() else None
        match = (DATE.match(text, word.start()) if word else None) or DATE.match(text, start)
        if match:
            end = match.end()
            found.append(match)
    return found


def impossible_dates(text: str) -> tuple[str, ...]:
    """What has the form of a date with its year and is none (`31.2.50`, `27.XIII.62`)."""
    return tuple(
        match[0]
        for match in date_matches(text)
        if (match["a"] or match["day2"] or match["roman"])
        and any(not found.days and not found.month for found in _found(match, _ANY_DAY))
    )


def _found(match: re.Match[str], near: date | None) -> Sequence[FoundDate]:
    """What a match may mean; a FoundDate without days is one that no calendar has."""
    start = match.start()
    if start and _NUMBER_SIGN.search(match.string[max(0, start - 6) : start]):
        return ()
    found: FoundDate | None = None
    if match["a"]:
        found = _numeric(match, near)
    elif match["day6"]:
        found = _without_year(match, near) if near else None
    elif match["roman"]:
        # "6. I report" and "3 I" are no dates: without a year the numeral follows its full stop at once.
        year, upper = match["year4"], match["roman"].isupper()
        # `26 XI 63` is a day where the page is of that time.
        close = near and year and upper and abs(_short_year(year, near) - near.year) <= 1
        if (upper and match["sep4"] == ".") or (year and (match["sep4"].strip() or len(year) == 4 or close)):
            found = _made(match, [_with_year(year, roman_month(match["roman"]), int(match["day4"]), near)])
    elif match["day2"]:
        found = _named_month(match, near)
    elif match["iso"]:
        found = _made(match, [_day(*(int(part) for part in match["iso"].split("-")))])
    elif match["year8"]:
        if not match["month8"].isascii() or not match["month8"].islower():
            found = _made(match, [_day(int(match["year8"]), _month(match["month8"]), int(match["day8"]))])
    elif match["on_sent"]:
        return _both_days(match, near)
    elif match["from"] or match["from_us"]:
        month, year = _month(match["month_range"] or match["month1"]), int(match["year_range"] or match["year_us"])
        first, last = int(match["from"] or match["from_us"]), int(match["to"] or match["to_us"])
        found = _made(match, [_day(year, month, first), _day(year, month, last)], spans=True)
    elif match["day1"]:
        if match["year1"] or not match["month1"].islower():
            found = _made(match, [_with_year(match["year1"], _month(match["month1"]), int(match["day1"]), near)])
    elif match["year3"]:
        found = FoundDate(start, match.end(), match[0], month=f"{int(match['year3'])}-{_month(match['month1']):02}")
    elif near:
        # "This month" is the page's, or the one that begins or ended within days.
        months = dict.fromkeys((_day_of(near, step).year, _day_of(near, step).month) for step in (-3, 3))
        found = _made(match, [_day(year, month, int(match["day7"])) for year, month in months])
    return (found,) if found else ()


def _made(match: re.Match[str], days: Iterable[date | None], end: int = 0, **more: object) -> FoundDate:
    start, end = match.start(), end or match.end()
    unique = tuple(dict.fromkeys([day for day in days if day]))
    return FoundDate(start, end, match.string[start:end], unique, **more)  # type: ignore[arg-type]


def _both_days(match: re.Match[str], near: date | None) -> list[FoundDate]:
    """`ON/27/28/X/62`: the day of sending, and that of reception with month and year."""
    month = roman_month(match["on_month"])
    found: list[FoundDate] = []
    for part, name in (("on_sent", "on_sent"), ("on_rest", "on_received")):
        day = _with_year(match["on_year"], month, int(match[name]), near)
        found.append(FoundDate(match.start(part), match.end(part), match[part], (day,) if day else ()))
    return found


def _named_month(match: re.Match[str], near: date | None) -> FoundDate | None:
    name, day = match["month2"], int(match["day2"])
    if name.islower() and name.isascii() and not match["year2"] and not match["this_year"]:
        # "The other 3 may follow."
        return None
    days = [day, int(match["doubt2"])] if match["doubt2"] else [day]
    end = match.end()
    if match["this_year"]:
        years: list[str | None] = [str(_day_of(near, step).year) for step in (-3, 3)] if near else [None]
    elif match["short2"] and not (near and abs(_short_year(match["short2"], near) - near.year) <= 2):
        years, end = [None], match.start("short")
    else:
        years = [match["year2"] or match["short2"]]
    return _made(match, [_with_year(year, _month(name), one, near) for year in years for one in days], end)


def _numeric(match: re.Match[str], near: date | None) -> FoundDate | None:
    mark, second = match["mark1"].strip(), match["mark2"].strip()
    spaced = len(match["mark1"]) + len(match["mark2"]) > 2
    if (mark != second and (mark, second) != ("/", "-")) or (spaced and mark != "."):
        return None
    year = int(match["year5"]) if len(match["year5"]) == 4 else _short_year(match["year5"], near)
    # Numbers of telephones and files have the form 12-10-50 too.
    if mark == "-" and len(match["year5"]) == 2 and not (near and abs(year - near.year) <= 1):
        return None
    if int(match["a"]) > 31:
        # `80. 10. 02.`: no day is so great, so the year stands first.
        return _made(match, [_with_year(match["a"], int(match["b"]), int(match["year5"]), near)], notation=mark)
    firsts = [int(match[name]) for name in ("a", "doubt_a") if match[name]]
    seconds = [int(match[name]) for name in ("b", "doubt_b") if match[name]]
    day_first = [_day(year, b, a) for a in firsts for b in seconds]
    month_first = [_day(year, a, b) for a in firsts for b in seconds]
    if spaced and len(match["year5"]) == 2 and near and abs(year - near.year) > _SAME_AGE:
        # A short year far from the page's is the day of a damaged or another order: `08. 08. 27.` on a page of 1980.
        day_first, month_first = [], []
    of_month = tuple([day for day in month_first if day])
    return _made(match, (*day_first, *month_first), notation=mark, month_first=of_month)


def _without_year(match: re.Match[str], near: date) -> FoundDate | None:
    first, second = int(match["day6"]), int(match["month6"])
    before, after = (
        match.string[max(0, match.start() - 24) : match.start()],
        match.string[match.end() : match.end() + 24],
    )
    if _HOUR.match(after) or _AT.search(before):
        return None
    beside = _BESIDE.match(after) is not None or (_AFTER.match(after) and _BESIDE_BEFORE.search(before))
    if not beside and not (_CUE.search(before) and (_AFTER.match(after) or match.end() == len(match.string))):
        return None
    days = [_with_year(None, second, first, near)]
    if second > 12 or (days[0] and abs(days[0] - near) > _NEAR):
        # Where the usual order is not confirmed by the page's date, the other one may be meant.
        days.append(_with_year(None, first, second, near))
    alone = not before.strip() and not after.strip(" .,")
    close = [day for day in days if day and (not alone or abs(day - near) <= _SAME_MATTER)]
    return _made(match, close) if close else None


def _month(name: str) -> int:
    # A long s and the letters i of Turkish are matched without regard to case, too.
    return MONTHS[name.casefold().translate(_PLAIN_I)]


def _day_of(near: date, step: int) -> date:
    return date.fromordinal(min(max(near.toordinal() + step, 1), date.max.toordinal()))


def _with_year(printed: str | None, month: int, day: int, near: date | None) -> date | None:
    if printed and len(printed) == 4:
        return _day(int(printed), month, day)
    if printed:
        return _day(_short_year(printed, near), month, day)
    return _nearest([_day(near.year + step, month, day) for step in (-1, 0, 1)], near) if near else None


def _short_year(printed: str, near: date | None) -> int:
    """Two digits: the century that brings the year nearest to the page's date, else the twentieth."""
    nearest = 1900 + int(printed)
    for century in (1800, 2000) if near else ():
        year = century + int(printed)
        if near and abs(year - near.year) < abs(nearest - near.year):
            nearest = year
    return nearest


def _nearest(days: list[date | None], near: date) -> date | None:
    return min((day for day in days if day), key=lambda day: abs(day - near), default=None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
