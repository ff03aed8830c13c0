"""The look that an edition gives its site: colours, logo, style sheet and XSLT of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

LOGOS = {".svg": b"<", ".png": b"\x89PNG\r\n", ".jpg": b"\xff\xd8\xff", ".webp": b"RIFF"}
"""What may be a logo: endings of names, and how such files begin."""

# What assets/site.css says of these where an edition says nothing.
_COLOURS = {
    "paper": "#fdfcf9",
    "ink": "#1d1b18",
    "accent": "#8a2f1b",
    "paper-dark": "#161513",
    "ink-dark": "#e9e4da",
    "accent-dark": "#eda48e",
}
_AA = 4.5  # WCAG 2.2, 1.4.3
# The colours that follow from paper and ink, so that they fit whatever an edition chooses.
_DERIVED = {
    "panel": "color-mix(in srgb, var(--ink) 5%, var(--paper))",
    "quiet": "color-mix(in srgb, var(--ink) 75%, var(--paper))",
    "rule": "color-mix(in srgb, var(--ink) 18%, var(--paper))",
    "accent-rule": "color-mix(in srgb, var(--accent) 55%, var(--paper))",
}
_URL = re.compile(r"""@import\b|\burl\((?!\s*["']?\s*(?:data:|\#))|\b(?:image|image-set|src)\(""", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})[ \t]?|([^\n]))")


@dataclass(frozen=True, slots=True)
class Look:
    """An edition's own look: `colours` by name (`#8a2f1b`), the contents of its files, and the ending of the logo's."""

    colours: tuple[tuple[str, str], ...] = ()
    logo: bytes = b""
    logo_type: str = ""
    css: bytes = b""
    xslt: bytes = b""

    @property
    def logo_path(self) -> str:
        """The path of the logo on the site, "" if there is none."""
        return f"assets/logo{self.logo_type}" if self.logo else ""

    @property
    def css_path(self) -> str:
        """The path of the edition's own style sheet on the site, "" if there is none."""
        return "assets/own.css" if self.css else ""

    def files(self) -> dict[str, bytes]:
        """The files that the site has for it, besides what stands in its own style sheet."""
        files = {self.logo_path: self.logo, self.css_path: self.css}
        return {path: content for path, content in files.items() if path}

    def style(self) -> bytes:
        """The rules that set the colours; they leave the page on paper, and readers who want more contrast, alone."""
        return "".join(self._scheme(dark) for dark in (False, True)).encode()

    def _scheme(self, dark: bool) -> str:
        suffix = "-dark" if dark else ""
        given = {name.removesuffix("-dark"): value for name, value in self.colours if name.endswith("-dark") == dark}
        if not given:
            return ""
        wanted = _DERIVED if {"paper", "ink"} & given.keys() else {"accent-rule": _DERIVED["accent-rule"]}
        own = "".join(f"  --{name}: {value};\n" for name, value in given.items())
        derived = "".join(f"  --{name}: {value};\n" for name, value in wanted.items())
        scheme = f"screen and (prefers-color-scheme: {suffix.lstrip('-') or 'light'})"
        return (
            f"\n@media {scheme} {{ :root {{\n{own}}} }}\n"
            f"@media {scheme} and (not (prefers-contrast: more)) {{ :root {{\n{derived}}} }}\n"
        )

    def faint(self) -> Iterator[tuple[str, str, float]]:
        """The colours that readers cannot tell well from the paper: their names, values, and contrasts."""
        chosen = _COLOURS | dict(self.colours)
        for suffix in ("", "-dark"):
            for name in ("ink", "accent"):
                found = _contrast(chosen[name + suffix], chosen[f"paper{suffix}"])
                if found < _AA:
                    yield name + suffix, chosen[name + suffix], found


PLAIN = Look()
"""The toolkit's own look."""


def loads_at(css: bytes) -> int:
    """The line on which a style sheet asks for another file, or may (it is no UTF-8); 0 if it asks for none."""
    try:
        text = css.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return 1 + css[: error.start].count(b"\n")
    # What stands in comments is nothing, and a letter may be written as its number (CSS Syntax 3, 4.3.7).
    text = _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text)
    text = _ESCAPE.sub(lambda escape: chr(min(int(escape[1], 16), 0xFFFF)) if escape[1] else escape[2], text)
    found = _URL.search(text)
    return 1 + text[: found.start()].count("\n") if found else int("\0" in text)


def _contrast(one: str, other: str) -> float:
    """The contrast of two colours (`#rrggbb`), from 1 to 21, as WCAG 2 defines it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
