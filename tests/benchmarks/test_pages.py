"""How attributions are placed by a gold body, and the table of what finds articles in pages."""

from __future__ import annotations

import pytest

from benchmarks.pages import rows, ways
from benchmarks.pages.furniture import Body

BODY = Body(
    "The mine was closed, the inspector said on Sunday.\nThree men are missing. The owner denied it.",
    "Mine closed after blast",
)


def words(text: str) -> list[str]:
    return text.casefold().split()


@pytest.mark.parametrize(
    ("spans", "held"),
    [
        (["the inspector", "said on sunday"], True),
        (["mine closed after blast"], True),
        (["the mine was closed", "the inspector said"], True),
        (["the owner", "please sign up for our letter today"], False),
        (["the inspector was closed on sunday"], False),
        (["sign up"], False),
    ],
)
def test_whether_words_are_in_the_body(spans: list[str], held: bool) -> None:
    assert BODY.holds([words(span) for span in spans]) is held


def test_words_that_go_on_in_the_next_paragraph() -> None:
    assert BODY.crosses(words("said on sunday three men are"))
    assert not BODY.crosses(words("three men are missing"))
    assert not BODY.crosses(words("words that are not in it"))
    assert not BODY.crosses(words("on sunday"))


def test_the_table_has_a_line_for_each_way() -> None:
    table = {"whence": {"body F1": 0.97, "lost": 0.0}, "other": {"body F1": 0.9}}
    head, first, second = rows(table)
    assert head.split() == ["body", "F1", "lost"]
    assert first.split() == ["whence", "0.970", "0"]
    assert second.split() == ["other", "0.900", "-"]


def test_every_way_names_what_it_needs() -> None:
    assert ways.WAYS["whence"].is_here()
    assert not ways.Named("no_such_module", "none", ways.whence).is_here()


def test_whence_takes_a_page_in_whole() -> None:
    markup = "<html><body><article><h1>Mine closed after blast</h1><p>The mine was closed, the inspector said on Sunday.</p></article></body></html>"
    found = ways.whence(ways.Source("a.html.gz", "", markup.encode(), markup))
    assert found["title"] == "Mine closed after blast"
    assert "the inspector said" in found["text"]
    assert ways.whence(ways.Source("b.html.gz", "", b"", "")) == {}
