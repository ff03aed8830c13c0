"""Days and hours in the forms that pages print, with what they mean."""

from __future__ import annotations

import datetime
from random import Random


def _words(text: str) -> list[str]:
    return text.split()


MONTHS = _words("January February March April May June July August September October November December")
ROMAN = _words("I II III IV V VI VII VIII IX X XI XII")
RUSSIAN = _words("января февраля марта апреля мая июня июля августа сентября октября ноября декабря")


def day(chance: Random) -> datetime.date:
    return datetime.date(chance.randint(1946, 1979), chance.randint(1, 12), chance.randint(1, 28))


def long_day(one: datetime.date) -> str:
    """As archives print a page's date: `July 5, 1952`."""
    return f"{MONTHS[one.month - 1]} {one.day}, {one.year}"


def written(one: datetime.date) -> str:
    return f"{one.day} {MONTHS[one.month - 1]} {one.year}"


def ordinal(one: datetime.date) -> str:
    """`12th May, 1962`"""
    ending = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd"}.get(one.day, "th")
    return f"{one.day}{ending} {MONTHS[one.month - 1]}, {one.year}"


def day_first(chance: Random, one: datetime.date) -> str:
    """A day as Soviet, Yugoslav and Czech offices print it."""
    roman, year = ROMAN[one.month - 1], one.year % 100
    return chance.choice(
        (
            f"{one.day}.{one.month}.{year}",
            f"{one.day}.{one.month}.{one.year}",
            f"{one.day:02}.{one.month:02}.{year}",
            f"{one.day}.{roman}.{year}",
            f"{one.day}.{roman}.{one.year}",
            f"{one.day}. {roman}. {one.year}",
            f"{one.day}.{roman} {one.year}",
            written(one),
        )
    )


def month_first(one: datetime.date) -> str:
    """As Polish telegrams were translated: `11.01.1962` is 1 November."""
    return f"{one.month:02}.{one.day:02}.{one.year}"


def slashed(one: datetime.date) -> str:
    """American order with slashes; only certain where the day is beyond 12 or the page's date decides."""
    return f"{one.month}/{one.day}/{one.year % 100:02}"


def hour(chance: Random) -> tuple[str, str]:
    """An hour as printed, and in ISO 8601."""
    hours, minutes = chance.randint(1, 23), chance.choice((0, 5, 10, 15, 30, 45, 59))
    iso = f"{hours:02}:{minutes:02}:00"
    half = "a.m." if hours < 12 else "p.m."
    twelve = hours if hours <= 12 else hours - 12
    return (
        chance.choice((f"{hours}:{minutes:02}", f"{hours:02}:{minutes:02}", f"{twelve}:{minutes:02} {half}")),
        iso,
    )


def half_day(chance: Random) -> tuple[str, str]:
    """An hour as English offices print it, with a full stop or a colon."""
    hours, minutes = chance.randint(1, 23), chance.choice((0, 5, 15, 30, 45, 59))
    half, sign = ("a.m." if hours < 12 else "p.m."), chance.choice(".:")
    return f"{hours if hours <= 12 else hours - 12}{sign}{minutes:02} {half}", f"{hours:02}:{minutes:02}:00"


def hour_in_words(chance: Random) -> tuple[str, str]:
    hours, minutes = chance.randint(1, 23), chance.choice((5, 10, 15, 30, 45))
    return f"{hours} hours {minutes} minutes", f"{hours:02}:{minutes:02}:00"


def later(one: datetime.date, days: int) -> datetime.date:
    return one + datetime.timedelta(days=days)
