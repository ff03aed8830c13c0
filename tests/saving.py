"""Pages saved by a real browser: Chromium shows them, and writes down what it shows as HTML or as a web archive."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

CHROMIUM = shutil.which("chromium")


def save(page: Path, address: str) -> tuple[bytes, bytes]:
    """A page as Chromium saves it: as HTML, with the comment of the address that it puts first, and as MHTML."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as tools:
        browser: Any = tools.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        view = browser.new_page()
        view.route("**/*", lambda route: route.fulfill(path=page) if route.request.url == address else route.abort())
        view.goto(address)
        shown = view.content()
        archive = view.context.new_cdp_session(view).send("Page.captureSnapshot", {"format": "mhtml"})["data"]
        browser.close()
    doctype, _, rest = shown.partition(">")
    html = f"{doctype}>\n<!-- saved from url=({len(address):04}){address} -->\n{rest.lstrip()}"
    return html.encode(), archive.encode()
