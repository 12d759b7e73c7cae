"""Words with their syntax come back from their packing as they were."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.records import Span, Word
from whence.records.packing import packed_words, unpacked_words


@st.composite
def readings(draw: st.DrawFn) -> tuple[Word, ...]:
    found, end = [], 0
    count = draw(st.integers(0, 12))
    for _ in range(count):
        start = end + draw(st.integers(0, 300))
        end = start + draw(st.integers(1, 40))
        found.append(
            Word(
                span=Span(start, end),
                tag=draw(st.sampled_from(["NOUN", "VERB", "X"])),
                relation=draw(st.sampled_from(["nsubj", "root", "acl:relcl"])),
                head=draw(st.none() | st.integers(0, count - 1)),
                mention=draw(st.none() | st.just("person")),
            )
        )
    return tuple(found)


@given(readings())
def test_words_come_back(words: tuple[Word, ...]) -> None:
    assert unpacked_words(packed_words(words)) == words


def test_a_damaged_packing_is_an_error() -> None:
    with pytest.raises(msgspec.DecodeError):
        unpacked_words(
            packed_words((Word(span=Span(0, 2), tag="X", relation="root", head=None),))[:-3]
        )
    torn = msgspec.msgpack.encode([[0], [1], [9], [9], [None], ["X"], {}])
    with pytest.raises(msgspec.DecodeError):
        unpacked_words(torn)
