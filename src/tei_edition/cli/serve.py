"""`tei-edition serve`: a preview of an edition's site, which follows the files while they are edited."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tei_edition.cli.output import Progress, count, progress_bar, say, summary
from tei_edition.diagnostics import Severity
from tei_edition.errors import UsageError

if TYPE_CHECKING:
    from tei_edition.cli.serving import Board
    from tei_edition.pipeline.preview import Preview

_INTERVAL = 0.1  # seconds between two looks
_SETTLED = 0.02  # seconds in which nothing more may change: an editor may still be writing


def serve(
    edition: Annotated[Path, typer.Argument(readable=False, metavar="EDITION", help="The folder of the edition.")],
    port: Annotated[
        int, typer.Option(min=0, max=65535, metavar="N", help="The port on this machine; 0 is any that is free.")
    ] = 0,
    output: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Where to build the preview.  [default: build/<slug>-preview]"),
    ] = None,
) -> None:
    """Show an edition's site in the browser and build it again while its files are edited, until Ctrl-C.

    The page in the browser loads itself again, and shows what validation finds at the place that it concerns. Telegrams
    that are not ready are shown, those with errors as far as possible. Only this machine can see the preview.

    \b
    Examples:
      tei-edition serve editions/korean-war
      tei-edition serve editions/korean-war --port 8000
    """
    from tei_edition import edition as editions
    from tei_edition.cli.serving import LOOPBACK, Board, server_of
    from tei_edition.pipeline.preview import Preview

    folder = output or Path("build") / f"{editions.slug_of(edition.resolve().name)}-preview"
    preview = Preview(edition, folder)
    asked = threading.Event()
    renewed = threading.Event()

    def renew_index() -> None:
        renewed.clear()
        asked.set()
        renewed.wait(timeout=60)

    board = Board(preview.site, renew_index)
    try:
        server = server_of(board, port)
    except OSError as error:
        raise UsageError(f"port {port} cannot be used: {error.strerror}", "Choose another one with --port.") from None
    try:
        with progress_bar("Building") as progress:
            _show(board, preview, index=False, progress=progress)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        chosen = server.server_address[1]
        say(f"Preview: http://{LOOPBACK}:{chosen}/ (Ctrl-C ends)")
        sys.stdout.flush()
        _follow(board, preview, asked, renewed, chosen)
    except KeyboardInterrupt:
        print(file=sys.stderr)
    finally:
        board.end()
        server.server_close()


def _follow(board: Board, preview: Preview, asked: threading.Event, renewed: threading.Event, port: int) -> None:
    index_of = -1
    while True:
        asked.wait(_INTERVAL)
        changed = preview.changes()
        while changed:
            time.sleep(_SETTLED)
            later = preview.changes()
            if later == changed:
                break
            changed = later
        if changed and preview.needs_restart(changed):
            _restart(port)
        if changed:
            _show(board, preview, index=False, changed=changed)
        if asked.is_set():
            asked.clear()
            if index_of != preview.shown.number:
                preview.build(index=True)
                index_of = preview.shown.number
            renewed.set()


def _show(
    board: Board,
    preview: Preview,
    *,
    index: bool,
    changed: Sequence[str] = (),
    progress: Progress | None = None,
) -> None:
    """Build, let the pages that are open load themselves again, and tell the terminal."""
    shown = preview.build(index=index, progress=progress)
    # Another process at the same address is another preview, too.
    board.show(shown, f"{os.getpid()}.{shown.number}")
    names = [os.path.relpath(path) for path in changed]
    told = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    what = f"changed: {told}; " if told else ""
    say(f"{what}{count(shown.documents, 'telegram')} in {shown.seconds:.2f} s: {summary(shown.diagnostics)}")
    for one in shown.findings.get("", []):
        if one.severity is Severity.ERROR:
            say(f"error[{one.rule}]: {one.message} ({one.location})")
    sys.stdout.flush()


def _restart(port: int) -> None:
    """Begin anew at the same port: stylesheets of the toolkit are compiled once in a process."""
    say("changed: the toolkit's stylesheets; beginning anew")
    sys.stdout.flush()
    given = [one for one in sys.orig_argv[1:] if one]
    with_port = any(one == "--port" or one.startswith("--port=") for one in given)
    os.execv(sys.executable, [sys.executable, *given, *([] if with_port else ["--port", str(port)])])
