"""Takes the pictures of the site in docs/pictures anew: `python tests/pictures.py` (with Pillow and Chromium)."""

from __future__ import annotations

import io
import shutil
import tempfile
from pathlib import Path
from typing import Any

from sites import built

PROJECT = Path(__file__).resolve().parent.parent
FOLDER = PROJECT / "docs/pictures"
WIDE, PHONE = (1120, 760), (390, 760)
PICTURES = {
    "home": ("index", WIDE, "light"),
    "home-phone": ("index", PHONE, "light"),
    "telegram": ("telegrams/t113640", WIDE, "light"),
    "telegram-text": ("telegrams/t113640#text", WIDE, "light"),
    "telegram-dark": ("telegrams/t113640#text", WIDE, "dark"),
    "telegram-phone": ("telegrams/t113640#text", PHONE, "light"),
    "telegram-phone-dark": ("telegrams/t113640", PHONE, "dark"),
    "calendar": ("years/1952", WIDE, "light"),
    "places": ("places", WIDE, "light"),
    "correspondents-dark": ("correspondents", WIDE, "dark"),
    "distribution": ("distribution", WIDE, "light"),
    "person": ("persons/p-stalin", WIDE, "light"),
    "archive": ("archives/o-aprf", WIDE, "light"),
    "about": ("about", WIDE, "light"),
}


def take(site: Path, folder: Path) -> None:
    """Take all pictures of a site, each in few colours, so that they stay small."""
    from PIL import Image
    from playwright.sync_api import sync_playwright

    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as tools:
        browser: Any = tools.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, (place, (width, height), scheme) in PICTURES.items():
            path, _, fragment = place.partition("#")
            context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
            page = context.new_page()
            page.goto((site / f"{path}.html").as_uri() + (f"#{fragment}" if fragment else ""))
            page.evaluate("document.fonts.ready")
            page.wait_for_timeout(200)
            shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
            shot.quantize(24).save(folder / f"{name}.png", optimize=True)
            context.close()
        browser.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        take(built(PROJECT, Path(temporary)), FOLDER)
