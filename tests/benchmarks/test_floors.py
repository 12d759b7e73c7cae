"""Floors hold: nothing is lowered in silence, and a changed input is seen."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.quality import floors
from benchmarks.quality.floors import Floor, Lowered, Measured, Reason

DAY = "2026-11-23"


def measured(linked: float, source: float = 78.0, digest: str = "abc") -> dict[str, Measured]:
    scores = {"linked.f1": linked, "source.exact.f1": source}
    return {"attribution": Measured(scores=scores, digest=digest, bundle="b1")}


def pinned(linked: float) -> dict[str, Floor]:
    return floors.repin({}, measured(linked), None, DAY)


def test_a_score_at_its_floor_passes_and_below_fails() -> None:
    assert floors.check(pinned(69.0), measured(69.0)) == []
    assert floors.check(pinned(69.0), measured(70.0)) == []
    assert floors.check(pinned(69.0), measured(68.9)) == [
        "attribution linked.f1 is 68.9, pinned was 69.0"
    ]


def test_a_changed_input_fails_whatever_the_scores() -> None:
    faults = floors.check(pinned(69.0), measured(99.0, digest="other"))
    assert faults == ["attribution: the input is other, pinned was abc"]
    with pytest.raises(Lowered, match="the input is other"):
        floors.repin(pinned(69.0), measured(99.0, digest="other"), None, DAY)


def test_a_score_that_went_missing_fails() -> None:
    gone = {"attribution": Measured(scores={"linked.f1": 70.0}, digest="abc", bundle="b1")}
    assert floors.check(pinned(69.0), gone) == [
        "attribution source.exact.f1 was not measured, pinned was 78.0"
    ]


def test_a_set_without_a_floor_fails_and_one_not_measured_does_not() -> None:
    assert floors.check({}, measured(69.0)) == ["attribution has no floor yet: --repin sets it"]
    assert floors.check(pinned(69.0), {}) == []


def test_repinning_raises_without_a_reason() -> None:
    moved = floors.repin(pinned(69.0), measured(70.0), None, DAY)
    assert moved["attribution"].measured.scores["linked.f1"] == 70.0
    assert moved["attribution"].reasons == ()


@pytest.mark.parametrize("because", [None, "", "  "])
def test_repinning_lower_is_refused_without_a_reason(because: str | None) -> None:
    with pytest.raises(Lowered, match=r"linked\.f1 is 68\.0"):
        floors.repin(pinned(69.0), measured(68.0), because, DAY)


def test_repinning_lower_records_the_reason_for_good() -> None:
    lower = floors.repin(pinned(69.0), measured(68.0), "half the size", DAY)
    again = floors.repin(lower, measured(69.5), None, DAY)
    reasons = again["attribution"].reasons
    assert [r.because for r in reasons] == ["half the size"]
    assert reasons[0].changes == ("attribution linked.f1 is 68.0, pinned was 69.0",)


def test_one_score_may_not_fall_for_another_that_rose() -> None:
    with pytest.raises(Lowered, match="source"):
        floors.repin(pinned(69.0), measured(75.0, source=77.9), None, DAY)


def test_what_was_not_measured_stays_as_it_was() -> None:
    before = pinned(69.0)
    assert floors.repin(before, {}, None, DAY) == before


@given(st.text(), st.lists(st.text(), max_size=3), st.floats(0, 100))
def test_floors_are_read_back_as_written(because: str, changes: list[str], score: float) -> None:
    one = Floor(
        pinned=DAY,
        measured=Measured(scores={"linked.f1": score}, digest="abc", bundle="b1"),
        reasons=(Reason(DAY, because, tuple(changes)),),
    )
    assert floors.parse(floors.dump({"attribution": one})) == {"attribution": one}


def test_the_floors_read_back_as_written() -> None:
    if not floors.FILE.is_file():
        pytest.skip("no floors are pinned yet")
    assert floors.dump(floors.load(floors.FILE)) == floors.FILE.read_text(encoding="utf-8")


def test_scoring_needs_no_training_library(root: Path) -> None:
    """The held-back parts are chosen by training's own rule, without torch coming in."""
    code = "import sys, benchmarks.quality.scores; sys.exit('torch' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=root, check=True)
