"""The fingerprint that a report is compared by."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.resolve.readings import resolved
from tests.steps import grows_with
from whence.compare.copies import bands_of, shingles_of
from whence.compare.fingerprint import fingerprint_of
from whence.compare.frequencies import Frequencies
from whence.compare.statements import statements
from whence.records import Fingerprint


def fingerprinted(text: str, frequencies: Frequencies) -> Fingerprint:
    return fingerprint_of(resolved(text), "2025-03-03", frequencies)


def test_names_numbers_and_counts(fingerprints: dict[str, Fingerprint]) -> None:
    wire = fingerprints["meridian-wire/2025-09-04-ministry-hospital-toll.txt"]
    assert {"pell", "suvar"} <= wire.people.keys()
    assert "selvane" in wire.places
    assert "2025-09-04" in wire.days
    assert "2016" in wire.years
    assert wire.credits == ("Meridian Wire",)
    # Which of the two tolls is the report's own it does not say: the one is the ministry's, the
    # other the hospital's.
    assert {(t.role, t.value) for t in wire.observations} >= {("killed", 18), ("killed", 23)}
    assert ("injured", 112) in {(t.role, t.value) for t in wire.observations if t.main}
    reprint = fingerprints["selvane-harbour-news/2025-09-04-ministry-18-hospital-23.html"]
    assert reprint.credits == ("Meridian Wire",)
    flare = fingerprints["morning-flare/2025-09-04-23-dead-hospital-says.html"]
    assert flare.credits == ("agencies",)


def test_every_vector_is_of_unit_length_at_most(fingerprints: dict[str, Fingerprint]) -> None:
    for fingerprint in fingerprints.values():
        for vector in (
            fingerprint.words,
            fingerprint.lead,
            fingerprint.people,
            fingerprint.places,
            fingerprint.numbers,
        ):
            assert sum(x * x for x in vector.values()) <= 1_020_000
            assert all(x > 0 for x in vector.values())


@given(st.text(max_size=300))
def test_any_text(frequencies: Frequencies, text: str) -> None:
    result = resolved(text or "x")
    fingerprint_of(result, "", frequencies)
    statements(result, frequencies)
    bands_of(shingles_of(result[0], frequencies))


@pytest.mark.parametrize(
    "piece",
    ["At least 9 people were killed, the ministry said. ", "9 killed, ", "Nine died\n", "a. "],
)
def test_steps_grow_with_the_text(frequencies: Frequencies, piece: str) -> None:
    def work(size: int) -> Callable[[], object]:
        result = resolved(piece * (size // len(piece)))

        def compared() -> None:
            fingerprint_of(result, "", frequencies)
            shingles_of(result[0], frequencies)
            statements(result, frequencies)

        return compared

    grows_with(500, work)
