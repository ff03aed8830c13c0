"""Printed dates and times: every form, honest doubt, and nothing that is no date becomes one."""

from __future__ import annotations

import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei_edition.source.dates import Near, PageDates, find_dates, impossible_dates, page_date, page_dates
from tei_edition.source.times import combined, find_times

NEAR = datetime.date(1952, 7, 16)
MONTHS = [datetime.date(1950, month, 1).strftime("%B") for month in range(1, 13)]
RUSSIAN = re.findall(r"\w+", "января февраля марта апреля мая июня июля августа сентября октября ноября декабря")
ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def readings(text: str, near: Near) -> list[str]:
    """Every date in `text`: its day, or the bounds of the possible ones."""
    found = [one.reading(near) for one in find_dates(text, near)]
    return [one.when or f"{one.not_before}/{one.not_after}" for one in found]


@pytest.mark.parametrize(
    ("text", "near", "expected"),
    [
        ("Sent 17.7.52", "1952-07-16", "1952-07-17"),
        ("Received 17.7 20:50", "1952-07-16", "1952-07-17"),
        ("31.8", "1950-09-01", "1950-08-31"),
        ("of 31.12", "1951-01-02", "1950-12-31"),
        ("13.1.1951", "1951-01-14", "1951-01-13"),
        ("24.III.50", "1950-03-24", "1950-03-24"),
        ("16.XII.1947", "1947-12-16", "1947-12-16"),
        ("6. II. 1949", "1949-02-06", "1949-02-06"),
        ("28.X 62.", "1962-10-28", "1962-10-28"),
        ("31.X 1962", "1962-10-31", "1962-10-31"),
        ("Date: 3.XI 1962", "1962-11-03", "1962-11-03"),
        ("28.Х.62", "1962-10-28", "1962-10-28"),
        ("3.ХІ.62", "1962-11-03", "1962-11-03"),
        ("28/X/62", "1962-10-28", "1962-10-28"),
        ("on 31.X at", "1962-10-31", "1962-10-31"),
        ("13.June.1951", "1951-06-13", "1951-06-13"),
        ("Auguſt 5, 1950", "1950-08-05", "1950-08-05"),
        ("5 Aprıl 1950", "1950-04-05", "1950-04-05"),
        ("5 APRİL 1950", "1950-04-05", "1950-04-05"),
        ("13/5-50", "1950-05-13", "1950-05-13"),
        ("10/14/50", "1950-10-14", "1950-10-14"),
        ("05/10/50", "1950-10-05", "1950-10-05"),
        ("05/10/50", "1950-05-09", "1950-05-10"),
        ("05.28.1962", "1962-05-28", "1962-05-28"),
        ("11.01.1962", "1962-10-31", "1962-11-01"),
        ("10.27 [28?].1962", "1962-10-28", "1962-10-27/1962-10-28"),
        ("22.7.1950 г.", "1950-07-22", "1950-07-22"),
        ("22 .7.1950 г.", "1950-07-22", "1950-07-22"),
        ("22.7.1950г. и", "1950-07-22", "1950-07-22"),
        ("22 июля 1950 года", "1950-07-22", "1950-07-22"),
        ("22 июля с.г.", "1950-07-22", "1950-07-22"),
        ("April 14th, 1978", "1978-04-16", "1978-04-14"),
        ("11 NOVEMBER 1949", "1949-11-11", "1949-11-11"),
        ("13 September of this year", "1950-10-01", "1950-09-13"),
        ("the 13th of this month", "1950-10-10", "1950-10-13"),
        ("the 30th of this month", "1950-10-02", "1950-09-30"),
        ("3 May", "1950-06-01", "1950-05-03"),
        ("3 May.", "1950-01-02", "1950-05-03"),
        ("3 of May 1950", "1950-01-02", "1950-05-03"),
        ("on July 11 and", "1952-07-16", "1952-07-11"),
        ("3 May 51.", "1951-05-04", "1951-05-03"),
        ("3 May 18.", "1951-05-04", "1951-05-03"),
        ("17.7.52", "", "1952-07-17"),
        ("23-26 October 1962", "1962-10-24", "1962-10-23/1962-10-26"),
        ("October 23–26, 1962", "1962-10-24", "1962-10-23/1962-10-26"),
        ("of 2.13.51:", "1951-02-13", "1951-02-13"),
        ("August 1949", "1949-08-01", "1949-08"),
        # Two readings, and nothing decides between them.
        ("05/10/50", "1951-01-01", "1950-05-10/1950-10-05"),
        ("05/10/50", "", "1950-05-10/1950-10-05"),
        ("of 5.10,", "1950-07-20", "1950-05-10/1950-10-05"),
    ],
)
def test_dates(text: str, near: str, expected: str) -> None:
    assert readings(text, day(near) if near else None) == [expected]


