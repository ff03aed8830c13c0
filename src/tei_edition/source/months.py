"""The names of months as pages print them, and Roman numerals for them."""

from __future__ import annotations

_NAMES = (
    "january jan января январь януари јануар јануара січня",
    "february feb февраля февраль февруари фебруар фебруара лютого",
    "march mar марта март березня",
    "april apr апреля апрель април априла квітня",
    "may мая май мај маја травня",
    "june jun июня июнь юни јун јуна червня",
    "july jul июля июль юли јул јула липня",
    "august aug августа август серпня",
    "september sept sep сентября сентябрь септември септембар септембра вересня",
    "october oct октября октябрь октомври октобар октобра жовтня",
    "november nov ноября ноябрь ноември новембар новембра листопада",
    "december dec декабря декабрь декември децембар децембра грудня",
)
MONTHS = {name: number for number, names in enumerate(_NAMES, start=1) for name in names.split()}
"""The number of each month by its names in English, Russian, Bulgarian, Serbian and Ukrainian."""

_NUMERALS = {
    numeral: number
    for number, numeral in enumerate(("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"), 1)
}
# Typescripts and their copies use Cyrillic letters of the same shape.
_LATIN = str.maketrans("ІХіх", "IXIX")


def roman_month(numeral: str) -> int:
    """The month that a Roman numeral counts, in Latin letters or Cyrillic ones of their shape; 0 if it counts none."""
    return _NUMERALS.get(numeral.translate(_LATIN).upper(), 0)
