"""Words that cannot be read alone are shown in their sentence."""

from __future__ import annotations

import pytest

from whence.ledger.incomplete_wordings import Around, around, is_fragment, with_outer
from whence.records import Attributed, NamedSpeaker, Span

TEXT = (
    "Two died. Mayor Ada Venn was expected to visit the site later. She lives in Averlow.\n"
    "The bakery, whose roof fell in, is shut"
)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def said(cue: str, who: str = "", source: str = "") -> Attributed:
    speakers = (NamedSpeaker(name=who, named=True, key="k"),) if who else ()
    return Attributed(
        key="k", speakers=speakers, source=source, cue=cue, kind="indirect", act="state"
    )


@pytest.mark.parametrize(
    ("chain", "words", "expected"),
    [
        ((), "whose roof fell in", True),
        ((), "Two died.", False),
        ((said("was expected"),), "to visit the site", True),
        ((said("was expected"),), "Mayor Ada Venn", True),
        ((said("denied", "Ada Venn"),), "that anything was wrong", False),
        ((said("said", source="firefighters"),), "it was over", False),
        ((said(""),), "“They knew”", False),
    ],
)
def test_what_lacks_its_subject(chain: tuple[Attributed, ...], words: str, expected: bool) -> None:
    assert is_fragment(chain, words) == expected


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("to visit the site later", "Mayor Ada Venn was expected to visit the site later."),
        ("Mayor Ada Venn", "Mayor Ada Venn was expected to visit the site later."),
        ("lives in Averlow.", "She lives in Averlow."),
        ("whose roof fell in", "The bakery, whose roof fell in, is shut"),
    ],
)
def test_the_rest_of_the_sentence(words: str, sentence: str) -> None:
    before, after = around(TEXT, span(words))
    assert f"{before}{words}{after}" == sentence


def test_a_long_sentence_is_cut_between_words() -> None:
    before, after = around(" word" * 100 + " here" + " more" * 100, Span(501, 505), cut=True)
    assert before.startswith("…word word")
    assert after.endswith(" more…")


def test_who_passes_it_on_elsewhere_is_said() -> None:
    chain = (said("said", "Bo Lind"), said("was expected"))
    assert with_outer(chain, Around("She was expected ", ".")) == (
        "Bo Lind said: She was expected ",
        ".",
    )
    here = Around("She was expected ", ", Bo Lind said.")
    assert with_outer(chain, here) == here
