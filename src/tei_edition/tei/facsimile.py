"""The images of facsimiles that a site shows, with their sizes as the TEI file or the address of the image tells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from tei_edition.reading_text import line

_TEI = "{http://www.tei-c.org/ns/1.0}"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_SHOWN = re.compile(r"https://([a-z0-9.\-]+(?::[0-9]+)?)/", re.IGNORECASE)
_HOST = re.compile(r"[a-z0-9][a-z0-9.\-]*(:[0-9]{1,5})?")
_SKIPPED = re.compile(r"[\s\x00-\x20\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_PIXELS = re.compile(r"\s*([1-9][0-9]{0,5})(?:\.0+)?(?:px)?\s*")
# Of the Image API: region, size, rotation, quality and format.
_SIZED = re.compile(r"/[^/]+/\^?([1-9][0-9]{0,5}),([1-9][0-9]{0,5})/!?[0-9.]+/[a-z]+\.[a-z0-9]+", re.IGNORECASE)


class Size(NamedTuple):
    """Width and height."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Image:
    """An image of a leaf: its address, what the leaf is called, the id of its surface, its size in pixels if that is
    known, and the size of the canvas on which it stands (which may be told in another unit)."""

    url: str
    name: str = ""
    id: str = ""
    size: Size | None = None
    canvas: Size | None = None


def images(root: etree._Element, hosts: Iterable[str]) -> list[Image]:
    """The images of a TEI document that are on these hosts, one for each surface, in their order."""
    found: list[Image] = []
    leaves: dict[str, etree._Element] | None = None
    for graphic, surface, url in shown(root, hosts):
        if leaves is None:
            leaves = _leaves(root)
        size = _size_of(graphic, url)
        name = _name(graphic, surface, leaves)
        own = graphic if surface is None else surface
        found.append(Image(url, name, own.get(_ID, ""), size, size or _extent(surface)))
    return found


def without_size(root: etree._Element, hosts: Iterable[str]) -> Iterator[tuple[etree._Element, str]]:
    """Of these images those of which nothing says how large they are: the `graphic`, and its address."""
    for graphic, surface, url in shown(root, hosts):
        if not (_size_of(graphic, url) or _extent(surface)):
            yield graphic, url


def shown(root: etree._Element, hosts: Iterable[str]) -> Iterator[tuple[etree._Element, etree._Element | None, str]]:
    """The `graphic` elements that are on these hosts, one for each surface, with it and the address."""
    known = {host for host in hosts if _HOST.fullmatch(host)}
    seen: set[etree._Element] = set()
    for facsimile in root.iterchildren(f"{_TEI}facsimile") if known else ():
        for graphic in facsimile.iter(f"{_TEI}graphic"):
            url = _SKIPPED.sub("", graphic.get("url", ""))
            surface = next(graphic.iterancestors(f"{_TEI}surface"), None)
            host = _SHOWN.match(url)
            # Several images of one surface are the same leaf in other forms.
            if host is None or host[1].lower() not in known or surface in seen:
                continue
            if surface is not None:
                seen.add(surface)
            yield graphic, surface, url


def _leaves(root: etree._Element) -> dict[str, etree._Element]:
    """The leaves of the text by the first of the pointers to their facsimiles."""
    found: dict[str, etree._Element] = {}
    for leaf in root.iter(f"{_TEI}pb"):
        if pointers := leaf.get("facs", "").split():
            found.setdefault(pointers[0], leaf)
    return found


def _name(graphic: etree._Element, surface: etree._Element | None, leaves: dict[str, etree._Element]) -> str:
    """What an image is called: by the leaf that leads to it, by a description of its own, by its number."""
    for one in (graphic, *graphic.iterancestors()):
        if (leaf := leaves.get(f"#{one.get(_ID)}")) is not None:
            copies = ", ".join(ref.removeprefix("#") for ref in leaf.get("edRef", "").split())
            if name := " ".join(filter(None, (copies, leaf.get("n", "")))):
                return name
    holders = [(graphic, "desc"), (surface, "label"), (surface, "desc")]
    told = (holder.find(f"{_TEI}{name}") for holder, name in holders if holder is not None)
    described = (line(one) for one in told if one is not None)
    return next(filter(None, described), "") or ("" if surface is None else surface.get("n", ""))


def _size_of(graphic: etree._Element, url: str) -> Size | None:
    """The size of an image in pixels, as its attributes say it, or its address of the Image API."""
    width, height = (_PIXELS.fullmatch(graphic.get(name, "")) for name in ("width", "height"))
    if width and height:
        return Size(int(width[1]), int(height[1]))
    asked = _SIZED.search(url.partition("?")[0])
    return Size(int(asked[1]), int(asked[2])) if asked else None


def _extent(surface: etree._Element | None) -> Size | None:
    """The extent of a surface in the units of its coordinates."""
    if surface is None:
        return None
    try:
        left, top, right, bottom = (float(surface.get(name, "")) for name in ("ulx", "uly", "lrx", "lry"))
    except ValueError:
        return None
    size = right - left, bottom - top
    return Size(round(size[0]), round(size[1])) if all(1 <= one < 1_000_000 for one in size) else None
