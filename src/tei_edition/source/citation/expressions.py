"""Regular expressions that an edition gives for its archives' shelfmarks: how much work one of them may be.

Python's matcher goes back and tries again: `(\\d+)*` takes time that doubles with every figure. An expression is
measured by the ways in which it can share a text out among its parts; too many, and it might never end.
"""

from __future__ import annotations

import re._constants as sre  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Iterable
from math import prod
from typing import Any

REACH = 100
"""No part of a shelfmark is longer: an edition's expression is tried on so many characters."""
MOST = (REACH + 1) ** 4
"""An expression with four repetitions is still tried at once."""


def ways(expression: str) -> int:
    """In how many ways, at most, a valid regular expression can be tried on a text: beyond MOST it is no use."""
    return _ways(parser.parse(expression))


def _ways(items: Iterable[tuple[Any, Any]]) -> int:
    return min(prod(_ways_of(operator, argument) for operator, argument in items), MOST + 1)


def _ways_of(operator: Any, argument: Any) -> int:
    match operator:
        case sre.MAX_REPEAT | sre.MIN_REPEAT | sre.POSSESSIVE_REPEAT:
            least, most, inner = argument
            once = _ways(inner)
            if once == 1:
                return int(min(most, REACH)) - int(min(least, REACH)) + 1
            # Each round can be tried in as many ways as the first.
            return MOST + 1 if most > REACH else min(sum(once**rounds for rounds in range(least, most + 1)), MOST + 1)
        case sre.SUBPATTERN:
            return _ways(argument[3])
        case sre.ASSERT | sre.ASSERT_NOT:
            return _ways(argument[1])
        case sre.ATOMIC_GROUP:
            return _ways(argument)
        case sre.BRANCH:
            return min(sum(map(_ways, argument[1])), MOST + 1)
        case sre.GROUPREF_EXISTS:
            return sum(_ways(branch) for branch in argument[1:] if branch)
        case _:
            return 1
