"""Rereading and reviewing killed at each of their statements: before it or after, nothing between.

Killed by count and not by the clock, so that a fast machine and a busy one try the same.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.ledger.factories import MINISTRY, RUN, opened
from tests.ledger.forks import Forks
from tests.ledger.test_reviews import READ, correction, names, without
from whence.ledger import SqlLedger, reports
from whence.review import service, with_decisions

#: The statements that are killed at: some of them here, all in the nightly tests.
SOME, ALL = tuple(range(5, 41, 7)), tuple(range(1, 51))


def reread(place: str) -> None:
    with SqlLedger(place, apply_decisions=with_decisions) as ledger:
        ledger.begin(RUN)
        ledger.reread(without(READ, "ministry"))


def review(place: str) -> None:
    with SqlLedger(place, apply_decisions=with_decisions) as ledger:
        ledger.begin(RUN)
        service.decided(ledger.reviews(), correction())


def state(place: str) -> tuple[object, ...]:
    """What the ledger says; raises where it is not whole."""
    with SqlLedger(place, apply_decisions=with_decisions) as ledger:
        present = tuple(sorted(names(ledger)))
        with ledger.reading() as connection:
            check = connection.exec_driver_sql("pragma integrity_check").scalar()
            keys = connection.exec_driver_sql("pragma foreign_key_check").all()
            _, reading, resolution = reports.result(connection, READ[0].id)
            counts = reports.counts(connection)
    assert (check, keys) == ("ok", [])
    return present, reading, resolution, counts["readings"]


@pytest.mark.parametrize("what", ["reread", "review"])
@pytest.mark.parametrize("with_review", [False, True])
@pytest.mark.parametrize("rounds", [SOME, pytest.param(ALL, marks=pytest.mark.nightly)], ids=len)
def test_killed_at_each_statement(
    what: str, with_review: bool, rounds: tuple[int, ...], tmp_path: Path, forks: Forks
) -> None:
    place = str(tmp_path / "l.db")
    with opened(place) as ledger:
        ledger.add(READ, MINISTRY.encode())
        if with_review:
            service.decided(ledger.reviews(), correction(speaker="Lena Orth"))
    before = state(place)
    killed = {}
    for at in rounds:
        shutil.copy(place, f"{place}.{at}")
        killed[at] = forks.run(f"{__name__}:{what}", f"{place}.{at}", at=at)
    assert any(killed.values())
    whole = tmp_path / "whole.db"
    whole.write_bytes(Path(place).read_bytes())
    globals()[what](str(whole))
    after = state(str(whole))
    assert after != before
    for at, was_killed in killed.items():
        found = state(f"{place}.{at}")
        assert found in ((before, after) if was_killed else (after,)), at
        if found == before:  # and the same again completes it
            globals()[what](f"{place}.{at}")
            assert state(f"{place}.{at}") == after
