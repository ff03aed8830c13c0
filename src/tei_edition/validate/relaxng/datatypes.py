"""Datatypes of RELAX NG: the two built in, those of W3C XML Schema with their facets, those of DTD compatibility."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import re2  # type: ignore[import-untyped]  # its time grows with the text alone, whatever the expression

from tei_edition.validate.relaxng.lexical import (
    MOMENTS,
    PARSERS,
    SPACE,
    WHOLE_NUMBERS,
    Context,
    UnfitError,
    days_before,
)

XSD = "http://www.w3.org/2001/XMLSchema-datatypes"
COMPATIBILITY = "http://relaxng.org/ns/compatibility/datatypes/1.0"
_BUILT_IN = ("string", "token")
_COMPATIBLE = ("ID", "IDREF", "IDREFS")
_LENGTHS = ("length", "minLength", "maxLength")
_BOUNDS = ("minInclusive", "minExclusive", "maxInclusive", "maxExclusive")
_ORDERED = {"decimal", "float", "double", "duration", *WHOLE_NUMBERS, *MOMENTS}
_UNMEASURED = {"boolean", *_ORDERED}
_LISTS = {"IDREFS", "ENTITIES", "NMTOKENS"}
# One duration is longer than another if it is so from each of these months on (XML Schema, part 2, 3.2.6.2).
_BEGINNINGS = ((1696, 9), (1697, 2), (1903, 3), (1903, 7))

_ESCAPED = frozenset("nrt\\|.-^?*+{}()[]sSiIcCdDwWpP")

Regexes = dict[str, str]
"""Expressions of XML Schema and what they are in Python; translating takes time."""


class DatatypeError(ValueError):
    """A schema asks for a datatype or parameter that does not exist, or a value that its type does not have."""


class Datatype:
    """One datatype with its parameters. `parse` gives the value of a text, or raises UnfitError."""

    def __init__(self, library: str, name: str, params: Sequence[tuple[str, str]], regexes: Regexes) -> None:
        """Raises DatatypeError if library, name or a parameter does not exist."""
        if library not in ("", XSD, COMPATIBILITY):
            raise DatatypeError(f"the datatype library '{library}' is not known")
        known = {"": _BUILT_IN, COMPATIBILITY: _COMPATIBLE}.get(library, tuple(PARSERS))
        if name not in known:
            raise DatatypeError(f"there is no datatype '{name}'" + (f" in {library}" if library else " built in"))
        if params and library != XSD:
            raise DatatypeError(f"the datatype '{name}' takes no parameters")
        self.library, self.name = library, name
        self.contextual = name in ("QName", "NOTATION")
        self._keeps = name == "string"
        self._replaces = name == "normalizedString"
        self._parser = PARSERS[name]
        self._tests = [self._test(facet, value, regexes) for facet, value in params]

    def parse(self, text: str, context: Context) -> Any:
        """The value of a text; two texts are one value if these are equal. Raises UnfitError."""
        if self._replaces:
            text = re.sub(r"[\t\n\r]", " ", text)
        elif not self._keeps and not text.isalnum():
            text = re.sub(r"[ \t\n\r]+", " ", text).strip(" ")
        try:
            value = self._parser(text, context)
        except UnfitError:
            raise
        except (ValueError, ArithmeticError):  # Beyond what Python turns into a number.
            raise UnfitError("must have fewer digits") from None
        for test in self._tests:
            test(text, value)
        return value

    def _test(self, facet: str, given: str, regexes: Regexes) -> Callable[[str, Any], None]:
        name = self.name
        if facet == "pattern":
            return _pattern(given, regexes)
        if facet in _LENGTHS and name not in _UNMEASURED and not self.contextual:
            return _length(facet, _number(facet, given), name in _LISTS)
        if facet in _BOUNDS and name in _ORDERED:
            return _bound(facet, given, self._parser)
        if facet in ("totalDigits", "fractionDigits") and (name == "decimal" or name in WHOLE_NUMBERS):
            return _digits(facet, _number(facet, given))
        raise DatatypeError(f"the datatype '{name}' has no parameter '{facet}'")


def _number(facet: str, given: str) -> int:
    if not re.fullmatch(r"\s*\+?[0-9]{1,9}\s*", given) or (facet == "totalDigits" and int(given) == 0):
        raise DatatypeError(f"the parameter '{facet}' must be a number, not '{given}'")
    return int(given)


def _pattern(given: str, regexes: Regexes) -> Callable[[str, Any], None]:
    if given not in regexes:
        regexes[given] = _translated(given)
    expression: list[Any] = []

    def test(text: str, value: Any) -> None:
        if not expression:  # Many are never needed, and large ones take their time.
            expression.append(_compiled(regexes[given]))
        if not expression[0].fullmatch(text):
            raise UnfitError(f"must match the expression {given}")

    return test


def _translated(given: str) -> str:
    """An expression of XML Schema in the form of RE2 and Python, for all of a text."""
    from elementpath.regex import RegexError, translate_pattern  # 0.1 s that a kept schema does not need

    parts: list[str] = []
    depth = 0
    for part in re.findall(r"\\.|.", given, re.DOTALL):
        if part[0] == "\\" and part[1:] not in _ESCAPED:  # Other languages have more.
            raise DatatypeError(f"'{given}' is no regular expression of XML Schema, which has no '{part}'")
        depth += (part == "[") - (part == "]")
        # In a class elementpath writes out what XML Schema means, which is not what others do.
        parts.append(f"[{part}]" if not depth and part[0] == "\\" and part[1] in "sSdDwW" else part)
    try:
        made = translate_pattern("".join(parts), back_references=False, lazy_quantifiers=False, anchors=False)
        made = made.removeprefix("^").removesuffix(r"$(?!\n\Z)")
        _compiled(made)
    except (RegexError, re.error, OverflowError, RecursionError) as error:
        raise DatatypeError(f"'{given}' is no regular expression of XML Schema: {error}") from None
    return made


def _compiled(expression: str) -> Any:
    options = re2.Options()
    options.log_errors = False
    try:
        return re2.compile(expression, options)
    except re2.error:  # Python takes more repetitions.
        return re.compile(expression)


def _length(facet: str, number: int, words: bool) -> Callable[[str, Any], None]:
    unit = "words" if words else "characters"

    def test(text: str, value: Any) -> None:
        measured = len(value)
        if facet != "maxLength" and measured < number:
            raise UnfitError(f"must have {number} {unit}" + (" at least" if facet == "minLength" else ""))
        if facet != "minLength" and measured > number:
            raise UnfitError(f"must have {number} {unit}" + (" at the most" if facet == "maxLength" else ""))

    return test


def _bound(facet: str, given: str, parser: Callable[[str, Context], Any]) -> Callable[[str, Any], None]:
    try:
        limit = parser(given.strip(SPACE), {})
    except UnfitError as error:
        raise DatatypeError(f"the parameter '{facet}' is '{given}', but it {error}") from None

    def test(text: str, value: Any) -> None:
        order = _order(value, limit)
        good = {"minInclusive": (0, 1), "minExclusive": (1,), "maxInclusive": (-1, 0), "maxExclusive": (-1,)}[facet]
        if order not in good:
            words = {"minInclusive": "must not be below", "minExclusive": "must be above"}
            words |= {"maxInclusive": "must not be above", "maxExclusive": "must be below"}
            raise UnfitError(f"{words[facet]} {given}")

    return test


def _order(value: Any, limit: Any) -> int | None:
    """-1, 0 or 1; None where the two cannot be compared."""
    if value == limit:
        return 0
    if isinstance(value, str) or isinstance(limit, str):  # NaN
        return None
    if isinstance(value, tuple):
        if isinstance(value[0], bool):  # A day without time zone may be 14 hours earlier or later.
            unsure = 0 if value[0] == limit[0] else 14 * 3600
            return None if abs(value[1] - limit[1]) <= unsure else (1 if value[1] > limit[1] else -1)
        orders = {_sign(_end(value, year, month) - _end(limit, year, month)) for year, month in _BEGINNINGS}
        return orders.pop() if len(orders) == 1 else None
    return 1 if value > limit else -1


def _end(duration: tuple[int, Decimal, Any, Any], year: int, month: int) -> Decimal:
    """When a duration ends that begins with a month, in seconds from a common beginning."""
    months = year * 12 + month - 1 + duration[0]
    return days_before(months // 12, months % 12 + 1) * 86400 + duration[1]


def _sign(number: Decimal) -> int:
    return (number > 0) - (number < 0)


def _digits(facet: str, number: int) -> Callable[[str, Any], None]:
    def test(text: str, value: Any) -> None:
        whole, _, fraction = f"{Decimal(value).copy_abs():f}".partition(".")
        fraction = fraction.rstrip("0")
        if facet == "fractionDigits" and len(fraction) > number:
            raise UnfitError(f"must have {number} digits after the point at the most")
        if facet == "totalDigits" and len((whole + fraction).lstrip("0")) > number:
            raise UnfitError(f"must have {number} digits at the most")

    return test


def fits(datatype: Datatype, text: str, context: Mapping[str | None, str]) -> bool:
    """Whether a text is a value of the datatype."""
    try:
        datatype.parse(text, context)
    except UnfitError:
        return False
    return True