def test_two_days_share_a_month() -> None:
    """`ON/27/28/X/62` on a form: sent on the 27th, received on the 28th."""
    near = day("1962-10-27")
    assert [one.printed for one in find_dates("ON/27/28/X/62", near)] == ["27", "28/X/62"]
    assert readings("ON/27/28/X/62", near) == ["1962-10-27", "1962-10-28"]


@pytest.mark.parametrize(
    "text",
    [
        *("1352.", "No.084.504", "8:101", "1304/sh.", "4/7556", "TU-2", "0065-0068", "066.683", "P78/168", "#168"),
        *("6/77", "066.621", "001583/1979", "2.5 tons", "12.5 percent", "of 12.5 percent", "1.5.3", "version 2.10.4"),
        *("10-12-34", "55-12-34", "No. 1.5.52", "Nº 12.10.50", "No. 72/III", "6. I report", "3 I think", "1. II Corps"),
        *("the other 3 may follow", "192.168.10.50", "31.2.52", "27.XIII.62", "1.5 million", "81-5", "at 10.10"),
        *("10.10 hours", "grew by 2.5 and 3.5 tons", "17.13.52", "40.III.50", "w-86 t-1312", "106-01477-03", "5 V 62"),
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert [found.printed for found in find_dates(text, NEAR)] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sent 31.2.50 18:45", ("31.2.50",)),
        ("27.XIII.62", ("27.XIII.62",)),
        ("31 April 1950", ("31 April 1950",)),
        ("17.7.52", ()),
        ("No. 31.2.50", ()),
    ],
)
def test_impossible_dates(text: str, expected: tuple[str, ...]) -> None:
    assert impossible_dates(text) == expected


def test_other_dates_of_the_page_make_a_reading_likely() -> None:
    near = day("1962-06-15")
    american = page_dates(["Received 10.31.1962 at 6:50"], near)
    assert american == PageDates(near, frozenset(), frozenset("."))
    (found,) = find_dates("11.01.1962", american)
    assert (found.reading(american).when, found.reading(american).certainty) == ("1962-11-01", "medium")
    european = page_dates(["31.10.1962"], near)
    assert found.reading(european).when == "1962-01-11"
    # The page shows both orders, or another notation: nothing decides.
    both = page_dates(["10.31.1962", "31.10.1962"], near)
    slashes = page_dates(["10/31/62"], near)
    assert [found.reading(one).when for one in (both, slashes)] == ["", ""]


NOTATIONS = (
    "{d}.{m}.{yy}",
    "{d}.{m}.{y}",
    "{dd}.{mm}.{y}",
    "{m}/{d}/{yy}",
    "{mm}.{dd}.{y}",
    "{d}/{m}-{yy}",
    "{d} .{m}.{y} г.",
    "{d}.{r}.{yy}",
    "{d}. {r}. {y}",
    "{d}.{r} {yy}.",
    "{d}.{r} {y}",
    "{d}/{r}/{yy}",
    "{d} {n} {y}",
    "{d}.{n}.{y}",
    "{n} {d}, {y}",
    "{n} {d}th, {y}",
    "{d} {ru} {y} г.",
    "{d} {n} of this year",
    "{y}-{mm}-{dd}",
)
DAYS = st.dates(datetime.date(1921, 1, 1), datetime.date(1989, 12, 31))


def composed(notation: str, one: datetime.date) -> str:
    return notation.format(
        d=one.day,
        dd=f"{one.day:02}",
        m=one.month,
        mm=f"{one.month:02}",
        y=one.year,
        yy=f"{one.year % 100:02}",
        r=ROMAN[one.month - 1],
        n=MONTHS[one.month - 1],
        ru=RUSSIAN[one.month - 1],
    )


@given(one=DAYS, notation=st.sampled_from(NOTATIONS), shift=st.integers(-3, 3), lead=st.sampled_from(("", "Sent ")))
def test_a_date_near_the_page_date_reads_back(one: datetime.date, notation: str, shift: int, lead: str) -> None:
    near = one + datetime.timedelta(days=shift)
    expected = [one.isoformat()]
    found = readings(f"{lead}{composed(notation, one)}", near)
    if notation.endswith("of this year") and near.timetuple().tm_yday in (*range(1, 4), *range(363, 367)):
        assert len(found) == 1
        assert one.isoformat() in found[0]
    else:
        assert found == expected


