"""An edition with interfaces for programs, and its site as a server of files gives it."""

from __future__ import annotations

import contextlib
import functools
import http.server
import json
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

CASES = Path(__file__).parent / "cases" / "interfaces"
BASE = "https://example.org/e"
SETTINGS = f"""[edition]
title = "Telegrams & <more>"
subtitle = "An example"
publisher = "A publisher"
editors = ["A. Editor"]
base_url = "{BASE}"
[licence]
name = "CC0 1.0"
target = "https://creativecommons.org/publicdomain/zero/1.0/"
[site]
image_hosts = ["iiif.example.org"]
pages = ["about"]
[oai]
email = "editor@example.org"
"""
FACSIMILE = (
    '<facsimile><surface xml:id="s.65"><graphic url="https://iiif.example.org/65/full/1200,1800/0/default.jpg"/></surface>'
    '<surface ulx="0" uly="0" lrx="210" lry="297"><label>Cover &lt;b></label>'
    '<graphic url="https://iiif.example.org/c.png"/><graphic url="https://iiif.example.org/c.tif"/></surface>'
    '<surface><graphic width="900px" height="1200px" url="https://elsewhere.example/1.jpg"/></surface></facsimile>'
)


def example(project: Path, root: Path, settings: str = SETTINGS) -> Path:
    """The example edition at an address, with a facsimile."""
    source = project / "editions/korean-war"
    (root / "tei").mkdir(parents=True)
    shutil.copy(source / "authority.xml", root / "authority.xml")
    (root / "edition.toml").write_text(settings, "utf-8")
    text = (source / "tei/t113640.xml").read_text("utf-8")
    text = text.replace("<standOff>", f"{FACSIMILE}<standOff>", 1)
    text = text.replace("<p>I report", '<p><pb edRef="#APRF" n="65" facs="#s.65"/>I report')
    (root / "tei/t113640.xml").write_text(text, "utf-8")
    return root


def golden(made: bytes, name: str, update: bool) -> None:
    """Hold JSON, indented, against an expected file."""
    path, told = CASES / name, json.dumps(json.loads(made), ensure_ascii=False, indent=1) + "\n"
    if update:
        path.write_text(told, "utf-8")
    assert told == path.read_text("utf-8")


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a server, on this machine alone, that gives the files of a folder."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
