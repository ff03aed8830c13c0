"""An edition on disk: `edition.toml`, and where its sources, TEI files and authority are.

The class `Edition` here holds settings; `tei_edition.Edition` (pipeline/reading.py), for scripts, has them as
`settings`. Reads only. Whether the settings have unknown keys or wrong types is for `validate` to say
(`edition.schema.json`); here a value of the wrong type falls back to its default.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tomllib
import unicodedata
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any

from tei_edition import regular, resources
from tei_edition.errors import EditionError, UsageError
from tei_edition.filenames import is_reserved
from tei_edition.source.citation import Registry, built_in, read_registry

SETTINGS = "edition.toml"
ARCHIVES = "archives.toml"
VERSIONS = "versions.json"
"""The file that keeps what each release of an edition changed."""
SEARCH = "search"
"""The page with which a site is searched."""
PAGES = (
    "chronology",
    "persons",
    "places",
    "organisations",
    "correspondents",
    "distribution",
    "archives",
    "numbers",
    "subjects",
    "abbreviations",
    "bibliography",
    "versions",
    "about",
    SEARCH,
)
"""The pages of a site besides the list of telegrams, in the order of its indexes."""
DTS, IIIF, OAI, OPENAPI = "dts", "iiif", "oai", "openapi"
INTERFACES = (DTS, IIIF, OAI, OPENAPI)
"""The interfaces for programs that a site may have."""
TELEGRAMS, ANY_TEI = "telegrams", "tei"
"""The profiles that documents follow: the toolkit's, for telegrams, or none but that of TEI."""
STATUSES = (
    "unfinished",
    "draft",
    "proposed",
    "submitted",
    "candidate",
    "galley",
    "recommended",
    "approved",
    "cleared",
    "frozen",
    "published",
)
"""What `revisionDesc/@status` says of a document on its way to publication, in the order of the way."""
_PATHS = (
    ("edition", "slug"),
    *(("files", key) for key in ("sources", "tei", "authority", "archives")),
    *(("site", key) for key in ("introduction", "logo", "css", "xslt")),
    *(("print", key) for key in ("font-folder", "template")),
)


@dataclass(frozen=True, slots=True)
class Licence:
    """The licence of an edition's encoding: its name as readers see it and its URI."""

    name: str
    target: str


@dataclass(frozen=True, slots=True)
class Rights:
    """How texts are published whose rights (`availability/@status`) are free, restricted or unknown.

    `full` means with their notice, `metadata` without the text.
    """

    free: str = "full"
    restricted: str = "full"
    unknown: str = "full"


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition's settings (`edition.toml`, documented key by key in docs/edition-toml.md) and folders."""

    root: Path
    slug: str
    title: str
    subtitle: str = ""
    language: str = "en"
    profile: str = TELEGRAMS
    publisher: str = ""
    editors: tuple[str, ...] = ()
    base_url: str = ""
    licence: Licence | None = None
    sources: Path = field(default_factory=lambda: Path("sources"))
    tei: Path = field(default_factory=lambda: Path("tei"))
    authority: Path = field(default_factory=lambda: Path("authority.xml"))
    archives: Path = field(default_factory=lambda: Path(ARCHIVES))
    schemas: Path = field(default_factory=lambda: Path("schemas"))
    schema: Path | None = None
    paper: str = "a4"
    size: float = 10.5
    measure: float = 0
    fonts: tuple[str, ...] = ()
    font_folder: Path | None = None
    numbering: str = "paragraphs"
    apparatus: str = "end"
    template: Path | None = None
    version: str = ""
    identifiers: tuple[str, ...] = ()
    attach_tei: bool = False
    part_size: int = 200
    unfree: str = "metadata"
    pages: tuple[str, ...] = PAGES
    interfaces: tuple[str, ...] = INTERFACES
    email: str = ""
    gateway: str = ""
    rights: Rights = Rights()
    from_status: str = STATUSES[0]
    image_hosts: tuple[str, ...] = ()
    introduction: Path | None = None
    colours: tuple[tuple[str, str], ...] = ()
    logo: Path | None = None
    css: Path | None = None
    xslt: Path | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def versions(self) -> Path:
        """The file that keeps its releases, if it has one."""
        return self.root / VERSIONS

    @property
    def own_files(self) -> tuple[Path, ...]:
        """The files of its own that site and volumes are made with, as far as the settings name them."""
        return tuple(path for path in (self.introduction, self.logo, self.css, self.xslt, self.template) if path)

    @property
    def has_authority(self) -> bool:
        """Whether anything is where the authority should be, also what cannot be read."""
        return regular.is_there(self.authority)

    def documents(self) -> list[Path]:
        """The edition's TEI files in the order of their names, without hidden ones, which programs leave there.

        Raises EditionError if the folder cannot be read.
        """
        try:
            with os.scandir(self.tei) as entries:  # paths are slower to sort
                names = sorted(entry.name for entry in entries if entry.name.endswith(".xml") and entry.name[0] != ".")
            return [path for name in names if (path := self.tei / name) != self.authority]
        except FileNotFoundError:
            return []
        except OSError as error:
            raise EditionError(
                f"the folder of the TEI files cannot be read: {error.strerror}",
                "Look at the folder's permissions.",
                rule="folder-unreadable",
                file=self.tei.as_posix(),
            ) from None


