"""What a person sees at a terminal."""

from __future__ import annotations

import io
import re

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.chance import tried
from tests.readings import documents, empty, port, report, resolved
from whence.export.dates import readable
from whence.export.text import TextExporter
from whence.records import Reading, Report, Span


def _text(*found: tuple[Report, Reading], width: int = 80, brief: bool = False) -> str:
    out = io.StringIO()
    TextExporter(width=width, brief=brief).write(map(resolved, found), out)
    return out.getvalue()


def _squeezed(text: str) -> str:
    return re.sub(r"[\s│]+", "", text)


@pytest.mark.parametrize("width", [20, 40, 59, 60, 80, 200])
def test_all_that_is_said_is_shown_within_the_width(width: int) -> None:
    one, reading = port()
    shown = _text((one, reading), width=width)
    for line in shown.splitlines():
        assert cell_len(line) <= width
        assert line == line.rstrip()
    if width < 60:  # beyond, the gutter's words are between the lines of the content
        for attribution in reading.attributions:
            for span in attribution.content:
                assert _squeezed(span.of(one.text)) in _squeezed(shown)
    for word in ("ministry", "Mayor", "says", "direct", "indirect", "3 Mar 2025, 18:05 +02:00"):
        assert _squeezed(word) in _squeezed(shown)


def test_plain_where_there_is_no_terminal() -> None:
    assert "\x1b" not in _text(port())


def test_a_nested_quotation_is_under_its_parent() -> None:
    lines = _text(port()).splitlines()
    assert any("│ │ ‘could walk’" in line for line in lines)


def test_totals() -> None:
    assert "4 attributions (3 direct, 1 indirect) · 2 speakers" in _text(port())
    assert "2 reports · 8 attributions" in _text(port(), port("b.txt"))
    none = report("Nothing.")
    assert "no attributions" in _text((none, empty(none)))


def test_no_source() -> None:
    one, reading = port()
    bare = msgspec.structs.replace(reading.attributions[1], source=(), cue=())
    assert "no source named" in _text((one, msgspec.structs.replace(reading, attributions=(bare,))))


def test_brief() -> None:
    one = report("“" + "word " * 100 + "”")
    reading = port()[1]
    long = msgspec.structs.replace(
        reading.attributions[1], source=(), cue=(), content=(Span(0, 502),)
    )
    found = (one, msgspec.structs.replace(empty(one), attributions=(long,)))
    assert _text(found).count("word") == 100
    assert 0 < _text(found, brief=True).count("word") < 40


@settings(max_examples=tried(50))
@given(documents(), st.integers(20, 120))
def test_any_reading_is_shown_and_steers_no_terminal(
    found: tuple[Report, Reading], width: int
) -> None:
    shown = _text(found, width=width)
    shown.encode()
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("2024-11-24T17:00:20", "24 Nov 2024, 17:00"),
        ("2024-11-24T17:00:20.5Z", "24 Nov 2024, 17:00 UTC"),
        ("2024-11-24T17:00-05:00", "24 Nov 2024, 17:00 −05:00"),
        ("2024-11-04", "4 Nov 2024"),
        ("2024-11", "Nov 2024"),
        ("2024-13-01", "2024-13-01"),
        ("yesterday", "yesterday"),
    ],
)
def test_dates(value: str, said: str) -> None:
    assert readable(value) == said


def test_a_long_amount_is_never_truncated() -> None:
    one = report("Insurers see losses of $240.25 million to $1,300.75 million in the port.")
    for width in (40, 60, 80):
        shown = _text((one, empty(one)), width=width)
        assert "$240.25 million–1.3" in shown.replace("\n", " ")