@given(one=DAYS, notation=st.sampled_from(NOTATIONS[:-2]), near=DAYS)
def test_a_date_lies_within_its_bounds(one: datetime.date, notation: str, near: datetime.date) -> None:
    (found,) = find_dates(composed(notation, one), near)
    reading = found.reading(near)
    other = [month for month in found.days if month != one]
    # Only the page's date within three days makes another reading the certain one.
    if not any(abs((day - near).days) <= 3 for day in other) and abs(near.year - one.year) < 40:
        low, high = reading.when or reading.not_before, reading.when or reading.not_after
        assert low <= one.isoformat() <= high


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("18:45", ["18:45:00"]),
        ("6:50", ["06:50:00"]),
        ("at 03:15 a.m.", ["03:15:00"]),
        ("4:10 am", ["04:10:00"]),
        ("at 6:36 p.m.", ["18:36:00"]),
        ("13:30 p.m.", ["13:30:00"]),
        ("12:05 a.m.", ["00:05:00"]),
        ("10 hours 10 minutes", ["10:10:00"]),
        ("23 hours 30 minutes, 24.III.50", ["23:30:00"]),
        ("at 1430 11 November", ["14:30:00"]),
        ("At 2212 this telegram came", ["22:12:00"]),
        ("received at 0810", ["08:10:00"]),
        ("17.7.52 1940", ["19:40:00"]),
        ("Received 1940, 17.7.52", ["19:40:00"]),
        ("1800hs", ["18:00:00"]),
        ("18.30 hrs", ["18:30:00"]),
        ("00.30", ["00:30:00"]),
        ("at 6.50 on 17.7", ["06:50:00"]),
        ("at 8:101 a.m.", ["08:10:00"]),
        ("at 8:101 p.m.", ["20:10:00"]),
        ("24:00", ["00:00:00"]),
        ("22 GMT", ["22:00:00+00:00"]),
        ("22:00 GMT", ["22:00:00+00:00"]),
        ("2200Z", ["22:00:00+00:00"]),
        ("18:45 local time (13:45 Moscow time)", ["18:45:00", "13:45:00"]),
        ("at noon", ["12:00:00"]),
        ("at midnight", ["00:00:00"]),
        ("at 6 p.m.", ["18:00:00"]),
        ("22.7 в 14 часов 30 минут", ["14:30:00"]),
        ("14 час. 30 мин.", ["14:30:00"]),
        ("в 14-30", ["14:30:00"]),
        ("22.7.1950 14-30", ["14:30:00"]),
        ("18:45 17.7.52", ["18:45:00"]),
    ],
)
def test_times(text: str, times: list[str]) -> None:
    assert [found.iso for found in find_times(text)] == times


def test_a_footnote_mark_is_no_part_of_the_time() -> None:
    (found,) = find_times("at 8:101 a.m.")
    assert found.printed == "8:10"


@pytest.mark.parametrize(
    "text",
    [
        *("8:101", "25:00", "17.7.52", "page 1430", "24:30", "in 1940", "11 November 1949", "1352.", "12.50 percent"),
        *("after 10 hours", "No. 1940", "#1940", "081-1430", "1304/sh", "2.50 rubles", "14-30 men", "the noon train"),
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert [found.printed for found in find_times(text)] == []


def together(day_text: str, time_text: str) -> str:
    (one,), (hour,) = find_dates(day_text, NEAR), find_times(time_text)
    return combined(f"{day_text} {time_text}", one.reading(NEAR), hour).when


def test_a_day_with_its_time() -> None:
    assert together("31.7.52", "18:45") == "1952-07-31T18:45:00"
    assert together("31.7.52", "24:00") == "1952-08-01T00:00:00"
    assert together("31.7.52", "22 GMT") == "1952-07-31T22:00:00+00:00"
    # Midnight ends a day or begins it: the day alone is certain.
    assert together("31.7.52", "at 12 midnight") == "1952-07-31"


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("July 16, 1952", "1952-07-16"),
        ("November 09, 1962", "1962-11-09"),
        ("August 1949", "1949-08"),
        ("February, 1949", "1949-02"),
        ("1936", "1936"),
    ],
)
def test_page_dates(text: str, when: str) -> None:
    reading = page_date(text)
    assert reading is not None
    assert reading.when == when


def test_a_line_that_is_no_date_is_no_page_date() -> None:
    assert page_date("July 16, 1952, Moscow") is None
    assert page_date("2012 copies") is None
    assert page_date("3 May") is None


@pytest.mark.parametrize(
    "piece", ["1", "1.", "1 ", "17.7 ", "17.7.52 18:45 ", "12 hours ", "5 of ", "1-", "May ", "on/"]
)
def test_megabytes_are_read(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    assert sum(1 for _ in find_dates(text, NEAR)) + sum(1 for _ in find_times(text)) >= 0
