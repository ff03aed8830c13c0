"""One stage over many documents: in this process, or in several when that pays.

At most a few documents a worker are under way, so that no list of results grows, however many documents there are.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar

from tei_edition.pipeline.processes import in_processes

if TYPE_CHECKING:
    from tei_edition.pipeline.stores import Store

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

WORTHWHILE = 200
"""Below so many documents, starting processes costs more than they save."""


class Workforce(Protocol):
    """Those who work instead of processes of this machine: the workers of a cluster."""

    def results(
        self,
        stage: Callable[[_Item], _Result],
        items: Iterable[_Item],
        lost: Callable[[_Item], _Result] | None,
        died: Callable[[], None] | None,
        *,
        large: bool,
        store: Store | None,
    ) -> Iterator[_Result]:
        """What `each` gives, whose parameters these are."""


Jobs = int | Workforce
"""Who works: a number of processes, or others."""


def each(
    stage: Callable[[_Item], _Result],
    items: Iterable[_Item],
    jobs: Jobs = 1,
    progress: Callable[[int, int], None] | None = None,
    lost: Callable[[_Item], _Result] | None = None,
    total: int | None = None,
    *,
    large: bool = False,
    died: Callable[[], None] | None = None,
    store: Store | None = None,
) -> Generator[_Result]:
    """The results of `stage` for the items, in their order; `total` is their number where they come one by one.

    `jobs` is the number of processes, or a workforce that does not work here; 0 takes one process per processor where
    there are enough items, else this process alone. The caller's main module must be guarded by `if __name__ ==
    "__main__"` unless jobs is 1. `progress` is called after each item with the number of items done and of all. A
    worker that dies (killed, out of memory) is replaced and its items are tried once more, each alone; of an item that
    takes a worker with it again, `lost` gives the result. Raises UsageError for such an item without `lost`. `died` is
    called when a worker died, or was ended at its work. Of `large` items, few that take much time and memory, each has
    a process of its own, unless jobs is 1 or there is but one. `store` is where the stage writes, if it does; whoever
    lets it write closes what this gives, since an exception of his own would leave the workers writing.
    """
    number = len(items) if isinstance(items, Sequence) else total or 0
    results: Iterator[_Result]
    if isinstance(jobs, int):
        count = min(jobs or (_processors() if large or number >= WORTHWHILE else 1), max(1, number))
        apart = count > 1 or (large and jobs != 1 and number > 1)
        results = in_processes(stage, items, count, lost, died, large=large) if apart else map(stage, items)
    else:
        results = jobs.results(stage, items, lost, died, large=large, store=store)
    for done, result in enumerate(results, start=1):
        if progress:
            progress(done, number)
        yield result


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
