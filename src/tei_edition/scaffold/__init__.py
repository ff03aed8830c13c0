"""The first files of an edition: settings, a sample telegram with its names, what a team and its servers need."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from tei_edition.edition import Licence
from tei_edition.scaffold.settings import settings
from tei_edition.version import __version__

SAMPLE = "sources/sample.txt"
"""The page from which the sample telegram is converted."""
LICENCES = {
    "CC0-1.0": Licence("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    "CC-BY-4.0": Licence("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "CC-BY-SA-4.0": Licence("CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
    "CC-BY-NC-4.0": Licence("CC BY-NC 4.0", "https://creativecommons.org/licenses/by-nc/4.0/"),
    "CC-BY-NC-SA-4.0": Licence("CC BY-NC-SA 4.0", "https://creativecommons.org/licenses/by-nc-sa/4.0/"),
    "CC-BY-ND-4.0": Licence("CC BY-ND 4.0", "https://creativecommons.org/licenses/by-nd/4.0/"),
}
"""The licences that an edition may begin with, by their SPDX ids; any other is written into edition.toml."""

_FILES = Path(__file__).with_name("files")
# Where templates go; names that begin with a dot would be overlooked among the sources.
_PLACES = {
    "README.md": "README.md",
    "authority.xml": "authority.xml",
    "sources/sample.txt": SAMPLE,
    "gitignore": ".gitignore",
    "github.yml": ".github/workflows/edition.yml",
    "gitlab.yml": ".gitlab-ci.yml",
    "pre-commit.yaml": ".pre-commit-config.yaml",
    "vscode-extensions.json": ".vscode/extensions.json",
    "vscode-settings.json": ".vscode/settings.json",
}


@dataclass(frozen=True, slots=True)
class Beginning:
    """What is known of an edition before it has a telegram; `language` is that of the site (BCP 47)."""

    title: str
    editors: tuple[str, ...]
    publisher: str
    licence: Licence
    language: str


def first_files(beginning: Beginning) -> dict[str, bytes]:
    """The files {relative path: content}; the sample's TEI file is for the converter to make."""
    words = {
        "title": " ".join(beginning.title.split()),
        "publisher": beginning.publisher or ", ".join(beginning.editors) or beginning.title,
        "licence_name": beginning.licence.name,
        "licence_target": beginning.licence.target,
        "version": __version__,
    }
    made = {place: _filled(name, words) for name, place in _PLACES.items()}
    return {"edition.toml": _settings(beginning).encode(), **made}


def _settings(beginning: Beginning) -> str:
    edition = {
        "title": beginning.title,
        "language": beginning.language,
        "publisher": beginning.publisher,
        "editors": list(beginning.editors),
    }
    licence = {"name": beginning.licence.name, "target": beginning.licence.target}
    return settings({"edition": edition, "licence": licence})


def _filled(name: str, words: dict[str, str]) -> bytes:
    def said(found: re.Match[str]) -> str:
        value = words.get(found[1], found[0])
        return escape(value, {'"': "&quot;"}) if name.endswith(".xml") else value

    return re.sub(r"@(\w+)@", said, (_FILES / name).read_text("utf-8")).encode("utf-8")
