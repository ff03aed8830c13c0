"""A real Dask scheduler with real workers, and a real S3 server, for tests; and what workers are asked to do there."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tei_edition.errors import UsageError

PROJECT = Path(__file__).resolve().parent.parent


@contextmanager
def process(folder: Path, command: str, *arguments: str, **settings: str) -> Iterator[subprocess.Popen[bytes]]:
    """A Dask command (`dask_scheduler`, `dask_worker`) and all that it starts, until the end of the context."""
    paths = os.pathsep.join((str(PROJECT / "src"), str(PROJECT / "tests")))
    told = {
        "PYTHONPATH": paths,
        "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1",
        # Credentials for the S3 server of a test; the server looks at none.
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "secret",
    }
    line = [sys.executable, "-m", f"distributed.cli.{command}", *arguments]
    with (folder / f"{command}.log").open("wb") as log:
        started = subprocess.Popen(
            line, env=os.environ | told | settings, cwd=folder, stdout=log, stderr=log, start_new_session=True
        )
        try:
            yield started
        finally:
            os.killpg(started.pid, signal.SIGKILL)
            started.wait()


@contextmanager
def scheduler(folder: Path) -> Iterator[str]:
    """A scheduler without workers; its address."""
    with scheduler_and_process(folder) as (address, _):
        yield address


@contextmanager
def scheduler_and_process(folder: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """A scheduler without workers, for a test that kills it."""
    told = folder / "scheduler.json"
    arguments = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(told))
    with process(folder, "dask_scheduler", *arguments) as started:
        deadline = time.monotonic() + 30
        while not told.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        yield json.loads(told.read_text("utf-8"))["address"], started


@contextmanager
def workers(folder: Path, address: str, number: int = 2, **settings: str) -> Iterator[None]:
    """Workers of a scheduler, each a process with one thread; `settings` are in their environment."""
    arguments = (address, "--nworkers", str(number), "--nthreads", "1", "--no-dashboard", "--death-timeout", "60")
    with process(folder, "dask_worker", *arguments, "--local-directory", str(folder / "scratch"), **settings):
        yield


# Stages, which workers import by name.


def doubled(number: int) -> int:
    return 2 * number


def slow(number: int) -> int:
    time.sleep(0.02)
    return number


def own_process(_: int) -> int:
    time.sleep(0.01)
    return os.getpid()


def deadly(number: int) -> int:
    """Takes its worker along at 21."""
    if number == 21:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def unwritable(number: int) -> int:
    raise UsageError(f"/shared/{number}.html cannot be written: Permission denied", "Choose another folder.")


def failing(number: int) -> int:
    return 1 // (number - 30)
