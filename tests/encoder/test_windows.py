"""Text to pieces to windows: every piece scored once, offsets true on any text."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from tests.chance import tried
from whence.encoder.windows import BREAKS, SHAPES, Pieces, cut, pieces_of


@pytest.fixture(scope="module")
def tokenizer(bundle: Path) -> Tokenizer:
    found = Tokenizer.from_file(str(bundle / "tokenizer.json"))
    found.no_truncation()
    found.no_padding()
    return found


def pieces(tokenizer: Tokenizer, text: str) -> Pieces:
    return pieces_of(text, tokenizer.encode(text, add_special_tokens=False))


def invented(count: int, breaks: list[int], firsts: list[bool]) -> Pieces:
    """Pieces without a text, as many as wanted, layout repeated from the lists."""
    places = np.arange(count, dtype=np.int32)
    return Pieces(
        ids=np.ones(count, dtype=np.int64),
        starts=places,
        ends=places + 1,
        shapes=np.ones(count, dtype=np.int64),
        breaks=np.resize(np.array(breaks, dtype=np.int64), count),
        firsts=np.resize(np.array(firsts, dtype=np.bool_), count),
    )


@st.composite
def cuttings(draw: st.DrawFn) -> tuple[Pieces, int, int]:
    layout = draw(st.lists(st.integers(1, len(BREAKS) - 1), min_size=1, max_size=40))
    firsts = draw(st.lists(st.booleans(), min_size=1, max_size=17))
    context = draw(st.integers(0, 20))
    size = 2 * context + draw(st.integers(1, 40))
    return invented(draw(st.integers(0, 300)), layout, firsts), size, context


@given(cuttings(), st.none() | st.integers(1, 30))
def test_cores_cover_each_piece_exactly_once_and_in_order(
    cutting: tuple[Pieces, int, int], core: int | None
) -> None:
    found, size, context = cutting
    windows = cut(found, size, context, core)
    covered = [at for w in windows for at in range(w.core_start, w.core_end)]
    assert covered == list(range(len(found.ids)))
    assert all(w.core_start < w.core_end for w in windows)


@given(cuttings(), st.none() | st.integers(1, 30))
def test_windows_fit_and_have_context_where_the_text_has_it(
    cutting: tuple[Pieces, int, int], core: int | None
) -> None:
    found, size, context = cutting
    for w in cut(found, size, context, core):
        assert w.end - w.start <= size
        assert w.start == max(0, w.core_start - context)
        assert w.end == min(len(found.ids), w.core_end + context)


@given(cuttings(), st.integers(1, 30))
def test_the_core_length_limit_is_respected(cutting: tuple[Pieces, int, int], core: int) -> None:
    found, size, context = cutting
    windows = cut(found, size, context, core)
    assert all(w.core_end - w.core_start <= core for w in windows)


def test_a_window_without_room_for_a_core_is_refused() -> None:
    with pytest.raises(ValueError, match="too small"):
        cut(invented(3, [2], [True]), 8, 4)


def test_a_core_ends_at_a_paragraph_rather_than_a_line_rather_than_a_word() -> None:
    code = {name: index for index, name in enumerate(BREAKS)}
    layout = [code["space"]] * 100
    layout[35], layout[38] = code["paragraph"], code["line"]
    assert cut(invented(100, layout, [True]), 40, 0)[0].core_end == 35
    layout[35] = code["space"]
    assert cut(invented(100, layout, [True]), 40, 0)[0].core_end == 38
    layout[38] = code["space"]
    assert cut(invented(100, layout, [True, False]), 39, 0)[0].core_end == 38
    # A single word longer than the window has to be cut somewhere.
    assert cut(invented(100, layout, [True] + [False] * 99), 40, 0)[0].core_end == 40


def test_a_text_that_fits_is_one_window() -> None:
    assert cut(invented(50, [2], [True]), 50, 8) == [(0, 50, 0, 50)]
    assert cut(invented(0, [2], [True]), 50, 8) == []


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("kursk", "lower"),
        ("Kursk", "title"),
        ("I", "capital"),
        ("NATO", "upper"),
        ("McCaul", "mixed"),
        ("iPhone", "mixed"),
        ("18", "digits"),
        ("5th", "digits"),
        ("G7", "digits"),
        ("“", "mark"),
        ('"', "mark"),
        ("$", "mark"),
        ("—", "mark"),
        ("東", "other"),
        ("שלום", "other"),
        ("👩\u200d🚀", "other"),
        ("Émile", "title"),
        ("E\u0301mile", "title"),
        ("straße", "lower"),
        ("\u200fKursk\u200e", "title"),
    ],
)
def test_the_shape_of_a_word(tokenizer: Tokenizer, word: str, shape: str) -> None:
    found = pieces(tokenizer, f"a {word} b")
    inside = found.shapes[1:-1].tolist()
    assert inside
    assert {SHAPES[code] for code in inside} == {shape}


@pytest.mark.parametrize(
    ("between", "code"),
    [
        (" ", "space"),
        ("\t", "space"),
        ("\u00a0", "space"),
        ("\n", "line"),
        (" \n ", "line"),
        ("\r\n", "line"),
        ("\n\n", "paragraph"),
        ("\n \n", "paragraph"),
        ("\r\n\r\n", "paragraph"),
    ],
)
def test_the_break_before_a_piece(tokenizer: Tokenizer, between: str, code: str) -> None:
    found = pieces(tokenizer, f"port{between}blast")
    assert [BREAKS[b] for b in found.breaks] == ["start", code]


def test_pieces_of_a_word_and_its_marks_are_glued(tokenizer: Tokenizer) -> None:
    found = pieces(tokenizer, "Solodchuk's “team”,")
    kinds = [BREAKS[b] for b in found.breaks]
    assert kinds[0] == "start"
    assert kinds.count("space") == 1
    assert set(kinds[1:]) == {"glued", "space"}
    assert found.firsts.sum() == len(["Solodchuk", "'", "s", "“", "team", "”", ","])


def test_a_word_of_100_000_letters(tokenizer: Tokenizer) -> None:
    found = pieces(tokenizer, "a" * 100_000 + " said")
    assert (found.starts[0], found.ends[-2], found.ends[-1]) == (0, 100_000, 100_005)
    assert SHAPES[found.shapes[0]] == "lower"
    assert BREAKS[found.breaks[-1]] == "space"


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u200f", "\x00"])
def test_an_empty_text_has_no_pieces(tokenizer: Tokenizer, text: str) -> None:
    found = pieces(tokenizer, text)
    assert all(len(column) == 0 for column in found)
    assert cut(found, 254, 32) == []


TEXTS = st.text(
    alphabet=st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("abcXYZ 018.,'\"“”‘’\n\r\t"),
        st.sampled_from("\u0301\u0308\u200d\u200e\u200f\u202e👩🚀🇺🇦ǅﬁİßÅ\u00ad\x00\ufeff\u2028"),
    ),
    max_size=80,
)


@settings(max_examples=tried(200))
@given(TEXTS)
def test_offsets_slice_within_any_text_and_in_order(text: str) -> None:
    found = pieces(_shipped(), text)
    count = len(found.ids)
    assert all(len(column) == count for column in found)
    assert (found.starts >= 0).all()
    assert (found.ends <= len(text)).all()
    assert (found.starts <= found.ends).all()
    assert (np.diff(found.starts) >= 0).all()
    assert (np.diff(found.ends) >= 0).all()
    assert ((found.shapes > 0) & (found.shapes < len(SHAPES))).all()
    assert ((found.breaks > 0) & (found.breaks < len(BREAKS))).all()
    # The first piece begins a word, whatever the text.
    assert not count or (found.firsts[0] and BREAKS[found.breaks[0]] == "start")


@settings(max_examples=tried(200))
@given(TEXTS)
def test_every_piece_holds_something_to_see(text: str) -> None:
    found = pieces(_shipped(), text)
    for start, end in zip(found.starts, found.ends, strict=True):
        assert text[start:end].strip()


STRETCHES = st.one_of(
    TEXTS,
    st.lists(
        st.sampled_from(
            ["Kursk's", "“Gerasimov", "(re-", "don't", "[MASK]", "東京", "e\u0301a", "\n"]
        )
    ).map(" ".join),
)


@settings(max_examples=tried(500))
@given(STRETCHES, st.data())
def test_pieces_between_words_are_those_of_the_stretch_alone(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    part = pieces(_shipped(), text).between(start, end)
    if part is not None:
        for mine, fresh in zip(part, pieces(_shipped(), text[start:end]), strict=True):
            np.testing.assert_array_equal(mine, fresh, strict=True)


@pytest.mark.parametrize(
    ("words", "given"),
    [
        ("the harbour would open", True),
        (" the harbour ", True),
        ("We left,” she said", True),
        ("harbour", True),
        ("arbour would open", False),
        ("the harbour would ope", False),
        ("unthinkabl", False),
        ("ably", False),
        ("”", True),
        (" ", False),
    ],
)
def test_pieces_between_the_edges_of_words_alone(
    tokenizer: Tokenizer, words: str, given: bool
) -> None:
    text = "“We left,” she said. Unthinkably, the harbour would open."
    start = text.lower().index(words.lower())
    part = pieces(tokenizer, text).between(start, start + len(words))
    assert (part is not None) == given


_loaded: list[Tokenizer] = []


def _shipped() -> Tokenizer:
    """The tokenizer for tests with hypothesis, which may not share a fixture's state."""
    if not _loaded:
        file = Path(__file__).parents[2] / "src" / "whence" / "data" / "bundle" / "tokenizer.json"
        if not file.is_file():
            pytest.skip("needs the model bundle in src/whence/data/bundle")
        _loaded.append(Tokenizer.from_file(str(file)))
    return _loaded[0]
