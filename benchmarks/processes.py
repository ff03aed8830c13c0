"""What a command took: seconds, processor time, and the peak memory of it and of each of its processes."""

from __future__ import annotations

import contextlib
import os
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_OFTEN = 0.1  # seconds between two looks at the processes
_PROC = Path("/proc")


@dataclass
class Took:
    """`seconds` by the clock, `processor` those of all its processes; `parent` is the peak memory of the command itself
    in MB, `worker` that of the largest of its processes, `index` that of Pagefind, `together` the highest sum of all.

    The memory is what Linux tells of processes that live for a tenth of a second; elsewhere it is 0.
    """

    seconds: float = 0
    processor: float = 0
    parent: float = 0
    worker: float = 0
    index: float = 0
    together: float = 0
    output: str = field(default="", repr=False)

    def __add__(self, other: Took) -> Took:
        peaks = (max(getattr(self, one), getattr(other, one)) for one in ("parent", "worker", "index", "together"))
        return Took(self.seconds + other.seconds, self.processor + other.processor, *peaks)


def measured(command: Sequence[str | Path], environment: Mapping[str, str] | None = None) -> Took:
    """Run a command to its end. Raises CalledProcessError if it fails; what it writes on stdout is `output`."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [str(part) for part in command], stdout=subprocess.PIPE, text=True, env=environment, start_new_session=True
    )
    took = Took()
    done = threading.Event()
    watch = threading.Thread(target=_watch, args=(process.pid, took, done))
    watch.start()
    assert process.stdout
    try:
        took.output = process.stdout.read()
        # Waits for the one process, so that its own processor time and that of its children is told.
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    finally:
        done.set()
        watch.join()
    took.seconds = time.perf_counter() - started
    took.processor = used.ru_utime + used.ru_stime
    took.parent = max(took.parent, 0 if took.parent else used.ru_maxrss / 1024)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args, took.output)
    return took


def _watch(parent: int, took: Took, done: threading.Event) -> None:
    while not done.wait(_OFTEN):
        now = 0.0
        for process in _family(parent):
            highest, held, name = _memory(process)
            now += held
            if process == parent:
                took.parent = max(took.parent, highest)
            elif "pagefind" in name:
                took.index = max(took.index, highest)
            else:
                took.worker = max(took.worker, highest)
        took.together = max(took.together, now)


def _family(parent: int) -> Iterator[int]:
    """A process and all that came from it."""
    yield parent
    with contextlib.suppress(OSError):
        for task in (_PROC / str(parent) / "task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _family(int(child))


def _memory(process: int) -> tuple[float, float, str]:
    """The peak memory of a process, that of now (MB), and its name; nothing if it has ended."""
    with contextlib.suppress(OSError, ValueError):
        lines = (line.split() for line in (_PROC / str(process) / "status").read_text().splitlines())
        told = {line[0]: line[1] for line in lines if len(line) > 1}
        return int(told.get("VmHWM:", 0)) / 1024, int(told.get("VmRSS:", 0)) / 1024, told["Name:"]
    return 0, 0, ""
