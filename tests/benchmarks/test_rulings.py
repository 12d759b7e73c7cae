"""The scorer of the hand-annotated reports: what agrees counts, what does not is seen."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from benchmarks.quality import rulings
from benchmarks.quality.gold import Missing
from tests import readings
from whence.records import (
    Attribution,
    Claim,
    Entity,
    Figure,
    Hedge,
    Reading,
    Reference,
    Report,
    Resolution,
    Span,
    Speaker,
)
from whence.records.claim import Polarity, Standing

TEXT = "Ada Venn said about 12 died. She never left. The port is shut."


def at(words: str) -> list[int]:
    start = TEXT.index(words)
    return [start, start + len(words)]


def span(words: str) -> Span:
    return Span(*at(words))


def gold(**changed: Any) -> dict[str, Any]:
    attribution = {
        "source": [at("Ada Venn")],
        "cue": [at("said")],
        "content": [at("about 12 died")],
        "kind": "indirect",
        "act": "state",
        "speaker": [at("Ada Venn")],
        "parent": None,
    }
    figure = dict(zip(("start", "end"), at("12"), strict=True))
    return {
        "attributions": [attribution | changed],
        "own": [at("She never left."), at("The port is shut.")],
        "unsure": [],
        "negative": [dict(zip(("start", "end"), at("never"), strict=True))],
        "hedges": [
            dict(zip(("start", "end", "kind"), [*at("about"), "approximation"], strict=True))
        ],
        "figures": [figure | {"role": "killed", "value": 12, "low": None, "high": None}],
    }


def claim(words: str, standing: Standing, polarity: Polarity = "positive") -> Claim:
    return Claim(
        span=span(words),
        standing=standing,
        polarity=polarity,
        modality="actual",
        voices=(0,) if standing == "attributed" else (),
        hedges=(Hedge(span=span("about"), kind="approximation"),) if "about" in words else (),
        entities=(),
        times=(),
        places=(),
        figures=(),
    )


def perfect() -> tuple[Report, Reading, Resolution]:
    report = readings.report(TEXT)
    attribution = Attribution(
        source=(span("Ada Venn"),),
        cue=(span("said"),),
        content=(span("about 12 died"),),
        kind="indirect",
        act="state",
        score=1.0,
    )
    reading = msgspec.structs.replace(readings.empty(report), attributions=(attribution,))
    speaker = Entity(
        type="person",
        name="Ada Venn",
        named=True,
        descriptions=(),
        mentions=(Reference(span=span("Ada Venn"), form="name", score=1.0),),
    )
    resolution = Resolution(
        report_id=report.id,
        entities=(speaker,),
        times=(),
        figures=(Figure(span=span("12"), value=12, low=None, high=None, role="killed"),),
        speakers=(Speaker(entity=0, score=1.0),),
        claims=(
            claim("about 12 died", "attributed"),
            claim("She never left.", "own-voice", "negative"),
            claim("The port is shut.", "own-voice"),
        ),
    )
    return report, reading, resolution


def scored(row: dict[str, Any]) -> dict[str, float]:
    report, reading, resolution = perfect()
    return rulings.percentages(rulings.score(row, report, reading, resolution))


def test_what_agrees_in_everything_scores_everything() -> None:
    assert set(scored(gold()).values()) == {100.0}


@pytest.mark.parametrize(
    ("field", "value", "score"),
    [
        ("kind", "direct", "kind"),
        ("act", "deny", "act"),
        ("speaker", [at("The port")], "speakers.right"),
        ("content", [at("She never left.")], "found.f1"),
    ],
)
def test_each_part_of_an_attribution_is_asked_about(field: str, value: Any, score: str) -> None:
    assert scored(gold(**{field: value}))[score] == 0.0


def test_a_field_that_is_left_open_is_not_asked_about() -> None:
    report, reading, resolution = perfect()
    counts = rulings.score(gold(kind=None, speaker=[]), report, reading, resolution)
    assert counts["kind.asked"] == counts["speakers.asked"] == 0
    assert counts["act.asked"] == 1


def test_an_optional_attribution_is_neither_missed_nor_wrong() -> None:
    report, reading, resolution = perfect()
    counts = rulings.score(gold(optional=True), report, reading, resolution)
    assert counts["found.gold"] == counts["found.predicted"] == 0


def test_characters_words_and_numbers_that_differ_lower_their_score() -> None:
    row = gold()
    row["own"] = row["own"][:1]
    row["negative"] = []
    row["hedges"][0]["kind"] = "doubt"
    row["figures"][0]["value"] = 13
    found = scored(row)
    assert 0 < found["own_voice.f1"] < 100
    assert found["negation.f1"] == found["hedges.f1"] == found["figures.f1"] == 0.0
    assert found["figures.found.f1"] == 100.0


def test_unsure_words_count_for_nothing() -> None:
    row = gold()
    row["own"] = row["own"][:1]
    row["unsure"] = [at("The port is shut.")]
    assert scored(row)["own_voice.f1"] == 100.0


def test_the_gold_is_offsets_into_the_texts_it_was_made_on() -> None:
    try:
        found = list(rulings.reports())
    except Missing as missing:
        pytest.skip(str(missing))
    assert len(found) == 14
    for row, report in found:
        for item in row["attributions"]:
            spans = [*item["source"], *item["cue"], *item["content"], *item.get("speaker", [])]
            assert all(0 <= start < end <= len(report.text) for start, end in spans)
            assert item["parent"] is None or item["parent"] < len(row["attributions"])


def test_no_words_of_the_reports_are_stored() -> None:
    kept = rulings.FILE.read_text(encoding="utf-8")
    words = {
        value
        for line in kept.splitlines()
        for item in json.loads(line)["attributions"]
        for value in item.values()
        if isinstance(value, str)
    }
    acts = "state deny ask order promise warn accuse believe other"
    assert words <= {*acts.split(), "direct", "indirect", "mixed"}
