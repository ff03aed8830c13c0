"""The connection to a Dask scheduler, and in which words it is said why there is none."""

from __future__ import annotations

import asyncio
import logging
import re
import warnings
from collections.abc import Iterator, Mapping
from concurrent.futures import CancelledError, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import Any

from tei_edition.errors import InstallationError, TeiEditionError, UsageError
from tei_edition.version import __version__

ANSWER = 10
"""Seconds that a scheduler has to answer, and to have a worker."""
AGAIN = "run the command again: what a build has made is not made anew."
SAME_EVERYWHERE = (
    "Scheduler, workers and this machine need the same Python (3.x) and the same packages: install "
    f"tei-edition[cluster]=={__version__} on all of them, and start them again."
)
_ADDRESS = re.compile(r"((tcp|tls)://)?[^\s/]+:([0-9]{1,5})")
_PORTS = 65535
_TALKATIVE = ("distributed", "distributed.client", "tornado", "tornado.application", "asyncio")
"""Loggers that Dask gives levels of their own (`distributed.config`)."""
_SAME = ("python", "distributed", "dask", "tei_edition")


@contextmanager
def connected(address: str) -> Iterator[Any]:
    """Dask's client for the scheduler at this address, whose workers have the same versions as this machine.

    Raises InstallationError without `distributed`, UsageError where no scheduler answers, or one of another version.
    """
    try:
        from distributed import Client, Security
    except ImportError:
        raise InstallationError(
            "a cluster needs Dask's distributed, which is not installed", "pip install 'tei-edition[cluster]'"
        ) from None
    # Looked at before Dask does: a client that could not begin holds up the end of the process.
    found = _ADDRESS.fullmatch(address)
    if not found or int(found[3]) > _PORTS:
        raise UsageError(
            f"{address} is no address of a scheduler",
            "Write it as `dask scheduler` prints it: tcp://host:8786, or tls://host:8786.",
        )
    if address.startswith("tls:") and Security().get_connection_args("client")["ssl_context"] is None:
        raise UsageError(
            f"{address} needs certificates, and Dask's configuration on this machine names none",
            "Name them there: ca-file, client.cert and client.key below distributed.comm.tls.",
        )
    # What Dask logs and warns of is said here, in words for editors.
    loggers = [logging.getLogger(name) for name in _TALKATIVE]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    client: Any = None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                _check_who_answers(address)
                client = Client(address, timeout=ANSWER, set_as_default=False, name="tei-edition")
                told = client.get_versions(packages=["tei_edition"])
            except TeiEditionError:
                raise
            except (Exception, CancelledError) as error:
                raise _no_answer(address, error) from None
            _check_versions(told)
            yield client
    finally:
        if client is not None:
            with suppress(Exception):
                client.close(timeout=2)
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def _check_who_answers(address: str) -> None:
    """Raise UsageError where a worker answers, and whatever Dask raises where nobody does.

    Asked before there is a client: one that meets anything but a scheduler is not to be closed, and where another
    service has the port it waits without end.
    """
    with ThreadPoolExecutor(1) as thread:  # the caller may have a loop of events that runs, as notebooks do
        kind = thread.submit(asyncio.run, _kind_of(address)).result()
    if kind != "Scheduler":
        what = "a Dask worker" if kind in ("Worker", "Nanny") else "another service"
        raise UsageError(
            f"{address} is the address of {what}, not of a scheduler",
            "Write the one that `dask scheduler` prints when it starts, such as tcp://host:8786.",
        )


async def _kind_of(address: str) -> str:
    from distributed import Security
    from distributed.core import connect

    async with asyncio.timeout(ANSWER):
        comm = await connect(address, timeout=ANSWER, **Security().get_connection_args("client"))
        try:
            await comm.write({"op": "identity", "reply": True})
            told = await comm.read()
        finally:
            comm.abort()
    return str(told.get("type")) if isinstance(told, Mapping) else ""


def said(error: BaseException) -> str:
    """What an error says, in one line."""
    return " ".join(str(error).split())[:200] or type(error).__name__


def _check_versions(told: Mapping[str, Any]) -> None:
    """Raise UsageError where the scheduler or a worker has other versions than this machine."""
    ours = told["client"]["packages"]
    workers = ((f"the worker {name}", one) for name, one in told["workers"].items())
    for called, one in (("the scheduler", told["scheduler"]), *workers):
        theirs = one.get("packages", {}) if isinstance(one, Mapping) else {}
        for name in _SAME:
            here, there = (_version(name, packages.get(name)) for packages in (ours, theirs))
            if here != there:
                package = name.replace("_", "-")
                raise UsageError(f"{called} has {package} {there or '(none)'}, this machine {here}", SAME_EVERYWHERE)


def _version(name: str, version: str | None) -> str:
    return ".".join((version or "").split(".")[:2]) if name == "python" else version or ""


def _no_answer(address: str, error: BaseException) -> UsageError:
    if isinstance(error, ImportError):
        return UsageError(f"the scheduler at {address} has another version: {said(error)}", SAME_EVERYWHERE)
    why = f"nothing in {ANSWER} s" if isinstance(error, TimeoutError) else said(error)
    return UsageError(
        f"no Dask scheduler answers at {address}: {why}",
        "Is it running (dask scheduler)? Are host and port right, and may this machine reach them? For tls:// Dask's "
        "configuration names the certificates.",
    )
