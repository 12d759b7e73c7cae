"""The day and the place of a report's event, by what it says of them itself."""

from __future__ import annotations

import pytest

from tests.resolve.readings import resolved
from whence.compare.fingerprint import fingerprint_of
from whence.compare.frequencies import Frequencies

_OUT = "2025-06-10"  # a Tuesday


def _first_day(text: str, frequencies: Frequencies) -> str:
    return fingerprint_of(resolved(text, published=_OUT), _OUT, frequencies).days[0]


def _where(text: str, frequencies: Frequencies) -> tuple[str, str | None] | None:
    place = fingerprint_of(resolved(text, published=_OUT), _OUT, frequencies).where
    return None if place is None else (place.name, place.country)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            (
                "A fight broke out at a bar in Leeds on Saturday night, police said. Sunday's shooting "
                "left two people dead."
            ),
            "2025-06-08",
        ),
        (
            "On Monday the mayor met the families. The fire on Friday killed six people in Leeds.",
            "2025-06-06",
        ),
        (
            (
                "The school reopened on Monday after the attack on June 3, in which five pupils were "
                "killed."
            ),
            "2025-06-03",
        ),
        (
            (
                "The president arrived on Sunday to see the town where a quake killed 50 people on "
                "Wednesday."
            ),
            "2025-06-04",
        ),
        (
            "A quake struck Peru on Friday. The death toll rose to 19 on Monday.",
            "2025-06-06",
        ),
        (
            "Two guards vanished on Friday near Lagos. Their two bodies were found on Monday.",
            "2025-06-06",
        ),
        (
            "Residents of Leeds fled on Monday. The storm is expected to hit on Thursday.",
            "2025-06-09",
        ),
    ],
)
def test_the_day_is_that_of_what_was_done(text: str, day: str, frequencies: Frequencies) -> None:
    assert _first_day(text, frequencies) == day


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            (
                "The United States condemned the killing of nine miners in Peru. U.S. officials and the "
                "U.S. embassy spoke of murder. The miners died near Cusco, in the south of Peru."
            ),
            "PE",
        ),
        (
            (
                "Kenyan police shot four men in Nairobi on Sunday. The Kenyan interior minister, who "
                "was in London, said the four had planned a raid."
            ),
            "KE",
        ),
    ],
)
def test_the_place_is_in_the_country_mentioned_most(
    text: str, place: str, frequencies: Frequencies
) -> None:
    found = _where(text, frequencies)
    assert found is not None
    assert found[1] == place


def test_no_place_where_one_that_is_not_known_is_named_most(frequencies: Frequencies) -> None:
    text = (
        "A bus fell off a bridge in Varnholt on Sunday. Varnholt's mayor said the bridge in "
        "Varnholt was old. The driver had come from Oslo."
    )
    assert _where(text, frequencies) is None
