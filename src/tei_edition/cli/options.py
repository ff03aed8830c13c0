"""Options that several commands share."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from tei_edition.errors import UsageError

if TYPE_CHECKING:
    from tei_edition.pipeline.workers import Jobs


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

ClusterOption = Annotated[
    str,
    typer.Option(
        metavar="ADDRESS",
        envvar="TEI_EDITION_CLUSTER",
        help="Let the workers of this Dask scheduler do it, such as tcp://scheduler:8786.",
    ),
]

JobsOption = Annotated[
    int,
    typer.Option(min=0, metavar="N", help="How many processes work at once; 0 takes as many as pay."),
]


@contextmanager
def workforce(jobs: int, address: str) -> Iterator[Jobs]:
    """Who works: processes of this machine, or the cluster whose scheduler has this address.

    Raises UsageError where both are asked for, or no cluster is there.
    """
    if not address:
        yield jobs
        return
    if jobs:
        raise UsageError("--jobs is for processes of this machine, --cluster for workers elsewhere", "Leave out one.")
    from tei_edition.pipeline.cluster import cluster

    with cluster(address) as workers:
        yield workers
