"""A writer that is killed at any moment leaves a ledger that opens and holds whole reports."""

from __future__ import annotations

import random
from functools import cache

from tests.ledger.factories import MINISTRY, RUN, made
from tests.ledger.forks import Forks
from whence.ledger import Filters, SqlLedger, queries
from whence.ledger import reports as ledger_reports
from whence.ports import Result

_REPORTS = 12
_ROUNDS = 6


@cache
def prepared() -> list[Result]:
    return [
        made(MINISTRY.replace("18", str(n)), source=f"{n}.txt") for n in range(20, 20 + _REPORTS)
    ]


def write(place: str) -> None:
    """What is killed."""
    with SqlLedger(place, create=True) as ledger:
        ledger.begin(RUN)
        for result in prepared():
            ledger.add(result, result[0].text.encode())


def test_killed_at_any_moment(place: str, forks: Forks) -> None:
    chance = random.Random(7)
    for _ in range(_ROUNDS):
        forks.run(f"{__name__}:write", place, after=chance.uniform(0.0, 0.12))
        is_whole(place)
    assert not forks.run(f"{__name__}:write", place)
    assert is_whole(place) == _REPORTS


def is_whole(place: str) -> int:
    """The number of reports, each of which must have its reading and all its claims."""
    with SqlLedger(place, create=True) as ledger, ledger.reading() as connection:
        reports = list(ledger_reports.every_report(connection))
        claims = 0
        for report in reports:
            _, _, resolution = ledger_reports.result(connection, report)
            claims += len(resolution.claims)
        assert ledger_reports.counts(connection)["claims"] == claims
        assert ledger_reports.counts(connection)["readings"] == len(reports)
        assert len(
            queries.find_claims(connection, Filters(words="killed"), limit=100).found
        ) == len(reports)
    return len(reports)
