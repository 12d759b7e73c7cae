"""Who is one source under two names, and what is given as independent."""

from __future__ import annotations

import pytest

from tests.compare.factories import count, report, voice
from whence.compare.source_identity import grouped, may_be_kin
from whence.compare.source_types import SourceKey
from whence.compare.sources import Assertion, Sources, counted
from whence.records import CountSource
from whence.records.finding import IndependentSources


def org(name: str) -> CountSource:
    return voice(name, kind="organization")


def independent(
    *voices: CountSource | None, people: tuple[tuple[str, ...], ...] = ()
) -> IndependentSources:
    """What is said of a count that each of some voices gives in a report of its own."""
    named = people or ((),) * len(voices)
    value = 1 if people else 18
    counts = [count(value, by, people=who) for by, who in zip(voices, named, strict=True)]
    reports = [report(f"r{n}", "2025-03-03", one) for n, one in enumerate(counts)]
    sources = Sources(reports, {})
    assertions = [
        Assertion(r, one, sources.of(r, one)) for r, one in zip(reports, counts, strict=True)
    ]
    return counted(assertions, sources, {})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (voice("Orla Vance", "an actress"), voice("Vance")),
        (voice("Orla Vance", "an actress"), voice("actress Orla Vance", "an actress")),
        (org("Tolvan Zoo"), voice("Edda Quist", "zoo director")),
        (org("Tolvan Aquarium"), voice("Edda Quist", "the aquarium's curator")),
        (org("Brennick Brewery"), voice("Piet Olsen", "brewery manager")),
        (org("Harrow Lane School"), voice("Lena Oduya", "the school principal")),
        (org("Zoo"), org("Tolvan Zoo")),
        (voice("North Carvia", kind="place"), voice("North", kind="place")),
        (voice("Marla Dunnock", "a driver"), voice("Marlo Dunnok", "one of the drivers")),
        (voice("Marla Dunnock", "a driver"), voice("Marla Dunnocks", "a motorist")),
        (org("National Reform Movement"), org("MNR")),
        (org("Union of Free Bakers"), org("UFB")),
    ],
)
def test_one_under_two_names(one: CountSource, other: CountSource) -> None:
    assert (independent(one, other).least, independent(one, other).most) == (1, 1)
    assert (independent(other, one).least, independent(other, one).most) == (1, 1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # Of a family: reporters mix up who said it.
        (voice("Marla Dunnock", "a driver"), voice("Agnes Dunnock", "a nurse")),
        # What a station or a paper says it has from somebody.
        (org("Radio Carvia"), voice("Piet Olsen", "a brewer")),
        (org("Channel 9 News"), org("Tolvan Hospital")),
        (org("The Brennick Mirror"), org("Tolvan Hospital")),
        # One of whom nothing is said may speak for the other.
        (voice("Piet Olsen"), org("Tolvan Hospital")),
        (voice("Piet Olsen"), voice("Lena Oduya", "a baker")),
        # Authorities may all draw on one.
        (org("Tolvan Police"), voice("Lena Oduya", "the coroner")),
    ],
)
def test_two_that_may_be_one(one: CountSource, other: CountSource) -> None:
    assert independent(one, other).least == 1
    assert independent(one, other).most == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (org("Tolvan Hospital"), org("Carvia Airways")),
        (voice("Piet Olsen", "a brewer"), voice("Lena Oduya", "a baker")),
        (voice("Piet Olsen", "a brewer"), org("Tolvan Hospital")),
        (org("Tolvan Police"), org("Carvia Airways")),
        (org("Tolvan Zoo"), voice("Edda Quist", "a visitor")),
        (voice("Marl Dun", "a driver"), voice("Marla Den", "a nurse")),
    ],
)
def test_two_people_stay_two(one: CountSource, other: CountSource) -> None:
    assert (independent(one, other).least, independent(one, other).most) == (2, 2)


def test_nothing_is_known_of_counts_of_different_people() -> None:
    police, hospital = org("Tolvan Police"), org("Tolvan Hospital")
    apart = independent(police, hospital, people=(("Orla Vance",), ("Piet Olsen",)))
    assert not apart.known
    assert independent(police, hospital, people=(("Orla Vance",), ("Vance",))).known


def test_kin_are_persons_with_one_surname() -> None:
    assert may_be_kin(SourceKey("person", "marla dunnock"), SourceKey("person", "agnes dunnok"))
    assert not may_be_kin(SourceKey("person", "marla dun"), SourceKey("person", "agnes den"))
    assert not may_be_kin(
        SourceKey("person", "marla dunnock"), SourceKey("body", "dunnock foundation")
    )


def test_a_group_is_joined_by_any_of_its_names() -> None:
    keys = [
        SourceKey("body", "tolvan zoo"),
        SourceKey("body", "zoo"),
        SourceKey("person", "edda quist"),
        SourceKey("person", "orla vance"),
    ]
    described = {SourceKey("person", "edda quist"): {"zoo"}}
    assert [len(group) for group in grouped(keys, described)] == [3, 1]
