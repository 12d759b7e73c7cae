"""What a store keeps of comparing: the contract of `ports.Comparisons`, over each database."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest

from tests.compare.factories import EMPTY
from tests.ledger.factories import HOSPITAL, MINISTRY, made, opened
from whence.bootstrap import comparing
from whence.ledger import SqlLedger
from whence.records import Fingerprint

#: A ledger and the ids of its two reports.
Two = tuple[SqlLedger, str, str]
COUNTS = ("sketches", "sketch_terms", "sketch_bands", "matches")


def sketch(name: str, source: str = "a.txt") -> Fingerprint:
    return msgspec.structs.replace(EMPTY, report=name, source=source, words={"harbour": 1000})


@pytest.fixture
def two(place: str) -> Iterator[Two]:
    """A ledger with two reports that nothing was found of."""
    with opened(place) as ledger:
        first, second = made(MINISTRY), made(HOSPITAL, source="b.txt")
        ledger.add(first)
        ledger.add(second)
        yield ledger, first[0].id, second[0].id


def rows(ledger: SqlLedger) -> list[int]:
    with ledger.reading() as connection:
        return [
            connection.exec_driver_sql(f"select count(*) from {name}").scalar_one()
            for name in COUNTS
        ]


def test_each_last_version_waits_once(two: Two) -> None:
    ledger, first, second = two
    store = ledger.comparisons()
    assert store.begin("1") == store.count_waiting() == 2
    assert set(store.waiting()) == {first, second}
    result, published = store.result(first)
    assert (result[0].id, published) == (first, "2025-03-03")
    store.add_fingerprint(sketch(first), {1: 10, 2: 10}, (), {})
    assert store.waiting() == [second]
    assert ledger.add(made(MINISTRY.replace("18", "20"))).state == "changed"
    assert store.begin("1") == 2  # the old version's is dropped, the new one waits
    assert rows(ledger)[:2] == [0, 0]


def test_a_report_that_another_process_compared_is_stored_once(two: Two) -> None:
    ledger, first, _ = two
    one, other = ledger.comparisons(), ledger.comparisons()
    one.begin("1")
    other.begin("1")
    number = one.add_fingerprint(sketch(first), {1: 10, 2: 10}, (3,), {})
    assert other.add_fingerprint(sketch(first), {1: 10, 2: 10}, (3,), {}) == number
    assert rows(ledger) == [1, 2, 1, 0]


def test_fingerprints_are_found_by_terms_and_by_bands(two: Two) -> None:
    ledger, first, second = two
    store = ledger.comparisons()
    store.begin("1")
    huge = 2**62
    number = store.add_fingerprint(sketch(first), {-huge: 10, 2: 20, huge: 30}, (7, 8), {})
    assert store.fingerprints([number]) == {number: sketch(first)}
    assert store.near({2: 10, huge: 10, 5: 90}, (), 500) == [number]
    assert store.near({2: 10, huge: 10, 5: 90}, (), 501) == []
    assert store.near({5: 90}, (8,), 1) == [number]
    assert store.near({}, (), 1) == []
    other = store.add_fingerprint(
        sketch(second, "b.txt"), {2: 5, huge: 5}, (), {number: (700, 450)}
    )
    assert store.near({2: 9, huge: 9}, (7,), 90) == [number, other]
    pair = (min(number, other), max(number, other))
    assert store.matches_of([other], 0) == store.matches_of([number], 700) == {pair: 700}
    assert store.matches_of([number], 701) == {}
    assert store.copies_among([number, other], 450) == {pair: 450}
    assert store.copies_among([number, other], 451) == {}
    assert store.copies_among([number], 0) == {}
    assert store.report(number).id == first


def test_events_are_stored_all_or_none_and_dropped_with_a_member(two: Two) -> None:
    ledger, first, second = two
    store = ledger.comparisons()
    store.begin("1")
    number = store.add_fingerprint(sketch(first), {1: 10, 2: 10}, (3,), {})
    other = store.add_fingerprint(sketch(second, "b.txt"), {1: 10, 2: 10}, (3,), {number: (700, 0)})
    assert store.ungrouped() == [number, other]
    store.group({number: "e", other: "e"})
    assert store.ungrouped() == []
    ((event, members),) = store.events()
    assert (event, set(members)) == ("e", {number, other})
    ledger.forget(first, "asked to")
    assert store.ungrouped() == [other]
    assert rows(ledger) == [1, 2, 1, 0]
    assert list(store.events()) == []


def test_another_method_starts_over(two: Two) -> None:
    ledger, first, _ = two
    store = ledger.comparisons()
    store.begin("1")
    store.add_fingerprint(sketch(first), {1: 10, 2: 10}, (3,), {})
    assert ledger.comparisons().begin("2") == 2
    assert rows(ledger) == [0, 0, 0, 0]


def test_reports_are_compared_in_any_database(place: str) -> None:
    with opened(place) as ledger:
        ledger.add(made(MINISTRY * 2))
        ledger.add(made(MINISTRY * 2 + "\nThe paper adds a line.\n", source="b.txt"))
        ledger.add(made(HOSPITAL, source="c.txt"))
        assert sum(1 for _ in comparing.compared(ledger)) == 3
        events = [d.event for d in comparing.summaries(ledger)]
    assert sorted(len(event.reports) for event in events) == [1, 2]
    (group,) = (g for event in events for g in event.copies)
    assert set(group) == {"a.txt", "b.txt"}
