"""A database's server that is killed at any statement costs what was being written, nothing more."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from tests.ledger.factories import MINISTRY, RUN, made
from tests.ledger.server import Missing, Server, serving
from tests.ledger.test_kill import is_whole
from whence.errors import LedgerError
from whence.ledger import SqlLedger, reports

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="finds the processes in /proc")

#: The statements of a report's adding that it is killed at: some here, all in the nightly tests.
SOME, ALL = (1, 6, 13), tuple(range(1, 41))

LATER = MINISTRY.replace("18", "23")


@pytest.fixture(scope="module")
def mortal() -> Iterator[Server]:
    """A server of these tests' own."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [one for one in os.environ if one.startswith("PG")]:
            patch.delenv(name)
        try:
            with serving() as found:
                yield found
        except Missing as missing:
            pytest.skip(str(missing))


@pytest.mark.parametrize("at", [*SOME, *(pytest.param(n, marks=pytest.mark.nightly) for n in ALL)])
def test_killed_while_a_report_is_added(mortal: Server, at: int) -> None:
    place = mortal.database()
    left = at

    def count(*_: object) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            mortal.kill()

    with SqlLedger(place, create=True) as ledger:
        ledger.begin(RUN)
        ledger.add(made(MINISTRY), MINISTRY.encode())
        event.listen(Engine, "before_cursor_execute", count)
        try:
            fault: LedgerError | None = None
            try:
                ledger.add(made(LATER, source="b.txt"), LATER.encode())
            except LedgerError as error:
                fault = error
            assert (fault is None) == (left > 0)  # it may take fewer statements
            if fault:
                with pytest.raises(LedgerError, match="cannot be reached"):
                    ledger.has(made(MINISTRY)[0])
                mortal.start()
        finally:
            event.remove(Engine, "before_cursor_execute", count)
        # The ledger that was open goes on with the server that is there now.
        with ledger.reading() as connection:
            assert len(list(reports.every_report(connection))) == (2 if left > 0 else 1)
        ledger.add(made(LATER, source="b.txt"), LATER.encode())
    assert is_whole(place) == 2
