"""People's decisions on which reports are of one event, in any order: joined and never split."""

from __future__ import annotations

import random
import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.chance import tried
from tests.compare.stores import compare, filled, found_in
from tests.ledger.factories import RUN
from whence.bootstrap import comparing
from whence.compare.cluster import Pair
from whence.compare.constraints import as_decided
from whence.ledger import SqlLedger
from whence.ports import Result
from whence.records import Decision
from whence.records.decision import Verb
from whence.review import service, with_decisions

NAMES = "abcdefg"
VERBS: list[Verb] = ["same-event", "other-event"]


@st.composite
def cases(
    draw: st.DrawFn,
) -> tuple[list[tuple[str, ...]], dict[Pair, bool], dict[Pair, int]]:
    of = draw(st.lists(st.integers(0, 2), min_size=len(NAMES), max_size=len(NAMES)))
    groups = [
        tuple(n for n, g in zip(NAMES, of, strict=True) if g == number) for number in range(3)
    ]
    pair = (
        st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES))
        .filter(lambda p: p[0] != p[1])
        .map(lambda p: (min(p), max(p)))
    )
    decided = draw(st.dictionaries(pair, st.booleans(), max_size=6))
    return [g for g in groups if g], decided, draw(st.dictionaries(pair, st.integers(1, 999)))


@given(cases(), st.randoms())
def test_merged_and_separated(
    case: tuple[list[tuple[str, ...]], dict[Pair, bool], dict[Pair, int]], shuffler: random.Random
) -> None:
    groups, decided, pairs = case
    found = as_decided(groups, decided, pairs)
    assert sorted(name for group in found for name in group) == sorted(
        name for group in groups for name in group
    )
    of = {name: group for group in found for name in group}
    for (one, other), same in decided.items():
        assert same or of[one] is not of[other]
        if same and all(decided.values()):
            assert of[one] is of[other]
    if not decided:
        assert found == groups
    shuffled = [(d, decided[d]) for d in decided]
    shuffler.shuffle(shuffled)
    turned = [tuple(reversed(group)) for group in reversed(groups)]
    assert as_decided(turned, dict(shuffled), dict(reversed(pairs.items()))) == found or not decided


def test_the_others_go_with_whom_they_are_like() -> None:
    groups = [("a", "b", "c", "d")]
    alike = {("a", "c"): 900, ("b", "c"): 300, ("b", "d"): 800, ("a", "d"): 200}
    assert as_decided(groups, {("a", "b"): False}, alike) == [("a", "c"), ("b", "d")]


def event(verb: Verb, *reports: str) -> Decision:
    return Decision(target="event", verb=verb, reports=reports, who="ada")


def events_of(ledger: SqlLedger) -> list[list[str]]:
    summaries = comparing.summaries(ledger, "range")
    return sorted(sorted(member.report for member in one.members) for one in summaries)


def together(ledger: SqlLedger, one: Result, other: Result) -> bool:
    return any({one[0].id, other[0].id} <= set(group) for group in events_of(ledger))


def two_of(ledger: SqlLedger, examples: list[Result]) -> tuple[Result, Result, Result]:
    """Two reports of one event, and one of another."""
    by_id = {result[0].id: result for result in examples}
    groups = events_of(ledger)
    largest = max(groups, key=len)
    other = next(group for group in groups if group is not largest)
    return by_id[largest[0]], by_id[largest[1]], by_id[other[0]]


def test_in_a_ledger(examples: list[Result], tmp_path: Path) -> None:
    with filled(tmp_path / "l.db", [examples]) as ledger:
        before = events_of(ledger)
        one, two, apart = two_of(ledger, examples)
        parted = service.decided(
            ledger.reviews(), event("other-event", one[0].identity, two[0].identity)
        )
        assert parted.overlay is None
        assert compare(ledger) == 0
        assert not together(ledger, one, two)
        joined = service.decided(
            ledger.reviews(), event("same-event", two[0].identity, apart[0].identity)
        )
        compare(ledger)
        assert together(ledger, two, apart)
        assert not together(ledger, one, two)
        for made in (parted, joined):
            service.undone(ledger.reviews(), made.number, "bo")
        compare(ledger)
        assert events_of(ledger) == before
        assert ledger.reviews().event_pairs() == {}


@settings(
    max_examples=tried(5),
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_the_order_does_not_matter(
    examples: list[Result], newsroom: Path, data: st.DataObject
) -> None:
    identities = [result[0].identity for result in examples]
    pairs = data.draw(
        st.lists(
            st.tuples(
                st.sampled_from(VERBS),
                st.lists(st.sampled_from(identities), min_size=2, max_size=2, unique=True),
            ),
            min_size=1,
            max_size=4,
        )
    )
    order = data.draw(st.permutations(range(len(examples))))
    cut = data.draw(st.integers(0, len(examples)))
    made = [event(verb, *both) for verb, both in pairs]
    with tempfile.TemporaryDirectory() as folder:
        place = str(shutil.copy(newsroom, Path(folder) / "one.db"))  # all of them, added together
        with SqlLedger(place, apply_decisions=with_decisions) as ledger:
            ledger.begin(RUN)
            for one in made:
                ledger.reviews().add_decision(one)
            compare(ledger)
            at_once = events_of(ledger), found_in(ledger)
        with filled(Path(folder) / "two.db", [[examples[n] for n in order[:cut]]]) as ledger:
            for n in order[cut:]:
                ledger.add(examples[n])
            for one in made:
                ledger.reviews().add_decision(one)
            compare(ledger)
            assert (events_of(ledger), found_in(ledger)) == at_once
            assert sum(1 for _ in comparing.compared(ledger, again=True)) == len(examples)
            assert (events_of(ledger), found_in(ledger)) == at_once
