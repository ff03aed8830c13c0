"""The look of an edition's site, read from its files, with what is wrong with them."""

from __future__ import annotations

from pathlib import Path

from tei_edition.diagnostics import Diagnostic, Location, Severity
from tei_edition.edition import SETTINGS, Edition
from tei_edition.pipeline import files
from tei_edition.publish.look import LOGOS, Look, loads_at
from tei_edition.publish.overriding import faults
from tei_edition.validate.toml_places import place_of_key


def read_look(edition: Edition) -> Look:
    """The look that the settings ask for; what cannot be read is left out, which `check_look` tells."""
    return _read(edition, [])


def check_look(edition: Edition) -> list[Diagnostic]:
    """The findings on the look that the settings ask for; with an error the site cannot be made."""
    found: list[Diagnostic] = []
    look = _read(edition, found)
    if look.logo and not look.logo.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(LOGOS.get(look.logo_type, b"?")):
        wanted = ", ".join(LOGOS)
        message = "the logo is no picture of the kind that its name says"
        found.append(_found("site-logo-invalid", edition.logo, 0, message, f"Give an {wanted} file."))
    if line := loads_at(look.css):
        message = "the style sheet asks for another file, which the site does not carry"
        help_ = "Write a picture into it (url(data:…)); the site has fonts, and readers' addresses are given to nobody."
        found.append(_found("site-css-loads", edition.css, line, message, help_))
    broken = faults(look.xslt) if look.xslt else []
    found += [_found("site-xslt-broken", edition.xslt, one.line, one.message, one.help) for one in broken]
    found += [_faint(edition, *one) for one in look.faint()]
    return found


def _read(edition: Edition, found: list[Diagnostic]) -> Look:
    logo, css, xslt = (read_own(edition, key, found) for key in ("logo", "css", "xslt"))
    ending = edition.logo.suffix.lower().replace(".jpeg", ".jpg") if edition.logo else ""
    return Look(edition.colours, logo, ending, css, xslt)


def read_own(edition: Edition, key: str, found: list[Diagnostic]) -> bytes:
    """The file that a key of [site] names, b"" if there is none; what keeps it from being read is added to `found`."""
    path: Path | None = getattr(edition, key)
    if path is None:
        return b""
    try:
        if not path.resolve().is_relative_to(edition.root.resolve()):
            message = "the file lies outside the edition's folder"
            found.append(_found("site-file-elsewhere", path, 0, message, "Put a copy into the folder."))
            return b""
        return files.read(path)
    except files.Unreadable as unreadable:
        found.append(unreadable.diagnostic)
        return b""


def _faint(edition: Edition, name: str, value: str, contrast: float) -> Diagnostic:
    settings = edition.root / SETTINGS
    place = place_of_key(files.read(settings).decode("utf-8"), ["site", "colours", name])
    return Diagnostic(
        "site-colour-faint",
        Severity.WARNING,
        f"'{name}' ({value}) has a contrast of {contrast:.1f} to the paper; many readers need 4.5.",
        Location(settings.as_posix(), *place),
        "Take a darker colour for light pages and a lighter one for dark pages (-dark).",
    )


def _found(rule: str, path: Path | None, line: int, message: str, help_: str) -> Diagnostic:
    return Diagnostic(rule, Severity.ERROR, message, Location(path.as_posix() if path else "", line), help_)
