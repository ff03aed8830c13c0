"""Where schemas and stylesheets are: inside the installed package, or at the top of a checkout."""

from __future__ import annotations

from pathlib import Path

from tei_edition.errors import InstallationError

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """The folder `schemas` or `xslt`. Raises InstallationError if it is missing."""
    for candidate in (_PACKAGE / name, _PACKAGE.parent.parent / name):
        if candidate.is_dir():
            return candidate
    raise InstallationError(f"the installation has no folder '{name}'", "Install tei-edition again.")


def schema(name: str) -> Path:
    """The path of the schema `name`, such as `telegram.rng`. Raises InstallationError if it is missing."""
    return _file(folder("schemas") / name)


def stylesheet(name: str) -> Path:
    """The path of the stylesheet `name`, such as `html/telegram.xsl`. Raises InstallationError if it is missing."""
    return _file(folder("xslt") / name)


def languages() -> tuple[str, ...]:
    """The languages (BCP 47) in which the site has words for its readers."""
    return tuple(sorted(path.stem for path in (folder("xslt") / "labels").glob("*.xml") if "-" not in path.stem))


def _file(path: Path) -> Path:
    if not path.is_file():
        raise InstallationError(f"the installation lacks {path.name}", "Install tei-edition again.")
    return path
