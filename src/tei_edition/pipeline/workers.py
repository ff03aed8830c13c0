"""One stage over many documents: in this process, or in several when that pays."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

_WORTHWHILE = 200  # Below so many documents, starting processes costs more than they save.
_CHUNK = 16  # Documents that travel to a worker at once.


def each(
    stage: Callable[[_Item], _Result],
    items: Sequence[_Item],
    jobs: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[_Result]:
    """The results of `stage` for the items, in their order.

    `jobs` is the number of processes; 0 takes one per processor where there are enough items, else this process
    alone. Workers are spawned, not forked: Saxon does not survive a fork; so the caller's main module must be guarded
    by `if __name__ == "__main__"` unless jobs is 1. `progress` is called after each item with the number of items
    done and of all.
    """
    count = min(jobs or (_processors() if len(items) >= _WORTHWHILE else 1), max(1, len(items)))
    if count == 1:
        yield from _counted(map(stage, items), len(items), progress)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(count, mp_context=context) as pool:
        yield from _counted(pool.map(stage, items, chunksize=_CHUNK), len(items), progress)


def _counted(results: Iterator[_Result], total: int, progress: Callable[[int, int], None] | None) -> Iterator[_Result]:
    for done, result in enumerate(results, start=1):
        if progress:
            progress(done, total)
        yield result


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
