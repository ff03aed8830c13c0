"""One stage over many documents: in this process, or in several when that pays.

Workers are spawned, not forked: Saxon does not survive a fork. Each keeps its engines warm for all that it is given. At
most a few documents a worker are under way, so that no list of results grows, however many documents there are.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from tei_edition.errors import UsageError

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

    from pebble import ProcessFuture, ProcessPool

    from tei_edition.pipeline.stores import Store

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

WORTHWHILE = 200
"""Below so many documents, starting processes costs more than they save."""
CHUNK = 16
"""Documents that travel to a worker at once."""
AHEAD = 3
"""Chunks a worker that are under way or wait to be taken."""

_stage: Callable[[Any], Any]  # of this worker process


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
        results = _in_workers(stage, items, count, lost, died, large=large) if apart else map(stage, items)
    else:
        results = jobs.results(stage, items, lost, died, large=large, store=store)
    for done, result in enumerate(results, start=1):
        if progress:
            progress(done, number)
        yield result


def _in_workers(
    stage: Callable[[_Item], _Result],
    items: Iterable[_Item],
    count: int,
    lost: Callable[[_Item], _Result] | None,
    died: Callable[[], None] | None,
    *,
    large: bool,
) -> Iterator[_Result]:
    from pebble import ProcessExpired, ProcessPool  # here and below, since few files need no workers

    context = multiprocessing.get_context("spawn")
    # The stage travels once to each worker, with the authority that it holds.
    pool = ProcessPool(count, max_tasks=1 if large else 0, initializer=_begin, initargs=(stage,), context=context)
    size = 1 if large else CHUNK
    remaining = iter(items)
    waiting: deque[tuple[list[_Item], ProcessFuture[list[_Result]]]] = deque()
    done = False
    try:
        while True:
            while len(waiting) < count * AHEAD and (chunk := list(islice(remaining, size))):
                with _deaf_to_ctrl_c():  # the pool starts its processes with the first chunk
                    waiting.append((chunk, pool.schedule(_run, args=(chunk,))))
            if not waiting:
                break
            chunk, future = waiting.popleft()
            try:
                yield from future.result()
            except ProcessExpired:
                if died:
                    died()
                yield from _again(pool, chunk, lost)
        pool.close()  # type: ignore[no-untyped-call]
        done = True
    finally:  # also where the caller stops, or is interrupted
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()
        if died and not done:  # broken off wherever they were
            died()


def _again(pool: ProcessPool, chunk: Iterable[_Item], lost: Callable[[_Item], _Result] | None) -> Iterator[_Result]:
    from pebble import ProcessExpired

    for item in chunk:
        alone: ProcessFuture[list[_Result]] = pool.schedule(_run, args=([item],))
        try:
            yield from alone.result()
        except ProcessExpired:
            if lost is None:
                raise UsageError(
                    f"the process that worked on {item} died twice",
                    "Look whether the machine has memory enough, or work with fewer processes (--jobs).",
                ) from None
            yield lost(item)


@contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """Processes and threads that start meanwhile never hear Ctrl-C; it is for the caller, who hears it afterwards."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(stage: Callable[[Any], Any]) -> None:
    global _stage
    _stage = stage
    if parent := multiprocessing.parent_process():
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: BaseProcess) -> None:
    """End this process with the one that started it: whoever builds next must not find it writing."""
    parent.join()
    os._exit(1)


def _run(chunk: Iterable[Any]) -> list[Any]:
    return [_stage(item) for item in chunk]


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