def pristine(edition: Edition) -> Path:
    """The folder that keeps each conversion as it was before anybody edited it, beside the sources."""
    return edition.sources / ".converted"


def is_edition(path: Path) -> bool:
    """Whether `path` is the folder of an edition (it holds an edition.toml)."""
    return regular.is_there(path / SETTINGS)


def is_folder_of_tei(path: Path) -> bool:
    """Whether `path` is a folder with TEI files, or what may be some, and no edition."""
    return path.is_dir() and not is_edition(path) and any(path.glob("*.xml"))


def of_folder(root: Path) -> Edition:
    """The edition that a folder of TEI files is without any settings: any TEI, under the folder's name."""
    name = root.resolve().name
    return Edition(
        root=root,
        slug=slug_of(name),
        title=name,
        profile=ANY_TEI,
        sources=root / "sources",
        tei=root,
        authority=root / "authority.xml",
        archives=root / ARCHIVES,
        schemas=root / "schemas",
    )


def load(root: Path) -> Edition:
    """The edition in the folder `root`.

    Raises UsageError if the folder holds no edition.toml, EditionError if that file cannot be read, lacks the one
    key that is required, `title` in `[edition]`, or names a slug, folder or authority that would lead elsewhere.
    """
    path = root / SETTINGS
    if root.name == SETTINGS and root.is_file():
        raise UsageError(f"{root} is the settings of an edition, not its folder", f"Name its folder, {root.parent}.")
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise UsageError(
            f"{root} is not an edition: it has no {SETTINGS}",
            f'Name the folder of an edition, or write an {SETTINGS} there; the least is [edition] with title = "…".',
        ) from None
    except OSError as error:
        raise UsageError(f"{root} cannot be read: {error.strerror}", "Look at the folder's permissions.") from None
    return of_settings(root, read_settings(path), path.as_posix())


