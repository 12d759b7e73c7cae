"""Rereading and reviewing killed at each of their statements: before it or after, nothing between.

Killed by count and not by the clock, so that a fast machine and a busy one try the same.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ledger.factories import MINISTRY, RUN, opened
from tests.ledger.test_reviews import READ, correction, names, without
from whence.ledger import SqlLedger, reports
from whence.review import overlaid, service

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")

#: One process that has all it needs, and forks what is to be killed: a start is a second each.
_DRIVER = """
import json, os, shutil, signal, sys
sys.path.insert(0, {root!r})
from sqlalchemy import event
from sqlalchemy.engine import Engine
from tests.ledger import test_kill_later as here

place, what, *rounds = sys.argv[1:]
for at in map(int, rounds):
    shutil.copy(place, f"{{place}}.{{at}}")
    child = os.fork()
    if child == 0:
        left = [at]

        def count(*_):
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)

        event.listen(Engine, "before_cursor_execute", count)
        event.listen(Engine, "commit", count)
        getattr(here, what)(f"{{place}}.{{at}}")
        os._exit(0)
    _, status = os.waitpid(child, 0)
    print(json.dumps([at, os.WIFSIGNALED(status)]), flush=True)
"""
#: The statements that are killed at: some of them here, all in the nightly tests.
SOME, ALL = tuple(range(5, 41, 7)), tuple(range(1, 51))


def reread(place: str) -> None:
    with SqlLedger(place, lay=overlaid) as ledger:
        ledger.begin(RUN)
        ledger.reread(without(READ, "ministry"))


def review(place: str) -> None:
    with SqlLedger(place, lay=overlaid) as ledger:
        ledger.begin(RUN)
        service.decided(ledger.reviews(), correction())


def state(place: str) -> tuple[object, ...]:
    """What the ledger says; raises where it is not whole."""
    with SqlLedger(place, lay=overlaid) as ledger:
        told = tuple(sorted(names(ledger)))
        with ledger.reading() as connection:
            check = connection.exec_driver_sql("pragma integrity_check").scalar()
            keys = connection.exec_driver_sql("pragma foreign_key_check").all()
            _, reading, resolution = reports.result(connection, READ[0].id)
            counts = reports.counts(connection)
    assert (check, keys) == ("ok", [])
    return told, reading, resolution, counts["readings"]


@pytest.mark.parametrize("what", ["reread", "review"])
@pytest.mark.parametrize("with_review", [False, True])
@pytest.mark.parametrize("rounds", [SOME, pytest.param(ALL, marks=pytest.mark.nightly)], ids=len)
def test_killed_at_each_statement(
    what: str, with_review: bool, rounds: tuple[int, ...], tmp_path: Path
) -> None:
    place = str(tmp_path / "l.db")
    with opened(place) as ledger:
        ledger.add(READ, MINISTRY.encode())
        if with_review:
            service.decided(ledger.reviews(), correction(speaker="Lena Orth"))
    before = state(place)
    driver = _DRIVER.format(root=str(Path(__file__).parents[2]))
    told = subprocess.run(
        [sys.executable, "-c", driver, place, what, *map(str, rounds)],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    killed = dict(json.loads(line) for line in told.splitlines())
    assert len(killed) == len(rounds)
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
