"""Pagefind, which makes the index: the only module that knows it.

Its program is spoken to as its own wrappers do (Pagefind, "Indexing content using the NodeJS API": messages in JSON, as
base64, each ended by a comma). The wrapper for Python waits a tenth of a second for every answer, which for 10,000
records are 17 minutes.
"""

from __future__ import annotations

import base64
import json
import subprocess
from collections.abc import Iterable
from importlib.metadata import version
from typing import Any

from tei_edition.errors import InstallationError

_LEFT_OUT = "Install tei-edition again, or leave the search out (--no-search)."


def pagefind_version() -> str:
    """The version of Pagefind, which decides the bytes of an index."""
    return version("pagefind")


def index_over(pages: Iterable[tuple[str, str]], language: str) -> list[tuple[str, bytes]]:
    """The files of an index over `pages`, pairs of an address and HTML: relative path and content, in order.

    All words are stemmed as those of `language` (ISO 639; an unknown one is not stemmed). The order of the pages
    decides their numbers. Raises InstallationError if the program is missing or fails.
    """
    with _Service() as service:
        index = service.ask({"type": "NewIndex", "config": {"force_language": language}})["index_id"]
        for address, content in pages:
            service.ask({"type": "AddFile", "index_id": index, "url": address, "file_contents": content})
        # Files that it writes itself may be empty still when it says that they are written.
        files = service.ask({"type": "GetFiles", "index_id": index})["files"]
    return sorted((str(file["path"]), base64.b64decode(file["content"])) for file in files)


class _Service:
    def __init__(self) -> None:
        from pagefind.service import get_executable

        program = get_executable()
        if program is None:
            raise InstallationError("the installation lacks the program of Pagefind", _LEFT_OUT)
        try:
            self._process = subprocess.Popen(
                [program, "--service"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        except OSError as error:
            raise InstallationError(f"Pagefind cannot be started: {error.strerror}", _LEFT_OUT) from None
        self._asked = 0

    def __enter__(self) -> _Service:
        return self

    def __exit__(self, *_: object) -> None:
        # Nothing of it is needed any more, and at the end of its input it ends by itself only when it has answered.
        self._process.kill()
        self._process.communicate()

    def ask(self, payload: dict[str, Any]) -> dict[str, Any]:
        """The answer to a message."""
        self._asked += 1
        message = json.dumps({"message_id": self._asked, "payload": payload})
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(base64.b64encode(message.encode("utf-8", "replace")) + b",")
            self._process.stdin.flush()
            answer = json.loads(base64.b64decode(self._answer()))["payload"]
        except (OSError, ValueError, KeyError):
            raise InstallationError("Pagefind stopped while it made the index", _LEFT_OUT) from None
        if answer.get("type") == "Error":
            raise InstallationError(f"Pagefind cannot make the index: {answer.get('message', '')}", _LEFT_OUT)
        found: dict[str, Any] = answer
        return found

    def _answer(self) -> bytes:
        assert self._process.stdout is not None
        read = bytearray()
        while not read.endswith(b","):
            more = self._process.stdout.read1(1 << 20)  # type: ignore[attr-defined]
            if not more:
                raise ValueError("no answer")
            read += more
        return bytes(read[:-1])
