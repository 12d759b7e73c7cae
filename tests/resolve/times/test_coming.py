"""Days to come, in a report of Friday, November 22, 2024."""

from __future__ import annotations

import pytest

from tests.resolve.times.factories import read

_AHEAD = [
    ("The contract will end in September, she said.", "September DATE 2025-09"),
    ("The tax will be abolished in October.", "October DATE 2025-10"),
    ("She said the tax would be abolished in October.", "October DATE 2025-10"),
    ("He'll be tried in September.", "September DATE 2025-09"),
    ("The town is going to vote in October.", "October DATE 2025-10"),
    ("They plan to close the plant in October.", "October DATE 2025-10"),
    ("Prices are set to rise in October.", "October DATE 2025-10"),
    ("He is to be sentenced on Monday.", "Monday DATE 2024-11-25"),
    ("The deadline is Sunday, the ministry said.", "Sunday DATE 2024-11-24"),
    ("The funeral is on Sunday, he said.", "Sunday DATE 2024-11-24"),
    ("The next hearing is in October.", "October DATE 2025-10"),
    ("The vote takes place on Sunday.", "Sunday DATE 2024-11-24"),
    ("The law takes effect in October.", "October DATE 2025-10"),
    ("The law comes into force on 1 October.", "1 October DATE 2025-10-01"),
    ("The expedition sets out on Sunday.", "Sunday DATE 2024-11-24"),
    ("Voters go to the polls on Sunday.", "Sunday DATE 2024-11-24"),
    ("He goes on trial in October.", "October DATE 2025-10"),
    ("Her term ends in October.", "October DATE 2025-10"),
    ("The amnesty lapses in October.", "October DATE 2025-10"),
    ("The bank publishes its results on Sunday.", "Sunday DATE 2024-11-24"),
    ("A storm is forecast to hit the coast on Sunday.", "Sunday DATE 2024-11-24"),
]
_PAST = [
    ("The contract ended in September, she said.", "September DATE 2024-09"),
    ("The tax was abolished in October.", "October DATE 2024-10"),
    ("They will discuss the figures for October.", "October DATE 2024-10"),
    ("They will sell the mine that they bought in October.", "October DATE 2024-10"),
    ("The bridge was due to reopen in October.", "October DATE 2024-10"),
    ("The bridge, which shut in October, will reopen.", "October DATE 2024-10"),
    ("He says he was beaten on Monday.", "Monday DATE 2024-11-18"),
    ("He goes on to report that on 1 October units came.", "1 October DATE 2024-10-01"),
    ("She was arrested on November 22.", "November 22 DATE 2024-11-22"),
    ("It was Monday.", "Monday DATE 2024-11-18"),
]


@pytest.mark.parametrize(("words", "meant"), [*_AHEAD, *_PAST])
def test_tense_and_clause_decide_the_direction(words: str, meant: str) -> None:
    assert meant in read(words)
