"""The stages in their order: nothing lost, nothing reordered, memory bounded."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.readings import FakeReader, report
from whence.errors import BundleError
from whence.pipeline import read_all
from whence.records import Reading, Rejected, Report

_TEXTS = st.sampled_from(["", "short", "FAIL", "long " * 50])


def _rejected(source: str) -> Rejected:
    return Rejected(source=source, stage="ingest", code="empty", detail="It is empty.")


@given(st.lists(st.tuples(st.booleans(), _TEXTS), max_size=40))
def test_order_is_kept_and_one_failure_is_one_rejection(kinds: list[tuple[bool, str]]) -> None:
    inputs = [
        _rejected(str(n)) if bad else report(text, source=str(n))
        for n, (bad, text) in enumerate(kinds)
    ]
    found = list(read_all(inputs, FakeReader(), characters=300, reports=5))
    assert len(found) == len(inputs)
    for given_, outcome in zip(inputs, found, strict=True):
        if isinstance(given_, Rejected):
            assert outcome is given_
        elif "FAIL" in given_.text:
            assert isinstance(outcome, Rejected)
            assert outcome.stage == "read"
            assert outcome.source == given_.origin.source
            assert "cannot read this" in outcome.detail
        else:
            assert isinstance(outcome, tuple)
            assert outcome[0] is given_
            assert outcome[1].report_id == given_.id


def test_batches_are_bounded_and_stream() -> None:
    taken = 0

    def inputs() -> Iterator[Report]:
        nonlocal taken
        for number in range(1000):
            taken += 1
            yield report("x" * 100, source=str(number))

    reader = FakeReader()
    for number, _ in enumerate(read_all(inputs(), reader, characters=2000, reports=8), 1):
        assert taken - number <= 9
    assert max(reader.batches) == 8
    assert taken == 1000


def test_the_first_reading_does_not_wait_for_a_full_batch() -> None:
    reader = FakeReader()
    list(read_all((report("x" * 3000, source=str(n)) for n in range(60)), reader))
    assert reader.batches[0] == 1
    assert max(reader.batches) == 20


def test_what_the_operator_must_mend_is_raised() -> None:
    class Broken:
        def read(self, reports: object) -> list[Reading]:
            raise BundleError("altered")

    with pytest.raises(BundleError):
        list(read_all([report("a")], Broken()))


def test_a_reader_that_gives_too_few_readings_is_a_failure() -> None:
    class Short:
        def read(self, reports: object) -> list[Reading]:
            return []

    found = list(read_all([report("a"), report("b")], Short()))
    assert all(isinstance(outcome, Rejected) for outcome in found)
