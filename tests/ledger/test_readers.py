"""Many who read while one writes: each sees whole reports, never fewer than before, and no error."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy.exc import TimeoutError as PoolTimeout

from tests.ledger.factories import MINISTRY, made, opened
from whence.errors import LedgerBusy
from whence.ledger import Filters, SqlLedger, queries
from whence.ledger import reports as ledger_reports
from whence.ledger.database import as_ledger_errors


# By count and not by the clock: the longer it goes on, the more a look has to read, and of a hundred
# some would wait longer than a connection is waited for.
@pytest.mark.parametrize(
    ("readers", "reports"), [(12, 6), pytest.param(100, 40, marks=pytest.mark.nightly)]
)
def test_readers_beside_a_writer(place: str, readers: int, reports: int) -> None:
    faults: list[str] = []
    claims: dict[str, int] = {}

    def add(writer: SqlLedger, text: str, source: str) -> None:
        result = made(text, source=source)
        claims[result[0].id] = len(result[2].claims)
        writer.add(result, text.encode())

    looks = [0] * readers
    over = threading.Event()
    with opened(place) as writer, SqlLedger(place) as ledger:
        add(writer, MINISTRY, "18.txt")

        def read(who: int) -> None:
            seen = 0
            try:
                while not over.is_set() or not looks[who]:
                    seen = look(ledger, claims, seen)
                    looks[who] += 1
            except Exception as error:  # noqa: BLE001  to be reported from the thread that asks
                faults.append(f"{type(error).__name__}: {error}")

        threads = [threading.Thread(target=read, args=(who,)) for who in range(readers)]
        for one in threads:
            one.start()
        for number in range(20, 19 + reports):
            add(writer, MINISTRY.replace("18", str(number)), f"{number}.txt")
        over.set()
        for one in threads:
            one.join()
        assert faults == []
        assert min(looks) > 0
        assert look(ledger, claims, 0) == reports


def test_no_free_connection_is_reported_as_busy() -> None:
    with pytest.raises(LedgerBusy, match="too many are asking"), as_ledger_errors():
        raise PoolTimeout


def look(ledger: SqlLedger, claims: dict[str, int], seen: int) -> int:
    """How many reports there are, all of them whole, where so many were seen before."""
    with ledger.reading() as connection:
        there = ledger_reports.counts(connection)
        reports = list(ledger_reports.every_report(connection))
        found = queries.find_claims(connection, Filters(words="killed"), limit=10_000).found
        assert there["readings"] == len(reports) == len(found)
        assert len(reports) >= seen
        assert there["claims"] == sum(claims[one] for one in reports)
        _, _, resolution = ledger_reports.result(connection, reports[-1])
        assert len(resolution.claims) == claims[reports[-1]]
    return len(reports)