def of_settings(root: Path, settings: dict[str, Any], file: str) -> Edition:
    """The edition that has these settings, parsed from `file`, wherever its folder `root` is kept.

    Raises EditionError as `load` does.
    """
    _refuse_unsafe(settings, file)
    head = _table(settings, "edition")
    files = _table(settings, "files")
    licence = _table(settings, "licence")
    title = _text(head, "title")
    if not title:
        raise EditionError(
            "the edition has no title",
            'Write title = "…" below [edition].',
            rule="edition-title-missing",
            file=file,
            line=1,
        )
    validation = _table(settings, "validate")
    site = _table(settings, "site")
    per_file = _table(validation, "per-file-ignores")
    return Edition(
        root=root,
        slug=_text(head, "slug") or slug_of(root.resolve().name),
        title=title,
        subtitle=_text(head, "subtitle"),
        language=_text(head, "language") or "en",
        profile=ANY_TEI if _text(head, "profile") == ANY_TEI else TELEGRAMS,
        publisher=_text(head, "publisher"),
        editors=_texts(head, "editors"),
        base_url=_text(head, "base_url"),
        licence=Licence(_text(licence, "name"), _text(licence, "target")) if _text(licence, "target") else None,
        sources=root / (_text(files, "sources") or "sources"),
        tei=root / (_text(files, "tei") or "tei"),
        authority=root / (_text(files, "authority") or "authority.xml"),
        archives=root / (_text(files, "archives") or ARCHIVES),
        schemas=root / (_text(files, "schemas") or "schemas"),
        schema=_path(root, validation, "schema"),
        **({"version": _text(head, "version")} | _print(_table(settings, "print"), root)),
        rights=_rights(_table(settings, "rights")),
        from_status=_from_status(_table(settings, "publish")),
        unfree="full" if _text(_table(settings, "package"), "unfree") == "full" else "metadata",
        pages=_chosen(site, "pages", PAGES),
        interfaces=_chosen(site, "interfaces", INTERFACES),
        email=_text(_table(settings, "oai"), "email"),
        gateway=_text(_table(settings, "oai"), "gateway"),
        image_hosts=_texts(site, "image_hosts"),
        introduction=_path(root, site, "introduction"),
        colours=tuple((name, value) for name, value in _table(site, "colours").items() if isinstance(value, str)),
        logo=_path(root, site, "logo"),
        css=_path(root, site, "css"),
        xslt=_path(root, site, "xslt"),
        select=_texts(validation, "select"),
        ignore=_texts(validation, "ignore"),
        per_file_ignores=tuple((pattern, _texts(per_file, pattern)) for pattern in per_file),
    )


def read_archives(edition: Edition) -> Registry | None:
    """The toolkit's registry of archives with what the edition adds to it; None if it adds nothing.

    Raises EditionError if the edition's file is broken, or is missing though the settings name it.
    """
    path = edition.archives
    if path.name == ARCHIVES and not regular.is_there(path):
        return None
    content = read_content(path)
    try:
        return read_registry(content.decode("utf-8"), path.as_posix(), built_in())
    except UnicodeDecodeError as error:
        raise EditionError(
            f"not UTF-8 at byte {error.start}",
            "Save the file as UTF-8.",
            rule="archives-not-utf8",
            file=path.as_posix(),
            line=1 + content[: error.start].count(b"\n"),
        ) from None


def read_settings(path: Path) -> dict[str, Any]:
    """The parsed TOML of `path`. Raises EditionError with line and column if it cannot be read or is no TOML."""
    return parse_settings(read_content(path), path.as_posix())


def read_content(path: Path) -> bytes:
    """The bytes of the settings at `path`. Raises EditionError if they cannot be read."""
    try:
        return regular.content(path)
    except OSError as error:
        raise EditionError(
            f"the file cannot be read: {error.strerror}",
            "Look what it is, and at its permissions.",
            rule="edition-unreadable",
            file=path.as_posix(),
        ) from None


