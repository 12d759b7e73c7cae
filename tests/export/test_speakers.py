"""Who shares a colour: the attributions of one speaker, and nobody where none is given."""

from __future__ import annotations

import pytest

from tests.readings import port, unresolved
from whence.export.speakers import HUES, SpeakerHue, adds, speakers_of
from whence.records import Entity, Reference, Resolution, Span, Speaker


def _spoken(*entities: int | None) -> Resolution:
    """A resolution whose attributions are of these entities, in order."""
    count = max((e for e in entities if e is not None), default=-1) + 1
    mention = Reference(span=Span(0, 1), form="name", score=1.0)
    return Resolution(
        report_id="",
        entities=tuple(
            Entity(
                type="person",
                name=f"speaker {number}",
                named=True,
                descriptions=(),
                mentions=(mention,),
            )
            for number in range(count)
        ),
        times=(),
        figures=(),
        speakers=tuple(None if e is None else Speaker(entity=e, score=1.0) for e in entities),
        claims=(),
    )


@pytest.mark.parametrize(
    ("entities", "hues"),
    [
        ([0, 1, 0], [1, 2, 1]),
        # Who is heard most often comes first.
        ([0, 1, 1], [2, 1, 1]),
        ([None, 0, None], [None, 1, None]),
        (list(range(HUES + 2)), [*range(1, HUES + 1), 0, 0]),
    ],
)
def test_who_shares_a_hue(entities: list[int | None], hues: list[int | None]) -> None:
    found = _spoken(*entities)
    heard, _ = speakers_of(found, range(len(entities)))
    assert [v.hue if v else None for v in heard] == hues


def test_the_speakers_come_with_their_number_of_claims() -> None:
    _, known = speakers_of(_spoken(1, 0, 1), range(3))
    assert [(v.name, v.count) for v in known] == [("speaker 1", 2), ("speaker 0", 1)]


def test_results_have_the_order_asked_for() -> None:
    heard, _ = speakers_of(_spoken(0, None, 1), [2, 1, 0])
    assert [v.name if v else None for v in heard] == ["speaker 1", None, "speaker 0"]


def test_no_speakers_known() -> None:
    heard, known = speakers_of(unresolved(port()[1]), range(4))
    assert heard == [None] * 4
    assert known == []


@pytest.mark.parametrize(
    ("name", "said", "expected"),
    [
        ("Ada Venn", "she", True),
        ("Ada Venn", "Mayor Ada Venn", False),
        ("Interior Ministry", "the ministry", False),
        ("Interior Ministry", "It", True),
        ("Interior Ministry", "he", True),
        ("", "she", False),
    ],
)
def test_when_a_name_says_more_than_the_words(name: str, said: str, expected: bool) -> None:
    assert adds(SpeakerHue(name=name, hue=1, count=1), said) == expected
