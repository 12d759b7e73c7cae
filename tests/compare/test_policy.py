"""Best, low and high: each policy's rules, what it leaves out, and files of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from whence.bootstrap import comparing
from whence.compare.counting_policy import Policy, decide, words_of_value
from whence.errors import SettingsError
from whence.records.finding import IndependentSources, State, Version

POLICIES = ("range", "conservative", "contested-min-zero", "best-high-low")


def version(
    value: float | None,
    *state: State,
    low: float | None = None,
    high: float | None = None,
    most: int = 1,
    reports: int = 1,
    last: str = "2025-01-01",
) -> Version:
    exact = value if low is None and high is None else None
    return Version(
        value=value,
        low=low if exact is None else exact,
        high=high if exact is None else exact,
        claims=("c",),
        first_published="2025-01-01",
        last_published=last,
        reports=reports,
        copies=0,
        independent_sources=IndependentSources(least=1, most=most, reasons=()),
        speakers=(),
        state=state,
    )


TOLL = [
    version(14, "superseded", reports=9),
    version(22, last="2025-01-03", most=2),
    version(27, last="2025-01-03"),
    version(31, "withdrawn", "denied", "unnamed"),
    version(40, "unnamed"),
]


@pytest.mark.parametrize(
    ("name", "best", "low", "high"),
    [
        ("range", 22, 22, 40),
        ("conservative", 22, 22, 27),
        ("contested-min-zero", 22, 0, 40),
        ("best-high-low", 22, 14, 40),
    ],
)
def test_each_policy(name: str, best: float, low: float, high: float) -> None:
    decided = decide(TOLL, comparing.policy(name), contested=True)
    assert (decided.best, decided.low, decided.high) == (best, low, high)
    assert any(line.startswith("31 left out: withdrawn") for line in decided.excluded)
    assert all(": " in line for line in decided.excluded)


def test_support_is_of_sources_before_reports() -> None:
    versions = [version(5, reports=8), version(6, most=2)]
    assert decide(versions, comparing.policy("range"), contested=False).best == 6


def test_vague_words_have_numbers_in_a_policy_that_gives_them() -> None:
    dozens = [version(None, low=24, high=99)]
    assert decide(dozens, comparing.policy("conservative"), contested=False).best == 12
    ranged = decide(dozens, comparing.policy("range"), contested=False)
    assert (ranged.best, ranged.low, ranged.high) == (24, 24, 99)


@pytest.mark.parametrize("name", POLICIES)
def test_no_change_is_no_decision(name: str) -> None:
    decided = decide([], comparing.policy(name), contested=False)
    assert (decided.best, decided.low, decided.high) == (None, None, None)


@pytest.mark.parametrize("name", POLICIES)
def test_a_count_from_an_unnamed_source_alone(name: str) -> None:
    decided = decide([version(9, "unnamed")], comparing.policy(name), contested=False)
    assert decided.best == (None if name == "conservative" else 9)


def test_a_policy_of_one_s_own(tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text('name = "mine"\nsays = "the highest"\n[best]\nof = "highest"\n')
    assert decide(TOLL, comparing.policy(str(mine)), contested=True).best == 40


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('name = "x"\nsays = "y"\n[counts]\nunnamed = "maybe"\n', "maybe"),
        ('name = "x"\nsays = "y"\nbest_of = 1\n', "best_of"),
        ('name = "x"\n', "says"),
        ("name = \n", "no TOML"),
    ],
)
def test_an_invalid_policy_is_named(tmp_path: Path, text: str, names: str) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(text)
    with pytest.raises(SettingsError, match=r"wrong\.toml") as error:
        Policy.open(wrong)
    assert names in str(error.value)


def test_an_unknown_policy_names_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="best-high-low, conservative"):
        comparing.policy("strict")
    with pytest.raises(SettingsError, match="cannot read"):
        comparing.policy(str(tmp_path / "none.toml"))


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (version(1234), "1,234"),
        (version(9, low=9), "at least 9"),
        (version(60, high=60), "up to 60"),
        (version(None, low=10, high=12), "10 to 12"),
        (version(None, low=10), "at least 10"),
    ],
)
def test_values_in_words(shown: Version, words: str) -> None:
    assert words_of_value(shown) == words
