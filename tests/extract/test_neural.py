"""The reader over the shipped model: what holds of any reading, whatever the model has learned."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.chance import tried
from tests.readings import PORT, report
from whence.encoder import Encoder
from whence.extract.neural import NeuralReader
from whence.records import Attribution, Reading, Report, Span
from whence.records.reading import Act, EntityType, Kind, TimeType

FRAGMENTS = (
    "The mayor said ", "she told reporters ", "he added.", "according to the ministry", "McCaul: ",
    "“We think that it ", "”", "‘No,’ ", '"I believe ', '"', "they promised to leave", "was expected to ",
    "insisted that ", "General Aas, who denied it, ", "on Monday", "at least 18 people", ", ", ". ",
    "\n\n", "\n", " ", "\u200f", "👩\u200d🚀", "e\u0301", "’", "'", "«", "»", "東京", "\x00", "\u2028", "\u00a0",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(FRAGMENTS), max_size=25).map("".join) | st.text(
    alphabet=st.characters(exclude_categories=["Cs"]), max_size=60
)
FEW = settings(max_examples=tried(40), deadline=None, suppress_health_check=[HealthCheck.too_slow])
LONG = "\n\n".join(
    f"“We count {number} ships,” harbour master Ida Orm said on Monday. “I think that more will come.” "
    f"The ministry denied that the {number} had ever been late, and police warned drivers to wait."
    for number in range(40)
)


def spans_of(one: Attribution) -> tuple[Span, ...]:
    return (*one.source, *one.cue, *one.content)


def check(text: str, reading: Reading) -> None:
    """All that any reading keeps to."""
    attributions = reading.attributions
    for number, one in enumerate(attributions):
        assert spans_of(one)
        for span in spans_of(one):
            words = span.of(text)
            assert 0 <= span.start < span.end <= len(text)
            assert words
            assert words == words.strip()
        assert one.kind in get_args(Kind)
        assert one.act in get_args(Act)
        assert 0 <= one.score <= 1
        for spans in (one.source, one.content):
            assert list(spans) == sorted(spans)
            assert all(not a.overlaps(b) for a, b in pairwise(spans))
        if one.parent is not None:
            assert 0 <= one.parent < number
            parent = attributions[one.parent]
            assert all(any(c.covers(s) for c in parent.content) for s in spans_of(one))
            assert one.cue
            assert one.content
    begins = [min(spans_of(one)).start for one in attributions]
    assert begins == sorted(begins)
    for mentions, types in ((reading.entities, EntityType), (reading.times, TimeType)):
        assert [m.span for m in mentions] == sorted(m.span for m in mentions)
        for mention in mentions:
            words = mention.span.of(text)
            assert 0 <= mention.span.start < mention.span.end <= len(text)
            assert words.strip()
            assert mention.type in get_args(types)
            assert 0 <= mention.score <= 1


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    files = sorted((Path(__file__).parents[2] / "examples" / "reports").rglob("*.txt"))
    examples = [report(f.read_text(encoding="utf-8"), source=f.name) for f in files]
    return [report(PORT), report(""), *examples[:4], report(LONG), report(" \n")]


@pytest.fixture(scope="module")
def alone(neural: NeuralReader, reports: list[Report]) -> list[Reading]:
    return [neural.read([one])[0] for one in reports]


def test_what_any_reading_satisfies(reports: list[Report], alone: list[Reading]) -> None:
    for one, reading in zip(reports, alone, strict=True):
        assert reading.report_id == one.id
        check(one.text, reading)


def test_these_reports_show_something(reports: list[Report], alone: list[Reading]) -> None:
    """So that the tests beside this one are of readings that hold something."""
    assert all(
        len(r.attributions) > 2 for o, r in zip(reports, alone, strict=True) if o.text.strip()
    )
    assert any(one.parent is not None for r in alone for one in r.attributions)
    assert {one.kind for r in alone for one in r.attributions} == set(get_args(Kind))


def test_an_empty_text_has_an_empty_reading(neural: NeuralReader) -> None:
    for text in ("", " ", "\n\n", "\u200f", "…"):
        (reading,) = neural.read([report(text)])
        assert (reading.attributions, reading.entities, reading.times) == ((), (), ())
    assert neural.read([]) == []


@FEW
@given(TEXTS)
def test_any_text(neural: NeuralReader, text: str) -> None:
    (reading,) = neural.read([report(text)])
    check(text, reading)


@FEW
@given(st.lists(TEXTS, min_size=2, max_size=4))
def test_any_batch_is_read_as_if_alone(neural: NeuralReader, texts: list[str]) -> None:
    batch = [report(text) for text in texts]
    assert neural.read(batch) == [neural.read([one])[0] for one in batch]


def test_batches_and_order_change_nothing(
    neural: NeuralReader, reports: list[Report], alone: list[Reading]
) -> None:
    assert neural.read(reports) == alone
    assert neural.read(reports[::-1]) == alone[::-1]
    assert neural.read(reports[:3]) + neural.read(reports[3:]) == alone


def test_threads_change_nothing(bundle: Path, reports: list[Report], alone: list[Reading]) -> None:
    two = NeuralReader(Encoder.open(bundle, threads=2))
    assert two.read(reports) == alone
    assert two.reader == alone[0].reader


def test_a_reading_records_what_made_it(neural: NeuralReader, encoder: Encoder) -> None:
    (reading,) = neural.read([report(PORT)])
    assert reading.reader.bundle == encoder.bundle.digest
    assert reading.reader.name == "whence"
    assert reading.reader.version


def test_the_same_paragraphs_are_read_alike_far_apart(
    reports: list[Report], alone: list[Reading]
) -> None:
    """Windows and stitching leave no seam where the plainest sentences are lost."""
    place = next(i for i, one in enumerate(reports) if one.text == LONG)
    said = [
        one
        for one in alone[place].attributions
        if any(cue.of(LONG) == "said" or cue.of(LONG).startswith("said ") for cue in one.cue)
    ]
    assert len(said) >= 38
    assert sum(one.kind == "direct" and len(one.content) == 2 for one in said) >= 38
