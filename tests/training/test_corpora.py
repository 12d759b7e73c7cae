"""What training learns from: variations keep their labels on the words, splits stay put."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.augment import layout, names, quote_marks, vary
from training.corpora import Example, held_back

TEXT = (
    "Mayor Ada Brandis opens bridge.\n\n"
    "“We’re done,” Mayor Ada Brandis said, “and the workers’ union agrees.” Brandis added that "
    "“it is what Oren Pell called ‘a miracle’.”\n\nPell denied it."
)


def example() -> Example:
    def at(words: str, start: int = 0) -> tuple[int, int]:
        begin = TEXT.index(words, start)
        return begin, begin + len(words)

    source, cue, content = at("Mayor Ada Brandis", 20), at("said"), at("“We’re done,”")
    return Example(
        TEXT,
        {"attribution": [(*source, "source"), (*cue, "cue"), (*content, "content")]},
        {"link": [(*source, cue), (*content, cue)]},
        [
            at("Ada Brandis"),
            at("Ada Brandis", 20),
            at("Brandis", 95),
            at("Oren Pell"),
            at("Pell", 160),
        ],
    )


@given(st.text(alphabet="ab '\"“”‘’.,\n-(", max_size=80), st.integers())
def test_marks_and_layout_change_no_offset(text: str, seed: int) -> None:
    rng = random.Random(seed)
    assert len(quote_marks(text, rng)) == len(text)
    assert len(layout(text, rng)) == len(text)


@pytest.mark.parametrize("seed", range(40))
def test_a_variation_leaves_labels_on_their_words(seed: int) -> None:
    varied = vary(example(), [("Nadia", "Resk"), ("Bo", "Amsel-Tann")], random.Random(seed))
    source, cue, content = varied.spans["attribution"]
    assert varied.text[cue[0] : cue[1]] == "said"
    assert varied.text[source[0] : source[1]].startswith("Mayor ")
    assert varied.text[content[0] : content[1]][1:3] == "We"
    for pointed, label in zip(varied.pointers["link"], (source, content), strict=True):
        assert pointed == (*label[:2], cue[:2])


def test_one_person_gets_one_new_name() -> None:
    renamed = names(example(), [("Nadia", "Resk")], random.Random(0))
    assert "Brandis" not in renamed.text
    assert "Pell" not in renamed.text
    assert renamed.text.count("Nadia Resk") == 3
    start, end, _ = renamed.spans["attribution"][0]
    assert renamed.text[start:end] == "Mayor Nadia Resk"


def test_the_split_depends_on_the_id_alone() -> None:
    ids = [f"report-{n}" for n in range(2000)]
    share = sum(held_back(i, 0.2) for i in ids) / len(ids)
    assert 0.15 < share < 0.25
    # What is kept back at a smaller share is kept back at a larger one.
    assert all(held_back(i, 0.2) for i in ids if held_back(i, 0.05))
