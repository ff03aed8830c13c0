"""The date that outputs carry: a parameter, never a clock inside a stage."""

from __future__ import annotations

import datetime
import os

from tei_edition.errors import UsageError


def output_date(date: datetime.date | None) -> datetime.date:
    """The given date, else that of SOURCE_DATE_EPOCH (seconds since 1970, UTC), else today.

    Raises UsageError if SOURCE_DATE_EPOCH is no such number. Source: reproducible-builds.org's specification.
    """
    if date is not None:
        return date
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return datetime.datetime.now().astimezone().date()
    try:
        return datetime.datetime.fromtimestamp(int(epoch), tz=datetime.UTC).date()
    except (ValueError, OverflowError, OSError):
        raise UsageError(
            f"SOURCE_DATE_EPOCH is {epoch!r}, not a number of seconds since 1970", "Unset it, or give --date."
        ) from None
