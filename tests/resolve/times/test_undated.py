"""A report without a day of its own: what would be reckoned from it has no value."""

from __future__ import annotations

import pytest

from tests.resolve.times.factories import read


@pytest.mark.parametrize(
    "words",
    [
        "The company said [today] that it would close.",
        "[Yesterday] its tower fell.",
        "Thieves stole it [last Friday].",
        "Pupils will be told [next week].",
        "He was shot on [Tuesday].",
        "He was shot on [Tuesday night].",
        "He was shot [last night].",
        "It opens in [March].",
        "It closed on [3 March].",
        "Rents rose [this year].",
        "Rents rose [last month].",
        "She left [three days ago].",
        "She left [two years ago].",
        "It fell [a year earlier].",
        "It fell in [the third quarter].",
        "It was quiet over [the weekend].",
        "It was shut at [Christmas].",
        "The blast came at [8 a.m.]:TIME.",
        "It was dry [this summer].",
        "He was seen in [the evening].",
        "It is due by [the end of the month].",
        "They meet [the day after tomorrow].",
        "They met on [the 15th].",
        "It was cut off in [the week beginning 3 February].",
    ],
)
def test_no_value_without_a_day(words: str) -> None:
    # A year in the text is no day that the report was written on.
    for before in ("", "The plant opened in 1959. ", "On 3 May 1959 it opened. It grew. It fell. "):
        value = read(before + words, None)[-1]
        assert value.endswith(" None"), value


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("The plant opened in 1959.", "1959 DATE 1959"),
        ("It opened on 3 May 1959.", "3 May 1959 DATE 1959-05-03"),
        ("It opened on 3 May 1959. The next day it burned.", "The next day DATE 1959-05-04"),
        ("It opened on 3 May 1959. Two days later it burned.", "Two days later DATE 1959-05-05"),
        ("It opened in 1959 and shut the following year.", "the following year DATE 1960"),
        ("It lasted three weeks.", "three weeks DURATION P3W"),
        ("It is now shut.", "now DATE PRESENT_REF"),
        ("It came up in the 1990s.", "the 1990s DATE 199"),
        ("They march every Tuesday.", "every Tuesday SET XXXX-WXX-2"),
        ("Sulla falls\n4 March 2023\nIt fell on Friday.", "Friday DATE 2023-03-03"),
        ("Sulla falls\nSaturday, March 4, 2023\nIt fell today.", "today DATE 2023-03-04"),
    ],
)
def test_what_the_text_itself_says(words: str, meant: str) -> None:
    assert meant in read(words, None)
