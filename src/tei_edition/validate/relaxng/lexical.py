"""The datatypes of W3C XML Schema 1.0, part 2: a text becomes a value, or is told why not."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial
from typing import Any

Context = Mapping[str | None, str]
"""Prefixes and their namespaces where a value stands; the default namespace under None."""
Parser = Callable[[str, Context], Any]
SPACE = " \t\r\n"
"""White space of XML, which has no more characters than these."""


class UnfitError(ValueError):
    """A text is no value of the datatype; the message says what the datatype asks for."""


def words_of(text: str) -> list[str]:
    """The words of a list."""
    # Python also splits at no-break spaces, which belong to words.
    return text.split() if text.isascii() else [word for word in re.split(f"[{SPACE}]+", text) if word]


_NAME_START = (
    r"A-Z_a-z\xC0-\xD6\xD8-\xF6\xF8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C\u200D\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF"
    r"\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
_NAME_CHAR = _NAME_START + r"\-.0-9\xB7\u0300-\u036F\u203F\u2040"
NCNAME = re.compile(f"[{_NAME_START}][{_NAME_CHAR}]*")
_NAME = re.compile(f"[:{_NAME_START}][:{_NAME_CHAR}]*")
_NMTOKEN = re.compile(f"[:{_NAME_CHAR}]+")
_LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")
_DECIMAL = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
_INTEGER = re.compile(r"[+-]?[0-9]+")
_DOUBLE = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
_ZONE = r"(?P<zone>Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))?"
_YEAR = r"(?P<year>-?(?:[1-9][0-9]{3,}|0[0-9]{3}))"
_MONTH, _DAY = r"(?P<month>0[1-9]|1[0-2])", r"(?P<day>0[1-9]|[12][0-9]|3[01])"
_CLOCK = (
    r"(?:(?P<hour>[01][0-9]|2[0-3]):(?P<minute>[0-5][0-9]):(?P<second>[0-5][0-9](?:\.[0-9]+)?)"
    r"|(?P<midnight>24:00:00(?:\.0+)?))"
)
_MOMENTS = {
    "dateTime": (f"{_YEAR}-{_MONTH}-{_DAY}T{_CLOCK}", "a date with time such as 1950-01-31T17:05:00"),
    "date": (f"{_YEAR}-{_MONTH}-{_DAY}", "a date such as 1950-01-31"),
    "time": (_CLOCK, "a time such as 17:05:00"),
    "gYearMonth": (f"{_YEAR}-{_MONTH}", "a month of a year such as 1950-01"),
    "gYear": (_YEAR, "a year such as 1950"),
    "gMonthDay": (f"--{_MONTH}-{_DAY}", "a day of a month such as --01-31"),
    "gDay": (f"---{_DAY}", "a day such as ---31"),
    "gMonth": (f"--{_MONTH}", "a month such as --01"),
}
_DURATION = re.compile(
    r"(-)?P(?=[0-9T])(?:([0-9]+)Y)?(?:([0-9]+)M)?(?:([0-9]+)D)?"
    r"(?:T(?=[0-9])(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+(?:\.[0-9]+)?)S)?)?"
)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _matching(pattern: re.Pattern[str], words: str, text: str, _: Context) -> str:
    if not pattern.fullmatch(text):
        raise UnfitError(f"must be {words}")
    return text


def _text(text: str, _: Context) -> str:
    return text


def _decimal(text: str, _: Context) -> Decimal:
    if not _DECIMAL.fullmatch(text):
        raise UnfitError("must be a number such as 3.5")
    return Decimal(text)


def _integer(low: int | None, high: int | None, text: str, _: Context) -> int:
    if not _INTEGER.fullmatch(text):
        raise UnfitError("must be a whole number")
    number = int(text)
    if low is not None and number < low:
        raise UnfitError(f"must be a whole number not below {low}")
    if high is not None and number > high:
        raise UnfitError(f"must be a whole number not above {high}")
    return number


def _double(text: str, _: Context) -> float | str:
    if text in ("INF", "-INF"):
        return float(text.replace("INF", "inf"))
    if text == "NaN":
        return text  # equal to itself, unlike Python's
    if not _DOUBLE.fullmatch(text):
        raise UnfitError("must be a number such as 3.5 or 2E3, INF, -INF or NaN")
    return float(text)


def _boolean(text: str, _: Context) -> bool:
    if text not in ("true", "false", "1", "0"):
        raise UnfitError("must be true or false")
    return text in ("true", "1")


def _uri(text: str, _: Context) -> str:
    if re.search(r"%(?![0-9A-Fa-f]{2})", text):
        raise UnfitError("must be a URI, in which % is followed by two hexadecimal digits")
    if text.count("#") > 1:
        raise UnfitError("must be a URI, which has # once at the most")
    scheme = re.match(r"[^/?#:]*:", text)
    if scheme and not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.\-]*:", scheme[0]):
        raise UnfitError("must be a URI, whose scheme is of letters and digits")
    if scheme and len(text) == scheme.end():
        raise UnfitError("must be a URI with something behind its scheme")
    return text


def _qname(text: str, context: Context) -> tuple[str, str]:
    prefix, colon, local = text.rpartition(":")
    if not NCNAME.fullmatch(local) or (colon and not NCNAME.fullmatch(prefix)):
        raise UnfitError("must be a name, with a prefix or without")
    if colon and prefix != "xml" and prefix not in context:
        raise UnfitError(f"has the prefix '{prefix}', which is not declared")
    return (context.get(prefix or None, ""), local)


def _hex(text: str, _: Context) -> bytes:
    if not re.fullmatch("(?:[0-9A-Fa-f]{2})*", text):
        raise UnfitError("must be pairs of hexadecimal digits")
    return bytes.fromhex(text)


def _base64(text: str, _: Context) -> bytes:
    packed = text.replace(" ", "")
    if not re.fullmatch(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?", packed):
        raise UnfitError("must be binary data in Base64")
    try:
        return base64.b64decode(packed)
    except binascii.Error:
        raise UnfitError("must be binary data in Base64") from None


def _list(of: Parser, text: str, context: Context) -> tuple[Any, ...]:
    words = tuple(of(word, context) for word in words_of(text))
    if not words:
        raise UnfitError("must have one word at least")
    return words


def _moment(pattern: re.Pattern[str], words: str, text: str, _: Context) -> tuple[bool, Decimal]:
    """Whether there is a time zone, and the seconds from a common beginning."""
    match = pattern.fullmatch(text)
    if not match:
        raise UnfitError(f"must be {words}")
    parts = {"year": "2000", "month": "01", "day": "01", "hour": "0", "minute": "0", "second": "0", "midnight": None}
    parts |= {key: value for key, value in match.groupdict().items() if value is not None}
    year, month, day = int(str(parts["year"])), int(str(parts["month"])), int(str(parts["day"]))
    if year == 0:
        raise UnfitError("has the year 0000, which does not exist: before 0001 is -0001")
    year += year < 0  # astronomical count
    if day > _DAYS[month - 1] or (month == 2 and day == 29 and not _leap(year) and "year" in pattern.groupindex):
        raise UnfitError(f"has a day that does not exist: this month has {28 if month == 2 else _DAYS[month - 1]} days")
    days = days_before(year, month) + day
    clock = int(str(parts["hour"])) * 3600 + int(str(parts["minute"])) * 60 + Decimal(str(parts["second"]))
    if parts["midnight"] and "year" in pattern.groupindex:
        clock = Decimal(86400)
    zone = parts.get("zone")
    if zone and zone != "Z":
        shift = int(zone[1:3]) * 3600 + int(zone[4:6]) * 60
        clock += -shift if zone[0] == "+" else shift
    return (zone is not None, days * 86400 + clock)


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_before(year: int, month: int) -> int:
    """The days from a common beginning to a month."""
    before = year - 1
    days = before * 365 + before // 4 - before // 100 + before // 400 + sum(_DAYS[: month - 1])
    return days - (month > 2 and not _leap(year))


def _duration(text: str, _: Context) -> tuple[int, Decimal, tuple[int, ...], Decimal]:
    """Months and seconds, by which durations are ordered, and the parts as they are written, by which they are one."""
    match = _DURATION.fullmatch(text)
    if not match:
        raise UnfitError("must be a duration such as P3D or PT2H30M")
    sign = -1 if match[1] else 1
    years, months, days, hours, minutes = (int(match[at] or 0) for at in range(2, 7))
    seconds = days * 86400 + hours * 3600 + minutes * 60 + Decimal(match[7] or 0)
    written = (sign * years, sign * months, sign * days, sign * hours, sign * minutes)
    return (sign * (years * 12 + months), sign * seconds, written, sign * Decimal(match[7] or 0))


_NC = partial(_matching, NCNAME, "a name without colon")
_TOKEN_NAME = partial(_matching, _NMTOKEN, "a word of letters, digits and . - _ :")
_WHOLE = {
    "integer": (None, None),
    "nonPositiveInteger": (None, 0), "negativeInteger": (None, -1), "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "long": (-(2**63), 2**63 - 1), "int": (-(2**31), 2**31 - 1), "short": (-(2**15), 2**15 - 1),
    "byte": (-128, 127), "unsignedLong": (0, 2**64 - 1), "unsignedInt": (0, 2**32 - 1), "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 255),
}  # fmt: skip
PARSERS: dict[str, Parser] = {
    "string": _text, "normalizedString": _text, "token": _text, "boolean": _boolean, "decimal": _decimal,
    "float": _double,
    "double": _double, "duration": _duration, "anyURI": _uri, "QName": _qname, "NOTATION": _qname, "hexBinary": _hex,
    "base64Binary": _base64, "NCName": _NC, "ID": _NC, "IDREF": _NC, "ENTITY": _NC, "NMTOKEN": _TOKEN_NAME,
    "Name": partial(_matching, _NAME, "a name"),
    "language": partial(_matching, _LANGUAGE, "a language such as en, ru or zh-Hant"),
    "IDREFS": partial(_list, _NC), "ENTITIES": partial(_list, _NC), "NMTOKENS": partial(_list, _TOKEN_NAME),
    **{name: partial(_integer, low, high) for name, (low, high) in _WHOLE.items()},
    **{name: partial(_moment, re.compile(pattern + _ZONE), words) for name, (pattern, words) in _MOMENTS.items()},
}  # fmt: skip
WHOLE_NUMBERS = frozenset(_WHOLE)
MOMENTS = frozenset(_MOMENTS)
