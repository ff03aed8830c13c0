"""Processes of this machine that work on one stage, and are replaced when they die.

They are spawned, not forked: Saxon does not survive a fork. Each keeps its engines warm for all that it is given.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from tei_edition.errors import UsageError

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

    from pebble import ProcessFuture, ProcessPool

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

CHUNK = 16
"""Documents that travel to a worker at once."""
AHEAD = 3
"""Chunks a worker that are under way or wait to be taken."""
_DEATHS = 10  # So often all of them may die one after the other, with nothing done between.
_LOOK = 1.0  # seconds between looks whether a pool that gives no result still lives

_stage: Callable[[Any], Any]  # of this worker process


def in_processes(
    stage: Callable[[_Item], _Result],
    items: Iterable[_Item],
    count: int,
    lost: Callable[[_Item], _Result] | None,
    died: Callable[[], None] | None,
    *,
    large: bool,
) -> Iterator[_Result]:
    """What `workers.each` gives, whose parameters these are, from so many processes."""
    from pebble import ProcessExpired  # here and below, since few files need no workers

    size = 1 if large else CHUNK
    remaining = iter(items)
    waiting: deque[tuple[list[_Item], _Errand[_Result]]] = deque()
    hands: _Hands[_Item, _Result]
    done = False
    try:
        with _hands(stage, count, large=large) as hands:
            while True:
                while len(waiting) < count * AHEAD and (chunk := list(islice(remaining, size))):
                    waiting.append((chunk, hands.take(chunk)))
                if not waiting:
                    break
                chunk, errand = waiting.popleft()
                try:
                    yield from hands.result(errand)
                except BrokenProcessPool:  # none of them had begun with it
                    waiting.appendleft((chunk, hands.take(chunk)))
                except ProcessExpired:
                    if died:
                        died()
                    for item in chunk:
                        yield from _alone(hands, item, lost)
            done = True
    finally:
        if died and not done:  # broken off wherever they were
            died()


def _alone(hands: _Hands[_Item, _Result], item: _Item, lost: Callable[[_Item], _Result] | None) -> Iterator[_Result]:
    """The result for an item that may have killed a process, or what stands for it if it does so again."""
    from pebble import ProcessExpired

    while True:
        try:
            yield from hands.result(hands.take([item]))
        except BrokenProcessPool:
            continue
        except ProcessExpired:
            if lost is None:
                raise UsageError(
                    f"the process that worked on {item} died twice",
                    "Look whether the machine has memory enough, or work with fewer processes (--jobs).",
                ) from None
            yield lost(item)
        return


class _Errand(Generic[_Result]):
    """Items that one of the processes of a pool has, or will have."""

    def __init__(self, pool: ProcessPool, chunk: Iterable[Any]) -> None:
        self.pool = pool
        self.future: ProcessFuture[list[_Result]] = pool.schedule(_run, args=(chunk,))


class _Hands(Generic[_Item, _Result]):
    """A pool of processes, and another one when all of them died before they had begun: pebble gives up then."""

    def __init__(self, begin: Callable[[], ProcessPool]) -> None:
        self._begin = begin
        self._pool = begin()
        self._deaths = 0

    def take(self, chunk: list[_Item]) -> _Errand[_Result]:
        """Give these items to the processes."""
        while True:
            try:
                with _deaf_to_ctrl_c():  # the pool starts its processes with the first chunk
                    return _Errand(self._pool, chunk)
            except (RuntimeError, BrokenProcessPool):
                if self._pool.active:
                    raise
                self._renew(self._pool)

    def result(self, errand: _Errand[_Result]) -> list[_Result]:
        """The results for these items. Raises ProcessExpired if the process that had them died, BrokenProcessPool if
        none had them when all died."""
        while True:
            try:
                found: list[_Result] = errand.future.result(_LOOK)
            except BrokenProcessPool:
                self._renew(errand.pool)
                raise
            except TimeoutError:
                if errand.future.done():
                    if isinstance(errand.future.exception(), TimeoutError):
                        raise  # of the stage itself
                elif not errand.pool.active:  # what it had not yet looked at, it leaves
                    self._renew(errand.pool)
                    raise BrokenProcessPool from None
            else:
                self._deaths = 0
                return found

    def end(self) -> None:
        """End all processes."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def _renew(self, pool: ProcessPool) -> None:
        """Begin anew, unless that has been done since this pool broke."""
        if pool is not self._pool:
            return
        self.end()
        self._deaths += 1
        if self._deaths > _DEATHS:
            raise UsageError(
                "the processes that do the work are stopped from outside as soon as they start",
                "Look whether the machine has memory enough, or work in one process (--jobs 1).",
            )
        self._pool = self._begin()


@contextmanager
def _hands(stage: Callable[[_Item], _Result], count: int, *, large: bool) -> Iterator[_Hands[_Item, _Result]]:
    from pebble import ProcessPool

    context = multiprocessing.get_context("spawn")
    # The stage travels once to each worker, with the authority that it holds. As an argument it would not fit into a
    # pipe, and whoever starts a process that is killed before it reads waits for ever to be read.
    with tempfile.TemporaryDirectory() as luggage:
        place = Path(luggage, "stage")
        place.write_bytes(pickle.dumps(stage))
        hands: _Hands[_Item, _Result] = _Hands(
            lambda: ProcessPool(
                count, max_tasks=1 if large else 0, initializer=_start, initargs=(place,), context=context
            )
        )
        try:
            yield hands
        finally:  # also where the caller stops, or is interrupted
            hands.end()


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


def _start(place: Path) -> None:
    global _stage
    _stage = pickle.loads(place.read_bytes())  # written above, into a folder of ours
    if parent := multiprocessing.parent_process():
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: BaseProcess) -> None:
    """End this process with the one that started it: whoever builds next must not find it writing."""
    parent.join()
    os._exit(1)


def _run(chunk: Iterable[Any]) -> list[Any]:
    return [_stage(item) for item in chunk]
