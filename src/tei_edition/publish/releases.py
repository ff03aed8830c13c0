"""The releases of an edition and what each changed: the file that keeps them, and what pages tell of them.

The file (`versions.json`, schemas/versions.schema.json) is what `tei-edition history` writes, so that a build needs no
repository and gives the same pages everywhere.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from tei_edition.catalogue.facts import CATALOGUE
from tei_edition.characters import attributes
from tei_edition.errors import EditionError

FORM = 1
"""The version of the form; it changes when files of the earlier one could be misread."""
WITHHELD, RELEASED = "withheld", "released"
"""The text was published, and is not any more; it was not, and is now."""
KINDS = ("text", WITHHELD, RELEASED, "markup", "header", "authority")
"""In what a telegram changes from one release to the next, in the order in which it is told."""
_FATES = ("added", "removed", "renamed", "changed")


@dataclass(frozen=True, slots=True)
class Release:
    """A release: its version as citations name it, its day (ISO 8601), the tag and the commit, and what became of the
    telegrams, by the names of their files without suffix. `changed` says in what (`KINDS`), `entries` how many
    entries of the authority were added, removed, changed, `unnamed` how many telegrams more were added, removed,
    renamed, changed, which the file does not name."""

    version: str
    date: str
    tag: str = ""
    commit: str = ""
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    changed: tuple[tuple[str, tuple[str, ...]], ...] = ()
    entries: tuple[int, int, int] = (0, 0, 0)
    unnamed: tuple[int, int, int, int] = (0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Releases:
    """All releases of an edition, the oldest first, and what the pages of telegrams tell of them, by their names."""

    releases: tuple[Release, ...] = ()
    told: dict[str, bytes] = field(default_factory=dict, compare=False)  # follows from the releases


NO_RELEASES = Releases()
"""Those of an edition that keeps none."""


def releases_of(releases: Iterable[Release]) -> Releases:
    """The releases with the history of each telegram: where it was first published, where its text and anything of it
    changed last, since when it is withheld, or is not any more."""
    found = tuple(releases)
    histories: dict[str, dict[str, Release]] = {}
    for release in found:
        for name in release.removed:
            histories.pop(name, None)
        for old, new in release.renamed:
            if old in histories:
                histories[new] = histories.pop(old)
        for name in release.added:
            histories[name] = {"first": release}
        for name, kinds in release.changed:
            history = histories.setdefault(name, {"first": release})
            history["changed"] = release
            if "text" in kinds:
                history["text"] = release
            for now, before in ((WITHHELD, RELEASED), (RELEASED, WITHHELD)):
                if now in kinds:
                    history[now] = release
                    history.pop(before, None)
    return Releases(found, {name: _history(one) for name, one in histories.items()})


def _history(events: dict[str, Release]) -> bytes:
    told = [kind for kind in ("first", "text", WITHHELD, RELEASED) if kind in events]
    if "changed" in events and all(events[kind] is not events["changed"] for kind in told if kind != "first"):
        told.append("changed")
    parts = [f"<{kind}{attributes(version=events[kind].version, date=events[kind].date)}/>" for kind in told]
    return f'<history xmlns="{CATALOGUE}">{"".join(parts)}</history>'.encode()


def naming(releases: Iterable[Release], known: Container[str]) -> tuple[Release, ...]:
    """The releases without the names of telegrams that are not `known`; how many there were, they tell as before."""
    return tuple(_naming(one, known) for one in releases)


def _naming(one: Release, known: Container[str]) -> Release:
    named = replace(
        one,
        added=tuple(name for name in one.added if name in known),
        removed=tuple(name for name in one.removed if name in known),
        renamed=tuple(pair for pair in one.renamed if pair[1] in known),
        changed=tuple(pair for pair in one.changed if pair[0] in known),
    )
    lost = [
        number + len(all_) - len(kept)
        for number, all_, kept in zip(
            one.unnamed,
            (one.added, one.removed, one.renamed, one.changed),
            (named.added, named.removed, named.renamed, named.changed),
            strict=True,
        )
    ]
    return replace(named, unnamed=(lost[0], lost[1], lost[2], lost[3]))


def written(releases: Iterable[Release]) -> bytes:
    """The file that keeps the releases."""
    content = {"version": FORM, "releases": [_written(one) for one in releases]}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _written(one: Release) -> dict[str, Any]:
    told = {
        "version": one.version,
        "date": one.date,
        "tag": one.tag,
        "commit": one.commit,
        "added": list(one.added),
        "removed": list(one.removed),
        "renamed": [list(pair) for pair in one.renamed],
        "changed": {name: list(kinds) for name, kinds in one.changed},
        "entries": list(one.entries),
    }
    return told | ({"unnamed": dict(zip(_FATES, one.unnamed, strict=True))} if any(one.unnamed) else {})


def read_releases(content: bytes, file: str) -> tuple[Release, ...]:
    """The releases that a file keeps. Raises EditionError, with `file` and the line, if it is no such file."""
    try:
        told = json.loads(content.decode("utf-8-sig"))
        if told["version"] != FORM:
            raise ValueError("its form is of another version of tei-edition")
        return tuple(_read(one) for one in told["releases"])
    except json.JSONDecodeError as error:
        raise _broken(f"not JSON: {error.msg}", file, error.lineno, error.colno) from None
    except RecursionError:
        raise _broken("it nests too deeply", file) from None
    except KeyError as error:
        raise _broken(f"{error} is not there", file) from None
    except (ValueError, TypeError, AttributeError, OverflowError) as error:
        raise _broken(f"not the list of releases: {error}", file) from None


def _read(one: dict[str, Any]) -> Release:
    version, date, tag = (_text(one[key]) for key in ("version", "date", "tag"))
    entries = tuple(int(number) for number in one["entries"])
    if len(entries) != 3:
        raise ValueError("'entries' are three numbers")
    unnamed = [int(one.get("unnamed", {}).get(fate, 0)) for fate in _FATES]
    return Release(
        version,
        date,
        tag,
        _text(one["commit"]),
        _texts(one["added"]),
        _texts(one["removed"]),
        tuple((_text(old), _text(new)) for old, new in one["renamed"]),
        tuple((_text(name), tuple(kind for kind in KINDS if kind in kinds)) for name, kinds in one["changed"].items()),
        (entries[0], entries[1], entries[2]),
        (unnamed[0], unnamed[1], unnamed[2], unnamed[3]),
    )


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ValueError(f"{value!r:.40} is no list")
    return tuple(_text(one) for one in value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{value!r:.40} is no text")
    return value


def _broken(reason: str, file: str, line: int = 1, column: int = 0) -> EditionError:
    return EditionError(
        f"the releases cannot be read: {reason}",
        "Write the file anew with tei-edition history, or remove it.",
        rule="versions-broken",
        file=file,
        line=line,
        column=column,
    )
