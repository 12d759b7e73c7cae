"""The stages in their order: nothing lost, nothing reordered, memory bounded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.readings import FakeReader, FakeResolver, report
from whence.errors import BundleError
from whence.pipeline import Apart, Outcome, read_all
from whence.records import Reading, Rejected, Report, Resolution

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


def test_operator_errors_are_raised() -> None:
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


class Endless:
    """A reader, or a resolver, with a rule that never ends on some text."""

    def read(self, reports: Sequence[Report]) -> list[Reading]:
        while any(one.text == "ENDLESS" for one in reports):
            pass
        return FakeReader().read(reports)

    def resolve(self, report: Report, reading: Reading) -> Resolution:
        while report.text == "TANGLED":
            pass
        return FakeResolver().resolve(report, reading)


@pytest.mark.parametrize("text", ["ENDLESS", "TANGLED"])
def test_a_report_that_is_never_done_is_read_apart_with_its_batch_and_the_next_one_here(
    text: str,
) -> None:
    asked: list[str] = []

    def apart(one: Report) -> Outcome:
        asked.append(one.origin.source)
        if one.text == text:
            return _rejected(one.origin.source)
        return next(read_all([one], FakeReader(), FakeResolver()))

    texts = ["short", text, "short", "FAIL", *["short"] * 4]
    inputs: list[Report | Rejected] = [_rejected("0")]
    inputs += [report(words, source=str(n)) for n, words in enumerate(texts, 1)]
    found = list(read_all(inputs, Endless(), Endless(), reports=5, apart=Apart(apart, 0.1)))
    assert asked == ["1", "2", "3", "4"]
    assert [isinstance(one, Rejected) for one in found] == [
        True, False, True, False, True, *[False] * 4
    ]  # fmt: skip
