"""Decisions made up for tests, and what must hold of any result that they are laid over."""

from __future__ import annotations

from typing import Any, get_args

from hypothesis import strategies as st

from whence.ports import Result
from whence.records import (
    Attribution,
    Change,
    Decision,
    Parts,
    Place,
    Report,
    Selector,
    Span,
    selectors_of,
)
from whence.records.claim import Modality, Polarity, Role, Standing
from whence.records.decision import Target, Verb
from whence.records.reading import Act, EntityType, Kind, Stance, TimeMod

WHERE = Place(
    name="Kiravel", country="NO", admin1=None, geonames=None, lat=1.0, lon=2.0, precision="point"
)


def span_of(text: str, words: str, after: str = "") -> Span:
    start = text.index(words, text.index(after) + len(after) if after else 0)
    return Span(start, start + len(words))


def at(text: str, words: str, after: str = "") -> tuple[Selector, ...]:
    """The selector of some words, the first time after others."""
    return (Selector.of(text, span_of(text, words, after)),)


def parts(text: str, one: Attribution) -> Parts:
    """The words of an attribution."""
    return Parts(
        source=selectors_of(text, one.source),
        cue=selectors_of(text, one.cue),
        content=selectors_of(text, one.content),
    )


def decision(
    report: Report,
    verb: Verb,
    selectors: Parts | None = None,
    *,
    target: Target = "attribution",
    number: int | None = None,
    who: str = "ada",
    undoes: int | None = None,
    why: str = "",
    **change: Any,
) -> Decision:
    return Decision(
        id=number,
        identity=report.identity or report.id,
        report=report.id,
        target=target,
        verb=verb,
        selectors=selectors or Parts(),
        change=Change(**change),
        who=who,
        why=why,
        undoes=undoes,
    )


def check(result: Result) -> None:
    """All indices are of something, all spans of the text; parents end; totals are one a role."""
    report, reading, resolution = result
    text, count = report.text, len(reading.attributions)
    assert len(resolution.speakers) == count
    for index, one in enumerate(reading.attributions):
        seen, above = {index}, one.parent
        while above is not None:
            assert 0 <= above < count
            assert above not in seen
            seen.add(above)
            above = reading.attributions[above].parent
        for span in one.source + one.cue + one.content:
            assert 0 <= span.start <= span.end <= len(text)
    entities = range(len(resolution.entities))
    assert all(s is None or s.entity in entities for s in resolution.speakers)
    mains = [figure.role for figure in resolution.figures if figure.main]
    assert len(mains) == len(set(mains))
    for n, figure in enumerate(resolution.figures):
        assert figure.part_of is None or figure.part_of in range(len(resolution.figures))
        assert figure.part_of != n
    for n in range(count):
        speakers = [one.entity for one in resolution.all_speakers(n)]
        assert len(set(speakers)) == len(speakers)
        assert set(speakers) | set(resolution.passed_on(n)) <= set(range(len(resolution.entities)))
    for claim in resolution.claims:
        assert 0 <= claim.span.start <= claim.span.end <= len(text)
        assert set(claim.voices) <= set(range(count))
        assert set(claim.entities) | set(claim.places) <= set(entities)
        assert len({*claim.entities, *claim.places}) == len(claim.entities + claim.places)
        assert all(resolution.entities[n].type == "place" for n in claim.places)
        assert set(claim.times) <= set(range(len(resolution.times)))
        assert set(claim.figures) <= set(range(len(resolution.figures)))
        assert claim.standing != "own-voice" or not claim.voices
    for entity in resolution.entities:
        assert all(m.span.end <= len(text) for m in entity.mentions)


@st.composite
def decisions(draw: st.DrawFn, result: Result) -> list[Decision]:
    """Any decisions, most of them of what there is."""
    report, reading, resolution = result
    text = report.text
    place = st.integers(0, len(text))
    anywhere = st.builds(lambda a, b: Span(min(a, b), max(a, b)), place, place)
    known = [
        *(f.span for f in resolution.figures),
        *(t.span for t in resolution.times),
        *(c.span for c in resolution.claims),
        *(m.span for e in resolution.entities for m in e.mentions),
    ]
    spans = st.one_of(anywhere, st.sampled_from(known)) if known else anywhere
    some = st.lists(spans, max_size=2).map(lambda found: selectors_of(text, found))
    changes = st.fixed_dictionaries(
        {},
        optional={
            "speaker": st.sampled_from(["", "Ada Venn", "ab", "ministry"]),
            "speakers": st.lists(
                st.sampled_from(["", "Ada Venn", "ab", "ministry", "Bo Lind"]), max_size=3
            ).map(tuple),
            "via": st.lists(st.sampled_from(["ministry", "the Herald"]), max_size=2).map(tuple),
            "stance": st.sampled_from(get_args(Stance)),
            "asserted": st.booleans(),
            "metonym": st.booleans(),
            "mod": st.none() | st.sampled_from(get_args(TimeMod)),
            "begin": st.none() | st.sampled_from(["2025-03-03"]),
            "until": st.none() | st.sampled_from(["2025-03-05"]),
            "speaker_type": st.sampled_from(get_args(EntityType)),
            "act": st.sampled_from(get_args(Act)),
            "kind": st.sampled_from(get_args(Kind)),
            "source": some,
            "cue": some,
            "content": some,
            "value": st.none() | st.floats(0, 100),
            "low": st.none() | st.floats(0, 100),
            "role": st.sampled_from(get_args(Role)),
            "counted": some,
            "main": st.booleans(),
            "place": st.none() | st.just(WHERE),
            "time": st.none() | st.just("2025-03-03"),
            "standing": st.sampled_from(get_args(Standing)),
            "polarity": st.sampled_from(get_args(Polarity)),
            "modality": st.sampled_from(get_args(Modality)),
            "name": st.sampled_from(["", "Somebody"]),
            "type": st.sampled_from(get_args(EntityType)),
        },
    )
    free = st.builds(Parts, source=some, cue=some, content=some, span=some, one=some, other=some)
    of_some = (
        st.sampled_from([parts(text, one) for one in reading.attributions])
        if (reading.attributions)
        else free
    )
    made = []
    for number in range(1, draw(st.integers(0, 6)) + 1):
        verb = draw(st.sampled_from(get_args(Verb)))
        made.append(
            decision(
                report,
                verb,
                draw(st.one_of(free, of_some)),
                target=draw(st.sampled_from(get_args(Target))),
                number=number,
                undoes=draw(st.integers(1, 6)) if verb == "undo" else None,
                **draw(changes),
            )
        )
    return made
