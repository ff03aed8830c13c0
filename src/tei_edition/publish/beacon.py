"""The persons of an edition for whoever gathers links by GND: a file in the format BEACON.

Format: <https://gbv.github.io/beaconspec/beacon.html>.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tei_edition.publish.entries import Entries
from tei_edition.publish.site import Site, absolute, entry_path

BEACON = "beacon.txt"
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:T.*)?")
_GND = re.compile(r"https?://d-nb\.info/gnd/(\d[\d-]{3,12}[\dX])")


def beacon(named: Iterable[tuple[str, int]], entries: Entries, site: Site, changed: str) -> Iterator[bytes]:
    """The file piece by piece: a line for each GND of a person, with the number of telegrams that name the person.

    `named` are the ids of entries in the authority, with that number; `changed` is the newest date of a revision, or
    the date of the build. Nothing comes where no person has a GND.
    """
    links = sorted(_links(named, entries, site))
    if not links:
        return
    fields = {
        "FORMAT": "BEACON",
        "PREFIX": "https://d-nb.info/gnd/",
        "NAME": site.title,
        "INSTITUTION": site.publisher,
        "HOMEPAGE": site.base_url,
        "FEED": site.base_url + BEACON,
        "TIMESTAMP": _DAY.sub(r"\1", changed) if _DAY.fullmatch(changed) else "",
    }
    for name, value in fields.items():
        if value := " ".join(value.split()):
            yield f"#{name}: {value}\n".encode("utf-8", "replace")
    yield b"\n"
    for gnd, telegrams, url in links:
        yield f"{gnd}|{telegrams}|{url}\n".encode("utf-8", "replace")


def _links(named: Iterable[tuple[str, int]], entries: Entries, site: Site) -> Iterator[tuple[str, int, str]]:
    for key, telegrams in named:
        known = entries.known(key)
        if known is None or known.kind != "person":
            continue
        found = (_GND.fullmatch(link) for link in known.links)
        for gnd in dict.fromkeys(one[1] for one in found if one):
            yield gnd, telegrams, absolute(entry_path("persons", key), site)
