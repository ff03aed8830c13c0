"""A map of places: outlines of land cut to what the places need, and everything in the units of the drawing.

The outlines (land.json) are those of Natural Earth 4.1, 1:50m, in the public domain, as world-atlas 2.0.2 (npm) has
them, simplified to 0.05°: a list of rings, longitude and latitude in turn, in hundredths of a degree.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

WIDTH = 720
_LETTER, _LINE = 7.2, 16  # What a label takes, at the size that the style sheet gives it.
_NUMBERS = re.compile(r"\s*([+-]?\d{1,3}(?:\.\d+)?)[\s,;]+([+-]?\d{1,3}(?:\.\d+)?)\s*")
_Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map: what it is, where in the drawing, on which side its name has room (`start`, `end`)."""

    key: str
    x: float
    y: float
    label: str = ""


@dataclass(frozen=True, slots=True)
class Map:
    """A map: its height (it is WIDTH wide), the land as a path of SVG, the places."""

    height: int
    land: str
    spots: tuple[Spot, ...]


def coordinates(geo: str) -> _Point | None:
    """Latitude and longitude as `geo` has them (WGS 84, decimal degrees), if it has them."""
    found = _NUMBERS.fullmatch(geo)
    if not found:
        return None
    latitude, longitude = float(found[1]), float(found[2])
    return (latitude, longitude) if abs(latitude) <= 85 and abs(longitude) <= 180 else None


def drawn(places: Sequence[tuple[str, str, _Point]]) -> Map:
    """The map of these places (key, name, latitude and longitude), the most important first."""
    west, south, east, north = _frame([point for _, _, point in places])
    narrow = math.cos(math.radians((south + north) / 2))
    scale = WIDTH / ((east - west) * narrow)
    height = round((north - south) * scale)

    def place(longitude: float, latitude: float) -> _Point:
        return round((longitude - west) * narrow * scale, 1), round((north - latitude) * scale, 1)

    rings = (_cut(ring, west, south, east, north) for ring in _land())
    paths = (_path(place(*point) for point in ring) for ring in rings if ring)
    taken: list[tuple[float, float, float, float]] = []
    spots = []
    for key, name, (latitude, longitude) in places:
        x, y = place(longitude, latitude)
        spots.append(Spot(key, x, y, _label(x, y, len(name) * _LETTER, taken)))
    return Map(height, "".join(paths), tuple(spots))


@cache
def _land() -> tuple[tuple[int, ...], ...]:
    content = (Path(__file__).parent / "land.json").read_text("utf-8")
    return tuple(tuple(ring) for ring in json.loads(content))


def _frame(points: Sequence[_Point]) -> tuple[float, float, float, float]:
    """What the map shows: the places with land around them, neither a strip nor a tower."""
    latitudes, longitudes = zip(*points, strict=True)
    south, north, west, east = min(latitudes), max(latitudes), min(longitudes), max(longitudes)
    margin = max(4.0, 0.15 * max(north - south, east - west))
    south, north, west, east = south - margin, north + margin, west - margin, east + margin
    narrow = math.cos(math.radians((south + north) / 2))
    wide, high = (east - west) * narrow, north - south
    if wide < 1.25 * high:
        more = (1.25 * high - wide) / narrow / 2
        west, east = west - more, east + more
    elif wide > 2.2 * high:
        more = (wide / 2.2 - high) / 2
        south, north = south - more, north + more
    return max(west, -180), max(south, -85), min(east, 180), min(north, 85)


def _cut(ring: Sequence[int], west: float, south: float, east: float, north: float) -> list[_Point]:
    """The part of a ring inside the frame (Sutherland and Hodgman), in degrees."""
    xs, ys = ring[::2], ring[1::2]
    if max(xs) < west * 100 or min(xs) > east * 100 or max(ys) < south * 100 or min(ys) > north * 100:
        return []
    points = [(x / 100, y / 100) for x, y in zip(xs, ys, strict=True)]
    for axis, border, sign in ((0, west, 1), (0, east, -1), (1, south, 1), (1, north, -1)):
        points = _clipped(points, axis, border, sign)
    return points


def _clipped(points: Sequence[_Point], axis: int, border: float, sign: int) -> list[_Point]:
    made: list[_Point] = []
    for first, second in zip([*points[-1:], *points[:-1]], points, strict=True):
        before, after = sign * (first[axis] - border), sign * (second[axis] - border)
        if (before < 0) != (after < 0):
            part = before / (before - after)
            made.append((first[0] + part * (second[0] - first[0]), first[1] + part * (second[1] - first[1])))
        if after >= 0:
            made.append(second)
    return made


def _path(points: Iterable[_Point]) -> str:
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points) + "Z"


def _label(x: float, y: float, width: float, taken: list[tuple[float, float, float, float]]) -> str:
    """Whether a name has room after its point (`start`) or before it (`end`); nothing if it would stand on another."""
    for side, left in (("start", x + 6), ("end", x - 6 - width)):
        box = (left, y - _LINE / 2, left + width, y + _LINE / 2)
        free = all(box[0] > o[2] or box[2] < o[0] or box[1] > o[3] or box[3] < o[1] for o in taken)
        if free and box[0] >= 0 and box[2] <= WIDTH:
            taken.append(box)
            return side
    return ""
