import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import whence.records
from whence.records import (
    Attribution,
    Origin,
    Published,
    Reading,
    Report,
    Resolution,
    Span,
    Speaker,
    digest,
)
from whence.records.reading import Mention, Reader

offsets = st.integers(0, 10_000)
spans = st.builds(Span, offsets, offsets)
scores = st.floats(0, 1)


def test_a_span_is_exactly_the_words() -> None:
    text = "“Ça va 👍🏽?” he said"
    assert Span(1, 8).of(text) == "Ça va 👍"
    assert Span(0, 3).overlaps(Span(2, 5))
    assert not Span(0, 3).overlaps(Span(3, 5))
    assert Span(0, 5).covers(Span(1, 5))


@given(st.lists(st.text(st.characters(exclude_characters="\x1f"))))
def test_a_digest_distinguishes_its_parts(parts: list[str]) -> None:
    assert len(digest(*parts)) == 32
    assert digest(*parts) == digest(*parts)
    assert digest(*parts, "x") != digest(*parts)


def test_a_digest_takes_what_json_can_carry() -> None:
    assert digest("\ud800") != digest("\ud801")


@given(
    st.builds(
        Reading,
        report_id=st.text(max_size=8),
        attributions=st.lists(
            st.builds(
                Attribution,
                source=st.lists(spans, max_size=2).map(tuple),
                cue=st.lists(spans, max_size=2).map(tuple),
                content=st.lists(spans, max_size=2).map(tuple),
                kind=st.sampled_from(["direct", "indirect", "mixed"]),
                act=st.sampled_from(["state", "deny", "believe"]),
                score=scores,
                parent=st.none() | st.integers(0, 5),
            ),
            max_size=3,
        ).map(tuple),
        entities=st.lists(
            st.builds(Mention, span=spans, type=st.just("person"), score=scores), max_size=3
        ).map(tuple),
        times=st.just(()),
        reader=st.builds(Reader, name=st.just("n"), bundle=st.just(""), version=st.just("0")),
    )
)
def test_a_reading_comes_back_from_json(reading: Reading) -> None:
    assert msgspec.json.decode(msgspec.json.encode(reading), type=Reading) == reading
    assert hash(reading) == hash(msgspec.structs.replace(reading))


def test_records_are_frozen() -> None:
    report = Report(
        id="1",
        origin=Origin(source="a.txt", media_type="text/plain", raw_digest="0"),
        text="x",
        published=Published(value="2024-11-24", found_in="text"),
    )
    with pytest.raises(AttributeError):
        report.text = "y"  # type: ignore[misc]


def test_every_name_that_is_offered_exists() -> None:
    for name in whence.records.__all__:
        assert hasattr(whence.records, name)


def test_what_is_not_said_is_no_statement_or_not_asserted() -> None:
    plain = Attribution(source=(), cue=(), content=(), kind="indirect", act="state", score=1.0)
    assert plain.is_said
    assert not msgspec.structs.replace(plain, asserted=False).is_said
    assert not msgspec.structs.replace(plain, stance="attitude").is_said
    assert not msgspec.structs.replace(plain, stance="deed").is_said
    # Who denies says something.
    assert msgspec.structs.replace(plain, act="deny").is_said


def _resolution(**parts: object) -> Resolution:
    empty: dict[str, object] = {"entities": (), "times": (), "figures": (), "claims": ()}
    return Resolution(report_id="r", **{**empty, "speakers": (), **parts})  # type: ignore[arg-type]


def test_joint_speakers_are_in_the_order_of_the_text() -> None:
    roth, keller = Speaker(entity=0, score=0.9), Speaker(entity=1, score=0.8)
    alone = _resolution(speakers=(roth, None))
    assert alone.all_speakers(0) == (roth,)
    assert alone.all_speakers(1) == ()
    assert alone.passed_on(0) == ()
    both = _resolution(speakers=(roth, None), joint=((roth, keller), ()), via=((), (2,)))
    assert both.speaker(0) == roth
    assert both.all_speakers(0) == (roth, keller)
    assert both.all_speakers(1) == ()
    assert [both.passed_on(n) for n in (0, 1)] == [(), (2,)]


def test_speakers_that_do_not_go_together_are_refused() -> None:
    roth, keller = Speaker(entity=0, score=0.9), Speaker(entity=1, score=0.8)
    with pytest.raises(ValueError, match="one item for each attribution"):
        _resolution(speakers=(roth, None), joint=((roth,),))
    with pytest.raises(ValueError, match="one item for each attribution"):
        _resolution(speakers=(roth,), via=((), ()))
    with pytest.raises(ValueError, match="first of those that speak"):
        _resolution(speakers=(roth,), joint=((keller, roth),))
    with pytest.raises(ValueError, match="first of those that speak"):
        _resolution(speakers=(None,), joint=((keller,),))


def test_data_from_before_these_fields_is_still_read() -> None:
    old = b'{"source":[],"cue":[],"content":[],"kind":"direct","act":"ask","score":1.0}'
    one = msgspec.json.decode(old, type=Attribution)
    assert (one.stance, one.asserted) == ("statement", True)
    kept = (
        b'{"report_id":"r","entities":[{"type":"place","name":"Sulla","named":true,'
        b'"descriptions":[],"mentions":[{"span":{"start":0,"end":5},"form":"name","score":1.0}]}],'
        b'"times":[{"span":{"start":6,"end":9},"type":"DATE","value":null}],"figures":[],"speakers":[null],'
        b'"claims":[]}'
    )
    found = msgspec.json.decode(kept, type=Resolution)
    assert not found.entities[0].mentions[0].metonym
    assert (found.times[0].mod, found.times[0].begin, found.times[0].end) == (None, None, None)
    assert found.joint == ()
    assert found.via == ()
