"""Options that several commands share."""

from __future__ import annotations

import datetime
import re
from typing import Annotated

import typer


def _day(text: str) -> datetime.date:
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):  # Python takes other forms of ISO 8601 too.
            raise ValueError
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no date; write it as YYYY-MM-DD, such as 2026-11-23.") from None


DateOption = Annotated[
    datetime.date | None,
    typer.Option(
        metavar="YYYY-MM-DD",
        parser=_day,
        help="The date that the outputs carry.  [default: that of SOURCE_DATE_EPOCH, else today]",
    ),
]

JobsOption = Annotated[
    int,
    typer.Option(min=0, metavar="N", help="How many processes work at once; 0 takes as many as pay."),
]
