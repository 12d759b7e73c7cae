"""The stages in their order: nothing lost, nothing reordered, memory bounded."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.readings import FakeReader, FakeResolver, report
from whence.errors import BundleError
from whence.pipeline import read_all
from whence.records import Reading, Rejected, Report

_TEXTS = st.sampled_from(["", "short", "FAIL", "PUZZLE", "long " * 50])


def _rejected(source: str) -> Rejected:
    return Rejected(source=source, stage="ingest", code="empty", detail="It is empty.")


@given(st.lists(st.tuples(st.booleans(), _TEXTS), max_size=40))
def test_order_is_preserved_and_one_failure_is_one_rejection(kinds: list[tuple[bool, str]]) -> None:
    inputs = [
        _rejected(str(n)) if bad else report(text, source=str(n))
        for n, (bad, text) in enumerate(kinds)
    ]
    found = list(read_all(inputs, FakeReader(), FakeResolver(), characters=300, reports=5))
    assert len(found) == len(inputs)
    for given_, outcome in zip(inputs, found, strict=True):
        if isinstance(given_, Rejected):
            assert outcome is given_
        elif given_.text in ("FAIL", "PUZZLE"):
            assert isinstance(outcome, Rejected)
            assert outcome.source == given_.origin.source
            stage, why = {
                "FAIL": ("read", "cannot read this"),
                "PUZZLE": ("resolve", "makes no sense"),
            }[given_.text]
            assert outcome.stage == stage
            assert why in outcome.detail
        else:
            assert isinstance(outcome, tuple)
            assert outcome[0] is given_
            assert outcome[1].report_id == outcome[2].report_id == given_.id


def test_batches_are_bounded_and_stream() -> None:
    taken = 0

    def inputs() -> Iterator[Report]:
        nonlocal taken
        for number in range(1000):
            taken += 1
            yield report("x" * 100, source=str(number))

    reader = FakeReader()
    outcomes = read_all(inputs(), reader, FakeResolver(), characters=2000, reports=8)
    for number, _ in enumerate(outcomes, 1):
        assert taken - number <= 9
    assert max(reader.batches) == 8
    assert taken == 1000


def test_the_first_reading_does_not_wait_for_a_full_batch() -> None:
    reader = FakeReader()
    reports = (report("x" * 3000, source=str(n)) for n in range(60))
    list(read_all(reports, reader, FakeResolver()))
    assert reader.batches[0] == 1
    assert max(reader.batches) == 20


def test_what_the_operator_must_mend_is_raised() -> None:
    class Broken:
        def read(self, reports: object) -> list[Reading]:
            raise BundleError("altered")

    with pytest.raises(BundleError):
        list(read_all([report("a")], Broken(), FakeResolver()))


def test_a_reader_that_gives_too_few_readings_is_a_failure() -> None:
    class Short:
        def read(self, reports: object) -> list[Reading]:
            return []

    found = list(read_all([report("a"), report("b")], Short(), FakeResolver()))
    assert all(isinstance(outcome, Rejected) for outcome in found)
