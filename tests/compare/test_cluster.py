"""Matches to events, in any order; and what two reports are to each other."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.compare import blocking, cluster
from whence.compare.frequencies import Frequencies
from whence.compare.match import cosine, days_apart, match, score
from whence.errors import BundleError
from whence.records import Fingerprint

NAMES = [f"r{n}" for n in range(12)]
PAIRS = st.dictionaries(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES))
    .filter(lambda p: p[0] != p[1])
    .map(lambda p: (min(p), max(p))),
    st.integers(0, 1000),
    max_size=40,
)


@given(PAIRS, st.randoms(use_true_random=False))
def test_groups_depend_only_on_the_pairs(
    pairs: dict[tuple[str, str], int], order: random.Random
) -> None:
    found = cluster.clusters(NAMES, pairs)
    assert sorted(name for group in found for name in group) == sorted(NAMES)
    shuffled = list(pairs.items())
    order.shuffle(shuffled)
    names = NAMES[:]
    order.shuffle(names)
    assert cluster.clusters(names, dict(shuffled)) == found


@given(PAIRS)
def test_what_is_connected_alone_gives_the_events_that_the_whole_gives(
    pairs: dict[tuple[str, str], int],
) -> None:
    whole = set(cluster.events(NAMES, pairs))
    assert sorted(name for group in whole for name in group) == sorted(NAMES)
    for component in cluster.components(pairs):
        inside = {p: s for p, s in pairs.items() if component.issuperset(p)}
        assert set(cluster.events(sorted(component), inside)) <= whole


def test_faint_likenesses_alone_make_no_event() -> None:
    faint = {(a, b): cluster.BOND - 1 for a in "abc" for b in "abc" if a < b}
    assert cluster.clusters("abc", faint) == [("a", "b", "c")]
    assert cluster.events("abc", faint) == [("a",), ("b",), ("c",)]
    assert cluster.events("abc", {**faint, ("a", "b"): 400}) == [("a", "b"), ("c",)]


def test_one_neighbour_is_not_enough_to_join_a_group() -> None:
    tight = {("a", "b"): 600, ("a", "c"): 600, ("b", "c"): 600, ("c", "d"): 300}
    assert cluster.clusters("abcd", tight) == [("a", "b", "c"), ("d",)]


def test_two_dense_groups_stay_two() -> None:
    inside = [(a, b) for group in ("abc", "xyz") for a in group for b in group if a < b]
    between = {(a, b): 300 for a in "abc" for b in "xyz"}
    assert len(cluster.clusters("abcxyz", dict.fromkeys(inside, 600) | between)) == 2
    assert len(cluster.clusters("abcxyz", dict.fromkeys(inside, 400) | between)) == 1


def test_a_match_is_the_same_both_ways_and_says_why(fingerprints: dict[str, Fingerprint]) -> None:
    one = fingerprints["meridian-wire/2025-09-03-port-explosion.txt"]
    same = fingerprints["rkv-news/2025-09-03-fourteen-dead.html"]
    other = fingerprints["meridian-wire/2025-10-13-kesten-ahead.txt"]
    assert score(one, same) == score(same, one) > cluster.JOIN > score(one, other)
    evidence = match(one, same).evidence
    assert any(line.startswith("words") and "tressom" in line for line in evidence)
    assert any(line.startswith("days told of") and "2025-09-03" in line for line in evidence)
    assert any(line.startswith("against") for line in match(one, other).evidence)


def test_nearly_every_pair_of_an_example_event_is_in_a_block(
    fingerprints: dict[str, Fingerprint], frequencies: Frequencies
) -> None:
    port = [s for name, s in fingerprints.items() if "2025-09" in name]
    keys = [blocking.keys_of(s, frequencies) for s in port]
    found = [
        sum(x * wanted.get(key, 0) for key, x in own.items()) >= blocking.LIKENESS
        for own, _ in keys
        for _, wanted in keys
    ]
    assert sum(found) >= 0.8 * len(found)


def test_reports_without_a_date_find_each_other(
    fingerprints: dict[str, Fingerprint], frequencies: Frequencies
) -> None:
    import msgspec

    one = msgspec.structs.replace(
        fingerprints["meridian-wire/2025-09-03-port-explosion.txt"], published=""
    )
    own, wanted = blocking.keys_of(one, frequencies)
    assert own == wanted
    assert days_apart("", "2025-01-01") is None
    assert days_apart("no date", "2025-01-01") is None


def test_cosine() -> None:
    assert cosine({"a": 1000}, {"a": 1000}) == 1
    assert cosine({"a": 600, "b": 800}, {"b": 1000}) == pytest.approx(0.8)
    assert cosine({}, {"b": 1000}) == 0


def test_rarer_words_weigh_more(frequencies: Frequencies) -> None:
    the, police, unseen = (frequencies.weight(w) for w in ("the", "police", "selvane"))
    assert 0 <= the < police < unseen


def test_frequencies_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match="words"):
        Frequencies.open(tmp_path)
    (tmp_path / "words.tsv.gz").write_bytes(b"no gzip")
    with pytest.raises(BundleError, match="words"):
        Frequencies.open(tmp_path)
