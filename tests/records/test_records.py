import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import whence.records
from whence.records import Attribution, Origin, Published, Reading, Report, Span, digest
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
def test_a_digest_tells_its_parts_apart(parts: list[str]) -> None:
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
