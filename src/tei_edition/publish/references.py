"""A telegram in the forms of reference managers: CSL-JSON, BibTeX, RIS. Values in, text out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import Any

from tei_edition.publish.description import Dating, Description, Party
from tei_edition.publish.site import Site

_LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}
_SPECIAL = re.compile(r"[\\{}~^&%$#_]")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def csl(telegram: Description, site: Site, url: str = "") -> dict[str, Any]:
    """The telegram as an item of CSL-JSON (schema csl-data 1.0.2), of the type that Zotero has for letters; what is no
    message is a document."""
    kind = "personal_communication" if telegram.correspondence else "document"
    item: dict[str, Any] = {"id": telegram.id, "type": kind, "title": telegram.title}
    item["genre"] = telegram.genre
    item["author"] = [_csl_name(one) for one in telegram.senders or telegram.authors]
    item["recipient"] = [_csl_name(one) for one in telegram.addressees]
    item["issued"] = _csl_date(telegram.sent)
    item["number"] = telegram.number
    item["archive"] = "; ".join(dict.fromkeys(one.repository.shown for one in telegram.witnesses))
    item["archive_location"] = "; ".join(_shelfmarks(telegram))
    item["container-title"] = site.title
    item["editor"] = [{"literal": one} for one in site.editors]
    item["publisher"] = site.publisher
    item["version"] = site.version
    item["language"] = ", ".join(telegram.languages)
    item["keyword"] = ", ".join(telegram.subjects)
    item["abstract"] = telegram.abstract
    item["URL"] = url
    return {key: value for key, value in item.items() if value}


def bibtex(telegram: Description, site: Site, url: str = "") -> str:
    """The telegram as an entry of BibTeX, in UTF-8. Its title has braces of its own: no style changes its case."""
    fields: list[tuple[str, str]] = [("title", f"{{{_latex(telegram.title)}}}")]
    if authors := telegram.senders or telegram.authors:
        fields.append(("author", _bibtex_names(authors)))
    if telegram.addressees:
        fields.append(("addressee", _bibtex_names(telegram.addressees)))
    fields += _bibtex_date(telegram.sent)
    sources = [f"{where}, {mark}" if mark else where for where, mark in _kept(telegram)]
    plain = (
        ("type", telegram.genre),
        ("number", telegram.number),
        ("howpublished", site.title),
        ("publisher", site.publisher),
        ("version", site.version),
        ("note", "; ".join(sources)),
        ("keywords", ", ".join(telegram.subjects)),
        ("language", ", ".join(telegram.languages)),
        ("abstract", telegram.abstract),
    )
    fields += [(name, _latex(value)) for name, value in plain if value]
    if site.editors:
        fields.append(("editor", " and ".join(f"{{{_latex(one)}}}" for one in site.editors)))
    if url:
        fields.append(("url", re.sub(r"[{}\\]", lambda found: f"%{ord(found[0]):02X}", url)))
    lines = "".join(f"  {name} = {value if name == 'month' else f'{{{value}}}'},\n" for name, value in fields)
    return f"@misc{{{_key(telegram.id)},\n{lines}}}\n"


def ris(telegram: Description, site: Site, url: str = "") -> str:
    """The telegram as a record of RIS: a personal communication, with its recipients as second authors; what is no
    message is a generic record."""
    return "".join(
        f"{tag}  - {_one_line(value)}\r\n" for tag, value in _ris(telegram, site, url) if value or tag == "ER"
    )


def _ris(telegram: Description, site: Site, url: str) -> Iterator[tuple[str, str]]:
    yield "TY", "PCOMM" if telegram.correspondence else "GEN"
    yield "ID", telegram.id
    yield "TI", telegram.title
    for author in telegram.senders or telegram.authors:
        yield "AU", author.shown
    for addressee in telegram.addressees:
        yield "A2", addressee.shown
    for editor in site.editors:
        yield "ED", editor
    if telegram.sent and (first := telegram.sent.first):
        yield "PY", f"{first[0]:04}"
        parts = [f"{one:02}" for one in first]
        yield "DA", "/".join([*parts, *[""] * (3 - len(parts)), _ris_rest(telegram.sent)])
    elif telegram.sent:
        yield "DA", f"///{telegram.sent.printed}"
    yield "M1", telegram.number
    yield "M3", telegram.genre
    yield "T2", site.title
    yield "PB", site.publisher
    yield "ET", site.version
    for where, mark in _kept(telegram):
        yield "AV", f"{where}, {mark}" if mark else where
    yield from (("KW", one) for one in telegram.subjects)
    yield "LA", ", ".join(telegram.languages)
    yield "AB", telegram.abstract
    yield from (("N1", one) for one in telegram.rights)
    yield "UR", url
    yield "ER", ""


def _ris_rest(date: Dating) -> str:
    """What the parts of a date do not say: the hour, the last day, that it is not certain."""
    hour = date.when.partition("T")[2]
    return hour or (date.printed if date.last or date.circa else "")


def _csl_name(party: Party) -> dict[str, str]:
    if party.family and not party.body:
        return {"family": party.family, **({"given": party.given} if party.given else {})}
    return {"literal": party.shown}


def _csl_date(date: Dating | None) -> dict[str, Any]:
    if date is None:
        return {}
    parts = [list(one) for one in (date.first, date.last) if one]
    if not parts or (not date.first and date.last):
        return {"literal": date.printed} if date.printed else {}
    return {"date-parts": parts, **({"circa": True} if date.circa else {})}


def _bibtex_date(date: Dating | None) -> Iterator[tuple[str, str]]:
    first = date.first if date else ()
    if first:
        yield "year", f"{first[0]:04}"
    if len(first) > 1:
        yield "month", _MONTHS[first[1] - 1] if 1 <= first[1] <= 12 else f"{{{first[1]}}}"
    if len(first) > 2:
        yield "day", str(first[2])
    if date and (date.last or date.circa or not first) and date.printed:
        yield "date-printed", _latex(date.printed)


def _bibtex_names(parties: Iterable[Party]) -> str:
    return " and ".join(
        f"{_latex(one.family)}, {_latex(one.given)}"
        if one.family and one.given and not one.body and " and " not in f" {one.family} {one.given} "
        else f"{{{_latex(one.shown)}}}"
        for one in parties
    )


def _kept(telegram: Description) -> list[tuple[str, str]]:
    return list(dict.fromkeys((one.repository.shown, one.shelfmark) for one in telegram.witnesses))


def _shelfmarks(telegram: Description) -> Iterator[str]:
    """The shelfmarks, each with its archive where there are several."""
    kept = _kept(telegram)
    several = len({where for where, _ in kept}) > 1
    return (", ".join(filter(None, (where if several else "", mark))) for where, mark in kept)


def _latex(text: str) -> str:
    return _SPECIAL.sub(lambda found: _LATEX[found[0]], _one_line(text))


def _one_line(text: str) -> str:
    return text if text.isprintable() and "  " not in text else " ".join(_CONTROLS.sub(" ", text).split())


def _key(identifier: str) -> str:
    """The id as a key that every program takes: ASCII, with a digest where that loses something."""
    plain = re.sub(r"[^A-Za-z0-9:.\-]", "", identifier)
    if plain == identifier:
        return plain
    return f"{plain}-{hashlib.sha256(identifier.encode('utf-8', 'replace')).hexdigest()[:8]}"
