"""Who shares a colour: only where the words alone leave no doubt."""

from __future__ import annotations

import msgspec
import pytest

from tests.readings import empty, report
from whence.export.voices import HUES, voices
from whence.records import Attribution, Mention, Reading, Report, Span


def _found(people: list[str], *sources: str) -> tuple[Report, Reading]:
    """A report that is a list of sources, one a line, each saying nothing."""
    text = "\n".join(sources)
    one = report(text)
    attributions = []
    mentions = []
    start = 0
    for source in sources:
        span = Span(start, start + len(source))
        attributions.append(
            Attribution(source=(span,), cue=(), content=(), kind="indirect", act="state", score=1.0)
        )
        name = next((p for p in people if p in source), None)
        if name:
            at = start + source.index(name)
            mentions.append(Mention(span=Span(at, at + len(name)), type="person", score=1.0))
        start = span.end + 1
    return one, msgspec.structs.replace(
        empty(one), attributions=tuple(attributions), entities=tuple(mentions)
    )


def _hues(people: list[str], *sources: str) -> list[int | None]:
    one, reading = _found(people, *sources)
    heard, _ = voices(one, reading, reading.attributions)
    return [v.hue if v else None for v in heard]


@pytest.mark.parametrize(
    ("people", "sources", "hues"),
    [
        (["Ada Venn", "Venn"], ["Mayor Ada Venn", "Venn", "she"], [1, 1, None]),
        # Two of one name: the bare one is either's.
        (["Ada Venn", "Tom Venn", "Venn"], ["Ada Venn", "Tom Venn", "Venn"], [1, 2, 3]),
        ([], ["the ministry", "The Ministry", "a ministry official"], [1, 1, 2]),
        ([], ["he", "I", "they"], [None, None, None]),
        ([], [f"source {n}" for n in range(HUES + 2)], [*range(1, HUES + 1), 0, 0]),
    ],
)
def test_who_shares_a_hue(people: list[str], sources: list[str], hues: list[int | None]) -> None:
    assert _hues(people, *sources) == hues


def test_i_inside_a_quotation_is_who_is_quoted() -> None:
    one, reading = _found(["Ada Venn"], "Ada Venn", "I")
    inner = msgspec.structs.replace(reading.attributions[1], parent=0)
    heard, known = voices(one, reading, (reading.attributions[0], inner))
    assert heard[0] == heard[1] == known[0]
    assert known[0].count == 2
