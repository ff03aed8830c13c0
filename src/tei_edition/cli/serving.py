"""A small web server for a preview: one folder, to this machine alone, with what was found in each page's file."""

from __future__ import annotations

import contextlib
import hashlib
import re
import threading
from collections import OrderedDict
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from tei_edition.pipeline.preview import Shown
from tei_edition.report.preview import ADDRESS, findings_json, instead, own_files, with_preview

LOOPBACK = "127.0.0.1"
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".jpg": "image/jpeg",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
_TELEGRAM = re.compile(r"telegrams/([^/]+)\.html")
_KEPT = 50  # pages that were seen last
_WAKE = 1.0  # seconds after which a waiting page is told that the server is there


class Board:
    """What the server shows: set by the process that builds, read by the threads that answer."""

    def __init__(self, site: Path, renew_index: Callable[[], None]) -> None:
        self.site = site
        self.renew_index = renew_index
        self.token = ""
        self.shown = Shown()
        self.ended = False
        self._changed = threading.Condition()
        self._seen: OrderedDict[str, bytes] = OrderedDict()

    def show(self, shown: Shown, token: str) -> None:
        """Show what was built now; `token` is another one for every build."""
        with self._changed:
            self.shown, self.token = shown, token
            self._changed.notify_all()

    def end(self) -> None:
        """Let no page wait any more."""
        with self._changed:
            self.ended = True
            self._changed.notify_all()

    def wait(self, token: str) -> str:
        """The token of the build that is shown, once it is another one than `token`, or after a moment."""
        with self._changed:
            self._changed.wait_for(lambda: self.ended or self.token != token, _WAKE)
            return self.token

    def page(self, path: str) -> bytes | None:
        """A page of the site; of a telegram that cannot be shown now, the page as it was seen last."""
        content = self.file(path)
        if content is None:
            return self._seen.get(path)
        with self._changed:  # threads answer side by side
            self._seen[path] = content
            self._seen.move_to_end(path)
            while len(self._seen) > _KEPT:
                self._seen.popitem(last=False)
        return content

    def file(self, path: str) -> bytes | None:
        """The content of a file of the site; nothing leads out of its folder, or to what is hidden in it."""
        steps = path.split("/")
        if any(not step or step.startswith(".") or "\\" in step or "\0" in step or ":" in step for step in steps):
            return None
        file = self.site.joinpath(*steps)
        try:
            inside = file.resolve().is_relative_to(self.site.resolve())
            return file.read_bytes() if inside and file.is_file() else None
        except (OSError, ValueError):
            return None


def server_of(board: Board, port: int) -> ThreadingHTTPServer:
    """A server for this machine alone; port 0 is any that is free. Raises OSError if the port is taken."""

    class Handler(_Handler):
        shows = board

    server = ThreadingHTTPServer((LOOPBACK, port), Handler)
    server.daemon_threads = True
    return server


class _Handler(BaseHTTPRequestHandler):
    shows: Board
    protocol_version = "HTTP/1.1"
    server_version = "tei-edition"
    sys_version = ""
    timeout = 60

    def do_GET(self) -> None:
        """Answer."""
        if not self._is_ours():
            # A page of the web whose host's address was turned to this machine would read unpublished texts.
            self._send(HTTPStatus.FORBIDDEN, "text/plain", b"This address is not that of the preview.\n")
            return
        address = urlsplit(self.path)
        try:
            path = unquote(address.path, errors="strict").removeprefix("/")
        except UnicodeDecodeError:
            path = "\0"
        if f"/{path}" == f"{ADDRESS}events":
            self._events()
        elif f"/{path}" == f"{ADDRESS}findings":
            self._findings(parse_qs(address.query).get("page", [""])[0])
        elif f"/{path}" in own_files():
            self._send(HTTPStatus.OK, _TYPES[Path(path).suffix], own_files()[f"/{path}"])
        else:
            self._file(f"{path}index.html" if path.endswith("/") or not path else path)

    do_HEAD = do_GET  # noqa: N815 - the library's name

    def _is_ours(self) -> bool:
        _, port = self.connection.getsockname()
        return self.headers.get("Host", "") in (f"{LOOPBACK}:{port}", f"localhost:{port}")

    def _file(self, path: str) -> None:
        board = self.shows
        if path == "search/index.json":
            board.renew_index()
        telegram = _TELEGRAM.fullmatch(path)
        if not path.endswith(".html"):
            content = board.file(path)
            if content is None:
                self._send(HTTPStatus.NOT_FOUND, "text/plain", b"There is no such file.\n")
            else:
                self._send(HTTPStatus.OK, _TYPES.get(Path(path).suffix, "application/octet-stream"), content)
            return
        page, status = board.page(path), HTTPStatus.OK
        if page is None:
            status = HTTPStatus.NOT_FOUND
            known = telegram is not None and telegram[1] in board.shown.sources
            told = "Its file cannot be read as it is now." if known else "There is no such page, or not yet."
            page = instead("This telegram cannot be shown" if known else "No page", told)
        self._send(status, _TYPES[".html"], with_preview(page, telegram[1] if telegram else "", board.token))

    def _findings(self, name: str) -> None:
        shown = self.shows.shown
        document = b""
        with contextlib.suppress(OSError, KeyError):
            document = shown.sources[name].read_bytes()
        self._send(
            HTTPStatus.OK,
            _TYPES[".json"],
            findings_json(shown.findings.get(name, []) if name else [], shown.findings.get("", []), document),
        )

    def _events(self) -> None:
        """Tell a page of every build, until it goes away (server-sent events)."""
        board = self.shows
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        token = ""
        with contextlib.suppress(OSError):
            while not board.ended:
                now = board.wait(token)
                self.wfile.write(f"data: {now}\n\n".encode() if now != token else b":\n\n")
                self.wfile.flush()
                token = now

    def _send(self, status: HTTPStatus, kind: str, content: bytes) -> None:
        tag = f'"{hashlib.blake2b(content, digest_size=16).hexdigest()}"'
        if status is HTTPStatus.OK and self.headers.get("If-None-Match") == tag:  # fonts, above all
            status, content = HTTPStatus.NOT_MODIFIED, b""
        self.send_response(status)
        for name, value in (
            ("Content-Type", kind),
            ("Content-Length", str(len(content))),
            ("Cache-Control", "no-cache"),
            ("ETag", tag),
            ("X-Content-Type-Options", "nosniff"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
        ):
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            with contextlib.suppress(OSError):
                self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing: the terminal tells of builds."""
