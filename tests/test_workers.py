"""Workers: order, back pressure, deaths, and that nothing is left running."""

from __future__ import annotations

import functools
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tei_edition.errors import UsageError
from tei_edition.pipeline.workers import each


def doubled(number: int) -> int:
    return 2 * number


def dying(number: int, marks: Path) -> int:
    """Kills its process: at 5 whenever it is tried, at 40 the first time."""
    mark = marks / str(number)
    if number == 5 or (number == 40 and not mark.exists()):
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def after(number: int, luggage: bytes) -> int:
    return number + len(luggage)


def failing(number: int) -> int:
    return 1 // (number - 30)


@pytest.fixture(autouse=True)
def no_worker_is_left() -> Iterator[None]:
    yield
    assert not multiprocessing.active_children()


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_order(jobs: int) -> None:
    seen: list[tuple[int, int]] = []
    results = list(each(doubled, range(100), jobs, lambda done, total: seen.append((done, total))))
    assert results == [2 * number for number in range(100)]
    assert seen == [(number, 100) for number in range(1, 101)]


def test_few_documents_are_done_here() -> None:
    assert list(each(lambda number: number, range(100), 0)) == list(range(100))


def test_a_document_that_kills_its_worker_is_told_and_the_others_are_done(tmp_path: Path) -> None:
    results = list(each(functools.partial(dying, marks=tmp_path), range(100), 2, lost=lambda number: -number))
    assert results == [-5 if number == 5 else number for number in range(100)]
    assert (tmp_path / "40").exists()


@contextmanager
def killer(most: int) -> Iterator[set[str]]:
    """Kills so many processes of this one's as soon as they are there."""
    ended = threading.Event()
    killed: set[str] = set()

    def kill() -> None:
        while not ended.is_set() and len(killed) < most:
            for task in Path("/proc/self/task").iterdir():
                with suppress(OSError):
                    for child in (task / "children").read_text("ascii").split():
                        if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
                            os.kill(int(child), signal.SIGKILL)
                            killed.add(child)

    thread = threading.Thread(target=kill, daemon=True)
    thread.start()
    try:
        yield killed
    finally:
        ended.set()
        thread.join()


needs_proc = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds processes as Linux lists them")


@needs_proc
def test_workers_that_are_killed_while_they_start_hold_nothing_up() -> None:
    stage = functools.partial(after, luggage=b"x" * 1_000_000)  # more than fits into a pipe
    with killer(2) as killed:
        results = list(each(stage, range(100), 2))
    assert len(killed) == 2
    assert results == [1_000_000 + number for number in range(100)]


@needs_proc
def test_where_no_worker_lives_the_user_is_told() -> None:
    with killer(1_000), pytest.raises(UsageError, match="as soon as they start"):
        list(each(doubled, range(100), 2))


def test_without_a_word_for_the_lost_it_is_an_error_for_the_user(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="worked on 5 died twice"):
        list(each(functools.partial(dying, marks=tmp_path), range(100), 2))


def test_a_fault_of_the_stage_reaches_the_caller() -> None:
    with pytest.raises(ZeroDivisionError):
        list(each(failing, range(100), 2))


def test_whoever_writes_is_told_of_when_work_is_broken_off() -> None:
    """Processes are ended where they stand, perhaps in the middle of a file."""
    died: list[int] = []
    with pytest.raises(ZeroDivisionError):
        list(each(failing, range(100), 2, died=lambda: died.append(1)))
    assert died
    died.clear()
    assert len(list(each(doubled, range(100), 2, died=lambda: died.append(1)))) == 100
    assert not died


def test_the_caller_may_stop_early() -> None:
    results = each(doubled, range(10_000), 2)
    assert next(results) == 0
    results.close()
