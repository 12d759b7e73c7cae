"""The stage as a whole: whatever the reader found, in whatever text, a sound resolution."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.chance import tried
from tests.readings import documents, empty, port, report
from whence import bootstrap
from whence.extract.neural import NeuralReader
from whence.ports import Resolver
from whence.records import Published, Reading, Report, Resolution, Span


@pytest.fixture(scope="module")
def resolver() -> Resolver:
    return bootstrap.shared_resolver()


def spans(found: Resolution) -> Iterator[Span]:
    """Every span that a resolution holds."""
    for entity in found.entities:
        yield from (mention.span for mention in entity.mentions)
    yield from (time.span for time in found.times)
    for figure in found.figures:
        yield figure.span
        if figure.of:
            yield figure.of
    for claim in found.claims:
        yield claim.span
        yield from (hedge.span for hedge in claim.hedges)


def sound(one: Report, reading: Reading, found: Resolution) -> None:
    """What holds of any resolution."""
    assert found.report_id == one.id
    assert len(found.speakers) == len(reading.attributions)
    for span in spans(found):
        assert 0 <= span.start <= span.end <= len(one.text)
    for speaker in found.speakers:
        if speaker is not None:
            assert 0 <= speaker.entity < len(found.entities)
            assert 0 <= speaker.score <= 1
    for entity in found.entities:
        assert entity.mentions
    for number, figure in enumerate(found.figures):
        assert figure.part_of is None or 0 <= figure.part_of < len(found.figures)
        assert figure.part_of != number
        if figure.low is not None and figure.high is not None:
            assert figure.low <= figure.high
    mains = [figure.role for figure in found.figures if figure.main]
    assert len(mains) == len(set(mains))
    for claim in found.claims:
        assert all(0 <= index < len(reading.attributions) for index in claim.voices)
        assert all(0 <= index < len(found.entities) for index in (*claim.entities, *claim.places))
        assert all(0 <= index < len(found.times) for index in claim.times)
        assert all(0 <= index < len(found.figures) for index in claim.figures)
        # Hearsay has a voice where a cue has no source ("it was reported"), else none.
        assert claim.standing == "hearsay" or (claim.standing == "attributed") == bool(claim.voices)
    assert msgspec.json.decode(msgspec.json.encode(found), type=Resolution) == found


@given(documents())
@settings(max_examples=tried(150))
def test_any_reading_of_any_text(drawn: tuple[Report, Reading]) -> None:
    one, reading = drawn
    sound(one, reading, bootstrap.shared_resolver().resolve(one, reading))


WORDS = st.sampled_from(
    [
        *("at least", "18", "killed", "and", "injured", "people", ",", ".", "on", "Monday", "no"),
        *("two of them", "5,00,000", "February 30", "9999", "the", "he", "said", "Paris", "\n\n"),
        *("dozens", "of", "9" * 400, "$", "million", "%", "were", "not", "reportedly", "“", "”"),
        *("last", "year", "ago", "Ada Venn", "Texas", "to", "between", "hundreds", "U.S.", "1/2"),
    ]
)


@given(st.lists(WORDS, max_size=30), st.sampled_from([None, "2025-03-03", "9999-12-31", "0001-01"]))
@settings(max_examples=tried(150))
def test_any_mixture_of_the_words_that_rules_look_for(
    neural: NeuralReader, words: list[str], date: str | None
) -> None:
    one = report(" ".join(words))
    if date:
        one = msgspec.structs.replace(one, published=Published(value=date, found_in="caller"))
    (reading,) = neural.read([one])
    sound(one, reading, bootstrap.shared_resolver().resolve(one, reading))


def test_empty_input_gives_empty_output(resolver: Resolver) -> None:
    for text in ("", " \n\n", "👩\u200d🚀", "\u200f"):
        one = report(text)
        found = resolver.resolve(one, empty(one))
        assert (found.entities, found.times, found.figures) == ((), (), ())


def test_the_same_again(resolver: Resolver) -> None:
    one, reading = port()[:2]
    assert resolver.resolve(one, reading) == resolver.resolve(one, reading)
