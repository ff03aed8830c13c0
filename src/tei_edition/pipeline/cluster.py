"""The stages on a cluster: the workers of a Dask scheduler (`distributed`) take the place of this machine's processes.

Documents travel to the workers, which write what they make; only small records come back. At most a few chunks of
documents a worker are under way, however many there are.
"""

from __future__ import annotations

import pickle
import secrets
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

from tei_edition.diagnostics import Diagnostic
from tei_edition.errors import UsageError
from tei_edition.pipeline import errand as errands
from tei_edition.pipeline import files
from tei_edition.pipeline.connection import AGAIN, ANSWER, SAME_EVERYWHERE, connected, said
from tei_edition.pipeline.errand import Errand, equipment
from tei_edition.pipeline.processes import AHEAD, CHUNK
from tei_edition.pipeline.stores import Store

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

_PATIENCE = 60  # seconds without any worker, after which nothing more is to be hoped for
_ASKED = 2  # seconds after which it is asked again how many workers there are


@contextmanager
def cluster(address: str) -> Iterator[Cluster]:
    """The cluster whose scheduler has this address (`tcp://host:8786`; `tls://` with Dask's own settings for it).

    Raises InstallationError without `distributed`, UsageError where no scheduler answers, or one of another version.
    """
    with connected(address) as client:
        yield Cluster(client, address)


class Cluster:
    """The workers of a scheduler, as `pipeline.workers.Workforce` has it; `cluster` gives it."""

    def __init__(self, client: Any, address: str) -> None:
        self._client = client
        self._address = address
        self._members: set[str] = set()
        self._threads, self._seen, self._losses = 0, 0.0, 0

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
        """What `pipeline.workers.each` gives.

        A chunk whose workers die more often than the scheduler allows is tried again, each item alone with nothing
        else under way: so only the one that takes workers with it is lost. Raises UsageError for such an item without
        `lost`, for workers that are not fit, and if the scheduler or all workers are gone.
        """
        remaining = iter(items)
        size = 1 if large else CHUNK
        first = list(islice(remaining, size))
        if not first:
            return
        self._wait_for_workers()
        losses = self._losses
        errand = Errand(f"tei-edition-{secrets.token_hex(8)}", equipment(), store)
        if store is not None:
            store.write({errand.mark: errand.name.encode()})
        work = _Work(self._client, errand, stage)
        waiting: deque[tuple[list[_Item], Any]] = deque([(first, work.send(first))])
        done = False
        try:
            while True:
                room = self._workers() * (AHEAD if size > 1 else 1) + 1
                while len(waiting) < room and (chunk := list(islice(remaining, size))):
                    waiting.append((chunk, work.send(chunk)))
                if not waiting:
                    break
                chunk, future = waiting.popleft()
                found: list[_Result] | None = self._outcome(future)
                del future  # the scheduler keeps what somebody here still asks for
                if found is not None:
                    yield from found
                    continue
                for _, other in waiting:
                    self._wait(other)
                for item in chunk:
                    alone: list[_Result] | None = self._outcome(work.send([item]))
                    if alone is not None:
                        yield from alone
                    elif lost is not None:
                        yield lost(item)
                    else:
                        raise UsageError(
                            f"all workers that worked on {item} died",
                            "Look into the workers' logs; perhaps they have too little memory.",
                        )
            self._count()
            done = True
        finally:
            if not done:  # broken off: nobody writes any more when this ends
                waiting.clear()
                with suppress(OSError, CancelledError, ValueError, RuntimeError):
                    self._client.run(errands.end, errand.name, on_error="ignore")
            if store is not None:
                with suppress(UsageError):
                    store.remove(errand.mark)
            if died and (self._losses > losses or not done):
                died()

    def _outcome(self, future: Any) -> list[Any] | None:
        """The results of a chunk; None if the workers that worked on it died."""
        from distributed import KilledWorker

        self._wait(future)
        try:
            found: list[Any] = pickle.loads(future.result())
        except KilledWorker:
            return None
        except (ImportError, AttributeError, pickle.UnpicklingError, RuntimeError) as error:
            if type(error) is RuntimeError and "deserializ" not in str(error):
                raise
            raise UsageError(
                f"the scheduler or a worker at {self._address} cannot read what it was sent: {said(error)}",
                SAME_EVERYWHERE,
            ) from None
        return found

    def _wait(self, future: Any) -> None:
        """Until a future is done, however it ends. Raises UsageError if nobody is left who could do it."""
        alone_since = None
        while not future.done():
            try:
                with suppress(TimeoutError):
                    future.exception(timeout=_ASKED)
                if self._count():
                    alone_since = None
                elif monotonic() - (alone_since := alone_since or monotonic()) > _PATIENCE:
                    raise UsageError(
                        f"no worker of {self._address} is left",
                        f"Look into their logs, start them again, and {AGAIN}",
                    )
            except (OSError, CancelledError):
                raise self._gone() from None
        if future.cancelled():
            raise self._gone()

    def _gone(self) -> UsageError:
        return UsageError(
            f"the connection to the scheduler at {self._address} was lost", f"Look whether it still runs, and {AGAIN}"
        )

    def _wait_for_workers(self) -> None:
        if not self._count():
            with suppress(TimeoutError):
                self._client.wait_for_workers(1, timeout=ANSWER)
        if not self._count():
            raise UsageError(
                f"the scheduler at {self._address} has no workers",
                f"Start some, on as many machines as you like: dask worker {self._address} --nthreads 1 --nworkers 4",
            )

    def _workers(self) -> int:
        """How many threads of workers there are, asked from time to time: they come and go."""
        if monotonic() - self._seen > _ASKED:
            self._count()
        return self._threads

    def _count(self) -> int:
        threads = self._client.nthreads()
        self._losses += len(self._members - threads.keys())
        self._members = set(threads)
        self._threads = sum(threads.values())
        self._seen = monotonic()
        return self._threads


class _Work:
    """What is sent of one errand. The stage goes once to each worker, with the authority that it holds."""

    def __init__(self, client: Any, errand: Errand, stage: Callable[[Any], Any]) -> None:
        self._client, self._errand = client, errand
        self._sent = 0
        self._stage = client.submit(errands.unpack, pickle.dumps(stage), errand, key=f"{errand.name}-stage")

    def send(self, chunk: list[Any]) -> Any:
        """A chunk on its way, with the files that its items name. It is opaque to the scheduler."""
        self._sent += 1
        content = pickle.dumps((chunk, _sent(chunk)))
        key = f"{self._errand.name}-{self._sent}"
        return self._client.submit(errands.run, self._stage, content, self._errand, key=key)


def _sent(chunk: list[Any]) -> Mapping[Path, bytes | Diagnostic]:
    """The files that items name, as they are here, or why they cannot be read."""
    found: dict[Path, bytes | Diagnostic] = {}
    for item in chunk:
        path = item[0] if isinstance(item, tuple) else getattr(item, "path", item)
        if isinstance(path, Path):
            try:
                found[path] = files.read(path)
            except files.Unreadable as unreadable:
                found[path] = unreadable.diagnostic
    return found
