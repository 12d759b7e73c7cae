"""Who is one source under two names, and what is given as independent."""

from __future__ import annotations

import pytest

from tests.compare.factories import count, report, source
from whence.compare.source_identity import grouped, may_be_kin
from whence.compare.source_types import SourceKey
from whence.compare.sources import Assertion, Sources, counted
from whence.records import CountSource
from whence.records.finding import IndependentSources


def org(name: str) -> CountSource:
    return source(name, kind="organization")


def independent(
    *given: CountSource | None, people: tuple[tuple[str, ...], ...] = ()
) -> IndependentSources:
    """The sources of a count that each of some gives in a report of its own."""
    named = people or ((),) * len(given)
    value = 1 if people else 18
    counts = [count(value, by, people=who) for by, who in zip(given, named, strict=True)]
    reports = [report(f"r{n}", "2025-03-03", one) for n, one in enumerate(counts)]
    sources = Sources(reports, {})
    assertions = [
        Assertion(r, one, sources.of(r, one)) for r, one in zip(reports, counts, strict=True)
    ]
    return counted(assertions, sources, {})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (source("Orla Vance", "an actress"), source("Vance")),
        (source("Orla Vance", "an actress"), source("actress Orla Vance", "an actress")),
        (org("Tolvan Zoo"), source("Edda Quist", "zoo director")),
        (org("Tolvan Aquarium"), source("Edda Quist", "the aquarium's curator")),
        (org("Brennick Brewery"), source("Piet Olsen", "brewery manager")),
        (org("Harrow Lane School"), source("Lena Oduya", "the school principal")),
        (org("Zoo"), org("Tolvan Zoo")),
        (source("North Carvia", kind="place"), source("North", kind="place")),
        (source("Marla Dunnock", "a driver"), source("Marlo Dunnok", "one of the drivers")),
        (source("Marla Dunnock", "a driver"), source("Marla Dunnocks", "a motorist")),
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
        (source("Marla Dunnock", "a driver"), source("Agnes Dunnock", "a nurse")),
        # What a station or a paper says it has from others.
        (org("Radio Carvia"), source("Piet Olsen", "a brewer")),
        (org("Channel 9 News"), org("Tolvan Hospital")),
        (org("The Brennick Mirror"), org("Tolvan Hospital")),
        # One without a description may be quoted for the other.
        (source("Piet Olsen"), org("Tolvan Hospital")),
        (source("Piet Olsen"), source("Lena Oduya", "a baker")),
        # Authorities may all draw on one.
        (org("Tolvan Police"), source("Lena Oduya", "the coroner")),
    ],
)
def test_two_that_may_be_one(one: CountSource, other: CountSource) -> None:
    assert independent(one, other).least == 1
    assert independent(one, other).most == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (org("Tolvan Hospital"), org("Carvia Airways")),
        (source("Piet Olsen", "a brewer"), source("Lena Oduya", "a baker")),
        (source("Piet Olsen", "a brewer"), org("Tolvan Hospital")),
        (org("Tolvan Police"), org("Carvia Airways")),
        (org("Tolvan Zoo"), source("Edda Quist", "a visitor")),
        (source("Marl Dun", "a driver"), source("Marla Den", "a nurse")),
    ],
)
def test_two_people_stay_two(one: CountSource, other: CountSource) -> None:
    assert (independent(one, other).least, independent(one, other).most) == (2, 2)


def test_nothing_is_known_of_counts_of_different_people() -> None:
    police, hospital = org("Tolvan Police"), org("Tolvan Hospital")
    apart = independent(police, hospital, people=(("Orla Vance",), ("Piet Olsen",)))
    assert not apart.known
    assert independent(police, hospital, people=(("Orla Vance",), ("Vance",))).known


def test_kin_are_people_with_one_surname() -> None:
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
