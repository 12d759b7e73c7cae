"""Outlines: where a spot is, what of a ring is in view, what of it shows."""

from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.serve.web.pictures import outlines

SQUARE = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0), (0.0, 0.0))
spots = st.tuples(st.floats(-50, 50), st.floats(-50, 50))


def test_the_file_is_small() -> None:
    packed = files("whence") / "data" / "outlines" / "countries.json.gz"
    assert len(packed.read_bytes()) < 400 * 1024


@pytest.mark.parametrize(
    ("lon", "lat", "name"),
    [
        (2.35, 48.85, "France"),
        (28.0, -29.5, "Lesotho"),
        (25.0, -29.0, "South Africa"),
        (-175.0, 66.0, "Russia"),
        (185.0, 66.0, "Russia"),
        (0.0, -85.0, "Antarctica"),
        (-30.0, 30.0, None),
    ],
)
def test_a_spot_is_in_its_country(lon: float, lat: float, name: str | None) -> None:
    country = outlines.at(lon, lat)
    assert (country and country.name) == name


def test_a_country_is_shown_without_what_lies_over_the_sea() -> None:
    (france,) = (c for c in outlines.countries() if c.name == "France")
    ((west, south, east, north),) = outlines.main_parts(france)
    assert min(west + 6, south - 41, 9 - east, 52 - north) > 0


def test_a_ring_is_cut_at_the_box() -> None:
    cut = outlines.clipped(SQUARE, (5, -5, 20, 20))
    assert outlines.area(cut) == 50
    assert outlines.clipped(SQUARE, (11, 0, 20, 10)) == []


@given(st.lists(spots, min_size=3, max_size=12))
def test_what_is_cut_stays_in_the_box(ring: list[tuple[float, float]]) -> None:
    for x, y in outlines.clipped([*ring, ring[0]], (-10, -10, 10, 10)):
        assert -10.001 <= x <= 10.001
        assert -10.001 <= y <= 10.001


def test_spots_that_do_not_show_are_left_out() -> None:
    fine = [(x / 10, 0.0) for x in range(100)] + [*SQUARE[1:]]
    assert len(outlines.thinned(fine, 0.5)) <= 6
    assert outlines.area(outlines.thinned(fine, 0.5)) == pytest.approx(100, abs=5)
    assert outlines.thinned([(0, 0), (0.1, 0), (0, 0.1), (0, 0)], 0.5) == []


def test_the_centre_of_a_square_is_its_middle() -> None:
    assert outlines.centre(SQUARE) == (5, 5)
