"""Ledgers filled with results that were read before, and what is found in them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import msgspec

from tests.ledger.factories import RUN
from whence.bootstrap import comparing
from whence.ledger import SqlLedger
from whence.ports import Result
from whence.review import overlaid


def filled(place: Path | str, batches: Iterable[Sequence[Result]]) -> SqlLedger:
    """A ledger that each batch was added to and compared in."""
    if "://" not in str(place):
        Path(place).write_bytes(_empty())
    ledger = SqlLedger(str(place), create=True, lay=overlaid)
    ledger.begin(RUN)
    for batch in batches:
        for result in batch:
            ledger.add(result)
        compare(ledger)
    return ledger


@cache
def _empty() -> bytes:
    """A ledger with nothing in it: to make its tables takes longer than to compare two reports."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "empty.db"
        SqlLedger(str(place), create=True).close()
        return place.read_bytes()


def compare(ledger: SqlLedger) -> int:
    """Compares what waits; gives how many reports that were."""
    return sum(1 for _ in comparing.compared(ledger))


def found_in(ledger: SqlLedger, policy: str = "range") -> bytes:
    """Every event, as JSON."""
    return msgspec.json.encode([d.event for d in comparing.summaries(ledger, policy)])
