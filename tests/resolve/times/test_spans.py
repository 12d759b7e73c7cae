"""Where expressions begin and end, and which are found or dropped by rule."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.resolve.times.factories import read, times_of
from whence.resolve.times.patterns import PLAIN, WHOLE, Pattern


@pytest.mark.parametrize(
    ("words", "own"),
    [
        # Prepositions, possessives and other words around it are not the expression's.
        ("It has been shut [since early September].", "early September"),
        ("It shut [over the weekend].", "the weekend"),
        ("After [Friday's] vote, she left.", "Friday"),
        ("In a note [dated Monday], she left.", "Monday"),
        ("He gave [a statement Saturday].", "a statement Saturday"),
        ("For [the quarter ended] Sept. 30, it lost.", "the quarter"),
        ("He waited [just two months]:DURATION.", "two months"),
        ("It will report [its fourth quarter] soon.", "fourth quarter"),
        ("It took [a third-quarter] loss.", "third-quarter"),
        ("It began [a two-day]:DURATION strike.", "two-day"),
        ("Fans came to [the 1987] game.", "1987"),
        ("It came after [a March 8 appearance].", "March 8"),
        ("They build [15 a year].", "a year"),
        # These are.
        ("She sang there in the [1970’s].", "the 1970’s"),
        ("The bus leaves at [6:40 p.m. (GMT]:TIME +8).", "6:40 p.m."),
        ("The army came [two days] ago.", "two days ago"),
        ("It shut late [Monday].", "late Monday"),
        ("It shut earlier [this month].", "earlier this month"),
        ("Prices rose in the [past two months]:DURATION.", "the past two months"),
        ("It fell in the [third quarter].", "the third quarter"),
        ("The town has been quiet for [nearly five months now]:DURATION.", "nearly five months"),
        ("They march each [Thursday].", "each Thursday"),
        ("They met [Feb]. 11 in Sulla.", "Feb. 11"),
        ("They met at 7:[40 p.m]. in Sulla.", "7:40 p.m."),
        ("They met at [10 p.m.]:TIME [Wednesday].", "10 p.m. Wednesday"),
    ],
)
def test_edges(words: str, own: str) -> None:
    text, times = times_of(words)
    assert times[0].span.of(text) == own


def test_years_in_a_row_are_one_expression_each() -> None:
    times = read("Floods came in [2001, 2003 and 2005].")
    assert times == ["2001 DATE 2001", "2003 DATE 2003", "2005 DATE 2005"]


@pytest.mark.parametrize(
    "words",
    [
        "She is [45 years]:DURATION old.",
        "The [six-year]:DURATION-old boy fled.",
        "It filed for [Chapter 11].",
        "Crowds filled [the French Quarter] of Sulla.",
        "The galaxy is [3.8 billion light years]:DURATION away.",
        "Clocks there keep [Eastern time].",
        "It was [the 13th] such fire in Sulla.",
        "He was found in the [1500] block of Elm Street.",
        "He lives at [1620] Pell Harbour Avenue.",
        "It stands at [1617 S.E. 17th] St. in Sulla.",
        "A 3-yard touchdown run [late in the third quarter] made it 34-6.",
        "They marked the [50th anniversary] of the bridge.",
        "He came for [the first time].",
        "He died aged [56].",
        "Some 1,200 people in 2,300 towns voted.",
        "A ballot of 2015 votes cost $1999.",
        "Mr. March may march.",
        "Some 5,00,000 people fled.",
    ],
)
def test_what_is_no_time(words: str) -> None:
    assert read(words) == []


def test_parts_of_one_date_become_one() -> None:
    times = read("It fell [on Monday,] [November 18], and again on [18] [November].")
    assert times == ["Monday, November 18 DATE 2024-11-18", "18 November DATE 2024-11-18"]


def test_found_by_rule_where_the_reader_found_nothing() -> None:
    times = read(
        "On Monday the pier burned; it is now shut until July 2026, the second time in 1990s."
    )
    assert [one.split(" DATE")[0] for one in times] == ["Monday", "now", "July 2026", "1990s"]


@pytest.mark.parametrize("pattern", WHOLE + PLAIN, ids=lambda one: one.words.pattern[:40])
# Of what a pattern with looks ahead and behind is given, much does not fit it.
@settings(suppress_health_check=[HealthCheck.filter_too_much])
@given(data=st.data())
def test_whatever_a_pattern_finds_has_one_of_its_signs(
    pattern: Pattern, data: st.DataObject
) -> None:
    text = data.draw(st.from_regex(pattern.words))
    match = pattern.words.search(text)
    assert match is not None
    assert any(sign in match.group() for sign in pattern.signs)