def parse_settings(content: bytes, file: str) -> dict[str, Any]:
    """The parsed TOML of `content`; raises EditionError, with `file` and the place, if it is no UTF-8 or no TOML."""
    try:
        return tomllib.loads(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise EditionError(
            f"not UTF-8 at byte {error.start}",
            "Save the file as UTF-8.",
            rule="edition-not-utf8",
            file=file,
            line=1 + error.object[: error.start].count(b"\n"),
        ) from None
    except tomllib.TOMLDecodeError as error:
        words, _, where = str(error).partition(" (at ")
        place = re.search(r"line (\d+), column (\d+)", where)
        raise EditionError(
            f"not TOML: {words}",
            'Strings stand in quotation marks, as in title = "The Korean War".',
            rule="edition-not-toml",
            file=file,
            line=int(place[1]) if place else content.count(b"\n") + 1,
            column=int(place[2]) if place else 0,
        ) from None
    except (RecursionError, ValueError):  # thousands of brackets or figures: the TOML reader has limits
        raise EditionError(
            "not TOML that can be read: it nests too deeply, or a number is too long",
            "The settings are tables with strings and lists of strings.",
            rule="edition-not-toml",
            file=file,
        ) from None


def _refuse_unsafe(settings: dict[str, Any], file: str) -> None:
    """Settings that become paths must be safe ones, whoever calls; the rest is for `validate` to say."""
    schema = _schema()
    for table, key in _PATHS:
        value = _text(_table(settings, table), key)
        wanted = schema["properties"][table]["properties"][key]
        if not re.search(wanted["pattern"], value):
            raise EditionError(
                f"the value of '{table}.{key}', {json.dumps(value, ensure_ascii=False)}, is not allowed",
                wanted["description"],
                rule="edition-value-invalid",
                file=file,
            )
        if reserved := next(filter(is_reserved, value.split("/")), ""):
            raise EditionError(
                f"the value of '{table}.{key}', {json.dumps(value, ensure_ascii=False)}, has the name '{reserved}', "
                "which Windows keeps for a device: no file can be called so there",
                "Give it another name, such as one with a word before it.",
                rule="edition-value-invalid",
                file=file,
            )


@cache
def _schema() -> Any:
    return json.loads(resources.schema("edition.schema.json").read_bytes())


def _table(settings: dict[str, Any], name: str) -> dict[str, Any]:
    value = settings.get(name)
    return value if isinstance(value, dict) else {}


def _text(table: dict[str, Any], key: str) -> str:
    value = table.get(key)
    return value if isinstance(value, str) else ""


def _path(root: Path, table: dict[str, Any], name: str) -> Path | None:
    value = _text(table, name)
    return root / value if value else None


def _texts(table: dict[str, Any], key: str) -> tuple[str, ...]:
    value = table.get(key)
    return tuple(str(one) for one in value) if isinstance(value, list) else ()


def _chosen(site: dict[str, Any], key: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """What the settings name of what is known, in its order; all where they do not choose."""
    wanted = _texts(site, key) if isinstance(site.get(key), list) else known
    return tuple(one for one in known if one in wanted)


def _rights(table: dict[str, Any]) -> Rights:
    """What the settings say of rights; whatever is no word for it publishes no text."""
    return Rights(
        **{one.name: "full" if table.get(one.name, "full") == "full" else "metadata" for one in fields(Rights)}
    )


def _from_status(table: dict[str, Any]) -> str:
    """The status from which on telegrams are published; whatever is none lets no draft through."""
    wanted = table.get("from_status", STATUSES[0])
    return str(wanted) if wanted in STATUSES else STATUSES[-1]


def _print(table: dict[str, Any], root: Path) -> dict[str, Any]:
    """The settings of the print editions; what is none or has a wrong type keeps its default."""
    kinds: dict[str, tuple[type, ...]] = {"size": (int, float), "measure": (int, float), "part-size": (int,)}
    kinds |= {"attach-tei": (bool,)}
    kinds |= dict.fromkeys(("paper", "numbering", "apparatus", "version"), (str,))
    found: dict[str, Any] = {
        key.replace("-", "_"): value
        for key, value in table.items()
        if value and isinstance(value, kinds.get(key, ())) and (isinstance(value, bool) == (kinds[key] == (bool,)))
    }
    found |= {key: _texts(table, key) for key in ("fonts", "identifiers")}
    paths = {key: _text(table, key) for key in ("font-folder", "template")}
    found |= {key.replace("-", "_"): root / path for key, path in paths.items() if path}
    return found


def slug_of(name: str) -> str:
    """A name in small Latin letters and figures; where others are lost, a digest keeps it unique."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if any(c.isalnum() and not c.isascii() for c in plain):
        digest = hashlib.sha256(unicodedata.normalize("NFC", name).encode("utf-8", "surrogateescape")).hexdigest()[:8]
        return f"{slug or 'edition'}-{digest}"
    # No file on Windows can be called as a device is.
    return f"edition-{slug}" if is_reserved(slug) else slug or "edition"
