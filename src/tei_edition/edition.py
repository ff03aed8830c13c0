"""An edition on disk: `edition.toml`, and where its sources, TEI files and authority are.

Reads only. Whether the settings have unknown keys or wrong types is for `validate` to say (`edition.schema.json`);
here a value of the wrong type falls back to its default.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tei_edition.errors import EditionError, UsageError

SETTINGS = "edition.toml"


@dataclass(frozen=True, slots=True)
class Licence:
    """The licence of an edition's encoding: its name as readers see it and its URI."""

    name: str
    target: str


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition's settings (`edition.toml`, documented key by key in docs/edition-toml.md) and folders."""

    root: Path
    slug: str
    title: str
    subtitle: str = ""
    language: str = "en"
    publisher: str = ""
    editors: tuple[str, ...] = ()
    base_url: str = ""
    licence: Licence | None = None
    sources: Path = field(default_factory=lambda: Path("sources"))
    tei: Path = field(default_factory=lambda: Path("tei"))
    authority: Path = field(default_factory=lambda: Path("authority.xml"))
    schemas: Path = field(default_factory=lambda: Path("schemas"))
    paper: str = "a4"

    def documents(self) -> list[Path]:
        """The edition's TEI files in the order of their names."""
        return sorted(self.tei.glob("*.xml"))


def is_edition(path: Path) -> bool:
    """Whether `path` is the folder of an edition (it holds an edition.toml)."""
    return (path / SETTINGS).is_file()


def load(root: Path) -> Edition:
    """The edition in the folder `root`.

    Raises UsageError if the folder holds no edition.toml, EditionError if that file cannot be read or lacks the
    one key that is required, `title` in `[edition]`.
    """
    path = root / SETTINGS
    if not path.is_file():
        raise UsageError(
            f"{root} is not an edition: it has no {SETTINGS}",
            f'Name the folder of an edition, or write a {SETTINGS} there; the least is [edition] with title = "…".',
        )
    settings = read_settings(path)
    head = _table(settings, "edition")
    files = _table(settings, "files")
    licence = _table(settings, "licence")
    title = _text(head, "title")
    if not title:
        raise EditionError(
            "the edition has no title",
            'Write title = "…" below [edition].',
            rule="edition-title-missing",
            file=str(path),
            line=1,
        )
    editors = head.get("editors")
    return Edition(
        root=root,
        slug=_text(head, "slug") or _slug(root.resolve().name),
        title=title,
        subtitle=_text(head, "subtitle"),
        language=_text(head, "language") or "en",
        publisher=_text(head, "publisher"),
        editors=tuple(str(name) for name in editors) if isinstance(editors, list) else (),
        base_url=_text(head, "base_url"),
        licence=Licence(_text(licence, "name"), _text(licence, "target")) if _text(licence, "target") else None,
        sources=root / (_text(files, "sources") or "sources"),
        tei=root / (_text(files, "tei") or "tei"),
        authority=root / (_text(files, "authority") or "authority.xml"),
        schemas=root / (_text(files, "schemas") or "schemas"),
        paper=_text(_table(settings, "print"), "paper") or "a4",
    )


def read_settings(path: Path) -> dict[str, Any]:
    """The parsed TOML of `path`. Raises EditionError with line and column if it is no UTF-8 or no TOML."""
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8"))
    except UnicodeDecodeError as error:
        raise EditionError(
            f"not UTF-8 at byte {error.start}",
            "Save the file as UTF-8.",
            rule="edition-not-utf8",
            file=str(path),
            line=1 + error.object[: error.start].count(b"\n"),
        ) from None
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        raise EditionError(
            f"not TOML: {str(error).split(' (at ')[0]}",
            'Strings stand in quotation marks, as in title = "The Korean War".',
            rule="edition-not-toml",
            file=str(path),
            line=int(place[1]) if place else 0,
            column=int(place[2]) if place else 0,
        ) from None


def _table(settings: dict[str, Any], name: str) -> dict[str, Any]:
    value = settings.get(name)
    return value if isinstance(value, dict) else {}


def _text(table: dict[str, Any], key: str) -> str:
    value = table.get(key)
    return value if isinstance(value, str) else ""


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "edition"
