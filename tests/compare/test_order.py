"""Order does not matter: the same reports in any order and any batches, the same findings."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.chance import tried
from tests.compare.stores import compare, filled, found_in
from whence.bootstrap import comparing
from whence.bootstrap.figure_reasons import explained_summary
from whence.compare.events import Account
from whence.compare.summaries import accounts, summary_of
from whence.ports import Result
from whence.records.finding import EventSummary

USUAL = comparing.policy("range")


def explained(account: Account) -> EventSummary:
    return explained_summary(summary_of(account), USUAL)


@pytest.fixture(scope="module")
def at_once(examples: list[Result], tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What is found where all are added together."""
    with filled(tmp_path_factory.mktemp("at-once") / "l.db", [examples]) as ledger:
        return found_in(ledger)


@settings(
    max_examples=tried(8),
    # A failure is as good as its shortest form, which would take minutes to find.
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_any_order_and_any_batches(
    examples: list[Result], at_once: bytes, data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(len(examples))))
    cuts = sorted(data.draw(st.sets(st.integers(1, len(examples) - 1), max_size=4)))
    batches = [
        [examples[n] for n in order[start:end]]
        for start, end in zip([0, *cuts], [*cuts, len(order)], strict=True)
    ]
    with (
        tempfile.TemporaryDirectory() as folder,
        filled(Path(folder) / "l.db", batches) as ledger,
    ):
        assert found_in(ledger) == at_once


def test_a_forgotten_report_is_as_if_it_had_never_been_there(
    examples: list[Result], tmp_path: Path
) -> None:
    gone = next(r for r in examples if "three-detained" in r[0].origin.source)
    with filled(tmp_path / "a.db", [examples]) as ledger:
        ledger.forget(gone[0].id, "asked to")
        compare(ledger)
        after = found_in(ledger)
        assert b"three-detained" not in after
    with filled(tmp_path / "b.db", [[r for r in examples if r is not gone]]) as ledger:
        assert found_in(ledger) == after


def test_stopped_half_way_the_next_goes_on(
    examples: list[Result], at_once: bytes, tmp_path: Path
) -> None:
    with filled(tmp_path / "l.db", []) as ledger:
        for result in examples:
            ledger.add(result)
        half = comparing.compared(ledger)
        for _ in range(9):
            next(half)
        half.close()
        assert found_in(ledger) == b"[]"  # fingerprints, but no event yet
        assert compare(ledger) == len(examples) - 9
        assert found_in(ledger) == at_once
        assert compare(ledger) == 0
        assert sum(1 for _ in comparing.compared(ledger, again=True)) == len(examples)
        assert found_in(ledger) == at_once


def test_stored_summaries_equal_recomputed_ones(examples: list[Result], tmp_path: Path) -> None:
    # One by one, so that events change under their earlier summaries.
    with filled(tmp_path / "l.db", [[result] for result in examples]) as ledger:
        events = list(comparing.summaries(ledger))
        store = ledger.comparisons()
        anew = [explained(a) for a in accounts(store, USUAL)]
        assert events == anew
        assert store.without_summary() == []
        assert any(d.disputed for d in events)
        gone = next(r for r in examples if "three-detained" in r[0].origin.source)[0]
        ledger.forget(gone.id, "asked to")
        assert store.without_summary()  # the events beside it are summarised again, too
        compare(ledger)
        left = list(comparing.summaries(ledger))
        assert left == [explained(a) for a in accounts(store, USUAL)]
        assert gone.id not in {m.report for d in left for m in (*d.members, *d.besides)}
