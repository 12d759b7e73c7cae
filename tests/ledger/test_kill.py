"""A writer that is killed at any moment leaves a ledger that opens and holds whole reports."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from whence.ledger import Filters, SqlLedger, queries
from whence.ledger import reports as ledger_reports

_WRITER = """
import sys
sys.path.insert(0, {root!r})
from tests.ledger.factories import MINISTRY, made, RUN
from whence.ledger import SqlLedger
one = made(MINISTRY)
results = [made(MINISTRY.replace("18", str(n)), source=f"{{n}}.txt") for n in range(20, 20 + {count})]
print("ready", flush=True)
with SqlLedger(sys.argv[1], create=True) as ledger:
    ledger.begin(RUN)
    for result in results:
        ledger.add(result, result[0].text.encode())
print("done", flush=True)
"""
_REPORTS = 12
_ROUNDS = 6


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_killed_at_any_moment(place: str) -> None:
    root = str(Path(__file__).parents[2])
    code = _WRITER.format(root=root, count=_REPORTS)
    command = [sys.executable, "-c", code, place]
    chance = random.Random(7)
    for _ in range(_ROUNDS):
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "ready\n"
            time.sleep(chance.uniform(0.0, 0.12))
            writer.send_signal(signal.SIGKILL)
        is_whole(place)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
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
