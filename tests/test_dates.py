"""Printed dates and times: every form, honest doubt, and nothing that is no date becomes one."""

from __future__ import annotations

import datetime

import pytest

from tei_edition.source.dates import combined, find_dates, find_times, page_date

NEAR = datetime.date(1952, 7, 16)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Sent 17.7.52", "1952-07-17"),
        ("Received 17.7 20:50", "1952-07-17"),
        ("16.XII.1947", "1947-12-16"),
        ("6. II. 1949", "1949-02-06"),
        ("28.X 62.", "1962-10-28"),
        ("24.III.50", "1950-03-24"),
        ("13.June.1951", "1951-06-13"),
        ("17 July", "1952-07-17"),
        ("April 14th, 1978", "1978-04-14"),
        ("10/14/50", "1950-10-14"),
        ("22 июля 1950 г.", "1950-07-22"),
        ("of 2.13.51:", "1951-02-13"),
    ],
)
def test_dates(text: str, when: str) -> None:
    assert [found.reading(NEAR).when for found in find_dates(text, NEAR)] == [when]


def test_the_page_date_decides_between_two_readings_within_three_days() -> None:
    (found,) = find_dates("05/10/50", None)
    assert found.reading(datetime.date(1950, 10, 5)).when == "1950-10-05"
    assert found.reading(datetime.date(1950, 5, 9)).when == "1950-05-10"


def test_an_ambiguous_date_stays_ambiguous() -> None:
    (found,) = find_dates("05/10/50", None)
    reading = found.reading(datetime.date(1951, 1, 1))
    assert (reading.when, reading.not_before, reading.not_after) == ("", "1950-05-10", "1950-10-05")


@pytest.mark.parametrize(
    "text", ["1352.", "No.084.504", "8:101", "1304/sh.", "4/7556", "TU-2", "0065-0068", "31.2.52", "066.683", "P78/168"]
)
def test_what_is_no_date(text: str) -> None:
    assert [found.printed for found in find_dates(text, NEAR)] == []


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("18:45", "18:45:00"),
        ("at 03:15 a.m.", "03:15:00"),
        ("4:10 am", "04:10:00"),
        ("at 6:36 p.m.", "18:36:00"),
        ("13:30 p.m.", "13:30:00"),
        ("12:05 a.m.", "00:05:00"),
        ("10 hours 10 minutes", "10:10:00"),
        ("at 1430 11 November", "14:30:00"),
    ],
)
def test_times(text: str, time: str) -> None:
    assert [found.iso for found in find_times(text)] == [time]


@pytest.mark.parametrize("text", ["8:101", "25:00", "17.7.52", "page 1430", "24:30"])
def test_what_is_no_time(text: str) -> None:
    assert [found.printed for found in find_times(text)] == []


def test_midnight_is_the_next_day() -> None:
    (day,) = find_dates("31.7.52", NEAR)
    (time,) = find_times("24:00")
    assert combined("31.7.52 24:00", day.reading(NEAR), time).when == "1952-08-01T00:00:00"


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
