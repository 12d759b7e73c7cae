"""What was judged of held-back dates: both sides' values count where they were found right."""

from __future__ import annotations

import json

import pytest

from benchmarks.quality import judged
from benchmarks.quality.gold import Missing
from benchmarks.quality.judged import Judged
from training.corpora import held_back, timex


@pytest.mark.parametrize(
    ("right", "expected", "gold"),
    [
        ("told", True, False),
        ("gold", False, True),
        ("either", True, True),
        ("neither", False, False),
    ],
)
def test_the_verdict_decides_for_both(right: str, expected: bool, gold: bool) -> None:
    one = Judged("2024-W46", right)
    assert one.accepts("2024-W46", "2024-WXX") is expected
    assert one.accepts("2024-WXX", "2024-WXX") is gold
    assert not one.accepts("2024-W47", "2024-WXX")


def test_a_value_that_did_not_exist_then() -> None:
    assert Judged(None, "told").accepts("", "PXX")
    assert not Judged(None, "gold").accepts("", "PXX")


def test_only_what_was_held_back_was_judged() -> None:
    for line in judged.FILE.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        assert held_back(row["id"], timex.TEST_SHARE)
        assert all(one["right"] in ("gold", "told", "either", "neither") for one in row["judged"])


def test_the_texts_are_those_that_were_judged() -> None:
    try:
        documents = {row["doc_id"]: row for row in judged._documents()}
    except Missing as missing:
        pytest.skip(str(missing))
    for name, start, end in judged._judged():
        spans = [(one["start"], one["end"]) for one in documents[name]["timexes"]]
        assert (start, end) in spans
