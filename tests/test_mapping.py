"""The map of places."""

from __future__ import annotations

import re

import pytest

from tei_edition.publish.mapping import WIDTH, coordinates, drawn


@pytest.mark.parametrize(
    ("geo", "found"),
    [
        ("39.03 125.75", (39.03, 125.75)),
        (" 39.03, -125.75\n", (39.03, -125.75)),
        ("99 10", None),
        ("39°02′N", None),
        ("39", None),
        ("", None),
    ],
)
def test_coordinates_are_decimal_degrees(geo: str, found: tuple[float, float] | None) -> None:
    assert coordinates(geo) == found


def test_places_and_land_lie_in_the_frame() -> None:
    made = drawn(
        [("a", "Pyongyang", (39.03, 125.75)), ("b", "Moscow", (55.75, 37.6)), ("c", "Kaesong", (37.97, 126.55))]
    )
    assert 200 < made.height < WIDTH
    moscow = made.spots[1]
    assert moscow.x < made.spots[0].x
    assert moscow.y < made.spots[0].y
    for x, y in re.findall(r"([\d.]+) ([\d.]+)", made.land):
        assert -0.1 <= float(x) <= WIDTH + 0.1
        assert -0.1 <= float(y) <= made.height + 0.1
    assert re.fullmatch(r"(M[\d.]+ [\d.]+(L[\d.]+ [\d.]+)*Z)+", made.land)


def test_names_do_not_stand_on_each_other() -> None:
    made = drawn(
        [("a", "Pyongyang", (39.03, 125.75)), ("b", "Pyongyang", (39.04, 125.76)), ("c", "Pyongyang", (39.05, 125.77))]
    )
    assert [one.label for one in made.spots] == ["start", "end", ""]


@pytest.mark.parametrize("place", [(0.0, 179.9), (84.0, 0.0), (-84.0, -179.9), (51.5, 0.0)])
def test_a_single_place_anywhere_has_a_map(place: tuple[float, float]) -> None:
    (spot,) = drawn([("a", "A", place)]).spots
    assert 0 <= spot.x <= WIDTH
